"""The words of a message, made from its ids at the moment it is sent or shown."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from core.layanan.deklarasi import Layanan
from core.notifikasi.models import Pesan
from core.notifikasi.samaran import tanpa_angka_panjang
from core.permohonan.models import Peristiwa, Permohonan
from core.permohonan.tampil import label_berkas
from core.wilayah.daerah import daerah_aktif
from core.wilayah.models import Unit
from core.wilayah.peran import sebutan

# kind → page that the message opens; "{id}" pages take the application's (or the citizen's) id
HALAMAN = {
    "diajukan": "permohonan:lihat",
    "pindah": "permohonan:lihat",
    "dikembalikan": "permohonan:perbaiki",
    "diperbaiki": "permohonan:lihat",
    "tagihan": "permohonan:lihat",
    "ditolak": "permohonan:lihat",
    "dibatalkan": "permohonan:lihat",
    "surat_terbit": "permohonan:lihat",
    "surat_dicabut": "permohonan:lihat",
    "selesai": "permohonan:lihat",
    "tugas": "permohonan:periksa_petugas",
    "terdaftar": "akun:profil",
    "warga_diterima": "akun:profil",
    "warga_ditolak": "akun:profil",
    "nik_ulang": "akun:profil",
    "tugas_warga": "akun:periksa_warga",
    "kunci_habis": "permohonan:kotak",
    "segel_habis": "permohonan:kotak",
}
TANPA_ID = {"akun:profil", "permohonan:kotak"}
KALIMAT_UTUH = 400  # characters of an officer's remark that fit into a message; the page has the whole


@dataclass(frozen=True, slots=True)
class JenisTamu:
    """A kind of message that a room above this one brings; its template is `notifikasi/<kind>.txt`."""

    tautan: Callable[[Pesan], str]  # path of the page it opens
    konteks: Callable[[list[Pesan]], dict[int, dict[str, Any]]]  # by pk; constant queries for any number of rows
    alamat: Callable[[Pesan], str] = lambda _pesan: ""  # of somebody without an account


_TAMU: dict[str, JenisTamu] = {}


def daftarkan_jenis(jenis: str, tamu: JenisTamu) -> None:
    """Called in `AppConfig.ready`. Raises ValueError for a kind that is there already."""
    if jenis in HALAMAN or jenis in _TAMU:
        raise ValueError(f"jenis kabar {jenis} sudah terdaftar")
    _TAMU[jenis] = tamu


@dataclass(frozen=True, slots=True)
class Kabar:
    """A message in words."""

    judul: str
    isi: str
    tautan: str  # path of the page


def tautan(pesan: Pesan) -> str:
    """Path of the page a message is about."""
    if pesan.jenis in _TAMU:
        return _TAMU[pesan.jenis].tautan(pesan)
    tujuan = pesan.permohonan_id or pesan.data.get("warga")
    perlu_id = HALAMAN[pesan.jenis] not in TANPA_ID
    return reverse(HALAMAN[pesan.jenis], args=[tujuan] if perlu_id else [])


def alamat(pesan: Pesan) -> str:
    """The e-mail address of whoever shall read it, or nothing."""
    if pesan.penerima:
        return pesan.penerima.email
    return _TAMU[pesan.jenis].alamat(pesan) if pesan.jenis in _TAMU else ""


def susun(pesan: Pesan, bentuk: str, isi: dict[str, Any] | None = None) -> Kabar:
    """Render one message; `bentuk` is the frame "surel" or "lonceng". The template's first line is the title."""
    jalur = tautan(pesan)
    data = {
        "bingkai": f"notifikasi/bingkai/{bentuk}.txt",
        "nama": pesan.penerima.nama if pesan.penerima else "",
        "daerah": daerah_aktif(),
        "tautan": settings.ALAMAT_SITUS + jalur,
        **(isi if isi is not None else konteks([pesan])[pesan.pk]),
    }
    teks = re.sub(r"\n{3,}", "\n\n", render_to_string(f"notifikasi/{pesan.jenis}.txt", data)).strip()
    judul, _, badan = teks.partition("\n")
    return Kabar(" ".join(judul.split()), badan.strip(), jalur)


def konteks(daftar: Iterable[Pesan]) -> dict[int, dict[str, Any]]:
    """What the templates may say about each message; three queries for any number of messages, and those of guests."""
    semua = list(daftar)
    daftar = [p for p in semua if p.jenis not in _TAMU]
    permohonan = Permohonan.objects.select_related("versi_layanan", "unit").in_bulk(
        {p.permohonan_id for p in daftar if p.permohonan_id}
    )
    peristiwa = Peristiwa.objects.select_related("unit").in_bulk(
        {p.data["peristiwa"] for p in daftar if "peristiwa" in p.data}
    )
    unit = Unit.objects.in_bulk({p.data["unit"] for p in peristiwa.values() if "unit" in p.data})
    return _konteks_tamu(semua) | {
        p.pk: _isi_permohonan(permohonan[p.permohonan_id], peristiwa[p.data["peristiwa"]], unit)
        if p.permohonan_id
        else _isi_akun(p)
        for p in daftar
    }


def _konteks_tamu(semua: list[Pesan]) -> dict[int, dict[str, Any]]:
    hasil: dict[int, dict[str, Any]] = {}
    for jenis in {p.jenis for p in semua} & _TAMU.keys():
        hasil |= _TAMU[jenis].konteks([p for p in semua if p.jenis == jenis])
    return hasil


def _isi_akun(pesan: Pesan) -> dict[str, Any]:
    warga = getattr(pesan.penerima, "warga", None)
    sampai = pesan.data.get("sampai")
    return {
        "alasan": ringkas(warga.alasan) if warga else "",
        "sampai": date.fromisoformat(sampai) if sampai else None,
        "segel": pesan.data.get("nama", ""),
    }


def _isi_permohonan(permohonan: Permohonan, peristiwa: Peristiwa, unit: dict[int, Unit]) -> dict[str, Any]:
    """The office is the one the event names, else that of its actor, else where the file lies now."""
    layanan, data = permohonan.versi_layanan.layanan(), peristiwa.data
    perbaikan = daftar_perbaikan(layanan, data.get("perbaikan", {}), permohonan.isian)
    return {
        "nomor": permohonan.nomor,
        "layanan": layanan.sebutan,
        "unit": unit.get(data.get("unit", 0)) or peristiwa.unit or permohonan.unit,
        "petugas": sebutan(data.get("peran", permohonan.peran)),
        "alasan": ringkas(data.get("alasan", "")),
        "umum": ringkas(data.get("perbaikan", {}).get("umum", "")),
        "tagihan": data.get("perbaikan", {}).get("tagihan", ""),
        "menjawab": data.get("menjawab", ""),
        "diminta": ", ".join(label_berkas(layanan, kode) for kode in data.get("tagihan", [])),
        "catatan": ringkas(data.get("catatan", "")) if data.get("tagihan") else "",
        "perbaikan": perbaikan,
        "label_perbaikan": ", ".join(label for label, _alasan in perbaikan),
        "masa_berlaku": layanan.masa_berlaku,
        "nomor_surat": data.get("nomor", ""),
        "ganti": data.get("ganti", False),
    }


def daftar_perbaikan(layanan: Layanan, data: dict[str, Any], isian: dict[str, Any]) -> list[tuple[str, str]]:
    """Pairs (label as the citizen knows it, what the officer asks): questions as in the form, then uploads."""
    kolom, berkas = data.get("kolom", {}), data.get("berkas", {})
    tanya = [(k.label, kolom[nama]) for nama, k in layanan.kolom.items() if nama in kolom]
    unggah = [(label_berkas(layanan, kode, isian), alasan) for kode, alasan in berkas.items()]
    return [(label, ringkas(alasan)) for label, alasan in tanya + unggah]


def ringkas(teks: str) -> str:
    """An officer's remark, fit for a message: one paragraph, not endless, long numbers masked."""
    satu = " ".join(tanpa_angka_panjang(teks).split())
    return satu if len(satu) <= KALIMAT_UTUH else satu[: KALIMAT_UTUH - 1].rstrip() + "…"
