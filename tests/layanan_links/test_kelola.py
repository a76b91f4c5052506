"""The register in the admin: every page of an entry asks whose it is, whatever address is typed."""

import pytest
from django.core.management.color import no_style
from django.db import connection
from django.urls import get_resolver, reverse

from cms.akar import akar_halaman
from layanan_links import verba
from layanan_links.kelola import KelolaTautan
from layanan_links.models import Kategori, Kesehatan, Tautan, Usulan
from tests.layanan_links.bahan import isi, izin, menunggu, opd, pemerintahan, tayang
from tests.pabrik import pengguna, petugas
from tests.peramban import Peramban

pytestmark = pytest.mark.django_db
DAFTAR = "/kelola/aplikasi_dinas/"
SATU = [
    "/kelola/aplikasi_dinas/{tindak}/{pk}/".replace("{tindak}", t) for t in ("edit", "delete", "inspect", "history")
]
SATU.append("/kelola/aplikasi_dinas/{pk}/periksa/")
PUTUSAN = ["/kelola/usulan-aplikasi/", "/kelola/usulan-aplikasi/{usulan}/", "/kelola/kembar-aplikasi/",
           "/kelola/kategori_aplikasi/", "/kelola/kategori_aplikasi/create/", "/kelola/kategori_aplikasi/edit/usaha/",
           "/kelola/kategori_aplikasi/delete/usaha/", "/kelola/kategori_aplikasi/history/usaha/"]  # fmt: skip
KIRIM = ["/kelola/usulan-aplikasi/{usulan}/putuskan/", "/kelola/kembar-aplikasi/gabung/"]


@pytest.fixture
def admin(kecil):
    return pemerintahan(kecil)


@pytest.fixture
def dinsos(kecil):
    return opd(kecil.dinas_sosial)


@pytest.fixture
def milik(admin, kecil):
    return tayang(admin, kecil.dinas_sosial, nama="Bansos", alamat="https://bansos.contoh.id/")


@pytest.fixture
def asing(admin, kecil):
    return tayang(admin, kecil.dispendukcapil, nama="Plavon")


def masuk(client, orang):
    client.force_login(orang, "django.contrib.auth.backends.ModelBackend")
    return client


def kode(client, alamat, kirim=None):
    """Status of a GET, or of a POST when there is something to send."""
    return (client.post(alamat, kirim) if kirim is not None else client.get(alamat)).status_code


def test_the_matrix_covers_every_route_of_these_pages():
    """A view that this room adds to the admin without a line here fails."""
    pola = {str(p.pattern) for r in get_resolver().url_patterns if str(r.pattern) == "kelola/" for p in r.url_patterns}
    kita = {
        p.lstrip("^").rstrip("$")
        for p in pola
        if any(k in p for k in ("aplikasi_dinas", "-aplikasi", "kategori_aplikasi"))
    }
    diuji = {a.removeprefix("/kelola/") for a in [DAFTAR, DAFTAR + "create/", *SATU, *PUTUSAN, *KIRIM]}
    ganti = (("(?P<instance_pk>[-\\w]+)", "{pk}"), ("<int:pk>/periksa", "{pk}/periksa"), ("<int:pk>", "{usulan}"))

    def baku(satu):
        for dari, ke in ganti:
            satu = satu.replace(dari, ke)
        return (
            satu.replace("kategori_aplikasi/edit/{pk}", "kategori_aplikasi/edit/usaha")
            .replace("kategori_aplikasi/delete/{pk}", "kategori_aplikasi/delete/usaha")
            .replace("kategori_aplikasi/history/{pk}", "kategori_aplikasi/history/usaha")
        )

    assert {baku(satu) for satu in kita} == diuji


def test_what_belongs_to_another_office_does_not_exist(client, dinsos, milik, asing):
    masuk(client, dinsos)
    kirim = {satu: {} if satu.endswith("periksa/") else None for satu in SATU}
    assert {a: kode(client, a.format(pk=asing.pk), kirim[a]) for a in SATU} == dict.fromkeys(SATU, 404)
    assert {kode(client, a.format(pk=milik.pk), kirim[a]) for a in SATU} == {200, 302}


def test_sending_to_another_offices_entry_changes_nothing(client, dinsos, kecil, asing):
    masuk(client, dinsos)
    sebelum = Tautan.objects.filter(pk=asing.pk).values().get()
    for alamat in SATU:
        assert kode(client, alamat.format(pk=asing.pk), isi(kecil.dinas_sosial, nama="Direbut")) == 404
    assert (Tautan.objects.filter(pk=asing.pk).values().get(), Usulan.objects.count()) == (sebelum, 0)


@pytest.mark.parametrize("siapa", ["tanpa izin", "tanpa masuk", "petugas tanpa izin"])
def test_who_keeps_no_entries_opens_none_of_these_pages(client, kecil, dinsos, milik, siapa):
    verba.simpan(tautan=milik, isi=isi(kecil.dinas_sosial), oleh=dinsos)
    if siapa != "tanpa masuk":
        orang = petugas(kecil.dinas_sosial, "kepala_dinas") if siapa == "petugas tanpa izin" else pengguna()
        masuk(client, izin(orang, "wagtailadmin.access_admin"))
    semua = [*SATU, DAFTAR, DAFTAR + "create/", *PUTUSAN, *KIRIM]
    jawab = {
        a: kode(client, a.format(pk=milik.pk, usulan=menunggu(milik).pk), {} if a in KIRIM else None) for a in semua
    }
    assert {a: k for a, k in jawab.items() if k not in (302, 403, 404, 405)} == {}
    assert (menunggu(milik).status, Tautan.objects.get().tayang) == ("menunggu", True)


def test_an_opd_decides_nothing(client, kecil, dinsos, milik):
    verba.simpan(tautan=milik, isi=isi(kecil.dinas_sosial), oleh=dinsos)
    usulan = menunggu(milik).pk
    masuk(client, dinsos)
    kirim = {a: {"aksi": "setujui"} if a in KIRIM else None for a in (*PUTUSAN, *KIRIM)}
    jawab = {a: kode(client, a.format(usulan=usulan), isian) for a, isian in kirim.items()}
    assert {a: k for a, k in jawab.items() if k not in (302, 403)} == {}
    assert (menunggu(milik).pk, Kategori.objects.count()) == (usulan, 1)


def test_bagian_pemerintahan_opens_each_of_its_pages(client, admin, kecil, dinsos, milik):
    verba.simpan(tautan=milik, isi=isi(kecil.dinas_sosial), oleh=dinsos)
    masuk(client, admin)
    usulan = menunggu(milik).pk
    assert {a: kode(client, a.format(usulan=usulan)) for a in PUTUSAN} == dict.fromkeys(PUTUSAN, 200)


def test_the_list_and_its_export_hold_only_ones_own(client, dinsos, admin, milik, asing):
    def isi_daftar(orang, ekor=""):
        jawab = masuk(client, orang).get(DAFTAR + ekor)
        return jawab.getvalue().decode()

    for ekor in ("", "?export=csv", "?q=plavon", "?keadaan__exact=tayang"):
        assert "Plavon" not in isi_daftar(dinsos, ekor)
    assert ("Bansos" in isi_daftar(dinsos), "Plavon" in isi_daftar(admin)) == (True, True)


def test_the_sites_history_tells_an_opd_nothing_of_others(client, admin, dinsos, milik, asing):
    akar_halaman()  # Wagtail's report looks for it; a database that was emptied has none
    masuk(client, admin).post(f"{DAFTAR}edit/{asing.pk}/", verba.isi_dari(asing) | {"nama": "Plavon rahasia"})
    assert Tautan.objects.filter(nama="Plavon rahasia").exists()
    jawab = masuk(client, dinsos).get("/kelola/reports/site-history/")
    assert (jawab.status_code, "Plavon" in jawab.content.decode()) == (200, False)


# --- An OPD's day, and the decision -----------------------------------------------------------------------------------


def test_an_opd_adds_an_application_and_bagian_pemerintahan_approves_it(admin, dinsos, kecil, milik):
    p = Peramban(dinsos).buka(DAFTAR + "create/")
    assert [o.get_text() for o in p.halaman.select("select[name=unit] option")] == ["Dinas Sosial"]
    alamat = {"alamat": "https://lansia.contoh.id/"}
    _isi_formulir(p, nama="Kartu Lansia", untuk="Kartu gratis naik angkutan", kategori="usaha", **alamat)
    assert "Bagian Pemerintahan akan memutuskan" in p.teks
    tautan = Tautan.objects.get(nama="Kartu Lansia")
    assert Peramban().buka(tautan.get_absolute_url()).kode == 404
    b = Peramban(admin).buka("/kelola/usulan-aplikasi/").ikuti("Kartu Lansia").tekan("Setujui")
    assert "Warga melihat isi yang baru" in b.teks
    assert Peramban().buka(tautan.get_absolute_url()).kode == 200


def _isi_formulir(p, **isian):
    """Send the form of the admin, whose button stands outside of it."""
    from tests.peramban import _bawaan

    form = next(f for f in p.halaman.find_all("form") if f.select("[name=nama]"))
    return p._terima(p.klien.post(p.alamat, _bawaan(form) | isian, follow=True), p.alamat)


def test_the_form_of_an_opd_shows_its_waiting_words_and_says_so(dinsos, milik):
    p = Peramban(dinsos).buka(f"{DAFTAR}edit/{milik.pk}/")
    _isi_formulir(p, nama="Bansos baru")
    lagi = Peramban(dinsos).buka(f"{DAFTAR}edit/{milik.pk}/")
    assert lagi.halaman.select_one("[name=nama]")["value"] == "Bansos baru"
    assert "masih menunggu persetujuan" in lagi.teks
    assert "Bansos baru" not in Peramban().buka("/tautan/").teks


@pytest.mark.parametrize(
    ("alamat", "kata"),
    [
        ("ftp://contoh.id", "harus dimulai dengan https://"), ("https://contoh.id:8080/", "port 8080"),
        ("https://a:b@contoh.id/", "kata sandi"), ("http://localhost/", "alamat lengkap"),
        ("https://contoh .id/", "tanpa spasi"),
    ],
)  # fmt: skip
def test_the_form_says_what_is_wrong_with_an_address(dinsos, milik, alamat, kata):
    kelas = KelolaTautan.edit_handler.bind_to_model(Tautan).get_form_class()
    form = kelas(verba.isi_dari(milik) | {"alamat": alamat}, instance=milik, for_user=dinsos)
    assert [kata in satu for satu in form.errors["alamat"]] == [True]


def test_an_office_of_others_cannot_be_slipped_into_the_form(dinsos, kecil, milik):
    p = _isi_formulir(Peramban(dinsos).buka(f"{DAFTAR}edit/{milik.pk}/"), unit=str(kecil.dispendukcapil.pk))
    assert (p.kode, Usulan.objects.count()) == (200, 0)


def test_a_stale_proposal_is_not_approved_by_the_button(admin, dinsos, kecil, milik):
    verba.simpan(tautan=milik, isi=isi(kecil.dinas_sosial, nama="Pertama"), oleh=dinsos)
    p = Peramban(admin).buka(f"/kelola/usulan-aplikasi/{menunggu(milik).pk}/")
    verba.simpan(tautan=milik, isi=isi(kecil.dinas_sosial, nama="Kedua"), oleh=dinsos)
    p.tekan("Setujui")
    assert (p.kode, "diganti yang lebih baru" in p.teks) == (422, True)


def test_the_comparison_marks_what_differs(admin, dinsos, kecil, milik):
    baru = verba.isi_dari(milik) | {"alamat": "https://pindah.contoh.id/"}
    verba.simpan(tautan=milik, isi=baru, oleh=dinsos)
    p = Peramban(admin).buka(f"/kelola/usulan-aplikasi/{menunggu(milik).pk}/")
    beda = [[s.get_text() for s in b.select("td")] for b in p.halaman.select("tr.beda")]
    assert beda == [["https://bansos.contoh.id/", "https://pindah.contoh.id/"]]


def test_withdrawing_says_what_happens_next(admin, dinsos, milik):
    p = Peramban(dinsos).buka(f"{DAFTAR}delete/{milik.pk}/").tekan("Ya, tarik")
    assert "Warga masih melihatnya sampai disetujui" in p.teks
    assert Peramban(admin).buka(f"{DAFTAR}delete/{milik.pk}/").tekan("Ya, tarik").teks.count("ditarik") >= 1
    assert not Tautan.objects.get().tayang


def test_the_keeper_sees_the_health_and_asks_for_a_look(dinsos, milik):
    Kesehatan.objects.filter(tautan=milik).update(
        kode="tls_habis", gagal=1, gagal_sejak=milik.dibuat, berikutnya="2030-01-01T00:00Z"
    )
    p = Peramban(dinsos).buka(f"{DAFTAR}inspect/{milik.pk}/")
    assert "sudah habis masa berlakunya" in p.teks
    p.tekan("Periksa sekarang")
    assert Kesehatan.objects.get().berikutnya.year < 2030


def lewati_sejuta(pengisi: Tautan) -> None:
    """Let the next row have a number above a million, as in a register that has been in use for years."""
    pengisi.pk, pengisi.kode = 1_234_567, "pengisi"
    pengisi.save(force_insert=True)
    with connection.cursor() as kursor:
        # None on SQLite, which goes on by itself.
        for perintah in connection.ops.sequence_reset_sql(no_style(), [Tautan]):
            kursor.execute(perintah)
    pengisi.delete()


@pytest.mark.parametrize("banyak", [False, True], ids=["young register", "after a million rows"])
def test_duplicates_are_merged_with_one_button(admin, kecil, milik, banyak):
    if banyak:
        lewati_sejuta(Tautan.objects.get(pk=milik.pk))
    kembar = tayang(admin, kecil.dispendukcapil, nama="Lain", alamat="http://www.bansos.contoh.id")
    assert (kembar.pk > 1_000_000) == banyak
    Peramban(admin).buka("/kelola/kembar-aplikasi/").tekan("Pakai Lain")
    assert Tautan.objects.get(pk=milik.pk).digabung_ke == kembar
    assert "Tidak ada yang tampak kembar" in Peramban(admin).buka(reverse("kembar_aplikasi")).teks


@pytest.mark.parametrize("jumlah", [1, 3])
def test_the_list_of_the_admin_asks_as_often_for_one_as_for_many(client, dinsos, admin, kecil, jumlah):
    from django.test.utils import CaptureQueriesContext

    for _n in range(jumlah):
        tayang(admin, kecil.dinas_sosial)
    masuk(client, dinsos).get(DAFTAR)
    with CaptureQueriesContext(connection) as tangkap:
        client.get(DAFTAR)
    tabel = [q["sql"] for q in tangkap.captured_queries if "layanan_links" in q["sql"]]
    assert len(tabel) == 4
