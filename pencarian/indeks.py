"""The index: entries and synonyms in memory, and the entries that answer a question, best first. Pure."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from heapq import nlargest
from math import log

from pencarian.kamus import MUTU, Calon, Kamus
from pencarian.kata import JUMLAH_KATA, akar, lipat, majemuk, pecah, pecah_asli
from pencarian.sumber import Entri

JUMLAH_TEMUAN = 60
DITIMBANG = 100  # entries whose phrases are looked at; the others have too little in common with the question
KATA_SINONIM = 4  # words of a phrase that synonyms may have
# What a word weighs in each part of an entry.
JUDUL, KATA, RINGKAS, PERISTIWA, KANTOR, SYARAT = 4.0, 3.6, 3.0, 1.6, 1.2, 0.4
SINONIM = 0.86  # a synonym counts a little less than the word itself
TERTUTUP = 0.6  # a word that is part of a phrase with synonyms of its own ("jalan rusak") counts less alone
ASING = 0.5  # share of the heaviest word's weight that an unknown word of the question has
FRASA = 2.2  # what a whole phrase is worth beyond its words
SEBAGIAN = 0.3  # share of that which does not depend on how much of the question the phrase covers
KEMBAR = 0.5  # what is left of the second entry of the same thing
EKOR = 0.2  # answers below this share of the best one are left out


@dataclass(frozen=True)
class Padanan:
    """Synonyms: people type one of `kata`, offices write one of `berarti`."""

    kata: tuple[str, ...]
    berarti: tuple[str, ...]


@dataclass(frozen=True)
class Bahasa:
    """What an index knows of the language: synonyms, words that say nothing, words that ask for the office."""

    padanan: tuple[Padanan, ...] = ()
    lewat: frozenset[str] = frozenset()
    siapa: tuple[str, ...] = ()


@dataclass(frozen=True)
class Temuan:
    """One answer."""

    entri: Entri
    nilai: float


@dataclass(frozen=True)
class Hasil:
    """Answers, best first; `dipahami` is the question as understood when words had to be guessed, else empty."""

    temuan: tuple[Temuan, ...] = ()
    dipahami: str = ""
    siapa: bool = False  # the question was who handles it
    asing: tuple[str, ...] = ()  # words that nothing here knows


@dataclass
class _Konsep:
    """One thing the question asks for, as alternatives: (quality, words that must all occur)."""

    alternatif: list[tuple[float, tuple[str, ...]]]
    bobot: float = 0.0
    istilah: dict[str, float] = field(default_factory=dict)


class Indeks:
    """An index over entries. It never changes; a new one is made when a source has changed."""

    def __init__(self, entri: Iterable[Entri], bahasa: Bahasa = Bahasa()) -> None:
        self.entri: Sequence[Entri] = tuple(entri)
        self._lewat = {lipat(kata) for kata in bahasa.lewat}
        self._siapa = [tuple(pecah(satu)) for satu in bahasa.siapa]
        self._letak: dict[str, dict[int, float]] = defaultdict(dict)
        self._frasa: list[list[tuple[str, ...]]] = []
        self._seakar: dict[str, set[str]] = defaultdict(set)
        asli: dict[str, str] = {}
        for nomor, satu in enumerate(self.entri):
            self._masukkan(nomor, satu, asli)
        self._padanan = self._susun_padanan(bahasa.padanan, asli)
        self._berat = {kata: log(1 + len(self.entri) / _tersebar(letak)) for kata, letak in self._letak.items()}
        self._paling_berat = log(1 + len(self.entri))
        for kata in self._lewat:
            asli.setdefault(kata, kata)
        self.kamus = Kamus(asli, {kata: len(letak) for kata, letak in self._letak.items()})

    # --- filling -------------------------------------------------------------------------------------------------

    def _masukkan(self, nomor: int, satu: Entri, asli: dict[str, str]) -> None:
        frasa = [self._tambah(nomor, satu.judul, JUDUL, asli, panjang=True)]
        frasa += [self._tambah(nomor, kata, KATA, asli, panjang=True) for kata in satu.kata]
        for kata in satu.peristiwa:
            self._tambah(nomor, kata.replace("_", " "), PERISTIWA, asli)
        self._tambah(nomor, satu.ringkas, RINGKAS, asli, panjang=True)
        self._tambah(nomor, satu.kantor, KANTOR, asli)
        self._tambah(nomor, " ".join(satu.syarat), SYARAT, asli)
        self._frasa.append([f for f in dict.fromkeys(frasa) if f])

    def _tambah(
        self, nomor: int, teks: str, berat: float, asli: dict[str, str], *, panjang: bool = False
    ) -> tuple[str, ...]:
        """Post the words of a text; answers its words that say something. In a long phrase each word counts less."""
        isi = [(lipatan, kata) for lipatan, kata in pecah_asli(teks) if lipatan not in self._lewat]
        berat = berat * (0.5 + 0.5 / max(1, len(isi) - 1)) if panjang else berat
        for lipatan, kata in [*isi, *((satu, satu) for satu in majemuk(teks))]:
            asli.setdefault(lipatan, kata)
            self._seakar[akar(lipatan)].add(lipatan)
            for istilah in (lipatan, akar(lipatan)):
                letak = self._letak[istilah]
                letak[nomor] = max(berat, letak.get(nomor, 0.0))
        return tuple(dict.fromkeys(lipatan for lipatan, _kata in isi))

    def _susun_padanan(
        self, padanan: Iterable[Padanan], asli: dict[str, str]
    ) -> dict[tuple[str, ...], list[tuple[str, ...]]]:
        hasil: dict[tuple[str, ...], list[tuple[str, ...]]] = defaultdict(list)
        for satu in padanan:
            arti = [a for a in (tuple(k for k in pecah(b) if k not in self._lewat) for b in satu.berarti) if a]
            for teks in satu.kata:
                pasangan = pecah_asli(teks)[:KATA_SINONIM]
                kunci = tuple(lipatan for lipatan, _kata in pasangan)
                asli.update({lipatan: kata for lipatan, kata in pasangan if lipatan not in asli})
                hasil[kunci] += [a for a in arti if a != kunci and a not in hasil[kunci]]
        return hasil

    # --- asking --------------------------------------------------------------------------------------------------

    def cari(self, teks: str, boleh: Collection[int] | None = None) -> Hasil:
        """Answers to a question; only entries numbered in `boleh`, when given."""
        tanya = pecah(teks)[:JUMLAH_KATA]
        siapa = any(_memuat(tanya, kata) for kata in self._siapa)
        kata = self._luruskan(tanya)
        konsep = self._konsep(kata)
        temuan = self._nilai(konsep, boleh) if konsep else []
        asing = tuple(satu for satu, calon in kata if not calon)
        return Hasil(tuple(temuan), self._dipahami(tanya, kata), siapa, asing)

    def _luruskan(self, tanya: list[str]) -> list[tuple[str, list[Calon]]]:
        """Each word with the known words it may mean; written together or apart as the index has it."""
        hasil: list[tuple[str, list[Calon]]] = []
        i = 0
        while i < len(tanya):
            n = next((n for n in (3, 2) if self._tergabung(tanya[i : i + n], n)), 1)
            hasil += self._kata("".join(tanya[i : i + n]))
            i += n
        return hasil

    def _tergabung(self, potong: list[str], n: int) -> bool:
        """Whether pieces are one known word (e ktp, f 1 01); whole known words stay apart."""
        return (
            len(potong) == n
            and any(len(p) <= 2 or p not in self.kamus for p in potong)
            and "".join(potong) in self.kamus
        )

    def _kata(self, kata: str) -> list[tuple[str, list[Calon]]]:
        calon = self.kamus.calon(kata)
        if (not calon or calon[0][1] < MUTU["dekat"]) and len(kata) >= 6 and (pisah := self.kamus.pisah(kata)):
            return [(satu, [(satu, MUTU["angka"])]) for satu in pisah]
        return [(kata, calon)]

    def _konsep(self, kata: list[tuple[str, list[Calon]]]) -> list[_Konsep]:
        terbaik = [calon[0][0] if calon else satu for satu, calon in kata]
        frasa = list(self._frasa_sinonim(terbaik))
        tertutup = {letak for mulai, n, _arti in frasa for letak in range(mulai, mulai + n)}
        konsep = [_Konsep([(SINONIM, a) for a in arti]) for _mulai, _n, arti in frasa]
        for letak, (_satu, calon) in enumerate(kata):
            if terbaik[letak] not in self._lewat:
                konsep.append(self._satu_konsep(calon, TERTUTUP if letak in tertutup else 1.0))
        for satu in konsep:
            self._timbang(satu)
        return konsep

    def _frasa_sinonim(self, kata: list[str]) -> Iterator[tuple[int, int, list[tuple[str, ...]]]]:
        """Runs of words that together have synonyms: where, how many words, and what they mean; longest first."""
        for mulai in range(len(kata)):
            for n in range(min(KATA_SINONIM, len(kata) - mulai), 1, -1):
                if arti := self._padanan.get(tuple(kata[mulai : mulai + n])):
                    yield mulai, n, arti
                    break

    def _satu_konsep(self, calon: list[Calon], bagian: float) -> _Konsep:
        alternatif: list[tuple[float, tuple[str, ...]]] = []
        for kata, mutu in calon:
            alternatif.append((mutu * bagian, (kata,)))
            alternatif += [(mutu * bagian * SINONIM, arti) for arti in self._padanan.get((kata,), ())]
        return _Konsep(alternatif)

    def _timbang(self, konsep: _Konsep) -> None:
        berat = [max(self._berat.get(k, 0.0) for k in kata) for _mutu, kata in konsep.alternatif]
        konsep.bobot = max(berat, default=0.0) or self._paling_berat * ASING
        for mutu, kata in konsep.alternatif:
            for satu in kata:
                seakar = self._seakar.get(satu if satu[0] == "~" else akar(satu), ())
                for istilah, nilai in ((satu, mutu), *((kerabat, mutu * MUTU["akar"]) for kerabat in seakar)):
                    konsep.istilah[istilah] = max(nilai, konsep.istilah.get(istilah, 0.0))

    def _nilai(self, konsep: list[_Konsep], boleh: Collection[int] | None) -> list[Temuan]:
        jumlah: dict[int, float] = defaultdict(float)
        kena: dict[int, float] = defaultdict(float)
        for satu in konsep:
            for nomor, nilai in self._sumbangan(satu).items():
                jumlah[nomor] += nilai
                kena[nomor] += satu.bobot
        semua = sum(satu.bobot for satu in konsep)
        bagian = {n: 0.4 + 0.6 * kena[n] / semua for n in jumlah if boleh is None or n in boleh}
        hasil = []
        for nomor in nlargest(DITIMBANG, bagian, key=lambda n: jumlah[n] * bagian[n] * self.entri[n].bobot):
            penuh = (jumlah[nomor] + self._frasa_kena(nomor, konsep, semua)) * bagian[nomor]
            hasil.append(Temuan(self.entri[nomor], penuh * self.entri[nomor].bobot))
        hasil = _turunkan_kembar(sorted(hasil, key=_urutan))
        return [t for t in hasil[:JUMLAH_TEMUAN] if t.nilai >= EKOR * hasil[0].nilai]

    def _sumbangan(self, konsep: _Konsep) -> dict[int, float]:
        """What each entry gains by one concept: its best alternative."""
        hasil: dict[int, float] = {}
        for mutu, kata in konsep.alternatif:
            bagian = [self._letak_berat(satu) for satu in kata]
            for nomor in set(bagian[0]).intersection(*bagian[1:]):
                nilai = mutu * sum(satu[nomor] for satu in bagian) / len(bagian)
                hasil[nomor] = max(nilai, hasil.get(nomor, 0.0))
        return hasil

    def _letak_berat(self, kata: str) -> dict[int, float]:
        """Weight of a word in each entry, by itself or by its stem."""
        hasil: dict[int, float] = {}
        pasangan = ((kata, 1.0), (akar(kata), MUTU["akar"])) if kata[0] != "~" else ((kata, 1.0),)
        for istilah, mutu in pasangan:
            berat = self._berat.get(istilah, 0.0) * mutu
            for nomor, nilai in self._letak.get(istilah, {}).items():
                hasil[nomor] = max(nilai * berat, hasil.get(nomor, 0.0))
        return hasil

    def _frasa_kena(self, nomor: int, konsep: list[_Konsep], semua: float) -> float:
        """The worth of the best whole phrase of an entry that the question contains."""
        terbaik = 0.0
        for frasa in self._frasa[nomor]:
            mutu = [max(k.istilah.get(kata, 0.0) for k in konsep) for kata in frasa]
            if not all(mutu):
                continue
            nilai = sum(m * self._berat[kata] for m, kata in zip(mutu, frasa, strict=True))
            tersentuh = sum(k.bobot for k in konsep if not k.istilah.keys().isdisjoint(frasa))
            terbaik = max(terbaik, nilai * (SEBAGIAN + (1 - SEBAGIAN) * tersentuh / semua))
        return FRASA * terbaik

    def _dipahami(self, tanya: list[str], kata: list[tuple[str, list[Calon]]]) -> str:
        """The question with guessed words put right; empty when nothing was guessed."""
        baik = [calon[0][0].lstrip("~") if calon and calon[0][0][0] != "~" else satu for satu, calon in kata]
        return " ".join(self.kamus.asli.get(satu, satu) for satu in baik) if baik != tanya else ""


def _urutan(satu: Temuan) -> tuple[float, float, str]:
    return -satu.nilai, -satu.entri.bobot, satu.entri.judul


def _turunkan_kembar(temuan: list[Temuan]) -> list[Temuan]:
    """The same thing at several places fills no page: the best one stays where it is."""
    ada: set[tuple[str, str]] = set()
    hasil = []
    for satu in temuan:
        kunci = (satu.entri.jenis, satu.entri.rumpun or satu.entri.kunci)
        hasil.append(replace(satu, nilai=satu.nilai * KEMBAR) if kunci in ada else satu)
        ada.add(kunci)
    return sorted(hasil, key=_urutan)


def _tersebar(letak: Mapping[int, float]) -> int:
    """How many entries are about a word; a paper that every service asks for says little about any of them."""
    return sum(berat > SYARAT for berat in letak.values()) or len(letak)


def _memuat(tanya: list[str], kata: tuple[str, ...]) -> bool:
    return any(tuple(tanya[i : i + len(kata)]) == kata for i in range(len(tanya)))
