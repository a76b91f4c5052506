"""Members against each other, which a declaration cannot say: one chair, nobody twice, no two of one family card."""

from typing import Any

from core.layanan.kontrak import Tolak, hookimpl


@hookimpl
def periksa_permohonan(isian: dict[str, Any]) -> None:
    """Raises Tolak with what to mend."""
    anggota = isian["anggota"]
    if (ketua := sum(satu["jabatan"] == "Ketua" for satu in anggota)) != 1:
        raise Tolak(f"Pilih satu ketua saja di halaman anggota. Sekarang ada {ketua}.")
    if _kembar(anggota, "nik"):
        raise Tolak("Ada dua anggota dengan NIK yang sama. Ubah NIK yang keliru di halaman anggota.")
    if _kembar(anggota, "no_kk"):
        raise Tolak("Ada dua anggota dari satu KK. Ganti salah satunya dengan perempuan dari KK lain.")


def _kembar(anggota: list[dict[str, Any]], nama: str) -> bool:
    return len({satu[nama] for satu in anggota}) < len(anggota)
