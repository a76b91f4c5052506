"""The timeline, the list, repairing, withdrawing, and the public status page."""

from __future__ import annotations

import re

import pytest

from core.permohonan import verba
from core.permohonan.models import Lampiran
from core.permohonan.pelaku import Pelaku
from core.permohonan.views_umum import MAKS_ALAMAT, MAKS_NOMOR
from tests.permohonan import bahan
from tests.permohonan.warga_http import alamat, masuk, unggahan

pytestmark = pytest.mark.usefixtures("senin")


@pytest.fixture
def klien(kantor):
    return masuk(kantor.pemohon.pengguna)


def buka(klien, p, bagian=""):
    return klien.get(alamat(p, bagian)).content.decode()


def rapat(teks):
    """Text without tags and runs of blanks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", teks))


# --- Timeline ---------------------------------------------------------------------------------------------------------


def test_the_timeline_says_where_it_is_whether_to_act_and_when_it_is_done(klien, kantor):
    teks = rapat(buka(klien, kantor.p))
    assert "Sedang diperiksa petugas desa di Desa Pepelegi" in teks
    assert "Anda tidak perlu melakukan apa-apa sekarang" in teks
    assert kantor.p.nomor in teks
    # 4 + 2 + 4 + 1 working hours from Monday 09.41
    assert "Perkiraan selesai: Selasa, 24 November 2026" in teks


def test_the_timeline_names_stages_of_the_pinned_declaration_and_no_role_codes(klien, kantor):
    kantor.lakukan("teruskan", kantor.desa.operator_desa)
    teks = rapat(buka(klien, kantor.p))
    lini = teks[teks.index("Perjalanan permohonan") :]
    urut = ["Permohonan terkirim", "Pemeriksaan berkas", "Paraf sekretaris", "Tanda tangan kepala desa"]
    letak = [lini.index(satu) for satu in urut]
    assert letak == sorted(letak)
    assert "Menunggu paraf sekretaris desa di Desa Pepelegi" in teks
    assert "operator_desa" not in teks


def test_the_citizen_sees_who_looked_at_the_file(klien, kantor):
    assert "Belum ada petugas yang membukanya" in buka(klien, kantor.p)
    operator = kantor.desa.operator_desa
    masuk(operator).get(f"/kantor/permohonan/{kantor.p.pk}/")
    teks = rapat(buka(klien, kantor.p))
    assert f"{operator.nama} Operator Desa Pepelegi, Senin, 23 November 2026, 09.41" in teks


def test_the_own_nik_is_masked(klien, kantor):
    teks = buka(klien, kantor.p)
    assert kantor.pemohon.nik not in teks
    assert f"{kantor.pemohon.nik[:4]}••••••••{kantor.pemohon.nik[-4:]}" in teks


def test_without_a_published_letter_there_is_nothing_to_download(klien, kantor):
    assert "Unduh surat" not in buka(klien, kantor.p)


def test_once_the_letter_is_out_there_is_no_date_to_wait_for(klien, kantor):
    kantor.lakukan("teruskan", kantor.desa.operator_desa)
    kantor.lakukan("teruskan", kantor.desa.sekretaris_desa)
    assert "Perkiraan selesai" in buka(klien, kantor.p)
    kantor.ttd(kantor.desa.kepala_desa, terbit={"nomor": "1"})
    teks = buka(klien, kantor.p)
    assert "Surat Anda sudah terbit" in teks
    assert "Perkiraan selesai" not in teks


def test_a_draft_leads_back_to_the_form(klien, kantor):
    draf = verba.mulai(warga=kantor.pemohon, layanan=bahan.layanan())
    assert klien.get(alamat(draf)).url == alamat(draf, "langkah/0/")


def test_the_list_groups_by_whether_the_citizen_has_to_act(klien, kantor):
    verba.mulai(warga=kantor.pemohon, layanan=bahan.layanan())
    teks = rapat(klien.get("/permohonan/").content.decode())
    assert teks.index("Perlu Anda lanjutkan") < teks.index("Lanjutkan isian") < teks.index("Sedang diproses")


def test_the_list_shows_own_applications_only_and_costs_the_same_for_one_and_ten(kantor, django_assert_num_queries):
    lain = bahan.warga(kantor.p.unit)
    klien = masuk(lain.pengguna)
    assert kantor.p.nomor not in klien.get("/permohonan/").content.decode()
    for banyak in (1, 9):
        for _satu in range(banyak):
            bahan.kirim(bahan.draf(lain))
        klien.get("/permohonan/")
        with django_assert_num_queries(5):
            klien.get("/permohonan/")


# --- Repair -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def kembali(kantor):
    """The operator wants the purpose and the letter of the RT again."""
    kantor.lakukan(
        "kembalikan",
        kantor.desa.operator_desa,
        kolom={"keperluan": "Isian ini kurang jelas."},
        berkas={"pengantar": "Foto buram. Tolong foto ulang."},
        umum="Tinggal dua hal.",
    )
    return kantor


def test_the_repair_page_shows_each_reason_at_its_field_and_nothing_else_to_fill_in(klien, kembali):
    teks = buka(klien, kembali.p, "perbaiki/")
    polos = rapat(teks)
    assert "Catatan petugas untuk “Keperluan” Isian ini kurang jelas." in polos
    assert "Foto buram. Tolong foto ulang." in polos
    assert "Tinggal dua hal." in polos
    assert 'name="keperluan"' in teks
    assert 'name="pengantar"' in teks
    assert 'name="penghasilan"' not in teks
    assert 'name="ktp_pemohon"' not in teks


def test_the_status_card_leads_to_the_repair(klien, kembali):
    teks = rapat(buka(klien, kembali.p))
    assert "Keperluan: Isian ini kurang jelas." in teks
    assert "Perbaiki sekarang" in teks


def test_a_repair_is_sent_back_to_the_desk_that_asked(klien, kembali):
    data = {"keperluan": "Lainnya", "tampil": "keperluan,sekolah", "pengantar": unggahan("baru.jpg"), "kirim": "1"}
    jawab = klien.post(alamat(kembali.p, "perbaiki/"), data)
    p = kembali.segarkan()
    assert (jawab.status_code, jawab.url) == (302, alamat(p))
    assert (p.status, p.tahap, p.peran) == ("diproses", 0, "operator_desa")
    assert p.isian == {"keperluan": "Lainnya", "penghasilan": 1_500_000}
    assert Lampiran.objects.get(permohonan=p, kode="pengantar").berkas.nama_tampil == "baru.jpg"


def test_saving_a_repair_does_not_send_it(klien, kembali):
    jawab = klien.post(alamat(kembali.p, "perbaiki/"), {"keperluan": "Lainnya", "pengantar": unggahan("baru.jpg")})
    assert jawab.url == alamat(kembali.p, "perbaiki/")
    assert (kembali.segarkan().status, kembali.p.isian["keperluan"]) == ("perlu_perbaikan", "Lainnya")


def test_an_answer_that_was_not_asked_for_stays_whatever_is_posted(klien, kembali):
    data = {"keperluan": "Sekolah", "sekolah": "SMPN 9", "penghasilan": "1", "kirim": "1"}
    klien.post(alamat(kembali.p, "perbaiki/"), data)
    assert kembali.segarkan().isian["penghasilan"] == 1_500_000


def test_a_wrong_repair_gives_422_and_keeps_what_was_typed(klien, kantor):
    kantor.lakukan("kembalikan", kantor.desa.operator_desa, kolom={"penghasilan": "Tulis yang benar."})
    jawab = klien.post(alamat(kantor.p, "perbaiki/"), {"penghasilan": "sejuta", "kirim": "1"})
    assert jawab.status_code == 422
    assert 'value="sejuta"' in jawab.content.decode()
    assert kantor.segarkan().status == "perlu_perbaikan"


def test_a_broken_photo_in_a_repair_is_told_at_the_upload(klien, kembali):
    data = {"keperluan": "Lainnya", "pengantar": unggahan("a.jpg", b"x" * 50), "kirim": "1"}
    jawab = klien.post(alamat(kembali.p, "perbaiki/"), data)
    assert jawab.status_code == 422
    assert 'id="id_pengantar_error"' in jawab.content.decode()
    assert kembali.segarkan().status == "perlu_perbaikan"


def test_a_return_in_words_only_opens_every_step(klien, kantor):
    kantor.lakukan("kembalikan", kantor.desa.operator_desa, umum="Tolong periksa semua lagi.")
    teks = buka(klien, kantor.p, "perbaiki/")
    assert f'href="{alamat(kantor.p, "langkah/1/")}?kembali=periksa"' in teks
    jawab = klien.post(alamat(kantor.p, "langkah/1/?kembali=periksa"), {"penghasilan": "2.000.000"})
    assert jawab.url == alamat(kantor.p, "perbaiki/")
    assert klien.post(alamat(kantor.p, "perbaiki/"), {"kirim": "1"}).status_code == 302
    assert kantor.segarkan().isian["penghasilan"] == 2_000_000
    assert kantor.p.status == "diproses"


def test_steps_stay_closed_when_only_parts_are_to_be_repaired(klien, kembali):
    assert klien.get(alamat(kembali.p, "langkah/1/")).url == alamat(kembali.p, "perbaiki/")
    klien.post(alamat(kembali.p, "langkah/1/"), {"penghasilan": "1"})
    assert kembali.segarkan().isian["penghasilan"] == 1_500_000


def test_the_repair_page_of_a_file_at_a_desk_leads_to_the_timeline(klien, kantor):
    assert klien.get(alamat(kantor.p, "perbaiki/")).url == alamat(kantor.p)


# --- Withdraw ---------------------------------------------------------------------------------------------------------


def test_withdrawing_asks_once_more_and_then_does_it(klien, kantor):
    assert "Batalkan permohonan ini?" in buka(klien, kantor.p, "batalkan/")
    jawab = klien.post(alamat(kantor.p, "batalkan/"), {"versi": kantor.p.versi, "alasan": "Salah pilih"})
    assert jawab.url == "/permohonan/"
    assert (kantor.segarkan().status, kantor.p.alasan) == ("dibatalkan", "Salah pilih")


def test_withdrawing_a_file_that_moved_meanwhile_gets_409_with_who_acted(klien, kantor):
    lama = kantor.p.versi
    kantor.lakukan("teruskan", kantor.desa.operator_desa)
    jawab = klien.post(alamat(kantor.p, "batalkan/"), {"versi": lama, "alasan": "Salah pilih"})
    teks = jawab.content.decode()
    assert jawab.status_code == 409
    assert f"Sudah diteruskan oleh {kantor.desa.operator_desa.nama} pukul 09.41" in teks
    assert "Salah pilih" in teks
    assert kantor.segarkan().status == "diproses"


# --- Public status ----------------------------------------------------------------------------------------------------


def lacak(client, nomor, angka):
    return client.post("/lacak/", {"nomor": nomor, "nik_akhir": angka})


def test_number_and_four_digits_show_the_status_and_nothing_more(client, kantor):
    jawab = lacak(client, kantor.p.nomor.lower().replace("-", " "), kantor.pemohon.nik[-4:])
    teks = rapat(jawab.content.decode())
    assert jawab.status_code == 200
    assert "Sedang diperiksa petugas desa di Desa Pepelegi" in teks
    for rahasia in (kantor.pemohon.pengguna.nama, kantor.pemohon.nik, "SMPN 1 Waru", "1.500.000"):
        assert rahasia not in teks


def test_reasons_of_a_repair_stay_behind_the_sign_in(client, kantor):
    kantor.lakukan("kembalikan", kantor.desa.operator_desa, umum="Rahasia warga.")
    teks = lacak(client, kantor.p.nomor, kantor.pemohon.nik[-4:]).content.decode()
    assert "Masuk ke akun Anda" in teks
    assert "Rahasia warga" not in teks


def test_an_unknown_number_and_wrong_digits_get_the_same_answer(client, kantor):
    salah = f"{(int(kantor.pemohon.nik[-4:]) + 1) % 10_000:04d}"
    satu, dua = lacak(client, kantor.p.nomor, salah), lacak(client, "SDA-2611-0000-0000", salah)
    assert (satu.status_code, dua.status_code) == (422, 422)

    def bersih(jawab, nomor):
        return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", jawab.content.decode()).replace(nomor, "")

    assert bersih(satu, kantor.p.nomor) == bersih(dua, "SDA-2611-0000-0000")


def test_a_draft_is_unknown_to_the_public(client, kantor):
    draf = verba.mulai(warga=kantor.pemohon, layanan=bahan.layanan())
    assert lacak(client, draf.nomor, kantor.pemohon.nik[-4:]).status_code == 422


def test_wrong_digits_for_one_number_are_counted_from_everywhere(client, kantor):
    salah = f"{(int(kantor.pemohon.nik[-4:]) + 1) % 10_000:04d}"
    for i in range(MAKS_NOMOR):
        jawab = client.post("/lacak/", {"nomor": kantor.p.nomor, "nik_akhir": salah}, REMOTE_ADDR=f"10.0.0.{i}")
        assert jawab.status_code == 422
    assert lacak(client, kantor.p.nomor, kantor.pemohon.nik[-4:]).status_code == 429


def test_one_address_tries_a_limited_number_of_times(client, kantor):
    for i in range(MAKS_ALAMAT):
        assert lacak(client, f"SDA-2611-0000-{i:04d}", "1234").status_code == 422
    assert lacak(client, "SDA-2611-0000-9999", "1234").status_code == 429
    jawab = client.post("/lacak/", {"nomor": "SDA-2611-0000-9999", "nik_akhir": "1234"}, REMOTE_ADDR="10.9.9.9")
    assert jawab.status_code == 422


def test_a_refused_application_tells_the_reason_to_its_owner(klien, kantor):
    verba.tolak(
        permohonan_id=kantor.p.pk,
        pelaku=Pelaku(kantor.desa.operator_desa),
        versi=kantor.p.versi,
        alasan="Anda tinggal di desa lain.",
    )
    assert "Anda tinggal di desa lain." in buka(klien, kantor.p)
