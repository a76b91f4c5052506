"""The coat of arms as a picture. Its address names its content, so a browser keeps it for good."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from core.akun.kebijakan import kebijakan
from themes.situs.models import IdentitasSitus

KOLOM = {"kecil": "lambang_kecil", "besar": "lambang_besar"}


@kebijakan("publik")
@require_safe
def lambang(request: HttpRequest, sidik: str, ukuran: str) -> HttpResponse:
    """PNG bytes of one uploaded coat of arms."""
    kolom = KOLOM.get(ukuran)
    isi = kolom and IdentitasSitus.objects.filter(sidik=sidik).values_list(kolom, flat=True).first()
    if not isi:
        raise Http404
    jawaban = HttpResponse(bytes(isi), content_type="image/png")
    jawaban["Cache-Control"] = "public, max-age=31536000, immutable"
    return jawaban
