"""Version 2 of the protocol: signing and sealing in JSON."""

from base64 import b64decode, b64encode
from typing import Any

from core.surat.simulator.dunia import Dunia, Orang
from core.surat.simulator.gangguan import FRASA_SALAH, TIDAK_TERDAFTAR, Balasan, balas_json, galat, tak_berlaku
from core.surat.simulator.tanda import bubuhkan

# No public client shows the code of these; the words are ours.
KODE_SALAH = balas_json({"error": "Kode TOTP salah atau sudah kedaluwarsa", "status_code": 400}, 400)
PELANGGAN_ASING = galat(400, "idSubscriber tidak terdaftar")


def pengenal(isi: dict[str, Any]) -> str:
    """Whom a request names: by NIK or by e-mail."""
    return str(isi.get("nik") or isi.get("email") or "")


def minta_kode(dunia: Dunia, isi: dict[str, Any]) -> Balasan:
    """`/sign/get/totp`."""
    orang = dunia.orang(pengenal(isi))
    if orang is None:
        return TIDAK_TERDAFTAR
    dunia.kirim_kode(orang.nik, int(isi["data"]))
    return balas_json({"status": "OK", "message": "Kode telah dikirim"})


def tanda_tangani(dunia: Dunia, isi: dict[str, Any]) -> Balasan:
    """`/sign/pdf`."""
    gangguan = dunia.gangguan(pengenal(isi))
    orang = dunia.orang(pengenal(isi))
    if orang is None:
        return TIDAK_TERDAFTAR
    if orang.keadaan != "ISSUE":
        return tak_berlaku(orang.keadaan)
    if salah := _bukti_salah(dunia, orang, isi):
        return salah
    return bubuhkan(dunia, orang.nik, orang.nama, _berkas(isi), gangguan, _bentuk)


def _bukti_salah(dunia: Dunia, orang: Orang, isi: dict[str, Any]) -> Balasan | None:
    if "totp" in isi:
        return None if dunia.pakai_kode(orang.nik, isi["totp"], len(isi["file"])) else KODE_SALAH
    return None if isi["passphrase"] == orang.frasa else FRASA_SALAH


def _berkas(isi: dict[str, Any]) -> list[bytes]:
    if len(isi["signatureProperties"]) != len(isi["file"]):
        raise ValueError("signatureProperties")
    return [b64decode(satu, validate=True) for satu in isi["file"]]


def _bentuk(jadi: list[bytes], gangguan: str) -> Balasan:
    berkas = [b64encode(satu).decode() for satu in jadi]
    if gangguan == "bukan_base64":
        berkas[0] = "?" + berkas[0]
    return balas_json({"time": "1.0 s", "file": berkas})


def aktivasi(dunia: Dunia, isi: dict[str, Any]) -> Balasan:
    """`/seal/get/activation`: the first code goes out by mail, a renewal comes back at once."""
    segel = dunia.segel(str(isi["idSubscriber"]))
    if segel is None:
        return PELANGGAN_ASING
    if "totp" not in isi:
        dunia.kode_terkirim[segel.pelanggan] = segel.aktifkan()
        return balas_json({"message": "Kode aktivasi telah dikirim"})
    if not segel.cocok(isi["totp"]):
        return KODE_SALAH
    kode = {"totp": segel.aktifkan(), "expires": segel.sampai.strftime("%Y-%m-%dT%H:%M:%S+0000")}
    return balas_json({"data": kode | {"result": True, "message": "OK"}})


def kode_segel(dunia: Dunia, isi: dict[str, Any]) -> Balasan:
    """`/seal/get/totp`: a code for one call."""
    segel = dunia.segel(str(isi["idSubscriber"]))
    if segel is None or not segel.cocok(isi["totp"]):
        return KODE_SALAH if segel else PELANGGAN_ASING
    kode = dunia.kirim_kode(segel.pelanggan, int(isi["data"]))
    sampai = segel.sampai.strftime("%Y-%m-%dT%H:%M:%S+0000")
    return balas_json({"totp": kode, "expires": sampai, "result": True, "message": "OK"})


def segel_pdf(dunia: Dunia, isi: dict[str, Any]) -> Balasan:
    """`/seal/pdf`."""
    gangguan = dunia.gangguan(str(isi["idSubscriber"]))
    segel = dunia.segel(str(isi["idSubscriber"]))
    if segel is None or not dunia.pakai_kode(segel.pelanggan, isi["totp"], len(isi["file"])):
        return KODE_SALAH if segel else PELANGGAN_ASING
    return bubuhkan(dunia, segel.pelanggan, segel.nama, _berkas(isi), gangguan, _bentuk)
