"""Wagtail's hooks about service pages: nobody deletes or copies what comes into being by itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.widgets import Button
from wagtail.log_actions import LogFormatter
from wagtail.models import Page

from cms.models import LayananPage
from cms.models.terbit import JADWAL_BATAL


def jaga_hapus(request: HttpRequest, page: Page) -> HttpResponse | None:
    """A page whose service is still there would come back empty within a minute."""
    if isinstance(page.specific, LayananPage) and not page.specific.keadaan.hilang:
        messages.error(
            request, _("Halaman layanan tidak dihapus selama layanannya ada. Untuk menyembunyikannya, batalkan terbit.")
        )
        return redirect("wagtailadmin_pages:edit", page.pk)
    return None


def jaga_salin(request: HttpRequest, page: Page) -> HttpResponse | None:
    """There is one page for each service."""
    if isinstance(page.specific, LayananPage):
        messages.error(request, _("Halaman layanan tidak dapat disalin: satu layanan satu halaman."))
        return redirect("wagtailadmin_pages:edit", page.pk)
    return None


def catat_jadwal_batal(actions: Any) -> None:
    """The history's words for a schedule that was struck because something was missing."""

    @actions.register_action(JADWAL_BATAL)
    class JadwalBatal(LogFormatter):
        label = gettext_lazy("Jadwal terbit dibatalkan")
        message = gettext_lazy("Tidak jadi terbit sesuai jadwal, karena belum lengkap")

        def format_comment(self, log_entry: Any) -> str:
            """What was missing on that day."""
            return " ".join(log_entry.data.get("kurang", []))


def tombol_banding(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """In the menu beside a page's name: what would change if the draft were published."""
    if page.live and page.has_unpublished_changes and page.permissions_for_user(user).can_edit():
        alamat = reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, "live", "latest"])
        yield Button(_("Bandingkan dengan yang terbit"), alamat, icon_name="copy", priority=62)


def daftarkan_kait() -> None:
    """Called once, from `wagtail_hooks`."""
    hooks.register("before_delete_page", jaga_hapus)
    hooks.register("before_copy_page", jaga_salin)
    hooks.register("register_log_actions", catat_jadwal_batal)
    hooks.register("register_page_header_buttons", tombol_banding)
