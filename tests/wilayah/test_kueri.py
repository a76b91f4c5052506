"""Who may act where, on the first day, the last day and the day after."""

from datetime import date

import pytest

from core.wilayah.kueri import ada_jabatan, pemegang, penugasan_aktif, unit_khusus, unit_untuk
from core.wilayah.models import Cuti, Penugasan, Unit
from tests.pabrik import pengguna, petugas, tugas

MULAI, SAMPAI = date(2026, 3, 2), date(2026, 3, 6)


def nama_jabatan(orang, hari):
    return [p.nama_jabatan for p in penugasan_aktif(orang, hari)]


def para_pemegang(unit, hari, peran="kepala_desa"):
    return [(p.nama, p.jabatan_nama) for p in pemegang(unit, peran, hari)]


@pytest.mark.parametrize(
    ("hari", "menjabat"),
    [
        (date(2026, 3, 1), False),
        (date(2026, 3, 2), True),
        (date(2026, 3, 6), True),
        (date(2026, 3, 7), False),
    ],
    ids=["day before", "first day", "last day", "day after"],
)
def test_an_assignment_holds_from_its_first_to_its_last_day(kecil, hari, menjabat):
    plt = petugas(kecil.pepelegi, "kepala_desa", nama="Suparno", jenis="plt", mulai=MULAI, sampai=SAMPAI)
    assert nama_jabatan(plt, hari) == (["Plt. Kepala Desa Pepelegi"] if menjabat else [])
    assert para_pemegang(kecil.pepelegi, hari) == ([("Suparno", "Plt. Kepala Desa Pepelegi")] if menjabat else [])


def test_an_assignment_without_end_holds_on(kecil):
    kades = petugas(kecil.pepelegi, "kepala_desa", mulai=MULAI)
    assert nama_jabatan(kades, date(2050, 1, 1)) == ["Kepala Desa Pepelegi"]


@pytest.mark.parametrize(
    ("hari", "nama"),
    [
        (date(2026, 3, 1), [("Nur Hayati", "Kepala Desa Pepelegi")]),
        (date(2026, 3, 2), [("Bambang Sutrisno", "Plh. Kepala Desa Pepelegi")]),
        (date(2026, 3, 6), [("Bambang Sutrisno", "Plh. Kepala Desa Pepelegi")]),
        (date(2026, 3, 7), [("Nur Hayati", "Kepala Desa Pepelegi")]),
    ],
    ids=["day before", "first day", "last day", "day after"],
)
def test_leave_moves_the_seat_to_the_substitute_for_exactly_those_days(kecil, hari, nama):
    kades = petugas(kecil.pepelegi, "kepala_desa", nama="Nur Hayati")
    sekdes = petugas(kecil.pepelegi, "sekretaris_desa", nama="Bambang Sutrisno")
    Cuti.objects.create(penugasan=kades.tugas, mulai=MULAI, sampai=SAMPAI, pengganti=sekdes)
    assert para_pemegang(kecil.pepelegi, hari) == nama


def test_leave_without_a_substitute_leaves_the_seat_empty(kecil):
    kades = petugas(kecil.pepelegi, "kepala_desa")
    Cuti.objects.create(penugasan=kades.tugas, mulai=MULAI, sampai=SAMPAI)
    assert (para_pemegang(kecil.pepelegi, MULAI), nama_jabatan(kades, MULAI)) == ([], [])


def test_a_substitute_keeps_the_own_seat_and_gains_the_other(kecil):
    kades, sekdes = petugas(kecil.pepelegi, "kepala_desa"), petugas(kecil.pepelegi, "sekretaris_desa")
    Cuti.objects.create(penugasan=kades.tugas, mulai=MULAI, sampai=SAMPAI, pengganti=sekdes)
    assert nama_jabatan(sekdes, MULAI) == ["Sekretaris Desa Pepelegi", "Plh. Kepala Desa Pepelegi"]
    assert nama_jabatan(sekdes, date(2026, 3, 7)) == ["Sekretaris Desa Pepelegi"]


def test_a_substitute_who_is_away_as_well_stands_in_for_nobody(kecil):
    kades, sekdes = petugas(kecil.pepelegi, "kepala_desa"), petugas(kecil.pepelegi, "sekretaris_desa")
    Cuti.objects.create(penugasan=kades.tugas, mulai=MULAI, sampai=SAMPAI, pengganti=sekdes)
    Cuti.objects.create(penugasan=sekdes.tugas, mulai=MULAI, sampai=MULAI)
    assert nama_jabatan(sekdes, MULAI) == []
    assert nama_jabatan(sekdes, SAMPAI) == ["Sekretaris Desa Pepelegi", "Plh. Kepala Desa Pepelegi"]


def test_leave_outlives_nobody_who_has_left_the_office(kecil):
    kades = petugas(kecil.pepelegi, "kepala_desa", sampai=date(2026, 3, 4))
    sekdes = petugas(kecil.pepelegi, "sekretaris_desa")
    Cuti.objects.create(penugasan=kades.tugas, mulai=MULAI, sampai=SAMPAI, pengganti=sekdes)
    assert len(para_pemegang(kecil.pepelegi, date(2026, 3, 4))) == 1
    assert para_pemegang(kecil.pepelegi, date(2026, 3, 5)) == []


def test_leave_from_one_seat_leaves_the_other_seat(kecil):
    orang = petugas(kecil.pepelegi, "kepala_desa")
    tugas(orang, kecil.tropodo, "kepala_desa", jenis="plt")
    Cuti.objects.create(penugasan=orang.tugas, mulai=MULAI, sampai=SAMPAI)
    assert nama_jabatan(orang, MULAI) == ["Plt. Kepala Desa Tropodo"]


def test_a_closed_account_holds_nothing(kecil):
    kades, sekdes = petugas(kecil.pepelegi, "kepala_desa"), petugas(kecil.pepelegi, "sekretaris_desa")
    Cuti.objects.create(penugasan=kades.tugas, mulai=MULAI, sampai=MULAI, pengganti=sekdes)
    assert (len(para_pemegang(kecil.pepelegi, MULAI)), len(para_pemegang(kecil.pepelegi, SAMPAI))) == (1, 1)
    for orang in (kades, sekdes):
        orang.is_active = False
        orang.save()
    assert (para_pemegang(kecil.pepelegi, MULAI), para_pemegang(kecil.pepelegi, SAMPAI)) == ([], [])


def test_the_neighbouring_desa_has_other_holders(kecil):
    petugas(kecil.tropodo, "kepala_desa", nama="Kades Tropodo")
    assert para_pemegang(kecil.pepelegi, MULAI) == []
    assert para_pemegang(kecil.tropodo, MULAI) == [("Kades Tropodo", "Kepala Desa Tropodo")]


def test_definitive_comes_before_acting_holders(kecil):
    petugas(kecil.pepelegi, "kepala_desa", nama="C", jenis="plh")
    petugas(kecil.pepelegi, "kepala_desa", nama="B", jenis="plt")
    petugas(kecil.pepelegi, "kepala_desa", nama="A")
    assert [nama for nama, _ in para_pemegang(kecil.pepelegi, MULAI)] == ["A", "B", "C"]


def test_a_person_recorded_twice_in_one_seat_appears_once(kecil):
    orang = petugas(kecil.pepelegi, "kepala_desa", jenis="plt")
    tugas(orang, kecil.pepelegi, "kepala_desa")
    assert nama_jabatan(orang, MULAI) == ["Kepala Desa Pepelegi"]


def test_a_holder_carries_what_a_letter_prints(kecil):
    lurah = petugas(kecil.magersari, "kepala_desa", nama="Dewi Lestari", nip="197508172003121004")
    kursi = lurah.tugas.jabatan
    (satu,) = pemegang(kecil.magersari, "kepala_desa", MULAI)
    assert (satu.pengguna_id, satu.nama, satu.nip) == (lurah.pk, "Dewi Lestari", "197508172003121004")
    assert (satu.jabatan_nama, satu.jenis, satu.peran) == ("Lurah Magersari", "definitif", "kepala_desa")
    assert (satu.unit_id, satu.jabatan_id) == (kecil.magersari.pk, kursi.pk)


@pytest.mark.parametrize("banyak", [1, 3])
def test_asking_for_a_persons_seats_costs_two_queries(kecil, banyak, django_assert_num_queries):
    orang = pengguna()
    for unit in (kecil.pepelegi, kecil.tropodo, kecil.banjarbendo)[:banyak]:
        tugas(orang, unit, "operator_desa")
    with django_assert_num_queries(2):
        hasil = [(p.jabatan.unit.wilayah.nama, p.jabatan.unit.induk.nama) for p in penugasan_aktif(orang, MULAI)]
    assert len(hasil) == banyak


def test_the_database_refuses_an_assignment_that_ends_before_it_begins(kecil):
    from django.db import IntegrityError, transaction

    with pytest.raises(IntegrityError), transaction.atomic():
        petugas(kecil.pepelegi, "kepala_desa", mulai=SAMPAI, sampai=MULAI)
    assert Penugasan.objects.count() == 0


def test_a_seat_exists_apart_from_its_holder(kecil):
    assert ada_jabatan(kecil.pepelegi, "kepala_desa")
    assert not ada_jabatan(kecil.pepelegi, "camat")
    assert ada_jabatan(kecil.waru, "camat")


@pytest.mark.parametrize(
    ("wilayah", "tingkat", "nama"),
    [
        ("35.15.18.2001", "desa", "Desa Pepelegi"),
        ("35.15.08.1018", "desa", "Kelurahan Magersari"),
        ("35.15.18.2001", "kecamatan", "Kecamatan Waru"),
        ("35.15.18", "kecamatan", "Kecamatan Waru"),
        ("35.15.08.2003", "kecamatan", "Kecamatan Sidoarjo"),
        ("35.15.18.2001", "kua", "KUA Kecamatan Waru"),
        ("35.15.18.2001", "polsek-polresta", "Polsek Waru"),
        ("35.15.18.2001", "polres", "Polresta Sidoarjo"),
        ("35.15.18.2001", "dinas-sosial", "Dinas Sosial"),
    ],
)
def test_a_place_and_a_level_name_one_office(kecil, wilayah, tingkat, nama, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert unit_untuk(wilayah, tingkat).nama == nama


@pytest.mark.parametrize(("wilayah", "tingkat"), [("35.15.18.9999", "desa"), ("35.15.18.2001", "dinas-khayal")])
def test_an_unknown_place_or_office_is_an_error_and_not_the_nearest(kecil, wilayah, tingkat):
    with pytest.raises(Unit.DoesNotExist):
        unit_untuk(wilayah, tingkat)


def test_an_office_of_the_kabupaten_has_its_own_code(kecil):
    assert unit_khusus("dispendukcapil").nama == "Dinas Kependudukan dan Pencatatan Sipil"
    with pytest.raises(Unit.DoesNotExist):
        unit_khusus("dinas-khayal")
