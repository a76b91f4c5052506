"""Identity: who is this service, on which law does it stand, and will citizens find it?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.layanan.kesesuaian.temuan import Bahan, Temuan
from core.layanan.kunci import BERKAS as KUNCI
from core.layanan.kunci import kunci_layanan

_HUKUM = re.compile(r"\d|\btentang\b|\b[IVX]+\b")  # a number, a subject, or a book of the civil code


def periksa(bahan: Bahan) -> Iterator[Temuan]:
    """The identity of one service."""
    for aturan in (_folder, _nama_sendiri, _mudah_ditemukan, _dasar_hukum, _pengganti, _register, _kunci):
        yield from aturan(bahan)


def _folder(bahan: Bahan) -> Iterator[Temuan]:
    """Loading refuses this too; a package is judged before it lies where it will be loaded from."""
    layanan, induk = bahan.layanan, bahan.folder.parent.name
    if bahan.folder.name.replace("_", "-") != layanan.kode:
        yield bahan.di("kode", pesan=f'kode "{layanan.kode}" harus sama dengan nama folder {bahan.folder.name}')
    if induk.startswith("tipe_") and induk != f"tipe_{layanan.tipe.lower()}":
        yield bahan.di("tipe", pesan=f"layanan tipe {layanan.tipe} tidak tinggal di folder {induk}")


def _nama_sendiri(bahan: Bahan) -> Iterator[Temuan]:
    layanan = bahan.layanan
    for lain in bahan.lain:
        if lain.kode == layanan.kode:
            continue
        for kunci in ("nama", "singkat"):
            kita, dia = getattr(layanan, kunci), getattr(lain, kunci)
            if kita and dia and kita.casefold() == dia.casefold():
                yield bahan.di(kunci, pesan=f'"{kita}" sudah dipakai {lain.kode}; warga tidak dapat membedakannya')


def _mudah_ditemukan(bahan: Bahan) -> Iterator[Temuan]:
    layanan = bahan.layanan
    if layanan.kategori == "umum" and bahan.baris("layanan.toml", "kategori") is None:
        yield bahan.di(pesan='tulis `kategori`, misalnya "kependudukan", atau "umum" bila memang umum')
    if not layanan.dicari:
        yield bahan.di(pesan="tulis `dicari`: kata sehari-hari yang diketik warga saat mencari layanan ini")
    if not layanan.peristiwa:
        yield bahan.di(pesan='tulis `peristiwa`: peristiwa hidup yang membutuhkannya, misalnya ["sekolah"]')
    if layanan.ringkasan.casefold().rstrip(".") == layanan.nama.casefold():
        pesan = "`ringkasan` hanya mengulang nama; tulis untuk apa surat ini, dalam satu kalimat"
        yield bahan.di("ringkasan", pesan=pesan, tingkat="ingat")


def _dasar_hukum(bahan: Bahan) -> Iterator[Temuan]:
    for teks in bahan.layanan.dasar_hukum:
        if not _HUKUM.search(teks):
            pesan = f'"{teks}" belum menyebut peraturan; tulis jenis, nomor/tahun, dan tentang apa'
            yield bahan.di("dasar_hukum", pesan=pesan)


def _pengganti(bahan: Bahan) -> Iterator[Temuan]:
    layanan = bahan.layanan
    if layanan.status_hukum == "digantikan" and not layanan.pengganti:
        yield bahan.di("status_hukum", pesan="sebut penggantinya di `pengganti`, agar warga tahu harus ke mana")
    if layanan.pengganti and layanan.status_hukum == "berlaku":
        pesan = '`pengganti` hanya untuk `status_hukum = "digantikan"`; hapus salah satu atau samakan'
        yield bahan.di("pengganti", pesan=pesan)


def _register(bahan: Bahan) -> Iterator[Temuan]:
    surat = bahan.layanan.surat
    if surat is None:
        return
    if surat.jenis == "khusus" and surat.register == "umum":
        pesan = 'surat khusus punya buku register sendiri: tulis `register = "…"`, bukan "umum"'
        yield bahan.di("surat", "register", pesan=pesan)
    if not surat.klasifikasi.strip("0."):
        yield bahan.di("surat", "klasifikasi", pesan="tulis kode klasifikasi arsip dari Permendagri 78/2012")


def _kunci(bahan: Bahan) -> Iterator[Temuan]:
    try:
        keluhan = kunci_layanan(bahan.layanan, bahan.folder, tulis=False)
    except (ValueError, TypeError, AttributeError):
        keluhan = ["isinya tidak terbaca. Hapus berkas ini, lalu jalankan layanan kunci."]
    for satu in keluhan:
        yield Temuan(berkas=KUNCI, pesan=satu.removeprefix(f"{bahan.layanan.kode}: "))
