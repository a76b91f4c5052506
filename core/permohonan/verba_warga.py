"""What a citizen does with an application: fill in, attach, send, repair, withdraw. Each verb is one transaction."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from core.layanan import formulir
from core.layanan.formulir import kalimat_berkas
from core.layanan.masa import sudah_tutup
from core.layanan.pindah import pindahkan_isian
from core.layanan.verba import catat_versi
from core.permohonan import aturan, kabar
from core.permohonan.baris import tanpa_nomor
from core.permohonan.galat import BelumLengkap, TidakBoleh, _
from core.permohonan.lampiran import (
    baris_bernomor,
    berkas_tersimpan,
    buang_tak_berguna,
    lampirkan_profil,
    nomori_isian,
    pilah,
    sidik_lampiran,
    terkirim,
    urai_kode,
)
from core.permohonan.models import Lampiran, Peristiwa, Permohonan
from core.permohonan.nomor import nomor_acak
from core.permohonan.pelaku import Penulis
from core.permohonan.pencatat import Catatan, catat, cocokkan_versi, simpan_isian
from core.permohonan.pencatat import kunci as kunci_baris  # a verb's own argument `kunci` is the form's token
from core.permohonan.rantai import sidik
from core.permohonan.rute import masuki, pastikan_ada_kantor, rute_ringkas, tempat_objek
from core.permohonan.tagihan import menyusul
from core.permohonan.tampil import label_berkas
from core.permohonan.teks import bersihkan

if TYPE_CHECKING:
    from core.akun.models import Warga
    from core.berkas.models import Berkas
    from core.layanan.deklarasi import Layanan

Jenis = Peristiwa.Jenis


@transaction.atomic
def mulai(*, warga: Warga, layanan: Layanan) -> Permohonan:
    """A new draft, pinned to the current version of the service; an untouched draft of the same version is reused.

    Raises TidakBoleh after the last day of the service.
    """
    aturan.pastikan_masih_dibuka(sudah_tutup(layanan))
    versi = catat_versi(layanan)
    segar = Permohonan.objects.filter(pemohon=warga, versi_layanan=versi, status=aturan.Status.DRAF, versi=1)
    if draf := segar.first():
        return draf
    sekarang = timezone.now()
    permohonan = Permohonan.objects.create(
        nomor=nomor_acak(sekarang), pemohon=warga, versi_layanan=versi, kode_layanan=layanan.kode,
        isian=kabar.isian_awal(layanan, warga.profil()),
    )  # fmt: skip
    lampirkan_profil(permohonan, layanan)
    catat(permohonan, _pemohon(warga), [Catatan(Jenis.DIMULAI, {"layanan": versi.sidik})], sekarang=sekarang)
    return permohonan


@transaction.atomic
def simpan_langkah(*, permohonan: Permohonan, warga: Warga, isian: dict[str, Any]) -> Permohonan:
    """Keep the answers of one step. Names the declaration does not know are dropped.

    Raises TidakBoleh when the file is not in the citizen's hands, or when a repair would change an answer that an
    officer has examined and not asked for.
    """
    p = _milik(permohonan.pk, warga)
    aturan.pastikan_di_warga(p.keadaan())
    dikenal = p.versi_layanan.layanan().kolom
    baru = nomori_isian(p, {nama: nilai for nama, nilai in isian.items() if nama in dikenal})
    if p.status == aturan.Status.PERLU_PERBAIKAN:
        _pastikan_hanya_diminta(p, baru)
    if p.isian | baru != p.isian:
        simpan_isian(p, p.isian | baru)
    return p


def _pastikan_hanya_diminta(p: Permohonan, baru: dict[str, Any]) -> None:
    ada = terkirim(p).get("terisi", [])
    for nama, nilai in baru.items():
        berubah = tanpa_nomor(nilai) != tanpa_nomor(p.isian.get(nama))
        if berubah and not aturan.boleh_ubah(nama, p.perbaikan, "kolom", ada):
            label = p.versi_layanan.layanan().kolom[nama].label
            raise TidakBoleh(_("“%(label)s” sudah diperiksa petugas dan tidak bisa diubah."), label=label)


@transaction.atomic
def majukan_versi(*, permohonan_id: UUID, warga: Warga, layanan: Layanan) -> Permohonan:
    """Bring a draft to the version of the service as it is now: what the new form accepts is kept (see ``pindah``).

    Moving to the version the draft has already changes nothing. The event names what the citizen has to look at;
    uploads the new version does not take stay with the draft until it is sent. Raises TidakBoleh for what was sent.
    """
    p = _milik(permohonan_id, warga)
    aturan.pastikan_draf(p.keadaan())
    dulu, versi = p.versi_layanan, catat_versi(layanan)
    if layanan.kode != p.kode_layanan:
        raise ValueError(f"{layanan.kode} is another service than {p.kode_layanan}")
    if versi.pk == dulu.pk:
        return p
    pindahan = pindahkan_isian(dulu.layanan(), layanan, p.isian, warga.profil())
    semula = {satu.kode for satu in pilah(p)[0]}
    p.versi_layanan, p.isian = versi, pindahan.isian
    lampirkan_profil(p, layanan)
    data = {
        "dari": dulu.sidik,
        "layanan": versi.sidik,
        **{nama: getattr(pindahan, nama) for nama in ("isi_lagi", "dihapus", "baru", "lengkapi")},
        "berkas_lepas": sorted(semula - berkas_tersimpan(p)),
    }
    catat(p, _pemohon(warga), [Catatan(Jenis.VERSI_DIMAJUKAN, data)], isian=p.isian, versi_layanan_id=versi.pk)
    return p


@transaction.atomic
def susulkan(*, permohonan_id: UUID, warga: Warga, kode: str, berkas: Berkas) -> Permohonan:
    """Hand in an optional upload that a completed stage has asked for. Raises TidakBoleh."""
    p = _milik(permohonan_id, warga)
    if not any(satu.u.kode == kode for satu in menyusul(p)):
        raise TidakBoleh(_("Berkas ini tidak sedang diminta."))
    if berkas.pemilik_id != warga.pengguna_id:
        raise TidakBoleh(_("Berkas itu bukan milik Anda."))
    Lampiran.objects.create(permohonan=p, kode=kode, berkas=berkas)
    catat(p, _pemohon(warga), [Catatan(Jenis.BERKAS_DISUSULKAN, {"kode": kode, "lampiran": sidik_lampiran(p)})])
    return p


@transaction.atomic
def ajukan(*, permohonan_id: UUID, warga: Warga, kunci: str, versi: int) -> Permohonan:
    """Send a draft. ``kunci`` is the form's token: sending it again returns the same file without a second event (I1).

    Raises BelumLengkap with a sentence per field, TidakBoleh, Basi, or Tolak of the service's own gate.
    """
    p = _milik(permohonan_id, warga)
    if p.kunci_kirim == kunci and p.status != aturan.Status.DRAF:
        return p
    aturan.pastikan_draf(p.keadaan())
    aturan.pastikan_masih_dibuka(sudah_tutup(p.versi_layanan.layanan()))
    cocokkan_versi(p, versi)
    _pastikan_kunci(p, kunci)
    lampirkan_profil(p, p.versi_layanan.layanan())
    sekarang = timezone.now()
    isian, data = _periksa_kiriman(p)
    layanan = p.versi_layanan.layanan()
    k = aturan.Keadaan(tempat=data["tempat"], berlaku=tuple(data["berlaku"]))
    catatan = [Catatan(Jenis.DIAJUKAN, data), *masuki(layanan, k, sekarang)]
    catat(p, _pemohon(warga), catatan, sekarang=sekarang, isian=isian, kunci_kirim=kunci)
    return p


@transaction.atomic
def perbaiki(*, permohonan_id: UUID, warga: Warga, versi: int) -> Permohonan:
    """Send a repaired file back to the desk that asked (or an earlier one, see ``aturan.tahap_lanjut``)."""
    p = _milik(permohonan_id, warga)
    cocokkan_versi(p, versi)
    k = p.keadaan()
    aturan.pastikan_minta_perbaikan(k)
    sekarang, layanan = timezone.now(), p.versi_layanan.layanan()
    isian, data = _periksa_kiriman(p)
    data |= {"menjawab": k.perbaikan["tagihan"]} if k.perbaikan.get("tagihan") else {}
    lanjut = aturan.tahap_lanjut(k, rute_ringkas(layanan), data["berlaku"], pindah=data["tempat"] != k.tempat)
    baru = replace(k, tempat=data["tempat"], berlaku=tuple(data["berlaku"]))
    sisa = k.sisa_jam if lanjut == k.tahap else None
    catatan = [Catatan(Jenis.DIPERBAIKI, data), *masuki(layanan, baru, sekarang, mulai=lanjut, sisa=sisa)]
    catat(p, _pemohon(warga), catatan, sekarang=sekarang, isian=isian)
    return p


@transaction.atomic
def batalkan(*, permohonan_id: UUID, warga: Warga, versi: int, alasan: str = "") -> Permohonan:
    """Withdraw an application that is not decided yet."""
    p = _milik(permohonan_id, warga)
    cocokkan_versi(p, versi)
    aturan.pastikan_bisa_batal(p.keadaan())
    catat(p, _pemohon(warga), [Catatan(Jenis.DIBATALKAN, {"alasan": bersihkan(alasan)})])
    return p


# --- Shared parts -----------------------------------------------------------------------------------------------------


def _pemohon(warga: Warga) -> Penulis:
    return Penulis(aktor_id=warga.pengguna_id)


def _milik(permohonan_id: UUID, warga: Warga) -> Permohonan:
    """The citizen's own file, locked. Another's file does not exist for him (threat T1)."""
    p = kunci_baris(permohonan_id)
    if p.pemohon_id != warga.pk:
        raise Permohonan.DoesNotExist
    return p


def _pastikan_kunci(p: Permohonan, token: str) -> None:
    if not token or Permohonan.objects.filter(kunci_kirim=token).exclude(pk=p.pk).exists():
        raise TidakBoleh(_("Halaman ini sudah kedaluwarsa. Muat ulang, lalu kirim lagi."))


def _periksa_kiriman(p: Permohonan) -> tuple[dict[str, Any], dict[str, Any]]:
    """Everything anew on the server, against the pinned version: answers, uploads, place, route, the service's gate.

    Returns the answers without hidden ones, and the event's data that bind what was sent.
    """
    _pastikan_terverifikasi(p.pemohon)
    layanan, profil = p.versi_layanan.layanan(), p.pemohon.profil()
    isian = formulir.bersihkan_tersembunyi(layanan, p.isian, profil)
    ada = berkas_tersimpan(p)
    galat = formulir.periksa_lengkap(layanan, isian, profil, ada) | _berkas_diminta_ulang(p, ada)
    if galat:
        raise BelumLengkap(galat)
    buang_tak_berguna(p)
    tempat = tempat_objek(layanan, isian, p.pemohon)
    berlaku = list(formulir.tahap_berlaku(layanan, isian, profil))
    pastikan_ada_kantor(layanan, berlaku, tempat.pk)
    kabar.pastikan_permohonan(layanan, isian, profil)
    return isian, {
        "tempat": tempat.pk,
        "berlaku": berlaku,
        "layanan": p.versi_layanan.sidik,
        "isian": sidik(isian),
        "terisi": sorted(nama for nama, nilai in isian.items() if nilai not in (None, "", [])),
        "lampiran": sidik_lampiran(p),
    }


def _berkas_diminta_ulang(p: Permohonan, ada: set[str]) -> dict[str, str]:
    """An upload an officer has asked for must be there, even where the declaration makes it optional.

    Only that of a row the citizen has taken out is not waited for.
    """
    diminta = [kode for kode in p.perbaikan.get("berkas", {}) if kode not in ada and not _baris_hilang(p, kode)]
    layanan = p.versi_layanan.layanan()
    return {f"berkas:{kode}": kalimat_berkas(label_berkas(layanan, kode, p.isian)) for kode in diminta}


def _baris_hilang(p: Permohonan, kode: str) -> bool:
    unggahan, nomor = urai_kode(p.versi_layanan.layanan(), kode)
    return unggahan is not None and nomor is not None and baris_bernomor(p.isian, unggahan, nomor) is None


def _pastikan_terverifikasi(warga: Warga) -> None:
    if not warga.terverifikasi:
        kalimat = _("Akun Anda belum disetujui petugas desa. Isian tersimpan; kirim setelah akun disetujui.")
        raise TidakBoleh(kalimat)
