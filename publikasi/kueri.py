"""Reads of editors' content: what citizens may see now, in the reader's language where it is translated."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import Model, Prefetch, Q, QuerySet
from django.utils.html import strip_tags
from django.utils.translation import get_language
from wagtail.images import get_image_model
from wagtail.images.shortcuts import get_rendition_or_not_found
from wagtail.models import Page

from publikasi.dasar import berbahasa_lain, di_situs_ini
from publikasi.models import Berita, IndeksBerita, Pengumuman, TanyaPage
from sipraja.ingat import diingat

BERITA_SEHALAMAN = 12
BERITA_BERANDA = 3
BERITA_LAIN = 3
GAMBAR_KARTU = "fill-640x360|format-webp"  # the cards of lists; 16:9
LETAK = {"beranda": "di_beranda", "layanan": "di_layanan", "lain": "di_lain"}
Baris = TypeVar("Baris", bound=Model)


def untuk_umum() -> QuerySet[Berita]:
    """Published news of this site in Indonesian, newest first, with the pictures of the cards."""
    gambar = get_image_model().objects.prefetch_renditions(GAMBAR_KARTU)
    return (
        di_situs_ini(Berita.objects.live().public())
        .filter(locale__language_code=settings.LANGUAGE_CODE)
        .defer_streamfields()
        .prefetch_related(Prefetch("gambar", queryset=gambar))
        .order_by("-tanggal", "-pk")
    )


def terjemahkan(semua: Iterable[Baris]) -> list[Baris]:
    """The same rows in the reader's language; those without a published translation stay. One query, or none."""
    asal = list(semua)
    if not asal or not berbahasa_lain():
        return asal
    kunci = [satu.translation_key for satu in asal]  # type: ignore[attr-defined]
    saring = {"translation_key__in": kunci, "locale__language_code": get_language(), "live": True}
    baris = type(asal[0])._default_manager.filter(**saring)
    if hasattr(asal[0], "alias_of_id"):
        baris = baris.filter(alias_of__isnull=True)
    pengganti = {satu.translation_key: satu for satu in baris}  # type: ignore[attr-defined]
    return [pengganti.get(satu.translation_key, satu) for satu in asal]  # type: ignore[attr-defined]


@diingat
def berita_terbaru(jumlah: int = BERITA_BERANDA) -> list[Berita]:
    """The newest items, for the home page."""
    return _kartu(untuk_umum()[:jumlah])


@diingat
def berita_lain(berita: Berita) -> list[Berita]:
    """Other new items, for the foot of one."""
    return _kartu(untuk_umum().exclude(translation_key=berita.translation_key)[:BERITA_LAIN])


def _kartu(semua: Iterable[Berita]) -> list[Berita]:
    """Items as cards: translated, under the address of the Indonesian one, with the address of its picture."""
    asal = list(semua)
    hasil = terjemahkan(asal)
    for lama, baru in zip(asal, hasil, strict=True):
        baru.alamat = alamat(lama)
        baru.gambar_kartu = get_rendition_or_not_found(lama.gambar, GAMBAR_KARTU).url if lama.gambar else ""
    return hasil


def alamat(halaman: Page) -> str:
    """The path of an Indonesian page, without asking for its site: what stands below the home page in the tree."""
    return f"/{halaman.url_path.split('/', 2)[2]}"


# --- the list of news -------------------------------------------------------------------------------------------------


def halaman_berita(indeks: IndeksBerita, data: Mapping[str, str]) -> dict[str, Any]:
    """Context of the list. What cannot be read in the address is as if it were not there."""
    tahun = data.get("tahun", "") if re.fullmatch(r"20\d\d", data.get("tahun", "")) else ""
    tag, sesudah = data.get("tag", "")[:100], data.get("sesudah", "")
    return _halaman_berita(tahun, tag, sesudah) if tag or sesudah else _mula_berita(tahun)


@diingat
def _mula_berita(tahun: str) -> dict[str, Any]:
    """Where most begin; with a tag or a mark there would be no end of what to remember."""
    return _halaman_berita(tahun, "", "")


def _halaman_berita(tahun: str, tag: str, sesudah: str) -> dict[str, Any]:
    semua = _disaring(untuk_umum(), tahun, tag)
    baris = list(_sesudah(semua, sesudah)[: BERITA_SEHALAMAN + 1])
    lagi = baris[BERITA_SEHALAMAN - 1] if len(baris) > BERITA_SEHALAMAN else None
    saring = {nama: nilai for nama, nilai in (("tahun", tahun), ("tag", tag)) if nilai}
    return {
        "daftar": _kartu(baris[:BERITA_SEHALAMAN]),
        "tahun": tahun,
        "tag": tag,
        "semua_tahun": semua_tahun(),
        "lanjut": f"?{urlencode({**saring, 'sesudah': _tanda(lagi)})}" if lagi else "",
        "mula": f"?{urlencode(saring)}" if sesudah else "",
    }


def _disaring(semua: QuerySet[Berita], tahun: str, tag: str) -> QuerySet[Berita]:
    if tahun:
        semua = semua.filter(tanggal__range=(date(int(tahun), 1, 1), date(int(tahun), 12, 31)))
    return semua.filter(pasangan_tag__tag__slug=tag) if tag else semua


def _tanda(berita: Berita) -> str:
    return f"{berita.tanggal.isoformat()}.{berita.pk}"


def _sesudah(semua: QuerySet[Berita], tanda: str) -> QuerySet[Berita]:
    """The rows behind a mark (`2026-11-20.17`); all of them when it is none."""
    ketemu = re.fullmatch(r"(\d{4}-\d\d-\d\d)\.(\d{1,15})", tanda)
    try:
        hari = date.fromisoformat(ketemu[1]) if ketemu else None
    except ValueError:
        hari = None
    if ketemu is None or hari is None:
        return semua
    return semua.filter(Q(tanggal__lt=hari) | Q(tanggal=hari, pk__lt=int(ketemu[2])))


def semua_tahun() -> list[int]:
    """Years that have news, newest first."""
    dasar = di_situs_ini(Berita.objects.live().public()).filter(locale__language_code=settings.LANGUAGE_CODE)
    return [hari.year for hari in dasar.dates("tanggal", "year", order="DESC")]


# --- announcements ----------------------------------------------------------------------------------------------------


@diingat
def pengumuman(letak: str | None = None) -> list[Pengumuman]:
    """What is announced now, the gravest first; on one of the places of `LETAK`, or anywhere."""
    semua = Pengumuman.objects.filter(live=True, locale__language_code=settings.LANGUAGE_CODE)
    if letak:
        semua = semua.filter(**{LETAK[letak]: True})
    urut = [Pengumuman.Tingkat.GANGGUAN, Pengumuman.Tingkat.PERHATIAN, Pengumuman.Tingkat.BIASA]
    return terjemahkan(sorted(semua, key=lambda satu: urut.index(Pengumuman.Tingkat(satu.tingkat))))


# --- questions and answers --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Tanya:
    """One question; `jawab` is rich text, `teks` the same as plain words."""

    tanya: str
    jawab: Any
    teks: str


@dataclass(frozen=True)
class Topik:
    """A group of questions."""

    judul: str
    jangkar: str
    butir: list[Tanya]


def topik(halaman: TanyaPage) -> list[Topik]:
    """All questions of the page, by topic."""
    return [
        Topik(blok.value["judul"], blok.value["jangkar"], [_tanya(satu) for satu in blok.value["butir"]])
        for blok in halaman.topik
    ]


def _tanya(nilai: Any) -> Tanya:
    teks = " ".join(strip_tags(nilai["jawab"].source.replace("<", " <")).split())
    return Tanya(nilai["tanya"], nilai["jawab"], teks)


def saring_tanya(halaman: TanyaPage, q: str) -> list[Topik]:
    """Questions in which every word occurs, in question, answer or topic; topics without one are left out."""
    kata = q.lower().split()
    hasil = []
    for satu in topik(halaman):
        butir = [t for t in satu.butir if all(k in f"{satu.judul} {t.tanya} {t.teks}".lower() for k in kata)]
        if butir:
            hasil.append(Topik(satu.judul, satu.jangkar, butir))
    return hasil
