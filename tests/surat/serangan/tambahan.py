"""Changes that an ordinary PDF program makes behind the signature: pages, notes, form fields, scripts, metadata."""

from collections.abc import Callable
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import ArrayObject, DictionaryObject, FloatObject, StreamObject, pdf_name, pdf_string
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields

from tests.surat.serangan.alat import PALSU, Serangan, dengan_penulis

KOTAK = [50, 380, 545, 500]
Penulis = IncrementalPdfFileWriter


def kamus(**isi: Any) -> DictionaryObject:
    """A dictionary; strings that begin with / are names."""
    return DictionaryObject({
        pdf_name(f"/{k}"): pdf_name(v) if isinstance(v, str) and v.startswith("/") else v for k, v in isi.items()
    })  # fmt: skip


def larik(*isi: Any) -> ArrayObject:
    return ArrayObject([FloatObject(n) if isinstance(n, int | float) else n for n in isi])


def wajah(penulis: Penulis, isi: bytes = b"0 0 0 rg 0 0 495 120 re f") -> DictionaryObject:
    """An appearance: a black bar."""
    bentuk = StreamObject(kamus(Type="/XObject", Subtype="/Form", BBox=larik(0, 0, 495, 120)), stream_data=isi)
    return kamus(N=penulis.add_object(bentuk))


def halaman(penulis: Penulis) -> Any:
    return penulis.root["/Pages"]["/Kids"][0]


def tempel(penulis: Penulis, catatan: DictionaryObject) -> generic.IndirectObject:
    """Add an annotation to the first page."""
    satu, acuan = halaman(penulis), penulis.add_object(catatan)
    satu[pdf_name("/Annots")] = ArrayObject([*satu.get("/Annots", []), acuan])
    penulis.update_container(satu)
    return acuan


def teks_bebas(penulis: Penulis) -> None:
    tempel(penulis, kamus(Type="/Annot", Subtype="/FreeText", Rect=larik(*KOTAK), Contents=pdf_string("Lunas"),
                          DA=pdf_string("/Helv 12 Tf 0 g"), AP=wajah(penulis), F=generic.NumberObject(4)))  # fmt: skip


def stempel(penulis: Penulis) -> None:
    tempel(penulis, kamus(Type="/Annot", Subtype="/Stamp", Name="/Approved", Rect=larik(*KOTAK), AP=wajah(penulis),
                          F=generic.NumberObject(4)))  # fmt: skip


def tautan(penulis: Penulis) -> None:
    aksi = kamus(S="/URI", URI=pdf_string("https://palsu.example/cek"))
    tempel(penulis, kamus(Type="/Annot", Subtype="/Link", Rect=larik(*KOTAK), A=aksi))


def medan_teks(penulis: Penulis) -> None:
    """A form field with a picture of its own over the text."""
    medan = kamus(Type="/Annot", Subtype="/Widget", FT="/Tx", T=pdf_string("nilai"), F=generic.NumberObject(4),
                  V=pdf_string("Rp 900.000.000"), Rect=larik(*KOTAK), AP=wajah(penulis))  # fmt: skip
    acuan = tempel(penulis, medan)
    formulir = penulis.root["/AcroForm"]
    formulir["/Fields"].append(acuan)
    penulis.update_container(formulir["/Fields"])


def wajah_tanda_tangan(penulis: Penulis) -> None:
    """The signature's own widget grows over the page."""
    medan = penulis.root["/AcroForm"]["/Fields"][0]
    medan[pdf_name("/Rect")] = larik(*KOTAK)
    medan[pdf_name("/AP")] = wajah(penulis)
    penulis.update_container(medan)


def buka_skrip(penulis: Penulis) -> None:
    penulis.root[pdf_name("/OpenAction")] = kamus(S="/JavaScript", JS=pdf_string("app.alert(1)"))
    penulis.update_root()


def nama_skrip(penulis: Penulis) -> None:
    skrip = kamus(S="/JavaScript", JS=pdf_string("app.alert(1)"))
    daftar = kamus(Names=ArrayObject([pdf_string("a"), penulis.add_object(skrip)]))
    penulis.root[pdf_name("/Names")] = kamus(JavaScript=daftar)
    penulis.update_root()


def aksi_halaman(penulis: Penulis) -> None:
    satu = halaman(penulis)
    satu[pdf_name("/AA")] = kamus(O=kamus(S="/Launch", F=pdf_string("calc.exe")))
    penulis.update_container(satu)


def lampiran(penulis: Penulis) -> None:
    isi = penulis.add_object(StreamObject(kamus(Type="/EmbeddedFile"), stream_data=b"MZ"))
    berkas = kamus(Type="/Filespec", F=pdf_string("a.exe"), EF=kamus(F=isi))
    penulis.root[pdf_name("/Names")] = kamus(EmbeddedFiles=kamus(Names=ArrayObject([pdf_string("a"), berkas])))
    penulis.update_root()


def judul(penulis: Penulis) -> None:
    penulis.set_info(penulis.add_object(kamus(Title=pdf_string("Surat Keterangan Kaya"))))


def metadata(penulis: Penulis) -> None:
    xmp = StreamObject(kamus(Type="/Metadata", Subtype="/XML"), stream_data=b"<x:xmpmeta xmlns:x='adobe:ns:meta/'/>")
    penulis.root[pdf_name("/Metadata")] = penulis.add_object(xmp)
    penulis.update_root()


def medan_tampak(penulis: Penulis) -> None:
    """An empty signature field that can be seen: bottom_line of the library lets it pass."""
    fields.append_signature_field(penulis, fields.SigFieldSpec("Palsu", box=tuple(KOTAK)))


def medan_kosong(penulis: Penulis) -> None:
    fields.append_signature_field(penulis, fields.SigFieldSpec("Palsu"))


def isi_halaman(penulis: Penulis) -> None:
    satu = halaman(penulis)
    satu[pdf_name("/Contents")] = penulis.add_object(StreamObject(stream_data=PALSU))
    penulis.update_container(satu)


def isi_ditambah(penulis: Penulis) -> None:
    """The old content stays, another stream is painted over it."""
    satu = halaman(penulis)
    baru = penulis.add_object(StreamObject(stream_data=PALSU))
    satu[pdf_name("/Contents")] = ArrayObject([satu.raw_get("/Contents"), baru])
    penulis.update_container(satu)


def _halaman_baru(penulis: Penulis) -> generic.IndirectObject:
    isi = penulis.add_object(StreamObject(stream_data=PALSU))
    induk = penulis.root.raw_get("/Pages")
    return penulis.add_object(kamus(Type="/Page", Parent=induk, MediaBox=larik(0, 0, 595, 842), Contents=isi))


def ganti_halaman(penulis: Penulis) -> None:
    pohon = penulis.root["/Pages"]
    pohon[pdf_name("/Kids")] = ArrayObject([_halaman_baru(penulis), *list(pohon["/Kids"])[1:]])
    penulis.update_container(pohon)


def sisip_halaman(penulis: Penulis) -> None:
    pohon = penulis.root["/Pages"]
    pohon[pdf_name("/Kids")] = ArrayObject([_halaman_baru(penulis), *pohon["/Kids"]])
    pohon[pdf_name("/Count")] = generic.NumberObject(pohon["/Count"] + 1)
    penulis.update_container(pohon)


def ganti_pohon(penulis: Penulis) -> None:
    """Another page tree in the catalogue."""
    baru = _halaman_baru(penulis)
    pohon = kamus(Type="/Pages", Count=generic.NumberObject(1), Kids=ArrayObject([baru]))
    penulis.root[pdf_name("/Pages")] = penulis.add_object(pohon)
    penulis.update_root()


def huruf(penulis: Penulis) -> None:
    """The fonts of the page are taken away: digits may become others."""
    sumber = halaman(penulis)["/Resources"]
    sumber[pdf_name("/Font")] = kamus()
    penulis.update_container(sumber)


def formulir_dihapus(penulis: Penulis) -> None:
    """The catalogue forgets its signatures."""
    del penulis.root["/AcroForm"]
    penulis.update_root()


def lapis(penulis: Penulis) -> None:
    """Layers: part of the content is switched off."""
    lapisan = penulis.add_object(kamus(Type="/OCG", Name=pdf_string("a")))
    penulis.root[pdf_name("/OCProperties")] = kamus(OCGs=ArrayObject([lapisan]), D=kamus(OFF=ArrayObject([lapisan])))
    penulis.update_root()


def _satu(ubah: Callable[[Penulis], None], kelas: str, *, tampak: bool = False, kode: str = "revisi_asing") -> Serangan:
    return Serangan(kelas, lambda bahan: dengan_penulis(bahan.pdf, ubah), kode, tampak=tampak)


SERANGAN = {
    "halaman: isi diganti": _satu(isi_halaman, "halaman", tampak=True),
    "halaman: isi ditambah": _satu(isi_ditambah, "halaman", tampak=True),
    "halaman: diganti": _satu(ganti_halaman, "halaman", tampak=True),
    "halaman: disisipkan": _satu(sisip_halaman, "halaman", tampak=True),
    "halaman: pohon diganti": _satu(ganti_pohon, "halaman", tampak=True),
    "halaman: huruf dihapus": _satu(huruf, "halaman", tampak=True),
    "anotasi: teks bebas": _satu(teks_bebas, "anotasi", tampak=True),
    "anotasi: stempel": _satu(stempel, "anotasi", tampak=True),
    "anotasi: tautan": _satu(tautan, "anotasi"),
    "formulir: medan teks menutupi isi": _satu(medan_teks, "formulir", tampak=True),
    "formulir: gambar tanda tangan menutupi isi": _satu(wajah_tanda_tangan, "formulir", tampak=True),
    "formulir: medan tanda tangan tampak": _satu(medan_tampak, "formulir"),
    "formulir: medan tanda tangan kosong": _satu(medan_kosong, "formulir"),
    "formulir: dihapus": _satu(formulir_dihapus, "formulir", kode="tanpa_tanda_tangan"),
    "aksi: OpenAction JavaScript": _satu(buka_skrip, "aksi"),
    "aksi: nama JavaScript": _satu(nama_skrip, "aksi"),
    "aksi: Launch pada halaman": _satu(aksi_halaman, "aksi"),
    "aksi: lampiran": _satu(lampiran, "aksi"),
    "metadata: judul": _satu(judul, "metadata"),
    "metadata: XMP": _satu(metadata, "metadata"),
    "lapisan: isi dimatikan": _satu(lapis, "lapisan"),
}
