"""Faults: what a service's own functions do with the samples, and what happens when each of them breaks.

First the functions as they are: a sound sample passes the gate, answers come in time and in the promised shape. Then
the same hooks raising, hanging and answering nonsense: a gate stays shut, news and filters go on without them. Only
for folders with a plugin.py, so never for an uploaded package; the time limit of the whole process is lowered
meanwhile, which is why a web process does not run this.
"""

from __future__ import annotations

import copy
import json
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from types import ModuleType
from typing import Any

from core.layanan import catatan, kait
from core.layanan.jatah import Macet, dalam_waktu
from core.layanan.kesesuaian.orang import PROFIL, semua_profil
from core.layanan.kesesuaian.temuan import Bahan, Temuan
from core.layanan.muat import FUNGSI
from core.layanan.register import Registri
from core.layanan.spesifikasi import GERBANG, KABAR, SARINGAN, Tolak, hookimpl

Data = dict[str, Any]
BATAS_UJI = 0.05  # seconds: the functions that hang on purpose hang ten times longer
RAGAM: tuple[Data, ...] = (
    {}, {"jenis_kelamin": "Laki-laki"}, {"status_kawin": "Belum kawin"}, {"status_kawin": "Cerai mati"}, {"usia": 16},
    {"usia": 70}, {"kewarganegaraan": "WNA"}, {"agama": "Kristen"},
)  # fmt: skip
AWAL_SARINGAN: Data = {"contoh": 1}


def periksa(bahan: Bahan) -> Iterator[Temuan]:
    """The functions of one service."""
    if bahan.hanya_data or not (bahan.folder / FUNGSI).is_file():
        return
    sumber = Registri.dari([bahan.folder])
    if sumber.karantina:
        yield Temuan(berkas=FUNGSI, pesan=sumber.karantina[0].alasan)
        return
    dipakai = {k.name for k in sumber.pm.get_hookcallers(sumber.pm.get_plugin(bahan.layanan.kode)) or []}
    panggil = Pemanggil(bahan, sumber)
    for nama in (satu for satu in (*GERBANG, *KABAR, *SARINGAN) if satu in dipakai):
        yield from panggil.coba(nama)
    yield from _rusak(bahan, dipakai)


def _data(nama: str, isian: Data, profil: Data) -> Data:
    """What the core hands to this hook."""
    permohonan = {"id": "0" * 32, "nomor": "CTH-2611-000001", "isian": isian}
    if nama in SARINGAN:
        return {"nilai": AWAL_SARINGAN, "profil": profil} | ({"isian": isian} if nama == "konteks_surat" else {})
    if nama in GERBANG:
        tahap = {"tahap": "contoh", "aksi": "teruskan"} if nama == "periksa_transisi" else {}
        return {"isian": isian, "profil": profil} | tahap
    lain = {"tahap_dimasuki": {"tahap": "contoh"}, "permohonan_diputus": {"status": "selesai"}}
    return {"permohonan": permohonan} | lain.get(nama, {}) | ({"nomor": "1/2026"} if nama == "surat_terbit" else {})


# --- the functions as they are ----------------------------------------------------------------------------------------


class Pemanggil:
    """Calls the functions of one service with every sound sample and different citizens."""

    def __init__(self, bahan: Bahan, sumber: Registri) -> None:
        self.bahan, self.sumber = bahan, sumber
        profil = [*semua_profil(bahan.layanan), *(PROFIL | satu for satu in RAGAM)]
        self.kasus = [(nama, isian, orang) for nama, isian in bahan.sah.items() for orang in profil]

    def coba(self, nama: str) -> Iterator[Temuan]:
        """One hook; the first thing that goes wrong is enough."""
        tolak: list[str] = []
        for contoh, isian, profil in self.kasus:
            try:
                for jawaban in self._panggil(nama, _data(nama, isian, profil)):
                    self._pastikan_bentuk(nama, jawaban)
            except Tolak as galat:
                tolak.append(galat.pesan)
            except Exception as galat:
                yield _temuan(nama, galat, f"contoh/{contoh}.json")
                return
        yield from self._penolakan(nama, tolak)

    def _panggil(self, nama: str, data: Data) -> list[Any]:
        def jalan() -> list[Any]:
            kode = self.bahan.layanan.kode
            semua = self.sumber.kait_satu(nama, kode)
            return [satu for fungsi in semua for satu in fungsi(kode=kode, **copy.deepcopy(data))]

        return dalam_waktu(jalan, kait.BATAS_DETIK)

    def _pastikan_bentuk(self, nama: str, jawaban: Any) -> None:
        """A filter answers with keys and plain values. Raises ValueError, TypeError."""
        if nama not in SARINGAN:
            return
        if not isinstance(jawaban, dict):
            raise TypeError("jawabannya harus dict")
        json.dumps(jawaban)
        asing = set(jawaban) - set(self.bahan.layanan.kolom) - set(AWAL_SARINGAN) if nama == "isi_awal" else set()
        if asing:
            raise ValueError(f"tidak ada pertanyaan bernama {sorted(asing)[0]}")

    def _penolakan(self, nama: str, tolak: list[str]) -> Iterator[Temuan]:
        if any(not isinstance(pesan, str) or not pesan.strip() for pesan in tolak):
            yield Temuan(berkas=FUNGSI, pesan=f"{nama} menolak tanpa kalimat; tulis sebabnya di dalam Tolak(…)")
        elif self.kasus and len(tolak) == len(self.kasus):
            yield Temuan(berkas=FUNGSI, pesan=f"{nama} menolak semua contoh yang sah: {tolak[0]}")


def _temuan(nama: str, galat: Exception, contoh: str) -> Temuan:
    if isinstance(galat, Macet):
        return Temuan(berkas=FUNGSI, pesan=f"{nama} {galat} untuk {contoh}")
    baris = [satu.lineno for satu in traceback.extract_tb(galat.__traceback__) if satu.filename.endswith(FUNGSI)]
    sebab = f"{nama} gagal untuk {contoh}: {type(galat).__name__}: {galat}"
    return Temuan(berkas=FUNGSI, baris=baris[-1] if baris else None, pesan=sebab)


# --- the same hooks, broken -------------------------------------------------------------------------------------------


def _melempar(**_data: Any) -> None:
    raise RuntimeError("gangguan buatan")


def _menggantung(**_data: Any) -> None:
    threading.Event().wait(BATAS_UJI * 10)


def _ngawur(**_data: Any) -> Any:
    return [7]


GANGGUAN: dict[str, Callable[..., Any]] = {"melempar": _melempar, "menggantung": _menggantung, "ngawur": _ngawur}


def _rusak(bahan: Bahan, dipakai: set[str]) -> Iterator[Temuan]:
    """Every hook of this service under every fault."""
    with _diam():
        for nama in sorted(dipakai & {*GERBANG, *KABAR, *SARINGAN}):
            for sebutan, fungsi in GANGGUAN.items():
                sumber = Registri()
                sumber.tambah_modul(_modul(nama, fungsi), "gangguan")
                if pesan := _akibat(bahan, nama, sebutan, sumber):
                    yield Temuan(berkas=FUNGSI, pesan=pesan)


def _modul(nama: str, fungsi: Callable[..., Any]) -> ModuleType:
    """A module with one hook; pluggy hands over only arguments that are named, so it asks for the code alone."""

    def kait_rusak(kode: str) -> Any:
        return fungsi(kode=kode)

    modul = ModuleType("gangguan")
    setattr(modul, nama, hookimpl(kait_rusak))
    return modul


def _akibat(bahan: Bahan, nama: str, sebutan: str, sumber: Registri) -> str | None:
    """What the fault has done that it must not; None when it is contained."""
    isian = next(iter(bahan.sah.values()), {})
    data = {k: v for k, v in _data(nama, isian, PROFIL).items() if k != "nilai"}
    kirim = partial(_kirim, bahan.layanan.kode, sumber)
    try:
        if nama in SARINGAN:
            baik = kirim(kait.saring, nama, AWAL_SARINGAN, **data) == AWAL_SARINGAN
        elif nama in KABAR:
            baik = kirim(kait.kabarkan, nama, **data) == ["paket:gangguan"] or sebutan == "ngawur"
        else:
            kirim(kait.tanyakan, nama, **data)
            baik = sebutan == "ngawur"  # a gate speaks by refusing; what it returns means nothing
    except Tolak:
        baik = nama in GERBANG
    except Exception:
        baik = False
    return None if baik else f"{nama} yang {sebutan} tidak tertahan"


def _kirim(kode: str, sumber: Registri, cara: Callable[..., Any], *isi: Any, **data: Any) -> Any:
    return cara(*isi, kode=kode, sumber=sumber, **data)


@contextmanager
def _diam() -> Iterator[None]:
    """Faults on purpose are neither logged nor counted, and not waited for."""
    terhitung = catatan.ambil()
    semula, kait.BATAS_DETIK = kait.BATAS_DETIK, BATAS_UJI
    tercatat, kait.log.disabled = kait.log.disabled, True
    try:
        yield
    finally:
        kait.BATAS_DETIK, kait.log.disabled = semula, tercatat
        catatan.ambil()
        for satu in terhitung.elements():
            catatan.catat(*satu)
