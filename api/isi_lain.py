"""Links, halls and pages as plain data."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from wagtail.blocks import ListBlock, StreamValue, StructValue
from wagtail.images.models import AbstractImage
from wagtail.models import Page
from wagtail.rich_text import RichText, expand_db_html

from layanan_links.models import Tautan
from mpp.models import Kelompok, Tempat
from peristiwa import kueri as kueri_peristiwa
from peristiwa.models import PeristiwaHidup
from publikasi.kueri import GAMBAR_KARTU
from publikasi.models import Berita

UKURAN_GAMBAR = "width-800"


def tautan(asal: str, satu: Tautan) -> dict[str, Any]:
    """An entry of the register. What has been taken over by strangers is named, but not linked."""
    keadaan = _keadaan(satu)
    return {
        "kode": satu.kode,
        "nama": satu.nama,
        "untuk": satu.untuk,
        "kategori": {"kode": satu.kategori_id, "nama": satu.kategori.nama},
        "pengelola": satu.pengelola,
        "pemilik": satu.pemilik,
        "kantor": satu.unit.kode if satu.unit else None,
        "alamat": "" if keadaan == "mencurigakan" else satu.alamat,
        "keadaan": keadaan,
        "biaya": satu.biaya,
        "rincian_biaya": satu.rincian_biaya,
        "tempat": satu.tempat,
        "cara_masuk": satu.cara_masuk,
        "halaman": f"{asal}{_map_tautan()}{satu.kode}/",
    }


@cache
def _map_tautan() -> str:
    """Where the pages of entries lie; asked once, for a list has many."""
    return reverse("layanan_links:rinci", args=["x"]).removesuffix("x/")


def _keadaan(satu: Tautan) -> str:
    """In one word how the link is doing."""
    sehat = getattr(satu, "kesehatan", None)
    if not satu.alamat:
        return "tanpa_alamat"
    if sehat is None or not sehat.kode:
        return "belum_dicek"
    return "mencurigakan" if sehat.mencurigakan else "rusak" if sehat.rusak else "bisa"


# --- MPP --------------------------------------------------------------------------------------------------------------


def tempat(asal: str, satu: Tempat, hari_ini: Any) -> dict[str, Any]:
    """A hall with its hours, closing days to come, queues, counters and services."""
    return {
        "kode": satu.kode,
        "nama": satu.nama,
        "jenis": satu.jenis,
        "alamat": satu.alamat,
        "petunjuk": satu.petunjuk,
        "telepon": satu.telepon,
        "pengelola": satu.unit.nama,
        "diperiksa": not satu.contoh,
        "jam_buka": [
            {"hari": jam.hari, "buka": f"{jam.buka:%H:%M}", "tutup": f"{jam.tutup:%H:%M}"}
            for jam in satu.jam_buka.all()
        ],
        "hari_tutup": [
            {"dari": libur.dari.isoformat(), "sampai": libur.sampai.isoformat(), "alasan": libur.alasan}
            for libur in satu.hari_tutup.all()
            if libur.sampai >= hari_ini
        ],
        "kelompok": [_kelompok(kelompok) for kelompok in satu.kelompok.all()],
        "halaman": f"{asal}/mpp/",
    }


def _kelompok(kelompok: Kelompok) -> dict[str, Any]:
    return {
        "huruf": kelompok.huruf,
        "nama": kelompok.nama,
        "menit": kelompok.menit,
        "loket": [loket.nama for loket in kelompok.loket.all()],
        "layanan": [
            {
                "kode": satu.kode,
                "nama": satu.nama,
                "instansi": {"kode": satu.instansi.kode, "nama": satu.instansi.nama},
                "ringkas": satu.ringkas,
                "bawa": satu.daftar_bawa,
                "daring": satu.daring if satu.alamat_daring else None,
            }
            for satu in kelompok.layanan.all()
        ],
    }


# --- Life events ------------------------------------------------------------------------------------------------------


def peristiwa(asal: str, satu: PeristiwaHidup) -> dict[str, Any]:
    """An event as its page shows it: steps whose service is open, and those elsewhere."""
    semua = kueri_peristiwa.langkah(satu)
    kode = list(dict.fromkeys(langkah.layanan.kode for langkah in semua if langkah.layanan))
    return {
        "kode": satu.kunci,
        "nama": satu.nama,
        "ringkas": satu.ringkas,
        "pembuka": satu.pembuka,
        "ikon": satu.ikon,
        "jumlah_layanan": len(kode),
        "layanan": kode,
        "langkah": [_langkah(langkah) for langkah in semua],
        "halaman": f"{asal}{satu.get_absolute_url()}",
    }


def _langkah(satu: kueri_peristiwa.Langkah) -> dict[str, Any]:
    kode = satu.layanan.kode if satu.layanan else None
    return {"judul": satu.judul, "catatan": satu.catatan, "layanan": kode, "alamat": satu.alamat or None}


# --- Pages ------------------------------------------------------------------------------------------------------------


def halaman(asal: str, akar: str, bahasa: str, satu: Page) -> dict[str, Any]:
    """A page of the list; `akar` is the path of the site's home page."""
    return {
        "id": satu.pk,
        "jenis": satu.cached_content_type.model.removesuffix("page"),
        "judul": satu.title,
        "ringkas": satu.search_description,
        "bahasa": bahasa,
        "alamat": f"{asal}/{satu.url_path.removeprefix(akar)}",
        "terbit": _saat(satu.first_published_at),
        "diperbarui": _saat(satu.last_published_at),
        "rinci": f"{asal}/api/v1/halaman/{satu.pk}/",
    }


def _saat(kapan: Any) -> str | None:
    return kapan.isoformat() if kapan else None


def isi_halaman(request: HttpRequest, satu: Page) -> list[dict[str, Any]]:
    """The texts and blocks of a page, in the order in which editors see them."""
    hasil = []
    for medan in satu._meta.get_fields():
        if not getattr(medan, "concrete", False) or medan.model in _DASAR:
            continue
        nilai = getattr(satu, medan.name)
        if isinstance(nilai, StreamValue):
            hasil += [{"jenis": blok.block_type, "isi": _blok(request, blok.value)} for blok in nilai]
        elif isinstance(nilai, str) and nilai:
            hasil.append({"jenis": medan.name, "isi": nilai})
    return hasil


_DASAR = {Page, *Page.__mro__}


def _blok(request: HttpRequest, nilai: Any) -> Any:
    """A block's value without anything of ours in it: HTML of links and lists, addresses of pictures and pages."""
    if isinstance(nilai, RichText):
        return expand_db_html(nilai.source)
    if isinstance(nilai, StructValue):
        return {nama: _blok(request, isi) for nama, isi in nilai.items()}
    if isinstance(nilai, AbstractImage):
        alamat = request.build_absolute_uri(nilai.get_rendition(UKURAN_GAMBAR).url)
        return {"alamat": alamat, "keterangan": nilai.default_alt_text}
    if isinstance(nilai, Page):
        return nilai.get_full_url(request)
    if isinstance(nilai, StreamValue | ListBlock | list | tuple) or hasattr(nilai, "bound_blocks"):
        return [_blok(request, isi) for isi in nilai]
    return nilai if isinstance(nilai, bool | int | float | str) or nilai is None else str(nilai)


def berita(asal: str, akar: str, semula: Berita, satu: Berita) -> dict[str, Any]:
    """A piece of news; `satu` is `semula` in the reader's language, which has the same address."""
    return {
        "id": satu.pk,
        "judul": satu.title,
        "ringkas": satu.ringkas,
        "tanggal": satu.tanggal.isoformat(),
        "gambar": _gambar(asal, semula, satu.gambar_alt),
        "bahasa": satu.locale.language_code,
        "contoh": satu.contoh,
        "alamat": f"{asal}/{semula.url_path.removeprefix(akar)}",
        "rinci": f"{asal}/api/v1/halaman/{satu.pk}/?bahasa={satu.locale.language_code}",
    }


def _gambar(asal: str, satu: Berita, keterangan: str) -> dict[str, str] | None:
    if satu.gambar is None:
        return None
    rendisi = satu.gambar.get_rendition(GAMBAR_KARTU)
    return {"alamat": f"{asal}{rendisi.url}", "keterangan": keterangan}
