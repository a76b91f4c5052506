"""A build backend (PEP 517) of the standard library alone: one pure wheel with everything in the package folder.

A package of your own may as well use setuptools, hatchling or flit; then remember to include the service's data files.
"""

import base64
import hashlib
import tomllib
import zipfile
from pathlib import Path

AKAR = Path(__file__).resolve().parent


def build_wheel(wheel_directory: str, config_settings: object = None, metadata_directory: object = None) -> str:
    """Write the wheel; answers its file name."""
    proyek = tomllib.loads((AKAR / "pyproject.toml").read_text())["project"]
    nama, versi = proyek["name"].replace("-", "_"), proyek["version"]
    isi = {str(b.relative_to(AKAR)): b.read_bytes() for b in sorted((AKAR / nama).rglob("*")) if _ikut(b)}
    info = f"{nama}-{versi}.dist-info"
    isi[f"{info}/METADATA"] = f"Metadata-Version: 2.1\nName: {proyek['name']}\nVersion: {versi}\n".encode()
    isi[f"{info}/WHEEL"] = b"Wheel-Version: 1.0\nGenerator: pembangun\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    isi[f"{info}/entry_points.txt"] = _titik_masuk(proyek["entry-points"]).encode()
    isi[f"{info}/RECORD"] = _catatan(isi, f"{info}/RECORD").encode()
    berkas = f"{nama}-{versi}-py3-none-any.whl"
    with zipfile.ZipFile(Path(wheel_directory) / berkas, "w", zipfile.ZIP_DEFLATED) as arsip:
        for jalur, data in isi.items():
            arsip.writestr(jalur, data)
    return berkas


def _ikut(berkas: Path) -> bool:
    return berkas.is_file() and "__pycache__" not in berkas.parts


def _titik_masuk(kelompok: dict[str, dict[str, str]]) -> str:
    baris = [f"[{nama}]\n" + "".join(f"{k} = {v}\n" for k, v in isi.items()) for nama, isi in kelompok.items()]
    return "\n".join(baris)


def _catatan(isi: dict[str, bytes], sendiri: str) -> str:
    """RECORD: path, hash and size of each file; its own line has neither."""
    hasil = []
    for jalur, data in isi.items():
        sidik = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
        hasil.append(f"{jalur},sha256={sidik},{len(data)}\n")
    return "".join(hasil) + f"{sendiri},,\n"
