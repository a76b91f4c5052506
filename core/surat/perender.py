"""The letter press: a child process that turns a letter body and data into PDF/A-2a + PDF/UA-1 bytes.

Runs apart from the web process, without network, with limits (`mesin.py` starts it). Imports no Django.
Wire: each frame is a 4-byte big-endian length and that many bytes. Request: one JSON frame. Answer: a JSON frame,
followed by the PDF frame when `ok` is true.
"""

import json
import re
import resource
import sys
from pathlib import Path
from typing import Any, BinaryIO

MEMORI = 1 << 30  # bytes of address space; a page bomb aborts here instead of pushing the machine into swap
CPU_SURAT = 20  # seconds of processor per letter; the wall clock is watched from outside
STANDAR: Any = ["a-2a", "ua-1"]
NASKAH, DATA = "main.typ", "data.json"  # files in memory; the parts read the data as "/data.json"
WAKTU = 1_735_664_400  # fixed, so that the same data gives the same bytes; the real date stands in the letter


def baca(pipa: BinaryIO) -> bytes | None:
    """One frame, or None when the parent has gone."""
    kepala = pipa.read(4)
    return pipa.read(int.from_bytes(kepala, "big")) if len(kepala) == 4 else None


def tulis(pipa: BinaryIO, isi: bytes) -> None:
    """Send one frame."""
    pipa.write(len(isi).to_bytes(4, "big") + isi)
    pipa.flush()


def batasi() -> None:
    """Limits for the whole life of the process."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORI, MEMORI))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def isi_jatah_cpu() -> None:
    """RLIMIT_CPU counts the whole life, so each letter moves the mark."""
    pakai = resource.getrusage(resource.RUSAGE_SELF)
    jatah = int(pakai.ru_utime + pakai.ru_stime) + CPU_SURAT
    resource.setrlimit(resource.RLIMIT_CPU, (jatah, resource.RLIM_INFINITY))


class Percetakan:
    """One kept compiler: fonts and the parts library are read once, not once a letter."""

    def __init__(self, akar: Path) -> None:
        import typst

        self.typst = typst
        tiada = akar / "tiada"  # no packages: an import that slipped through finds nothing
        self.penyusun = typst.Compiler(
            root=akar, font_paths=typst.Fonts(False, False, [akar / "huruf"]), ignore_system_fonts=True,
            package_path=tiada, package_cache_path=tiada,
        )  # fmt: skip

    def cetak(self, naskah: str, data: str) -> bytes:
        """PDF bytes. Raises typst.TypstError."""
        # The body travels with each call: the binding forgets an in-memory `input` after the first compilation.
        # The data is a file and not `sys_inputs`: these belong to Typst's library, and with a new library all that was
        # laid out before is forgotten.
        masuk: Any = {NASKAH: naskah.encode(), DATA: data.encode()}
        hasil: Any = self.penyusun.compile(input=masuk, format="pdf", pdf_standards=STANDAR, timestamp=WAKTU)
        return bytes(hasil)


def layani(percetakan: Percetakan, permintaan: dict[str, str]) -> tuple[dict[str, Any], bytes]:
    """One request → (answer, PDF)."""
    isi_jatah_cpu()
    try:
        return {"ok": True}, percetakan.cetak(permintaan["naskah"], permintaan["data"])
    except percetakan.typst.TypstError as galat:
        gagal = {"ok": False, "pesan": galat.message, "petunjuk": galat.hints, "baris": baris_naskah(galat.diagnostic)}
        return gagal, b""


def baris_naskah(diagnosis: str) -> int | None:
    """The line of the body that the compiler blames: the last one it names is where the author wrote."""
    baris = re.findall(rf"\b{re.escape(NASKAH)}:(\d+):", diagnosis)
    return int(baris[-1]) if baris else None


def main() -> None:
    """Serve until the parent closes the pipe."""
    masuk, keluar = sys.stdin.buffer, sys.stdout.buffer
    batasi()
    percetakan = Percetakan(Path(sys.argv[1]))
    tulis(keluar, b'{"siap": true}')
    while (bingkai := baca(masuk)) is not None:
        jawaban, pdf = layani(percetakan, json.loads(bingkai))
        tulis(keluar, json.dumps(jawaban).encode())
        if jawaban["ok"]:
            tulis(keluar, pdf)


if __name__ == "__main__":
    # second argument: where the typst package is (in the sandbox the package itself, at /paket/typst)
    sys.path.insert(0, sys.argv[2].removesuffix("/typst"))
    main()
