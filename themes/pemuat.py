"""Template loaders: templates of the theme in use come first, and are kept apart from those of other themes."""

from functools import cache
from pathlib import Path

from django.template import Origin
from django.template.loaders import cached, filesystem

from themes import profil


@cache
def _map(tema: str) -> Path | None:
    """Folder with a theme's own templates; most themes have none."""
    folder = profil.folder(tema) / "templates"
    return folder if folder.is_dir() else None


class Tema(filesystem.Loader):
    """Looks into the theme of the site that was asked."""

    def get_dirs(self) -> list[str | Path]:
        folder = _map(profil.tema_kini())
        return [folder] if folder else []


class Tersimpan(cached.Loader):
    """As Django's, but two themes never share what one of them replaces."""

    def cache_key(self, template_name: str, skip: list[Origin] | None = None) -> str:
        tema = profil.tema_kini()
        kunci = super().cache_key(template_name, skip)
        return f"{tema}:{kunci}" if _map(tema) else kunci
