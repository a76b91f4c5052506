"""WCAG contrast of the design tokens: reads tokens.css and a theme's tema.css, no browser."""

import re
from pathlib import Path

TOKEN = Path(__file__).resolve().parent / "dasar" / "static" / "tokens.css"

# front, back, lowest ratio
PASANGAN = (
    ("teks", "latar", 7), ("teks", "permukaan", 7), ("teks-redup", "latar", 4.5), ("teks-redup", "permukaan", 4.5),
    ("teks-redup", "permukaan-2", 4.5), ("tautan", "latar", 4.5), ("tautan", "permukaan", 4.5),
    ("tautan", "utama-muda", 4.5), ("pada-utama", "utama", 7), ("pada-utama", "utama-tua", 7),
    ("pada-utama-redup", "utama", 4.5), ("aksen", "utama", 4.5), ("pada-aksen", "aksen", 7),
    ("aksen-tua", "permukaan", 4.5), ("aksen-tua", "aksen-muda", 4.5), ("utama", "permukaan", 4.5),
    ("utama", "utama-muda", 4.5), ("garis-kuat", "permukaan", 3), ("garis-kuat", "latar", 3),
    ("fokus-dalam", "latar", 3), ("fokus-dalam", "fokus-luar", 3), ("fokus-luar", "utama", 3),
    ("tombol-teks", "tombol", 4.5), ("tombol-teks", "tombol-tekan", 4.5), ("tombol", "latar", 3),
    ("sukses", "sukses-muda", 4.5), ("proses", "proses-muda", 4.5), ("perhatian", "perhatian-muda", 4.5),
    ("galat", "galat-muda", 4.5), ("netral", "netral-muda", 4.5), ("galat", "permukaan", 4.5), ("galat", "latar", 4.5),
    ("teks", "galat-muda", 7), ("teks", "perhatian-muda", 7), ("teks", "sukses-muda", 7), ("teks", "proses-muda", 7),
    ("teks", "seri-1", 4.5), ("teks", "seri-2", 4.5), ("pada-utama", "seri-3", 4.5), ("pada-utama", "seri-4", 4.5),
    ("grafik-1", "permukaan", 3), ("grafik-2", "permukaan", 3), ("grafik-3", "permukaan", 3),
)  # fmt: skip


def token(css: str, pemilih: str) -> dict[str, str]:
    """Custom properties of the rules with exactly this selector, outside media queries."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.S)
    css = re.sub(r"@media[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", "", css)
    hasil: dict[str, str] = {}
    for kepala, isi in re.findall(r"([^{}]+)\{([^{}]*)\}", css):
        if pemilih in [p.strip() for p in kepala.split(",")]:
            hasil |= {n: v.strip() for n, v in re.findall(r"--([\w-]+)\s*:\s*([^;]+);", isi)}
    return hasil


def token_tema(folder: Path, *, kontras_tinggi: bool = False) -> dict[str, str]:
    """Tokens as the browser resolves them for the theme in this folder."""
    dasar = TOKEN.read_text(encoding="utf-8")
    merek = (folder / "static" / "tema" / "tema.css").read_text(encoding="utf-8")
    hasil = token(dasar, ":root") | token(merek, f'[data-tema="{folder.name}"]')
    return hasil | token(dasar, '[data-kontras="tinggi"]') if kontras_tinggi else hasil


def terang(warna: str) -> float:
    """Relative luminance of #rrggbb."""
    nilai = [int(warna.lstrip("#")[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    r, g, b = (v / 12.92 if v <= 0.03928 else ((v + 0.055) / 1.055) ** 2.4 for v in nilai)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def rasio(depan: str, latar: str) -> float:
    """Contrast ratio, 1 to 21."""
    a, b = sorted((terang(depan), terang(latar)), reverse=True)
    return (a + 0.05) / (b + 0.05)


def kurang(warna: dict[str, str]) -> list[str]:
    """Pairs below their minimum, or without a value."""
    hilang = sorted({f"warna-{n}" for d, b, _ in PASANGAN for n in (d, b)} - warna.keys())
    return [f"token --{nama} tidak ada" for nama in hilang] or [
        f"{depan} pada {latar}: {r:.2f} < {minimum}"
        for depan, latar, minimum in PASANGAN
        if (r := rasio(warna[f"warna-{depan}"], warna[f"warna-{latar}"])) < minimum
    ]
