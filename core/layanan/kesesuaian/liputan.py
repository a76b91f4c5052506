"""Coverage: do the sound samples together try every question and both sides of every condition?

A question that no sample brings up has never been seen, neither on a page nor in a letter: that fails, and another
sample (`contoh/sah_<sebutan>.json`) mends it. A condition of which only one side was tried is worth a look only: with
the combinations of a marriage or a move nobody would finish writing samples.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import product

from core.layanan.kesesuaian.orang import semua_profil, syarat_layanan
from core.layanan.kesesuaian.temuan import Bahan, Temuan
from core.layanan.syarat import terpenuhi, tulis_syarat
from core.layanan.tampak import Telusur, telusuri


def periksa(bahan: Bahan) -> Iterator[Temuan]:
    """What the sound samples leave untried."""
    if not bahan.sah:
        return
    telusur = _telusur(bahan)
    yield from _pertanyaan(bahan, telusur)
    yield from _syarat(bahan, telusur)


def _telusur(bahan: Bahan) -> list[Telusur]:
    """A walk for each sound sample, for each citizen that conditions ask for, with all uploads and with none."""
    layanan = bahan.layanan
    berkas: list[set[str]] = [{satu.kode for satu in layanan.berkas}, set()]
    kemungkinan = product(bahan.sah.values(), semua_profil(layanan), berkas)
    return [telusuri(layanan, isian, profil, berkas=ada) for isian, profil, ada in kemungkinan]


def _pertanyaan(bahan: Bahan, telusur: list[Telusur]) -> Iterator[Temuan]:
    terlihat = {nama for satu in telusur for nama in satu.tampak}
    for i, langkah in enumerate(bahan.layanan.langkah):
        for j, kolom in enumerate(langkah.kolom):
            if kolom.nama not in terlihat:
                pesan = f"{kolom.nama} tidak ditanyakan di satu contoh pun; tambahkan contoh/sah_<sebutan>.json"
                yield bahan.di("langkah", i, "kolom", j, pesan=pesan)


def _syarat(bahan: Bahan, telusur: list[Telusur]) -> Iterator[Temuan]:
    for jalur, syarat in syarat_layanan(bahan.layanan):
        hasil = {terpenuhi(syarat, satu.konteks) for satu in telusur}
        if len(hasil) == 1:
            kata = "selalu terpenuhi" if hasil == {True} else "tidak pernah terpenuhi"
            tulisan = json.dumps(tulis_syarat(syarat), ensure_ascii=False)
            yield bahan.di(*jalur, pesan=f"syarat {tulisan} {kata} di semua contoh yang sah", tingkat="ingat")
