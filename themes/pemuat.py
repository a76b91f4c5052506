"""Template loaders: templates of the theme in use come first; they are kept by theme and language, folded for both."""

from functools import cache
from pathlib import Path

from django.template import Origin, Template
from django.template.loaders import cached, filesystem
from django.utils.translation import get_language

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


def _milik_kita(template: Template) -> bool:
    """Whether it lies in themes/, not in an app of others."""
    return type(template.origin.loader) in (Tema, filesystem.Loader)


class Tersimpan(cached.Loader):
    """As Django's, but two themes and two languages share nothing: our own templates are folded for one of each."""

    def cache_key(self, template_name: str, skip: list[Origin] | None = None) -> str:
        return f"{profil.tema_kini()}:{get_language()}:{super().cache_key(template_name, skip)}"

    def get_template(self, template_name: str, skip: list[Origin] | None = None) -> Template:
        template = super().get_template(template_name, skip)
        if _milik_kita(template) and not hasattr(template, "terlipat"):
            # Here and not at the top: tags are loaded by an engine, which wants its loaders first.
            from themes.lipatan import lipat

            lipat(template)
            template.terlipat = True
        return template
