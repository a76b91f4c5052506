"""Tricks with the structure of the file: doubled objects, object streams, hybrid tables."""

import zlib

from tests.surat.serangan.alat import PALSU, Bahan, Berkas, Serangan, aliran, ekor, ganti_isi, susulan, tabel


def benda_ganda(bahan: Bahan) -> bytes:
    """A second definition of the page's content in the place of a comment between the signed parts."""
    berkas = Berkas(bahan.pdf)
    awal = bahan.pdf.rindex(b"xref\n0 1")
    sisip = b"%d 0 obj\n%s\nendobj\n" % (berkas.isi, aliran(PALSU))
    return bahan.pdf[:awal] + sisip + bahan.pdf[awal:]


def aliran_benda(bahan: Bahan) -> bytes:
    """The forged catalogue hides in a compressed object stream, named by a cross-reference stream."""
    berkas = Berkas(bahan.pdf)
    dasar = berkas.ukuran
    pohon, satu, isi, wadah, xref = range(dasar, dasar + 5)
    benda = {
        berkas.akar: b"<</Type/Catalog/Pages %d 0 R>>" % pohon,
        pohon: b"<</Type/Pages/Count 1/Kids[%d 0 R]>>" % satu,
        satu: b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 595 842]/Contents %d 0 R>>" % (pohon, isi),
    }
    kepala, badan = b"", b""
    for nomor, teks in benda.items():
        kepala += b"%d %d " % (nomor, len(badan))
        badan += teks + b" "
    keluar = bytearray(bahan.pdf)
    letak_isi = len(keluar)
    keluar += b"%d 0 obj\n%s\nendobj\n" % (isi, aliran(PALSU))
    letak_wadah = len(keluar)
    mampat = zlib.compress(kepala + badan)
    kamus = b"/Type/ObjStm/N 3/First %d/Filter/FlateDecode" % len(kepala)
    keluar += b"%d 0 obj\n%s\nendobj\n" % (wadah, aliran(mampat, kamus))
    letak_xref = len(keluar)
    baris = [(berkas.akar, 2, wadah, 0), (pohon, 2, wadah, 1), (satu, 2, wadah, 2), (isi, 1, letak_isi, 0)]
    baris += [(wadah, 1, letak_wadah, 0), (xref, 1, letak_xref, 0)]
    data = b"".join(bytes([jenis]) + nilai.to_bytes(4) + bytes([urut]) for _, jenis, nilai, urut in baris)
    indeks = b" ".join(b"%d 1" % nomor for nomor, *_ in baris)
    kamus = b"/Type/XRef/W[1 4 1]/Index[%s]/Size %d/Root %d 0 R/Prev %d" % (
        indeks, xref + 1, berkas.akar, berkas.startxref,
    )  # fmt: skip
    keluar += b"%d 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (xref, aliran(data, kamus), letak_xref)
    return bytes(keluar)


def tabel_campuran(bahan: Bahan) -> bytes:
    """A hybrid file: the table says nothing, the stream that only some readers follow (/XRefStm) names the forgery."""
    berkas = Berkas(bahan.pdf)
    keluar = bytearray(bahan.pdf)
    letak = len(keluar)
    keluar += b"%d 0 obj\n%s\nendobj\n" % (berkas.isi, aliran(PALSU))
    aliran_xref = len(keluar)
    data = bytes([1]) + letak.to_bytes(4) + bytes([0])
    kamus = b"/Type/XRef/W[1 4 1]/Index[%d 1]/Size %d" % (berkas.isi, berkas.ukuran)
    keluar += b"%d 0 obj\n%s\nendobj\n" % (berkas.ukuran, aliran(data, kamus))
    xref = len(keluar)
    return bytes(keluar + b"xref\n0 0\n" + ekor(berkas, xref, tambah=b"/XRefStm %d" % aliran_xref))


def generasi(bahan: Bahan) -> bytes:
    """The same number in another generation."""
    berkas = Berkas(bahan.pdf)
    letak = len(bahan.pdf)
    badan = b"%d 1 obj\n%s\nendobj\n" % (berkas.isi, aliran(PALSU))
    daftar = tabel({berkas.isi: letak}).replace(b"00000 n", b"00001 n")
    halaman = b"%d 0 obj\n%s\nendobj\n" % (berkas.halaman, berkas.sumber(berkas.halaman).replace(
        b"/Contents %d 0 R" % berkas.isi, b"/Contents %d 1 R" % berkas.isi))  # fmt: skip
    daftar += b"%d 1\n%010d 00000 n \n" % (berkas.halaman, letak + len(badan))
    xref = letak + len(badan) + len(halaman)
    return bahan.pdf + badan + halaman + daftar + ekor(berkas, xref)


def benda_dibebaskan(bahan: Bahan) -> bytes:
    """The table frees the signature dictionary."""
    berkas = Berkas(bahan.pdf)
    nomor, _ = berkas.tanda
    xref = len(bahan.pdf)
    return bahan.pdf + b"xref\n0 1\n0000000000 65535 f \n%d 1\n0000000000 00001 f \n" % nomor + ekor(berkas, xref)


def akar_lain(bahan: Bahan) -> bytes:
    """The trailer names another catalogue, with the old form in it."""
    berkas = Berkas(bahan.pdf)
    formulir = berkas.pembaca.trailer["/Root"].raw_get("/AcroForm").idnum
    dasar = berkas.ukuran
    benda = {
        dasar: b"<</Type/Catalog/Pages %d 0 R/AcroForm %d 0 R>>" % (dasar + 1, formulir),
        dasar + 1: b"<</Type/Pages/Count 1/Kids[%d 0 R]>>" % (dasar + 2),
        dasar + 2: b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 595 842]/Contents %d 0 R>>" % (dasar + 1, dasar + 3),
        dasar + 3: aliran(PALSU),
    }
    palsu = susulan(berkas, benda)
    lama = b"/Root %d 0 R" % berkas.akar
    awal = palsu.rindex(lama)
    return palsu[:awal] + (b"/Root %d 0 R" % dasar).ljust(len(lama)) + palsu[awal + len(lama) :]


def tabel_pertama_disunting(bahan: Bahan) -> bytes:
    """In place: the first table of the file names another object as the page's content."""
    berkas = Berkas(bahan.pdf)
    letak = bahan.pdf.index(b"\n%d 0 obj" % berkas.isi) + 1
    lain = bahan.pdf.index(b"\n%d 0 obj" % (berkas.isi + 1)) + 1
    return bahan.pdf.replace(b"%010d 00000 n" % letak, b"%010d 00000 n" % lain)


SERANGAN = {
    "susunan: isi diganti di tempat": Serangan(
        "susunan", lambda b: ganti_isi(b.pdf), "tanda_tangan_rusak", tampak=True
    ),
    "susunan: benda ganda sebelum tabel": Serangan("susunan", benda_ganda, "rusak"),
    "susunan: aliran benda": Serangan("susunan", aliran_benda, "tanpa_tanda_tangan", tampak=True),
    "susunan: tabel campuran": Serangan("susunan", tabel_campuran, "rusak"),
    "susunan: generasi lain": Serangan("susunan", generasi, "rusak", tampak=True),
    "susunan: kamus tanda tangan dibebaskan": Serangan("susunan", benda_dibebaskan, "rusak"),
    "susunan: akar lain": Serangan("susunan", akar_lain, "revisi_asing", tampak=True),
    "susunan: tabel pertama disunting": Serangan(
        "susunan", tabel_pertama_disunting, "tanda_tangan_rusak", untuk=frozenset({"satu"})
    ),
}
