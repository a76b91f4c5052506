"""Opening and making a data-only package: the .zip of one service folder, from somebody we need not trust.

Everything is decided from the table of contents before a byte is unpacked, and nothing is ever written under a name
from the archive: what comes out is a small dictionary of known names.
"""

from __future__ import annotations

import io
import re
import stat
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from django.utils.translation import gettext as _

KB = 1024
MAKS_TERKEMAS = 1024 * KB  # the .zip itself; kept in the database, so small
MAKS_TERURAI = 4 * 1024 * KB  # everything in it together
MAKS_BERKAS = 60
MAKS_TEKS = 64 * KB  # a letter or a sample
MAKS_DEKLARASI = 128 * KB  # layanan.toml: the largest real one, with tables of people, has 26

DEKLARASI = "layanan.toml"
NAMA_FOLDER = re.compile(r"[a-z][a-z0-9_]{0,59}")
NAMA_BERKAS = re.compile(r"layanan\.toml|surat\.typ|kunci\.json|README\.md|contoh/[a-z0-9_]{1,60}\.json")
# What Windows and macOS put into every archive; people cannot see these files, so they are not blamed for them.
_SAMPAH = re.compile(r"__MACOSX/.*|(.*/)?(\.DS_Store|Thumbs\.db|desktop\.ini|\._[^/]*)")
_ARSIP = re.compile(r".*\.(zip|rar|7z|gz|tar|bz2|xz)", re.IGNORECASE)
_BOM = b"\xef\xbb\xbf"


class PaketDitolak(Exception):
    """A file that is no package; `pesan` are sentences for whoever uploaded it."""

    def __init__(self, *pesan: str) -> None:
        super().__init__("\n".join(pesan))
        self.pesan = pesan


@dataclass(frozen=True)
class IsiPaket:
    """The files of one service folder, by their name inside it. All are text."""

    folder: str
    berkas: dict[str, bytes]

    def tulis(self, tujuan: Path) -> Path:
        """Write the folder below `tujuan`; returns it."""
        akar = tujuan / self.folder
        for nama, isi in self.berkas.items():
            (akar / nama).parent.mkdir(parents=True, exist_ok=True)
            (akar / nama).write_bytes(isi)
        return akar


def buka_paket(data: bytes) -> IsiPaket:
    """The content of a package. Raises PaketDitolak naming everything that is wrong with its shape."""
    if len(data) > MAKS_TERKEMAS:
        raise PaketDitolak(_("Berkas ini terlalu besar: paling besar %(kb)s KB.") % {"kb": MAKS_TERKEMAS // KB})
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as arsip:
            daftar = _daftar(arsip)
            if keluhan := list(_salah_bentuk(daftar)):
                raise PaketDitolak(*keluhan)
            return _baca(arsip, daftar)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError) as galat:
        pesan = _("Berkas ini bukan .zip yang utuh. Buat ulang .zip dari folder layanan, lalu unggah lagi.")
        raise PaketDitolak(pesan) from galat


def _daftar(arsip: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """Entries that are files; the limit of their number counts everything."""
    semua = arsip.infolist()
    if len(semua) > MAKS_BERKAS:
        pesan = _("Paket berisi %(n)s berkas; paling banyak %(maks)s.")
        raise PaketDitolak(pesan % {"n": len(semua), "maks": MAKS_BERKAS})
    return [satu for satu in semua if not _SAMPAH.fullmatch(satu.orig_filename) and not _folder(satu)]


def _folder(satu: zipfile.ZipInfo) -> bool:
    """A plain folder entry inside the tree; anything odd about it is looked at as if it were a file."""
    return satu.is_dir() and not satu.file_size and NAMA_FOLDER.fullmatch(satu.filename.split("/")[0]) is not None


def _salah_bentuk(daftar: list[zipfile.ZipInfo]) -> Iterator[str]:
    """Complaints about names, kinds and declared sizes."""
    if not daftar:
        yield _("Paket ini kosong.")
        return
    for satu in daftar:
        yield from _salah_berkas(satu)
    yield from _salah_nama_ganda(daftar)
    yield from _salah_puncak(daftar)
    if sum(satu.file_size for satu in daftar) > MAKS_TERURAI:
        yield _("Isi paket terlalu besar: paling besar %(kb)s KB sesudah dibuka.") % {"kb": MAKS_TERURAI // KB}


def _salah_berkas(satu: zipfile.ZipInfo) -> Iterator[str]:
    nama = {"nama": _tampak(satu.orig_filename)}
    if _menyusup(satu.orig_filename):
        yield _("Nama berkas “%(nama)s” menunjuk ke luar paket.") % nama
    elif not stat.S_ISREG(satu.external_attr >> 16) and stat.S_IFMT(satu.external_attr >> 16):
        yield _("“%(nama)s” bukan berkas biasa (tautan tidak diterima).") % nama
    elif satu.flag_bits & 0x1:
        yield _("“%(nama)s” terkunci kata sandi. Buat .zip tanpa kata sandi.") % nama
    elif satu.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        yield _("“%(nama)s” dikemas dengan cara yang tidak dikenal. Buat .zip biasa.") % nama
    elif pesan := _salah_nama(satu.filename):
        yield pesan % nama
    elif satu.file_size > _maks(satu.filename):
        yield _("“%(nama)s” terlalu besar: paling besar %(kb)s KB.") % (nama | {"kb": _maks(satu.filename) // KB})


def _menyusup(nama: str) -> bool:
    """A name that would lead out of its folder on any system, or that reads differently than it is."""
    bagian = nama.replace("\\", "/").split("/")
    aneh = any(not satu.isprintable() for satu in nama) or "\\" in nama or ":" in nama
    return aneh or nama.startswith("/") or ".." in bagian or "." in bagian or "" in bagian[:-1]


def _salah_nama(nama: str) -> str | None:
    dalam = _dalam(nama)
    if NAMA_BERKAS.fullmatch(dalam):
        return None
    if dalam.endswith(".py"):
        return _("“%(nama)s” tidak diterima: paket yang diunggah hanya berisi data, tanpa program.")
    if _ARSIP.fullmatch(dalam):
        return _("“%(nama)s” adalah arsip di dalam arsip. Keluarkan isinya dahulu.")
    return _(
        "“%(nama)s” tidak dikenal. Yang diterima: layanan.toml, surat.typ, kunci.json, README.md, dan contoh/*.json "
        "di dalam satu folder."
    )


def _salah_nama_ganda(daftar: list[zipfile.ZipInfo]) -> Iterator[str]:
    """Two entries that become one file on some system: the one examined might not be the one used."""
    for nama, jumlah in Counter(satu.filename.casefold() for satu in daftar).items():
        if jumlah > 1:
            yield _("Nama “%(nama)s” ada %(n)s kali.") % {"nama": _tampak(nama), "n": jumlah}


def _salah_puncak(daftar: list[zipfile.ZipInfo]) -> Iterator[str]:
    """Exactly one folder, named as the service, holds everything."""
    puncak = {PurePosixPath(satu.filename).parts[0] for satu in daftar if "/" in satu.filename}
    lepas = [satu for satu in daftar if "/" not in satu.filename]
    if lepas or len(puncak) != 1:
        yield _("Paket harus berisi tepat satu folder layanan; kemas foldernya, bukan isinya.")
    elif not NAMA_FOLDER.fullmatch(folder := puncak.pop()):
        yield _("Nama folder “%(nama)s” hanya boleh huruf kecil, angka, dan garis bawah.") % {"nama": _tampak(folder)}
    elif f"{folder}/{DEKLARASI}" not in {satu.filename for satu in daftar}:
        yield _("%(nama)s tidak ada di dalam folder %(folder)s.") % {"nama": DEKLARASI, "folder": folder}


def _baca(arsip: zipfile.ZipFile, daftar: list[zipfile.ZipInfo]) -> IsiPaket:
    """Unpack, counting real bytes: what an archive declares about itself may be a lie."""
    berkas: dict[str, bytes] = {}
    for satu in daftar:
        maks = _maks(satu.filename)
        with arsip.open(satu) as pipa:
            isi = pipa.read(maks + 1)
        if len(isi) > maks or len(isi) != satu.file_size:
            raise PaketDitolak(_("“%(nama)s” lebih besar daripada yang tertulis.") % {"nama": _tampak(satu.filename)})
        berkas[_dalam(satu.filename)] = _teks(satu.filename, isi)
    return IsiPaket(PurePosixPath(daftar[0].filename).parts[0], berkas)


def _teks(nama: str, isi: bytes) -> bytes:
    """The same text, without the mark that some editors put in front of it."""
    try:
        isi.decode("utf-8")
    except UnicodeDecodeError as galat:
        pesan = _("“%(nama)s” bukan teks UTF-8 (byte ke-%(n)s). Simpan ulang sebagai UTF-8.")
        raise PaketDitolak(pesan % {"nama": _tampak(nama), "n": galat.start + 1}) from galat
    return isi.removeprefix(_BOM)


def _dalam(nama: str) -> str:
    return nama.partition("/")[2]


def _maks(nama: str) -> int:
    return MAKS_DEKLARASI if _dalam(nama) == DEKLARASI else MAKS_TEKS


def _tampak(nama: str) -> str:
    """A name as it may be shown: short, and without characters that do things."""
    return "".join(huruf if huruf.isprintable() else "?" for huruf in nama)[:80]


def bungkus_paket(folder: Path) -> bytes:
    """The package of a service folder: the same folder gives the same bytes. Raises PaketDitolak.

    Files that do not belong into a package are left out; a plugin.py is refused, for the service needs it.
    """
    if (folder / "plugin.py").exists():
        raise PaketDitolak(_("Layanan dengan plugin.py tidak dapat dikemas: paket hanya berisi data, tanpa program."))
    keluar = io.BytesIO()
    with zipfile.ZipFile(keluar, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as arsip:
        for berkas in sorted(b for b in folder.rglob("*") if b.is_file() and not b.is_symlink()):
            nama = berkas.relative_to(folder).as_posix()
            if NAMA_BERKAS.fullmatch(nama):
                satu = zipfile.ZipInfo(f"{folder.resolve().name}/{nama}", date_time=(1980, 1, 1, 0, 0, 0))
                satu.compress_type, satu.create_system = zipfile.ZIP_DEFLATED, 3
                satu.external_attr = (stat.S_IFREG | 0o644) << 16
                arsip.writestr(satu, berkas.read_bytes())
    data = keluar.getvalue()
    buka_paket(data)
    return data
