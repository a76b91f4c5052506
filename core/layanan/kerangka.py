"""`manage.py layanan baru`: a small service that conforms as it stands; the author goes on from there."""

from __future__ import annotations

import json
import os
import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from string import Template
from typing import Any

from core.layanan.galat import LayananSalah
from core.layanan.kunci import BERKAS as KUNCI
from core.layanan.kunci import kunci_layanan
from core.layanan.muat import BERKAS, FUNGSI, NASKAH, muat_folder

BAHAN = Path(__file__).parent / "data" / "kerangka"
PROYEK = Path(__file__).resolve().parents[2]
SKEMA = PROYEK / "docs" / "rujukan" / "layanan.schema.json"
POLA_KODE = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")

_PERIKSA_DESA = ("Pemeriksaan berkas", "operator_desa", "periksa")
_TANDA_DESA = ("Tanda tangan kepala desa", "kepala_desa", "tandatangan")
_PERIKSA_KECAMATAN = ("Pemeriksaan berkas di kecamatan", "operator_kecamatan", "periksa")
_TANDA_CAMAT = ("Tanda tangan camat", "camat", "tandatangan")
RUTE = {
    "A": (_PERIKSA_DESA, _TANDA_DESA),
    "B": (_PERIKSA_DESA, _TANDA_DESA, _PERIKSA_KECAMATAN, _TANDA_CAMAT),
    "C": (_PERIKSA_KECAMATAN, _TANDA_CAMAT),
}
SAH = {"keperluan": "Sekolah", "nama_sekolah": "SMP Negeri 1 Waru", "tujuan": "pendaftaran siswa baru"}
CONTOH: dict[str, dict[str, Any]] = {
    "sah": SAH,
    "minimal": {"keperluan": "Lain-lain", "tujuan": "melamar kerja"},
    "nakal": SAH | {"nama_sekolah": '#eval("1") $x$ <b>@ref</b>', "tujuan": "= judul\n#include *tebal*"},
    "salah_keperluan": {"keperluan": "Apa saja", "tujuan": "melamar kerja"},
    "salah_nama_sekolah": SAH | {"nama_sekolah": ""},
    "salah_tujuan": SAH | {"tujuan": "a" * 301},
}


@dataclass(frozen=True, kw_only=True)
class Identitas:
    """What makes a new service itself. `guna`: what citizens need it for, one sentence."""

    kode: str
    nama: str
    tipe: str = "A"
    guna: str = ""
    khusus: bool = False


def usul_kode(nama: str) -> str:
    """A code for this name: "Surat Keterangan Usaha (SKU)" → "surat-keterangan-usaha-sku"."""
    return "-".join(re.findall(r"[a-z0-9]+", nama.lower().replace("'", "").replace("’", "")))[:60].strip("-")


def buat_kerangka(
    akar: Path, *, kode: str, tipe: str, nama: str, guna: str = "", khusus: bool = False, fungsi: bool = False
) -> Path:
    """Write `akar/tipe_x/<kode>` and lock it. Raises FileExistsError; LayananSalah when the names do not fit."""
    baru = Identitas(kode=kode, nama=nama, tipe=tipe, guna=guna, khusus=khusus)
    folder = _buat_folder(akar, baru)
    with _utuh(folder):
        (folder / BERKAS).write_text(_baris_skema(folder) + _deklarasi(baru), encoding="utf-8")
        shutil.copy(BAHAN / NASKAH, folder)
        if fungsi:
            shutil.copy(BAHAN / f"{FUNGSI}.txt", folder / FUNGSI)
        _tulis_contoh(folder)
        kunci_layanan(muat_folder(folder).layanan, folder, tulis=True)
    return folder


def _buat_folder(akar: Path, baru: Identitas) -> Path:
    folder = akar / f"tipe_{baru.tipe.lower()}" / baru.kode.replace("-", "_")
    (folder / "contoh").mkdir(parents=True)
    return folder


class _utuh:  # noqa: N801 -- used as a word: `with _utuh(folder)`
    """All or nothing: a folder that could not be finished is taken away."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __enter__(self) -> None:
        """Nothing yet."""

    def __exit__(self, jenis: type[BaseException] | None, *_sisa: object) -> None:
        if jenis is not None:
            shutil.rmtree(self.folder)


def _deklarasi(baru: Identitas) -> str:
    guna = baru.guna.strip() or f"{baru.nama}, untuk keperluan yang Anda sebutkan."
    isi: dict[str, str | list[str]] = {
        "kode": baru.kode,
        "tipe": baru.tipe,
        "nama": baru.nama,
        "ringkasan": guna[:1].upper() + guna[1:],
        "tujuan": f"Menerbitkan {baru.nama}",
        "dicari": [_sehari_hari(baru.nama)],
        "jenis": "khusus" if baru.khusus else "biasa",
        "register": baru.kode if baru.khusus else "umum",
    }
    rute = "\n".join(_tahap(*satu) for satu in RUTE[baru.tipe])
    return Template((BAHAN / f"{BERKAS}.txt").read_text(encoding="utf-8")).substitute(
        {kunci: _toml(nilai) for kunci, nilai in isi.items()}, rute=rute
    )


def _toml(nilai: str | list[str]) -> str:
    """JSON text is TOML text too."""
    return json.dumps(nilai, ensure_ascii=False)


def _sehari_hari(nama: str) -> str:
    """What people type: the name without its officialese."""
    return (
        re.sub(r"^(surat )?(keterangan|pengantar|rekomendasi|izin|ijin)\s+", "", nama.lower()).strip() or nama.lower()
    )


def _tahap(nama: str, peran: str, aksi: str) -> str:
    return f'[[rute]]\ntahap = "{nama}"\nperan = "{peran}"\naksi  = "{aksi}"\nsla   = "4 jam kerja"\n'


def _tulis_contoh(folder: Path) -> None:
    for satu, jawaban in CONTOH.items():
        teks = json.dumps(jawaban, ensure_ascii=False, indent=2) + "\n"
        (folder / "contoh" / f"{satu}.json").write_text(teks, encoding="utf-8")


def _baris_skema(folder: Path) -> str:
    """Where an editor finds the schema. Outside the project a path would name a place of this computer only."""
    if not folder.resolve().is_relative_to(PROYEK):
        return ""
    return f"#:schema {os.path.relpath(SKEMA, folder.resolve())}\n"


# --- Like another service ---------------------------------------------------------------------------------------------


def salin_layanan(asal: Path, akar: Path, *, kode: str, nama: str, guna: str = "", fungsi: bool = False) -> Path:
    """A copy of a service under a new identity, version 1, with a fresh lock. Raises FileExistsError, LayananSalah."""
    lama = muat_folder(asal).layanan
    folder = akar / f"tipe_{lama.tipe.lower()}" / kode.replace("-", "_")
    if folder.exists():
        raise FileExistsError(17, "sudah ada", str(folder))
    lewati = {KUNCI, "__pycache__", *(() if fungsi else (FUNGSI,))}
    shutil.copytree(asal, folder, ignore=shutil.ignore_patterns(*lewati))
    with _utuh(folder):
        teks = (asal / BERKAS).read_text(encoding="utf-8")
        berkas = folder / BERKAS
        berkas.write_text(_baris_skema(folder) + _identitas_baru(teks, kode, nama, guna), encoding="utf-8")
        kunci_layanan(muat_folder(folder).layanan, folder, tulis=True)
    return folder


def _identitas_baru(teks: str, kode: str, nama: str, guna: str) -> str:
    """The declaration with its identity replaced; every other word and comment of its author stays."""
    teks = re.sub(r"\A(#:schema .*\n)+", "", teks)
    judul = re.search(r"^\[", teks, re.MULTILINE)
    batas = judul.start() if judul else len(teks)
    kepala, badan = teks[:batas], teks[batas:]
    ganti = {"kode": _toml(kode), "nama": _toml(nama), "versi": "1"} | ({"ringkasan": _toml(guna)} if guna else {})
    for kunci, nilai in ganti.items():
        kepala = _ganti(kepala, kunci, nilai)
    kepala = re.sub(r"^(singkat|berlaku_sampai)\s*=.*\n", "", kepala, flags=re.MULTILINE)
    return kepala + _surat_baru(badan, kode, nama)


def _surat_baru(badan: str, kode: str, nama: str) -> str:
    """The letter's own title, and a register of its own when the old one had one."""
    awal, tanda, surat = badan.partition("\n[surat]\n")
    register = re.search(r'^register\s*=\s*"(.*)"', surat, re.MULTILINE)
    if register and register[1] != "umum":
        surat = _ganti(surat, "register", _toml(kode))
    return awal + tanda + _ganti(surat, "judul", _toml(nama))


def _ganti(teks: str, kunci: str, nilai: str) -> str:
    """The first line of this key with another value; its comment stays."""
    pola = rf'^({kunci}\s*=\s*)("(?:[^"\\]|\\.)*"|\d+)'
    return re.sub(pola, lambda cocok: cocok[1] + nilai, teks, count=1, flags=re.MULTILINE)


__all__ = ["POLA_KODE", "Identitas", "LayananSalah", "buat_kerangka", "salin_layanan", "usul_kode"]
