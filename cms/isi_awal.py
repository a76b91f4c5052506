"""The first words of each page, from `isi_awal.toml`."""

import tomllib
from pathlib import Path
from typing import Any

from themes.profil import Daerah

BERKAS = Path(__file__).with_suffix(".toml")


def _baca() -> dict[str, Any]:
    return tomllib.loads(BERKAS.read_text(encoding="utf-8"))


def beranda(daerah: Daerah) -> dict[str, Any]:
    """Fields of the home page."""
    favorit = [{"type": "layanan", "value": kode} for kode in _baca()["favorit"]]
    return {"title": daerah.aplikasi, "sambutan": daerah.sambutan, "ajakan": daerah.ajakan, "favorit": favorit}


def katalog() -> dict[str, Any]:
    """Fields of the catalogue."""
    return {"title": "Semua layanan", **_baca()["standar"]}


def bantuan() -> dict[str, Any]:
    """Fields of the help page."""
    isi = [{"type": "bagian", "value": bagian} for bagian in _baca()["bantuan"]]
    return {"title": "Bantuan", "isi": isi, "jam_buka": "Senin sampai Jumat, 07.30–15.30"}


def standar(daerah: Daerah) -> dict[str, Any]:
    """Fields of the service standard."""
    pengantar = (
        f"Waktu, biaya, dan tempat tiap layanan di Kabupaten {daerah.kabupaten}. "
        "Persyaratan, langkah, dan dasar hukumnya ada di halaman layanan masing-masing."
    )
    return {"title": "Standar pelayanan", "pengantar": pengantar}
