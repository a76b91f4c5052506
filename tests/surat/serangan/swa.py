"""Signature wrapping: the signed bytes are moved to another place of the file, forged objects take theirs."""

import re
from collections.abc import Callable

from tests.surat.serangan.alat import Bahan, Berkas, Serangan, isi_palsu, tabel


def bungkus(*, kunci_ganda: bool = False, buntut: bytes = b"") -> Callable[[Bahan], bytes]:
    """The second signed part moves to the end; where it stood come a forged signature range, page and table.

    The old tail still says `startxref N`: at N stands the forged table now. The digest over the moved parts is right.
    """

    def ubah(bahan: Bahan) -> bytes:
        berkas = Berkas(bahan.pdf)
        _, b, c, d = berkas.rentang
        nomor, kamus = berkas.tanda
        asli = bahan.pdf[b:c]
        cms = b"<" + asli.strip(b"<>").rstrip(b"0") + b"0>"
        sisa = kamus[kamus.index(b"/Type /Sig") :]
        geser = len(bahan.pdf) * 2
        rentang = b"/ByteRange [0 %d %d %d]\n" % (b, geser, d)
        kepala = bytearray(bahan.pdf[:b] + cms + b"\n" + rentang + (rentang if kunci_ganda else b"") + sisa + b"\n")
        letak = {nomor: bahan.pdf.rindex(b"%d 0 obj" % nomor, 0, b)}
        for satu, isi in isi_palsu(berkas).items():
            letak[satu] = len(kepala)
            kepala += b"%d 0 obj\n%s\nendobj\n" % (satu, isi)
        kepala = bytearray(kepala.ljust(berkas.startxref))
        assert len(kepala) == berkas.startxref, "the hole is too small for the forged objects"
        sebelum = int(re.findall(rb"/Prev (\d+)", bahan.pdf)[-1])
        kepala += tabel(_letak_terakhir(bahan.pdf, berkas.startxref) | letak)
        kepala += b"trailer\n<</Size %d/Root %d 0 R/Prev %d>>\n" % (berkas.ukuran, berkas.akar, sebelum)
        kepala += b"startxref\n%d\n%%%%EOF\n9999 0 obj\n<</Isi <00>" % berkas.startxref
        return bytes(kepala.ljust(geser)) + bahan.pdf[c:] + buntut

    return ubah


def _letak_terakhir(pdf: bytes, xref: int) -> dict[int, int]:
    """The entries of the table at this place."""
    letak, nomor = {}, 0
    for baris in pdf[xref + 5 : pdf.index(b"trailer", xref)].splitlines():
        kata = baris.split()
        if len(kata) == 2:
            nomor = int(kata[0])
        else:
            letak[nomor] = int(kata[0])
            nomor += 1
    return {n: di for n, di in letak.items() if n}


def celah(bahan: Bahan) -> bytes:
    """A second range that begins later: bytes between hole and range that nothing covers."""
    berkas = Berkas(bahan.pdf)
    a, b, c, d = berkas.rentang
    lama, baru = b"[%d %d %d %d]" % (a, b, c, d), b"[%d %d %d %d]" % (a, b, c + 100, d - 100)
    return bahan.pdf[::-1].replace(lama[::-1], baru[::-1].ljust(len(lama)), 1)[::-1]


def rentang_ketiga(bahan: Bahan) -> bytes:
    """A third range, of nothing, behind the two."""
    berkas = Berkas(bahan.pdf)
    a, b, c, d = berkas.rentang
    awal = bahan.pdf.rindex(b"[%d %d %d %d]" % (a, b, c, d))
    baru = b"[%d %d %d %d %d 0]" % (a, b, c, d, len(bahan.pdf))
    return bahan.pdf[:awal] + baru + bahan.pdf[awal + len(baru) :]


def dipindah_tanpa_tabel(bahan: Bahan) -> bytes:
    """Junk in the hole behind the signature, the rest moved; nobody names the new place of the table."""
    _, _, c, _ = Berkas(bahan.pdf).rentang
    return bahan.pdf[:c] + b"\n" * 4096 + bahan.pdf[c:]


SERANGAN = {
    "SWA: bagian kedua dipindah, rentang baru": Serangan("SWA", bungkus(), "tidak_menutup", tampak=True),
    "SWA: rentang dua kali": Serangan("SWA", bungkus(kunci_ganda=True), "rusak", tampak=True),
    "SWA: dipindah, dengan buntut": Serangan("SWA", bungkus(buntut=b"% \n"), "ekor", tampak=True),
    "SWA: celah sebelum rentang kedua": Serangan("SWA", celah, "tanda_tangan_rusak"),
    "SWA: rentang ketiga": Serangan("SWA", rentang_ketiga, "rusak"),
    "SWA: dipindah tanpa tabel": Serangan("SWA", dipindah_tanpa_tabel, "rusak"),
}
