"""The letter, its signatures and seal, the number registers, the keys; one module for each group of tables."""

from core.surat.models.kunci import (
    JEDA_FRASA,
    MAKS_FRASA,
    MAKS_FRASA_JAUH,
    KunciDasar,
    KunciPejabat,
    KunciSegel,
    Penggerak,
    PenggerakUnit,
    SertifikatPejabat,
)
from core.surat.models.nomor import BlokNomor, Penghitung, SeriNomor, SuratKertas
from core.surat.models.sesi import Bacaan, ButirSesi, SesiTtd
from core.surat.models.surat import (
    BERISI,
    HIDUP,
    LEASE,
    LEASE_JAUH,
    Percobaan,
    Segel,
    StatusSurat,
    Surat,
    TandaTangan,
    Terbitan,
)

__all__ = [
    "BERISI",
    "HIDUP",
    "JEDA_FRASA",
    "LEASE",
    "LEASE_JAUH",
    "MAKS_FRASA",
    "MAKS_FRASA_JAUH",
    "Bacaan",
    "BlokNomor",
    "ButirSesi",
    "KunciDasar",
    "KunciPejabat",
    "KunciSegel",
    "Penggerak",
    "PenggerakUnit",
    "Penghitung",
    "Percobaan",
    "Segel",
    "SeriNomor",
    "SertifikatPejabat",
    "SesiTtd",
    "StatusSurat",
    "Surat",
    "SuratKertas",
    "TandaTangan",
    "Terbitan",
]
