"""Attacks on signed letters, made by our own mutators after the published descriptions (pdf-insecurity.org: USF, ISA,
SWA, shadow, certified documents) and after what an office has to fear (look-alike certificates, exchanged QR codes).

`SEMUA` is the table: name of the attack → `Serangan`. Each mutator turns the bytes of an issued letter into a forgery.
"""

from tests.surat.serangan import bayangan, isa, palsu, potong, susun, swa, tambahan, usf
from tests.surat.serangan.alat import Bahan, Serangan

SEMUA: dict[str, Serangan] = {}
for _modul in (usf, isa, swa, bayangan, tambahan, susun, palsu, potong):
    for _nama, _satu in _modul.SERANGAN.items():
        assert _nama not in SEMUA, _nama
        SEMUA[_nama] = _satu

__all__ = ["SEMUA", "Bahan", "Serangan"]
