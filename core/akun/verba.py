"""What people do here: register, accept, reject, change how to be reached. Each verb is one transaction."""

from datetime import date, datetime
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.utils import timezone

from core.akun import pilihan, sinyal
from core.akun.aturan import UMUR_DRAF, VERSI_PERSETUJUAN, data_berubah, sudah_diperiksa
from core.akun.models import DataDiri, DrafPendaftaran, Pengguna, Warga
from core.berkas.models import Berkas
from core.berkas.verba import hapus

_DATA_DIRI = [medan.attname for medan in DataDiri._meta.get_fields() if hasattr(medan, "attname")]


def pasang_foto(*, draf: DrafPendaftaran, jenis: str, berkas: Berkas | None) -> None:
    """Put a photo (`ktp` or `kk`) into the draft, or take it out; the one before is forgotten."""
    nama = f"foto_{jenis}"
    lama: Berkas | None = getattr(draf, nama)
    with transaction.atomic():
        setattr(draf, nama, berkas)
        draf.save(update_fields=[nama, "diubah"])
        if lama is not None and lama.pemilik_id is None:
            hapus(lama)


def daftarkan(*, draf: DrafPendaftaran, kata_sandi: str) -> None:
    """Finish a registration.

    Says nothing about the outcome on purpose: for a NIK that has an account already, the visitor must see and wait for
    exactly the same. The owner of that account is told instead. A rejected registration may be sent again.
    """
    sandi = make_password(kata_sandi)  # the slow part, done in every case
    try:
        _daftarkan(draf, sandi)
    except IntegrityError:  # two visitors finished the same NIK in the same moment: the second is a repeat
        _daftarkan(draf, sandi)


@transaction.atomic
def _daftarkan(draf: DrafPendaftaran, sandi: str) -> None:
    lama = (
        Warga.objects.select_for_update(of=("self",)).select_related("pengguna").filter(nik=draf.isian["nik"]).first()
    )
    if lama is not None and lama.status != pilihan.DITOLAK:
        _buang_foto(draf)
        sinyal.nik_didaftarkan_ulang.send(sender=Warga, warga=lama)
    else:
        warga = _isi(lama or Warga(nik=draf.isian["nik"]), draf, sandi)
        sinyal.warga_terdaftar.send(sender=Warga, warga=warga)
    DrafPendaftaran.objects.filter(pk=draf.pk).delete()


def _isi(warga: Warga, draf: DrafPendaftaran, sandi: str) -> Warga:
    """Write a new or a rejected citizen from the draft."""
    foto_lama = [foto for foto in (warga.foto_ktp, warga.foto_kk) if foto not in (None, draf.foto_ktp, draf.foto_kk)]
    warga.pengguna = _pengguna(warga, draf.isian, sandi)
    for nama in _DATA_DIRI:
        setattr(warga, nama, draf.isian[nama.removesuffix("_id")])
    warga.tanggal_lahir = date.fromisoformat(draf.isian["tanggal_lahir"])
    warga.foto_ktp, warga.foto_kk = draf.foto_ktp, draf.foto_kk
    warga.status, warga.alasan = pilihan.MENUNGGU, ""
    warga.diperiksa_oleh, warga.diperiksa_pada = None, None
    warga.persetujuan, warga.persetujuan_pada = VERSI_PERSETUJUAN, timezone.now()
    warga.didaftarkan = timezone.now()
    warga.save()
    for foto in foto_lama:
        hapus(foto)
    Berkas.objects.filter(pk__in=[draf.foto_ktp_id, draf.foto_kk_id]).update(pemilik=warga.pengguna)
    return warga


def _pengguna(warga: Warga, isian: dict[str, Any], sandi: str) -> Pengguna:
    """The account below a citizen; registering again ends every session of the one before (new password)."""
    orang = warga.pengguna if warga.pk else Pengguna(username=warga.nik)
    orang.nama, orang.email, orang.password = isian["nama"], isian.get("email", ""), sandi
    orang.save()
    return orang


def _buang_foto(draf: DrafPendaftaran) -> None:
    """Forget the photos of a registration that led to nothing."""
    for foto in (draf.foto_ktp, draf.foto_kk):
        if foto is not None and foto.pemilik_id is None:
            hapus(foto)


def mulai_ulang(*, warga: Warga, draf: DrafPendaftaran) -> None:
    """Fill a draft with what a rejected citizen wrote before, so that only the wrong part is typed again."""
    isi = {nama.removesuffix("_id"): str(getattr(warga, nama)) for nama in _DATA_DIRI}
    orang = warga.pengguna
    kecamatan = warga.desa.induk_id or ""
    draf.isian = {**isi, "nik": warga.nik, "nama": orang.nama, "email": orang.email, "kecamatan": kecamatan}
    draf.foto_ktp, draf.foto_kk = warga.foto_ktp, warga.foto_kk
    draf.save()


@transaction.atomic
def periksa(*, warga_id: int, petugas: Pengguna, terima: bool, didaftarkan: datetime, alasan: str = "") -> Warga:
    """Accept or reject a registration. Raises `Basi` when somebody was faster, or the data changed since `didaftarkan`.

    The row is locked: without it two officers could accept and reject the same person, and both mails would go out.
    """
    warga = Warga.objects.select_for_update(of=("self",)).select_related("diperiksa_oleh", "pengguna").get(pk=warga_id)
    if warga.status != pilihan.MENUNGGU:
        raise sudah_diperiksa(warga)
    if warga.didaftarkan != didaftarkan:
        raise data_berubah()
    warga.status = pilihan.TERVERIFIKASI if terima else pilihan.DITOLAK
    warga.alasan = "" if terima else alasan
    warga.diperiksa_oleh, warga.diperiksa_pada = petugas, timezone.now()
    warga.save(update_fields=["status", "alasan", "diperiksa_oleh", "diperiksa_pada"])
    sinyal.warga_diperiksa.send(sender=Warga, warga=warga, oleh=petugas)
    return warga


@transaction.atomic
def ubah_kontak(*, warga: Warga, telepon: str, email: str) -> None:
    """New phone number and address for news."""
    Warga.objects.filter(pk=warga.pk).update(telepon=telepon)
    Pengguna.objects.filter(pk=warga.pengguna_id).update(email=email)


def sapu_draf() -> int:
    """Forget registrations that nobody finished, with their photos. Called by the sweeper; returns how many."""
    basi = DrafPendaftaran.objects.filter(diubah__lt=timezone.now() - UMUR_DRAF).select_related("foto_ktp", "foto_kk")
    jumlah = 0
    for draf in basi[:100]:
        with transaction.atomic():
            _buang_foto(draf)
            draf.delete()
        jumlah += 1
    return jumlah
