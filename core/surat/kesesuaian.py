"""The letter part of the conformance kit: every sound sample is printed in the real press and read back.

What a citizen or a clerk would look for must stand on the paper: number, date, signers, a QR that a phone can read, the
last day of validity. What nobody may see must not: the word of an empty value, an unfilled hole, an obeyed command.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from typing import Any

from pypdf import PdfReader

from core.layanan.deklarasi import Kolom
from core.layanan.kesesuaian import PEMERIKSA, Bahan, Temuan
from core.layanan.muat import BERKAS, FUNGSI, NASKAH
from core.layanan.register import Registri
from core.layanan.teks import tanggal_kata
from core.surat.bersih import PUSTAKA, TERLARANG, NaskahGagal, bersihkan_teks, periksa_naskah
from core.surat.contoh import data_contoh
from core.surat.gambar import kode_qr, teks_halaman
from core.surat.mesin import mesin

HALAMAN_WAJAR, HALAMAN_MAKS = 6, 15
DETIK_WAJAR = 3.0  # a real letter takes 0.05; the press itself stops at DETIK_SURAT
TANDA_BLOK = "Ditandatangani secara elektronik"
_BOCOR = re.compile(r"\b(none|auto)\b|[{}]")
_KUTIP = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\u200b": None})


@dataclass(frozen=True)
class Cetakan:
    """A printed sample: the data that went in and what came out."""

    nama: str
    isian: dict[str, Any]
    data: dict[str, Any]
    pdf: bytes
    detik: float

    @cached_property
    def halaman(self) -> list[str]:
        """The text of each page, white space made even."""
        return [" ".join(satu.split()) for satu in teks_halaman(self.pdf)]

    @property
    def teks(self) -> str:
        """All pages."""
        return " ".join(self.halaman)


def periksa(bahan: Bahan) -> Iterator[Temuan]:
    """The letter of one service."""
    layanan = bahan.layanan
    if layanan.surat is None:
        if layanan.naskah:
            yield Temuan(berkas=NASKAH, pesan="ada naskah, tetapi bagian [surat] belum ada di layanan.toml")
        return
    if larangan := list(_larangan(layanan.naskah or "")):
        yield from larangan
        return
    sumber = Registri.dari([bahan.folder]) if (bahan.folder / FUNGSI).is_file() and not bahan.hanya_data else None
    cetakan: dict[str, Cetakan] = {}
    for nama, isian in bahan.sah.items():
        hasil = _cetak(bahan, nama, isian, sumber)
        if isinstance(hasil, Temuan):
            yield hasil
            return  # the next sample would fail for the same reason, and a body that hangs would hang again
        yield from _periksa_cetakan(bahan, hasil, pertama=not cetakan)
        cetakan[nama] = hasil
    if "nakal" in cetakan:
        yield from _nakal_apa_adanya(bahan, cetakan["nakal"], sumber)
    yield from _tanpa_fungsi(bahan, sumber)


def _tanpa_fungsi(bahan: Bahan, sumber: Registri | None) -> Iterator[Temuan]:
    """`konteks_surat` that fails leaves `tambahan` empty; the letter must be printed all the same."""
    if sumber is None or not bahan.sah:
        return
    nama, isian = next(iter(bahan.sah.items()))
    hasil = _cetak(bahan, nama, isian, None)
    if isinstance(hasil, Temuan):
        pesan = f"tanpa `tambahan` dari {FUNGSI} surat gagal dicetak; pakai `tambahan.at(…, default: none)`"
        yield Temuan(berkas=NASKAH, baris=hasil.baris, pesan=pesan)


def _larangan(naskah: str) -> Iterator[Temuan]:
    """The static refusal of `bersih`, with the line."""
    try:
        periksa_naskah(naskah)
    except NaskahGagal as galat:
        baris = (n for n, isi in enumerate(naskah.splitlines(), 1) if TERLARANG.search(PUSTAKA.sub("", isi)))
        yield Temuan(berkas=NASKAH, baris=next(baris, None), pesan=galat.pesan)


def _cetak(bahan: Bahan, nama: str, isian: dict[str, Any], sumber: Registri | None) -> Cetakan | Temuan:
    naskah = bahan.layanan.naskah
    try:
        data = data_contoh(bahan.layanan, isian, sumber=sumber)
    except (TypeError, ValueError, KeyError, AttributeError):
        # Answers of a shape that no form stores, or a route on which nobody signs: other categories say which.
        return bahan.di_contoh(nama, "surat tidak dapat disusun dari contoh ini; perbaiki dahulu contoh atau rutenya")
    try:
        mulai = time.monotonic()
        pdf = mesin().cetak(naskah, data)
        return Cetakan(nama, isian, data, pdf, time.monotonic() - mulai)
    except NaskahGagal as galat:
        berkas, baris = (NASKAH, galat.baris) if naskah else (BERKAS, None)
        return Temuan(berkas=berkas, baris=baris, pesan=f"contoh/{nama}.json: {galat.pesan}")


def _periksa_cetakan(bahan: Bahan, cetakan: Cetakan, *, pertama: bool) -> Iterator[Temuan]:
    berkas, nama = NASKAH if bahan.layanan.naskah else BERKAS, f"contoh/{cetakan.nama}.json"
    # The press makes all letters of one kind: what kind, the first one tells.
    for aturan in (_fakta, _penanda, _qr, _bocor, _panjang, *((_arsip,) if pertama else ())):
        for pesan in aturan(cetakan):
            yield Temuan(berkas=berkas, pesan=f"{nama}: {pesan}")
    for aturan in (_agak_panjang, _lambat):
        for pesan in aturan(cetakan):
            yield Temuan(berkas=berkas, pesan=f"{nama}: {pesan}", tingkat="ingat")


# --- what must stand there --------------------------------------------------------------------------------------------


def _fakta(cetakan: Cetakan) -> Iterator[str]:
    surat = cetakan.data["surat"]
    cari = {"nomor surat": surat["nomor"], "judul": surat["judul"], "tanggal surat": tanggal_kata(surat["tanggal"])}
    if surat["berlaku_sampai"]:
        cari["tanggal akhir berlaku (`#masa_berlaku`)"] = tanggal_kata(surat["berlaku_sampai"])
    if cetakan.data["unit"]["nama"]:
        cari["nama kantor pada kop"] = cetakan.data["unit"]["nama"]
    teks = cetakan.teks.casefold()
    for sebutan, isi in cari.items():
        if isi.casefold() not in teks:
            yield f'{sebutan} "{isi}" tidak tercetak'


def _penanda(cetakan: Cetakan) -> Iterator[str]:
    """One block for each signing stage: the sentence above the name, the title and the name."""
    penanda = cetakan.data["penandatangan"]
    if (jumlah := cetakan.teks.count(TANDA_BLOK)) < len(penanda):
        yield f"blok tanda tangan hanya {jumlah}, penanda tangannya {len(penanda)}; letakkan `#tanda_tangan`"
    for satu in penanda:
        for isi in (satu["nama"], satu["jabatan"]):
            if isi not in cetakan.teks:
                yield f'penanda tangan "{isi}" tidak tercetak'


def _qr(cetakan: Cetakan) -> Iterator[str]:
    """Read as a phone reads it: from the picture of the page."""
    berblok = [n for n, teks in enumerate(cetakan.halaman) if TANDA_BLOK in teks]
    dibaca = kode_qr(cetakan.pdf, berblok)
    benar = [kode for kode in dibaca if kode == cetakan.data["surat"]["url"]]
    if len(benar) < len(cetakan.data["penandatangan"]) or len(benar) < len(dibaca):
        yield f"kode QR yang terbaca dan benar hanya {len(benar)}"


def _bocor(cetakan: Cetakan) -> Iterator[str]:
    """`none`, `auto` and braces come from a body that prints a missing answer or an unfilled hole."""
    milik_warga = " ".join(_semua_teks(cetakan.isian))
    for kata in sorted({cocok[0] for cocok in _BOCOR.finditer(cetakan.teks)}):
        if kata not in milik_warga:
            yield f'"{kata}" tercetak; jawaban yang kosong harus dilewati, misalnya dengan `#bila("…")[…]`'


def _panjang(cetakan: Cetakan) -> Iterator[str]:
    if len(cetakan.halaman) > HALAMAN_MAKS:
        yield f"suratnya {len(cetakan.halaman)} halaman; paling banyak {HALAMAN_MAKS}"


def _agak_panjang(cetakan: Cetakan) -> Iterator[str]:
    if HALAMAN_WAJAR < len(cetakan.halaman) <= HALAMAN_MAKS:
        yield f"suratnya {len(cetakan.halaman)} halaman; biasanya paling banyak {HALAMAN_WAJAR}"


def _lambat(cetakan: Cetakan) -> Iterator[str]:
    if cetakan.detik > DETIK_WAJAR:
        yield f"mencetaknya {cetakan.detik:.0f} detik; yang wajar di bawah 1 detik. Sederhanakan naskahnya"


def _arsip(cetakan: Cetakan) -> Iterator[str]:
    """PDF/A-2a and PDF/UA-1, as the file itself claims; the press stops when it cannot keep the claim."""
    pdf = PdfReader(BytesIO(cetakan.pdf))
    xmp = pdf.xmp_metadata.stream.get_data().decode() if pdf.xmp_metadata else ""
    tanda = ("<pdfaid:part>2<", "<pdfaid:conformance>A<", "<pdfuaid:part>1<")
    if not all(satu in xmp for satu in tanda) or pdf.root_object.get("/Lang") != "id-ID":
        yield "suratnya bukan PDF/A-2a dan PDF/UA-1 berbahasa Indonesia"


# --- hostile answers --------------------------------------------------------------------------------------------------


def _nakal_apa_adanya(bahan: Bahan, asli: Cetakan, sumber: Registri | None) -> Iterator[Temuan]:
    """What the letter prints of the hostile sample stands there letter by letter.

    Which answers the body prints at all is found out by printing the same sample with a mark in each text answer.
    """
    tanda: dict[str, str] = {}
    bertanda = _cetak(bahan, "nakal", _tandai(bahan.layanan.kolom, asli.isian, tanda), sumber)
    if isinstance(bertanda, Temuan):
        pesan = (
            "naskah gagal dicetak bila jawaban bebas berisi sembarang teks; jangan memotong atau menghitung teks bebas"
        )
        yield Temuan(berkas=NASKAH, baris=bertanda.baris, pesan=pesan)
        return
    rapat_tanda, rapat = _rapat(bertanda.teks), _rapat(asli.teks)
    for kode, teks in tanda.items():
        if kode in rapat_tanda and _rapat(bersihkan_teks(teks))[:24] not in rapat:
            yield bahan.di_contoh("nakal", f'tidak tercetak apa adanya: "{teks[:40]}"')


def _tandai(kolom: dict[str, Kolom], isian: dict[str, Any], tanda: dict[str, str]) -> dict[str, Any]:
    """The answers with a mark in place of each free text; `tanda` collects mark → text."""
    return {nama: _tandai_satu(kolom.get(nama), nilai, tanda) for nama, nilai in isian.items()}


def _tandai_satu(kolom: Kolom | None, nilai: Any, tanda: dict[str, str]) -> Any:
    if kolom is None:
        return nilai
    if kolom.tipe == "tabel" and isinstance(nilai, list):
        sub = {satu.nama: satu for satu in kolom.sub_kolom}
        return [_tandai(sub, baris, tanda) for baris in nilai]
    if kolom.tipe in {"teks", "teks_panjang"} and kolom.pola is None and isinstance(nilai, str):
        kode = f"qz{len(tanda):03d}xv"
        tanda[kode] = nilai
        return kode
    return nilai


def _rapat(teks: str) -> str:
    """For comparing across line ends: no white space, plain quotes, no capitals."""
    return "".join(teks.translate(_KUTIP).split()).casefold()


def _semua_teks(nilai: Any) -> Iterator[str]:
    if isinstance(nilai, str):
        yield nilai
    isi = nilai.values() if isinstance(nilai, dict) else nilai if isinstance(nilai, list) else ()
    for satu in isi:
        yield from _semua_teks(satu)


PEMERIKSA["surat"] = periksa
