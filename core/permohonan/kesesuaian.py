"""The walk of the conformance kit: every way of a route, from sending to the end, by the rules that real files follow.

Pure: no row, no clock. With all seats filled, with the optional ones empty, with a return for repair at each stage and
with a refusal at each stage. What the rules would refuse at a real desk, after days of waiting, is found here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from core.layanan.deklarasi import Layanan
from core.layanan.kesesuaian import PEMERIKSA, Bahan, Temuan
from core.layanan.kesesuaian.rute import semua_jalan
from core.permohonan import aturan
from core.permohonan.aturan import Kejadian, LogRusak, Status
from core.permohonan.galat import TidakBoleh
from core.permohonan.rute import rute_ringkas
from core.wilayah.peran import SEMUA

SAAT = datetime(2026, 1, 5, 8, tzinfo=UTC)
PERBAIKAN: dict[str, Any] = {"kolom": {}, "berkas": {"contoh": "kurang jelas"}, "umum": ""}


class Buntu(Exception):
    """The file stands still or takes a way that no rule allows; at which stage, and why."""

    def __init__(self, tahap: int, pesan: str) -> None:
        super().__init__(pesan)
        self.tahap, self.pesan = tahap, pesan


def periksa(bahan: Bahan) -> Iterator[Temuan]:
    """Walk every way of the route, and again with something happening at each of its stages."""
    sudah: set[tuple[int, str]] = set()
    for berlaku in sorted(semua_jalan(bahan)):
        for berkas in _semua_kejadian(bahan.layanan, berlaku):
            try:
                berkas.jalan()
            except Buntu as galat:
                if (galat.tahap, galat.pesan) not in sudah:
                    sudah.add((galat.tahap, galat.pesan))
                    nama = bahan.layanan.rute[galat.tahap].tahap
                    yield bahan.di("rute", galat.tahap, pesan=f'berkas berhenti di "{nama}": {galat.pesan}')


def _semua_kejadian(layanan: Layanan, berlaku: tuple[int, ...]) -> Iterator[Berkas]:
    yield Berkas(layanan, berlaku)
    yield Berkas(layanan, berlaku, kosong=True)
    for tahap in berlaku:
        yield Berkas(layanan, berlaku, kembali=tahap)
        yield Berkas(layanan, berlaku, tolak=tahap)


@dataclass
class Berkas:
    """A file that exists only here. `kosong`: optional seats are vacant; `kembali`, `tolak`: at which stage."""

    layanan: Layanan
    berlaku: tuple[int, ...]
    kosong: bool = False
    kembali: int | None = None
    tolak: int | None = None
    k: aturan.Keadaan = field(default_factory=aturan.Keadaan)
    pelaku: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    _orang: dict[tuple[str, ...], int] = field(default_factory=dict)

    def jalan(self) -> None:
        """From the citizen's desk to the end. Raises Buntu."""
        harap = Status.DITOLAK if self.tolak is not None and self._lewat(self.tolak) else Status.SELESAI
        self._catat("diajukan", tempat="contoh", berlaku=list(self.berlaku))
        self._masuki()
        for _langkah in range(4 * len(self.layanan.rute) + 4):
            if self.k.status in aturan.BERAKHIR:
                break
            self._satu_tahap()
        if self.k.status != harap:
            raise Buntu(self._kini(), f"akhirnya {self.k.status}, bukan {harap}")

    def _kini(self) -> int:
        return self.berlaku[-1] if self.k.tahap is None else self.k.tahap

    def _lewat(self, tahap: int) -> bool:
        """Whether a refusal at this stage can happen: the stage is entered, and no letter is out before it."""
        dijalani = not (self.kosong and self.layanan.rute[tahap].opsional)
        return dijalani and not (self._tanda and tahap > self._tanda[-1])

    @property
    def _tanda(self) -> list[int]:
        return [i for i in self.berlaku if self.layanan.rute[i].aksi == aturan.TANDATANGAN]

    # --- what happens at a desk -----------------------------------------------------------------------------------

    def _satu_tahap(self) -> None:
        tahap = self._kini()
        if self.tolak == tahap and self._lewat(tahap):
            self._boleh(aturan.pastikan_bisa_ditolak, self.k)
            self._catat("ditolak", alasan="contoh")
        elif self.kembali == tahap:
            self.kembali = None
            self._kembalikan()
        else:
            self._selesaikan(tahap)

    def _kembalikan(self) -> None:
        self._boleh(aturan.pastikan_bisa_dikembalikan, self.k, PERBAIKAN)
        self._catat("dikembalikan", perbaikan=PERBAIKAN, sisa_jam=1.0)
        self._catat("diperbaiki", tempat="contoh", berlaku=list(self.berlaku))
        mulai = aturan.tahap_lanjut(self.k, rute_ringkas(self.layanan), self.berlaku, pindah=False)
        self._masuki(mulai)

    def _selesaikan(self, indeks: int) -> None:
        tahap, aktor = self.layanan.rute[indeks], self._petugas(indeks)
        self._boleh(aturan.pastikan_terpisah, tahap.aksi, aktor, self.pelaku)
        self.pelaku[tahap.aksi].add(aktor)
        ttd = tahap.aksi == aturan.TANDATANGAN
        self._catat("ditandatangani" if ttd else "tahap_selesai", tahap=indeks)
        if self._tanda and indeks == self._tanda[-1] and not self.k.terbit_pada:
            self._terbitkan(indeks)
        if any(b.wajib and b.tahap == tahap.tahap for b in self.layanan.berkas):
            self._kembalikan()  # the citizen uploads what this stage asked for, and the file goes on
        else:
            self._masuki()

    def _terbitkan(self, indeks: int) -> None:
        if lewat := aturan.tahap_terlewat(self.k, indeks):
            nama = self.layanan.rute[lewat[0]].tahap
            raise Buntu(indeks, f'surat terbit, padahal "{nama}" belum dijalani')
        self._catat("surat_terbit")

    def _petugas(self, indeks: int) -> int:
        """The person at this desk: always the same one in a seat that only one can hold, else one for each action."""
        tahap = self.layanan.rute[indeks]
        kursi = (tahap.unit or "", tahap.peran, "" if SEMUA[tahap.peran].tunggal else tahap.aksi)
        return self._orang.setdefault(kursi, len(self._orang) + 1)

    # --- the log --------------------------------------------------------------------------------------------------

    def _masuki(self, mulai: int | None = None) -> None:
        """As `rute.masuki`: the next desk, or the end; vacant optional seats are passed over."""
        lulus = {t for t in self.k.lulus if mulai is None or t < mulai}
        while (indeks := aturan.tahap_berikut(self.k.berlaku, lulus)) is not None:
            tahap = self.layanan.rute[indeks]
            if not (self.kosong and tahap.opsional):
                self._catat("tahap_dimasuki", tahap=indeks, peran=tahap.peran, unit=1, tenggat=None)
                return
            self._catat("tahap_dilewati", tahap=indeks)
            lulus.add(indeks)
        self._catat("selesai")

    def _catat(self, jenis: str, **data: Any) -> None:
        try:
            self.k = aturan.terapkan(self.k, Kejadian(jenis, data, None, SAAT))
        except LogRusak as galat:
            raise Buntu(self._kini(), str(galat)) from galat

    def _boleh(self, rukun: Callable[..., None], *isi: Any) -> None:
        try:
            rukun(*isi)
        except TidakBoleh as galat:
            raise Buntu(self._kini(), galat.pesan) from galat


PEMERIKSA["jalan"] = periksa
