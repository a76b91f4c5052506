"""What officers do with a file, and what they may not."""

from datetime import date, timedelta

import pytest

from core.layanan.kontrak import Tolak
from core.permohonan import verba
from core.permohonan.galat import Basi, TidakBoleh
from core.permohonan.pelaku import Pelaku
from core.wilayah.verba import akhiri, cutikan
from tests import pabrik
from tests.permohonan import bahan
from tests.permohonan.bahan import BERJENJANG, CETAK, DESA, PERIKSA, TTD

pytestmark = pytest.mark.usefixtures("senin")
UBAH = {"kolom": {"penghasilan": "Tidak sesuai slip gaji"}}


# --- Passing on -------------------------------------------------------------------------------------------------------


def test_a_file_walks_by_itself_from_desk_to_desk(kantor):
    p = kantor.lakukan("teruskan", kantor.desa.operator_desa, catatan="Lengkap")
    assert (p.status, p.tahap, p.peran, p.tahap_lulus) == ("diproses", 1, "sekretaris_desa", [0])
    p = kantor.lakukan("teruskan", kantor.desa.sekretaris_desa)
    assert (p.tahap, p.peran) == (2, "kepala_desa")
    p = kantor.ttd(kantor.desa.kepala_desa, terbit={"nomor": "460/1/438.7.8.1/2026"})
    assert (p.tahap, p.peran, p.terbit_pada) == (3, "operator_desa", bahan.SENIN)
    p = kantor.lakukan("teruskan", kantor.desa.operator_desa)
    assert (p.status, p.tahap, p.tenggat, p.diputus_pada) == ("selesai", None, None, bahan.SENIN)
    assert kantor.jenis() == [
        "dimulai", "diajukan", "tahap_dimasuki", "tahap_selesai", "tahap_dimasuki", "tahap_selesai", "tahap_dimasuki",
        "ditandatangani", "surat_terbit", "tahap_dimasuki", "tahap_selesai", "selesai",
    ]  # fmt: skip


def test_the_log_says_who_acted_from_which_office(kantor):
    kantor.lakukan("teruskan", kantor.desa.operator_desa, catatan="Lengkap")
    e = kantor.p.peristiwa.get(jenis="tahap_selesai")
    assert (e.aktor, e.unit_id) == (kantor.desa.operator_desa, kantor.p.unit_id)
    assert e.jabatan == kantor.desa.operator_desa.tugas.nama_jabatan
    assert (e.data["catatan"], e.data["kursi"]) == ("Lengkap", {"peran": "operator_desa", "jenis": "definitif"})


def test_a_file_climbs_from_the_desa_to_the_kecamatan(kecil):
    k = bahan.kantor(kecil, *BERJENJANG)
    k.lakukan("teruskan", k.desa.operator_desa)
    k.ttd(k.desa.kepala_desa)
    p = k.lakukan("teruskan", k.desa.operator_desa)
    assert (p.unit, p.peran) == (kecil.waru, "operator_kecamatan")
    k.lakukan("teruskan", k.kecamatan.operator_kecamatan)
    assert k.ttd(k.kecamatan.camat, terbit={}).status == "selesai"


def test_a_signing_stage_ends_only_with_a_signature(kantor):
    bahan.di_meja_kades(kantor)
    with pytest.raises(TidakBoleh) as galat:
        kantor.lakukan("teruskan", kantor.desa.kepala_desa)
    assert galat.value.pesan == "Tahap ini selesai dengan tanda tangan elektronik."


def test_no_other_stage_ends_with_a_signature(kantor):
    with pytest.raises(TidakBoleh):
        kantor.ttd(kantor.desa.operator_desa)


# --- Who may act ------------------------------------------------------------------------------------------------------


def test_the_same_role_of_another_desa_may_not_act(kantor, kecil):
    with pytest.raises(TidakBoleh):
        kantor.lakukan("teruskan", pabrik.petugas(kecil.tropodo, "operator_desa"))
    assert kantor.segarkan().tahap == 0


def test_another_role_of_the_same_desa_may_not_act(kantor):
    with pytest.raises(TidakBoleh):
        kantor.lakukan("teruskan", kantor.desa.kepala_desa)


def test_an_assignment_that_ended_yesterday_counts_no_more(kantor):
    lama = kantor.desa.operator_desa
    akhiri(penugasan=lama.tugas, sampai=date(2026, 11, 22))
    with pytest.raises(TidakBoleh):
        kantor.lakukan("teruskan", lama)


def test_an_assignment_that_ends_today_still_counts(kantor):
    akhiri(penugasan=kantor.desa.operator_desa.tugas, sampai=date(2026, 11, 23))
    assert kantor.lakukan("teruskan", kantor.desa.operator_desa).tahap == 1


def test_a_seat_shown_by_the_page_is_not_believed(kantor, kecil):
    asing = pabrik.petugas(kecil.tropodo, "operator_desa")
    palsu = Pelaku(asing, kantor.desa.operator_desa.tugas)
    with pytest.raises(TidakBoleh):
        verba.teruskan(permohonan_id=kantor.p.pk, pelaku=palsu, versi=kantor.p.versi)


def test_the_substitute_signs_as_plh_while_the_head_is_on_leave(kantor):
    bahan.di_meja_kades(kantor)
    kades, sekdes = kantor.desa.kepala_desa, kantor.desa.sekretaris_desa
    cutikan(penugasan=kades.tugas, mulai=date(2026, 11, 23), sampai=date(2026, 11, 25), pengganti=sekdes)
    with pytest.raises(TidakBoleh):
        kantor.ttd(kades)
    kantor.ttd(sekdes)
    e = kantor.p.peristiwa.get(jenis="ditandatangani")
    assert (e.aktor, e.jabatan, e.data["kursi"]["jenis"]) == (sekdes, "Plh. Kepala Desa Pepelegi", "plh")


def test_who_examined_the_file_does_not_sign_it(kantor):
    bahan.di_meja_kades(kantor)
    operator = kantor.desa.operator_desa
    pabrik.tugas(operator, kantor.p.unit, "kepala_desa", jenis="plt")
    with pytest.raises(TidakBoleh) as galat:
        kantor.ttd(operator)
    assert galat.value.pesan.startswith("Pemeriksa dan penanda tangan harus orang yang berbeda.")
    kantor.ttd(kantor.desa.kepala_desa)  # the twin: another person signs


def test_who_signed_the_letter_does_not_examine_it_later(kecil):
    k = bahan.kantor(kecil, *BERJENJANG)
    k.lakukan("teruskan", k.desa.operator_desa)
    k.ttd(k.desa.kepala_desa)
    k.lakukan("teruskan", k.desa.operator_desa)
    pabrik.tugas(k.desa.kepala_desa, kecil.waru, "operator_kecamatan")
    with pytest.raises(TidakBoleh):
        k.lakukan("teruskan", k.desa.kepala_desa)
    assert k.lakukan("teruskan", k.kecamatan.operator_kecamatan).peran == "camat"


def test_the_applicant_does_not_handle_his_own_file(kantor):
    pabrik.tugas(kantor.pemohon.pengguna, kantor.p.unit, "operator_desa")
    with pytest.raises(TidakBoleh) as galat:
        kantor.lakukan("teruskan", kantor.pemohon.pengguna)
    assert galat.value.pesan.startswith("Anda pemohon berkas ini")


def test_may_sign_is_answered_before_any_signature_is_made(kantor):
    with pytest.raises(TidakBoleh):
        verba.pastikan_boleh_ttd(permohonan=kantor.p, pelaku=Pelaku(kantor.desa.operator_desa))
    p = bahan.di_meja_kades(kantor)
    verba.pastikan_boleh_ttd(permohonan=p, pelaku=Pelaku(kantor.desa.kepala_desa))


# --- Claims -----------------------------------------------------------------------------------------------------------


def test_a_claim_keeps_others_off_until_released(kantor, kecil):
    rekan = pabrik.petugas(kecil.pepelegi, "operator_desa", nama="Sri Wahyuni")
    p = kantor.lakukan("klaim", rekan)
    assert (p.status, p.pengklaim, p.klaim_sampai) == ("diproses", rekan, bahan.SENIN + timedelta(hours=4))
    with pytest.raises(TidakBoleh) as galat:
        kantor.lakukan("teruskan", kantor.desa.operator_desa)
    assert galat.value.pesan == "Berkas ini sedang dikerjakan Sri Wahyuni."
    with pytest.raises(TidakBoleh):
        kantor.lakukan("lepas", kantor.desa.operator_desa)
    assert kantor.lakukan("lepas", rekan).pengklaim is None
    assert kantor.lakukan("teruskan", kantor.desa.operator_desa).tahap == 1


def test_an_expired_claim_keeps_nobody_off(kantor, kecil, senin):
    rekan = pabrik.petugas(kecil.pepelegi, "operator_desa")
    kantor.lakukan("klaim", rekan)
    senin.shift(timedelta(hours=4))
    assert kantor.lakukan("klaim", kantor.desa.operator_desa).pengklaim == kantor.desa.operator_desa


def test_claiming_twice_changes_nothing(kantor):
    satu = kantor.lakukan("klaim", kantor.desa.operator_desa)
    dua = kantor.lakukan("klaim", kantor.desa.operator_desa)
    assert (satu.versi, kantor.jenis().count("diklaim")) == (dua.versi, 1)


def test_what_nobody_claimed_is_not_released(kantor):
    with pytest.raises(TidakBoleh):
        kantor.lakukan("lepas", kantor.desa.operator_desa)


# --- A stale click ----------------------------------------------------------------------------------------------------


def test_a_stale_click_is_told_who_acted_first(kecil):
    k = bahan.kantor(kecil, PERIKSA, bahan.KIRIM, TTD)
    sri = pabrik.petugas(kecil.pepelegi, "operator_desa", nama="Sri Wahyuni")
    lama = k.p.versi
    k.lakukan("teruskan", sri)
    with pytest.raises(Basi) as galat:
        verba.teruskan(permohonan_id=k.p.pk, pelaku=Pelaku(k.desa.operator_desa), versi=lama)
    assert galat.value.pesan == (
        "Sudah diteruskan oleh Sri Wahyuni pukul 09.41. Muat ulang untuk melihat keadaan terbaru."
    )
    assert (galat.value.oleh, galat.value.pada) == ("Sri Wahyuni", bahan.SENIN)
    assert k.segarkan().tahap == 1


def test_on_another_day_the_date_is_told_too(kantor, senin):
    lama = kantor.p.versi
    kantor.lakukan("klaim", kantor.desa.operator_desa)
    senin.shift(timedelta(days=1))
    with pytest.raises(Basi) as galat:
        verba.teruskan(permohonan_id=kantor.p.pk, pelaku=Pelaku(kantor.desa.operator_desa), versi=lama)
    assert "tanggal 23 November 2026 pukul 09.41" in galat.value.pesan


def test_the_withdrawal_of_the_citizen_comes_first_too(kantor):
    p = kantor.p
    verba.batalkan(permohonan_id=p.pk, warga=kantor.pemohon, versi=p.versi)
    with pytest.raises(Basi) as galat:
        verba.teruskan(permohonan_id=p.pk, pelaku=Pelaku(kantor.desa.operator_desa), versi=p.versi)
    assert galat.value.pesan.startswith("Sudah dibatalkan oleh pemohon pukul 09.41.")


# --- Refusal, publication ---------------------------------------------------------------------------------------------


def test_a_refusal_ends_the_file_with_its_reason(kantor):
    p = kantor.lakukan("tolak", kantor.desa.operator_desa, alasan=" Bukan warga desa ini. ")
    assert (p.status, p.alasan, p.tenggat, p.diputus_pada) == ("ditolak", "Bukan warga desa ini.", None, bahan.SENIN)


def test_a_refusal_without_a_reason_is_refused(kantor):
    with pytest.raises(TidakBoleh):
        kantor.lakukan("tolak", kantor.desa.operator_desa, alasan=" ")


def test_a_letter_is_not_published_past_an_open_stage(kecil):
    k = bahan.kantor(kecil, *BERJENJANG)
    k.lakukan("teruskan", k.desa.operator_desa)
    with pytest.raises(TidakBoleh):
        k.ttd(k.desa.kepala_desa, terbit={"nomor": "1"})  # the camat has still to sign
    with pytest.raises(TidakBoleh):
        verba.catat_peristiwa(permohonan=k.segarkan(), jenis="surat_terbit", data={"nomor": "1"})
    assert k.segarkan().terbit_pada is None


def test_a_letter_can_be_published_after_the_last_signature_in_a_step_of_its_own(kantor):
    bahan.di_meja_kades(kantor)
    p = kantor.ttd(kantor.desa.kepala_desa)
    verba.catat_peristiwa(permohonan=p, jenis="surat_terbit", data={"nomor": "460/1"})
    assert kantor.segarkan().terbit_pada == bahan.SENIN


def test_only_publication_is_recorded_without_a_verb(kantor):
    with pytest.raises(ValueError, match="verb of its own"):
        verba.catat_peristiwa(permohonan=kantor.p, jenis="selesai")


def test_after_publication_the_file_is_neither_refused_nor_withdrawn(kantor):
    bahan.di_meja_kades(kantor)
    p = kantor.ttd(kantor.desa.kepala_desa, terbit={})
    with pytest.raises(TidakBoleh):
        kantor.lakukan("tolak", kantor.desa.operator_desa, alasan="Terlambat")
    with pytest.raises(TidakBoleh):
        verba.batalkan(permohonan_id=p.pk, warga=kantor.pemohon, versi=p.versi)


def test_the_gate_of_the_service_stops_a_step_and_nothing_is_stored(kantor, monkeypatch):
    from core.layanan import kait

    def tolak(nama, **data):
        raise Tolak(f"{nama} {data['aksi']} {data['tahap']}")

    monkeypatch.setattr(kait, "tanyakan", tolak)
    for verb, isi in (("teruskan", {}), ("tolak", {"alasan": "x"}), ("kembalikan", UBAH)):
        with pytest.raises(Tolak) as galat:
            kantor.lakukan(verb, kantor.desa.operator_desa, **isi)
        assert galat.value.pesan == f"periksa_transisi {verb} Pemeriksaan berkas"
    assert (kantor.segarkan().tahap, kantor.jenis()) == (0, ["dimulai", "diajukan", "tahap_dimasuki"])


# --- Looking ----------------------------------------------------------------------------------------------------------


def test_looking_is_recorded_once_a_day_and_makes_no_click_stale(kantor, senin):
    lihat = lambda: verba.catat_lihat(permohonan_id=kantor.p.pk, pelaku=Pelaku(kantor.desa.operator_desa))  # noqa: E731
    versi = kantor.p.versi
    assert (lihat(), lihat()) == (True, False)
    assert kantor.segarkan().versi == versi
    senin.shift(timedelta(days=1))
    assert lihat() is True
    e = kantor.p.peristiwa.filter(jenis="dilihat").first()
    assert (e.aktor, e.unit_id) == (kantor.desa.operator_desa, kantor.p.unit_id)


def test_two_officers_are_recorded_each(kantor):
    for orang in (kantor.desa.operator_desa, kantor.desa.kepala_desa):
        verba.catat_lihat(permohonan_id=kantor.p.pk, pelaku=Pelaku(orang))
    assert kantor.jenis().count("dilihat") == 2


# --- Events -----------------------------------------------------------------------------------------------------------


def test_every_event_is_announced_inside_the_transaction_with_the_new_state(kantor):
    from django.db import connection

    from core.permohonan.sinyal import peristiwa_dicatat

    terdengar = []

    def dengar(permohonan, peristiwa, **_lain):
        terdengar.append((peristiwa.jenis, peristiwa.pk is not None, permohonan.tahap, connection.in_atomic_block))

    peristiwa_dicatat.connect(dengar)
    try:
        kantor.lakukan("teruskan", kantor.desa.operator_desa)
    finally:
        peristiwa_dicatat.disconnect(dengar)
    assert terdengar == [("tahap_selesai", True, 1, True), ("tahap_dimasuki", True, 1, True)]


def test_a_receiver_that_fails_undoes_the_step(kantor):
    from core.permohonan.sinyal import peristiwa_dicatat

    def gagal(**_lain):
        raise RuntimeError

    peristiwa_dicatat.connect(gagal)
    try:
        with pytest.raises(RuntimeError):
            kantor.lakukan("teruskan", kantor.desa.operator_desa)
    finally:
        peristiwa_dicatat.disconnect(gagal)
    assert (kantor.segarkan().tahap, kantor.jenis()[-1]) == (0, "tahap_dimasuki")


def test_the_service_hears_the_news_only_after_the_commit(kantor, monkeypatch, django_capture_on_commit_callbacks):
    from core.layanan import kait

    terdengar = []
    monkeypatch.setattr(kait, "kabarkan", lambda nama, **data: terdengar.append((nama, data["kode"])))
    with django_capture_on_commit_callbacks() as setelah:
        kantor.lakukan("teruskan", kantor.desa.operator_desa)
        assert terdengar == []
    for satu in setelah:
        satu()
    assert terdengar == [("tahap_dimasuki", "surat-uji")]


def test_the_standard_route_is_the_one_these_tests_think_it_is():
    assert [t["aksi"] for t in DESA] == ["periksa", "paraf", "tandatangan", "cetak"]
    assert CETAK["peran"] == "operator_desa"
