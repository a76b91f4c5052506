"""Which site belongs to a host. Kept in memory: a page must not ask the database for its colours."""

import logging
import time
from dataclasses import dataclass, field

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest
from django.http.request import split_domain_port

from themes.profil import BAKU, Identitas

log = logging.getLogger(__name__)


@dataclass
class Peta:
    """Identities by (host, port) and by host alone; `baku` is the default site's."""

    alamat: dict[tuple[str, str], Identitas] = field(default_factory=dict)
    baku: Identitas = BAKU
    cap: object = None  # stamp of the page cache when this was read
    saat: float = float("-inf")

    def cari(self, host: str, port: str) -> Identitas:
        """As Wagtail finds the Site: host and port, then the host when one site alone has it, then the default."""
        if cocok := self.alamat.get((host, port)):
            return cocok
        senama = [isi for (nama, _port), isi in self.alamat.items() if nama == host]
        return senama[0] if len(senama) == 1 else self.baku


_peta = Peta()


def _baca(cap: object) -> Peta:
    """The map as the database has it now: one query."""
    from wagtail.models import Site

    from themes.situs.models import IdentitasSitus

    pilihan = {
        satu.site_id: satu.identitas() for satu in IdentitasSitus.objects.defer("lambang_kecil", "lambang_besar")
    }
    peta = Peta(cap=cap, saat=time.monotonic())
    for situs in Site.objects.all():
        isi = pilihan.get(situs.pk, BAKU)
        peta.alamat[(situs.hostname, str(situs.port))] = isi
        peta.baku = isi if situs.is_default_site else peta.baku
    return peta


def segarkan(cap: object = None) -> None:
    """Read the sites again. A database that is away leaves the map as it is: error pages need it too."""
    global _peta  # noqa: PLW0603 -- one map a process, replaced as a whole
    try:
        _peta = _baca(cap)
    except DatabaseError:
        log.warning("situs tidak terbaca; wajah situs tetap seperti tadi")
        _peta.saat = time.monotonic()


def _basi(cap: object) -> bool:
    """Whether to look again: the page cache saw a change, or it has been a while."""
    if settings.SITUS_SEGAR is None:
        return False
    return (cap is not None and cap != _peta.cap) or time.monotonic() - _peta.saat > settings.SITUS_SEGAR


def identitas(request: HttpRequest) -> Identitas:
    """Identity of the site that this request asks."""
    cap = getattr(request, "cap", None)
    if _basi(cap):
        segarkan(cap)
    host, port = split_domain_port(request.META.get("HTTP_HOST", ""))
    return _peta.cari(host, port or request.get_port())
