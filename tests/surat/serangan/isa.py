"""Incremental saving: the old file stays whole, a new revision behind it says something else."""

from tests.surat.serangan.alat import Bahan, Berkas, Serangan, aliran, ekor, isi_palsu, susulan, tabel


def _benda(berkas: Berkas, letak: dict[int, int] | None = None) -> bytes:
    """Forged objects behind the end, without any table."""
    keluar = bytearray()
    for nomor, isi in isi_palsu(berkas).items():
        if letak is not None:
            letak[nomor] = len(berkas.pdf) + len(keluar)
        keluar += b"%d 0 obj\n%s\nendobj\n" % (nomor, isi)
    return bytes(keluar)


def biasa(bahan: Bahan) -> bytes:
    berkas = Berkas(bahan.pdf)
    return susulan(berkas, isi_palsu(berkas))


def tanpa_xref(bahan: Bahan) -> bytes:
    """Only objects: readers that mend a broken file take the last definition."""
    return bahan.pdf + _benda(Berkas(bahan.pdf))


def tanpa_xref_berujung(bahan: Bahan) -> bytes:
    return tanpa_xref(bahan) + b"%%EOF\n"


def tanpa_startxref(bahan: Bahan) -> bytes:
    berkas, letak = Berkas(bahan.pdf), {}
    isi = _benda(berkas, letak)
    return berkas.pdf + isi + tabel(letak) + b"trailer\n<</Size 200/Root %d 0 R>>\n%%%%EOF\n" % berkas.akar


def startxref_lama(bahan: Bahan) -> bytes:
    """A clean tail that points to the old table: who follows it sees nothing, who mends sees the forgery."""
    berkas = Berkas(bahan.pdf)
    return tanpa_xref(bahan) + b"startxref\n%d\n%%%%EOF\n" % berkas.startxref


def startxref_salah(bahan: Bahan) -> bytes:
    """As above with a table of its own that the tail does not name."""
    berkas, letak = Berkas(bahan.pdf), {}
    isi = _benda(berkas, letak)
    return berkas.pdf + isi + tabel(letak) + ekor(berkas, berkas.startxref)


def xref_rusak(bahan: Bahan) -> bytes:
    berkas, letak = Berkas(bahan.pdf), {}
    isi = _benda(berkas, letak)
    xref = len(berkas.pdf) + len(isi)
    return berkas.pdf + isi + b"xref\n0 0\n" + ekor(berkas, xref)


def tanda_tangan_disalin(bahan: Bahan) -> bytes:
    """The update brings a copy of the signature dictionary along, so that the last revision "is signed"."""
    berkas = Berkas(bahan.pdf)
    nomor, sumber = berkas.tanda
    isi = sumber.split(b"obj", 1)[1].rsplit(b"endobj", 1)[0].strip()
    return susulan(berkas, isi_palsu(berkas) | {nomor: isi})


def tanda_tangan_disalin_rentang_baru(bahan: Bahan) -> bytes:
    """The same, and the copy's /ByteRange pretends to reach the end of the file."""
    berkas = Berkas(bahan.pdf)
    a, b, c, d = berkas.rentang
    palsu = tanda_tangan_disalin(bahan)
    lama, baru = b"[%d %d %d %d]" % (a, b, c, d), b"[%d %d %d %d]" % (a, b, c, len(palsu) - c)
    awal = palsu.rindex(lama)
    sisip = baru + b" " * (palsu.index(b"/Type", awal) - awal - len(baru))
    return palsu[:awal] + sisip + palsu[awal + len(sisip) :]


def tanpa_prev(bahan: Bahan) -> bytes:
    """A trailer that hides the chain of older tables: the new revision claims to be the whole file."""
    berkas = Berkas(bahan.pdf)
    pages = berkas.ukuran + 1
    benda = {
        berkas.akar: b"<</Type/Catalog/Pages %d 0 R>>" % pages,
        pages: b"<</Type/Pages/Count 1/Kids[%d 0 R]>>" % (pages + 1),
        pages + 1: b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 595 842]/Contents %d 0 R>>" % (pages, pages + 2),
        pages + 2: aliran(b"q 0 0 0 rg 60 380 470 120 re f Q"),
    }
    palsu = susulan(berkas, benda)
    return palsu.replace(b"/Prev %d" % berkas.startxref, b"", 1) if palsu.count(b"/Prev") == 1 else _buang_prev(palsu)


def _buang_prev(palsu: bytes) -> bytes:
    awal = palsu.rindex(b"/Prev")
    return palsu[:awal] + b" " * (palsu.index(b">>", awal) - awal) + palsu[palsu.index(b">>", awal) :]


SERANGAN = {
    "ISA: revisi utuh": Serangan("ISA", biasa, "revisi_asing", tampak=True),
    "ISA: tanpa xref": Serangan("ISA", tanpa_xref, "ekor"),
    "ISA: tanpa xref, berujung EOF": Serangan("ISA", tanpa_xref_berujung, "ekor"),
    "ISA: tanpa startxref": Serangan("ISA", tanpa_startxref, "ekor"),
    "ISA: startxref menunjuk tabel lama": Serangan("ISA", startxref_lama, "tidak_menutup"),
    "ISA: tabel baru, startxref lama": Serangan("ISA", startxref_salah, "tidak_menutup"),
    "ISA: tabel baru rusak": Serangan("ISA", xref_rusak, "revisi_asing"),
    "ISA: tanda tangan disalin": Serangan("ISA", tanda_tangan_disalin, "revisi_asing", tampak=True),
    "ISA: tanda tangan disalin, rentang baru": Serangan(
        "ISA", tanda_tangan_disalin_rentang_baru, "tanda_tangan_rusak", tampak=True
    ),
    "ISA: tanpa Prev": Serangan("ISA", tanpa_prev, "tanpa_tanda_tangan", tampak=True),
}
