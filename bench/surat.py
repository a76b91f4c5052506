"""Letters rendered and signed per second: our way beside the plain way, taken in turns in the same run.

Ours: kept press (Typst, PDF/A-2a + PDF/UA-1, separate process), key opened once, signature, and the strict verifier.
Plain: WeasyPrint made anew for each letter (PDF/A-3u), PKCS#12 opened for each letter, pyHanko's defaults, no check.
Both use the same RSA-2048 key and the same text. The ratio is of medians over the rounds; a busy machine slows both.

python -m bench.surat
"""

import base64
import tempfile
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from statistics import median
from typing import Any

PUTARAN, SURAT = 6, 8
HTML = """<!doctype html><html lang="id"><head><meta charset="utf-8"><title>{judul}</title><style>
@page {{ size: A4; margin: 15mm 20mm 28mm 25mm }} @font-face {{ font-family: Surat; src: url({huruf}) }}
body {{ font: 11.5pt/1.4 Surat; text-align: justify }}
h1 {{ font-size: 13pt; text-align: center }} td {{ padding: 1mm 3mm 1mm 0 }}
</style></head><body><p style="text-align:center">{kabupaten}<br>{kecamatan}<br><b>{unit}</b><br>{alamat}</p><hr>
<h1>{judul}</h1><p style="text-align:center">Nomor: {nomor}</p>
<p>Yang bertanda tangan di bawah ini, {jabatan}, menerangkan bahwa:</p><table>{baris}</table>
<table border="1">{anak}</table><p>Demikian surat ini dibuat untuk dipergunakan sebagaimana mestinya.</p>
<p style="text-align:right">{tempat}<br>{jabatan},<br>
<img alt="QR" width="90" src="data:image/svg+xml;base64,{qr}"><br><b>{nama}</b></p>
</body></html>"""


def _html(data: dict[str, Any], huruf: Path) -> str:
    import segno

    penanda, surat, unit = data["penandatangan"][0], data["surat"], data["unit"]
    gambar = BytesIO()
    segno.make(surat["url"]).save(gambar, kind="svg")
    return HTML.format(
        judul=surat["judul"], nomor=surat["nomor"], kabupaten=unit["kabupaten"], kecamatan=unit["kecamatan"],
        unit=unit["nama"], alamat=unit["alamat"], jabatan=penanda["jabatan"], nama=penanda["nama"],
        tempat=penanda["tempat"], huruf=huruf.as_uri(), qr=base64.b64encode(gambar.getvalue()).decode(),
        baris="".join(f"<tr><td>{k}</td><td>: {v}</td></tr>" for k, v in data["pemohon"].items()),
        anak="".join(f"<tr><td>{b['nama']}</td><td>{b['usia']}</td></tr>" for b in data["isian"]["anak"]),
    )  # fmt: skip


def _cara_biasa(p12: Path, huruf: Path) -> Callable[[dict[str, Any]], bytes]:
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import signers
    from weasyprint import HTML as Halaman  # noqa: N811 - a class named like a constant

    def satu(data: dict[str, Any]) -> bytes:
        pdf = Halaman(string=_html(data, huruf)).write_pdf(pdf_variant="pdf/a-3u")
        penanda = signers.SimpleSigner.load_pkcs12(str(p12), passphrase=b"rahasia")
        meta = signers.PdfSignatureMetadata(field_name="TandaTangan1")
        return signers.sign_pdf(IncrementalPdfFileWriter(BytesIO(pdf)), meta, signer=penanda).getvalue()

    return satu


def _cara_kami(p12: bytes, folder: Path) -> Callable[[dict[str, Any]], bytes]:
    from core.surat import sertifikat
    from core.surat.mesin import mesin
    from core.surat.pades import Giliran, PenandaKunci, tanda_tangani
    from core.surat.pemeriksa import periksa
    from tests.surat.bahan import NASKAH

    terbuka = sertifikat.buka_kunci(p12, "rahasia")
    penanda = PenandaKunci(terbuka)
    akar = [sertifikat.pem(sertifikat.otoritas(folder).sertifikat)]
    dikenal = {sertifikat.sidik(terbuka.sertifikat)}

    def satu(data: dict[str, Any]) -> bytes:
        pdf = tanda_tangani(mesin().cetak(NASKAH, data), penanda, Giliran(1, 1), nama="Sumarni", alasan="Kepala Desa")
        if not periksa(pdf, akar, dikenal).sah:
            raise RuntimeError("surat bench tidak sah")
        return pdf

    return satu


def _lama(cara: Callable[[dict[str, Any]], bytes], surat: list[dict[str, Any]]) -> float:
    """Seconds per letter."""
    mulai = time.perf_counter()
    for data in surat:
        cara(data)
    return (time.perf_counter() - mulai) / len(surat)


def _kunci_biasa(p12: bytes) -> bytes:
    """The same key in a container with the library's default settings: our slow key derivation would be unfair."""
    from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12

    kunci, sertifikat, rantai = pkcs12.load_key_and_certificates(p12, b"rahasia")
    return pkcs12.serialize_key_and_certificates(b"x", kunci, sertifikat, rantai, BestAvailableEncryption(b"rahasia"))


def ukur() -> dict[str, Any]:
    """Letters per second of both ways, their ratio, and the size of a letter."""
    from core.surat import sertifikat
    from core.surat.mesin import AKAR, mesin
    from tests.surat.bahan import data

    with tempfile.TemporaryDirectory(prefix="sipraja-bench-") as tmp:
        folder = Path(tmp)
        p12, _ = sertifikat.otoritas(folder).terbitkan("Sumarni", "rahasia")
        (folder / "biasa.p12").write_bytes(_kunci_biasa(p12))
        cara = {
            "kami": _cara_kami(p12, folder),
            "biasa": _cara_biasa(folder / "biasa.p12", AKAR / "huruf" / "LiberationSerif-Regular.ttf"),
        }
        ukuran = {nama: len(satu(data())) for nama, satu in cara.items()}
        lama: dict[str, list[float]] = {nama: [] for nama in cara}
        for putaran in range(PUTARAN):
            surat = [data(penghasilan=1_000_000 + putaran * 1000 + i) for i in range(SURAT)]
            for nama, satu in cara.items():
                lama[nama].append(_lama(satu, surat))
    per_detik = {nama: round(1 / median(semua), 1) for nama, semua in lama.items()}
    kali = median(b / k for b, k in zip(lama["biasa"], lama["kami"], strict=True))
    hasil = {
        "kami_per_detik": per_detik["kami"], "biasa_per_detik": per_detik["biasa"], "kali_lebih_cepat": round(kali, 1),
        "kami_kb": round(ukuran["kami"] / 1024), "biasa_kb": round(ukuran["biasa"] / 1024), "modus": mesin().modus(),
        "surat": PUTARAN * SURAT,
    }  # fmt: skip
    print(hasil)
    return hasil


if __name__ == "__main__":
    ukur()
