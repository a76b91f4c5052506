"""What can be found. A room hands in a function at start-up; search asks all of them and knows none by name."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Entri:
    """One thing that a citizen may look for."""

    jenis: str  # "layanan", "tautan", "mpp", "halaman", "berita", ...: the kind, printed by `nama_jenis` of its source
    kunci: str  # unique within its kind
    judul: str
    alamat: str  # where it leads; absolute when it leaves the site
    ringkas: str = ""
    kata: tuple[str, ...] = ()  # everyday words, synonyms, what one holds in the hand
    kantor: str = ""  # who handles it, in words
    peristiwa: tuple[str, ...] = ()  # life events it belongs to
    ikon: str = "berkas"
    bobot: float = 1.0  # services first, then links, then pages
    luar: bool = False  # leads to another site


@dataclass(frozen=True)
class Sumber:
    """Where entries of one kind come from."""

    jenis: str
    nama_jenis: str  # translatable plural for citizens: "Layanan", "Aplikasi dinas"
    daftar: Callable[[], Iterable[Entri]]
    sidik: Callable[[], str]  # cheap (one query at most); changes whenever `daftar` would answer otherwise


_SUMBER: dict[str, Sumber] = {}


def daftarkan(sumber: Sumber) -> None:
    """Called in `AppConfig.ready`. Raises ValueError for a kind that is there already."""
    if sumber.jenis in _SUMBER:
        raise ValueError(f"sumber {sumber.jenis} sudah terdaftar")
    _SUMBER[sumber.jenis] = sumber


def semua() -> list[Sumber]:
    """All sources, in the order in which their rooms started."""
    return list(_SUMBER.values())
