"""Rows of this room: places and who works there, turns, and the pages that editors write."""

from mpp.models.giliran import Antrean, BukuAntrean
from mpp.models.halaman import MppPage, TempatPage
from mpp.models.tempat import HariTutup, Instansi, JamBuka, Kelompok, LayananLoket, Loket, Tempat

__all__ = [
    "Antrean",
    "BukuAntrean",
    "HariTutup",
    "Instansi",
    "JamBuka",
    "Kelompok",
    "LayananLoket",
    "Loket",
    "MppPage",
    "Tempat",
    "TempatPage",
]
