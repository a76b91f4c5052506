"""Errors of the interface: RFC 9457 problem details, in Indonesian, each saying what to do next."""

import logging
from collections.abc import Iterator
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.signals import got_request_exception
from django.http import Http404, HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from rest_framework import exceptions
from rest_framework.request import Request
from rest_framework.response import Response

JENIS_ISI = "application/problem+json"
log = logging.getLogger("django.request")


class Terlalu(exceptions.APIException):
    """Asked too often; `tunggu` seconds from now it is fine again."""

    status_code = 429

    def __init__(self, tunggu: int) -> None:
        super().__init__()
        self.tunggu = tunggu


def masalah(status: int, **lain: Any) -> dict[str, Any]:
    """The body of an error."""
    judul, saran = _kalimat(status)
    return {"type": "about:blank", "title": judul, "status": status, "saran": saran} | lain


def _kalimat(status: int) -> tuple[str, str]:
    """What happened, and what to do next."""
    semua = {
        400: (
            _("Permintaan tidak dapat dibaca"),
            _("Perbaiki parameter yang disebut di “kesalahan”, lalu kirim lagi. Daftarnya ada di /api/v1/schema/."),
        ),
        404: (
            _("Tidak ada di alamat ini"),
            _("Periksa ejaan kodenya, atau mulai dari daftar isi di /api/v1/."),
        ),
        405: (_("Hanya bisa dibaca"), _("Gunakan GET. Permohonan diajukan warga lewat halaman situs, setelah masuk.")),
        429: (_("Terlalu banyak permintaan"), _("Tunggu sesuai Retry-After, lalu lanjutkan dengan lebih jarang.")),
    }
    bermasalah = (_("Ada gangguan di tempat kami"), _("Coba lagi sebentar lagi. Gangguan ini sudah tercatat."))
    return semua.get(status, bermasalah)


def tangani(galat: Exception, konteks: dict[str, Any]) -> Response:
    """DRF's exception handler: whatever goes wrong becomes a problem; what nobody expected is logged."""
    status, lain = _urai(galat)
    if status == 500:
        permintaan: Request = konteks["request"]
        log.error("Galat di %s", permintaan.path, exc_info=galat)
        got_request_exception.send(sender=type(konteks["view"]), request=permintaan._request)
    jawaban = Response(masalah(status, **lain), status=status, content_type=JENIS_ISI)
    if isinstance(galat, Terlalu):
        jawaban["Retry-After"] = str(galat.tunggu)
    jawaban["Cache-Control"] = "no-store"
    return jawaban


def _urai(galat: Exception) -> tuple[int, dict[str, Any]]:
    if isinstance(galat, exceptions.ValidationError):
        return 400, {"kesalahan": {nama: list(_datar(isi)) for nama, isi in galat.detail.items()}}
    if isinstance(galat, Http404 | PermissionDenied):  # what may not be seen does not exist
        return 404, {}
    return (galat.status_code, {}) if isinstance(galat, exceptions.APIException) else (500, {})


def _datar(isi: Any) -> Iterator[str]:
    """The sentences, also those about single values of a list."""
    if isinstance(isi, str):
        yield isi
    else:
        for satu in isi.values() if isinstance(isi, dict) else isi:
            yield from _datar(satu)


def tidak_ada(request: HttpRequest, sisa: str = "") -> JsonResponse:
    """An address below /api/v1/ that leads nowhere."""
    return JsonResponse(masalah(404), status=404, content_type=JENIS_ISI, headers={"Cache-Control": "no-store"})
