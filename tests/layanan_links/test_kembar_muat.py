"""Duplicates are found by address and by name; the first entries come from the project's own file."""

import pytest

from core.wilayah.daerah import SIDOARJO, TRENGGALEK
from layanan_links import kueri, muat, verba
from layanan_links.alamat import inti
from layanan_links.kembar import Calon, cari
from layanan_links.models import Kategori, Kesehatan, Tautan
from tests.layanan_links.bahan import pemerintahan, tayang


@pytest.mark.parametrize(
    ("satu", "dua"),
    [
        ("http://sippadu.contoh.id", "https://www.sippadu.contoh.id/"),
        ("https://a.id/daftar/", "https://A.id/daftar?utm_source=wa&fbclid=1"),
        ("https://a.id/index.php", "https://a.id:443/"),
        ("https://a.id/x?b=2&a=1", "https://a.id/x?a=1&b=2#atas"),
    ],
)
def test_two_spellings_of_one_address_are_one(satu, dua):
    assert inti(satu) == inti(dua) != ""


@pytest.mark.parametrize(
    ("satu", "dua"),
    [
        ("https://play.google.com/store/apps/details?id=a", "https://play.google.com/store/apps/details?id=b"),
        ("https://a.id/", "https://b.a.id/"),
        ("https://a.id/pajak", "https://a.id/izin"),
    ],
)
def test_two_pages_are_two(satu, dua):
    assert inti(satu) != inti(dua)


def pasangan(*baris):
    return [(p.satu, p.dua, p.sebab) for p in cari([Calon(n, *b) for n, b in enumerate(baris)], "Sidoarjo")]


def test_the_same_application_under_two_names_or_addresses_is_found():
    assert pasangan(("SIPPADU", "http://s.id"), ("Perizinan", "https://www.s.id/")) == [(0, 1, ("alamat",))]
    assert pasangan(("Siap Kerja Sidoarjo", "https://s.id"), ("Aplikasi SIAP KERJA", "")) == [(0, 1, ("nama",))]
    assert pasangan(("SKCK Online (Polresta)", ""), ("SKCK", "")) == [(0, 1, ("nama",))]


def test_namesakes_on_different_sites_and_short_names_are_left_alone():
    assert pasangan(("SIPP", "https://a.go.id"), ("SIPP", "https://b.go.id")) == []
    assert pasangan(("SIBOJO", ""), ("SIGAP", ""), ("Kecamatan Krian", ""), ("Kecamatan Krembung", "")) == []


@pytest.mark.django_db
def test_a_pair_that_was_judged_is_not_shown_again(kecil):
    admin = pemerintahan(kecil)
    satu, dua, tiga = (tayang(admin, nama="SIPPADU", alamat="https://s.contoh.id/") for _ in range(3))
    assert len(kueri.kembar_menunggu()) == 3
    verba.bedakan(satu=tiga, dua=satu, oleh=admin)
    verba.gabung(dipakai=satu, dilebur=dua, oleh=admin)
    assert kueri.kembar_menunggu() == []


# --- First entries ----------------------------------------------------------------------------------------------------


def test_each_row_of_the_file_is_whole_and_no_guess_is_shown():
    isi = muat.baca(SIDOARJO)
    kategori = {satu["kode"] for satu in isi["kategori"]}
    baris = isi["tautan"]
    assert (len(baris), len({b["kode"] for b in baris})) == (63, 63)
    assert {b["kategori"] for b in baris} == kategori
    assert [b["kode"] for b in baris if b["status_bukti"] == "perkiraan" and b.get("tayang", True)] == []
    assert all(b["sumber"] for b in baris)


def test_trenggalek_gets_what_is_true_everywhere_and_nothing_of_sidoarjo():
    teks = [f"{b['nama']} {b['pengelola']} {b.get('alamat', '')}".lower() for b in muat.baca(TRENGGALEK)["tautan"]]
    assert len(teks) == 16
    assert [satu for satu in teks if "sidoarjo" in satu] == []


@pytest.mark.django_db
def test_loading_again_changes_nothing_and_brings_nothing_back(kecil):
    admin = pemerintahan(kecil)
    assert muat.muat(SIDOARJO) == Tautan.objects.count() == Kesehatan.objects.count() == 63
    verba.simpan(
        tautan=(satu := Tautan.objects.get(kode="sippadu")),
        isi=verba.isi_dari(satu) | {"nama": "Nama editor"},
        oleh=admin,
    )
    verba.tarik(tautan=Tautan.objects.get(kode="indago"), oleh=admin)
    Kategori.objects.filter(pk="pajak").update(nama="Pajak dan retribusi")
    sebelum = list(Tautan.objects.order_by("pk").values())
    assert muat.muat(SIDOARJO) == 0
    assert list(Tautan.objects.order_by("pk").values()) == sebelum
    assert Kategori.objects.get(pk="pajak").nama == "Pajak dan retribusi"


@pytest.mark.django_db
def test_owners_are_tied_to_our_offices_and_unknown_addresses_stay_unknown(kecil):
    muat.muat(SIDOARJO)
    milik = Tautan.objects.filter(unit=kecil.dispendukcapil).values_list("kode", flat=True)
    assert set(milik) == {"plavon", "dispendukcapil", "sae-antrean-dukcapil", "kecamatan-ngartis", "alamak"}
    assert Tautan.objects.filter(alamat="").count() == 32
    assert kueri.untuk_umum().count() == 56
    assert Tautan.objects.get(kode="plavon").cari.startswith("plavon dukcapil kk, ktp-el")
