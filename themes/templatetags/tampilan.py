"""Template tags of the look: icons, badges, dates and numbers as a citizen reads them."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any, TypedDict

from django import forms, template
from django.template.context import Context
from django.template.loader import get_template
from django.templatetags.static import static
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _

from core.wilayah.nik import samarkan_nik
from themes import profil

register = template.Library()

# Words a citizen reads for each core status: (badge kind, icon, word). Status never speaks by colour alone.
STATUS = {
    "draf": ("netral", "ubah", gettext_noop("Draf")),
    "diajukan": ("proses", "kirim", gettext_noop("Terkirim")),
    "diproses": ("proses", "tunggu", gettext_noop("Sedang diproses")),
    "menunggu_ttd": ("proses", "tanda-tangan", gettext_noop("Menunggu tanda tangan")),
    "perlu_perbaikan": ("perhatian", "awas", gettext_noop("Perlu diperbaiki")),
    "selesai": ("sukses", "beres", gettext_noop("Selesai")),
    "ditolak": ("galat", "galat", gettext_noop("Ditolak")),
    "dicabut": ("galat", "galat", gettext_noop("Dicabut")),
    "dibatalkan": ("netral", "tutup", gettext_noop("Dibatalkan")),
}


class BarisGalat(TypedDict):
    """One line of the error summary."""

    tautan: str
    pesan: str


@lru_cache(
    maxsize=512
)  # a third of a page's work otherwise: there are few icons, and their address is that of a release
def _ikon(nama: str, kelas: str) -> SafeString:
    return format_html(
        '<svg class="{}" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        kelas,
        static("ikon.svg"),
        nama or "surat",
    )


@register.simple_tag
def ikon(nama: str, kelas: str = "i") -> SafeString:
    """One icon of the sprite; always decorative, the word stands beside it."""
    return _ikon(str(nama), kelas)


_berkas_tema = lru_cache(maxsize=256)(static)


@register.simple_tag
def tema(nama: str) -> str:
    """Address of a file of the theme in use."""
    return _berkas_tema(f"tema/{profil.tema_kini()}/{nama}")


@register.simple_tag
def lambang(ukuran: str = "kecil") -> str:
    """Address of the official coat of arms that an editor uploaded, or of the theme's neutral mark."""
    sidik = profil.aktif().lambang
    return f"/lambang/{sidik}-{ukuran}.png" if sidik else tema("lambang.svg")


@register.simple_tag
def isi_id() -> SafeString:
    """` lang="id"` for words without a translation (a declaration, a register) inside a page in another language."""
    return SafeString("" if (get_language() or "id").startswith("id") else ' lang="id"')


@register.simple_tag
def kartu_layanan(s: Any, rinci: int = 0) -> SafeString:
    """The card of a service (`cms.tampil.Kartu`); `rinci` shows where it is handled. Drawn once, then remembered."""
    return _kartu_layanan(s, bool(rinci), get_language() or "", profil.tema_kini())


@lru_cache(maxsize=1024)
def _kartu_layanan(s: Any, rinci: bool, bahasa: str, tema: str) -> SafeString:
    """A card is compared by all its words: a service that says something else has another one."""
    return get_template("komponen/kartu_layanan.html").render({"s": s, "rinci": rinci})


@register.simple_tag
def lencana(jenis: str, gambar: str, teks: str) -> SafeString:
    """A badge: icon and word, coloured by kind (sukses, proses, perhatian, galat, netral)."""
    return format_html('<span class="lencana lencana--{}">{}{}</span>', jenis, ikon(gambar), teks)


@register.simple_tag
def lencana_status(status: str) -> SafeString:
    """The badge of an application's status. An unknown status shows its own word, never an error page."""
    jenis, gambar, kata = STATUS.get(status, ("netral", "info", status))
    return lencana(jenis, gambar, _(kata))


@register.simple_tag(takes_context=True)
def kini(context: Context, awalan: str) -> SafeString:
    """`aria-current` of a menu link: "page" on the page itself, "true" below it."""
    jalur = getattr(context.get("request"), "path", "")
    if jalur == awalan:
        return mark_safe(' aria-current="page"')
    if awalan != "/" and jalur.startswith(awalan):
        return mark_safe(' aria-current="true"')
    return mark_safe("")


def _waktu(nilai: Any) -> date | datetime | None:
    """Accept a date, a datetime or an ISO text of either."""
    if isinstance(nilai, str):
        try:
            nilai = datetime.fromisoformat(nilai) if len(nilai) > 10 else date.fromisoformat(nilai)
        except ValueError:
            return None
    if isinstance(nilai, datetime) and timezone.is_aware(nilai):
        return timezone.localtime(nilai)
    return nilai if isinstance(nilai, date) else None


@register.filter
def tanggal_panjang(nilai: Any) -> str:
    """Rabu, 25 November 2026."""
    waktu = _waktu(nilai)
    return date_format(waktu, "l, j F Y") if waktu else ""


@register.filter
def tanggal(nilai: Any) -> str:
    """25 November 2026."""
    waktu = _waktu(nilai)
    return date_format(waktu, "j F Y") if waktu else ""


@register.filter
def pukul(nilai: Any) -> str:
    """09.41 (local time)."""
    waktu = _waktu(nilai)
    return waktu.strftime("%H.%M") if isinstance(waktu, datetime) else ""


@register.filter
def waktu_lengkap(nilai: Any) -> str:
    """Rabu, 25 November 2026, 09.41."""
    return ", ".join(filter(None, (tanggal_panjang(nilai), pukul(nilai))))


@register.filter
def waktu_iso(nilai: Any) -> str:
    """For `<time datetime>`."""
    waktu = _waktu(nilai)
    return waktu.isoformat(timespec="minutes") if isinstance(waktu, datetime) else (waktu.isoformat() if waktu else "")


@register.filter
def rupiah(nilai: Any) -> str:
    """Rp1.250.000; zero is said as a number, "Gratis" is the page's own word."""
    try:
        return f"Rp{number_format(int(nilai), use_l10n=True, force_grouping=True)}"
    except (TypeError, ValueError):
        return ""


@register.filter
def samar_nik(nilai: str) -> str:
    """3515••••••••0004: enough to recognise one's own, useless to copy."""
    return samarkan_nik(str(nilai or ""))


@register.filter
def ukuran_berkas(bita: Any) -> str:
    """384 KB, 1,4 MB."""
    jumlah = int(bita or 0)
    if jumlah >= 1_048_576:
        return f"{number_format(round(jumlah / 1_048_576, 1), 1)} MB"
    return f"{max(1, round(jumlah / 1024))} KB"


def _galat_formulir(formulir: forms.BaseForm) -> Iterable[BarisGalat]:
    for pesan in formulir.non_field_errors():
        yield {"tautan": "#isi", "pesan": str(pesan)}
    for medan in formulir:
        for pesan, galat in zip(medan.errors, medan.errors.as_data(), strict=True):
            letak = getattr(galat, "letak", "")  # a cell of a table has a place of its own
            alamat = f"{medan.auto_id}{letak}" if letak else medan.id_for_label or medan.auto_id
            yield {"tautan": f"#{alamat}", "pesan": str(pesan)}


@register.filter
def daftar_galat(sumber: Any) -> list[BarisGalat]:
    """Lines of the error summary, from a form, a mapping {name: sentence} or ready lines."""
    if isinstance(sumber, forms.BaseForm):
        return list(_galat_formulir(sumber))
    if isinstance(sumber, Mapping):
        return [{"tautan": f"#id_{nama}", "pesan": str(pesan)} for nama, pesan in sumber.items()]
    return list(sumber or [])


@register.filter
def rentang(jumlah: Any) -> range:
    """1..n, for drawing as many marks."""
    return range(1, int(jumlah or 0) + 1)
