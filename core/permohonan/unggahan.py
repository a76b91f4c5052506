"""The upload page: what is asked for, what is there, and storing what was chosen, file by file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict

from core.berkas.batas import UKURAN_MAKS, BerkasDitolak
from core.berkas.verba import simpan_unggahan
from core.layanan.formulir import kalimat_berkas
from core.permohonan import verba
from core.permohonan.models import Lampiran, Permohonan
from core.permohonan.tagihan import menyusul

if TYPE_CHECKING:
    from core.akun.models import Warga
    from core.layanan.deklarasi import Unggahan


@dataclass
class Butir:
    """One requested upload on the page; `alasan` is what an officer wrote about it."""

    u: Unggahan
    lampiran: list[Lampiran]
    galat: str = ""
    alasan: str = ""

    @property
    def profil(self) -> bool:
        """A photo of the account: shown, not asked for again, unless an officer wants a new one."""
        return bool(self.u.dari) and not self.alasan

    @property
    def ruang(self) -> bool:
        """Whether another file fits beside those that are there."""
        return len(self.lampiran) < self.u.maks

    @property
    def boleh_ganti(self) -> bool:
        """Whether a new file takes the place of the only one."""
        return self.u.maks == 1 and bool(self.lampiran)


@dataclass
class Hasil:
    """What became of the files of one POST."""

    galat: dict[str, str] = field(default_factory=dict)
    tersimpan: int = 0
    terlalu_besar: bool = False

    @property
    def status(self) -> int:
        """HTTP status of the page that shows the errors."""
        return 413 if self.terlalu_besar else 422


def susun(
    unggahan: list[Unggahan],
    lampiran: list[Lampiran],
    galat: Mapping[str, str] | None = None,
    alasan: Mapping[str, str] | None = None,
) -> list[Butir]:
    """The blocks of the page in the order of the declaration."""
    galat, alasan = galat or {}, alasan or {}
    per_kode: dict[str, list[Lampiran]] = {}
    for satu in lampiran:
        per_kode.setdefault(satu.kode, []).append(satu)
    return [Butir(u, per_kode.get(u.kode, []), galat.get(u.kode, ""), alasan.get(u.kode, "")) for u in unggahan]


Kiriman = MultiValueDict[str, UploadedFile]


def terima(permohonan: Permohonan, unggahan: list[Unggahan], kiriman: Kiriman) -> Hasil:
    """Store every chosen file; one that is refused does not take the others with it."""
    return _terima(permohonan, unggahan, kiriman, partial(verba.tempelkan, permohonan=permohonan))


def terima_susulan(permohonan: Permohonan, warga: Warga, kiriman: Kiriman) -> Hasil:
    """Store what completed stages have asked for while the file is at a desk."""
    simpan = partial(verba.susulkan, permohonan_id=permohonan.pk, warga=warga)
    return _terima(permohonan, [satu.u for satu in menyusul(permohonan)], kiriman, simpan)


def _terima(permohonan: Permohonan, unggahan: list[Unggahan], kiriman: Kiriman, simpan: Callable[..., Any]) -> Hasil:
    hasil = Hasil()
    for u in unggahan:
        for satu in kiriman.getlist(u.kode):
            hasil.terlalu_besar |= (satu.size or 0) > UKURAN_MAKS
            _simpan(permohonan, u, satu, hasil, simpan)
    return hasil


def _simpan(permohonan: Permohonan, u: Unggahan, satu: UploadedFile, hasil: Hasil, simpan: Callable[..., Any]) -> None:
    pemilik = permohonan.pemohon.pengguna
    try:
        berkas = simpan_unggahan(unggahan=satu, jenis=u.jenis, pemilik=pemilik)
        simpan(kode=u.kode, berkas=berkas)
    except (BerkasDitolak, verba.TidakBoleh) as galat:
        hasil.galat[u.kode] = galat.pesan
    else:
        hasil.tersimpan += 1


def belum_ada(butir: list[Butir]) -> dict[str, str]:
    """Sentences for required uploads that are still missing."""
    return {b.u.kode: kalimat_berkas(b.u.label) for b in butir if b.u.wajib and not b.u.dari and not b.lampiran}


def lepaskan(permohonan: Permohonan, teks: Any) -> None:
    """Take off the upload whose number a button sent; a number that is gone already changes nothing."""
    if str(teks).isdecimal():
        try:
            verba.lepaskan(permohonan=permohonan, lampiran_id=int(teks))
        except Lampiran.DoesNotExist:
            return
