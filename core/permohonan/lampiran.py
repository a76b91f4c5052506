"""Uploads of an application: which are there, and their fingerprint."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from core.permohonan import aturan
from core.permohonan.galat import TidakBoleh, _
from core.permohonan.models import Lampiran, Permohonan
from core.permohonan.pencatat import kunci, naikkan_versi

if TYPE_CHECKING:
    from core.berkas.models import Berkas
    from core.layanan.deklarasi import Layanan, Unggahan


def berkas_tersimpan(permohonan: Permohonan) -> set[str]:
    """Codes under which something is attached."""
    return set(Lampiran.objects.filter(permohonan=permohonan).values_list("kode", flat=True))


def sidik_lampiran(permohonan: Permohonan) -> list[list[str]]:
    """Code and SHA-256 of every attached file, in order: the log binds what was sent."""
    semua = Lampiran.objects.filter(permohonan=permohonan).order_by("kode", "urut", "pk")
    return [list(satu) for satu in semua.values_list("kode", "berkas__sha256")]


def lampirkan_profil(permohonan: Permohonan, layanan: Layanan) -> None:
    """Attach the photos the account has already; a newer photo of the account replaces the one in a draft."""
    for unggahan in layanan.berkas:
        foto = getattr(permohonan.pemohon, unggahan.foto_profil) if unggahan.foto_profil else None
        if foto is not None:
            nilai = {"berkas": foto}
            Lampiran.objects.update_or_create(permohonan=permohonan, kode=unggahan.kode, urut=1, defaults=nilai)


@transaction.atomic
def tempelkan(*, permohonan: Permohonan, kode: str, berkas: Berkas) -> Lampiran:
    """Attach a sanitised file under an upload's code; one that allows a single file is replaced. Raises TidakBoleh."""
    p, unggahan = _boleh_dilampiri(permohonan.pk, kode)
    if berkas.pemilik_id != p.pemohon.pengguna_id:
        raise TidakBoleh(_("Berkas itu bukan milik Anda."))
    ada = Lampiran.objects.filter(permohonan=p, kode=kode)
    if unggahan.maks == 1 and not unggahan.per_baris:
        ada.delete()
    elif ada.count() >= _batas(p, unggahan):
        raise TidakBoleh(_("Jumlah berkas untuk bagian ini sudah penuh. Hapus satu dahulu."))
    urut = (ada.aggregate(n=Max("urut"))["n"] or 0) + 1
    baru = Lampiran.objects.create(permohonan=p, kode=kode, urut=urut, berkas=berkas)
    naikkan_versi(p)
    return baru


@transaction.atomic
def lepaskan(*, permohonan: Permohonan, lampiran_id: int) -> None:
    """Take one attached file off again. Raises Lampiran.DoesNotExist, TidakBoleh."""
    satu = Lampiran.objects.get(permohonan_id=permohonan.pk, pk=lampiran_id)
    p, _unggahan = _boleh_dilampiri(permohonan.pk, satu.kode)
    satu.delete()
    naikkan_versi(p)


def _boleh_dilampiri(permohonan_id: UUID, kode: str) -> tuple[Permohonan, Unggahan]:
    p = kunci(permohonan_id)
    aturan.pastikan_di_warga(p.keadaan())
    unggahan = unggahan_untuk(p.versi_layanan.layanan(), kode)
    diminta = kode in p.perbaikan.get("berkas", {})
    if unggahan is None or (unggahan.foto_profil and not diminta):
        raise TidakBoleh(_("Bagian ini tidak menerima unggahan."))
    diperiksa = p.status == aturan.Status.PERLU_PERBAIKAN
    dikirim = {kode for kode, _sha in terkirim(p).get("lampiran", [])}
    if diperiksa and not aturan.boleh_ubah(kode, p.perbaikan, "berkas", dikirim):
        raise TidakBoleh(_("“%(label)s” sudah diperiksa petugas dan tidak bisa diganti."), label=unggahan.label)
    return p, unggahan


def unggahan_untuk(layanan: Layanan, kode: str) -> Unggahan | None:
    """The declared upload of a code; `ktp_anggota__2` is the one of the second row and stands for itself."""
    for u in layanan.berkas:
        if u.kode == kode:
            return u
        if u.per_baris and re.fullmatch(rf"{re.escape(u.kode)}__[1-9][0-9]?", kode):
            return u.model_copy(update={"per_baris": None})
    return None


def terkirim(p: Permohonan) -> dict[str, Any]:
    """What the last sending bound: names of answers and fingerprints of uploads; empty for a draft."""
    terakhir = p.peristiwa.filter(jenis__in=["diajukan", "diperbaiki"]).order_by("-urut").first()
    return terakhir.data if terakhir else {}


def _batas(p: Permohonan, unggahan: Unggahan) -> int:
    baris = p.isian.get(unggahan.per_baris) if unggahan.per_baris else None
    return unggahan.maks * max(1, len(baris)) if isinstance(baris, list) else unggahan.maks
