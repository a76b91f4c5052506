"""Which site belongs to a host. Kept in memory: a page must not ask the database for its colours."""

import logging
import time
from copy import copy
from dataclasses import dataclass, field, replace
from typing import Any

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest
from django.http.request import split_domain_port

from themes.profil import BAKU, Identitas

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Wajah:
    """A site, and what an editor has chosen for it. Without a site Wagtail finds its own.

    `akar` is where its pages begin in the tree; empty when no other site has pages of its own.
    """

    identitas: Identitas = BAKU
    situs: Any = None
    akar: str = ""


@dataclass
class Peta:
    """Faces by (host, port); `baku` is that of the default site."""

    alamat: dict[tuple[str, str], Wajah] = field(default_factory=dict)
    baku: Wajah = Wajah()
    saat: float = float("-inf")

    def cari(self, host: str, port: str) -> Wajah:
        """As Wagtail finds the Site: host and port, then the host when one site alone has it, then the default."""
        if cocok := self.alamat.get((host, port)):
            return cocok
        senama = [isi for (nama, _port), isi in self.alamat.items() if nama == host]
        return senama[0] if len(senama) == 1 else self.baku


_peta = Peta()


def _baca() -> Peta:
    """The map as the database has it now: two queries."""
    from wagtail.models import Site

    from themes.situs.models import IdentitasSitus

    pilihan = {
        satu.site_id: satu.identitas() for satu in IdentitasSitus.objects.defer("lambang_kecil", "lambang_besar")
    }
    peta = Peta(saat=time.monotonic())
    semua = list(Site.objects.select_related("root_page"))
    berbagi = len({situs.root_page.path for situs in semua}) == 1
    for situs in semua:
        isi = Wajah(pilihan.get(situs.pk, BAKU), situs, "" if berbagi else situs.root_page.path)
        peta.alamat[(situs.hostname, str(situs.port))] = isi
        peta.baku = isi if situs.is_default_site else peta.baku
    return peta


def segarkan() -> None:
    """Read the sites again. A database that is away leaves the map as it is: error pages need it too."""
    global _peta  # noqa: PLW0603 -- one map a process, replaced as a whole
    try:
        _peta = _baca()
    except DatabaseError:
        log.warning("situs tidak terbaca; wajah situs tetap seperti tadi")
        _peta.saat = time.monotonic()


def lupakan(**_kiriman: object) -> None:
    """Something public has changed: look again at the next request, before a page is made and kept."""
    _peta.saat = float("-inf")


def wajah(request: HttpRequest) -> Wajah:
    """Face of the site that this request asks; the site is the request's own copy, as Wagtail hangs pages on it."""
    if settings.SITUS_SEGAR is not None and time.monotonic() - _peta.saat > settings.SITUS_SEGAR:
        segarkan()
    host, port = split_domain_port(request.META.get("HTTP_HOST", ""))
    ada = _peta.cari(host, port or request.get_port())
    ingat = ada.situs is not None and settings.SITUS_SEGAR is not None
    return replace(ada, situs=_salinan(ada.situs) if ingat else None)


def _salinan(situs: Any) -> Any:
    baru = copy(situs)
    baru.root_page = copy(situs.root_page)
    return baru
