"""The pure rules of a file's life: its state, how an event changes it, and who may do what. No Django, no database.

The stored columns of a file are nothing but ``putar_ulang`` of its log (invariant I7): the verbs decide which events
happen, ``terapkan`` alone says what an event does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from core.permohonan.galat import TidakBoleh, _

AWAL_RANTAI = "0" * 64
JAM_KLAIM = 4.0  # working hours a claim holds; our proposal: half a day, so that no absence blocks a file overnight


class Status(StrEnum):
    """The seven status words of the core."""

    DRAF = "draf"
    DIAJUKAN = "diajukan"
    DIPROSES = "diproses"
    PERLU_PERBAIKAN = "perlu_perbaikan"
    DITOLAK = "ditolak"
    DIBATALKAN = "dibatalkan"
    SELESAI = "selesai"


DI_MEJA = frozenset({Status.DIAJUKAN, Status.DIPROSES})
DI_WARGA = frozenset({Status.DRAF, Status.PERLU_PERBAIKAN})
BERAKHIR = frozenset({Status.DITOLAK, Status.DIBATALKAN, Status.SELESAI})

TANDATANGAN = "tandatangan"
PERIKSA = "periksa"


class LogRusak(ValueError):
    """A log that no sequence of verbs can have written."""


@dataclass(frozen=True, slots=True)
class TahapRute:
    """What the rules need to know of one stage of a declaration's route."""

    indeks: int
    peran: str
    aksi: str
    opsional: bool = False


@dataclass(frozen=True, slots=True)
class Kejadian:
    """One event as the rules see it; ``aktor`` is an account's id."""

    jenis: str
    data: Mapping[str, Any]
    aktor: int | None
    waktu: datetime


@dataclass(frozen=True, slots=True)
class Keadaan:
    """Everything that decides what may happen next. ``berlaku`` and ``lulus`` are indices of stages of the route."""

    status: Status = Status.DRAF
    tahap: int | None = None
    peran: str = ""
    unit: int | None = None
    tempat: str | None = None
    perbaikan: dict[str, Any] = field(default_factory=dict)
    pengklaim: int | None = None
    diklaim_pada: datetime | None = None
    klaim_sampai: datetime | None = None
    tenggat: datetime | None = None
    sisa_jam: float | None = None
    diajukan_pada: datetime | None = None
    diputus_pada: datetime | None = None
    terbit_pada: datetime | None = None
    dicabut_pada: datetime | None = None  # the letter was withdrawn, and no other has taken its place yet
    alasan: str = ""
    berlaku: tuple[int, ...] = ()
    lulus: frozenset[int] = frozenset()
    versi: int = 0

    @property
    def di_meja(self) -> bool:
        """Whether an office has to act."""
        return self.status in DI_MEJA

    @property
    def di_warga(self) -> bool:
        """Whether the applicant has to act, and may change the answers."""
        return self.status in DI_WARGA


# --- What an event does -----------------------------------------------------------------------------------------------


def _saat(teks: str | None) -> datetime | None:
    return datetime.fromisoformat(teks) if teks else None


def _tanpa_klaim(k: Keadaan, **ubah: Any) -> Keadaan:
    return replace(k, pengklaim=None, diklaim_pada=None, klaim_sampai=None, **ubah)


def _diajukan(k: Keadaan, e: Kejadian) -> Keadaan:
    berlaku = tuple(e.data["berlaku"])
    return replace(k, status=Status.DIAJUKAN, tempat=e.data["tempat"], berlaku=berlaku, diajukan_pada=e.waktu)


def _dimasuki(k: Keadaan, e: Kejadian) -> Keadaan:
    tahap = int(e.data["tahap"])
    if tahap not in k.berlaku or any(t < tahap and t not in k.lulus for t in k.berlaku):
        raise LogRusak(f"tahap {tahap} dimasuki sebelum waktunya")
    sebelum = frozenset(t for t in k.lulus if t < tahap)
    meja = {"tahap": tahap, "peran": e.data["peran"], "unit": e.data["unit"], "tenggat": _saat(e.data["tenggat"])}
    return _tanpa_klaim(k, lulus=sebelum, sisa_jam=None, **meja)


def _diklaim(k: Keadaan, e: Kejadian) -> Keadaan:
    sampai = _saat(e.data["sampai"])
    return replace(k, status=Status.DIPROSES, pengklaim=e.aktor, diklaim_pada=e.waktu, klaim_sampai=sampai)


def _tahap_selesai(k: Keadaan, e: Kejadian) -> Keadaan:
    if not k.di_meja or e.data["tahap"] != k.tahap:
        raise LogRusak(f"tahap {e.data['tahap']} diselesaikan di luar giliran")
    return _tanpa_klaim(k, status=Status.DIPROSES, lulus=k.lulus | {e.data["tahap"]})


def _dilewati(k: Keadaan, e: Kejadian) -> Keadaan:
    return replace(k, lulus=k.lulus | {e.data["tahap"]})


def _dikembalikan(k: Keadaan, e: Kejadian) -> Keadaan:
    henti = {"tenggat": None, "sisa_jam": e.data["sisa_jam"]}
    return _tanpa_klaim(k, status=Status.PERLU_PERBAIKAN, perbaikan=dict(e.data["perbaikan"]), **henti)


def _diperbaiki(k: Keadaan, e: Kejadian) -> Keadaan:
    berlaku = tuple(e.data["berlaku"])
    return replace(k, status=Status.DIPROSES, perbaikan={}, tempat=e.data["tempat"], berlaku=berlaku)


def _berakhir(status: Status) -> Callable[[Keadaan, Kejadian], Keadaan]:
    def akhiri(k: Keadaan, e: Kejadian) -> Keadaan:
        putus = {"status": status, "diputus_pada": e.waktu, "alasan": e.data.get("alasan", ""), "dicabut_pada": None}
        return _tanpa_klaim(k, tenggat=None, sisa_jam=None, perbaikan={}, **putus)

    return akhiri


def _selesai(k: Keadaan, e: Kejadian) -> Keadaan:
    if any(t not in k.lulus for t in k.berlaku):
        raise LogRusak("selesai sebelum semua tahap lulus")
    return replace(_berakhir(Status.SELESAI)(k, e), tahap=None)


def _terbit(k: Keadaan, e: Kejadian) -> Keadaan:
    return replace(k, terbit_pada=e.waktu, dicabut_pada=None, alasan="")


def _surat_dicabut(k: Keadaan, e: Kejadian) -> Keadaan:
    if not k.terbit_pada:
        raise LogRusak("surat dicabut padahal tidak terbit")
    return replace(_berakhir(Status.DITOLAK)(k, e), terbit_pada=None, dicabut_pada=e.waktu)


def _dibuka_kembali(k: Keadaan, _e: Kejadian) -> Keadaan:
    if not k.dicabut_pada or k.status != Status.DITOLAK:
        raise LogRusak("dibuka kembali padahal suratnya tidak dicabut")
    return replace(k, status=Status.DIPROSES, tahap=None, lulus=frozenset(), diputus_pada=None)


def _tetap(k: Keadaan, _e: Kejadian) -> Keadaan:
    return k


def _dimajukan(k: Keadaan, _e: Kejadian) -> Keadaan:
    if k.status != Status.DRAF:
        raise LogRusak("versi dimajukan setelah permohonan dikirim")
    return k


def _disusulkan(k: Keadaan, _e: Kejadian) -> Keadaan:
    if not k.di_meja:
        raise LogRusak("berkas disusulkan di luar meja petugas")
    return k


_AKIBAT: dict[str, Callable[[Keadaan, Kejadian], Keadaan]] = {
    "dimulai": _tetap,
    "versi_dimajukan": _dimajukan,
    "diajukan": _diajukan,
    "tahap_dimasuki": _dimasuki,
    "diklaim": _diklaim,
    "dilepas": lambda k, _e: _tanpa_klaim(k),
    "tahap_selesai": _tahap_selesai,
    "ditandatangani": _tahap_selesai,
    "tahap_dilewati": _dilewati,
    "dikembalikan": _dikembalikan,
    "diperbaiki": _diperbaiki,
    "berkas_disusulkan": _disusulkan,
    "ditolak": _berakhir(Status.DITOLAK),
    "dibatalkan": _berakhir(Status.DIBATALKAN),
    "surat_terbit": _terbit,
    "surat_dicabut": _surat_dicabut,
    "dibuka_kembali": _dibuka_kembali,
    "selesai": _selesai,
    "dilihat": _tetap,
}


def terapkan(k: Keadaan, e: Kejadian) -> Keadaan:
    """The state after an event. Raises LogRusak for an event that cannot follow this state."""
    if e.jenis not in _AKIBAT:
        raise LogRusak(f"jenis peristiwa tidak dikenal: {e.jenis}")
    return replace(_AKIBAT[e.jenis](k, e), versi=e.data.get("versi", k.versi))


def putar_ulang(kejadian: Iterable[Kejadian]) -> Keadaan:
    """The state that a whole log gives, from the first event on."""
    k = Keadaan()
    for e in kejadian:
        k = terapkan(k, e)
    return k


# --- Who may do what --------------------------------------------------------------------------------------------------


def pastikan_di_warga(k: Keadaan) -> None:
    """Answers and uploads change only while the file is in the citizen's hands."""
    if not k.di_warga:
        raise TidakBoleh(_("Permohonan ini sudah dikirim dan tidak bisa diubah lagi."))


def pastikan_draf(k: Keadaan) -> None:
    """Only a draft is sent for the first time."""
    if k.status != Status.DRAF:
        raise TidakBoleh(_("Permohonan ini sudah dikirim."))


def pastikan_minta_perbaikan(k: Keadaan) -> None:
    """A repaired file is sent again only when an office has asked for it."""
    if k.status != Status.PERLU_PERBAIKAN:
        raise TidakBoleh(_("Permohonan ini tidak sedang menunggu perbaikan."))


def pastikan_bisa_batal(k: Keadaan) -> None:
    """The citizen withdraws while nothing is decided and no letter is out."""
    if k.status in BERAKHIR:
        raise TidakBoleh(_("Permohonan ini sudah selesai dan tidak bisa dibatalkan."))
    if k.terbit_pada:
        raise TidakBoleh(_("Surat sudah terbit, jadi permohonan tidak bisa dibatalkan. Hubungi kantor penerbit."))


def pastikan_di_meja(k: Keadaan) -> None:
    """Officers act only while an office has the file."""
    if k.status == Status.PERLU_PERBAIKAN:
        raise TidakBoleh(_("Berkas ini sedang diperbaiki pemohon."))
    if not k.di_meja:
        raise TidakBoleh(_("Berkas ini sudah tidak ada di meja petugas."))


def pastikan_kursi(k: Keadaan, kursi: Iterable[tuple[int, str]]) -> None:
    """Whoever acts holds the role of this stage in its office today (invariant I5)."""
    if (k.unit, k.peran) not in set(kursi):
        raise TidakBoleh(_("Berkas ini bukan giliran meja Anda hari ini."))


def pastikan_bukan_pemohon(aktor: int, pemohon: int) -> None:
    """Nobody handles his own application."""
    if aktor == pemohon:
        raise TidakBoleh(_("Anda pemohon berkas ini, jadi petugas lain yang harus menanganinya."))


def klaim_berlaku(k: Keadaan, sekarang: datetime) -> bool:
    """Whether somebody has taken this file and the time to act has not run out."""
    return k.pengklaim is not None and k.klaim_sampai is not None and sekarang < k.klaim_sampai


def pastikan_tidak_diklaim(k: Keadaan, aktor: int, sekarang: datetime, nama: str = "") -> None:
    """A file another officer has taken is left to that officer until released or expired."""
    if klaim_berlaku(k, sekarang) and k.pengklaim != aktor:
        raise TidakBoleh(_("Berkas ini sedang dikerjakan %(nama)s."), nama=nama or _("petugas lain"))


def pastikan_terpisah(aksi: str, aktor: int, pelaku_aksi: Mapping[str, set[int]]) -> None:
    """Who examines a file does not sign it, and the reverse; ``pelaku_aksi`` lists who has done which action so far."""
    lawan = {TANDATANGAN: PERIKSA, PERIKSA: TANDATANGAN}.get(aksi)
    if lawan and aktor in pelaku_aksi.get(lawan, set()):
        raise TidakBoleh(_("Pemeriksa dan penanda tangan harus orang yang berbeda. Mintalah pejabat lain."))


def pastikan_aksi(aksi: str, *, tandatangan: bool) -> None:
    """A signing stage ends with a signature and with nothing else; no other stage does."""
    if tandatangan and aksi != TANDATANGAN:
        raise TidakBoleh(_("Tahap ini bukan tahap tanda tangan."))
    if not tandatangan and aksi == TANDATANGAN:
        raise TidakBoleh(_("Tahap ini selesai dengan tanda tangan elektronik."))


def pastikan_bisa_ditolak(k: Keadaan) -> None:
    """A published letter is withdrawn first; a refusal beside a valid letter would contradict it."""
    if k.terbit_pada:
        raise TidakBoleh(_("Surat sudah terbit. Cabut dahulu suratnya."))


def pastikan_bisa_dikembalikan(k: Keadaan, perbaikan: Mapping[str, Any]) -> None:
    """Something to repair is named; what a published letter states is no longer repaired, only uploads are."""
    if not any(perbaikan.values()):
        raise TidakBoleh(_("Tulis apa yang perlu diperbaiki."))
    if k.terbit_pada and (perbaikan.get("kolom") or not perbaikan.get("berkas")):
        raise TidakBoleh(_("Surat sudah terbit. Yang masih bisa dikembalikan hanya unggahan."))


def pastikan_catatan_tagihan(diminta: Iterable[str], catatan: str) -> None:
    """Who completes a stage after which an upload is asked for tells the citizen what it is about: amount, account."""
    if any(diminta) and not catatan:
        raise TidakBoleh(
            _("Tulis catatan untuk pemohon: %(berkas)s diminta setelah tahap ini."), berkas=", ".join(diminta)
        )


def perbaikan_tagihan(tahap: str, wajib: Iterable[str], catatan: str) -> dict[str, Any] | None:
    """The return that a completed stage brings about by itself, naming exactly the uploads that are due and missing.

    None when nothing required is missing: then the file goes on. ``tagihan`` names the stage that asked.
    """
    berkas = dict.fromkeys(wajib, catatan)
    return {"kolom": {}, "berkas": berkas, "umum": "", "tagihan": tahap} if berkas else None


def pastikan_bisa_disusulkan(k: Keadaan, rute: Sequence[TahapRute], tahap: int) -> None:
    """An optional upload of a completed stage may follow until the file is with a signer: he signs what he has seen."""
    if not k.di_meja or tahap not in k.lulus:
        raise TidakBoleh(_("Berkas ini tidak sedang diminta."))
    ttd = [t.indeks for t in rute if t.aksi == TANDATANGAN and t.indeks in k.berlaku]
    if any(t in k.lulus or t == k.tahap for t in ttd):
        raise TidakBoleh(_("Permohonan sudah sampai di penanda tangan. Serahkan berkas ini langsung ke kantornya."))


def pastikan_masih_dibuka(tutup: bool) -> None:
    """Nothing new is begun or sent after the last day of a version; what was sent before goes on."""
    if tutup:
        raise TidakBoleh(
            _("Layanan ini sudah ditutup untuk permohonan baru. Permohonan yang sudah dikirim tetap jalan.")
        )


def pastikan_alasan(alasan: str) -> None:
    """A decision against the citizen says why."""
    if not alasan:
        raise TidakBoleh(_("Tulis alasannya."))


# --- Where the file goes next -----------------------------------------------------------------------------------------


def tahap_berikut(berlaku: Iterable[int], lulus: Iterable[int]) -> int | None:
    """The first stage that applies and is not done; None after the last."""
    sudah = set(lulus)
    return next((t for t in sorted(berlaku) if t not in sudah), None)


def tahap_lanjut(k: Keadaan, rute: Sequence[TahapRute], berlaku: Sequence[int], *, pindah: bool) -> int | None:
    """Where a repaired file resumes: at the stage that asked, unless something earlier has to be done anew.

    Earlier lies the first signature, when the answers it covers changed before publication; a stage that newly
    applies; and the very first stage when the file moved to another place (``pindah``). A stage that asked
    for an upload is done: the file goes on with the next one.
    """
    if pindah and not k.terbit_pada:
        return min(berlaku, default=None)
    ttd = [] if k.terbit_pada else [t.indeks for t in rute if t.aksi == TANDATANGAN and t.indeks in berlaku]
    calon = [tahap_berikut(berlaku, k.lulus), min(ttd, default=None)]
    return min((t for t in calon if t is not None), default=None)


def boleh_ubah(nama: str, perbaikan: Mapping[str, Any], jenis: str, ada: Iterable[str]) -> bool:
    """Whether a repair may touch this field ("kolom") or upload ("berkas").

    Free are what the officer flagged and what was not answered before (a flagged answer may open new questions); all
    else has been examined. A return that flags nothing by name, only in words, frees everything.
    """
    if not perbaikan.get("kolom") and not perbaikan.get("berkas"):
        return True
    return nama in perbaikan.get(jenis, {}) or nama not in set(ada)


def tahap_terlewat(k: Keadaan, sampai: int | None = None) -> list[int]:
    """Stages that apply, lie at or before ``sampai`` and are not done: must be empty before a letter is out (I4)."""
    return [t for t in k.berlaku if t not in k.lulus and (sampai is None or t <= sampai)]
