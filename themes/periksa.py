"""The gate of a theme: whole, small, readable, and without anything that runs or calls home. One sentence a fault."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

from PIL import Image

from themes import profil
from themes.kontras import kurang, token_tema

KB = 1024
GAMBAR = {"motif.svg": 3 * KB, "tepi.svg": 2 * KB, "lambang.svg": 4 * KB, "ilustrasi.svg": 8 * KB}
IKON = {"ikon-192.png": 192, "ikon-512.png": 512, "ikon-maskable-512.png": 512}
LAIN = ("tema.css", "kelola.css", "aplikasi.webmanifest")
BERKAS = {*GAMBAR, *IKON, *LAIN}
KATA = ("pengelola", "sambutan", "ajakan")
PEKAT_MAKS = 0.14  # white of the motif over the brand colour: text stays readable on its worst pixel
SUDUT = (4, 28)  # pixels
BERJALAN = re.compile(
    r"<script|<foreignObject|\son\w+\s*=|(?:href|src)\s*=\s*[\"'](?!#)|@import|url\(\s*[\"']?(?:https?:|//|data:)", re.I
)
TANPA_PETIK = re.compile(r"fill-opacity=\"([\d.]+)\"")


def periksa(kode: str) -> list[str]:
    """Faults of one theme, [] when it may be used. Raises FileNotFoundError for a name that no theme has."""
    folder = profil.folder(kode)
    tema = folder / "static" / "tema"
    if hilang := sorted(nama for nama in BERKAS if not (tema / nama).is_file()):
        return [f"tidak ada berkas {nama}" for nama in hilang]
    return [*_kata(kode), *_kontras(folder), *_ukuran(tema), *_ikon(tema), *_manifes(tema), *_diam(tema), *_sudut(tema)]


def _kata(kode: str) -> Iterator[str]:
    try:
        daerah = profil.muat(kode)
    except (TypeError, ValueError) as galat:
        yield f"teks.toml: {galat}"
        return
    yield from (f"teks.toml: {nama} kosong" for nama in KATA if not getattr(daerah, nama).strip())


def _kontras(folder: Path) -> Iterator[str]:
    for tinggi in (False, True):
        keadaan = "kontras tinggi" if tinggi else "kontras"
        yield from (f"{keadaan}: {satu}" for satu in kurang(token_tema(folder, kontras_tinggi=tinggi)))


def _ukuran(tema: Path) -> Iterator[str]:
    for nama, batas in GAMBAR.items():
        if (ada := (tema / nama).stat().st_size) > batas:
            yield f"{nama}: {ada} bita, paling besar {batas}"


def _ikon(tema: Path) -> Iterator[str]:
    for nama, sisi in IKON.items():
        try:
            with Image.open(tema / nama, formats=["PNG"]) as gambar:
                pas = gambar.size == (sisi, sisi)
        except OSError:
            pas = False
        if not pas:
            yield f"{nama}: bukan PNG {sisi}×{sisi}"


def _manifes(tema: Path) -> Iterator[str]:
    """What Android asks of an installable site."""
    try:
        isi = json.loads((tema / "aplikasi.webmanifest").read_text(encoding="utf-8"))
    except ValueError as galat:
        yield f"aplikasi.webmanifest: {galat}"
        return
    wajib = {"id": "/", "start_url": "/", "scope": "/", "display": "standalone", "lang": "id"}
    yield from (f"aplikasi.webmanifest: {n} bukan {v}" for n, v in wajib.items() if isi.get(n) != v)
    ada = {(i.get("src"), i.get("sizes"), i.get("purpose")) for i in isi.get("icons", [])}
    perlu = {(n, f"{s}x{s}", "maskable" if "maskable" in n else "any") for n, s in IKON.items()}
    yield from (f"aplikasi.webmanifest: ikon {nama} belum disebut" for nama, *_ in sorted(perlu - ada))


def _diam(tema: Path) -> Iterator[str]:
    """A theme neither runs anything nor fetches anything from elsewhere."""
    for nama in (*GAMBAR, "tema.css", "kelola.css"):
        teks = (tema / nama).read_text(encoding="utf-8").replace('xmlns="http://www.w3.org/2000/svg"', "")
        if ketemu := BERJALAN.search(teks):
            yield f"{nama}: memuat {ketemu.group().strip()}"
    pekat = [float(x) for x in TANPA_PETIK.findall((tema / "motif.svg").read_text(encoding="utf-8"))]
    if not pekat or max(pekat) > PEKAT_MAKS:
        yield f"motif.svg: fill-opacity paling pekat {PEKAT_MAKS}"


def _sudut(tema: Path) -> Iterator[str]:
    teks = (tema / "tema.css").read_text(encoding="utf-8")
    for nama, nilai in re.findall(r"--(sudut[\w-]*):\s*(\d+)px", teks):
        if not SUDUT[0] <= int(nilai) <= SUDUT[1]:
            yield f"tema.css: --{nama} {nilai}px, seharusnya {SUDUT[0]} sampai {SUDUT[1]}"
