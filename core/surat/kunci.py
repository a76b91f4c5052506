"""Officers' keys, and whom the verifier trusts."""

from datetime import datetime
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.db.models import Case, F, Q, Value, When
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from core.akun.models import Pengguna
from core.permohonan.galat import TidakBoleh, _
from core.surat import arsip, sertifikat
from core.surat.models import JEDA_FRASA, MAKS_FRASA, KunciPejabat, SertifikatPejabat
from core.surat.sertifikat import FrasaSalah, KunciTerbuka
from core.surat.validasi import Kepercayaan


class FrasaDitolak(TidakBoleh):
    """A wrong passphrase, or too many of them. Nothing was signed."""


def otoritas() -> sertifikat.Otoritas:
    """The demonstration CA of this installation."""
    return sertifikat.otoritas(settings.SERTIFIKAT_DEMO)


def kepercayaan(saat: datetime | None = None) -> Kepercayaan:
    """Our CA, and every officer's certificate that is or was in use."""
    dikenal = set(SertifikatPejabat.objects.values_list("sidik", flat=True))
    return Kepercayaan([sertifikat.pem(otoritas().sertifikat)], dikenal, saat)


@sensitive_variables("frasa")
def buat_kunci_demo(*, pengguna: Pengguna, frasa: str) -> KunciPejabat:
    """A demonstration key for an officer; the same call again changes nothing."""
    lama = KunciPejabat.objects.filter(pengguna=pengguna).first()
    if lama and _terbuka_dengan(lama, frasa):
        return lama
    p12, satu = otoritas().terbitkan(pengguna.nama, frasa)
    tempat = f"kunci/{uuid4().hex}.p12"
    arsip.tulis(tempat, p12)
    with transaction.atomic():
        tercatat = SertifikatPejabat.objects.create(
            pengguna=pengguna, sidik=sertifikat.sidik(satu), subjek=sertifikat.subjek(satu),
            serial=f"{satu.serial_number:x}", sertifikat=sertifikat.pem(satu), berlaku_sampai=satu.not_valid_after_utc,
        )  # fmt: skip
        isi = {"berkas": tempat, "sertifikat": tercatat, "demonstrasi": True, "gagal": 0}
        return KunciPejabat.objects.update_or_create(pengguna=pengguna, defaults=isi)[0]


@sensitive_variables("frasa")
def _terbuka_dengan(kunci: KunciPejabat, frasa: str) -> bool:
    try:
        sertifikat.buka_kunci(arsip.baca_kunci(kunci.berkas), frasa)
    except (FrasaSalah, arsip.ArsipRusak):
        return False
    return True


def kunci_siap(pengguna: Pengguna) -> KunciPejabat:
    """The officer's key, if it can be used now. Raises TidakBoleh with the way out."""
    kunci = KunciPejabat.objects.filter(pengguna=pengguna).select_related("sertifikat").first()
    if kunci is None:
        raise TidakBoleh(_("Anda belum punya kunci tanda tangan elektronik. Hubungi admin kabupaten."))
    if kunci.sertifikat.berlaku_sampai <= timezone.now():
        raise TidakBoleh(_("Sertifikat tanda tangan Anda sudah habis masa berlakunya. Hubungi admin kabupaten."))
    if kunci.gagal >= MAKS_FRASA and kunci.gagal_pada and timezone.now() < kunci.gagal_pada + JEDA_FRASA:
        raise _terlalu_sering()
    return kunci


@sensitive_variables("frasa")
def buka(kunci: KunciPejabat, frasa: str) -> KunciTerbuka:
    """Open the key for this one request. Raises FrasaDitolak; wrong tries are counted, and stop the key for a while."""
    p12 = arsip.baca_kunci(kunci.berkas)  # first: an archive that is down must not count as a wrong passphrase
    _catat_percobaan(kunci)
    try:
        terbuka = sertifikat.buka_kunci(p12, frasa)
    except FrasaSalah:
        raise FrasaDitolak(_("Frasa sandi salah. Periksa huruf besar dan angka, lalu coba lagi.")) from None
    KunciPejabat.objects.filter(pk=kunci.pk).update(gagal=0)
    return terbuka


def _catat_percobaan(kunci: KunciPejabat) -> None:
    """Count before the try, in one statement: guesses sent in parallel must not all start from the same count."""
    kini = timezone.now()
    boleh = KunciPejabat.objects.filter(Q(gagal__lt=MAKS_FRASA) | Q(gagal_pada__lte=kini - JEDA_FRASA), pk=kunci.pk)
    ke = Case(When(gagal__gte=MAKS_FRASA, then=Value(1)), default=F("gagal") + 1)
    if not boleh.update(gagal=ke, gagal_pada=kini):
        raise _terlalu_sering()


def _terlalu_sering() -> FrasaDitolak:
    menit = int(JEDA_FRASA.total_seconds() // 60)
    return FrasaDitolak(_("Frasa sandi salah terlalu sering. Coba lagi setelah %(menit)s menit."), menit=menit)
