"""Version 1 of the protocol."""

from io import BytesIO
from typing import Any

from django.core.files.uploadhandler import MemoryFileUploadHandler, TemporaryFileUploadHandler
from django.http.multipartparser import MultiPartParser

from core.surat.simulator.dunia import Dunia
from core.surat.simulator.gangguan import FRASA_SALAH, SUDAH_DIUNDUH, TIDAK_TERDAFTAR, Balasan, balas_json, tak_berlaku
from core.surat.simulator.tanda import bubuhkan

TERDAFTAR, BELUM = 1111, 1110


def keadaan(dunia: Dunia, pengenal: str) -> Balasan:
    """What BSrE says of a person; both versions use the same words."""
    orang = dunia.orang(pengenal)
    kata = orang.keadaan if orang else "NOT_REGISTERED"
    kode = {"ISSUE": {"status_code": TERDAFTAR}, "NOT_REGISTERED": {"status_code": BELUM}}.get(kata, {})
    return balas_json(kode | {"status": kata, "message": f"Status pengguna {kata}"})


def _isian(jenis: str, isi: bytes) -> tuple[dict[str, str], bytes]:
    """The fields and the file of a multipart body."""
    tentang = {"CONTENT_TYPE": jenis, "CONTENT_LENGTH": str(len(isi))}
    penerima = [MemoryFileUploadHandler(), TemporaryFileUploadHandler()]
    medan, berkas = MultiPartParser(tentang, BytesIO(isi), penerima).parse()
    pdf: Any = berkas["file"]
    return {nama: str(nilai) for nama, nilai in medan.items()}, pdf.read()


def tanda_tangani(dunia: Dunia, jenis: str, isi: bytes) -> Balasan:
    """`POST /api/sign/pdf`."""
    medan, pdf = _isian(jenis, isi)
    gangguan = dunia.gangguan(medan["nik"])
    orang = dunia.orang(medan["nik"])
    if orang is None:
        return TIDAK_TERDAFTAR
    if medan["passphrase"] != orang.frasa:
        return FRASA_SALAH
    if orang.keadaan != "ISSUE":
        return tak_berlaku(orang.keadaan)
    return bubuhkan(dunia, orang.nik, orang.nama, [pdf], gangguan, lambda jadi, nama: _bentuk(dunia, jadi[0], nama))


def _bentuk(dunia: Dunia, pdf: bytes, gangguan: str) -> Balasan:
    nama = dunia.titip(pdf)
    if gangguan == "unduh_hilang":
        dunia.ambil(nama)
    if gangguan in ("sekali_unduh", "unduh_hilang"):
        return balas_json({"status": "success", "message": "Proses signing berhasil", "id": [nama]})
    dunia.ambil(nama)
    return Balasan(200, pdf, "application/pdf", {"id_dokumen": nama})


def unduh(dunia: Dunia, nama: str) -> Balasan:
    """`GET /api/sign/download/{id}`: once."""
    pdf = dunia.ambil(nama)
    return Balasan(200, pdf, "application/pdf") if pdf else SUDAH_DIUNDUH
