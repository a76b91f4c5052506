"""Pure: from what a server sent to what it means for a citizen."""

import re
import zlib
from dataclasses import dataclass
from datetime import datetime
from html import unescape

from layanan_links.aturan import Kode, Temuan

PANJANG_JUDUL = 200
_JUDUL = re.compile(rb"<title[^>]*>(.*?)</title", re.IGNORECASE | re.DOTALL)
_PENGARAH = re.compile(rb"http-equiv\s*=\s*[\"']?refresh|<(script|frameset|iframe|img)\b", re.IGNORECASE)
_TANDA = re.compile(rb"<[^>]*>|\s+|<!--.*?-->", re.DOTALL)
# Pages that hosting companies and fresh servers show in place of a site.
_PARKIR = re.compile(
    r"domain (is|may be|name is) (for sale|parked)|domain (ini )?(dijual|diparkir|belum aktif|sudah kedaluwarsa)|"
    r"domain (has )?expired|parked (domain|free)|account (has been )?suspended|akun (ini )?(ditangguhkan|suspended)|"
    r"^(index of /|welcome to nginx|apache2 \w+ default page|iis windows|default web site page|"
    r"test page for|it works!|future home of)",
    re.IGNORECASE,
)
# Words in the title of government pages that have been taken over.
_JUDI = re.compile(
    r"\b(slot ?(gacor|online|777|88|deposit|pulsa|demo|maxwin)|judi (online|bola|slot)|togel|"
    r"situs (slot|judi|toto)|bandar(qq| togel)|poker online|casino online|maxwin|rtp (slot|live))",
    re.IGNORECASE,
)
_MENOLAK = frozenset({401, 403, 405, 406, 429, 451})
_HILANG = frozenset({404, 410})


@dataclass(frozen=True, slots=True)
class Jawaban:
    """The last answer of the way, as far as it was read."""

    status: int
    alamat: str
    badan: bytes = b""
    jenis: str = "text/html"
    susutan: str = ""  # Content-Encoding, sent although none was asked for
    ms: int = 0
    tls_sampai: datetime | None = None


def nilai(jawaban: Jawaban, batas: int) -> Temuan:
    """The finding; `batas` caps what a compressed body may grow to."""
    badan = buka(jawaban.badan, jawaban.susutan, batas)
    judul = ambil_judul(badan)
    return Temuan(_kode(jawaban, badan, judul), jawaban.status, jawaban.ms, jawaban.alamat, judul, jawaban.tls_sampai)


def _kode(jawaban: Jawaban, badan: bytes, judul: str) -> Kode:
    if jawaban.status in _HILANG:
        return Kode.HILANG
    if jawaban.status in _MENOLAK:
        return Kode.MENOLAK
    if jawaban.status >= 400:
        return Kode.GALAT
    if not 200 <= jawaban.status < 300:  # a redirect that says no place
        return Kode.KACAU
    return _kode_isi(jawaban.jenis, badan, judul)


def _kode_isi(jenis: str, badan: bytes, judul: str) -> Kode:
    if _JUDI.search(judul):
        return Kode.DIAMBIL
    if _PARKIR.search(judul):
        return Kode.PARKIR
    if jenis.startswith("text/") and not judul and kosong(badan):
        return Kode.KOSONG
    return Kode.BAIK


def buka(badan: bytes, susutan: str, batas: int) -> bytes:
    """The body unpacked, never beyond `batas` bytes, however small the package; as it is when it cannot be opened."""
    if susutan.lower() not in {"gzip", "x-gzip", "deflate"}:
        return badan
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 32).decompress(badan, batas)
    except zlib.error:
        return badan


def ambil_judul(badan: bytes) -> str:
    """The title in one line; empty when there is none."""
    ketemu = _JUDUL.search(badan)
    teks = ketemu.group(1).decode("utf-8", "replace") if ketemu else ""
    return " ".join(unescape(teks).replace("\x00", "").split())[:PANJANG_JUDUL]


def kosong(badan: bytes) -> bool:
    """No words, and nothing that could bring them in: a page of scripts is a page."""
    return not _PENGARAH.search(badan) and not _TANDA.sub(b"", badan)
