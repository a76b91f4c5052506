"""The services of this installation and their samples."""

import json
from pathlib import Path

from core.layanan.deklarasi import Layanan
from core.layanan.register import Registri

AKAR = Path(__file__).resolve().parents[2] / "plugins"
DAFTAR = Registri.dari([AKAR])
SEMUA = DAFTAR.semua()


def contoh(layanan: Layanan) -> dict[str, dict]:
    """Sample name → answers."""
    berkas = sorted((DAFTAR.sumber(layanan.kode) / "contoh").glob("*.json"))
    return {satu.stem: json.loads(satu.read_text(encoding="utf-8")) for satu in berkas}
