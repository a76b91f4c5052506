"""Rows and pages of editors' content, by concern."""

from publikasi.models.berita import Berita, IndeksBerita, TagBerita
from publikasi.models.halaman import KontakPage, MaklumatPage, TanyaPage
from publikasi.models.pengumuman import Pengumuman

__all__ = ["Berita", "IndeksBerita", "KontakPage", "MaklumatPage", "Pengumuman", "TagBerita", "TanyaPage"]
