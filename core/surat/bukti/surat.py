"""The letters of a bundle: each published form judged by the strict verifier, and compared with records and chain.

A signature is an incremental update, so the bytes that an officer signed are the beginning of every later form: the
event of each signature names the SHA-256 of such a beginning.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from core.surat import pemeriksa
from core.surat.bukti.bentuk import sidik
from core.surat.bukti.laporan import Laporan, SuratDiperiksa
from core.surat.bukti.rantai import Peristiwa

AKHIR_REVISI = re.compile(rb"%%EOF(\r\n|\r|\n)?")
TIDAK_BERLAKU = {"dicabut", "diganti"}
# The words of `core.surat.validasi.ALASAN` for an auditor; there is no Django here to fetch them with.
ALASAN = {
    "bukan_pdf": "bukan PDF",
    "rusak": "berkas rusak",
    "ekor": "ada tambahan di belakang berkas",
    "tanpa_tanda_tangan": "tidak bertanda tangan elektronik",
    "revisi_asing": "ada perubahan yang bukan tanda tangan",
    "tanda_tangan_rusak": "tanda tangan tidak cocok dengan isi",
    "berubah": "isi berubah sesudah ditandatangani",
    "tidak_menutup": "tanda tangan tidak menutup seluruh isi",
    "kedaluwarsa": "sertifikat penanda tangan sudah habis masa berlakunya saat menandatangani",
    "dicabut": "sertifikat penanda tangan sudah dicabut saat menandatangani",
    "penerbit_asing": "sertifikat penanda tangan tidak sampai ke akar",
    "waktu_depan": "waktu tanda tangan tidak masuk akal, atau jam komputer ini salah",
    "stempel_ditolak": "stempel waktu tidak cocok atau tidak sampai ke akar",
    "bukti_basi": "bukti keadaan sertifikat tidak berlaku pada saat menandatangani",
    "bukan_pejabat": "sertifikat penanda tangan tidak ada dalam daftar",
}


@dataclass(frozen=True)
class Kepercayaan:
    """Roots (PEM) of signers and of time-stamps, and the fingerprints of the signers' certificates in the bundle."""

    akar: list[str]
    stempel: list[str]
    penanda: set[str]


def periksa(
    catatan: dict[str, Any],
    pdf: Mapping[str, bytes],
    percaya: Kepercayaan,
    rantai: Sequence[Peristiwa] | None,
    laporan: Laporan,
) -> None:
    """One letter with all its forms. Raises KeyError, TypeError, ValueError for a record of another shape."""
    objek = f"surat {catatan['nomor']}"
    satu = SuratDiperiksa(str(catatan["nomor"]), str(catatan["judul"]), str(catatan["keadaan"]))
    satu.percobaan = catatan["demonstrasi"] is not False
    laporan.surat.append(satu)
    milik = None if rantai is None else [e["isi"] for e in rantai if e["isi"]["data"].get("surat") == catatan["id"]]
    if milik is not None:
        _cocokkan_rantai(catatan, milik, objek, laporan)
    harus = [p["sidik"] for p in catatan["penanda"]]
    if not set(harus) <= percaya.penanda:
        laporan.tambah("surat_tanpa_penanda", objek)
    for bentuk in catatan["bentuk"]:
        satu.bentuk.append(str(bentuk["sha256"]))
        isi = pdf.get(bentuk["sha256"])
        if isi is None:
            laporan.tambah("surat_hilang", objek, str(bentuk["sha256"]))
            continue
        temuan = pemeriksa.periksa(isi, percaya.akar, percaya.penanda, akar_stempel=percaya.stempel)
        satu.penanda = [{"subjek": p.subjek, "serial": p.serial, "sidik": p.sidik} for p in temuan.penanda]
        _nilai(temuan, catatan["sha_beku"], harus, objek, laporan)
        if milik is not None:
            _cocokkan_tanda_tangan(isi, temuan, milik, objek, laporan)


def _nilai(temuan: Any, sha_beku: str, harus: list[str], objek: str, laporan: Laporan) -> None:
    if not temuan.sah:
        laporan.tambah("surat_tidak_sah", objek, "; ".join(ALASAN.get(kode, kode) for kode in temuan.alasan))
    if temuan.sha_asal != sha_beku:
        laporan.tambah("surat_asal", objek)
    if [p.sidik for p in temuan.penanda] != harus:
        laporan.tambah("surat_penanda", objek)


def _cocokkan_rantai(catatan: dict[str, Any], milik: list[dict[str, Any]], objek: str, laporan: Laporan) -> None:
    """Published once, under this number, and withdrawn if the state says so."""
    terbit = [e for e in milik if e["jenis"] == "surat_terbit"]
    if len(terbit) != 1:
        laporan.tambah("surat_tanpa_terbit", objek)
    if any(e["data"].get("nomor", catatan["nomor"]) != catatan["nomor"] for e in milik):
        laporan.tambah("surat_nomor", objek)
    dicabut = any(e["jenis"] == "surat_dicabut" for e in milik)
    if dicabut != (catatan["keadaan"] in TIDAK_BERLAKU):
        laporan.tambah("surat_keadaan", objek)


def _cocokkan_tanda_tangan(pdf: bytes, temuan: Any, milik: list[dict[str, Any]], objek: str, laporan: Laporan) -> None:
    """Each signature of the chain stands in the file: its serial in its place, its bytes as a beginning."""
    ttd = [e["data"] for e in milik if e["jenis"] == "ditandatangani"]
    serial = [p.serial for p in temuan.penanda]
    # Behind the officers' signatures may stand one more, the seal; the chain knows it by the bytes.
    if [e["serial"] for e in ttd] != serial[: len(ttd)] or len(serial) - len(ttd) > 1:
        laporan.tambah("surat_serial", objek)
    if not ttd or not {e["sha256"] for e in ttd} <= sidik_awalan(pdf):
        laporan.tambah("surat_bukan_ini", objek)


def sidik_awalan(pdf: bytes) -> set[str]:
    """SHA-256 of every beginning of the file that ends like a PDF, and of the whole."""
    hasil, hitung, sampai = {sidik(pdf)}, sha256(), 0
    for akhir in AKHIR_REVISI.finditer(pdf):
        for batas in sorted({akhir.start() + len(b"%%EOF"), akhir.end()}):
            hitung.update(pdf[sampai:batas])
            hasil.add(hitung.copy().hexdigest())
            sampai = batas
    return hasil
