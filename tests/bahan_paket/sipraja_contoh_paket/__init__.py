"""A package that brings one service and listens to what happens in all of them."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from core.layanan.kontrak import hookimpl

TERBIT: list[str] = []


@hookimpl
def daftar_layanan(daftar: Callable[[str], None]) -> None:
    """Name the folder of each service."""
    daftar(str(Path(__file__).parent / "layanan"))


@hookimpl
def surat_terbit(kode: str, permohonan: Mapping[str, Any], nomor: str) -> None:
    """Told about every letter, of this service or another."""
    TERBIT.append(nomor)
