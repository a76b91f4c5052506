"""The groups that Wagtail's admin knows from the start, and the review by Bagian Pemerintahan."""

from dataclasses import dataclass
from typing import Any

from django.apps import AppConfig
from django.contrib.auth.models import Group, Permission
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Q
from wagtail.models import (
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from cms.akar import akar_halaman, akar_koleksi
from cms.models import BekalKelompok

PENELAAH = "Penelaah Bagian Pemerintahan"
TELAAH = "Telaah Bagian Pemerintahan"
ADMIN, AJUKAN = "wagtailadmin.access_admin", "layanan.add_paketlayanan"
GAMBAR = ("wagtailimages.add_image", "wagtailimages.choose_image")


@dataclass(frozen=True)
class Bekal:
    """What a group may do from the start. `halaman` and `koleksi` are Wagtail's rights on the whole tree."""

    izin: tuple[str, ...]
    halaman: tuple[str, ...] = ()
    koleksi: tuple[str, ...] = GAMBAR


KELOMPOK: dict[str, Bekal] = {
    # Which pages an editor of an OPD may change follows from the seat (cms.pengampu), not from rows of this group.
    "Penyunting OPD": Bekal((ADMIN, AJUKAN, "cms.sunting_halaman_kantor", "layanan_links.usulkan")),
    # Writes news, announcements and the pages of the site, and translates; what is written goes through the review.
    "Penyunting isi": Bekal(
        (
            ADMIN,
            "simple_translation.submit_translation",
            "publikasi.add_pengumuman",
            "publikasi.change_pengumuman",
            "publikasi.view_pengumuman",
        ),
        halaman=("add_page", "change_page"),
        koleksi=(*GAMBAR, "wagtailimages.change_image"),
    ),
    PENELAAH: Bekal(
        (ADMIN, "situs.change_identitassitus"), halaman=("change_page", "publish_page", "lock_page", "unlock_page")
    ),
    "Pengelola layanan": Bekal(
        (
            ADMIN,
            AJUKAN,
            "layanan.putuskan_paketlayanan",
            "layanan_links.setujui",
            "situs.change_identitassitus",
            "simple_translation.submit_translation",
            "publikasi.add_pengumuman",
            "publikasi.change_pengumuman",
            "publikasi.delete_pengumuman",
            "publikasi.publish_pengumuman",
            "publikasi.view_pengumuman",
            "pencarian.add_sinonim",
            "pencarian.change_sinonim",
            "pencarian.delete_sinonim",
            "pencarian.view_sinonim",
            "pencarian.view_katakosong",
            "peristiwa.add_peristiwahidup",
            "peristiwa.change_peristiwahidup",
            "peristiwa.delete_peristiwahidup",
            "peristiwa.publish_peristiwahidup",
            "peristiwa.view_peristiwahidup",
        ),
        halaman=("add_page", "change_page", "publish_page", "bulk_delete_page", "lock_page", "unlock_page"),
        koleksi=(*GAMBAR, "wagtailimages.change_image"),
    ),
}


def siapkan_kelompok() -> None:
    """Make the groups that are not there; one that an administrator has changed stays as it is."""
    for nama, bekal in KELOMPOK.items():
        kelompok, baru = Group.objects.get_or_create(name=nama)
        if baru:
            _bekali(kelompok, bekal)
    lengkapi_kelompok()
    _siapkan_telaah()


def lengkapi_kelompok() -> int:
    """Give existing groups what a new version has for them, each permission once; answers how many were given."""
    return sum(_susulkan(satu, KELOMPOK[satu.name]) for satu in Group.objects.filter(name__in=KELOMPOK))


def _susulkan(kelompok: Group, bekal: Bekal) -> int:
    catatan, pertama = BekalKelompok.objects.get_or_create(kelompok=kelompok)
    pernah = _diduga(kelompok, bekal) if pertama else set(catatan.izin)
    belum = tuple(satu for satu in bekal.izin if satu not in pernah)
    baru = list(Permission.objects.filter(_salah_satu(belum)).select_related("content_type")) if belum else []
    kelompok.permissions.add(*baru)
    kini = sorted(pernah | {_kode(satu) for satu in baru})
    if kini != catatan.izin:
        BekalKelompok.objects.filter(pk=catatan.pk).update(izin=kini)
    return len(baru)


def _diduga(kelompok: Group, bekal: Bekal) -> set[str]:
    """For a group from before there was a record: a room of which it holds something is not new to it."""
    kamar = set(kelompok.permissions.values_list("content_type__app_label", flat=True))
    return {satu for satu in bekal.izin if satu.partition(".")[0] in kamar}


def _kode(izin: Permission) -> str:
    return f"{izin.content_type.app_label}.{izin.codename}"


def sesudah_migrasi(sender: AppConfig, using: str, **_lain: Any) -> None:
    """Receiver of `post_migrate` of the last app, when all permissions are there."""
    perlu = {BekalKelompok._meta.db_table, Group._meta.db_table}
    if using == DEFAULT_DB_ALIAS and perlu <= set(connections[using].introspection.table_names()):
        lengkapi_kelompok()


def _bekali(kelompok: Group, bekal: Bekal) -> None:
    kelompok.permissions.set(Permission.objects.filter(_salah_satu(bekal.izin)))
    akar, koleksi = akar_halaman(), akar_koleksi()
    for izin in Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=bekal.halaman):
        GroupPagePermission.objects.create(group=kelompok, page=akar, permission=izin)
    for izin in Permission.objects.filter(_salah_satu(bekal.koleksi)):
        GroupCollectionPermission.objects.create(group=kelompok, collection=koleksi, permission=izin)


def _salah_satu(izin: tuple[str, ...]) -> Q:
    syarat = Q()
    for satu in izin:
        aplikasi, _titik, kode = satu.partition(".")
        syarat |= Q(content_type__app_label=aplikasi, codename=kode)
    return syarat


def _siapkan_telaah() -> None:
    """One step: a member of Bagian Pemerintahan reads and approves. In place of the review that Wagtail brings."""
    alur, baru = Workflow.objects.get_or_create(name=TELAAH)
    if not baru:
        return
    tugas = GroupApprovalTask.objects.create(name=TELAAH)
    tugas.groups.set(Group.objects.filter(name=PENELAAH))
    WorkflowTask.objects.create(workflow=alur, task=tugas, sort_order=0)
    WorkflowPage.objects.update_or_create(page=akar_halaman(), defaults={"workflow": alur})
