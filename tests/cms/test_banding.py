"""Two versions beside each other, as the reviewer compares them."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from cms.kait_halaman import tombol_banding
from publikasi.models import Pengumuman
from tests.cms.bahan_halaman import anggota, kini
from tests.pabrik import petugas

pytestmark = pytest.mark.django_db


@pytest.fixture
def ubah(h):
    """A new draft of the page."""

    def _ubah(**isi):
        halaman = kini(h.miskin)
        for nama, nilai in isi.items():
            setattr(halaman, nama, nilai)
        return halaman.save_revision(user=h.dinsos)

    return _ubah


def banding(h, sisi="live...latest", siapa=None):
    klien = Client()
    klien.force_login(siapa or h.penelaah)
    jawab = klien.get(f"/kelola/pages/{h.miskin.pk}/revisions/compare/{sisi}/")
    assert jawab.status_code == 200
    return BeautifulSoup(jawab.content, "html.parser").select_one(".banding")


def isi(kolom):
    """What is left to read when the style sheet has hidden what belongs to the other side."""
    lawan = ".addition" if "banding__sebelum" in kolom["class"] else ".deletion"
    for satu in kolom.select(lawan):
        satu.decompose()
    kolom.select_one(".banding__sisi").decompose()
    return " ".join(kolom.get_text().split())


def test_each_column_tells_its_own_version_and_who_wrote_it(h, ubah):
    ubah(sarana="Loket di lantai dasar.").publish()
    ubah(sarana="Loket di lantai dua.", evaluasi="Tiap bulan.")
    hasil = banding(h)
    assert [isi(satu) for satu in hasil.select(".banding__sebelum")] == ["Loket di lantai dasar.", "Kosong"]
    assert [isi(satu) for satu in hasil.select(".banding__sesudah")] == ["Loket di lantai dua.", "Tiap bulan."]
    assert [satu.get_text() for satu in hasil.select("h2")] == [
        "Sebelum: Yang terbit sekarang",
        "Sesudah: Versi terbaru",
    ]
    assert "Dian Sosial" in hasil.get_text()


def test_both_pages_are_shown_as_citizens_see_them_without_scripts(h, ubah):
    lama = ubah(sarana="Loket di lantai dasar.")
    lama.publish()
    baru = ubah(sarana="Loket di lantai dua.")
    bingkai = banding(h).select("iframe")
    assert [satu["src"] for satu in bingkai] == [
        f"/kelola/pages/{h.miskin.pk}/revisions/{satu.pk}/view/" for satu in (lama, baru)
    ]
    assert [list(satu["sandbox"]) for satu in bingkai] == [["allow-same-origin"]] * 2
    klien = Client()
    klien.force_login(h.penelaah)
    assert [("lantai dua" in klien.get(satu["src"]).content.decode()) for satu in bingkai] == [False, True]


def test_equal_versions_say_so(h):
    assert "Kedua versi ini sama." in banding(h).get_text()


def test_the_button_stands_only_where_there_is_something_to_compare(h, ubah):
    def ada(siapa):
        h.miskin.refresh_from_db()
        return [satu.url for satu in tombol_banding(h.miskin, siapa, "edit")]

    assert ada(h.penelaah) == []
    ubah(sarana="Baru")
    assert ada(h.penelaah) == ada(h.dinsos) == [f"/kelola/pages/{h.miskin.pk}/revisions/compare/live...latest/"]
    assert ada(anggota_lain(h)) == []


def anggota_lain(h):
    """An editor of another office."""
    return anggota(petugas(h.kecil.dispendukcapil, "operator_dinas", nama="Lain"), "Penyunting OPD")


def test_announcements_are_compared_the_same_way(h):
    satu = Pengumuman(judul="Kantor libur", isi="Senin tutup.", live=True)
    satu.save()
    lama = satu.save_revision()
    satu.isi = "Selasa tutup."
    baru = satu.save_revision()
    klien = Client()
    klien.force_login(h.pengelola)
    alamat = f"/kelola/snippets/publikasi/pengumuman/history/{satu.pk}/revisions/compare/{lama.pk}...{baru.pk}/"
    hasil = BeautifulSoup(klien.get(alamat).content, "html.parser").select_one(".banding")
    assert (isi(hasil.select_one(".banding__sebelum")), isi(hasil.select_one(".banding__sesudah"))) == (
        "Senin tutup.", "Selasa tutup.",
    )  # fmt: skip
    assert hasil.select("iframe") == []
