"""`manage.py simulator_bsre`: BSrE's gateway on this machine, for tests and demonstrations."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from core.surat import sertifikat
from core.surat.simulator import pintu, tls
from core.surat.simulator.dunia import Dunia
from core.surat.simulator.peladen import Peladen

AKUN = ("simulator", "simulator")
PERINGATAN = """
====================================================================
  SIMULATOR BSrE. {tanda}.
  Tanda tangan dari sini BUKAN tanda tangan elektronik tersertifikasi.
  Jangan dipakai untuk surat warga.
===================================================================="""


class Command(BaseCommand):
    """Thin: `core.surat.simulator`."""

    requires_system_checks = []  # no page of ours is served
    help = "Menjalankan tiruan gerbang BSrE (v1 dan v2) untuk uji dan demonstrasi; tidak sah secara hukum."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=8443, help="Port di 127.0.0.1; 0 = pilih sendiri.")
        parser.add_argument("--tls", type=Path, help="Map untuk ca.pem dan sertifikat peladen; kosong = HTTP saja.")
        parser.add_argument("--ca", type=Path, default=settings.SERTIFIKAT_DEMO, help="Map CA demonstrasi.")
        parser.add_argument("--data", type=Path, help="Berkas JSON berisi orang, segel, dan gangguan.")

    def handle(self, *args: Any, **pilihan: Any) -> None:
        dunia = Dunia(sertifikat.otoritas(pilihan["ca"]), pilihan["ca"] / "simulator-bsre")
        if pilihan["data"]:
            pintu.muat(dunia, pilihan["data"])
        dipercaya, milik = tls.pasang(pilihan["tls"]) if pilihan["tls"] else ("", None)
        with Peladen(dunia, AKUN, pilihan["port"], milik) as peladen:
            self.stderr.write(self.style.WARNING(PERINGATAN.format(tanda=sertifikat.TANDA_DEMO)))
            self.stdout.write(f"BSRE_ALAMAT={peladen.alamat}\nBSRE_CA={dipercaya}")
            self.stdout.write(f"BSRE_PENGGUNA={AKUN[0]}\nBSRE_SANDI={AKUN[1]}")
            self.stdout.flush()
            self._layani(peladen)

    def _layani(self, peladen: Peladen) -> None:
        try:
            peladen.serve_forever()
        except KeyboardInterrupt:
            self.stderr.write("Simulator berhenti.")
