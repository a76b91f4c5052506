"""Reads: who may act where today. Nobody else in the system asks who somebody is by comparing a title."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from core.wilayah.ingatan import diingat
from core.wilayah.models import Cuti, Jabatan, Penugasan, Unit, Wilayah

# Stage units of the services that are one office per kecamatan under another name.
_SEBUTAN_UNIT = {"polsek-polresta": "polsek"}
_URUT_JENIS = {Penugasan.Jenis.DEFINITIF: 0, Penugasan.Jenis.PLT: 1, Penugasan.Jenis.PLH: 2}


@dataclass(frozen=True, slots=True)
class Pemegang:
    """A person in a seat on a given day, ready to be printed or notified."""

    pengguna_id: int
    nama: str
    nip: str
    jabatan_nama: str  # as a letter names it: "Plt. Kepala Desa Pepelegi"
    jenis: str
    unit_id: int
    peran: str
    jabatan_id: int


def berlaku(hari: date) -> Q:
    """Rows with `mulai` and `sampai` that hold on this day, both ends included."""
    return Q(mulai__lte=hari) & (Q(sampai__isnull=True) | Q(sampai__gte=hari))


def _tercatat(hari: date) -> QuerySet[Penugasan]:
    """Recorded assignments that hold today and whose holder is neither on leave from that seat nor locked out."""
    libur = Cuti.objects.filter(berlaku(hari)).values("penugasan")
    dasar = Penugasan.objects.filter(berlaku(hari), pengguna__is_active=True).exclude(pk__in=libur)
    return dasar.select_related("jabatan__unit__wilayah", "jabatan__unit__induk", "pengguna")


def _digantikan(hari: date) -> QuerySet[Cuti]:
    """Leave with a substitute who is here today; who is away himself stands in for nobody.

    The assignment must hold as well: nobody stands in for an office holder who has left.
    """
    pergi = Cuti.objects.filter(berlaku(hari)).values("penugasan__pengguna")
    menjabat = Penugasan.objects.filter(berlaku(hari)).values("pk")
    dasar = Cuti.objects.filter(berlaku(hari), penugasan__in=menjabat, pengganti__is_active=True)
    jalan = ("penugasan__jabatan__unit__wilayah", "penugasan__jabatan__unit__induk", "pengganti")
    return dasar.exclude(pengganti__in=pergi).select_related(*jalan)


def _sebagai_plh(cuti: Cuti) -> Penugasan:
    return Penugasan(
        jabatan=cuti.penugasan.jabatan,
        pengguna=cuti.pengganti,
        jenis=Penugasan.Jenis.PLH,
        mulai=cuti.mulai,
        sampai=cuti.sampai,
    )


def _gabung(tercatat: QuerySet[Penugasan], cuti: QuerySet[Cuti]) -> list[Penugasan]:
    """Definitive before Plt before Plh; one row per person and seat, even when recorded twice."""
    semua = sorted([*tercatat, *map(_sebagai_plh, cuti)], key=lambda p: _URUT_JENIS[Penugasan.Jenis(p.jenis)])
    unik: dict[tuple[int, int], Penugasan] = {}
    for satu in semua:
        unik.setdefault((satu.jabatan_id, satu.pengguna_id), satu)
    return list(unik.values())


@diingat
def penugasan_aktif(pengguna: Any, hari: date) -> list[Penugasan]:
    """Seats this person may act from on this day. A substitute's row is unsaved (no pk): it lives in the leave."""
    return _gabung(_tercatat(hari).filter(pengguna=pengguna), _digantikan(hari).filter(pengganti=pengguna))


@diingat
def pemegang(unit: Unit, peran: str, hari: date) -> list[Pemegang]:
    """Who holds this role in this office on this day; empty when nobody does."""
    tercatat = _tercatat(hari).filter(jabatan__unit=unit, jabatan__peran=peran)
    cuti = _digantikan(hari).filter(penugasan__jabatan__unit=unit, penugasan__jabatan__peran=peran)
    return [_sebagai_pemegang(p) for p in _gabung(tercatat, cuti)]


def _sebagai_pemegang(penugasan: Penugasan) -> Pemegang:
    pengguna: Any = penugasan.pengguna
    return Pemegang(
        pengguna_id=penugasan.pengguna_id,
        nama=pengguna.nama,
        nip=pengguna.nip,
        jabatan_nama=penugasan.nama_jabatan,
        jenis=penugasan.jenis,
        unit_id=penugasan.jabatan.unit_id,
        peran=penugasan.jabatan.peran,
        jabatan_id=penugasan.jabatan_id,
    )


def ada_jabatan(unit: Unit, peran: str) -> bool:
    """Whether this office has such a seat at all, held or vacant."""
    return Jabatan.objects.filter(unit=unit, peran=peran).exists()


@diingat
def unit_khusus(kode: str) -> Unit:
    """An office under its own short code, "dinas-sosial"; raises Unit.DoesNotExist."""
    return Unit.objects.select_related("wilayah", "induk").get(kode=kode)


@diingat
def unit_untuk(wilayah_kode: str, tingkat: str) -> Unit:
    """The office that handles a place at a level; raises Unit.DoesNotExist.

    `tingkat` is "desa" (desa or kelurahan), "kecamatan", an office that every kecamatan has ("kua", "polsek"), or the
    code of an office of the whole kabupaten ("dinas-sosial").
    """
    kecamatan = ".".join(wilayah_kode.split(".")[:3])
    tetap = {"desa": wilayah_kode, "kelurahan": wilayah_kode, "kecamatan": kecamatan}
    if tingkat in tetap:
        return unit_khusus(tetap[tingkat])
    pilihan = [f"{_SEBUTAN_UNIT.get(tingkat, tingkat)}-{kecamatan}", tingkat]
    ada = {u.kode: u for u in Unit.objects.filter(kode__in=pilihan).select_related("wilayah", "induk")}
    return next((ada[kode] for kode in pilihan if kode in ada), None) or unit_khusus(tingkat)


@diingat
def unit_nomor(pk: int) -> Unit:
    """An office by its key; raises Unit.DoesNotExist."""
    return Unit.objects.select_related("wilayah", "induk").get(pk=pk)


@diingat
def wilayah(kode: str) -> Wilayah | None:
    """A region with those above it; None when the code is unknown."""
    return Wilayah.objects.select_related("induk__induk").filter(kode=kode).first()
