"""The verbs of an application. Nothing else in the system changes a file.

Refusals: ``TidakBoleh`` (the rules), ``BelumLengkap`` (answers), ``Basi`` (somebody acted first), ``Tolak`` of
core.layanan (the service's own gate); each has ``pesan``, a sentence to show.
"""

from core.layanan.kontrak import Tolak
from core.permohonan.galat import Basi, BelumLengkap, TidakBoleh
from core.permohonan.lampiran import lepaskan, tempelkan
from core.permohonan.pelaku import Pelaku, pastikan_boleh
from core.permohonan.pencatat import kunci
from core.permohonan.verba_petugas import catat_lihat, kembalikan, klaim, lepas, teruskan, tolak
from core.permohonan.verba_surat import catat_pencabutan, catat_peristiwa, pastikan_boleh_ttd, selesaikan_tahap_ttd
from core.permohonan.verba_warga import ajukan, batalkan, majukan_versi, mulai, perbaiki, simpan_langkah, susulkan

__all__ = [
    "Basi",
    "BelumLengkap",
    "Pelaku",
    "TidakBoleh",
    "Tolak",
    "ajukan",
    "batalkan",
    "catat_lihat",
    "catat_pencabutan",
    "catat_peristiwa",
    "kembalikan",
    "klaim",
    "kunci",
    "lepas",
    "lepaskan",
    "majukan_versi",
    "mulai",
    "pastikan_boleh",
    "pastikan_boleh_ttd",
    "perbaiki",
    "selesaikan_tahap_ttd",
    "simpan_langkah",
    "susulkan",
    "tempelkan",
    "teruskan",
    "tolak",
]
