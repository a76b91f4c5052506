"""The draft of a registration, found through the visitor's session."""

from django.http import HttpRequest

from core.akun import langkah
from core.akun.models import DrafPendaftaran

KUNCI = "draf_pendaftaran"


def draf_sesi(request: HttpRequest) -> DrafPendaftaran:
    """The visitor's draft; an unsaved one for whoever has none."""
    kunci = request.session.get(KUNCI)
    ada = DrafPendaftaran.objects.select_related("foto_ktp", "foto_kk").filter(pk=kunci).first() if kunci else None
    return ada or DrafPendaftaran()


def ingat(request: HttpRequest, draf: DrafPendaftaran) -> None:
    """Tie a saved draft to this visitor."""
    request.session[KUNCI] = str(draf.pk)


def lupakan(request: HttpRequest) -> None:
    """The registration is over."""
    request.session.pop(KUNCI, None)


def lengkap(draf: DrafPendaftaran, n: int) -> bool:
    """Whether page `n` has been answered."""
    if n == langkah.FOTO:
        return bool(draf.foto_ktp_id and draf.foto_kk_id)
    medan = langkah.SEMUA[n - 1].base_fields
    return all(draf.isian.get(nama) or not medan[nama].required for nama in medan) and bool(draf.isian)


def langkah_berikut(draf: DrafPendaftaran) -> int:
    """The first page that is not answered yet."""
    return next((n for n in range(1, langkah.SANDI) if not lengkap(draf, n)), langkah.SANDI)
