"""Verbs of the plugin contract: record a version; send in, approve, refuse and withdraw an uploaded package."""

from __future__ import annotations

import hashlib
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.layanan import kueri, register
from core.layanan.deklarasi import Layanan
from core.layanan.models import PaketLayanan, PeristiwaPaket, VersiLayanan
from core.layanan.paket_beda import beda_layanan
from core.layanan.paket_hasil import HasilPeriksa
from core.layanan.sidik import sidik_layanan
from core.wilayah.models import Unit

Status = PaketLayanan.Status


class TidakDapat(Exception):
    """A verb refuses; the sentence says why and what to do next."""

    def __init__(self, pesan: str) -> None:
        super().__init__(pesan)
        self.pesan = pesan


@transaction.atomic
def catat_versi(layanan: Layanan) -> VersiLayanan:
    """The stored version with exactly this content; made when it is new. Calling again changes nothing."""
    versi, _baru = VersiLayanan.objects.get_or_create(
        sidik=sidik_layanan(layanan),
        defaults={
            "kode": layanan.kode,
            "versi": layanan.versi,
            "deklarasi": layanan.deklarasi(),
            "naskah": layanan.naskah,
        },
    )
    return versi


# --- Uploaded packages ------------------------------------------------------------------------------------------------


@transaction.atomic
def ajukan_paket(*, pengguna: Any, unit: Unit, isi: bytes, hasil: HasilPeriksa) -> PaketLayanan:
    """Keep an examined package until somebody decides. Raises TidakDapat when it can never be approved."""
    layanan = hasil.layanan
    if layanan is None:
        raise TidakDapat(_("Paket ini tidak dapat dibaca; perbaiki temuannya, lalu unggah lagi."))
    if not kueri.kantor_pengguna(pengguna).filter(pk=unit.pk).exists():
        raise TidakDapat(_("Anda hanya dapat mengunggah untuk kantor Anda sendiri."))
    _pastikan_kode(layanan)
    _pastikan_versi(layanan)
    sha = hashlib.sha256(isi).hexdigest()
    if PaketLayanan.objects.filter(sha256=sha, status__in=[Status.DIAJUKAN, Status.DISETUJUI]).exists():
        raise TidakDapat(_("Paket yang sama persis sudah diajukan atau sedang dipakai."))
    paket = PaketLayanan.objects.create(
        kode=layanan.kode, versi=layanan.versi, nama=layanan.nama, unit=unit, diajukan_oleh=pengguna, isi=isi,
        sha256=sha, deklarasi=layanan.deklarasi(), naskah=layanan.naskah, sidik=sidik_layanan(layanan),
        temuan=hasil.temuan, beda=_beda(layanan), pratinjau=hasil.pratinjau,
    )  # fmt: skip
    return _catat(paket, pengguna)


def _beda(layanan: Layanan) -> list[str]:
    kini = kueri.paket_kini(layanan.kode)
    return beda_layanan(kini.layanan() if kini else None, layanan)


def _pastikan_kode(layanan: Layanan) -> None:
    """The code is free, or belongs to an uploaded package."""
    pemilik = register.registri().pemilik(layanan.kode)
    if pemilik is not None and pemilik.jenis != "unggahan":
        kalimat = _("Kode “%(kode)s” sudah dipakai layanan lain (%(asal)s). Beri kode lain pada layanan.toml.")
        raise TidakDapat(kalimat % {"kode": layanan.kode, "asal": pemilik.kata})


def _pastikan_versi(layanan: Layanan) -> None:
    """The number goes up; content that was in use before may come back under its own number."""
    terpakai = kueri.versi_terpakai(layanan.kode, selain=sidik_layanan(layanan))
    if layanan.versi <= terpakai:
        kalimat = _("Versi %(versi)s sudah pernah dipakai dengan isi lain. Naikkan versi menjadi %(naik)s atau lebih.")
        raise TidakDapat(kalimat % {"versi": layanan.versi, "naik": terpakai + 1})


def _kunci(paket_id: int) -> PaketLayanan:
    """The row, locked together with all of its code: two approvals at once must not both win."""
    kode = PaketLayanan.objects.values_list("kode", flat=True).get(pk=paket_id)
    semua = PaketLayanan.objects.select_for_update().filter(kode=kode).order_by("pk").defer(*kueri.BERAT)
    return {satu.pk: satu for satu in semua}[paket_id]


def _catat(paket: PaketLayanan, oleh: Any) -> PaketLayanan:
    """Add to the history; every process looks again, this one at once."""
    PeristiwaPaket.objects.create(paket=paket, status=paket.status, oleh=oleh, alasan=paket.alasan)
    register.tandai_basi()
    transaction.on_commit(register.tandai_basi)
    return paket


def _putuskan(paket: PaketLayanan, oleh: Any, status: Status, alasan: str = "") -> PaketLayanan:
    paket.status, paket.alasan, paket.diputus_oleh, paket.diputus_pada = status, alasan, oleh, timezone.now()
    paket.save(update_fields=["status", "alasan", "diputus_oleh", "diputus_pada"])
    return _catat(paket, oleh)


def _pastikan_berwenang(pengguna: Any) -> None:
    if not pengguna.has_perm(kueri.BOLEH_PUTUSKAN):
        raise TidakDapat(_("Hanya pengelola layanan di Bagian Pemerintahan yang memutuskan."))


@transaction.atomic
def setujui_paket(*, paket_id: int, pengguna: Any) -> PaketLayanan:
    """Take a package into use, in place of the version before; also one that was withdrawn. Raises TidakDapat."""
    _pastikan_berwenang(pengguna)
    paket = _kunci(paket_id)
    if paket.status not in (Status.DIAJUKAN, Status.DITARIK):
        raise TidakDapat(_("Paket ini sudah %(keadaan)s.") % {"keadaan": paket.get_status_display().lower()})
    if paket.diajukan_oleh_id == pengguna.pk:
        raise TidakDapat(_("Paket yang Anda unggah sendiri harus disetujui orang lain."))
    if paket.gagal:
        raise TidakDapat(_("Paket ini belum lulus pemeriksaan. Minta kantor pengunggah memperbaiki temuannya."))
    layanan = paket.layanan()
    _pastikan_kode(layanan)
    if paket.status == Status.DIAJUKAN:
        _pastikan_versi(layanan)
    catat_versi(layanan)
    for lama in PaketLayanan.objects.filter(kode=paket.kode, status=Status.DISETUJUI).defer(*kueri.BERAT):
        _putuskan(lama, pengguna, Status.DITARIK, _("Digantikan versi %(versi)s.") % {"versi": paket.versi})
    return _putuskan(paket, pengguna, Status.DISETUJUI)


@transaction.atomic
def tolak_paket(*, paket_id: int, pengguna: Any, alasan: str) -> PaketLayanan:
    """Refuse a waiting package, with a reason its office reads. Raises TidakDapat."""
    _pastikan_berwenang(pengguna)
    paket = _kunci(paket_id)
    if paket.status != Status.DIAJUKAN:
        raise TidakDapat(_("Paket ini sudah %(keadaan)s.") % {"keadaan": paket.get_status_display().lower()})
    if not alasan.strip():
        raise TidakDapat(_("Tulis alasan penolakan, supaya kantor pengunggah tahu apa yang diperbaiki."))
    return _putuskan(paket, pengguna, Status.DITOLAK, alasan.strip())


@transaction.atomic
def tarik_paket(*, paket_id: int, pengguna: Any, alasan: str = "") -> PaketLayanan:
    """Take a package out of use, or back before a decision; running applications keep their version.

    What is in use is withdrawn by who decides; what waits also by who sent it in. Raises TidakDapat.
    """
    paket = _kunci(paket_id)
    if paket.status not in (Status.DISETUJUI, Status.DIAJUKAN):
        raise TidakDapat(_("Paket ini sudah %(keadaan)s.") % {"keadaan": paket.get_status_display().lower()})
    if paket.status == Status.DISETUJUI or paket.diajukan_oleh_id != pengguna.pk:
        _pastikan_berwenang(pengguna)
    return _putuskan(paket, pengguna, Status.DITARIK, alasan.strip())
