"""What every way to sign has in common. Pure: bytes in, bytes out; no table is read or written here.

A driver is opened with a secret for one request or one batch (`Penanda`), signs several files, and forgets. What it
returns is a stranger's word until `verba_ttd` has verified it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from core.permohonan.galat import TidakBoleh
from core.surat.pades import Giliran


@dataclass(frozen=True, slots=True)
class Rahasia:
    """What unlocks a key: a passphrase (or the PIN of a device), or a one-time code. Never stored, never printed."""

    frasa: str = field(default="", repr=False)
    totp: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Tugas:
    """One file to be signed: the newest bytes, whose turn it is, and what the signature says of its maker."""

    pdf: bytes = field(repr=False)
    giliran: Giliran
    nama: str
    alasan: str


@dataclass(frozen=True, slots=True)
class Bubuhan:
    """The same bytes with one more signature behind them; `id_dokumen` is the gateway's own name for it."""

    pdf: bytes = field(repr=False)
    id_dokumen: str = ""


class PenandaGagal(TidakBoleh):
    """Nothing usable came back. `kode` is for the record of attempts, `pesan` says what the officer can do."""

    kode = "gagal"
    pasti = True  # whether it is certain that nothing was signed

    def __init__(self, kalimat: str, kode: str = "", **isi: object) -> None:
        super().__init__(kalimat, **isi)
        self.kode = kode or type(self).kode


class FrasaDitolak(PenandaGagal):
    """A wrong passphrase or code, or too many of them. Nothing was signed."""

    kode = "frasa_salah"


class Ditolak(PenandaGagal):
    """The key or the gateway says no: unknown signer, certificate expired or revoked, our own credential refused."""

    kode = "ditolak"


class Tutup(PenandaGagal):
    """The device or gateway was not reached: nothing was sent, so nothing was signed."""

    kode = "tutup"


class TidakPasti(PenandaGagal):
    """The request left us and no whole answer came: it may have been signed. The same bytes may be signed again."""

    kode = "tidak_pasti"
    pasti = False


class Penanda(Protocol):
    """An opened way to sign. Lives for one request or batch; `tutup` forgets the secret."""

    sekaligus: int  # how many files one call may hold

    def tanda_tangani(self, tugas: Sequence[Tugas]) -> list[Bubuhan | PenandaGagal]:
        """One answer for each file, in order. Raises PenandaGagal when the answer is the same for all of them.

        After FrasaDitolak nothing was signed and nobody may try the same secret again.
        """
        ...

    def tutup(self) -> None:
        """Forget the secret; close the session of a device."""
        ...
