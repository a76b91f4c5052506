"""One request to sign, with the fault that waits for it."""

from collections.abc import Callable
from io import BytesIO

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import copy_into_new_writer

from core.surat.penanda.bsre_kalibrasi import halaman
from core.surat.simulator.dunia import ORANG_LAIN, Dunia
from core.surat.simulator.gangguan import PUTUS, TANPA_TANDA, Balasan, Gangguan

DOKUMEN_LAIN = halaman("Surat milik orang lain")
Pembentuk = Callable[[list[bytes], str], Balasan]  # (signed files, name of the fault) -> answer


def bubuhkan(
    dunia: Dunia, pengenal: str, nama: str, berkas: list[bytes], gangguan: Gangguan, bentuk: Pembentuk
) -> Balasan:
    """Sign the files and answer, unless the fault says otherwise."""
    if gangguan.nama in TANPA_TANDA:
        return TANPA_TANDA[gangguan.nama]
    if gangguan.nama == "diam_sebelum":
        dunia.berhenti.wait(gangguan.detik)
        return PUTUS
    jadi = [dunia.pembubuh.bubuhkan(pdf, pengenal, nama, dunia.hitung) for pdf in berkas]
    balasan = bentuk(_rusakkan(dunia, gangguan.nama, berkas, jadi), gangguan.nama)
    if gangguan.nama in ("diam_sesudah", "lambat"):
        dunia.berhenti.wait(gangguan.detik)
    balasan.putus = gangguan.nama == "diam_sesudah"
    balasan.potong = gangguan.nama.startswith("potong")
    balasan.panjang = gangguan.nama != "potong_tanpa_panjang"
    return balasan


def _rusakkan(dunia: Dunia, nama: str, berkas: list[bytes], jadi: list[bytes]) -> list[bytes]:
    if nama == "dokumen_lain":
        return [dunia.pembubuh.bubuhkan(DOKUMEN_LAIN, ORANG_LAIN, ORANG_LAIN, dunia.hitung), *jadi[1:]]
    if nama == "tanpa_tanda":
        return berkas
    if nama == "tulis_ulang":
        return [tulis_ulang(jadi[0]), *jadi[1:]]
    return {"kurang": jadi[:-1], "tukar": jadi[::-1]}.get(nama, jadi)


def tulis_ulang(pdf: bytes) -> bytes:
    """The same pages written anew: what a gateway does that kills all earlier signatures."""
    keluar = BytesIO()
    copy_into_new_writer(PdfFileReader(BytesIO(pdf), strict=False)).write(keluar)
    return keluar.getvalue()
