"""Drawn KTP and KK of demo citizens with CONTOH across: good enough to exercise an officer's eye, no more."""

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw, ImageFont

from core.wilayah.daerah import Daerah
from core.wilayah.models import Wilayah
from demo.orang import WargaDemo

_BIRU, _TINTA, _MERAH, _PUTIH = (188, 220, 236), (28, 34, 48), (176, 32, 36), (250, 250, 246)
Kotak = tuple[int, int]


def _huruf(ukuran: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(ukuran)


def _tanda_contoh(gambar: Image.Image) -> Image.Image:
    """The word CONTOH across the whole card, twice."""
    lapis = Image.new("RGBA", gambar.size, (0, 0, 0, 0))
    pena = ImageDraw.Draw(lapis)
    ukuran = gambar.width // 7
    for bagian in (3, 7):
        titik = (gambar.width // 2, gambar.height * bagian // 10)
        pena.text(titik, "CONTOH", font=_huruf(ukuran), fill=(*_MERAH, 70), anchor="mm")
    return Image.alpha_composite(gambar.convert("RGBA"), lapis.rotate(14)).convert("RGB")


def _tengah(pena: ImageDraw.ImageDraw, lebar: int, y: int, teks: str, ukuran: int) -> None:
    pena.text((lebar // 2, y), teks, font=_huruf(ukuran), fill=_TINTA, anchor="mm")


def _baris(pena: ImageDraw.ImageDraw, asal: Kotak, isi: list[tuple[str, str]], jarak: int, ukuran: int) -> None:
    x, y = asal
    for nomor, (label, nilai) in enumerate(isi):
        pena.text((x, y + nomor * jarak), label, font=_huruf(ukuran), fill=_TINTA)
        pena.text((x + ukuran * 9, y + nomor * jarak), f": {nilai}", font=_huruf(ukuran), fill=_TINTA)


def _pas_foto(pena: ImageDraw.ImageDraw, x: int, y: int) -> None:
    """A silhouette where the portrait would be."""
    pena.rectangle((x, y, x + 210, y + 270), fill=_MERAH)
    pena.ellipse((x + 60, y + 50, x + 150, y + 150), fill=_PUTIH)
    pena.pieslice((x + 20, y + 160, x + 190, y + 380), 180, 360, fill=_PUTIH)


def _isi_ktp(w: WargaDemo, desa: Wilayah) -> list[tuple[str, str]]:
    kecamatan = desa.induk.nama if desa.induk else ""
    return [
        ("Nama", w.nama.upper()),
        ("Tempat/Tgl Lahir", f"{w.tempat_lahir.upper()}, {w.lahir:%d-%m-%Y}"),
        ("Jenis Kelamin", w.kelamin.upper()),
        ("Alamat", w.alamat.upper()),
        ("      RT/RW", "002/003"),
        ("      Kel/Desa", desa.nama.upper()),
        ("      Kecamatan", kecamatan.upper()),
        ("Agama", "ISLAM"),
        ("Status Perkawinan", w.status_kawin.upper()),
        ("Pekerjaan", w.pekerjaan.upper()),
        ("Kewarganegaraan", "WNI"),
    ]


def gambar_ktp(w: WargaDemo, desa: Wilayah, daerah: Daerah) -> Image.Image:
    """The card of a citizen, 1100 pixels wide."""
    gambar = Image.new("RGB", (1100, 694), _BIRU)
    pena = ImageDraw.Draw(gambar)
    _tengah(pena, 1100, 40, f"PROVINSI {daerah.provinsi.upper()}", 34)
    _tengah(pena, 1100, 80, daerah.kabupaten.upper(), 34)
    pena.text((40, 118), f"NIK : {w.nik}", font=_huruf(42), fill=_TINTA)
    _baris(pena, (40, 186), _isi_ktp(w, desa), 43, 27)
    _pas_foto(pena, 850, 190)
    return _tanda_contoh(gambar)


def gambar_kk(w: WargaDemo, desa: Wilayah, daerah: Daerah) -> Image.Image:
    """The family card with one row, 1500 pixels wide."""
    gambar = Image.new("RGB", (1500, 1000), _PUTIH)
    pena = ImageDraw.Draw(gambar)
    _tengah(pena, 1500, 60, "KARTU KELUARGA", 56)
    _tengah(pena, 1500, 120, f"No. {w.no_kk}", 40)
    kepala = [("Kepala Keluarga", w.nama.upper()), ("Alamat", w.alamat.upper()), ("RT/RW", "002/003")]
    kecamatan = desa.induk.nama if desa.induk else ""
    kepala += [("Desa/Kelurahan", desa.nama.upper()), ("Kecamatan", kecamatan.upper())]
    _baris(pena, (60, 180), [*kepala, ("Kabupaten", daerah.kabupaten.upper())], 46, 30)
    kolom = (60, 120, 560, 900, 1130, 1440)
    for x in kolom:
        pena.line((x, 500, x, 640), fill=_TINTA, width=2)
    for y in (500, 570, 640):
        pena.line((60, y, 1440, y), fill=_TINTA, width=2)
    judul = ("No", "Nama Lengkap", "NIK", "Jenis Kelamin", "Tanggal Lahir")
    isi = ("1", w.nama.upper(), w.nik, w.kelamin, f"{w.lahir:%d-%m-%Y}")
    for x, atas, bawah in zip(kolom, judul, isi, strict=False):
        pena.text((x + 12, 518), atas, font=_huruf(28), fill=_TINTA)
        pena.text((x + 12, 588), bawah, font=_huruf(28), fill=_TINTA)
    return _tanda_contoh(gambar)


def unggahan(gambar: Image.Image, nama: str) -> SimpleUploadedFile:
    """The drawing as a browser would send it."""
    wadah = BytesIO()
    gambar.save(wadah, "JPEG", quality=85)
    return SimpleUploadedFile(nama, wadah.getvalue(), content_type="image/jpeg")
