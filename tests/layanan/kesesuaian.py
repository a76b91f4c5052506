"""A scaffold that conforms, and ways to break it in one place."""

import json
from pathlib import Path

from core.layanan.kerangka import buat_kerangka
from core.layanan.kesesuaian import Temuan, periksa
from core.layanan.kunci import kunci_layanan
from core.layanan.muat import muat_folder
from core.layanan.register import Registri

DATA = ("identitas", "isolasi", "formulir", "unggahan", "rute", "privasi", "gangguan", "jalan")  # all but the letter


def kerangka(akar: Path, tipe: str = "A", kode: str = "surat-baru", nama: str = "Surat “Baru” & Uji") -> Path:
    """A folder that has nothing to complain about."""
    return buat_kerangka(akar, kode=kode, tipe=tipe, nama=nama)


def muat(folder: Path):
    """The service of this folder."""
    daftar = Registri.dari([folder])
    assert [satu.rincian for satu in daftar.karantina] == []
    return daftar.semua()[0]


def ganti(folder: Path, lama: str, baru: str, berkas: str = "layanan.toml") -> None:
    """Replace a text that stands in the file, and lock the service again when it still loads."""
    isi = (folder / berkas).read_text(encoding="utf-8")
    assert lama in isi, f"{lama!r} tidak ada di {berkas}"
    (folder / berkas).write_text(isi.replace(lama, baru, 1), encoding="utf-8")
    kunci(folder)


def tambah(folder: Path, isi: str, berkas: str = "layanan.toml") -> None:
    """Append to a file, and lock again."""
    asal = (folder / berkas).read_text(encoding="utf-8") if (folder / berkas).exists() else ""
    (folder / berkas).write_text(asal + isi, encoding="utf-8")
    kunci(folder)


def kunci(folder: Path) -> None:
    """A fresh lock: what is broken on purpose is not also stale."""
    (folder / "kunci.json").unlink(missing_ok=True)
    kunci_layanan(muat_folder(folder).layanan, folder, tulis=True)


def contoh(folder: Path, nama: str, **isi) -> None:
    """Change answers of a sample; None takes one away."""
    berkas = folder / "contoh" / f"{nama}.json"
    lama = json.loads(berkas.read_text(encoding="utf-8")) if berkas.exists() else {}
    baru = {k: v for k, v in (lama | isi).items() if v is not None}
    berkas.write_text(json.dumps(baru, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def semua_contoh(folder: Path, **isi) -> None:
    """The same change in every sample."""
    for berkas in (folder / "contoh").glob("*.json"):
        contoh(folder, berkas.stem, **isi)


def kalimat(temuan: list[Temuan], *, tingkat: str = "gagal") -> list[str]:
    """The findings of one level, as an author reads them."""
    return [str(satu) for satu in temuan if satu.tingkat == tingkat]


def gagal(folder: Path, *kategori: str, **pilihan) -> list[str]:
    """The failures of a folder in these categories (default: all)."""
    return kalimat(periksa(muat(folder), folder, kategori or None, **pilihan))


def tambah_kolom(folder: Path, nama: str, isi: str = "", tipe: str = "teks") -> None:
    """One more question on the first page."""
    kolom = f'[[langkah.kolom]]\nnama = "{nama}"\nlabel = "{nama}"\ntipe = "{tipe}"\n{isi}\n\n'
    ganti(folder, "[[berkas]]", f"{kolom}[[berkas]]")
