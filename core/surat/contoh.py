"""The letter of a sample: what the press gets for answers that nobody has sent, signed by officers who do not exist.

For the conformance kit and for previews. Reads no table but that of the regions.
"""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import override
from PIL import Image

from core.layanan.deklarasi import Layanan, NaskahSurat, Tahap
from core.layanan.formulir import berkas_diminta, tahap_berlaku
from core.layanan.kesesuaian import PROFIL
from core.layanan.register import Registri
from core.permohonan.aturan import TANDATANGAN
from core.surat import konteks, nomor
from core.surat.foto import bingkai_svg
from core.surat.konteks import Penandatangan
from core.surat.models import Surat
from core.wilayah.daerah import daerah_aktif
from core.wilayah.kueri import Pemegang
from core.wilayah.models import Unit, Wilayah
from core.wilayah.peran import SEMUA
from core.wilayah.susunan import nama_jabatan, unit_instansi

KODE_CEK = "contohcontohcontohcontohcontohco"  # as long as a real one
NAMA = ("Drs. Hasan Contoh, M.Si.", "Dra. Endang Rekaan, M.M.", "Ir. Slamet Misal, M.T.", "Rini Umpama, S.Sos.")
NIP = ("197001011990031001", "197202021995032002", "196903031991031003", "198004042005012004")


@override(settings.LANGUAGE_CODE)
def data_contoh(
    layanan: Layanan,
    isian: dict[str, Any],
    profil: dict[str, Any] | None = None,
    *,
    hari: date | None = None,
    sumber: Registri | None = None,
) -> dict[str, Any]:
    """The data of the letter body, complete with QR, emblem and pictures. `sumber`: whose functions are asked.

    Raises ValueError for a service without a letter or without a signer.
    """
    orang = PROFIL if profil is None else profil
    penanda = penanda_contoh(layanan, isian, orang)
    if layanan.surat is None or not penanda:
        raise ValueError(f"{layanan.kode} tidak menerbitkan surat")
    surat = _surat(layanan, layanan.surat, penanda[0].unit, hari or timezone.localdate())
    sumber = sumber or Registri()
    isi = konteks.rangka(surat, layanan, penanda, isian, orang, sumber=sumber)
    return konteks.lengkapi(isi) | {"foto": _foto(layanan, isian, orang)}


def _surat(layanan: Layanan, naskah: NaskahSurat, unit: Unit, hari: date) -> Surat:
    return Surat(
        unit=unit,
        judul=naskah.judul,
        nomor=nomor.tulis(naskah, unit, 1, hari),
        kode_cek=KODE_CEK,
        tanggal=hari,
        berlaku_sampai=konteks.masa_berlaku(layanan, hari),
    )


# --- who signs --------------------------------------------------------------------------------------------------------


def penanda_contoh(layanan: Layanan, isian: dict[str, Any], profil: dict[str, Any]) -> list[Penandatangan]:
    """One invented officer for each signing stage that these answers pass."""
    tahap = [(i, layanan.rute[i]) for i in tahap_berlaku(layanan, isian, profil)]
    tanda = [(i, satu) for i, satu in tahap if satu.aksi == TANDATANGAN]
    return [_penanda(i, satu, urut, profil) for urut, (i, satu) in enumerate(tanda)]


def _penanda(indeks: int, tahap: Tahap, urut: int, profil: dict[str, Any]) -> Penandatangan:
    unit = unit_contoh(tahap.unit or SEMUA[tahap.peran].tingkat, profil)
    orang = Pemegang(
        pengguna_id=urut + 1,
        nama=NAMA[urut % len(NAMA)],
        nip="" if unit.jenis == Unit.Jenis.DESA else NIP[urut % len(NIP)],
        jabatan_nama=nama_jabatan(unit, tahap.peran),
        jenis="definitif",
        unit_id=urut + 1,
        peran=tahap.peran,
        jabatan_id=urut + 1,
    )
    return Penandatangan(indeks, tahap.peran, unit, orang)


def unit_contoh(tingkat: str, profil: dict[str, Any]) -> Unit:
    """The office of a level ("desa", "kecamatan") around this citizen, or the one of this code; never saved."""
    daerah = daerah_aktif()
    kecamatan = Unit(
        kode="kecamatan-contoh", nama=f"Kecamatan {profil['kecamatan']}", jenis=Unit.Jenis.KECAMATAN,
        kode_surat=f"{daerah.kode_surat}.7.1", alamat=daerah.alamat,
        wilayah=Wilayah(nama=profil["kecamatan"], tingkat=Wilayah.Tingkat.KECAMATAN),
    )  # fmt: skip
    if tingkat == "kecamatan":
        return kecamatan
    if tingkat in {"desa", "kelurahan"}:
        return Unit(
            kode="desa-contoh", nama=f"Desa {profil['desa']}", jenis=Unit.Jenis.DESA, induk=kecamatan,
            kode_surat=f"{daerah.kode_surat}.7.1.1", alamat=f"{kecamatan.nama}, {daerah.kabupaten}",
            wilayah=Wilayah(nama=profil["desa"], tingkat=Wilayah.Tingkat.DESA),
        )  # fmt: skip
    ada = {unit.kode: unit for unit in unit_instansi(daerah)}
    luar = Unit(kode=tingkat, nama=f"{tingkat.upper()} {kecamatan.nama}", jenis=Unit.Jenis.LUAR, alamat=daerah.alamat)
    unit = ada.get(tingkat, luar)
    unit.wilayah = None  # the seat of the regency; and no row is looked up
    return unit


# --- pictures ---------------------------------------------------------------------------------------------------------


def _foto(layanan: Layanan, isian: dict[str, Any], profil: dict[str, Any]) -> dict[str, str]:
    diminta = {berkas.kode for berkas in berkas_diminta(layanan, isian, profil)}
    kode = layanan.surat.foto if layanan.surat else ()
    return {satu: bingkai_svg(_gambar()) for satu in kode if satu in diminta}


def _gambar() -> bytes:
    """A grey portrait, so that its place on the letter can be seen."""
    keluar = BytesIO()
    Image.new("RGB", (300, 400), "#c8d2d6").save(keluar, "JPEG")
    return keluar.getvalue()
