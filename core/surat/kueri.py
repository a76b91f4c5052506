"""Reads: which letter an application has, and who may take it back."""

from django.utils import timezone

from core.akun.models import Pengguna
from core.permohonan.models import Permohonan
from core.surat.models import HIDUP, StatusSurat, Surat
from core.wilayah import peran
from core.wilayah.kueri import penugasan_aktif

# Who stands above a signer in the same office, and may withdraw what he signed (UU 30/2014, Pasal 64: the official who
# decided, or his superior). A desa has nobody above its head: the camat supervises, but does not command.
ATASAN = {
    peran.SEKRETARIS_DESA: peran.KEPALA_DESA,
    peran.SEKRETARIS_KECAMATAN: peran.CAMAT,
    peran.KASI_PEMERINTAHAN: peran.CAMAT,
    peran.KASI_KESRA: peran.CAMAT,
    peran.KASI_PELAYANAN: peran.CAMAT,
    peran.KASI_TRANTIB: peran.CAMAT,
    peran.KASI_EKBANG: peran.CAMAT,
    peran.KEPALA_BIDANG: peran.KEPALA_DINAS,
}


def surat_kini(permohonan: Permohonan) -> Surat | None:
    """The living letter of an application."""
    return Surat.objects.filter(permohonan=permohonan, status__in=HIDUP).select_related("unit").first()


def surat_terbit(permohonan: Permohonan) -> Surat | None:
    """The letter the citizen may download."""
    return Surat.objects.filter(permohonan=permohonan, status=StatusSurat.TERBIT).first()


def surat_terakhir(permohonan: Permohonan) -> Surat | None:
    """The newest letter that was ever out, also when it has been withdrawn since."""
    return Surat.objects.filter(permohonan=permohonan, terbit_pada__isnull=False).select_related("unit").last()


def surat_menunggu_ganti(permohonan: Permohonan) -> Surat | None:
    """The withdrawn letter whose place the next letter of this application takes."""
    if not permohonan.dicabut_pada:
        return None
    return Surat.objects.filter(permohonan=permohonan, status=StatusSurat.DICABUT).last()


# --- Who may withdraw -------------------------------------------------------------------------------------------------


def kursi_pencabut(surat: Surat) -> set[tuple[int, str]]:
    """The seat that signed last, and the one above it in the same office, as (unit, role)."""
    ttd = surat.tanda_tangan.order_by("urut").last()
    if ttd is None:
        return set()
    return {(ttd.unit_id, satu) for satu in (ttd.peran, ATASAN.get(ttd.peran)) if satu}


def boleh_mencabut(surat: Surat, pengguna: Pengguna) -> bool:
    """Whether this person holds one of those seats today, and is not the applicant."""
    if surat.permohonan.pemohon.pengguna_id == pengguna.pk:
        return False
    kursi = {(p.jabatan.unit_id, p.jabatan.peran) for p in penugasan_aktif(pengguna, timezone.localdate())}
    return bool(kursi & kursi_pencabut(surat))
