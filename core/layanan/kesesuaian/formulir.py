"""The form: are the samples there, judged as their names say, stored as written, and do they try everything?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from core.layanan.formulir import data_kirim, formulir_langkah, langkah_tampak
from core.layanan.kesesuaian import liputan
from core.layanan.kesesuaian.orang import PROFIL
from core.layanan.kesesuaian.temuan import Bahan, Temuan, kolom_dan_jalur
from core.layanan.teks import tak_tercetak

WAJIB = ("sah", "minimal", "nakal")
JUMLAH_SALAH = 3
SEHALAMAN = 6  # questions on one page of a phone
ANEH = ("#", "$", "<", "*", "\\", "{")  # what a letter or a page could obey instead of printing it


def periksa(bahan: Bahan) -> Iterator[Temuan]:
    """The questions of one service, tried out."""
    for aturan in (_ada_contoh, _dicoba, _dikenal, _nakal, _sehalaman, _tercetak):
        yield from aturan(bahan)
    yield from liputan.periksa(bahan)


def _ada_contoh(bahan: Bahan) -> Iterator[Temuan]:
    for nama in WAJIB:
        if nama not in bahan.contoh:
            yield Temuan(berkas=f"contoh/{nama}.json", pesan="contoh ini belum ada")
    salah = len(bahan.contoh) - len(bahan.sah)
    perlu = min(JUMLAH_SALAH, len(bahan.layanan.kolom))
    if salah < perlu:
        pesan = f"contoh yang salah baru {salah}; buat paling sedikit {perlu}, masing-masing salah tepat di satu kolom"
        yield Temuan(berkas="contoh/salah_<kolom>.json", pesan=pesan)


def _dicoba(bahan: Bahan) -> Iterator[Temuan]:
    """Each sample is typed into the pages once: judged as its name says, stored as it is written."""
    for nama, isian in bahan.contoh.items():
        simpanan, galat = _lewat_halaman(bahan, isian)
        yield from _sesuai_nama(bahan, nama, galat)
        if nama in bahan.sah:
            yield from _tetap(bahan, nama, isian, simpanan, galat)


def _lewat_halaman(bahan: Bahan, isian: dict[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """What the pages store and what they object to when these answers are typed in, question by question."""
    simpanan: dict[str, Any] = {}
    galat: dict[str, str] = {}
    for n in langkah_tampak(bahan.layanan, isian, PROFIL):
        data = data_kirim(bahan.layanan, n, isian)
        form = formulir_langkah(bahan.layanan, n, isian=isian, profil=PROFIL, data=data)
        galat |= {nama: str(pesan[0]) for nama, pesan in form.errors.items()}
        simpanan |= form.isian_bersih()
    return simpanan, galat


def _sesuai_nama(bahan: Bahan, nama: str, galat: dict[str, str]) -> Iterator[Temuan]:
    """A sound sample is accepted; a wrong one is refused for exactly the question it is named after."""
    harap = {nama.removeprefix("salah_")} if nama.startswith("salah_") else set()
    for kolom in sorted(set(galat) - harap):
        yield bahan.di_contoh(nama, galat[kolom], kolom)
    for kolom in sorted(harap - set(galat)):
        ada = kolom in bahan.layanan.kolom
        sebab = "seharusnya salah, tetapi diterima" if ada else "tidak ada kolom bernama itu"
        yield bahan.di_contoh(nama, sebab, kolom)


def _tetap(
    bahan: Bahan, nama: str, isian: dict[str, Any], simpanan: dict[str, Any], galat: dict[str, str]
) -> Iterator[Temuan]:
    """A sound sample holds what the form would store, and nothing the form does not ask for."""
    for kolom in sorted((set(isian) & set(bahan.layanan.kolom)) - set(galat)):
        if kolom not in simpanan:
            yield bahan.di_contoh(nama, "tidak ditanyakan untuk jawaban-jawaban ini", kolom)
        elif _baku(simpanan[kolom]) != _baku(isian[kolom]):
            pesan = f"formulir menyimpannya sebagai {simpanan[kolom]!r}; tulis seperti itu"
            yield bahan.di_contoh(nama, pesan, kolom)


def _baku(nilai: Any) -> Any:
    """Without what a form tidies: white space, and answers that say nothing."""
    if isinstance(nilai, str):
        return " ".join(nilai.split())
    if isinstance(nilai, list | tuple):
        return [_baku(satu) for satu in nilai]
    if isinstance(nilai, dict):
        # A key that begins with _ is the form's own: the number by which a row keeps its uploads.
        ada = {k: satu for k, satu in nilai.items() if satu not in (None, "", []) and satu is not False}
        return {k: _baku(satu) for k, satu in ada.items() if not k.startswith("_")}
    return None if nilai is False or nilai == [] else nilai


def _dikenal(bahan: Bahan) -> Iterator[Temuan]:
    for nama, isian in bahan.contoh.items():
        for kolom in sorted(set(isian) - set(bahan.layanan.kolom)):
            yield bahan.di_contoh(nama, "tidak ada pertanyaan bernama itu di layanan.toml", kolom)


def _nakal(bahan: Bahan) -> Iterator[Temuan]:
    """The hostile sample must be hostile, else printing it proves nothing."""
    bebas = {kolom.nama for kolom in bahan.layanan.kolom.values() if kolom.tipe in {"teks", "teks_panjang", "tabel"}}
    if bebas and "nakal" in bahan.contoh and not _ada_aneh(bahan.contoh["nakal"]):
        pesan = f"tulis teks aneh di sini, dengan tanda {' '.join(ANEH)}; surat harus mencetaknya apa adanya"
        yield bahan.di_contoh("nakal", pesan)


def _ada_aneh(nilai: Any) -> bool:
    if isinstance(nilai, str):
        return any(tanda in nilai for tanda in ANEH)
    isi = nilai.values() if isinstance(nilai, dict) else nilai if isinstance(nilai, list) else ()
    return any(_ada_aneh(satu) for satu in isi)


def _sehalaman(bahan: Bahan) -> Iterator[Temuan]:
    for i, langkah in enumerate(bahan.layanan.langkah):
        if (jumlah := len(langkah.kolom)) > SEHALAMAN:
            pesan = f'"{langkah.judul}" memuat {jumlah} pertanyaan; paling banyak {SEHALAMAN} sehalaman, bagilah'
            yield bahan.di("langkah", i, pesan=pesan)


def _tercetak(bahan: Bahan) -> Iterator[Temuan]:
    """What an answer page and a letter show of the questions must exist in the letter's font."""
    for i, langkah in enumerate(bahan.layanan.langkah):
        yield from _huruf(bahan, ("langkah", i, "judul"), langkah.judul)
    for jalur, kolom in kolom_dan_jalur(bahan.layanan):
        yield from _huruf(bahan, (*jalur, "label"), kolom.label, kolom.satuan or "")
        yield from _huruf(bahan, (*jalur, "opsi"), *kolom.pilihan)
    if surat := bahan.layanan.surat:
        yield from _huruf(bahan, ("surat", "judul"), surat.judul, *surat.lampiran, *surat.tembusan)


def _huruf(bahan: Bahan, jalur: tuple[str | int, ...], *teks: str) -> Iterator[Temuan]:
    for satu in teks:
        if huruf := tak_tercetak(satu):
            yield bahan.di(*jalur, pesan=f'huruf "{huruf}" pada "{satu}" tidak ada dalam huruf surat; gantilah')
