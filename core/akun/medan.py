"""Form fields of a citizen's own data. They take sloppy input and answer with what to do, never with "tidak valid"."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.akun.nik import NikSalah, periksa_nik, periksa_no_kk, rapikan_angka
from core.akun.telepon import TeleponSalah, periksa_telepon, telepon_tampil
from core.wilayah.huruf import tak_tercetak

USIA_MAKS = 130


class MedanNik(forms.CharField):
    """A NIK, cleaned to 16 digits."""

    def clean(self, value: Any) -> str:
        """The digits; a wrong number is said in a sentence."""
        try:
            return periksa_nik(str(value or ""), timezone.localdate()).nik
        except NikSalah as galat:
            raise ValidationError(galat.pesan) from galat


class MedanKk(forms.CharField):
    """A family card number, cleaned to 16 digits."""

    def clean(self, value: Any) -> str:
        """The digits; a wrong number is said in a sentence."""
        try:
            return periksa_no_kk(str(value or ""))
        except NikSalah as galat:
            raise ValidationError(galat.pesan) from galat


class MedanTelepon(forms.CharField):
    """A phone number, kept as E.164 and shown as people write it."""

    def clean(self, value: Any) -> str:
        """E.164."""
        try:
            return periksa_telepon(str(value or ""))
        except TeleponSalah as galat:
            raise ValidationError(galat.pesan) from galat

    def prepare_value(self, value: Any) -> Any:
        """Stored numbers are shown in the national way; what was typed stays as it was typed."""
        return telepon_tampil(value) if str(value or "").startswith("+62") else value


class MedanSurel(forms.EmailField):
    """An e-mail address; empty is allowed, for many have none."""

    default_validators = [EmailValidator(gettext_lazy("Tulis alamat email lengkap, contoh nama@gmail.com"))]

    def to_python(self, value: Any) -> str:
        """Lower case without spaces: phones put a capital and a blank where nobody asked for them."""
        return re.sub(r"\s+", "", str(value or "")).lower()


def rapikan_teks(teks: str) -> str:
    """One line without control or bidi characters, single spaces."""
    baku = unicodedata.normalize("NFC", teks)
    bersih = "".join(" " if huruf in "\r\n\t" else huruf for huruf in baku)
    return re.sub(r"\s+", " ", "".join(h for h in bersih if unicodedata.category(h)[0] != "C")).strip()


class MedanTeks(forms.CharField):
    """One line of text."""

    def to_python(self, value: Any) -> str:
        """Cleaned before its length is judged."""
        return rapikan_teks(str(value or ""))

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """No `maxlength`: a browser cuts a pasted text in silence."""
        return {nama: isi for nama, isi in super().widget_attrs(widget).items() if nama != "maxlength"}

    def validate(self, value: Any) -> None:
        """Says both lengths."""
        super().validate(value)
        if self.max_length and len(value) > self.max_length:
            pesan = _("%(nama)s paling panjang %(batas)d huruf. Anda menulis %(jumlah)d.")
            raise ValidationError(pesan % {"nama": self.label, "batas": self.max_length, "jumlah": len(value)})


class MedanCetak(MedanTeks):
    """One line that a letter may print."""

    def validate(self, value: Any) -> None:
        """An emoji would be a hole in the letter, long after the citizen could have changed it."""
        super().validate(value)
        if asing := tak_tercetak(value):
            raise ValidationError(_("Hapus “%s”. Surat hanya memuat huruf Latin, angka, dan tanda baca.") % asing)


class MedanNama(MedanCetak):
    """A person's name: letters as letters print them, and the few signs that names have."""

    def validate(self, value: Any) -> None:
        """Digits in a name are nearly always a NIK in the wrong box."""
        super().validate(value)
        if any(huruf.isdigit() for huruf in value):
            raise ValidationError(_("Nama hanya berisi huruf. Tulis seperti di KTP."))
        if not any(huruf.isalpha() for huruf in value) or re.search(r"[<>{}\[\]|\\/@#$%^*=+_~\"]", value):
            raise ValidationError(_("Tulis nama dengan huruf saja, seperti di KTP."))


class MedanRt(forms.CharField):
    """RT or RW: up to three digits, filled to three."""

    def clean(self, value: Any) -> str:
        """`5` and `005` are the same RT."""
        angka = rapikan_angka(str(value or ""))
        if not re.fullmatch(r"[0-9]{1,3}", angka):
            raise ValidationError(_("Tulis %(nama)s dengan angka, contoh 003") % {"nama": self.label})
        return angka.zfill(3)


class IsianTanggal(forms.MultiWidget):
    """Three short text boxes: no calendar to scroll back sixty years in."""

    template_name = "akun/isian_tanggal.html"
    use_fieldset = True
    BAGIAN = (
        ("hari", gettext_lazy("Hari"), "bday-day", 2),
        ("bulan", gettext_lazy("Bulan"), "bday-month", 2),
        ("tahun", gettext_lazy("Tahun"), "bday-year", 4),
    )

    def __init__(self) -> None:
        kotak: dict[str, forms.Widget | type[forms.Widget]] = {
            nama: forms.TextInput({"inputmode": "numeric", "autocomplete": isi, "size": panjang, "label": label})
            for nama, label, isi, panjang in self.BAGIAN
        }
        super().__init__(kotak)

    def decompress(self, value: Any) -> list[Any]:
        """A date, or the ISO text of a draft, to its three parts."""
        if isinstance(value, str) and value:
            value = date.fromisoformat(value)
        return [value.day, value.month, value.year] if value else [None, None, None]

    def id_for_label(self, id_: str) -> str:
        """The error summary leads to the first box."""
        return f"{id_}_0" if id_ else id_


class MedanTanggal(forms.MultiValueField):
    """A date of birth in three parts."""

    widget = IsianTanggal

    def __init__(self, **kwargs: Any) -> None:
        bagian = [forms.CharField(required=False) for _bagian in range(3)]
        super().__init__(bagian, require_all_fields=False, **kwargs)

    def clean(self, value: Any) -> date | None:
        """The date; each part is checked so that the sentence can name the one to mend."""
        angka = [rapikan_angka(str(bagian or "")) for bagian in (value or ["", "", ""])]
        if not any(angka):
            raise ValidationError(self.error_messages["required"], code="required")
        return self._sudah_lewat(_susun(*angka))

    def _sudah_lewat(self, hari: date) -> date:
        """A birth lies in the past, and not before anybody alive."""
        kini = timezone.localdate()
        if hari > kini:
            raise ValidationError(_("%(nama)s harus sudah lewat") % {"nama": self.label})
        if kini.year - hari.year > USIA_MAKS:
            raise ValidationError(_("Periksa tahunnya. Tulis 4 angka, contoh 1990"))
        return hari


def _bagian(teks: str, paling_besar: int, kalimat: str) -> int:
    """A number between 1 and the largest one allowed."""
    if not re.fullmatch(r"[0-9]{1,4}", teks) or not 1 <= int(teks) <= paling_besar:
        raise ValidationError(kalimat)
    return int(teks)


def _susun(hari: str, bulan: str, tahun: str) -> date:
    """A calendar date of three texts."""
    h = _bagian(hari, 31, _("Tulis hari dengan angka 1 sampai 31"))
    b = _bagian(bulan, 12, _("Tulis bulan dengan angka 1 sampai 12"))
    if not re.fullmatch(r"[0-9]{4}", tahun) or tahun == "0000":
        raise ValidationError(_("Tulis tahun dengan 4 angka, contoh 1990"))
    try:
        return date(int(tahun), b, h)
    except ValueError as galat:
        raise ValidationError(_("Tanggal %(hari)d-%(bulan)d-%(tahun)s tidak ada di kalender. Periksa lagi.")
                              % {"hari": h, "bulan": b, "tahun": tahun}) from galat  # fmt: skip


class MedanPilihan(forms.ChoiceField):
    """Radio buttons up to seven options, a list above that."""

    def __init__(self, *, choices: Sequence[tuple[str, Any]], kosong: Any, **kwargs: Any) -> None:
        sedikit = len(choices) <= 7
        isi = choices if sedikit else [("", gettext_lazy("Pilih")), *choices]
        pesan = {"required": kosong, "invalid_choice": kosong}
        widget = forms.RadioSelect() if sedikit else forms.Select()
        super().__init__(choices=isi, widget=widget, error_messages=pesan, **kwargs)
