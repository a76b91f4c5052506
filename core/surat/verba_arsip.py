"""The proof bundle of an application: everything an auditor needs to check its letters without us.

Two scopes. "petugas" holds the event chain. "pemohon" is for the citizen and leaves it out: the chain carries the
account numbers of officers, who looked at the file, and notes that desks wrote for each other.
"""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Iterable
from datetime import datetime
from typing import IO, Any

from asn1crypto import pem
from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone

from core.permohonan import kueri as kueri_permohonan
from core.permohonan.models import Permohonan
from core.permohonan.pencatat import kunci as kunci_baris
from core.permohonan.rantai import cap_waktu
from core.surat import arsip, kunci
from core.surat.bukti import bentuk, rantai
from core.surat.bukti.periksa import periksa
from core.surat.kueri_arsip import bentuk_terbit, pernah_terbit
from core.surat.models import Segel, SertifikatPejabat, Surat, TandaTangan

PETUGAS, PEMOHON = "petugas", "pemohon"
DI_MEMORI = 4 * 1024 * 1024  # a larger bundle goes to an unnamed file


def susun_bundel(*, permohonan: Permohonan, lingkup: str) -> IO[bytes]:
    """The bundle as an open file at its start. Raises ArsipTutup; a lost letter is named in the report instead."""
    isi = _isi(permohonan, lingkup)
    kini = timezone.now()
    manifes = {"dibuat": cap_waktu(kini), "lingkup": lingkup, "situs": settings.ALAMAT_SITUS}
    # The report is our own verifier's word on these very bytes, so it is made before the final manifest.
    laporan = periksa(isi | {bentuk.MANIFES: bentuk.manifes(isi, manifes)})
    isi[bentuk.LAPORAN_JSON] = bentuk.tulis_json(laporan.sebagai_json())
    isi[bentuk.LAPORAN_TEKS] = laporan.sebagai_teks().encode()
    isi[bentuk.MANIFES] = bentuk.manifes(isi, manifes)
    return _zip(isi, kini)


def _zip(isi: dict[str, bytes], saat: datetime) -> IO[bytes]:
    keluar: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=DI_MEMORI)  # noqa: SIM115 - the response closes it
    waktu = timezone.localtime(saat).timetuple()[:6]
    with zipfile.ZipFile(keluar, "w", zipfile.ZIP_DEFLATED) as arsip_zip:
        for nama in sorted(isi):
            kepala = zipfile.ZipInfo(nama, waktu)
            kepala.external_attr = 0o644 << 16
            arsip_zip.writestr(kepala, isi[nama], zipfile.ZIP_DEFLATED)
    keluar.seek(0)
    return keluar


def _isi(p: Permohonan, lingkup: str) -> dict[str, bytes]:
    """Everything but manifest and report."""
    surat, isi = _baris(p, lingkup)
    isi[bentuk.BACA_DULU] = render_to_string("surat/bukti_bacadulu.txt", {"lingkup": lingkup, "p": p}).encode()
    return isi | _pdf(surat) | _sertifikat(surat)


@transaction.atomic
def _baris(p: Permohonan, lingkup: str) -> tuple[list[Surat], dict[str, bytes]]:
    """Letters and chain as they stand at one moment: without the lock a letter could be published between the reads."""
    kunci_baris(p.pk)
    surat = pernah_terbit(p)
    isi: dict[str, bytes] = {}
    catatan = {
        "permohonan": str(p.pk),
        "nomor_permohonan": p.nomor,
        "layanan": p.versi_layanan.layanan().nama,
        "surat": [_catatan_surat(satu) for satu in surat],
    }
    if lingkup == PETUGAS:
        peristiwa = [kueri_permohonan.sebagai_json(satu) for satu in kueri_permohonan.riwayat(p)]
        isi[bentuk.RANTAI] = rantai.tulis(peristiwa)
        catatan["kepala"] = peristiwa[-1]["hash"]
    isi[bentuk.SURAT] = bentuk.tulis_json(catatan)
    return surat, isi


# --- letters ----------------------------------------------------------------------------------------------------------


def _catatan_surat(surat: Surat) -> dict[str, Any]:
    """What our records say of a letter; the verifier compares it with the PDF and the chain."""
    return {
        "id": str(surat.pk),
        "nomor": surat.nomor,
        "judul": surat.judul,
        "penerbit": surat.unit.nama,
        "tanggal": surat.tanggal.isoformat(),
        "terbit_pada": _waktu(surat.terbit_pada),
        "keadaan": str(surat.status),
        "alasan": surat.alasan_batal,
        "menggantikan": str(surat.menggantikan_id) if surat.menggantikan_id else None,
        "alamat_cek": surat.alamat_cek(),
        "demonstrasi": surat.konteks["surat"]["demonstrasi"],
        "sha_beku": surat.sha_beku,
        "bentuk": bentuk_terbit(surat),
        "penanda": [_catatan_penanda(satu) for satu in _penanda(surat)],
    }


def _penanda(surat: Surat) -> list[TandaTangan | Segel]:
    """Signatures in the order of the file; the seal is the last."""
    semua: list[TandaTangan | Segel] = list(surat.tanda_tangan.filter(status=TandaTangan.Status.SAH).order_by("urut"))
    return semua + list(Segel.objects.filter(surat=surat, status=Segel.Status.SAH))


def _catatan_penanda(satu: TandaTangan | Segel) -> dict[str, Any]:
    kursi = {"jabatan": satu.jabatan, "unit": satu.unit_nama} if isinstance(satu, TandaTangan) else {}
    return kursi | {
        "nama": satu.nama,
        "subjek": satu.sertifikat_subjek,
        "serial": satu.sertifikat_serial,
        "sidik": satu.sertifikat_sidik,
        "waktu": _waktu(satu.waktu),
    }


def _waktu(saat: datetime | None) -> str | None:
    return cap_waktu(saat) if saat else None


def _pdf(surat: Iterable[Surat]) -> dict[str, bytes]:
    """Every published form; one that is lost is missing, and the report says which."""
    hasil = {}
    for sha in (satu["sha256"] for s in surat for satu in bentuk_terbit(s)):
        try:
            hasil[f"{bentuk.FOLDER_SURAT}{sha}{bentuk.AKHIR_SURAT}"] = arsip.baca(sha)
        except arsip.ArsipRusak:
            continue
    return hasil


# --- certificates -----------------------------------------------------------------------------------------------------


def _sertifikat(surat: Iterable[Surat]) -> dict[str, bytes]:
    """Signers of these letters, and the roots of signers and time-stamps, each under its fingerprint."""
    sidik = {satu.sertifikat_sidik for s in surat for satu in _penanda(s)}
    penanda = SertifikatPejabat.objects.filter(pk__in=sidik).values_list("sertifikat", flat=True)
    pertama = [_der(teks)[0] for teks in penanda]  # intermediates may follow; the PDF carries them
    akar = [der for teks in kunci.akar() for der in _der(teks)]
    stempel = [der for teks in kunci.akar_stempel() for der in _der(teks)]
    folder = {bentuk.FOLDER_PENANDA: pertama, bentuk.FOLDER_AKAR: akar, bentuk.FOLDER_STEMPEL: stempel}
    return {nama: isi for tempat, semua in folder.items() for nama, isi in _berkas(tempat, semua).items()}


def _der(teks: str) -> list[bytes]:
    return [isi for _jenis, _kepala, isi in pem.unarmor(teks.encode(), multiple=True)]


def _berkas(folder: str, semua: Iterable[bytes]) -> dict[str, bytes]:
    return {f"{folder}{bentuk.sidik(satu)}{bentuk.AKHIR_SERTIFIKAT}": satu for satu in semua}
