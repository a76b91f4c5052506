"""A fleet of hostile and harmless servers on 127.0.0.1, in one thread: what it answers is said by the path.

It writes down who asked what and when, so that a test sees not only what the checker thinks but what it did.
"""

from __future__ import annotations

import asyncio
import gzip
import ssl
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from ipaddress import ip_network
from urllib.parse import parse_qs, unquote, urlsplit

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from layanan_links.jaringan import Batas, TlsTercatat

JUDUL = "Layanan Uji"
HALAMAN = f"<!doctype html><html><head><title>{JUDUL}</title></head><body><p>Halo</p></body></html>".encode()
SETEMPAT = (ip_network("127.0.0.1/32"),)


@dataclass
class Armada:
    """The running fleet: its ports, and what it has seen."""

    port: int = 0
    port_tls: int = 0
    lambat: float = 0.0  # seconds before each answer
    diminta: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)
    serentak: Counter[str] = field(default_factory=Counter)  # requests open now, by host
    terbanyak: Counter[str] = field(default_factory=Counter)  # the most there ever were at once
    terkirim: int = 0  # bytes that somebody took

    def alamat(self, nama: str = "/baik", host: str = "baik.uji") -> str:
        return f"http://{host}:{self.port}{nama}"

    def aman(self, host: str, nama: str = "/baik") -> str:
        return f"https://{host}:{self.port_tls}{nama}"

    def batas(self, **lain: object) -> Batas:
        """Limits of a test: the fleet's ports, its network, and short waits."""
        dasar = Batas(
            port=frozenset({self.port, self.port_tls}), jaringan=SETEMPAT, detik=5.0, detik_sambung=3.0,
            jeda_host=0.0, cari=cari_di({}), tls=tls_uji(), situs="https://uji.test",
        )  # fmt: skip
        return replace(dasar, **lain)

    def jalur(self) -> list[str]:
        """Paths asked for, in order."""
        return [jalur for _host, jalur, _kepala in self.diminta]

    async def layani(self, baca: asyncio.StreamReader, tulis: asyncio.StreamWriter) -> None:
        """One connection, one request."""
        host = ""
        try:
            host, jalur, kepala = await _baca_permintaan(baca)
            self.diminta.append((host, jalur, kepala))
            self.serentak[host] += 1
            self.terbanyak[host] = max(self.terbanyak[host], self.serentak[host])
            await asyncio.sleep(self.lambat)
            await self._jawab(jalur, baca, tulis)
        except (ConnectionError, TimeoutError, asyncio.IncompleteReadError, ssl.SSLError):
            pass
        finally:
            self.serentak[host] -= 1
            tulis.close()

    async def _kirim(self, tulis: asyncio.StreamWriter, isi: bytes) -> None:
        tulis.write(isi)
        await asyncio.wait_for(tulis.drain(), 3)
        self.terkirim += len(isi)

    async def _jawab(self, jalur: str, baca: asyncio.StreamReader, tulis: asyncio.StreamWriter) -> None:
        bagian = urlsplit(jalur)
        if bagian.path == "/alih":
            ke = unquote(parse_qs(bagian.query)["ke"][0])
            return await self._kirim(tulis, _http(302, b"", f"Location: {ke}", "Set-Cookie: jejak=1"))
        if bagian.path == "/putar":
            return await self._kirim(tulis, _http(302, b"", f"Location: /putar?n={len(self.diminta)}"))
        if bagian.path == "/diam":  # until the other side gives up
            await asyncio.wait_for(baca.read(), 5)
            return None
        if bagian.path in ALIRAN:
            return await ALIRAN[bagian.path](self, tulis)
        return await self._kirim(tulis, JAWABAN.get(bagian.path, _http(404, b"tidak ada")))


async def _baca_permintaan(baca: asyncio.StreamReader) -> tuple[str, str, dict[str, str]]:
    teks = (await asyncio.wait_for(baca.readuntil(b"\r\n\r\n"), 3)).decode("latin-1")
    pertama, *sisa = teks.split("\r\n")
    kepala = {k.lower(): v.strip() for k, _titik, v in (satu.partition(":") for satu in sisa) if k}
    return kepala.get("host", "").partition(":")[0], pertama.split(" ")[1], kepala


def _http(status: int, isi: bytes, *kepala: str) -> bytes:
    baris = [f"HTTP/1.1 {status} X", f"Content-Length: {len(isi)}", "Content-Type: text/html", *kepala, "", ""]
    return "\r\n".join(baris).encode() + isi


def _judul(judul: str) -> bytes:
    return _http(200, f"<html><title>{judul}</title><body>isi</body></html>".encode())


BOM = gzip.compress(b"\0" * 200_000_000)
JAWABAN: dict[str, bytes] = {
    "/baik": _http(200, HALAMAN),
    "/kosong": _http(200, b"<html><head></head>\n<body> </body></html>"),
    "/skrip": _http(200, b'<html><body><script src="/a.js"></script></body></html>'),
    "/parkir": _judul("This domain is for sale"),
    "/server-baru": _judul("Welcome to nginx!"),
    "/judi": _judul("SLOT GACOR 777 Maxwin Hari Ini"),
    "/slot-antrean": _judul("Pilih slot waktu antrean"),
    "/galat": _http(503, b"rusak"),
    "/larang": _http(403, b"tidak boleh"),
    "/sampah": b"\x16\x03\x01 ini bukan HTTP\r\n\r\n",
    "/tanpa-tujuan": _http(302, b""),
    "/alih-berkas": _http(302, b"", "Location: file:///etc/passwd"),
    "/alih-kredensial": _http(302, b"", "Location: http://admin:rahasia@baik.uji/"),
    "/bom": _http(200, BOM, "Content-Encoding: gzip"),
    "/gzip": _http(200, gzip.compress(HALAMAN), "Content-Encoding: gzip"),
}


async def _tak_berujung(armada: Armada, tulis: asyncio.StreamWriter) -> None:
    await armada._kirim(tulis, b"HTTP/1.1 200 X\r\nContent-Type: text/html\r\n\r\n<title>Panjang</title>")
    while True:
        await armada._kirim(tulis, b"x" * 65_536)


async def _tetes(armada: Armada, tulis: asyncio.StreamWriter) -> None:
    await armada._kirim(tulis, b"HTTP/1.1 200 X\r\nContent-Type: text/html\r\n\r\n")
    while True:
        await armada._kirim(tulis, b"<")
        await asyncio.sleep(0.05)


async def _kepala_besar(armada: Armada, tulis: asyncio.StreamWriter) -> None:
    await armada._kirim(tulis, b"HTTP/1.1 200 X\r\n")
    for nomor in range(100_000):
        await armada._kirim(tulis, f"X-{nomor}: {'y' * 1000}\r\n".encode())


ALIRAN: dict[str, Callable[..., object]] = {"/tak-berujung": _tak_berujung, "/tetes": _tetes, "/kepala": _kepala_besar}


# --- Names and certificates -------------------------------------------------------------------------------------------


def cari_di(nama: dict[str, list[list[str]]]):
    """A name server: each question takes the next answer of its name; every other name is 127.0.0.1."""
    sisa = {satu: list(jawab) for satu, jawab in nama.items()}
    ditanya: list[str] = []

    async def cari(host: str, _port: int) -> list[str]:
        ditanya.append(host)
        antre = sisa.get(host)
        return antre.pop(0) if antre else ["127.0.0.1"]

    cari.ditanya = ditanya  # type: ignore[attr-defined]
    return cari


@dataclass(frozen=True)
class Pki:
    """An authority, and contexts of servers by name."""

    akar: bytes
    server: dict[str, ssl.SSLContext]


KINI = datetime.now(UTC)
SEGERA = (KINI + timedelta(days=10)).replace(microsecond=0)
# Name that is asked → (name in the certificate, last day, signed by our authority)
SERTIFIKAT = {
    "baik.uji": ("baik.uji", KINI + timedelta(days=90), True),
    "segera.uji": ("segera.uji", SEGERA, True),
    "habis.uji": ("habis.uji", KINI - timedelta(days=1), True),
    "salah.uji": ("lain.uji", KINI + timedelta(days=90), True),
    "sendiri.uji": ("sendiri.uji", KINI + timedelta(days=90), False),
}


def _terbitkan(nama: str, sampai: datetime, kunci, penerbit=None, kunci_penerbit=None) -> x509.Certificate:
    subjek = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, nama)])
    dasar = (
        x509.CertificateBuilder().subject_name(subjek).issuer_name(penerbit or subjek).public_key(kunci.public_key())
        .serial_number(x509.random_serial_number()).not_valid_before(KINI - timedelta(days=30)).not_valid_after(sampai)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(nama)]), False)
        .add_extension(x509.BasicConstraints(ca=nama == "akar.uji", path_length=None), True)
    )  # fmt: skip
    return dasar.sign(kunci_penerbit or kunci, hashes.SHA256())


@cache
def pki() -> Pki:
    """Made once for all tests."""
    import tempfile
    from pathlib import Path

    folder = Path(tempfile.mkdtemp(prefix="pki-tautan-"))
    kunci_akar = ec.generate_private_key(ec.SECP256R1())
    akar = _terbitkan("akar.uji", KINI + timedelta(days=365), kunci_akar)
    server = {}
    for nama, (isi, sampai, resmi) in SERTIFIKAT.items():
        kunci = ec.generate_private_key(ec.SECP256R1())
        oleh = (akar.subject, kunci_akar) if resmi else (None, None)
        berkas = folder / f"{nama}.pem"
        pem = kunci.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        berkas.write_bytes(pem + _terbitkan(isi, sampai, kunci, *oleh).public_bytes(Encoding.PEM))
        server[nama] = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        server[nama].load_cert_chain(berkas)
    return Pki(akar.public_bytes(Encoding.PEM), server)


@cache
def tls_uji() -> TlsTercatat:
    """A client that trusts the test authority and nothing else."""
    konteks = TlsTercatat(ssl.PROTOCOL_TLS_CLIENT)
    konteks.load_verify_locations(cadata=pki().akar.decode())
    return konteks


def _tls_server() -> ssl.SSLContext:
    semua = pki().server

    def pilih(soket: ssl.SSLObject, nama: str, _konteks: ssl.SSLContext) -> None:
        soket.context = semua.get(nama, semua["baik.uji"])

    semua["baik.uji"].sni_callback = pilih
    return semua["baik.uji"]


@contextmanager
def berlayar() -> Iterator[Armada]:
    """Run the fleet in a thread of its own."""
    armada, gelung = Armada(), asyncio.new_event_loop()

    async def buka() -> None:
        polos = await asyncio.start_server(armada.layani, "127.0.0.1", 0)
        aman = await asyncio.start_server(armada.layani, "127.0.0.1", 0, ssl=_tls_server())
        armada.port, armada.port_tls = (s.sockets[0].getsockname()[1] for s in (polos, aman))

    def jalan() -> None:
        gelung.set_exception_handler(lambda *_isi: None)  # connections that a checker cuts off are no news
        gelung.run_forever()

    gelung.run_until_complete(buka())
    utas = threading.Thread(target=jalan, daemon=True)
    utas.start()
    try:
        yield armada
    finally:
        asyncio.run_coroutine_threadsafe(_tutup(), gelung).result(5)
        gelung.call_soon_threadsafe(gelung.stop)
        utas.join(5)
        gelung.close()


async def _tutup() -> None:
    """Connections still open are cut off."""
    sisa = asyncio.all_tasks() - {asyncio.current_task()}
    for satu in sisa:
        satu.cancel()
    await asyncio.gather(*sisa, return_exceptions=True)
