"""Wagtail's admin keeps its own look; only our mark stands in it, and parts nobody needs are left out."""

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks

from cms.kelola_jabatan import KelolaJabatan, daftarkan_kebijakan

daftarkan_kebijakan()


@hooks.register("insert_global_admin_css")
def merek() -> SafeString:
    """Stylesheet with the brand colours of Wagtail's custom properties."""
    return format_html('<link rel="stylesheet" href="{}">', static("tema/kelola.css"))


@hooks.register("register_admin_viewset")
def kelola_jabatan() -> KelolaJabatan:
    """Who holds which seat, leave, offices and holidays."""
    return KelolaJabatan()
