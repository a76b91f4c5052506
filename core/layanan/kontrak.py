"""The public face: the only module of `core` that a service's plugin.py may import.

    from core.layanan.kontrak import Tolak, hookimpl

    @hookimpl
    def periksa_permohonan(isian, profil):
        if profil["usia"] < 17:
            raise Tolak("Kartu ini untuk warga yang sudah 17 tahun.")

Functions get plain copies and return plain values; they see no request, no database, no file. What is not exported
here is not part of the contract.
"""

from core.layanan.deklarasi import KONTRAK, Kolom, Langkah, Layanan, NaskahSurat, Tahap, Unggahan
from core.layanan.spesifikasi import Tolak, hookimpl

__all__ = ["KONTRAK", "Kolom", "Langkah", "Layanan", "NaskahSurat", "Tahap", "Tolak", "Unggahan", "hookimpl"]
