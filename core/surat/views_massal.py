"""The signing queue on a phone: freeze, leaf through, sign many with one passphrase, retry what failed."""

from collections.abc import Iterator
from contextlib import suppress
from itertools import chain
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from core.akun.kebijakan import kebijakan
from core.permohonan.akses import petugas_ini
from core.permohonan.galat import Basi, TidakBoleh
from core.permohonan.kueri import menunggu_ttd
from core.permohonan.pelaku import Pelaku
from core.permohonan.views_petugas import hitungan
from core.surat import kueri_massal, verba_massal
from core.surat.forms_massal import FormulirSesi
from core.surat.models import ButirSesi, Penggerak, SesiTtd
from core.surat.penanda.dasar import PenandaGagal

BATAS_ISI = "<!-- isi -->"  # where the template of the running batch is cut in two
Status = ButirSesi.Status


def _pelaku(request: HttpRequest) -> Pelaku:
    akun: Any = request.user
    return Pelaku(akun)


@kebijakan("petugas")
@require_GET
def antrean(request: HttpRequest) -> HttpResponse:
    """What waits for this officer's signature."""
    kursi, akun = petugas_ini(request), _pelaku(request).pengguna
    halaman = kueri_massal.antrean(kursi, akun, request.GET.get("sesudah", ""))
    isi = {
        "hitungan": hitungan(request),
        "baris": halaman.baris,
        "jumlah": menunggu_ttd(kursi).count(),
        "siap": kueri_massal.siap_ditandatangani(kursi).count(),
        "belum": sum(not satu.surat for satu in halaman.baris),
        "lanjut": f"?sesudah={halaman.berikut}" if halaman.berikut else "",
        "mula": "?" if request.GET.get("sesudah") else "",
        "sesi": kueri_massal.sesi_milik(akun)[:3],
    }
    return render(request, "surat/antrean.html", isi)


@kebijakan("petugas")
@require_POST
def siapkan_banyak(request: HttpRequest) -> HttpResponse:
    """Number and freeze the letters of one page of the queue."""
    kursi, pelaku = petugas_ini(request), _pelaku(request)
    halaman = kueri_massal.antrean(kursi, pelaku.pengguna, request.GET.get("sesudah", ""))
    belum = [satu.p for satu in halaman.baris if not satu.siap]
    gagal = verba_massal.siapkan_banyak(permohonan=belum, pelaku=pelaku)
    if selesai := len(belum) - len(gagal):
        messages.success(request, _("%(n)s surat siap dibaca dan ditandatangani.") % {"n": selesai})
    for p, alasan in gagal:
        messages.warning(request, f"{p.pemohon.pengguna.nama}, {p.nomor}: {alasan}")
    return redirect("surat:antrean")


@kebijakan("petugas")
@require_POST
def buat(request: HttpRequest) -> HttpResponse:
    """A batch of what was ticked, or of all that are ready."""
    semua = "semua" in request.POST
    pilihan = None if semua else _pilihan(request)
    try:
        sesi = verba_massal.buat_sesi(pelaku=_pelaku(request), pilihan=pilihan)
    except TidakBoleh as galat:
        messages.error(request, galat.pesan)
        return redirect("surat:antrean")
    return redirect("surat:sesi", id=sesi.pk)


def _pilihan(request: HttpRequest) -> list[UUID]:
    """The ticked files; whatever is no id of a file chooses nothing."""
    hasil = []
    for teks in request.POST.getlist("pilih"):
        with suppress(ValueError):
            hasil.append(UUID(teks))
    return hasil


@kebijakan("petugas")
@require_POST
def minta_kode(request: HttpRequest, id: UUID) -> HttpResponse:
    """Have the gateway send the signer a code for what is left of the batch."""
    satu = get_object_or_404(kueri_massal.sesi_milik(_pelaku(request).pengguna), pk=id)
    try:
        verba_massal.minta_kode(sesi=satu, pelaku=_pelaku(request))
        messages.success(request, _("Kode dikirim BSrE. Periksa surel atau aplikasi BSrE Anda, lalu isi di sini."))
    except TidakBoleh as galat:
        messages.error(request, galat.pesan)
    return redirect("surat:sesi", id=satu.pk)


@kebijakan("petugas")
@sensitive_post_parameters("frasa", "totp")
@require_http_methods(["GET", "HEAD", "POST"])
def sesi(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """One batch: what it holds and how each letter ended; the passphrase for what is left."""
    satu = get_object_or_404(kueri_massal.sesi_milik(_pelaku(request).pengguna), pk=id)
    butir = kueri_massal.butir_sesi(satu)
    formulir = _formulir(request, butir)
    if request.method != "POST":
        return _halaman(request, satu, butir, formulir)
    if not formulir.is_valid():
        return _halaman(request, satu, butir, formulir, status=422)
    return _kerjakan(request, satu, butir, formulir)


def _formulir(request: HttpRequest, butir: list[ButirSesi]) -> FormulirSesi:
    akun: Any = request.user
    kunci = getattr(akun, "kunci_pejabat", None)
    belum = sum(not b.dibaca for b in butir if b.status == Status.ANTRE)
    data = request.POST if request.method == "POST" else None
    return FormulirSesi(data, belum_dibaca=belum, kode=bool(kunci and kunci.penggerak == Penggerak.BSRE_V2))


@sensitive_variables("formulir")
def _kerjakan(request: HttpRequest, sesi: SesiTtd, butir: list[ButirSesi], formulir: FormulirSesi) -> HttpResponseBase:
    """Sign. The first answers decide whether there is a page to show at all; the rest follow while they are made."""
    isi = {nama: formulir.cleaned_data.get(nama, "") for nama in ("frasa", "totp")}
    jalan = verba_massal.tandatangani_sesi(sesi=sesi, pelaku=_pelaku(request), **isi)
    try:
        pertama = next(jalan, None)
    except PenandaGagal as galat:
        formulir.add_error("frasa", galat.pesan)
        return _halaman(request, sesi, kueri_massal.butir_sesi(sesi), formulir, status=422)
    except (TidakBoleh, Basi) as galat:
        formulir.add_error(None, galat.pesan)
        return _halaman(request, sesi, kueri_massal.butir_sesi(sesi), formulir, status=422)
    if pertama is None:
        return redirect("surat:sesi", id=sesi.pk)
    jawab = StreamingHttpResponse(_alirkan(request, sesi, len(butir), chain([pertama], jalan)))
    jawab["X-Accel-Buffering"] = "no"  # a proxy must pass each line on at once
    jawab["Cache-Control"] = "no-store"
    return jawab


def _alirkan(request: HttpRequest, sesi: SesiTtd, jumlah: int, jalan: Iterator[ButirSesi]) -> Iterator[str]:
    """The page while it happens, readable without scripts: a line for each letter, then the sum."""
    isi = {"sesi": sesi, "jumlah": jumlah, "batas": BATAS_ISI, "hitungan": hitungan(request)}
    kepala, _batas, kaki = render_to_string("surat/sesi_jalan.html", isi, request).partition(BATAS_ISI)
    yield kepala
    selesai = 0
    for satu in jalan:
        selesai += satu.status == Status.SELESAI
        yield render_to_string("surat/sesi_baris.html", {"satu": satu}, request)
    yield kaki.replace("<!-- hasil -->", _kalimat(kueri_massal.butir_sesi(sesi)))


def _kalimat(butir: list[ButirSesi]) -> str:
    """ "9 selesai, 1 gagal"."""
    hitung = {status: sum(b.status == status for b in butir) for status in Status}
    bagian = [_("%(n)s selesai") % {"n": hitung[Status.SELESAI]}, _("%(n)s gagal") % {"n": hitung[Status.GAGAL]}]
    if hitung[Status.ANTRE]:
        bagian.append(_("%(n)s belum dikerjakan") % {"n": hitung[Status.ANTRE]})
    return ", ".join(bagian)


def _halaman(
    request: HttpRequest, sesi: SesiTtd, butir: list[ButirSesi], formulir: FormulirSesi, *, status: int = 200
) -> HttpResponse:
    sisa = [b for b in butir if b.status == Status.ANTRE]
    isi = {
        "hitungan": hitungan(request),
        "sesi": sesi,
        "butir": butir,
        "formulir": formulir if sisa else None,
        "kalimat": _kalimat(butir),
        "mulai": any(b.status != Status.ANTRE for b in butir),
        "gagal": [b for b in butir if b.status == Status.GAGAL],
        "sisa": len(sisa),
        "belum_dibaca": sum(not b.dibaca for b in sisa),
    }
    return render(request, "surat/sesi.html", isi, status=status)
