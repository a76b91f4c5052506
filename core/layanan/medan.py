"""Django form fields for the closed vocabulary: sloppy input in, plain JSON values out, errors that say what to do.

`clean` returns what is stored: text, int, "YYYY-MM-DD", bool, list. An empty optional answer is None.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.layanan.deklarasi import Kolom
from core.layanan.teks import BULAN, besar_awal, bilangan, rapikan_teks, ribuan, tak_tercetak
from core.layanan.widget import GandaWidget, PilihanWidget, RadioWidget, TanggalWidget
from core.wilayah.nik import NikSalah, periksa_nik, periksa_no_kk, rapikan_angka
from core.wilayah.telepon import TeleponSalah, periksa_telepon, telepon_tampil

MAKS_TEKS, MAKS_PANJANG, MAKS_UANG = 200, 2000, 999_999_999_999
RADIO_PALING_BANYAK = 7


class Medan(forms.Field):
    """Base: a question of the declaration. `jika` and `tersembunyi` are set by the form, read by the template."""

    jika: str | None = None
    tersembunyi = False
    kata_isi = gettext_lazy("Isi %s")

    def __init__(self, kolom: Kolom, **kwargs: Any) -> None:
        self.kolom = kolom
        petunjuk = " ".join(filter(None, [kolom.bantuan or self.petunjuk_bawaan(kolom), kolom.alasan]))
        super().__init__(required=kolom.wajib, label=self.label_untuk(kolom), help_text=petunjuk, **kwargs)
        self.error_messages["required"] = self.kalimat_kosong()

    @staticmethod
    def label_untuk(kolom: Kolom) -> str:
        """The label, with the unit people should answer in."""
        return f"{kolom.label} ({kolom.satuan})" if kolom.satuan else kolom.label

    @staticmethod
    def petunjuk_bawaan(kolom: Kolom) -> str | None:
        """A hint when the author gave none."""
        return _("Contoh: %s") % kolom.contoh if kolom.contoh else None

    def kalimat_kosong(self) -> str:
        """What to say when a required answer is missing."""
        return str(self.kata_isi) % self.kolom.dalam_kalimat

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """`enterkeyhint` lets the phone's keyboard go on to the next question."""
        return {} if isinstance(widget, forms.MultiWidget | forms.Textarea) else {"enterkeyhint": "next"}

    def to_python(self, value: Any) -> Any:
        """The stored value of raw input, None when empty."""
        return value

    def validate(self, value: Any) -> None:
        """Required or not; zero and false are answers."""
        if self.required and (value is None or value in ("", [], {})):
            raise ValidationError(self.error_messages["required"], code="required")

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Not used: a step is always stored as it was sent."""
        return True


class TeksMedan(Medan):
    """One line of text, or several."""

    def __init__(self, kolom: Kolom) -> None:
        self.panjang = kolom.tipe == "teks_panjang"
        self.batas = kolom.maks or (MAKS_PANJANG if self.panjang else MAKS_TEKS)
        super().__init__(kolom, widget=forms.Textarea({"rows": 4}) if self.panjang else forms.TextInput())

    def to_python(self, value: Any) -> str | None:
        """Cleaned before its length is judged."""
        teks = rapikan_teks(str(value or ""), panjang=self.panjang)
        if asing := tak_tercetak(teks):
            raise ValidationError(_("Hapus “%s”. Surat hanya memuat huruf Latin, angka, dan tanda baca.") % asing)
        return self._cocok(teks) if teks else None

    def _cocok(self, teks: str) -> str:
        nama = besar_awal(self.kolom.dalam_kalimat)
        if len(teks) > self.batas:
            pesan = _("%(nama)s paling panjang %(batas)d huruf. Anda menulis %(jumlah)d.")
            raise ValidationError(pesan % {"nama": nama, "batas": self.batas, "jumlah": len(teks)})
        if self.kolom.min and len(teks) < self.kolom.min:
            pesan = _("%(nama)s paling sedikit %(batas)d huruf. Anda menulis %(jumlah)d.")
            raise ValidationError(pesan % {"nama": nama, "batas": self.kolom.min, "jumlah": len(teks)})
        return self._berpola(teks)

    def _berpola(self, teks: str) -> str:
        if self.kolom.pola is None:
            return teks
        if not re.search(self.kolom.pola, teks):
            arti = {"nama": self.kolom.dalam_kalimat, "contoh": self.kolom.contoh}
            raise ValidationError(_("Tulis %(nama)s seperti contoh: %(contoh)s") % arti)
        return teks


class AngkaMedan(Medan):
    """A whole number; dots for thousands and the unit itself may be typed."""

    batas_bawaan = 10**12
    tulis = staticmethod(bilangan)

    def __init__(self, kolom: Kolom) -> None:
        super().__init__(kolom, widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}))

    def to_python(self, value: Any) -> int | None:
        """An int, whatever way it was written."""
        teks = self.rapikan(str(value if value is not None else ""))
        if not teks:
            return None
        if not re.fullmatch(r"-?[0-9]{1,3}(\.[0-9]{3})+|-?[0-9]{1,15}", teks):
            arti = {"nama": self.kolom.dalam_kalimat, "contoh": self.contoh()}
            raise ValidationError(_("Tulis %(nama)s dengan angka saja, contoh %(contoh)s") % arti)
        return self._dalam_batas(int(teks.replace(".", "")))

    def rapikan(self, teks: str) -> str:
        """Without spaces and without the unit."""
        padat = re.sub(r"\s+", "", teks).casefold()
        return padat.removesuffix((self.kolom.satuan or "").replace(" ", "").casefold()) if padat else padat

    def contoh(self) -> str:
        """A plausible number for the error sentence."""
        return self.kolom.contoh or str(max(self.kolom.min or 0, 2))

    def _dalam_batas(self, nilai: int) -> int:
        bawah, atas = self.kolom.min, self.kolom.maks
        if bawah is None and nilai < 0:
            bawah = 0
        if bawah is not None and nilai < bawah:
            raise ValidationError(
                self._kalimat_batas(_("%(nama)s paling sedikit %(batas)s. Anda menulis %(nilai)s."), bawah, nilai)
            )
        if nilai > (self.batas_bawaan if atas is None else atas):
            batas = self.batas_bawaan if atas is None else atas
            raise ValidationError(
                self._kalimat_batas(_("%(nama)s paling banyak %(batas)s. Anda menulis %(nilai)s."), batas, nilai)
            )
        return nilai

    def _kalimat_batas(self, pesan: str, batas: int, nilai: int) -> str:
        satuan = f" {self.kolom.satuan}" if self.kolom.satuan else ""
        return pesan % {
            "nama": besar_awal(self.kolom.dalam_kalimat),
            "batas": self.tulis(batas) + satuan,
            "nilai": self.tulis(nilai),
        }


class UangMedan(AngkaMedan):
    """Rupiah: `1.450.000`, `Rp 1450000`, `1,450,000,-`."""

    batas_bawaan = MAKS_UANG
    tulis = staticmethod(ribuan)

    @staticmethod
    def petunjuk_bawaan(kolom: Kolom) -> str | None:
        """Rupiah, with an example."""
        return _("Tulis dalam rupiah, contoh %s.") % (kolom.contoh or "1.450.000")

    def rapikan(self, teks: str) -> str:
        """Without Rp, and without the ,00 or ,- behind it."""
        padat = re.sub(r"\s+", "", teks).casefold()
        padat = re.sub(r"^(rp|idr)\.?", "", padat)
        padat = re.sub(r"(,00|,-|\.-|\.00)$", "", padat)
        return padat.replace(",", ".")

    def contoh(self) -> str:
        """A plausible amount."""
        return self.kolom.contoh or "1.450.000"

    def prepare_value(self, value: Any) -> Any:
        """A stored amount is shown with dots; what was typed stays as it was typed."""
        return ribuan(value) if isinstance(value, int) and not isinstance(value, bool) else value


class TanggalMedan(Medan):
    """Three boxes: hari, bulan, tahun. A month may be written as a word."""

    def __init__(self, kolom: Kolom) -> None:
        super().__init__(kolom, widget=TanggalWidget(lahir=kolom.nama.endswith("tanggal_lahir")))

    def to_python(self, value: Any) -> str | None:
        """An ISO date."""
        if isinstance(value, str):
            value = self.widget.decompress(value)
        bagian = [rapikan_angka(str(satu or "")) for satu in (value or [])]
        if not any(bagian):
            return None
        hari, bulan, tahun = (*bagian, "", "", "")[:3]
        tanggal = _susun(_bagian_hari(hari), _bagian_bulan(bulan), _bagian_tahun(tahun))
        if self.kolom.harus_lampau and tanggal > timezone.localdate():
            raise ValidationError(_("%s harus sudah lewat") % besar_awal(self.kolom.dalam_kalimat))
        return tanggal.isoformat()


def _bagian_hari(teks: str) -> int:
    if not re.fullmatch(r"[0-9]{1,2}", teks) or not 1 <= int(teks) <= 31:
        raise ValidationError(_("Tulis hari dengan angka 1 sampai 31"))
    return int(teks)


def _bagian_bulan(teks: str) -> int:
    if len(teks) >= 3 and (
        kata := [i for i, nama in enumerate(BULAN, 1) if nama.casefold().startswith(teks.casefold())]
    ):
        return kata[0]
    if not re.fullmatch(r"[0-9]{1,2}", teks) or not 1 <= int(teks) <= 12:
        raise ValidationError(_("Tulis bulan dengan angka 1 sampai 12"))
    return int(teks)


def _bagian_tahun(teks: str) -> int:
    if not re.fullmatch(r"[0-9]{4}", teks):
        raise ValidationError(_("Tulis tahun dengan 4 angka, contoh 1990"))
    if not 1900 <= int(teks) <= 2100:
        raise ValidationError(_("Tulis tahun antara 1900 dan 2100"))
    return int(teks)


def _susun(hari: int, bulan: int, tahun: int) -> date:
    try:
        return date(tahun, bulan, hari)
    except ValueError:
        arti = {"hari": hari, "bulan": BULAN[bulan - 1], "tahun": tahun}
        raise ValidationError(_("Tidak ada tanggal %(hari)d di bulan %(bulan)s %(tahun)d") % arti) from None


class PilihanMedan(Medan):
    """One of the options: radio buttons up to seven, a list beyond that."""

    kata_isi = gettext_lazy("Pilih %s")

    def __init__(self, kolom: Kolom) -> None:
        bentuk = RadioWidget if len(kolom.pilihan) <= RADIO_PALING_BANYAK else PilihanWidget
        super().__init__(kolom, widget=bentuk(choices=_pilihan(kolom, kosong=bentuk is PilihanWidget)))

    def to_python(self, value: Any) -> str | None:
        """An option of the declaration; anything else was not on the page."""
        teks = str(value or "")
        if teks and teks not in self.kolom.pilihan:
            raise ValidationError(self.kalimat_kosong())
        return teks or None


class GandaMedan(Medan):
    """Any number of the options."""

    kata_isi = gettext_lazy("Pilih %s, boleh lebih dari satu")

    def __init__(self, kolom: Kolom) -> None:
        super().__init__(kolom, widget=GandaWidget(choices=_pilihan(kolom, kosong=False)))

    def to_python(self, value: Any) -> list[str]:
        """In the order of the declaration, each once."""
        dipilih = {str(satu) for satu in (value if isinstance(value, list | tuple) else [value] if value else [])}
        if asing := dipilih - set(self.kolom.pilihan):
            raise ValidationError(_("Pilih hanya dari daftar %s") % self.kolom.dalam_kalimat, params={"asing": asing})
        return [opsi for opsi in self.kolom.pilihan if opsi in dipilih]


def _pilihan(kolom: Kolom, *, kosong: bool) -> list[tuple[str, str]]:
    awal = [("", _("Pilih…"))] if kosong else []
    return awal + [(opsi, opsi) for opsi in kolom.pilihan]


class CentangMedan(Medan):
    """A tick box. Required means: it must be ticked (a statement); a yes/no question is not required."""

    def __init__(self, kolom: Kolom) -> None:
        super().__init__(kolom, widget=forms.CheckboxInput())

    def kalimat_kosong(self) -> str:
        """Say which box."""
        return _("Centang kotak “%s” untuk melanjutkan") % self.kolom.label

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """No keyboard, no hint."""
        return {}

    def to_python(self, value: Any) -> bool:
        """True or false, never empty."""
        return value in (True, "on", "true", "True", "1")

    def validate(self, value: Any) -> None:
        """Only a ticked box satisfies a required one."""
        if self.required and not value:
            raise ValidationError(self.error_messages["required"], code="required")


class BakuMedan(Medan):
    """An identity number or a phone number: checked by the shared format rules."""

    def __init__(self, kolom: Kolom) -> None:
        isi = {"inputmode": "tel" if kolom.tipe == "telepon" else "numeric"}
        isi["autocomplete"] = "tel" if kolom.tipe == "telepon" else "off"
        super().__init__(kolom, widget=forms.TextInput(isi))

    @staticmethod
    def petunjuk_bawaan(kolom: Kolom) -> str | None:
        """Where to find the number."""
        return {
            "nik": _("16 angka, ada di KTP bagian atas."),
            "no_kk": _("16 angka, ada di bagian atas Kartu Keluarga."),
            "telepon": _("Contoh: 0812 3456 7890"),
        }[kolom.tipe]

    def to_python(self, value: Any) -> str | None:
        """16 digits, or E.164."""
        teks = str(value or "").strip()
        if not teks:
            return None
        try:
            return _BAKU[self.kolom.tipe](teks)
        except (NikSalah, TeleponSalah) as galat:
            raise ValidationError(galat.pesan) from galat

    def prepare_value(self, value: Any) -> Any:
        """A stored phone number is shown as people write it."""
        return telepon_tampil(value) if str(value or "").startswith("+62") else value


_BAKU: dict[str, Callable[[str], str]] = {
    "nik": lambda teks: periksa_nik(teks, timezone.localdate()).nik,
    "no_kk": periksa_no_kk,
    "telepon": periksa_telepon,
}


class EmailMedan(Medan):
    """An e-mail address."""

    def __init__(self, kolom: Kolom) -> None:
        super().__init__(kolom, widget=forms.EmailInput({"autocomplete": "email"}))

    def to_python(self, value: Any) -> str | None:
        """Without blanks, small letters: phones put a capital where nobody asked for it."""
        teks = re.sub(r"\s+", "", str(value or "")).lower()
        if teks and len(teks) > 254:
            raise ValidationError(_("Tulis alamat email lengkap, contoh nama@gmail.com"))
        if teks:
            EmailValidator(_("Tulis alamat email lengkap, contoh nama@gmail.com"))(teks)
        return teks or None
