"""Announcements in the admin; pages are edited where all pages are."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import LiveStatusTagColumn, UpdatedAtColumn
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from publikasi.models import Pengumuman


class KelolaPengumuman(SnippetViewSet):
    """With draft, review, schedule and history, as pages have them."""

    model = Pengumuman
    icon = "bullhorn"
    menu_label = _("Pengumuman")
    menu_order = 210
    add_to_admin_menu = True
    list_display = ["judul", "tingkat", LiveStatusTagColumn(), UpdatedAtColumn()]
    list_filter = ["tingkat", "live"]
    search_fields = ["judul", "isi"]


register_snippet(KelolaPengumuman)
