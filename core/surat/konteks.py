"""What a letter says: the data of one application as plain values for the letter body (`naskah/naskah.typ`)."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from hashlib import sha256
from json import dumps
from pathlib import Path
from typing import Any

import zxingcpp
from django.conf import settings
from django.contrib.staticfiles import finders
from django.utils.translation import override

from core.berkas.models import Berkas
from core.berkas.verba import buka
from core.layanan import kait
from core.layanan.deklarasi import Kolom, Layanan
from core.layanan.durasi import tambah_lama
from core.layanan.formulir import bersihkan_tersembunyi, isian_penuh, ringkasan
from core.layanan.register import Registri
from core.layanan.teks import tanggal_kata
from core.layanan.wilayah import sebut_wilayah
from core.permohonan.aturan import TANDATANGAN
from core.permohonan.galat import TidakBoleh, _
from core.permohonan.lampiran import sidik_lampiran
from core.permohonan.models import Lampiran, Permohonan
from core.permohonan.pelaku import Pelaku
from core.permohonan.rute import unit_tahap
from core.surat.foto import bingkai_svg
from core.surat.models import KunciPejabat, Surat
from core.wilayah.daerah import daerah_aktif
from core.wilayah.ingatan import diingat
from core.wilayah.kueri import Pemegang, pemegang
from core.wilayah.models import Unit


@dataclass(frozen=True, slots=True)
class Penandatangan:
    """A signer as the letter will print it."""

    tahap: int
    peran: str
    unit: Unit
    orang: Pemegang


def para_penanda(permohonan: Permohonan, layanan: Layanan, hari: date, pelaku: Pelaku) -> list[Penandatangan]:
    """Who signs, in order, as the offices are held today. Raises TidakBoleh when a needed office is vacant."""
    hasil = []
    for indeks in permohonan.rute_berlaku:
        tahap = layanan.rute[indeks]
        if tahap.aksi != TANDATANGAN:
            continue
        unit = unit_tahap(tahap, str(permohonan.tempat_id))
        orang = pemegang(unit, tahap.peran, hari)
        if not orang and tahap.opsional:
            continue
        if not orang:
            kalimat = _("Belum ada pejabat untuk tahap “%(tahap)s” di %(unit)s, jadi surat belum bisa dibuat.")
            raise TidakBoleh(kalimat, tahap=tahap.tahap, unit=unit.nama)
        hasil.append(Penandatangan(indeks, tahap.peran, unit, _pilih(orang, pelaku)))
    return hasil


def _pilih(orang: list[Pemegang], pelaku: Pelaku) -> Pemegang:
    """The one who is acting, when that is one of the holders; else the first (definitive before Plt before Plh)."""
    return next((p for p in orang if p.pengguna_id == pelaku.pengguna.pk), orang[0])


def sidik_isian(permohonan: Permohonan) -> str:
    """Fingerprint of all that the signer decides on: answers, uploads, declaration."""
    isi = [permohonan.isian, sidik_lampiran(permohonan), permohonan.versi_layanan.sidik]
    return sha256(dumps(isi, sort_keys=True).encode()).hexdigest()


@override(settings.LANGUAGE_CODE)  # a letter is Indonesian, whatever its signer reads
def susun(surat: Surat, layanan: Layanan, penanda: list[Penandatangan]) -> dict[str, Any]:
    """The stored part of the data; `lengkapi` adds the pictures at printing time."""
    permohonan = surat.permohonan
    isi = rangka(surat, layanan, penanda, permohonan.isian, permohonan.pemohon.profil())
    surat_isi = isi["surat"] | {"demonstrasi": demonstrasi(penanda)}
    return isi | {"surat": surat_isi, "foto_berkas": _foto(permohonan, layanan)}


def rangka(
    surat: Surat,
    layanan: Layanan,
    penanda: list[Penandatangan],
    isian: dict[str, Any],
    profil: dict[str, Any],
    *,
    sumber: Registri | None = None,
) -> dict[str, Any]:
    """What the letter says, from values alone: letter and offices may be unsaved, no table is read but the regions."""
    isian = bersihkan_tersembunyi(layanan, isian, profil)
    tambahan = kait.saring("konteks_surat", {}, kode=layanan.kode, sumber=sumber, isian=isian, profil=profil)
    return {
        "surat": {
            "judul": surat.judul,
            "nomor": surat.nomor,
            "url": surat.alamat_cek(),
            "tanggal": surat.tanggal.isoformat(),
            "berlaku_sampai": surat.berlaku_sampai.isoformat() if surat.berlaku_sampai else None,
            "menggantikan": surat.menggantikan.nomor if surat.menggantikan else None,
            "demonstrasi": True,
            "lampiran": list(layanan.surat.lampiran) if layanan.surat else [],
            "tembusan": list(layanan.surat.tembusan) if layanan.surat else [],
        },
        "unit": surat.unit.kop_surat(),
        "pemohon": pemohon(profil),
        "isian": isian_surat(layanan, isian, profil),
        "ringkasan": [
            {"judul": b.judul, "baris": [{"label": r.label, "teks": r.teks} for r in b.baris]}
            for b in ringkasan(layanan, isian, profil)
        ],
        "tambahan": tambahan,
        "penandatangan": [_blok(p, urut, surat, layanan) for urut, p in enumerate(penanda)],
        "foto_berkas": {},
    }


def _foto(permohonan: Permohonan, layanan: Layanan) -> dict[str, str]:
    """Which stored pictures the letter prints: code of the upload → id of the file."""
    kode = layanan.surat.foto if layanan.surat else ()
    if not kode:
        return {}
    ada = Lampiran.objects.filter(permohonan=permohonan, kode__in=kode).order_by("urut")
    return {satu.kode: str(satu.berkas_id) for satu in ada}


def _blok(penanda: Penandatangan, urut: int, surat: Surat, layanan: Layanan) -> dict[str, Any]:
    atas_nama = layanan.rute[penanda.tahap].atas_nama
    return {
        "nama": penanda.orang.nama,
        "nip": penanda.orang.nip or None,
        "jabatan": penanda.orang.jabatan_nama,
        "tempat": surat.unit.tempat,
        "tanggal": surat.tanggal.isoformat(),
        "atas_nama": atas_nama.replace("{daerah}", daerah_aktif().nama) if atas_nama else None,
        "mengetahui": urut > 0,
    }


def demonstrasi(penanda: list[Penandatangan]) -> bool:
    """Whether the letter must say that it is worth nothing in law: any signer without a real key makes it so."""
    orang = frozenset(p.orang.pengguna_id for p in penanda)
    return settings.DEMO or _berkunci_nyata(orang) < len(orang)


@diingat
def _berkunci_nyata(orang: frozenset[int]) -> int:
    return KunciPejabat.objects.filter(pengguna__in=orang, demonstrasi=False).count()


def lengkapi(konteks: dict[str, Any]) -> dict[str, Any]:
    """The data as the letter body gets them: with the QR, the emblem and the pictures. Raises GudangTutup."""
    kode = zxingcpp.create_barcode(konteks["surat"]["url"], zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    return konteks | {
        "surat": konteks["surat"] | {"qr": kode.to_svg()},
        "unit": konteks["unit"] | {"lambang": _lambang(settings.DAERAH)},
        "foto": {kode: _gambar(berkas_id) for kode, berkas_id in konteks.get("foto_berkas", {}).items()},
    }


def _gambar(berkas_id: str) -> str:
    with buka(Berkas.objects.get(pk=berkas_id)) as isi:
        return bingkai_svg(isi.read())


@cache
def _lambang(daerah: str) -> str | None:
    """The theme's emblem, when it has one."""
    berkas = finders.find(f"tema/{daerah}/lambang.svg")
    return Path(berkas).read_text() if isinstance(berkas, str) else None


# --- Values in words --------------------------------------------------------------------------------------------------


def pemohon(profil: dict[str, Any]) -> dict[str, Any]:
    """The applicant's data, with birth place and date and the address each as one line."""
    rumah = [profil["alamat"], f"RT {profil['rt']} RW {profil['rw']}", sebut_wilayah(profil["desa_kode"])]
    return profil | {
        "ttl": f"{profil['tempat_lahir']}, {tanggal_kata(profil['tanggal_lahir'])}",
        "alamat": ", ".join(bagian for bagian in rumah if bagian),
    }


def isian_surat(layanan: Layanan, isian: dict[str, Any], profil: dict[str, Any]) -> dict[str, Any]:
    """Every declared field; hidden and empty ones are None. Regions have their names, several choices are a phrase."""
    penuh = isian_penuh(layanan, isian, profil)
    return {nama: _nilai(kolom, penuh[nama]) for nama, kolom in layanan.kolom.items()}


def _nilai(kolom: Kolom, nilai: Any) -> Any:
    if nilai in (None, "", []):
        return None
    if kolom.tipe == "tabel":
        return [{sub.nama: _nilai(sub, baris[sub.nama]) for sub in kolom.sub_kolom} for baris in nilai]
    if kolom.tipe == "wilayah":
        return sebut_wilayah(nilai)
    if isinstance(nilai, list):
        return rangkai(nilai)
    return nilai


def rangkai(bagian: list[str]) -> str:
    """ "a", "a dan b", "a, b, dan c"."""
    if len(bagian) < 3:
        return " dan ".join(bagian)
    return ", ".join(bagian[:-1]) + ", dan " + bagian[-1]


def masa_berlaku(layanan: Layanan, hari: date) -> date | None:
    """The last day on which the letter is valid."""
    return tambah_lama(hari, layanan.masa_berlaku) if layanan.masa_berlaku else None
