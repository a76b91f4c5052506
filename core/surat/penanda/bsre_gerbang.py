"""The road to BSrE's gateway (Esign Client Service): one kept session, strict TLS, and no secret on the way back.

Exceptions of `requests` carry the address, and an address of version 1 carries a NIK. So none of them leaves this
file, not even as the context of another; what leaves is a sentence for the officer.
"""

import io
import ipaddress
import logging
import os
import re
import ssl
import time
from base64 import b64encode
from dataclasses import dataclass, field
from functools import cache
from http.cookiejar import DefaultCookiePolicy
from typing import Protocol
from urllib.parse import SplitResult, urlsplit

import requests
from django.conf import settings
from django.views.decorators.debug import sensitive_variables

from core.permohonan.galat import _
from core.surat.penanda.dasar import Ditolak, PenandaGagal, TidakPasti, Tutup

# Seconds to connect and to wait for the next byte. Public clients that wait 7 s give up on signatures that were made.
SABAR = (10.0, 120.0)
BIASA = (10.0, 30.0)  # for what signs nothing
LEKAS = (3.0, 5.0)  # while somebody waits for a page that could do without the answer
TETES = 20.0  # longer than both together no answer may take: one that drips in for ever must end too
POTONG = 64 * 1024
LONGGAR = 1024 * 1024  # a signature with its chain and revocation data, or an error page
NIK = re.compile(r"\d{16}")


class Pemilik(Protocol):
    """Any key: who it is at BSrE (NIK, e-mail, or subscriber id of a seal)."""

    @property
    def pengenal(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Badan:
    """What is sent; holds passphrases."""

    isi: bytes = field(repr=False)
    jenis: str


@dataclass(frozen=True, slots=True)
class Jawaban:
    """What came back: a stranger's words."""

    status: int
    isi: bytes = field(repr=False)
    id_dokumen: str = ""


class Kiriman(io.BytesIO):
    """A body that knows whether its last byte was handed out: before that, nobody can have signed anything."""

    tuntas = False

    def read(self, banyak: int | None = -1, /) -> bytes:
        bagian = super().read(banyak)
        self.tuntas = self.tell() >= self.getbuffer().nbytes
        return bagian


class _TanpaNik(logging.Filter):
    """The HTTP library logs the address of each request when somebody turns its debugging on."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = NIK.sub("[NIK]", record.getMessage()), ()
        return True


for _nama in ("urllib3.connectionpool", "urllib3.connection", "urllib3.response", "urllib3.util.retry"):
    logging.getLogger(_nama).addFilter(_TanpaNik())


def _setempat(tuan: str) -> bool:
    try:
        return ipaddress.ip_address(tuan).is_loopback
    except ValueError:
        return tuan == "localhost"


def _alamat() -> str:
    """The gateway's address. Raises Ditolak when there is none, or when a passphrase would travel in the clear."""
    urai = urlsplit(settings.BSRE_ALAMAT)
    if not urai.hostname:
        raise Ditolak(_("Gerbang BSrE belum dipasang. Hubungi admin kabupaten."), "belum_dipasang")
    if not _aman(urai):
        raise Ditolak(_("Alamat gerbang BSrE tidak aman. Hubungi admin kabupaten."), "alamat_tidak_aman")
    return urai.geturl().rstrip("/")


def _aman(urai: SplitResult) -> bool:
    polos = urai.username is None and not urai.query and not urai.fragment
    contoh = urai.scheme == "http" and settings.DEMO and _setempat(urai.hostname or "")
    return polos and (urai.scheme == "https" or contoh)


@cache
def _sesi(ca: str) -> requests.Session:
    """One session for each set of trusted roots: a TLS handshake for every letter would cost more than the letter."""
    sesi = requests.Session()
    baku = ssl.get_default_verify_paths()
    sesi.verify = ca or baku.cafile or baku.capath or True
    sesi.trust_env = False  # no proxy, .netrc or CA of the environment may step in between
    sesi.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    sesi.headers.update({"Accept": "application/json, application/pdf", "Accept-Encoding": "identity"})
    return sesi


# Two processes on one TLS connection would mix their letters.
os.register_at_fork(after_in_child=_sesi.cache_clear)


@sensitive_variables()
def kirim(
    jalan: str, badan: Badan | None = None, *, berakibat: bool = False, tunggu: tuple[float, float] | None = None
) -> Jawaban:
    """Ask once, never again by itself. `berakibat`: a signature may come of it.

    Raises Ditolak (no usable address), Tutup (nothing can have happened), TidakPasti (a signature may have been made).
    """
    alamat, kiriman = _alamat(), Kiriman(badan.isi if badan else b"")
    try:
        return _tukar(alamat + jalan, badan, kiriman, tunggu or (SABAR if berakibat else BIASA))
    except Exception:  # noqa: S110 - requests, urllib3, ssl each raise kinds of their own, all with the address
        pass
    raise _putus(pasti=not (berakibat and kiriman.tuntas))


@sensitive_variables()
def _tukar(alamat: str, badan: Badan | None, kiriman: Kiriman, tunggu: tuple[float, float]) -> Jawaban:
    akhir = time.monotonic() + sum(tunggu) + TETES
    kepala = {"Authorization": _akun()} | ({"Content-Type": badan.jenis} if badan else {})
    with _sesi(settings.BSRE_CA).request(
        "POST" if badan else "GET",
        alamat,
        data=kiriman if badan else None,
        headers=kepala,
        timeout=tunggu,
        allow_redirects=False,
        stream=True,
    ) as balasan:
        isi = _baca(balasan, 2 * kiriman.getbuffer().nbytes + LONGGAR, akhir)
        return Jawaban(balasan.status_code, isi, _polos(balasan.headers.get("id_dokumen", "")))


def _akun() -> str:
    """HTTP Basic: the account of this application at the gateway."""
    return "Basic " + b64encode(f"{settings.BSRE_PENGGUNA}:{settings.BSRE_SANDI.get_secret_value()}".encode()).decode()


def _baca(balasan: requests.Response, batas: int, akhir: float) -> bytes:
    """The whole body. Raises OverflowError, TimeoutError."""
    isi = bytearray()
    for bagian in balasan.iter_content(POTONG):
        isi += bagian
        if len(isi) > batas:
            raise OverflowError
        if time.monotonic() > akhir:
            raise TimeoutError
    return bytes(isi)


def _polos(teks: str) -> str:
    """A name the gateway gave, short and harmless."""
    return re.sub(r"[^\w.-]", "", teks, flags=re.ASCII)[:100]


def _putus(*, pasti: bool) -> PenandaGagal:
    if pasti:
        return Tutup(_("Gerbang BSrE tidak dapat dihubungi. Surat belum ditandatangani. Coba lagi beberapa saat lagi."))
    return TidakPasti(
        _("Jawaban BSrE tidak sampai utuh, jadi hasilnya belum pasti. Surat belum terbit. Coba tanda tangani lagi.")
    )
