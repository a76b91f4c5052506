"""The register in the admin, with wagtail-modeladmin.

`get_queryset` of that tool filters only the list. Therefore every view of an entry asks `kueri.untuk_pengelola` itself
(`MilikSendiri`): what is another office's does not exist (404), whatever address is typed.
"""

from typing import Any

from django.contrib import messages as pesan_django
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList
from wagtail_modeladmin.helpers import ButtonHelper, PermissionHelper
from wagtail_modeladmin.options import ModelAdmin
from wagtail_modeladmin.views import CreateView, DeleteView, EditView, HistoryView, IndexView, InspectView

from layanan_links import kueri, tampil, verba
from layanan_links.forms import FormTautan
from layanan_links.models import Kategori, Tautan


class IzinTautan(PermissionHelper):
    """Who may open these pages at all; whose entry it is, each view asks for itself."""

    def user_can_list(self, user: Any) -> bool:
        return user.has_perm(kueri.BOLEH_SETUJUI) or user.has_perm(kueri.BOLEH_USULKAN)

    def user_can_create(self, user: Any) -> bool:
        return user.has_perm(kueri.BOLEH_SETUJUI) or bool(self.user_can_list(user) and kueri.kantor_pengguna(user))

    def user_can_inspect_obj(self, user: Any, obj: Tautan) -> bool:
        return self.user_can_list(user)

    def user_can_edit_obj(self, user: Any, obj: Tautan) -> bool:
        return self.user_can_list(user) and obj.keadaan != Tautan.Keadaan.DIGABUNG

    def user_can_delete_obj(self, user: Any, obj: Tautan) -> bool:
        return self.user_can_list(user) and obj.keadaan in {Tautan.Keadaan.BARU, Tautan.Keadaan.TAYANG}


class MilikSendiri:
    """Stands first among the bases of every view with an entry in its address."""

    instance_pk: str
    permission_helper: IzinTautan

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """404 for what somebody may not see."""
        milik = kueri.untuk_pengelola(request.user)
        get_object_or_404(milik, pk=int(self.instance_pk) if self.instance_pk.isdecimal() else 0)
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]


class SimpanLewatVerba:
    """A refusal of the verb stands in the form like any other error."""

    request: HttpRequest

    def form_valid(self, form: FormTautan) -> HttpResponse:
        try:
            return super().form_valid(form)  # type: ignore[misc]
        except verba.TidakDapat as galat:
            form.add_error(None, str(galat))
            return self.form_invalid(form)  # type: ignore[attr-defined]

    def get_success_message(self, instance: Tautan) -> str:
        """Whether citizens see it now."""
        if self.request.user.has_perm(kueri.BOLEH_SETUJUI):
            return _("%(nama)s tersimpan dan langsung tampil untuk warga.") % {"nama": instance}
        return _("Usulan untuk %(nama)s terkirim. Bagian Pemerintahan akan memutuskan.") % {"nama": instance}


class Daftar(IndexView):
    """The list."""


class Buat(SimpanLewatVerba, CreateView):
    """A new entry."""


class Ubah(MilikSendiri, SimpanLewatVerba, EditView):
    """Change an entry."""

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        isi: dict[str, Any] = super().get_context_data(*args, **kwargs)
        return isi | {"usulan": kueri.usulan_untuk(self.instance)}


class Lihat(MilikSendiri, InspectView):
    """An entry with its health, its clicks and what became of proposals."""

    page_title = gettext_lazy("Aplikasi")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        isi: dict[str, Any] = super().get_context_data(**kwargs)
        return isi | halaman_lihat(self.instance)


def halaman_lihat(tautan: Tautan) -> dict[str, Any]:
    """What the page of one entry shows, beside its fields."""
    return {
        "kesehatan": tampil.kesehatan_rinci(tautan),
        "grafik": tampil.grafik_kini(tautan),
        "klik": kueri.klik(tautan),
        "usulan": tautan.usulan.select_related("diajukan_oleh", "diputus_oleh").order_by("-pk")[:10],
    }


class Tarik(MilikSendiri, DeleteView):
    """In place of deleting: off the pages, at once or when it is approved."""

    page_title = gettext_lazy("Tarik")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            selesai = verba.tarik(tautan=self.instance, oleh=request.user)
        except verba.TidakDapat as galat:
            pesan_django.error(request, str(galat))
            return redirect(self.index_url)
        pesan_django.success(request, _kalimat_tarik(selesai) % {"nama": self.instance})
        return redirect(self.index_url)


def _kalimat_tarik(selesai: bool) -> str:
    if selesai:
        return _("%(nama)s ditarik. Warga tidak melihatnya lagi.")
    return _("Usulan menarik %(nama)s terkirim. Warga masih melihatnya sampai disetujui.")


class Riwayat(MilikSendiri, HistoryView):
    """Who changed what; the tool itself would show it to everybody."""


BAGIAN = (
    (gettext_lazy("Aplikasi"), "nama", "untuk", "kategori"),
    (gettext_lazy("Pemilik"), "unit", "pengelola", "pemilik"),
    (gettext_lazy("Yang perlu diketahui warga"), "alamat", "tempat", "cara_masuk", "biaya", "rincian_biaya"),
)
PETUNJUK = {
    "nama": gettext_lazy("Nama yang dikenal warga."),
    "untuk": gettext_lazy("Satu kalimat: apa yang bisa diurus warga di sana."),
    "pengelola": gettext_lazy("Nama kantor seperti yang dibaca warga."),
    "alamat": gettext_lazy("Salin dari peramban, lengkap dengan https://. Kosongkan bila belum diketahui."),
    "tempat": gettext_lazy("Kosongkan bila cukup lewat internet. Contoh: loket MPP, aplikasi HP Android."),
    "cara_masuk": gettext_lazy("Contoh: daftar dengan NIK dan nomor HP."),
    "rincian_biaya": gettext_lazy("Contoh: retribusi Rp10.000 setiap kali uji."),
}


def _panel(judul: Any, *medan: str) -> MultiFieldPanel:
    return MultiFieldPanel([FieldPanel(satu, help_text=PETUNJUK.get(satu, "")) for satu in medan], heading=judul)


class Tombol(ButtonHelper):
    """The words of this register: nothing is deleted here."""

    def inspect_button(self, *args: Any, **kwargs: Any) -> dict[str, str]:
        return super().inspect_button(*args, **kwargs) | {"label": _("Lihat"), "title": _("Lihat isi dan kesehatannya")}

    def delete_button(self, *args: Any, **kwargs: Any) -> dict[str, str]:
        judul = _("Tarik dari halaman warga")
        return super().delete_button(*args, **kwargs) | {"label": _("Tarik"), "title": judul}


class KelolaTautan(ModelAdmin):
    model = Tautan
    base_url_path = "aplikasi_dinas"
    menu_label = gettext_lazy("Daftar aplikasi")
    menu_icon = "link"
    list_display = ("nama", "pengelola", "keadaan_tampil", "kesehatan_tampil")
    search_fields = ("nama", "untuk", "pengelola")
    list_filter = ("keadaan",)
    list_per_page = 50
    inspect_view_enabled = True
    inspect_view_fields = [*verba.MEDAN, "kode", "status_bukti", "sumber", "catatan"]
    permission_helper_class, button_helper_class = IzinTautan, Tombol
    index_view_class, create_view_class, edit_view_class = Daftar, Buat, Ubah
    inspect_view_class, delete_view_class, history_view_class = Lihat, Tarik, Riwayat
    inspect_template_name = "layanan_links_kelola/lihat.html"
    edit_template_name = "layanan_links_kelola/ubah.html"
    delete_template_name = "layanan_links_kelola/tarik.html"
    index_template_name = "layanan_links_kelola/daftar.html"
    edit_handler = ObjectList([_panel(judul, *medan) for judul, *medan in BAGIAN], base_form_class=FormTautan)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Tautan]:
        return kueri.untuk_pengelola(request.user)

    def keadaan_tampil(self, obj: Tautan) -> str:
        """Column: what citizens see of it."""
        return obj.get_keadaan_display()

    keadaan_tampil.short_description = gettext_lazy("Keadaan")  # type: ignore[attr-defined]

    def kesehatan_tampil(self, obj: Tautan) -> str:
        """Column: how the link is doing."""
        return tampil.keadaan(obj).kata

    kesehatan_tampil.short_description = gettext_lazy("Tautan")  # type: ignore[attr-defined]


class IzinKategori(PermissionHelper):
    """Bagian Pemerintahan only."""

    def user_has_any_permissions(self, user: Any) -> bool:
        return bool(user.has_perm(kueri.BOLEH_SETUJUI))

    def user_has_specific_permission(self, user: Any, perm_codename: str) -> bool:
        return bool(user.has_perm(kueri.BOLEH_SETUJUI))


class HanyaPengelola:
    """Stands first among the bases: the tool's own page of history asks for nothing."""

    def check_action_permitted(self, user: Any) -> bool:
        return bool(user.has_perm(kueri.BOLEH_SETUJUI))


class RiwayatKategori(HanyaPengelola, HistoryView):
    """Who changed a category."""


class KelolaKategori(ModelAdmin):
    model = Kategori
    base_url_path = "kategori_aplikasi"
    menu_label = gettext_lazy("Kategori")
    menu_icon = "tag"
    list_display = ("nama", "urut")
    permission_helper_class = IzinKategori
    history_view_class = RiwayatKategori
    panels = [FieldPanel("kode"), FieldPanel("nama"), FieldPanel("ikon"), FieldPanel("urut")]
