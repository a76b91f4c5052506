"""`layanan daftar`: what is there, from where, and what is in quarantine and why."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from core.layanan.deklarasi import Layanan
from core.layanan.perintah.dasar import Perintah, Tindakan
from core.layanan.register import Karantina, Registri, registri
from core.layanan.sidik import sidik_layanan


def argumen(parser: ArgumentParser) -> None:
    """Options."""
    parser.add_argument("--json", action="store_true", help="Keluaran untuk program lain")


def jalankan(perintah: Perintah, **pilihan: Any) -> None:
    """A line each, quarantined ones last with their reason."""
    daftar = registri()
    if pilihan["json"]:
        perintah.stdout.write(_json(daftar))
        return
    for layanan in daftar.semua():
        perintah.stdout.write(f"{layanan.tipe}  {layanan.kode}  v{layanan.versi}  {layanan.nama}")
    for satu in daftar.karantina:
        letak = f" ({satu.tempat})" if satu.tempat and satu.tempat not in satu.alasan else ""
        perintah.stdout.write(perintah.style.ERROR(f"!  {satu.kode}  dikarantina: {satu.alasan}{letak}"))
        perintah.stdout.write(f"   {satu.sumber}. {satu.saran}")


def _json(daftar: Registri) -> str:
    isi = {
        "layanan": [_baris(layanan, daftar) for layanan in daftar.semua()],
        "karantina": [_karantina(satu) for satu in daftar.karantina],
    }
    return json.dumps(isi, ensure_ascii=False, indent=2)


def _baris(layanan: Layanan, daftar: Registri) -> dict[str, Any]:
    inti = {kunci: getattr(layanan, kunci) for kunci in ("kode", "versi", "tipe", "nama")}
    asal = daftar.asal(layanan.kode)
    return inti | {"sidik": sidik_layanan(layanan), "asal": asal.jenis, "sumber": asal.sebutan}


def _karantina(satu: Karantina) -> dict[str, str]:
    kunci = ("kode", "sumber", "alasan", "rincian", "tempat", "saran")
    return {"asal": satu.jenis} | {nama: getattr(satu, nama) for nama in kunci}


DAFTAR = Tindakan("daftar", "Tampilkan semua layanan", jalankan, argumen)
