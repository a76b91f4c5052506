"""The forms of this app: sign, withdraw, check."""

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.permohonan.aturan_cabut import pastikan_kalimat
from core.permohonan.forms import FormVersi, MedanKata
from core.permohonan.galat import TidakBoleh
from core.permohonan.teks import bersihkan
from core.surat.pemeriksa import BESAR
from core.surat.verba_cabut import SEBAB


class FormulirTandaTangan(forms.Form):
    """The passphrase, and which bytes were shown."""

    sha = forms.CharField(widget=forms.HiddenInput, max_length=64)
    frasa = forms.CharField(
        label=gettext_lazy("Frasa sandi sertifikat elektronik"),
        help_text=gettext_lazy("Dipakai sekali untuk surat ini dan tidak disimpan."),
        strip=False,
        max_length=256,
        error_messages={"required": gettext_lazy("Isi frasa sandi untuk menandatangani.")},
        widget=forms.PasswordInput(attrs={"autocomplete": "off", "class": "isian"}),
    )


class FormulirCabut(FormVersi):
    """Why a letter is withdrawn: once for everybody, once for the applicant; and a tick."""

    use_required_attribute = False
    sebab = forms.ChoiceField(
        label=gettext_lazy("Alasan yang dibaca umum"),
        help_text=gettext_lazy("Tampil di halaman pemeriksaan surat, bagi siapa pun yang memindai kode QR-nya."),
        choices=[(kode, gettext_lazy(kalimat)) for kode, kalimat in SEBAB.items()],
        error_messages={"required": gettext_lazy("Pilih alasan yang boleh dibaca umum.")},
        widget=forms.RadioSelect,
    )
    keterangan = MedanKata(
        label=gettext_lazy("Penjelasan untuk pemohon"),
        help_text=gettext_lazy("Dibaca pemohon dan petugas saja. Sebut apa yang keliru. Jangan menulis NIK."),
        max_length=500,
        error_messages={
            "required": gettext_lazy("Tulis penjelasan untuk pemohon."),
            "max_length": gettext_lazy("Tulis penjelasan paling panjang 500 huruf."),
        },
        widget=forms.Textarea(attrs={"rows": 3, "class": "isian"}),
    )
    yakin = forms.BooleanField(
        label=gettext_lazy("Saya sudah mencocokkan nomor surat di atas. Surat itu tidak berlaku lagi saat ini juga."),
        error_messages={"required": gettext_lazy("Centang bahwa nomor suratnya sudah Anda cocokkan.")},
    )

    def clean_keterangan(self) -> str:
        """At least a sentence."""
        bersih = bersihkan(str(self.cleaned_data["keterangan"]))
        try:
            pastikan_kalimat(bersih)
        except TidakBoleh as galat:
            raise forms.ValidationError(galat.pesan) from None
        return bersih


class FormulirBerkas(forms.Form):
    """A PDF to compare."""

    berkas = forms.FileField(
        label=gettext_lazy("Berkas PDF surat"),
        help_text=gettext_lazy("Paling besar 10 MB. Berkas ini hanya diperiksa dan tidak disimpan."),
        allow_empty_file=True,
        error_messages={"required": gettext_lazy("Pilih berkas PDF surat yang ingin diperiksa.")},
        widget=forms.ClearableFileInput(attrs={"accept": "application/pdf,.pdf", "class": "isian"}),
    )

    def clean_berkas(self) -> UploadedFile:
        """Refuse what cannot be a letter of ours before reading it."""
        berkas: UploadedFile = self.cleaned_data["berkas"]
        if (berkas.size or 0) > BESAR:
            raise forms.ValidationError(_("Berkas ini lebih dari 10 MB. Surat kami selalu lebih kecil."))
        return berkas


class FormulirKode(forms.Form):
    """A code read from a letter; the whole address is welcome too."""

    kode = forms.CharField(
        label=gettext_lazy("Kode di bawah surat"),
        help_text=gettext_lazy("Kode panjang di ujung alamat, atau tempel seluruh alamatnya."),
        max_length=300,
        error_messages={"required": gettext_lazy("Tulis kode yang tercetak di bawah surat.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "class": "isian"}),
    )

    def clean_kode(self) -> str:
        """The last part of whatever was pasted, small letters, without spaces."""
        bersih = "".join(str(self.cleaned_data["kode"]).lower().split()).rstrip("/")
        kode = bersih.rsplit("/", 1)[-1]
        if not kode:
            raise forms.ValidationError(self.fields["kode"].error_messages["required"])
        return kode
