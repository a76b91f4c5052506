"""`manage.py tema baru`: writes a whole theme folder that passes the gate as it stands."""

import csv
import json
import re
from dataclasses import dataclass
from pathlib import Path
from string import Template

from core.wilayah.kode import anak, nama_wilayah
from themes import gambar, palet

CETAKAN = Path(__file__).with_name("cetakan")
KODE = re.compile(r"[a-z][a-z0-9-]{1,38}[a-z0-9]")
STATIS = ("tema.css", "kelola.css", "motif.svg", "tepi.svg", "lambang.svg", "ilustrasi.svg")
LATAR = "#faf7f1"  # --warna-latar of tokens.css; a manifest cannot read a token
PINTASAN = (
    ("Cek permohonan", "/lacak/"),
    ("Permohonan saya", "/permohonan/"),
    ("Semua layanan", "/layanan/"),
    ("Cek keaslian surat", "/cek/"),
)


class TemaDitolak(Exception):
    """The theme cannot be made; the argument is a sentence."""


@dataclass(frozen=True)
class Pesanan:
    """What somebody asked for. `kabupaten` is a Kemendagri code, or "" for the theme of an office of this kabupaten."""

    kode: str
    aplikasi: str
    kepanjangan: str
    warna: str
    kabupaten: str = ""

    @property
    def daerah(self) -> str:
        """Name of the kabupaten without its kind."""
        return re.sub(r"^(Kabupaten|Kota) ", "", nama_wilayah(self.kabupaten) or "")


def buat(pesanan: Pesanan, akar: Path) -> Path:
    """The new folder below `akar`. Raises TemaDitolak."""
    _periksa(pesanan, akar)
    folder = akar / pesanan.kode
    tema = folder / "static" / "tema"
    tema.mkdir(parents=True)
    isian = _isian(pesanan)
    for nama in STATIS:
        _tulis(tema / nama, nama, isian)
    _tulis(folder / "teks.toml", "teks.toml", isian)
    for nama in gambar.UKURAN:
        (tema / nama).write_bytes(gambar.ikon(nama, isian["aksen"], isian["utama"]))
    (tema / "aplikasi.webmanifest").write_text(_manifes(pesanan, isian), encoding="utf-8")
    if pesanan.kabupaten:
        _tulis(folder / "daerah.toml", "daerah.toml", isian)
        _tulis_wilayah(folder / "wilayah.csv", pesanan.kabupaten)
    return folder


def _periksa(pesanan: Pesanan, akar: Path) -> None:
    if not KODE.fullmatch(pesanan.kode):
        raise TemaDitolak("Nama tema ditulis dengan huruf kecil, angka, dan tanda hubung, misalnya: blitar")
    if (akar / pesanan.kode).exists():
        raise TemaDitolak(f"Map {akar / pesanan.kode} sudah ada. Pilih nama lain, atau hapus dulu map itu.")
    if pesanan.kabupaten and nama_wilayah(pesanan.kabupaten) is None:
        raise TemaDitolak(f"Kode {pesanan.kabupaten} tidak ada di daftar Kemendagri. Contoh: 35.05")
    try:
        palet.rona(pesanan.warna)
    except ValueError:
        raise TemaDitolak(f"Warna {pesanan.warna} tidak terbaca. Contoh: #0b4f66") from None


def _isian(pesanan: Pesanan) -> dict[str, str]:
    """Everything that the forms in `cetakan` leave open."""
    warna = palet.palet(pesanan.warna)
    h, s, terang = palet.hsl(warna["utama"])
    sendiri = f'aplikasi = "{pesanan.aplikasi}"\nkepanjangan = "{pesanan.kepanjangan}"\nwarna = "{warna["utama"]}"'
    daerah = pesanan.daerah
    return {nama.replace("-", "_"): isi for nama, isi in warna.items()} | {
        "kode": pesanan.kode,
        "nama": pesanan.aplikasi,
        "token": "\n".join(f"  --warna-{nama}: {isi};" for nama, isi in warna.items()),
        "h": str(h), "s": str(s), "l": str(terang),
        "gapura": gambar.jalur(),
        "nama_sendiri": "" if pesanan.kabupaten else sendiri,
        "pengelola": f"Pemerintah Kabupaten {daerah}" if daerah else pesanan.kepanjangan,
        "kabupaten": pesanan.kabupaten, "daerah": daerah,
        "provinsi": nama_wilayah(pesanan.kabupaten.partition(".")[0]) or "",
        "aplikasi": pesanan.aplikasi, "kepanjangan": pesanan.kepanjangan,
        "awalan": pesanan.kode[:3].upper(),
        "warna": warna["utama"],
        "situs": f"{daerah.lower().replace(' ', '')}kab.go.id",
    }  # fmt: skip


def _tulis(tujuan: Path, cetakan: str, isian: dict[str, str]) -> None:
    teks = (CETAKAN / cetakan).read_text(encoding="utf-8")
    tujuan.write_text(Template(teks).substitute(isian), encoding="utf-8")


def _manifes(pesanan: Pesanan, isian: dict[str, str]) -> str:
    ikon = [
        {"src": nama, "sizes": f"{sisi}x{sisi}", "type": "image/png", "purpose": "any" if isi == 1 else "maskable"}
        for nama, (sisi, isi) in gambar.UKURAN.items()
    ]
    isi = {
        "id": "/", "name": pesanan.aplikasi, "short_name": pesanan.aplikasi, "lang": "id", "dir": "ltr",
        "start_url": "/", "scope": "/", "display": "standalone", "categories": ["government"],
        "background_color": LATAR, "theme_color": isian["warna"], "icons": ikon,
        "shortcuts": [{"name": nama, "url": alamat} for nama, alamat in PINTASAN],
    }  # fmt: skip
    return json.dumps(isi, ensure_ascii=False, indent=1) + "\n"


def _tulis_wilayah(tujuan: Path, kabupaten: str) -> None:
    """The kecamatan, as known for all of Indonesia; rows of the desa are the regency's to add."""
    with tujuan.open("w", encoding="utf-8", newline="") as berkas:
        baris = csv.writer(berkas, lineterminator="\n")
        baris.writerow(("kode", "nama", "tingkat", "induk", "kode_pos"))
        baris.writerows((kode, nama, "kecamatan", kabupaten, "") for kode, nama in anak(kabupaten))
