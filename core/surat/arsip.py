"""The archive: bytes under their own SHA-256, in the private storage "surat". Written once, never changed."""

import os
import secrets
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages

from core.berkas.gudang import GudangTutup, jaga
from core.permohonan.galat import TidakBoleh, _
from core.surat.titik import titik


class ArsipRusak(Exception):
    """The stored bytes are missing, or are not those their name promises."""


class ArsipTutup(TidakBoleh, GudangTutup):
    """The archive cannot be reached now. Whatever was numbered or signed before stays as it was."""

    def __init__(self) -> None:
        super().__init__(
            _("Tempat penyimpanan surat sedang terganggu. Nomor surat tetap; coba lagi beberapa menit lagi.")
        )


def _simpanan() -> Storage:
    return storages["surat"]


def _kunci(sha: str) -> str:
    return f"pdf/{sha[:2]}/{sha}.pdf"


def simpan(isi: bytes) -> str:
    """Store and return the SHA-256. On return the bytes survive a power cut (local disk) or are in the bucket.

    Raises ArsipTutup; the same call again is always right.
    """
    sha = sha256(isi).hexdigest()
    if not ada(sha):
        tulis(_kunci(sha), isi)
    return sha


def tulis(kunci: str, isi: bytes) -> None:
    """Durable write of one object under a key of our own making. Raises ArsipTutup."""
    with jaga(ArsipTutup):
        _tulis(kunci, isi)


def _tulis(kunci: str, isi: bytes) -> None:
    try:
        tujuan = Path(_simpanan().path(kunci))
    except NotImplementedError:  # S3: the PUT is atomic and durable when it returns
        _simpanan().save(kunci, ContentFile(isi))
        return
    tujuan.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    sementara = tujuan.with_name(f".{tujuan.name}.{secrets.token_hex(4)}")
    fd = os.open(sementara, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(fd, "wb") as berkas:
        berkas.write(isi)
        berkas.flush()
        os.fsync(berkas.fileno())
    titik("arsip.sementara")
    sementara.replace(tujuan)
    titik("arsip.nama")
    _fsync_map(tujuan.parent)  # else the rename itself may be lost, and with it an acknowledged letter


def _fsync_map(folder: Path) -> None:
    fd = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


def ada(sha: str) -> bool:
    """Whether these bytes are stored. Raises ArsipTutup when nobody can say."""
    with jaga(ArsipTutup):
        return bool(sha) and _simpanan().exists(_kunci(sha))


def semua() -> Iterator[str]:
    """Keys of everything below pdf/, half-written files included."""
    simpanan = _simpanan()
    try:
        for folder in simpanan.listdir("pdf")[0]:
            yield from (f"pdf/{folder}/{nama}" for nama in simpanan.listdir(f"pdf/{folder}")[1])
    except FileNotFoundError:
        return


def baca_kunci(kunci: str) -> bytes:
    """An object under a key of our own making. Raises ArsipRusak when missing or unreadable, ArsipTutup."""
    try:
        with jaga(ArsipTutup, lewat=OSError), _simpanan().open(kunci) as berkas:
            return berkas.read()
    except OSError as galat:
        raise ArsipRusak(kunci) from galat


def baca(sha: str) -> bytes:
    """The bytes, compared with their name. Raises ArsipRusak, ArsipTutup."""
    isi = baca_kunci(_kunci(sha))
    if sha256(isi).hexdigest() != sha:
        raise ArsipRusak(sha)
    return isi
