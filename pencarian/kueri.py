"""Answers to a question, as the pages need them."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import islice
from typing import Any

from django.db.models import QuerySet, Sum
from django.utils import timezone
from django.utils.functional import Promise
from rapidfuzz import fuzz, process

from pencarian import mesin
from pencarian.indeks import Hasil, Temuan
from pencarian.kata import kata_saja, rapikan
from pencarian.mesin import Isi
from pencarian.models import KataKosong
from pencarian.saringan import RAGAM, Permintaan, pilihan
from pencarian.sumber import Entri, Sumber, semua

TERATAS = 3
SEKELOMPOK = 8  # of one kind on the page of all kinds
SEJENIS = 60  # on the page of one kind
SARAN = 4
MIRIP_SARAN = 58  # of 100: below this a suggestion would be a guess in the dark
SIMPAN = timedelta(days=31)  # how long a question without an answer is counted
KALI_TAMPIL = 2


@dataclass(frozen=True)
class Kelompok:
    """Answers of one kind; `lagi` are those that do not stand here."""

    jenis: str
    nama: str | Promise
    entri: list[Entri]
    lagi: int = 0


@dataclass(frozen=True)
class Jawaban:
    """What the page says to a question."""

    jumlah: int = 0
    teratas: list[Entri] = field(default_factory=list)
    kelompok: list[Kelompok] = field(default_factory=list)
    dipahami: str = ""
    siapa: bool = False
    saran: list[str] = field(default_factory=list)
    lama: list[Kelompok] = field(default_factory=list)  # kinds that hold more than memory does; asked for alone


@dataclass(frozen=True)
class Butir:
    """One choice of a filter with the number of entries behind it."""

    kunci: str
    nama: str
    ikon: str
    jumlah: int
    ya: bool


def jawab(kini: Isi, minta: Permintaan) -> Jawaban:
    """Answers by kind; the three best of all kinds first when there is a question in words."""
    boleh = _boleh(kini, minta)
    hasil = kini.indeks.cari(minta.q, boleh) if minta.q else _semua(kini, boleh)
    entri = [satu.entri for satu in hasil.temuan]
    teratas = entri[:TERATAS] if minta.q and not minta.jenis else []
    kelompok = [k for sumber in semua() if (k := _kelompok(sumber, entri, teratas, minta))]
    urutan = [satu.jenis for satu in entri]
    kelompok.sort(key=lambda k: urutan.index(k.jenis) if k.jenis in urutan else len(urutan))
    jumlah = len(teratas) + sum(len(k.entri) + k.lagi for k in kelompok)
    saran = [] if jumlah or not minta.q else _saran(kini, minta.q)
    lama = [Kelompok(s.jenis, s.nama_jenis, []) for s in semua() if s.cari and minta.q and not minta.jenis]
    return Jawaban(jumlah, teratas, kelompok, hasil.dipahami if jumlah else "", hasil.siapa, saran, lama)


def kunci_cocok(jenis: str, teks: str) -> list[str]:
    """Keys of the entries of one kind that answer a question, best first."""
    kini = mesin.isi()
    boleh = {n for n, satu in enumerate(kini.indeks.entri) if satu.jenis == jenis}
    return [satu.entri.kunci for satu in kini.indeks.cari(rapikan(teks), boleh).temuan]


def _butir(kini: Isi, ragam: str, minta: Permintaan) -> list[Butir]:
    """The choices of a filter that lead somewhere; the number says how many entries in all."""
    milik = [satu[ragam] for satu in kini.kelompok]
    dipilih = getattr(minta, ragam)
    pilih = dipilih if ragam == "pegangan" else (dipilih,)
    semua_butir = (
        Butir(k, p.sebutan, p.ikon, sum(k in satu for satu in milik), k in pilih) for k, p in pilihan(ragam).items()
    )
    return [satu for satu in semua_butir if satu.jumlah]


def saringan(kini: Isi, minta: Permintaan) -> dict[str, list[Butir]]:
    """All filters of the page."""
    return {ragam: _butir(kini, ragam, minta) for ragam in RAGAM}


def _boleh(kini: Isi, minta: Permintaan) -> set[int] | None:
    if not (minta.menyaring or minta.jenis):
        return None
    pasangan = zip(kini.indeks.entri, kini.kelompok, strict=True)
    return {nomor for nomor, (satu, milik) in enumerate(pasangan) if minta.cocok(satu, milik)}


def _semua(kini: Isi, boleh: Collection[int] | None) -> Hasil:
    """Everything behind a filter, services first."""
    nomor = range(len(kini.indeks.entri)) if boleh is None else boleh
    entri = sorted((kini.indeks.entri[n] for n in nomor), key=lambda e: (-e.bobot, e.judul))
    return Hasil(tuple(Temuan(satu, satu.bobot) for satu in entri))


def _kelompok(sumber: Sumber, entri: list[Entri], teratas: list[Entri], minta: Permintaan) -> Kelompok | None:
    milik = [satu for satu in entri if satu.jenis == sumber.jenis]
    if sumber.cari and minta.jenis == sumber.jenis and not minta.menyaring and (kata := kata_saja(minta.q)):
        ada = {satu.kunci for satu in milik}
        milik += [satu for satu in islice(sumber.cari(kata, SEJENIS), SEJENIS) if satu.kunci not in ada]
    sisa = [satu for satu in milik if satu not in teratas]
    batas = SEJENIS if minta.jenis else SEKELOMPOK
    return Kelompok(sumber.jenis, sumber.nama_jenis, sisa[:batas], len(sisa[batas:])) if sisa else None


def _saran(kini: Isi, teks: str) -> list[str]:
    """Everyday phrases of this site that look like what was typed."""
    frasa = list(dict.fromkeys(kata for satu in kini.indeks.entri for kata in (*satu.kata, satu.judul)))
    mirip = process.extract(
        teks.lower(), frasa, scorer=fuzz.WRatio, processor=str.lower, score_cutoff=MIRIP_SARAN, limit=SARAN
    )
    return [kata for kata, _nilai, _letak in mirip]


def kosong_sebulan() -> QuerySet[Any, Any]:
    """Questions of the last month without an answer, the most frequent first.

    What was asked once only is left out: a single question may be somebody's name.
    """
    sejak = timezone.localdate() - SIMPAN
    baris = KataKosong.objects.filter(hari__gte=sejak).order_by().values("kata")
    return baris.annotate(kali=Sum("jumlah")).filter(kali__gte=KALI_TAMPIL).order_by("-kali", "kata")
