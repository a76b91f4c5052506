"""Random lives of files: every verb, by anybody, at any time, against a model of what must hold (keandalan.md §5).

After each step: stored state = replay of the log (I7), no finding of any check (I4, I5, I7), one file per sending (I1),
and a refused step changed nothing.
"""

from __future__ import annotations

import os
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from hypothesis.stateful import run_state_machine_as_test as jalankan

from core.permohonan import aturan, aturan_cabut, integritas, pelaku, pencatat, verba, verba_surat
from core.permohonan.galat import Basi, TidakBoleh
from core.permohonan.models import Peristiwa, Permohonan
from core.permohonan.pelaku import Pelaku
from core.permohonan.pencatat import kolom_keadaan, sebagai_kejadian, simpan_bila
from core.wilayah.models import Cuti, Penugasan
from tests import pabrik
from tests.permohonan import bahan

RUTE = (bahan.PERIKSA, bahan.PARAF, bahan.TTD, bahan.KIRIM, bahan.PERIKSA_CAMAT, bahan.TTD_CAMAT, bahan.CETAK)
PEMERIKSAAN = ["permohonan.rantai", "permohonan.keadaan", "permohonan.tahap", "permohonan.jabatan"]
orang = st.integers(0, 8)
mundur = st.sampled_from([0, 0, 0, 1])  # an old tab: how many versions behind


class Dunia:
    """Offices and people, made once; every random life is undone to here."""

    def __init__(self) -> None:
        kecil = pabrik.daerah_kecil()
        desa, kecamatan = pabrik.tim(kecil.pepelegi), pabrik.tim(kecil.waru)
        self.siti = bahan.warga(kecil.pepelegi)
        rangkap = pabrik.petugas(kecil.pepelegi, "operator_desa")
        pabrik.tugas(rangkap, kecil.pepelegi, "kepala_desa", jenis="plt")
        pabrik.tugas(self.siti.pengguna, kecil.pepelegi, "operator_desa")  # applicant and officer in one
        self.orang = [
            desa.operator_desa, desa.sekretaris_desa, desa.kepala_desa, kecamatan.operator_kecamatan, kecamatan.camat,
            rangkap, self.siti.pengguna, pabrik.petugas(kecil.tropodo, "operator_desa"),
            pabrik.petugas(kecil.sidoarjo, "camat"),
        ]  # fmt: skip
        self.kursi_ttd = {(kecil.pepelegi.pk, "kepala_desa"), (kecil.waru.pk, "camat")}


class KehidupanBerkas(RuleBasedStateMachine):
    """One file at a time; ended files stay, and are checked again and again."""

    dunia: Dunia

    def __init__(self) -> None:
        super().__init__()
        self.kembali = transaction.atomic()
        self.kembali.__enter__()
        self.jam = time_machine.travel(bahan.SENIN, tick=False)  # inside the test's own clock
        self.waktu = self.jam.start()
        self.berubah = False

    def teardown(self) -> None:
        self.jam.stop()
        transaction.set_rollback(True)
        self.kembali.__exit__(None, None, None)

    @initialize()
    def mulai(self) -> None:
        self.siti, self.orang = self.dunia.siti, self.dunia.orang
        self.layanan = bahan.layanan(*RUTE)
        self.kiriman: dict[str, Any] = {}
        self.berkas_baru()

    def berkas_baru(self) -> None:
        self.p = bahan.draf(self.siti, self.layanan)

    def coba(self, perbuatan: Any) -> bool:
        """Do it; a refusal must leave the file exactly as it was."""
        sebelum = self.potret()
        try:
            with transaction.atomic():
                perbuatan()
        except (TidakBoleh, Basi):
            assert self.potret() == sebelum
            return False
        finally:
            self.p = bahan.segar(self.p)
        self.berubah = True
        return True

    def potret(self) -> tuple[object, ...]:
        baris = Permohonan.objects.filter(pk=self.p.pk).values().get()
        return baris, Peristiwa.objects.filter(permohonan=self.p).count()

    def bertindak(self, verb: str, ke: int, mundur: int, **isi: Any) -> bool:
        siapa, versi = Pelaku(self.orang[ke]), self.p.versi - mundur
        p = self.p.pk
        berhasil = self.coba(lambda: getattr(verba, verb)(permohonan_id=p, pelaku=siapa, versi=versi, **isi))
        assert not (berhasil and mundur), "a stale click has won"
        return berhasil

    # --- The citizen --------------------------------------------------------------------------------------------------

    @rule(uang=st.integers(0, 9), sekolah=st.booleans())
    def isi(self, uang: int, sekolah: bool) -> None:
        baru = {"penghasilan": uang} | ({"sekolah": "SMPN 2 Waru"} if sekolah else {})
        self.coba(lambda: verba.simpan_langkah(permohonan=self.p, warga=self.siti, isian=baru))

    @rule()
    def unggah(self) -> None:
        satu = bahan.berkas(self.siti.pengguna)
        self.coba(lambda: verba.tempelkan(permohonan=self.p, kode="pengantar", berkas=satu))

    @rule(kunci=st.sampled_from("abc"), mundur=mundur)
    def kirim(self, kunci: str, mundur: int) -> None:
        versi = self.p.versi - mundur
        if self.coba(lambda: verba.ajukan(permohonan_id=self.p.pk, warga=self.siti, kunci=kunci, versi=versi)):
            assert self.kiriman.setdefault(kunci, self.p.pk) == self.p.pk

    @rule(mundur=mundur)
    def perbaiki(self, mundur: int) -> None:
        versi = self.p.versi - mundur
        self.coba(lambda: verba.perbaiki(permohonan_id=self.p.pk, warga=self.siti, versi=versi))

    @precondition(lambda self: len(self.kiriman) > 1)  # not too soon: lives should get far
    @rule(mundur=mundur)
    def batalkan(self, mundur: int) -> None:
        versi = self.p.versi - mundur
        self.coba(lambda: verba.batalkan(permohonan_id=self.p.pk, warga=self.siti, versi=versi))

    @precondition(lambda self: self.p.status in aturan.BERAKHIR)
    @rule()
    def ajukan_lagi(self) -> None:
        self.berkas_baru()

    # --- The offices --------------------------------------------------------------------------------------------------

    @rule(ke=orang, mundur=mundur)
    def klaim(self, ke: int, mundur: int) -> None:
        self.bertindak("klaim", ke, mundur)

    @rule(ke=orang, mundur=mundur)
    def lepas(self, ke: int, mundur: int) -> None:
        self.bertindak("lepas", ke, mundur)

    @rule(ke=orang, mundur=mundur)
    def teruskan(self, ke: int, mundur: int) -> None:
        self.bertindak("teruskan", ke, mundur)

    @rule()
    def teruskan_yang_berhak(self) -> None:
        """Somebody with the seat, so that files get far."""
        any(self.bertindak("teruskan", ke, 0) for ke in range(6))

    @rule(ke=orang, mundur=mundur, umum=st.booleans())
    def kembalikan(self, ke: int, mundur: int, umum: bool) -> None:
        isi = {"umum": "Lengkapi"} if umum else {"kolom": {"penghasilan": "Salah"}}
        self.bertindak("kembalikan", ke, mundur, **isi)

    @precondition(lambda self: self.p.tahap != 0)
    @rule(ke=orang, mundur=mundur)
    def tolak(self, ke: int, mundur: int) -> None:
        self.bertindak("tolak", ke, mundur, alasan="Bukan warga")

    @rule(ke=orang, terbit=st.booleans())
    def tandatangani(self, ke: int, terbit: bool) -> None:
        siapa = Pelaku(self.orang[ke])
        data = {"nomor": "460/1"} if terbit else None
        ttd = lambda: verba.selesaikan_tahap_ttd(  # noqa: E731
            permohonan=verba.kunci(self.p.pk), pelaku=siapa, data={}, terbit=data
        )
        self.coba(ttd)

    @rule(ke=orang)
    def minta_unggahan(self, ke: int) -> None:
        self.bertindak("kembalikan", ke, 0, berkas={"pengantar": "Foto buram"})

    @rule(ke=orang, ganti=st.booleans())
    def cabut_surat(self, ke: int, ganti: bool) -> None:
        siapa, data = Pelaku(self.orang[ke]), {"nomor": "460/1", "alasan": "Nama pemohon salah tulis."}
        cabut = lambda: verba.catat_pencabutan(  # noqa: E731
            permohonan=verba.kunci(self.p.pk), pelaku=siapa, kursi=self.dunia.kursi_ttd, data=data, ganti=ganti
        )
        if self.coba(cabut):
            assert (self.p.terbit_pada, self.p.status in aturan.BERAKHIR) == (None, not ganti)

    @rule(ganti=st.booleans())
    def terbit_lalu_dicabut(self, ganti: bool) -> None:
        """A shortcut to the far end, where a letter is out and can be withdrawn."""
        self.kirim_dan_sampai_tanda_tangan()
        for ke in (2, 0, 3, 4):
            self.tandatangani(ke, ke == 4) if ke in {2, 4} else self.bertindak("teruskan", ke, 0)
        self.cabut_surat(4, ganti)

    @rule()
    def kirim_dan_sampai_tanda_tangan(self) -> None:
        """A shortcut to where signatures and returns happen."""
        if self.p.status == aturan.Status.DRAF:
            self.kirim(f"k{self.p.pk}", 0)
        while self.p.tahap in {0, 1} and self.p.status in aturan.DI_MEJA:
            tahap = self.p.tahap
            self.teruskan_yang_berhak()
            if self.p.tahap == tahap:
                return

    @rule(ke=orang)
    def lihat(self, ke: int) -> None:
        self.coba(lambda: verba.catat_lihat(permohonan_id=self.p.pk, pelaku=Pelaku(self.orang[ke])))

    # --- The world around ---------------------------------------------------------------------------------------------

    @rule(jam=st.integers(1, 80))
    def waktu_berjalan(self, jam: int) -> None:
        self.waktu.shift(timedelta(hours=jam))

    @rule(ke=orang, hari=st.integers(0, 3))
    def tugas_berakhir(self, ke: int, hari: int) -> None:
        """A transfer takes effect tomorrow or later: what was done today was done in office."""
        besok = self.hari_ini() + timedelta(days=hari)
        Penugasan.objects.filter(pengguna=self.orang[ke], sampai=None, mulai__lte=besok).update(sampai=besok)

    @rule(ke=orang, pengganti=orang)
    def cuti(self, ke: int, pengganti: int) -> None:
        mulai = self.hari_ini() + timedelta(days=1)
        tugas = Penugasan.objects.filter(pengguna=self.orang[ke], sampai=None).first()
        if tugas and pengganti != ke and not tugas.cuti.filter(sampai__gte=mulai).exists():
            sampai = mulai + timedelta(days=2)
            Cuti.objects.create(penugasan=tugas, mulai=mulai, sampai=sampai, pengganti=self.orang[pengganti])

    @rule(ke=orang)
    def ditugaskan_lagi(self, ke: int) -> None:
        habis = Penugasan.objects.filter(pengguna=self.orang[ke], sampai__lt=self.hari_ini()).first()
        if habis:
            Penugasan.objects.create(jabatan=habis.jabatan, pengguna=habis.pengguna, mulai=self.hari_ini())

    def hari_ini(self) -> date:
        from django.utils import timezone

        return timezone.localdate()

    # --- What must hold -----------------------------------------------------------------------------------------------

    @invariant()
    def semua_janji(self) -> None:
        """Looked at after every step that changed something; a refused one was compared with the picture before it."""
        if not self.berubah:
            return
        self.tersimpan_sama_dengan_putar_ulang()
        assert [f"{t.kode} {t.kalimat}" for t in integritas.periksa(PEMERIKSAAN)] == []
        self.satu_kiriman_satu_berkas()
        self.berubah = False

    def tersimpan_sama_dengan_putar_ulang(self) -> None:
        hasil = kolom_keadaan(aturan.putar_ulang(map(sebagai_kejadian, self.p.peristiwa.order_by("urut"))))
        if self.p.status in aturan.DI_WARGA:
            assert self.p.versi >= hasil.pop("versi")
        assert {nama: getattr(self.p, nama) for nama in hasil} == hasil

    def satu_kiriman_satu_berkas(self) -> None:
        terkirim = dict(Permohonan.objects.exclude(kunci_kirim=None).values_list("kunci_kirim", "pk"))
        assert terkirim == self.kiriman
        assert Peristiwa.objects.filter(jenis="diajukan").count() == len(terkirim)


PILIHAN = settings(
    max_examples=8,
    stateful_step_count=40,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.django_db
def test_random_lives_keep_every_promise(senin):
    KehidupanBerkas.dunia = Dunia()
    banyak = int(os.environ.get("CONTOH_MODEL", PILIHAN.max_examples))
    jalankan(KehidupanBerkas, settings=settings(PILIHAN, max_examples=banyak))


def kursi_selamanya(siapa: Pelaku, _sekarang: object) -> list[Penugasan]:
    """As if assignments had no dates."""
    return list(Penugasan.objects.filter(pengguna=siapa.pengguna).select_related("jabatan"))


def lupa_sisa(permohonan: Permohonan, syarat: dict[str, Any], kolom: dict[str, Any]) -> None:
    """Stores everything but the stopped clock."""
    simpan_bila(permohonan, syarat, {nama: nilai for nama, nilai in kolom.items() if nama != "sisa_jam"})


SAMPAI_TERBIT = [
    ("kirim", "a", 0), ("teruskan", 0, 0), ("teruskan", 1, 0), ("tandatangani", 2, False), ("teruskan", 0, 0),
    ("teruskan", 3, 0), ("tandatangani", 4, True),
]  # fmt: skip
CACAT = {
    "an assignment that has ended still counts": (
        (pelaku, "kursi_aktif", kursi_selamanya),
        [("tugas_berakhir", 0, 0), ("waktu_berjalan", 30), ("kirim", "a", 0), ("teruskan", 0, 0)],
    ),
    "the applicant may act": (
        (aturan, "pastikan_bukan_pemohon", lambda *_: None),
        [("kirim", "a", 0), ("teruskan", 6, 0)],
    ),
    "the examiner may sign": (
        (aturan, "pastikan_terpisah", lambda *_: None),
        [("kirim", "a", 0), ("teruskan", 5, 0), ("teruskan", 1, 0), ("tandatangani", 5, False)],
    ),
    "the version is not compared": (
        (pencatat, "cocokkan_versi", lambda *_: None),
        [("kirim", "a", 0), ("klaim", 0, 0), ("teruskan", 0, 1)],
    ),
    "a letter is replaced while the citizen changes uploads": (
        (aturan_cabut, "pastikan_bisa_diganti", lambda _k: None),
        [*SAMPAI_TERBIT, ("minta_unggahan", 0), ("unggah",), ("cabut_surat", 4, True)],
    ),
    "a withdrawn letter leaves the file open": (
        (verba_surat, "catat", lambda *_a, **_k: []),
        [*SAMPAI_TERBIT, ("cabut_surat", 4, False)],
    ),
    "a column is not stored": (
        (pencatat, "simpan_bila", lupa_sisa),
        [("kirim", "a", 0), ("kembalikan", 0, 0, False)],
    ),
}


def jalani(kehidupan: list[tuple[Any, ...]]) -> None:
    """One life, step by step, judged as the machine judges it."""
    KehidupanBerkas.dunia = Dunia()
    mesin = KehidupanBerkas()
    try:
        mesin.mulai()
        for aturan_mesin, *isi in kehidupan:
            getattr(mesin, aturan_mesin)(*isi)
            mesin.semua_janji()
    finally:
        mesin.teardown()


@pytest.mark.django_db
@pytest.mark.parametrize("cacat", CACAT)
def test_the_machine_catches_a_planted_fault(cacat, monkeypatch, senin):
    """The twin: the same life is spotless with the rule and breaks a promise without it."""
    lubang, kehidupan = CACAT[cacat]
    jalani(kehidupan)
    monkeypatch.setattr(*lubang)
    with pytest.raises(AssertionError):
        jalani(kehidupan)
