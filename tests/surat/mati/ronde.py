"""Play and judge: kill, recover, finish; then ask every invariant."""

from __future__ import annotations

import os
import random
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.core.files.storage import storages
from django.db import connection, connections

from core.notifikasi.models import Pesan
from core.permohonan import integritas
from core.permohonan.galat import Basi, TidakBoleh
from core.permohonan.models import Peristiwa, Permohonan
from core.permohonan.pelaku import Pelaku
from core.surat import arsip, verba
from core.surat.kunci import kepercayaan
from core.surat.models import Segel, StatusSurat, Surat, TandaTangan, Terbitan
from core.surat.titik import NAMA
from core.surat.validasi import periksa_milik
from tests.surat.mati.anak import GALAT, MATI, kerjakan, serentak
from tests.surat.mati.panggung import JENIS, Lakon, Panggung, jalan, lewati_sewa

PERIKSA_SETIAP = 500  # kills between two looks at everything; one more is at the end
ADU_SETIAP = 25  # kills between two races of two clicks for one letter
MAKS_MATI = 8  # kills of one application before it may finish
LAMA = 0.4  # seconds: a random instant lies within them, or within fewer where walks turn out to take less
BOBOT = {"satu": 6, "dua": 2, "segel": 2, "massal": 1}  # two signers or a batch take twice the time
FREEZE = ("nomor", "nomor.tetap", "cetak", "beku.simpan", "beku")
SEGEL = ("segel.bubuh", "segel.simpan")
TERTUNDA = (TandaTangan.Status.NIAT, TandaTangan.Status.MENUNGGU_SEGEL)
PULIH_MATI = 0.3  # how often the sweeper is killed too, while it has something to do
DI_LUAR = ("kabar.kirim",)  # the worker's, not the officer's


@dataclass
class Angka:
    """What came of it."""

    mati: int = 0
    surat: int = 0
    adu: int = 0
    detik: float = 0.0
    cpu: float = 0.0  # seconds of processor, children included
    per_titik: Counter[str] = field(default_factory=Counter)
    pulih: Counter[str] = field(default_factory=Counter)
    yatim: int = 0
    pelanggaran: list[str] = field(default_factory=list)

    def sebagai_json(self) -> dict[str, Any]:
        return vars(self) | {"per_titik": dict(self.per_titik), "pulih": dict(self.pulih)}


class Permainan:
    """One run on one database."""

    def __init__(
        self, panggung: Panggung, benih: int, *, jenis: tuple[str, ...] = JENIS, bidikan: tuple[str, ...] = ()
    ) -> None:
        """`bidikan`: aim at these points only, few times a letter, look at everything after it, stop when found."""
        self.acak, self.jenis, self.bidikan = random.Random(benih), jenis, bidikan
        self.panggung, self.angka, self.lama = panggung, Angka(), dict.fromkeys(JENIS, LAMA)

    def main(self, ronde: int) -> Angka:
        """Kill `ronde` times."""
        mulai, kerja = time.monotonic(), _cpu()
        periksa, jarak = PERIKSA_SETIAP, 3 if self.bidikan else ADU_SETIAP
        adu = jarak
        bobot = [BOBOT[satu] for satu in self.jenis]
        while self.angka.mati < ronde and not (self.bidikan and self.angka.pelanggaran):
            self._satu_lakon(self.panggung.lakon(self.acak.choices(self.jenis, bobot)[0]))
            if self.angka.mati >= adu:
                adu += jarak
                self._adu()
            if self.angka.mati >= periksa:
                periksa += PERIKSA_SETIAP
                self._periksa_semua()
        self._periksa_semua()
        self._sapu()
        self.angka.detik, self.angka.cpu = time.monotonic() - mulai, _cpu() - kerja
        return self.angka

    def _satu_lakon(self, lakon: Lakon) -> None:
        for _ in range(2 if self.bidikan else MAKS_MATI):
            if self._bunuh(lakon) != MATI:
                break
            self._pulihkan(lakon)
            if lakon.selesai():
                break
        self._tuntaskan(lakon)
        for pk in lakon.pk:
            self._periksa_surat(lakon, pk)
        if self.bidikan:
            self._periksa_semua()

    def _bunuh(self, lakon: Lakon) -> str:
        """One kill, at a named point or at a random instant."""
        nama = self.acak.choice([*self._calon(lakon), *(() if self.bidikan else ("sembarang",) * 4)])
        if nama == "sembarang":
            lama = self.lama[lakon.jenis]
            hasil = kerjakan(lambda: jalan(lakon), None, self.acak.uniform(0, lama))
            self.lama[lakon.jenis] = min(LAMA, lama * (1.1 if hasil == MATI else 0.7))  # few walks end unkilled
        else:
            ke = self.acak.randint(1, 2) if nama.startswith("arsip") or len(lakon.pk) > 1 else 1
            hasil = kerjakan(lambda: jalan(lakon), (nama, ke))
        if hasil == MATI:
            self.angka.mati += 1
            self.angka.per_titik[nama] += 1
        elif hasil == GALAT:
            self.angka.pelanggaran.append(f"{nama}: petugas mendapat galat")
        return hasil

    def _calon(self, lakon: Lakon) -> list[str]:
        """Points that can still be reached."""
        if self.bidikan:
            return list(self.bidikan)
        beku = Surat.objects.filter(permohonan__in=lakon.pk).exclude(sha_beku="").count() == len(lakon.pk)
        lewat = (FREEZE if beku else ()) + DI_LUAR + (() if lakon.jenis == "segel" else SEGEL)
        return [nama for nama in NAMA if nama not in lewat]

    def _pulihkan(self, lakon: Lakon) -> None:
        """The sweeper, past every lease; now and then it is killed too. Twice gives the same as once."""
        self._ingat(lakon)
        lewati_sewa(lakon)
        while (calon := self._calon_pulih(lakon)) and self.acak.random() < PULIH_MATI:
            titik = self.acak.choice(calon)
            if kerjakan(verba.pulihkan, (titik, 1)) == MATI:
                self.angka.mati += 1
                self.angka.per_titik[f"pulihkan: {titik}"] += 1
            lewati_sewa(lakon)
        self.angka.pulih += verba.pulihkan()
        if lagi := verba.pulihkan():
            self.angka.pelanggaran.append(f"pulihkan kedua kali masih bekerja: {dict(lagi)}")
        self._ingat(lakon)

    def _calon_pulih(self, lakon: Lakon) -> tuple[str, ...]:
        """Points that the sweeper can reach. An aimed run spends its kills on the officers."""
        if self.bidikan:
            return ()
        if Surat.objects.filter(permohonan__in=lakon.pk, status=StatusSurat.DINOMORI).exists():
            return ("cetak", "arsip.nama", "beku.simpan")
        ttd = TandaTangan.objects.filter(surat__permohonan__in=lakon.pk, status__in=TERTUNDA).exclude(sha_sesudah="")
        return ("t2", "t2.akhir", *(SEGEL if lakon.jenis == "segel" else ())) if ttd.exists() else ()

    def _ingat(self, lakon: Lakon) -> None:
        """A number once given and bytes once frozen stay."""
        for surat in Surat.objects.filter(permohonan__in=lakon.pk):
            for ingatan, nilai in ((lakon.nomor, surat.nomor), (lakon.beku, surat.sha_beku)):
                if nilai and ingatan.setdefault(surat.permohonan_id, nilai) != nilai:
                    self.angka.pelanggaran.append(f"{surat.nomor}: nomor atau isi bekunya berganti")

    def _tuntaskan(self, lakon: Lakon) -> None:
        """The officer comes back and finishes. What is in the way now, has been left there by a crash."""
        try:
            jalan(lakon)
        except Exception as galat:
            self.angka.pelanggaran.append(f"tidak dapat dituntaskan: {type(galat).__name__} {galat}")

    def _periksa_surat(self, lakon: Lakon, pk: Any) -> None:
        """I2, I3, I6, I8 for one application."""
        para = list(Surat.objects.filter(permohonan=pk))
        terbit = [s for s in para if s.status == StatusSurat.TERBIT]
        if len(para) != 1 or len(terbit) != 1 or Permohonan.objects.get(pk=pk).terbit_pada is None:
            self.angka.pelanggaran.append(f"{pk}: {[s.status for s in para]}, bukan satu surat terbit")
            return
        (surat,) = terbit
        self._ingat(lakon)
        jenis = Counter(Peristiwa.objects.filter(permohonan=pk).values_list("jenis", flat=True))
        kabar = Pesan.objects.filter(permohonan_id=pk, jenis="surat_terbit").values_list("saluran", flat=True)
        fakta = {
            "tanda tangan": jenis["ditandatangani"] == lakon.penanda,
            "peristiwa terbit": jenis["surat_terbit"] == 1,
            "kabar": len(kabar) == len(set(kabar)) > 0,
            "terbitan": [t.sha for t in Terbitan.objects.filter(surat=surat)] == [surat.sha_kini],
            "segel": Segel.objects.filter(surat=surat, status="sah").exists() == (lakon.jenis == "segel"),
            "pemeriksa": _sah(surat, lakon.penanda + (lakon.jenis == "segel")),
        }
        self.angka.surat += 1
        self.angka.pelanggaran += [f"{surat.nomor}: {nama}" for nama, baik in fakta.items() if not baik]

    def _adu(self) -> None:
        """Two clicks at once: one signs, the other is told to wait; the key is used once."""
        lakon = self.panggung.lakon("satu")
        kades = lakon.orang["kepala_desa"]
        verba.siapkan(permohonan_id=lakon.pk[0], pelaku=Pelaku(kades))
        self.angka.adu += 1
        serentak([lambda: jalan_diam(lakon)] * 2)
        if (n := TandaTangan.objects.get(surat__permohonan=lakon.pk[0]).percobaan) != 1:
            self.angka.pelanggaran.append(f"adu: kunci dipakai {n} kali untuk satu surat")
        self._tuntaskan(lakon)
        self._periksa_surat(lakon, lakon.pk[0])

    def _periksa_semua(self) -> None:
        self.angka.pelanggaran += [f"{t.kode} {t.objek}: {t.kalimat}" for t in integritas.periksa()]

    def _sapu(self) -> None:
        """What crashes left in the archive is swept after a day, and nothing else."""
        dipakai = set(Surat.objects.values_list("sha_kini", flat=True))
        for nama in arsip.semua():
            os.utime(Path(storages["surat"].path(nama)), (time.time() - timedelta(days=2).total_seconds(),) * 2)
        self.angka.yatim = verba.sapu_yatim()
        self.angka.pelanggaran += [f"{sha}: hilang oleh penyapu" for sha in dipakai if not arsip.ada(sha)]


def _cpu() -> float:
    return sum(os.times()[:4])


def jalan_diam(lakon: Lakon) -> None:
    """The loser of a race is refused with a sentence; that is no error."""
    try:
        jalan(lakon)
    except (TidakBoleh, Basi):
        return


def _sah(surat: Surat, jumlah: int) -> bool:
    try:
        temuan = periksa_milik(arsip.baca(surat.sha_kini), kepercayaan())
    except arsip.ArsipRusak:
        return False
    return temuan.sah and len(temuan.penanda) == jumlah and temuan.sha_asal == surat.sha_beku


def tanam_semua(panggung: Panggung, semua: dict[str, Any], ronde: int, benih: int) -> dict[str, Any]:
    """Each planted bug on the same fresh SQLite file: what was found, after how many kills."""
    connections.close_all()
    basis = Path(connection.settings_dict["NAME"])
    bersih, hasil = basis.read_bytes(), {}
    for nama, (tanam, bidikan) in semua.items():
        with tanam():
            angka = Permainan(panggung, benih, jenis=("satu",), bidikan=bidikan).main(ronde)
        hasil[nama] = {"mati": angka.mati, "cpu": angka.cpu, "pelanggaran": angka.pelanggaran[:3]}
        connections.close_all()
        for sisa in ("-wal", "-shm"):
            basis.with_name(basis.name + sisa).unlink(missing_ok=True)
        basis.write_bytes(bersih)
    return hasil
