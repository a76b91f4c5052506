"""Pages of life events, and a citizen's bundles."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from core.akun.kebijakan import kebijakan
from core.permohonan.akses import warga_ini
from core.permohonan.alur import alamat_lanjut, lihat
from core.permohonan.aturan import Status
from core.permohonan.galat import TidakBoleh
from peristiwa import kueri, verba
from peristiwa.models import ButirRangkaian
from sipraja.simpanan import boleh_disimpan


@kebijakan("publik")
@boleh_disimpan
@require_GET
def daftar(request: HttpRequest) -> HttpResponse:
    """All life events."""
    return render(request, "peristiwa/daftar.html", {"semua": kueri.semua_kartu()})


@kebijakan("publik")
@boleh_disimpan
@require_GET
def satu(request: HttpRequest, kunci: str) -> HttpResponse:
    """What to arrange, in order; a citizen who is signed in ticks what he needs."""
    peristiwa = get_object_or_404(kueri.untuk_umum(), kunci=kunci)
    isi = {"p": peristiwa, "langkah": kueri.langkah(peristiwa), "warga": getattr(request.user, "warga", None)}
    return render(request, "peristiwa/satu.html", isi)


@kebijakan("warga")
@require_http_methods(["GET", "POST"])
def mulai(request: HttpRequest, kunci: str) -> HttpResponse:
    """Begin with what was ticked. A GET comes from the sign-in page: back to the event."""
    peristiwa = get_object_or_404(kueri.untuk_umum(), kunci=kunci)
    if request.method == "GET":
        return redirect(peristiwa)
    try:
        rangkaian = verba.mulai(warga=warga_ini(request), peristiwa=peristiwa, kode=request.POST.getlist("layanan"))
    except TidakBoleh as galat:
        messages.warning(request, galat.pesan)
        return redirect(peristiwa)
    return redirect(rangkaian)


@kebijakan("warga")
@require_GET
def rangkaian(request: HttpRequest, id: UUID) -> HttpResponse:
    """Where each service of the bundle stands, and which comes next."""
    satu = get_object_or_404(kueri.untuk_warga(warga_ini(request)), pk=id)
    baris = kueri.baris(satu)
    draf = {None, Status.DRAF}
    berikut = next((b for b in baris if b.terbuka and (b.permohonan.status if b.permohonan else None) in draf), None)
    selesai = sum(b.permohonan is not None and b.permohonan.status != Status.DRAF for b in baris)
    isi = {"rangkaian": satu, "baris": baris, "berikut": berikut, "selesai": selesai}
    return render(request, "peristiwa/rangkaian.html", isi)


@kebijakan("warga")
@require_GET
def semua_rangkaian(request: HttpRequest) -> HttpResponse:
    """This citizen's bundles, the newest first."""
    semua = kueri.untuk_warga(warga_ini(request))[: kueri.PALING_BANYAK]
    return render(request, "peristiwa/rangkaian_daftar.html", {"semua": semua})


@kebijakan("warga")
@require_POST
def buka(request: HttpRequest, id: UUID, butir: int) -> HttpResponse:
    """To the form of one service, with the answers that were given already."""
    warga = warga_ini(request)
    satu = get_object_or_404(kueri.untuk_warga(warga), pk=id)
    if not satu.butir.filter(pk=butir).exists():
        raise Http404
    try:
        permohonan, terisi = verba.buka(butir_id=butir, warga=warga)
    except ButirRangkaian.DoesNotExist as galat:
        raise Http404 from galat
    except TidakBoleh as galat:
        messages.warning(request, galat.pesan)
        return redirect(satu)
    if terisi:
        kalimat = _("%(n)d jawaban sudah kami isi dari permohonan Anda yang lain. Periksa, lalu lanjutkan.")
        messages.info(request, kalimat % {"n": terisi})
    return redirect(alamat_lanjut(permohonan) if permohonan.status == Status.DRAF else lihat(permohonan.pk))
