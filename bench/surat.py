"""Letters per second: our ways beside the plain way, taken in turns in the same run.

biasa       WeasyPrint made anew each time (PDF/A-3u), PKCS#12 opened each time, pyHanko's defaults, no check
kami        kept press (Typst, PDF/A-2a + PDF/UA-1, separate process), kept key, signature, strict verifier
cetak       the press alone
cetak_tanda the same without the verifier: what "render and sign" alone costs
pkcs11      kami with the key on a device (SoftHSM2);  b_t, b_lta: cetak_tanda with time-stamps from 127.0.0.1
jalur       the product: number, freeze, database, store, sign, verify, publish, in one process and its press
sesi        a batch of frozen letters with one passphrase

All use RSA-2048. `kali` are ratios of seconds to `biasa`, medians over the rounds: a busy machine slows both.
`cpu_ms` is processor time a letter of the process that works (and of the press), which a busy machine inflates less.

python -m bench.surat
"""

import base64
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from contextlib import ExitStack, suppress
from io import BytesIO
from pathlib import Path
from statistics import median
from typing import Any

PUTARAN, SURAT = int(os.environ.get("BENCH_PUTARAN", "5")), 8
PRODUK = {"jalur": 200}  # letters a round; the passphrase costs 0.1 s once
SESI = int(os.environ.get("BENCH_SESI", "500"))
AKAR_PROYEK = Path(__file__).parent.parent
Cara = Callable[[dict[str, Any]], bytes]
Ukuran = tuple[float, float]  # seconds and processor seconds a letter
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


def _cara_biasa(p12: Path, huruf: Path) -> Cara:
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import signers
    from weasyprint import HTML as Halaman  # noqa: N811 - a class named like a constant

    def satu(data: dict[str, Any]) -> bytes:
        pdf = Halaman(string=_html(data, huruf)).write_pdf(pdf_variant="pdf/a-3u")
        penanda = signers.SimpleSigner.load_pkcs12(str(p12), passphrase=b"rahasia")
        meta = signers.PdfSignatureMetadata(field_name="TandaTangan1")
        return signers.sign_pdf(IncrementalPdfFileWriter(BytesIO(pdf)), meta, signer=penanda).getvalue()

    return satu


def _cara_kami(p12: bytes, folder: Path) -> Cara:
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
        if not periksa(pdf, akar, dikenal, teliti=False).sah:
            raise RuntimeError("surat bench tidak sah")
        return pdf

    return satu


def _penanda_kami(p12: bytes) -> Any:
    from core.surat import sertifikat
    from core.surat.pades import PenandaKunci

    return PenandaKunci(sertifikat.buka_kunci(p12, "rahasia"))


def _cetak(data: dict[str, Any]) -> bytes:
    from core.surat.mesin import mesin
    from tests.surat.bahan import NASKAH

    return mesin().cetak(NASKAH, data)


def _cetak_tanda(penanda: Any, stempel: Any = None) -> Cara:
    from core.surat.pades import Giliran, tanda_tangani

    def satu(data: dict[str, Any]) -> bytes:
        return tanda_tangani(
            _cetak(data), penanda, Giliran(1, 1), nama="Sumarni", alasan="Kepala Desa", stempel=stempel
        )

    return satu


def _perangkat(folder: Path, p12: bytes, tumpuk: ExitStack) -> dict[str, Cara]:
    """The same key on SoftHSM2; nothing when it is not installed (said)."""
    import pkcs11
    from pkcs11 import ObjectClass

    from core.surat import sertifikat
    from core.surat.penanda.pkcs11 import PenandaPerangkat
    from tests.surat.hsm import PIN, PUSTAKA, Hsm

    if not any(Path(satu).exists() for satu in PUSTAKA):
        print("pkcs11 tidak diukur: softhsm2 tidak terpasang")
        return {}
    terbuka = sertifikat.buka_kunci(p12, "rahasia")
    perangkat = Hsm(folder)
    os.environ["SOFTHSM2_CONF"] = str(perangkat.setelan)
    perangkat.token("Bench")
    perangkat.isi("Bench", "kunci", terbuka.kunci, terbuka.sertifikat)
    sesi = tumpuk.enter_context(pkcs11.lib(perangkat.modul).get_token(token_label="Bench").open(user_pin=PIN))
    kunci = sesi.get_key(object_class=ObjectClass.PRIVATE_KEY, label="kunci")
    rantai = [terbuka.sertifikat, *terbuka.rantai]
    return {"pkcs11": _cetak_tanda(PenandaPerangkat(kunci, lambda: True, rantai))}


def _berstempel(folder: Path, tumpuk: ExitStack) -> dict[str, Cara]:
    """With time-stamps and revocation data from services on this machine."""
    from core.surat.pades import PenandaKunci
    from tests.surat.pki import menyala

    pki = tumpuk.enter_context(menyala(folder))
    penanda = PenandaKunci(pki.terbuka("pejabat"))
    return {nama: _cetak_tanda(penanda, pki.stempel(t)) for nama, t in (("b_t", "B-T"), ("b_lta", "B-LTA"))}


def _ukur_satu(cara: Cara, surat: list[dict[str, Any]]) -> Ukuran:
    from core.surat.mesin import mesin

    pers = mesin()
    pers.modus()
    # Of this thread: the services of b_t and b_lta answer from another thread of this process.
    dinding, cpu, cetak = time.perf_counter(), time.thread_time(), _cpu_pers(pers)
    for data in surat:
        cara(data)
    selesai = time.perf_counter() - dinding
    return selesai / len(surat), (time.thread_time() - cpu + _cpu_pers(pers) - cetak) / len(surat)


def _cpu_pers(pers: Any) -> float:
    """Seconds of processor that the processes of the press have used."""
    jumlah, sesi = 0, {satu.pipa.proses.pid for satu in pers.semua if satu.pipa}
    for berkas in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            kolom = berkas.read_text().rpartition(")")[2].split()
            if int(kolom[3]) in sesi:
                jumlah += int(kolom[11]) + int(kolom[12])
    return jumlah / os.sysconf("SC_CLK_TCK")


class Jalur:
    """The product in a process of its own (`bench.surat_jalur`), with a fresh VAR."""

    def __init__(self, folder: Path) -> None:
        lingkungan = os.environ | {"VAR": str(folder), "DJANGO_SETTINGS_MODULE": "sipraja.settings_uji"}
        lingkungan.pop("DATABASE_URL", None)
        perintah = [sys.executable, "-m", "bench.surat_jalur"]
        self.proses = subprocess.Popen(
            perintah, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=lingkungan, cwd=AKAR_PROYEK
        )
        self._jawab()

    def _jawab(self) -> dict[str, Any]:
        baris = self.proses.stdout.readline()  # type: ignore[union-attr]
        if not baris:
            raise RuntimeError("bench.surat_jalur berhenti")
        jawaban: dict[str, Any] = json.loads(baris)
        return jawaban

    def ukur(self, cara: str, jumlah: int) -> Ukuran:
        """(seconds, processor seconds) a letter."""
        self.proses.stdin.write(json.dumps({"cara": cara, "n": jumlah}) + "\n")  # type: ignore[union-attr]
        self.proses.stdin.flush()  # type: ignore[union-attr]
        hasil = self._jawab()
        return hasil["detik"] / jumlah, hasil["cpu"] / jumlah

    def __enter__(self) -> "Jalur":
        return self

    def __exit__(self, *_galat: object) -> None:
        self.proses.stdin.close()  # type: ignore[union-attr]
        self.proses.wait(30)


def _lantai(p12: bytes) -> float:
    """Milliseconds of one RSA signature alone: no letter can be signed faster."""
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import padding

    from core.surat import sertifikat

    kunci, jumlah = sertifikat.buka_kunci(p12, "rahasia").kunci, 200
    mulai = time.process_time()
    for _kali in range(jumlah):
        kunci.sign(b"sipraja", padding.PKCS1v15(), hashes.SHA256())
    return (time.process_time() - mulai) / jumlah * 1000


def _kunci_biasa(p12: bytes) -> bytes:
    """The same key in a container with the library's default settings: our slow key derivation would be unfair."""
    from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12

    kunci, sertifikat, rantai = pkcs12.load_key_and_certificates(p12, b"rahasia")
    return pkcs12.serialize_key_and_certificates(b"x", kunci, sertifikat, rantai, BestAvailableEncryption(b"rahasia"))


def ukur() -> dict[str, Any]:
    """All ways, in turns; what each costs, and how many times faster than the plain way it is."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sipraja.settings_uji")
    django.setup()
    from core.surat import sertifikat
    from core.surat.mesin import AKAR, mesin
    from sipraja.sampah import tenangkan
    from tests.surat.bahan import data

    with ExitStack() as tumpuk:
        folder = Path(tumpuk.enter_context(tempfile.TemporaryDirectory(prefix="sipraja-bench-")))
        for nama in ("var", "hsm", "pki"):
            (folder / nama).mkdir()
        p12, _ = sertifikat.otoritas(folder).terbitkan("Sumarni", "rahasia")
        (folder / "biasa.p12").write_bytes(_kunci_biasa(p12))
        cara: dict[str, Cara] = {
            "biasa": _cara_biasa(folder / "biasa.p12", AKAR / "huruf" / "LiberationSerif-Regular.ttf"),
            "kami": _cara_kami(p12, folder),
            "cetak": _cetak,
            "cetak_tanda": _cetak_tanda(_penanda_kami(p12)),
            **_perangkat(folder / "hsm", p12, tumpuk),
            **_berstempel(folder / "pki", tumpuk),
        }
        ukuran = {nama: len(satu(data())) for nama, satu in cara.items()}
        tenangkan()  # all ways alike: the collector of cycles as the web server has it
        jalur = tumpuk.enter_context(Jalur(folder / "var"))
        hitung: dict[str, list[Ukuran]] = defaultdict(list)
        for putaran in range(PUTARAN):
            surat = [data(penghasilan=1_000_000 + putaran * 1000 + i) for i in range(SURAT)]
            for nama, satu in cara.items():
                hitung[nama].append(_ukur_satu(satu, surat))
            for nama, jumlah in PRODUK.items():
                hitung[nama].append(jalur.ukur(nama, jumlah))
        hitung["sesi"].append(jalur.ukur("sesi", SESI))
        hasil = _ringkas(hitung) | {
            "rsa_ms": round(_lantai(p12), 3), "kami_kb": round(ukuran["kami"] / 1024),
            "biasa_kb": round(ukuran["biasa"] / 1024), "modus": mesin().modus(), "surat": PUTARAN * SURAT,
            "sesi_surat": SESI, "sesi_detik": round(hitung["sesi"][0][0] * SESI, 1),
            "beban_akhir": round(os.getloadavg()[0], 1),
        }  # fmt: skip
    print(hasil)
    return hasil


def _ringkas(hitung: dict[str, list[Ukuran]]) -> dict[str, Any]:
    biasa = [satu for satu, _cpu in hitung["biasa"]]
    dinding = {nama: [d for d, _cpu in semua] for nama, semua in hitung.items()}
    cpu = {nama: round(median(c for _d, c in semua) * 1000, 1) for nama, semua in hitung.items()}
    return {
        "per_detik": {nama: round(1 / median(semua), 1) for nama, semua in dinding.items()},
        "cpu_ms": cpu,
        "cpu_ms_tanpa_cetak": {nama: round(cpu[nama] - cpu["cetak"], 1) for nama in ("cetak_tanda", "b_t", "b_lta")},
        "kali": {
            nama: round(median(b / d for b, d in zip(biasa, semua, strict=False)), 1)
            for nama, semua in dinding.items()
            if nama != "biasa"
        },
    }


if __name__ == "__main__":
    ukur()
