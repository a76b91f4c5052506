"""Where themes lie: the folders beside this module, and those of TEMA_TAMBAHAN. Pure; settings.py reads it too."""

from collections.abc import Iterable, Iterator
from pathlib import Path

MAP_BAWAAN = Path(__file__).resolve().parent
TANDA = "teks.toml"  # a folder with these words and static files is a theme


def map_tema(tambahan: Path | None) -> list[Path]:
    """Folders that hold themes, ours first: a theme cannot be replaced by another of the same name."""
    return [MAP_BAWAAN, *([tambahan] if tambahan else [])]


def semua(tambahan: Path | None) -> dict[str, Path]:
    """Folder of each theme by its name."""
    hasil: dict[str, Path] = {}
    for akar in map_tema(tambahan):
        for tanda in sorted(akar.glob(f"*/{TANDA}")):
            if (tanda.parent / "static").is_dir():
                hasil.setdefault(tanda.parent.name, tanda.parent)
    return hasil


def statis(tema: Iterable[Path]) -> Iterator[tuple[str, Path]]:
    """Entries of STATICFILES_DIRS: the files of a theme are served below tema/<name>/."""
    return ((f"tema/{folder.name}", folder / "static" / "tema") for folder in tema)
