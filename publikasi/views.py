"""The feed of news, and the pictures of public pages."""

from __future__ import annotations

from datetime import datetime, time

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.static import serve

from core.akun.kebijakan import kebijakan
from publikasi import kueri
from publikasi.models import Berita
from sipraja.simpanan import boleh_disimpan
from themes import profil

BERITA_UMPAN = 20
SETAHUN = 31_536_000  # a rendition never changes under its name


class Umpan(Feed):
    """Newest news, as Atom."""

    feed_type = Atom1Feed
    link = "/berita/"

    def title(self) -> str:
        return _("Berita %(aplikasi)s") % {"aplikasi": profil.aktif().aplikasi}

    def subtitle(self) -> str:
        return profil.aktif().kepanjangan

    def items(self) -> list[Berita]:
        return kueri.berita_terbaru(BERITA_UMPAN)

    def item_title(self, item: Berita) -> str:
        return item.title

    def item_description(self, item: Berita) -> str:
        return item.ringkas

    def item_link(self, item: Berita) -> str:
        return str(item.alamat)

    def item_pubdate(self, item: Berita) -> datetime:
        return timezone.make_aware(datetime.combine(item.tanggal, time(8)))


_umpan = Umpan()


@kebijakan("publik")
@boleh_disimpan
def umpan(request: HttpRequest) -> HttpResponseBase:
    """/berita/rss/"""
    return _umpan(request)


@kebijakan("publik")
def gambar(request: HttpRequest, nama: str) -> HttpResponseBase:
    """A resized picture of a public page; originals are not given out. nginx may take this path over."""
    jawaban = serve(request, nama, document_root=str(settings.MEDIA_ROOT / "images"))
    jawaban["Cache-Control"] = f"public, max-age={SETAHUN}, immutable"
    jawaban["X-Content-Type-Options"] = "nosniff"
    return jawaban
