"""Forged identity: exchanged signatures and codes, look-alike certificates, strangers' seals, stamps and evidence."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from typing import Any

from asn1crypto import cms, keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pyhanko.pdf_utils.generic import ArrayObject, pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko.sign.timestamps import DummyTimeStamper

from core.surat import sertifikat
from core.surat.pades import PenandaKunci
from core.surat.sertifikat import KunciTerbuka
from tests.surat.serangan import tambahan
from tests.surat.serangan.alat import Bahan, Berkas, Serangan, dengan_penulis, ganti_isi, tambal
from tests.surat.serangan.tandai import tandai

URL_LAIN = "http://127.0.0.1:8000/cek/zzzzzzzzzzzzzzzzzzzzzzzzzz/"
UMUR = timedelta(days=365)


def kembar(ca: Any, asli: list[KunciTerbuka]) -> list[KunciTerbuka]:
    """Keys whose certificates read letter for letter like the officers', from a CA that bears our CA's name."""
    kunci_ca = ec.generate_private_key(ec.SECP256R1())
    nama = ca.sertifikat.subject
    palsu = sertifikat._pembangun(nama, nama, kunci_ca, UMUR, ca=True).sign(kunci_ca, hashes.SHA256())
    return [_satu_kembar(satu, palsu, kunci_ca) for satu in asli]


def _satu_kembar(asli: KunciTerbuka, ca: x509.Certificate, kunci_ca: Any) -> KunciTerbuka:
    kunci = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    badan = sertifikat._pembangun(asli.sertifikat.subject, ca.subject, kunci, UMUR, ca=False)
    return KunciTerbuka(kunci, badan.sign(kunci_ca, hashes.SHA256()), (ca,))


def _isi_lubang(pdf: bytes) -> bytes:
    return pdf[Berkas(pdf).lubang]


def cms_lain(bahan: Bahan) -> bytes:
    """The signature of another letter of the same officer, put into this one."""
    return _isi_ulang(bahan.pdf, Berkas(bahan.pdf).lubang, _isi_lubang(bahan.lain))


def cms_lain_isi_diganti(bahan: Bahan) -> bytes:
    return _isi_ulang(ganti_isi(bahan.pdf), Berkas(bahan.pdf).lubang, _isi_lubang(bahan.lain))


def _isi_ulang(pdf: bytes, lubang: slice, cms_: bytes) -> bytes:
    """Another signature in this hole, with as much padding as the hole needs."""
    inti = cms_.strip(b"<>").rstrip(b"0")
    return tambal(pdf, lubang, b"<" + inti.ljust(lubang.stop - lubang.start - 2, b"0") + b">")


def cms_ditukar(bahan: Bahan) -> bytes:
    """The signatures of the first and the last signer change places."""
    awal = bahan.pdf.index(b"/Contents <") + len(b"/Contents ")
    pertama = slice(awal, bahan.pdf.index(b">", awal) + 1)
    terakhir = Berkas(bahan.pdf).lubang
    a, b = bahan.pdf[pertama], bahan.pdf[terakhir]
    return _isi_ulang(_isi_ulang(bahan.pdf, pertama, b), terakhir, a)


def _cms(pdf: bytes) -> cms.ContentInfo:
    return cms.ContentInfo.load(bytes.fromhex(_isi_lubang(pdf).strip(b"<>").decode()))


def _pasang(pdf: bytes, isi: cms.ContentInfo) -> bytes:
    lubang = Berkas(pdf).lubang
    hexa = isi.dump(force=True).hex().encode().upper()
    return tambal(pdf, lubang, b"<" + hexa.ljust(lubang.stop - lubang.start - 2, b"0") + b">")


def sertifikat_ditukar(bahan: Bahan) -> bytes:
    """The officer's signature, another person's certificate beside it."""
    isi = _cms(bahan.pdf)
    lain = asn1_x509.Certificate.load(bahan.kembar[-1].sertifikat.public_bytes(Encoding.DER))
    isi["content"]["certificates"] = [lain]
    return _pasang(bahan.pdf, isi)


def tanpa_sertifikat(bahan: Bahan) -> bytes:
    isi = _cms(bahan.pdf)
    isi["content"]["certificates"] = []
    return _pasang(bahan.pdf, isi)


def tanpa_penanda(bahan: Bahan) -> bytes:
    """A signature that nobody made: a SignedData without signers."""
    isi = _cms(bahan.pdf)
    isi["content"]["signer_infos"] = []
    return _pasang(bahan.pdf, isi)


def dua_penanda(bahan: Bahan) -> bytes:
    """The same signer twice in one signature: whom does a reader judge?"""
    isi = _cms(bahan.pdf)
    satu = isi["content"]["signer_infos"][0]
    isi["content"]["signer_infos"] = [satu, satu]
    isi["content"]["certificates"] = [isi["content"]["certificates"][0]]  # room for the second
    return _pasang(bahan.pdf, isi)


def isian_lubang(bahan: Bahan) -> bytes:
    """A message in the padding behind the signature: no signature covers it."""
    lubang = Berkas(bahan.pdf).lubang
    pesan = b"sudah lunas".hex().encode().upper()
    return bahan.pdf[: lubang.stop - 1 - len(pesan)] + pesan + bahan.pdf[lubang.stop - 1 :]


def huruf_kecil(bahan: Bahan) -> bytes:
    """One hexadecimal digit in lower case: another file, the same signature."""
    lubang = Berkas(bahan.pdf).lubang
    di = next(i for i in range(lubang.start, lubang.stop) if bahan.pdf[i : i + 1] in b"ABCDEF" and bahan.pdf[i] > 64)
    return bahan.pdf[:di] + bahan.pdf[di : di + 1].lower() + bahan.pdf[di + 1 :]


def spasi_lubang(bahan: Bahan) -> bytes:
    lubang = Berkas(bahan.pdf).lubang
    return bahan.pdf[: lubang.stop - 3] + b"  " + bahan.pdf[lubang.stop - 1 :]


def atribut_bebas(bahan: Bahan) -> bytes:
    """An unsigned attribute of a forger beside the signature."""
    isi = _cms(bahan.pdf)
    atribut = cms.CMSAttribute({"type": "1.2.3.4", "values": [cms.Any(cms.OctetString(b"palsu"))]})
    isi["content"]["signer_infos"][0]["unsigned_attrs"] = [atribut]
    return _pasang(bahan.pdf, isi)


def tanda_tangan_kembar(bahan: Bahan) -> bytes:
    """The same letter, signed anew with certificates that read like the officers'."""
    return tandai(bahan, bahan.cetak(), bahan.kembar[: len(bahan.pejabat)])


def surat_diubah_kembar(bahan: Bahan) -> bytes:
    """Another amount, signed with look-alike certificates."""
    return tandai(bahan, bahan.cetak(penghasilan=999_000_000), bahan.kembar[: len(bahan.pejabat)])


def ca_asli_disertakan(bahan: Bahan) -> bytes:
    """Look-alike certificates, with our real CA's certificate laid beside."""
    asli = bahan.pejabat[0].rantai
    palsu = [replace(satu, rantai=asli) for satu in bahan.kembar[: len(bahan.pejabat)]]
    return tandai(bahan, bahan.cetak(penghasilan=999_000_000), palsu)


def terakhir_kembar(bahan: Bahan) -> bytes:
    """All signatures are genuine but the last."""
    n = len(bahan.pejabat)
    return tandai(bahan, bahan.cetak(), [*bahan.pejabat[:-1], bahan.kembar[n - 1]])


def pertama_kembar(bahan: Bahan) -> bytes:
    n = len(bahan.pejabat)
    return tandai(bahan, bahan.cetak(), [bahan.kembar[0], *bahan.pejabat[1:n]])


def qr_ditukar_kembar(bahan: Bahan) -> bytes:
    """The letter typeset again with the code of another letter, signed by a look-alike."""
    return tandai(bahan, bahan.cetak(url=URL_LAIN), bahan.kembar[: len(bahan.pejabat)])


def qr_ditukar_cms_asli(bahan: Bahan) -> bytes:
    """The same with the genuine signature of the other letter pasted in."""
    palsu = qr_ditukar_kembar(bahan)
    return _isi_ulang(palsu, Berkas(palsu).lubang, _isi_lubang(bahan.pdf))


def sertifikat_sendiri(bahan: Bahan) -> bytes:
    """Self-signed, with the officer's name."""
    kunci, nama = bahan.kembar[0].kunci, bahan.kembar[0].sertifikat.subject
    diri = sertifikat._pembangun(nama, nama, kunci, UMUR, ca=False).sign(kunci, hashes.SHA256())
    return tandai(bahan, bahan.cetak(), [KunciTerbuka(kunci, diri, ())] * len(bahan.pejabat))


def _asing(bahan: Bahan) -> DummyTimeStamper:
    """A time-stamp service that nobody knows."""
    kunci = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    nama = sertifikat._nama("Layanan Stempel Waktu")
    guna = x509.ExtendedKeyUsage([x509.oid.ExtendedKeyUsageOID.TIME_STAMPING])
    badan = sertifikat._pembangun(nama, nama, kunci, UMUR, ca=False).add_extension(guna, critical=True)
    der = badan.sign(kunci, hashes.SHA256()).public_bytes(Encoding.DER)
    rahasia = kunci.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return DummyTimeStamper(asn1_x509.Certificate.load(der), keys.PrivateKeyInfo.load(rahasia))


def stempel_asing(bahan: Bahan) -> bytes:
    """A document time-stamp of an unknown service at the end."""
    penulis = IncrementalPdfFileWriter(BytesIO(bahan.pdf))
    stempel = signers.PdfTimeStamper(_asing(bahan))
    return stempel.timestamp_pdf(penulis, "sha256", validation_context=None, bytes_reserved=8192).getvalue()


def stempel_asing_isi_diganti(bahan: Bahan) -> bytes:
    return stempel_asing(replace(bahan, pdf=dengan_penulis(bahan.pdf, tambahan.isi_halaman)))


def _dss(penulis: IncrementalPdfFileWriter, bahan: Bahan) -> None:
    der = bahan.kembar[0].sertifikat.public_bytes(Encoding.DER)
    aliran = penulis.add_object(tambahan.StreamObject(stream_data=der))
    penulis.root[pdf_name("/DSS")] = tambahan.kamus(Type="/DSS", Certs=ArrayObject([aliran]))
    penulis.update_root()


def dss_berisi(bahan: Bahan) -> bytes:
    """Validation material, and in the same revision another page."""

    def ubah(penulis: IncrementalPdfFileWriter) -> None:
        _dss(penulis, bahan)
        tambahan.isi_halaman(penulis)

    return dengan_penulis(bahan.pdf, ubah)


def dss_asing(bahan: Bahan) -> bytes:
    """Validation material of a stranger, nothing else."""
    return dengan_penulis(bahan.pdf, lambda penulis: _dss(penulis, bahan))


def tanda_tangan_tambahan(bahan: Bahan) -> bytes:
    """One more signature, by a stranger, behind the lock."""
    penulis = IncrementalPdfFileWriter(BytesIO(bahan.pdf))
    fields.append_signature_field(penulis, fields.SigFieldSpec("Palsu"))
    keluar = BytesIO()
    penulis.write(keluar)
    return _tanda_tangan_paksa(keluar.getvalue(), bahan.kembar[0], "Palsu")


def _tanda_tangan_paksa(pdf: bytes, terbuka: KunciTerbuka, medan: str, kotak: bool = False) -> bytes:
    """Sign without asking what the document allows."""

    class Abai(signers.PdfSigner):
        def _enforce_certification_constraints(self, reader: Any) -> None:
            return None

    keterangan = signers.PdfSignatureMetadata(
        field_name=medan, md_algorithm="sha256", subfilter=fields.SigSeedSubFilter.PADES
    )
    baru = fields.SigFieldSpec(medan, box=tuple(tambahan.KOTAK)) if kotak else None
    penanda = Abai(keterangan, PenandaKunci(terbuka), new_field_spec=baru)
    return penanda.sign_pdf(IncrementalPdfFileWriter(BytesIO(pdf)), bytes_reserved=8192).getvalue()


def _di_sela(ubah: Any) -> Any:
    """Done behind the first signature; the others sign honestly on top."""

    def serang(bahan: Bahan) -> bytes:
        return tandai(bahan, bahan.cetak(), sela=lambda urut, pdf: ubah(bahan, pdf) if urut == 1 else pdf)

    return serang


def _sela_penulis(ubah: Any) -> Any:
    return _di_sela(lambda bahan, pdf: dengan_penulis(pdf, ubah))


def tanda_jahat(bahan: Bahan, pdf: bytes) -> bytes:
    """A visible signature of a stranger that paints over the text."""
    return _tanda_tangan_paksa(pdf, bahan.kembar[0], "Jahat", kotak=True)


def tanda_jahat_pejabat(bahan: Bahan, pdf: bytes) -> bytes:
    """The same by an officer whose certificate we know, but whom nobody asked."""
    return _tanda_tangan_paksa(pdf, bahan.pejabat[-1], "Jahat", kotak=True)


BANYAK = frozenset({"tiga", "segel"})


def _kembar(ubah: Any, *, tampak: bool = False) -> Serangan:
    return Serangan("kembar", ubah, "penerbit_asing", tampak=tampak)


def _satu(kelas: str, ubah: Any, kode: str = "tanda_tangan_rusak", *, tampak: bool = False) -> Serangan:
    return Serangan(kelas, ubah, kode, tampak=tampak)


def _sela(ubah: Any, kode: str = "revisi_asing", *, tampak: bool = True) -> Serangan:
    return Serangan("sertifikasi", ubah, kode, tampak=tampak, untuk=BANYAK)


SERANGAN = {
    "CMS: dari surat lain": _satu("CMS", cms_lain),
    "CMS: dari surat lain, isi diganti": _satu("CMS", cms_lain_isi_diganti, tampak=True),
    "CMS: pertama dan terakhir ditukar": Serangan("CMS", cms_ditukar, "tanda_tangan_rusak", untuk=BANYAK),
    "CMS: sertifikat orang lain": _satu("CMS", sertifikat_ditukar, "rusak"),
    "CMS: tanpa sertifikat": _satu("CMS", tanpa_sertifikat, "rusak"),
    "CMS: tanpa penanda": _satu("CMS", tanpa_penanda, "rusak"),
    "CMS: dua penanda": _satu("CMS", dua_penanda, "rusak"),
    "CMS: pesan dalam isian": _satu("CMS", isian_lubang),
    "CMS: satu huruf kecil": _satu("CMS", huruf_kecil),
    "CMS: spasi dalam lubang": _satu("CMS", spasi_lubang),
    "CMS: atribut bebas asing": _satu("CMS", atribut_bebas),
    "kembar: ditandatangani ulang": _kembar(tanda_tangan_kembar),
    "kembar: surat diubah": _kembar(surat_diubah_kembar, tampak=True),
    "kembar: CA asli disertakan": _kembar(ca_asli_disertakan, tampak=True),
    "kembar: hanya yang terakhir": _kembar(terakhir_kembar),
    "kembar: hanya yang pertama": _kembar(pertama_kembar),
    "kembar: bertanda tangan sendiri": _kembar(sertifikat_sendiri),
    "QR: ditukar, ditandatangani kembar": _satu("QR", qr_ditukar_kembar, "penerbit_asing", tampak=True),
    "QR: ditukar, CMS asli": _satu("QR", qr_ditukar_cms_asli, tampak=True),
    "stempel: layanan asing": _satu("stempel", stempel_asing, "stempel_ditolak"),
    "stempel: layanan asing, isi diganti": _satu("stempel", stempel_asing_isi_diganti, "revisi_asing", tampak=True),
    # Evidence that proves nothing changes no word: the signatures stay valid, and the file is not ours.
    "DSS: bahan asing": Serangan("DSS", dss_asing, "", putusan="berbeda"),
    "DSS: dengan isi": _satu("DSS", dss_berisi, "revisi_asing", tampak=True),
    "tambahan: tanda tangan asing di belakang kunci": _satu("tambahan", tanda_tangan_tambahan, "bukan_pejabat"),
    "sertifikasi: anotasi di sela penanda": _sela(_sela_penulis(tambahan.stempel)),
    "sertifikasi: teks bebas di sela penanda": _sela(_sela_penulis(tambahan.teks_bebas)),
    "sertifikasi: isi halaman di sela penanda": _sela(_sela_penulis(tambahan.isi_halaman)),
    "sertifikasi: medan teks di sela penanda": _sela(_sela_penulis(tambahan.medan_teks)),
    "sertifikasi: judul di sela penanda": _sela(_sela_penulis(tambahan.judul), tampak=False),
    "sertifikasi: tanda tangan jahat di sela penanda": _sela(_di_sela(tanda_jahat), "bukan_pejabat", tampak=False),
    "sertifikasi: tanda tangan pejabat yang tidak diminta": _sela(
        _di_sela(tanda_jahat_pejabat), "berubah", tampak=False
    ),
}
