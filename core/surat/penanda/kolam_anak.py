"""A signing child for batches: signs with a key from its own standard input and judges each file it has signed.

`kolam.py` starts it. No Django, no network, no files; nothing of the key is ever written. It ends when its input ends,
so it never outlives the batch or the process that made it.
Wire (frames as in `perender`): first the certificates (JSON) and the key (DER), then for each letter what is asked
(JSON) and the file. Answers: a JSON frame, followed by the signed file when `ok` is true.
"""

import json
import resource
import sys
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

if __name__ == "__main__":  # the packages and our own code lie where the parent says
    sys.path[:0] = [sys.argv[1], str(Path(sys.argv[2]).parent)]

from cryptography import x509
from cryptography.hazmat.primitives.serialization import load_der_private_key

from core.surat.pades import Giliran, PenandaKunci, tanda_tangani
from core.surat.pemeriksa import periksa
from core.surat.pemeriksa_cepat import Pembanding
from core.surat.perender import baca, tulis
from core.surat.sertifikat import SIAPA_SAJA, KunciPejabat, KunciTerbuka

MEMORI = 1 << 30  # bytes of address space
CPU = 600  # seconds of processor in the whole life: a batch takes ten


def batasi() -> None:
    """Limits for the whole life. No core file: it would hold the key."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORI, MEMORI))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU, CPU))


def buka(modal: dict[str, Any], kunci: bytes) -> PenandaKunci:
    """The signer. The key was checked when the passphrase opened it."""
    sertifikat, *rantai = x509.load_pem_x509_certificates(modal["sertifikat"].encode())
    dimuat = load_der_private_key(kunci, None, unsafe_skip_rsa_key_validation=True)
    if not isinstance(dimuat, KunciPejabat):
        raise TypeError("bukan kunci RSA")
    return PenandaKunci(KunciTerbuka(dimuat, sertifikat, tuple(rantai)))


def kerjakan(
    penanda: PenandaKunci, akar: list[str], tugas: dict[str, Any], pdf: bytes, pembanding: Pembanding
) -> tuple[dict[str, Any], bytes]:
    """Sign, and judge the result by the strict rules."""
    giliran = Giliran(**tugas["giliran"] | {"asing": frozenset(tugas["giliran"]["asing"])})
    try:
        hasil = tanda_tangani(pdf, penanda, giliran, nama=tugas["nama"], alasan=tugas["alasan"])
    except Exception as galat:
        return {"ok": False, "galat": type(galat).__name__}, b""
    ketat = partial(periksa, hasil, akar, SIAPA_SAJA, teliti=False)
    temuan = pembanding.periksa(hasil, pdf, akar, ketat) if giliran.pertama else ketat()
    return {"ok": True, "temuan": asdict(temuan)}, hasil


def main() -> None:
    """Serve until the parent closes the pipe."""
    masuk, keluar = sys.stdin.buffer, sys.stdout.buffer
    batasi()
    modal = json.loads(baca(masuk) or b"{}")
    penanda = buka(modal, baca(masuk) or b"")
    tulis(keluar, b'{"siap": true}')
    pembanding = Pembanding()
    while (bingkai := baca(masuk)) is not None:
        jawaban, pdf = kerjakan(penanda, modal["akar"], json.loads(bingkai), baca(masuk) or b"", pembanding)
        tulis(keluar, json.dumps(jawaban).encode())
        if jawaban["ok"]:
            tulis(keluar, pdf)


if __name__ == "__main__":
    main()
