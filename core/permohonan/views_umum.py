"""The public status page: by number and four digits of the NIK, and nothing but the status."""

from __future__ import annotations

import hashlib
import secrets

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from core.akun.kebijakan import kebijakan
from core.permohonan import tampil
from core.permohonan.aturan import Status
from core.permohonan.forms import FormLacak
from core.permohonan.models import Permohonan

JENDELA = 15 * 60  # seconds
MAKS_ALAMAT = 30  # tries of one address: a desa office or a family shares one
MAKS_NOMOR = 6  # wrong digits for one number, from anywhere: of 10,000 nobody gets far


@kebijakan("publik")
@never_cache
@require_http_methods(["GET", "POST"])
def lacak(request: HttpRequest) -> HttpResponse:
    """The same sentence for an unknown number and for wrong digits, so that nobody learns which exist."""
    if request.method == "GET":
        return render(request, "permohonan/lacak.html", {"form": FormLacak()})
    form = FormLacak(request.POST)
    if not form.is_valid():
        return render(request, "permohonan/lacak.html", {"form": form}, status=422)
    nomor, angka = form.cleaned_data["nomor"], form.cleaned_data["nik_akhir"]
    if _habis(request, nomor):
        return render(request, "permohonan/lacak.html", {"form": form, "terlalu_sering": True}, status=429)
    if (p := _cari(nomor, angka)) is None:
        _hitung(_kunci("nomor", nomor))
        form.add_error(None, _("Nomor permohonan atau 4 angka NIK tidak cocok. Periksa lagi keduanya."))
        return render(request, "permohonan/lacak.html", {"form": form}, status=422)
    isi = {"p": p, "kabar": _kabar_umum(p), "perkiraan": tampil.perkiraan_selesai(p)}
    return render(request, "permohonan/lacak_hasil.html", isi)


def _cari(nomor: str, angka: str) -> Permohonan | None:
    terkait = ("pemohon", "versi_layanan", "unit")
    p = Permohonan.objects.exclude(status=Status.DRAF).filter(nomor=nomor).select_related(*terkait).first()
    benar = p.pemohon.nik[-4:] if p else "xxxx"  # compared in any case: both answers take the same time
    return p if secrets.compare_digest(benar, angka) else None


def _kabar_umum(p: Permohonan) -> tampil.Kabar:
    """Status only: reasons and what to repair may hold personal data and stay behind the sign-in."""
    kabar = tampil.kabar(p)
    teks = {
        Status.PERLU_PERBAIKAN: _("Masuk ke akun Anda untuk melihat apa yang perlu diperbaiki."),
        Status.DITOLAK: _("Masuk ke akun Anda untuk membaca alasannya."),
    }.get(Status(p.status))
    if p.dicabut_pada and p.status == Status.DITOLAK:
        teks = _("Surat ini tidak berlaku lagi. Masuk ke akun Anda untuk membaca alasannya.")
    if p.terbit_pada:
        teks = _("Masuk ke akun Anda untuk mengunduh suratnya.")
    return tampil.Kabar(kabar.lencana, kabar.judul, teks or kabar.teks)


# --- Tries are counted ------------------------------------------------------------------------------------------------


def _kunci(jenis: str, nilai: str) -> str:
    return f"lacak:{jenis}:{hashlib.sha256(nilai.encode()).hexdigest()[:32]}"


def _hitung(kunci: str) -> int:
    cache.add(kunci, 0, JENDELA)
    try:
        return cache.incr(kunci)
    except ValueError:  # expired between the two calls
        return 1


def _habis(request: HttpRequest, nomor: str) -> bool:
    """Whether this address has tried too often, or this number was tried with wrong digits too often."""
    alamat = _hitung(_kunci("alamat", request.META.get("REMOTE_ADDR", "")))
    return alamat > MAKS_ALAMAT or (cache.get(_kunci("nomor", nomor)) or 0) >= MAKS_NOMOR
