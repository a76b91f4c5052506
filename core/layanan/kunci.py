"""kunci.json beside a declaration: version → fingerprint. A reviewer sees there when a version must rise."""

from __future__ import annotations

import json
from pathlib import Path

from core.layanan.deklarasi import Layanan
from core.layanan.sidik import sidik_layanan

BERKAS = "kunci.json"


def baca_kunci(folder: Path) -> dict[str, str]:
    """Fingerprints by version; empty when there is no lock yet."""
    berkas = folder / BERKAS
    return json.loads(berkas.read_text(encoding="utf-8")) if berkas.is_file() else {}


def kunci_layanan(layanan: Layanan, folder: Path, *, tulis: bool) -> list[str]:
    """Compare the lock with the service, or extend it with a new version. Returns what is wrong, as sentences."""
    kunci, versi, sidik = baca_kunci(folder), str(layanan.versi), sidik_layanan(layanan)
    if kunci.get(versi) == sidik:
        return []
    if versi in kunci:
        return [
            f"{layanan.kode}: isi berubah tetapi versi masih {versi}. Naikkan versi, lalu jalankan layanan kunci. "
            f"Belum pernah dipakai warga? Jalankan layanan kunci {layanan.kode} --tulis-ulang."
        ]
    if not tulis:
        return [f"{layanan.kode}: versi {versi} belum ada di {BERKAS}. Jalankan layanan kunci."]
    _tulis(folder, kunci | {versi: sidik})
    return []


def tulis_ulang(layanan: Layanan, folder: Path) -> None:
    """Lock the present version as it is now. Only for a draft: who calls has made sure that nobody applied with it."""
    _tulis(folder, baca_kunci(folder) | {str(layanan.versi): sidik_layanan(layanan)})


def _tulis(folder: Path, kunci: dict[str, str]) -> None:
    (folder / BERKAS).write_text(json.dumps(kunci, indent=2) + "\n", encoding="utf-8")
