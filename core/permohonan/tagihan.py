"""Uploads asked for after a stage (`Unggahan.tahap`): what is due, what the officer wrote about it, who may hand it in.

A required one brings the file back to the citizen by itself; an optional one is asked for while the file goes on.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.layanan import formulir
from core.permohonan import aturan
from core.permohonan.galat import TidakBoleh
from core.permohonan.lampiran import berkas_tersimpan
from core.permohonan.models import Peristiwa, Permohonan
from core.permohonan.rute import rute_ringkas

if TYPE_CHECKING:
    from core.layanan.deklarasi import Layanan, Unggahan

Jenis = Peristiwa.Jenis


@dataclass(frozen=True)
class Tagihan:
    """An upload that a completed stage has asked for, with the words of the officer."""

    u: Unggahan
    tahap: str
    catatan: str


def diminta_setelah(p: Permohonan, layanan: Layanan, tahap: str) -> list[Unggahan]:
    """What is asked for when the stage of this name is completed, and is not there yet."""
    if all(u.tahap != tahap for u in layanan.berkas):
        return []
    ada = berkas_tersimpan(p)
    semua = formulir.berkas_diminta(layanan, p.isian, p.pemohon.profil(), kode_berkas=ada, tahap=tahap)
    return [u for u in semua if u.kode not in ada]


def menyusul(p: Permohonan) -> list[Tagihan]:
    """Optional uploads the citizen may still hand in while the file is at a desk."""
    layanan, hasil = p.versi_layanan.layanan(), []
    if p.status not in aturan.DI_MEJA or not any(u.tahap for u in layanan.berkas):
        return []
    for indeks, catatan in _yang_meminta(p).items():
        try:
            aturan.pastikan_bisa_disusulkan(p.keadaan(), rute_ringkas(layanan), indeks)
        except TidakBoleh:
            continue
        tahap = layanan.rute[indeks].tahap
        hasil += [Tagihan(u, tahap, catatan) for u in diminta_setelah(p, layanan, tahap)]
    return hasil


def _yang_meminta(p: Permohonan) -> dict[int, str]:
    """Stages that have asked for something, with the note of the last time."""
    selesai = Peristiwa.objects.filter(permohonan=p, jenis__in=[Jenis.TAHAP_SELESAI, Jenis.DITANDATANGANI])
    meminta = (e for e in selesai.order_by("urut") if e.data.get("tagihan"))
    return {e.data["tahap"]: e.data.get("catatan", "") for e in meminta}
