"""Loading a whole regency: complete, quick, and without effect the second time."""

import time
from collections import Counter
from io import StringIO

import pytest
from django.core import serializers
from django.core.management import CommandError, call_command

from core.wilayah.daerah import SEMUA, SIDOARJO, TRENGGALEK
from core.wilayah.models import HariLibur, Jabatan, Unit, Wilayah
from core.wilayah.muat import DaerahLain, muat

pytestmark = pytest.mark.django_db


def cadangan():
    """Every row of the app, in a fixed order, as text."""
    return serializers.serialize(
        "json", [b for m in (Wilayah, Unit, Jabatan, HariLibur) for b in m.objects.order_by("pk")]
    )


def jalankan(daerah):
    keluaran = StringIO()
    call_command("muat_daerah", daerah, stdout=keluaran)
    return keluaran.getvalue()


@pytest.mark.parametrize(
    ("tema", "jumlah"),
    [
        ("sidoarjo", {"provinsi": 1, "kabupaten": 1, "kecamatan": 18, "desa": 318, "kelurahan": 28}),
        ("trenggalek", {"provinsi": 1, "kabupaten": 1, "kecamatan": 14, "desa": 152, "kelurahan": 5}),
    ],
)
def test_a_regency_has_all_its_regions_and_offices(settings, tema, jumlah):
    settings.DAERAH = tema
    jalankan(tema)
    assert Counter(Wilayah.objects.values_list("tingkat", flat=True)) == jumlah
    unit = Counter(Unit.objects.values_list("jenis", flat=True))
    assert {j: unit[j] for j in ("kecamatan", "desa", "kelurahan")} == {
        j: jumlah[j] for j in ("kecamatan", "desa", "kelurahan")
    }
    assert not Unit.objects.filter(jenis__in=["desa", "kelurahan"], induk__isnull=True).exists()


@pytest.mark.parametrize("tema", sorted(SEMUA))
def test_a_second_run_changes_nothing(tema):
    jalankan(tema)
    awal = cadangan()
    assert jalankan(tema) == "Baris baru: wilayah 0, unit 0, jabatan 0, hari_libur 0\n"
    assert cadangan() == awal


def test_a_second_run_brings_back_what_is_missing_and_only_that():
    jalankan("sidoarjo")
    Jabatan.objects.filter(unit__kode="35.15.18.2001", peran="kepala_desa").delete()
    assert jalankan("sidoarjo") == "Baris baru: wilayah 0, unit 0, jabatan 1, hari_libur 0\n"


def test_a_second_run_keeps_what_the_regency_has_edited():
    jalankan("sidoarjo")
    Unit.objects.filter(kode="35.15.18").update(alamat="Jalan yang Diisi Petugas", kode_surat="438.7.99")
    HariLibur.objects.filter(tanggal="2026-12-25").update(nama="Natal")
    awal = cadangan()
    jalankan("sidoarjo")
    assert cadangan() == awal


def test_a_second_regency_is_refused():
    jalankan("sidoarjo")
    with pytest.raises(CommandError, match="sudah berisi Kabupaten Sidoarjo"):
        jalankan("trenggalek")
    assert not Wilayah.objects.filter(kode=TRENGGALEK.kode).exists()
    with pytest.raises(DaerahLain):
        muat(TRENGGALEK)


def test_loading_is_quick():
    mulai = time.perf_counter()
    muat(SIDOARJO)
    assert time.perf_counter() - mulai < 5


@pytest.mark.parametrize("tema", sorted(SEMUA))
def test_letter_codes_are_unique_and_below_the_regency(tema):
    muat(SEMUA[tema])
    kode = list(Unit.objects.exclude(jenis="luar").values_list("kode_surat", flat=True))
    assert [k for k, n in Counter(kode).items() if n > 1] == []
    assert {k.split(".")[0] for k in kode} == {SEMUA[tema].kode_surat}


def test_published_letter_codes_are_kept():
    muat(SIDOARJO)
    tahu = {"35.15.11": "438.7.8", "35.15.14": "438.7.10", "35.15.03": "438.7.15"}
    tahu |= {"dispendukcapil": "438.5.12", "setda": "438.1.1.1"}
    assert dict(Unit.objects.filter(kode__in=tahu).values_list("kode", "kode_surat")) == tahu


def test_a_kecamatan_takes_the_postal_code_of_its_desa_and_no_invented_street():
    muat(SIDOARJO)
    alamat = dict(Unit.objects.filter(kode__in=["35.15.18", "35.15.18.2001"]).values_list("kode", "alamat"))
    assert set(alamat.values()) == {"Kecamatan Waru, Kabupaten Sidoarjo 61256"}
    assert not Unit.objects.filter(alamat__contains="Jalan").exists()


def test_a_doubtful_postal_code_stays_empty():
    muat(SIDOARJO)
    assert Unit.objects.get(kode="35.15.08.1018").alamat == "Kecamatan Sidoarjo, Kabupaten Sidoarjo"
