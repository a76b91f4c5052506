"""Profile of each regency that runs this code base. The rest of the system reads it, never a regency's name.

A further regency brings its own as `daerah.toml` beside its theme (setting TEMA_TAMBAHAN): nothing is edited here.
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings


@dataclass(frozen=True, slots=True)
class Daerah:
    """What differs between two regencies apart from their data and their theme."""

    tema: str  # folder under themes/, value of settings.DAERAH and name of the CSV
    kode: str  # Kemendagri code of the kabupaten
    nama: str  # "Sidoarjo"
    provinsi: str
    ibu_kota: str
    aplikasi: str
    kepanjangan: str
    awalan_nomor: str  # first part of an application number: "SDA-2611-…"
    kode_surat: str  # unit code of letter numbers below which all units hang
    warna: str  # browser bar only; every other colour is a token of the theme
    situs: str
    map: Path | None = None  # folder with its wilayah.csv; None: core/wilayah/data

    @property
    def kabupaten(self) -> str:
        return f"Kabupaten {self.nama}"

    @property
    def alamat(self) -> str:
        """Neutral on purpose: a street that nobody checked does not belong on a letterhead."""
        return f"{self.kabupaten}, {self.provinsi}"


SIDOARJO = Daerah(
    tema="sidoarjo",
    kode="35.15",
    nama="Sidoarjo",
    provinsi="Jawa Timur",
    ibu_kota="Sidoarjo",
    aplikasi="SIPRAJA",
    kepanjangan="Sistem Pelayanan Rakyat Sidoarjo",
    awalan_nomor="SDA",
    kode_surat="438",
    warna="#0b4f66",
    situs="sidoarjokab.go.id",
)
TRENGGALEK = Daerah(
    tema="trenggalek",
    kode="35.03",
    nama="Trenggalek",
    provinsi="Jawa Timur",
    ibu_kota="Trenggalek",
    aplikasi="PETUNG DADI",
    kepanjangan="Pelayanan Tunggal dengan Sepenuh Hati",
    awalan_nomor="TGK",
    kode_surat="406",  # proposal: the regency's own code before Permendagri 83/2022 is not confirmed
    warna="#22492f",
    situs="trenggalekkab.go.id",
)


def dari_map(akar: Path | None) -> dict[str, Daerah]:
    """Regencies whose facts stand in folders of their own. Raises TypeError for a file that is not whole."""
    berkas = sorted(akar.glob("*/daerah.toml")) if akar else []
    isi = ((satu.parent, tomllib.loads(satu.read_text(encoding="utf-8"))) for satu in berkas)
    return {folder.name: Daerah(tema=folder.name, map=folder, **fakta) for folder, fakta in isi}


SEMUA = dari_map(settings.TEMA_TAMBAHAN) | {daerah.tema: daerah for daerah in (SIDOARJO, TRENGGALEK)}


def daerah_aktif() -> Daerah:
    """The regency of this installation (setting DAERAH)."""
    return SEMUA[settings.DAERAH]
