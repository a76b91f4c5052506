"""Service pages come by themselves, say what the declaration says, and go live only when nothing is missing."""

import re
import shutil
from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from wagtail.actions import PublishPageRevisionAction
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import PageLogEntry, Revision

from cms.models import KatalogPage, LayananPage
from cms.models.terbit import JADWAL_BATAL, BelumLengkap
from cms.verba_halaman import lengkapi_halaman, terbitkan_terjadwal
from core.layanan.register import muat_ulang
from tests.cms.bahan_halaman import KOSONG, kini, sunting
from tests.cms.conftest import CONTOH, tulis_layanan
from tests.peramban import Peramban

TERBITKAN, SIMPAN = "Publikasi", "Simpan"
KURANG = "“Jaminan pelayanan” belum diisi."


def teks(jawaban) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", jawaban.content.decode()))


def kosongkan(h):
    """The catalogue no longer says what every service would lean on."""
    LayananPage.objects.update(live=False, live_revision=None)
    KatalogPage.objects.update(jaminan_pelayanan="")


# --- Coming into being ------------------------------------------------------------------------------------------------


def test_every_service_has_a_published_page_and_none_is_made_twice(situs, django_assert_num_queries):
    assert set(LayananPage.objects.live().values_list("slug", flat=True)) == {c["kode"] for c in CONTOH}
    lengkapi_halaman()
    with django_assert_num_queries(2):
        assert lengkapi_halaman() == 0


def test_nothing_of_the_declaration_is_stored_on_the_page(situs):
    for satu in LayananPage.objects.all():
        assert (satu.title, satu.draft_title, satu.seo_title, satu.search_description) == (satu.slug, satu.slug, "", "")
        isi = str(satu.get_latest_revision().content)
        assert satu.nama() not in isi
        assert "Menilai permohonan ini" not in isi


def test_a_service_that_is_new_works_at_once_and_has_its_page_a_minute_later(situs, client, map_layanan):
    tulis_layanan(map_layanan, **(CONTOH[0] | {"kode": "surat-baru", "nama": "Surat Baru"}))
    muat_ulang()
    sebelum = client.get("/layanan/surat-baru/")
    assert lengkapi_halaman() == 1
    sesudah = client.get("/layanan/surat-baru/")

    assert (sebelum.status_code, sesudah.status_code) == (200, 200)
    assert teks(sebelum) == teks(sesudah)
    assert LayananPage.objects.get(slug="surat-baru").live


def test_the_page_follows_the_declaration_at_once(situs, client, map_layanan):
    berkas = map_layanan / "surat_miskin" / "layanan.toml"
    berkas.write_text(berkas.read_text(encoding="utf-8").replace("Foto rumah", "Foto dapur"), encoding="utf-8")
    muat_ulang()
    assert "Foto dapur" in teks(client.get("/layanan/surat-miskin/"))


def test_a_service_that_disappears_says_so_and_reappears(h, client, map_layanan, tmp_path_factory):
    aman = tmp_path_factory.mktemp("aman") / "surat_miskin"
    shutil.move(map_layanan / "surat_miskin", aman)
    muat_ulang()
    hilang = client.get("/layanan/surat-miskin/")
    assert hilang.status_code == 410
    assert "Layanan ini sudah tidak ada di sini" in teks(hilang)
    assert list(h.miskin.get_sitemap_urls()) == []
    assert Peramban(h.pengelola).buka(sunting(h.miskin)).kode == 200

    shutil.move(aman, map_layanan / "surat_miskin")
    muat_ulang()
    assert "Ajukan sekarang" in teks(client.get("/layanan/surat-miskin/"))


def test_a_page_taken_down_by_an_editor_leaves_the_declaration_to_citizens(h, client):
    h.miskin.catatan = [("pemberitahuan", {"jenis": "", "judul": "Rahasia draf", "teks": "x"})]
    h.miskin.save()
    assert "Rahasia draf" in teks(client.get("/layanan/surat-miskin/"))
    h.miskin.unpublish()
    isi = teks(client.get("/layanan/surat-miskin/"))
    assert ("Rahasia draf" in isi, "Foto KTP-el" in isi) == (False, True)


# --- What editors add -------------------------------------------------------------------------------------------------


def test_the_14_components_stand_in_the_order_of_the_regulation(situs, client):
    isi = client.get("/layanan/surat-miskin/").content.decode()
    lipat = re.findall(r"<summary>([^<]+)<", isi)
    assert lipat[-10:] == [
        "Penanganan pengaduan, saran, dan masukan", "Dasar hukum", "Sarana, prasarana, dan fasilitas",
        "Kompetensi pelaksana", "Pengawasan internal", "Jumlah pelaksana", "Jaminan pelayanan",
        "Jaminan keamanan dan keselamatan", "Evaluasi kinerja pelaksana", "Data pribadi yang diminta",
    ]  # fmt: skip
    tempat = [isi.index(kata) for kata in (">Waktu", "Yang perlu disiapkan", "Langkahnya", "Standar pelayanan</h2>")]
    assert tempat == sorted(tempat)


def test_a_page_says_its_own_component_and_leaves_the_others_to_the_catalogue(h, client):
    h.miskin.sarana = "Ruang laktasi di kantor Dinas Sosial."
    h.miskin.save()
    miskin, usaha = teks(client.get("/layanan/surat-miskin/")), teks(client.get("/layanan/surat-usaha/"))
    assert ("Ruang laktasi" in miskin, "Ruang laktasi" in usaha) == (True, False)
    assert "dari HP atau komputer mana saja" not in miskin
    assert "Waktu penyelesaian tiap tahap diukur" in miskin


def test_pictures_have_words_and_questions_their_answers(h, client):
    gambar = get_image_model().objects.create(title="x", file=get_test_image_file())
    isi = {"image": gambar.pk, "alt_text": "Loket 3 di lantai dasar", "decorative": False}
    h.miskin.catatan = [{"type": "gambar", "value": {"gambar": isi, "keterangan": "Loket 3"}}]
    h.miskin.tanya = [("tanya", {"tanya": "Boleh diwakilkan?", "jawab": "<p>Boleh.</p>"})]
    h.miskin.save()
    halaman = client.get("/layanan/surat-miskin/").content.decode()
    assert re.search(r'<img[^>]*alt="Loket 3 di lantai dasar"[^>]*loading="lazy"', halaman)
    assert "Boleh diwakilkan?" in halaman


# --- Publishing -------------------------------------------------------------------------------------------------------


def test_a_complete_page_is_published_from_the_editor(h, client):
    p = Peramban(h.pengelola).buka(sunting(h.miskin))
    assert "14 komponen standar pelayanan terisi" in p.teks
    p.isi(KOSONG, sarana="Ruang tunggu ber-AC").tekan(TERBITKAN)
    assert "Ruang tunggu ber-AC" in teks(client.get("/layanan/surat-miskin/"))


def test_publishing_an_incomplete_page_is_refused_with_the_list(h):
    kosongkan(h)
    p = Peramban(h.pengelola).buka(sunting(h.miskin)).isi(KOSONG, sarana="Baru").tekan(TERBITKAN)
    assert KURANG in p.teks
    assert not LayananPage.objects.get(pk=h.miskin.pk).live
    p.buka(sunting(h.miskin)).isi(KOSONG, jaminan_pelayanan="Dijamin.").tekan(TERBITKAN)
    assert LayananPage.objects.get(pk=h.miskin.pk).live


def test_an_incomplete_draft_may_be_saved(h):
    kosongkan(h)
    p = Peramban(h.pengelola).buka(sunting(h.miskin)).isi(KOSONG, sarana="Baru").tekan(SIMPAN)
    assert p.kode == 200
    assert kini(h.miskin).sarana == "Baru"
    assert KURANG in p.teks  # the panel on top says it all the while


def _gambar_tanpa_kata(halaman):
    gambar = get_image_model().objects.create(title="x", file=get_test_image_file())
    isi = {"image": gambar.pk, "alt_text": "", "decorative": False}
    halaman.catatan = [{"type": "gambar", "value": {"gambar": isi, "keterangan": ""}}]


def _tanya_tanpa_jawab(halaman):
    halaman.tanya = [("tanya", {"tanya": "Berapa lama?", "jawab": ""})]


@pytest.mark.parametrize(("rusak", "kata"), [
    (_gambar_tanpa_kata, "Gambar ke-1 belum punya teks pengganti"),
    (_tanya_tanpa_jawab, "Tanya jawab ke-1 belum lengkap"),
])  # fmt: skip
def test_pictures_without_words_and_questions_without_answer_are_missing_too(h, rusak, kata):
    assert h.miskin.kurang() == []
    rusak(h.miskin)
    assert [kata in satu for satu in h.miskin.kurang()] == [True]


def test_a_service_without_a_product_or_in_quarantine_cannot_be_published(h, map_layanan):
    berkas = map_layanan / "surat_miskin" / "layanan.toml"
    utuh = berkas.read_text(encoding="utf-8")
    berkas.write_text(utuh.split("[surat]")[0].replace('aksi = "tandatangan"', 'aksi = "periksa"'), encoding="utf-8")
    muat_ulang()
    assert [satu[:14] for satu in LayananPage.objects.get(pk=h.miskin.pk).kurang()] == ["Produk layanan"]
    berkas.write_text("bukan toml [", encoding="utf-8")
    muat_ulang()
    assert "deklarasinya rusak" in LayananPage.objects.get(pk=h.miskin.pk).kurang()[0]


CARA = {
    "revision": lambda h, revisi: revisi.publish(user=h.pengelola),
    "action": lambda h, revisi: PublishPageRevisionAction(revisi, user=h.pengelola).execute(),
    "page": lambda h, revisi: h.miskin.publish(revisi, user=h.pengelola),
}


@pytest.mark.parametrize("cara", ["revision", "action", "page"])
@pytest.mark.parametrize("lengkap", [True, False])
def test_no_call_publishes_an_incomplete_page(h, cara, lengkap):
    kosongkan(h)
    halaman = LayananPage.objects.get(pk=h.miskin.pk)
    halaman.jaminan_pelayanan = "Dijamin." if lengkap else ""
    revisi = halaman.save_revision()
    if lengkap:
        CARA[cara](h, revisi)
    else:
        with pytest.raises(BelumLengkap, match="Jaminan pelayanan"):
            CARA[cara](h, revisi)
    assert LayananPage.objects.get(pk=h.miskin.pk).live is lengkap


def test_switching_a_page_live_by_hand_is_refused_and_other_saves_are_not(h):
    kosongkan(h)
    halaman = LayananPage.objects.get(pk=h.miskin.pk)
    halaman.locked = True
    halaman.save()
    halaman.live = True
    with pytest.raises(ValidationError):
        halaman.save()


@pytest.mark.parametrize("lengkap", [True, False])
def test_publishing_many_at_once_is_refused_with_the_list(h, lengkap):
    kosongkan(h)
    LayananPage.objects.filter(pk=h.usaha.pk).update(jaminan_pelayanan="Ada")
    halaman = LayananPage.objects.get(pk=h.usaha.pk)
    halaman.save_revision()
    pk = [h.usaha.pk] if lengkap else [h.usaha.pk, h.miskin.pk]
    klien = Client()
    klien.force_login(h.pengelola)
    alamat = "/kelola/bulk/wagtailcore/page/publish/?next=/kelola/pages/&" + "&".join(f"id={satu}" for satu in pk)
    jawab = klien.post(alamat, {"include_descendants": ""}, follow=True)
    assert jawab.status_code == 200
    assert (KURANG in teks(jawab)) is not lengkap
    assert LayananPage.objects.get(pk=h.usaha.pk).live is lengkap


def _jadwalkan(halaman, **isi):
    halaman.go_live_at = timezone.now() + timedelta(hours=1)
    halaman.sarana = "Terjadwal"
    for nama, nilai in isi.items():
        setattr(halaman, nama, nilai)
    halaman.save_revision().publish()


def nanti():
    return time_machine.travel(timezone.now() + timedelta(hours=2), tick=False)


def test_what_is_scheduled_goes_live_by_the_worker(h, client):
    _jadwalkan(h.miskin)
    terbitkan_terjadwal()
    assert "Terjadwal" not in teks(client.get("/layanan/surat-miskin/"))
    with nanti():
        terbitkan_terjadwal()
        assert "Terjadwal" in teks(client.get("/layanan/surat-miskin/"))


def test_what_became_incomplete_while_it_waited_stays_a_draft_and_holds_up_no_other(h, client):
    _jadwalkan(h.miskin)
    _jadwalkan(h.usaha, jaminan_pelayanan="Dijamin.")
    KatalogPage.objects.update(jaminan_pelayanan="")
    with nanti():
        call_command("publish_scheduled")
    assert "Terjadwal" not in teks(client.get("/layanan/surat-miskin/"))
    assert "Terjadwal" in teks(client.get("/layanan/surat-usaha/"))
    batal = PageLogEntry.objects.get(action=JADWAL_BATAL)
    assert (batal.page_id, batal.data["kurang"][0][:22]) == (h.miskin.pk, KURANG[:22])
    assert not Revision.objects.filter(approved_go_live_at__isnull=False).exists()
    assert "Tidak jadi terbit" in Peramban(h.pengelola).buka(f"/kelola/pages/{h.miskin.pk}/history/").teks


def test_the_catalogue_keeps_a_text_while_published_pages_lean_on_it(h):
    p = Peramban(h.pengelola).buka(sunting(h.katalog)).isi(jaminan_pelayanan="").tekan(TERBITKAN)
    assert "masih dipakai 3 halaman layanan" in p.teks
    LayananPage.objects.update(jaminan_pelayanan="Sendiri")
    p.buka(sunting(h.katalog)).isi(jaminan_pelayanan="").tekan(TERBITKAN)
    assert KatalogPage.objects.get().jaminan_pelayanan == ""


def test_the_declaration_is_read_in_the_editor_and_cannot_be_typed_over(h):
    p = Peramban(h.pengelola).buka(sunting(h.miskin))
    assert "Foto KTP-el" in p.teks
    assert "UU 25/2009 tentang Pelayanan Publik" in p.teks
    medan = {satu.get("name", "") for satu in p.halaman.find_all(["input", "textarea", "select"])}
    assert not medan & {"title", "slug", "nama", "biaya", "syarat", "dasar_hukum"}
    p.isi(KOSONG, title="Judul lain", slug="alamat-lain").tekan(TERBITKAN)
    assert LayananPage.objects.get(pk=h.miskin.pk).slug == "surat-miskin"


def test_a_page_of_a_living_service_is_neither_deleted_nor_copied_nor_made_by_hand(h):
    p = Peramban(h.pengelola)
    assert "tidak dihapus" in p.buka(f"/kelola/pages/{h.miskin.pk}/delete/").teks
    assert "satu layanan satu halaman" in p.buka(f"/kelola/pages/{h.miskin.pk}/copy/").teks
    assert (
        p.buka(f"/kelola/pages/add/cms/layananpage/{h.katalog.pk}/").jalur
        != f"/kelola/pages/add/cms/layananpage/{h.katalog.pk}/"
    )
    assert LayananPage.objects.filter(pk=h.miskin.pk).exists()
