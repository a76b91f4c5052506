"""The index: entries and synonyms in memory, and the entries that answer a question, best first. Pure."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import log

from pencarian.kamus import MUTU, Calon, Kamus
from pencarian.kata import JUMLAH_KATA, akar, lipat, majemuk, pecah, pecah_asli
from pencarian.sumber import Entri

JUMLAH_TEMUAN = 60
KATA_SINONIM = 4  # words of a phrase that synonyms may have
# What a word weighs in each part of an entry.
JUDUL, KATA, PERISTIWA, RINGKAS, KANTOR, SYARAT = 4.0, 3.6, 1.6, 1.5, 1.2, 0.4
SINONIM = 0.86  # a synonym counts a little less than the word itself
ASING = 0.5  # share of the heaviest word's weight that an unknown word of the question has
FRASA = 2.2  # what a whole phrase is worth beyond its words
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
        for teks, berat in ((satu.ringkas, RINGKAS), (satu.kantor, KANTOR), (" ".join(satu.syarat), SYARAT)):
            self._tambah(nomor, teks, berat, asli)
        self._frasa.append([f for f in dict.fromkeys(frasa) if f])

    def _tambah(
        self, nomor: int, teks: str, berat: float, asli: dict[str, str], *, panjang: bool = False
    ) -> tuple[str, ...]:
        """Post the words of a text; answers its words that say something. In a long phrase each word counts less."""
        isi = [(lipatan, kata) for lipatan, kata in pecah_asli(teks) if lipatan not in self._lewat]
        berat = berat * (0.5 + 0.5 / max(1, len(isi) - 1)) if panjang else berat
        for lipatan, kata in [*isi, *((satu, satu) for satu in majemuk(teks))]:
            asli.setdefault(lipatan, kata)
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
        konsep: list[_Konsep] = []
        for mulai in range(len(kata)):
            for n in range(KATA_SINONIM, 1, -1):
                arti = self._padanan.get(tuple(terbaik[mulai : mulai + n])) if mulai + n <= len(kata) else None
                if arti:
                    konsep.append(_Konsep([(SINONIM, a) for a in arti]))
                    break
        isi = [(satu, calon) for (satu, calon), baik in zip(kata, terbaik, strict=True) if baik not in self._lewat]
        konsep += [self._satu_konsep(calon) for _satu, calon in isi]
        for satu in konsep:
            self._timbang(satu)
        return konsep

    def _satu_konsep(self, calon: list[Calon]) -> _Konsep:
        alternatif: list[tuple[float, tuple[str, ...]]] = []
        for kata, mutu in calon:
            alternatif.append((mutu, (kata,)))
            alternatif += [(mutu * SINONIM, arti) for arti in self._padanan.get((kata,), ())]
        return _Konsep(alternatif)

    def _timbang(self, konsep: _Konsep) -> None:
        berat = [max(self._berat.get(k, 0.0) for k in kata) for _mutu, kata in konsep.alternatif]
        konsep.bobot = max(berat, default=0.0) or self._paling_berat * ASING
        for mutu, kata in konsep.alternatif:
            for satu in kata:
                for istilah, nilai in ((satu, mutu), (akar(satu) if satu[0] != "~" else satu, mutu * MUTU["akar"])):
                    konsep.istilah[istilah] = max(nilai, konsep.istilah.get(istilah, 0.0))

    def _nilai(self, konsep: list[_Konsep], boleh: Collection[int] | None) -> list[Temuan]:
        jumlah: Counter[int] = Counter()
        kena: Counter[int] = Counter()
        for satu in konsep:
            for nomor, nilai in self._sumbangan(satu).items():
                jumlah[nomor] += nilai  # type: ignore[assignment]
                kena[nomor] += satu.bobot  # type: ignore[assignment]
        semua = sum(satu.bobot for satu in konsep)
        hasil = []
        for nomor, nilai in jumlah.items():
            if boleh is not None and nomor not in boleh:
                continue
            penuh = (nilai + self._frasa_kena(nomor, konsep, semua)) * (0.4 + 0.6 * kena[nomor] / semua)
            hasil.append(Temuan(self.entri[nomor], penuh * self.entri[nomor].bobot))
        hasil.sort(key=lambda t: (-t.nilai, -t.entri.bobot, t.entri.judul))
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
            nilai, tersentuh = 0.0, 0.0
            for kata in frasa:
                mutu = max((max(k.istilah.get(kata, 0.0), k.istilah.get(akar(kata), 0.0)) for k in konsep), default=0.0)
                if not mutu:
                    break
                nilai += mutu * self._berat[kata]
            else:
                tersentuh = sum(k.bobot for k in konsep if any(t in k.istilah or akar(t) in k.istilah for t in frasa))
                terbaik = max(terbaik, nilai * tersentuh / semua)
        return FRASA * terbaik

    def _dipahami(self, tanya: list[str], kata: list[tuple[str, list[Calon]]]) -> str:
        """The question with guessed words put right; empty when nothing was guessed."""
        baik = [calon[0][0].lstrip("~") if calon and calon[0][0][0] != "~" else satu for satu, calon in kata]
        return " ".join(self.kamus.asli.get(satu, satu) for satu in baik) if baik != tanya else ""


def _tersebar(letak: Mapping[int, float]) -> int:
    """How many entries are about a word; a paper that every service asks for says little about any of them."""
    return sum(berat > SYARAT for berat in letak.values()) or len(letak)


def _memuat(tanya: list[str], kata: tuple[str, ...]) -> bool:
    return any(tuple(tanya[i : i + len(kata)]) == kata for i in range(len(tanya)))
