"""The pure rules; no database."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from core.permohonan import aturan
from core.permohonan.aturan import Keadaan, Kejadian, LogRusak, Status, TahapRute
from core.permohonan.galat import TidakBoleh

PAGI = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
RUTE = (
    TahapRute(0, "operator_desa", "periksa"),
    TahapRute(1, "sekretaris_desa", "paraf", opsional=True),
    TahapRute(2, "kepala_desa", "tandatangan"),
    TahapRute(3, "operator_kecamatan", "periksa"),
    TahapRute(4, "camat", "tandatangan"),
    TahapRute(5, "operator_desa", "cetak"),
)
SEMUA = tuple(range(6))


def kejadian(jenis, aktor=7, **data):
    return Kejadian(jenis, data, aktor, PAGI)


def masuk(tahap, unit=1):
    return kejadian("tahap_dimasuki", tahap=tahap, peran=RUTE[tahap].peran, unit=unit, tenggat=PAGI.isoformat())


AJUKAN = kejadian("diajukan", tempat="35.15.18.2001", berlaku=[0, 2], versi=2)
SAMPAI_MEJA = [kejadian("dimulai", versi=1), AJUKAN, masuk(0)]


def test_a_sent_file_waits_at_its_first_desk():
    k = aturan.putar_ulang(SAMPAI_MEJA)
    assert (k.status, k.tahap, k.peran, k.unit, k.tenggat) == (Status.DIAJUKAN, 0, "operator_desa", 1, PAGI)


def test_finishing_every_stage_ends_the_file():
    log = [
        *SAMPAI_MEJA,
        kejadian("tahap_selesai", tahap=0, aksi="periksa"),
        masuk(2),
        kejadian("ditandatangani", tahap=2, aksi="tandatangan"),
        kejadian("selesai"),
    ]
    k = aturan.putar_ulang(log)
    assert (k.status, k.tahap, k.lulus, k.diputus_pada) == (Status.SELESAI, None, frozenset({0, 2}), PAGI)


def test_a_log_that_ends_before_the_last_stage_is_impossible():
    with pytest.raises(LogRusak):
        aturan.putar_ulang([*SAMPAI_MEJA, kejadian("tahap_selesai", tahap=0), kejadian("selesai")])


def test_a_log_that_jumps_over_a_stage_is_impossible():
    with pytest.raises(LogRusak):
        aturan.putar_ulang([kejadian("dimulai", versi=1), AJUKAN, masuk(2)])


def test_a_log_that_finishes_another_stage_than_the_current_is_impossible():
    with pytest.raises(LogRusak):
        aturan.putar_ulang([*SAMPAI_MEJA, kejadian("tahap_selesai", tahap=2)])


def test_an_unknown_event_is_impossible():
    with pytest.raises(LogRusak):
        aturan.putar_ulang([kejadian("ajaib")])


def test_going_back_to_a_stage_undoes_what_came_after():
    k = Keadaan(berlaku=SEMUA, lulus=frozenset({0, 1, 2, 3}), status=Status.DIPROSES)
    assert aturan.terapkan(k, masuk(2)).lulus == frozenset({0, 1})


def test_a_claim_ends_when_the_file_moves_on():
    ambil = kejadian("diklaim", aktor=9, sampai=(PAGI + timedelta(hours=4)).isoformat())
    k = aturan.putar_ulang([*SAMPAI_MEJA, ambil])
    assert (k.pengklaim, k.status) == (9, Status.DIPROSES)
    k = aturan.terapkan(k, kejadian("tahap_selesai", tahap=0))
    assert (k.pengklaim, k.klaim_sampai) == (None, None)


def test_a_claim_blocks_others_until_it_expires():
    k = Keadaan(pengklaim=9, klaim_sampai=PAGI + timedelta(hours=4))
    with pytest.raises(TidakBoleh) as galat:
        aturan.pastikan_tidak_diklaim(k, 8, PAGI, "Sri Wahyuni")
    assert galat.value.pesan == "Berkas ini sedang dikerjakan Sri Wahyuni."
    aturan.pastikan_tidak_diklaim(k, 9, PAGI)
    aturan.pastikan_tidak_diklaim(k, 8, PAGI + timedelta(hours=4))


def test_only_the_seat_of_this_stage_in_this_office_may_act():
    k = Keadaan(unit=1, peran="operator_desa")
    aturan.pastikan_kursi(k, [(5, "camat"), (1, "operator_desa")])
    for kursi in ([], [(2, "operator_desa")], [(1, "kepala_desa")]):
        with pytest.raises(TidakBoleh):
            aturan.pastikan_kursi(k, kursi)


def test_nobody_handles_his_own_application():
    aturan.pastikan_bukan_pemohon(1, 2)
    with pytest.raises(TidakBoleh):
        aturan.pastikan_bukan_pemohon(2, 2)


@pytest.mark.parametrize(("aksi", "sudah"), [("tandatangan", "periksa"), ("periksa", "tandatangan")])
def test_examiner_and_signer_are_distinct(aksi, sudah):
    with pytest.raises(TidakBoleh):
        aturan.pastikan_terpisah(aksi, 7, {sudah: {7}})
    aturan.pastikan_terpisah(aksi, 7, {sudah: {8}, aksi: {7}})
    aturan.pastikan_terpisah("paraf", 7, {sudah: {7}})


@pytest.mark.parametrize("status", list(Status))
def test_answers_change_only_in_the_citizens_hands(status):
    if status in {Status.DRAF, Status.PERLU_PERBAIKAN}:
        return aturan.pastikan_di_warga(Keadaan(status=status))
    with pytest.raises(TidakBoleh):
        aturan.pastikan_di_warga(Keadaan(status=status))


@pytest.mark.parametrize("status", list(Status))
def test_officers_act_only_while_the_file_is_at_a_desk(status):
    if status in {Status.DIAJUKAN, Status.DIPROSES}:
        return aturan.pastikan_di_meja(Keadaan(status=status))
    with pytest.raises(TidakBoleh):
        aturan.pastikan_di_meja(Keadaan(status=status))


def test_a_published_letter_stops_withdrawal_and_refusal():
    k = Keadaan(status=Status.DIPROSES)
    aturan.pastikan_bisa_batal(k)
    aturan.pastikan_bisa_ditolak(k)
    terbit = replace(k, terbit_pada=PAGI)
    for tolak in (aturan.pastikan_bisa_batal, aturan.pastikan_bisa_ditolak):
        with pytest.raises(TidakBoleh):
            tolak(terbit)


def test_a_return_names_what_to_repair():
    with pytest.raises(TidakBoleh):
        aturan.pastikan_bisa_dikembalikan(Keadaan(), {"kolom": {}, "berkas": {}, "umum": ""})
    aturan.pastikan_bisa_dikembalikan(Keadaan(), {"kolom": {"nama": "Salah"}, "berkas": {}, "umum": ""})


def test_after_publication_only_uploads_are_returned():
    k = Keadaan(terbit_pada=PAGI)
    aturan.pastikan_bisa_dikembalikan(k, {"kolom": {}, "berkas": {"ktp": "Buram"}, "umum": ""})
    for perbaikan in ({"kolom": {"nama": "Salah"}, "berkas": {"ktp": "Buram"}}, {"umum": "Salah"}):
        with pytest.raises(TidakBoleh):
            aturan.pastikan_bisa_dikembalikan(k, perbaikan)


@pytest.mark.parametrize(
    ("peminta", "lulus", "lanjut"),
    [(0, [], 0), (1, [0], 1), (2, [0, 1], 2), (3, [0, 1, 2], 2), (4, [0, 1, 2, 3], 2), (5, [0, 1, 2, 3, 4], 2)],
)
def test_a_repaired_file_resumes_where_it_was_asked_or_at_the_first_signature(peminta, lulus, lanjut):
    k = Keadaan(tahap=peminta, lulus=frozenset(lulus), berlaku=SEMUA)
    assert aturan.tahap_lanjut(k, RUTE, SEMUA, pindah=False) == lanjut


def test_a_repaired_file_resumes_where_it_was_asked_once_the_letter_is_out():
    k = Keadaan(tahap=5, lulus=frozenset(range(5)), berlaku=SEMUA, terbit_pada=PAGI)
    assert aturan.tahap_lanjut(k, RUTE, SEMUA, pindah=False) == 5


def test_a_file_that_moved_to_another_place_starts_anew():
    k = Keadaan(tahap=2, lulus=frozenset({0, 1}), berlaku=SEMUA)
    assert aturan.tahap_lanjut(k, RUTE, SEMUA, pindah=True) == 0


def test_a_stage_that_newly_applies_is_not_passed_over():
    k = Keadaan(tahap=2, lulus=frozenset({0}), berlaku=(0, 2))
    assert aturan.tahap_lanjut(k, RUTE, (0, 1, 2), pindah=False) == 1


@pytest.mark.parametrize(
    ("nama", "perbaikan", "boleh"),
    [
        ("penghasilan", {"kolom": {"penghasilan": "Salah"}}, True),
        ("nama", {"kolom": {"penghasilan": "Salah"}}, False),
        ("baru", {"kolom": {"penghasilan": "Salah"}}, True),
        ("nama", {"berkas": {"ktp": "Buram"}}, False),
        ("nama", {"umum": "Periksa lagi"}, True),
    ],
)
def test_a_repair_touches_only_what_was_asked(nama, perbaikan, boleh):
    assert aturan.boleh_ubah(nama, perbaikan, "kolom", {"nama", "penghasilan"}) is boleh


def test_missing_stages_are_named_up_to_the_last_signature():
    k = Keadaan(berlaku=SEMUA, lulus=frozenset({0, 2, 3}))
    assert aturan.tahap_terlewat(k) == [1, 4, 5]
    assert aturan.tahap_terlewat(k, 2) == [1]


def test_the_rules_need_no_django():
    import subprocess
    import sys

    perintah = "import sys, core.permohonan.aturan; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", perintah], check=False).returncode == 0
