"""The verbs of a letter. Nothing else in the system changes one.

Refusals: TidakBoleh (the rules; SuratBerubah and FrasaDitolak are kinds of it), NaskahGagal (the press), Basi, Tolak.
Each has `pesan`, a sentence to show.
"""

from core.surat.bersih import NaskahGagal
from core.surat.kunci import buat_kunci_demo
from core.surat.penanda.dasar import FrasaDitolak, PenandaGagal
from core.surat.verba_baca import catat_baca
from core.surat.verba_beku import batalkan_surat, siapkan
from core.surat.verba_niat import SuratBerubah
from core.surat.verba_pulih import pulihkan, sapu_yatim
from core.surat.verba_ttd import tandatangani

__all__ = [
    "FrasaDitolak",
    "NaskahGagal",
    "PenandaGagal",
    "SuratBerubah",
    "batalkan_surat",
    "buat_kunci_demo",
    "catat_baca",
    "pulihkan",
    "sapu_yatim",
    "siapkan",
    "tandatangani",
]
