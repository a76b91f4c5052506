"""The child process that opens hostile bytes. Runs as a plain script: imports nothing of ours, and no Django.

stdin: the upload. argv: kind ("gambar" or "pdf") and the limits as JSON. stdout: one JSON line (either
`{"halaman": n}` or `{"tolak": sebab}`), then the new bytes. Everything of the original but its pixels is gone:
EXIF with the place of the photo, PDF scripts, attachments, links, anything hidden behind the end of an image.
"""

import io
import json
import resource
import sys
from typing import Any

MB = 1024 * 1024


class Tolak(Exception):
    """The file is not kept; the argument names the reason (see `batas.ditolak`)."""


def kunci_batas(batas: dict[str, Any]) -> None:
    """Bound this process before it reads a single byte of the upload."""
    for jenis, nilai in (
        (resource.RLIMIT_AS, batas["memori"]),
        (resource.RLIMIT_CPU, batas["cpu"]),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 32),
    ):
        resource.setrlimit(jenis, (nilai, nilai))


def _kecilkan(gambar: Any, sisi: int) -> Any:
    """At most `sisi` pixels a side, without transparency: what is see-through becomes white paper."""
    from PIL import Image

    tembus = gambar.mode in ("RGBA", "LA", "PA") or "transparency" in gambar.info
    kecil = gambar.convert("RGBA" if tembus else "RGB")
    kecil.thumbnail((sisi, sisi), Image.Resampling.LANCZOS, reducing_gap=2.0)
    if not tembus:
        return kecil
    kertas = Image.new("RGB", kecil.size, "white")
    kertas.paste(kecil, mask=kecil.getchannel("A"))
    return kertas


def gambar(data: bytes, batas: dict[str, Any]) -> tuple[int, bytes]:
    """Decode a JPEG or PNG, turn it upright, and write a new JPEG without metadata."""
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = None  # our own limit, checked before any pixel is decoded, has its own sentence
    foto: Any = Image.open(io.BytesIO(data), formats=["JPEG", "PNG"])
    if foto.width * foto.height > batas["titik"]:
        raise Tolak("titik")
    foto.draft("RGB", (batas["sisi"], batas["sisi"]))  # lets libjpeg decode at half or quarter size
    foto.load()
    hasil = _kecilkan(ImageOps.exif_transpose(foto), batas["sisi"])
    keluar = io.BytesIO()
    # A copy of the pixels only: `info` would carry a comment or a profile into the new file.
    Image.frombytes("RGB", hasil.size, hasil.tobytes()).save(keluar, "JPEG", quality=batas["mutu"], optimize=True)
    return 1, keluar.getvalue()


def _halaman(halaman: Any, batas: dict[str, Any]) -> Any:
    """One page as pixels, at our resolution, and never above the pixel side that we keep for photos."""
    lebar, tinggi = halaman.get_size()
    skala = min(batas["dpi"] / 72, batas["sisi"] / max(lebar, tinggi, 1))
    return halaman.render(scale=skala, may_draw_forms=True).to_pil().convert("RGB")


def pdf(data: bytes, batas: dict[str, Any]) -> tuple[int, bytes]:
    """Draw each page, and bind the pictures into a new PDF."""
    import pypdfium2

    try:
        dokumen = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as galat:
        raise Tolak("terkunci" if getattr(galat, "err_code", 0) == 4 else "pdf") from galat
    if not 0 < len(dokumen) <= batas["halaman"]:
        raise Tolak("halaman" if len(dokumen) else "pdf")
    dokumen.init_forms()  # a filled form keeps its answers; this build of PDFium has no JavaScript engine
    lembar = [_halaman(halaman, batas) for halaman in dokumen]
    keluar = io.BytesIO()
    pilihan = {"resolution": batas["dpi"], "quality": batas["mutu"]}
    lembar[0].save(keluar, "PDF", save_all=True, append_images=lembar[1:], **pilihan)
    return len(lembar), keluar.getvalue()


def bersihkan(jenis: str, data: bytes, batas: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """Header and new bytes; whatever a decoder throws means a broken file, never a traceback with its content."""
    try:
        halaman, baru = {"gambar": gambar, "pdf": pdf}[jenis](data, batas)
    except Tolak as galat:
        return {"tolak": str(galat)}, b""
    except Exception:
        return {"tolak": "pdf" if jenis == "pdf" else "kosong"}, b""
    return {"halaman": halaman}, baru


def utama() -> None:
    """Entry of the child."""
    jenis, batas = sys.argv[1], json.loads(sys.argv[2])
    kunci_batas(batas)
    kepala, baru = bersihkan(jenis, sys.stdin.buffer.read(batas["ukuran"] + 1), batas)
    sys.stdout.buffer.write(json.dumps(kepala).encode() + b"\n" + baru)


if __name__ == "__main__":
    utama()
