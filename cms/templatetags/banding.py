"""What the comparison of two versions needs: which versions these are, and whether a field says anything."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Page, Revision

register = template.Library()


class Versi(NamedTuple):
    """One of the two versions; `alamat` shows it as citizens see it, where that is possible."""

    judul: str
    siapa: str = ""
    kapan: datetime | None = None
    alamat: str = ""


@register.simple_tag
def versi_banding(view: Any, sisi: str) -> Versi:
    """The version on this side ("a" or "b") of Wagtail's comparison."""
    objek, kunci = view.object, str(getattr(view, f"revision_id_{sisi}"))
    revisi = _revisi(objek, kunci)
    judul = _judul(objek, kunci)
    if revisi is None:
        return Versi(judul)
    alamat = reverse("wagtailadmin_pages:revisions_view", args=[objek.pk, revisi.pk]) if _halaman(objek) else ""
    siapa = (revisi.user.get_full_name() or str(revisi.user)) if revisi.user else ""
    return Versi(judul, siapa, revisi.created_at, alamat)


def _halaman(objek: Any) -> bool:
    return isinstance(objek, Page)


def _revisi(objek: Any, kunci: str) -> Revision | None:
    """As Wagtail's view finds it. The stored row is what was published last, or the first draft."""
    urut = objek.revisions.select_related("user").order_by("created_at", "id")
    if kunci == "live":
        return urut.filter(pk=objek.live_revision_id).first() if objek.live else urut.first()
    if kunci in ("earliest", "latest"):
        return urut.first() if kunci == "earliest" else urut.last()
    return urut.filter(pk=kunci).first()


def _judul(objek: Any, kunci: str) -> str:
    if kunci == "live":
        return _("Yang terbit sekarang") if objek.live else _("Yang tersimpan, tidak terbit")
    if kunci == "earliest":
        return _("Versi pertama")
    terbaru = kunci in ("latest", str(objek.latest_revision_id))
    return _("Versi terbaru") if terbaru else _("Versi lama")


@register.filter
def kosong(nilai: Any) -> bool:
    """Whether this side of a field has nothing to show; a box that is not ticked has."""
    if nilai is None or nilai == "":
        return True
    return hasattr(nilai, "__len__") and not len(nilai)
