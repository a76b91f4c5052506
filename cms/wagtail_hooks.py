"""Wagtail's admin keeps its own look; only our mark stands in it, and parts nobody needs are left out."""

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.urls import URLPattern
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from cms import kelola_kunci, kelola_layanan
from cms.kait_halaman import daftarkan_kait
from cms.kelola_jabatan import KelolaJabatan, daftarkan_kebijakan
from themes.templatetags.tampilan import tema

daftarkan_kebijakan()
daftarkan_kait()


@hooks.register("insert_global_admin_css")
def merek() -> SafeString:
    """Stylesheet with the brand colours of Wagtail's custom properties."""
    return format_html('<link rel="stylesheet" href="{}">', tema("kelola.css"))


@hooks.register("register_admin_viewset")
def kelola_jabatan() -> KelolaJabatan:
    """Who holds which seat, leave, offices and holidays."""
    return KelolaJabatan()


@hooks.register("register_admin_urls")
def alamat_layanan() -> list[URLPattern]:
    """Uploaded packages and the state of all services; each view asks for its own permission."""
    return kelola_layanan.ALAMAT


@hooks.register("register_admin_menu_item")
def menu_layanan() -> MenuItem:
    """The menu "Layanan"."""
    return kelola_layanan.menu()


@hooks.register("register_admin_urls")
def alamat_kunci() -> list[URLPattern]:
    """Signing keys of officers, seals of organisations; only for the admins of the kabupaten."""
    return kelola_kunci.ALAMAT


@hooks.register("register_admin_menu_item")
def menu_kunci() -> MenuItem:
    """The menu "Kunci TTE"."""
    return kelola_kunci.menu()


@hooks.register("register_permissions")
def izin_layanan() -> QuerySet[Permission]:
    """The two permissions that an administrator may give to a group."""
    kode = ("add_paketlayanan", "putuskan_paketlayanan")
    return Permission.objects.filter(content_type__app_label="layanan", codename__in=kode)
