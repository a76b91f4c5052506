"""Forms of the admin's pages about keys: one for each way to sign, each with one verb. No secret is shown again."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_variables

from core.surat import verba_kunci
from core.surat.kueri_kunci import kantor_bersurat
from core.surat.models import Penggerak
from core.wilayah.models import Unit

KB = 1024
MAKS_BERKAS = 64 * KB  # a .p12 with its chain has 3 to 8 KB

CARA = (
    ("pkcs12", gettext_lazy("Berkas .p12")),
    ("pkcs11", gettext_lazy("Perangkat kunci")),
    ("bsre", gettext_lazy("BSrE")),
)
CARA_SEGEL = CARA


def _rahasia(label: Any, bantuan: Any) -> forms.CharField:
    """A secret as it is typed: not trimmed, not filled in by the browser, not sent back."""
    return forms.CharField(
        label=label,
        help_text=bantuan,
        strip=False,
        max_length=256,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": gettext_lazy("Isi dahulu bagian ini.")},
    )


class BidangBerkas(forms.FileField):
    """A small file, as its bytes."""

    def clean(self, data: Any, initial: Any = None) -> bytes:
        berkas = super().clean(data, initial)
        if not berkas:
            return b""
        if berkas.size > MAKS_BERKAS:
            raise forms.ValidationError(_("Berkas ini lebih dari %(kb)s KB.") % {"kb": MAKS_BERKAS // KB})
        return berkas.read()


def _p12() -> BidangBerkas:
    return BidangBerkas(
        label=gettext_lazy("Berkas kunci (.p12 atau .pfx)"),
        widget=forms.FileInput(attrs={"accept": ".p12,.pfx,application/x-pkcs12"}),
        error_messages={"required": gettext_lazy("Pilih berkas .p12 dahulu.")},
    )


def _sertifikat() -> BidangBerkas:
    return BidangBerkas(
        label=gettext_lazy("Sertifikat (.pem atau .crt)"),
        help_text=gettext_lazy("Hanya bila sertifikatnya tidak disimpan di perangkat."),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".pem,.crt,.cer,.der"}),
    )


def _label() -> forms.CharField:
    return forms.CharField(
        label=gettext_lazy("Label kunci di perangkat"),
        help_text=gettext_lazy("Nama kunci, atau nama token/nama kunci bila pejabat punya token dan PIN sendiri."),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": gettext_lazy("Isi label kuncinya.")},
    )


class FormKunci(forms.Form):
    """A form whose `jalankan` is one verb."""

    judul: Any = ""
    jelas: Any = ""  # what happens with what is typed here

    def jalankan(self, **isi: Any) -> Any:
        """Do it, and answer the row. Raises TidakBoleh."""
        raise NotImplementedError


class FormPkcs12(FormKunci):
    """An officer's .p12."""

    judul = gettext_lazy("Daftarkan berkas .p12")
    jelas = gettext_lazy(
        "Frasa sandi diketik oleh pejabatnya sendiri, hanya untuk memeriksa apakah berkasnya terbuka. Frasa tidak "
        "disimpan; berkasnya disimpan terkunci."
    )
    berkas = _p12()
    frasa = _rahasia(
        gettext_lazy("Frasa sandi berkas"), gettext_lazy("Dipakai sekali untuk memeriksa; tidak disimpan.")
    )

    @sensitive_variables()
    def jalankan(self, **isi: Any) -> Any:
        data = self.cleaned_data
        return verba_kunci.daftarkan_pkcs12(isi=data["berkas"], frasa=data["frasa"], **isi)


class FormPkcs11(FormKunci):
    """A key on a device."""

    judul = gettext_lazy("Daftarkan kunci di perangkat")
    jelas = gettext_lazy("Kunci tetap di perangkat. Pejabat mengetik PIN perangkat setiap kali menandatangani.")
    label = _label()
    sertifikat = _sertifikat()

    def jalankan(self, **isi: Any) -> Any:
        data = self.cleaned_data
        return verba_kunci.daftarkan_pkcs11(label=data["label"], berkas=data["sertifikat"], **isi)


class FormBsre(FormKunci):
    """A key that BSrE keeps."""

    judul = gettext_lazy("Daftarkan pejabat di BSrE")
    jelas = gettext_lazy(
        "Kunci disimpan BSrE. Sertifikatnya tercatat sendiri saat tanda tangan pertama, bila namanya cocok."
    )
    penggerak = forms.ChoiceField(
        label=gettext_lazy("Versi layanan BSrE"),
        choices=[(satu.value, satu.label) for satu in (Penggerak.BSRE_V2, Penggerak.BSRE_V1)],
        widget=forms.RadioSelect,
        initial=Penggerak.BSRE_V2.value,
    )
    pengenal = forms.CharField(
        label=gettext_lazy("NIK atau surel di BSrE"),
        help_text=gettext_lazy("Versi 1 memakai NIK; versi 2 NIK atau surel. Tidak pernah ditampilkan utuh lagi."),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": gettext_lazy("Isi NIK atau surelnya.")},
    )

    def jalankan(self, **isi: Any) -> Any:
        return verba_kunci.daftarkan_bsre(**self.cleaned_data, **isi)


class FormSegel(FormKunci):
    """What every seal has: an office and the name that the signature shows."""

    jelas = gettext_lazy(
        "Segel dibubuhkan tanpa orang, sesudah pejabat terakhir. Karena itu rahasianya disimpan, terenkripsi; "
        "tidak ada halaman yang menampilkannya."
    )
    unit = forms.ModelChoiceField(
        Unit.objects.none(),
        label=gettext_lazy("Kantor"),
        help_text=gettext_lazy(
            "Surat kantor ini dan kantor di bawahnya disegel. Segel Sekretariat Daerah berlaku untuk semua kantor yang "
            "tidak punya segel lebih dekat. Segel lama kantor ini diganti."
        ),
        error_messages={"required": gettext_lazy("Pilih kantornya.")},
    )
    nama = forms.CharField(
        label=gettext_lazy("Nama pada segel"),
        help_text=gettext_lazy("Misalnya Pemerintah Kabupaten Sidoarjo."),
        max_length=150,
        error_messages={"required": gettext_lazy("Isi nama organisasinya.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = kantor_bersurat()  # type: ignore[attr-defined]


class FormSegelBerkas(FormSegel):
    """A seal from a .p12."""

    judul = gettext_lazy("Pasang segel dari berkas .p12")
    berkas = _p12()
    sandi = _rahasia(gettext_lazy("Frasa sandi berkas"), gettext_lazy("Disimpan terenkripsi."))

    @sensitive_variables()
    def jalankan(self, **isi: Any) -> Any:
        data = {nama: self.cleaned_data[nama] for nama in ("unit", "nama", "sandi")}
        return verba_kunci.pasang_segel_berkas(isi=self.cleaned_data["berkas"], **data, **isi)


class FormSegelPerangkat(FormSegel):
    """A seal on a device."""

    judul = gettext_lazy("Pasang segel dari perangkat kunci")
    label = _label()
    sandi = _rahasia(gettext_lazy("PIN perangkat"), gettext_lazy("Dicoba sekali, lalu disimpan terenkripsi."))
    sertifikat = _sertifikat()

    @sensitive_variables()
    def jalankan(self, **isi: Any) -> Any:
        data = {nama: self.cleaned_data[nama] for nama in ("unit", "nama", "label", "sandi")}
        return verba_kunci.pasang_segel_perangkat(berkas=self.cleaned_data["sertifikat"], **data, **isi)


class FormSegelBsre(FormSegel):
    """A seal at BSrE."""

    judul = gettext_lazy("Pasang segel BSrE")
    pelanggan = forms.CharField(
        label=gettext_lazy("Nomor pelanggan (idSubscriber)"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": gettext_lazy("Isi nomor pelanggan dari BSrE.")},
    )
    sandi = _rahasia(gettext_lazy("Kode aktivasi"), gettext_lazy("Dikirim BSrE lewat surel; disimpan terenkripsi."))

    @sensitive_variables()
    def jalankan(self, **isi: Any) -> Any:
        return verba_kunci.pasang_segel_bsre(**self.cleaned_data, **isi)


class FormPenggerak(forms.Form):
    """How one office signs."""

    unit = forms.ModelChoiceField(
        Unit.objects.none(),
        label=gettext_lazy("Kantor"),
        error_messages={"required": gettext_lazy("Pilih kantornya.")},
    )
    penggerak = forms.ChoiceField(
        label=gettext_lazy("Cara tanda tangan pejabat yang belum punya kunci sendiri"),
        choices=[("", gettext_lazy("Tidak ada")), (Penggerak.BSRE_V2.value, Penggerak.BSRE_V2.label)],
        required=False,
        help_text=gettext_lazy(
            "Pejabat dikenali BSrE dari surel akunnya. BSrE versi 1 memerlukan NIK: daftarkan satu per satu."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = kantor_bersurat()  # type: ignore[attr-defined]

    def jalankan(self, oleh: Any) -> None:
        """Do it."""
        verba_kunci.pilih_penggerak(**self.cleaned_data, oleh=oleh)


PEJABAT: dict[str, type[FormKunci]] = {"pkcs12": FormPkcs12, "pkcs11": FormPkcs11, "bsre": FormBsre}
SEGEL: dict[str, type[FormKunci]] = {"pkcs12": FormSegelBerkas, "pkcs11": FormSegelPerangkat, "bsre": FormSegelBsre}
