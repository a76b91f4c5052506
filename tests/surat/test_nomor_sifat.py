"""Whatever happens to the registers of some offices: each number is explained exactly once, none is given twice.

The lives are made by Hypothesis; the twins lead lives with a fault planted and must be found out by the same check.
"""

from collections import Counter
from contextlib import suppress

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.db.models import Max
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from core.permohonan.galat import TidakBoleh
from core.permohonan.pelaku import Pelaku
from core.surat import nomor, pemeriksaan, verba_nomor
from core.surat.models import Penghitung, Surat, SuratKertas
from core.surat.nomor import Ambilan
from core.wilayah import peran
from tests import pabrik
from tests.permohonan import bahan
from tests.surat import bahan_nomor

# Two offices, mostly one register, seldom a new year: lives in which one book is counted now here, now there.
REGISTER = ("umum", "umum", "umum", "waris")
JENIS = ("surat",) * 5 + ("blok",) * 4 + ("seri",) * 4 + ("kertas", "tidak", "sisa", "tahun")
LANGKAH = st.tuples(
    st.sampled_from(JENIS),
    st.fixed_dictionaries(
        {
            "unit": st.integers(0, 1),
            "register": st.sampled_from(REGISTER),
            "mati": st.sampled_from((False, False, True)),
            "jumlah": st.integers(1, 4),
            "semua": st.booleans(),
            "pemilik": st.integers(0, 1),
            "seri": st.sampled_from(REGISTER),
            "mana": st.integers(0, 99),
        }
    ),
)
HIDUP_ACAK = st.lists(LANGKAH, min_size=10, max_size=24)
ATUR = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


class Kantor:
    """Two offices and the people who may do all this; remembers each number as it was given."""

    def __init__(self, kecil, jam):
        self.unit, self.jam = (kecil.waru, kecil.pepelegi), jam
        peran_nya = (peran.OPERATOR_KECAMATAN, peran.OPERATOR_DESA)
        self.orang = {
            u.pk: Pelaku(pabrik.petugas(u, p), None) for u, p in zip(self.unit, peran_nya, strict=True)
        }  # one clerk in each office
        self.admin = Pelaku(pabrik.petugas(kecil.bagian_pemerintahan, peran.ADMIN_KABUPATEN))
        self.p = bahan_nomor.permohonan(kecil.pepelegi)
        self.mulai()

    def mulai(self):
        self.tahun, self.diberi = 2026, Counter()
        self.jam.move_to(bahan.SENIN)

    def jalani(self, langkah):
        for nama, isi in langkah:
            getattr(self, f"_{nama}")(**isi)

    def _surat(self, unit, register, mati=False, **_):
        try:
            surat = bahan_nomor.nomori(self.p, self.unit[unit], register, self.tahun, mati=mati)
        except bahan_nomor.Mati:
            return
        self.diberi[self.unit[unit].pk, register, self.tahun, surat.urut] += 1

    def _blok(self, unit, register, jumlah, **_):
        unit = self.unit[unit]
        blok = verba_nomor.sediakan_blok(
            unit=unit, register=register, jumlah=jumlah, alasan="Jaringan padam", pelaku=self.orang[unit.pk]
        )
        self.diberi.update((unit.pk, register, self.tahun, n) for n in range(blok.dari, blok.sampai + 1))

    def _salah_satu(self, mana):
        belum = list(SuratKertas.objects.filter(status="belum").select_related("blok"))
        return belum[mana % len(belum)] if belum else None

    def _kertas(self, mana, **_):
        if kertas := self._salah_satu(mana):
            isi = {"klasifikasi": "460", "perihal": "Surat", "penerima": "Siti", "penanda": "Kades"}
            isi |= {"tanggal": kertas.tanggal, "pelaku": self.orang[kertas.blok.unit_id]}
            verba_nomor.catat_surat_kertas(blok_id=kertas.blok_id, urut=kertas.urut, **isi)

    def _tidak(self, mana, **_):
        if kertas := self._salah_satu(mana):
            isi = {"alasan": "Salah tulis", "pelaku": self.orang[kertas.blok.unit_id]}
            verba_nomor.batalkan_nomor_blok(blok_id=kertas.blok_id, urut=kertas.urut, **isi)

    def _sisa(self, mana, **_):
        if kertas := self._salah_satu(mana):
            isi = {"alasan": "Jaringan pulih", "pelaku": self.orang[kertas.blok.unit_id]}
            assert verba_nomor.batalkan_sisa_blok(blok_id=kertas.blok_id, **isi) >= 1

    def _seri(self, unit, register, pemilik, seri, semua=False, **_):
        isi = {
            "unit": self.unit[unit],
            "register": "" if semua else register,
            "pemilik": self.unit[pemilik],
            "seri": seri,
        }
        with suppress(TidakBoleh):
            verba_nomor.ganti_seri(**isi, alasan="Satu buku agenda", pelaku=self.admin)

    def _tahun(self, **_):
        self.tahun += 1
        self.jam.move_to(bahan.SENIN.replace(year=self.tahun))

    def salah(self):
        """What an auditor would find: by the checks of the product, and by what the clerks were told."""
        temuan = [*pemeriksaan.nomor_tanpa_celah(), *pemeriksaan.buku_tanpa_kembar()]
        kembar = [kunci for kunci, n in self.diberi.items() if n > 1]
        return sorted({t.kode for t in temuan} | ({"DIBERI_DUA_KALI"} if kembar else set()))


@pytest.fixture
def kantor(kecil):
    with time_machine.travel(bahan.SENIN, tick=False) as jam:
        yield Kantor(kecil, jam)


def jalani_dan_periksa(kantor, langkah):
    """One life and the auditor after it; nothing of it stays."""
    kantor.mulai()
    with transaction.atomic():
        kantor.jalani(langkah)
        assert kantor.salah() == []
        assert bahan_nomor.buku() == kantor.diberi  # what was given is in the books, and nothing else is
        for p in Penghitung.objects.all():
            assert p.surat.count() + p.kertas.count() == p.terakhir
        transaction.set_rollback(True)


@ATUR
@given(langkah=HIDUP_ACAK)
def test_each_number_is_explained_once_whatever_happens(kantor, langkah):
    jalani_dan_periksa(kantor, langkah)


# --- Twins: the same check finds a fault ------------------------------------------------------------------------------

UMUM = {"unit": 0, "register": "umum"}
DESA = {"unit": 1, "register": "umum"}
HIDUP = [("surat", UMUM), ("surat", UMUM | {"mati": True}), ("blok", UMUM | {"jumlah": 2}), ("surat", UMUM)]
PINDAH = [
    ("surat", DESA), ("surat", DESA), ("seri", DESA | {"pemilik": 0, "seri": "umum"}), ("blok", DESA | {"jumlah": 2}),
]  # fmt: skip


def test_lives_made_at_random_find_a_change_of_series_that_forgot_the_book(kantor, monkeypatch):
    """The lives above do reach such places: with the fault planted, one of them ends in a finding."""
    monkeypatch.setattr(nomor, "_lewati", lambda *_: None)

    @settings(ATUR, max_examples=200, derandomize=True, phases=[Phase.generate], report_multiple_bugs=False)
    @given(langkah=HIDUP_ACAK)
    def hidup(langkah):
        jalani_dan_periksa(kantor, langkah)

    with pytest.raises((AssertionError, IntegrityError)):
        hidup()


def test_a_sound_register_survives_the_lives_of_the_twins(kantor):
    kantor.jalani(HIDUP + PINDAH)
    assert kantor.salah() == []


def test_a_number_in_a_transaction_of_its_own_leaves_a_gap(kantor, monkeypatch):
    def dahulu(p, unit, register, tahun, *, mati=False):
        ambilan = nomor.ambil(unit, register, tahun)  # committed before the letter is there
        if mati:
            raise bahan_nomor.Mati
        return bahan_nomor.pasang(p, unit, register, tahun, ambilan)

    monkeypatch.setattr(bahan_nomor, "nomori", dahulu)
    kantor.jalani(HIDUP)
    assert kantor.salah() == ["NOMOR_CELAH"]


def test_the_largest_number_plus_one_takes_numbers_of_a_block(kantor, monkeypatch):
    def terbesar(unit, register, tahun, jumlah=1):
        dari = (Surat.objects.filter(unit=unit, register=register, tahun=tahun).aggregate(n=Max("urut"))["n"] or 0) + 1
        hitung, _baru = Penghitung.objects.get_or_create(unit=unit, register=register, tahun=tahun)
        hitung.terakhir = hitung.puncak = max(hitung.terakhir, dari + jumlah - 1)
        hitung.save()
        return Ambilan(hitung, dari)

    monkeypatch.setattr(nomor, "ambil", terbesar)
    kantor.jalani(HIDUP)
    assert kantor.salah() == ["BUKU_GANDA", "DIBERI_DUA_KALI", "NOMOR_GANDA"]


def test_a_series_change_that_passes_nothing_over_doubles_a_number_of_the_book(kantor, monkeypatch):
    monkeypatch.setattr(nomor, "_lewati", lambda *_: None)
    kantor.jalani(PINDAH)
    assert kantor.salah() == ["BUKU_GANDA", "DIBERI_DUA_KALI"]


def test_a_series_change_without_memory_is_refused_for_letters_by_the_database(kantor, monkeypatch):
    monkeypatch.setattr(nomor, "_lewati", lambda *_: None)
    with pytest.raises(IntegrityError), transaction.atomic():
        kantor.jalani([*PINDAH[:3], ("surat", DESA)])


def test_a_block_that_lost_a_row_is_found(kantor):
    kantor.jalani([("blok", UMUM | {"jumlah": 3})])
    SuratKertas.objects.filter(urut=2).delete()
    assert kantor.salah() == ["BLOK_TIDAK_UTUH", "NOMOR_CELAH"]
