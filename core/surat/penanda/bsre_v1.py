"""BSrE eSign version 1: multipart, one file for each request, passphrase only.

We draw block and QR ourselves and ask for an invisible signature: a drawn stamp would break PDF/A, and gateways do not
agree on where its origin lies.
"""

from collections.abc import Sequence
from urllib.parse import quote

from django.views.decorators.debug import sensitive_variables
from urllib3.filepost import encode_multipart_formdata

from core.permohonan.galat import _
from core.surat.penanda import bsre_jawaban as baca
from core.surat.penanda.bsre_gerbang import LEKAS, NIK, Badan, Jawaban, Pemilik, kirim
from core.surat.penanda.dasar import Bubuhan, Ditolak, FrasaDitolak, Penanda, PenandaGagal, Rahasia, TidakPasti, Tugas

STATUS, BUBUH, UNDUH = "/api/user/status/", "/api/sign/pdf", "/api/sign/download/"


@sensitive_variables("rahasia")
def buka(kunci: Pemilik, rahasia: Rahasia) -> Penanda:
    """Signs as this NIK with this passphrase. Raises Ditolak, FrasaDitolak; the gateway is not asked yet."""
    if not rahasia.frasa:
        raise FrasaDitolak(_("Isi frasa sandi BSrE Anda."))
    return PenandaV1(_nik(kunci), rahasia)


def keadaan(kunci: Pemilik) -> str:
    """What BSrE says of this person's certificate; only ISSUE may sign. Raises Ditolak, Tutup."""
    return baca.keadaan(kirim(STATUS + _nik(kunci), tunggu=LEKAS))


def _nik(kunci: Pemilik) -> str:
    if not NIK.fullmatch(kunci.pengenal):
        raise Ditolak(_("Kunci BSrE Anda belum diberi NIK yang benar. Hubungi admin kabupaten."), "pengenal_salah")
    return kunci.pengenal


class PenandaV1:
    """One person and one passphrase, for one request."""

    sekaligus = 1

    @sensitive_variables("rahasia")
    def __init__(self, nik: str, rahasia: Rahasia) -> None:
        self._nik = nik
        self._rahasia: Rahasia | None = rahasia

    def tanda_tangani(self, tugas: Sequence[Tugas]) -> list[Bubuhan | PenandaGagal]:
        """The one file, signed. Raises PenandaGagal."""
        (satu,) = tugas
        jawaban = kirim(BUBUH, self._isian(satu), berakibat=True)
        if gagal := baca.galat(jawaban):
            raise gagal
        if not jawaban.isi.startswith(b"%PDF-"):
            jawaban = unduh(jawaban)
        return [baca.bubuhan(satu.pdf, jawaban.isi, jawaban.id_dokumen)]

    @sensitive_variables()
    def _isian(self, tugas: Tugas) -> Badan:
        if self._rahasia is None:
            raise FrasaDitolak(_("Isi frasa sandi BSrE Anda."))
        isi: list[tuple[str, str | tuple[str, bytes, str]]] = [
            ("file", ("surat.pdf", tugas.pdf, "application/pdf")),
            ("nik", self._nik),
            ("passphrase", self._rahasia.frasa),
            ("tampilan", "invisible"),
            ("reason", tugas.alasan),
        ]
        return Badan(*encode_multipart_formdata(isi))

    def tutup(self) -> None:
        """Forget the passphrase."""
        self._rahasia = None


def unduh(jawaban: Jawaban) -> Jawaban:
    """Fetch what some gateways only name. Works once: afterwards they have thrown it away. Raises TidakPasti."""
    id_dokumen = _id(jawaban)
    try:
        hasil = kirim(UNDUH + quote(id_dokumen, safe=""))
        gagal = baca.galat(hasil)
    except PenandaGagal as kesalahan:
        gagal = kesalahan
    if gagal:  # whatever the reason: the signature has been made
        kalimat = _("Surat ini sudah ditandatangani BSrE, tetapi hasilnya hilang di jalan. Coba tanda tangani lagi.")
        raise TidakPasti(kalimat, gagal.kode if gagal.kode == "sudah_diunduh" else "unduh_gagal") from None
    return Jawaban(hasil.status, hasil.isi, id_dokumen)


def _id(jawaban: Jawaban) -> str:
    nama = baca.urai(jawaban).get("id")
    daftar = nama if isinstance(nama, list) else [nama]
    if len(daftar) != 1 or not isinstance(daftar[0], str | int) or len(str(daftar[0])) > 100:
        raise baca.asing()
    return str(daftar[0])
