"""BSrE eSign version 2: JSON, passphrase or one-time code, several files in one request; and the e-seal.

As in version 1 the signature is invisible. The seal needs no human once it is activated: its activation code (kept
encrypted by the caller) buys a code for each call.
"""

import json
from base64 import b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.views.decorators.debug import sensitive_variables

from core.permohonan.galat import _
from core.surat.penanda import bsre_jawaban as baca
from core.surat.penanda.bsre_gerbang import LEKAS, NIK, Badan, Pemilik, kirim
from core.surat.penanda.dasar import Bubuhan, Ditolak, FrasaDitolak, Penanda, PenandaGagal, Rahasia, Tugas

SEKALIGUS = 10  # files in one request: at a second each still far from the time-out
SEKALIGUS_KODE = 50  # files for one code, which cannot be split over requests
STATUS, KODE, BUBUH = "/api/v2/user/check/status", "/api/v2/sign/get/totp", "/api/v2/sign/pdf"
SEGEL_AKTIF, SEGEL_KODE, SEGEL_BUBUH = "/api/v2/seal/get/activation", "/api/v2/seal/get/totp", "/api/v2/seal/pdf"


@dataclass(frozen=True, slots=True)
class Aktivasi:
    """What keeps a seal alive: to be stored encrypted, and renewed before `sampai` (None: the gateway did not say)."""

    totp: str = field(repr=False)
    sampai: datetime | None


@sensitive_variables("rahasia")
def buka(kunci: Pemilik, rahasia: Rahasia) -> Penanda:
    """Signs as this person, with the one-time code if there is one, else with the passphrase.

    Raises Ditolak, FrasaDitolak; the gateway is not asked yet.
    """
    siapa = _siapa(kunci)
    if not (rahasia.totp or rahasia.frasa):
        raise FrasaDitolak(_("Isi frasa sandi atau kode tanda tangan BSrE Anda."))
    if rahasia.totp:  # a code is good for one request with exactly the files it was asked for
        return PenandaV2(BUBUH, lambda _jumlah: siapa | {"totp": rahasia.totp}, SEKALIGUS_KODE)
    return PenandaV2(BUBUH, lambda _jumlah: siapa | {"passphrase": rahasia.frasa})


def keadaan(kunci: Pemilik) -> str:
    """What BSrE says of this person's certificate; only ISSUE may sign. Raises Ditolak, Tutup."""
    return baca.keadaan(kirim(STATUS, _badan(_siapa(kunci)), tunggu=LEKAS))


def minta_totp(kunci: Pemilik, jumlah: int) -> None:
    """Have BSrE send the person a one-time code for so many files. Raises Ditolak, Tutup."""
    _tanya(KODE, _siapa(kunci) | {"data": jumlah})


def aktifkan(kunci: Pemilik) -> None:
    """Have BSrE mail the activation code of a seal to its subscriber. Raises Ditolak, Tutup."""
    _tanya(SEGEL_AKTIF, _pelanggan(kunci))


@sensitive_variables("rahasia")
def perbarui(kunci: Pemilik, rahasia: Rahasia) -> Aktivasi:
    """A fresh activation code for the current one, which is worth nothing afterwards. Raises PenandaGagal."""
    isi = _tanya(SEGEL_AKTIF, _pelanggan(kunci) | {"totp": rahasia.totp}, segel=True)
    return Aktivasi(_totp(isi), _saat(isi.get("expires")))


@sensitive_variables("rahasia")
def kode_segel(kunci: Pemilik, rahasia: Rahasia, jumlah: int) -> Rahasia:
    """A code that seals so many files, once. `rahasia.totp` is the activation code. Raises PenandaGagal."""
    isi = _tanya(SEGEL_KODE, _pelanggan(kunci) | {"totp": rahasia.totp, "data": jumlah}, segel=True)
    return Rahasia(totp=_totp(isi))


@sensitive_variables("rahasia")
def buka_segel(kunci: Pemilik, rahasia: Rahasia) -> Penanda:
    """Seals; each call asks for a code of its own. `rahasia.totp` is the activation code. Raises Ditolak."""
    siapa = _pelanggan(kunci)
    if not rahasia.totp:
        raise _segel_mati()

    @sensitive_variables()
    def kepala(jumlah: int) -> dict[str, Any]:
        return siapa | {"totp": kode_segel(kunci, rahasia, jumlah).totp}

    return PenandaSegel(SEGEL_BUBUH, kepala)


class PenandaV2:
    """A person or a seal, for one request or batch. `kepala(n)` says who signs n files, and proves it."""

    def __init__(self, jalan: str, kepala: Callable[[int], dict[str, Any]], sekaligus: int = SEKALIGUS) -> None:
        self._jalan, self.sekaligus = jalan, sekaligus
        self._kepala: Callable[[int], dict[str, Any]] | None = kepala

    def tanda_tangani(self, tugas: Sequence[Tugas]) -> list[Bubuhan | PenandaGagal]:
        """One answer for each file, in order. Raises PenandaGagal when none of them can be used."""
        if self._kepala is None:
            raise FrasaDitolak(_("Isi frasa sandi atau kode tanda tangan BSrE Anda."))
        jawaban = kirim(self._jalan, _badan(self._kepala(len(tugas)) | _isi(tugas)), berakibat=True)
        if gagal := baca.galat(jawaban):
            raise gagal
        hasil = baca.berkas(jawaban, len(tugas))
        return [_satu(satu.pdf, pdf, jawaban.id_dokumen) for satu, pdf in zip(tugas, hasil, strict=True)]

    def tutup(self) -> None:
        """Forget the secret."""
        self._kepala = None


class PenandaSegel(PenandaV2):
    """A seal: no human typed its code, so a refused one is nobody's mistake at the keyboard."""

    def tanda_tangani(self, tugas: Sequence[Tugas]) -> list[Bubuhan | PenandaGagal]:
        try:
            return super().tanda_tangani(tugas)
        except FrasaDitolak:
            raise _segel_mati() from None


def _satu(asal: bytes, hasil: bytes | None, id_dokumen: str) -> Bubuhan | PenandaGagal:
    if hasil is None:
        return baca.asing()
    try:
        return baca.bubuhan(asal, hasil, id_dokumen)
    except PenandaGagal as gagal:
        return gagal


def _isi(tugas: Sequence[Tugas]) -> dict[str, Any]:
    """The files, and how each is to be signed."""
    return {
        "signatureProperties": [{"tampilan": "INVISIBLE", "reason": satu.alasan} for satu in tugas],
        "file": [b64encode(satu.pdf).decode() for satu in tugas],
    }


@sensitive_variables()
def _badan(isi: dict[str, Any]) -> Badan:
    return Badan(json.dumps(isi).encode(), "application/json")


@sensitive_variables()
def _tanya(jalan: str, isi: dict[str, Any], *, segel: bool = False) -> dict[str, Any]:
    """Ask for something that signs nothing; the fields of the answer. Raises Ditolak, Tutup, FrasaDitolak."""
    jawaban = kirim(jalan, _badan(isi))
    gagal = baca.galat(jawaban, berakibat=False)
    if segel and isinstance(gagal, FrasaDitolak):  # no human typed this code
        raise _segel_mati()
    if gagal:
        raise gagal
    balasan = baca.urai(jawaban)
    dalam = balasan.get("data")
    return dalam if isinstance(dalam, dict) else balasan


def _siapa(kunci: Pemilik) -> dict[str, Any]:
    if NIK.fullmatch(kunci.pengenal):
        return {"nik": kunci.pengenal}
    if "@" in kunci.pengenal:
        return {"email": kunci.pengenal}
    raise Ditolak(_("Kunci BSrE Anda belum diberi NIK atau surel. Hubungi admin kabupaten."), "pengenal_salah")


def _pelanggan(kunci: Pemilik) -> dict[str, Any]:
    if not kunci.pengenal:
        raise Ditolak(_("Segel belum diberi nomor pelanggan BSrE. Hubungi admin kabupaten."), "pengenal_salah")
    return {"idSubscriber": kunci.pengenal}


def _segel_mati() -> PenandaGagal:
    return Ditolak(_("Segel elektronik tidak aktif di BSrE. Hubungi admin kabupaten."), "segel_tidak_aktif")


def _totp(isi: dict[str, Any]) -> str:
    """The code an answer brings. Raises Ditolak when there is none."""
    kode = isi.get("totp")
    if isi.get("result") is False or not isinstance(kode, str | int) or not str(kode):
        raise _segel_mati()
    return str(kode)


def _saat(teks: object) -> datetime | None:
    """A date as gateways write it, with `+0000` or without a zone, which is then taken as UTC."""
    try:
        saat = datetime.fromisoformat(str(teks))
    except ValueError:
        return None
    return saat if saat.tzinfo else saat.replace(tzinfo=UTC)
