"""The citizen's way through one draft: which pages there are, what comes before and after each."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.urls import reverse

from core.layanan import formulir
from core.permohonan.akses import label_lampiran
from core.permohonan.aturan import Status
from core.permohonan.lampiran import pilah
from core.permohonan.models import Lampiran, Permohonan

if TYPE_CHECKING:
    from core.layanan.deklarasi import Layanan, Unggahan
    from core.layanan.ringkasan import Bagian


class Alur:
    """One application in the citizen's hands, with everything its pages ask about it."""

    def __init__(self, permohonan: Permohonan) -> None:
        self.p = permohonan
        self.layanan: Layanan = permohonan.versi_layanan.layanan()
        self.profil: dict[str, Any] = permohonan.pemohon.profil()

    @property
    def terbuka(self) -> bool:
        """Whether every page may be filled in: a draft, or a return that names nothing in particular."""
        if self.p.status == Status.PERLU_PERBAIKAN:
            return not (self.p.perbaikan.get("kolom") or self.p.perbaikan.get("berkas"))
        return self.p.status == Status.DRAF

    @property
    def asal(self) -> str:
        """The page that gathers everything: check-your-answers of a draft, the repair page of a returned file."""
        return self._alamat("perbaiki" if self.p.status == Status.PERLU_PERBAIKAN else "periksa")

    @cached_property
    def langkah(self) -> list[int]:
        """Steps that have something to ask, given the answers so far."""
        return formulir.langkah_tampak(self.layanan, self.p.isian, self.profil)

    @cached_property
    def _pilahan(self) -> tuple[list[Lampiran], list[Lampiran]]:
        return pilah(self.p)

    @property
    def lampiran(self) -> list[Lampiran]:
        """Everything uploaded so far that is of use."""
        return self._pilahan[0]

    @property
    def lepas(self) -> list[tuple[str, Lampiran]]:
        """Uploads that nothing asks for any more, with their labels: shown until the file is sent, then gone."""
        return label_lampiran(self.p, self._pilahan[1])

    @cached_property
    def unggahan(self) -> list[Unggahan]:
        """The uploads asked for, given the answers so far."""
        ada = {satu.kode for satu in self.lampiran}
        return formulir.berkas_diminta(self.layanan, self.p.isian, self.profil, kode_berkas=ada)

    def _alamat(self, nama: str, *isi: Any) -> str:
        return reverse(f"permohonan:{nama}", args=[self.p.pk, *isi])

    def alamat_langkah(self, n: int) -> str:
        """Address of one step."""
        return self._alamat("langkah", n)

    @cached_property
    def halaman(self) -> list[str]:
        """Addresses of all pages in order; the last one gathers everything."""
        berkas = [self._alamat("berkas")] if self.unggahan else []
        return [*(self.alamat_langkah(n) for n in self.langkah), *berkas, self.asal]

    def setelah(self, alamat: str) -> str:
        """The page after this one."""
        return self.halaman[min(self.halaman.index(alamat) + 1, len(self.halaman) - 1)]

    def sebelum(self, alamat: str) -> str:
        """The page before this one; before the first lies the list of applications."""
        letak = self.halaman.index(alamat)
        return self.halaman[letak - 1] if letak else reverse("permohonan:daftar")

    def kemajuan(self, alamat: str) -> dict[str, Any]:
        """Inputs of the progress component."""
        return {"langkah": self.halaman.index(alamat) + 1, "jumlah": len(self.halaman), "layanan": self.layanan.nama}

    def formulir(self, n: int, data: Any = None) -> formulir.FormulirLangkah:
        """The form of step `n`."""
        return formulir.formulir_langkah(self.layanan, n, isian=self.p.isian, profil=self.profil, data=data)

    def kurang(self) -> dict[str, str]:
        """Everything that is still missing or wrong."""
        ada = {satu.kode for satu in self.lampiran}
        return formulir.periksa_lengkap(self.layanan, self.p.isian, self.profil, ada)

    def ringkasan(self, *, samar: bool = False) -> list[Bagian]:
        """All answers in words."""
        return formulir.ringkasan(self.layanan, self.p.isian, self.profil, samar=samar)

    def lanjutkan(self) -> str:
        """Where to go on with a draft: the first page with something missing, else the page that gathers all."""
        kurang = self.kurang()
        for n in self.langkah:
            if any(kolom.nama in kurang for kolom in self.layanan.langkah[n].kolom):
                return self.alamat_langkah(n)
        if any(nama.startswith("berkas:") for nama in kurang):
            return self._alamat("berkas")
        return self.asal

    def tautan_kurang(self) -> list[dict[str, str]]:
        """What is missing as lines of an error summary, each leading to its field."""
        letak = {kolom.nama: n for n in self.langkah for kolom in self.layanan.langkah[n].kolom}
        return [
            {"pesan": pesan, "tautan": self._tautan(nama, letak)}
            for nama, pesan in self.kurang().items()
        ]  # fmt: skip

    def _tautan(self, nama: str, letak: dict[str, int]) -> str:
        if nama.startswith("berkas:"):
            return f"{self._alamat('berkas')}#id_{nama.removeprefix('berkas:')}"
        n = letak.get(nama)
        return "#isi" if n is None else f"{self.alamat_langkah(n)}?kembali=periksa#id_{nama}"


def alamat_lanjut(permohonan: Permohonan) -> str:
    """Where an unfinished application goes on."""
    return Alur(permohonan).lanjutkan()


def lihat(id: UUID) -> str:
    """Address of the timeline."""
    return reverse("permohonan:lihat", args=[id])
