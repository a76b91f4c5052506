"""Signals, sent inside the transaction that changes the data."""

from django.dispatch import Signal

# warga: the new `Warga`
warga_terdaftar = Signal()
# warga: accepted or rejected; oleh: the officer (`Pengguna`)
warga_diperiksa = Signal()
# warga: the owner of a NIK that somebody tried to register again
nik_didaftarkan_ulang = Signal()
