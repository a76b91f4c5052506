"""The conformance kit of the contract: does a service keep what it promises? For authors and for CI.

What the schema and the rules cannot know is tried out with the samples. A higher room may add its own examiner
by appending to `PEMERIKSA`; the letters of the samples are printed by tests/plugins.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from core.layanan.deklarasi import Layanan
from core.layanan.formulir import berkas_diminta, data_kirim, formulir_langkah, langkah_tampak, periksa_lengkap
from core.layanan.kunci import kunci_layanan

# An invented citizen, so that a sample may lean on the account.
PROFIL: dict[str, Any] = {
    "nama": "Siti Contoh", "nik": "3515085704900004", "no_kk": "3515081704120009", "tempat_lahir": "Sidoarjo",
    "tanggal_lahir": "1990-04-17", "usia": 36, "jenis_kelamin": "Perempuan", "agama": "Islam", "status_kawin": "Kawin",
    "pekerjaan": "Mengurus rumah tangga", "pendidikan": "SLTA/sederajat", "kewarganegaraan": "WNI",
    "golongan_darah": "O", "telepon": "+6281234567890", "email": "siti@contoh.id", "alamat": "Jalan Melati 12",
    "rt": "003", "rw": "002", "desa_kode": "35.15.18.2001", "desa": "Pepelegi", "kecamatan": "Waru",
    "kabupaten": "Kabupaten Sidoarjo",
}  # fmt: skip
Contoh = Mapping[str, dict[str, Any]]
PEMERIKSA: list[Callable[[Layanan, Contoh], Iterator[str]]] = []


def baca_contoh(folder: Path) -> dict[str, dict[str, Any]]:
    """Sample name → answers. Raises ValueError when one is no JSON."""
    berkas = sorted((folder / "contoh").glob("*.json"))
    return {satu.stem: json.loads(satu.read_text(encoding="utf-8")) for satu in berkas}


def periksa(layanan: Layanan, folder: Path) -> list[str]:
    """Every broken promise as a sentence; empty when the service conforms."""
    try:
        contoh = baca_contoh(folder)
    except ValueError as galat:
        return [f"contoh tidak terbaca: {galat}"]
    aturan = (_ada_contoh, _contoh_sesuai_nama, _contoh_tetap, _pemeriksa_bukan_penanda, *PEMERIKSA)
    return [pesan for satu in aturan for pesan in satu(layanan, contoh)] + kunci_layanan(layanan, folder, tulis=False)


def _ada_contoh(layanan: Layanan, contoh: Contoh) -> Iterator[str]:
    for nama in ("sah", "minimal", "nakal"):
        if nama not in contoh:
            yield f"contoh/{nama}.json belum ada"
    if not any(nama.startswith("salah_") for nama in contoh):
        yield "contoh/salah_<kolom>.json belum ada satu pun"


def _contoh_sesuai_nama(layanan: Layanan, contoh: Contoh) -> Iterator[str]:
    for nama, isian in contoh.items():
        berkas = {satu.kode for satu in berkas_diminta(layanan, isian, PROFIL)}
        galat = periksa_lengkap(layanan, isian, PROFIL, berkas)
        harap = {nama.removeprefix("salah_")} if nama.startswith("salah_") else set()
        for kolom in sorted(set(galat) - harap):
            yield f"contoh/{nama}.json, {kolom}: {galat[kolom]}"
        for kolom in sorted(harap - set(galat)):
            yield f"contoh/{nama}.json: {kolom} seharusnya salah, tetapi diterima"


def _contoh_tetap(layanan: Layanan, contoh: Contoh) -> Iterator[str]:
    """A sound sample holds what the form would store, and nothing the form does not ask for."""
    for nama in ("sah", "minimal"):
        isian = contoh.get(nama, {})
        simpanan: dict[str, Any] = {}
        for n in langkah_tampak(layanan, isian, PROFIL):
            data = data_kirim(layanan, n, isian)
            form = formulir_langkah(layanan, n, isian=isian, profil=PROFIL, data=data)
            simpanan |= form.isian_bersih() if form.is_valid() else isian
        for kolom in sorted(k for k in isian if k not in simpanan):
            yield f"contoh/{nama}.json, {kolom}: tidak ditanyakan untuk jawaban-jawaban ini"


def _pemeriksa_bukan_penanda(layanan: Layanan, contoh: Contoh) -> Iterator[str]:
    """Four eyes: a role that signs may not be the only one that has looked."""
    periksa = {tahap.peran for tahap in layanan.rute if tahap.aksi == "periksa"}
    penanda = {tahap.peran for tahap in layanan.rute if tahap.aksi == "tandatangan"}
    if penanda and not periksa - penanda:
        yield "rute: yang memeriksa dan yang menandatangani harus peran yang berbeda"
