"""Who may change which service page: by every address; and the review by Bagian Pemerintahan."""

import re

import pytest
from django.contrib.auth.models import Permission
from django.core import mail
from django.test import Client
from django.urls import reverse
from wagtail.models import Page, WorkflowState

from cms.models import LayananPage
from cms.pengampu import halaman_kantor, kantor_alur
from cms.verba_halaman import lengkapi_halaman
from core.layanan.models import PaketLayanan
from core.layanan.register import muat_ulang, registri
from tests.cms.bahan_halaman import KOSONG, anggota, kini, sunting, tekan
from tests.cms.conftest import CONTOH, tulis_layanan
from tests.pabrik import petugas
from tests.peramban import Peramban

TERBITKAN = "Publikasi"


TAHAP_DINAS = """[[rute]]
tahap = "Dinas"
peran = "operator_dinas"
unit = "dinas-sosial"
aksi = "periksa"
sla = "1 hari kerja"

"""


def alamat(halaman):
    """Every address of Wagtail that shows or changes one page."""
    revisi = halaman.get_latest_revision().pk
    akar = f"/kelola/pages/{halaman.pk}"
    return [
        f"{akar}/edit/", f"{akar}/edit/preview/", f"{akar}/view_draft/", f"{akar}/history/", f"{akar}/delete/",
        f"{akar}/copy/", f"{akar}/move/", f"{akar}/unpublish/", f"{akar}/usage/", f"{akar}/revisions/{revisi}/view/",
        f"{akar}/revisions/{revisi}/revert/", f"{akar}/revisions/compare/earliest...latest/",
        f"{akar}/workflow_history/", f"{akar}/privacy/", f"{akar}/convert_alias/",
    ]  # fmt: skip


def boleh(klien, tujuan):
    jawab = klien.get(tujuan)
    return jawab.status_code == 200


def masuk(orang):
    klien = Client()
    klien.force_login(orang)
    return klien


@pytest.mark.satu_basis  # sixty addresses, one question of rights
def test_an_editor_of_an_opd_reaches_the_pages_of_its_own_office_and_no_other(h):
    klien = masuk(h.dinsos)
    assert boleh(klien, sunting(h.miskin))
    for halaman in (h.usaha, h.ramai, h.katalog, h.situs.root_page):
        for satu in alamat(halaman):
            assert not boleh(klien, satu), satu
            assert klien.post(satu, KOSONG).status_code in (302, 403, 404, 405), satu
    assert LayananPage.objects.get(pk=h.usaha.pk).sarana == ""


@pytest.mark.satu_basis  # sixty addresses, one question of rights
def test_the_same_addresses_open_for_the_office_that_owns_the_page(h):
    klien = masuk(h.dinsos)
    dibuka = {satu.split("/")[4] for satu in alamat(h.miskin) if boleh(klien, satu)}
    assert dibuka >= {"edit", "view_draft", "history", "usage", "revisions"}
    assert not dibuka & {"privacy", "unpublish"}


def test_the_list_of_pages_shows_an_editor_only_what_is_his(h):
    isi = Peramban(h.dinsos).buka(f"/kelola/pages/{h.katalog.pk}/").teks
    assert "Surat Keterangan Tidak Mampu" in isi
    assert "Surat Keterangan Usaha" not in isi


@pytest.mark.parametrize("langkah", ["kursi", "izin", "kelompok"])
def test_the_right_follows_the_seat_and_the_group(h, langkah):
    assert boleh(masuk(h.dinsos), sunting(h.miskin))
    if langkah == "kursi":
        type(h.dinsos.tugas).objects.all().delete()
    elif langkah == "izin":
        Permission.objects.filter(codename="sunting_halaman_kantor").delete()
    else:
        h.dinsos.groups.clear()
    assert not boleh(masuk(h.dinsos), sunting(h.miskin))


def test_without_an_office_on_the_page_the_route_and_the_upload_decide(h, kecil, map_layanan):
    folder = tulis_layanan(map_layanan, **(CONTOH[0] | {"kode": "surat-dinas", "nama": "Surat Dinas"}))
    berkas = folder / "layanan.toml"
    berkas.write_text(berkas.read_text(encoding="utf-8").replace("[surat]", TAHAP_DINAS + "[surat]"), encoding="utf-8")
    muat_ulang()
    LayananPage.objects.update(kantor=None)
    lengkapi_halaman()
    assert kantor_alur(registri().ambil("surat-dinas")) == {"dinas-sosial"}
    assert kantor_alur(registri().ambil("surat-miskin")) == set()
    assert [satu.slug for satu in halaman_kantor(h.dinsos)] == ["surat-dinas"]
    dukcapil = anggota(petugas(kecil.dispendukcapil, "operator_dinas"), "Penyunting OPD")
    assert halaman_kantor(dukcapil) == []
    PaketLayanan.objects.create(
        kode="surat-miskin", versi=1, nama="x", status="disetujui", unit=kecil.dispendukcapil, diajukan_oleh=dukcapil,
        isi=b"", sha256="x", deklarasi={}, sidik="x",
    )  # fmt: skip
    assert [satu.slug for satu in halaman_kantor(dukcapil)] == ["surat-miskin"]


def test_only_the_manager_says_which_office_owns_a_page(h):
    assert not Peramban(h.dinsos).buka(sunting(h.miskin)).halaman.find("select", {"name": "kantor"})
    p = Peramban(h.dinsos).isi(KOSONG, kantor=str(h.kecil.dispendukcapil.pk))
    p.buka(sunting(h.miskin)).tekan("Simpan")
    assert kini(h.miskin).kantor == h.kecil.dinas_sosial
    Peramban(h.pengelola).buka(sunting(h.miskin)).isi(KOSONG, kantor=str(h.kecil.dispendukcapil.pk)).tekan(TERBITKAN)
    assert LayananPage.objects.get(pk=h.miskin.pk).kantor == h.kecil.dispendukcapil


# --- Review -----------------------------------------------------------------------------------------------------------


def ajukan(h, **isi):
    return tekan(Peramban(h.dinsos).buka(sunting(h.miskin)).isi(KOSONG, **isi), "action-submit")


def putuskan(h, orang, aksi="approve"):
    tugas = WorkflowState.objects.get(status="in_progress").current_task_state
    return masuk(orang).post(
        reverse("wagtailadmin_pages:workflow_action", args=[h.miskin.pk, aksi, tugas.pk]), follow=True
    )


def test_a_draft_goes_through_review_and_only_then_to_citizens(h, client):
    assert not Peramban(h.dinsos).buka(sunting(h.miskin)).halaman.find("button", {"name": "action-publish"})
    ajukan(h, sarana="Ruang laktasi.")
    assert "Ruang laktasi" not in client.get("/layanan/surat-miskin/").content.decode()
    putuskan(h, h.dinsos)
    assert WorkflowState.objects.get().status == "in_progress"
    putuskan(h, h.penelaah)
    assert WorkflowState.objects.get().status == "approved"
    assert "Ruang laktasi" in client.get("/layanan/surat-miskin/").content.decode()


def test_the_mail_of_the_review_is_in_indonesian(h):
    ajukan(h, sarana="Ruang laktasi.")
    minta = next(satu for satu in mail.outbox if satu.to == ["telaah@contoh.go.id"])
    putuskan(h, h.penelaah, "reject")
    tolak = next(satu for satu in mail.outbox if satu.to == ["dian@contoh.go.id"])
    for surel, kata in ((minta, "menunggu telaah"), (tolak, "perlu diperbaiki")):
        assert kata in surel.subject
        assert "Surat Keterangan Tidak Mampu" in surel.subject
        assert sunting(h.miskin) in surel.body
        assert not re.search(r"\b(page|submitted|rejected|approved|moderation|edit your)\b", surel.body), surel.body


def test_an_incomplete_page_is_not_even_submitted_and_its_approval_is_refused_with_the_list(h):
    ajukan(h, sarana="Ruang laktasi.")
    LayananPage.objects.update(live=False)
    type(h.katalog).objects.update(jaminan_pelayanan="")
    jawab = putuskan(h, h.penelaah)
    assert "“Jaminan pelayanan” belum diisi." in jawab.content.decode()
    assert WorkflowState.objects.get().status == "in_progress"
    putuskan(h, h.penelaah, "reject")
    assert WorkflowState.objects.get().status == "needs_changes"
    ulang = ajukan(h, sarana="Lagi")
    assert "“Jaminan pelayanan” belum diisi." in ulang.teks
    assert WorkflowState.objects.get().status == "needs_changes"


def test_versions_are_compared_side_by_side_and_rolled_back(h, client):
    p = Peramban(h.pengelola)
    for kata in ("Versi pertama", "Versi kedua"):
        p.buka(sunting(h.miskin)).isi(KOSONG, sarana=kata).tekan(TERBITKAN)
    pertama, kedua = h.miskin.revisions.order_by("-pk")[:2][::-1]
    beda = p.buka(f"/kelola/pages/{h.miskin.pk}/revisions/compare/{pertama.pk}...{kedua.pk}/")
    assert ("pertama" in beda.teks, "kedua" in beda.teks) == (True, True)
    p.buka(f"/kelola/pages/{h.miskin.pk}/revisions/{pertama.pk}/revert/").isi(KOSONG)
    tekan(p, "action-publish")
    assert "Versi pertama" in client.get("/layanan/surat-miskin/").content.decode()
    assert Page.objects.get(pk=h.miskin.pk).live
