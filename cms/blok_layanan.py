"""Blocks of a service page: what the declaration cannot say."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageBlock

from cms.blok import FITUR_TEKS, isi_halaman


class BlokGambar(blocks.StructBlock):
    """A picture with words for who does not see it, and a line below."""

    gambar = ImageBlock(label=_("Gambar"))
    keterangan = blocks.CharBlock(required=False, max_length=160, label=_("Keterangan di bawah gambar"))

    class Meta:
        icon = "image"
        label = _("Gambar")
        template = "cms/blok/gambar.html"


class BlokTanya(blocks.StructBlock):
    """A question as citizens ask it, and the answer."""

    tanya = blocks.CharBlock(max_length=160, label=_("Pertanyaan"))
    jawab = blocks.RichTextBlock(features=FITUR_TEKS, label=_("Jawaban"))

    class Meta:
        icon = "help"
        label = _("Tanya jawab")
        template = "cms/blok/tanya.html"


def catatan_layanan() -> list[tuple[str, blocks.Block]]:
    """Notes and pictures between the steps and the service standard."""
    return [*isi_halaman(), ("gambar", BlokGambar())]


def tanya_jawab() -> list[tuple[str, blocks.Block]]:
    """Questions and answers."""
    return [("tanya", BlokTanya())]
