"""Which office answers for a service, and so which editors may touch its page.

The office that pengelola has set on the page; else the one that uploaded the service; else those which its route names.
A service that only desa and kecamatan handle belongs to Bagian Pemerintahan alone.
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import Q
from wagtail.models import GroupPagePermission, Page
from wagtail.permission_policies.pages import PagePermissionPolicy

from cms import tampil
from cms.models import LayananPage
from core.layanan.deklarasi import Layanan
from core.layanan.kueri import kantor_pengguna
from core.layanan.models import PaketLayanan
from core.layanan.register import registri

BOLEH_SUNTING = "cms.sunting_halaman_kantor"


def kantor_alur(layanan: Layanan) -> set[str]:
    """Codes of the offices that the route names; levels such as "kecamatan" are no office."""
    return {tahap.unit for tahap in layanan.rute if tahap.unit and tahap.unit not in tampil.TEMPAT}


def kode_kantor(kantor: set[str]) -> set[str]:
    """Codes of the services for which one of these offices answers, as far as no page says otherwise."""
    paket = PaketLayanan.objects.filter(status=PaketLayanan.Status.DISETUJUI)
    unggahan = dict(paket.values_list("kode", "unit__kode"))
    return {
        satu.kode for satu in registri().semua()
        if ({unggahan[satu.kode]} if satu.kode in unggahan else kantor_alur(satu)) & kantor
    }  # fmt: skip


def halaman_kantor(pengguna: Any) -> list[LayananPage]:
    """Service pages of the offices in which somebody holds a seat today."""
    kantor = dict(kantor_pengguna(pengguna).values_list("pk", "kode"))
    if not kantor:
        return []
    sendiri = Q(kantor__in=kantor) | Q(kantor=None, slug__in=kode_kantor(set(kantor.values())))
    return list(LayananPage.objects.filter(sendiri))


class KebijakanHalaman(PagePermissionPolicy):
    """Wagtail's own policy, and for editors of an OPD the right to change the pages of their own services.

    Everything that Wagtail asks about a page (lists, editor, history, preview, comparison) is answered from these rows,
    so there is no view to forget. They follow the seat: nothing is stored, nothing has to be taken away.
    """

    def get_all_permissions_for_user(self, user: Any) -> Any:
        """The stored rows, and those that follow from the seat."""
        tersimpan = super().get_all_permissions_for_user(user)
        if not user.is_active or user.is_anonymous or user.is_superuser or not user.has_perm(BOLEH_SUNTING):
            return tersimpan
        ubah = Permission.objects.get(content_type__app_label="wagtailcore", codename="change_page")
        return [*tersimpan, *(GroupPagePermission(page=satu, permission=ubah) for satu in halaman_kantor(user))]


kebijakan_halaman = KebijakanHalaman(Page)
