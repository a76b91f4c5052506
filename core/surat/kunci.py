"""Keys of officers: who has one that works now, how often it was tried, which certificate signed, whom we trust."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from pathlib import Path
from uuid import uuid4

from cryptography import x509
from django.conf import settings
from django.db import transaction
from django.db.models import Case, F, Q, Value, When
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from core.akun.models import Pengguna
from core.permohonan.galat import TidakBoleh, _
from core.surat import arsip, sertifikat
from core.surat.kunci_unit import kunci_milik
from core.surat.masa_kunci import DICABUT
from core.surat.models import (
    JEDA_FRASA,
    MAKS_FRASA,
    MAKS_FRASA_JAUH,
    KunciDasar,
    KunciPejabat,
    Penggerak,
    SertifikatPejabat,
)
from core.surat.pemeriksa import Penanda
from core.surat.penanda import JARAK_JAUH
from core.surat.penanda.dasar import Ditolak, FrasaDitolak, PenandaGagal
from core.surat.sertifikat import FrasaSalah
from core.surat.validasi import Kepercayaan


def otoritas() -> sertifikat.Otoritas:
    """The demonstration CA of this installation."""
    return sertifikat.otoritas(settings.SERTIFIKAT_DEMO)


def akar() -> list[str]:
    """PEM of every CA we trust: our demonstration CA, and what the operator put into the folder SERTIFIKAT_AKAR."""
    otoritas()  # made at the first call
    luar = sorted(settings.SERTIFIKAT_AKAR.glob("*.pem")) if settings.SERTIFIKAT_AKAR else []
    berkas = [settings.SERTIFIKAT_DEMO / "ca.pem", *luar]
    return [satu for nama in berkas for satu in _baca_pem(nama, nama.stat().st_mtime_ns)]


def akar_stempel() -> list[str]:
    """PEM of every CA whose time-stamps we believe: that of the service in the settings, and those of `akar`."""
    berkas = settings.STEMPEL_CA
    return [*(_baca_pem(berkas, berkas.stat().st_mtime_ns) if berkas else ()), *akar()]


@cache
def _baca_pem(berkas: Path, _versi: int) -> tuple[str, ...]:
    """The certificates of one file; read again only when the file has changed."""
    return tuple(sertifikat.pem(satu) for satu in x509.load_pem_x509_certificates(berkas.read_bytes()))


def kepercayaan(saat: datetime | None = None) -> Kepercayaan:
    """The CAs, and every certificate of an officer or a seal that is or was in use."""
    dikenal = set(SertifikatPejabat.objects.values_list("sidik", flat=True))
    return Kepercayaan(akar(), dikenal, saat, akar_stempel())


@sensitive_variables("frasa")
def buat_kunci_demo(*, pengguna: Pengguna, frasa: str) -> KunciPejabat:
    """A demonstration key for an officer; the same call again changes nothing."""
    lama = KunciPejabat.objects.filter(pengguna=pengguna).first()
    if lama and lama.berkas and _terbuka_dengan(lama, frasa):
        return lama
    p12, satu = otoritas().terbitkan(pengguna.nama, frasa)
    tempat = f"kunci/{uuid4().hex}.p12"
    arsip.tulis(tempat, p12)
    with transaction.atomic():
        isi = {
            "berkas": tempat,
            "sertifikat": catat_sertifikat(satu, pengguna=pengguna),
            "demonstrasi": True,
            "gagal": 0,
        }
        return KunciPejabat.objects.update_or_create(pengguna=pengguna, defaults=isi)[0]


def catat_sertifikat(satu: x509.Certificate, **pemilik: object) -> SertifikatPejabat:
    """Enter a certificate into the register under its owner (`pengguna=` or `unit=`). Raises Ditolak: another's."""
    isi = {
        "subjek": sertifikat.subjek(satu)[:250], "serial": f"{satu.serial_number:x}",
        "sertifikat": sertifikat.pem(satu), "berlaku_sampai": satu.not_valid_after_utc, **pemilik,
    }  # fmt: skip
    tercatat, baru = SertifikatPejabat.objects.get_or_create(sidik=sertifikat.sidik(satu), defaults=isi)
    if not baru and any(getattr(tercatat, nama) != nilai for nama, nilai in pemilik.items()):
        raise Ditolak(_("Sertifikat ini sudah terdaftar atas nama lain. Hubungi admin kabupaten."), "sertifikat_asing")
    return tercatat


@sensitive_variables("frasa")
def _terbuka_dengan(kunci: KunciPejabat, frasa: str) -> bool:
    try:
        sertifikat.buka_kunci(arsip.baca_kunci(kunci.berkas), frasa)
    except (FrasaSalah, arsip.ArsipRusak):
        return False
    return True


# --- Before signing: is there a key, may it be tried ------------------------------------------------------------------


def kunci_siap(pengguna: Pengguna) -> KunciPejabat:
    """The officer's key, if it can be used now. Raises TidakBoleh with the way out."""
    kunci = kunci_milik(pengguna)
    if kunci is None:
        raise TidakBoleh(_("Anda belum punya kunci tanda tangan elektronik. Hubungi admin kabupaten."))
    if kunci.keadaan == DICABUT and not _jauh(kunci):
        raise TidakBoleh(_("Kunci tanda tangan Anda sudah dihentikan. Hubungi admin kabupaten untuk kunci baru."))
    if kunci.sertifikat and kunci.sertifikat.berlaku_sampai <= timezone.now() and not _jauh(kunci):
        raise TidakBoleh(_("Sertifikat tanda tangan Anda sudah habis masa berlakunya. Hubungi admin kabupaten."))
    if kunci.gagal >= _maks(kunci) and kunci.gagal_pada and timezone.now() < kunci.gagal_pada + JEDA_FRASA:
        raise _terlalu_sering()
    return kunci


def _jauh(kunci: KunciDasar) -> bool:
    """Whether a gateway holds the key: then only the gateway knows whether its certificate was renewed."""
    return kunci.penggerak in JARAK_JAUH


def _maks(kunci: KunciPejabat) -> int:
    terkunci_sendiri = _jauh(kunci) or kunci.penggerak == Penggerak.PKCS11  # both lock for good, and soon
    return MAKS_FRASA_JAUH if terkunci_sendiri else MAKS_FRASA


@contextmanager
def percobaan(kunci: KunciPejabat) -> Iterator[None]:
    """One use of the officer's secret. Wrong tries are counted, and stop the key for a while.

    Counted before the try, so that a crash or a time-out cannot hide one; taken back when it is certain that the
    secret was never judged (gateway or archive down). Raises FrasaDitolak when there were too many.
    """
    _catat_percobaan(kunci)
    try:
        yield
    except FrasaDitolak:
        raise
    except Exception as galat:
        if not isinstance(galat, PenandaGagal) or galat.pasti:
            KunciPejabat.objects.filter(pk=kunci.pk, gagal__gt=0).update(gagal=F("gagal") - 1)
        raise
    KunciPejabat.objects.filter(pk=kunci.pk).update(gagal=0)


def _catat_percobaan(kunci: KunciPejabat) -> None:
    """In one statement: guesses sent in parallel must not all start from the same count."""
    kini, maks = timezone.now(), _maks(kunci)
    boleh = KunciPejabat.objects.filter(Q(gagal__lt=maks) | Q(gagal_pada__lte=kini - JEDA_FRASA), pk=kunci.pk)
    ke = Case(When(gagal__gte=maks, then=Value(1)), default=F("gagal") + 1)
    if not boleh.update(gagal=ke, gagal_pada=kini):
        raise _terlalu_sering()


def _terlalu_sering() -> FrasaDitolak:
    menit = int(JEDA_FRASA.total_seconds() // 60)
    return FrasaDitolak(_("Frasa sandi salah terlalu sering. Coba lagi setelah %(menit)s menit."), menit=menit)


# --- After signing: whose certificate was it --------------------------------------------------------------------------


def kenali(kunci: KunciDasar, penanda: Penanda) -> SertifikatPejabat:
    """The register's entry of the certificate that has just signed.

    A key on this machine has exactly one. A gateway renews certificates by itself: a new one is entered when it bears
    the owner's name (its chain was judged before). Raises Ditolak.
    """
    if kunci.sertifikat and kunci.sertifikat.sidik == penanda.sidik:
        return kunci.sertifikat
    if not _jauh(kunci) or not senama(kunci.nama_pemilik, penanda.nama):
        raise Ditolak(
            _("Sertifikat yang menandatangani bukan milik Anda. Surat tidak diterbitkan; hubungi admin kabupaten."),
            "sertifikat_asing",
        )
    satu = x509.load_pem_x509_certificate(penanda.sertifikat.encode())
    kunci.sertifikat = catat_sertifikat(satu, **kunci.pemilik)
    kunci.save(update_fields=["sertifikat"])
    return kunci.sertifikat


def senama(nama: str, nama_sertifikat: str) -> bool:
    """Whether a certificate's name can be this officer's: every word of the name without titles stands in it."""
    kita, mereka = _kata_nama(nama), _kata_nama(nama_sertifikat)
    return bool(kita) and kita <= mereka


def _kata_nama(nama: str) -> set[str]:
    """Without titles, which hold a full stop or follow a comma: "Drs. H. Budi Santoso, M.Si" → budi, santoso."""
    depan = nama.partition(",")[0]
    return {kata for kata in re.findall(r"[\w'.]+", depan.casefold()) if "." not in kata}


def asing(pengguna_ids: list[int]) -> set[int]:
    """Which of these officers sign through a gateway, which makes signature fields of its own."""
    milik = dict(KunciPejabat.objects.filter(pengguna__in=pengguna_ids).values_list("pengguna", "penggerak"))
    # Who has no key yet may sign the way of his office: the row is made now, before a field is prepared for him.
    tanpa = set(pengguna_ids) - set(milik)
    for orang in Pengguna.objects.filter(pk__in=tanpa) if tanpa else ():
        if kunci := kunci_milik(orang):
            milik[orang.pk] = kunci.penggerak
    return {pk for pk, penggerak in milik.items() if penggerak in JARAK_JAUH}
