"""Repairing a returned application: reasons at the field, only what was asked for, then send again."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from core.akun.kebijakan import kebijakan
from core.akun.titipan import ambil
from core.permohonan import perbaikan, unggahan, verba
from core.permohonan.akses import milik_warga, warga_ini
from core.permohonan.alur import Alur
from core.permohonan.aturan import Status
from core.permohonan.perbaikan import LangkahPerbaikan


@kebijakan("warga")
@require_http_methods(["GET", "POST"])
def perbaiki(request: HttpRequest, id: UUID) -> HttpResponse:
    """Every button stores what is right; "Kirim perbaikan" sends the file back to the desk that asked."""
    alur = Alur(milik_warga(request, id))
    if alur.p.status != Status.PERLU_PERBAIKAN:
        return redirect("permohonan:lihat", id=id)
    if request.method == "POST":
        return _terima(request, alur)
    return _tampilkan(request, alur, perbaikan.susun_langkah(alur, ambil(request)), unggahan.Hasil(), status=200)


def _terima(request: HttpRequest, alur: Alur) -> HttpResponse:
    hasil = unggahan.terima(alur.p, [b.u for b in perbaikan.susun_unggahan(alur)], request.FILES)
    langkah = perbaikan.susun_langkah(alur, request.POST)
    for satu in langkah:
        if satu.form.is_valid():
            verba.simpan_langkah(permohonan=alur.p, warga=warga_ini(request), isian=satu.isian)
    segar = Alur(milik_warga(request, alur.p.pk))
    if hasil.galat or any(not satu.form.is_valid() for satu in langkah):
        return _tampilkan(request, segar, langkah, hasil)
    if "kirim" not in request.POST:
        return redirect("permohonan:perbaiki", id=alur.p.pk)
    return _kirim(request, segar)


def _kirim(request: HttpRequest, alur: Alur) -> HttpResponse:
    try:
        verba.perbaiki(permohonan_id=alur.p.pk, warga=warga_ini(request), versi=alur.p.versi)
    except verba.BelumLengkap as galat:
        hasil = unggahan.Hasil(
            {n.removeprefix("berkas:"): p for n, p in galat.galat.items() if n.startswith("berkas:")}
        )
        return _tampilkan(request, alur, perbaikan.susun_langkah(alur), hasil, pesan=galat.pesan, status=422)
    except (verba.Basi, verba.TidakBoleh, verba.Tolak) as galat:
        return _tampilkan(request, alur, perbaikan.susun_langkah(alur), unggahan.Hasil(), pesan=galat.pesan, status=409)
    tagihan = alur.p.perbaikan.get("tagihan")
    kabar = _("Berkas terkirim. Permohonan dilanjutkan.") if tagihan else ""
    messages.success(request, kabar or _("Perbaikan terkirim. Petugas akan memeriksa lagi."))
    return redirect("permohonan:lihat", id=alur.p.pk)


@kebijakan("warga")
@require_POST
def susulkan(request: HttpRequest, id: UUID) -> HttpResponse:
    """An upload that a completed stage has asked for; the application goes on meanwhile."""
    p = milik_warga(request, id)
    hasil = unggahan.terima_susulan(p, warga_ini(request), request.FILES)
    for pesan in hasil.galat.values():
        messages.error(request, pesan)
    if hasil.tersimpan:
        messages.success(request, _("Berkas terkirim. Petugas akan melihatnya."))
    elif not hasil.galat:
        messages.error(request, _("Pilih berkasnya dahulu, lalu kirim."))
    return redirect("permohonan:lihat", id=id)


def _tampilkan(
    request: HttpRequest,
    alur: Alur,
    langkah: list[LangkahPerbaikan],
    hasil: unggahan.Hasil,
    *,
    pesan: str = "",
    status: int = 0,
) -> HttpResponse:
    galat = _baris_galat(langkah, hasil)
    isi = {
        "p": alur.p,
        "layanan": alur.layanan,
        "langkah": langkah,
        "butir": perbaikan.susun_unggahan(alur, hasil.galat),
        "galat": galat,
        "pesan": pesan,
        "terbuka": alur.terbuka,
        "bagian": alur.ringkasan(),
        "ada_berkas": bool(alur.unggahan),
    }
    bawaan = (hasil.status if hasil.galat else 422) if galat else 200
    return render(request, "permohonan/perbaiki.html", isi, status=status or bawaan)


def _baris_galat(langkah: list[LangkahPerbaikan], hasil: unggahan.Hasil) -> list[dict[str, str]]:
    """Lines of the error summary: questions first, then uploads."""
    kolom = [
        {"tautan": f"#{_tempat_galat(medan, galat)}", "pesan": str(pesan)}
        for satu in langkah
        for medan in satu.form
        for pesan, galat in zip(medan.errors, medan.errors.as_data(), strict=True)
    ]
    return kolom + [{"tautan": f"#id_{kode}", "pesan": pesan} for kode, pesan in hasil.galat.items()]


def _tempat_galat(medan: Any, galat: Any) -> str:
    """The id of the field, or of the cell of a table in which the mistake is."""
    letak = getattr(galat, "letak", "")
    return f"{medan.auto_id}{letak}" if letak else medan.id_for_label or medan.auto_id
