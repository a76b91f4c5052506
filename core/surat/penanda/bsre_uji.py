"""Conformity of a gateway: what public facts leave open is tried out, with pages that are no letters.

Nothing here prints or returns a secret. A wrong passphrase is never tried on purpose: whether BSrE locks an account
after some, and after how many, is unknown.
"""

import time
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.views.decorators.debug import sensitive_variables
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation.status import SignatureCoverageLevel as Cakupan

from core.permohonan.galat import _, terjemahkan
from core.surat import pemeriksa
from core.surat.pades import Giliran
from core.surat.penanda import bsre_jawaban
from core.surat.penanda.bsre_gerbang import Pemilik
from core.surat.penanda.bsre_kalibrasi import halaman
from core.surat.penanda.dasar import Bubuhan, Penanda, PenandaGagal, Rahasia, Tugas

SENDIRI = Giliran(1, 1, asing=frozenset({1}))
TANPA_URAI = "-"


@dataclass(frozen=True, slots=True)
class Percaya:
    """The CA certificates (PEM) that this system trusts, of signers and of time-stamp services."""

    akar: Sequence[str]
    akar_stempel: Sequence[str]


@dataclass(frozen=True, slots=True)
class Butir:
    """One line of the report. `lulus` None: something to know, neither good nor bad."""

    nama: str
    lulus: bool | None
    uraian: str = ""


def _butir(kalimat: str, lulus: bool | None, uraian: object = "") -> Butir:
    return Butir(terjemahkan(kalimat, {}), lulus, str(uraian))


def setelan() -> list[Butir]:
    """The settings, as far as they can be judged without asking anybody."""
    ca = settings.BSRE_CA
    return [
        _butir(_("Alamat gerbang memakai https"), settings.BSRE_ALAMAT.startswith("https://")),
        _butir(_("Akun aplikasi diisi"), bool(settings.BSRE_PENGGUNA and settings.BSRE_SANDI)),
        _butir(_("Berkas CA dapat dibaca"), not ca or Path(ca).is_file(), ca or TANPA_URAI),
    ]


def sambungan(modul: Any, kunci: Pemilik) -> list[Butir]:
    """The gateway answers, knows our account, and calls the certificate ready."""
    try:
        keadaan = modul.keadaan(kunci)
    except PenandaGagal as gagal:
        return [_butir(_("Gerbang menjawab dan menerima akun aplikasi"), False, f"{gagal.kode}: {gagal.pesan}")]
    siap = keadaan == bsre_jawaban.BOLEH
    return [
        _butir(_("Gerbang menjawab dan menerima akun aplikasi"), True),
        _butir(_("Sertifikat boleh menandatangani"), siap, keadaan),
    ]


def lembar(jumlah: int) -> list[bytes]:
    """Pages to be signed; each says that it is no letter."""
    return [halaman(f"UJI KESESUAIAN {urut} - BUKAN SURAT") for urut in range(1, jumlah + 1)]


@sensitive_variables("rahasia")
def tanda_tangan(modul: Any, kunci: Pemilik, rahasia: Rahasia, percaya: Percaya) -> Iterator[Butir]:
    """Sign pages and judge what comes back. With a passphrase also a second signature upon the first."""
    alat: Penanda = modul.buka(kunci, rahasia)
    try:
        berkas = lembar(min(2, alat.sekaligus))
        hasil = yield from _bubuhkan(alat, berkas, _("Tanda tangan dalam satu permintaan"))
        for satu in hasil:
            yield from _nilai(satu, 1, percaya)
        if hasil and rahasia.frasa:
            kedua = yield from _bubuhkan(alat, hasil[:1], _("Tanda tangan kedua di atas yang pertama"))
            for satu in kedua:
                yield from _nilai(satu, 2, percaya)
    finally:
        alat.tutup()


def _bubuhkan(alat: Penanda, berkas: list[bytes], nama: str) -> Generator[Butir, None, list[bytes]]:
    """Report how signing went; the value is the signed files."""
    mulai = time.monotonic()
    try:
        hasil = alat.tanda_tangani([Tugas(pdf, SENDIRI, "", "Uji kesesuaian") for pdf in berkas])
    except PenandaGagal as gagal:
        yield _butir(nama, False, f"{gagal.kode}: {gagal.pesan}")
        return []
    gagal_satu = [h for h in hasil if isinstance(h, PenandaGagal)]
    baik = [h.pdf for h in hasil if isinstance(h, Bubuhan)]
    uraian = "; ".join(g.kode for g in gagal_satu) or f"{time.monotonic() - mulai:.1f} s"
    yield _butir(nama, not gagal_satu, f"{len(baik)}/{len(berkas)}; {uraian}")
    return baik


def _nilai(pdf: bytes, jumlah: int, percaya: Percaya) -> Iterator[Butir]:
    """What our own verifier says of a page that came back."""
    tanda = PdfFileReader(BytesIO(pdf)).embedded_signatures
    if len(tanda) != jumlah:
        yield _butir(_("Jumlah tanda tangan dalam berkas"), False, len(tanda))
        return
    satu = tanda[-1]
    satu.compute_integrity_info()
    sertifikat = satu.signer_cert
    sidik = {t.signer_cert.sha256.hex() for t in tanda}
    temuan = pemeriksa.periksa(pdf, percaya.akar, sidik, akar_stempel=percaya.akar_stempel)
    yield _butir(_("Tanda tangan menutup seluruh berkas"), satu.coverage is Cakupan.ENTIRE_FILE)
    yield _butir(_("Pemeriksa ketat menerima dengan CA yang dipercaya di sini"), temuan.sah, ", ".join(temuan.alasan))
    yield _butir(_("Bentuk tanda tangan"), None, satu.sig_object.get("/SubFilter", TANPA_URAI))
    yield _butir(_("Penerbit sertifikat"), None, sertifikat.issuer.human_friendly)
    yield _butir(_("Sertifikat berlaku sampai"), None, sertifikat.not_valid_after.date())
    yield _butir(_("Sidik jari sertifikat (SHA-256)"), None, sertifikat.sha256.hex())
    yield _butir(_("Tingkat PAdES"), None, pemeriksa.profil(pdf)[0])
