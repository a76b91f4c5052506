"""The verdict on a file: ours and untouched, validly signed but another file, or not valid.

Uploads are judged in a child process (`periksa_unggahan`); bytes we have just made are judged here (`periksa_milik`).
"""

import json
import subprocess
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.surat import pemeriksa, pemeriksa_revisi
from core.surat.bungkus import LINGKUNGAN, folder_paket, perintah
from core.surat.mesin import mesin
from core.surat.pemeriksa import BESAR, Penanda, Temuan

PROGRAM = Path(pemeriksa.__file__)
BAGIAN = Path(pemeriksa_revisi.__file__)  # the only other file of ours that the child sees
DETIK = 30

ALASAN = {
    "bukan_pdf": gettext_lazy("Berkas ini bukan PDF."),
    "rusak": gettext_lazy("Berkas ini rusak atau bukan PDF yang utuh."),
    "ekor": gettext_lazy("Ada tambahan di belakang berkas ini."),
    "tanpa_tanda_tangan": gettext_lazy("Berkas ini tidak bertanda tangan elektronik."),
    "revisi_asing": gettext_lazy("Berkas ini berisi perubahan yang bukan tanda tangan."),
    "tanda_tangan_rusak": gettext_lazy("Tanda tangan elektroniknya tidak cocok dengan isi berkas."),
    "berubah": gettext_lazy("Isi berkas berubah sesudah ditandatangani."),
    "tidak_menutup": gettext_lazy("Tanda tangan tidak menutup seluruh isi berkas."),
    "kedaluwarsa": gettext_lazy("Sertifikat penanda tangannya sudah habis masa berlakunya saat menandatangani."),
    "dicabut": gettext_lazy("Sertifikat penanda tangannya sudah dicabut saat menandatangani."),
    "bukti_basi": gettext_lazy("Bukti keadaan sertifikatnya tidak berlaku pada saat menandatangani."),
    "penerbit_asing": gettext_lazy("Sertifikat penanda tangannya tidak diterbitkan lembaga yang kami percaya."),
    "waktu_depan": gettext_lazy("Waktu tanda tangannya tidak masuk akal."),
    "stempel_ditolak": gettext_lazy("Stempel waktunya tidak cocok atau bukan dari layanan yang kami percaya."),
    "bukan_pejabat": gettext_lazy("Penanda tangannya tidak terdaftar sebagai pejabat di sini."),
    "terlalu_besar": gettext_lazy("Berkas ini lebih dari 10 MB. Surat kami selalu lebih kecil."),
    "terlalu_berat": gettext_lazy("Berkas ini tidak selesai diperiksa. Surat kami selesai dalam sekejap."),
}


class Putusan(StrEnum):
    """Three answers, never a bare yes."""

    ASLI = "asli"
    TANDA_TANGAN_SAH_BERKAS_BERBEDA = "berbeda"
    TIDAK_SAH = "tidak_sah"


@dataclass(frozen=True)
class Hasil:
    """The verdict with its reasons as sentences."""

    putusan: Putusan
    alasan: list[str] = field(default_factory=list)
    penanda: list[Penanda] = field(default_factory=list)

    @property
    def asli(self) -> bool:
        """True only for the very bytes in our archive."""
        return self.putusan is Putusan.ASLI


@dataclass(frozen=True)
class Kepercayaan:
    """Whom we trust: CA certificates, fingerprints of officers' certificates, and the moment that counts.

    `saat` None: each signature counts at its own moment. `akar_stempel`: CA certificates of time-stamp services.
    """

    akar: list[str]
    dikenal: set[str]
    saat: datetime | None = None
    akar_stempel: list[str] = field(default_factory=list)


def periksa_milik(pdf: bytes, percaya: Kepercayaan) -> Temuan:
    """Strict check of bytes that grew from bytes of our own."""
    return pemeriksa.periksa(
        pdf, percaya.akar, percaya.dikenal, percaya.saat, akar_stempel=percaya.akar_stempel, teliti=False
    )


def periksa_unggahan(pdf: bytes, percaya: Kepercayaan) -> Temuan:
    """Strict check of a stranger's bytes, in a child without network and with limits."""
    if len(pdf) > BESAR:
        return Temuan(["terlalu_besar"])
    masukan = _pesan(percaya) + b"\n" + pdf
    try:
        anak = subprocess.run(
            _argumen(), input=masukan, capture_output=True, timeout=DETIK, env=LINGKUNGAN, check=False
        )
    except subprocess.TimeoutExpired:
        return Temuan(["terlalu_berat"])
    if anak.returncode == 1:  # our own program failed, not the file: that is no verdict
        raise RuntimeError("pemeriksa surat gagal: " + anak.stderr.decode(errors="replace")[-500:])
    return Temuan(["terlalu_berat"]) if anak.returncode else _temuan(json.loads(anak.stdout))


def nilai(pdf: bytes, sha_arsip: set[str], percaya: Kepercayaan) -> Hasil:
    """The verdict on an upload. `sha_arsip`: SHA-256 of the published letters it may be."""
    if sha256(pdf).hexdigest() in sha_arsip:
        return Hasil(Putusan.ASLI)
    temuan = periksa_unggahan(pdf, percaya)
    if temuan.sah:
        alasan = [_("Tanda tangannya sah, tetapi berkas ini tidak sama dengan surat dalam arsip kami.")]
        return Hasil(Putusan.TANDA_TANGAN_SAH_BERKAS_BERBEDA, alasan, temuan.penanda)
    return Hasil(Putusan.TIDAK_SAH, [str(ALASAN[kode]) for kode in temuan.alasan], temuan.penanda)


def _pesan(percaya: Kepercayaan) -> bytes:
    """The first line of what the child reads. It is told the time, so that both go by the same clock."""
    isi = {
        "akar": percaya.akar, "akar_stempel": percaya.akar_stempel, "dikenal": sorted(percaya.dikenal),
        "saat": percaya.saat and percaya.saat.isoformat(), "kini": datetime.now(UTC).isoformat(),
    }  # fmt: skip
    return json.dumps(isi).encode()


def _argumen() -> list[str]:
    """Command line of the child: it sees Python, the installed packages and its own program."""
    peta = {folder_paket("pyhanko").parent: "/paket", BAGIAN: "/modul/core/surat/pemeriksa_revisi.py"}
    return perintah(mesin().modus(), PROGRAM, peta)


def _temuan(isi: dict[str, Any]) -> Temuan:
    return Temuan(**isi | {"penanda": [Penanda(**satu) for satu in isi["penanda"]]})
