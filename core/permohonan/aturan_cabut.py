"""The pure rules of withdrawing a published letter. No Django, no database."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from core.permohonan.aturan import Keadaan, Status
from core.permohonan.galat import TidakBoleh, _

# Our proposal for "at least a sentence": fewer words explain nothing to somebody whose letter is taken away.
KATA_ALASAN, HURUF_ALASAN = 4, 20


def pastikan_bisa_dicabut(k: Keadaan) -> None:
    """Only a letter that is out is withdrawn; before that its number is annulled with the step that stops it."""
    if not k.terbit_pada:
        raise TidakBoleh(_("Surat ini belum terbit atau sudah dicabut. Muat ulang halaman."))


def pastikan_bisa_diganti(k: Keadaan) -> None:
    """The file goes back to the offices only from there: what a citizen is half-way through changing was not sent."""
    if k.status == Status.PERLU_PERBAIKAN:
        raise TidakBoleh(
            _("Pemohon sedang melengkapi berkas. Ganti suratnya setelah berkas dikirim, atau cabut surat ini.")
        )


def pastikan_berwenang(kursi: Iterable[tuple[int, str]], boleh: Collection[tuple[int, str]]) -> None:
    """Whoever withdraws holds today the seat that signed last, or the one above it."""
    if not set(boleh).intersection(kursi):
        raise TidakBoleh(_("Surat ini hanya dapat dicabut pejabat penanda tangan terakhir atau atasannya."))


def pastikan_kalimat(alasan: str) -> None:
    """A letter is not taken away with a word."""
    if len(alasan) < HURUF_ALASAN or len(alasan.split()) < KATA_ALASAN:
        raise TidakBoleh(_("Tulis alasannya paling sedikit satu kalimat, agar pemohon mengerti."))
