"""A small service to try things on, as plain data and as a folder."""

import copy
import json
from datetime import date
from pathlib import Path

from core.layanan.deklarasi import Layanan
from core.layanan.muat import layanan_dari_data

HARI = date(2026, 11, 21)
DATA = Path(__file__).resolve().parents[3] / "shared" / "data" / "layanan.json"
PROFIL = {
    "nama": "Siti Aminah", "nik": "3515085704900004", "no_kk": "3515081704120009", "tempat_lahir": "Sidoarjo",
    "tanggal_lahir": "1990-04-17", "jenis_kelamin": "Perempuan", "agama": "Islam", "status_kawin": "Kawin",
    "pekerjaan": "Mengurus rumah tangga", "pendidikan": "SLTA/sederajat", "kewarganegaraan": "WNI",
    "golongan_darah": "O", "telepon": "+6281234567890", "email": "siti@contoh.id", "alamat": "Jalan Melati 12",
    "rt": "003", "rw": "002", "desa_kode": "35.15.18.2001", "desa": "Pepelegi", "kecamatan": "Waru",
    "kabupaten": "Kabupaten Sidoarjo", "usia": 36,
}  # fmt: skip

DASAR = {
    "kontrak": 1,
    "kode": "surat-uji",
    "versi": 1,
    "tipe": "A",
    "nama": "Surat Uji",
    "ringkasan": "Hanya untuk uji.",
    "dasar_hukum": ["UU 25/2009"],
    "privasi": {"tujuan": "Uji", "simpan": "1 tahun"},
    "langkah": [
        {
            "judul": "Satu",
            "kolom": [
                {"nama": "jenis", "label": "Jenis", "tipe": "pilihan", "opsi": ["Sekolah", "Lain"]},
                {"nama": "sekolah", "label": "Nama sekolah", "tipe": "teks", "jika": {"jenis": "Sekolah"}},
            ],
        }
    ],
    "rute": [
        {"tahap": "Periksa", "peran": "operator_desa", "aksi": "periksa", "sla": "4 jam kerja"},
        {"tahap": "Tanda tangan", "peran": "kepala_desa", "aksi": "tandatangan", "sla": "4 jam kerja"},
    ],
    "surat": {"judul": "Surat Uji", "jenis": "biasa", "klasifikasi": "400"},
}


def data_uji(**ganti) -> dict:
    """The declaration as data, with top-level keys replaced."""
    return copy.deepcopy(DASAR) | ganti


def layanan_uji(*kolom: dict, **ganti) -> Layanan:
    """A service whose one step asks these questions."""
    data = data_uji(**ganti)
    if kolom:
        data["langkah"] = [{"judul": "Satu", "kolom": [{"label": k["nama"].title(), **k} for k in kolom]}]
    return layanan_dari_data(data)


def _toml(nilai) -> str:
    if isinstance(nilai, dict):
        return "{ " + ", ".join(f"{json.dumps(k)} = {_toml(v)}" for k, v in nilai.items()) + " }"
    if isinstance(nilai, list):
        return "[" + ", ".join(map(_toml, nilai)) + "]"
    return json.dumps(nilai, ensure_ascii=False)


def tulis_folder(akar: Path, data: dict | None = None, *, fungsi: str = "", naskah: str = "") -> Path:
    """Write a service folder; returns it."""
    data = data or data_uji()
    folder = akar / f"tipe_{data['tipe'].lower()}" / data["kode"].replace("-", "_")
    folder.mkdir(parents=True)
    (folder / "layanan.toml").write_text("".join(f"{k} = {_toml(v)}\n" for k, v in data.items()), encoding="utf-8")
    if fungsi:
        (folder / "plugin.py").write_text(fungsi, encoding="utf-8")
    if naskah:
        (folder / "surat.typ").write_text(naskah, encoding="utf-8")
    return folder
