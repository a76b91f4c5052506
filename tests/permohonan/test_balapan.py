"""Two people act on one file at the same instant, in real threads with connections of their own (threat T4).

Run against the database of this test run: SQLite first, PostgreSQL in the second pass.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection

from core.permohonan import integritas, pencatat, verba
from core.permohonan.galat import Basi, TidakBoleh
from core.permohonan.models import Permohonan
from core.permohonan.pelaku import Pelaku
from tests import pabrik
from tests.permohonan import bahan
from tests.permohonan.bahan import KIRIM, PERIKSA, TTD

RONDE = int(os.environ.get("RONDE_BALAPAN", "12"))  # per pair; five pairs make 60


class Arena:
    """Two operators of one desa, a citizen, and a route on which both operators hold two stages in a row."""

    def __init__(self) -> None:
        kecil = pabrik.daerah_kecil()
        self.satu = pabrik.petugas(kecil.pepelegi, "operator_desa", nama="Sri Wahyuni")
        self.dua = pabrik.petugas(kecil.pepelegi, "operator_desa", nama="Agus Salim")
        self.siti = bahan.warga(kecil.pepelegi)
        self.layanan = bahan.layanan(PERIKSA, KIRIM, TTD)

    def berkas_baru(self) -> Permohonan:
        return bahan.kirim(bahan.draf(self.siti, self.layanan))

    def petugas(self, verb: str, orang: Any, p: Permohonan, **isi: Any) -> Callable[[], object]:
        return lambda: getattr(verba, verb)(permohonan_id=p.pk, pelaku=Pelaku(orang), versi=p.versi, **isi)


PASANGAN: dict[str, Callable[[Arena, Permohonan], list[Callable[[], object]]]] = {
    "teruskan dan teruskan": lambda a, p: [a.petugas("teruskan", a.satu, p), a.petugas("teruskan", a.dua, p)],
    "klaim dan klaim": lambda a, p: [a.petugas("klaim", a.satu, p), a.petugas("klaim", a.dua, p)],
    "teruskan dan kembalikan": lambda a, p: [
        a.petugas("teruskan", a.satu, p),
        a.petugas("kembalikan", a.dua, p, umum="Lengkapi"),
    ],
    "teruskan dan tolak": lambda a, p: [a.petugas("teruskan", a.satu, p), a.petugas("tolak", a.dua, p, alasan="x")],
    "teruskan dan batalkan": lambda a, p: [
        a.petugas("teruskan", a.satu, p),
        lambda: verba.batalkan(permohonan_id=p.pk, warga=a.siti, versi=p.versi),
    ],
}


def adu(*perbuatan: Callable[[], object]) -> list[object]:
    """Start all at once; the result of each, an exception where it raised."""
    garis, hasil = threading.Barrier(len(perbuatan)), [None] * len(perbuatan)

    def lari(ke: int) -> None:
        try:
            connection.ensure_connection()
            garis.wait()
            hasil[ke] = perbuatan[ke]()
        except Exception as galat:
            hasil[ke] = galat
        finally:
            connection.close()

    benang = [threading.Thread(target=lari, args=(ke,)) for ke in range(len(perbuatan))]
    for satu in benang:
        satu.start()
    for satu in benang:
        satu.join(60)
    return hasil


def pemenang(hasil: list[object]) -> int:
    """How many won; whoever lost was told so in a sentence."""
    kalah = [h for h in hasil if isinstance(h, Exception)]
    assert all(isinstance(h, Basi | TidakBoleh) for h in kalah), kalah
    return len(hasil) - len(kalah)


@pytest.fixture
def arena(transactional_db: None) -> Iterator[Arena]:
    return Arena()


@pytest.mark.parametrize("nama", PASANGAN)
def test_of_two_who_act_at_once_exactly_one_wins(arena, nama):
    for ronde in range(RONDE):
        p = arena.berkas_baru()
        versi = p.versi
        assert pemenang(adu(*PASANGAN[nama](arena, p))) == 1, f"ronde {ronde}"
        assert bahan.segar(p).versi == versi + 1
    assert list(integritas.periksa(["permohonan.rantai", "permohonan.keadaan", "permohonan.tahap"])) == []


def test_the_loser_is_told_who_was_first(arena):
    p = arena.berkas_baru()
    hasil = adu(*PASANGAN["teruskan dan teruskan"](arena, p))
    (kalah,) = [h for h in hasil if isinstance(h, Basi)]
    assert kalah.oleh in {"Sri Wahyuni", "Agus Salim"}
    assert kalah.pesan.startswith(f"Sudah diteruskan oleh {kalah.oleh} pukul ")


def test_this_race_catches_a_version_check_that_is_missing(arena, monkeypatch):
    """The twin: without the check both officers pass the file on, the second one unseen past a desk."""
    monkeypatch.setattr(pencatat, "cocokkan_versi", lambda _p, _versi: None)
    menang = {pemenang(adu(*PASANGAN["teruskan dan teruskan"](arena, arena.berkas_baru()))) for _ in range(RONDE)}
    assert 2 in menang


def test_sending_by_a_double_click_gives_one_event(arena):
    for _ in range(RONDE):
        p = bahan.draf(arena.siti, arena.layanan)

        def kirim(p=p):
            return verba.ajukan(permohonan_id=p.pk, warga=arena.siti, kunci=f"k-{p.pk}", versi=p.versi)

        hasil = adu(kirim, kirim)
        assert [getattr(h, "pk", h) for h in hasil] == [p.pk, p.pk]
        assert p.peristiwa.filter(jenis="diajukan").count() == 1


def test_looking_at_once_is_recorded_once(arena):
    p = arena.berkas_baru()

    def lihat():
        return verba.catat_lihat(permohonan_id=p.pk, pelaku=Pelaku(arena.satu))

    assert sorted(adu(lihat, lihat)) == [False, True]
    assert p.peristiwa.filter(jenis="dilihat").count() == 1
