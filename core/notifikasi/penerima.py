"""Who hears of what. Receivers run inside the transaction of the step: a message exists exactly when the step does."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from core.akun.models import Pengguna, Warga
from core.notifikasi import verba
from core.notifikasi.models import LONCENG, MENUNGGU, SUREL, TERKIRIM, Pesan
from core.permohonan.aturan import Status
from core.permohonan.models import Peristiwa, Permohonan
from core.permohonan.persediaan import kedatangan_lalu
from core.wilayah.kueri import pemegang, unit_nomor
from core.wilayah.models import Unit
from core.wilayah.peran import OPERATOR_DESA

Jenis = Peristiwa.Jenis
KABAR_WARGA = {
    Jenis.DIAJUKAN, Jenis.DIKEMBALIKAN, Jenis.DIPERBAIKI, Jenis.DITOLAK, Jenis.DIBATALKAN, Jenis.SURAT_TERBIT,
    Jenis.SURAT_DICABUT,
}  # fmt: skip
MENINGGALKAN_MEJA = {
    Jenis.TAHAP_SELESAI, Jenis.DITANDATANGANI, Jenis.DIKEMBALIKAN, Jenis.DITOLAK, Jenis.DIBATALKAN, Jenis.SELESAI,
    Jenis.SURAT_DICABUT,
}  # fmt: skip


def saat_peristiwa(
    *, permohonan: Permohonan, peristiwa: Peristiwa, langkah: Sequence[Peristiwa] = (), **_lain: Any
) -> None:
    """Receiver of core.permohonan.sinyal.peristiwa_dicatat."""
    if peristiwa.jenis in MENINGGALKAN_MEJA:
        verba.bereskan_tugas(permohonan_id=permohonan.pk)
    pindah = False
    if peristiwa.jenis == Jenis.TAHAP_DIMASUKI:
        _kabari_meja(peristiwa)
        pindah = _pindah_kantor(peristiwa, kedatangan_lalu(permohonan, peristiwa, langkah))
    if jenis := jenis_untuk_warga(permohonan, peristiwa, pindah=pindah):
        verba.tulis(_untuk_warga(permohonan.pemohon.pengguna, jenis, f"peristiwa:{peristiwa.pk}", **_acuan(peristiwa)))


def jenis_untuk_warga(permohonan: Permohonan, peristiwa: Peristiwa, *, pindah: bool) -> str | None:
    """Kind of message for the applicant, or None: the steps inside one office are no news. `pindah`: it left one."""
    if peristiwa.jenis in KABAR_WARGA:
        return str(peristiwa.jenis)
    if peristiwa.data.get("tagihan") and permohonan.status != Status.PERLU_PERBAIKAN:
        return "tagihan"  # a required one comes as a return
    if pindah:
        return "pindah"
    if peristiwa.jenis == Jenis.SELESAI and permohonan.terbit_pada is None:
        return "selesai"
    return None


def _pindah_kantor(peristiwa: Peristiwa, lalu: Peristiwa | None) -> bool:
    """Whether the stage before this one lay in another office. What follows a sending or a withdrawal is told there."""
    if lalu is None or lalu.jenis != Jenis.TAHAP_DIMASUKI:
        return False
    return bool(lalu.data["unit"] != peristiwa.data["unit"])


def _acuan(peristiwa: Peristiwa) -> dict[str, Any]:
    return {"permohonan_id": peristiwa.permohonan_id, "data": {"peristiwa": peristiwa.pk}}


def _kabari_meja(peristiwa: Peristiwa) -> None:
    """One bell for each of today's holders of the role, in one statement."""
    kantor = unit_nomor(peristiwa.data["unit"])
    orang = _pemegang(kantor, peristiwa.data["peran"])
    acuan = _acuan(peristiwa)
    verba.tulis(lonceng(satu, "tugas", f"peristiwa:{peristiwa.pk}", **acuan) for satu in orang)


def _pemegang(unit: Unit, peran: str) -> set[int]:
    return {p.pengguna_id for p in pemegang(unit, peran, timezone.localdate())}


def lonceng(pengguna_id: int, jenis: str, kejadian: str, **isi: Any) -> Pesan:
    """A bell row is delivered by being there."""
    kunci = f"{kejadian}:{LONCENG}:{pengguna_id}"
    return Pesan(kunci=kunci, saluran=LONCENG, penerima_id=pengguna_id, jenis=jenis, status=TERKIRIM,
                 terkirim_pada=timezone.now(), **isi)  # fmt: skip


def _untuk_warga(pengguna: Pengguna, jenis: str, kejadian: str, **isi: Any) -> list[Pesan]:
    """Bell, and e-mail for whoever gave an address."""
    baris = [lonceng(pengguna.pk, jenis, kejadian, **isi)]
    if pengguna.email:
        kunci = f"{kejadian}:{SUREL}:{pengguna.pk}"
        baris.append(Pesan(kunci=kunci, saluran=SUREL, penerima=pengguna, jenis=jenis, status=MENUNGGU, **isi))
    return baris


def saat_warga_terdaftar(*, warga: Warga, **_lain: Any) -> None:
    """Tell the citizen what happens next, and the desa that somebody waits."""
    kejadian = f"terdaftar:{warga.pk}:{warga.didaftarkan:%Y%m%d%H%M%S%f}"
    kantor = Unit.objects.filter(kode=warga.desa_id).first()
    petugas = _pemegang(kantor, OPERATOR_DESA) if kantor else ()
    tugas = [lonceng(satu, "tugas_warga", kejadian, data={"warga": warga.pk}) for satu in petugas]
    verba.tulis([*_untuk_warga(warga.pengguna, "terdaftar", kejadian), *tugas])


def saat_warga_diperiksa(*, warga: Warga, **_lain: Any) -> None:
    """Accepted or rejected."""
    kejadian = f"diperiksa:{warga.pk}:{warga.diperiksa_pada:%Y%m%d%H%M%S%f}"
    verba.bereskan_tugas_warga(warga_id=warga.pk)
    jenis = "warga_diterima" if warga.terverifikasi else "warga_ditolak"
    verba.tulis(_untuk_warga(warga.pengguna, jenis, kejadian))


def saat_nik_diulang(*, warga: Warga, **_lain: Any) -> None:
    """Somebody tried to register a NIK that has an account: tell its owner, at most once a day."""
    kejadian = f"nik:{warga.pk}:{timezone.localdate():%Y%m%d}"
    verba.tulis(_untuk_warga(warga.pengguna, "nik_ulang", kejadian))
