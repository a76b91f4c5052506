"""`manage.py periksa_bsre`: does this gateway do what we rely on? Asks for the secret; never shows it."""

import getpass
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.views.decorators.debug import sensitive_variables

from core.surat import kunci
from core.surat.models import Penggerak
from core.surat.penanda import JARAK_JAUH, MODUL, bsre_uji
from core.surat.penanda.bsre_uji import Butir, Percaya
from core.surat.penanda.dasar import PenandaGagal, Rahasia

TANDA = {True: "LULUS", False: "GAGAL", None: "     "}


@dataclass(frozen=True)
class Penguji:
    """Whose certificate the check uses: a NIK that stands in no row and no log."""

    pengenal: str

    def __repr__(self) -> str:
        return "Penguji"


class Command(BaseCommand):
    """Thin: `core.surat.penanda.bsre_uji`."""

    help = "Menguji gerbang BSrE: keadaan, tanda tangan atas halaman uji, dan pemeriksaan hasilnya."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("penggerak", choices=sorted(JARAK_JAUH), help="Versi gerbang.")
        parser.add_argument("--totp", action="store_true", help="Pakai kode sekali pakai, bukan frasa sandi (v2).")

    @sensitive_variables()
    def handle(self, *args: Any, **pilihan: Any) -> None:
        modul: Any = import_module(MODUL[Penggerak(pilihan["penggerak"])])
        if pilihan["totp"] and not hasattr(modul, "minta_totp"):
            raise CommandError("Versi 1 tidak mengenal kode sekali pakai.")
        penguji = Penguji(getpass.getpass("NIK atau surel pejabat penguji (tidak ditampilkan): "))
        gagal = self._laporkan(bsre_uji.setelan())
        gagal += self._laporkan(bsre_uji.sambungan(modul, penguji))
        if gagal == 0:
            gagal = self._tanda_tangan(modul, penguji, totp=pilihan["totp"])
        if gagal:
            raise CommandError(f"{gagal} butir gagal.")
        self.stdout.write("Semua butir lulus.")

    @sensitive_variables()
    def _tanda_tangan(self, modul: Any, penguji: Penguji, *, totp: bool) -> int:
        try:
            if totp:
                modul.minta_totp(penguji, len(bsre_uji.lembar(2)))
            isi = getpass.getpass("Kode: " if totp else "Frasa sandi: ")
            rahasia = Rahasia(totp=isi) if totp else Rahasia(frasa=isi)
            percaya = Percaya(kunci.akar(), kunci.akar_stempel())
            return self._laporkan(bsre_uji.tanda_tangan(modul, penguji, rahasia, percaya))
        except PenandaGagal as salah:
            return self._laporkan([Butir(salah.kode, False, salah.pesan)])

    def _laporkan(self, butir: Any) -> int:
        """Print the lines as they come; how many failed."""
        gagal = 0
        for satu in butir:
            self.stdout.write(f"{TANDA[satu.lulus]}  {satu.nama}  {satu.uraian}".rstrip())
            gagal += satu.lulus is False
        return gagal
