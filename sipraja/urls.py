"""The URL map. Wagtail's catch-all comes last."""

from django.conf import settings
from django.conf.urls.static import static
from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls

from cms import rute
from core.akun.urls_masuk import ke_masuk

handler400 = "themes.galat.permintaan_buruk"
handler403 = "themes.galat.dilarang"
handler404 = "themes.galat.tidak_ada"
handler500 = "themes.galat.bermasalah"

urlpatterns = [
    path("kelola/login/", ke_masuk),  # one door for everybody, with the second factor
    path("_util/login/", ke_masuk),
    path("kelola/", include(wagtailadmin_urls)),
    path("", include("core.akun.urls")),
    path("akun/", include("core.akun.urls_masuk")),
    path("", include("core.permohonan.urls")),
    path("", include("core.surat.urls")),
    path("", include("core.notifikasi.urls")),
    path("", include("pencarian.urls")),
    path("", include("peristiwa.urls")),
    path("", include("layanan_links.urls")),
    path("", include("mpp.urls")),
    path("", include("publikasi.urls")),
    path("", include("cms.urls")),
    path("api/v1/", include("api.urls")),
    path("", include("themes.urls")),
    path("", include("themes.situs.urls")),
    *static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT),
    re_path(wagtail_urls.serve_pattern, rute.halaman, name="wagtail_serve"),  # as Wagtail's own, with a memory
    path("", include(wagtail_urls)),
]
