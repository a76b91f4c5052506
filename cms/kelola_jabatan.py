"""Bagian Pemerintahan's pages in the admin: who holds which seat, who is on leave, offices, holidays.

Forms ask the rules of `core.wilayah.verba` and save through its verbs. Nothing that a letter may refer to is deleted.
"""

from typing import Any

from django import forms
from django.db.models import Model, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from core.akun.models import Pengguna
from core.wilayah import verba
from core.wilayah.models import Cuti, HariLibur, Jabatan, Penugasan, Unit


class PolaTanggal(forms.DateInput):
    """A date as browsers ask for it, without a script."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def _petugas() -> QuerySet[Pengguna]:
    """People who can hold a seat: accounts that are no citizens."""
    return Pengguna.objects.filter(is_active=True, warga__isnull=True).order_by("nama")


def _berkursi() -> QuerySet[Penugasan]:
    return Penugasan.objects.select_related("jabatan", "pengguna").order_by("pengguna__nama")


class PilihPetugas(forms.ModelChoiceField):
    """An officer by name and user name: namesakes exist."""

    def label_from_instance(self, obj: Model) -> str:
        return f"{obj} ({obj.get_username()})"  # type: ignore[attr-defined]


class PilihTugas(forms.ModelChoiceField):
    """A seat with the person in it."""

    def label_from_instance(self, obj: Model) -> str:
        return f"{obj.pengguna} · {obj}"  # type: ignore[attr-defined]


class FormVerba(forms.ModelForm):
    """A form whose `periksa` asks the rules and whose `jalankan` is one verb."""

    def periksa(self, isi: dict[str, Any]) -> None:
        """Raise TidakDapat when the rules refuse."""

    def jalankan(self, isi: dict[str, Any]) -> Any:
        """Do it, and answer the row."""
        raise NotImplementedError

    def clean(self) -> dict[str, Any]:
        """Field errors first; the rules only see complete answers."""
        isi: dict[str, Any] = super().clean() or {}
        if not self.errors:
            try:
                self.periksa(isi)
            except verba.TidakDapat as galat:
                self.add_error(None, str(galat))
        return isi

    def save(self, commit: bool = True) -> Any:
        """Through the verb; the rule is asked again there, under its lock."""
        self.instance = self.jalankan(self.cleaned_data)
        return self.instance


class FormTugas(FormVerba):
    """Give a seat to a person."""

    jabatan = forms.ModelChoiceField(Jabatan.objects.order_by("nama"), label=_("Jabatan"))
    pengguna = PilihPetugas(Pengguna.objects.none(), label=_("Petugas"))

    class Meta:
        model = Penugasan
        fields = ["jabatan", "pengguna", "jenis", "mulai", "sampai"]
        widgets = {"mulai": PolaTanggal, "sampai": PolaTanggal}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["pengguna"].queryset = _petugas()  # type: ignore[attr-defined]

    def periksa(self, isi: dict[str, Any]) -> None:
        sisa = {nama: isi[nama] for nama in ("pengguna", "mulai", "sampai", "jenis")}
        verba.periksa_tugas(kursi=isi["jabatan"], **sisa)

    def jalankan(self, isi: dict[str, Any]) -> Penugasan:
        return verba.tugaskan(**{nama: isi[nama] for nama in self.Meta.fields})


class FormAkhiri(FormVerba):
    """The last day of an assignment; everything else about it is history."""

    sampai = forms.DateField(label=_("Hari terakhir bertugas"), widget=PolaTanggal)

    class Meta:
        model = Penugasan
        fields = ["sampai"]

    def periksa(self, isi: dict[str, Any]) -> None:
        if isi["sampai"] < self.instance.mulai:
            raise verba.TidakDapat(_("Tanggal selesai mendahului tanggal mulai."))

    def jalankan(self, isi: dict[str, Any]) -> Penugasan:
        return verba.akhiri(penugasan=self.instance, sampai=isi["sampai"])


class FormCuti(FormVerba):
    """Leave, with who stands in."""

    penugasan = PilihTugas(Penugasan.objects.none(), label=_("Siapa yang cuti"))
    pengganti = PilihPetugas(Pengguna.objects.none(), label=_("Pengganti (Plh.)"), required=False)

    class Meta:
        model = Cuti
        fields = ["penugasan", "mulai", "sampai", "pengganti"]
        widgets = {"mulai": PolaTanggal, "sampai": PolaTanggal}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["penugasan"].queryset = _berkursi()  # type: ignore[attr-defined]
        self.fields["pengganti"].queryset = _petugas()  # type: ignore[attr-defined]

    def periksa(self, isi: dict[str, Any]) -> None:
        verba.periksa_cuti(**isi)

    def jalankan(self, isi: dict[str, Any]) -> Cuti:
        return verba.cutikan(**isi)


class FormPulang(FormVerba):
    """Leave that ends earlier."""

    sampai = forms.DateField(label=_("Hari terakhir cuti"), widget=PolaTanggal)

    class Meta:
        model = Cuti
        fields = ["sampai"]

    def periksa(self, isi: dict[str, Any]) -> None:
        lama = Cuti.objects.get(pk=self.instance.pk)
        verba.periksa_pulang(cuti=lama, sampai=isi["sampai"], hari=timezone.localdate())

    def jalankan(self, isi: dict[str, Any]) -> Cuti:
        return verba.pulangkan(cuti=self.instance, sampai=isi["sampai"], hari=timezone.localdate())


class Terbatas(ModelPermissionPolicy):
    """Django's permissions, except for what nobody may do here, not even a superuser."""

    def __init__(self, model: type[Model], dilarang: frozenset[str]) -> None:
        super().__init__(model)
        self.dilarang = dilarang

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action not in self.dilarang and bool(super().user_has_permission(user, action))


class Kelola(ModelViewSet):
    """Common to all pages of this group."""

    copy_view_enabled = False
    add_to_admin_menu = False
    list_per_page = 50


class KelolaTugas(Kelola):
    model = Penugasan
    icon = "user"
    menu_label = _("Penugasan")
    list_display = ["pengguna", "__str__", "jenis", "mulai", "sampai"]
    search_fields = ["pengguna__nama", "jabatan__nama"]

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        return FormAkhiri if for_update else FormTugas


class KelolaCuti(Kelola):
    model = Cuti
    icon = "calendar-alt"
    menu_label = _("Cuti")
    list_display = ["penugasan", "mulai", "sampai", "pengganti"]
    search_fields = ["penugasan__pengguna__nama", "penugasan__jabatan__nama"]

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        return FormPulang if for_update else FormCuti


class KelolaUnit(Kelola):
    model = Unit
    icon = "home"
    menu_label = _("Kantor")
    list_display = ["nama", "kode_surat", "alamat", "telepon"]
    search_fields = ["nama", "kode"]
    form_fields = ["nama", "kode_surat", "alamat", "telepon", "email"]


class KelolaLibur(Kelola):
    model = HariLibur
    icon = "date"
    menu_label = _("Hari libur")
    list_display = ["tanggal", "nama", "jenis"]
    search_fields = ["nama"]
    form_fields = ["tanggal", "nama", "jenis", "dasar"]


class KelolaJabatan(ViewSetGroup):
    """The menu "Jabatan"."""

    menu_label = _("Jabatan")
    menu_icon = "group"
    items = (KelolaTugas("penugasan"), KelolaCuti("cuti"), KelolaUnit("kantor"), KelolaLibur("hari-libur"))


def daftarkan_kebijakan() -> None:
    """Assignments and leave stay as history, for letters refer to them; offices come from the data."""
    register_permission_policy(Penugasan, Terbatas(Penugasan, frozenset({"delete"})))
    register_permission_policy(Cuti, Terbatas(Cuti, frozenset({"delete"})))
    register_permission_policy(Unit, Terbatas(Unit, frozenset({"add", "delete"})))
