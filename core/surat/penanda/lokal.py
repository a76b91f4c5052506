"""Keys that sign on this machine: the PKCS#12 in the private archive, opened with the officer's passphrase."""

from collections.abc import Sequence

from django.views.decorators.debug import sensitive_variables

from core.permohonan.galat import _
from core.surat import arsip, sertifikat
from core.surat.models import KunciDasar
from core.surat.pades import PenandaKunci, Signer, tanda_tangani
from core.surat.penanda.dasar import Bubuhan, FrasaDitolak, PenandaGagal, Rahasia, Tugas
from core.surat.sertifikat import FrasaSalah, KunciTerbuka
from core.surat.stempel_situs import stempel


class PenandaLokal:
    """Signs with pyHanko and a signer that holds its key. Satisfies `dasar.Penanda`."""

    sekaligus = 25  # files between two looks at the clock; here each is signed by itself anyway

    def __init__(self, penanda: Signer) -> None:
        self._penanda: Signer | None = penanda

    def tanda_tangani(self, tugas: Sequence[Tugas]) -> list[Bubuhan | PenandaGagal]:
        """See `dasar.Penanda`."""
        assert self._penanda is not None, "tutup() was called"  # noqa: S101 - a mistake of ours, not of anybody's input
        return [_bubuhkan(satu, self._penanda) for satu in tugas]

    def tutup(self) -> None:
        """Forget the key."""
        self._penanda = None


def _bubuhkan(tugas: Tugas, penanda: Signer) -> Bubuhan | PenandaGagal:
    """One file; a time-stamp service that is down refuses this one and says nothing of the others."""
    try:
        pdf = tanda_tangani(tugas.pdf, penanda, tugas.giliran, nama=tugas.nama, alasan=tugas.alasan, stempel=stempel())
    except PenandaGagal as galat:
        return galat
    return Bubuhan(pdf)


@sensitive_variables("rahasia")
def buka(kunci: KunciDasar, rahasia: Rahasia) -> PenandaLokal:
    """Open the PKCS#12. Raises FrasaDitolak, ArsipRusak, ArsipTutup."""
    return PenandaLokal(PenandaKunci(_terbuka(kunci, rahasia)))


@sensitive_variables("rahasia")
def _terbuka(kunci: KunciDasar, rahasia: Rahasia) -> KunciTerbuka:
    p12 = arsip.baca_kunci(kunci.berkas)
    try:
        return sertifikat.buka_kunci(p12, rahasia.frasa)
    except FrasaSalah:
        raise FrasaDitolak(_("Frasa sandi salah. Periksa huruf besar dan angka, lalu coba lagi.")) from None
