"""What a life event is made of: services, and what lies elsewhere."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from core.layanan.register import pilihan_layanan


class PilihanLayanan(blocks.ChoiceBlock):
    """A service to choose. Its code is text already: Wagtail would look it up among all services at each reading."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"choices": pilihan_layanan, "label": _("Layanan"), **kwargs})

    def normalize_choice(self, value: Any) -> Any:
        return value


class BlokLayanan(blocks.StructBlock):
    """One of our services and when it is needed."""

    kode = PilihanLayanan()
    catatan = blocks.CharBlock(label=_("Untuk apa, atau bila apa"), max_length=160, required=False)

    class Meta:
        icon = "form"
        label = _("Layanan")


class BlokLain(blocks.StructBlock):
    """A step outside: another application, an office."""

    judul = blocks.CharBlock(label=_("Judul"), max_length=120)
    catatan = blocks.CharBlock(label=_("Penjelasan"), max_length=200, required=False)
    alamat = blocks.URLBlock(label=_("Alamat situs"), required=False)

    class Meta:
        icon = "link-external"
        label = _("Di tempat lain")


def langkah_peristiwa() -> list[tuple[str, blocks.Block]]:
    """Blocks of the steps."""
    return [("layanan", BlokLayanan()), ("lain", BlokLain())]
