"""The route: whatever is answered, somebody examines, somebody else signs, and the file comes to an end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

from core.layanan.deklarasi import Tahap
from core.layanan.kesesuaian.orang import semua_profil
from core.layanan.kesesuaian.temuan import Bahan, Temuan
from core.layanan.syarat import Syarat
from core.layanan.tampak import tahap_berlaku
from core.wilayah import peran

SYARAT_MAKS = 6  # 64 combinations; what goes beyond is held true, and tried with the samples
TANDATANGAN, PERIKSA = "tandatangan", "periksa"


def periksa(bahan: Bahan) -> Iterator[Temuan]:
    """The route of one service: each stage by itself, then every way the file can go."""
    yield from _tahap(bahan)
    yield from _unggahan_susulan(bahan)
    sudah: set[str] = set()
    for jalan in sorted(semua_jalan(bahan)):
        for temuan in _satu_jalan(bahan, jalan):
            if temuan.pesan not in sudah:
                sudah.add(temuan.pesan)
                yield temuan


# --- each stage -------------------------------------------------------------------------------------------------------


def _tahap(bahan: Bahan) -> Iterator[Temuan]:
    for i, tahap in enumerate(bahan.layanan.rute):
        if tahap.peran not in peran.SEMUA:
            yield bahan.di("rute", i, "peran", pesan=f'peran "{tahap.peran}" tidak dikenal')
        elif tahap.unit is None and peran.SEMUA[tahap.peran].tingkat not in {"desa", "kecamatan"}:
            yield bahan.di("rute", i, pesan=f"peran {tahap.peran} membutuhkan `unit`, misalnya dinas-sosial")
        if tahap.opsional and tahap.aksi in {TANDATANGAN, PERIKSA}:
            pesan = f'"{tahap.tahap}": hanya paraf, teruskan, cetak, dan kirim yang boleh `opsional`'
            yield bahan.di("rute", i, "opsional", pesan=pesan)


def _unggahan_susulan(bahan: Bahan) -> Iterator[Temuan]:
    """A receipt that is asked for half-way: the stage always comes, and somebody looks at it afterwards."""
    rute = bahan.layanan.rute
    letak = {tahap.tahap: i for i, tahap in enumerate(rute)}
    for n, berkas in enumerate(bahan.layanan.berkas):
        if berkas.tahap is None:
            continue
        i = letak.get(berkas.tahap)
        if i is None:
            pesan = f'{berkas.kode}: tidak ada tahap bernama "{berkas.tahap}" di rute'
        elif not any(satu.jika is None and not satu.opsional for satu in rute[i + 1 :]):
            pesan = f'{berkas.kode}: diminta sesudah "{berkas.tahap}", tetapi sesudahnya tidak ada tahap lagi'
        elif rute[i].aksi == TANDATANGAN and not berkas.bantuan:  # a signer writes no note
            pesan = f"{berkas.kode}: diminta sesudah tanda tangan; tulis di `bantuan` apa yang harus diunggah"
        elif berkas.wajib and rute[i].opsional:
            pesan = f'{berkas.kode}: "{berkas.tahap}" dapat terlewati karena `opsional`, jadi tidak diminta'
        else:
            continue
        yield bahan.di("berkas", n, "tahap", pesan=pesan)


# --- every way through ------------------------------------------------------------------------------------------------


def semua_jalan(bahan: Bahan) -> set[tuple[int, ...]]:
    """The stages that apply, for every combination of conditions held true or false, and for every sample.

    Held true or false without asking whether answers can bring it about: a route must not rely on that.
    """
    return set(_dari_syarat(bahan.layanan.rute)) | set(_dari_contoh(bahan))


def _dari_syarat(rute: Sequence[Tahap]) -> Iterator[tuple[int, ...]]:
    beda: list[Syarat] = list(dict.fromkeys(tahap.jika for tahap in rute if tahap.jika))
    for nilai in product((True, False), repeat=min(len(beda), SYARAT_MAKS)):
        benar = dict(zip(beda, nilai, strict=False))
        yield tuple(i for i, tahap in enumerate(rute) if tahap.jika is None or benar.get(tahap.jika, True))


def _dari_contoh(bahan: Bahan) -> Iterator[tuple[int, ...]]:
    for isian in bahan.sah.values():
        for profil in semua_profil(bahan.layanan):
            yield tuple(tahap_berlaku(bahan.layanan, isian, profil))


def _satu_jalan(bahan: Bahan, jalan: tuple[int, ...]) -> Iterator[Temuan]:
    rute = bahan.layanan.rute
    tetap = [i for i in jalan if not rute[i].opsional]
    if not tetap:
        yield bahan.di("rute", 0, pesan="untuk jawaban tertentu tidak ada tahap sama sekali; beri satu tanpa `jika`")
        return
    penanda = [i for i in tetap if rute[i].aksi == TANDATANGAN]
    if bahan.layanan.surat and not penanda:
        i = next((i for i, tahap in enumerate(rute) if tahap.aksi == TANDATANGAN), 0)
        yield bahan.di("rute", i, pesan="untuk jawaban tertentu tidak ada yang menandatangani surat")
    for i in penanda:
        yield from _diperiksa(bahan, i, [rute[j].peran for j in tetap if j < i and rute[j].aksi == PERIKSA])


def _diperiksa(bahan: Bahan, i: int, pemeriksa: list[str]) -> Iterator[Temuan]:
    """Four eyes: before every signature another role has looked, whatever was answered."""
    tahap = bahan.layanan.rute[i]
    if not pemeriksa:
        pesan = f'"{tahap.tahap}": untuk jawaban tertentu tidak ada tahap periksa sebelumnya'
        yield bahan.di("rute", i, pesan=pesan)
    elif tahap.peran in pemeriksa and len(set(pemeriksa)) == 1:
        pesan = f'"{tahap.tahap}": yang memeriksa dan yang menandatangani harus peran yang berbeda'
        yield bahan.di("rute", i, "peran", pesan=pesan)
