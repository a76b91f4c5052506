"""For editors: the register of life events, with drafts and history."""

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from peristiwa.models import PeristiwaHidup


class KelolaPeristiwa(SnippetViewSet):
    """Life events: write, order, publish, compare with what was before."""

    model = PeristiwaHidup
    icon = "user"
    menu_label = _("Peristiwa hidup")
    add_to_admin_menu = True
    menu_order = 410
    list_display = ["nama", "ringkas", "urut"]
    search_fields = ["nama", "ringkas", "kata"]
    panels = [
        MultiFieldPanel(
            [FieldPanel(nama) for nama in ("nama", "kunci", "ringkas", "pembuka", "kata", "ikon", "urut")],
            heading=_("Peristiwa"),
        ),
        FieldPanel("langkah"),
    ]


register_snippet(KelolaPeristiwa)


@hooks.register("register_permissions")
def izin_peristiwa() -> QuerySet[Permission]:
    """What an administrator may give to a group."""
    return Permission.objects.filter(content_type__app_label="peristiwa", content_type__model="peristiwahidup")
