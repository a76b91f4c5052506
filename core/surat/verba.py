"""The verbs of a letter. Nothing else in the system changes one.

Refusals: TidakBoleh (the rules; SuratBerubah and FrasaDitolak are kinds of it), NaskahGagal (the press), Basi, Tolak.
Each has `pesan`, a sentence to show.
"""

from core.surat.bersih import NaskahGagal
from core.surat.kunci import FrasaDitolak, buat_kunci_demo
from core.surat.verba_beku import batalkan_surat, siapkan
from core.surat.verba_pulih import pulihkan, sapu_yatim
from core.surat.verba_ttd import SuratBerubah, tandatangani

__all__ = [
    "FrasaDitolak",
    "NaskahGagal",
    "SuratBerubah",
    "batalkan_surat",
    "buat_kunci_demo",
    "pulihkan",
    "sapu_yatim",
    "siapkan",
    "tandatangani",
]
