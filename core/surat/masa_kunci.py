"""The state of a signing key today, told before anybody signs; and the warnings 30, 14 and 7 days before its end.

A key on this machine or on a device is as good as its certificate. Of a key at BSrE only BSrE knows: it is asked at
most once an hour, and what it said last stays true while it does not answer.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from importlib import import_module

from django.core.cache import cache
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.akun.models import Pengguna
from core.surat.kunci_unit import kunci_milik
from core.surat.models import KunciDasar, KunciPejabat, KunciSegel, Penggerak
from core.surat.penanda import JARAK_JAUH, MODUL
from core.surat.penanda.dasar import PenandaGagal
from core.surat.sinyal import kunci_segera_habis, segel_segera_habis

AMBANG = (30, 14, 7)  # days before the end at which its owner is told
SEGAR = timedelta(hours=1)  # how long BSrE's word is taken as it was
DICABUT = "REVOKE"  # BSrE's word; also what an admin writes when a key of ours is lost


class Kode(StrEnum):
    """What a key can be."""

    BAIK = "baik"
    SEGERA = "segera"
    HABIS = "habis"
    BELUM = "belum"
    DICABUT = "dicabut"
    TIDAK_DIKENAL = "tidak_dikenal"


# The words of BSrE's certificate states, and what they mean for signing. Any other word: cannot sign.
MENURUT_BSRE = {
    "ISSUE": Kode.BAIK,
    "EXPIRED": Kode.HABIS,
    "RENEW": Kode.HABIS,
    "NEW": Kode.BELUM,
    "WAITING_FOR_VERIFICATION": Kode.BELUM,
    "NO_CERTIFICATE": Kode.BELUM,
    "NOT_REGISTERED": Kode.BELUM,
    "SUSPEND": Kode.DICABUT,
    DICABUT: Kode.DICABUT,
}


@dataclass(frozen=True, slots=True)
class Keadaan:
    """The state of one key. `sisa`: days that are left, when the end is known."""

    kode: Kode
    sampai: datetime | None = None
    sisa: int | None = None
    jauh: bool = False
    ditanya: bool = True  # False: BSrE has not answered yet

    @property
    def boleh(self) -> bool:
        """Whether signing can be tried."""
        return self.kode in {Kode.BAIK, Kode.SEGERA} or not self.ditanya

    @property
    def judul(self) -> str:
        """The state in two or three words."""
        return {
            Kode.BAIK: _("Siap dipakai"),
            Kode.SEGERA: _("Sertifikat segera habis"),
            Kode.HABIS: _("Sertifikat habis"),
            Kode.BELUM: _("Belum punya kunci"),
            Kode.DICABUT: _("Sertifikat dicabut"),
            Kode.TIDAK_DIKENAL: _("Tidak dikenal") if self.ditanya else _("Belum dijawab BSrE"),
        }[self.kode]

    @property
    def kalimat(self) -> str:
        """For its owner: what it means, and what to do next."""
        tanggal = date_format(timezone.localtime(self.sampai), "j F Y") if self.sampai else ""
        return self._kalimat() % {"sisa": self.sisa, "tanggal": tanggal}

    def _kalimat(self) -> str:
        if not self.ditanya:
            return _("BSrE belum menjawab tentang sertifikat Anda. Anda tetap dapat mencoba menandatangani.")
        return {
            Kode.BAIK: _("Kunci tanda tangan Anda siap dipakai."),
            Kode.SEGERA: _(
                "Sertifikat tanda tangan Anda berakhir %(sisa)s hari lagi, pada %(tanggal)s. "
                "Minta perpanjangan sekarang melalui admin kabupaten."
            ),
            Kode.HABIS: _(
                "Sertifikat tanda tangan Anda sudah habis masa berlakunya, jadi surat belum dapat ditandatangani. "
                "Hubungi admin kabupaten."
            ),
            Kode.BELUM: _(
                "Anda belum punya sertifikat tanda tangan yang aktif, jadi surat belum dapat ditandatangani. "
                "Hubungi admin kabupaten."
            ),
            Kode.DICABUT: _(
                "Sertifikat tanda tangan Anda dicabut atau dibekukan, jadi surat belum dapat ditandatangani. "
                "Hubungi admin kabupaten."
            ),
            Kode.TIDAK_DIKENAL: _(
                "Keadaan sertifikat tanda tangan Anda tidak dikenal, jadi surat belum dapat ditandatangani. "
                "Hubungi admin kabupaten."
            ),
        }[self.kode]


def keadaan(kunci: KunciDasar | None, kini: datetime | None = None) -> Keadaan:
    """From what is stored; asks nobody."""
    if kunci is None:
        return Keadaan(Kode.BELUM)
    kini, jauh = kini or timezone.now(), kunci.penggerak in JARAK_JAUH
    if not kunci.keadaan and jauh:
        return Keadaan(Kode.TIDAK_DIKENAL, jauh=True, ditanya=False)
    kode = MENURUT_BSRE.get(kunci.keadaan or "ISSUE", Kode.TIDAK_DIKENAL)
    if kode is not Kode.BAIK:
        return Keadaan(kode, jauh=jauh)
    return _menurut_sertifikat(kunci, kini, jauh)


def _menurut_sertifikat(kunci: KunciDasar, kini: datetime, jauh: bool) -> Keadaan:
    if kunci.sertifikat is None:  # of a key at BSrE it is known after the first signature
        return Keadaan(Kode.BAIK if jauh else Kode.BELUM, jauh=jauh)
    sampai = kunci.sertifikat.berlaku_sampai
    sisa = (timezone.localdate(sampai) - timezone.localdate(kini)).days
    if sampai <= kini:  # BSrE, which says that all is well, has renewed it: the new one comes with the next signature
        return Keadaan(Kode.BAIK, jauh=True) if jauh else Keadaan(Kode.HABIS, sampai, sisa)
    return Keadaan(Kode.SEGERA if sisa <= AMBANG[0] else Kode.BAIK, sampai, sisa, jauh)


def keadaan_pejabat(pengguna: Pengguna) -> Keadaan:
    """Of the officer's key now; BSrE is asked when its last word is old."""
    kunci = kunci_milik(pengguna)
    return keadaan(segarkan(kunci) if kunci else None)


def segarkan(kunci: KunciPejabat) -> KunciPejabat:
    """Ask BSrE how the certificate stands, at most once an hour. Without an answer its last word stays."""
    kini = timezone.now()
    lama = Q(diperiksa_pada__isnull=True) | Q(diperiksa_pada__lte=kini - SEGAR)
    # Taken before the question: of two pages at once, one asks and the other shows what is known.
    jatuh = kunci.penggerak in JARAK_JAUH and KunciPejabat.objects.filter(lama, pk=kunci.pk)
    if jatuh and jatuh.update(diperiksa_pada=kini):
        try:
            kunci.keadaan = import_module(MODUL[Penggerak(kunci.penggerak)]).keadaan(kunci)
        except PenandaGagal:
            return kunci
        KunciPejabat.objects.filter(pk=kunci.pk).update(keadaan=kunci.keadaan)
    return kunci


# --- Warnings ---------------------------------------------------------------------------------------------------------


def ambang(sisa: int) -> int | None:
    """The warning that is due with so many days left: the smallest limit that has been reached; None after the end."""
    return min((batas for batas in AMBANG if 0 <= sisa <= batas), default=None)


def sapu_masa_kunci() -> int:
    """Once a day: a signal for every certificate that ends soon. Returns how many. Called every minute.

    Receivers tell each owner once for each limit, so a day that is missed or done twice does no harm.
    """
    if not cache.add(f"masa-kunci:{timezone.localdate()}", 1, timeout=24 * 3600):
        return 0
    return sum(map(_peringatkan, _segera_habis()))


def _segera_habis() -> list[KunciPejabat | KunciSegel]:
    kini = timezone.now()
    batas = {"sertifikat__berlaku_sampai__gt": kini, "sertifikat__berlaku_sampai__lt": kini + timedelta(AMBANG[0] + 1)}
    pejabat = KunciPejabat.objects.filter(**batas, pengguna__is_active=True).exclude(keadaan=DICABUT)
    segel = KunciSegel.objects.filter(**batas, aktif=True)
    return [*pejabat.select_related("sertifikat", "pengguna"), *segel.select_related("sertifikat", "unit")]


def _peringatkan(kunci: KunciPejabat | KunciSegel) -> bool:
    assert kunci.sertifikat is not None  # noqa: S101 - for mypy; the query asked for its end
    sisa = (timezone.localdate(kunci.sertifikat.berlaku_sampai) - timezone.localdate()).days
    batas = ambang(sisa)
    if batas is None:
        return False
    sinyal = kunci_segera_habis if isinstance(kunci, KunciPejabat) else segel_segera_habis
    sinyal.send(sender=type(kunci), kunci=kunci, ambang=batas)
    return True
