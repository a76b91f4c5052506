"""Too short, too long, or something in front."""

from tests.surat.serangan.alat import Bahan, Berkas, Serangan


def _sampai(revisi: int, geser: int = 0):
    return lambda bahan: bahan.pdf[: Berkas(bahan.pdf).revisi()[revisi] + geser]


def _di_belakang(isi: bytes):
    return lambda bahan: bahan.pdf + isi


def _di_depan(isi: bytes):
    return lambda bahan: isi + bahan.pdf


def ekor_dua_kali(bahan: Bahan) -> bytes:
    return bahan.pdf + bahan.pdf[bahan.pdf.rindex(b"startxref") :]


def versi_lain(bahan: Bahan) -> bytes:
    return bahan.pdf.replace(b"%PDF-1.7", b"%PDF-1.4", 1)


def tengah_dibuang(bahan: Bahan) -> bytes:
    tengah = len(bahan.pdf) // 3
    return bahan.pdf[:tengah] + bahan.pdf[tengah + 64 :]


BANYAK = frozenset({"tiga", "segel"})
_potong = {
    "potong: sampai surat beku": (_sampai(0), "tanpa_tanda_tangan"),
    "potong: baris baru terakhir": (_sampai(-1, -1), "tanda_tangan_rusak"),
    "potong: bita terakhir EOF": (_sampai(-1, -2), "ekor"),
    "potong: surat beku kurang sebita": (_sampai(0, -2), "ekor"),
    "potong: di tengah tanda tangan terakhir": (lambda b: b.pdf[: Berkas(b.pdf).lubang.start + 500], "ekor"),
    "potong: setengah": (lambda b: b.pdf[: len(b.pdf) // 2], "ekor"),
    "potong: seribu bita pertama": (lambda b: b.pdf[:1000], "ekor"),
    "potong: kosong": (lambda b: b"", "bukan_pdf"),
    "potong: sepotong di tengah dibuang": (tengah_dibuang, "rusak"),
}
_tambah = {
    "buntut: sampah": (_di_belakang(b"sampah"), "ekor"),
    "buntut: spasi": (_di_belakang(b" "), "ekor"),
    "buntut: baris baru": (_di_belakang(b"\n"), "ekor"),
    "buntut: nol": (_di_belakang(bytes(16)), "ekor"),
    "buntut: komentar": (_di_belakang(b"% catatan\n"), "ekor"),
    "buntut: EOF lagi": (_di_belakang(b"%%EOF\n"), "ekor"),
    "buntut: startxref nol": (_di_belakang(b"startxref\n0\n%%EOF\n"), "rusak"),
    "buntut: ekor dua kali": (ekor_dua_kali, "tidak_menutup"),
    "buntut: surat lain": (lambda b: b.pdf + b.lain, "rusak"),
    "buntut: arsip zip": (_di_belakang(b"PK\x05\x06" + bytes(18)), "ekor"),
}
_depan = {
    "depan: sampah": (_di_depan(b"MZ"), "bukan_pdf"),
    "depan: baris baru": (_di_depan(b"\n"), "bukan_pdf"),
    "depan: tanda urutan bita": (_di_depan(b"\xef\xbb\xbf"), "bukan_pdf"),
    "depan: kepala dua kali": (_di_depan(b"%PDF-1.7\n"), "rusak"),
    "depan: versi lain": (versi_lain, "tanda_tangan_rusak"),
}
SERANGAN = (
    {nama: Serangan("potong", *isi) for nama, isi in _potong.items()}
    | {nama: Serangan("tambah", *isi) for nama, isi in (_tambah | _depan).items()}
    | {
        # A copy of the letter before the others had signed: honest signatures, and not the letter in the archive.
        "potong: sebelum tanda tangan terakhir": Serangan("potong", _sampai(-2), "", putusan="berbeda", untuk=BANYAK),
        "potong: sesudah tanda tangan pertama": Serangan("potong", _sampai(1), "", putusan="berbeda", untuk=BANYAK),
        "potong: sebelum tanda tangan terakhir, kurang sebita": Serangan(
            "potong", _sampai(-2, -2), "ekor", untuk=BANYAK
        ),
    }
)
