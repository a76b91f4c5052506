"""The table of contents and the schema."""

from typing import Any

from django.urls import reverse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from api import bentuk
from api.dasar import Param, Umum
from api.skema import jawaban, skema

DAFTAR = ("katalog", "layanan", "peristiwa", "tautan", "mpp", "wilayah", "halaman", "berita")


class AwalView(Umum):
    """Where everything is."""

    @extend_schema(
        operation_id="awal",
        summary="Daftar isi",
        parameters=[Param],
        responses=jawaban(bentuk.Daftar),
        tags=["antarmuka"],
    )
    def get(self, request: Request, **kunci: Any) -> Any:
        """Alamat tiap daftar. Mulailah dari sini, jangan merangkai alamat sendiri."""
        return super().get(request, **kunci)

    def jawab(self, request: Request, param: dict[str, Any], **kunci: Any) -> Any:
        nama = (*DAFTAR, "skema")
        return {"alamat": {satu: request.build_absolute_uri(reverse(f"api:{satu}")) for satu in nama}}


class SkemaView(Umum):
    """OpenAPI 3.1."""

    @extend_schema(
        operation_id="skema", summary="OpenAPI antarmuka ini", parameters=[Param],
        responses=jawaban(OpenApiTypes.OBJECT), tags=["antarmuka"],
    )  # fmt: skip
    def get(self, request: Request, **kunci: Any) -> Any:
        """Dokumen yang sedang Anda baca."""
        return super().get(request, **kunci)

    def jawab(self, request: Request, param: dict[str, Any], **kunci: Any) -> Any:
        return skema()
