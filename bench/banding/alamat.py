"""What the product's pages are measured beside, behind the very same middleware.

/banding/kosong/       an empty Django view: what middleware and Django itself cost
/banding/bantuan/      a page by Wagtail with the plainest template: site, route, restrictions, the same StreamField
/banding/api/pages/    Wagtail's interface (API v2) over the same pages
"""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.api.v2.views import PagesAPIViewSet
from wagtail.views import serve

from api import batas
from core.akun.kebijakan import kebijakan
from sipraja.urls import handler400, handler403, handler404, handler500, urlpatterns

batas.MAKS = 10**9  # how often one network may ask is not what is measured
__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]
router = WagtailAPIRouter("banding")
router.register_endpoint("pages", PagesAPIViewSet)


@kebijakan("publik")
def kosong(request: HttpRequest) -> HttpResponse:
    """Nothing."""
    return HttpResponse("kosong")


@kebijakan("publik")
def polos(request: HttpRequest) -> HttpResponse:
    """The help page, found and restricted by Wagtail, drawn without a theme."""
    jawab = serve(request, "bantuan/")
    jawab.template_name = "polos.html"
    return jawab


urlpatterns = [
    path("banding/kosong/", kosong),
    path("banding/bantuan/", polos),
    path("banding/api/", include((router.get_urlpatterns(), "banding"), namespace="banding")),
    *urlpatterns,
]
