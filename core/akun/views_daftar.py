"""Registering, page by page. Everything typed and photographed is kept on the server as soon as it is sent."""

from collections.abc import Callable
from typing import Any

from allauth.core import ratelimit
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from core.akun import langkah, sesi_daftar, verba
from core.akun.aturan import VERSI_PERSETUJUAN
from core.akun.kebijakan import kebijakan
from core.akun.models import DrafPendaftaran
from core.akun.ringkasan import ringkasan_draf
from core.akun.titipan import ambil, titip
from core.berkas.verba import BerkasDitolak, sajikan, simpan_unggahan

UNGGAHAN: dict[str, dict[str, Any]] = {
    "ktp": {"kosong": gettext_lazy("Pilih foto KTP"), "maks": 1600},
    "kk": {"kosong": gettext_lazy("Pilih foto Kartu Keluarga"), "maks": 2000},
}


def _diarahkan(request: HttpRequest) -> HttpResponse | None:
    """Who has an account needs no second one; only a rejected citizen may send the form again."""
    warga = getattr(request.user, "warga", None)
    if not request.user.is_authenticated or (warga and warga.status == "ditolak"):
        return None
    return redirect("akun:profil")


@kebijakan("publik")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def daftar(request: HttpRequest) -> HttpResponse:
    """What is needed, and a button to begin; a POST begins (again) at page one."""
    if jawab := _diarahkan(request):
        return jawab
    draf = sesi_daftar.draf_sesi(request)
    if request.method == "POST":
        _siapkan_ulang(request, draf)
        return redirect("akun:langkah", n=1)
    lanjut = sesi_daftar.langkah_berikut(draf) if draf.isian else 0
    return render(request, "akun/daftar.html", {"lanjut": lanjut, "jumlah": len(langkah.SEMUA)})


def _siapkan_ulang(request: HttpRequest, draf: DrafPendaftaran) -> None:
    """A rejected citizen finds the answers of the last time."""
    warga = getattr(request.user, "warga", None)
    if warga and not draf.isian:
        verba.mulai_ulang(warga=warga, draf=draf)
        sesi_daftar.ingat(request, draf)


@kebijakan("publik")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def isi_langkah(request: HttpRequest, n: int) -> HttpResponse:
    """One page of the form."""
    if jawab := _diarahkan(request):
        return jawab
    draf = sesi_daftar.draf_sesi(request)
    if not 1 <= n <= len(langkah.SEMUA):
        raise Http404
    if n > sesi_daftar.langkah_berikut(draf):
        return _belum_sampai(request, draf)
    kerjakan: dict[int, Callable[..., HttpResponse]] = {langkah.FOTO: _foto, langkah.SANDI: _sandi}
    return kerjakan.get(n, _teks)(request, draf, n)


def _belum_sampai(request: HttpRequest, draf: DrafPendaftaran) -> HttpResponse:
    """To the first page without an answer; who was typing when the session ended is told why, and it is kept."""
    if request.method == "POST" and not draf.isian:
        titip(request)
        kalimat = _("Pendaftaran Anda sudah ditutup karena lama tidak dipakai. Mulai lagi dari halaman ini.")
        messages.warning(request, kalimat)
    return redirect("akun:langkah", n=sesi_daftar.langkah_berikut(draf))


def _halaman(request: HttpRequest, draf: DrafPendaftaran, n: int, **isi: Any) -> HttpResponse:
    """Render a page of the form."""
    konteks = {"n": n, "jumlah": len(langkah.SEMUA), "judul": langkah.SEMUA[n - 1].judul, "draf": draf, **isi}
    form, galat = isi.get("form"), isi.get("galat")
    salah = galat or (form and form.errors)
    return render(request, "akun/langkah.html", konteks, status=422 if salah else 200)


def _berikut(request: HttpRequest, n: int) -> HttpResponse:
    """The next page, or back to the summary when the page was opened from there."""
    return redirect("akun:langkah", n=langkah.SANDI if request.GET.get("kembali") else n + 1)


def _terkirim(request: HttpRequest) -> Any:
    """What was sent, also when all of it is empty; None for a page that is only opened."""
    return request.POST if request.method == "POST" else None


def _teks(request: HttpRequest, draf: DrafPendaftaran, n: int) -> HttpResponse:
    """A page of typed answers."""
    titipan = ambil(request) if request.method == "GET" else None
    isian = {**draf.isian, **(titipan.dict() if titipan else {})}
    form = langkah.formulir(n, _terkirim(request), isian=isian)
    if request.method == "POST" and form.is_valid():
        baru = form.simpanan()
        if baru.get("kecamatan", draf.isian.get("kecamatan")) != draf.isian.get("kecamatan"):
            draf.isian.pop("desa", None)  # a desa of the other kecamatan
        draf.isian = {**draf.isian, **baru}
        draf.save()
        sesi_daftar.ingat(request, draf)
        return _berikut(request, n)
    return _halaman(request, draf, n, form=form)


def _foto(request: HttpRequest, draf: DrafPendaftaran, n: int) -> HttpResponse:
    """The page of the two photos: what arrives is stored at once, also when the other one is refused."""
    galat: dict[str, str] = {}
    if request.method == "POST":
        if hapus := request.POST.get("hapus"):
            return _lepas(draf, hapus)
        galat = _simpan_foto(request, draf)
        if not galat and sesi_daftar.lengkap(draf, n):
            return _berikut(request, n)
        galat = {**_belum_ada(draf), **galat}
    return _halaman(request, draf, n, galat=galat, unggahan=_unggahan(draf, galat))


def _lepas(draf: DrafPendaftaran, kode: str) -> HttpResponse:
    """Take one photo out, to choose another."""
    jenis = kode.removeprefix("foto_")
    if jenis in UNGGAHAN:
        verba.pasang_foto(draf=draf, jenis=jenis, berkas=None)
    return redirect("akun:langkah", n=langkah.FOTO)


def _simpan_foto(request: HttpRequest, draf: DrafPendaftaran) -> dict[str, str]:
    """Store each photo of this request; sentences for those that were refused."""
    galat = {}
    for jenis in UNGGAHAN:
        if unggahan := request.FILES.get(f"foto_{jenis}"):
            if not ratelimit.consume(request, action="daftar_foto"):
                return {f"foto_{jenis}": _("Terlalu banyak foto dikirim. Tunggu 10 menit, lalu coba lagi.")}
            try:
                berkas = simpan_unggahan(unggahan=unggahan, pemilik=None)
            except BerkasDitolak as tolak:
                galat[f"foto_{jenis}"] = tolak.pesan
            else:
                verba.pasang_foto(draf=draf, jenis=jenis, berkas=berkas)
    return galat


def _belum_ada(draf: DrafPendaftaran) -> dict[str, str]:
    """A sentence for each photo still missing."""
    return {f"foto_{j}": str(u["kosong"]) for j, u in UNGGAHAN.items() if not getattr(draf, f"foto_{j}_id")}


def _unggahan(draf: DrafPendaftaran, galat: dict[str, str]) -> list[dict[str, Any]]:
    """The two upload boxes for the component `komponen/unggah.html`."""
    label = {"ktp": _("Foto KTP"), "kk": _("Foto Kartu Keluarga (KK)")}
    return [
        {
            "u": {"kode": f"foto_{j}", "label": label[j], "jenis": ("gambar", "pdf"), "wajib": True, "bantuan": ""},
            "galat": galat.get(f"foto_{j}", ""),
            "maks": rinci["maks"],
            "lampiran": _lampiran(draf, j),
        }
        for j, rinci in UNGGAHAN.items()
    ]


def _lampiran(draf: DrafPendaftaran, jenis: str) -> dict[str, Any] | None:
    """An uploaded photo as the component shows it."""
    berkas = getattr(draf, f"foto_{jenis}")
    if berkas is None:
        return None
    alamat = f"/daftar/foto/{jenis}/"
    return {"nama": berkas.nama_tampil, "ukuran": berkas.ukuran, "url": alamat, "gambar": berkas.adalah_gambar}


def _sandi(request: HttpRequest, draf: DrafPendaftaran, n: int) -> HttpResponse:
    """The last page: everything once more, a password, the consent, and send."""
    form = langkah.formulir(n, _terkirim(request), isian=draf.isian)
    if request.method == "POST" and form.is_valid():
        if not ratelimit.consume(request, action="daftar_kirim"):
            form.add_error(None, _("Terlalu banyak pendaftaran dari jaringan ini. Tunggu 10 menit, lalu coba lagi."))
            return _halaman(request, draf, n, form=form, bagian=ringkasan_draf(draf))
        verba.daftarkan(draf=draf, kata_sandi=form.cleaned_data["kata_sandi"])
        sesi_daftar.lupakan(request)
        return redirect("akun:terdaftar")
    return _halaman(request, draf, n, form=form, bagian=ringkasan_draf(draf), versi=VERSI_PERSETUJUAN)


@kebijakan("publik")
@require_safe
def foto_draf(request: HttpRequest, jenis: str) -> HttpResponseBase:
    """The visitor's own photo, back to the same browser only."""
    berkas = getattr(sesi_daftar.draf_sesi(request), f"foto_{jenis}", None) if jenis in UNGGAHAN else None
    if berkas is None:
        raise Http404
    return sajikan(berkas)


@kebijakan("publik")
@require_safe
def terdaftar(request: HttpRequest) -> HttpResponse:
    """The end: what happens next. The same page for everybody who comes here."""
    return render(request, "akun/terdaftar.html")
