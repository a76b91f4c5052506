"""Several sites from one installation: theme, words, manifest and coat of arms follow the host that was asked."""

import io
import json

import pytest
from django.http import HttpResponse
from django.template import Context, Template
from django.test import RequestFactory
from PIL import Image, PngImagePlugin
from wagtail.models import Site

from sipraja.cap import cap_baru
from tests import pabrik
from tests.peramban import Peramban
from themes import profil
from themes.situs import gambar, kueri
from themes.situs.models import IdentitasSitus
from themes.situs.tengah import TemaSitus

pytestmark = [pytest.mark.django_db, pytest.mark.satu_basis]
LAIN = {"HTTP_HOST": "trenggalek.localhost"}


@pytest.fixture(autouse=True)
def _bersih(settings):
    settings.ALLOWED_HOSTS = ["testserver", ".localhost"]
    yield
    kueri._peta = kueri.Peta()


def situs_lain(**pilihan):
    """A second site with the same pages, another host and another face."""
    akar = Site.objects.get(is_default_site=True).root_page
    situs = Site.objects.create(hostname="trenggalek.localhost", port=80, root_page=akar, site_name="Dua")
    satu = IdentitasSitus(site=situs, **{"tema": "trenggalek", **pilihan})
    satu.save()
    kueri.segarkan()
    return satu


def test_each_host_wears_its_own_theme(client):
    situs_lain()
    satu, dua = client.get("/lacak/").content.decode(), client.get("/lacak/", **LAIN).content.decode()

    assert ('data-tema="sidoarjo"' in satu, "SIPRAJA" in satu, "tema/sidoarjo/tema.css" in satu) == (True, True, True)
    assert ('data-tema="trenggalek"' in dua, "PETUNG DADI" in dua, "tema/trenggalek/tema.css" in dua) == (
        True,
        True,
        True,
    )
    assert "SIPRAJA" not in dua


def test_manifest_icons_and_service_worker_are_those_of_the_host(client):
    situs_lain(nama="DUKCAPIL")
    isi = json.loads(client.get("/aplikasi.webmanifest", **LAIN).content)

    assert (isi["short_name"], isi["theme_color"]) == ("DUKCAPIL", "#22492f")
    assert isi["name"] == "DUKCAPIL Kabupaten Trenggalek"
    assert {i["src"].rpartition("/")[0] for i in isi["icons"]} == {"/static/tema/trenggalek"}
    assert "tema/trenggalek/tema.css" in client.get("/sw.js", **LAIN).content.decode()
    assert "tema/sidoarjo/tema.css" in client.get("/sw.js").content.decode()


def test_a_page_asks_the_database_nothing_for_its_face(client, django_assert_num_queries):
    situs_lain()
    client.get("/lacak/", **LAIN)
    with django_assert_num_queries(0):
        client.get("/lacak/", **LAIN)


def test_the_map_is_looked_at_again_when_it_is_old_or_the_page_cache_saw_a_change(settings):
    satu = situs_lain()
    minta = RequestFactory().get("/", **LAIN)
    satu.nama = "BARU"
    satu.save()
    assert kueri.wajah(minta).identitas.nama == ""

    settings.SITUS_SEGAR = 3600.0
    assert kueri.wajah(minta).identitas.nama == ""
    cap_baru.send(sender=None, cap="lain")
    assert kueri.wajah(minta).identitas.nama == "BARU"
    settings.SITUS_SEGAR = 0.0
    IdentitasSitus.objects.update(nama="LAGI")
    assert kueri.wajah(minta).identitas.nama == "LAGI"


def test_wagtail_gets_its_site_without_asking_and_each_request_its_own(settings, django_assert_num_queries):
    situs_lain()
    settings.SITUS_SEGAR = 3600.0
    minta, lagi = (RequestFactory().get("/", **LAIN) for _ in range(2))
    with django_assert_num_queries(0):
        for satu in (minta, lagi):
            TemaSitus(lambda r: HttpResponse(Site.find_for_request(r).root_page.title))(satu)
    situs = Site.find_for_request(minta)
    situs.root_page.title = "milik satu permintaan"

    assert situs == Site.objects.get(hostname="trenggalek.localhost")
    assert Site.find_for_request(lagi).root_page.title != "milik satu permintaan"


def test_a_database_that_is_away_takes_no_face_off(monkeypatch):
    from django.db import OperationalError

    situs_lain()

    def putus():
        raise OperationalError("putus")

    monkeypatch.setattr(kueri, "_baca", putus)
    kueri.segarkan()

    assert kueri.wajah(RequestFactory().get("/", **LAIN)).identitas.tema == "trenggalek"


def test_the_face_ends_with_the_request():
    situs_lain()
    jawab = TemaSitus(lambda _r: HttpResponse(profil.aktif().kode))(RequestFactory().get("/", **LAIN))

    assert (jawab.content.decode(), profil.aktif().kode) == ("trenggalek", "sidoarjo")


def test_an_unknown_host_and_a_theme_that_is_gone_fall_back_to_the_installation():
    satu = situs_lain(tema="sudah-dihapus")

    assert satu.identitas().tema == ""
    assert kueri.wajah(RequestFactory().get("/", HTTP_HOST="lain.localhost")).identitas.tema == ""


def test_a_template_of_a_theme_wins_on_its_site_only(settings, tmp_path):
    from themes import pemuat
    from themes.baru import Pesanan, buat

    settings.TEMA_TAMBAHAN = tmp_path
    folder = buat(Pesanan("dukcapil", "DUKCAPIL", "Dinas", "#204060"), tmp_path) / "templates" / "komponen"
    folder.mkdir(parents=True)
    (folder / "kosong.html").write_text("{# Ours. #}milik dukcapil")
    pemuat._map.cache_clear()
    templat = Template('{% include "komponen/kosong.html" with judul="J" teks="T" %}')
    biasa = templat.render(Context())
    tanda = profil.pakai(profil.Identitas("dukcapil"))
    try:
        lain = templat.render(Context())
    finally:
        profil.lepas(tanda)

    assert ("milik dukcapil" in lain, "milik dukcapil" in biasa) == (True, False)
    assert "milik dukcapil" not in templat.render(Context())


# --- The coat of arms -------------------------------------------------------------------------------------------------


def png(sisi=600, mode="RGBA", bentuk="PNG", **lain):
    wadah = io.BytesIO()
    Image.new(mode, (sisi, sisi), (200, 30, 30, 128)[: len(mode)]).save(wadah, bentuk, **lain)
    return wadah.getvalue()


def _milik_situs():
    return IdentitasSitus.objects.get_or_create(site=Site.objects.get(is_default_site=True))[0]


@pytest.mark.parametrize(("mode", "bentuk"), [("RGBA", "PNG"), ("RGB", "JPEG"), ("RGBA", "WEBP"), ("P", "PNG")])
def test_a_picture_becomes_two_small_png_files_of_our_own(mode, bentuk):
    hasil = gambar.olah(io.BytesIO(png(600, "RGB" if mode == "P" else mode, bentuk)))
    kecil, besar = Image.open(io.BytesIO(hasil.kecil)), Image.open(io.BytesIO(hasil.besar))

    assert (kecil.format, kecil.size, besar.size) == ("PNG", (104, 104), (512, 512))
    assert len(hasil.kecil) < 16_000


def test_words_hidden_in_the_picture_are_gone():
    catatan = PngImagePlugin.PngInfo()
    catatan.add_text("Comment", "<script>rahasia</script>")
    hasil = gambar.olah(io.BytesIO(png(pnginfo=catatan) + b"<script>ekor</script>"))

    assert b"rahasia" not in hasil.besar + hasil.kecil
    assert b"ekor" not in hasil.besar + hasil.kecil


def test_what_is_see_through_stays_so():
    kecil = Image.open(io.BytesIO(gambar.olah(io.BytesIO(png())).kecil)).convert("RGBA")

    assert kecil.getpixel((50, 50))[3] < 200


@pytest.mark.parametrize(
    ("isi", "kata"),
    [
        (b'<svg xmlns="http://www.w3.org/2000/svg"><script>x</script></svg>', "SVG"),
        (b"GIF89a" + b"\0" * 50, "PNG, JPG, atau WebP"),
        (b"", "PNG, JPG, atau WebP"),
        (png(50), "terlalu kecil"),
        (png()[:300], "rusak"),
        (b"\0" * (gambar.UKURAN_MAKS + 1), "terlalu besar"),
    ],
)
def test_what_is_no_usable_picture_is_refused_with_a_sentence(isi, kata):
    with pytest.raises(gambar.LambangDitolak, match=kata):
        gambar.olah(io.BytesIO(isi))


def test_a_bomb_is_refused_before_it_is_opened():
    wadah = io.BytesIO()
    Image.new("1", (9000, 9000)).save(wadah, "PNG")

    with pytest.raises(gambar.LambangDitolak, match="terlalu lebar"):
        gambar.olah(io.BytesIO(wadah.getvalue()))


@pytest.fixture
def editor(db):
    pengguna = pabrik.petugas(pabrik.daerah_kecil().pepelegi, "operator_desa")
    pengguna.is_superuser = True
    pengguna.save()
    return Peramban(pengguna)


def test_an_editor_uploads_the_coat_of_arms_and_everybody_sees_it(editor, client):
    situs = Site.objects.get(is_default_site=True)
    halaman = editor.buka(f"/kelola/settings/situs/identitassitus/{situs.pk}/")
    assert (halaman.kode, halaman.medan_berkas()) == (200, ["unggahan"])
    halaman.isi(unggahan=("lambang.png", png())).tekan("Simpan")
    kueri.segarkan()
    isi = client.get("/lacak/").content.decode()
    alamat = f"/lambang/{IdentitasSitus.objects.get().sidik}-kecil.png"

    assert isi.count(alamat) == 2  # header and footer
    jawab = client.get(alamat)
    assert (jawab.status_code, jawab["Content-Type"]) == (200, "image/png")
    assert "immutable" in jawab["Cache-Control"]


def test_a_refused_upload_says_why_and_changes_nothing(editor):
    situs = Site.objects.get(is_default_site=True)
    alamat = f"/kelola/settings/situs/identitassitus/{situs.pk}/"
    halaman = editor.buka(alamat).isi(unggahan=("lambang.svg", b"<svg></svg>")).tekan("Simpan")

    assert "disimpan dulu sebagai PNG" in halaman.teks
    assert not IdentitasSitus.objects.exclude(sidik="").exists()


def test_a_coat_of_arms_can_be_taken_off_again(editor, client):
    satu = _milik_situs()
    hasil = gambar.olah(io.BytesIO(png()))
    satu.pasang(hasil.kecil, hasil.besar)
    satu.save()
    alamat = f"/kelola/settings/situs/identitassitus/{satu.site_id}/"
    editor.buka(alamat).isi(lepas_lambang="on").tekan("Simpan")
    kueri.segarkan()

    assert IdentitasSitus.objects.get().sidik == ""
    assert "tema/sidoarjo/lambang.svg" in client.get("/lacak/").content.decode()


@pytest.mark.parametrize("alamat", ["/lambang/0000-kecil.png", "/lambang/0000-raksasa.png", "/lambang/-kecil.png"])
def test_an_unknown_coat_of_arms_is_not_found(client, alamat):
    assert client.get(alamat).status_code == 404


def test_who_may_not_edit_cannot_reach_the_form(client):
    situs = Site.objects.get(is_default_site=True)

    assert client.get(f"/kelola/settings/situs/identitassitus/{situs.pk}/").status_code in (302, 403, 404)
