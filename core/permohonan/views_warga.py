"""The citizen's own applications: start, list, timeline, sent, withdraw, open a file."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from core.akun.kebijakan import kebijakan
from core.akun.titipan import ambil
from core.layanan.register import registri
from core.permohonan import kueri, tampil, verba
from core.permohonan.akses import label_lampiran, milik_warga, sajikan_lampiran, satu_lampiran, warga_ini
from core.permohonan.alur import Alur, alamat_lanjut
from core.permohonan.aturan import BERAKHIR, DI_WARGA, Status
from core.permohonan.forms import FormBatal
from core.permohonan.models import DI_MEJA, Permohonan
from core.permohonan.tagihan import menyusul
from core.permohonan.unggahan import Butir

if TYPE_CHECKING:
    from core.layanan.deklarasi import Layanan

PALING_BANYAK = 100


@kebijakan("warga")
@require_GET
def daftar(request: HttpRequest) -> HttpResponse:
    """All applications of this citizen; those that wait for him first."""
    semua = list(kueri.untuk_warga(warga_ini(request))[:PALING_BANYAK])
    kelompok = [
        (_("Perlu Anda lanjutkan"), [p for p in semua if p.status in DI_WARGA]),
        (_("Sedang diproses"), [p for p in semua if p.status not in DI_WARGA | BERAKHIR]),
        (_("Sudah selesai"), [p for p in semua if p.status in BERAKHIR]),
    ]
    isi = [(judul, [(p, tampil.kabar(p)) for p in baris]) for judul, baris in kelompok if baris]
    return render(request, "permohonan/daftar.html", {"kelompok": isi})


@kebijakan("warga")
@require_http_methods(["GET", "POST"])
def mulai(request: HttpRequest, kode: str) -> HttpResponse:
    """Start from the service's page; an unfinished one of the same service is continued unless `baru` is sent.

    A GET comes from the sign-in page, where a POST ended up: back to the service.
    """
    layanan = registri().ambil(kode)
    if layanan is None:
        raise Http404
    if request.method == "GET":
        return redirect(f"/layanan/{kode}/")
    if not request.POST.get("baru") and (draf := _draf(request, kode)):
        return redirect(f"{alamat_lanjut(draf)}?lanjutan=1")
    _ingatkan_yang_berjalan(request, layanan)
    try:
        permohonan = verba.mulai(warga=warga_ini(request), layanan=layanan)
    except verba.TidakBoleh as galat:
        messages.warning(request, galat.pesan)
        return redirect(f"/layanan/{kode}/")
    return redirect(Alur(permohonan).halaman[0])


def _ingatkan_yang_berjalan(request: HttpRequest, layanan: Layanan) -> None:
    """A second application of the same kind is allowed (another child, another purpose) but seldom meant."""
    berjalan = kueri.untuk_warga(warga_ini(request)).filter(DI_MEJA, kode_layanan=layanan.kode).first()
    if berjalan:
        kalimat = _("Permohonan %(nama)s Anda masih diproses (%(nomor)s). Lihat dulu statusnya.")
        messages.info(request, kalimat % {"nama": layanan.sebutan, "nomor": berjalan.nomor})


def _draf(request: HttpRequest, kode: str) -> Permohonan | None:
    """The newest unfinished application of this service in which something was filled in."""
    semua = kueri.untuk_warga(warga_ini(request)).select_related("pemohon__pengguna")
    return semua.filter(kode_layanan=kode, status=Status.DRAF, versi__gt=1).first()


@kebijakan("warga")
@require_GET
def lihat(request: HttpRequest, id: UUID) -> HttpResponse:
    """The timeline: where is it, do I have to act, when is it done."""
    p = milik_warga(request, id)
    if p.status == Status.DRAF:
        return redirect(alamat_lanjut(p))
    alur = Alur(p)
    isi = {
        "p": p,
        "layanan": alur.layanan,
        "kabar": tampil.kabar(p),
        "lini": tampil.lini_masa(p, kueri.riwayat(p)),
        "perkiraan": tampil.perkiraan_selesai(p),
        "bagian": alur.ringkasan(samar=True),
        "lampiran": label_lampiran(p),
        "melihat": kueri.siapa_melihat(p)[:50],
        "surat": tampil.surat_terbit(p),
        "susulan": [(satu, Butir(satu.u, [])) for satu in menyusul(p)],
        "bisa_batal": p.status not in BERAKHIR and not p.terbit_pada,
    }
    return render(request, "permohonan/lihat.html", isi)


@kebijakan("warga")
@require_GET
def terkirim(request: HttpRequest, id: UUID) -> HttpResponse:
    """The receipt after sending; may be bookmarked, reloaded and printed."""
    p = milik_warga(request, id)
    if p.status == Status.DRAF:
        return redirect(alamat_lanjut(p))
    berikut = [{"judul": b.judul, "teks": b.keterangan} for b in tampil.lini_masa(p, [])]
    isi = {
        "p": p,
        "layanan": p.versi_layanan.layanan(),
        "kabar": tampil.kabar(p),
        "perkiraan": tampil.perkiraan_selesai(p),
        "langkah": berikut,
    }
    return render(request, "permohonan/terkirim.html", isi)


@kebijakan("warga")
@require_http_methods(["GET", "POST"])
def batalkan(request: HttpRequest, id: UUID) -> HttpResponse:
    """Withdraw, after a page that asks once more."""
    p = milik_warga(request, id)
    if request.method == "GET":
        titipan = ambil(request)
        awal = {**(titipan.dict() if titipan else {}), "versi": p.versi}
        return _halaman_batal(request, p, FormBatal(initial=awal), 200)
    form = FormBatal(request.POST, initial={"versi": p.versi})
    if not form.is_valid():
        return _halaman_batal(request, p, form, 422)
    data = form.cleaned_data
    try:
        verba.batalkan(permohonan_id=p.pk, warga=warga_ini(request), versi=data["versi"], alasan=data["alasan"])
    except (verba.Basi, verba.TidakBoleh) as galat:
        return _halaman_batal(request, p, form, 409, galat.pesan)
    messages.success(request, _("Permohonan dibatalkan."))
    return redirect("permohonan:daftar")


def _halaman_batal(request: HttpRequest, p: Permohonan, form: FormBatal, status: int, pesan: str = "") -> HttpResponse:
    isi = {"p": p, "layanan": p.versi_layanan.layanan(), "form": form, "pesan": pesan}
    return render(request, "permohonan/batalkan.html", isi, status=status)


@kebijakan("warga")
@require_GET
def lampiran(request: HttpRequest, id: UUID, lampiran: int) -> HttpResponseBase:
    """One of the citizen's own uploads."""
    return sajikan_lampiran(satu_lampiran(milik_warga(request, id), lampiran))
