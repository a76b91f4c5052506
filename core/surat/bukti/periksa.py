"""The verdict on a bundle: every rule is asked, and every broken one is named. Pure: no Django, no network."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from asn1crypto import pem, x509

from core.surat.bukti import rantai, surat
from core.surat.bukti.bentuk import (
    AKHIR_SERTIFIKAT,
    AKHIR_SURAT,
    FOLDER_AKAR,
    FOLDER_PENANDA,
    FOLDER_STEMPEL,
    FOLDER_SURAT,
    MANIFES,
    RANTAI,
    SURAT,
    TANDA,
    TakTerbaca,
    baca_json,
    sidik,
)
from core.surat.bukti.laporan import Laporan
from core.surat.bukti.surat import Kepercayaan

SALAH_BENTUK = (KeyError, TypeError, ValueError, AttributeError, IndexError)


def periksa(
    isi: Mapping[str, bytes], *, akar: Sequence[bytes] | None = None, jangkar: Sequence[str] | None = None
) -> Laporan:
    """Judge the members of a bundle. `akar`: roots the auditor trusts (DER); `jangkar`: lines of an earlier day.

    Never raises for what stands in the bundle.
    """
    laporan = Laporan()
    manifes = _manifes(isi, laporan)
    catatan = _catatan(isi, laporan)
    if manifes is None or catatan is None:
        return laporan
    laporan.permohonan, laporan.dibuat = str(catatan.get("nomor_permohonan")), str(manifes.get("dibuat"))
    percaya = _kepercayaan(isi, akar, laporan)
    peristiwa = _rantai(isi, manifes, catatan, jangkar, laporan)
    _semua_surat(isi, catatan, percaya, peristiwa, laporan)
    return laporan


# --- manifest and records ---------------------------------------------------------------------------------------------


def _manifes(isi: Mapping[str, bytes], laporan: Laporan) -> dict[str, Any] | None:
    try:
        manifes: dict[str, Any] = baca_json(isi[MANIFES])
        if manifes["bentuk"] != TANDA:
            raise TakTerbaca("bentuk")
        tercatat = {nama: (satu["sha256"], satu["ukuran"]) for nama, satu in manifes["isi"].items()}
    except SALAH_BENTUK:
        laporan.tambah("manifes_rusak")
        return None
    ada = {nama: (sidik(data), len(data)) for nama, data in isi.items() if nama != MANIFES}
    beda = {
        "manifes_hilang": tercatat.keys() - ada.keys(),
        "manifes_lebih": ada.keys() - tercatat.keys(),
        "manifes_beda": {nama for nama in ada.keys() & tercatat.keys() if ada[nama] != tercatat[nama]},
    }
    for kode, daftar in beda.items():
        for nama in sorted(daftar):
            laporan.tambah(kode, nama)
    return manifes


def _catatan(isi: Mapping[str, bytes], laporan: Laporan) -> dict[str, Any] | None:
    try:
        catatan = baca_json(isi[SURAT])
        if isinstance(catatan["surat"], list) and isinstance(catatan["permohonan"], str):
            return catatan
    except SALAH_BENTUK:
        pass
    laporan.tambah("surat_catatan")
    return None


# --- certificates -----------------------------------------------------------------------------------------------------


def _kepercayaan(isi: Mapping[str, bytes], akar: Sequence[bytes] | None, laporan: Laporan) -> Kepercayaan:
    """Whom the letters are measured by: the auditor's roots when there are any, else the bundle's own."""
    dalam, stempel, penanda = (
        _sertifikat(isi, folder, laporan) for folder in (FOLDER_AKAR, FOLDER_STEMPEL, FOLDER_PENANDA)
    )
    luar = None if akar is None else {sidik(satu): satu for satu in akar}
    if luar is not None and luar.keys().isdisjoint(dalam):
        laporan.tambah("akar_lain")
    # An auditor's roots count for signers and time-stamps alike: neither is taken from the bundle then.
    pakai, cap = (dalam, stempel) if luar is None else (luar, luar)
    if not pakai and any(nama.startswith(FOLDER_SURAT) for nama in isi):
        laporan.tambah("akar_tiada")
    laporan.akar = [{"sidik": nama, "subjek": subjek(satu)} for nama, satu in {**pakai, **cap}.items()]
    laporan.akar_dari_luar = luar is not None
    return Kepercayaan([_pem(s) for s in pakai.values()], [_pem(s) for s in cap.values()], set(penanda))


def _sertifikat(isi: Mapping[str, bytes], folder: str, laporan: Laporan) -> dict[str, bytes]:
    """The certificates of a folder by fingerprint; each file is called by it."""
    hasil = {}
    for nama in sorted(nama for nama in isi if nama.startswith(folder)):
        if nama == f"{folder}{sidik(isi[nama])}{AKHIR_SERTIFIKAT}" and subjek(isi[nama]):
            hasil[sidik(isi[nama])] = isi[nama]
        else:
            laporan.tambah("sertifikat_nama", nama)
    return hasil


def subjek(der: bytes) -> str:
    """Who a certificate is about; empty when these bytes are none."""
    try:
        return str(x509.Certificate.load(der, strict=True).subject.human_friendly)
    except SALAH_BENTUK:
        return ""


def _pem(der: bytes) -> str:
    return pem.armor("CERTIFICATE", der).decode()


# --- chain and letters ------------------------------------------------------------------------------------------------


def _rantai(
    isi: Mapping[str, bytes],
    manifes: dict[str, Any],
    catatan: dict[str, Any],
    jangkar: Sequence[str] | None,
    laporan: Laporan,
) -> list[rantai.Peristiwa] | None:
    """The events; None in a citizen's bundle, which says that it has none."""
    if manifes.get("lingkup") == "pemohon" and RANTAI not in isi:
        return None
    try:
        peristiwa = rantai.baca(isi[RANTAI])
    except SALAH_BENTUK:
        laporan.tambah("rantai_rusak")
        return None
    rantai.periksa(peristiwa, catatan["permohonan"], str(catatan.get("kepala")), laporan)
    if jangkar is not None:
        rantai.bandingkan_jangkar(peristiwa, catatan["permohonan"], jangkar, laporan)
    return peristiwa


def _semua_surat(
    isi: Mapping[str, bytes],
    catatan: dict[str, Any],
    percaya: Kepercayaan,
    peristiwa: list[rantai.Peristiwa] | None,
    laporan: Laporan,
) -> None:
    pdf = _pdf(isi, laporan)
    for satu in catatan["surat"]:
        try:
            surat.periksa(satu, pdf, percaya, peristiwa, laporan)
        except SALAH_BENTUK:
            laporan.tambah("surat_catatan")
    tercatat = {sha for satu in laporan.surat for sha in satu.bentuk}
    for sha in sorted(pdf.keys() - tercatat):
        laporan.tambah("surat_asing", sha)
    terbit = {e["isi"]["data"].get("surat") for e in peristiwa or () if e["isi"].get("jenis") == "surat_terbit"}
    for id_ in sorted(map(str, terbit - {satu.get("id") for satu in catatan["surat"] if isinstance(satu, dict)})):
        laporan.tambah("surat_tak_tercatat", id_)


def _pdf(isi: Mapping[str, bytes], laporan: Laporan) -> dict[str, bytes]:
    """The letters by SHA-256; each file is called by it."""
    hasil = {}
    for nama in (nama for nama in isi if nama.startswith(FOLDER_SURAT)):
        if nama == f"{FOLDER_SURAT}{sidik(isi[nama])}{AKHIR_SURAT}":
            hasil[sidik(isi[nama])] = isi[nama]
        else:
            laporan.tambah("surat_sidik", nama)
    return hasil
