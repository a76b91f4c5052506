"""Content blocks of news and of the pages of this room. No free HTML; a picture always has words beside it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageBlock

FITUR_TEKS = ["bold", "link", "ol", "ul", "h3"]
KANAL = [
    ("telepon", _("Telepon")),
    ("whatsapp", "WhatsApp"),
    ("surel", _("Surel")),
    ("situs", _("Situs")),
    ("alamat", _("Alamat kantor")),
]
_IKON_KANAL = {"telepon": "telepon", "whatsapp": "wa", "surel": "surat", "situs": "luar", "alamat": "tempat"}
_SKEMA = {"telepon": "tel:", "surel": "mailto:", "whatsapp": "https://wa.me/"}


class BlokGambar(blocks.StructBlock):
    """A picture; without alternative text it is not accepted."""

    gambar = ImageBlock(label=_("Gambar"))
    keterangan = blocks.CharBlock(label=_("Keterangan di bawah gambar"), required=False, max_length=160)

    class Meta:
        icon = "image"
        label = _("Gambar")
        template = "publikasi/blok/gambar.html"


class BlokTanya(blocks.StructBlock):
    """One question with its answer."""

    tanya = blocks.CharBlock(label=_("Pertanyaan"), max_length=160)
    jawab = blocks.RichTextBlock(label=_("Jawaban"), features=["bold", "link", "ol", "ul"])

    class Meta:
        icon = "help"
        label = _("Tanya jawab")


class BlokTopik(blocks.StructBlock):
    """Questions that belong together; `jangkar` makes the topic linkable."""

    judul = blocks.CharBlock(label=_("Topik"), max_length=80)
    jangkar = blocks.RegexBlock(
        regex=r"^[a-z][a-z0-9-]*$", max_length=40, label=_("Jangkar (huruf kecil, untuk tautan)")
    )
    butir = blocks.ListBlock(BlokTanya(), label=_("Pertanyaan"))

    class Meta:
        icon = "list-ul"
        label = _("Topik")


class BlokKanal(blocks.StructBlock):
    """One way to reach the government. A number is printed only when an editor wrote it."""

    jenis = blocks.ChoiceBlock(choices=KANAL, label=_("Jenis"))
    nama = blocks.CharBlock(label=_("Nama"), max_length=80, help_text=_("Contoh: Call center kabupaten."))
    isi = blocks.CharBlock(
        label=_("Nomor atau alamat"), max_length=160, help_text=_("Tulis hanya yang sudah diperiksa dan masih aktif.")
    )
    keterangan = blocks.CharBlock(label=_("Keterangan"), required=False, max_length=160)

    def clean(self, value: Any) -> Any:
        """Raises ValidationError for the address of a site that is none."""
        bersih = super().clean(value)
        if bersih["jenis"] == "situs" and not bersih["isi"].startswith("https://"):
            galat = ValidationError(_("Tulis alamat situs lengkap, dimulai dengan https://"))
            raise blocks.StructBlockValidationError(block_errors={"isi": galat})
        return bersih

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        konteks = super().get_context(value, parent_context)
        return {**konteks, "ikon_kanal": _IKON_KANAL[value["jenis"]], "tujuan": tujuan(value["jenis"], value["isi"])}

    class Meta:
        icon = "mail"
        label = _("Kanal")
        template = "publikasi/blok/kanal.html"


def tujuan(jenis: str, isi: str) -> str:
    """The address behind a contact: `tel:`, `mailto:`, WhatsApp in the international form, or the site itself."""
    if jenis == "situs":
        return isi
    if jenis not in _SKEMA:
        return ""
    if jenis == "surel":
        return f"mailto:{isi}"
    angka = "".join(h for h in isi if h.isdigit())
    if jenis == "whatsapp" and angka.startswith("0"):
        angka = f"62{angka[1:]}"
    return f"{_SKEMA[jenis]}{angka}"


class BlokJam(blocks.StructBlock):
    """Opening hours of some days."""

    hari = blocks.CharBlock(label=_("Hari"), max_length=60)
    pukul = blocks.CharBlock(label=_("Pukul"), max_length=60)

    class Meta:
        icon = "time"
        label = _("Jam")


class BlokLangkah(blocks.StructBlock):
    """One step of a way to complain."""

    judul = blocks.CharBlock(label=_("Langkah"), max_length=100)
    teks = blocks.TextBlock(label=_("Penjelasan"), max_length=400)

    class Meta:
        icon = "order"
        label = _("Langkah")


def isi_berita() -> list[tuple[str, blocks.Block]]:
    """Body of a news item."""
    teks = blocks.RichTextBlock(features=["h2", *FITUR_TEKS], label=_("Teks"), template="publikasi/blok/teks.html")
    return [("teks", teks), ("gambar", BlokGambar())]
