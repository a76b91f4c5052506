"""What may lie behind the first signature: one revision against the one before, object by object. Pure.

pyHanko's own comparison lets more pass than a letter needs (any title, any XMP, unseen fields), and reads every object
of the file for each pair. Here every old object that an update rewrites must have a role, and each role a short list
of entries that may change; the rest must be the same bytes.
"""

import re
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.metadata.model import NS, ExpandedName
from pyhanko.pdf_utils.metadata.xmp_xml import parse_xmp
from pyhanko.pdf_utils.reader import HistoricalResolver, PdfFileReader
from pyhanko.sign.diff_analysis import DEFAULT_DIFF_POLICY, ModificationLevel, SuspiciousModification
from pyhanko.sign.fields import MDPPerm
from pyhanko.sign.validation import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel as Cakupan

AWAL_OBJEK = re.compile(rb"(?<!\d)\d+\s+\d+\s+obj\b")
MAKS_REVISI = 64

# What an update may change in objects that were there before.
KATALOG = frozenset({"/AcroForm", "/DSS", "/Extensions", "/Metadata"})
FORMULIR = frozenset({"/Fields", "/SigFlags"})
KETERANGAN = frozenset({"/ModDate", "/Producer"})
XMP = frozenset(
    ExpandedName(NS[ruang], nama)
    for ruang, nama in (("xmp", "ModifyDate"), ("xmp", "MetadataDate"), ("pdf", "Producer"))
)
# What a signature field that a gateway or a time-stamp adds may have: nothing that is seen, nothing that acts.
MEDAN = frozenset({"/FT", "/T", "/TU", "/Ff", "/V", "/Type", "/Subtype", "/F", "/Rect", "/P", "/Lock", "/AP"})
DAFTAR_DSS = frozenset({"/Certs", "/OCSPs", "/CRLs"})


class _Asing(Exception):
    """An update touches what it may not touch."""


def periksa_revisi(pdf: bytes, pembaca: PdfFileReader, *, teliti: bool) -> list[str]:
    """Codes of what is wrong. Revision 0 is the frozen letter, 1 the first signature.

    `teliti`: let pyHanko compare as well, and look for names of objects that did not exist yet; slow.
    """
    tanda = pembaca.embedded_signatures
    milik = {satu.signed_revision: satu for satu in tanda}
    jumlah = pembaca.xrefs.total_revisions
    rapi = len(milik) == len(tanda) and 1 in milik and 0 not in milik and jumlah <= MAKS_REVISI
    if not rapi or milik[1].sig_object_type != "/Sig":
        return ["revisi_asing"]
    kode = [] if all(_menutup(satu, jumlah) for satu in tanda) else ["tidak_menutup"]
    for nomor in range(2, jumlah):
        try:
            _banding(pdf, pembaca, nomor, milik, teliti)
        except (_Asing, SuspiciousModification, KeyError):
            kode.append("berubah" if nomor in milik else "revisi_asing")
    return kode


def _menutup(satu: EmbeddedPdfSignature, jumlah: int) -> bool:
    """Whether the signature covers its whole revision, and the last one the whole file."""
    satu.compute_integrity_info(skip_diff=True)
    terakhir = satu.signed_revision == jumlah - 1
    return satu.coverage is Cakupan.ENTIRE_FILE or (satu.coverage is Cakupan.ENTIRE_REVISION and not terakhir)


def _banding(
    pdf: bytes, pembaca: PdfFileReader, nomor: int, milik: dict[int, EmbeddedPdfSignature], teliti: bool
) -> None:
    """Compare a revision with the one before. Raises _Asing, SuspiciousModification."""
    lama, baru = pembaca.get_historical_resolver(nomor - 1), pembaca.get_historical_resolver(nomor)
    tanda = milik.get(nomor)
    if tanda is None:
        _pastikan(_tanpa_selipan(pdf, pembaca, nomor))
    _Ubahan(lama, baru, tanda).periksa()
    tulis = tanda is not None and tanda.sig_object_type == "/Sig"
    if tanda and tulis:
        _pastikan(all(_mengizinkan(milik[n], tanda) for n in range(1, nomor) if n in milik))
    if teliti:
        batas = ModificationLevel.FORM_FILLING if tulis else ModificationLevel.LTA_UPDATES
        _pastikan(DEFAULT_DIFF_POLICY.apply(lama, baru).modification_level <= batas)
        # An old object that names one of a number not yet used would show what is planted under it later.
        _pastikan(not any(lama.is_ref_unassignable(r) for r in lama.collect_dependencies(lama.trailer_view)))


def _mengizinkan(lama: EmbeddedPdfSignature, baru: EmbeddedPdfSignature) -> bool:
    """Whether the earlier signature lets the later one be given."""
    terkunci = lama.docmdp_level is MDPPerm.NO_CHANGES or (lama.fieldmdp and lama.fieldmdp.is_locked(baru.field_name))
    return not terkunci


def _tanpa_selipan(pdf: bytes, pembaca: PdfFileReader, nomor: int) -> bool:
    """In bytes that nobody signed no object may hide which the table does not name: some readers would find it."""
    tabel = pembaca.xrefs
    awal = pdf.index(b"%%EOF", tabel.get_xref_container_info(nomor - 1).end_location)
    akhir = tabel.get_xref_container_info(nomor).start_location
    ada = {cocok.start() for cocok in AWAL_OBJEK.finditer(pdf, awal, akhir)}
    letak = {tabel.get_historical_ref(ref, nomor) for ref in tabel.explicit_refs_in_revision(nomor)}
    return ada <= letak


def _pastikan(baik: object) -> None:
    if not baik:
        raise _Asing


def _bita(benda: generic.PdfObject) -> bytes:
    keluar = BytesIO()
    benda.write_to_stream(keluar, None)
    return keluar.getvalue()


def _rujukan(kamus: generic.DictionaryObject, kunci: str) -> generic.Reference | None:
    isi = kamus.raw_get(kunci) if kunci in kamus else None
    return isi.reference if isinstance(isi, generic.IndirectObject) else None


def _isi(kamus: Any, kunci: str, baku: Any) -> Any:
    """The entry itself, behind its reference."""
    return kamus[kunci] if kunci in kamus else baku  # noqa: SIM401 - .get() does not follow the reference


def _butir(kamus: generic.DictionaryObject, kunci: str) -> list[generic.Reference]:
    """The references of an array; anything else in it is refused."""
    isi = list(_isi(kamus, kunci, ()))
    _pastikan(all(isinstance(satu, generic.IndirectObject) for satu in isi))
    return [satu.reference for satu in isi]


def _sisa(kamus: Any, kecuali: frozenset[str]) -> dict[str, bytes]:
    """Every entry as bytes, so that a name and a text of the same letters differ."""
    _pastikan(isinstance(kamus, generic.DictionaryObject))
    return {kunci: _bita(kamus.raw_get(kunci)) for kunci in kamus if kunci not in kecuali}


def _xmp(aliran: generic.StreamObject) -> list[dict[Any, Any]]:
    return [{nama: isi for nama, isi in satu if nama not in XMP} for satu in parse_xmp(BytesIO(aliran.data))]


@dataclass
class _Ubahan:
    """One revision against the one before: every old object it rewrites is accounted for, or it is refused."""

    lama: HistoricalResolver
    baru: HistoricalResolver
    tanda: EmbeddedPdfSignature | None
    wajar: set[generic.Reference] = field(default_factory=set)

    def periksa(self) -> None:
        """Raises _Asing."""
        _pastikan(not self.baru.refs_freed_in_revision())
        _pastikan(self.lama.root_ref == self.baru.root_ref and "/Encrypt" not in self.baru.trailer_view)
        self._sama(self.lama.root, self.baru.root, KATALOG, self.lama.root_ref)
        _pastikan(_rujukan(self.baru.root, "/Extensions") is None)
        self._keterangan()
        self._metadata()
        self._dss()
        self._formulir()
        tulis_ulang = {r for r in self.baru.explicit_refs_in_revision() if not self.lama.is_ref_unassignable(r)}
        _pastikan(tulis_ulang <= self.wajar)

    def _sama(self, lama: Any, baru: Any, kecuali: frozenset[str], ref: generic.Reference | None) -> None:
        """Two forms of one object differ in these entries only."""
        _pastikan(isinstance(lama, generic.StreamObject) is isinstance(baru, generic.StreamObject))
        _pastikan(_sisa(lama, kecuali) == _sisa(baru, kecuali))
        if ref:
            self.wajar.add(ref)

    def _keterangan(self) -> None:
        """The document information: only the date of change and the producing program."""
        ref = _rujukan(self.baru.trailer_view, "/Info")
        _pastikan(ref == _rujukan(self.lama.trailer_view, "/Info"))
        if ref:  # not trailer_view["/Info"]: that follows the reference to the newest form
            self._sama(self.lama(ref), self.baru(ref), KETERANGAN, ref)

    def _metadata(self) -> None:
        """XMP: the same but for dates and producer."""
        ref = _rujukan(self.baru.root, "/Metadata")
        _pastikan(ref == _rujukan(self.lama.root, "/Metadata"))
        if ref is None:
            return
        lama, baru = self.lama(ref), self.baru(ref)
        self._sama(lama, baru, frozenset({"/Length", "/Filter"}), ref)
        _pastikan(lama.encoded_data == baru.encoded_data or _xmp(lama) == _xmp(baru))

    def _dss(self) -> None:
        """The validation data: lists of streams, nothing else."""
        lama, baru = _isi(self.lama.root, "/DSS", {}), _isi(self.baru.root, "/DSS", {})
        _pastikan(set(baru) <= DAFTAR_DSS | {"/Type", "/VRI"} and set(lama) <= set(baru))
        for kunci in DAFTAR_DSS & set(baru):
            _pastikan(all(isinstance(self.baru(ref), generic.StreamObject) for ref in _butir(baru, kunci)))
        tempat = {_rujukan(self.lama.root, "/DSS"), *(_rujukan(lama, kunci) for kunci in DAFTAR_DSS & set(lama))}
        self.wajar |= {ref for ref in tempat if ref}

    def _formulir(self) -> None:
        """The form: the field of this revision's signature is filled, or added where nobody sees it; no other."""
        lama, baru = self.lama.root["/AcroForm"], self.baru.root["/AcroForm"]
        ref = _rujukan(self.baru.root, "/AcroForm")
        _pastikan(ref == _rujukan(self.lama.root, "/AcroForm"))
        self._sama(lama, baru, FORMULIR, ref)
        tambah = self._tambahan(lama, baru, "/Fields")
        medan = self.tanda.sig_field.get_container_ref() if self.tanda else None
        if not isinstance(medan, generic.Reference):
            _pastikan(self.tanda is None and not tambah)
        elif self.lama.is_ref_unassignable(medan):
            _pastikan(tambah == [medan])
            self._medan_baru(self.baru(medan), medan)
        else:
            _pastikan(not tambah and "/V" not in self.lama(medan))
            self._sama(self.lama(medan), self.baru(medan), frozenset({"/V"}), medan)

    def _medan_baru(self, medan: generic.DictionaryObject, ref: generic.Reference) -> None:
        kiri, bawah, kanan, atas = medan["/Rect"]
        _pastikan(set(medan) <= MEDAN and medan["/FT"] == "/Sig" and (kanan - kiri) * (atas - bawah) == 0)
        halaman = _rujukan(medan, "/P")
        if halaman is None:
            return
        lama, baru = self.lama(halaman), self.baru(halaman)
        _pastikan(lama["/Type"] == "/Page")
        self._sama(lama, baru, frozenset({"/Annots"}), halaman)
        _pastikan(self._tambahan(lama, baru, "/Annots") in ([], [ref]))

    def _tambahan(
        self, lama: generic.DictionaryObject, baru: generic.DictionaryObject, kunci: str
    ) -> list[generic.Reference]:
        """What an array has more than before; what it had stays in its place."""
        tempat = _rujukan(baru, kunci)
        _pastikan(tempat == _rujukan(lama, kunci) or (tempat and self.lama.is_ref_unassignable(tempat)))
        if tempat:
            self.wajar.add(tempat)
        dulu, kini = _butir(lama, kunci), _butir(baru, kunci)
        _pastikan(kini[: len(dulu)] == dulu)
        return kini[len(dulu) :]
