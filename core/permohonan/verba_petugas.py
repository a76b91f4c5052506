"""What an officer does with a file: claim, release, pass on, send back, refuse, look. Each verb is one transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _tr

from core.permohonan import aturan, kabar
from core.permohonan.galat import TidakBoleh, _
from core.permohonan.lampiran import unggahan_untuk
from core.permohonan.models import Peristiwa, Permohonan
from core.permohonan.pelaku import Pelaku, Penulis, kursi_aktif, pastikan_boleh, pelaku_aksi, penulis_kursi
from core.permohonan.pencatat import Catatan, catat, kunci
from core.permohonan.rantai import cap_waktu
from core.permohonan.rute import masuki
from core.permohonan.tagihan import diminta_setelah
from core.permohonan.teks import bersihkan
from core.permohonan.waktu import akhir_klaim, sisa_jam

if TYPE_CHECKING:
    from core.layanan.deklarasi import Tahap, Unggahan

Jenis = Peristiwa.Jenis


@transaction.atomic
def klaim(*, permohonan_id: UUID, pelaku: Pelaku, versi: int) -> Permohonan:
    """Take a file from the pool; others are kept off until it is released or the claim expires."""
    sekarang = timezone.now()
    p = kunci(permohonan_id, versi)
    penulis = pastikan_boleh(p, pelaku, sekarang)
    if aturan.klaim_berlaku(p.keadaan(), sekarang):
        return p  # pastikan_boleh lets only the claimer come here: a second click changes nothing
    catat(p, penulis, [Catatan(Jenis.DIKLAIM, {"sampai": cap_waktu(akhir_klaim(sekarang))})], sekarang=sekarang)
    return p


@transaction.atomic
def lepas(*, permohonan_id: UUID, pelaku: Pelaku, versi: int) -> Permohonan:
    """Put a claimed file back into the pool."""
    p = kunci(permohonan_id, versi)
    penulis = pastikan_boleh(p, pelaku)
    if p.pengklaim_id is None:
        raise TidakBoleh(_("Berkas ini tidak sedang diambil siapa pun."))
    catat(p, penulis, [Catatan(Jenis.DILEPAS)])
    return p


@transaction.atomic
def teruskan(*, permohonan_id: UUID, pelaku: Pelaku, versi: int, catatan: str = "") -> Permohonan:
    """Complete the current stage, whatever its action, except a signature; the file walks on by itself.

    When uploads are asked for after this stage, ``catatan`` is read by the citizen and must say what they are about;
    a required one brings the file back to the citizen. Raises TidakBoleh without a note.
    """
    sekarang = timezone.now()
    p = kunci(permohonan_id, versi)
    catatan = bersihkan(catatan)
    selesaikan(p, pelaku, sekarang, [Catatan(Jenis.TAHAP_SELESAI, {"catatan": catatan} if catatan else {})])
    return p


def selesaikan(p: Permohonan, pelaku: Pelaku, sekarang: datetime, selesai: Sequence[Catatan]) -> list[Peristiwa]:
    """Record the current stage as done and bring the file to the next desk or its end; the row is locked.

    ``selesai`` begins with the event that completes the stage; what follows it happens before the file walks on.
    """
    penulis = pastikan_boleh(p, pelaku, sekarang)
    layanan, k = p.versi_layanan.layanan(), p.keadaan()
    indeks = _indeks(k)
    tahap = layanan.rute[indeks]
    ttd = selesai[0].jenis == Jenis.DITANDATANGANI
    aturan.pastikan_aksi(tahap.aksi, tandatangan=ttd)
    aturan.pastikan_terpisah(tahap.aksi, pelaku.pengguna.pk, pelaku_aksi(p))
    kabar.pastikan_transisi(p, layanan, "tandatangani" if ttd else "teruskan")
    isi = {"tahap": indeks, "nama": tahap.tahap, "peran": tahap.peran, "aksi": tahap.aksi}
    diminta = diminta_setelah(p, layanan, tahap.tahap)
    isi |= {"tagihan": [u.kode for u in diminta]} if diminta else {}
    pertama = replace(selesai[0], data=dict(selesai[0].data) | isi)
    kembali = _kembali_sendiri(tahap, indeks, diminta, pertama.data.get("catatan", ""), ttd=ttd)
    lanjut = kembali or masuki(layanan, replace(k, lulus=k.lulus | {indeks}), sekarang)
    return catat(p, penulis, [pertama, *selesai[1:], *lanjut], sekarang=sekarang)


def _kembali_sendiri(tahap: Tahap, indeks: int, diminta: list[Unggahan], catatan: str, *, ttd: bool) -> list[Catatan]:
    """The return that a required upload after this stage brings about; the clock of the next stage has not begun."""
    if not ttd:  # the signing page has no note; the hint of the declaration must do there
        aturan.pastikan_catatan_tagihan([u.label for u in diminta], catatan)
    wajib = [u for u in diminta if u.wajib]
    kalimat = catatan or next((u.bantuan for u in wajib if u.bantuan), "") or _tr("Unggah berkas ini.")
    perbaikan = aturan.perbaikan_tagihan(tahap.tahap, [u.kode for u in wajib], kalimat)
    if perbaikan is None:
        return []
    return [Catatan(Jenis.DIKEMBALIKAN, {"tahap": indeks, "perbaikan": perbaikan, "sisa_jam": None})]


def _indeks(k: aturan.Keadaan) -> int:
    if k.tahap is None:
        raise TidakBoleh(_("Berkas ini sudah tidak ada di meja petugas."))
    return k.tahap


@transaction.atomic
def kembalikan(
    *,
    permohonan_id: UUID,
    pelaku: Pelaku,
    versi: int,
    kolom: Mapping[str, str] | None = None,
    berkas: Mapping[str, str] | None = None,
    umum: str = "",
) -> Permohonan:
    """Send the file back to the citizen with a reason per field and per upload; the SLA clock stops."""
    sekarang = timezone.now()
    p = kunci(permohonan_id, versi)
    penulis = pastikan_boleh(p, pelaku, sekarang)
    kolom, berkas = _bersih(kolom), _bersih(berkas)
    perbaikan = {"kolom": kolom, "berkas": berkas, "umum": bersihkan(umum)}
    aturan.pastikan_bisa_dikembalikan(p.keadaan(), perbaikan)
    _pastikan_dikenal(p, kolom, berkas)
    kabar.pastikan_transisi(p, p.versi_layanan.layanan(), "kembalikan")
    data = {"tahap": p.tahap, "perbaikan": perbaikan, "sisa_jam": sisa_jam(sekarang, p.tenggat)}
    catat(p, penulis, [Catatan(Jenis.DIKEMBALIKAN, data)], sekarang=sekarang)
    return p


def _bersih(alasan: Mapping[str, str] | None) -> dict[str, str]:
    bersih = {nama: bersihkan(teks) for nama, teks in (alasan or {}).items()}
    return {nama: teks for nama, teks in bersih.items() if teks}


def _pastikan_dikenal(p: Permohonan, kolom: Mapping[str, str], berkas: Mapping[str, str]) -> None:
    layanan = p.versi_layanan.layanan()
    if set(kolom) - set(layanan.kolom) or any(unggahan_untuk(layanan, kode) is None for kode in berkas):
        raise TidakBoleh(_("Bagian yang diminta diperbaiki tidak ada pada layanan ini."))


@transaction.atomic
def tolak(*, permohonan_id: UUID, pelaku: Pelaku, versi: int, alasan: str) -> Permohonan:
    """Refuse the application, with the reason the citizen will read."""
    p = kunci(permohonan_id, versi)
    penulis = pastikan_boleh(p, pelaku)
    alasan = bersihkan(alasan)
    aturan.pastikan_alasan(alasan)
    aturan.pastikan_bisa_ditolak(p.keadaan())
    kabar.pastikan_transisi(p, p.versi_layanan.layanan(), "tolak")
    catat(p, penulis, [Catatan(Jenis.DITOLAK, {"tahap": p.tahap, "alasan": alasan})])
    return p


def catat_lihat(*, permohonan_id: UUID, pelaku: Pelaku) -> bool:
    """Record that an officer looked at a citizen's file, at most once a day; True when it was the first time today.

    The citizen can read this list. The answer of the first check saves a write transaction per page view.
    """
    sekarang = timezone.now()
    if _sudah_lihat(permohonan_id, pelaku, sekarang):
        return False
    with transaction.atomic():
        p = kunci(permohonan_id)
        if _sudah_lihat(permohonan_id, pelaku, sekarang):
            return False
        catat(p, _penulis_lihat(p, pelaku, sekarang), [Catatan(Jenis.DILIHAT)], sekarang=sekarang, ubah_versi=False)
    return True


def _sudah_lihat(permohonan_id: UUID, pelaku: Pelaku, sekarang: datetime) -> bool:
    awal_hari = timezone.localtime(sekarang).replace(hour=0, minute=0, second=0, microsecond=0)
    dilihat = Peristiwa.objects.filter(permohonan_id=permohonan_id, jenis=Jenis.DILIHAT, waktu__gte=awal_hari)
    return dilihat.filter(aktor=pelaku.pengguna).exists()


def _penulis_lihat(p: Permohonan, pelaku: Pelaku, sekarang: datetime) -> Penulis:
    """From the seat in the office that has the file, else from the officer's first seat."""
    kursi = sorted(kursi_aktif(pelaku, sekarang), key=lambda satu: satu.jabatan.unit_id != p.unit_id)
    return penulis_kursi(kursi[0]) if kursi else Penulis(aktor_id=pelaku.pengguna.pk)
