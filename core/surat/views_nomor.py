"""The register book of an office: read, print, export; annul a number, set a series."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from core.akun.kebijakan import kebijakan
from core.akun.titipan import ambil
from core.permohonan.akses import petugas_ini
from core.permohonan.galat import TidakBoleh
from core.permohonan.pelaku import Pelaku
from core.surat import kueri_nomor as kueri
from core.surat import verba_nomor
from core.surat.aturan_nomor import PEMBATAL, PENCATAT, PENGATUR_SERI, aman_lembar
from core.surat.forms_nomor import FormAlasan, FormBuku, FormSeri, nama_register
from core.surat.models import HIDUP, Penghitung, SeriNomor, Surat
from core.wilayah.models import Unit

# Kind of badge, icon, word; each number of a book has exactly one.
LENCANA = {
    "disiapkan": ("proses", "tunggu", gettext_lazy("Disiapkan")),
    "terbit": ("sukses", "centang", gettext_lazy("Terbit")),
    "batal": ("netral", "tutup", gettext_lazy("Dibatalkan")),
    "dicabut": ("galat", "galat", gettext_lazy("Dicabut")),
    "diganti": ("perhatian", "ulang", gettext_lazy("Diganti")),
    "kertas": ("sukses", "surat", gettext_lazy("Surat kertas")),
    "belum": ("perhatian", "awas", gettext_lazy("Blok, belum dicatat")),
    "tidak_dipakai": ("netral", "tutup", gettext_lazy("Tidak dipakai")),
    "dilewati": ("netral", "kanan", gettext_lazy("Dilewati")),
}


def pelaku_ini(request: HttpRequest) -> Pelaku:
    """The officer who is signed in."""
    akun: Any = request.user
    return Pelaku(akun)


def kantor_ini(request: HttpRequest) -> list[Unit]:
    """The offices whose books this officer may open; Http404 without any."""
    kantor = kueri.kantor_petugas(petugas_ini(request))
    if not kantor:
        raise Http404
    return kantor


@dataclass(frozen=True)
class Pilihan:
    """The book that the page shows and what else there is to choose from."""

    kantor: list[Unit]
    unit: Unit
    semua: list[Penghitung]
    buku: Penghitung | None
    nilai: dict[str, Any]

    @property
    def milik(self) -> frozenset[int]:
        """Offices whose letters are shown with their subject."""
        return frozenset(satu.pk for satu in self.kantor)

    @property
    def saringan(self) -> kueri.SaringanBuku:
        """Month and words."""
        return kueri.SaringanBuku(self.nilai.get("bulan", 0), self.nilai.get("cari", ""))

    @property
    def nama_buku(self) -> str:
        """ "Umum 2026", or whose series it is."""
        return sebut_buku(self.buku, self.unit) if self.buku else ""

    @property
    def kode_buku(self) -> str:
        """What an address calls the book: the same next year."""
        return kode_buku(self.buku) if self.buku else ""

    def alamat(self, **lain: Any) -> str:
        """The query string of this book with these filters."""
        dasar: dict[str, Any] = {"unit": self.unit.kode}
        if self.buku:
            dasar |= {"tahun": self.buku.tahun, "buku": self.kode_buku}
        saring = {nama: self.nilai[nama] for nama in ("bulan", "cari") if nama in self.nilai}
        return f"?{urlencode(dasar | saring | lain)}"


def kode_buku(buku: Penghitung) -> str:
    """ "35.15.18:umum": whose series, and which."""
    return f"{buku.unit.kode}:{buku.register}"


def sebut_buku(buku: Penghitung, unit: Unit) -> str:
    """A book as an officer of this office calls it."""
    nama = nama_register(buku.register)
    return (
        nama if buku.unit_id == unit.pk else _("%(nama)s, seri %(kantor)s") % {"nama": nama, "kantor": buku.unit.nama}
    )


def _pilihan(request: HttpRequest) -> Pilihan:
    """The book asked for, or the newest of the first office. Http404 for an office outside the officer's seats."""
    kantor, nilai = kantor_ini(request), FormBuku(request.GET).nilai()
    unit = next((satu for satu in kantor if satu.kode == nilai.get("unit", kantor[0].kode)), None)
    if unit is None:
        raise Http404
    semua = list(kueri.buku_kantor(unit))
    setahun = [satu for satu in semua if satu.tahun == nilai.get("tahun")] or semua
    cocok = [satu for satu in setahun if kode_buku(satu) == nilai.get("buku")]
    return Pilihan(kantor, unit, semua, next(iter(cocok or setahun), None), nilai)


@kebijakan("petugas")
@require_GET
def agenda(request: HttpRequest) -> HttpResponse:
    """One book, newest number first, and whether it is whole."""
    p = _pilihan(request)
    isi: dict[str, Any] = {"p": p, "bulan": MONTHS, "peran": _boleh(request, p.unit)}
    if p.buku:
        halaman = kueri.halaman_buku(p.buku, p.milik, p.saringan, sebelum=p.nilai.get("sebelum", 0))
        isi |= {
            "baris": [_tampil(satu, p) for satu in halaman.isi],
            "cek": kueri.kelengkapan(p.buku),
            "lanjut": p.alamat(sebelum=halaman.berikut) if halaman.berikut else "",
            "mula": p.alamat() if "sebelum" in p.nilai else "",
            "tahun": sorted({satu.tahun for satu in p.semua}, reverse=True),
            "buku": [(kode_buku(satu), sebut_buku(satu, p.unit)) for satu in p.semua if satu.tahun == p.buku.tahun],
            "saring": any(nama in p.nilai for nama in ("bulan", "cari")),
        }
    return render(request, "surat/agenda.html", isi)


def _boleh(request: HttpRequest, unit: Unit) -> dict[str, bool]:
    """Which doors this officer has in this office."""
    peran = {p.jabatan.peran for p in petugas_ini(request) if p.jabatan.unit_id == unit.pk}
    semua = {p.jabatan.peran for p in petugas_ini(request)}
    return {"catat": bool(peran & PENCATAT), "batal": bool(peran & PEMBATAL), "seri": bool(semua & PENGATUR_SERI)}


def _tampil(satu: kueri.Baris, p: Pilihan) -> dict[str, Any]:
    return {"b": satu, "lencana": LENCANA[satu.keadaan], "samar": satu.unit_id not in p.milik}


@kebijakan("petugas")
@require_GET
def agenda_cetak(request: HttpRequest) -> HttpResponse:
    """The whole book, or one month of it, for the printer."""
    p = _pilihan(request)
    if p.buku is None:
        raise Http404
    baris = (_tampil(satu, p) for satu in kueri.seluruh_buku(p.buku, p.milik, p.saringan))
    isi = {"p": p, "baris": baris, "cek": kueri.kelengkapan(p.buku), "sekarang": timezone.now()}
    isi["bulan"] = MONTHS.get(p.saringan.bulan)
    return render(request, "surat/agenda_cetak.html", isi)


# --- Export -----------------------------------------------------------------------------------------------------------


class _Gema:
    """A file that hands back what is written to it."""

    def write(self, teks: str) -> str:
        return teks


@kebijakan("petugas")
@require_GET
def agenda_unduh(request: HttpRequest) -> HttpResponseBase:
    """The same rows as a table for a spreadsheet; no cell of it is ever computed."""
    p = _pilihan(request)
    if p.buku is None:
        raise Http404
    jawab = StreamingHttpResponse(_lembar(p, p.buku), content_type="text/csv; charset=utf-8")
    nama = f"buku-agenda-{p.unit.kode}-{p.buku.register}-{p.buku.tahun}.csv"
    jawab["Content-Disposition"] = f'attachment; filename="{nama}"'
    return jawab


def _lembar(p: Pilihan, buku: Penghitung) -> Iterator[str]:
    """Semicolons and a byte order mark: Excel with Indonesian settings opens it by a double click."""
    tulis = csv.writer(_Gema(), delimiter=";", quoting=csv.QUOTE_ALL)
    kepala = (_("No. urut"), _("Nomor surat"), _("Tanggal"), _("Kantor"), _("Perihal"), _("Untuk"),
              _("Penanda tangan"), _("Keadaan"), _("Keterangan"))  # fmt: skip
    yield "\ufeff" + tulis.writerow(kepala)
    for satu in kueri.seluruh_buku(buku, p.milik, p.saringan):
        teks = (satu.nomor, satu.tanggal.isoformat(), satu.kantor, satu.perihal, satu.nama, satu.penanda,
                str(LENCANA[satu.keadaan][2]), satu.keterangan)  # fmt: skip
        yield tulis.writerow((satu.urut, *map(aman_lembar, teks)))


# --- Annul, series ----------------------------------------------------------------------------------------------------


@kebijakan("petugas", sorted(PEMBATAL))
@require_http_methods(["GET", "HEAD", "POST"])
def batal_nomor(request: HttpRequest, permohonan: UUID) -> HttpResponse:
    """Annul the number of a letter that waits for its signature."""
    milik = Surat.objects.filter(unit__in=kantor_ini(request), status__in=HIDUP).select_related(
        "unit", "penghitung__unit"
    )
    surat = get_object_or_404(milik, permohonan=permohonan)
    form = FormAlasan(request.POST if request.method == "POST" else ambil(request))
    if request.method == "POST" and form.is_valid():
        isi = {"permohonan_id": permohonan, "alasan": form.cleaned_data["alasan"], "pelaku": pelaku_ini(request)}
        try:
            verba_nomor.batalkan_nomor(**isi)
        except TidakBoleh as galat:
            form.add_error(None, galat.pesan)
        else:
            messages.success(request, _("Nomor %(nomor)s dibatalkan.") % {"nomor": surat.nomor})
            return redirect(_alamat_buku(surat))
    return render(request, "surat/nomor_batal.html", {"form": form, "surat": surat}, status=kode(form))


def _alamat_buku(surat: Surat) -> str:
    pilih: dict[str, Any] = {"unit": surat.unit.kode, "tahun": surat.tahun, "buku": kode_buku(surat.penghitung)}
    return f"{reverse('surat:agenda')}?{urlencode(pilih)}"


def kode(form: Any) -> int:
    """422 for a form that came back with errors."""
    return 422 if form.is_bound and form.errors else 200


@kebijakan("petugas", sorted(PENGATUR_SERI))
@require_http_methods(["GET", "HEAD", "POST"])
def seri(request: HttpRequest) -> HttpResponse:
    """Which offices and registers share a series; set one."""
    register = kueri.semua_register()
    form = FormSeri(
        request.POST if request.method == "POST" else ambil(request), register=register, initial={"seri": kueri.UMUM}
    )
    if request.method == "POST" and form.is_valid():
        try:
            verba_nomor.ganti_seri(**form.cleaned_data, pelaku=pelaku_ini(request))
        except TidakBoleh as galat:
            form.add_error(None, galat.pesan)
        else:
            messages.success(request, _("Seri nomor %(kantor)s diganti mulai nomor berikutnya.")
                             % {"kantor": form.cleaned_data["unit"].nama})  # fmt: skip
            return redirect("surat:seri")
    semua = SeriNomor.objects.select_related("unit", "pemilik", "ditetapkan_oleh").order_by("unit__kode", "register")
    return render(request, "surat/nomor_seri.html", {"form": form, "semua": semua}, status=kode(form))
