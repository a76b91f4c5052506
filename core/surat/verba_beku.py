"""Number and freeze: from the data of an application to bytes that nobody renders again."""

import re
import secrets
from base64 import b32encode
from io import BytesIO
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max, Prefetch, prefetch_related_objects
from django.utils import timezone
from pypdf import PdfReader

from core.layanan.deklarasi import Layanan, NaskahSurat
from core.permohonan import pencatat, rute
from core.permohonan.galat import TidakBoleh, _
from core.permohonan.models import Permohonan
from core.permohonan.pelaku import Pelaku, pastikan_boleh
from core.permohonan.verba import kunci, pastikan_boleh_ttd
from core.surat import arsip, konteks, nomor
from core.surat.konteks import Penandatangan
from core.surat.kueri import surat_menunggu_ganti
from core.surat.mesin import mesin
from core.surat.models import HIDUP, StatusSurat, Surat, TandaTangan
from core.surat.persediaan import TTD_TERKUNCI
from core.surat.titik import titik
from core.surat.verba_segel import siapkan_segel
from core.wilayah.borongan import sisip
from core.wilayah.ingatan import ambil, ingatan
from core.wilayah.kueri import pemegang

BERJALAN = (TandaTangan.Status.NIAT, TandaTangan.Status.MENUNGGU_SEGEL)
BERGANTI = "Pejabat penanda tangan berganti sebelum surat ditandatangani"
DAFTAR_HALAMAN = re.compile(rb"<</Type/Pages/Count (\d+)/Kids\[")
BERUBAH = "Data permohonan berubah sesudah surat disiapkan"


def siapkan(*, permohonan_id: UUID, pelaku: Pelaku) -> Surat:
    """The frozen letter of this application, ready to be shown and signed; makes it when needed.

    Calling again gives the same letter, also after a crash in between: the number is taken first (`_nomori`), the bytes
    follow. Raises TidakBoleh, NaskahGagal (the number waits for the next try), Tolak.
    """
    surat = _nomori(permohonan_id, pelaku)
    if surat is None:
        raise kembali_ke_awal()
    titik("nomor.tetap")
    return bekukan(surat)


def kembali_ke_awal() -> TidakBoleh:
    """The refusal after `nomori` has given None."""
    return TidakBoleh(
        _("Pejabat penanda tangan berganti. Surat lama dibatalkan; berkas kembali ke penanda tangan awal.")
    )


@transaction.atomic
@ingatan()
def _nomori(permohonan_id: UUID, pelaku: Pelaku) -> Surat | None:
    return nomori(permohonan_id, pelaku)


def nomori(permohonan_id: UUID, pelaku: Pelaku) -> Surat | None:
    """T1, in the caller's transaction: the living letter if it still says the truth, else a new one under a new number.

    None: signatures on the old letter became worthless and the file went back to the first signer.
    """
    p = kunci(permohonan_id)
    pastikan_boleh_ttd(permohonan=p, pelaku=pelaku)
    layanan = p.versi_layanan.layanan()
    lama = surat_hidup(p)
    if lama is None:
        return _buat(p, layanan, pelaku)
    if lama.terbit:
        raise TidakBoleh(_("Surat permohonan ini sudah terbit."))
    if lama.tanda_tangan.filter(status=TandaTangan.Status.MENUNGGU_SEGEL).exists():
        raise TidakBoleh(_("Surat ini sudah ditandatangani dan menunggu segel elektronik; surat terbit sendiri."))
    alasan = tidak_cocok(lama, p, pelaku)
    if alasan is None:
        return lama
    if batalkan(lama, alasan) == StatusSurat.DITANDATANGANI:
        _ulang_dari_ttd_pertama(p, pelaku, layanan, lama)
        return None
    return _buat(p, layanan, pelaku)


def surat_hidup(permohonan: Permohonan) -> Surat | None:
    """The letter of this application now, if any; locked when inside a transaction."""

    def cari() -> Surat | None:
        return Surat.objects.select_for_update().filter(permohonan=permohonan, status__in=HIDUP).first()

    return ambil("surat_hidup", permohonan.pk, cari)


def para_ttd(surat: Surat) -> list[TandaTangan]:
    """All signatures of a letter in order, locked, and read once for each time the letter was read."""
    prefetch_related_objects([surat], Prefetch("tanda_tangan", TTD_TERKUNCI.all()))
    return list(surat.tanda_tangan.all())


def tidak_cocok(surat: Surat, permohonan: Permohonan, pelaku: Pelaku) -> str | None:
    """Why the frozen letter no longer says the truth; None when it does.

    Signatures given stay valid when their signer leaves the office later; only those still missing are compared.
    """
    if surat.sidik_isian != konteks.sidik_isian(permohonan):
        return BERUBAH
    kurang = [ttd for ttd in para_ttd(surat) if ttd.status != TandaTangan.Status.SAH]
    return None if all(_masih_benar(ttd, permohonan, pelaku) for ttd in kurang) else BERGANTI


def _masih_benar(ttd: TandaTangan, permohonan: Permohonan, pelaku: Pelaku) -> bool:
    """The printed signer still holds that office, under that title; at this desk it is the one who acts.

    An office that is vacant for the moment is no reason to throw signatures away: its stage has not come yet.
    """
    if ttd.tahap == permohonan.tahap and ttd.pengguna_id != pelaku.pengguna.pk:
        return False
    kini = pemegang(ttd.unit, ttd.peran, timezone.localdate())
    return not kini or (ttd.pengguna_id, ttd.jabatan) in [(p.pengguna_id, p.jabatan_nama) for p in kini]


def _naskah_surat(layanan: Layanan) -> NaskahSurat:
    if layanan.surat is None:
        raise TidakBoleh(_("Layanan ini tidak menerbitkan surat."))
    return layanan.surat


def _buat(p: Permohonan, layanan: Layanan, pelaku: Pelaku) -> Surat:
    """Take the number and insert the letter with its signers, in one transaction: no number without a letter."""
    naskah, hari = _naskah_surat(layanan), timezone.localdate()
    penanda = konteks.para_penanda(p, layanan, hari, pelaku)
    unit = penanda[0].unit
    ambilan = nomor.ambil(unit, naskah.register, hari.year)
    titik("nomor")
    surat = Surat(
        permohonan=p,
        versi_surat=ambil("versi_surat", p.pk, lambda: _versi_terakhir(p)) + 1,
        unit=unit,
        register=naskah.register,
        tahun=hari.year,
        urut=ambilan.urut,
        penghitung=ambilan.penghitung,
        nomor=nomor.tulis(naskah, unit, ambilan.urut, hari),
        judul=naskah.judul,
        menggantikan=surat_menunggu_ganti(p),
        kode_cek=b32encode(secrets.token_bytes(20)).decode().lower(),
        sidik_isian=konteks.sidik_isian(p),
        tanggal=hari,
        berlaku_sampai=konteks.masa_berlaku(layanan, hari),
    )
    surat.konteks = konteks.susun(surat, layanan, penanda)
    sisip([surat])
    sisip([_baris_ttd(surat, urut, satu) for urut, satu in enumerate(penanda, start=1)])
    siapkan_segel(surat)
    return surat


def _versi_terakhir(p: Permohonan) -> int:
    terakhir: int | None = Surat.objects.filter(permohonan=p).aggregate(n=Max("versi_surat"))["n"]
    return terakhir or 0


def _baris_ttd(surat: Surat, urut: int, satu: Penandatangan) -> TandaTangan:
    orang = satu.orang
    return TandaTangan(
        surat=surat,
        urut=urut,
        tahap=satu.tahap,
        peran=satu.peran,
        unit=satu.unit,
        pengguna_id=orang.pengguna_id,
        nama=orang.nama,
        nip=orang.nip,
        jabatan=orang.jabatan_nama,
        unit_nama=satu.unit.nama,
        jenis=orang.jenis,
    )


def bahan_cetak(surat: Surat) -> tuple[str | None, dict[str, Any]]:
    """What the press gets: the body and the data."""
    return surat.permohonan.versi_layanan.layanan().naskah, konteks.lengkapi(surat.konteks)


def cetak(naskah: str | None, data: dict[str, Any]) -> dict[str, Any]:
    """Render and store; returns the columns that name the bytes. Needs no database. Raises NaskahGagal, ArsipTutup."""
    pdf = mesin().cetak(naskah, data)
    titik("cetak")
    sha = arsip.simpan(pdf)  # before any row says so: a crash here leaves an unnamed file, never a name without a file
    titik("beku.simpan")
    halaman = jumlah_halaman(pdf)
    return {"sha_beku": sha, "sha_kini": sha, "halaman": halaman, "status": StatusSurat.BEKU}


def jumlah_halaman(pdf: bytes) -> int:
    """How many pages a file of our press has. It writes one flat list of them, which is found a hundred times sooner
    than the file is read; a file that names no such list, or several, is read.
    """
    daftar = DAFTAR_HALAMAN.findall(pdf)
    return int(daftar[0]) if len(daftar) == 1 else len(PdfReader(BytesIO(pdf)).pages)


def bekukan(surat: Surat) -> Surat:
    """Render outside any transaction, store, then T2 names the bytes. Already frozen: nothing happens."""
    if surat.sha_beku:
        return surat
    return namai(surat, cetak(*bahan_cetak(surat)))


def namai(surat: Surat, kolom: dict[str, Any]) -> Surat:
    """Write down what `cetak` has stored. Raises TidakBoleh when the letter was annulled in between."""
    Surat.objects.filter(pk=surat.pk, status=StatusSurat.DINOMORI).update(**kolom)
    titik("beku")
    surat.refresh_from_db()
    if not surat.hidup:
        raise TidakBoleh(_("Surat ini baru saja dibatalkan. Muat ulang halaman."))
    return surat


def batalkan(surat: Surat, alasan: str) -> str:
    """Annul an unpublished letter: its number stays used, with the reason. Returns the status it had.

    The caller holds the application's lock.
    """
    if surat.terbit:
        raise TidakBoleh(_("Surat sudah terbit. Cabut dahulu suratnya."))
    lama, surat.status, surat.alasan_batal = surat.status, StatusSurat.BATAL, alasan[:300]
    surat.save(update_fields=["status", "alasan_batal"])
    berjalan = surat.tanda_tangan.filter(status__in=BERJALAN)
    berjalan.update(status=TandaTangan.Status.TIDAK_PASTI, lease_sampai=None)
    return lama


@transaction.atomic
def batalkan_surat(*, permohonan: Permohonan, alasan: str) -> Surat | None:
    """Annul the application's unpublished letter, if there is one."""
    surat = surat_hidup(permohonan)
    if surat is None or surat.terbit:
        return None
    batalkan(surat, alasan)
    return surat


def _ulang_dari_ttd_pertama(p: Permohonan, pelaku: Pelaku, layanan: Layanan, surat: Surat) -> None:
    """Bring the file back to the desk of the first signer: the signatures on the annulled letter are worth nothing."""
    penulis, sekarang = pastikan_boleh(p, pelaku), timezone.now()
    tahap = surat.tanda_tangan.values_list("tahap", flat=True)[0]
    pencatat.catat(p, penulis, rute.masuki(layanan, p.keadaan(), sekarang, mulai=tahap), sekarang=sekarang)
