"""What somebody sent after the session had ended: kept in the new session until the same page is opened signed in.

Without it the sentence "Isian tersimpan; masuk lagi" would be a lie for whoever has no script. Secrets are never kept;
the page that takes it back checks for itself who asks, so another person at the same computer gets nothing of it.
"""

from django.conf import settings
from django.http import HttpRequest, QueryDict

KUNCI = "titipan"
BESAR = 50_000  # bytes; a step of the longest form has a few thousand
RAHASIA = ("sandi", "frasa", "password", "csrf", "passphrase", "kode", "code")


def titip(request: HttpRequest) -> None:
    """Keep the typed fields of this POST; files cannot be kept."""
    isi = QueryDict(mutable=True)
    for nama in request.POST:
        if not any(kata in nama for kata in RAHASIA):
            isi.setlist(nama, request.POST.getlist(nama))
    teks = isi.urlencode()
    if teks and len(teks) <= BESAR:
        request.session[KUNCI] = {"jalur": request.path, "isi": teks}


def ambil(request: HttpRequest, jalur: str = "") -> QueryDict | None:
    """What was kept for this very page, once; `jalur` when its form is sent to another address."""
    titipan = request.session.get(KUNCI)
    if not titipan or titipan["jalur"] != (jalur or request.path):
        return None
    del request.session[KUNCI]
    return QueryDict(titipan["isi"], encoding=settings.DEFAULT_CHARSET)
