"""Keep, open, hand out and drop private files."""

import hashlib
import secrets
from typing import IO, TYPE_CHECKING, Any, Literal, cast

from django.core.files.base import ContentFile, File
from django.core.files.storage import Storage, storages
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import FileResponse

from core.berkas.batas import UKURAN_MAKS, BerkasDitolak, bukan_jenisnya, ditolak, terlalu_besar
from core.berkas.gudang import jaga
from core.berkas.jenis import kenali
from core.berkas.kurungan import bersihkan
from core.berkas.models import JPEG, PDF, Berkas
from core.berkas.nama import nama_tampil

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser

__all__ = ["BerkasDitolak", "buka", "hapus", "sajikan", "simpan_unggahan"]

Jenis = Literal["gambar", "pdf"]


def gudang() -> Storage:
    """Where citizens' files lie: a private folder or a private bucket."""
    return storages["berkas"]


def _kunci_baru() -> str:
    """A random storage key, spread over 256 folders."""
    acak = secrets.token_hex(20)
    return f"{acak[:2]}/{acak[2:]}"


def _periksa_jenis(data: bytes, jenis: tuple[str, ...]) -> Jenis:
    """The kind of these bytes, when it is one that was asked for."""
    ada = kenali(data[:1024])
    if ada == "heic":
        raise ditolak("heic")
    if ada is None or ada not in jenis:
        raise bukan_jenisnya(jenis)
    return cast(Jenis, ada)


def _baca(unggahan: UploadedFile) -> bytes:
    """Bytes of the upload; too large or empty ones are refused before anything is read."""
    ukuran = unggahan.size or 0
    if ukuran > UKURAN_MAKS:
        raise terlalu_besar(ukuran)
    data: bytes = unggahan.read(UKURAN_MAKS + 1)
    if not data:
        raise ditolak("kosong")
    if len(data) > UKURAN_MAKS:
        raise terlalu_besar(len(data))
    return data


def simpan_unggahan(
    *, unggahan: UploadedFile, jenis: tuple[str, ...] = ("gambar", "pdf"), pemilik: "AbstractBaseUser | None"
) -> Berkas:
    """Write the upload anew in a caged process and store the result. Raises `BerkasDitolak` with a sentence."""
    data = _baca(unggahan)
    macam = _periksa_jenis(data, jenis)
    halaman, baru = bersihkan(macam, data)
    return _simpan(baru, JPEG if macam == "gambar" else PDF, halaman, unggahan.name or "", pemilik)


def _simpan(isi: bytes, jenis: str, halaman: int, nama: str, pemilik: Any) -> Berkas:
    """Bytes first, row second: a crash in between leaves an unreachable file, never a row without its file."""
    return Berkas.objects.create(
        kunci=_taruh(isi),
        sha256=hashlib.sha256(isi).hexdigest(),
        ukuran=len(isi),
        jenis=jenis,
        halaman=halaman,
        pemilik=pemilik,
        nama_tampil=nama_tampil(nama, jenis),
    )


def _taruh(isi: bytes) -> str:
    """Store under a new key; a storage that is down is a refusal like any other, with a sentence."""
    with jaga(lambda: ditolak("gudang")):
        return gudang().save(_kunci_baru(), ContentFile(isi))


def buka(berkas: Berkas) -> File:
    """The stored bytes, open for reading. Raises GudangTutup."""
    with jaga():
        return gudang().open(berkas.kunci, "rb")


def hapus(berkas: Berkas) -> None:
    """Forget a file; its bytes go when the transaction is through."""
    kunci = berkas.kunci
    berkas.delete()
    # robust: the row is gone for good, so a storage that is down leaves an unreachable file and a line in the log.
    transaction.on_commit(lambda: gudang().delete(kunci), robust=True)


def _csp(jenis: str) -> str:
    """A photo is shown in a sandbox. Chrome's PDF viewer refuses one, and our PDFs hold nothing but pictures."""
    kotak = "sandbox; " if jenis == JPEG else ""
    return f"{kotak}default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'"


def sajikan(berkas: Berkas, nama: str = "", *, unduh: bool = False) -> FileResponse:
    """The file for a browser. The caller has checked who asks; nothing of this answer may be kept by a cache."""
    isi = cast(IO[bytes], buka(berkas))
    jawab = FileResponse(isi, as_attachment=unduh, filename=nama or berkas.nama_tampil, content_type=berkas.jenis)
    jawab["Content-Security-Policy"] = _csp(berkas.jenis)
    jawab["X-Content-Type-Options"] = "nosniff"
    jawab["Cache-Control"] = "private, no-store"
    jawab["Cross-Origin-Resource-Policy"] = "same-origin"
    return jawab
