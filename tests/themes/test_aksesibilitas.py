"""Every public page and every page of the desk in a real browser: no violation of WCAG 2.2 AA, no sideways scrolling.

Pages are found, not listed (tests.themes.halaman). A public page is looked at at each width, a page behind the sign-in
at one; theme and state (large letters, high contrast, dialog open) go round. `AKSES_PENUH=1` looks at every page in
every theme, width and state.
"""

import json
from itertools import cycle, product

import pytest

from tests.e2e.orang import Orang
from tests.themes.aksesibilitas import KEADAAN, LEBAR, PENUH, PULIH, bergeser, konteks, pelanggaran, periksa, rancang
from tests.themes.conftest import pakai_tema
from tests.themes.halaman import Jelajah, jelajah_umum, rute, terlewat

pytestmark = pytest.mark.peramban

LAYANAN = "/layanan/surat-keterangan-tidak-mampu-desa/"


@pytest.fixture(scope="module")
def isi(situs_sidoarjo):
    """Work on the desks; addresses by user name, of a visitor without one under ""."""
    perintah = "from tests.themes.isi_meja import isi; isi()"
    return json.loads(situs_sidoarjo.kelola("shell", "-v", "0", "-c", perintah).splitlines()[-1])


@pytest.fixture(scope="module")
def umum(situs_sidoarjo, isi, peramban):
    """What a visitor can reach."""
    jendela = konteks(peramban, 360)
    jelajah = jelajah_umum(jendela.request, situs_sidoarjo.alamat, isi[""])
    jendela.close()
    return jelajah


def test_every_public_page_is_in_the_list(umum):
    assert terlewat(umum) == []


def test_public_pages_are_accessible(umum, dua_tema, peramban):
    jendela = konteks(peramban, 360)
    galat = periksa(jendela, dua_tema, umum.alamat)
    jendela.close()

    assert galat == {}


def test_a_theme_made_by_the_command_is_accessible_untouched(dua_tema, situs_sidoarjo, peramban):
    alamat = pakai_tema(situs_sidoarjo, "uji")
    jendela = konteks(peramban, 360)
    galat = periksa(jendela, {"uji": alamat}, ["/", "/pengembang/komponen/"])
    halaman = jendela.new_page()
    halaman.goto(alamat + "/")
    tema = halaman.evaluate("document.documentElement.dataset.tema")
    jendela.close()
    pakai_tema(situs_sidoarjo, "trenggalek")

    assert (tema, galat) == ("uji", {})


def masuk(jendela, alamat, nama):
    """A page of somebody signed in with a demo account, who has just given the password once more."""
    halaman = jendela.new_page()
    halaman.goto(f"{alamat}/akun/masuk/")
    halaman.fill("input[name=login]", nama)
    halaman.fill("input[type=password]", "demo-sipraja")
    halaman.get_by_role("main").get_by_role("button", name="Masuk").click()
    halaman.wait_for_url(lambda satu: "/akun/masuk/" not in satu)
    halaman.goto(f"{alamat}/akun/pastikan/?next=/akun/profil/")
    halaman.fill("input[type=password]", "demo-sipraja")
    halaman.get_by_role("main").get_by_role("button", name="Lanjut").click()
    halaman.wait_for_url("**/akun/profil/")
    return halaman


def dalam(jelajah, jendela, alamat, mula):
    """Walk on with the rights of who is signed in here; new kinds of page only."""
    sebelum = set(jelajah.alamat)
    jelajah.jelajahi(jendela.request, alamat, mula, lambda j: not j.startswith(("/kelola/", "/api/", "/akun/keluar/")))
    return [satu for satu in jelajah.alamat if satu not in sebelum]


def setelah(umum):
    """A walk that does not go again where visitors go."""
    return Jelajah(bukan=dict.fromkeys(umum.halaman.keys() - {"/"}, "seen as a visitor"))


WARGA = ["/permohonan/", "/lonceng/", "/akun/profil/", "/antrean/"]
MEJA = ["/kantor/", "/kantor/ditangani/", "/kantor/agenda/", "/kantor/warga/", "/kantor/agenda/seri/", "/akun/kode/"]
PETUGAS = ("admin",)


def draf(jendela, alamat, halaman):
    """A file that the citizen has just begun; its three kinds of page."""
    halaman.goto(alamat + LAYANAN)
    halaman.locator("form[action*=mulai] button:visible").first.click()
    halaman.wait_for_url("**/langkah/**")
    satu = halaman.url.removeprefix(alamat).split("langkah")[0]
    return [satu + lain for lain in ("langkah/0/", "berkas/", "periksa/")]


@pytest.fixture(scope="module")
def di_dalam(umum, isi, situs_sidoarjo, peramban):
    """What people who are signed in can reach: addresses by user name, and the walk that found them."""
    jelajah, milik = setelah(umum), {}
    for nama in [*(satu for satu in isi if satu), *PETUGAS]:
        jendela = konteks(peramban, 360)
        halaman = masuk(jendela, situs_sidoarjo.alamat, nama)
        mula = [*draf(jendela, situs_sidoarjo.alamat, halaman), *WARGA] if nama.isdigit() else MEJA
        milik[nama] = dalam(jelajah, jendela, situs_sidoarjo.alamat, [*isi.get(nama, []), *mula])
        jendela.close()
    return milik, jelajah


def test_every_page_behind_the_sign_in_is_in_the_list(di_dalam, umum):
    _milik, jelajah = di_dalam
    semua = Jelajah(umum.halaman | jelajah.halaman, umum.bukan | jelajah.bukan)

    assert terlewat(semua, rute(["warga", "petugas", "masuk"])) == []


def test_pages_behind_the_sign_in_are_accessible(di_dalam, dua_tema, peramban):
    milik, galat, tema = di_dalam[0], {}, cycle(sorted(dua_tema))
    for nama, jalur in milik.items():
        dipakai = dua_tema if PENUH else {(satu := next(tema)): dua_tema[satu]}
        for satu, alamat in dipakai.items():
            jendela = konteks(peramban, 360)
            masuk(jendela, alamat, nama)
            galat |= periksa(jendela, {satu: alamat}, jalur, tiap=1)
            jendela.close()

    assert galat == {}


DAFTAR: list[dict[str, str]] = [
    {"nik": "3515185704900088", "no_kk": "3515180101150098", "nama": "Siti Rahayu", "tempat_lahir": "Sidoarjo",
     "tanggal_lahir_hari": "17", "tanggal_lahir_bulan": "4", "tanggal_lahir_tahun": "1990",
     "jenis_kelamin": "Perempuan"},
    {"telepon": "0812 3456 7890", "email": "siti88@contoh.test", "kecamatan": "35.15.18"},
    {"desa": "35.15.18.2001", "alamat": "Jalan Melati 7", "rt": "2", "rw": "3"},
    {"agama": "Islam", "status_kawin": "Kawin", "pendidikan": "SLTA/sederajat", "pekerjaan": "Guru",
     "golongan_darah": "O", "kewarganegaraan": "WNI"},
]  # fmt: skip


def dilihat(halaman, salah, nama):
    """Note the faults of the page as it stands, in ordinary and in the largest letters on the narrowest phone."""
    for keadaan in ("biasa", "huruf"):
        halaman.evaluate(KEADAAN[keadaan])
        keluhan = pelanggaran(halaman) + (["bergeser ke samping"] if bergeser(halaman) else [])
        halaman.evaluate(PULIH)
        salah |= {f"{nama} {keadaan}": keluhan} if keluhan else {}


def test_the_steps_of_the_registration_are_accessible_empty_with_errors_and_to_the_photos(situs_sidoarjo, peramban):
    jendela, salah = konteks(peramban, 320), {}
    pendaftar = Orang(jendela.new_page(), situs_sidoarjo.alamat, "")
    pendaftar.buka("/daftar/langkah/1/")
    for n, isian in enumerate(DAFTAR, start=1):
        dilihat(pendaftar.halaman, salah, f"langkah {n}")
        pendaftar.tekan("Simpan dan lanjut")
        assert pendaftar.halaman.title().startswith("Galat:"), pendaftar.jalur
        dilihat(pendaftar.halaman, salah, f"galat {n}")
        pendaftar.isi(isian).tekan("Simpan dan lanjut")
    dilihat(pendaftar.halaman, salah, "foto")
    terakhir = pendaftar.jalur
    jendela.close()

    assert (terakhir, salah) == ("/daftar/langkah/5/", {})


KODE = "/akun/kode/"
PENGAMAN = [KODE, *(KODE + x for x in ("recovery-codes/", "recovery-codes/generate/", "totp/deactivate/"))]
PASANG_KODE = """
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from core.akun.models import Pengguna
siapa = Pengguna.objects.get(username="sekcam.waru")
TOTP.activate(siapa, generate_totp_secret())
RecoveryCodes.activate(siapa)
"""


def test_the_pages_of_the_second_factor_are_accessible(situs_sidoarjo, peramban):
    alamat, jendela = situs_sidoarjo.alamat, konteks(peramban, 360)
    masuk(jendela, alamat, "sekcam.waru")
    situs_sidoarjo.kelola("shell", "-v", "0", "-c", PASANG_KODE)
    galat = periksa(jendela, {"sidoarjo": alamat}, PENGAMAN, tiap=1)
    jendela.close()
    jendela = konteks(peramban, 360)
    halaman = jendela.new_page()
    halaman.goto(f"{alamat}/akun/masuk/")
    halaman.fill("input[name=login]", "sekcam.waru")
    halaman.fill("input[type=password]", "demo-sipraja")
    halaman.get_by_role("main").get_by_role("button", name="Masuk").click()
    halaman.wait_for_url("**/akun/kode/authenticate/**")
    galat["authenticate"] = pelanggaran(halaman)
    jendela.close()

    assert galat == {"authenticate": []}


def test_the_covering_part_of_the_matrix_covers_what_it_says():
    jalur, tema = [f"/{i}/" for i in range(16)], ["a", "b"]
    sebagian = rancang(jalur, tema, penuh=False)

    assert {(p.jalur, p.lebar) for p in sebagian} == set(product(jalur, LEBAR))
    assert {p.jalur for p in rancang(jalur, tema, tiap=1, penuh=False)} == set(jalur)
    assert {(p.tema, p.lebar, p.keadaan) for p in sebagian} == set(product(tema, LEBAR, KEADAAN))
    assert len(rancang(jalur, tema, penuh=True)) == 16 * 2 * 3 * 4


def test_the_catalogue_filters_without_script(situs_sidoarjo, peramban):
    jendela = konteks(peramban, 360, java_script_enabled=False)
    halaman = jendela.new_page()
    halaman.goto(f"{situs_sidoarjo.alamat}/layanan/")
    halaman.fill("#q", "tidak mampu")
    halaman.press("#q", "Enter")
    nama = halaman.locator("#hasil h3").all_inner_texts()
    jendela.close()

    assert nama
    assert all("Tidak Mampu" in satu or "SKTM" in satu for satu in nama[:1])


def test_the_catalogue_filters_while_typing_with_script(situs_sidoarjo, peramban):
    jendela = konteks(peramban, 360)
    halaman = jendela.new_page()
    halaman.goto(f"{situs_sidoarjo.alamat}/layanan/")
    semua = halaman.locator("#hasil > li:visible").count()
    halaman.locator("#q").press_sequentially("zzzz")
    halaman.wait_for_selector("[data-kosong]:visible")
    jumlah = halaman.locator("#hasil > li:visible").count()
    jendela.close()

    assert (semua > 2, jumlah) == (True, 0)


def test_a_page_with_faults_is_noticed(peramban):
    jendela = konteks(peramban, 360)
    halaman = jendela.new_page()
    halaman.set_content('<html><body><main><h1>x</h1><img src="data:,"><input name="nik"></main></body></html>')
    ketemu = {satu.split(":")[0] for satu in pelanggaran(halaman)}
    jendela.close()

    assert ketemu == {"document-title", "html-has-lang", "image-alt", "label"}
