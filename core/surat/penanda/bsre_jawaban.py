"""What BSrE's gateway answers, and what that means. Pure.

The shape of an error differs between gateways: a code in `status_code`, a code at the end of a sentence, plain text,
even an `error` inside HTTP 200. What the gateway says is never passed on: it may repeat what it was sent.
"""

import json
import re
from base64 import b64decode
from collections.abc import Callable
from typing import Any

from core.permohonan.galat import _
from core.surat.penanda.bsre_gerbang import Jawaban
from core.surat.penanda.dasar import Bubuhan, Ditolak, FrasaDitolak, PenandaGagal, TidakPasti, Tutup

FRASA_SALAH, TAK_TERDAFTAR, SUDAH_DIUNDUH, TERDAFTAR, BELUM_TERDAFTAR = 2031, 2011, 4044, 1111, 1110
BOLEH = "ISSUE"  # the one state in which a certificate may sign
TIDAK_TERDAFTAR = "NOT_REGISTERED"
KEADAAN = (
    BOLEH, "EXPIRED", "RENEW", "WAITING_FOR_VERIFICATION", "NEW", "NO_CERTIFICATE", TIDAK_TERDAFTAR, "SUSPEND",
    "REVOKE",
)  # fmt: skip
PANJANG_KEADAAN = 30

# Four digits on their own: no part of a NIK, a date or a time.
_ANGKA = re.compile(r"(?<![\d\-/:])\d{4}(?![\d\-/:])")
_BATAS_TEKS = 20_000
_TEKS_FRASA = re.compile(r"passphrase\W+(anda\W+)?(salah|tidak sesuai|invalid)", re.I)
_TEKS_KODE = re.compile(r"\b(totp|otp)\b.{0,40}(salah|tidak sesuai|tidak valid|invalid|expired|kedaluwarsa)", re.I)
_TEKS_KEADAAN = re.compile(r"\b(expired|revoked?|suspend(?:ed)?|kedaluwarsa|dicabut|ditangguhkan)\b", re.I)
_TEKS_RUSAK = re.compile(r"InvalidPdf|Rebuild failed", re.I)

_KATA_KEADAAN = re.compile(rf"\b({'|'.join(KEADAAN)})\b")
_STATUS_BIASA = ("OK", "SUCCESS")

EKOR_PDF = re.compile(rb"%%EOF\s*\Z")


def _frasa() -> PenandaGagal:
    return FrasaDitolak(_("Frasa sandi BSrE salah. Surat belum ditandatangani. Periksa huruf besar dan angka."))


def _kode() -> PenandaGagal:
    return FrasaDitolak(
        _("Kode tanda tangan salah atau sudah habis waktunya. Surat belum ditandatangani. Minta kode baru."),
        "totp_salah",
    )


def _tak_terdaftar() -> PenandaGagal:
    kalimat = _("BSrE tidak mengenal Anda sebagai penanda tangan. Hubungi verifikator TTE di instansi Anda.")
    return Ditolak(kalimat, "tidak_terdaftar")


def _tak_berlaku() -> PenandaGagal:
    kalimat = _("BSrE menolak sertifikat Anda: habis masa, dicabut, atau ditangguhkan. Hubungi verifikator TTE.")
    return Ditolak(kalimat, "sertifikat_tidak_berlaku")


def _rusak() -> PenandaGagal:
    return Ditolak(_("BSrE tidak dapat membaca berkas surat ini. Hubungi admin kabupaten."), "berkas_rusak")


def _kredensial() -> PenandaGagal:
    kalimat = _("Gerbang BSrE menolak akun aplikasi, bukan frasa sandi Anda. Hubungi admin kabupaten.")
    return Ditolak(kalimat, "kredensial_gerbang")


def _sudah_diunduh() -> PenandaGagal:
    kalimat = _("Surat ini sudah ditandatangani BSrE, tetapi hasilnya hilang di jalan. Coba tanda tangani lagi.")
    return TidakPasti(kalimat, "sudah_diunduh")


def asing(kode: str = "jawaban_asing") -> PenandaGagal:
    """The gateway says it went well, and what it sent cannot be used."""
    kalimat = _("Jawaban BSrE tidak dapat dipakai. Surat belum terbit. Coba lagi, atau hubungi admin kabupaten.")
    return TidakPasti(kalimat, kode)


def _penuh() -> PenandaGagal:
    return Tutup(_("Gerbang BSrE sedang penuh. Surat belum ditandatangani. Coba lagi beberapa menit lagi."), "penuh")


MENURUT_KODE: dict[int, Callable[[], PenandaGagal]] = {
    FRASA_SALAH: _frasa, TAK_TERDAFTAR: _tak_terdaftar, BELUM_TERDAFTAR: _tak_terdaftar, SUDAH_DIUNDUH: _sudah_diunduh,
}  # fmt: skip
MENURUT_STATUS: dict[int, Callable[[], PenandaGagal]] = {
    401: _kredensial, 403: _kredensial, 408: asing, 413: _rusak, 429: _penuh,
}  # fmt: skip


def urai(jawaban: Jawaban) -> dict[str, Any]:
    """The JSON object of an answer; empty when it is something else."""
    try:
        isi = json.loads(jawaban.isi)
    except (ValueError, RecursionError):
        return {}
    return isi if isinstance(isi, dict) else {}


def _teks(jawaban: Jawaban) -> str:
    """The words of an answer, the error last: the code stands at its end."""
    isi = urai(jawaban)
    kata = [isi[nama] for nama in ("status", "message", "error") if isinstance(isi.get(nama), str | int)]
    mentah = jawaban.isi[:_BATAS_TEKS].decode(errors="replace")
    return (" ".join(map(str, kata)) if isi else mentah)[-_BATAS_TEKS:]


def _angka(nilai: object) -> int | None:
    return int(nilai) if isinstance(nilai, str | int) and str(nilai).isdecimal() and len(str(nilai)) == 4 else None


def kode(jawaban: Jawaban) -> int | None:
    """BSrE's own four-digit code: a known one in `status_code`, else the last number of the text."""
    tercatat = _angka(urai(jawaban).get("status_code"))
    if tercatat in MENURUT_KODE or tercatat == TERDAFTAR:
        return tercatat
    angka = _ANGKA.findall(_teks(jawaban))
    return int(angka[-1]) if angka else None


def galat(jawaban: Jawaban, *, berakibat: bool = True) -> PenandaGagal | None:
    """The failure an answer tells of, or None. `berakibat`: it answers a request that could have signed something."""
    isi = urai(jawaban)
    if jawaban.status != 200 or _mengaku_gagal(isi):
        return _menurut_kata(jawaban) or _menurut_status(jawaban, berakibat)
    if isi or jawaban.isi.startswith(b"%PDF-"):
        return None
    return _menurut_kata(jawaban) or (asing() if berakibat else _gangguan(jawaban.status))


def _mengaku_gagal(isi: dict[str, Any]) -> bool:
    """HTTP says 200, the words say no."""
    nilai = str(isi.get("status_code", ""))
    http = nilai.isdecimal() and 400 <= int(nilai[:9]) < 600
    return bool(isi.get("error")) or http or _angka(nilai) in MENURUT_KODE


def _menurut_kata(jawaban: Jawaban) -> PenandaGagal | None:
    """A definite refusal, by code or by words."""
    buat = MENURUT_KODE.get(kode(jawaban) or 0)
    if buat:
        return buat()
    teks = _teks(jawaban)
    aturan = [(_TEKS_FRASA, _frasa), (_TEKS_KODE, _kode)]
    if jawaban.status < 500:  # a server that fell over may speak of any certificate
        aturan += [(_TEKS_RUSAK, _rusak), (_TEKS_KEADAAN, _tak_berlaku)]
    return next((gagal() for pola, gagal in aturan if pola.search(teks)), None)


def _menurut_status(jawaban: Jawaban, berakibat: bool) -> PenandaGagal:
    if buat := MENURUT_STATUS.get(jawaban.status):
        return buat()
    if jawaban.status >= 500 or jawaban.status in (201, 202, 204, 206):
        return asing(f"http_{jawaban.status}") if berakibat else _gangguan(jawaban.status)
    kalimat = _("BSrE menolak permintaan ini. Surat belum ditandatangani. Hubungi admin kabupaten.")
    return Ditolak(kalimat, f"bsre_{angka}" if (angka := kode(jawaban)) else f"http_{jawaban.status}")


def _gangguan(status: int) -> PenandaGagal:
    return Tutup(_("Gerbang BSrE sedang bermasalah. Coba lagi beberapa saat lagi."), f"http_{status}")


def keadaan(jawaban: Jawaban) -> str:
    """The state of a certificate in BSrE's word, at most 30 characters. Only ISSUE may sign. Raises PenandaGagal."""
    if kode(jawaban) in (TAK_TERDAFTAR, BELUM_TERDAFTAR):
        return TIDAK_TERDAFTAR
    if gagal := galat(jawaban, berakibat=False):
        raise gagal
    isi = urai(jawaban)
    status = str(isi.get("status", "")).upper()
    disebut = set(_KATA_KEADAAN.findall(f"{status} {isi.get('message', '')}"))
    if halangan := sorted(disebut - {BOLEH}):
        return halangan[0]
    if disebut or (kode(jawaban) == TERDAFTAR and (status in _STATUS_BIASA or not re.search("[A-Z]", status))):
        return BOLEH
    return re.sub(r"[^A-Z_ ]", "", status)[:PANJANG_KEADAAN] or "TIDAK_DIKENAL"


def bubuhan(asal: bytes, hasil: bytes, id_dokumen: str = "") -> Bubuhan:
    """The answer for one file, if it is that file with something added. Raises PenandaGagal."""
    if asal.startswith(hasil) and len(hasil) < len(asal):
        raise asing("terpotong")
    if hasil == asal:
        raise Ditolak(_("BSrE mengembalikan surat tanpa tanda tangan. Hubungi admin kabupaten."), "tanpa_tanda_tangan")
    if not hasil.startswith(asal):
        raise _dokumen_lain()
    if not EKOR_PDF.search(hasil, len(hasil) - 16):
        raise asing("terpotong")
    return Bubuhan(hasil, id_dokumen)


def _dokumen_lain() -> PenandaGagal:
    gagal = Ditolak(
        _("BSrE mengembalikan dokumen yang bukan surat ini; dokumen itu tidak dipakai. Hubungi admin kabupaten."),
        "dokumen_lain",
    )
    gagal.pasti = False  # ours may have been signed and given to somebody else
    return gagal


def berkas(jawaban: Jawaban, jumlah: int) -> list[bytes | None]:
    """The files of an answer of version 2, in order; None for what is no base64. Raises TidakPasti unless `jumlah`."""
    isi = urai(jawaban).get("file")
    if not isinstance(isi, list) or len(isi) != jumlah:
        raise asing("jumlah_lain")
    return [_bytes(satu) for satu in isi]


def _bytes(teks: object) -> bytes | None:
    try:
        return b64decode("".join(str(teks).split()), validate=True)
    except ValueError:
        return None
