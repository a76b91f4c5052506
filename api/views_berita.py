"""News."""

from datetime import date
from typing import Any

from django.db.models import Q
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from wagtail.models import Site

from api import bentuk, isi_lain
from api.dasar import ParamDaftar, Umum, halaman
from api.skema import jawaban
from publikasi import kueri
from publikasi.models import Berita

PEMISAH = "~"  # between date and number in the key of a page of the list


class ParamBerita(ParamDaftar):
    """Where to go on, and since when."""

    sesudah = serializers.RegexField(
        r"^[0-9]{1,7}~[0-9]{1,9}\Z",
        required=False,
        help_text="Kunci butir terakhir halaman sebelumnya; pakai alamat di “lanjut” saja.",
    )
    sejak = serializers.DateField(required=False, help_text="Hanya yang bertanggal ini atau sesudahnya.")


class BeritaView(Umum):
    """Newest first."""

    parameter = ParamBerita

    @extend_schema(
        operation_id="berita", summary="Berita", parameters=[ParamBerita],
        responses=jawaban(bentuk.berhalaman(bentuk.Berita)), tags=["halaman"],
    )  # fmt: skip
    def get(self, request: Request, **kunci: Any) -> Any:
        """Berita yang terbit dan untuk umum, yang terbaru dulu; yang belum diterjemahkan dalam bahasa Indonesia."""
        return super().get(request, **kunci)

    def jawab(self, request: Request, param: dict[str, Any], **kunci: Any) -> Any:
        semua = kueri.untuk_umum()
        if sejak := param.get("sejak"):
            semua = semua.filter(tanggal__gte=sejak)
        if sesudah := param.get("sesudah"):
            semua = semua.filter(_sesudah(sesudah))
        baris = list(semua.select_related("locale")[: param["banyak"] + 1])
        potong = baris[: param["banyak"]]
        lanjut = _kunci(potong[-1]) if len(baris) > len(potong) else ""
        situs = Site.find_for_request(request._request)
        akar = situs.root_page.url_path if situs else "/"
        asal = request.build_absolute_uri("/")[:-1]
        pasangan = zip(potong, kueri.terjemahkan(potong), strict=True)
        return halaman(request, [isi_lain.berita(asal, akar, lama, satu) for lama, satu in pasangan], lanjut)


def _kunci(satu: Berita) -> str:
    return f"{satu.tanggal.toordinal()}{PEMISAH}{satu.pk}"


def _sesudah(kunci: str) -> Q:
    """What comes behind this key."""
    hari, _pisah, nomor = kunci.partition(PEMISAH)
    tanggal = date.fromordinal(min(max(int(hari), 1), date.max.toordinal()))
    return Q(tanggal__lt=tanggal) | Q(tanggal=tanggal, pk__lt=int(nomor))
