"""The child process that examines one uploaded package: reads it, prints the letter of its sample, runs the kit.

Started by `paket_periksa` as `python -m core.surat.paket_anak` in a cage. It may read the program, the unpacked folder
and the regions, nothing else. stdin: one JSON object. stdout: one JSON object a line; the last line counts, the ones
before name the step, so that the parent can say where a child stopped that never came back.
"""

from __future__ import annotations

import base64
import contextlib
import json
import resource
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

MEMORI = 1536 << 20  # address space; the letter press inside sets its own, lower limit
DETIK_CPU = 45
DETIK_SURAT = 4.0  # one letter; a real one takes 0.02
DETIK_MUAT = 8.0
MAKS_KOLOM = 300  # questions, columns of tables included; the largest real form has 126
MAKS_PRATINJAU = 900_000
MAKS_HALAMAN = 20
MAKS_SISI = 1250.0  # points: an A3 sheet has 1191; a larger page would be a gigantic picture in the web process
DALAM = 40  # levels of tables in a declaration; a real one has six


def batasi() -> None:
    """Bound this process. The CPU limit is a soft one, because the letter press inside moves its own mark."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORI, MEMORI))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (DETIK_CPU, resource.RLIM_INFINITY))


def lapor(**isi: Any) -> None:
    """One line to the parent."""
    sys.stdout.write(json.dumps(isi) + "\n")
    sys.stdout.flush()


def _pola_dalam(nilai: Any, dalam: int = 0) -> Iterator[tuple[str, str]]:
    """Every `pola` of the raw declaration with its example, wherever it stands. Raises RecursionError when too deep."""
    if dalam > DALAM:
        raise RecursionError
    if isinstance(nilai, dict):
        if isinstance(nilai.get("pola"), str):
            yield nilai["pola"], str(nilai.get("contoh", ""))
        nilai = list(nilai.values())
    if isinstance(nilai, list):
        for satu in nilai:
            yield from _pola_dalam(satu, dalam + 1)


def periksa_mentah(folder: Path) -> list[dict[str, Any]]:
    """What must be known before the declaration is given to the schema, which runs its patterns."""
    from core.layanan.paket_hasil import temuan
    from core.layanan.pola import keluhan_pola

    sumber = (folder / "layanan.toml").read_text(encoding="utf-8")
    try:
        data = tomllib.loads(sumber)
        hasil = [(pola, keluhan_pola(pola, contoh)) for pola, contoh in _pola_dalam(data)]
    except tomllib.TOMLDecodeError:
        return []  # loading names the line
    except RecursionError:
        return [temuan("susunan tabel terlalu dalam", berkas="layanan.toml")]
    salah = [(pola, pesan) for pola, pesan in hasil if pesan]
    return [
        temuan(f"{pesan} ({pola[:40]})", berkas="layanan.toml", baris=_baris(sumber, pola)) for pola, pesan in salah
    ]


def _baris(sumber: str, pola: str) -> int | None:
    """The line that declares this pattern; None when it stands in the middle of others."""
    for nomor, satu in enumerate(sumber.splitlines(), 1):
        with contextlib.suppress(tomllib.TOMLDecodeError):
            if tomllib.loads(satu).get("pola") == pola:
                return nomor
    return None


def muat(folder: Path) -> tuple[Any, list[dict[str, Any]]]:
    """The service, or None with the reasons."""
    from core.layanan.galat import LayananSalah
    from core.layanan.kesesuaian import temuan_muat
    from core.layanan.muat import muat_folder
    from core.layanan.paket_hasil import temuan
    from core.layanan.pola import Lambat, batas_waktu

    if salah := periksa_mentah(folder):
        return None, salah
    try:
        with batas_waktu(DETIK_MUAT):
            layanan = muat_folder(folder).layanan
    except LayananSalah as galat:
        return None, [satu.json() for satu in temuan_muat(galat)]
    except Lambat:
        return None, [temuan("deklarasi terlalu berat untuk dibaca dan dihentikan", berkas="layanan.toml")]
    jumlah = sum(1 + len(kolom.sub_kolom) for kolom in layanan.kolom.values())
    if jumlah > MAKS_KOLOM:
        return None, [temuan(f"{jumlah} pertanyaan; paling banyak {MAKS_KOLOM}", berkas="layanan.toml")]
    return layanan, []


def cetak(layanan: Any, folder: Path) -> tuple[bytes | None, list[dict[str, Any]]]:
    """The letter of the sample `sah`, as the one who decides will see it."""
    from core.layanan.kesesuaian import baca_contoh
    from core.layanan.paket_hasil import temuan
    from core.surat import mesin
    from core.surat.bersih import NaskahGagal
    from core.surat.contoh import data_contoh

    mesin.DETIK_SURAT = DETIK_SURAT
    try:
        isian = baca_contoh(folder).get("sah")
        if layanan.surat is None or isian is None:
            return None, []  # no letter to show; that a sample is missing is the kit's to say
        return _ukur(mesin.mesin().cetak(layanan.naskah, data_contoh(layanan, isian)))
    except NaskahGagal as galat:
        return None, [temuan(galat.pesan, kategori="surat", berkas="surat.typ", baris=galat.baris)]
    except ValueError:
        return None, []  # a broken sample: the kit names it


def _ukur(pdf: bytes) -> tuple[bytes | None, list[dict[str, Any]]]:
    """Only a letter of a sane size is shown to people; its pages become pictures in the web process."""
    from core.layanan.paket_hasil import temuan
    from core.surat.gambar import ukuran_halaman

    ukuran = ukuran_halaman(pdf)
    if len(ukuran) > MAKS_HALAMAN:
        return None, [temuan(f"surat contoh {len(ukuran)} halaman; paling banyak {MAKS_HALAMAN}", berkas="surat.typ")]
    if max(map(max, ukuran)) > MAKS_SISI:
        return None, [temuan("halaman surat lebih besar daripada kertas A3", berkas="surat.typ")]
    return (pdf if len(pdf) <= MAKS_PRATINJAU else None), []


def periksa(permintaan: dict[str, Any]) -> dict[str, Any]:
    """All steps, each announced before it begins."""
    from core.layanan import kesesuaian
    from core.layanan.muat import layanan_dari_data

    folder = Path(permintaan["folder"])
    lapor(langkah="deklarasi")
    layanan, temuan = muat(folder)
    if layanan is None:
        return {"layanan": None, "temuan": temuan, "pratinjau": None}
    lapor(langkah="surat")
    pdf, temuan = cetak(layanan, folder)
    lapor(langkah="pemeriksaan")
    # A letter that cannot be printed is named once; printing it for each sample again would only take time.
    pakai = [nama for nama in kesesuaian.kategori_ada() if not (temuan and nama == "surat")]
    lain = [layanan_dari_data(satu) for satu in permintaan["lain"]]
    temuan += [satu.json() for satu in kesesuaian.periksa(layanan, folder, pakai, lain=lain, hanya_data=True)]
    return {
        "layanan": layanan.deklarasi(),
        "naskah": layanan.naskah,
        "temuan": temuan,
        "pratinjau": base64.b64encode(pdf).decode() if pdf else None,
    }


def utama() -> None:
    """Entry of the child."""
    import django

    permintaan = json.load(sys.stdin)
    django.setup()
    lapor(langkah="mulai")
    batasi()
    lapor(hasil=periksa(permintaan))


if __name__ == "__main__":
    utama()
