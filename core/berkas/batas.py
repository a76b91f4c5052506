"""Limits of an upload, and the sentences a citizen reads when one is passed."""

from django.utils.translation import gettext as _

MB = 1024 * 1024
UKURAN_MAKS = 10 * MB
HALAMAN_MAKS = 20
TITIK_MAKS = 40_000_000  # pixels: above the cameras of cheap phones, below what eats the memory of a worker
SISI_MAKS = 2000  # pixels of the longest side that we keep
DPI_HALAMAN = 140
MUTU_JPEG = 82


class BerkasDitolak(Exception):
    """An upload that is not kept; the sentence says what the citizen can do about it."""

    def __init__(self, pesan: str) -> None:
        super().__init__(pesan)
        self.pesan = pesan


def _mb(ukuran: int) -> str:
    """Whole megabytes, rounded up: a file just above 10 MB is called 11 MB, never "10 MB, at most 10 MB"."""
    return f"{-(-ukuran // MB)} MB"


def terlalu_besar(ukuran: int) -> BerkasDitolak:
    """Names both sizes: the file's and the largest one allowed."""
    pesan = _("Berkas ini %(ukuran)s. Paling besar %(maks)s. Coba foto ulang dari HP.")
    return BerkasDitolak(pesan % {"ukuran": _mb(ukuran), "maks": _mb(UKURAN_MAKS)})


def bukan_jenisnya(jenis: tuple[str, ...]) -> BerkasDitolak:
    """The content is something else than what this upload asks for, whatever its name says."""
    if "pdf" not in jenis:
        return BerkasDitolak(_("Berkas ini bukan foto JPG atau PNG. Pilih foto, atau foto ulang dari HP."))
    if "gambar" not in jenis:
        return BerkasDitolak(_("Berkas ini bukan PDF. Pilih berkas PDF."))
    return BerkasDitolak(_("Berkas ini bukan JPG, PNG, atau PDF. Pilih berkas lain, atau foto ulang dari HP."))


def ditolak(sebab: str) -> BerkasDitolak:
    """The sentence for a reason found while looking into the file; an unknown reason counts as a broken file."""
    kalimat = {
        "kosong": _("Foto ini rusak atau kosong. Coba foto ulang."),
        "heic": _("Foto jenis HEIC belum bisa kami baca. Atur kamera HP ke JPG, lalu foto ulang."),
        "titik": _("Foto ini terlalu lebar untuk dibaca. Coba foto ulang dengan kamera HP."),
        "terkunci": _("PDF ini terkunci kata sandi. Buka kuncinya dulu, lalu unggah lagi."),
        "halaman": _("PDF ini lebih dari %(maks)s halaman. Unggah halaman yang diminta saja.") % {"maks": HALAMAN_MAKS},
        "pdf": _("PDF ini rusak atau tidak bisa dibaca. Simpan ulang, atau foto lembarnya dengan HP."),
        "sibuk": _(
            "Berkas ini terlalu lama diperiksa dan belum tersimpan. Coba lagi, atau unggah foto yang lebih kecil."
        ),
        "gudang": _("Berkas ini belum tersimpan: tempat penyimpanan sedang terganggu. Coba lagi beberapa menit lagi."),
    }
    return BerkasDitolak(kalimat.get(sebab, kalimat["kosong"]))
