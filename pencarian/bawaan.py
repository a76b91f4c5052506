"""Data files of this room: initial synonyms, the language's words, groups of filters, places of the site."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

MAP = Path(__file__).resolve().parent


@cache
def baca(nama: str) -> dict[str, Any]:
    """The data file of this name, read once."""
    return tomllib.loads((MAP / f"{nama}.toml").read_text(encoding="utf-8"))
