"""What every answer of the interface has in common: read only, no cookies, one language, known parameters only."""

from functools import lru_cache
from typing import Any, ClassVar

from django.conf import settings
from django.http import HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.permissions import AllowAny
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api import galat
from api.batas import batas
from sipraja.ingat import ingat_atau

SEHALAMAN, PALING_BANYAK = 50, 100
PANJANG_CARI = 80
PANJANG_KUNCI = 80
PANJANG_DIINGAT = 200  # of a query string whose parameters are remembered
DIINGAT = frozenset(("bahasa", "banyak"))  # parameters with few values


class SelaluJson(BaseContentNegotiation):
    """One format; what a client says it accepts changes nothing, so it need not be part of a cache's key."""

    def select_parser(self, request: Request, parsers: Any) -> Any:
        return None

    def select_renderer(self, request: Request, renderers: Any, format_suffix: str | None = None) -> Any:
        return renderers[0], renderers[0].media_type


class Param(serializers.Serializer):
    """Parameters of every address."""

    bahasa = serializers.ChoiceField(
        [kode for kode, _nama in settings.LANGUAGES],
        default=settings.LANGUAGE_CODE,
        help_text="Bahasa kata-kata umum; nama layanan dan isian tetap seperti ditetapkan.",
    )

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        """A misspelt name is an error: a filter that is silently left out answers another question."""
        if asing := sorted(set(data) - set(self.fields)):
            kalimat = _("Parameter ini tidak dikenal. Yang ada: %s.") % ", ".join(self.fields)
            raise serializers.ValidationError({nama: [kalimat] for nama in asing})
        hasil: dict[str, Any] = super().to_internal_value(data)
        return hasil


class ParamDaftar(Param):
    """Parameters of a list. Pages follow a key, not a number: nothing is skipped or doubled when rows come or go."""

    banyak = serializers.IntegerField(
        default=SEHALAMAN, min_value=1, max_value=PALING_BANYAK, help_text="Berapa butir sehalaman."
    )
    sesudah = serializers.RegexField(
        r"^[a-z0-9][a-z0-9.:~-]*\Z",
        required=False,
        max_length=PANJANG_KUNCI,
        help_text="Kunci butir terakhir halaman sebelumnya; pakai alamat di “lanjut” saja.",
    )


class Umum(APIView):
    """Base of the views. A subclass writes `jawab`, which gets the checked parameters."""

    authentication_classes = ()
    permission_classes = (AllowAny,)
    renderer_classes = (JSONRenderer,)
    content_negotiation_class = SelaluJson
    metadata_class = None
    http_method_names: ClassVar[list[str]] = ["get", "head"]
    parameter: type[Param] = Param

    def get_exception_handler(self) -> Any:
        return galat.tangani

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """In the language of the address; rendered while it is in force."""
        pilihan = request.GET.get("bahasa", "")
        bahasa = pilihan if pilihan in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(bahasa):
            jawaban = super().dispatch(request, *args, **kwargs)
            jawaban["Content-Language"] = bahasa
            # `public`: the answer depends on no cookie. The memory of pages adds how long it may be kept.
            jawaban.headers.setdefault("Cache-Control", "public")
            return jawaban.render() if isinstance(jawaban, Response) else jawaban

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Nobody may keep this process busy alone."""
        if tunggu := batas.tunggu(request._request):
            raise galat.Terlalu(tunggu)

    def get(self, request: Request, **kunci: Any) -> Response:
        """The one verb. The first page of a list is remembered until anything public changes, and so is one thing."""
        tanya = request._request.META.get("QUERY_STRING", "")
        baca = _periksa_sekali if len(tanya) <= PANJANG_DIINGAT else periksa
        param = baca(self.parameter, tanya)  # type: ignore[arg-type]
        if not param.keys() <= DIINGAT:  # visitors choose these values: there would be no end
            return Response(self.jawab(request, param, **kunci))
        siapa = (type(self), request.build_absolute_uri("/"), *sorted({**param, **kunci}.items()))
        return Response(ingat_atau(siapa, lambda: self.jawab(request, param, **kunci)))

    def jawab(self, request: Request, param: dict[str, Any], **kunci: Any) -> Any:
        """The body of the answer. Raises Http404."""
        raise NotImplementedError


def periksa(parameter: type[Param], tanya: str) -> dict[str, Any]:
    """The checked parameters of a query string. Raises ValidationError."""
    kolom = parameter._declared_fields
    # Plain values: of a query as it comes, DRF would take an empty value for one that is not there.
    mentah = {
        nama: isi if isinstance(kolom.get(nama), serializers.ListField) else isi[-1]
        for nama, isi in QueryDict(tanya).lists()
    }
    param = parameter(data=mentah)
    param.is_valid(raise_exception=True)
    hasil: dict[str, Any] = param.validated_data
    return hasil


@lru_cache(maxsize=256)
def _periksa_sekali(parameter: type[Param], tanya: str) -> dict[str, Any]:
    """The same; most ask for the same few things, and building the form costs more than the answer. Read only."""
    return periksa(parameter, tanya)


def halaman(request: Request, hasil: list[Any], kunci: str) -> dict[str, Any]:
    """A page of a list; `kunci` is that of its last row when there are more, else empty."""
    return {"hasil": hasil, "lanjut": _lanjut(request, kunci) if kunci else None}


def _lanjut(request: Request, kunci: str) -> str:
    data = request.query_params.copy()
    data["sesudah"] = kunci
    return request.build_absolute_uri(f"{request.path}?{data.urlencode()}")
