"""Whose file a page may open. What is outside somebody's scope is a 404, so that nobody learns what exists."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404

from core.berkas.verba import sajikan
from core.permohonan import kueri
from core.permohonan.lampiran import pilah
from core.permohonan.models import Lampiran, Permohonan
from core.permohonan.tampil import label_berkas

if TYPE_CHECKING:
    from core.akun.models import Warga
    from core.wilayah.models import Penugasan


def warga_ini(request: HttpRequest) -> Warga:
    """The citizen who is signed in; the policy "warga" has made sure that there is one."""
    akun: Any = request.user
    return akun.warga


def petugas_ini(request: HttpRequest) -> list[Penugasan]:
    """Today's seats of the officer who is signed in, found by the policy "petugas"."""
    sekarang: Any = request
    return sekarang.penugasan


def milik_warga(request: HttpRequest, id: UUID) -> Permohonan:
    """The citizen's own application, or Http404."""
    return get_object_or_404(kueri.untuk_warga(warga_ini(request)).select_related("pemohon__pengguna"), pk=id)


def milik_petugas(request: HttpRequest, id: UUID) -> Permohonan:
    """An application that is or was at a desk of this officer, or Http404."""
    akun: Any = request.user
    return get_object_or_404(kueri.untuk_petugas(akun), pk=id)


def semua_lampiran(permohonan: Permohonan) -> QuerySet[Lampiran]:
    """The uploads of one application in a fixed order."""
    return Lampiran.objects.filter(permohonan=permohonan).select_related("berkas").order_by("kode", "urut")


def satu_lampiran(permohonan: Permohonan, pk: int) -> Lampiran:
    """One upload of this application, or Http404."""
    lampiran = semua_lampiran(permohonan).filter(pk=pk).first()
    if lampiran is None:
        raise Http404
    return lampiran


def label_lampiran(permohonan: Permohonan, lampiran: list[Lampiran] | None = None) -> list[tuple[str, Lampiran]]:
    """Uploads, by default those of use, with the words of the declaration."""
    layanan = permohonan.versi_layanan.layanan()
    semua = pilah(permohonan)[0] if lampiran is None else lampiran
    return [(label_berkas(layanan, satu.kode, permohonan.isian), satu) for satu in semua]


def sajikan_lampiran(satu: Lampiran) -> FileResponse:
    """The file under a plain name: an upload's own name may hold a NIK."""
    return sajikan(satu.berkas, f"{satu.kode}-{satu.urut}{'.jpg' if satu.berkas.adalah_gambar else '.pdf'}")
