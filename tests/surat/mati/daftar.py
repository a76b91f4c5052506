"""Names of the planted bugs (`tanam.py` plants them), apart so that a test can list them without arming anything.

With each the points at which its kills are aimed: with all points it takes some twenty kills until the bug shows,
and the build has no time for that.
"""

TANAM = {
    "nomor di luar transaksi": ("nomor", "nomor.tetap", "niat"),
    "status sebelum berkas": ("arsip.sementara", "nomor.tetap", "niat.tetap"),
    "terbit sebelum berkas": ("t2.tetap", "t2", "ttd.catat"),
    "kabar sesudah commit": ("kabar.kirim", "t2.akhir", "niat"),
    "tanpa sewa": ("niat.tetap", "ttd.bubuh"),
    "adopsi tanpa pemeriksaan": ("ttd.catat", "ttd.simpan"),
    "cetak ulang saat pulih": ("niat.tetap", "ttd.bubuh", "ttd.catat"),
    "nomor baru saat pulih": ("nomor.tetap", "cetak", "beku.simpan"),
    "T2 tanpa transaksi": ("t2", "t2.akhir", "ttd.catat"),
}
