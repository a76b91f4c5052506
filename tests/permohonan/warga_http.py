"""Pages as a browser without scripts sees them: a signed-in test client, and the forms of the pages."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from core.berkas import verba
from core.berkas.models import JPEG
from core.layanan.formulir import data_kirim
from core.permohonan.models import Permohonan
from tests.berkas.bahan import foto


def masuk(pengguna: Any) -> Client:
    """A browser of this person."""
    klien = Client()
    klien.force_login(pengguna)
    return klien


def jpeg(sisi: int = 60) -> bytes:
    return foto((sisi, sisi))


def unggahan(nama: str = "foto.jpg", isi: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(nama, jpeg() if isi is None else isi, "image/jpeg")


@cache
def _bersih() -> tuple[int, bytes]:
    """The picture as it comes out of the cage, which costs a tenth of a second each time."""
    return verba.bersihkan("gambar", jpeg())


def berkas_asli(pemilik: Any) -> Any:
    """A stored file with real bytes, sanitised like every upload."""
    halaman, isi = _bersih()
    return verba._simpan(isi, JPEG, halaman, "foto.jpg", pemilik)


def alamat(p: Permohonan, bagian: str = "") -> str:
    return f"/permohonan/{p.pk}/{bagian}"


def meja(p: Permohonan, aksi: str = "") -> str:
    return f"/kantor/permohonan/{p.pk}/{aksi}"


def kiriman(p: Permohonan, n: int, **isian: Any) -> dict[str, Any]:
    """What a browser posts for step `n` with these answers."""
    data = data_kirim(p.versi_layanan.layanan(), n, isian)
    return {nama: data.getlist(nama) for nama in data}
