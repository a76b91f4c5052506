"""Filling in: one page a step, the uploads, and check your answers. Nothing typed or photographed is ever lost."""

from __future__ import annotations

import secrets
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.akun.kebijakan import kebijakan
from core.akun.titipan import ambil
from core.layanan.formulir import FormulirLangkah
from core.layanan.models import VersiLayanan
from core.layanan.pindah import pindahkan_isian
from core.permohonan import unggahan, verba
from core.permohonan.akses import milik_warga, warga_ini
from core.permohonan.alur import Alur, lihat
from core.permohonan.aturan import Status
from core.permohonan.draf import kabar_versi
from core.permohonan.forms import FormKirim
from core.permohonan.ketikan import isian_ketikan
from core.permohonan.models import Permohonan
from core.permohonan.views_draf import draf_kini


def _tersimpan(p: Permohonan) -> Any:
    """When something was last stored; None for a draft that is still untouched."""
    return p.diubah if p.versi > 1 else None


# --- A step -----------------------------------------------------------------------------------------------------------


def _selamatkan_langkah(request: HttpRequest, alur: Alur, n: int) -> None:
    """Answers sent from the page of an older version, or while the session had ended."""
    data = request.POST if request.method == "POST" else ambil(request)
    if data and n < len(alur.layanan.langkah):
        _simpan_ketikan(request, alur, n, data)


@kebijakan("warga")
@require_http_methods(["GET", "POST"])
@draf_kini(_selamatkan_langkah)
def langkah(request: HttpRequest, id: UUID, n: int) -> HttpResponse:
    """One step. An autosave (header `X-Simpan: otomatis`) stores what is typed and answers the time."""
    alur = Alur(milik_warga(request, id))
    otomatis = request.headers.get("X-Simpan") == "otomatis"
    if alur.terbuka and (versi := _versi_halaman(request, alur)):
        return _simpan_dari_lama(request, alur, n, versi, otomatis=otomatis)
    if n >= len(alur.layanan.langkah):
        raise Http404
    if not alur.terbuka:
        return _sudah_tertutup(request, alur, otomatis=otomatis)
    if n not in alur.langkah:
        return redirect(alur.asal)
    if request.method == "GET":
        if titipan := ambil(request):
            _simpan_ketikan(request, alur, n, titipan)
        return _tampilkan_langkah(request, alur, n, alur.formulir(n))
    return _simpan_otomatis(request, alur, n) if otomatis else _simpan_langkah(request, alur, n)


def _versi_halaman(request: HttpRequest, alur: Alur) -> VersiLayanan | None:
    """The older version from which this was sent: a page left open while the draft was moved forward elsewhere."""
    cap = request.POST.get("versi", "")
    if not cap or alur.p.versi_layanan.sidik.startswith(cap):
        return None
    return VersiLayanan.objects.filter(kode=alur.p.kode_layanan, sidik__startswith=cap[:64]).first()


def _simpan_dari_lama(request: HttpRequest, alur: Alur, n: int, versi: VersiLayanan, *, otomatis: bool) -> HttpResponse:
    """Its step `n` is not ours: read it by its own version and keep what our form accepts."""
    lama = versi.layanan()
    if n < len(lama.langkah):
        ketikan = isian_ketikan(lama, n, isian=alur.p.isian, profil=alur.profil, data=request.POST)
        isian = pindahkan_isian(lama, alur.layanan, ketikan, alur.profil).isian
        alur.p = verba.simpan_langkah(permohonan=alur.p, warga=warga_ini(request), isian=isian)
    if otomatis:
        return JsonResponse({"tersimpan": timezone.localtime().strftime("%H.%M")})
    return redirect(Alur(milik_warga(request, alur.p.pk)).lanjutkan())


def _sudah_tertutup(request: HttpRequest, alur: Alur, *, otomatis: bool = False) -> HttpResponse:
    """Sent meanwhile, perhaps in another tab; or only some parts are to be repaired."""
    if otomatis:
        return JsonResponse({"galat": _("Permohonan ini sudah dikirim.")}, status=409)
    if request.method == "POST":
        messages.warning(request, _("Permohonan ini sudah dikirim dan tidak bisa diubah lagi."))
    return redirect(alur.asal if alur.p.status == Status.PERLU_PERBAIKAN else lihat(alur.p.pk))


def _simpan_otomatis(request: HttpRequest, alur: Alur, n: int) -> HttpResponse:
    try:
        _simpan_ketikan(request, alur, n)
    except verba.TidakBoleh as galat:
        return JsonResponse({"galat": galat.pesan}, status=409)
    return JsonResponse({"tersimpan": timezone.localtime().strftime("%H.%M")})


def _simpan_ketikan(request: HttpRequest, alur: Alur, n: int, data: QueryDict | None = None) -> None:
    """Keep what is typed as it is, complete or not; `data` is what was sent while the session had ended."""
    p = alur.p
    isian = isian_ketikan(alur.layanan, n, isian=p.isian, profil=alur.profil, data=data or request.POST)
    alur.p = verba.simpan_langkah(permohonan=p, warga=warga_ini(request), isian=isian)


def _simpan_langkah(request: HttpRequest, alur: Alur, n: int) -> HttpResponse:
    form = alur.formulir(n, request.POST)
    try:
        if not form.is_valid():
            _simpan_ketikan(request, alur, n)
            return _tampilkan_langkah(request, alur, n, form)
        sudah = {satu.pk for _label, satu in alur.lepas}
        alur.p = verba.simpan_langkah(permohonan=alur.p, warga=warga_ini(request), isian=form.isian_bersih())
    except verba.TidakBoleh:
        return _sudah_tertutup(request, alur)
    _kabarkan_lepas(request, Alur(milik_warga(request, alur.p.pk)), sudah)
    return redirect(_lanjut(request, alur, n))


def _kabarkan_lepas(request: HttpRequest, alur: Alur, sudah: set[int]) -> None:
    """An upload whose row has just gone, or is now about somebody else, is no longer used: say so at once."""
    if baru := [label for label, satu in alur.lepas if satu.pk not in sudah]:
        kalimat = _("Berkas ini tidak dipakai lagi karena barisnya dihapus atau diganti: %(berkas)s.")
        messages.warning(request, kalimat % {"berkas": ", ".join(baru)})


def _lanjut(request: HttpRequest, alur: Alur, n: int) -> str:
    """Back to the page that asked for a change, else on; the answers just given may have opened or closed steps."""
    if request.GET.get("kembali") == "periksa":
        return alur.asal
    segar = Alur(milik_warga(request, alur.p.pk))
    alamat = segar.alamat_langkah(n)
    return segar.setelah(alamat) if alamat in segar.halaman else segar.asal


def _tampilkan_langkah(request: HttpRequest, alur: Alur, n: int, form: FormulirLangkah) -> HttpResponse:
    alamat = alur.alamat_langkah(n)
    kembali = request.GET.get("kembali") == "periksa"
    isi = {
        "p": alur.p,
        "layanan": alur.layanan,
        "form": form,
        "judul": form.langkah.judul,
        "galat": bool(form.errors),
        "balik": alur.asal if kembali else alur.sebelum(alamat),
        "kemajuan": None if kembali else alur.kemajuan(alamat),
        "tersimpan": _tersimpan(alur.p),
        "lanjutan": "lanjutan" in request.GET,
        "pindah": kabar_versi(alur.p),
        "pertama": alamat == alur.halaman[0],
    }
    return render(request, "permohonan/langkah.html", isi, status=422 if form.errors else 200)


# --- Uploads ----------------------------------------------------------------------------------------------------------


def _selamatkan_berkas(request: HttpRequest, alur: Alur) -> None:
    unggahan.terima(alur.p, alur.unggahan, request.FILES)


@kebijakan("warga")
@require_http_methods(["GET", "POST"])
@draf_kini(_selamatkan_berkas)
def berkas(request: HttpRequest, id: UUID) -> HttpResponse:
    """All uploads on one page. Each button stores whatever was chosen, also when another file is refused."""
    alur = Alur(milik_warga(request, id))
    if not alur.terbuka:
        return _sudah_tertutup(request, alur)
    if not alur.unggahan:
        return redirect(alur.asal)
    return _terima_berkas(request, alur) if request.method == "POST" else _tampilkan_berkas(request, alur)


def _terima_berkas(request: HttpRequest, alur: Alur) -> HttpResponse:
    hasil = unggahan.terima(alur.p, alur.unggahan, request.FILES)
    try:
        unggahan.lepaskan(alur.p, request.POST.get("hapus"))
    except verba.TidakBoleh:
        return _sudah_tertutup(request, alur)
    segar = Alur(milik_warga(request, alur.p.pk))
    if "lanjut" in request.POST:
        hasil.galat = unggahan.belum_ada(unggahan.susun(segar.unggahan, segar.lampiran)) | hasil.galat
    if hasil.galat:
        return _tampilkan_berkas(request, segar, hasil)
    if "lanjut" in request.POST:
        return redirect(segar.asal)
    return redirect(request.get_full_path())


def _tampilkan_berkas(request: HttpRequest, alur: Alur, hasil: unggahan.Hasil | None = None) -> HttpResponse:
    galat = hasil.galat if hasil else {}
    alamat = alur.halaman[-2]
    kembali = request.GET.get("kembali") == "periksa"
    isi = {
        "p": alur.p,
        "layanan": alur.layanan,
        "butir": unggahan.susun(alur.unggahan, alur.lampiran, galat),
        "galat": galat,
        "balik": alur.asal if kembali else alur.sebelum(alamat),
        "kemajuan": None if kembali else alur.kemajuan(alamat),
        "tersimpan": _tersimpan(alur.p),
        "lanjutan": "lanjutan" in request.GET,
        "lepas": alur.lepas,
        "pindah": kabar_versi(alur.p),
        "pertama": alamat == alur.halaman[0],
    }
    return render(request, "permohonan/berkas.html", isi, status=hasil.status if hasil else 200)


# --- Check your answers -----------------------------------------------------------------------------------------------


@kebijakan("warga")
@require_http_methods(["GET", "POST"])
@draf_kini(lambda _request, _alur: None)
def periksa(request: HttpRequest, id: UUID) -> HttpResponse:
    """Everything once more, then send. The form's token makes two clicks one application."""
    alur = Alur(milik_warga(request, id))
    if request.method == "POST":
        return _kirim(request, alur)
    if alur.p.status != Status.DRAF:
        return _sudah_tertutup(request, alur)
    return _tampilkan_periksa(request, alur, _form_baru(alur))


def _form_baru(alur: Alur, data: Any = None) -> FormKirim:
    return FormKirim(data, initial={"kunci": secrets.token_urlsafe(24), "versi": alur.p.versi})


def _kirim(request: HttpRequest, alur: Alur) -> HttpResponse:
    form = _form_baru(alur, request.POST)
    if not form.is_valid():
        return _tampilkan_periksa(request, alur, form, status=422)
    kirim = form.cleaned_data
    try:
        verba.ajukan(permohonan_id=alur.p.pk, warga=warga_ini(request), kunci=kirim["kunci"], versi=kirim["versi"])
    except verba.BelumLengkap as galat:
        return _tampilkan_periksa(request, alur, _form_baru(alur), status=422, pesan=galat.pesan)
    except (verba.Basi, verba.TidakBoleh, verba.Tolak) as galat:
        if Alur(milik_warga(request, alur.p.pk)).p.status != Status.DRAF:
            return _sudah_tertutup(request, alur)
        return _tampilkan_periksa(request, alur, _form_baru(alur), status=409, pesan=galat.pesan)
    return redirect("permohonan:terkirim", id=alur.p.pk)


def _tampilkan_periksa(
    request: HttpRequest, alur: Alur, form: FormKirim, *, status: int = 200, pesan: str = ""
) -> HttpResponse:
    kurang = alur.tautan_kurang()
    isi = {
        "p": alur.p,
        "layanan": alur.layanan,
        "form": form,
        "pesan": pesan,
        "kurang": kurang,
        "bagian": alur.ringkasan(),
        "butir": unggahan.susun(alur.unggahan, alur.lampiran),
        "balik": alur.sebelum(alur.asal),
        "kemajuan": alur.kemajuan(alur.asal),
        "terverifikasi": alur.p.pemohon.terverifikasi,
        "profil": alur.profil,
        "lepas": alur.lepas,
        "pindah": kabar_versi(alur.p),
    }
    return render(request, "permohonan/periksa.html", isi, status=status)
