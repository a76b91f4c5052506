"""Option lists that many services share (occupations, family relations …), named by `opsi_ref`."""

import json
from functools import cache
from pathlib import Path

BERKAS = Path(__file__).parent / "data" / "referensi.json"


@cache
def daftar_referensi() -> dict[str, tuple[str, ...]]:
    """Name of the list → its options, in the order in which people read them."""
    return {nama: tuple(opsi) for nama, opsi in json.loads(BERKAS.read_text(encoding="utf-8")).items()}
