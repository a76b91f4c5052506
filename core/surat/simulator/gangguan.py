"""What can go wrong at BSrE, by name."""

import json
from dataclasses import dataclass, field


@dataclass
class Balasan:
    """An HTTP answer. `potong`: only half of the body leaves; `putus`: nothing does; `panjang`: say how long it is."""

    status: int
    isi: bytes
    jenis: str = "application/json"
    kepala: dict[str, str] = field(default_factory=dict)
    potong: bool = False
    putus: bool = False
    panjang: bool = True


def balas_json(isi: object, status: int = 200) -> Balasan:
    """A JSON answer."""
    return Balasan(status, json.dumps(isi).encode())


def galat(kode: int, teks: str, status: int = 400) -> Balasan:
    """The commonest shape of an error."""
    return balas_json({"status_code": kode, "error": teks}, status)


FRASA_SALAH = galat(2031, "Passphrase anda salah")
TIDAK_TERDAFTAR = galat(2011, "User / penandatangan tidak terdaftar")
SUDAH_DIUNDUH = galat(4044, "Dokumen tidak tersedia, sudah pernah diunduh", 404)
KREDENSIAL = galat(401, "Unauthorized", 401)
PUTUS = Balasan(0, b"", putus=True)


def tak_berlaku(keadaan: str) -> Balasan:
    """The certificate may not sign. The sentence is ours: no public client shows the real one."""
    return balas_json({"error": f"Proses signing gagal : Sertifikat {keadaan}", "status_code": 400}, 400)


# Answers instead of a signature.
TANPA_TANDA: dict[str, Balasan] = {
    "salah_frasa": FRASA_SALAH,
    "tidak_terdaftar": TIDAK_TERDAFTAR,
    "kode_di_teks": balas_json({"error": "Proses signing gagal : User tidak terdaftar 2011", "status_code": 400}, 400),
    "galat_200": balas_json({"error": "Passphrase anda salah 2031"}),
    "teks_biasa": Balasan(400, b"Passphrase anda salah", "text/plain"),
    "pesan_saja": balas_json({"message": "User / penandatangan tidak terdaftar 2011"}, 400),
    "berkas_rusak": balas_json({"error": "Proses signing gagal : InvalidPdfException: Rebuild failed"}, 400),
    "galat_500": balas_json({"status": 500, "error": "Internal Server Error"}, 500),
    "galat_503": Balasan(503, b"<html>Service Unavailable</html>", "text/html"),
    "kredensial": KREDENSIAL,
    "dialihkan": Balasan(302, b"", "text/html", {"Location": "/masuk"}),
    "halaman_200": Balasan(200, b"<html>Pemeliharaan</html>", "text/html"),
}
# Time-outs: `diam_sebelum` signs nothing, `diam_sesudah` signs and keeps it; `lambat` answers late, and well.
MENUNGGU = ("diam_sebelum", "diam_sesudah", "lambat")
# Signs, and then spoils the answer.
SESUDAH = (
    "potong", "potong_tanpa_panjang", "dokumen_lain", "tanpa_tanda", "tulis_ulang", "sekali_unduh", "unduh_hilang",
    "kurang", "tukar", "bukan_base64",
)  # fmt: skip
NAMA = frozenset({*TANPA_TANDA, *MENUNGGU, *SESUDAH})


@dataclass(frozen=True)
class Gangguan:
    """One fault that waits for its request."""

    nama: str = ""
    detik: float = 0.0
