"""Regions."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request

from api import bentuk
from api.dasar import PANJANG_CARI, ParamDaftar, Umum, halaman
from api.skema import jawaban
from core.layanan.wilayah import TINGKAT
from core.wilayah.kode import anak
from core.wilayah.models import Wilayah


class ParamWilayah(ParamDaftar):
    """Where to look."""

    induk = serializers.RegexField(
        r"^[0-9]{2}(\.[0-9]{2}){0,2}\Z",
        required=False,
        help_text="Yang langsung di bawah kode ini: kabupaten sebuah provinsi sampai desa sebuah kecamatan.",
    )
    tingkat = serializers.ChoiceField(Wilayah.Tingkat.values, required=False)
    q = serializers.CharField(required=False, max_length=PANJANG_CARI, help_text="Bagian dari nama.")


class WilayahView(Umum):
    """Provinces to desa under their Kemendagri codes."""

    parameter = ParamWilayah

    @extend_schema(
        operation_id="wilayah", summary="Wilayah dan kodenya", parameters=[ParamWilayah],
        responses=jawaban(bentuk.berhalaman(bentuk.Wilayah)), tags=["wilayah"],
    )  # fmt: skip
    def get(self, request: Request, **kunci: Any) -> Any:
        """Tanpa `induk`: wilayah kabupaten ini dan yang di atasnya. Dengan `induk`: seluruh Indonesia sampai kecamatan,
        desa hanya yang di kabupaten ini. `tingkat=provinsi` menyebut semua provinsi."""
        return super().get(request, **kunci)

    def jawab(self, request: Request, param: dict[str, Any], **kunci: Any) -> Any:
        induk = param.get("induk", "")
        # Names down to the kecamatan lie in a file for all of Indonesia, desa in the table of this kabupaten.
        nasional = induk.count(".") < 2 and (induk or param.get("tingkat") == TINGKAT[0])
        cari = _nasional if nasional else _kabupaten
        baris = cari(induk, param)
        potong = baris[: param["banyak"]]
        return halaman(request, potong, potong[-1]["kode"] if len(baris) > len(potong) else "")


def _nasional(induk: str, param: dict[str, Any]) -> list[dict[str, Any]]:
    tingkat = TINGKAT[induk.count(".") + 1 if induk else 0]
    if param.get("tingkat", tingkat) != tingkat:
        return []
    kata, sesudah = param.get("q", "").lower(), param.get("sesudah", "")
    return [
        {"kode": kode, "nama": nama, "tingkat": tingkat, "induk": induk or None}
        for kode, nama in sorted(anak(induk))
        if kode > sesudah and kata in nama.lower()
    ]


def _kabupaten(induk: str, param: dict[str, Any]) -> list[dict[str, Any]]:
    """One row more than asked for: it tells whether there is another page."""
    kueri = Wilayah.objects.filter(kode__gt=param.get("sesudah", "")).order_by("kode")
    if induk:
        kueri = kueri.filter(induk=induk)
    if tingkat := param.get("tingkat"):
        kueri = kueri.filter(tingkat=tingkat)
    if kata := param.get("q"):
        kueri = kueri.filter(nama__icontains=kata)
    kolom = kueri.values_list("kode", "nama", "tingkat", "induk_id")[: param["banyak"] + 1]
    return [dict(zip(("kode", "nama", "tingkat", "induk"), satu, strict=True)) for satu in kolom]
