"""OpenAPI 3.1: made from the views, once a process; the file in docs/rujukan is compared with it by a test."""

import json
from functools import cache
from typing import Any

from django.urls import include, path
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.utils import OpenApiResponse

from api import bentuk
from api.galat import JENIS_ISI

ARTI = {
    400: "Parameter salah atau tidak dikenal.",
    404: "Tidak ada, belum terbit, atau bukan untuk umum.",
    429: "Terlalu sering; header Retry-After menyebut berapa detik lagi.",
}


def jawaban(isi: Any, *lain: int) -> dict[Any, Any]:
    """The answers of an operation: its body, and the problems that it may have."""
    masalah = {(kode, JENIS_ISI): OpenApiResponse(bentuk.Masalah, ARTI[kode]) for kode in (400, *lain, 429)}
    return {200: OpenApiResponse(isi, "Ada."), **masalah}


@cache
def skema() -> dict[str, Any]:
    """The whole document."""
    from api.urls import urlpatterns

    patterns = [path("api/v1/", include((urlpatterns, "api")))]
    hasil: dict[str, Any] = SchemaGenerator(patterns=patterns).get_schema(public=True)
    return hasil


def teks_skema() -> str:
    """As it lies in docs/rujukan/openapi.json."""
    return json.dumps(skema(), ensure_ascii=False, indent=1) + "\n"


def tanpa_sisa(result: Any, **_lain: Any) -> Any:
    """Hook of drf-spectacular: without the marks by which it would have moved lists of choices to one place."""
    if isinstance(result, list):
        return [tanpa_sisa(satu) for satu in result]
    if isinstance(result, dict):
        return {nama: tanpa_sisa(isi) for nama, isi in result.items() if nama != "x-spec-enum-id"}
    return result
