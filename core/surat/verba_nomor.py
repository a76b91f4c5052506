"""The verbs of the number registers: annul, set a block aside for paper, enter the paper letters, change a series."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from core.permohonan.galat import TidakBoleh, _
from core.permohonan.pelaku import Pelaku, kursi_aktif
from core.permohonan.verba import kunci
from core.surat import aturan_nomor as aturan
from core.surat import nomor
from core.surat.kueri_nomor import templat_register
from core.surat.models import BlokNomor, SeriNomor, Surat, SuratKertas, TandaTangan
from core.surat.verba_beku import batalkan_surat, surat_hidup
from core.wilayah.models import Unit

BUKAN_KANTOR = _("Hanya petugas %(unit)s yang mengurus buku nomor ini.")
SUDAH_DICATAT = _("Nomor %(urut)s sudah dicatat. Muat ulang halaman untuk melihatnya.")


def pastikan_petugas(unit: Unit, pelaku: Pelaku, peran: frozenset[str]) -> None:
    """Raises TidakBoleh unless this officer holds one of these roles in this office today."""
    kursi = kursi_aktif(pelaku, timezone.now())
    if not any(p.jabatan.unit_id == unit.pk and p.jabatan.peran in peran for p in kursi):
        raise TidakBoleh(BUKAN_KANTOR, unit=unit.nama)


# --- A letter that will not be signed ---------------------------------------------------------------------------------


@transaction.atomic
def batalkan_nomor(*, permohonan_id: UUID, alasan: str, pelaku: Pelaku) -> Surat:
    """Annul the number of a letter that nobody has signed; the application goes on and gets a new one when opened.

    Raises TidakBoleh.
    """
    alasan = aturan.pastikan_alasan(alasan)
    p = kunci(permohonan_id)
    surat = surat_hidup(p)
    if surat is None:
        raise TidakBoleh(_("Permohonan ini tidak punya nomor surat yang bisa dibatalkan."))
    pastikan_petugas(surat.unit, pelaku, aturan.PEMBATAL)
    _pastikan_belum_ditandatangani(surat)
    batalkan_surat(permohonan=p, alasan=alasan)
    Surat.objects.filter(pk=surat.pk).update(dibatalkan_oleh=pelaku.pengguna)
    surat.refresh_from_db()
    return surat


def _pastikan_belum_ditandatangani(surat: Surat) -> None:
    status = TandaTangan.Status
    if surat.terbit:
        raise TidakBoleh(_("Surat ini sudah terbit. Nomornya tidak bisa dibatalkan; cabut suratnya."))
    if surat.tanda_tangan.filter(status__in=[status.SAH, status.MENUNGGU_SEGEL]).exists():
        raise TidakBoleh(_("Surat ini sudah ditandatangani. Kembalikan atau tolak permohonannya bila surat ini salah."))
    if surat.tanda_tangan.filter(status=status.NIAT, lease_sampai__gt=timezone.now()).exists():
        raise TidakBoleh(_("Surat ini sedang ditandatangani. Coba lagi dua menit lagi."))


# --- Blocks for paper letters -----------------------------------------------------------------------------------------


@transaction.atomic
def sediakan_blok(*, unit: Unit, register: str, jumlah: int, alasan: str, pelaku: Pelaku) -> BlokNomor:
    """Take the next `jumlah` numbers of this year at once, for letters that will be written by hand.

    Raises TidakBoleh.
    """
    aturan.pastikan_jumlah(jumlah)
    alasan = aturan.pastikan_alasan(alasan)
    pastikan_petugas(unit, pelaku, aturan.PENCATAT)
    tahun = timezone.localdate().year
    ambilan = nomor.ambil(unit, register, tahun, jumlah)
    blok = BlokNomor.objects.create(
        unit=unit,
        register=register,
        tahun=tahun,
        penghitung=ambilan.penghitung,
        dari=ambilan.urut,
        sampai=ambilan.urut + jumlah - 1,
        alasan=alasan,
        dibuat_oleh=pelaku.pengguna,
    )
    nomor.isi_blok(blok, nomor.pola(templat_register(register), unit, tahun))
    return blok


@transaction.atomic
def catat_surat_kertas(
    *,
    blok_id: int,
    urut: int,
    tanggal: date,
    klasifikasi: str,
    perihal: str,
    penerima: str,
    penanda: str,
    pelaku: Pelaku,
) -> SuratKertas:
    """Enter the paper letter that bears this number of a block. Raises TidakBoleh."""
    kertas = _nomor_bebas(blok_id, urut, pelaku)
    blok = kertas.blok
    dibuat = timezone.localdate(blok.dibuat)
    aturan.pastikan_tanggal(tanggal, dibuat=dibuat, hari_ini=timezone.localdate(), tahun=blok.tahun)
    aturan.pastikan_klasifikasi(klasifikasi)
    if not perihal.strip():
        raise TidakBoleh(_("Tulis perihal surat."))
    kertas.nomor = nomor.susun(templat_register(blok.register), blok.unit, urut, tanggal, klasifikasi)
    kertas.tanggal, kertas.perihal = tanggal, perihal.strip()
    kertas.penerima, kertas.penanda = penerima.strip(), penanda.strip()
    return _simpan(kertas, SuratKertas.Status.TERPAKAI, pelaku)


@transaction.atomic
def batalkan_nomor_blok(*, blok_id: int, urut: int, alasan: str, pelaku: Pelaku) -> SuratKertas:
    """Say why one number of a block went to no letter. Raises TidakBoleh."""
    alasan = aturan.pastikan_alasan(alasan)
    kertas = _nomor_bebas(blok_id, urut, pelaku)
    kertas.alasan = alasan
    return _simpan(kertas, SuratKertas.Status.BATAL, pelaku)


@transaction.atomic
def batalkan_sisa_blok(*, blok_id: int, alasan: str, pelaku: Pelaku) -> int:
    """Close a block: what is not entered by now was not used. Returns how many. Raises TidakBoleh."""
    alasan = aturan.pastikan_alasan(alasan)
    blok = _blok_terkunci(blok_id, pelaku)
    sisa = SuratKertas.objects.filter(blok=blok, status=SuratKertas.Status.BELUM)
    isi = {"status": SuratKertas.Status.BATAL, "alasan": alasan, "dicatat": timezone.now()}
    jumlah = sisa.update(dicatat_oleh=pelaku.pengguna, **isi)
    if not jumlah:
        raise TidakBoleh(_("Semua nomor blok ini sudah dicatat."))
    return jumlah


def _blok_terkunci(blok_id: int, pelaku: Pelaku) -> BlokNomor:
    """The block, locked: two clerks may have the same sheet before them. Raises TidakBoleh, BlokNomor.DoesNotExist."""
    semua = BlokNomor.objects.filter(jenis=BlokNomor.Jenis.KERTAS).select_related("unit")
    blok = semua.select_for_update(of=("self",)).get(pk=blok_id)
    pastikan_petugas(blok.unit, pelaku, aturan.PENCATAT)
    return blok


def _nomor_bebas(blok_id: int, urut: int, pelaku: Pelaku) -> SuratKertas:
    blok = _blok_terkunci(blok_id, pelaku)
    kertas = SuratKertas.objects.filter(blok=blok, urut=urut, status=SuratKertas.Status.BELUM).first()
    if kertas is None:
        raise TidakBoleh(SUDAH_DICATAT, urut=urut)
    kertas.blok = blok
    return kertas


def _simpan(kertas: SuratKertas, status: str, pelaku: Pelaku) -> SuratKertas:
    kertas.status, kertas.dicatat_oleh, kertas.dicatat = status, pelaku.pengguna, timezone.now()
    kertas.save()
    return kertas


# --- Series -----------------------------------------------------------------------------------------------------------


@transaction.atomic
def ganti_seri(*, unit: Unit, register: str, pemilik: Unit, seri: str, alasan: str, pelaku: Pelaku) -> SeriNomor:
    """From the next number on, this register ("" for all) of this office counts in the series of `pemilik`.

    No number is given twice: `nomor.ambil` goes on above what the office's book has had. Raises TidakBoleh.
    """
    alasan = aturan.pastikan_alasan(alasan)
    if not any(p.jabatan.peran in aturan.PENGATUR_SERI for p in kursi_aktif(pelaku, timezone.now())):
        raise TidakBoleh(_("Hanya admin kabupaten yang mengatur seri nomor."))
    sendiri = unit.pk == pemilik.pk and register in {"", seri}
    if not sendiri:
        _pastikan_tidak_berantai(unit, register, pemilik, seri)
    isi = {"pemilik": pemilik, "seri": seri, "alasan": alasan, "ditetapkan_oleh": pelaku.pengguna}
    return SeriNomor.objects.update_or_create(unit=unit, register=register, defaults=isi)[0]


def _pastikan_tidak_berantai(unit: Unit, register: str, pemilik: Unit, seri: str) -> None:
    """A series that others count in counts for itself: who reads "shares with the kecamatan" can rely on it."""
    if nomor.seri_untuk(pemilik.pk, seri) != (pemilik.pk, seri):
        raise TidakBoleh(_("Seri itu sendiri mengikuti seri lain. Pilih seri yang diikutinya."))
    pengikut = SeriNomor.objects.filter(pemilik=unit).exclude(unit=unit)
    if (pengikut.filter(seri=register) if register else pengikut).exists():
        raise TidakBoleh(_("Kantor lain menghitung dalam seri ini. Pindahkan dahulu kantor itu."))
