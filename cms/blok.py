"""The few content blocks editors have. No free HTML: a page stays as readable as it was designed."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from peristiwa.blok import PilihanLayanan

FITUR_TEKS = ["bold", "link", "ol", "ul"]


class BlokBagian(blocks.StructBlock):
    """A heading with text; `jangkar` lets the footer link to it."""

    judul = blocks.CharBlock(label=_("Judul"), max_length=120)
    jangkar = blocks.RegexBlock(
        regex=r"^[a-z][a-z0-9-]*$", required=False, max_length=40, label=_("Jangkar (huruf kecil, untuk tautan)")
    )
    teks = blocks.RichTextBlock(features=FITUR_TEKS, label=_("Teks"))

    class Meta:
        icon = "title"
        label = _("Bagian")
        template = "cms/blok/bagian.html"


class BlokPemberitahuan(blocks.StructBlock):
    """A notice in a coloured panel, for example an office that is closed."""

    jenis = blocks.ChoiceBlock(
        choices=[("", _("Biasa")), ("perhatian", _("Perhatian")), ("sukses", _("Kabar baik"))],
        required=False,
        label=_("Jenis"),
    )
    judul = blocks.CharBlock(label=_("Judul"), max_length=120)
    teks = blocks.TextBlock(label=_("Teks"), max_length=400)

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        konteks = super().get_context(value, parent_context)
        gambar = {"perhatian": "awas", "sukses": "beres"}.get(value["jenis"], "info")
        return {**konteks, "jenis": value["jenis"], "judul": value["judul"], "teks": value["teks"], "gambar": gambar}

    class Meta:
        icon = "warning"
        label = _("Pemberitahuan")
        template = "komponen/panel.html"


def isi_halaman() -> list[tuple[str, blocks.Block]]:
    """Blocks of a page's body."""
    return [("bagian", BlokBagian()), ("pemberitahuan", BlokPemberitahuan())]


def daftar_favorit() -> list[tuple[str, blocks.Block]]:
    """Favourite services of the home page, in the order the editor wants."""
    return [("layanan", PilihanLayanan())]
