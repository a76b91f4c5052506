"""The officer's desk: inbox, one file, files handled. Only what lies at the officer's own desks exists here."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_GET

from core.akun import kueri as kueri_akun
from core.akun.kebijakan import kebijakan
from core.akun.titipan import ambil
from core.layanan.formulir import ringkasan
from core.layanan.register import registri
from core.permohonan import kueri, tampil_meja, verba
from core.permohonan.akses import label_lampiran, milik_petugas, petugas_ini, sajikan_lampiran, satu_lampiran
from core.permohonan.forms_petugas import FormSaring, FormTeruskan
from core.permohonan.models import Permohonan
from core.wilayah.models import Penugasan
from core.wilayah.peran import OPERATOR_DESA


def hitungan(request: HttpRequest, kotak: int | None = None) -> dict[str, int]:
    """The counts of the menu."""
    return hitungan_kursi(petugas_ini(request), kotak)


def hitungan_kursi(kursi: list[Penugasan], kotak: int | None = None) -> dict[str, int]:
    """The same for these seats, on pages that are not the desk's own."""
    jumlah = {"kotak": kueri.di_meja(kursi).count() if kotak is None else kotak}
    if jumlah["kotak"]:
        jumlah["ttd"] = kueri.menunggu_ttd(kursi).count()
    if any(satu.jabatan.peran == OPERATOR_DESA for satu in kursi):
        jumlah["warga"] = kueri_akun.untuk_petugas(kursi).filter(status="menunggu").count()
    return jumlah


# --- Inbox ------------------------------------------------------------------------------------------------------------


@kebijakan("petugas")
@require_GET
def kotak(request: HttpRequest) -> HttpResponse:
    """What waits for the desks this officer holds today, most urgent first."""
    kursi, sekarang = petugas_ini(request), timezone.now()
    nilai = FormSaring(request.GET).nilai()
    ubin = kueri.ubin(kursi, sekarang)
    halaman = kueri.kotak_masuk(
        kursi, saringan=_saringan(nilai), kursor=request.GET.get("sesudah", ""), sekarang=sekarang
    )
    akun: Any = request.user
    isi = {
        "baris": [tampil_meja.baris(p, akun, sekarang) for p in halaman.isi],
        "ubin": _ubin(ubin, nilai),
        "semua": ubin.semua,
        "saring": nilai,
        "layanan": [(kode, _nama_layanan(kode), n) for kode, n in kueri.layanan_di_meja(kursi)],
        "lanjut": f"?{urlencode(nilai | {'sesudah': halaman.berikut})}" if halaman.berikut else "",
        "mula": f"?{urlencode(nilai)}" if request.GET.get("sesudah") else "",
        "hitungan": hitungan(request, ubin.semua),
    }
    return render(request, "permohonan/kotak.html", isi)


def _saringan(nilai: dict[str, str]) -> kueri.Saringan:
    return kueri.Saringan(
        tenggat=nilai.get("tenggat", ""),
        kode_layanan=nilai.get("layanan", ""),
        klaim=nilai.get("klaim", ""),
        cari=nilai.get("cari", ""),
    )


def _ubin(ubin: kueri.Ubin, nilai: dict[str, str]) -> list[dict[str, Any]]:
    """Tiles are links that filter; the one that is on leads back to all."""
    lain = {nama: isi for nama, isi in nilai.items() if nama != "tenggat"}
    hasil = []
    for nama, jumlah in (("lewat", ubin.lewat), ("hari_ini", ubin.hari_ini), ("cukup", ubin.cukup)):
        aktif = nilai.get("tenggat") == nama
        alamat = f"?{urlencode(lain if aktif else lain | {'tenggat': nama})}"
        hasil.append({"nama": nama, "jumlah": jumlah, "aktif": aktif, "alamat": alamat})
    return hasil


def _nama_layanan(kode: str) -> str:
    layanan = registri().ambil(kode)
    return layanan.sebutan if layanan else kode


# --- One file ---------------------------------------------------------------------------------------------------------


@kebijakan("petugas")
@require_GET
def periksa_petugas(request: HttpRequest, id: UUID) -> HttpResponse:
    """Data, uploads and history of one file, and what may be done with it. Looking is recorded."""
    p = milik_petugas(request, id)
    catat_lihat(request, p)
    return halaman_berkas(request, p, catatan=_catatan_titipan(request, p))


def _catatan_titipan(request: HttpRequest, p: Permohonan) -> str:
    """The note for the next desk that was typed before the session ended."""
    titipan = ambil(request, reverse("permohonan:tindak", args=[p.pk, "teruskan"]))
    return titipan.get("catatan", "") if titipan else ""


def catat_lihat(request: HttpRequest, p: Permohonan) -> None:
    """The citizen can read who looked at the file."""
    akun: Any = request.user
    verba.catat_lihat(permohonan_id=p.pk, pelaku=verba.Pelaku(akun))


def halaman_berkas(
    request: HttpRequest, p: Permohonan, *, pesan: str = "", catatan: str = "", status: int = 200
) -> HttpResponse:
    """The detail page; `pesan` says why an action just tried did not happen, `catatan` is what was typed."""
    akun: Any = request.user
    layanan, profil = p.versi_layanan.layanan(), p.pemohon.profil()
    isi = {
        "p": p,
        "layanan": layanan,
        "profil": profil,
        "letak": tampil_meja.letak(p),
        "batas": tampil_meja.lencana_tenggat(p.tenggat, timezone.now()) if p.tenggat else None,
        "bagian": ringkasan(layanan, p.isian, profil),
        "lampiran": label_lampiran(p),
        "riwayat": tampil_meja.riwayat(kueri.riwayat(p), layanan, p.isian),
        "tindakan": tampil_meja.tindakan(p, akun, timezone.now()),
        "form": FormTeruskan(initial={"versi": p.versi, "catatan": catatan}),
        "pesan": pesan,
        "catatan": catatan,
        "hitungan": hitungan(request),
    }
    return render(request, "permohonan/periksa_petugas.html", isi, status=status)


@kebijakan("petugas")
@require_GET
def lampiran_petugas(request: HttpRequest, id: UUID, lampiran: int) -> HttpResponseBase:
    """One upload of a file at this officer's desk."""
    p = milik_petugas(request, id)
    satu = satu_lampiran(p, lampiran)
    catat_lihat(request, p)
    return sajikan_lampiran(satu)


# --- Files handled ----------------------------------------------------------------------------------------------------


@kebijakan("petugas")
@require_GET
def ditangani(request: HttpRequest) -> HttpResponse:
    """Files that have left the officer's desks, newest change first."""
    akun: Any = request.user
    cari = FormSaring(request.GET).nilai().get("cari", "")
    halaman = kueri.sudah_ditangani(akun, petugas_ini(request), cari=cari, kursor=request.GET.get("sesudah", ""))
    nilai = {"cari": cari} if cari else {}
    isi = {
        "baris": [(p, p.versi_layanan.layanan(), tampil_meja.letak(p)) for p in halaman.isi],
        "cari": cari,
        "lanjut": f"?{urlencode(nilai | {'sesudah': halaman.berikut})}" if halaman.berikut else "",
        "mula": f"?{urlencode(nilai)}" if request.GET.get("sesudah") else "",
        "hitungan": hitungan(request),
    }
    return render(request, "permohonan/ditangani.html", isi)
