"""Rules between the parts of a declaration: every reference exists, every route ends, nothing has two names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from core.layanan.deklarasi import Kolom, Layanan, Tahap
from core.layanan.galat import Keluhan
from core.layanan.syarat import PROFIL, AcuanTidakDikenal, Banding, Syarat, banding_dalam, urai_acuan
from core.wilayah import peran

# Names the form itself uses in a POST; a question of that name would be read as a command.
TERPAKAI = frozenset({
    "tampil", "tambah_baris", "hapus_baris", "csrfmiddlewaretoken", "versi", "kunci", "aksi", "berkas", "lanjut",
    "semua", "salah_satu", "tetap", "profil", "umum", "kembali", "simpan",
})  # fmt: skip


def periksa_layanan(layanan: Layanan) -> list[Keluhan]:
    """Every broken rule, in the order of the file. Empty when the declaration is sound."""
    return [keluhan for aturan in _ATURAN for keluhan in aturan(layanan)]


def _nama_tunggal(layanan: Layanan) -> Iterator[Keluhan]:
    sudah: set[str] = set()
    for i, langkah in enumerate(layanan.langkah):
        for j, kolom in enumerate(langkah.kolom):
            if kolom.nama in sudah or kolom.nama in TERPAKAI:
                sebab = "sudah dipakai kolom lain" if kolom.nama in sudah else "dipakai oleh formulir sendiri"
                yield Keluhan(("langkah", i, "kolom", j, "nama"), f'nama "{kolom.nama}" {sebab}')
            sudah.add(kolom.nama)
    yield from _kode_ganda(layanan)


def _kode_ganda(layanan: Layanan) -> Iterator[Keluhan]:
    for kode, jumlah in Counter(berkas.kode for berkas in layanan.berkas).items():
        if jumlah > 1:
            yield Keluhan(("berkas",), f'kode "{kode}" dipakai {jumlah} kali')
    for nama, jumlah in Counter(tahap.tahap for tahap in layanan.rute).items():
        if jumlah > 1:
            yield Keluhan(("rute",), f'tahap "{nama}" ada {jumlah} kali; beri nama yang berbeda')


def _syarat_kolom(layanan: Layanan) -> Iterator[Keluhan]:
    """A condition may look only at questions that come before it."""
    sebelum: dict[str, Kolom] = {}
    for i, langkah in enumerate(layanan.langkah):
        yield from _periksa_syarat(langkah.jika, sebelum, layanan, ("langkah", i, "jika"), berkas=False)
        for j, kolom in enumerate(langkah.kolom):
            jalur = ("langkah", i, "kolom", j)
            yield from _periksa_syarat(kolom.jika, sebelum, layanan, (*jalur, "jika"), berkas=False)
            if kolom.isi_awal and kolom.isi_awal.removeprefix("profil.") not in PROFIL:
                yield Keluhan((*jalur, "isi_awal"), f"profil tidak punya {kolom.isi_awal.removeprefix('profil.')}")
            sebelum[kolom.nama] = kolom


def _syarat_lain(layanan: Layanan) -> Iterator[Keluhan]:
    kolom = layanan.kolom
    for i, berkas in enumerate(layanan.berkas):
        yield from _periksa_syarat(berkas.jika, kolom, layanan, ("berkas", i, "jika"))
        if berkas.per_baris and (berkas.per_baris not in kolom or kolom[berkas.per_baris].tipe != "tabel"):
            yield Keluhan(("berkas", i, "per_baris"), f'tidak ada tabel bernama "{berkas.per_baris}"')
        if berkas.tahap and berkas.tahap not in {tahap.tahap for tahap in layanan.rute}:
            yield Keluhan(("berkas", i, "tahap"), f'tidak ada tahap bernama "{berkas.tahap}" di rute')
    for i, tahap in enumerate(layanan.rute):
        yield from _periksa_syarat(tahap.jika, kolom, layanan, ("rute", i, "jika"))


def _periksa_syarat(
    syarat: Syarat | None,
    kolom: Mapping[str, Kolom],
    layanan: Layanan,
    jalur: tuple[str | int, ...],
    berkas: bool = True,
) -> Iterator[Keluhan]:
    for banding in banding_dalam(syarat) if syarat else ():
        if pesan := _salah_banding(banding, kolom, layanan, berkas):
            yield Keluhan(jalur, pesan)


def _salah_banding(banding: Banding, kolom: Mapping[str, Kolom], layanan: Layanan, berkas: bool) -> str | None:
    try:
        arti = urai_acuan(banding.acuan, kolom)
    except AcuanTidakDikenal:
        ada = banding.acuan.partition(".")[0] in layanan.kolom
        return f'"{banding.acuan}" ' + ("baru ditanyakan sesudah ini; pindahkan ke depan" if ada else "tidak ada")
    if arti.jenis == "berkas":
        dikenal = berkas and arti.kolom in {b.kode for b in layanan.berkas}
        return None if dikenal else f'"{banding.acuan}" tidak dapat diacu dari sini'
    return _salah_nilai(
        banding, _kolom_acuan(arti.kolom, arti.sub, kolom) if arti.jenis in {"kolom", "baris"} else None
    )


def _kolom_acuan(nama: str, sub: str, kolom: Mapping[str, Kolom]) -> Kolom:
    return next(s for s in kolom[nama].sub_kolom if s.nama == sub) if sub else kolom[nama]


def _salah_nilai(banding: Banding, kolom: Kolom | None) -> str | None:
    """A misspelt option never matches, and nobody would notice."""
    if kolom is None or banding.op == "kosong":
        return None
    nilai: tuple[Any, ...] = banding.nilai if isinstance(banding.nilai, tuple) else (banding.nilai,)
    if kolom.tipe == "pilihan" and (asing := [n for n in nilai if n not in kolom.pilihan]):
        return f'"{asing[0]}" bukan pilihan dari {kolom.nama}'
    if kolom.tipe == "centang" and not all(isinstance(n, bool) for n in nilai):
        return f"{kolom.nama} dijawab true atau false"
    if kolom.tipe in {"angka", "uang"} and not all(isinstance(n, int | float) for n in nilai):
        return f"{kolom.nama} dijawab dengan angka"
    return None


def _tempat(layanan: Layanan) -> Iterator[Keluhan]:
    if layanan.tempat == "alamat_pemohon":
        return
    kolom = layanan.kolom.get(layanan.tempat)
    if kolom is None or kolom.tipe != "wilayah" or kolom.lingkup != "kabupaten" or kolom.jika or not kolom.wajib:
        pesan = "isi alamat_pemohon, atau nama kolom wilayah kabupaten yang wajib dan tanpa syarat"
        yield Keluhan(("tempat",), pesan)


def _rute(layanan: Layanan) -> Iterator[Keluhan]:
    for i, tahap in enumerate(layanan.rute):
        if tahap.peran not in peran.SEMUA:
            yield Keluhan(("rute", i, "peran"), f'peran "{tahap.peran}" tidak dikenal')
        elif tahap.unit is None and peran.SEMUA[tahap.peran].tingkat not in {"desa", "kecamatan"}:
            yield Keluhan(("rute", i), f"peran {tahap.peran} membutuhkan `unit`, misalnya dinas-sosial")
    yield from _tanda_tangan(layanan)


def _tanda_tangan(layanan: Layanan) -> Iterator[Keluhan]:
    penanda = [tahap for tahap in layanan.rute if tahap.aksi == "tandatangan"]
    if layanan.surat and not [t for t in penanda if not t.opsional and not t.jika]:
        yield Keluhan(("rute",), "surat membutuhkan satu tahap tandatangan yang selalu dijalani")
    if penanda and not layanan.surat:
        yield Keluhan(("rute",), "ada tahap tandatangan, tetapi bagian [surat] belum ada")
    if layanan.surat and not _diperiksa_dulu(layanan.rute):
        yield Keluhan(("rute",), "sebelum tandatangan pertama harus ada tahap periksa oleh orang lain")


def _diperiksa_dulu(rute: tuple[Tahap, ...]) -> bool:
    """Four eyes: somebody else has looked before the first signature."""
    for tahap in rute:
        if tahap.aksi == "periksa" and not tahap.opsional:
            return True
        if tahap.aksi == "tandatangan":
            return False
    return True


def _foto_surat(layanan: Layanan) -> Iterator[Keluhan]:
    """A letter prints only what is one picture each time."""
    gambar = {b.kode for b in layanan.berkas if b.jenis == ("gambar",) and b.maks == 1 and not b.per_baris}
    for kode in layanan.surat.foto if layanan.surat else ():
        if kode not in gambar:
            yield Keluhan(("surat", "foto"), f'"{kode}" bukan unggahan yang hanya menerima satu gambar')


def _hukum(layanan: Layanan) -> Iterator[Keluhan]:
    if layanan.status_hukum == "digantikan" and not layanan.pengganti:
        yield Keluhan(("status_hukum",), "sebut penggantinya di `pengganti`, agar warga tahu harus ke mana")


_ATURAN = (_nama_tunggal, _syarat_kolom, _syarat_lain, _tempat, _rute, _foto_surat, _hukum)
