"""Where a service came from, and why one is in quarantine: in which file and line, and what mends it."""

from __future__ import annotations

import logging
import re
import shutil
import tempfile
import traceback
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from core.layanan.deklarasi import KONTRAK
from core.layanan.galat import LayananSalah
from core.layanan.jatah import Macet
from core.layanan.muat import Muatan
from core.layanan.sidik import sidik_layanan

if TYPE_CHECKING:
    from core.layanan.models import PaketLayanan

log = logging.getLogger(__name__)
Jenis = Literal["bawaan", "tambahan", "folder", "contoh", "terpasang", "unggahan"]
SEBUTAN: dict[str, str] = {
    "bawaan": gettext_noop("bawaan sistem"),
    "tambahan": gettext_noop("folder tambahan (LAYANAN_TAMBAHAN)"),
    "folder": gettext_noop("folder"),
    "contoh": gettext_noop("contoh yang sengaja rusak (LAYANAN_RUSAK_CONTOH)"),
    "terpasang": gettext_noop("paket Python terpasang"),
    "unggahan": gettext_noop("paket yang diunggah"),
}


@dataclass(frozen=True)
class Asal:
    """Where a service came from: the kind of source, its own name, when this process loaded it."""

    jenis: Jenis
    sebutan: str
    dimuat: datetime | None = None
    paket_id: int | None = None

    @property
    def kata(self) -> str:
        """The kind of source in words."""
        return _(SEBUTAN[self.jenis])

    def buka(self, folder: Path) -> Path:
        """The folder, unpacked first when it lies in the database only."""
        if self.paket_id is not None and not folder.is_dir():
            _bongkar(self.paket_id, folder)
        return folder


@dataclass(frozen=True)
class Karantina:
    """A plugin kept out. `kode` is what its folder says; `alasan` one sentence, `rincian` every problem."""

    kode: str
    sumber: str
    alasan: str = ""
    rincian: str = ""
    berfungsi: bool = False  # it has a plugin.py: gates for its running applications stay shut
    tempat: str = ""  # "plugin.py baris 3"
    saran: str = ""
    jenis: Jenis = "folder"
    pada: datetime | None = None

    @property
    def kata(self) -> str:
        """The kind of source in words."""
        return _(SEBUTAN[self.jenis])


def jelaskan(calon: Karantina, galat: BaseException) -> Karantina:
    """The entry with reason, every problem, place and advice for this failure."""
    if isinstance(galat, LayananSalah):
        alasan, rincian = galat.keluhan[0], str(galat)
    elif isinstance(galat, Macet):
        alasan = rincian = f"pemuatan {galat}; dihentikan"
    else:
        alasan = rincian = f"{type(galat).__name__}: {galat}"
    asli = galat.__cause__ or galat
    tempat = _tempat(asli, alasan, calon.sumber)
    nasihat = saran(asli, alasan)
    return replace(calon, alasan=alasan, rincian=rincian, tempat=tempat, saran=nasihat, pada=timezone.now())


def _tempat(galat: BaseException, alasan: str, sumber: str) -> str:
    """The line the sentence names, else the last line of the plugin's own files in the traceback."""
    if tulisan := re.match(r"([\w.]+) baris (\d+)", alasan):
        return f"{tulisan[1]} baris {tulisan[2]}"
    bingkai = traceback.extract_tb(galat.__traceback__)
    milik = [b for b in bingkai if sumber in b.filename]
    asing = [b for b in bingkai if "/core/layanan/" not in b.filename and "importlib" not in b.filename]
    satu = next(reversed(milik or asing), None)
    return f"{Path(satu.filename).name} baris {satu.lineno}" if satu else ""


def saran(galat: BaseException, alasan: str) -> str:
    """What the operator or the author does next."""
    if isinstance(galat, ModuleNotFoundError):
        return _("Pasang paket Python “%(nama)s” pada setiap server, atau hapus impor itu, lalu mulai ulang.") % {
            "nama": galat.name
        }
    for pola, kalimat in _SARAN:
        if re.search(pola, alasan):
            return _(kalimat) % {"kontrak": KONTRAK}
    return _("Perbaiki di tempat itu, jalankan manage.py layanan periksa, lalu mulai ulang.")


_SARAN = (
    (r"kontrak: ", gettext_noop(
        "Layanan ini ditulis untuk kontrak yang lain; sistem ini mengenal kontrak %(kontrak)s. Perbarui sistemnya, "
        "atau pakai versi layanan untuk kontrak itu.")),
    (r"sudah dipakai", gettext_noop("Hapus salah satu, atau beri kode lain: satu kode hanya untuk satu layanan.")),
    (r"unknown hook|hook", gettext_noop(
        "Nama kait atau argumennya keliru; bandingkan dengan daftar kait di panduan penulis layanan.")),
    (r"tidak boleh mengimpor|tidak boleh memakai", gettext_noop(
        "Hapus baris itu: plugin.py hanya boleh memakai core.layanan.kontrak dan pustaka baku untuk menghitung.")),
    (r"dihentikan", gettext_noop("Cari perulangan tanpa akhir di bagian paling luar plugin.py, lalu mulai ulang.")),
    (r"tidak sama dengan yang disetujui", gettext_noop("Tarik paket ini, lalu unggah dan setujui ulang.")),
)  # fmt: skip


# --- Uploaded packages -----------------------------------------------------------------------------------------------


def muatan_unggahan(paket: PaketLayanan) -> tuple[Muatan, Asal]:
    """An approved package as the registry holds it. Raises LayananSalah when it is not what was approved."""
    layanan = paket.layanan()
    if layanan.kode != paket.kode or sidik_layanan(layanan) != paket.sidik:
        raise LayananSalah(paket.kode, ["isi paket tidak sama dengan yang disetujui"])
    folder = Path(settings.VAR) / "paket-layanan" / paket.sha256 / paket.kode.replace("-", "_")
    sebutan = _("paket no. %(no)s dari %(unit)s") % {"no": paket.pk, "unit": paket.unit.nama}
    return Muatan(layanan, folder, None), Asal("unggahan", sebutan, timezone.now(), paket.pk)


def _bongkar(paket_id: int, folder: Path) -> None:
    """Unpack beside, then move: another process may be doing the same."""
    from core.layanan.kueri import isi_paket
    from core.layanan.paket_zip import buka_paket

    folder.parent.parent.mkdir(parents=True, exist_ok=True)
    sementara = Path(tempfile.mkdtemp(dir=folder.parent.parent))
    buka_paket(isi_paket(paket_id)).tulis(sementara)
    try:
        sementara.rename(folder.parent)
    except OSError:
        shutil.rmtree(sementara)
