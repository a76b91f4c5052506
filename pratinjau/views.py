"""The author's page: letter, form, summary, uploads and route of one sample, and what is wrong with the folder now."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from io import BytesIO
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_POST
from pypdf import PdfReader

from core.akun.kebijakan import kebijakan
from core.layanan.deklarasi import Layanan
from core.layanan.formulir import tahap_berlaku
from core.layanan.kesesuaian import PROFIL, Temuan, periksa
from core.layanan.syarat import Syarat, tulis_syarat
from core.surat.gambar import halaman_png
from core.wilayah.peran import SEMUA
from pratinjau.meja import Bacaan, Cetakan, Meja, meja_ini
from pratinjau.warga import Jalan

SEKITAR = 2  # lines shown above and below the one that is blamed


@dataclass(frozen=True)
class Kesalahan:
    """One problem with the lines around it."""

    temuan: Temuan
    cuplikan: list[tuple[int, str, bool]]


@kebijakan("publik")
@ensure_csrf_cookie
def halaman(request: HttpRequest) -> HttpResponse:
    """The whole page; the script fetches it again when the folder changes and takes over what is different."""
    meja = meja_ini()
    keadaan = meja.segarkan()
    isi: dict[str, Any] = {"meja": meja, "sidik": keadaan.sidik, "galat": [_kesalahan(meja, g) for g in keadaan.galat]}
    if keadaan.bacaan:
        isi |= _isi(meja, keadaan.bacaan, request.GET.get("contoh"))
    return render(request, "pratinjau/halaman.html", isi)


def _isi(meja: Meja, bacaan: Bacaan, diminta: str | None) -> dict[str, Any]:
    nama = meja.nama_contoh(bacaan, diminta)
    jalan = Jalan(bacaan, nama)
    cetakan = meja.surat(bacaan, nama)
    return {
        "bacaan": bacaan,
        "layanan": bacaan.layanan,
        "contoh": nama,
        "diketik": nama in meja.ketikan,
        "layar": _layar(jalan),
        "sembunyi": _sembunyi(jalan),
        "cetakan": cetakan,
        "galat_surat": _kesalahan(meja, cetakan.galat) if cetakan.galat else None,
        "lembar": range(1, jumlah_halaman(cetakan.pdf) + 1) if cetakan.pdf else (),
        "rute": _rute(bacaan.layanan, jalan),
        "unggahan": _unggahan(jalan),
        "sidik_layar": _sidik(bacaan.layanan.deklarasi(), jalan.isian),
    }


def _sidik(*isi: Any) -> str:
    return sha256(repr(isi).encode()).hexdigest()[:12]


# --- What is wrong ----------------------------------------------------------------------------------------------------


def _kesalahan(meja: Meja, temuan: Temuan) -> Kesalahan:
    berkas = meja.folder / temuan.berkas
    if temuan.baris is None or not berkas.is_file():
        return Kesalahan(temuan, [])
    semua = berkas.read_text(encoding="utf-8", errors="replace").splitlines()
    awal = max(0, temuan.baris - 1 - SEKITAR)
    potong = semua[awal : temuan.baris + SEKITAR]
    return Kesalahan(temuan, [(n, isi, n == temuan.baris) for n, isi in enumerate(potong, awal + 1)])


@kebijakan("publik")
def pemeriksaan(request: HttpRequest) -> HttpResponse:
    """The conformance kit on this folder. It prints every sample, so the page asks for it last."""
    meja = meja_ini()
    keadaan = meja.segarkan()
    if keadaan.bacaan is None or keadaan.galat:
        raise Http404
    temuan = periksa(keadaan.bacaan.layanan, meja.folder)
    return render(request, "pratinjau/pemeriksaan.html", {"temuan": temuan, "sidik": keadaan.sidik})


# --- Form, uploads, route ---------------------------------------------------------------------------------------------


def _layar(jalan: Jalan) -> list[dict[str, str]]:
    """Each page of the citizen with its address, in order."""
    judul = [jalan.layanan.langkah[n].judul for n in jalan.langkah]
    judul += ["Unggah berkas"] if jalan.unggahan else []
    return [{"judul": j, "alamat": a} for j, a in zip([*judul, "Periksa jawaban"], jalan.halaman, strict=True)]


def _sembunyi(jalan: Jalan) -> list[str]:
    return [satu.judul for n, satu in enumerate(jalan.layanan.langkah) if n not in jalan.langkah]


def _rute(layanan: Layanan, jalan: Jalan) -> list[dict[str, Any]]:
    dijalani = tahap_berlaku(layanan, jalan.isian, PROFIL)
    return [
        {
            "tahap": tahap,
            "siapa": SEMUA[tahap.peran].nama,
            "kantor": tahap.unit or SEMUA[tahap.peran].tingkat,
            "dijalani": i in dijalani,
            "jika": _kata(tahap.jika),
        }
        for i, tahap in enumerate(layanan.rute)
    ]


def _unggahan(jalan: Jalan) -> list[dict[str, Any]]:
    diminta = {berkas.kode.partition("__")[0] for berkas in jalan.unggahan}
    return [
        {"u": berkas, "diminta": berkas.kode in diminta, "jika": _kata(berkas.jika)} for berkas in jalan.layanan.berkas
    ]


def _kata(syarat: Syarat | None) -> str:
    """A condition as its author writes it."""
    return "" if syarat is None else _toml(tulis_syarat(syarat))


def _toml(nilai: Any) -> str:
    if isinstance(nilai, dict):
        return "{ " + ", ".join(f"{_kunci(kunci)} = {_toml(isi)}" for kunci, isi in nilai.items()) + " }"
    if isinstance(nilai, list):
        return "[" + ", ".join(_toml(satu) for satu in nilai) + "]"
    return str(nilai).lower() if isinstance(nilai, bool) else f'"{nilai}"' if isinstance(nilai, str) else str(nilai)


def _kunci(nama: str) -> str:
    """Quoted where TOML asks for it: "<", "profil.usia"."""
    return nama if nama.replace("_", "").isalnum() else f'"{nama}"'


# --- The letter -------------------------------------------------------------------------------------------------------


def _surat(contoh: str) -> Cetakan:
    meja = meja_ini()
    bacaan = meja.segarkan().bacaan
    if bacaan is None or not (cetakan := meja.surat(bacaan, contoh)).pdf:
        raise Http404
    return cetakan


@kebijakan("publik")
def surat_pdf(request: HttpRequest, contoh: str) -> HttpResponse:
    """The letter itself."""
    return HttpResponse(_surat(contoh).pdf, content_type="application/pdf")


@kebijakan("publik")
def surat_png(request: HttpRequest, contoh: str, nomor: int) -> HttpResponse:
    """One page as a picture."""
    try:
        isi = _gambar(_surat(contoh).pdf, nomor)
    except IndexError:
        raise Http404 from None
    return HttpResponse(isi, content_type="image/png", headers={"Cache-Control": "max-age=3600"})


@lru_cache(maxsize=64)
def _gambar(pdf: bytes, nomor: int) -> bytes:
    return halaman_png(pdf, nomor)


@lru_cache(maxsize=16)
def jumlah_halaman(pdf: bytes) -> int:
    """How many pages a letter has."""
    return len(PdfReader(BytesIO(pdf)).pages)


# --- Small answers ----------------------------------------------------------------------------------------------------


@kebijakan("publik")
def sidik(request: HttpRequest) -> HttpResponse:
    """Asked by the page about every second: has anything changed?"""
    return JsonResponse({"sidik": meja_ini().sidik()})


@kebijakan("publik")
@require_POST
def lupakan(request: HttpRequest, contoh: str) -> HttpResponse:
    """Back to the sample as its file says."""
    meja_ini().lupakan(contoh)
    return redirect(f"/?contoh={contoh}")
