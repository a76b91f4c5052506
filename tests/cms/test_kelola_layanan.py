"""The admin's pages about packages and the state of services: who may do what, by every address, and what is said."""

import io
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pypdf import PdfWriter

from cms.kelompok import KELOMPOK, siapkan_kelompok
from core.layanan import register
from core.layanan.models import GagalKait, PaketLayanan
from core.layanan.paket_hasil import temuan
from core.layanan.paket_zip import MAKS_TERKEMAS, bungkus_paket
from core.layanan.register import registri
from tests.layanan.bahan import tulis_folder
from tests.layanan.bahan_paket import KODE, ajukan, folder_paket, orang, versi_baru
from tests.pabrik import petugas

AKAR = "/kelola/paket-layanan/"


@pytest.fixture
def k(kecil, tmp_path, settings, client):
    settings.PLUGIN_BAWAAN, settings.LAYANAN_KETAT = tmp_path / "plugins", False
    folder_paket(settings.PLUGIN_BAWAAN, "surat-bawaan", "Surat Bawaan")
    register.muat_ulang()
    dinsos, dukcapil, pengelola = orang(kecil)
    yield SimpleNamespace(
        dinsos=dinsos, dukcapil=dukcapil, pengelola=pengelola, unit=kecil.dinas_sosial, lain=kecil.dispendukcapil,
        folder=folder_paket(tmp_path / "luar"), kecil=kecil, klien=client, plugins=settings.PLUGIN_BAWAAN,
    )  # fmt: skip
    register.lupakan()


def sebagai(k, siapa):
    k.klien.force_login(siapa)
    return k.klien


def teks(jawab) -> str:
    return jawab.content.decode()


def unggah(k, isi: bytes, nama="paket.zip", **lain):
    berkas = SimpleUploadedFile(nama, isi, "application/zip")
    return k.klien.post(f"{AKAR}unggah/", {"berkas": berkas, "unit": k.unit.pk, **lain})


def semua_alamat(pk):
    return [f"{AKAR}{pk}/", f"{AKAR}{pk}/surat/1.png", f"{AKAR}{pk}/surat.pdf", f"{AKAR}{pk}/paket.zip"]


def test_the_whole_life_by_clicking(k):
    klien = sebagai(k, k.dinsos)
    jawab = unggah(k, bungkus_paket(k.folder))
    paket = PaketLayanan.objects.get()
    assert jawab.url == f"{AKAR}{paket.pk}/"
    halaman = teks(klien.get(jawab.url))
    for kata in ("Lulus tanpa temuan", "Layanan baru: Surat Keterangan Nelayan (tipe A).", "Tarik paket"):
        assert kata in halaman
    assert "Setujui dan pakai" not in halaman
    assert klien.get(f"{jawab.url}surat/1.png").content.startswith(b"\x89PNG")
    assert klien.get(f"{jawab.url}surat.pdf").content.startswith(b"%PDF")
    assert klien.get(f"{jawab.url}paket.zip").content == bungkus_paket(k.folder)

    klien = sebagai(k, k.pengelola)
    assert "Setujui dan pakai" in teks(klien.get(jawab.url))
    assert klien.post(f"{jawab.url}putuskan/", {"aksi": "setujui"}).status_code == 302
    assert registri().ambil(KODE) is not None
    assert "paket yang diunggah" in teks(klien.get("/kelola/keadaan-layanan/"))
    assert klien.post(f"{jawab.url}putuskan/", {"aksi": "tarik"}).status_code == 302
    assert registri().ambil(KODE) is None
    assert "Pakai lagi" in teks(klien.get(jawab.url))


def test_a_new_version_is_shown_beside_the_one_in_use(k):
    satu = ajukan(k.folder, k.dinsos, k.unit)
    sebagai(k, k.pengelola).post(f"{AKAR}{satu.pk}/putuskan/", {"aksi": "setujui"})
    dua = ajukan(versi_baru(k.folder, 2, Keperluan="Digunakan untuk"), k.dinsos, k.unit)
    PaketLayanan.objects.update(pratinjau=_pdf())
    halaman = teks(k.klien.get(f"{AKAR}{dua.pk}/"))
    assert "kini berbunyi “Digunakan untuk”" in halaman
    for alamat in (f"{AKAR}{satu.pk}/surat/1.png", f"{AKAR}{dua.pk}/surat/1.png"):
        assert alamat in halaman
    assert k.klien.get(f"{AKAR}{dua.pk}/surat/2.png").status_code == 404


def _pdf() -> bytes:
    tulis, keluar = PdfWriter(), io.BytesIO()
    tulis.add_blank_page(200, 200)
    tulis.write(keluar)
    return keluar.getvalue()


def test_another_office_finds_nothing_by_any_address(k):
    paket = ajukan(k.folder, k.dinsos, k.unit)
    PaketLayanan.objects.update(pratinjau=_pdf())
    assert [sebagai(k, k.dinsos).get(a).status_code for a in semua_alamat(paket.pk)] == [200] * 4, "the twin"
    klien = sebagai(k, k.dukcapil)
    assert {klien.get(a).status_code for a in semua_alamat(paket.pk)} == {404}
    assert klien.post(f"{AKAR}{paket.pk}/putuskan/", {"aksi": "tarik"}).status_code == 404
    assert "Surat Keterangan Nelayan" not in teks(klien.get(AKAR))
    paket.refresh_from_db()
    assert paket.status == "diajukan"


TERTUTUP = [AKAR, f"{AKAR}unggah/", f"{AKAR}1/", f"{AKAR}1/paket.zip", "/kelola/keadaan-layanan/"]


@pytest.mark.parametrize("alamat", TERTUTUP)
def test_who_has_no_permission_gets_nowhere(k, alamat):
    assert k.klien.get(alamat).status_code == 302
    operator = petugas(k.kecil.pepelegi, "operator_desa")
    assert sebagai(k, operator).get(alamat).status_code == 302
    assert sebagai(k, k.pengelola).get(AKAR).status_code == 200, "the twin"


def test_an_office_that_presses_a_button_it_does_not_have_is_refused(k):
    paket = ajukan(k.folder, k.dinsos, k.unit)
    jawab = sebagai(k, k.dinsos).post(f"{AKAR}{paket.pk}/putuskan/", {"aksi": "setujui"})
    assert jawab.status_code == 422
    assert "Hanya pengelola layanan" in teks(jawab)
    assert k.klien.get(f"{AKAR}{paket.pk}/putuskan/").status_code == 405


def test_a_refusal_without_a_reason_says_so_and_keeps_the_page(k):
    paket = ajukan(k.folder, k.dinsos, k.unit)
    jawab = sebagai(k, k.pengelola).post(f"{AKAR}{paket.pk}/putuskan/", {"aksi": "tolak", "alasan": " "})
    assert jawab.status_code == 422
    assert "Tulis alasan penolakan" in teks(jawab)
    k.klien.post(f"{AKAR}{paket.pk}/putuskan/", {"aksi": "tolak", "alasan": "Dasar hukum keliru"})
    assert "Dasar hukum keliru" in teks(sebagai(k, k.dinsos).get(f"{AKAR}{paket.pk}/"))


def test_who_uploaded_is_told_that_somebody_else_must_approve(k):
    paket = ajukan(k.folder, k.pengelola, k.unit)
    halaman = teks(sebagai(k, k.pengelola).get(f"{AKAR}{paket.pk}/"))
    assert "orang lain yang harus menyetujuinya" in halaman
    assert "Setujui dan pakai" not in halaman


def test_a_package_with_findings_shows_them_and_has_no_button(k):
    paket = ajukan(k.folder, k.dinsos, k.unit, [temuan("surat tidak tercetak", berkas="surat.typ", baris=3)])
    halaman = teks(sebagai(k, k.pengelola).get(f"{AKAR}{paket.pk}/"))
    assert "surat.typ baris 3: surat tidak tercetak" in halaman
    assert "Setujui dan pakai" not in halaman


@pytest.mark.parametrize(
    ("isi", "kata"),
    [(b"bukan zip", "bukan .zip yang utuh"), (b"x" * (MAKS_TERKEMAS + 1), "lebih dari 1024 KB"), (b"", "kosong")],
)
def test_a_bad_file_is_refused_at_the_field(k, isi, kata):
    sebagai(k, k.dinsos)
    jawab = unggah(k, isi)
    assert jawab.status_code == 422
    assert kata in " ".join(jawab.context["form"].errors["berkas"])
    assert PaketLayanan.objects.count() == 0


def test_nothing_chosen_and_another_office_are_refused_at_their_fields(k):
    sebagai(k, k.dinsos)
    galat = k.klien.post(f"{AKAR}unggah/", {"unit": k.lain.pk}).context["form"].errors
    assert galat["berkas"] == ["Pilih berkas .zip dahulu."]
    assert "unit" in galat


def test_a_package_that_cannot_be_read_lists_what_to_mend(k):
    sebagai(k, k.dinsos)
    berkas = k.folder / "layanan.toml"
    berkas.write_text(berkas.read_text().replace('tipe      = "A"', 'tipe      = "Z"'))
    jawab = unggah(k, bungkus_paket(k.folder))
    assert jawab.status_code == 422
    assert "layanan.toml baris" in teks(jawab)
    assert PaketLayanan.objects.count() == 0


def test_the_state_page_names_reason_place_source_and_cure(k):
    rusak = tulis_folder(k.plugins, fungsi="from core.layanan.kontrak import hookimpl\n\nX = 1 / 0\n")
    register.muat_ulang()
    GagalKait.objects.create(
        plugin="surat-bawaan", kait="periksa_permohonan", galat="KeyError", tempat="plugin.py baris 9", jumlah=7,
        hari=timezone.localdate(), terakhir=timezone.now(),
    )  # fmt: skip
    halaman = teks(sebagai(k, k.pengelola).get("/kelola/keadaan-layanan/"))
    assert "1 layanan sehat, 1 dikarantina" in halaman
    for kata in (
        "surat-uji",
        "ZeroDivisionError",
        "plugin.py baris 3",
        "Cara memperbaiki",
        str(rusak),
        "bawaan sistem",
    ):
        assert kata in halaman
    assert "KeyError, plugin.py baris 9 · 7×" in halaman


def test_the_groups_are_made_once_and_what_an_administrator_changed_stays(db):
    siapkan_kelompok()
    kelompok = Group.objects.get(name="Pengelola layanan")
    assert kelompok.permissions.count() == len(KELOMPOK["Pengelola layanan"].izin)
    kelompok.permissions.clear()
    siapkan_kelompok()
    assert kelompok.permissions.count() == 0


def test_the_menu_is_there_for_who_may_use_it_only(k):
    assert "paket-layanan" in teks(sebagai(k, k.dinsos).get("/kelola/"))
    k.dinsos.groups.get().permissions.remove(*k.dinsos.groups.get().permissions.filter(codename="add_paketlayanan"))
    assert "paket-layanan" not in teks(sebagai(k, type(k.dinsos).objects.get(pk=k.dinsos.pk)).get("/kelola/"))


def test_the_list_costs_the_same_for_one_and_for_many(k, django_assert_num_queries):
    ajukan(k.folder, k.dinsos, k.unit)
    klien = sebagai(k, k.pengelola)
    klien.get(AKAR)
    with CaptureQueriesContext(connection) as satu:
        klien.get(AKAR)
    for versi in range(2, 6):
        ajukan(versi_baru(k.folder, versi), k.dinsos, k.unit)
    with django_assert_num_queries(len(satu)):
        klien.get(AKAR)
