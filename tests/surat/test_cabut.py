"""Withdraw and replace a published letter: the verbs, the pages of the officer, and what the old QR says at once."""

import re
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from core.permohonan import integritas, verba
from core.permohonan.galat import TidakBoleh
from core.permohonan.models import Peristiwa
from core.permohonan.pelaku import Pelaku
from core.surat import arsip, kueri, pemeriksaan, verba_cabut
from core.surat.models import StatusSurat, Surat, TandaTangan
from tests import pabrik
from tests.permohonan import bahan
from tests.permohonan.test_balapan import adu, pemenang
from tests.surat import alur
from tests.surat.alur import siapkan, tandatangani, terbit

PENJELASAN = "Nama ibu kandung pemohon salah tulis, seharusnya Sumarti."
ISI = {"sebab": "salah_tulis", "keterangan": PENJELASAN}


def lakukan(k, kata="cabut", orang=None, **isi):
    p = k.segarkan()
    pelaku = Pelaku(orang or k.desa.kepala_desa)
    return getattr(verba_cabut, kata)(permohonan_id=p.pk, pelaku=pelaku, versi=p.versi, **(ISI | isi))


def temuan():
    lain = [n for n in integritas.pemeriksa if n.startswith("permohonan.") or n in {"surat.cabut", "surat.ganti"}]
    return [f"{t.kode} {t.objek} {t.kalimat}" for t in [*pemeriksaan.semua(), *integritas.periksa(lain)]]


def teks(jawab):
    return " ".join(re.sub(r"<[^>]+>", " ", jawab.content.decode()).split())


def sampai_terbit_lagi(k):
    """From the first desk to the second letter."""
    k.lakukan("teruskan", k.desa.operator_desa)
    siapkan(k)
    return tandatangani(k)


# --- The verbs --------------------------------------------------------------------------------------------------------


def test_withdrawn_letter_is_void_at_once_and_its_bytes_stay(meja, client):
    surat = terbit(meja)
    lakukan(meja)
    surat.refresh_from_db()
    assert (surat.status, surat.alasan_batal) == ("dicabut", "Ada salah tulis dalam surat.")
    assert (surat.dicabut_pada, surat.dicabut_oleh) == (timezone.now(), meja.desa.kepala_desa)
    assert arsip.baca(surat.sha_kini)
    assert meja.segarkan().status == "ditolak"
    assert kueri.surat_terbit(meja.p) is None
    jawab = client.get(surat.get_absolute_url())
    assert "Dicabut Senin, 23 November 2026 pukul 09.41.00 WIB" in teks(jawab)
    assert "Alasan Ada salah tulis dalam surat." in teks(jawab)
    assert temuan() == []


@pytest.mark.satu_basis
def test_words_of_the_officer_are_for_the_applicant_and_never_public(meja, client):
    surat = terbit(meja)
    lakukan(meja)
    for alamat in (surat.get_absolute_url(), f"{surat.get_absolute_url()}?format=json"):
        assert "Sumarti" not in client.get(alamat).content.decode()
    client.force_login(meja.pemohon.pengguna, "django.contrib.auth.backends.ModelBackend")
    halaman = teks(client.get(reverse("permohonan:lihat", args=[meja.p.pk])))
    assert f"Ada salah tulis dalam surat. {PENJELASAN}" in halaman


def test_replaced_letter_leads_to_the_new_one_and_back(meja, client):
    lama = terbit(meja)
    lakukan(meja, "ganti")
    assert "Surat penggantinya sedang dibuat." in teks(client.get(lama.get_absolute_url()))
    baru = sampai_terbit_lagi(meja)
    lama.refresh_from_db()
    assert (lama.status, baru.menggantikan, baru.versi_surat, baru.urut) == ("diganti", lama, 2, 2)
    halaman_lama, halaman_baru = (client.get(s.get_absolute_url()) for s in (lama, baru))
    assert f"Surat ini sudah diganti surat nomor {baru.nomor}. Jangan dipakai lagi." in teks(halaman_lama)
    assert f'<a href="{baru.get_absolute_url()}">{baru.nomor}</a>' in halaman_lama.content.decode()
    assert f'<a href="{lama.get_absolute_url()}">{lama.nomor}</a>' in halaman_baru.content.decode()
    tercetak = PdfReader(BytesIO(arsip.baca(baru.sha_kini))).pages[0].extract_text()
    assert f"Menggantikan surat nomor {lama.nomor}" in " ".join(tercetak.split())
    assert arsip.baca(lama.sha_kini)
    assert temuan() == []


@pytest.mark.satu_basis
def test_letter_that_replaces_none_says_nothing_of_it(meja):
    surat = terbit(meja)
    assert surat.menggantikan is None
    assert "Menggantikan" not in PdfReader(BytesIO(arsip.baca(surat.sha_kini))).pages[0].extract_text()


def test_replacement_that_is_annulled_on_its_way_still_points_back(meja):
    """Returned to the citizen after the second number was taken: the third letter takes the first one's place."""
    lama = terbit(meja)
    lakukan(meja, "ganti")
    meja.lakukan("teruskan", meja.desa.operator_desa)
    kedua = siapkan(meja)
    meja.lakukan("kembalikan", meja.desa.kepala_desa, kolom={"penghasilan": "Tulis yang benar."})
    verba.simpan_langkah(permohonan=meja.p, warga=meja.pemohon, isian={"penghasilan": 2_000_000})
    meja.perbaiki()
    siapkan(meja)
    ketiga = tandatangani(meja)
    kedua.refresh_from_db()
    lama.refresh_from_db()
    assert (kedua.status, ketiga.menggantikan, lama.status) == ("batal", lama, "diganti")
    assert [s.urut for s in Surat.objects.order_by("urut")] == [1, 2, 3]
    assert temuan() == []


def test_checks_see_a_replaced_letter_that_was_forgotten(meja, monkeypatch):
    """Twin: without the mark at publication the old letter is not called replaced, and the check says so."""
    terbit(meja)
    lakukan(meja, "ganti")
    monkeypatch.setattr("core.surat.verba_sah.tandai_diganti", lambda _surat: None)
    sampai_terbit_lagi(meja)
    assert [t.split()[0] for t in temuan()] == ["GANTI_BELUM_TERTULIS"]


def test_checks_see_a_withdrawal_that_is_not_in_the_log_and_one_that_did_not_arrive(meja):
    surat = terbit(meja)
    Surat.objects.update(status=StatusSurat.DIGANTI, alasan_batal="Keliru")
    assert {"CABUT_TANPA_CATATAN", "GANTI_TANPA_SURAT"} <= {t.split()[0] for t in temuan()}
    Surat.objects.update(status=StatusSurat.TERBIT, alasan_batal="")
    lakukan(meja)
    Surat.objects.filter(pk=surat.pk).update(status=StatusSurat.TERBIT)
    assert "CABUT_TIDAK_SAMPAI" in {t.split()[0] for t in temuan()}


@pytest.mark.satu_basis
@pytest.mark.parametrize(
    ("isi", "kalimat"),
    [
        ({"sebab": "lupa"}, "Pilih alasan yang boleh dibaca umum"),
        ({"sebab": ""}, "Pilih alasan yang boleh dibaca umum"),
        ({"keterangan": "Salah."}, "paling sedikit satu kalimat"),
        ({"keterangan": " \u202e\n "}, "paling sedikit satu kalimat"),
    ],
)
def test_a_word_is_no_reason(meja, isi, kalimat):
    surat = terbit(meja)
    with pytest.raises(TidakBoleh, match=kalimat):
        lakukan(meja, **isi)
    surat.refresh_from_db()
    assert surat.status == "terbit"


def test_letter_is_withdrawn_once(meja):
    terbit(meja)
    lakukan(meja)
    with pytest.raises(TidakBoleh, match="sudah dicabut"):
        lakukan(meja, "ganti")


# --- Who may ----------------------------------------------------------------------------------------------------------


def test_last_signer_of_two_may_withdraw_and_the_first_may_not(meja_dua):
    k, camat = meja_dua, meja_dua.kecamatan.camat
    siapkan(k)
    tandatangani(k)
    alur.ke_camat(k)
    surat = tandatangani(k, camat)
    assert [kueri.boleh_mencabut(surat, o) for o in (camat, k.desa.kepala_desa)] == [True, False]
    with pytest.raises(TidakBoleh, match="penanda tangan terakhir"):
        lakukan(k)
    assert lakukan(k, orang=camat).status == "dicabut"


@pytest.mark.satu_basis
def test_head_of_the_same_office_withdraws_what_a_section_head_signed(meja_dua, kecil):
    k = meja_dua
    siapkan(k)
    tandatangani(k)
    alur.ke_camat(k)
    surat = tandatangani(k, k.kecamatan.camat)
    TandaTangan.objects.filter(surat=surat, urut=2).update(peran="kasi_kesra")
    kasi, kasi_lain = pabrik.petugas(kecil.waru, "kasi_kesra"), pabrik.petugas(kecil.waru, "kasi_trantib")
    camat_lain = pabrik.petugas(kecil.sidoarjo, "camat")
    hasil = [kueri.boleh_mencabut(surat, o) for o in (kasi, k.kecamatan.camat, kasi_lain, camat_lain)]
    assert hasil == [True, True, False, False]


def test_successor_may_and_predecessor_may_not(meja, kecil):
    surat, lama = terbit(meja), meja.desa.kepala_desa
    lama.tugas.delete()
    plt = pabrik.petugas(kecil.pepelegi, "kepala_desa", jenis="plt")
    assert [kueri.boleh_mencabut(surat, o) for o in (lama, plt)] == [False, True]


@pytest.mark.satu_basis
def test_applicant_never_may(meja, kecil):
    surat = terbit(meja)
    pabrik.tugas(meja.pemohon.pengguna, kecil.pepelegi, "kepala_desa", jenis="plh")
    assert not kueri.boleh_mencabut(surat, meja.pemohon.pengguna)


# --- The pages --------------------------------------------------------------------------------------------------------


def alamat(k, kata="cabut"):
    return reverse(f"surat:{kata}", kwargs={"permohonan": k.p.pk})


@pytest.fixture
def kades(client, meja):
    client.force_login(meja.desa.kepala_desa, "django.contrib.auth.backends.ModelBackend")
    return client


def pastikan(client, tujuan):
    """The password once more, as the page asks."""
    return client.post(f"{reverse('account_reauthenticate')}?next={tujuan}", {"password": pabrik.SANDI, "next": tujuan})


def borang(k, **isi):
    return {"versi": k.segarkan().versi, "sebab": "salah_tulis", "keterangan": PENJELASAN, "yakin": "on", **isi}


@pytest.mark.parametrize("kata", ["cabut", "ganti"])
def test_officer_withdraws_after_the_password_once_more(kades, meja, kata):
    surat = terbit(meja)
    minta = kades.get(alamat(meja, kata))
    assert minta.headers["Location"].startswith(reverse("account_reauthenticate"))
    assert pastikan(kades, alamat(meja, kata)).headers["Location"] == alamat(meja, kata)
    assert surat.nomor in teks(kades.get(alamat(meja, kata)))
    jawab = kades.post(alamat(meja, kata), borang(meja), follow=True)
    assert f"Surat nomor {surat.nomor} dicabut." in teks(jawab)
    surat.refresh_from_db()
    assert (surat.status, meja.segarkan().status) == ("dicabut", "ditolak" if kata == "cabut" else "diproses")


@pytest.mark.satu_basis
def test_password_of_long_ago_does_not_count(kades, meja):
    """The form sent without it changes nothing, and is carried out when the password has been given."""
    surat = terbit(meja)
    jawab = kades.post(alamat(meja), borang(meja))
    assert jawab.headers["Location"].startswith(reverse("account_reauthenticate"))
    surat.refresh_from_db()
    assert surat.status == "terbit"
    assert pastikan(kades, alamat(meja)).status_code == 302
    surat.refresh_from_db()
    assert surat.status == "dicabut"


@pytest.mark.satu_basis
def test_form_says_what_is_missing(kades, meja):
    terbit(meja)
    pastikan(kades, alamat(meja))
    jawab = kades.post(alamat(meja), {"versi": meja.segarkan().versi, "keterangan": "Salah."})
    assert jawab.status_code == 422
    for kalimat in (
        "Pilih alasan yang boleh dibaca umum.", "Tulis alasannya paling sedikit satu kalimat",
        "Centang bahwa nomor suratnya sudah Anda cocokkan.",
    ):  # fmt: skip
        assert teks(jawab).count(kalimat) == 2  # above and beside the field
    assert teks(jawab).startswith("Galat:")


def test_stale_page_keeps_the_words_and_says_who_was_first(kades, meja):
    terbit(meja)
    pastikan(kades, alamat(meja))
    lama = borang(meja)
    meja.lakukan("teruskan", meja.desa.operator_desa)
    jawab = kades.post(alamat(meja), lama)
    assert (jawab.status_code, PENJELASAN in jawab.content.decode()) == (409, True)
    assert f"Sudah diteruskan oleh {meja.desa.operator_desa.nama}" in teks(jawab)


@pytest.mark.satu_basis
@pytest.mark.parametrize("kata", ["cabut", "ganti"])
def test_page_does_not_exist_for_others(client, meja, kecil, kata):
    terbit(meja)
    lain = pabrik.petugas(kecil.tropodo, "kepala_desa")
    for orang in (meja.desa.operator_desa, meja.desa.sekretaris_desa, lain, meja.pemohon.pengguna):
        client.force_login(orang, "django.contrib.auth.backends.ModelBackend")
        assert client.get(alamat(meja, kata)).status_code == 404
        assert client.post(alamat(meja, kata), borang(meja)).status_code == 404
    assert not Peristiwa.objects.filter(jenis="surat_dicabut").exists()


@pytest.mark.satu_basis
def test_buttons_stand_on_the_file_for_who_may_and_only_there(client, meja):
    surat = terbit(meja)
    halaman = {}
    for peran in ("kepala_desa", "operator_desa"):
        client.force_login(getattr(meja.desa, peran), "django.contrib.auth.backends.ModelBackend")
        halaman[peran] = client.get(reverse("permohonan:periksa_petugas", args=[meja.p.pk])).content.decode()
    assert [alamat(meja) in isi for isi in halaman.values()] == [True, False]
    assert all(surat.nomor in isi for isi in halaman.values())


@pytest.mark.satu_basis
def test_file_without_a_letter_shows_no_button(kades, meja):
    isi = kades.get(reverse("permohonan:periksa_petugas", args=[meja.p.pk])).content.decode()
    assert alamat(meja) not in isi
    assert kades.get(alamat(meja)).status_code == 404


@pytest.mark.satu_basis
def test_withdrawn_letter_is_not_offered_again(kades, meja):
    terbit(meja)
    lakukan(meja)
    jawab = kades.get(alamat(meja), follow=True)
    assert "sudah dicabut." in teks(jawab)
    assert alamat(meja) not in jawab.content.decode()


# --- Two at once ------------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kedua", ["cabut", "ganti"])
def test_of_two_withdrawals_at_once_exactly_one_wins(meja, kedua):
    terbit(meja)
    p = meja.segarkan()

    def buat(kata):
        pelaku = Pelaku(meja.desa.kepala_desa)
        return lambda: getattr(verba_cabut, kata)(permohonan_id=p.pk, pelaku=pelaku, versi=p.versi, **ISI)

    assert pemenang(adu(buat("cabut"), buat(kedua))) == 1
    assert Peristiwa.objects.filter(jenis="surat_dicabut").count() == 1
    assert temuan() == []


@pytest.mark.django_db(transaction=True)
def test_download_beside_a_replacement_gives_the_letter_or_nothing(meja):
    from django.test import Client

    surat = terbit(meja)
    warga = Client()
    warga.force_login(meja.pemohon.pengguna, "django.contrib.auth.backends.ModelBackend")
    unduh = reverse("surat:unduh", kwargs={"permohonan": meja.p.pk})
    jawab, _surat = adu(lambda: warga.get(unduh), lambda: lakukan(meja, "ganti"))
    assert jawab.status_code in {200, 404}
    assert jawab.status_code == 404 or jawab.content == arsip.baca(surat.sha_kini)
    assert warga.get(unduh).status_code == 404
    assert bahan.segar(meja.p).tahap == 0
