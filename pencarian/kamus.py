"""All words that an index knows, and the known words that an unknown one may have meant. Pure."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping

from rapidfuzz import process
from rapidfuzz.distance import OSA

from pencarian.kata import akar, bentuk_lain, rangka, salah_tekan, tanpa_angka

CALON = 6  # known words that one unknown word may stand for
INGAT = 4096  # unknown words whose candidates are remembered
# How much a likeness is worth: the word itself, digits for letters, everyday endings, the same stem, a key hit beside
# its neighbour, one letter wrong, two letters wrong, vowels left out.
MUTU = {
    "tepat": 1.0, "angka": 0.95, "bentuk": 0.92, "akar": 0.85, "tekan": 0.88, "dekat": 0.8, "jauh": 0.62, "rangka": 0.8,
}  # fmt: skip
LAIN_AWAL = 0.06  # taken off when already the first letter differs
Calon = tuple[str, float]


class Kamus:
    """Known words. `calon` answers which of them a word means, best first; a known word means itself."""

    def __init__(self, asli: Mapping[str, str], jumlah: Mapping[str, int]) -> None:
        """`asli` gives the spelling to show for each folded word, `jumlah` how often it stands in the index."""
        self.asli = dict(asli)
        self._jumlah = jumlah
        self._urut = sorted(self.asli)
        self._panjang: dict[int, list[str]] = defaultdict(list)
        self._rangka: dict[str, list[str]] = defaultdict(list)
        self._tepi: dict[str, list[str]] = defaultdict(list)
        self._akar = {akar(kata) for kata in self.asli}
        self._ingat: dict[str, list[Calon]] = {}
        for kata in self._urut:
            self._panjang[len(kata)].append(kata)
            self._rangka[rangka(kata)].append(kata)
            self._tepi[kata[0] + kata[-1]].append(kata)

    def __contains__(self, kata: str) -> bool:
        return kata in self.asli

    def calon(self, kata: str) -> list[Calon]:
        """Known words (or stems, marked with ~) with the quality of the likeness, best first; empty for nonsense."""
        if kata in self.asli:
            return [(kata, MUTU["tepat"])]
        if kata not in self._ingat:
            if len(self._ingat) >= INGAT:
                self._ingat.clear()
            self._ingat[kata] = self._cari(kata)
        return self._ingat[kata]

    def pisah(self, kata: str) -> list[str]:
        """A run of known words written without spaces, taken apart ("suratmiskin"); empty when it is none."""
        jalan: list[list[str] | None] = [[]] + [None] * len(kata)
        for akhir in range(2, len(kata) + 1):
            for mulai in range(akhir - 1):
                sebelum = jalan[mulai]
                if sebelum is None or kata[mulai:akhir] not in self.asli:
                    continue
                kini = jalan[akhir]
                if kini is None or len(sebelum) + 1 < len(kini):
                    jalan[akhir] = [*sebelum, kata[mulai:akhir]]
        hasil = jalan[-1] or []
        return hasil if len(hasil) in (2, 3) and max(map(len, hasil)) >= 4 else []

    def _cari(self, kata: str) -> list[Calon]:
        huruf = tanpa_angka(kata)
        if huruf != kata and huruf in self.asli:
            return [(huruf, MUTU["angka"])]
        mutu: dict[str, float] = {}
        for satu, nilai in (*self._bentuk(kata), *self._mirip(huruf), *self._awal(huruf), *self._singkat(huruf)):
            mutu[satu] = max(nilai, mutu.get(satu, 0.0))
        return sorted(mutu.items(), key=lambda c: (-c[1], -self._jumlah.get(c[0], 0), c[0]))[:CALON]

    def _bentuk(self, kata: str) -> Iterable[Calon]:
        if len(kata) < 4:
            return
        for satu in bentuk_lain(kata):
            if satu in self.asli:
                yield satu, MUTU["bentuk"]
        if akar(kata) in self._akar:
            yield akar(kata), MUTU["akar"]

    def _mirip(self, kata: str) -> Iterable[Calon]:
        if len(kata) < 3:
            return
        jarak = 1 if len(kata) < 7 else 2
        pilihan = [s for n in range(len(kata) - jarak, len(kata) + jarak + 1) for s in self._panjang.get(n, ())]
        mirip = process.extract(kata, pilihan, scorer=OSA.distance, score_cutoff=jarak, limit=CALON * 3)
        for satu, beda, _letak in mirip:
            if len(satu) < 3 or (len(kata) == 3 and not salah_tekan(kata, satu)):
                continue
            jenis = "jauh" if beda > 1 else "tekan" if salah_tekan(kata, satu) else "dekat"
            yield satu, MUTU[jenis] - (LAIN_AWAL if satu[0] != kata[0] else 0.0)

    def _awal(self, kata: str) -> Iterable[Calon]:
        """Words that begin with what was typed."""
        if len(kata) < 3:
            return
        mulai = bisect_left(self._urut, kata)
        for satu in self._urut[mulai : mulai + CALON * 2]:
            if not satu.startswith(kata):
                return
            yield satu, 0.5 + 0.4 * len(kata) / len(satu)

    def _singkat(self, kata: str) -> Iterable[Calon]:
        """Words whose vowels were left out (srt, pndh), or only some of their letters kept (dtg)."""
        if len(kata) < 3 or sum(c in "aeiou" for c in kata[1:]) > 1:
            return
        for satu in self._rangka.get(rangka(kata), ()):
            if len(satu) > len(kata):
                yield satu, MUTU["rangka"]
        for satu in self._tepi.get(kata[0] + kata[-1], ()):
            if len(kata) < len(satu) <= len(kata) * 2 and _urut_di(kata, satu):
                yield satu, MUTU["rangka"] - 0.03 * (len(satu) - len(kata))


def _urut_di(kata: str, satu: str) -> bool:
    """Whether the letters of the first stand in the second in this order."""
    sisa = iter(satu)
    return all(huruf in sisa for huruf in kata)
