"""The admin's verbs about keys: register an officer's key, install a seal, choose how an office signs.

A certificate is entered into the register and never leaves it: letters refer to it. What a key was replaced by is a
new entry. Nothing here ever learns an officer's passphrase for longer than the look whether it opens the file.
"""

import re
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from core.akun.models import Pengguna
from core.permohonan.galat import TidakBoleh, _
from core.surat import arsip, rahasia, sertifikat
from core.surat.kueri_kunci import boleh_kelola
from core.surat.kunci import catat_sertifikat
from core.surat.masa_kunci import DICABUT
from core.surat.models import KunciPejabat, KunciSegel, Penggerak, PenggerakUnit, SertifikatPejabat
from core.surat.penanda import JARAK_JAUH, pkcs11
from core.surat.penanda.dasar import Rahasia
from core.surat.sertifikat import KunciTerbuka
from core.surat.syarat_kunci import Bukti, buka_berkas, bukti_perangkat, periksa_sertifikat
from core.wilayah.models import Unit

_NIK = re.compile(r"\d{16}", re.ASCII)
_SUREL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def _pastikan_admin(oleh: Pengguna) -> None:
    if not boleh_kelola(oleh):
        raise TidakBoleh(_("Hanya admin kabupaten yang dapat mengurus kunci tanda tangan."))


# --- Officers ---------------------------------------------------------------------------------------------------------


@sensitive_variables("frasa", "terbuka")
def daftarkan_pkcs12(*, pengguna: Pengguna, isi: bytes, frasa: str, oleh: Pengguna) -> KunciPejabat:
    """Keep the key of an officer's .p12 when it opens and its certificate may sign. Raises TidakBoleh.

    The passphrase is forgotten; what is kept opens with it only.
    """
    _pastikan_admin(oleh)
    terbuka = buka_berkas(isi, frasa)
    bukti = periksa_sertifikat(terbuka.sertifikat, terbuka.rantai)
    _pastikan_bukan_orang_lain(bukti, pengguna=pengguna)
    return _pasang(pengguna, Penggerak.PKCS12, bukti, berkas=_simpan(terbuka, frasa))


def daftarkan_pkcs11(*, pengguna: Pengguna, label: str, berkas: bytes = b"", oleh: Pengguna) -> KunciPejabat:
    """A key on a device. Its certificate is read from there, or from `berkas`. Raises TidakBoleh, Tutup."""
    _pastikan_admin(oleh)
    bukti = bukti_perangkat(label, berkas)
    return _pasang(pengguna, Penggerak.PKCS11, bukti, pengenal=label)


def daftarkan_bsre(*, pengguna: Pengguna, penggerak: str, pengenal: str, oleh: Pengguna) -> KunciPejabat:
    """A key that BSrE keeps; `pengenal` is the officer's NIK, or for version 2 his e-mail there. Raises TidakBoleh."""
    _pastikan_admin(oleh)
    if penggerak not in JARAK_JAUH:
        raise TidakBoleh(_("Pilih BSrE versi 1 atau versi 2."))
    if not _NIK.fullmatch(pengenal) and (penggerak == Penggerak.BSRE_V1 or not _SUREL.fullmatch(pengenal)):
        raise TidakBoleh(_("Isi NIK 16 angka; untuk BSrE versi 2 boleh juga surel yang terdaftar di BSrE."))
    lain = KunciPejabat.objects.filter(penggerak__in=JARAK_JAUH, pengenal__iexact=pengenal).exclude(pengguna=pengguna)
    if lain.exists():
        raise TidakBoleh(_("NIK atau surel ini sudah dipakai pejabat lain."))
    return _pasang(pengguna, penggerak, None, pengenal=pengenal)


def _pasang(pengguna: Pengguna, penggerak: str, bukti: Bukti | None, **tempat: str) -> KunciPejabat:
    with transaction.atomic():
        isi = _isi_kunci(penggerak, bukti, tempat, pengguna=pengguna) | {"gagal": 0, "gagal_pada": None}
        return KunciPejabat.objects.update_or_create(pengguna=pengguna, defaults=isi)[0]


def hentikan_kunci(*, pengguna: Pengguna, oleh: Pengguna) -> KunciPejabat:
    """A key that was lost or belongs to somebody who left signs no more; letters signed before stay valid."""
    _pastikan_admin(oleh)
    kunci = KunciPejabat.objects.filter(pengguna=pengguna).first()
    if kunci is None or kunci.penggerak in JARAK_JAUH:
        raise TidakBoleh(_("Kunci yang disimpan BSrE hanya dapat dicabut melalui BSrE."))
    kunci.keadaan, kunci.diperiksa_pada = DICABUT, timezone.now()
    kunci.save(update_fields=["keadaan", "diperiksa_pada"])
    return kunci


# --- Seals and offices ------------------------------------------------------------------------------------------------


@sensitive_variables("sandi", "terbuka")
def pasang_segel_berkas(*, unit: Unit, nama: str, isi: bytes, sandi: str, oleh: Pengguna) -> KunciSegel:
    """The seal of an office from a .p12; it seals without a human, so its passphrase is kept, encrypted."""
    _pastikan_admin(oleh)
    terbuka = buka_berkas(isi, sandi)
    bukti = periksa_sertifikat(terbuka.sertifikat, terbuka.rantai)
    _pastikan_bukan_orang_lain(bukti, unit=unit)
    return _pasang_segel(unit, nama, Penggerak.PKCS12, bukti, sandi, berkas=_simpan(terbuka, sandi))


@sensitive_variables("sandi")
def pasang_segel_perangkat(
    *, unit: Unit, nama: str, label: str, sandi: str, berkas: bytes = b"", oleh: Pengguna
) -> KunciSegel:
    """The seal of an office on a device; the PIN is tried once. Raises TidakBoleh, FrasaDitolak, Ditolak, Tutup."""
    _pastikan_admin(oleh)
    bukti = bukti_perangkat(label, berkas)
    calon = KunciSegel(pengenal=label, sertifikat=SertifikatPejabat(sertifikat=bukti.pem))
    pkcs11.buka(calon, Rahasia(frasa=sandi)).tutup()
    return _pasang_segel(unit, nama, Penggerak.PKCS11, bukti, sandi, pengenal=label)


@sensitive_variables("sandi")
def pasang_segel_bsre(*, unit: Unit, nama: str, pelanggan: str, sandi: str, oleh: Pengguna) -> KunciSegel:
    """The seal of an office at BSrE (version 2): subscriber id and the activation code that BSrE has mailed."""
    _pastikan_admin(oleh)
    return _pasang_segel(unit, nama, Penggerak.BSRE_V2, None, sandi, pengenal=pelanggan)


@sensitive_variables("sandi")
def _pasang_segel(unit: Unit, nama: str, penggerak: str, bukti: Bukti | None, sandi: str, **tempat: str) -> KunciSegel:
    with transaction.atomic():
        isi = _isi_kunci(penggerak, bukti, tempat, unit=unit)
        isi |= {"nama": nama, "rahasia": rahasia.kunci(sandi), "aktif": True}
        return KunciSegel.objects.update_or_create(unit=unit, defaults=isi)[0]


def nonaktifkan_segel(*, segel_id: int, oleh: Pengguna) -> None:
    """New letters of this office are no longer sealed. Those that wait for the seal still get it."""
    _pastikan_admin(oleh)
    KunciSegel.objects.filter(pk=segel_id).update(aktif=False)


def pilih_penggerak(*, unit: Unit, penggerak: str, oleh: Pengguna) -> None:
    """How officers of this office and those below it sign who have no key of their own; "" takes the choice back."""
    _pastikan_admin(oleh)
    if penggerak:
        PenggerakUnit.objects.update_or_create(unit=unit, defaults={"penggerak": Penggerak(penggerak)})
    else:
        PenggerakUnit.objects.filter(unit=unit).delete()


def _pastikan_bukan_orang_lain(bukti: Bukti, **pemilik: Any) -> None:
    """Asked before anything is stored; `catat_sertifikat` asks again. Raises TidakBoleh."""
    ada = SertifikatPejabat.objects.filter(sidik=sertifikat.sidik(bukti.milik))
    if ada.exists() and not ada.filter(**pemilik).exists():
        raise TidakBoleh(_("Sertifikat ini sudah terdaftar atas nama lain."))


def _isi_kunci(penggerak: str, bukti: Bukti | None, tempat: dict[str, str], **pemilik: Any) -> dict[str, Any]:
    """The columns that every key has. A gateway's certificate is known after its first signature."""
    dasar = {"penggerak": penggerak, "berkas": "", "pengenal": "", "keadaan": "", "diperiksa_pada": None, **tempat}
    if bukti is None:
        return dasar | {"sertifikat": None, "demonstrasi": settings.DEMO}
    tercatat = catat_sertifikat(bukti.milik, **pemilik)
    if bukti.atas:  # a device holds no authorities: whoever signs with it finds them in the register
        SertifikatPejabat.objects.filter(pk=tercatat.pk).update(sertifikat=bukti.pem)
    return dasar | {"sertifikat": tercatat, "demonstrasi": bukti.demonstrasi}


@sensitive_variables("frasa", "terbuka")
def _simpan(terbuka: KunciTerbuka, frasa: str) -> str:
    """Locked anew: files come with ciphers that were broken long ago, or with the key in the clear."""
    tempat = f"kunci/{uuid4().hex}.p12"
    arsip.tulis(tempat, sertifikat.kemas(terbuka, frasa))
    return tempat
