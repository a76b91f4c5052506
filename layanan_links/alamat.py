"""Pure rules about addresses: which may be written down, which IP may be asked, and when two are the same."""

import re
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from urllib.parse import parse_qsl, urlencode, urlsplit

from django.utils.translation import gettext as _
from yarl import URL

PANJANG = 500
PORT_BAKU = {"http": 80, "https": 443}
PORT_UMUM = frozenset(PORT_BAKU.values())
Jaringan = IPv4Network | IPv6Network

# IANA's registries of special-purpose addresses (RFC 6890 and later), multicast, and 168.63.129.16: the address at
# which Azure's virtual machines reach their host.
_TERTUTUP_V4 = tuple(
    IPv4Network(n)
    for n in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "168.63.129.16/32", "169.254.0.0/16",
        "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15",
        "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
    )
)  # fmt: skip
# Of IPv6 only the part that is handed out is open, without tunnels (Teredo, 6to4), documentation and ORCHID.
_TERBUKA_V6 = IPv6Network("2000::/3")
_TERTUTUP_V6 = tuple(IPv6Network(n) for n in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"))
_NAT64 = IPv6Network("64:ff9b::/96")
_BERCAMPUR = re.compile(r"[\x00-\x20\x7f\\]")
# Parameters that only tell a site where its visitor came from.
_PELACAK = re.compile(r"^(utm_\w+|fbclid|gclid|_ga|sessionid|phpsessid|jsessionid)$", re.IGNORECASE)
_BERKAS_DEPAN = re.compile(r"/(index|default|home)\.(php|html?|aspx?|jsp)$", re.IGNORECASE)


class AlamatSalah(ValueError):
    """An address that is not accepted, with a sentence for who typed it."""


def periksa(alamat: str, port: frozenset[int] = PORT_UMUM) -> URL:
    """The parsed address. Raises AlamatSalah. The parser is the one that connects, so the two cannot disagree."""
    if len(alamat) > PANJANG or _BERCAMPUR.search(alamat):
        raise AlamatSalah(_("Tulis alamat tanpa spasi, contoh https://layanan.sidoarjokab.go.id/"))
    try:
        url = URL(alamat)
        asal = (url.scheme, url.host or "", url.port)
    except ValueError as galat:
        raise AlamatSalah(_("Alamat ini tidak terbaca. Salin lagi dari baris alamat peramban.")) from galat
    if asal[0] not in PORT_BAKU or not asal[1]:
        raise AlamatSalah(_("Alamat harus dimulai dengan https:// atau http://"))
    if url.user is not None or url.password is not None:
        raise AlamatSalah(_("Alamat tidak boleh memuat nama pengguna atau kata sandi."))
    if asal[2] not in port:
        raise AlamatSalah(_("Alamat dengan port %(port)s tidak dapat dipakai.") % {"port": asal[2]})
    return url


def boleh_dihubungi(teks: str, jaringan: tuple[Jaringan, ...] = ()) -> bool:
    """Whether this IP address is one of the open internet, or of a network that the installation names."""
    try:
        ip = _telanjang(ip_address(teks.partition("%")[0]))
    except ValueError:
        return False
    return any(ip in n for n in jaringan if n.version == ip.version) or _terbuka(ip)


def _telanjang(ip: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """The IPv4 address that an IPv6 one only wraps (mapped, NAT64)."""
    if isinstance(ip, IPv6Address):
        if ip.ipv4_mapped:
            return ip.ipv4_mapped
        if ip in _NAT64:
            return IPv4Address(int(ip) & 0xFFFF_FFFF)
    return ip


def _terbuka(ip: IPv4Address | IPv6Address) -> bool:
    if isinstance(ip, IPv4Address):
        return not any(ip in n for n in _TERTUTUP_V4)
    return ip in _TERBUKA_V6 and not any(ip in n for n in _TERTUTUP_V6)


def inti(alamat: str) -> str:
    """What is left when everything is dropped in which two addresses of one page differ: "sippadu.contoh.id/daftar".

    Empty for an empty address. Parameters stay, for on an app store they are the application.
    """
    bagian = urlsplit(alamat.strip())
    host = (bagian.hostname or "").removeprefix("www.").rstrip(".")
    jalur = _BERKAS_DEPAN.sub("", bagian.path).rstrip("/")
    isi = sorted((k, v) for k, v in parse_qsl(bagian.query) if not _PELACAK.match(k))
    return host + jalur + (f"?{urlencode(isi)}" if isi else "")


def host(alamat: str) -> str:
    """The name a citizen can compare with the address bar."""
    return urlsplit(alamat).hostname or ""
