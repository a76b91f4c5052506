"""Reads for the administration of keys: who signs in this kabupaten, with which key, and who may look after it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from core.akun.models import Pengguna
from core.layanan.register import registri
from core.permohonan.aturan import TANDATANGAN
from core.surat.masa_kunci import Keadaan, Kode, keadaan
from core.surat.models import KunciPejabat, KunciSegel, PenggerakUnit, SertifikatPejabat
from core.wilayah.kueri import berlaku, penugasan_aktif
from core.wilayah.models import Cuti, Penugasan, Unit
from core.wilayah.peran import ADMIN_KABUPATEN

# What needs somebody comes first.
_URUT = (Kode.HABIS, Kode.DICABUT, Kode.TIDAK_DIKENAL, Kode.BELUM, Kode.SEGERA, Kode.BAIK)


def boleh_kelola(pengguna: Any) -> bool:
    """Whether this person looks after the keys: holds the admin's seat today, or is the installation's owner."""
    if not pengguna.is_active or pengguna.is_superuser:
        return bool(pengguna.is_active)
    kursi = penugasan_aktif(pengguna, timezone.localdate())
    return any(satu.jabatan.peran == ADMIN_KABUPATEN for satu in kursi)


@dataclass(frozen=True, slots=True)
class Pejabat:
    """An officer who signs, with his seats and his key."""

    pengguna: Pengguna
    jabatan: tuple[str, ...]
    kantor: tuple[str, ...]
    kunci: KunciPejabat | None
    keadaan: Keadaan


def peran_penanda() -> set[str]:
    """Roles that sign in any service."""
    return {tahap.peran for layanan in registri().semua() for tahap in layanan.rute if tahap.aksi == TANDATANGAN}


def para_pejabat(hari: date, cari: str = "") -> list[Pejabat]:
    """Everybody who signs today, those whose key needs somebody first. A constant number of queries."""
    per_orang: dict[int, list[Penugasan]] = {}
    for satu in _bertugas(hari):
        per_orang.setdefault(satu.pengguna_id, []).append(satu)
    kunci = {k.pengguna_id: k for k in _kunci().filter(pengguna__in=per_orang)}
    semua = [_pejabat(kursi, kunci.get(pk)) for pk, kursi in per_orang.items()]
    cocok = [satu for satu in semua if _cocok(satu, cari.casefold().split())]
    return sorted(cocok, key=lambda satu: (_URUT.index(satu.keadaan.kode), satu.pengguna.nama))


def _bertugas(hari: date) -> list[Penugasan]:
    """Seats that sign, with their holders and with who stands in for them."""
    peran = peran_penanda()
    dasar = Penugasan.objects.filter(berlaku(hari), jabatan__peran__in=peran, pengguna__is_active=True)
    cuti = Cuti.objects.filter(berlaku(hari), penugasan__jabatan__peran__in=peran, pengganti__is_active=True)
    ganti = [
        Penugasan(jabatan=satu.penugasan.jabatan, pengguna=satu.pengganti, jenis=Penugasan.Jenis.PLH)
        for satu in cuti.select_related("penugasan__jabatan__unit", "pengganti")
    ]
    return [*dasar.select_related("jabatan__unit", "pengguna"), *ganti]


def _kunci() -> QuerySet[KunciPejabat]:
    return KunciPejabat.objects.select_related("sertifikat", "pengguna")


def _pejabat(kursi: list[Penugasan], kunci: KunciPejabat | None) -> Pejabat:
    orang: Any = kursi[0].pengguna
    kantor = tuple(dict.fromkeys(satu.jabatan.unit.nama for satu in kursi))
    return Pejabat(orang, tuple(dict.fromkeys(map(str, kursi))), kantor, kunci, keadaan(kunci))


def _cocok(satu: Pejabat, kata: list[str]) -> bool:
    tempat = " ".join((satu.pengguna.nama, *satu.jabatan, *satu.kantor)).casefold()
    return all(k in tempat for k in kata)


def pejabat(pk: int) -> Pejabat | None:
    """One officer, or None when he does not sign today."""
    return next((satu for satu in para_pejabat(timezone.localdate()) if satu.pengguna.pk == pk), None)


def riwayat(**pemilik: Any) -> QuerySet[SertifikatPejabat]:
    """Certificates that were ever in use, of a person (`pengguna=`) or an office (`unit=`), newest first."""
    return SertifikatPejabat.objects.filter(**pemilik).order_by("-dibuat")


def para_segel() -> list[tuple[KunciSegel, Keadaan]]:
    """All seals with their state."""
    semua = KunciSegel.objects.select_related("unit", "sertifikat").order_by("-aktif", "unit__nama")
    return [(satu, keadaan(satu)) for satu in semua]


def para_penggerak() -> QuerySet[PenggerakUnit]:
    """Offices that have chosen how their officers sign."""
    return PenggerakUnit.objects.select_related("unit").order_by("unit__nama")


def kantor_bersurat() -> QuerySet[Unit]:
    """Offices of the kabupaten, without bodies from outside."""
    return Unit.objects.filter(~Q(jenis=Unit.Jenis.LUAR)).order_by("nama")
