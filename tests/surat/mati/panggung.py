"""The stage: offices, officers with keys, a seal; applications that wait for a signature; the officers' next step."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.db import transaction
from django.utils import timezone

from core.permohonan import verba as verba_permohonan
from core.permohonan.models import Permohonan
from core.permohonan.pelaku import Pelaku
from core.surat import arsip, rahasia, sertifikat, verba, verba_massal
from core.surat import kunci as kunci_
from core.surat.models import LEASE, KunciSegel, Surat, TandaTangan
from core.wilayah.ingatan import ingatan
from tests import pabrik
from tests.permohonan import bahan
from tests.surat.alur import DUA, FRASA, SATU

JENIS = ("satu", "dua", "segel", "massal")
SEKALI_MASSAL = 2


@dataclass
class Lakon:
    """One application, or the few of a batch, on their way to a letter."""

    jenis: str
    pk: list[Any]
    orang: dict[str, Any]
    penanda: int = 1
    nomor: dict[Any, str] = field(default_factory=dict)  # as first seen: it must never change
    beku: dict[Any, str] = field(default_factory=dict)

    def selesai(self) -> bool:
        return not Permohonan.objects.filter(pk__in=self.pk, terbit_pada=None).exists()


class Panggung:
    """Two desa of one kecamatan; letters of the second bear a seal."""

    def __init__(self) -> None:
        _percepat()
        kecil = pabrik.daerah_kecil()
        camat = vars(pabrik.tim(kecil.waru))
        self.orang = {unit: camat | vars(pabrik.tim(unit)) for unit in (kecil.pepelegi, kecil.tropodo)}
        self.polos, self.bersegel = kecil.pepelegi, kecil.tropodo
        self.warga = {unit: bahan.warga(unit) for unit in self.orang}
        self.layanan = {n: bahan.layanan(*rute, kode=f"uji-{n}") for n, rute in (("satu", SATU), ("dua", DUA))}
        for orang in (self.orang[u][peran] for u in self.orang for peran in ("kepala_desa", "camat")):
            verba.buat_kunci_demo(pengguna=orang, frasa=FRASA)
        self._pasang_segel()
        for jenis in JENIS:
            jalan(self.lakon(jenis))  # what is loaded and proved once is loaded before the first fork

    def _pasang_segel(self) -> None:
        p12, satu = kunci_.otoritas().terbitkan("Pemerintah Desa Tropodo", FRASA)
        arsip.tulis("kunci/segel.p12", p12)
        KunciSegel.objects.create(
            unit=self.bersegel, nama="Pemerintah Desa Tropodo", berkas="kunci/segel.p12", rahasia=rahasia.kunci(FRASA),
            sertifikat=kunci_.catat_sertifikat(satu, unit=self.bersegel),
        )  # fmt: skip

    def lakon(self, jenis: str) -> Lakon:
        """Fresh applications at the desk of the kepala desa."""
        unit = self.bersegel if jenis == "segel" else self.polos
        banyak = SEKALI_MASSAL if jenis == "massal" else 1
        with transaction.atomic(), ingatan():  # the same verbs; each need not ask anew who sits where
            pk = [self._di_meja(unit, "dua" if jenis == "dua" else "satu") for _ in range(banyak)]
        return Lakon(jenis, pk, self.orang[unit], 2 if jenis == "dua" else 1)

    def _di_meja(self, unit: Any, layanan: str) -> Any:
        p = bahan.kirim(bahan.draf(self.warga[unit], self.layanan[layanan]))
        _teruskan(p, self.orang[unit]["operator_desa"])
        return p.pk


def _percepat() -> None:
    """Keys as an installation that has just opened them: the KDF and the check of the primes are not what we test."""
    sertifikat.PUTARAN_KDF = 1
    sertifikat.buka_kunci = cache(sertifikat.buka_kunci)


def _teruskan(p: Permohonan, orang: Any) -> None:
    verba_permohonan.teruskan(permohonan_id=p.pk, pelaku=Pelaku(orang), versi=p.versi)


def jalan(lakon: Lakon) -> None:
    """What officers do until the letter is published; may be called again at any time."""
    if lakon.jenis == "massal":
        return _jalan_massal(lakon)
    while _langkah(lakon):
        pass


def _langkah(lakon: Lakon) -> bool:
    p = bahan.segar(Permohonan(pk=lakon.pk[0]))
    if p.terbit_pada:
        return False
    tahap = p.versi_layanan.layanan().rute[p.tahap or 0]
    orang = lakon.orang[tahap.peran]
    if tahap.aksi != "tandatangan":
        _teruskan(p, orang)
        return True
    surat = verba.siapkan(permohonan_id=p.pk, pelaku=Pelaku(orang))
    verba.tandatangani(permohonan_id=p.pk, pelaku=Pelaku(orang), frasa=FRASA, sha_dilihat=surat.sha_kini)
    return True


def _jalan_massal(lakon: Lakon) -> None:
    """One batch of all that is not published yet."""
    sisa = list(Permohonan.objects.filter(pk__in=lakon.pk, terbit_pada=None).select_related("pemohon__pengguna"))
    if not sisa:
        return
    kades = Pelaku(lakon.orang["kepala_desa"])
    gagal = verba_massal.siapkan_banyak(permohonan=sisa, pelaku=kades)
    assert gagal == [], gagal
    sesi = verba_massal.buat_sesi(pelaku=kades, pilihan=[p.pk for p in sisa])
    hasil = list(verba_massal.tandatangani_sesi(sesi=sesi, pelaku=kades, frasa=FRASA))
    assert [b.alasan for b in hasil if b.status != "selesai"] == []


def lewati_sewa(lakon: Lakon) -> None:
    """The clock is past every lease of these letters."""
    kini = timezone.now()
    Surat.objects.filter(permohonan__in=lakon.pk, status="dinomori").update(dibuat=kini - 2 * LEASE)
    ttd = TandaTangan.objects.filter(surat__permohonan__in=lakon.pk, lease_sampai__isnull=False)
    ttd.update(lease_sampai=kini - LEASE / 100)
