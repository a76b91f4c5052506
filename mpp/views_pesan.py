"""Book a turn; its ticket: show, cancel, move, put into the calendar."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any

import segno
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core.akun.kebijakan import kebijakan
from core.permohonan.galat import TidakBoleh
from core.surat.kuota import tunggu_pada
from mpp import kalender_ics, kueri, tampil, verba
from mpp.aturan import Slot
from mpp.forms import FormJam, FormPesan
from mpp.models import Antrean, Kelompok, LayananLoket
from mpp.views_umum import tempat_ini

# Bookings of one address, in a minute and in a day. Not fewer: a carrier puts thousands of phones behind one address.
# What a single person may take is limited by his phone number (aturan.MAKS_PESAN). Tickets are read by the code only.
MAKS_SEMENIT, MAKS_SEHARI, MAKS_LIHAT = 20, 300, 120
SEHARI = 86_400
SEHALAMAN = 20


def _umum(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Free places change any moment, and a ticket is a secret: nothing here is kept or indexed."""

    @wraps(view)
    def bungkus(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        jawab = view(request, *args, **kwargs)
        jawab["Cache-Control"] = "no-store"
        jawab["X-Robots-Tag"] = "noindex, nofollow"
        return jawab

    return bungkus


def _hari(teks: str) -> date:
    """The day of an address, or Http404."""
    try:
        return date.fromisoformat(teks)
    except ValueError as galat:
        raise Http404 from galat


def _layanan(tempat: str, kode: str) -> LayananLoket:
    """A service that may be booked at this place, or Http404."""
    ini = kueri.layanan_umum().filter(kelompok__tempat=tempat_ini(tempat), kode=kode).order_by("pk").first()
    if ini is None:
        raise Http404
    return ini


def _terlalu_sering(request: HttpRequest) -> HttpResponse | None:
    """Answer 429 when this address books too often."""
    detik = tunggu_pada(request, "mpp:pesan", MAKS_SEMENIT) or tunggu_pada(
        request, "mpp:pesan-sehari", MAKS_SEHARI, SEHARI
    )
    return _penuh(request, detik) if detik else None


def _penuh(request: HttpRequest, detik: int) -> HttpResponse:
    jawab = render(request, "429.html", status=429)
    jawab["Retry-After"] = str(detik)
    return jawab


# --- Book -------------------------------------------------------------------------------------------------------------


@kebijakan("publik")
@_umum
@require_safe
def pilih_hari(request: HttpRequest, tempat: str, layanan: str) -> HttpResponse:
    """The days ahead, with how many places are free."""
    ini = _layanan(tempat, layanan)
    return render(request, "mpp/hari.html", {"layanan": ini, "hari": tampil.pilihan_hari(ini.kelompok)})


def _slot_bebas(kelompok: Kelompok, hari: date) -> list[Slot]:
    """Free slots of a day. Raises TidakBoleh for a closed one."""
    saat = kueri.kini()
    buka = verba.pastikan_buka(kelompok, hari, saat)
    isi = kueri.terisi(kelompok, hari, hari).get(hari, {})
    return kueri.slot_bebas(kelompok, buka, isi, kueri.jumlah_loket(kelompok), saat)


@kebijakan("publik")
@_umum
@require_http_methods(["GET", "HEAD", "POST"])
def pesan(request: HttpRequest, tempat: str, layanan: str, hari: str) -> HttpResponse:
    """Choose the slot, say who comes."""
    ini, tanggal = _layanan(tempat, layanan), _hari(hari)
    try:
        slot = _slot_bebas(ini.kelompok, tanggal)
    except TidakBoleh as galat:
        return render(request, "mpp/tutup.html", {"layanan": ini, "kalimat": galat.pesan}, status=409)
    if not slot:
        kalimat = _("Semua jam pada hari itu sudah penuh. Pilih hari lain.")
        return render(request, "mpp/tutup.html", {"layanan": ini, "kalimat": kalimat}, status=409)
    if request.method == "POST":
        return _terlalu_sering(request) or _pesan(request, ini, tanggal, FormPesan(request.POST, slot=slot))
    return _formulir(request, ini, tanggal, FormPesan(slot=slot, initial=_awal(request)))


def _awal(request: HttpRequest) -> dict[str, str]:
    """What the account knows already."""
    akun: Any = request.user
    warga = akun.warga_atau_none if akun.is_authenticated else None
    return {"nama": akun.nama, "telepon": warga.telepon, "surel": akun.email} if warga else {}


def _pesan(request: HttpRequest, layanan: LayananLoket, hari: date, form: FormPesan) -> HttpResponse:
    if not form.is_valid():
        return _formulir(request, layanan, hari, form, 422)
    orang = form.pemesan(request.user)
    try:
        antrean = verba.pesan(
            layanan=layanan, hari=hari, mulai=form.cleaned_data["mulai"], pemesan=orang, saat=kueri.kini()
        )
    except TidakBoleh as galat:
        form.add_error(None, galat.pesan)
        return _formulir(request, layanan, hari, form, 409)
    return redirect("mpp:tiket", kode=antrean.kode)


def _formulir(
    request: HttpRequest, layanan: LayananLoket, hari: date, form: FormPesan, status: int = 200
) -> HttpResponse:
    return render(request, "mpp/pesan.html", {"layanan": layanan, "hari": hari, "form": form}, status=status)


# --- The ticket -------------------------------------------------------------------------------------------------------


def _tiket(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The turn behind the code in the address, counted per visitor; Http404 for a code nobody has."""

    @wraps(view)
    def bungkus(request: HttpRequest, kode: str, **kwargs: Any) -> HttpResponse:
        if detik := tunggu_pada(request, "mpp:tiket", MAKS_LIHAT):
            return _penuh(request, detik)
        antrean = kueri.tiket(kode)
        if antrean is None:
            raise Http404
        return view(request, antrean, **kwargs)

    return bungkus


def alamat_tiket(antrean: Antrean) -> str:
    """What the QR says."""
    return settings.ALAMAT_SITUS + antrean.get_absolute_url()


def qr(antrean: Antrean) -> str:
    """The QR of a ticket as a picture that needs no request of its own."""
    return segno.make(alamat_tiket(antrean), error="m").svg_data_uri(border=2)


@kebijakan("publik")
@_umum
@require_safe
@_tiket
def tiket(request: HttpRequest, antrean: Antrean) -> HttpResponse:
    """Number, time, place, QR; to be shown on the phone or printed."""
    if antrean.status == Antrean.Status.DIPINDAH and (baru := Antrean.objects.filter(menggantikan=antrean).first()):
        return redirect(baru)
    menunggu = antrean.status == Antrean.Status.MENUNGGU
    hari = kueri.Jadwal(antrean.kelompok.tempat, antrean.hari).hari(antrean.hari) if menunggu else None
    isi = {
        "antrean": antrean,
        "lencana": tampil.LENCANA[antrean.status],
        "qr": qr(antrean),
        "tutup": hari if hari and not hari.buka else None,
        "hari_ini": menunggu and antrean.hari == kueri.kini().date(),
        "di_depan": kueri.di_depan(antrean) if menunggu else 0,
        "bisa_pindah": menunggu and antrean.mulai_pada > kueri.kini(),
    }
    return render(request, "mpp/tiket.html", isi)


@kebijakan("publik")
@_umum
@require_http_methods(["GET", "HEAD", "POST"])
@_tiket
def batal(request: HttpRequest, antrean: Antrean) -> HttpResponse:
    """Ask once, then give the turn back."""
    galat = ""
    if request.method == "POST":
        try:
            verba.batalkan(antrean_id=antrean.pk)
        except TidakBoleh as sebab:
            galat = sebab.pesan
        else:
            return redirect(antrean)
    return render(request, "mpp/batal.html", {"antrean": antrean, "galat": galat}, status=409 if galat else 200)


@kebijakan("publik")
@_umum
@require_safe
@_tiket
def pindah(request: HttpRequest, antrean: Antrean) -> HttpResponse:
    """The days to which this turn may move."""
    hari = tampil.pilihan_hari(antrean.kelompok)
    return render(request, "mpp/hari.html", {"layanan": antrean.layanan, "hari": hari, "antrean": antrean})


@kebijakan("publik")
@_umum
@require_http_methods(["GET", "HEAD", "POST"])
@_tiket
def pindah_jam(request: HttpRequest, antrean: Antrean, hari: str) -> HttpResponse:
    """The slots of that day; one press moves the turn."""
    tanggal, isi = _hari(hari), {"layanan": antrean.layanan, "antrean": antrean}
    try:
        form = FormJam(request.POST or None, slot=_slot_bebas(antrean.kelompok, tanggal))
        if form.is_valid():
            mulai = form.cleaned_data["mulai"]
            return redirect(verba.pindahkan(antrean_id=antrean.pk, hari=tanggal, mulai=mulai, saat=kueri.kini()))
    except TidakBoleh as galat:
        return render(request, "mpp/tutup.html", isi | {"kalimat": galat.pesan}, status=409)
    return render(request, "mpp/pesan.html", isi | {"hari": tanggal, "form": form}, status=422 if form.errors else 200)


@kebijakan("publik")
@_umum
@require_safe
@_tiket
def ics(_request: HttpRequest, antrean: Antrean) -> HttpResponse:
    """The turn for the calendar of the phone, which reminds without any account."""
    jawab = HttpResponse(
        kalender_ics.acara(antrean, alamat_tiket(antrean)), content_type="text/calendar; charset=utf-8"
    )
    jawab["Content-Disposition"] = f'attachment; filename="antrean-{antrean.nomor_tampil}.ics"'
    return jawab


@kebijakan("masuk")
@require_safe
def milik(request: HttpRequest) -> HttpResponse:
    """The turns of whoever is signed in, by keyset."""
    semua = kueri.milik(request.user)
    sebelum = request.GET.get("sebelum", "")
    if sebelum.isdecimal() and len(sebelum) <= 18:
        batas = get_object_or_404(semua, pk=int(sebelum))
        semua = kueri.sebelum(semua, batas)
    baris = list(semua[: SEHALAMAN + 1])
    lanjut = baris[SEHALAMAN - 1].pk if len(baris) > SEHALAMAN else None
    return render(request, "mpp/milik.html", {"baris": baris[:SEHALAMAN], "lanjut": lanjut})
