"""The whole product path in a process of its own: number, freeze, store, announce, sign, verify strictly, publish.

`bench.surat` starts it with a fresh VAR and asks it, round by round, between the rounds of the plain way. One JSON line
in, {"cara": …, "n": letters}, one JSON line out, {"detik", "cpu"} for all of them.

jalur    from applications at the signing desk to published letters
sesi     a batch of letters that are frozen already, with one passphrase, as an officer's click runs it
"""

import json
import os
import sys
import time
from collections.abc import Callable
from typing import Any
from uuid import UUID

FRASA = "frasa-bench-panjang"
LAYANAN = "surat-keterangan-tidak-mampu-desa"
ISIAN = {
    "jenis_sktm": "Sekolah", "nama_sekolah": "SMPN 1 Waru", "kelas": "VIII", "tujuan": "keringanan biaya sekolah",
    "untuk_siapa": "Anggota keluarga", "penerima_nik": "3515184405100004", "penerima_nama": "Adi Saputra",
    "penerima_hubungan": "Anak", "penerima_tempat_lahir": "Sidoarjo", "penerima_tanggal_lahir": "2010-05-04",
    "nama_penandatangan": "Siti Aminah", "pekerjaan_penandatangan": "Buruh harian lepas",
    "alamat_penandatangan": "Jalan Melati 7", "jumlah_tanggungan": 3, "status_rumah": "Sewa/kontrak",
    "bantuan_diterima": ["PKH"], "terdaftar_dtsen": "Ya",
}  # fmt: skip
BERKAS = ("pengantar_rt_rw", "pernyataan_tidak_mampu")


class Kantor:
    """One desa with its officers, and files that wait for the signature of its head."""

    def __init__(self) -> None:
        from core.layanan.register import registri
        from core.permohonan.pelaku import Pelaku
        from core.surat.verba import buat_kunci_demo
        from tests import pabrik
        from tests.permohonan import bahan

        kecil = pabrik.daerah_kecil()
        self.tim, self.layanan = pabrik.tim(kecil.pepelegi), registri().ambil(LAYANAN)
        self.warga = bahan.warga(kecil.pepelegi)
        buat_kunci_demo(pengguna=self.tim.kepala_desa, frasa=FRASA)
        self.pelaku = Pelaku(self.tim.kepala_desa)
        self._urut = 0

    def di_meja(self, jumlah: int) -> list[UUID]:
        """New applications, different ones, examined and initialled."""
        return [self._satu() for _nomor in range(jumlah)]

    def _satu(self) -> UUID:
        from core.permohonan import verba
        from core.permohonan.pelaku import Pelaku
        from tests.permohonan import bahan

        self._urut += 1
        p = verba.mulai(warga=self.warga, layanan=self.layanan)
        isian = ISIAN | {"penghasilan": 1_000_000 + self._urut}
        p = verba.simpan_langkah(permohonan=p, warga=self.warga, isian=isian)
        for kode in BERKAS:
            verba.tempelkan(permohonan=p, kode=kode, berkas=bahan.berkas(self.warga.pengguna))
        p = bahan.kirim(bahan.segar(p))
        for orang in (self.tim.operator_desa, self.tim.sekretaris_desa):
            p = verba.teruskan(permohonan_id=p.pk, pelaku=Pelaku(orang), versi=p.versi)
        return UUID(str(p.pk))

    def bekukan(self, semua: list[UUID]) -> None:
        """Number, freeze and store."""
        from core.surat.verba_beku_blok import siapkan_blok

        siapkan_blok(semua=semua, pelaku=self.pelaku)

    def tandatangani(self, semua: list[UUID]) -> None:
        """One batch. Raises RuntimeError when a letter was not published."""
        from core.surat.models import ButirSesi, Surat
        from core.surat.verba_massal import buat_sesi, tandatangani_sesi

        sesi = buat_sesi(pelaku=self.pelaku, pilihan=semua)
        for butir in tandatangani_sesi(sesi=sesi, pelaku=self.pelaku, frasa=FRASA):
            if butir.status != ButirSesi.Status.SELESAI:
                raise RuntimeError(butir.alasan)
        if Surat.objects.filter(permohonan__in=semua, status="terbit").count() != len(semua):
            raise RuntimeError("tidak semua surat terbit")


def _cara(kantor: Kantor) -> dict[str, tuple[Callable[[list[UUID]], Any], Callable[[list[UUID]], Any]]]:
    """For each way: what is made ready before the clock starts, and what is measured."""

    def jalur(semua: list[UUID]) -> None:
        kantor.bekukan(semua)
        kantor.tandatangani(semua)

    return {
        "jalur": (lambda semua: None, jalur),
        "sesi": (kantor.bekukan, kantor.tandatangani),
    }


def main() -> None:
    """Serve until the input ends."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sipraja.settings_uji")
    import django

    django.setup()
    from django.core.management import call_command

    from sipraja.sampah import tenangkan

    call_command("migrate", verbosity=0)
    kantor = Kantor()
    cara = _cara(kantor)
    kantor.tandatangani(_siap(kantor, 2))  # fonts, templates and shapes of letters are warm
    tenangkan()  # as the web server does, in which an officer signs
    print(json.dumps({"siap": True}), flush=True)
    for baris in sys.stdin:
        minta = json.loads(baris)
        siapkan, ukur = cara[minta["cara"]]
        semua = kantor.di_meja(minta["n"])
        siapkan(semua)
        dinding, cpu = time.perf_counter(), time.process_time()
        ukur(semua)
        hasil = {"detik": time.perf_counter() - dinding, "cpu": time.process_time() - cpu}
        print(json.dumps(hasil), flush=True)


def _siap(kantor: Kantor, jumlah: int) -> list[UUID]:
    semua = kantor.di_meja(jumlah)
    kantor.bekukan(semua)
    return semua


if __name__ == "__main__":
    main()
