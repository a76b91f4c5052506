"""What an officer does with a file: one address and one verb each. A stale click gets 409 and keeps its words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.akun.kebijakan import kebijakan
from core.akun.titipan import ambil
from core.layanan.formulir import berkas_diminta, ringkasan
from core.permohonan import verba
from core.permohonan.akses import label_lampiran, milik_petugas
from core.permohonan.forms import FormVersi
from core.permohonan.forms_petugas import ALASAN_TOLAK, FormKembalikan, FormTeruskan, FormTolak, Sasaran
from core.permohonan.models import Permohonan
from core.permohonan.views_petugas import halaman_berkas, hitungan

Tolakan = (verba.Basi, verba.TidakBoleh, verba.Tolak)


@kebijakan("petugas")
@require_http_methods(["GET", "POST"])
def tindak(request: HttpRequest, id: UUID, aksi: str) -> HttpResponse:
    """Claim, release, pass on: POST from the file's page. Send back, refuse: a page with a form of its own."""
    if aksi not in AKSI:
        raise Http404
    return AKSI[aksi](request, milik_petugas(request, id), aksi)


def _pelaku(request: HttpRequest) -> verba.Pelaku:
    akun: Any = request.user
    return verba.Pelaku(akun)


def _kembali_ke_kotak(request: HttpRequest, kalimat: str, p: Permohonan) -> HttpResponse:
    messages.success(request, kalimat % {"nama": p.pemohon.pengguna.nama})
    return redirect("permohonan:kotak")


# --- Without a form of their own --------------------------------------------------------------------------------------


def _pegang(request: HttpRequest, p: Permohonan, aksi: str) -> HttpResponse:
    """Claim or release, and stay at the file."""
    form = FormVersi(request.POST)
    if request.method == "GET" or not form.is_valid():
        return redirect("permohonan:periksa_petugas", id=p.pk)
    kerjakan = verba.klaim if aksi == "klaim" else verba.lepas
    try:
        kerjakan(permohonan_id=p.pk, pelaku=_pelaku(request), versi=form.cleaned_data["versi"])
    except Tolakan as galat:
        return halaman_berkas(request, milik_petugas(request, p.pk), pesan=galat.pesan, status=409)
    if aksi == "lepas":
        return _kembali_ke_kotak(request, _("Berkas %(nama)s kembali ke antrean."), p)
    return redirect("permohonan:periksa_petugas", id=p.pk)


def _teruskan(request: HttpRequest, p: Permohonan, _aksi: str) -> HttpResponse:
    """Complete the stage, with a note if one was typed."""
    if request.method == "GET":
        return redirect("permohonan:periksa_petugas", id=p.pk)
    form, catatan = FormTeruskan(request.POST), request.POST.get("catatan", "")
    if not form.is_valid():
        pesan = _("Catatan terlalu panjang. Paling panjang 500 huruf.")
        return halaman_berkas(request, p, pesan=pesan, catatan=catatan, status=422)
    data = form.cleaned_data
    try:
        verba.teruskan(permohonan_id=p.pk, pelaku=_pelaku(request), versi=data["versi"], catatan=data["catatan"])
    except Tolakan as galat:
        segar = milik_petugas(request, p.pk)
        return halaman_berkas(request, segar, pesan=galat.pesan, catatan=catatan, status=409)
    return _kembali_ke_kotak(request, _("Berkas %(nama)s sudah diteruskan."), p)


# --- With a page of their own -----------------------------------------------------------------------------------------


def sasaran(p: Permohonan) -> list[Sasaran]:
    """Everything that can be asked for anew: visible answers, then uploads."""
    layanan, profil = p.versi_layanan.layanan(), p.pemohon.profil()
    baris = [satu for bagian in ringkasan(layanan, p.isian, profil) for satu in bagian.baris]
    ada = {satu.kode: label for label, satu in label_lampiran(p)}
    waktunya = {None, *(layanan.rute[i].tahap for i in p.tahap_lulus)}
    lain = {u.kode: u.label for u in berkas_diminta(layanan, p.isian, profil, kode_berkas=ada)}
    lain |= {u.kode: u.label for u in layanan.berkas if not u.per_baris and u.tahap in waktunya}
    return [
        *(Sasaran("kolom", satu.nama, satu.label, satu.teks) for satu in baris),
        *(Sasaran("berkas", kode, label, _("Sudah diunggah")) for kode, label in ada.items()),
        *(Sasaran("berkas", kode, label, _("Belum ada")) for kode, label in lain.items() if kode not in ada),
    ]


def _kembalikan(request: HttpRequest, p: Permohonan, aksi: str) -> HttpResponse:
    """Ask the citizen to repair."""
    form = FormKembalikan(_data(request), sasaran=sasaran(p), initial=_awal(request, p))

    def kerjakan(data: dict[str, Any]) -> None:
        verba.kembalikan(
            permohonan_id=p.pk,
            pelaku=_pelaku(request),
            versi=data["versi"],
            kolom=form.alasan("kolom"),
            berkas=form.alasan("berkas"),
            umum=data["umum"],
        )

    return _dengan_form(request, p, aksi, form, kerjakan, _("%(nama)s sudah diminta memperbaiki."))


def _tolak(request: HttpRequest, p: Permohonan, aksi: str) -> HttpResponse:
    """Refuse with a reason."""
    form = FormTolak(_data(request), initial=_awal(request, p))

    def kerjakan(data: dict[str, Any]) -> None:
        verba.tolak(permohonan_id=p.pk, pelaku=_pelaku(request), versi=data["versi"], alasan=data["alasan"])

    return _dengan_form(request, p, aksi, form, kerjakan, _("Permohonan %(nama)s ditolak. Alasannya sudah dikabarkan."))


def _awal(request: HttpRequest, p: Permohonan) -> dict[str, Any]:
    """What was typed before the session ended, with the version of now."""
    titipan = ambil(request) if request.method == "GET" else None
    return {**(titipan.dict() if titipan else {}), "versi": p.versi}


def _data(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _dengan_form(
    request: HttpRequest,
    p: Permohonan,
    aksi: str,
    form: forms.Form,
    kerjakan: Callable[[dict[str, Any]], None],
    kalimat: str,
) -> HttpResponse:
    if request.method == "GET":
        return _halaman_form(request, p, aksi, form)
    if not form.is_valid():
        return _halaman_form(request, p, aksi, form, status=422)
    try:
        kerjakan(form.cleaned_data)
    except Tolakan as galat:
        segar = milik_petugas(request, p.pk)
        return _halaman_form(request, segar, aksi, form, pesan=galat.pesan, status=409)
    return _kembali_ke_kotak(request, kalimat, p)


def _halaman_form(
    request: HttpRequest, p: Permohonan, aksi: str, form: forms.Form, *, pesan: str = "", status: int = 200
) -> HttpResponse:
    """After a stale click the words stay in the form, with the version of now: looked at again, they can be sent."""
    isi = {
        "p": p,
        "layanan": p.versi_layanan.layanan(),
        "form": form,
        "versi": p.versi,
        "pesan": pesan,
        "contoh": ALASAN_TOLAK,
        "hitungan": hitungan(request),
    }
    return render(request, f"permohonan/{aksi}.html", isi, status=status)


AKSI: dict[str, Callable[[HttpRequest, Permohonan, str], HttpResponse]] = {
    "klaim": _pegang,
    "lepas": _pegang,
    "teruskan": _teruskan,
    "kembalikan": _kembalikan,
    "tolak": _tolak,
}
