"""For editors: the register of synonyms, and what citizens looked for in vain."""

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.views.reports import ReportView
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from pencarian.kueri import kosong_sebulan
from pencarian.models import KataKosong, Sinonim


class KelolaSinonim(SnippetViewSet):
    """Synonyms: list, search, add, change, switch off."""

    model = Sinonim
    icon = "edit"
    menu_label = _("Sinonim pencarian")
    add_to_admin_menu = True
    menu_order = 420
    list_display = ["kata", "berarti", BooleanColumn("aktif", label=_("Dipakai"), sort_key="aktif")]
    list_filter = ["aktif"]
    list_per_page = 100
    search_fields = ["kata", "berarti"]
    panels = [FieldPanel("kata"), FieldPanel("berarti"), FieldPanel("aktif")]


register_snippet(KelolaSinonim)


class PencarianKosong(ReportView):
    """What was asked most in the last month and found nothing: counts of words, nobody's name beside them."""

    page_title = _("Pencarian tanpa hasil")
    header_icon = "search"
    permission_policy = ModelPermissionPolicy(KataKosong)
    any_permission_required = ["view"]
    index_url_name = "pencarian_kosong"
    index_results_url_name = "pencarian_kosong_hasil"
    columns = [Column("kata", label=_("Yang diketik")), Column("kali", label=_("Berapa kali"))]
    list_export = ["kata", "kali"]
    export_headings = {"kata": _("Yang diketik"), "kali": _("Berapa kali")}

    def get_queryset(self) -> QuerySet[Any, Any]:
        return kosong_sebulan()


class MenuKosong(MenuItem):
    """Shown to who may read the report."""

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm("pencarian.view_katakosong")


@hooks.register("register_reports_menu_item")
def menu_kosong() -> MenuItem:
    """Among the reports."""
    return MenuKosong(_("Pencarian tanpa hasil"), reverse("pencarian_kosong"), icon_name="search", order=800)


@hooks.register("register_admin_urls")
def alamat_kosong() -> list[URLPattern]:
    """The report, whole and as the list alone (Wagtail's script asks for it)."""
    return [
        path("laporan/pencarian-kosong/", PencarianKosong.as_view(), name="pencarian_kosong"),
        path(
            "laporan/pencarian-kosong/hasil/",
            PencarianKosong.as_view(results_only=True),
            name="pencarian_kosong_hasil",
        ),
    ]


@hooks.register("register_permissions")
def izin() -> QuerySet[Permission]:
    """What an administrator may give to a group."""
    return Permission.objects.filter(content_type__app_label="pencarian", codename="view_katakosong")
