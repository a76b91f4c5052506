"""The citizen's own pages inside the preview: the templates of the product, filled with a sample."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from core.akun.kebijakan import kebijakan
from core.layanan import formulir
from core.layanan.kesesuaian import PROFIL
from core.permohonan import unggahan
from core.permohonan.forms import FormKirim
from pratinjau.meja import Bacaan, Isian, meja_ini


def id_contoh(nama: str) -> UUID:
    """The address of a sample among the addresses of applications."""
    return uuid5(NAMESPACE_URL, f"contoh:{nama}")


def _cari(id: UUID) -> tuple[Bacaan, str]:
    bacaan = meja_ini().segarkan().bacaan
    nama = next((n for n in (*bacaan.contoh, "kosong") if id_contoh(n) == id), None) if bacaan else None
    if bacaan is None or nama is None:
        raise Http404
    return bacaan, nama


class Jalan:
    """The pages of one sample in order, as `core.permohonan.alur` walks those of an application."""

    def __init__(self, bacaan: Bacaan, nama: str) -> None:
        self.layanan, self.nama = bacaan.layanan, nama
        self.isian: Isian = meja_ini().isian(bacaan, nama)
        self.langkah = formulir.langkah_tampak(self.layanan, self.isian, PROFIL)
        self.unggahan = formulir.berkas_diminta(self.layanan, self.isian, PROFIL, kode_berkas=self._ada())

    def _ada(self) -> set[str]:
        """Every upload counts as there: conditions on uploads then show what they bring."""
        return {berkas.kode for berkas in self.layanan.berkas}

    def alamat(self, nama: str, *isi: Any) -> str:
        """Address of one page."""
        return reverse(f"permohonan:{nama}", args=[id_contoh(self.nama), *isi])

    @property
    def halaman(self) -> list[str]:
        """Addresses in order."""
        berkas = [self.alamat("berkas")] if self.unggahan else []
        return [*(self.alamat("langkah", n) for n in self.langkah), *berkas, self.alamat("periksa")]

    def umum(self, alamat: str) -> dict[str, Any]:
        """What every page of the form gets."""
        return {
            "p": SimpleNamespace(pk=id_contoh(self.nama), versi=1, versi_layanan=None),
            "layanan": self.layanan,
            "balik": alamat,
            "kemajuan": {
                "langkah": self.halaman.index(alamat) + 1,
                "jumlah": len(self.halaman),
                "layanan": self.layanan.nama,
            },
            "tersimpan": None,
            "lanjutan": False,
            "profil": PROFIL,
        }

    def kurang(self) -> list[dict[str, str]]:
        """What the summary page would complain of, for samples that are wrong on purpose."""
        berkas = {satu.kode for satu in self.unggahan}
        galat = formulir.periksa_lengkap(self.layanan, self.isian, PROFIL, berkas)
        return [{"pesan": pesan, "tautan": "#isi"} for pesan in galat.values()]


@kebijakan("publik")
def langkah(request: HttpRequest, id: UUID, n: int) -> HttpResponse:
    """One step. A good answer is kept beside the sample, so that letter and summary follow."""
    bacaan, nama = _cari(id)
    jalan = Jalan(bacaan, nama)
    if n not in jalan.langkah:
        raise Http404
    if request.headers.get("X-Simpan") == "otomatis":
        return JsonResponse({"tersimpan": timezone.localtime().strftime("%H.%M")})
    data = request.POST if request.method == "POST" else None
    form = formulir.formulir_langkah(jalan.layanan, n, isian=jalan.isian, profil=PROFIL, data=data)
    if data is not None and form.is_valid():
        meja_ini().ketik(nama, form.isian_bersih())
        return redirect(jalan.alamat("langkah", n))
    isi = {"form": form, "judul": form.langkah.judul, "galat": bool(form.errors)}
    return _tampilkan(request, "langkah", jalan, jalan.alamat("langkah", n), isi)


@kebijakan("publik")
def berkas(request: HttpRequest, id: UUID) -> HttpResponse:
    """The upload page; files that are chosen here go nowhere."""
    jalan = Jalan(*_cari(id))
    if not jalan.unggahan:
        raise Http404
    butir = unggahan.susun(jalan.unggahan, [])
    return _tampilkan(request, "berkas", jalan, jalan.alamat("berkas"), {"butir": butir, "galat": {}})


@kebijakan("publik")
def periksa(request: HttpRequest, id: UUID) -> HttpResponse:
    """Check your answers; sending does nothing."""
    jalan = Jalan(*_cari(id))
    isi = {
        "form": FormKirim(initial={"kunci": "pratinjau-pratinjau", "versi": 1}),
        "pesan": "",
        "kurang": jalan.kurang(),
        "bagian": formulir.ringkasan(jalan.layanan, jalan.isian, PROFIL),
        "butir": unggahan.susun(jalan.unggahan, []),
        "terverifikasi": True,
    }
    return _tampilkan(request, "periksa", jalan, jalan.alamat("periksa"), isi)


def _tampilkan(request: HttpRequest, nama: str, jalan: Jalan, alamat: str, isi: dict[str, Any]) -> HttpResponse:
    status = 422 if isi.get("galat") else 200
    return render(request, f"permohonan/{nama}.html", jalan.umum(alamat) | isi, status=status)


@kebijakan("publik")
def bukan_di_sini(request: HttpRequest, **_isi: Any) -> HttpResponse:
    """Every other page of the product."""
    return render(request, "pratinjau/bukan.html", status=404)
