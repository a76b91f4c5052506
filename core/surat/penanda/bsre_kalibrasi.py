"""Small PDFs of one page, written by hand: no letter engine is needed to try a gateway."""

KEPALA = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"


def halaman(kalimat: str) -> bytes:
    """A PDF of one A4 page with one line of text (ASCII)."""
    isi = f"BT /H 14 Tf 72 760 Td ({kalimat}) Tj ET".encode("ascii")
    benda = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /H 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(isi), isi),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    return _rakit(benda)


def _rakit(benda: list[bytes]) -> bytes:
    """Objects, cross-reference table and trailer."""
    hasil, letak = bytearray(KEPALA), []
    for nomor, satu in enumerate(benda, start=1):
        letak.append(len(hasil))
        hasil += b"%d 0 obj\n%s\nendobj\n" % (nomor, satu)
    awal = len(hasil)
    hasil += b"xref\n0 %d\n0000000000 65535 f \n" % (len(benda) + 1)
    hasil += b"".join(b"%010d 00000 n \n" % satu for satu in letak)
    hasil += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(benda) + 1, awal)
    return bytes(hasil)
