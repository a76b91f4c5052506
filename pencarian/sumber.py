"""What can be found. A room hands in a function at start-up; search asks all of them and knows none by name."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import get_language

SEGAR = 5.0  # seconds for which a fingerprint that costs a query is believed


@dataclass(frozen=True)
class Entri:
    """One thing that a citizen may look for."""

    jenis: str  # "layanan", "tautan", "mpp", "halaman", "berita", ...: the kind, printed by `nama_jenis` of its source
    kunci: str  # unique within its kind, the same tomorrow: a code or slug, not a row number
    judul: str
    alamat: str  # where it leads; absolute when it leaves the site
    ringkas: str = ""
    kata: tuple[str, ...] = ()  # everyday words and phrases people type for it; count nearly as much as the title
    kantor: str = ""  # who handles it, in words: the answer to "siapa yang mengurus ini?"
    peristiwa: tuple[str, ...] = ()  # life events it belongs to, as declared; `saringan.toml` groups them
    ikon: str = "berkas"
    bobot: float = 1.0  # services first, then links, then pages
    luar: bool = False  # leads to another site
    tingkat: tuple[str, ...] = ()  # levels of office: desa, kecamatan, dinas, luar (core.wilayah.peran.TINGKAT_…)
    rumpun: str = ""  # the same thing at several places bears the same word: only the best of them stands high
    syarat: tuple[str, ...] = ()  # what one must hold in the hand, in words: labels of required uploads
    inggris: tuple[str, str] | None = None  # title and line for readers of English; it is found by the words above

    @property
    def judul_kini(self) -> str:
        """The title in the reader's language."""
        return self.inggris[0] if self.inggris and get_language() == "en" else self.judul

    @property
    def ringkas_kini(self) -> str:
        """The line below it, likewise."""
        return self.inggris[1] if self.inggris and get_language() == "en" else self.ringkas


@dataclass(frozen=True)
class Sumber:
    """Where entries of one kind come from.

    `daftar` is held in memory as a whole, so it is for hundreds of entries, not for thousands. A source with a long
    tail (old news) gives only the newest there; `cari(kata, batas)` answers too when this kind alone is asked for;
    `kata` are plain small words.
    """

    jenis: str
    nama_jenis: str | Promise  # translatable plural for citizens: "Layanan", "Aplikasi dinas"
    daftar: Callable[[], Iterable[Entri]]
    sidik: Callable[[], str]  # cheap (one query at most); changes whenever `daftar` would answer otherwise
    segar: float = SEGAR  # seconds between two looks at `sidik`; 0 when it costs nothing
    cari: Callable[[str, int], Iterable[Entri]] | None = None


_SUMBER: dict[str, Sumber] = {}


def daftarkan(sumber: Sumber) -> None:
    """Called in `AppConfig.ready`. Raises ValueError for a kind that is there already."""
    if sumber.jenis in _SUMBER:
        raise ValueError(f"sumber {sumber.jenis} sudah terdaftar")
    _SUMBER[sumber.jenis] = sumber


def semua() -> list[Sumber]:
    """All sources, in the order in which their rooms started."""
    return list(_SUMBER.values())
