"""The pages of the registration form, in order. One topic a page."""

from typing import Any

from django import forms
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.akun import pilihan
from core.akun.medan import (
    MedanCetak,
    MedanKk,
    MedanNama,
    MedanNik,
    MedanPilihan,
    MedanRt,
    MedanSurel,
    MedanTanggal,
    MedanTelepon,
)
from core.akun.models import Pengguna
from core.akun.sandi import SANDI_PETUNJUK, kalimat_sandi
from core.wilayah.daerah import daerah_aktif
from core.wilayah.kode import bertitik
from core.wilayah.models import Wilayah


def teks(label: Any, kosong: Any, kelas: type[forms.CharField] = MedanCetak, **lain: Any) -> Any:
    """A text field: label, sentence when empty, and attributes of its input."""
    atribut = lain.pop("attrs", {})
    return kelas(label=label, error_messages={"required": kosong}, widget=forms.TextInput(atribut), **lain)


ANGKA = {"inputmode": "numeric", "autocomplete": "off", "class": "isian angka"}


class Langkah(forms.Form):
    """Base of the pages; `judul` is the heading, `nama` the short word of the summary."""

    use_required_attribute = False
    judul: Any = ""

    def simpanan(self) -> dict[str, Any]:
        """The answers as a draft keeps them (JSON)."""
        return {nama: str(isi) if isi is not None else "" for nama, isi in self.cleaned_data.items()}


class LangkahKtp(Langkah):
    """What is printed on the KTP."""

    judul = gettext_lazy("Data di KTP dan KK")
    nik = teks("NIK", "", MedanNik, help_text=gettext_lazy("16 angka, ada di KTP bagian atas."), attrs=ANGKA)
    no_kk = teks(
        gettext_lazy("Nomor KK"),
        "",
        MedanKk,
        help_text=gettext_lazy("16 angka, ada di bagian atas Kartu Keluarga."),
        attrs=ANGKA,
    )
    nama = teks(
        gettext_lazy("Nama lengkap"),
        gettext_lazy("Isi nama lengkap sesuai KTP"),
        MedanNama,
        max_length=150,
        help_text=gettext_lazy("Sama seperti di KTP, tanpa gelar bila di KTP tidak ada."),
        attrs={"autocomplete": "name"},
    )
    tempat_lahir = teks(
        gettext_lazy("Tempat lahir"),
        gettext_lazy("Isi tempat lahir sesuai KTP"),
        max_length=100,
        help_text=format_lazy(gettext_lazy("Contoh: {kab}."), kab=daerah_aktif().nama),
    )
    tanggal_lahir = MedanTanggal(
        label=gettext_lazy("Tanggal lahir"),
        help_text=gettext_lazy("Contoh: 17 8 1990."),
        error_messages={"required": gettext_lazy("Isi tanggal lahir sesuai KTP")},
    )
    jenis_kelamin = MedanPilihan(
        label=gettext_lazy("Jenis kelamin"),
        choices=pilihan.JENIS_KELAMIN,
        kosong=gettext_lazy("Pilih jenis kelamin"),
    )

    def clean(self) -> dict[str, Any]:
        """The two numbers are easily mixed up; equal ones cannot both be right."""
        isi = super().clean() or {}
        if isi.get("nik") and isi.get("nik") == isi.get("no_kk"):
            pesan = _("Nomor KK sama dengan NIK. Nomor KK ada di bagian atas Kartu Keluarga.")
            self.add_error("no_kk", pesan)
        return isi


class LangkahKontak(Langkah):
    """How to reach the citizen, and in which kecamatan the home is."""

    judul = gettext_lazy("Nomor HP dan kecamatan")
    telepon = teks(
        gettext_lazy("Nomor HP atau WhatsApp"),
        "",
        MedanTelepon,
        help_text=gettext_lazy("Untuk kabar tentang surat Anda. Boleh nomor keluarga."),
        attrs={"type": "tel", "inputmode": "tel", "autocomplete": "tel"},
    )
    email = MedanSurel(
        label=gettext_lazy("Alamat email"),
        required=False,
        help_text=gettext_lazy("Untuk membuat kata sandi baru bila lupa, dan menerima surat lewat email."),
        widget=forms.EmailInput({"autocomplete": "email", "autocapitalize": "none"}),
    )
    kecamatan = forms.ChoiceField(
        label=gettext_lazy("Kecamatan tempat tinggal"),
        help_text=gettext_lazy("Desa Anda dipilih di halaman berikutnya."),
        error_messages={k: gettext_lazy("Pilih kecamatan tempat tinggal Anda") for k in ("required", "invalid_choice")},
    )

    def __init__(self, *args: Any, isian: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        daftar = Wilayah.objects.filter(tingkat=Wilayah.Tingkat.KECAMATAN, induk_id=daerah_aktif().kode)
        medan: Any = self.fields["kecamatan"]
        medan.choices = [("", _("Pilih kecamatan")), *daftar.order_by("nama").values_list("kode", "nama")]
        if not self.initial.get("kecamatan"):
            self.initial["kecamatan"] = _kecamatan_nik(isian.get("nik", ""))


def _kecamatan_nik(nik: str) -> str:
    """A guess to start with: many still live where they were first registered."""
    return bertitik(nik[:6])


class LangkahAlamat(Langkah):
    """The home."""

    judul = gettext_lazy("Alamat rumah")
    desa = forms.ChoiceField(
        label=gettext_lazy("Desa atau kelurahan"),
        error_messages={k: gettext_lazy("Pilih desa atau kelurahan Anda") for k in ("required", "invalid_choice")},
    )
    alamat = teks(
        gettext_lazy("Alamat"),
        gettext_lazy("Isi alamat rumah Anda"),
        max_length=200,
        help_text=gettext_lazy("Jalan dan nomor rumah, atau nama dusun."),
        attrs={"autocomplete": "street-address"},
    )
    rt = teks("RT", "", MedanRt, help_text=gettext_lazy("Angka saja, contoh 003."), attrs=ANGKA)
    rw = teks("RW", "", MedanRt, help_text=gettext_lazy("Angka saja, contoh 001."), attrs=ANGKA)

    def __init__(self, *args: Any, isian: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        daftar = Wilayah.objects.filter(induk_id=isian.get("kecamatan") or None).order_by("nama")
        medan: Any = self.fields["desa"]
        medan.choices = [("", _("Pilih desa atau kelurahan")), *((w.kode, w.nama_lengkap) for w in daftar)]


class LangkahDiri(Langkah):
    """The rest of what a letter or a service may ask."""

    judul = gettext_lazy("Data diri")
    agama = MedanPilihan(label=gettext_lazy("Agama"), choices=pilihan.AGAMA, kosong=gettext_lazy("Pilih agama"))
    status_kawin = MedanPilihan(
        label=gettext_lazy("Status perkawinan"),
        choices=pilihan.STATUS_KAWIN,
        kosong=gettext_lazy("Pilih status perkawinan"),
    )
    pendidikan = MedanPilihan(
        label=gettext_lazy("Pendidikan terakhir"),
        choices=pilihan.PENDIDIKAN,
        kosong=gettext_lazy("Pilih pendidikan terakhir"),
    )
    pekerjaan = MedanPilihan(
        label=gettext_lazy("Pekerjaan"), choices=pilihan.PEKERJAAN, kosong=gettext_lazy("Pilih pekerjaan")
    )
    golongan_darah = MedanPilihan(
        label=gettext_lazy("Golongan darah"),
        choices=pilihan.GOLONGAN_DARAH,
        kosong=gettext_lazy("Pilih golongan darah, atau Tidak tahu"),
    )
    kewarganegaraan = MedanPilihan(
        label=gettext_lazy("Kewarganegaraan"),
        choices=pilihan.KEWARGANEGARAAN,
        kosong=gettext_lazy("Pilih kewarganegaraan"),
        initial="WNI",
    )


class LangkahFoto(Langkah):
    """The two photos. The files themselves are stored by the view, each as soon as it arrives."""

    judul = gettext_lazy("Foto KTP dan Kartu Keluarga")


class LangkahSandi(Langkah):
    """A password, and the consent."""

    judul = gettext_lazy("Periksa dulu, lalu buat kata sandi")
    kata_sandi = forms.CharField(
        label=gettext_lazy("Kata sandi"),
        strip=False,
        help_text=SANDI_PETUNJUK,
        error_messages={"required": gettext_lazy("Isi kata sandi")},
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )
    setuju = forms.BooleanField(
        label=gettext_lazy("Saya setuju data saya dipakai untuk layanan yang saya ajukan, dan data di atas benar."),
        error_messages={"required": gettext_lazy("Centang persetujuan bila Anda setuju")},
    )

    def __init__(self, *args: Any, isian: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.isian = isian

    def clean_kata_sandi(self) -> str:
        """Django's validators, and the person's own name as something not to use."""
        sandi: str = self.cleaned_data["kata_sandi"]
        orang = Pengguna(
            username=self.isian.get("nik", ""), email=self.isian.get("email", ""), first_name=self.isian.get("nama", "")
        )
        try:
            password_validation.validate_password(sandi, orang)
        except ValidationError as galat:
            raise ValidationError(kalimat_sandi(galat)) from galat
        return sandi


SEMUA: tuple[type[Langkah], ...] = (
    LangkahKtp,
    LangkahKontak,
    LangkahAlamat,
    LangkahDiri,
    LangkahFoto,
    LangkahSandi,
)
KTP, KONTAK, ALAMAT, DIRI, FOTO, SANDI = range(1, 7)
_BUTUH_ISIAN = (LangkahKontak, LangkahAlamat, LangkahSandi)


def formulir(n: int, data: Any = None, *, isian: dict[str, Any]) -> Langkah:
    """The form of page `n` (1-based), filled from the draft."""
    kelas = SEMUA[n - 1]
    lain: dict[str, Any] = {"isian": isian} if issubclass(kelas, _BUTUH_ISIAN) else {}
    awal = {nama: isian[nama] for nama in kelas.base_fields if isian.get(nama)}
    return kelas(data, initial=awal, **lain)
