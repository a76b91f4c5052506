"""The registry: which services are there, where they came from, and which are in quarantine and why.

A broken plugin never takes another one down: it is quarantined, the system starts, `manage.py check` and
`manage.py layanan daftar` say the reason. `LAYANAN_KETAT` (tests, CI) turns a quarantine into an exception.
"""

from __future__ import annotations

import importlib.metadata
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from types import ModuleType

import pluggy
from django.conf import settings

from core.layanan import spesifikasi
from core.layanan.deklarasi import Layanan
from core.layanan.galat import LayananSalah
from core.layanan.muat import FUNGSI, Muatan, muat_folder

GRUP = spesifikasi.PROYEK  # entry point group of installed packages


class LayananRusak(RuntimeError):
    """Strict mode: at least one plugin is broken."""


@dataclass(frozen=True)
class Karantina:
    """A plugin kept out. `kode` is what its folder says; `alasan` one sentence, `rincian` every problem."""

    kode: str
    sumber: str
    alasan: str
    rincian: str
    berfungsi: bool = False  # it has a plugin.py: gates for its running applications stay shut


@dataclass
class Registri:
    """The services of one set of sources. Nothing global: a test makes its own with `Registri.dari`."""

    karantina: list[Karantina] = field(default_factory=list)
    _muatan: dict[str, Muatan] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.pm = pluggy.PluginManager(spesifikasi.PROYEK)
        self.pm.add_hookspecs(spesifikasi)

    @classmethod
    def dari(cls, folder: Iterable[Path | str], *, paket: bool = False, ketat: bool = False) -> Registri:
        """A fresh registry over these folders (each a service, or a tree `tipe_x/<service>`), then installed packages.

        `ketat` raises `LayananRusak` naming everything that is wrong.
        """
        registri = cls()
        for akar in folder:
            registri.tambah_pohon(Path(akar))
        if paket:
            registri.tambah_paket()
        if ketat and registri.karantina:
            raise LayananRusak("\n\n".join(f"{k.sumber}: {k.rincian}" for k in registri.karantina))
        return registri

    # --- reading -------------------------------------------------------------------------------------------------

    def semua(self) -> list[Layanan]:
        """Every sound service, by type and name."""
        return sorted((m.layanan for m in self._muatan.values()), key=lambda la: (la.tipe, la.nama, la.kode))

    def ambil(self, kode: str) -> Layanan | None:
        """The service of this code; None when there is none or it is in quarantine."""
        muatan = self._muatan.get(kode)
        return None if muatan is None else muatan.layanan

    def sumber(self, kode: str) -> Path:
        """The folder of a registered service. Raises KeyError."""
        return self._muatan[kode].folder

    def dikarantina(self, kode: str) -> Karantina | None:
        """The quarantine entry of this code, for a page that says "closed for now"; a refused double closes nothing."""
        if kode in self._muatan:
            return None
        return next((k for k in self.karantina if k.kode == kode), None)

    # --- filling -------------------------------------------------------------------------------------------------

    def tambah_pohon(self, akar: Path) -> None:
        """Every service folder below, in a fixed order."""
        for folder in _folder_layanan(akar):
            self._coba(_kode_folder(folder), str(folder), partial(self.tambah, folder), (folder / FUNGSI).exists())

    def tambah(self, folder: Path) -> Layanan:
        """Add one folder. Raises `LayananSalah`; then nothing of it stays behind."""
        muatan = muat_folder(folder)
        kode = muatan.layanan.kode
        if kode in self._muatan:
            raise LayananSalah(folder, [f'kode "{kode}" sudah dipakai {self._muatan[kode].folder}'])
        if muatan.modul is not None:
            self._pasang(muatan.modul, kode)
        self._muatan[kode] = muatan
        return muatan.layanan

    def tambah_paket(self) -> None:
        """Installed packages: an entry point names a module that implements `daftar_layanan` or other hooks."""
        for titik in sorted(importlib.metadata.entry_points(group=GRUP), key=lambda t: t.name):
            self._coba(titik.name, f"paket {titik.value}", partial(self._tambah_titik, titik), True)

    def _tambah_titik(self, titik: importlib.metadata.EntryPoint) -> None:
        self.tambah_modul(titik.load(), titik.name)

    def tambah_modul(self, modul: ModuleType, nama: str) -> None:
        """Register the hooks of an installed module, and the folders it brings, each contained by itself."""
        self._pasang(modul, f"paket:{nama}")
        folder: list[Path] = []
        try:
            for kait in self.kait_satu("daftar_layanan", f"paket:{nama}"):
                kait(daftar=lambda satu: folder.append(Path(satu)))
        except Exception:
            self.pm.unregister(name=f"paket:{nama}")
            raise
        for satu in folder:
            self.tambah_pohon(satu)

    def _pasang(self, modul: ModuleType, nama: str) -> None:
        """Register hooks; a name or argument unknown to the specification is an error, not silence."""
        try:
            self.pm.register(modul, name=nama)
            self.pm.check_pending()
        except (pluggy.PluginValidationError, ValueError) as galat:
            if self.pm.has_plugin(nama):
                self.pm.unregister(name=nama)
            raise LayananSalah(nama, [f"{FUNGSI}: {galat}"]) from galat

    def _coba(self, kode: str, sumber: str, tindakan: Callable[[], object], berfungsi: bool) -> None:
        try:
            tindakan()
        except LayananSalah as galat:
            self.karantina.append(Karantina(kode, sumber, galat.keluhan[0], str(galat), berfungsi))
        except Exception as galat:
            alasan = f"{type(galat).__name__}: {galat}"
            self.karantina.append(Karantina(kode, sumber, alasan, alasan, berfungsi))

    # --- hooks ---------------------------------------------------------------------------------------------------

    def kait_satu(self, nama: str, plugin: str) -> Iterator[Callable[..., list[object]]]:
        """The hook `nama` as answered by this plugin alone: one that raises must not swallow the others."""
        lain = [objek for satu, objek in self.pm.list_name_plugin() if satu != plugin and objek is not None]
        kait = self.pm.subset_hook_caller(nama, lain)
        if kait.get_hookimpls():
            yield kait

    def plugin_untuk(self, kode: str) -> list[str]:
        """Who is asked about this service: its own functions, then installed packages, in a fixed order."""
        nama = sorted(satu for satu, objek in self.pm.list_name_plugin() if objek is not None)
        return [satu for satu in nama if satu == kode] + [satu for satu in nama if satu.startswith("paket:")]


def _folder_layanan(akar: Path) -> Iterator[Path]:
    """`akar` itself, its children, and the children of its `tipe_*` folders; hidden and empty ones are passed over."""
    if (akar / "layanan.toml").exists():
        yield akar
        return
    for anak in sorted(akar.iterdir()) if akar.is_dir() else ():
        if anak.is_dir() and anak.name.startswith("tipe_"):
            yield from (cucu for cucu in sorted(anak.iterdir()) if _berisi(cucu))
        elif _berisi(anak):
            yield anak


def _berisi(folder: Path) -> bool:
    if not folder.is_dir() or folder.name.startswith(("_", ".")):
        return False
    return any(isi.name != "__pycache__" for isi in folder.iterdir())


def _kode_folder(folder: Path) -> str:
    return folder.name.replace("_", "-")


_kunci = threading.Lock()
_kini: Registri | None = None


def registri() -> Registri:
    """The registry of this process: built-in folder, the extra folder of the settings, installed packages."""
    global _kini  # noqa: PLW0603 -- one registry a process, replaced only as a whole
    with _kunci:
        if _kini is None:
            folder = [settings.PLUGIN_BAWAAN, *filter(None, [settings.LAYANAN_TAMBAHAN])]
            _kini = Registri.dari(folder, paket=True, ketat=settings.LAYANAN_KETAT)
        return _kini


def muat_ulang() -> Registri:
    """Forget the registry of this process and read everything again (tests, a new data-only package)."""
    global _kini  # noqa: PLW0603 -- as above
    with _kunci:
        _kini = None
    return registri()
