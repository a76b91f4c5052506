"""A refused publication becomes sentences in the editor, by whichever way it was tried."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from wagtail.admin import messages

from cms.models.terbit import BelumLengkap


class TerbitDitolak:
    """The form tells it for a page that is open; this tells it for the lists (bulk, dashboard, reports)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, galat: Exception) -> HttpResponse | None:
        """To the page's editor, with the list of what is missing; other exceptions are not ours."""
        if not isinstance(galat, BelumLengkap):
            return None
        isi = format_html_join("", "<li>{}</li>", ((satu,) for satu in galat.messages))
        judul = _("“%(nama)s” belum bisa diterbitkan:") % {"nama": galat.halaman.get_admin_display_title()}
        messages.error(request, format_html("{}<ul>{}</ul>", judul, isi))
        alamat = reverse("wagtailadmin_pages:edit", args=[galat.halaman.pk])
        if request.headers.get("x-requested-with") == "XMLHttpRequest":
            return JsonResponse({"step": "success", "redirect": alamat})  # what Wagtail's dialogues understand
        return redirect(alamat)
