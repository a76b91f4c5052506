"""Sheets for the wall: a poster and a board of services for each desa or kelurahan, and the promise of service.

All words come from the declarations and from pages; the press (`core.surat.mesin`) gets them as data, never as markup.
Always Indonesian: they hang where citizens queue. A sheet is kept under the hash of what stands on it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import Any

import segno
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cms import hiasan, tampil
from cms.models import BerandaPage
from core.layanan.deklarasi import Layanan
from core.layanan.masa import sudah_tutup
from core.layanan.register import registri
from core.surat.mesin import AKAR, mesin
from core.wilayah import peran
from core.wilayah.models import Wilayah
from publikasi.models import MaklumatPage
from themes import profil

JENIS = ("poster", "sop")
LAYANAN_POSTER = 10  # as many as fit beside the three steps
RAK = "papan"  # folder of kept sheets
_KEPALA = ("Layanan", "Syarat", "Langkah", "Waktu paling lama", "Biaya", "Hasil")


def layanan_desa() -> list[Layanan]:
    """Services whose file passes the desa or kelurahan, by name; closed ones are no promise for a wall."""
    semua = (satu for satu in registri().semua() if peran.TINGKAT_DESA in tampil.semua_tingkat(satu))
    return sorted((satu for satu in semua if not sudah_tutup(satu)), key=lambda satu: satu.nama)


def poster(desa: Wilayah) -> bytes:
    """ "Urus surat dari HP", A3. Raises NaskahGagal."""
    with translation.override("id"):
        return _cetak("poster", desa.kode, _poster(desa))


def sop(desa: Wilayah) -> bytes:
    """The board of services: requirements, steps, time, cost. Raises NaskahGagal."""
    with translation.override("id"):
        return _cetak("sop", desa.kode, _sop(desa))


def maklumat(halaman: MaklumatPage) -> bytes:
    """The promise of service, A4. Raises NaskahGagal."""
    with translation.override("id"):
        return _cetak("maklumat", str(halaman.pk), _maklumat(halaman))


# --- what the press gets ----------------------------------------------------------------------------------------------


def _kaki(jalur: str) -> dict[str, Any]:
    daerah = profil.aktif()
    url = f"{settings.ALAMAT_SITUS}{jalur}"
    return {
        "aplikasi": daerah.aplikasi,
        "daerah": f"Kabupaten {daerah.kabupaten}",
        "warna": daerah.warna,
        "aksen": hiasan.aksen(),
        "foto": hiasan.gambar(),
        "url": url,
        "alamat_tampil": url.partition("://")[2].rstrip("/"),
        "qr": segno.make(url, error="m").svg_inline(border=2, omitsize=True),
        "catatan": _("Lembar peragaan, bukan untuk dipasang.") if settings.DEMO else _("Gratis, boleh diperbanyak."),
        "bantuan_judul": _("Tidak memakai HP?"),
        "bantuan": _("Datang pada jam kerja dengan KTP dan KK. Petugas membantu mengisikan sampai terkirim."),
    }


def _tempat(desa: Wilayah) -> str:
    return f"{desa.nama_lengkap}, Kecamatan {desa.induk.nama}" if desa.induk else desa.nama_lengkap


def _poster(desa: Wilayah) -> dict[str, Any]:
    return {
        **_kaki("/"),
        "judul": _("Urus surat dari HP"),
        "tempat": _tempat(desa),
        "ajakan": _("Syarat, waktu, dan biayanya tertulis sejak awal."),
        "langkah": [
            {"judul": _("Daftar sekali"), "teks": _("NIK, nomor KK, foto KTP, dan foto KK.")},
            {"judul": _("Pilih layanan, isi pelan-pelan"), "teks": _("Boleh berhenti. Isian tersimpan otomatis.")},
            {"judul": _("Pantau, lalu unduh"), "teks": _("Suratnya sah, bertanda tangan elektronik. Cetak sendiri.")},
        ],
        "judul_layanan": _("Yang bisa diurus"),
        "layanan": _sering_dulu()[:LAYANAN_POSTER],
    }


def _sering_dulu() -> list[str]:
    """Names of the services of a desa, the favourites of the home page first."""
    beranda = BerandaPage.objects.live().filter(locale__language_code=settings.LANGUAGE_CODE).first()
    favorit = [blok.value for blok in beranda.favorit] if beranda else []
    return [satu.nama for satu in sorted(layanan_desa(), key=lambda satu: satu.kode not in favorit)]


def _sop(desa: Wilayah) -> dict[str, Any]:
    return {
        **_kaki("/standar-pelayanan/"),
        "judul": _("Standar pelayanan"),
        "tempat": _tempat(desa),
        "ajakan": _("Layanan yang diurus lewat kantor ini. Waktu dihitung dalam jam kerja sejak berkas lengkap."),
        "kepala": [_(kata) for kata in _KEPALA],
        "baris": [_baris(satu) for satu in layanan_desa()],
    }


def _baris(layanan: Layanan) -> dict[str, Any]:
    return {
        "nama": tampil.nama_lengkap(layanan),
        "syarat": [_syarat(satu) for satu in tampil.syarat(layanan)] or [_("Cukup isi formulirnya")],
        "langkah": [satu["judul"] for satu in tampil.langkah(layanan)],
        "waktu": tampil.lama(tampil.jam_kerja(layanan.rute)),
        "biaya": tampil.biaya(layanan),
        "hasil": tampil.hasil(layanan)[0],
    }


def _syarat(butir: tampil.Butir) -> str:
    return f"{butir['judul']} ({butir['lencana'].lower()})" if butir["lencana"] else butir["judul"]


def _maklumat(halaman: MaklumatPage) -> dict[str, Any]:
    hari = date_format(halaman.tanggal, "j F Y") if halaman.tanggal else ""
    tempat = ", ".join(filter(None, (halaman.tempat, hari))) if hari else ""
    return {
        **_kaki("/maklumat-pelayanan/"),
        "judul": halaman.title,
        "tempat": profil.aktif().pengelola,
        "contoh": _("Contoh untuk peragaan, bukan janji sungguhan.") if halaman.contoh else "",
        "pernyataan": halaman.pernyataan,
        "janji": [str(blok.value) for blok in halaman.janji],
        "penanda": [tempat, halaman.penanda_jabatan],
        "nama": halaman.penanda_nama,
    }


# --- printing and keeping ---------------------------------------------------------------------------------------------


def _cetak(jenis: str, pemilik: str, data: dict[str, Any]) -> bytes:
    """The kept sheet with exactly this content, or a new one in its place."""
    folder = f"{RAK}/{jenis}/{pemilik}"
    nama = f"{_sidik(data)}.pdf"
    if default_storage.exists(f"{folder}/{nama}"):
        with default_storage.open(f"{folder}/{nama}") as berkas:
            return bytes(berkas.read())
    pdf = mesin().cetak(f'#import "/papan.typ": *\n#{jenis}()\n', data)
    _buang(folder)
    default_storage.save(f"{folder}/{nama}", ContentFile(pdf))
    return pdf


def _sidik(data: dict[str, Any]) -> str:
    """Of the words and of the sheet they stand on."""
    papan = Path(AKAR / "papan.typ").read_bytes()
    return sha256(papan + json.dumps(data, sort_keys=True).encode()).hexdigest()


def _buang(folder: str) -> None:
    """What stood on this wall before."""
    lama: Iterable[str] = default_storage.listdir(folder)[1] if default_storage.exists(folder) else ()
    for nama in lama:
        default_storage.delete(f"{folder}/{nama}")
