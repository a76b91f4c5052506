"""The registry: which services are there, where they came from, and which are in quarantine and why.

A broken plugin never takes another one down: it is quarantined, the system starts, `manage.py check`, `manage.py
layanan daftar` and the status page say the reason. `LAYANAN_KETAT` (tests, CI) turns a quarantine into an exception.
"""

from __future__ import annotations

import importlib.metadata
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import pluggy
from django.conf import settings
from django.utils import timezone

from core.layanan import sebab, spesifikasi
from core.layanan.deklarasi import Layanan
from core.layanan.galat import LayananSalah
from core.layanan.jatah import dalam_waktu
from core.layanan.muat import FUNGSI, Muatan, muat_folder
from core.layanan.sebab import Asal, Jenis, Karantina

if TYPE_CHECKING:
    from core.layanan.models import PaketLayanan

__all__ = ["GRUP", "Asal", "Karantina", "LayananRusak", "Registri"]
__all__ += ["muat_ulang", "pilihan_layanan", "registri", "tandai_basi"]
GRUP = spesifikasi.PROYEK  # entry point group of installed packages
MULAI_DETIK = 10.0  # a plugin.py or package that has not been imported by then is quarantined


class LayananRusak(RuntimeError):
    """Strict mode: at least one plugin is broken."""


@dataclass(eq=False)  # one object, one identity: what is derived from a registry may be remembered by it
class Registri:
    """The services of one set of sources. Nothing global: a test makes its own with `Registri.dari`."""

    karantina: list[Karantina] = field(default_factory=list)
    macet: dict[str, threading.Thread] = field(default_factory=dict)  # plugins whose function still hangs (see kait)
    _muatan: dict[str, Muatan] = field(default_factory=dict)
    _asal: dict[str, Asal] = field(default_factory=dict)

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
        """The folder of a registered service; that of an uploaded one is unpacked when asked for. Raises KeyError."""
        return self._asal[kode].buka(self._muatan[kode].folder)

    def asal(self, kode: str) -> Asal:
        """Where a registered service came from and when it was loaded. Raises KeyError."""
        return self._asal[kode]

    def berfungsi(self, kode: str) -> bool:
        """Whether the service brings functions of its own. Raises KeyError."""
        return self._muatan[kode].modul is not None

    def dikarantina(self, kode: str) -> Karantina | None:
        """The quarantine entry of this code, for a page that says "closed for now"; a refused double closes nothing."""
        if kode in self._muatan:
            return None
        return next((k for k in self.karantina if k.kode == kode), None)

    def pemilik(self, kode: str) -> Asal | None:
        """Who has this code in this installation, sound or quarantined; None when it is free."""
        if kode in self._asal:
            return self._asal[kode]
        ada = next((k for k in self.karantina if k.kode == kode), None)
        return None if ada is None else Asal(ada.jenis, ada.sumber)

    # --- filling -------------------------------------------------------------------------------------------------

    def tambah_pohon(self, akar: Path, jenis: Jenis = "folder") -> None:
        """Every service folder below, in a fixed order."""
        for folder in _folder_layanan(akar):
            berfungsi = (folder / FUNGSI).exists()
            calon = Karantina(_kode_folder(folder), str(folder), jenis=jenis, berfungsi=berfungsi)
            self._coba(calon, partial(self.tambah, folder, jenis))

    def tambah(self, folder: Path, jenis: Jenis = "folder") -> Layanan:
        """Add one folder. Raises `LayananSalah`; then nothing of it stays behind."""
        # Only code of others can hang; reading data needs no thread and no clock.
        baca = partial(muat_folder, folder)
        muatan = dalam_waktu(baca, MULAI_DETIK) if (folder / FUNGSI).exists() else baca()
        kode = muatan.layanan.kode
        if kode in self._muatan:
            raise LayananSalah(folder, [f'kode "{kode}" sudah dipakai {self._muatan[kode].folder}'])
        if muatan.modul is not None:
            self._pasang(muatan.modul, kode)
        self._muatan[kode], self._asal[kode] = muatan, Asal(jenis, str(folder), timezone.now())
        return muatan.layanan

    def tambah_paket(self) -> None:
        """Installed packages: an entry point names a module that implements `daftar_layanan` or other hooks."""
        for titik in sorted(importlib.metadata.entry_points(group=GRUP), key=lambda t: t.name):
            calon = Karantina(titik.name, f"paket {titik.value}", jenis="terpasang", berfungsi=True)
            self._coba(calon, partial(self._tambah_titik, titik))

    def _tambah_titik(self, titik: importlib.metadata.EntryPoint) -> None:
        self.tambah_modul(dalam_waktu(titik.load, MULAI_DETIK), titik.name)

    def tambah_modul(self, modul: ModuleType, nama: str) -> None:
        """Register the hooks of an installed module, and the folders it brings, each contained by itself."""
        self._pasang(modul, f"paket:{nama}")
        folder: list[Path] = []
        try:
            for kait in self.kait_satu("daftar_layanan", f"paket:{nama}"):
                dalam_waktu(partial(kait, daftar=lambda satu: folder.append(Path(satu))), MULAI_DETIK)
        except BaseException:
            self.pm.unregister(name=f"paket:{nama}")
            raise
        for satu in folder:
            self.tambah_pohon(satu, "terpasang")

    def dengan_unggahan(self, paket: Iterable[PaketLayanan]) -> Registri:
        """A new registry: this one and the approved packages on top; a code that is taken stays with its owner."""
        baru = Registri(list(self.karantina), self.macet, dict(self._muatan), dict(self._asal))
        baru.pm = self.pm  # packages have no functions, so the plugins are the same
        for satu in paket:
            calon = Karantina(satu.kode, f"paket unggahan no. {satu.pk}", jenis="unggahan")
            baru._coba(calon, partial(baru._tambah_unggahan, satu))
        return baru

    def _tambah_unggahan(self, paket: PaketLayanan) -> None:
        muatan, asal = sebab.muatan_unggahan(paket)
        if pemilik := self.pemilik(paket.kode):
            raise LayananSalah(asal.sebutan, [f'kode "{paket.kode}" sudah dipakai {pemilik.sebutan}'])
        self._muatan[paket.kode], self._asal[paket.kode] = muatan, asal

    def _pasang(self, modul: ModuleType, nama: str) -> None:
        """Register hooks; a name or argument unknown to the specification is an error, not silence."""
        try:
            self.pm.register(modul, name=nama)
            self.pm.check_pending()
        except (pluggy.PluginValidationError, ValueError) as galat:
            if self.pm.has_plugin(nama):
                self.pm.unregister(name=nama)
            raise LayananSalah(nama, [f"{FUNGSI}: {galat}"]) from galat

    def _coba(self, calon: Karantina, tindakan: Callable[[], object]) -> None:
        """Do it; what goes wrong, SystemExit included, becomes the reason of a quarantine."""
        try:
            tindakan()
        except KeyboardInterrupt:
            raise
        except BaseException as galat:
            self.karantina.append(sebab.jelaskan(calon, galat))

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


# --- The registry of this process ------------------------------------------------------------------------------------


@dataclass
class _Proses:
    """What this process has loaded. `dasar` (folders, installed packages) is read once; `kini` has the uploads on top.

    The generation is the set of approved packages itself: nothing to forget to raise, and a rolled-back approval or a
    database restored from a backup is noticed like anything else. Looked at once in `settings.LAYANAN_SEGAR` seconds.
    """

    kunci: threading.RLock = field(default_factory=threading.RLock)
    dasar: Registri | None = None
    kini: Registri | None = None
    generasi: tuple[tuple[int, str], ...] = ()
    lihat_lagi: float = 0.0

    def muat(self) -> Registri:
        """Everything anew."""
        folder: dict[Jenis, Path | None] = {
            "bawaan": settings.PLUGIN_BAWAAN, "tambahan": settings.LAYANAN_TAMBAHAN, "contoh": settings.LAYANAN_RUSAK
        }  # fmt: skip
        dasar = Registri()
        for jenis, akar in folder.items():
            if akar:
                dasar.tambah_pohon(Path(akar), jenis)
        dasar.tambah_paket()
        if settings.LAYANAN_KETAT and dasar.karantina:
            raise LayananRusak("\n\n".join(f"{k.sumber}: {k.rincian}" for k in dasar.karantina))
        self.dasar = self.kini = dasar
        self.generasi, self.lihat_lagi = (), 0.0 if settings.LAYANAN_SEGAR else float("inf")
        return dasar

    def segarkan(self) -> None:
        """Look whether other packages are approved now. A database that does not answer changes nothing."""
        self.lihat_lagi = time.monotonic() + (settings.LAYANAN_SEGAR or float("inf"))
        if self.dasar is None:
            return
        try:
            from core.layanan import catatan, kueri

            catatan.tulis_bila_bebas()
            generasi = kueri.generasi_paket()
            if generasi != self.generasi:
                self.kini = self.dasar.dengan_unggahan(kueri.paket_dipakai())
                self.generasi = generasi
        except Exception as galat:
            sebab.log.info("Paket unggahan tidak dapat dibaca: %s", type(galat).__name__)


_proses = _Proses()


def registri() -> Registri:
    """The registry of this process: bundled folder, extra folder, installed packages, approved uploads."""
    if _proses.kini is None:
        with _proses.kunci:
            if _proses.kini is None:
                _proses.muat()
    # One thread looks; the others go on with what there is instead of waiting for a slow database.
    if time.monotonic() >= _proses.lihat_lagi and _proses.kunci.acquire(blocking=False):
        try:
            if time.monotonic() >= _proses.lihat_lagi:
                _proses.segarkan()
        finally:
            _proses.kunci.release()
    kini = _proses.kini
    return kini if kini is not None else registri()


def pilihan_layanan() -> list[tuple[str, str]]:
    """(code, name) of each service, for an editor's select box: give the function, so that it is read when opened."""
    return [(layanan.kode, layanan.nama) for layanan in registri().semua()]


def tandai_basi() -> None:
    """The next reader in this process looks at the approved packages at once (after an approval or a withdrawal)."""
    _proses.lihat_lagi = 0.0


def lupakan() -> None:
    """Forget the registry of this process; the next reader builds it anew."""
    with _proses.kunci:
        _proses.kini = _proses.dasar = None


def muat_ulang() -> Registri:
    """Forget the registry of this process and read everything again."""
    lupakan()
    return registri()
