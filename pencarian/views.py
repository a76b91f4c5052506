"""The search page. A GET form; it works without a script and sets no cookie."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from core.akun.kebijakan import kebijakan
from pencarian import kueri, mesin
from pencarian.saringan import Permintaan
from pencarian.verba import catat_kosong
from sipraja.simpanan import boleh_disimpan


@kebijakan("publik")
@boleh_disimpan
@require_safe
def cari(request: HttpRequest) -> HttpResponse:
    """Answers by kind, filters, and next steps when nothing was found. A question without answer is counted."""
    minta, kini = Permintaan.dari(request.GET), mesin.isi()
    jawaban = kueri.Jawaban() if minta.kosong else kueri.jawab(kini, minta)
    saringan = kueri.saringan(kini, minta)
    konteks = {"minta": minta, "jawaban": jawaban, "saringan": saringan, "alamat": _alamat(request)}
    hasil = render(request, "pencarian/cari.html", konteks)
    if minta.q and not jawaban.jumlah:
        hasil["Cache-Control"] = "no-store"  # each one counts
        if not minta.menyaring:
            catat_kosong(minta.q)
    return hasil


def _alamat(request: HttpRequest) -> str:
    """This question without the choice of a kind, for links that add one."""
    data = request.GET.copy()
    data.pop("jenis", None)
    return data.urlencode()
