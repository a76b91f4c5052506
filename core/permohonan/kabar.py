"""Where the file meets the service's own functions: gates before a step, news after the commit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from core.layanan import kait
from core.permohonan.aturan import BERAKHIR

if TYPE_CHECKING:
    from core.layanan.deklarasi import Layanan
    from core.permohonan.models import Peristiwa, Permohonan

_KABAR = {
    "diajukan": "permohonan_diajukan",
    "tahap_dimasuki": "tahap_dimasuki",
    "ditolak": "permohonan_diputus",
    "selesai": "permohonan_diputus",
    "dibatalkan": "permohonan_diputus",
    "surat_terbit": "surat_terbit",
    "surat_dicabut": "permohonan_diputus",
}


def isian_awal(layanan: Layanan, profil: dict[str, Any]) -> dict[str, Any]:
    """Answers to begin with: what the declaration takes from the profile, then what the service adds."""
    dari_profil = {
        nama: nilai
        for nama, kolom in layanan.kolom.items()
        if kolom.isi_awal and (nilai := profil.get(kolom.isi_awal.removeprefix("profil."))) not in (None, "")
    }
    hasil = kait.saring("isi_awal", dari_profil, kode=layanan.kode, profil=profil)
    return {nama: nilai for nama, nilai in hasil.items() if nama in layanan.kolom}


def pastikan_permohonan(layanan: Layanan, isian: dict[str, Any], profil: dict[str, Any]) -> None:
    """The service's gate before sending. Raises Tolak, also when the service's code breaks."""
    kait.tanyakan("periksa_permohonan", kode=layanan.kode, isian=isian, profil=profil)


def pastikan_transisi(permohonan: Permohonan, layanan: Layanan, aksi: str) -> None:
    """The service's gate before an officer's step. Raises Tolak, also when the service's code breaks."""
    tahap = layanan.rute[permohonan.tahap or 0].tahap
    profil = permohonan.pemohon.profil()
    kait.tanyakan("periksa_transisi", kode=layanan.kode, isian=permohonan.isian, profil=profil, tahap=tahap, aksi=aksi)


def kabarkan_setelah_commit(permohonan: Permohonan, peristiwa: Peristiwa) -> None:
    """Tell the service once the step is certain; its failure is recorded by the hooks and never felt here."""
    nama = _KABAR.get(str(peristiwa.jenis))
    if nama is None or (nama == "permohonan_diputus" and permohonan.status not in BERAKHIR):
        return  # a letter withdrawn to be replaced decides nothing yet
    ringkas = {"id": str(permohonan.pk), "nomor": permohonan.nomor, "isian": permohonan.isian}
    data = {"permohonan": ringkas} | _rincian(nama, permohonan, peristiwa)
    transaction.on_commit(lambda: kait.kabarkan(nama, kode=permohonan.kode_layanan, **data), robust=True)


def _rincian(nama: str, permohonan: Permohonan, peristiwa: Peristiwa) -> dict[str, Any]:
    return {
        "tahap_dimasuki": {"tahap": peristiwa.data.get("nama", "")},
        "permohonan_diputus": {"status": str(permohonan.status)},
        "surat_terbit": {"nomor": peristiwa.data.get("nomor", "")},
    }.get(nama, {})
