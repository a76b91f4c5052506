"""Reads of the signing queue and of a batch."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from core.akun.models import Pengguna
from core.permohonan import kueri
from core.permohonan.models import Permohonan
from core.surat.models import HIDUP, Bacaan, ButirSesi, SesiTtd, StatusSurat, Surat, TandaTangan
from core.wilayah.models import Penugasan

UKURAN_ANTREAN = 50
SIAP = (StatusSurat.BEKU, StatusSurat.DITANDATANGANI)


@dataclass(frozen=True, slots=True)
class Baris:
    """One file of the queue: its frozen letter, when there is one, and how many of its pages were opened."""

    p: Permohonan
    surat: Surat | None
    dibaca: int

    @property
    def siap(self) -> bool:
        """Whether it can be signed now."""
        return self.surat is not None and self.surat.status in SIAP

    @property
    def habis_dibaca(self) -> bool:
        """Whether every page was opened."""
        return self.surat is not None and 0 < self.surat.halaman <= self.dibaca


@dataclass(frozen=True, slots=True)
class Antrean:
    """One page of the queue; `berikut` is the cursor of the next."""

    baris: list[Baris]
    berikut: str


def antrean(penugasan: Sequence[Penugasan], pengguna: Pengguna, kursor: str = "") -> Antrean:
    """What waits for this officer's signature, most urgent first; a constant number of queries."""
    halaman = kueri.per_tenggat(_bersurat(kueri.menunggu_ttd(penugasan)), kursor, UKURAN_ANTREAN)
    return Antrean(baris(halaman.isi, pengguna), halaman.berikut)


def _bersurat(semua: QuerySet[Permohonan]) -> QuerySet[Permohonan]:
    return semua.prefetch_related(Prefetch("surat", Surat.objects.filter(status__in=HIDUP), to_attr="surat_hidup"))


def baris(isi: Iterable[Permohonan], pengguna: Pengguna) -> list[Baris]:
    """These files with what was read of their letters."""
    isi = list(isi)
    surat = {p.pk: _surat_hidup(p) for p in isi}
    dibaca = _dibaca([s for s in surat.values() if s], pengguna)
    hasil = []
    for p in isi:
        satu = surat[p.pk]
        hasil.append(Baris(p, satu, dibaca.get((satu.pk, satu.sha_kini), 0) if satu else 0))
    return hasil


def _surat_hidup(p: Permohonan) -> Surat | None:
    ada: list[Surat] = getattr(p, "surat_hidup", [])
    return ada[0] if ada else None


def _dibaca(surat: Iterable[Surat], pengguna: Pengguna) -> dict[tuple[UUID, str], int]:
    semua = Bacaan.objects.filter(pengguna=pengguna, surat__in=list(surat))
    return {(satu.surat_id, satu.sha): len(satu.halaman) for satu in semua}


def siap_ditandatangani(penugasan: Sequence[Penugasan], pilihan: Sequence[UUID] | None = None) -> QuerySet[Permohonan]:
    """Files of the queue whose letter is frozen; of `pilihan` only, when given."""
    semua = kueri.menunggu_ttd(penugasan)
    if pilihan is not None:
        semua = semua.filter(pk__in=pilihan)
    beku = Surat.objects.filter(permohonan=OuterRef("pk"), status__in=SIAP)
    return _bersurat(semua.filter(Exists(beku)).order_by("tenggat", "id"))


def berikut(penugasan: Sequence[Penugasan], sesudah: Permohonan) -> Permohonan | None:
    """The next file of the queue, for leafing through."""
    halaman = kueri.per_tenggat(kueri.menunggu_ttd(penugasan), kueri.kursor_pada(sesudah), 1)
    return halaman.isi[0] if halaman.isi else None


def sesi_milik(pengguna: Pengguna) -> QuerySet[SesiTtd]:
    """This officer's batches; nobody else's exist for him."""
    return SesiTtd.objects.filter(pengguna=pengguna)


def butir_sesi(sesi: SesiTtd) -> list[ButirSesi]:
    """The letters of a batch as they stand now: a signature that recovery has finished counts as done."""
    sah = TandaTangan.objects.filter(surat=OuterRef("surat"), pengguna=sesi.pengguna_id, status="sah")
    semua = sesi.butir.select_related("surat__permohonan__pemohon__pengguna").annotate(sudah=Exists(sah))
    hasil: list[ButirSesi] = []
    for satu in semua:
        if satu.sudah:
            satu.status, satu.alasan = ButirSesi.Status.SELESAI, ""
        hasil.append(satu)
    return hasil
