"""The shape of an action of `manage.py layanan`, and the door by which a room above adds its own."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable
from dataclasses import dataclass

from django.core.management.base import BaseCommand


def _tanpa_argumen(parser: ArgumentParser) -> None:
    """An action that takes nothing."""


@dataclass(frozen=True)
class Tindakan:
    """One sub-command. `jalankan` gets the command (its `stdout`, `style`) and the parsed options as keywords."""

    nama: str
    bantuan: str
    jalankan: Callable[..., None]
    argumen: Callable[[ArgumentParser], None] = _tanpa_argumen


Perintah = BaseCommand
_TAMBAHAN: dict[str, Tindakan] = {}


def pasang(tindakan: Tindakan) -> None:
    """Add an action from a room above (in its AppConfig.ready). Raises ValueError when another one has its name."""
    if _TAMBAHAN.setdefault(tindakan.nama, tindakan) != tindakan:
        raise ValueError(f"tindakan {tindakan.nama} sudah ada")


def tambahan() -> list[Tindakan]:
    """What the rooms above have added."""
    return list(_TAMBAHAN.values())
