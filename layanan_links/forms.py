"""The forms of who keeps the register; they check what was typed and call one verb."""

from typing import Any

from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm

from core.wilayah.models import Unit
from layanan_links import alamat, kueri, verba
from layanan_links.models import Tautan

DI_BAWAH_KECAMATAN = (Unit.Jenis.DESA, Unit.Jenis.KELURAHAN)
PER_KECAMATAN = r"^(kua|polsek)-"


def _kantor(pengguna: Any) -> QuerySet[Unit]:
    """Offices that this person may name as owner."""
    if pengguna.has_perm(kueri.BOLEH_SETUJUI):
        return Unit.objects.exclude(jenis__in=DI_BAWAH_KECAMATAN).exclude(kode__regex=PER_KECAMATAN).order_by("nama")
    return Unit.objects.filter(pk__in=kueri.kantor_pengguna(pengguna)).order_by("nama")


class FormTautan(WagtailAdminModelForm):
    """An entry. What an OPD changed and is not approved yet stands in its form, the live words in everybody else's."""

    instance: Tautan

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.usulan = kueri.usulan_untuk(self.instance) if self.instance.pk else None
        if self.usulan:
            self.initial |= self.usulan.isi
        kantor = _kantor(self.for_user)
        self.fields["unit"].queryset = kantor
        if not self.for_user.has_perm(kueri.BOLEH_SETUJUI):
            self._utamakan(list(kantor))

    def _utamakan(self, kantor: list[Unit]) -> None:
        """An OPD writes of its own office; with one office there is nothing to choose."""
        self.fields["unit"].required = True
        self.fields["unit"].empty_label = None
        if not self.instance.pk and kantor:
            self.initial |= {"unit": kantor[0].pk, "pengelola": kantor[0].nama}

    def clean_alamat(self) -> str:
        """An address that can be opened from anywhere."""
        teks: str = self.cleaned_data["alamat"].strip()
        if not teks:
            return ""
        try:
            url = alamat.periksa(teks, frozenset(settings.TAUTAN_PORT))
        except alamat.AlamatSalah as galat:
            raise forms.ValidationError(str(galat)) from galat
        if "." not in (url.host or "") and ":" not in (url.host or ""):
            raise forms.ValidationError(_("Tulis alamat lengkap, contoh https://layanan.sidoarjokab.go.id/"))
        return teks

    def save(self, commit: bool = True) -> Tautan:
        """Through the verb. Raises verba.TidakDapat."""
        isi = {nama: self.cleaned_data[nama] for nama in verba.MEDAN}
        isi |= {nama: isi[nama].pk if isi[nama] else None for nama in ("kategori", "unit")}
        tautan = self.instance
        if not tautan.pk:
            tautan = Tautan(kode=kode_bebas(isi["nama"]))
        self.instance = verba.simpan(tautan=tautan, isi=isi, oleh=self.for_user)
        return self.instance


def kode_bebas(nama: str) -> str:
    """A code from the name that no entry has."""
    dasar = slugify(nama)[:50].strip("-") or "aplikasi"
    dipakai = set(Tautan.objects.filter(kode__startswith=dasar).values_list("kode", flat=True))
    calon = (dasar if n == 1 else f"{dasar}-{n}" for n in range(1, len(dipakai) + 2))
    return next(satu for satu in calon if satu not in dipakai)


class FormPutusan(forms.Form):
    """Approve or refuse a proposal."""

    aksi = forms.ChoiceField(choices=[("setujui", "setujui"), ("tolak", "tolak")])
    alasan = forms.CharField(
        label=gettext_lazy("Alasan (dibaca OPD)"), max_length=300, required=False,
        widget=forms.Textarea(attrs={"rows": 3}), help_text=gettext_lazy("Wajib bila ditolak."),
    )  # fmt: skip

    def jalankan(self, usulan_id: int, oleh: Any) -> str:
        """The sentence that says what was done. Raises verba.TidakDapat."""
        if self.cleaned_data["aksi"] == "tolak":
            usulan = verba.tolak(usulan_id=usulan_id, oleh=oleh, alasan=self.cleaned_data["alasan"])
            return _("Usulan untuk %(nama)s ditolak. OPD mendapat kabar dengan alasannya.") % {"nama": usulan.tautan}
        usulan = verba.setujui(usulan_id=usulan_id, oleh=oleh)
        return _("Usulan untuk %(nama)s disetujui. Warga melihat isi yang baru.") % {"nama": usulan.tautan}


class FormGabung(forms.Form):
    """Two entries, and what they are to each other."""

    satu = forms.ModelChoiceField(Tautan.objects.all())
    dua = forms.ModelChoiceField(Tautan.objects.all())
    aksi = forms.ChoiceField(choices=[("satu", "satu"), ("dua", "dua"), ("beda", "beda")])

    def jalankan(self, oleh: Any) -> str:
        """The sentence that says what was done. Raises verba.TidakDapat."""
        satu, dua, aksi = (self.cleaned_data[nama] for nama in ("satu", "dua", "aksi"))
        if aksi == "beda":
            verba.bedakan(satu=satu, dua=dua, oleh=oleh)
            return _("Dicatat: kedua aplikasi itu memang berbeda.")
        dipakai, dilebur = (satu, dua) if aksi == "satu" else (dua, satu)
        verba.gabung(dipakai=dipakai, dilebur=dilebur, oleh=oleh)
        return _("%(lama)s digabung ke %(baru)s. Alamat lamanya tetap mengantar warga ke sana.") % {
            "lama": dilebur,
            "baru": dipakai,
        }
