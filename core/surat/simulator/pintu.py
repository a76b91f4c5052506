"""The simulator's own door: whom it knows, what goes wrong next, what it has done."""

import json
from pathlib import Path
from typing import Any

from core.surat.simulator.dunia import Dunia, Orang, Segel
from core.surat.simulator.gangguan import Balasan, balas_json


def orang(dunia: Dunia, isi: dict[str, Any]) -> Balasan:
    """Know somebody: `nik`, `nama`, `frasa`, `surel`, `keadaan`."""
    dunia.kenalkan(Orang(**isi))
    return balas_json({})


def segel(dunia: Dunia, isi: dict[str, Any]) -> Balasan:
    """Know a seal: `pelanggan`, `nama`."""
    dunia.pasang_segel(Segel(isi["pelanggan"], isi["nama"]))
    return balas_json({})


def gangguan(dunia: Dunia, isi: dict[str, Any]) -> Balasan:
    """`pengenal`, `nama`, and if wanted `kali`, `detik`."""
    dunia.ganggu(isi["pengenal"], isi["nama"], kali=isi.get("kali", 1), detik=isi.get("detik", 0.0))
    return balas_json({})


def muat(dunia: Dunia, berkas: Path) -> None:
    """Read people, seals and faults from a JSON file: {"orang": [..], "segel": [..], "gangguan": [..]}."""
    isi = json.loads(berkas.read_text())
    for nama, buat in (("orang", orang), ("segel", segel), ("gangguan", gangguan)):
        for satu in isi.get(nama, []):
            buat(dunia, satu)
