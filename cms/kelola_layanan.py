"""The admin's pages about services: packages that an OPD uploads, and the state of every service.

An OPD sees its own packages, Bagian Pemerintahan all; what somebody may not see does not exist (404).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from wagtail.admin.auth import permission_denied

from cms.kelola_layanan_forms import FormPaket, FormPutusan
from cms.kelola_layanan_tampil import keadaan_layanan, lencana, temuan_rapi
from cms.menu import SubmenuBerizin
from core.layanan import kueri, verba
from core.layanan.models import PaketLayanan
from core.surat.gambar import halaman_png, ukuran_halaman

Lihat = Callable[..., HttpResponse]
MAKS_TAMPIL = 6  # pages of a letter shown as pictures
JUMLAH = 200


def _boleh(request: HttpRequest) -> bool:
    orang = request.user
    return orang.has_perm(kueri.BOLEH_AJUKAN) or orang.has_perm(kueri.BOLEH_PUTUSKAN)


def berizin(view: Lihat) -> Lihat:
    """Only for who uploads or decides; others are told so by Wagtail. Pages of the admin are kept by no cache."""

    @wraps(view)
    def jaga(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return view(request, *args, **kwargs) if _boleh(request) else permission_denied(request)

    return never_cache(jaga)


def _remah(*akhir: tuple[str, str]) -> list[dict[str, str]]:
    """Breadcrumbs from the list of packages on."""
    semua = [(reverse("wagtailadmin_home"), _("Beranda")), (reverse("paket_layanan"), _("Paket layanan")), *akhir]
    return [{"url": alamat, "label": label} for alamat, label in semua]


def _paket(request: HttpRequest, pk: int) -> PaketLayanan:
    return get_object_or_404(kueri.untuk_pengelola(request.user), pk=pk)


# --- Packages ---------------------------------------------------------------------------------------------------------


@berizin
@require_GET
def daftar(request: HttpRequest) -> HttpResponse:
    """All packages somebody may see, newest first, those that wait on top."""
    semua = list(kueri.untuk_pengelola(request.user).defer(*kueri.BERAT, "deklarasi", "naskah", "beda")[:JUMLAH])
    semua.sort(key=lambda satu: satu.status != PaketLayanan.Status.DIAJUKAN)
    isi = {
        "paket": [(satu, lencana(satu)) for satu in semua],
        "breadcrumbs_items": _remah(),
        "header_title": _("Paket layanan"),
        "header_icon": "form",
    }
    return render(request, "kelola_layanan/daftar.html", isi)


@berizin
@require_http_methods(["GET", "POST"])
def unggah(request: HttpRequest) -> HttpResponse:
    """Choose a .zip; it is examined at once, and what is wrong stands beside the field."""
    form = FormPaket(request.POST or None, request.FILES or None, pengguna=request.user)
    if request.method == "POST" and form.is_valid():
        paket = form.save()
        _sambut(request, paket)
        return redirect("paket_layanan_rinci", paket.pk)
    isi = {
        "form": form,
        "temuan": temuan_rapi(form.temuan),
        "breadcrumbs_items": _remah(("", _("Unggah"))),
        "header_title": _("Unggah paket layanan"),
        "header_icon": "upload",
    }
    return render(request, "kelola_layanan/unggah.html", isi, status=422 if form.errors else 200)


def _sambut(request: HttpRequest, paket: PaketLayanan) -> None:
    if paket.gagal:
        messages.warning(request, _("Paket tersimpan, tetapi belum dapat disetujui: ada temuan yang harus diperbaiki."))
    else:
        messages.success(request, _("Paket terkirim. Bagian Pemerintahan akan memutuskan."))


@berizin
@require_GET
def rinci(request: HttpRequest, pk: int) -> HttpResponse:
    """One package: what it changes, what the examination found, the letter, and the buttons."""
    return _halaman_rinci(request, _paket(request, pk), FormPutusan())


def _halaman_rinci(request: HttpRequest, paket: PaketLayanan, form: FormPutusan, status: int = 200) -> HttpResponse:
    lama = _pembanding(paket)
    isi = {
        "paket": paket,
        "lencana": lencana(paket),
        "temuan": temuan_rapi(paket.temuan),
        "lama": lama,
        "halaman": _jumlah_halaman(paket),
        "halaman_lama": _jumlah_halaman(lama) if lama else [],
        "peristiwa": paket.peristiwa.select_related("oleh"),
        "form": form,
        "tombol": _tombol(request, paket),
        "breadcrumbs_items": _remah(("", str(paket))),
        "header_title": str(paket),
        "header_icon": "form",
    }
    return render(request, "kelola_layanan/rinci.html", isi, status=status)


def _pembanding(paket: PaketLayanan) -> PaketLayanan | None:
    """The package in use, beside which a waiting one is shown."""
    kini = kueri.paket_kini(paket.kode) if paket.status == PaketLayanan.Status.DIAJUKAN else None
    return kini if kini and kini.pk != paket.pk else None


def _jumlah_halaman(paket: PaketLayanan) -> range | list[int]:
    if not paket.pratinjau:
        return []
    return range(1, min(len(ukuran_halaman(bytes(paket.pratinjau))), MAKS_TAMPIL) + 1)


def _tombol(request: HttpRequest, paket: PaketLayanan) -> dict[str, bool]:
    """Which buttons make sense for this person now; the verbs ask again."""
    putus, sendiri = request.user.has_perm(kueri.BOLEH_PUTUSKAN), paket.diajukan_oleh_id == request.user.pk
    tunggu = paket.status == PaketLayanan.Status.DIAJUKAN
    dipakai, ditarik = paket.status == PaketLayanan.Status.DISETUJUI, paket.status == PaketLayanan.Status.DITARIK
    return {
        "setujui": putus and not sendiri and not paket.gagal and (tunggu or ditarik),
        "tolak": putus and tunggu,
        "tarik": (putus and dipakai) or (tunggu and (putus or sendiri)),
        "milik_sendiri": putus and sendiri and tunggu,
    }


@berizin
@require_POST
def putuskan(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve, refuse or withdraw."""
    paket, form = _paket(request, pk), FormPutusan(request.POST)
    if not form.is_valid():
        return _halaman_rinci(request, paket, form, 422)
    try:
        kalimat = form.jalankan(paket.pk, request.user)
    except verba.TidakDapat as galat:
        form.add_error("alasan" if form.butuh_alasan else None, galat.pesan)
        return _halaman_rinci(request, paket, form, 422)
    messages.success(request, kalimat)
    return redirect("paket_layanan_rinci", paket.pk)


@berizin
@require_GET
def surat(request: HttpRequest, pk: int, n: int) -> HttpResponse:
    """A page of the sample's letter as a picture."""
    pdf = bytes(_paket(request, pk).pratinjau or b"")
    if not pdf or n > MAKS_TAMPIL:
        raise Http404
    try:
        return HttpResponse(halaman_png(pdf, n), content_type="image/png")
    except IndexError as galat:
        raise Http404 from galat


@berizin
@require_GET
def surat_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The sample's letter as it will be printed."""
    paket = _paket(request, pk)
    if not paket.pratinjau:
        raise Http404
    return _unduhan(bytes(paket.pratinjau), "application/pdf", f"contoh-{paket.kode}-v{paket.versi}.pdf")


@berizin
@require_GET
def unduh(request: HttpRequest, pk: int) -> HttpResponse:
    """The package itself, byte for byte as it was uploaded."""
    paket = _paket(request, pk)
    return _unduhan(kueri.isi_paket(paket.pk), "application/zip", f"{paket.kode}-v{paket.versi}.zip")


def _unduhan(isi: bytes, jenis: str, nama: str) -> HttpResponse:
    jawab = HttpResponse(isi, content_type=jenis)
    jawab["Content-Disposition"] = f'attachment; filename="{nama}"'
    jawab["X-Content-Type-Options"] = "nosniff"
    return jawab


# --- State of the services --------------------------------------------------------------------------------------------


@berizin
@require_GET
def keadaan(request: HttpRequest) -> HttpResponse:
    """Every service: sound or in quarantine, why, where, and how to mend it."""
    isi = keadaan_layanan() | {
        "breadcrumbs_items": [*_remah()[:1], {"url": "", "label": _("Keadaan layanan")}],
        "header_title": _("Keadaan layanan"),
        "header_icon": "tasks",
    }
    return render(request, "kelola_layanan/keadaan.html", isi)


ALAMAT: list[URLPattern] = [
    path("paket-layanan/", daftar, name="paket_layanan"),
    path("paket-layanan/unggah/", unggah, name="paket_layanan_unggah"),
    path("paket-layanan/<int:pk>/", rinci, name="paket_layanan_rinci"),
    path("paket-layanan/<int:pk>/putuskan/", putuskan, name="paket_layanan_putuskan"),
    path("paket-layanan/<int:pk>/surat/<int:n>.png", surat, name="paket_layanan_surat"),
    path("paket-layanan/<int:pk>/surat.pdf", surat_pdf, name="paket_layanan_pdf"),
    path("paket-layanan/<int:pk>/paket.zip", unduh, name="paket_layanan_unduh"),
    path("keadaan-layanan/", keadaan, name="keadaan_layanan"),
]


def menu() -> SubmenuBerizin:
    """Packages and state, below one heading."""
    isi = [
        (gettext_lazy("Paket layanan"), reverse("paket_layanan"), "upload"),
        (gettext_lazy("Keadaan layanan"), reverse("keadaan_layanan"), "tasks"),
    ]
    return SubmenuBerizin(gettext_lazy("Layanan"), boleh=_boleh, isi=isi, icon_name="form", order=250)
