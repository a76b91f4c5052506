"""Uploads of an application: which are there, and their fingerprint."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from core.layanan.tampak import nomor_baris
from core.permohonan import aturan
from core.permohonan.baris import nomori, orang, orang_sama
from core.permohonan.galat import TidakBoleh, _
from core.permohonan.models import Lampiran, Permohonan
from core.permohonan.pencatat import kunci, naikkan_versi
from core.wilayah.ingatan import ambil

if TYPE_CHECKING:
    from core.berkas.models import Berkas
    from core.layanan.deklarasi import Layanan, Unggahan


def berkas_tersimpan(permohonan: Permohonan) -> set[str]:
    """Codes under which something is attached that is still of use."""
    return {satu.kode for satu in pilah(permohonan)[0]}


def pilah(permohonan: Permohonan) -> tuple[list[Lampiran], list[Lampiran]]:
    """The uploads in a fixed order: those of use, and those that are not any more (see ``berguna``)."""
    layanan, isian = permohonan.versi_layanan.layanan(), permohonan.isian
    semua = Lampiran.objects.filter(permohonan=permohonan).select_related("berkas").order_by("kode", "urut")
    pakai: list[Lampiran] = []
    lepas: list[Lampiran] = []
    for satu in semua:
        (pakai if berguna(satu, layanan, isian) else lepas).append(satu)
    return pakai, lepas


def berguna(satu: Lampiran, layanan: Layanan, isian: dict[str, Any]) -> bool:
    """Whether the declaration knows this upload, takes its type, and its row is still there and about the same person.

    What is of no use stays with the draft until it is sent, so that nothing is lost by a slip; it counts for nothing.
    """
    unggahan, nomor = urai_kode(layanan, satu.kode)
    if unggahan is None:
        return False
    if not unggahan.foto_profil and ("gambar" if satu.berkas.adalah_gambar else "pdf") not in unggahan.jenis:
        return False
    if nomor is None or not satu.baris:
        return nomor is None or baris_bernomor(isian, unggahan, nomor) is not None
    isi = baris_bernomor(isian, unggahan, nomor)
    return isi is not None and orang_sama(satu.baris, orang(layanan.kolom[unggahan.per_baris or ""], isi))


def baris_bernomor(isian: dict[str, Any], unggahan: Unggahan, nomor: int) -> dict[str, Any] | None:
    """The row of this number in the table of an upload `per_baris`."""
    baris = isian.get(unggahan.per_baris or "")
    ada = baris if isinstance(baris, list) else []
    return next((isi for i, isi in enumerate(ada, 1) if isinstance(isi, dict) and nomor_baris(isi, i) == nomor), None)


def buang_tak_berguna(permohonan: Permohonan) -> None:
    """Before sending: what is not asked for any more is not sent either."""
    for satu in pilah(permohonan)[1]:
        satu.delete()


def nomori_isian(p: Permohonan, isian: dict[str, Any]) -> dict[str, Any]:
    """The answers with the rows of tables that have uploads numbered as they were before."""
    layanan = p.versi_layanan.layanan()
    tabel = {u.per_baris for u in layanan.berkas if u.per_baris} & set(isian)
    if not tabel:
        return isian
    kode = [*Lampiran.objects.filter(permohonan=p).values_list("kode", flat=True), *p.perbaikan.get("berkas", {})]
    terpakai = [int(n) for n in (satu.partition("__")[2] for satu in kode) if n.isdecimal()]
    baris = {nama: isian[nama] for nama in tabel if isinstance(isian[nama], list)}
    return isian | {nama: nomori(layanan.kolom[nama], p.isian.get(nama), isi, terpakai) for nama, isi in baris.items()}


def sidik_lampiran(permohonan: Permohonan) -> list[list[str]]:
    """Code and SHA-256 of every attached file, in order: the log binds what was sent."""

    def cari() -> list[list[str]]:
        semua = Lampiran.objects.filter(permohonan=permohonan).order_by("kode", "urut", "pk")
        return [list(satu) for satu in semua.values_list("kode", "berkas__sha256")]

    return ambil("sidik_lampiran", permohonan.pk, cari)


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
    siapa = _orang_baris(p, kode)
    if berkas.pemilik_id != p.pemohon.pengguna_id:
        raise TidakBoleh(_("Berkas itu bukan milik Anda."))
    ada = Lampiran.objects.filter(permohonan=p, kode=kode)
    if unggahan.maks == 1 and not unggahan.per_baris:
        ada.delete()
    elif ada.count() >= _batas(p, unggahan):
        raise TidakBoleh(_("Jumlah berkas untuk bagian ini sudah penuh. Hapus satu dahulu."))
    urut = (ada.aggregate(n=Max("urut"))["n"] or 0) + 1
    baru = Lampiran.objects.create(permohonan=p, kode=kode, urut=urut, berkas=berkas, baris=siapa)
    naikkan_versi(p)
    return baru


def _orang_baris(p: Permohonan, kode: str) -> dict[str, str]:
    """Whom the row of an upload is about now. Raises TidakBoleh when there is no such row."""
    layanan = p.versi_layanan.layanan()
    unggahan, nomor = urai_kode(layanan, kode)
    if unggahan is None or nomor is None:
        return {}
    isi = baris_bernomor(p.isian, unggahan, nomor)
    if isi is None:
        raise TidakBoleh(_("Baris untuk berkas ini sudah dihapus. Muat ulang halaman ini."))
    return orang(layanan.kolom[unggahan.per_baris or ""], isi)


@transaction.atomic
def lepaskan(*, permohonan: Permohonan, lampiran_id: int) -> None:
    """Take one attached file off again. Raises Lampiran.DoesNotExist, TidakBoleh."""
    satu = Lampiran.objects.select_related("berkas").get(permohonan_id=permohonan.pk, pk=lampiran_id)
    p = kunci(permohonan.pk)
    aturan.pastikan_di_warga(p.keadaan())
    if berguna(satu, p.versi_layanan.layanan(), p.isian):
        _boleh_dilampiri(permohonan.pk, satu.kode)
    satu.delete()
    naikkan_versi(p)


def _boleh_dilampiri(permohonan_id: UUID, kode: str) -> tuple[Permohonan, Unggahan]:
    p = kunci(permohonan_id)
    aturan.pastikan_di_warga(p.keadaan())
    unggahan = unggahan_untuk(p.versi_layanan.layanan(), kode)
    diminta = kode in p.perbaikan.get("berkas", {})
    if unggahan is None or (unggahan.foto_profil and not diminta) or not (diminta or _waktunya(p, unggahan)):
        raise TidakBoleh(_("Bagian ini tidak menerima unggahan."))
    diperiksa = p.status == aturan.Status.PERLU_PERBAIKAN
    if diperiksa and not aturan.boleh_ubah(kode, p.perbaikan, "berkas", _sudah_diperiksa(p)):
        raise TidakBoleh(_("“%(label)s” sudah diperiksa petugas dan tidak bisa diganti."), label=unggahan.label)
    return p, unggahan


def _waktunya(p: Permohonan, unggahan: Unggahan) -> bool:
    """An upload of a later stage is not taken before that stage is completed."""
    nama = [p.versi_layanan.layanan().rute[i].tahap for i in p.tahap_lulus] if unggahan.tahap else []
    return unggahan.tahap is None or unggahan.tahap in nama


def _sudah_diperiksa(p: Permohonan) -> set[str]:
    """Codes under which a file lies that was sent; one that was added since, for a new row, may still be replaced."""
    dikirim = {sha for _kode, sha in terkirim(p).get("lampiran", [])}
    return {satu.kode for satu in pilah(p)[0] if satu.berkas.sha256 in dikirim}


def unggahan_untuk(layanan: Layanan, kode: str) -> Unggahan | None:
    """The declared upload of a code; `ktp_anggota__2` is the one of row number 2 and stands for itself."""
    unggahan, nomor = urai_kode(layanan, kode)
    return unggahan.model_copy(update={"per_baris": None}) if unggahan and nomor is not None else unggahan


def urai_kode(layanan: Layanan, kode: str) -> tuple[Unggahan | None, int | None]:
    """The declared upload of a code and, for one `per_baris`, the number of its row; (None, None) when unknown."""
    for u in layanan.berkas:
        if u.kode == kode:
            return u, None
        if u.per_baris and (cocok := re.fullmatch(rf"{re.escape(u.kode)}__([1-9][0-9]{{0,4}})", kode)):
            return u, int(cocok[1])
    return None, None


def terkirim(p: Permohonan) -> dict[str, Any]:
    """What was bound when sending last: names of answers and fingerprints of uploads; empty for a draft."""
    kirim = p.peristiwa.filter(jenis__in=["diajukan", "diperbaiki", "berkas_disusulkan"]).order_by("urut")
    return {nama: nilai for e in kirim for nama, nilai in e.data.items()}


def _batas(p: Permohonan, unggahan: Unggahan) -> int:
    baris = p.isian.get(unggahan.per_baris) if unggahan.per_baris else None
    return unggahan.maks * max(1, len(baris)) if isinstance(baris, list) else unggahan.maks
