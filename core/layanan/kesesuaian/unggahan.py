"""Uploads: each asked for once, in words that a citizen can follow, and not what the account has already."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from core.layanan.deklarasi import Unggahan
from core.layanan.kesesuaian.temuan import Bahan, Temuan

# "_?": the words of this name together are also the code of a service, which no core file may spell.
_MILIK_AKUN = re.compile(r"^(foto_)?(ktp|kk|kartu_?keluarga)(_el)?(_pemohon)?$")


def periksa(bahan: Bahan) -> Iterator[Temuan]:
    """The uploads of one service."""
    yield from _kode_tunggal(bahan)
    for i, berkas in enumerate(bahan.layanan.berkas):
        for aturan in (_profil, _opsional, _gambar, _baris):
            if keluhan := aturan(bahan, berkas):
                kunci, pesan = keluhan
                yield bahan.di("berkas", i, kunci, pesan=f"{berkas.kode}: {pesan}")


def _kode_tunggal(bahan: Bahan) -> Iterator[Temuan]:
    semua = [berkas.kode for berkas in bahan.layanan.berkas]
    for kode, jumlah in Counter(semua).items():
        if jumlah > 1:
            pesan = f'kode "{kode}" dipakai {jumlah} kali; beri kode yang berbeda'
            yield bahan.di("berkas", semua.index(kode), "kode", pesan=pesan)


Keluhan = tuple[str, str] | None


def _profil(bahan: Bahan, berkas: Unggahan) -> Keluhan:
    """The account holds a photo of the KTP and one of the KK, and nothing else."""
    if berkas.dari is None and _MILIK_AKUN.match(berkas.kode):
        return "kode", 'foto ini sudah ada di akun; tulis `dari = "profil"`'
    if berkas.dari and not re.match(r"^(ktp|kk)(_|$)", berkas.kode):
        return "dari", "akun hanya menyimpan foto KTP dan KK; kodenya diawali ktp_ atau kk_"
    if berkas.dari and (berkas.jika or berkas.per_baris or berkas.tahap):
        return "dari", "foto dari akun selalu ikut; hapus `jika`, `per_baris`, atau `tahap`"
    return None


def _opsional(bahan: Bahan, berkas: Unggahan) -> Keluhan:
    """ "(boleh dilewati)" alone makes people send everything they own."""
    if not berkas.wajib and not berkas.dari and berkas.jika is None and not berkas.bantuan:
        return "wajib", 'tulis kapan unggahan ini perlu di `bantuan`, misalnya "Hanya bila …", atau beri `jika`'
    return None


def _gambar(bahan: Bahan, berkas: Unggahan) -> Keluhan:
    if "foto" in berkas.label.casefold().split() and "gambar" not in berkas.jenis:
        return "jenis", "labelnya foto, tetapi gambar tidak diterima"
    return None


def _baris(bahan: Bahan, berkas: Unggahan) -> Keluhan:
    tabel = bahan.layanan.kolom.get(berkas.per_baris or "")
    if berkas.per_baris and (tabel is None or tabel.tipe != "tabel"):
        return "per_baris", f'tidak ada tabel bernama "{berkas.per_baris}"'
    return None
