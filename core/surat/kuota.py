"""How often one address may ask the public check, or anything else that is counted the same way."""

import time
from ipaddress import IPv6Address, ip_address, ip_network

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

JENDELA = 60  # seconds
# The counters of a bank share one address: each may scan many letters a minute. An upload costs a process of its own.
MAKS_LIHAT, MAKS_UNGGAH = 120, 20
JARINGAN_IPV6 = 64  # bits that one subscriber holds; the rest he can change at will


def tunggu(request: HttpRequest) -> int:
    """Seconds until this address may ask again; 0 when it may now. Asking counts.

    allauth's limiter, which guards the forms, leaves GET out and does not say how long to wait.
    """
    if request.method == "POST":
        return tunggu_pada(request, "cek:unggah", MAKS_UNGGAH)
    return tunggu_pada(request, "cek:lihat", MAKS_LIHAT)


def tunggu_pada(request: HttpRequest, nama: str, maks: int, jendela: int = JENDELA) -> int:
    """Seconds until this address may do what is called `nama` again, at most `maks` times in `jendela` seconds."""
    kini = int(time.time())
    kunci = f"{nama}:{alamat_jaringan(request)}:{kini // jendela}"
    return jendela - kini % jendela if _hitung(kunci, jendela) > maks else 0


def _hitung(kunci: str, jendela: int) -> int:
    cache.add(kunci, 0, jendela)
    try:
        return cache.incr(kunci)
    except ValueError:  # expired between the two calls
        return 1


def alamat_jaringan(request: HttpRequest) -> str:
    """The visitor's address as our own proxy saw it; of IPv6 the network."""
    try:
        alamat = ip_address(get_adapter(request).get_client_ip(request))
    except (PermissionDenied, ValueError):  # a server on a socket names no address: all its visitors share one count
        return "tak-dikenal"
    if isinstance(alamat, IPv6Address):
        return str(ip_network((alamat, JARINGAN_IPV6), strict=False)).replace(":", "-")
    return str(alamat)
