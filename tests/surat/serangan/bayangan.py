"""Shadow attacks: content planted before the signing, switched on behind it.

We sign only what we have rendered, so nobody can plant; here our own test signers sign a planted letter, to see what
the verifier says when the switch is turned (`tanam_…`: planted and signed, still honest to look at; the verifier finds
its signatures valid).
"""

from collections.abc import Callable
from io import BytesIO

from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, FloatObject, NameObject, TextStringObject

from tests.surat.serangan.alat import PALSU, Bahan, Berkas, Serangan, aliran, ekor, susulan, tabel
from tests.surat.serangan.tandai import tandai

KOTAK = ArrayObject([FloatObject(n) for n in (0, 0, 595, 842)])


def _bentuk(isi: bytes) -> DecodedStreamObject:
    """A form XObject of the whole page."""
    satu = DecodedStreamObject()
    satu.update({NameObject("/Type"): NameObject("/XObject"), NameObject("/Subtype"): NameObject("/Form")})
    satu[NameObject("/BBox")] = KOTAK
    satu.set_data(isi)
    return satu


def _tulis(bahan: Bahan, ubah: Callable[[PdfWriter], None]) -> bytes:
    """The frozen letter, written anew as one revision with something planted in it."""
    penulis = PdfWriter(clone_from=BytesIO(bahan.cetak()))
    ubah(penulis)
    keluar = BytesIO()
    penulis.write(keluar)
    return keluar.getvalue()


def _tutup(penulis: PdfWriter) -> None:
    """A false sentence stands on the page, under a white sheet."""
    halaman = penulis.pages[0]
    sumber = halaman["/Resources"].get_object()
    lembar = penulis._add_object(_bentuk(b"1 1 1 rg 50 370 490 140 re f"))
    sumber[NameObject("/XObject")] = DictionaryObject({NameObject("/Tutup"): lembar})
    atas = DecodedStreamObject()
    atas.set_data(PALSU + b" /Tutup Do")
    isi = halaman.raw_get("/Contents")
    halaman[NameObject("/Contents")] = ArrayObject([isi, penulis._add_object(atas)])


def _medan(penulis: PdfWriter) -> None:
    """A text field whose picture is empty."""
    halaman = penulis.pages[0]
    wajah = penulis._add_object(_bentuk(b""))
    medan = DictionaryObject({NameObject(f"/{k}"): NameObject(f"/{v}") for k, v in
                              {"Type": "Annot", "Subtype": "Widget", "FT": "Tx"}.items()})  # fmt: skip
    medan.update({NameObject("/T"): TextStringObject("catatan"), NameObject("/V"): TextStringObject("")})
    medan.update({NameObject("/Rect"): KOTAK, NameObject("/AP"): DictionaryObject({NameObject("/N"): wajah})})
    acuan = penulis._add_object(medan)
    halaman[NameObject("/Annots")] = ArrayObject([*halaman.get("/Annots", []), acuan])
    penulis._root_object[NameObject("/AcroForm")] = DictionaryObject({NameObject("/Fields"): ArrayObject([acuan])})


def tanam_tutup(bahan: Bahan) -> bytes:
    return tandai(bahan, _tulis(bahan, _tutup))


def tanam_medan(bahan: Bahan) -> bytes:
    return tandai(bahan, _tulis(bahan, _medan))


def tanam_kembar(bahan: Bahan) -> bytes:
    """The content of the page stands in the file twice under one number; the table names the honest one."""
    pdf = bahan.cetak()
    berkas = Berkas(pdf)
    kembar = b"%d 0 obj\n%s\nendobj\n" % (berkas.isi, aliran(PALSU))
    xref = berkas.startxref
    kepala, buntut = pdf[:xref], pdf[xref:].replace(b"startxref\n%d" % xref, b"startxref\n%d" % (xref + len(kembar)))
    return tandai(bahan, kepala + kembar + buntut)


def _nomor_bentuk(pdf: bytes, cari: bytes) -> int:
    """The number of the object whose source holds these words."""
    di = pdf.index(cari)
    awal = pdf.rindex(b" 0 obj", 0, di)
    return int(pdf[:awal].split()[-1])


def buka_tutup(bahan: Bahan) -> bytes:
    """Hide: the sheet becomes empty."""
    pdf = tanam_tutup(bahan)
    nomor = _nomor_bentuk(pdf, b"1 1 1 rg 50 370")
    return susulan(Berkas(pdf), {nomor: aliran(b" ", b"/Type/XObject/Subtype/Form/BBox[0 0 1 1]")})


def isi_medan(bahan: Bahan) -> bytes:
    """Replace: the field's picture is another, its value the same."""
    pdf = tanam_medan(bahan)
    medan = Berkas(pdf).pembaca.trailer["/Root"]["/AcroForm"]["/Fields"][0]
    nomor = medan["/AP"].raw_get("/N").idnum
    return susulan(Berkas(pdf), {nomor: aliran(PALSU, b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]")})


def isi_medan_nilai(bahan: Bahan) -> bytes:
    """The same as an honest form filler does it: value and picture."""
    pdf = tanam_medan(bahan)
    medan = Berkas(pdf).pembaca.trailer["/Root"]["/AcroForm"].raw_get("/Fields")[0]
    sumber = Berkas(pdf).sumber(medan.idnum).replace(b"/V ()", b"/V (Rp 900.000.000)")
    wajah = medan.get_object()["/AP"].raw_get("/N").idnum
    bentuk = aliran(PALSU, b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]")
    return susulan(Berkas(pdf), {medan.idnum: sumber, wajah: bentuk})


def tukar_kembar(bahan: Bahan) -> bytes:
    """Hide and replace: no new object, only a table that names the other twin."""
    pdf = tanam_kembar(bahan)
    berkas = Berkas(pdf)
    letak = [di for di in _semua_letak(pdf, b"\n%d 0 obj" % berkas.isi) if PALSU in pdf[di : di + 200]]
    return pdf + tabel({berkas.isi: letak[0] + 1}) + ekor(berkas, len(pdf))


def _semua_letak(pdf: bytes, cari: bytes) -> list[int]:
    hasil, di = [], pdf.find(cari)
    while di >= 0:
        hasil.append(di)
        di = pdf.find(cari, di + 1)
    return hasil


TANAM = {"tutup": tanam_tutup, "medan": tanam_medan, "kembar": tanam_kembar}
SERANGAN = {
    "bayangan: sembunyikan (lembar penutup dibuka)": Serangan("bayangan", buka_tutup, "revisi_asing", tampak=True),
    "bayangan: ganti (gambar medan)": Serangan("bayangan", isi_medan, "revisi_asing", tampak=True),
    "bayangan: ganti (nilai dan gambar medan)": Serangan("bayangan", isi_medan_nilai, "revisi_asing", tampak=True),
    "bayangan: sembunyikan dan ganti (tabel saja)": Serangan("bayangan", tukar_kembar, "revisi_asing", tampak=True),
}
