"""Finds the pages by itself: from the policies of the URL map, and by following links as a visitor would.

A page nobody lists by hand cannot be forgotten. A route with arguments is found through a page that links to it; one
that no page links to needs an example in CONTOH, or a reason in TANPA.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.urls import Resolver404, URLResolver, get_resolver, resolve
from playwright.sync_api import APIRequestContext

# Public routes that no page leads to: an address each. What answers 404 here has a page of its own for that.
CONTOH = {"cek/<str:kode>/": "/cek/TIDAK-ADA/", "poster/<str:kode>/": "/poster/35.15.18.2001/"}
# Public routes without a page to look at, by the beginning of the route.
TANPA = {
    "api/": "JSON, and the page of its documentation is not ours",
    "kelola/": "leads to the sign-in page",
    "_util/": "leads to the sign-in page",
    "sumber/": "an archive",
    "tautan/<slug:kode>/buka/": "leads to the office's own site",
    "lambang/": "a picture",
    "media/": "pictures",
    "mpp/<slug:tempat>/layar/data/": "JSON that the wall asks for",
    "daftar/langkah/": "needs a registration under way; test_aksesibilitas goes through its steps",
    "daftar/foto/": "the visitor's own photo",
}
# Behind the sign-in, the same: by the beginning of the route. What takes a form only is reached where a page shows it.
TANPA_DALAM = {
    "akun/foto/": "the citizen's own photo",
    "kantor/surat/<uuid:permohonan>/siapkan/": "takes a form only; so do the next four",
    "kantor/tandatangan/siapkan/": "from the signing queue",
    "kantor/tandatangan/sesi/<uuid:id>/kode/": "from a batch that is signed elsewhere",
    "permohonan/<uuid:id>/susulkan/": "from the page of the application",
    "permohonan/mulai/": "from the page of the service",
    "peristiwa/<slug:kunci>/mulai/": "from the page of the event; opened, it leads back there",
    "kantor/agenda/unduh/": "a file",
    "kantor/permohonan/<uuid:id>/lampiran/": "a file",
    "kantor/surat/<uuid:permohonan>/halaman/": "a picture of one sheet",
    "kantor/warga/<int:id>/foto/": "a photo",
    "permohonan/<uuid:id>/lampiran/": "a file",
    "surat/": "files",
}
# Pages looked at of each route: most share their template.
SEKALI = 1
LEBIH = {"kantor/permohonan/<uuid:id>/<slug:aksi>/": 2}
# Where a form leads is asked for as well: what takes no GET says so, and is no page.
TAUTAN = re.compile(r"""<(?:a\s[^>]*?href|form\s[^>]*?action)=["']([^"'#]+)""")
BUKAN_HAKNYA = (403, 404)
PINTU = ("/akun/masuk/", "/akun/pastikan/")


def rute(jenis: Iterable[str], resolver: URLResolver | None = None, awalan: str = "") -> Iterator[tuple[str, bool]]:
    """(route, whether it has arguments) of each view with one of these policies; pages of Wagtail have no routes."""
    for pola in (resolver or get_resolver()).url_patterns:
        jalur = awalan + str(pola.pattern)
        if isinstance(pola, URLResolver):
            yield from rute(jenis, pola, jalur)
        elif pola.name != "wagtail_serve" and getattr(pola.callback, "kebijakan", None) in jenis:
            yield jalur, bool(pola.pattern.converters)


def kunci(jalur: str) -> str:
    """Which kind of page an address shows: its route, or for a page of Wagtail its place in the tree."""
    try:
        cocok = resolve(jalur)
    except Resolver404:
        return ""
    if cocok.url_name != "wagtail_serve":
        return str(cocok.route)
    satu, *dalam = jalur.strip("/").split("/")
    return f"/{satu}/*" if dalam else f"/{satu}"


@dataclass
class Jelajah:
    """What a walk has found: pages by kind, and the kinds that are no page (redirect, file, POST only)."""

    halaman: dict[str, list[str]] = field(default_factory=dict)
    bukan: dict[str, str] = field(default_factory=dict)

    @property
    def alamat(self) -> list[str]:
        """All addresses, in a fixed order."""
        return [satu for nama in sorted(self.halaman) for satu in self.halaman[nama]]

    def _perlu(self, nama: str) -> bool:
        return bool(nama) and nama not in self.bukan and len(self.halaman.get(nama, [])) < LEBIH.get(nama, SEKALI)

    def jelajahi(self, minta: APIRequestContext, situs: str, mula: Iterable[str], boleh: Callable[[str], bool]) -> None:
        """Follow links from these addresses; `boleh(path)` says where not to go."""
        antre, sudah = deque(mula), set()
        while antre:
            jalur = antre.popleft()
            nama = kunci(urlsplit(jalur).path)
            if jalur in sudah or not self._perlu(nama) or not boleh(jalur):
                continue
            sudah.add(jalur)
            antre.extend(self._buka(minta, situs, jalur, nama))

    def _boleh_status(self, jalur: str, status: int) -> bool:
        return status == 200 or (status == 404 and jalur in CONTOH.values())

    def _buka(self, minta: APIRequestContext, situs: str, jalur: str, nama: str) -> list[str]:
        jawab: Any = minta.get(situs + jalur, max_redirects=0)
        html = self._boleh_status(jalur, jawab.status) and jawab.headers.get("content-type", "").startswith("text/html")
        if not html:
            ke_pintu = jawab.headers.get("location", "").startswith(PINTU)
            if "?" not in jalur and jawab.status not in BUKAN_HAKNYA and not ke_pintu:
                self.bukan.setdefault(nama, f"{jawab.status} {jawab.headers.get('content-type', '')}")
            return []
        self.halaman.setdefault(nama, []).append(jalur)
        lengkap = (urljoin(situs + jalur, x.replace("&amp;", "&")) for x in TAUTAN.findall(jawab.text()))
        return [x.removeprefix(situs) for x in lengkap if x.startswith(situs + "/")]


def tanpa(jalur: str) -> bool:
    """Whether this route is left out with a reason."""
    return any(jalur.startswith(awal) for awal in (TANPA | TANPA_DALAM))


def jelajah_umum(minta: APIRequestContext, situs: str, lain: Iterable[str] = ()) -> Jelajah:
    """Every public page, from the home page, all public routes and these addresses on."""
    jelajah = Jelajah()
    polos = [f"/{jalur}" for jalur, berisi in rute(["publik"]) if not berisi and not tanpa(jalur)]
    jelajah.jelajahi(
        minta, situs, ["/", *polos, *CONTOH.values(), *lain], lambda j: not j.startswith(("/kelola/", "/api/"))
    )
    return jelajah


def terlewat(jelajah: Jelajah, semua: Iterable[tuple[str, bool]] | None = None) -> list[str]:
    """Public routes that the walk did not reach and nobody has explained."""
    rute_umum = rute(["publik"]) if semua is None else semua
    ketemu = jelajah.halaman.keys() | jelajah.bukan.keys()
    return [jalur for jalur, _berisi in rute_umum if jalur not in ketemu and not tanpa(jalur)]
