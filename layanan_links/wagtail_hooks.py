"""The menu "Aplikasi dinas" of the admin."""

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail_modeladmin.options import ModelAdminGroup, modeladmin_register

from layanan_links import kelola_putusan, kueri
from layanan_links.kelola import KelolaKategori, KelolaTautan


class MenuPengelola(MenuItem):
    """Shown to Bagian Pemerintahan."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(kueri.BOLEH_SETUJUI))


@modeladmin_register
class KelolaAplikasi(ModelAdminGroup):
    """The register, its categories, and what waits for a decision."""

    menu_label = _("Aplikasi dinas")
    menu_icon = "link"
    menu_order = 260
    items = (KelolaTautan, KelolaKategori)

    def get_submenu_items(self) -> list[MenuItem]:
        usulan = MenuPengelola(_("Usulan"), reverse("usulan_aplikasi"), icon_name="tasks", order=10)
        kembar = MenuPengelola(_("Kembar"), reverse("kembar_aplikasi"), icon_name="copy", order=20)
        return [*super().get_submenu_items(), usulan, kembar]


@hooks.register("register_admin_urls")
def alamat() -> list[URLPattern]:
    """Decisions, and "check now"; each view asks for its own permission."""
    return kelola_putusan.ALAMAT


@hooks.register("register_permissions")
def izin() -> QuerySet[Permission]:
    """The two permissions that an administrator may give to a group."""
    return Permission.objects.filter(content_type__app_label="layanan_links", codename__in=("usulkan", "setujui"))
