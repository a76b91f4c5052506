"""Reads of the number registers: which books an office keeps, and each number of a book explained.

Officers see the books of the offices where they hold a seat today, by the rule of the inbox. In a series that several
offices share, the numbers of the others are there (else the book would have holes) without what they were about.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from heapq import merge
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Count, Exists, F, IntegerField, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from core.layanan.deklarasi import Layanan, NaskahSurat
from core.layanan.register import registri
from core.permohonan.aturan import TANDATANGAN
from core.surat import nomor
from core.surat.models import BlokNomor, Penghitung, StatusSurat, Surat, SuratKertas
from core.wilayah.models import Unit
from core.wilayah.peran import EDITOR, SEMUA

if TYPE_CHECKING:
    from core.wilayah.models import Penugasan

UKURAN_HALAMAN = 50
POTONGAN = 500  # rows read at a time for print and export
CELAH_DITUNJUK = 20
UMUM = "umum"
_DISIAPKAN = {StatusSurat.DINOMORI, StatusSurat.BEKU, StatusSurat.DITANDATANGANI}


# --- Registers and kinds of letters -----------------------------------------------------------------------------------


def kantor_petugas(penugasan: Iterable[Penugasan]) -> list[Unit]:
    """Offices whose books these seats open, in the order of their codes; editors of the site keep none."""
    unit = {p.jabatan.unit_id: p.jabatan.unit for p in penugasan if p.jabatan.peran != EDITOR}
    return sorted(unit.values(), key=lambda satu: satu.kode)


def naskah_kantor(unit: Unit, register: str | None = None) -> list[NaskahSurat]:
    """The kinds of letters this office signs, of one register or of all."""
    semua = [la.surat for la in registri().semua() if la.surat and _ditandatangani_di(la, unit)]
    return [satu for satu in semua if register in (None, satu.register)]


def _ditandatangani_di(layanan: Layanan, unit: Unit) -> bool:
    tingkat = {t.unit or SEMUA[t.peran].tingkat for t in layanan.rute if t.aksi == TANDATANGAN}
    jenis = "desa" if unit.jenis == Unit.Jenis.KELURAHAN else str(unit.jenis)
    return bool(tingkat & {jenis, unit.kode, unit.kode.split("-")[0]})


def register_kantor(unit: Unit) -> list[str]:
    """Registers this office may take numbers from: those of its letters, and "umum" for all others."""
    return sorted({UMUM} | {satu.register for satu in naskah_kantor(unit)})


def semua_register() -> list[str]:
    """Every register that a service names, and those in use."""
    dipakai = Penghitung.objects.values_list("register", flat=True).distinct()
    return sorted({UMUM, *dipakai} | {la.surat.register for la in registri().semua() if la.surat})


def templat_register(register: str) -> str:
    """How a number of this register is written."""
    return next(
        (la.surat.nomor for la in registri().semua() if la.surat and la.surat.register == register), nomor.BAWAAN
    )


# --- Books ------------------------------------------------------------------------------------------------------------


def buku_kantor(unit: Unit) -> QuerySet[Penghitung]:
    """Counters that hold a number of this office, its own or shared ones; newest year first."""
    dari_surat = Surat.objects.filter(unit=unit).values("penghitung").distinct()
    dari_blok = BlokNomor.objects.filter(unit=unit).values("penghitung").distinct()
    ada = Q(unit=unit, terakhir__gt=0) | Q(pk__in=dari_surat) | Q(pk__in=dari_blok)
    return Penghitung.objects.filter(ada).select_related("unit").order_by("-tahun", "register", "pk")


def blok_kantor(unit_ids: Sequence[int]) -> QuerySet[BlokNomor]:
    """Blocks for paper letters of these offices with the count of numbers still to be entered."""
    belum = Count("surat_kertas", filter=Q(surat_kertas__status=SuratKertas.Status.BELUM))
    semua = BlokNomor.objects.filter(unit__in=unit_ids, jenis=BlokNomor.Jenis.KERTAS)
    return semua.annotate(belum=belum).select_related("unit", "penghitung", "dibuat_oleh").order_by("-id")


@dataclass(frozen=True, slots=True)
class Kelengkapan:
    """Whether the book is whole: each of 1 to `terakhir` on exactly one row."""

    terakhir: int
    belum: int
    celah: tuple[int, ...] = ()
    lengkap: bool = True


def kelengkapan(buku: Penghitung) -> Kelengkapan:
    """Counted in one statement, so a number taken meanwhile is in all of the sums or in none."""
    baris = Penghitung.objects.filter(pk=buku.pk).values("terakhir").annotate(
        surat_=_hitung(Surat.objects.all()), kertas_=_hitung(SuratKertas.objects.all()),
        belum_=_hitung(SuratKertas.objects.filter(status=SuratKertas.Status.BELUM)),
        kembar=Exists(Surat.objects.filter(penghitung=OuterRef("pk"), urut__in=_urut_kertas())),
        atas=_tertinggi(Surat.objects.all()), atas_kertas=_tertinggi(SuratKertas.objects.all()),
    ).get()  # fmt: skip
    n = baris["terakhir"]
    utuh = baris["surat_"] + baris["kertas_"] == n >= max(baris["atas"], baris["atas_kertas"]) and not baris["kembar"]
    return Kelengkapan(n, baris["belum_"], () if utuh else tuple(celah(buku.pk, n)), utuh)


def _urut_kertas() -> QuerySet[SuratKertas, Any]:
    return SuratKertas.objects.filter(penghitung=OuterRef("penghitung")).values("urut")


def _hitung(semua: QuerySet[Any]) -> Coalesce:
    milik = semua.filter(penghitung=OuterRef("pk")).order_by().values("penghitung")
    return Coalesce(Subquery(milik.annotate(n=Count("pk")).values("n"), output_field=IntegerField()), 0)


def _tertinggi(semua: QuerySet[Any]) -> Coalesce:
    milik = semua.filter(penghitung=OuterRef("pk")).order_by().values("penghitung")
    return Coalesce(Subquery(milik.annotate(n=Max("urut")).values("n"), output_field=IntegerField()), 0)


def celah(penghitung_id: int, terakhir: int) -> list[int]:
    """The first numbers of a series that no row explains, or that two rows do, or that lie above its counter."""
    dua = [set(m.objects.filter(penghitung=penghitung_id).values_list("urut", flat=True)) for m in (Surat, SuratKertas)]
    salah = (set(range(1, terakhir + 1)) ^ (dua[0] | dua[1])) | (dua[0] & dua[1])
    return sorted(salah)[:CELAH_DITUNJUK]


# --- Numbers of a book ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SaringanBuku:
    """What the officer narrows the book down to."""

    bulan: int = 0  # 1 to 12
    cari: str = ""


@dataclass(frozen=True, slots=True)
class Baris:
    """One number and what became of it. `keadaan`: disiapkan, terbit, batal, dicabut, diganti, kertas, belum,
    tidak_dipakai or dilewati.
    """

    urut: int
    nomor: str
    tanggal: date
    keadaan: str
    unit_id: int
    kantor: str
    perihal: str = ""
    nama: str = ""
    penanda: str = ""
    keterangan: str = ""
    permohonan_id: UUID | None = None
    blok_id: int | None = None

    def samar(self) -> Baris:
        """The number of another office: that it is used, by whom, and nothing else."""
        kosong: dict[str, Any] = dict.fromkeys(("perihal", "nama", "penanda", "keterangan"), "")
        return replace(self, **kosong, permohonan_id=None, blok_id=None)


@dataclass(frozen=True, slots=True)
class HalamanBuku:
    """One page of a book, newest number first; `berikut` is the last number shown, 0 on the last page."""

    isi: list[Baris]
    berikut: int


def halaman_buku(
    buku: Penghitung, kantor: frozenset[int], saringan: SaringanBuku, *, sebelum: int = 0, ukuran: int = UKURAN_HALAMAN
) -> HalamanBuku:
    """Keyset paging by the number itself: the last page costs what the first does. Three queries, whatever is shown."""
    batas = Q(urut__lt=sebelum) if sebelum else Q()
    isi = _gabung(buku, kantor, saringan, batas, "-urut", ukuran + 1)
    return HalamanBuku(isi[:ukuran], isi[ukuran - 1].urut if len(isi) > ukuran else 0)


def seluruh_buku(buku: Penghitung, kantor: frozenset[int], saringan: SaringanBuku) -> Iterator[Baris]:
    """All numbers from the first, read in pieces: for print and export."""
    sesudah = 0
    while potong := _gabung(buku, kantor, saringan, Q(urut__gt=sesudah), "urut", POTONGAN):
        yield from potong
        sesudah = potong[-1].urut


def _gabung(
    buku: Penghitung, kantor: frozenset[int], saringan: SaringanBuku, batas: Q, urutan: str, n: int
) -> list[Baris]:
    """The first n of letters and block numbers together."""
    surat = _surat(buku, kantor, saringan).filter(batas).order_by(urutan)[:n]
    kertas = _kertas(buku, kantor, saringan).filter(batas).order_by(urutan)[:n]
    semua = [*map(_baris_surat, surat), *map(_baris_kertas, kertas)]
    semua.sort(key=lambda satu: satu.urut, reverse=urutan.startswith("-"))
    return [satu if satu.unit_id in kantor else satu.samar() for satu in semua[:n]]


def _bulan(buku: Penghitung, bulan: int) -> Q:
    """A month of the book's year as a range, which the index serves."""
    if not 1 <= bulan <= 12:
        return Q()
    akhir = date(buku.tahun + bulan // 12, bulan % 12 + 1, 1)
    return Q(tanggal__gte=date(buku.tahun, bulan, 1), tanggal__lt=akhir)


def _surat(buku: Penghitung, kantor: frozenset[int], saringan: SaringanBuku) -> QuerySet[Surat]:
    syarat = Q(penghitung=buku) & _bulan(buku, saringan.bulan)
    if kata := saringan.cari:
        pemohon = Q(permohonan__pemohon__pengguna__nama__icontains=kata)
        # Only within the own offices: a search must not tell what another office's letter is about.
        syarat &= Q(unit__in=kantor) & (Q(nomor__icontains=kata) | Q(judul__icontains=kata) | pemohon)
    terkait = Surat.objects.filter(syarat).select_related("unit", "permohonan__pemohon__pengguna")
    hanya = ("urut", "nomor", "tanggal", "status", "judul", "alasan_batal", "unit__nama", "permohonan__pemohon_id",
             "permohonan__pemohon__pengguna__nama", "permohonan__pemohon__pengguna_id")  # fmt: skip
    return terkait.only(*hanya).prefetch_related("tanda_tangan")


def _kertas(buku: Penghitung, kantor: frozenset[int], saringan: SaringanBuku) -> QuerySet[SuratKertas]:
    syarat = Q(penghitung=buku) & _bulan(buku, saringan.bulan)
    if kata := saringan.cari:
        isi = Q(nomor__icontains=kata) | Q(perihal__icontains=kata) | Q(penerima__icontains=kata)
        syarat &= Q(blok__unit__in=kantor) & isi
    return SuratKertas.objects.filter(syarat).select_related("blok__unit")


def _baris_surat(surat: Surat) -> Baris:
    penanda = [ttd.nama for ttd in surat.tanda_tangan.all()]
    return Baris(
        urut=surat.urut,
        nomor=surat.nomor,
        tanggal=surat.tanggal,
        keadaan="disiapkan" if surat.status in _DISIAPKAN else str(surat.status),
        unit_id=surat.unit_id,
        kantor=surat.unit.nama,
        perihal=surat.judul,
        nama=surat.permohonan.pemohon.pengguna.nama,
        penanda=", ".join(penanda),
        keterangan=surat.alasan_batal,
        permohonan_id=surat.permohonan_id,
    )


def _baris_kertas(kertas: SuratKertas) -> Baris:
    blok = kertas.blok
    lewat = blok.jenis == BlokNomor.Jenis.LEWATI
    return Baris(
        urut=kertas.urut,
        nomor=kertas.nomor,
        tanggal=kertas.tanggal,
        keadaan="dilewati" if lewat else {"terpakai": "kertas", "batal": "tidak_dipakai"}.get(kertas.status, "belum"),
        unit_id=blok.unit_id,
        kantor=blok.unit.nama,
        perihal=kertas.perihal,
        nama=kertas.penerima,
        penanda=kertas.penanda,
        keterangan=kertas.alasan or (blok.alasan if kertas.status == SuratKertas.Status.BELUM else ""),
        blok_id=None if lewat else blok.pk,
    )


# --- For the integrity checks -----------------------------------------------------------------------------------------


def urut_per_seri() -> Iterator[tuple[int, list[int]]]:
    """All numbers of each series, sorted, a number explained twice twice; two queries for the whole system."""
    urutan = ("penghitung", "urut")
    aliran = (m.objects.order_by(*urutan).values_list(*urutan).iterator() for m in (Surat, SuratKertas))
    for penghitung, baris in groupby(merge(*aliran), key=itemgetter(0)):
        yield penghitung, [urut for _seri, urut in baris]


def urut_per_buku() -> Iterator[tuple[tuple[int, str, int], list[int]]]:
    """All numbers of each office's book, sorted, from whichever series; those passed over are in no book."""
    kolom = ("unit", "register", "tahun")
    blok = [f"blok__{satu}" for satu in kolom]
    surat = Surat.objects.order_by("unit").values_list(*kolom, "urut").iterator()
    milik = SuratKertas.objects.exclude(blok__jenis=BlokNomor.Jenis.LEWATI)
    kertas = milik.order_by("blok__unit").values_list(*blok, "urut").iterator()
    # Grouped by hand inside an office: databases and Python do not agree on the order of words.
    for _unit, baris in groupby(merge(surat, kertas, key=itemgetter(0)), key=itemgetter(0)):
        per_buku: dict[tuple[int, str, int], list[int]] = defaultdict(list)
        for unit, register, tahun, urut in baris:
            per_buku[unit, register, tahun].append(urut)
        yield from ((kunci, sorted(semua)) for kunci, semua in per_buku.items())


def blok_tidak_utuh() -> QuerySet[BlokNomor]:
    """Blocks whose rows are not exactly their numbers, or belong to another series than the block."""
    hitung = Count("surat_kertas", filter=Q(surat_kertas__urut__gte=F("dari"), surat_kertas__urut__lte=F("sampai")))
    asing = Count("surat_kertas", filter=~Q(surat_kertas__penghitung=F("penghitung")))
    semua = BlokNomor.objects.annotate(isi=hitung, semua=Count("surat_kertas"), asing=asing)
    utuh = Q(isi=F("sampai") - F("dari") + 1, semua=F("isi"), asing=0, tahun=F("penghitung__tahun"))
    return semua.exclude(utuh)
