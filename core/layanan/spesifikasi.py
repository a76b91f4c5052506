"""The hooks. Nine, in four kinds; each kind has its own rule of failure.

collect  daftar_layanan                                                        a failure quarantines that plugin
notify   permohonan_diajukan, tahap_dimasuki, permohonan_diputus, surat_terbit  fail open: recorded, never felt
gate     periksa_permohonan, periksa_transisi                                  fail CLOSED: any exception refuses
filter   isi_awal, konteks_surat                                               a failure leaves the value unfiltered

An implementation may take fewer arguments than the specification names. `kode` is the code of the service: functions
in a service's own folder are asked about that service only, an installed package is asked about all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pluggy

PROYEK = "sipraja.layanan"
hookspec = pluggy.HookspecMarker(PROYEK)
hookimpl = pluggy.HookimplMarker(PROYEK)

KABAR = ("permohonan_diajukan", "tahap_dimasuki", "permohonan_diputus", "surat_terbit")
GERBANG = ("periksa_permohonan", "periksa_transisi")
SARINGAN = ("isi_awal", "konteks_surat")

Data = Mapping[str, Any]


class Tolak(Exception):
    """A gate says no. `pesan` is an Indonesian sentence that the citizen or officer reads."""

    def __init__(self, pesan: str) -> None:
        super().__init__(pesan)
        self.pesan = pesan


@hookspec
def daftar_layanan(daftar: Callable[[str], None]) -> None:
    """Collect: call `daftar(folder)` for each service folder that an installed package brings."""


@hookspec
def permohonan_diajukan(kode: str, permohonan: Data) -> None:
    """Notify: an application was sent. `permohonan` has `id`, `nomor`, `isian`."""


@hookspec
def tahap_dimasuki(kode: str, permohonan: Data, tahap: str) -> None:
    """Notify: an application reached the stage of this name."""


@hookspec
def permohonan_diputus(kode: str, permohonan: Data, status: str) -> None:
    """Notify: an application ended; `status` is selesai, ditolak or dibatalkan."""


@hookspec
def surat_terbit(kode: str, permohonan: Data, nomor: str) -> None:
    """Notify: the signed letter with this number can be downloaded."""


@hookspec
def periksa_permohonan(kode: str, isian: Data, profil: Data) -> None:
    """Gate: may this complete application be sent? Raise `Tolak` to refuse."""


@hookspec
def periksa_transisi(kode: str, isian: Data, profil: Data, tahap: str, aksi: str) -> None:
    """Gate: may this stage be completed (or signed)? Raise `Tolak` to refuse."""


@hookspec
def isi_awal(kode: str, nilai: Data, profil: Data) -> Data | None:
    """Filter: answers to begin with; returned keys are laid over `nilai`."""


@hookspec
def konteks_surat(kode: str, nilai: Data, isian: Data, profil: Data) -> Data | None:
    """Filter: values for the letter's `data.tambahan`; returned keys are laid over `nilai`."""
