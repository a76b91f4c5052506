"""What the interface tells, and what it never tells."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from cms.models import BantuanPage, BerandaPage
from core.layanan import register
from layanan_links.models import Kesehatan, Tautan
from peristiwa.models import PeristiwaHidup
from publikasi.models import Berita, IndeksBerita
from tests.api.bahan import baca, kueri, tautan, tempat
from tests.cms.conftest import CONTOH, tulis_layanan

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("map_layanan")]


def kode(alamat: str, nama: str = "kode") -> list:
    return [satu[nama] for satu in baca(alamat)["hasil"]]


def susuri(alamat: str) -> list[str]:
    """Follow `lanjut` to the end."""
    hasil, halaman = [], baca(alamat)
    while True:
        hasil += [satu.get("kode", satu.get("id")) for satu in halaman["hasil"]]
        if not halaman["lanjut"]:
            return hasil
        halaman = baca(halaman["lanjut"].partition("/api/v1/")[2])


# --- Services ---------------------------------------------------------------------------------------------------------


def test_the_catalogue_can_be_filtered_like_the_page():
    assert kode("katalog/") == ["izin-ramai", "surat-miskin", "surat-usaha"]
    assert kode("katalog/?q=hajatan") == ["izin-ramai"]
    assert kode("katalog/?tipe=B") == ["izin-ramai"]
    assert kode("katalog/?di=kecamatan") == ["izin-ramai"]
    assert kode("katalog/?peristiwa=usaha") == ["surat-usaha"]
    assert kode("katalog/?kategori=lain") == []


def test_a_service_tells_fee_time_offices_and_where_to_go():
    satu = baca("katalog/?q=hajatan")["hasil"][0]
    assert satu["biaya"] == {"rupiah": 25000, "teks": "Rp25.000"}
    assert satu["waktu"] == {"jam_kerja": 8, "teks": "1 hari kerja"}
    assert satu["diurus_di"] == ["desa", "kecamatan"]
    assert satu["alamat"] == "http://testserver/layanan/izin-ramai/"
    assert baca(satu["rinci"].partition("/api/v1/")[2])["kode"] == "izin-ramai"


def test_a_service_that_is_broken_stays_listed_as_closed(map_layanan):
    from core.layanan.verba import catat_versi

    catat_versi(register.registri().ambil("surat-usaha"))
    (map_layanan / "surat_usaha" / "layanan.toml").write_text("kontrak = 9")
    register.muat_ulang()
    tutup = {satu["kode"]: satu["buka"] for satu in baca("katalog/")["hasil"]}
    assert tutup == {"izin-ramai": True, "surat-miskin": True, "surat-usaha": False}
    assert baca("layanan/surat-usaha/")["buka"] is False
    assert "surat-usaha" not in kode("layanan/")


def test_the_fingerprint_changes_with_the_declaration(map_layanan):
    lama = baca("layanan/surat-usaha/")["sidik"]
    assert {satu["kode"]: satu["sidik"] for satu in baca("layanan/")["hasil"]}["surat-usaha"] == lama
    tulis_layanan(map_layanan, **{**CONTOH[2], "biaya": 1000})
    register.muat_ulang()
    assert baca("layanan/surat-usaha/")["sidik"] != lama


def test_all_14_components_are_told_in_the_order_of_the_regulation(situs):
    semua = baca("layanan/surat-miskin/")["komponen"]
    assert [satu["nomor"] for satu in semua] == list(range(1, 15))
    assert [satu["kunci"] for satu in semua if not satu["isi"]] == []
    assert semua[6] == {
        "nomor": 7, "kunci": "dasar_hukum", "judul": "Dasar hukum", "isi": ["UU 25/2009 tentang Pelayanan Publik"]
    }  # fmt: skip


def test_lists_are_walked_page_by_page_without_gap_or_double():
    for n in range(5):
        tautan(f"app-{n}")
        Page.objects.get(depth=2).add_child(instance=BantuanPage(slug=f"h-{n}", title="H"))
    for alamat, semua in (
        ("katalog/?banyak=1", ["izin-ramai", "surat-miskin", "surat-usaha"]),
        ("layanan/?banyak=2", ["izin-ramai", "surat-miskin", "surat-usaha"]),
        ("tautan/?banyak=2", [f"app-{n}" for n in range(5)]),
        ("halaman/?banyak=1", list(Page.objects.filter(depth__gt=1).order_by("pk").values_list("pk", flat=True))),
    ):
        assert susuri(alamat) == semua


# --- Links ------------------------------------------------------------------------------------------------------------


def test_only_published_links_are_told():
    tautan("sapa")
    for keadaan in (Tautan.Keadaan.BARU, Tautan.Keadaan.DITARIK):
        tautan(f"app-{keadaan}", keadaan=keadaan)
    assert kode("tautan/") == ["sapa"]


def test_a_link_that_strangers_took_over_is_not_led_to():
    satu = tautan("sapa", alamat="https://sapa.example")
    assert (baca("tautan/")["hasil"][0]["alamat"], baca("tautan/")["hasil"][0]["keadaan"]) == (
        satu.alamat,
        "belum_dicek",
    )
    sehat, _baru = Kesehatan.objects.get_or_create(tautan=satu)
    sehat.kode, sehat.rusak, sehat.gagal, sehat.gagal_sejak = "diambil", True, 3, timezone.now()
    sehat.save()
    assert (baca("tautan/")["hasil"][0]["alamat"], baca("tautan/")["hasil"][0]["keadaan"]) == ("", "mencurigakan")


# --- Life events ------------------------------------------------------------------------------------------------------


def peristiwa(kunci: str, *layanan: str, **isi) -> PeristiwaHidup:
    """An event with a step for each of these services, and one elsewhere; published unless told otherwise."""
    langkah = [("layanan", {"kode": satu, "catatan": "Dulu"}) for satu in layanan]
    langkah.append(("lain", {"judul": "KUA", "catatan": "", "alamat": ""}))
    return PeristiwaHidup.objects.create(
        kunci=kunci, nama=kunci.title(), langkah=langkah, **{"ringkas": "R", "pembuka": "P", **isi}
    )


def test_the_events_are_those_that_editors_have_published_in_their_order():
    peristiwa("kedua", "surat-usaha", "izin-ramai", "surat-usaha", urut=2)
    peristiwa("pertama", urut=1)
    peristiwa("draf", live=False)
    semua = baca("peristiwa/")["hasil"]
    assert [satu["kode"] for satu in semua] == ["pertama", "kedua"]
    assert semua[1] | {"langkah": []} == {
        "kode": "kedua", "nama": "Kedua", "ringkas": "R", "pembuka": "P", "ikon": "berkas", "jumlah_layanan": 2,
        "layanan": ["surat-usaha", "izin-ramai"], "langkah": [], "halaman": "http://testserver/peristiwa/kedua/",
    }  # fmt: skip
    assert semua[1]["langkah"][0] == {
        "judul": "Surat Keterangan Usaha", "catatan": "Dulu", "layanan": "surat-usaha", "alamat": None
    }  # fmt: skip
    assert semua[1]["langkah"][-1] == {"judul": "KUA", "catatan": "", "layanan": None, "alamat": None}
    assert Client().get("/peristiwa/kedua/").status_code == 200
    assert Client().get("/peristiwa/draf/").status_code == 404


def test_a_service_that_is_closed_is_not_among_the_steps_of_an_event(map_layanan):
    peristiwa("ramai", "izin-ramai", "surat-usaha")
    (map_layanan / "surat_usaha" / "layanan.toml").write_text("kontrak = 9")
    register.muat_ulang()
    assert baca("peristiwa/")["hasil"][0]["layanan"] == ["izin-ramai"]


# --- Pages ------------------------------------------------------------------------------------------------------------


def halaman(slug: str, **isi) -> BantuanPage:
    """Another page below the home page; published unless told otherwise."""
    return BerandaPage.objects.get().add_child(instance=BantuanPage(slug=slug, title=slug, **isi))


def judul() -> set[str]:
    semua = baca("halaman/?banyak=100")["hasil"]
    for satu in semua:
        assert baca(f"halaman/{satu['id']}/")["judul"] == satu["judul"]
    return {satu["judul"] for satu in semua}


def test_a_published_page_is_told_with_its_blocks(situs):
    isi = baca(f"halaman/{BantuanPage.objects.get().pk}/")
    assert (isi["jenis"], isi["alamat"]) == ("bantuan", "http://testserver/bantuan/")
    assert isi["isi"][0]["jenis"] == "bagian"
    assert "<li>" in isi["isi"][0]["isi"]["teks"]


def test_a_draft_a_scheduled_a_withdrawn_and_a_private_page_are_never_told(situs):
    halaman("terbuka")
    tarik = halaman("ditarik")
    tarik.unpublish()
    rahasia = halaman("rahasia")
    anak = rahasia.add_child(instance=BantuanPage(slug="anak", title="anak"))
    PageViewRestriction.objects.create(page=rahasia, restriction_type="login")
    draf = halaman("draf", live=False)
    terjadwal = halaman("terjadwal", live=False)
    terjadwal.go_live_at = timezone.now() + timedelta(days=1)
    terjadwal.save_revision().publish()
    assert judul() & {"terbuka", "ditarik", "rahasia", "anak", "draf", "terjadwal"} == {"terbuka"}
    for satu in (tarik, rahasia, anak, draf, terjadwal):
        baca(f"halaman/{satu.pk}/", 404)
    PageViewRestriction.objects.all().delete()
    draf.save_revision().publish()
    assert {"rahasia", "anak", "draf"} <= judul()


def test_what_is_only_a_draft_of_a_published_page_is_not_told(situs):
    satu = BantuanPage.objects.get()
    satu.title = "Belum disetujui"
    satu.save_revision()
    assert "Belum disetujui" not in judul()
    satu.save_revision().publish()
    assert "Belum disetujui" in judul()


def berita(nama: str, tanggal: str, **isi) -> Berita:
    """A piece of news; published unless told otherwise."""
    induk = IndeksBerita.objects.first() or Page.objects.get(depth=2).add_child(
        instance=IndeksBerita(slug="berita", title="Berita")
    )
    return induk.add_child(instance=Berita(slug=nama, title=nama, ringkas="Ada kabar.", tanggal=tanggal, **isi))


def test_news_come_newest_first_and_drafts_never():
    for nama, tanggal in (("lama", "2026-01-01"), ("baru", "2026-11-20"), ("kembar", "2026-11-20")):
        berita(nama, tanggal)
    berita("draf", "2026-11-21", live=False)
    assert kode("berita/", "judul") == ["kembar", "baru", "lama"]
    assert kode("berita/?sejak=2026-02-01", "judul") == ["kembar", "baru"]
    assert susuri("berita/?banyak=1") == kode("berita/", "id")
    satu = baca("berita/")["hasil"][0]
    assert baca(satu["rinci"].partition("/api/v1/")[2])["judul"] == "kembar"


# --- Regions ----------------------------------------------------------------------------------------------------------


def test_regions_lead_from_a_province_to_a_desa(kecil):
    assert ("35", "provinsi") in {(s["kode"], s["tingkat"]) for s in baca("wilayah/?tingkat=provinsi")["hasil"]}
    assert "35.15" in kode("wilayah/?induk=35")
    assert "11.01.01" in kode("wilayah/?induk=11.01")
    assert kecil.pepelegi.kode in kode("wilayah/?induk=35.15.18")
    assert kode("wilayah/?q=pepel") == [kecil.pepelegi.kode]
    assert baca("wilayah/?induk=35.15.18.2001", 400)["kesalahan"].keys() == {"induk"}


# --- Cost -------------------------------------------------------------------------------------------------------------


def test_a_list_asks_as_often_for_three_rows_as_for_one(kecil, map_layanan):
    induk = Page.objects.get(depth=2)

    def tambah(nama: str) -> None:
        tautan(nama, unit=kecil.pepelegi)
        tempat(nama, kecil.pepelegi)
        induk.add_child(instance=BantuanPage(slug=nama, title=nama))
        berita(nama, "2026-11-20")
        peristiwa(nama, "surat-miskin")
        tulis_layanan(map_layanan, **{**CONTOH[0], "kode": f"surat-{nama}", "nama": nama})
        register.muat_ulang()

    jumlah = {
        "tautan/": 1,
        "mpp/": 6,
        "halaman/": 4,
        "berita/": 3,
        "katalog/": 0,
        "layanan/": 0,
        "wilayah/": 1,
        "peristiwa/": 1,
    }
    tambah("satu")
    assert {alamat: kueri(alamat) for alamat in jumlah} == jumlah
    tambah("dua")
    tambah("tiga")
    induk.refresh_from_db()
    assert {alamat: kueri(alamat) for alamat in jumlah} == jumlah
    assert [len(baca(alamat)["hasil"]) for alamat in ("tautan/", "mpp/", "berita/", "peristiwa/", "halaman/")] == [
        3,
        3,
        3,
        3,
        8,
    ]
