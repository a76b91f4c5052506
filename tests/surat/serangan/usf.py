"""Universal signature forgery: the signature dictionary is maimed so that a careless reader skips the check."""

from collections.abc import Callable

from tests.surat.serangan.alat import Bahan, Berkas, Serangan, ganti_isi, tambal


def _contents(baru: bytes, *, kunci: bytes = b"/Contents ") -> Callable[[Bahan], bytes]:
    """The hole of the last signature, and what stands before it, written anew; the page says something else."""

    def ubah(bahan: Bahan) -> bytes:
        pdf = ganti_isi(bahan.pdf)
        lubang = Berkas(pdf).lubang
        return tambal(pdf, slice(lubang.start - len(b"/Contents "), lubang.stop), kunci + baru)

    return ubah


def _rentang(baru: bytes, *, kunci: bytes = b"/ByteRange ") -> Callable[[Bahan], bytes]:
    """Another /ByteRange of the last signature in the place of the old."""

    def ubah(bahan: Bahan) -> bytes:
        pdf = ganti_isi(bahan.pdf)
        awal = pdf.rindex(b"/ByteRange")
        batas = pdf.index(b"/Type", awal)
        a, b, c, d = Berkas(pdf).rentang
        isi = baru.replace(b"A", b"%d" % a).replace(b"B", b"%d" % b).replace(b"C", b"%d" % c).replace(b"D", b"%d" % d)
        return tambal(pdf, slice(awal, batas - 1), kunci + isi)

    return ubah


def _nol(bahan: Bahan) -> bytes:
    lubang = Berkas(bahan.pdf).lubang
    return tambal(ganti_isi(bahan.pdf), lubang, b"<" + b"0" * (lubang.stop - lubang.start - 2) + b">")


def _keduanya(bahan: Bahan) -> bytes:
    pdf = _contents(b"", kunci=b"/Kosong null")(bahan)
    awal = pdf.rindex(b"/ByteRange")
    return tambal(pdf, slice(awal, pdf.index(b"/Type", awal) - 1), b"")


def _serangan(ubah: Callable[[Bahan], bytes], kode: str = "rusak") -> Serangan:
    return Serangan("USF", ubah, kode, tampak=True)


SERANGAN = {
    "USF: Contents dihapus": _serangan(_contents(b"", kunci=b"")),
    "USF: Contents bernama lain": _serangan(_contents(b"<00>", kunci=b"/Contemts ")),
    "USF: Contents null": _serangan(_contents(b"null")),
    "USF: Contents kosong": _serangan(_contents(b"<>")),
    "USF: Contents satu bita nol": _serangan(_contents(b"<00>")),
    "USF: Contents nol semua": _serangan(_nol),
    "USF: Contents urutan ASN.1 kosong": _serangan(_contents(b"<3000>")),
    "USF: Contents bukan untai": _serangan(_contents(b"12345")),
    "USF: Contents teks": _serangan(_contents(b"(sah)")),
    "USF: ByteRange dihapus": _serangan(_rentang(b"", kunci=b"")),
    "USF: ByteRange null": _serangan(_rentang(b"null")),
    "USF: ByteRange kosong": _serangan(_rentang(b"[]")),
    "USF: ByteRange nol": _serangan(_rentang(b"[0 0 0 0]"), "tanda_tangan_rusak"),
    "USF: ByteRange negatif": _serangan(_rentang(b"[0 -B C -D]"), "tanda_tangan_rusak"),
    "USF: ByteRange awal negatif": _serangan(_rentang(b"[-A -B -C -D]")),
    "USF: ByteRange ganjil": _serangan(_rentang(b"[0 B C]")),
    "USF: ByteRange dua angka": _serangan(_rentang(b"[0 B]")),
    "USF: ByteRange di luar berkas": _serangan(_rentang(b"[0 B C 99999999]"), "tanda_tangan_rusak"),
    "USF: ByteRange bukan angka": _serangan(_rentang(b"[/a /b /c /d]")),
    "USF: ByteRange untai": _serangan(_rentang(b"(0 B C D)")),
    "USF: ByteRange tumpang tindih": _serangan(_rentang(b"[0 B 0 B]"), "tanda_tangan_rusak"),
    "USF: ByteRange pecahan": _serangan(_rentang(b"[0.0 B.5 C.0 D.5]")),
    "USF: Contents dan ByteRange dihapus": _serangan(_keduanya),
}
