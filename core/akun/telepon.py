"""Phone numbers of people. The format rule lives below both `akun` and `layanan`."""

from core.wilayah.telepon import TeleponSalah, periksa_telepon, telepon_tampil

__all__ = ["TeleponSalah", "periksa_telepon", "telepon_tampil"]
