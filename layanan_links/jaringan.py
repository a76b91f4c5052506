"""The one door to other people's servers.

Every address is resolved once, and the socket is opened to exactly what was checked: a name that answers differently
the second time, a redirect into our own network, an address written in hexadecimal all end at the same gate
(`_Gerbang`), which sits where sockets are made. Each redirect is a new request with all checks. No cookies, no
credentials, no proxy of the environment, no kept connection; what is read is capped in bytes and in time.
"""

import asyncio
import socket
import ssl
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from typing import Any

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

from layanan_links import alamat, penilaian
from layanan_links.aturan import Kode, Temuan

NAMA = "PeriksaTautan/1"
PENGALIH = frozenset({301, 302, 303, 307, 308})
PENJELAJAH = {
    "Accept": "text/html,application/xhtml+xml,*/*;q=0.1",
    "Accept-Language": "id",
    "Accept-Encoding": "identity",  # what is sent packed nevertheless is unpacked under a cap
    "DNT": "1",
}
Pencari = Callable[[str, int], Awaitable[list[str]]]

# X509_V_ERR_…: what OpenSSL says of a certificate.
_TLS = {10: Kode.TLS_HABIS, 62: Kode.TLS_NAMA, 64: Kode.TLS_NAMA, 20: Kode.RANTAI, 21: Kode.RANTAI}
_jabat: ContextVar[list[ssl.SSLObject] | None] = ContextVar("jabat", default=None)


@dataclass(frozen=True)
class Batas:
    """What one round may do. `cari` and `tls` are the machine's own unless given."""

    port: frozenset[int] = alamat.PORT_UMUM
    jaringan: tuple[alamat.Jaringan, ...] = ()  # networks of our own that may be asked
    bita: int = 65_536  # of a body: a title stands at the beginning
    detik: float = 10.0  # for one link with all its redirects
    detik_sambung: float = 6.0
    alihan: int = 5
    serentak: int = 24
    jeda_host: float = 0.5  # between two requests to one host; never two at a time
    situs: str = ""  # our address, for the User-Agent
    cari: Pencari | None = None
    tls: "TlsTercatat | None" = None


class Dilarang(OSError):
    """An address that must not be asked."""


class TlsTercatat(ssl.SSLContext):
    """Remembers the handshake of the link at work, for its certificate's last day."""

    def wrap_bio(self, *args: Any, **kwargs: Any) -> ssl.SSLObject:
        objek = super().wrap_bio(*args, **kwargs)
        if (daftar := _jabat.get()) is not None:
            daftar.append(objek)
        return objek


def tls_baku() -> TlsTercatat:
    """The machine's own trust, names and dates checked."""
    konteks = TlsTercatat(ssl.PROTOCOL_TLS_CLIENT)
    konteks.load_default_certs()
    return konteks


class _Pencari(AbstractResolver):
    """Resolves, and hands out only what may be asked; one bad address spoils the name."""

    def __init__(self, cari: Pencari, gerbang: "_Gerbang") -> None:
        self.cari, self.gerbang = cari, gerbang

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        semua = await self.cari(host, port)
        for satu in semua:
            self.gerbang.periksa(satu)
        return [_hasil(host, satu, port) for satu in semua]

    async def close(self) -> None:
        """Nothing is kept."""


def _hasil(host: str, ip: str, port: int) -> ResolveResult:
    family = socket.AF_INET6 if ":" in ip else socket.AF_INET
    return ResolveResult(hostname=host, host=ip, port=port, family=family, proto=0, flags=socket.AI_NUMERICHOST)


class _Gerbang:
    """Where sockets are made: the last look at an address, after which nothing can change it any more."""

    def __init__(self, jaringan: tuple[alamat.Jaringan, ...]) -> None:
        self.jaringan = jaringan

    def periksa(self, ip: str) -> None:
        """Raises Dilarang."""
        if not alamat.boleh_dihubungi(ip, self.jaringan):
            raise Dilarang(f"{ip} is no address of the open internet")

    def soket(self, info: tuple[Any, ...]) -> socket.socket:
        """Socket factory of the connector."""
        family, jenis, proto, _nama, tujuan = info
        self.periksa(tujuan[0])
        return socket.socket(family=family, type=jenis, proto=proto)


@dataclass
class _Giliran:
    """One request at a time for each host, with a pause between two."""

    jeda: float
    kunci: dict[str, asyncio.Lock] = field(default_factory=lambda: defaultdict(asyncio.Lock))
    terakhir: dict[str, float] = field(default_factory=dict)

    @asynccontextmanager
    async def untuk(self, host: str) -> AsyncIterator[None]:
        """Wait for the host's turn; others are not held up by it."""
        jam = asyncio.get_running_loop().time
        async with self.kunci[host]:
            await asyncio.sleep(max(0.0, self.terakhir.get(host, -self.jeda) + self.jeda - jam()))
            try:
                yield
            finally:
                self.terakhir[host] = jam()


class Penjelajah:
    """One round of checks."""

    def __init__(self, sesi: aiohttp.ClientSession, batas: Batas) -> None:
        self.sesi, self.batas = sesi, batas
        self.giliran, self.lajur = _Giliran(batas.jeda_host), asyncio.Semaphore(batas.serentak)

    async def periksa(self, tujuan: str) -> Temuan:
        """Follow one link to its end. Never raises for what a server does."""
        mulai = _Jam()
        try:
            return await self._ikuti(tujuan, mulai)
        except Exception as galat:  # whatever a hostile server provokes is a finding, not our crash
            return Temuan(kode_galat(galat), ms=mulai.ms)

    async def _ikuti(self, tujuan: str, mulai: "_Jam") -> Temuan:
        url = self._periksa_alamat(tujuan)
        for _ke in range(self.batas.alihan + 1):
            hasil = await self._minta(url, mulai)
            if isinstance(hasil, penilaian.Jawaban):
                return penilaian.nilai(hasil, self.batas.bita)
            url = self._periksa_alamat(str(url.join(URL(hasil))))
        return Temuan(Kode.PUTAR, ms=mulai.ms, alamat_akhir=str(url))

    def _periksa_alamat(self, tujuan: str) -> URL:
        try:
            return alamat.periksa(tujuan, self.batas.port)
        except alamat.AlamatSalah as galat:
            raise Dilarang(str(galat)) from galat

    async def _minta(self, url: URL, mulai: "_Jam") -> "penilaian.Jawaban | str":
        """One request: the answer, or where it redirects to."""
        async with self.giliran.untuk(url.host or ""), self.lajur:
            jabat: list[ssl.SSLObject] = []
            _jabat.set(jabat)
            with mulai:
                waktu = aiohttp.ClientTimeout(total=mulai.sisa(self.batas.detik), connect=self.batas.detik_sambung)
                async with self.sesi.get(url, allow_redirects=False, timeout=waktu) as jawab:
                    if jawab.status in PENGALIH and (ke := jawab.headers.get("Location")):
                        return ke
                    badan = await self._baca(jawab)
            return _jawaban(jawab, badan, mulai.ms, _akhir_tls(jabat))

    async def _baca(self, jawab: aiohttp.ClientResponse) -> bytes:
        """The beginning of the body; the rest is never fetched."""
        badan = bytearray()
        while len(badan) < self.batas.bita and (potong := await jawab.content.read(self.batas.bita - len(badan))):
            badan += potong
        jawab.close()
        return bytes(badan)


def _jawaban(jawab: aiohttp.ClientResponse, badan: bytes, ms: int, tls_sampai: datetime | None) -> "penilaian.Jawaban":
    return penilaian.Jawaban(
        status=jawab.status,
        alamat=str(jawab.url)[: alamat.PANJANG],
        badan=badan,
        jenis=jawab.content_type,
        susutan=jawab.headers.get("Content-Encoding", ""),
        ms=ms,
        tls_sampai=tls_sampai,
    )


class _Jam:
    """Time spent on the network by one link; waiting for a host's turn is not the server's fault."""

    def __init__(self) -> None:
        self.terpakai, self._sejak = 0.0, 0.0

    def __enter__(self) -> None:
        self._sejak = asyncio.get_running_loop().time()

    def __exit__(self, *_galat: object) -> None:
        self.terpakai += asyncio.get_running_loop().time() - self._sejak

    @property
    def ms(self) -> int:
        return round(self.terpakai * 1000)

    def sisa(self, batas: float) -> float:
        """Seconds left. Raises TimeoutError."""
        if self.terpakai >= batas:
            raise TimeoutError
        return batas - self.terpakai


def _akhir_tls(jabat: list[ssl.SSLObject]) -> datetime | None:
    """The last day of the certificate of the newest handshake."""
    sertifikat: dict[str, Any] = (jabat[-1].getpeercert() if jabat else None) or {}
    akhir = sertifikat.get("notAfter")
    return datetime.fromtimestamp(ssl.cert_time_to_seconds(akhir), UTC) if akhir else None


def kode_galat(galat: BaseException) -> Kode:
    """What a failed request means."""
    sebab = _sebab(galat)
    if any(isinstance(satu, Dilarang) for satu in sebab):
        return Kode.DILARANG
    tls = [satu for satu in sebab if isinstance(satu, ssl.SSLCertVerificationError)]
    if tls:  # aiohttp wraps it in a class of its own that lacks the number
        return next((_TLS[n] for satu in tls if (n := getattr(satu, "verify_code", 0)) in _TLS), Kode.TLS_ASING)
    return next((kode for jenis, kode in _GALAT if any(isinstance(s, jenis) for s in sebab)), Kode.KACAU)


_GALAT: tuple[tuple[type[BaseException], Kode], ...] = (
    (aiohttp.InvalidURL, Kode.DILARANG),
    (TimeoutError, Kode.LAMBAT),
    (socket.gaierror, Kode.DNS),
    (ssl.SSLError, Kode.TLS_ASING),
    (aiohttp.ClientResponseError, Kode.KACAU),
    (aiohttp.ClientPayloadError, Kode.KACAU),
    (aiohttp.ClientConnectionError, Kode.SAMBUNG),
    (OSError, Kode.SAMBUNG),
)


def _sebab(galat: BaseException) -> list[BaseException]:
    """The error and everything it wraps."""
    hasil: list[BaseException] = []
    antre: list[BaseException | None] = [galat]
    while antre and len(hasil) < 20:
        satu = antre.pop()
        if isinstance(satu, BaseException) and satu not in hasil:
            hasil.append(satu)
            antre += [satu.__cause__, satu.__context__, getattr(satu, "os_error", None)]
            antre += [getattr(satu, "certificate_error", None), *getattr(satu, "exceptions", ())]
    return hasil


@asynccontextmanager
async def penjelajah(batas: Batas) -> AsyncIterator[Penjelajah]:
    """A session for one round. Names are looked up in threads of its own: a dead name server holds up nobody else."""
    kolam = ThreadPoolExecutor(batas.serentak, thread_name_prefix="cari-nama")
    gerbang = _Gerbang(batas.jaringan)
    sambungan = aiohttp.TCPConnector(
        resolver=_Pencari(batas.cari or partial(_cari, kolam), gerbang),
        socket_factory=gerbang.soket,
        ssl=batas.tls or tls_baku(),
        use_dns_cache=False,
        force_close=True,
        limit=0,
    )
    try:
        async with aiohttp.ClientSession(
            connector=sambungan,
            cookie_jar=aiohttp.DummyCookieJar(),
            headers=PENJELAJAH | {"User-Agent": f"{NAMA} (+{batas.situs}/tautan/)"},
            auto_decompress=False,
            trust_env=False,
        ) as sesi:
            yield Penjelajah(sesi, batas)
    finally:
        kolam.shutdown(wait=False, cancel_futures=True)


async def _cari(kolam: ThreadPoolExecutor, host: str, port: int) -> list[str]:
    tanya = partial(socket.getaddrinfo, host, port, type=socket.SOCK_STREAM)
    info = await asyncio.get_running_loop().run_in_executor(kolam, tanya)
    return list(dict.fromkeys(str(satu[4][0]) for satu in info))


async def periksa_banyak(tujuan: Mapping[int, str], batas: Batas, selama: float | None = None) -> dict[int, Temuan]:
    """Findings by key. What is not finished after `selama` seconds is missing."""
    async with penjelajah(batas) as p:
        tugas = {nomor: asyncio.create_task(p.periksa(satu)) for nomor, satu in tujuan.items()}
        if tugas:
            await asyncio.wait(tugas.values(), timeout=selama)
        for satu in tugas.values():
            satu.cancel()
        await asyncio.gather(*tugas.values(), return_exceptions=True)
    return {nomor: satu.result() for nomor, satu in tugas.items() if not satu.cancelled()}
