"""Forms of the number registers: filter a book, take a block, enter a paper letter, say why, set a series."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.layanan.deklarasi import Kolom, NaskahSurat
from core.layanan.medan import TanggalMedan
from core.permohonan.forms import MedanKata
from core.permohonan.galat import TidakBoleh
from core.surat import aturan_nomor as aturan
from core.surat.models import BlokNomor
from core.wilayah.models import Unit

LAIN = "lain"  # a paper letter that no service issues
NAMA_MAKS, PERIHAL_MAKS, ALASAN_MAKS = 150, 200, 300


def nama_register(kode: str) -> str:
    """ "pindah-datang" as an officer reads it."""
    return kode.replace("-", " ").capitalize()


def _kata(label: Any, kosong: Any, maks: int, **lain: Any) -> MedanKata:
    galat = {"required": kosong, "max_length": _("Tulis paling panjang %(limit_value)s huruf")}
    widget = lain.pop("widget", forms.TextInput({"class": "isian", "autocomplete": "off"}))
    return MedanKata(label=label, max_length=maks, error_messages=galat, widget=widget, **lain)


def _alasan(label: Any, petunjuk: Any) -> MedanKata:
    kotak = forms.Textarea({"rows": 3, "class": "isian"})
    return _kata(label, _("Tulis alasannya dalam satu kalimat"), ALASAN_MAKS, help_text=petunjuk, widget=kotak)


class FormBuku(forms.Form):
    """Filters of the book; anything unknown filters nothing."""

    unit = forms.CharField(required=False, max_length=40)
    tahun = forms.IntegerField(required=False, min_value=1900, max_value=9999)
    buku = forms.CharField(required=False, max_length=90)
    bulan = forms.IntegerField(required=False, min_value=1, max_value=12)
    cari = forms.CharField(required=False, max_length=60)
    sebelum = forms.IntegerField(required=False, min_value=1, max_value=2_147_483_647)

    def nilai(self) -> dict[str, Any]:
        """The filters that are set and make sense."""
        self.is_valid()
        return {nama: nilai for nama, nilai in self.cleaned_data.items() if nilai}


class FormAlasan(forms.Form):
    """Why a number goes to no letter."""

    use_required_attribute = False
    alasan = _alasan(_("Alasan"), _("Tercatat di buku agenda dan dibaca pemeriksa. Jangan menulis NIK."))

    def clean_alasan(self) -> str:
        """A reason, not a letter of the alphabet."""
        return _periksa(lambda: aturan.pastikan_alasan(self.cleaned_data["alasan"]))


def _periksa(aturan_nya: Any) -> Any:
    """The rule's own sentence at the field."""
    try:
        return aturan_nya()
    except TidakBoleh as galat:
        raise forms.ValidationError(galat.pesan) from galat


class FormBlok(FormAlasan):
    """How many numbers, of which register, and why."""

    field_order = ("unit", "register", "jumlah", "alasan")
    unit = forms.ChoiceField(label=_("Kantor"), error_messages={"invalid_choice": _("Pilih kantor Anda")})
    register = forms.ChoiceField(
        label=_("Buku"),
        help_text=_("Surat yang tidak punya buku sendiri dicatat di buku Umum."),
        error_messages={"invalid_choice": _("Pilih buku dari daftar"), "required": _("Pilih buku")},
    )
    jumlah = forms.CharField(
        label=_("Berapa nomor"),
        help_text=_("Perkirakan surat yang akan ditulis tangan. Sisanya nanti ditutup dengan alasan."),
        widget=forms.TextInput({"class": "isian angka", "inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"required": _("Tulis berapa nomor yang dibutuhkan, contoh 10")},
    )
    alasan = _alasan(_("Mengapa ditulis di kertas"), _("Contoh: Jaringan kantor padam sejak pukul 08.00."))

    def __init__(self, *args: Any, kantor: Sequence[Unit], register: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kantor = {satu.kode: satu for satu in kantor}
        self.fields["unit"].choices = [(satu.kode, satu.nama) for satu in kantor]  # type: ignore[attr-defined]
        self.fields["register"].choices = [(satu, nama_register(satu)) for satu in register]  # type: ignore[attr-defined]
        if len(self.kantor) == 1:
            self.fields["unit"].widget = forms.HiddenInput()
            self.initial.setdefault("unit", kantor[0].kode)

    def clean_jumlah(self) -> int:
        """A whole number within the limit; "10 nomor" and "1.0" are not guessed at."""
        teks = "".join(self.cleaned_data["jumlah"].split())
        if not (teks.isascii() and teks.isdigit() and len(teks) <= 6):
            raise forms.ValidationError(_("Tulis jumlahnya dengan angka, contoh 10"))
        _periksa(lambda: aturan.pastikan_jumlah(int(teks)))
        return int(teks)

    def clean_unit(self) -> Unit:
        """The office itself."""
        return self.kantor[self.cleaned_data["unit"]]


class FormKertas(forms.Form):
    """The paper letter that bears one number of a block."""

    use_required_attribute = False
    field_order = ("jenis", "klasifikasi", "tanggal", "perihal", "penerima", "penanda")
    jenis = forms.ChoiceField(
        label=_("Jenis surat"),
        error_messages={"required": _("Pilih jenis surat"), "invalid_choice": _("Pilih jenis surat dari daftar")},
    )
    klasifikasi = _kata(
        _("Kode klasifikasi"), "", 20, required=False,
        help_text=_("Hanya untuk “Surat lain”: angka di depan nomor surat, contoh 474.4."),
        widget=forms.TextInput({"class": "isian angka", "inputmode": "decimal", "autocomplete": "off"}),
    )  # fmt: skip
    perihal = _kata(
        _("Perihal"), "", PERIHAL_MAKS, required=False,
        help_text=_("Bila dikosongkan, dicatat menurut jenis suratnya."),
    )  # fmt: skip
    penerima = _kata(_("Untuk siapa"), _("Tulis nama warga atau kantor yang menerima surat"), NAMA_MAKS)
    penanda = _kata(_("Siapa yang menandatangani"), _("Tulis nama penanda tangan surat kertas"), NAMA_MAKS)

    def __init__(self, *args: Any, blok: BlokNomor, naskah: Sequence[NaskahSurat], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.blok, self.naskah = blok, {f"{n.klasifikasi} {n.judul}": n for n in naskah}
        pilihan = [(kunci, f"{n.judul} ({n.klasifikasi})") for kunci, n in sorted(self.naskah.items(), key=_judul)]
        self.fields["jenis"].choices = [("", _("Pilih jenis surat")), *pilihan, (LAIN, _("Surat lain"))]  # type: ignore[attr-defined]
        kolom = Kolom(nama="tanggal", label=str(_("Tanggal surat")), tipe="tanggal")
        self.fields["tanggal"] = TanggalMedan(kolom)
        self.order_fields(self.field_order)

    def clean_tanggal(self) -> date:
        """Between the day the block was taken and today, in the block's year."""
        tanggal = date.fromisoformat(self.cleaned_data["tanggal"])
        dibuat, kini = timezone.localdate(self.blok.dibuat), timezone.localdate()
        _periksa(lambda: aturan.pastikan_tanggal(tanggal, dibuat=dibuat, hari_ini=kini, tahun=self.blok.tahun))
        return tanggal

    def clean(self) -> dict[str, Any]:
        """Code and subject of the kind chosen; of another letter they must be written."""
        data = super().clean() or self.cleaned_data
        jenis = self.naskah.get(data.get("jenis", ""))
        if jenis:
            data |= {"klasifikasi": jenis.klasifikasi, "perihal": data.get("perihal") or jenis.judul}
        elif data.get("jenis") == LAIN:
            self._lengkapi_lain(data)
        return data

    def _lengkapi_lain(self, data: dict[str, Any]) -> None:
        try:
            aturan.pastikan_klasifikasi(data.get("klasifikasi", ""))
        except TidakBoleh as galat:
            self.add_error("klasifikasi", galat.pesan)
        if not data.get("perihal") and "perihal" not in self.errors:
            self.add_error("perihal", _("Tulis perihal surat"))

    def isi(self) -> dict[str, Any]:
        """What the verb takes."""
        kolom = ("tanggal", "klasifikasi", "perihal", "penerima", "penanda")
        return {nama: self.cleaned_data[nama] for nama in kolom}


def _judul(butir: tuple[str, NaskahSurat]) -> str:
    return butir[1].judul


def _kantor(label: Any) -> forms.ModelChoiceField[Unit]:
    galat = {"required": _("Pilih kantor"), "invalid_choice": _("Pilih kantor dari daftar")}
    semua = Unit.objects.all()
    return forms.ModelChoiceField(
        semua, to_field_name="kode", label=label, empty_label=_("Pilih kantor"), error_messages=galat
    )


class FormSeri(FormAlasan):
    """Which register of which office counts in whose series."""

    field_order = ("unit", "register", "pemilik", "seri", "alasan")
    unit = _kantor(_("Kantor"))
    register = forms.ChoiceField(label=_("Buku kantor itu"), required=False)
    pemilik = _kantor(_("Menghitung dalam seri milik"))
    seri = forms.ChoiceField(label=_("Seri"), error_messages={"required": _("Pilih seri")})

    def __init__(self, *args: Any, register: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pilihan = [(satu, nama_register(satu)) for satu in register]
        self.fields["register"].choices = [("", _("Semua buku")), *pilihan]  # type: ignore[attr-defined]
        self.fields["seri"].choices = pilihan  # type: ignore[attr-defined]
