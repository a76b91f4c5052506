"""Places, bodies, queues, counters and services in the admin.

Whoever has Django's permission for a register still changes only what is his: rows of places that his office runs, and
services of his own body. Those who hold `mpp.kelola_semua` change all. `get_queryset` filters the list; each view asks
`milik` again, so an address typed by hand opens nothing more.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Model, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList
from wagtail_modeladmin.helpers import PermissionHelper
from wagtail_modeladmin.options import ModelAdmin, ModelAdminGroup
from wagtail_modeladmin.views import HistoryView

from core.wilayah.kueri import penugasan_aktif
from mpp.models import Instansi, Kelompok, LayananLoket, Loket, Tempat

SEMUA = "mpp.kelola_semua"


def _unit(pengguna: Any) -> set[int]:
    """Offices in which this person holds a seat today."""
    return {satu.jabatan.unit_id for satu in penugasan_aktif(pengguna, timezone.localdate())}


def _syarat(model: type[Model], unit: set[int]) -> Q:
    """Rows of a register that belong to these offices."""
    if model is Tempat or model is Instansi:
        return Q(unit__in=unit)
    if model is Kelompok:
        return Q(tempat__unit__in=unit)
    if model is LayananLoket:
        return Q(kelompok__tempat__unit__in=unit) | Q(instansi__unit__in=unit)
    return Q(kelompok__tempat__unit__in=unit)


def milik(model: type[Model], pengguna: Any) -> QuerySet[Any]:
    """The rows that this person may change."""
    semua = model._default_manager.all()
    return semua if pengguna.has_perm(SEMUA) else semua.filter(_syarat(model, _unit(pengguna)))


class IzinPemilik(PermissionHelper):
    """Django's permission and ownership, for the list's buttons and for each view alike."""

    def user_can_create(self, user: Any) -> bool:
        """New places and bodies only by those who keep all; in a register below them the form looks at the owner."""
        boleh = bool(super().user_can_create(user))
        return boleh and (user.has_perm(SEMUA) or self.model not in (Tempat, Instansi))

    def user_can_edit_obj(self, user: Any, obj: Model) -> bool:
        return bool(super().user_can_edit_obj(user, obj)) and self._milik(user, obj)

    def user_can_delete_obj(self, user: Any, obj: Model) -> bool:
        return bool(super().user_can_delete_obj(user, obj)) and self._milik(user, obj)

    def _milik(self, user: Any, obj: Model) -> bool:
        return bool(milik(self.model, user).filter(pk=obj.pk).exists())


class FormPemilik(WagtailAdminModelForm):
    """A row can be put only where the editor is at home: what is not his is not among the choices."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for model, nama in ((Tempat, "tempat"), (Kelompok, "kelompok")):
            if nama in self.fields:
                self._sempitkan(nama, model)

    def _sempitkan(self, nama: str, model: type[Model]) -> None:
        medan = self.fields[nama]
        assert isinstance(medan, forms.ModelChoiceField)  # noqa: S101 - for mypy; both are foreign keys
        sekarang = getattr(self.instance, f"{nama}_id", None)
        medan.queryset = milik(model, self.for_user) | model._default_manager.filter(pk=sekarang)


class RiwayatPemilik(HistoryView):
    """The package shows the history of a row to everybody in the admin; here only to who may change it."""

    def check_action_permitted(self, user: Any) -> bool:
        return bool(self.permission_helper.user_can_edit_obj(user, self.instance))


class Kelola(ModelAdmin):
    """Common to all registers of this room.

    No `list_filter` on a relation: it asks for the site of Django's own admin, which is not installed. The search of a
    list looks for the place and the body instead.
    """

    permission_helper_class = IzinPemilik
    history_view_class = RiwayatPemilik
    inspect_view_enabled = False
    list_per_page = 50
    bidang: tuple[Any, ...] = ()

    def get_queryset(self, request: Any) -> QuerySet[Any]:
        """Only what is the editor's own; the views look again."""
        dasar = super().get_queryset(request)
        return dasar.filter(pk__in=milik(self.model, request.user).values("pk"))

    def dibuka(self, baris: Any) -> str:
        """A word: the tick of a boolean column is a picture of Django's own admin, which is not installed."""
        return str(_("ya") if baris.aktif else _("tidak"))

    dibuka.short_description = _("dibuka")  # type: ignore[attr-defined]

    def get_edit_handler(self) -> ObjectList:
        """Its panels, with the form that knows owners."""
        return ObjectList(list(self.bidang), base_form_class=FormPemilik)


class KelolaTempat(Kelola):
    model = Tempat
    menu_label = _("Tempat dan jam buka")
    menu_icon = "home"
    list_display = ("nama", "jenis", "unit", "dibuka")
    list_filter = ("jenis", "aktif")
    search_fields = ("nama", "alamat")
    bidang = (
        MultiFieldPanel([FieldPanel(n) for n in ("nama", "kode", "jenis", "unit")], heading=_("Tempat")),
        MultiFieldPanel([FieldPanel(n) for n in ("alamat", "petunjuk", "telepon")], heading=_("Alamat")),
        InlinePanel(
            "jam_buka",
            heading=_("Jam buka"),
            panels=[FieldRowPanel([FieldPanel(n) for n in ("hari", "buka", "tutup")])],
        ),
        InlinePanel(
            "hari_tutup",
            heading=_("Hari tutup selain libur nasional"),
            panels=[FieldRowPanel([FieldPanel(n) for n in ("dari", "sampai", "alasan")])],
        ),
        MultiFieldPanel(
            [FieldPanel(n) for n in ("panjang_slot", "contoh", "aktif", "urutan")], heading=_("Antrean dan tampilan")
        ),
    )


class KelolaInstansi(Kelola):
    model = Instansi
    menu_label = _("Instansi")
    menu_icon = "group"
    list_display = ("nama", "ringkas", "unit")
    search_fields = ("nama", "ringkas")
    bidang = tuple(FieldPanel(n) for n in ("nama", "kode", "ringkas", "situs", "ikon", "unit"))


class KelolaKelompok(Kelola):
    model = Kelompok
    menu_label = _("Kelompok antrean")
    menu_icon = "list-ol"
    list_display = ("huruf", "nama", "tempat", "menit")
    search_fields = ("nama", "tempat__nama")
    bidang = tuple(FieldPanel(n) for n in ("tempat", "huruf", "nama", "menit"))


class KelolaLoket(Kelola):
    model = Loket
    menu_label = _("Loket")
    menu_icon = "table"
    list_display = ("nama", "kelompok", "unit", "dibuka")
    list_filter = ("aktif",)
    list_select_related = ("kelompok__tempat", "unit")
    search_fields = ("nama", "kelompok__nama", "kelompok__tempat__nama")
    bidang = tuple(FieldPanel(n) for n in ("kelompok", "nama", "unit", "aktif"))


class KelolaLayananLoket(Kelola):
    model = LayananLoket
    menu_label = _("Layanan di loket")
    menu_icon = "list-ul"
    list_display = ("nama", "instansi", "kelompok", "dibuka")
    list_filter = ("aktif",)
    search_fields = ("nama", "kata", "instansi__nama", "kelompok__tempat__nama")
    list_select_related = ("instansi", "kelompok__tempat")
    bidang = tuple(
        FieldPanel(n)
        for n in ("nama", "kode", "kelompok", "instansi", "ringkas", "bawa", "kata", "peristiwa", "daring", "aktif")
    )


class KelolaMpp(ModelAdminGroup):
    """The menu "MPP"."""

    menu_label = _("MPP")
    menu_icon = "home"
    items = (KelolaTempat, KelolaInstansi, KelolaKelompok, KelolaLoket, KelolaLayananLoket)
