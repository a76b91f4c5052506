"""docs/rujukan/kontrak-layanan.md: every key, its type, default and meaning, from the model itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from core.layanan.durasi import POLA_LAMA
from core.layanan.keterangan import LANGKAH
from core.layanan.skema import skema
from core.wilayah import peran

_JUDUL = {
    "": ("Identitas layanan", "Di awal berkas, sebelum judul bagian mana pun."),
    "Privasi": ("[privasi]", ""),
    "Langkah": ("[[langkah]]", "Satu halaman formulir."),
    "Kolom": ("[[langkah.kolom]]", "Satu pertanyaan. Tabel (`sub_kolom`) memakai kunci yang sama, tanpa `jika`."),
    "PrivasiKolom": ("privasi di kolom", "Ditulis `privasi = { tujuan = \"…\", simpan = \"1 tahun\" }`."),
    "Bagian": ("[[bagian]]", "Halaman yang dipakai berulang."),
    "PakaiBagian": ("[[langkah]] dengan bagian", "Memasang sebuah bagian di tempat ini."),
    "Unggahan": ("[[berkas]]", "Satu unggahan."),
    "Tahap": ("[[rute]]", "Satu tahap."),
    "NaskahSurat": ("[surat]", ""),
}  # fmt: skip
_KEPALA = """\
# Kontrak layanan

Semua kunci `layanan.toml`. Halaman ini dibuat dari modelnya (`manage.py layanan skema --tulis`); jangan disunting.
Cara memakainya: [panduan penulis](../panduan/penulis-layanan.md). Untuk penyunting teks:
[`layanan.schema.json`](layanan.schema.json).
"""
_TABEL = "| kunci | isi | bawaan | arti |\n|---|---|---|---|"


def teks_rujukan() -> str:
    """The whole page."""
    semua = skema()
    bentuk = {"": semua, **semua["$defs"]}
    bentuk["Langkah"] = bentuk["Langkah"] | _sendiri(bentuk["Langkah"])
    bagian = [_bagian(judul, kata, bentuk[nama]) for nama, (judul, kata) in _JUDUL.items()]
    return "\n".join([_KEPALA, *bagian, _daftar_peran(), _daftar_pilihan(semua)])


def _sendiri(langkah: dict[str, Any]) -> dict[str, Any]:
    """The step without the keys of `PakaiBagian`, which has a table of its own."""
    isi = {nama: satu for nama, satu in langkah["properties"].items() if nama in LANGKAH}
    return {"required": langkah["else"]["required"], "properties": isi}


def _bagian(judul: str, kata: str, bentuk: dict[str, Any]) -> str:
    wajib = bentuk.get("required", [])
    baris = [_baris(nama, satu, nama in wajib) for nama, satu in bentuk["properties"].items()]
    return f"## {judul}\n\n{kata + chr(10) * 2 if kata else ''}{_TABEL}\n" + "\n".join(baris) + "\n"


def _baris(nama: str, satu: dict[str, Any], wajib: bool) -> str:
    arti = str(satu.get("description", "")).replace("|", "\\|")
    return f"| `{nama}` | {_isi(nama, satu)} | {_bawaan(satu, wajib)} | {arti} |"


def _bawaan(satu: dict[str, Any], wajib: bool) -> str:
    if wajib:
        return "**wajib**"
    nilai = satu.get("default")
    return "" if nilai in (None, [], "") else f"`{_toml(nilai)}`"


def _toml(nilai: Any) -> str:
    if isinstance(nilai, bool):
        return "true" if nilai else "false"
    if isinstance(nilai, list):
        return "[" + ", ".join(_toml(satu) for satu in nilai) + "]"
    return f'"{nilai}"' if isinstance(nilai, str) else str(nilai)


def _isi(nama: str, satu: dict[str, Any]) -> str:
    if "$ref" in satu:
        return "syarat" if satu["$ref"].endswith("Syarat") else "tabel"
    if nama in {"peran", "opsi_ref"}:
        return f"lihat [daftar {nama}](#daftar-{nama})"
    if "enum" in satu:
        return "salah satu dari " + ", ".join(f"`{pilihan}`" for pilihan in satu["enum"])
    if "const" in satu:
        return f"`{satu['const']}`"
    if "anyOf" in satu:
        return "teks seperti `4 jam kerja`"
    return _TIPE[satu["type"]](satu)


def _angka(satu: dict[str, Any]) -> str:
    isi = [f"{kata} {satu[kunci]}" for kunci, kata in (("minimum", "mulai"), ("maximum", "sampai")) if kunci in satu]
    return "angka bulat" + (f" ({' '.join(isi)})" if isi else "")


def _teks(satu: dict[str, Any]) -> str:
    if satu.get("format") == "date":
        return "tanggal"
    if satu.get("pattern") == POLA_LAMA:
        return "lama, seperti `3 bulan`"
    if pola := satu.get("pattern"):
        return f"teks berbentuk `{pola}`".replace("|", "\\|")
    return "teks" + (f" (sampai {satu['maxLength']} huruf)" if "maxLength" in satu else "")


def _larik(satu: dict[str, Any]) -> str:
    isi = satu["items"]
    if "$ref" in isi or "oneOf" in isi:
        return "daftar tabel"
    return "daftar " + _isi("", isi) + (f", sampai {satu['maxItems']}" if "maxItems" in satu else "")


_TIPE: dict[str, Callable[[dict[str, Any]], str]] = {
    "string": _teks,
    "integer": _angka,
    "boolean": lambda _satu: "`true` atau `false`",
    "array": _larik,
    "object": lambda _satu: "tabel",
}


def _daftar_peran() -> str:
    baris = [f"| `{kode}` | {satu.nama} | {satu.tingkat} |" for kode, satu in peran.SEMUA.items()]
    return "## Daftar peran\n\n| peran | nama | tingkat |\n|---|---|---|\n" + "\n".join(baris) + "\n"


def _daftar_pilihan(semua: dict[str, Any]) -> str:
    nama = semua["$defs"]["Kolom"]["properties"]["opsi_ref"]["enum"]
    return "## Daftar opsi_ref\n\n" + "\n".join(f"- `{satu}`" for satu in nama) + "\n"
