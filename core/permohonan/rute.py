"""From a declaration's route to desks: which office has a stage, and where the file goes next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from core.permohonan.aturan import Keadaan, TahapRute, tahap_berikut
from core.permohonan.galat import TidakBoleh, _
from core.permohonan.models import Peristiwa
from core.permohonan.pencatat import Catatan
from core.permohonan.rantai import cap_waktu
from core.permohonan.waktu import Tenggat, tenggat
from core.wilayah import kueri
from core.wilayah.models import Unit, Wilayah
from core.wilayah.peran import SEMUA

if TYPE_CHECKING:
    from core.akun.models import Warga
    from core.layanan.deklarasi import Layanan, Tahap

ALAMAT_PEMOHON = "alamat_pemohon"
Jenis = Peristiwa.Jenis


def rute_ringkas(layanan: Layanan) -> tuple[TahapRute, ...]:
    """The route in the form the rules speak about."""
    return tuple(TahapRute(i, t.peran, t.aksi, t.opsional) for i, t in enumerate(layanan.rute))


def tempat_objek(layanan: Layanan, isian: dict[str, Any], pemohon: Warga) -> Wilayah:
    """The place that decides which desa and kecamatan handle the file: of the object, not of the KTP.

    Raises TidakBoleh when the answer names no region we know.
    """
    kode = pemohon.desa_id if layanan.tempat == ALAMAT_PEMOHON else isian.get(layanan.tempat)
    tempat = Wilayah.objects.filter(pk=kode).first() if kode else None
    if tempat is None:
        raise TidakBoleh(_("Pilih dahulu desa atau kelurahan tempatnya."))
    return tempat


def unit_tahap(tahap: Tahap, tempat: str) -> Unit:
    """The office of a stage for a place: as the stage says, else by the level of its role. Raises TidakBoleh."""
    tingkat = tahap.unit or SEMUA[tahap.peran].tingkat
    try:
        return kueri.unit_untuk(tempat, tingkat)
    except Unit.DoesNotExist:
        kalimat = _("Layanan ini belum bisa diproses di tempat itu: kantor untuk tahap “%(tahap)s” belum terdaftar.")
        raise TidakBoleh(kalimat, tahap=tahap.tahap) from None


def pastikan_ada_kantor(layanan: Layanan, berlaku: Iterable[int], tempat: str) -> None:
    """Every stage that applies has an office: found out when sending, not when the file gets stuck half-way."""
    for indeks in berlaku:
        unit_tahap(layanan.rute[indeks], tempat)


def masuki(
    layanan: Layanan, k: Keadaan, sekarang: datetime, *, mulai: int | None = None, sisa: float | None = None
) -> list[Catatan]:
    """Events that bring the file to the desk of stage ``mulai`` (default: the next one), or to its end.

    Optional stages whose office has nobody in that role today are skipped, each with an event. ``sisa`` gives back
    the working hours left when the clock was stopped.
    """
    if mulai is not None:
        k = replace(k, lulus=frozenset(t for t in k.lulus if t < mulai))
    return list(_jalan(layanan, k, sekarang, sisa))


def _jalan(layanan: Layanan, k: Keadaan, sekarang: datetime, sisa: float | None) -> Iterator[Catatan]:
    lulus = set(k.lulus)
    while (indeks := tahap_berikut(k.berlaku, lulus)) is not None:
        tahap = layanan.rute[indeks]
        unit = unit_tahap(tahap, str(k.tempat))
        meja = {"tahap": indeks, "nama": tahap.tahap, "peran": tahap.peran, "unit": unit.pk, "aksi": tahap.aksi}
        if not _kosong(tahap, unit, sekarang):
            batas = tenggat(sekarang, tahap.sla if sisa is None else sisa)
            yield Catatan(Jenis.TAHAP_DIMASUKI, meja | _tulis_tenggat(batas))
            return
        yield Catatan(Jenis.TAHAP_DILEWATI, meja)
        lulus.add(indeks)
        sisa = None
    yield Catatan(Jenis.SELESAI)


def _kosong(tahap: Tahap, unit: Unit, sekarang: datetime) -> bool:
    return tahap.opsional and not kueri.pemegang(unit, tahap.peran, timezone.localdate(sekarang))


def _tulis_tenggat(batas: Tenggat) -> dict[str, Any]:
    data: dict[str, Any] = {"tenggat": cap_waktu(batas.pada)}
    return data | ({"tenggat_sementara": True} if batas.sementara else {})
