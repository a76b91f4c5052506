"""Places of the site itself as a source of search, from `situs.toml`."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from pencarian.bawaan import baca
from pencarian.sumber import Entri, Sumber, daftarkan

JENIS = "situs"
BOBOT = 0.9


def daftar() -> Iterator[Entri]:
    """Look up an application, check a letter, open an account."""
    for satu in baca("situs")["tempat"]:
        deret = {nama: tuple(satu[nama]) for nama in ("kata", "inggris")}
        yield Entri(jenis=JENIS, bobot=BOBOT, **{**satu, **deret})


def pasang() -> None:
    """Tell search about them; the file does not change while the site runs."""
    daftarkan(Sumber(JENIS, _("Di situs ini"), daftar, lambda: "", segar=float("inf")))
