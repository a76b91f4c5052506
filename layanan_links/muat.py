"""Fill the register from `data/tautan.toml`. Again = no change; what somebody has edited or withdrawn stays so."""

import tomllib
from pathlib import Path
from typing import Any

from django.db import transaction

from core.wilayah.daerah import Daerah
from core.wilayah.models import Unit
from layanan_links.models import Kategori, Kesehatan, Tautan

DATA = Path(__file__).resolve().parent / "data" / "tautan.toml"


def baca(daerah: Daerah) -> dict[str, list[dict[str, Any]]]:
    """The file's rows for this regency: those of every regency, and its own."""
    isi = tomllib.loads(DATA.read_text(encoding="utf-8"))
    return {**isi, "tautan": [satu for satu in isi["tautan"] if satu.get("daerah", daerah.tema) == daerah.tema]}


@transaction.atomic
def muat(daerah: Daerah) -> int:
    """Add the entries whose code is not there yet; answers how many."""
    isi = baca(daerah)
    ada = set(Tautan.objects.values_list("kode", flat=True))
    baru = [satu for satu in isi["tautan"] if satu["kode"] not in ada]
    if not baru:
        return 0
    _pastikan_kategori(isi["kategori"], {satu["kategori"] for satu in baru})
    kategori, unit = Kategori.objects.in_bulk(), dict(Unit.objects.values_list("kode", "pk"))
    _simpan([_tautan(satu, unit, kategori) for satu in baru])
    return len(baru)


def _simpan(semua: list[Tautan]) -> None:
    for satu in semua:
        satu.cari = satu.teks_cari()  # bulk_create does not ask `save`
    Tautan.objects.bulk_create(semua)
    tersimpan = Tautan.objects.filter(kode__in=[satu.kode for satu in semua])
    Kesehatan.objects.bulk_create(Kesehatan(tautan=satu) for satu in tersimpan)


def _pastikan_kategori(semua: list[dict[str, Any]], perlu: set[str]) -> None:
    """Only categories that new entries need: one that an editor has removed does not come back by itself."""
    ada = set(Kategori.objects.values_list("kode", flat=True))
    for urut, satu in enumerate(semua, 1):
        if satu["kode"] in perlu - ada:
            Kategori.objects.create(urut=urut * 10, **satu)


def _tautan(satu: dict[str, Any], unit: dict[str, int], kategori: dict[str, Kategori]) -> Tautan:
    """Guesses that nobody has checked wait in the register; citizens see only what was seen."""
    data = {k: v for k, v in satu.items() if k not in {"daerah", "kategori", "unit", "tayang"}}
    keadaan = Tautan.Keadaan.TAYANG if satu.get("tayang", True) else Tautan.Keadaan.BARU
    milik = unit.get(satu.get("unit", ""))
    return Tautan(kategori=kategori[satu["kategori"]], unit_id=milik, keadaan=keadaan, **data)
