"""The main road, walked by pressing buttons: from the catalogue to a letter that anyone can check.

    hasil = Jalan(kecil, registri().ambil(kode)).sampai_terbit(isian)

Every service walks the same road; nothing here knows one by name.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from io import BytesIO
from types import SimpleNamespace
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from core.berkas.verba import simpan_unggahan
from core.layanan.deklarasi import Layanan, Tahap
from core.layanan.formulir import data_kirim
from core.permohonan.models import Permohonan
from core.permohonan.rute import unit_tahap
from core.surat.verba import buat_kunci_demo
from tests import pabrik
from tests.berkas.bahan import pdf
from tests.peramban import Peramban

FRASA = "frasa-uji-kuat-7"
TOMBOL = {"periksa": "Setujui", "paraf": "Paraf", "teruskan": "Teruskan", "cetak": "Selesai", "kirim_instansi": "Kirim"}


def foto(kata: str = "CONTOH") -> bytes:
    """A small real JPEG."""
    gambar = Image.new("RGB", (640, 400), "#dfe8ea")
    ImageDraw.Draw(gambar).text((40, 180), kata, fill="#10303c")
    keluar = BytesIO()
    gambar.save(keluar, "JPEG")
    return keluar.getvalue()


def pilih_berkas(orang: Peramban) -> dict[str, tuple[str, bytes]]:
    """A file for every upload on the page: a photo, or a PDF where nothing else is taken."""
    medan = {str(m["name"]): m.get("accept") for m in orang.halaman.select("input[type=file]")}
    return {n: (f"{n}.pdf", pdf()) if a == "application/pdf" else (f"{n}.jpg", foto(n)) for n, a in medan.items()}


@dataclass
class Jalan:
    """One application on its way. `orang` keeps the officers of each office by role."""

    kecil: pabrik.DaerahKecil
    layanan: Layanan
    orang: dict[tuple[int, str], Any] = field(default_factory=dict)
    frasa: str = FRASA

    def __post_init__(self) -> None:
        self.warga = pabrik.warga(self.kecil.pepelegi, nama="Siti Rahayu")
        for nama in ("foto_ktp", "foto_kk"):
            unggahan = SimpleUploadedFile(f"{nama}.jpg", foto(nama), "image/jpeg")
            setattr(self.warga, nama, simpan_unggahan(unggahan=unggahan, pemilik=self.warga.pengguna))
        self.warga.save()
        self.siti = Peramban(self.warga.pengguna)

    # --- the citizen -----------------------------------------------------------------------------------------------

    def ajukan(self, isian: dict[str, Any]) -> Permohonan:
        """Catalogue → service page → every step → uploads → check → sent."""
        siti = self.siti.buka("/layanan/").ikuti(self.layanan.nama)
        assert siti.jalur == f"/layanan/{self.layanan.kode}/"
        siti.tekan("Ajukan")
        for _batas in range(len(self.layanan.langkah) * 3):
            if "/langkah/" not in siti.jalur:
                break
            n = int(siti.jalur.rstrip("/").rsplit("/", 1)[1])
            kirim = data_kirim(self.layanan, n, isian)
            siti.isi({nama: kirim.getlist(nama) for nama in kirim}).tekan("Simpan dan lanjut")
        assert siti.jalur.endswith("/berkas/"), siti.teks[:800]
        siti.isi(self.secukupnya(pilih_berkas(siti))).tekan("Simpan dan lanjut")
        assert siti.jalur.endswith("/periksa/"), siti.teks[:800]
        siti.isi(setuju="on").tekan("Kirim permohonan")
        assert siti.jalur.endswith("/terkirim/"), siti.teks[:800]
        return self.permohonan()

    def secukupnya(self, berkas: dict[str, tuple[str, bytes]]) -> dict[str, tuple[str, bytes]]:
        """Every declared upload; of those asked for each row that one may leave out, only the first row's.

        Each file costs a caged process, and thirty heirs have four papers each.
        """
        wajib = {satu.kode for satu in self.layanan.berkas if satu.wajib}
        pertama = {nama.partition("__")[0]: nama for nama in reversed(berkas)}
        return {
            nama: isi
            for nama, isi in berkas.items()
            if (kode := nama.partition("__")[0]) in wajib or pertama[kode] == nama
        }

    def permohonan(self) -> Permohonan:
        return Permohonan.objects.select_related("unit").get(pemohon=self.warga, kode_layanan=self.layanan.kode)

    # --- the offices -----------------------------------------------------------------------------------------------

    def pejabat(self, p: Permohonan) -> Any:
        """Who sits at the desk where the file waits; seated on first need, signers with a key."""
        kunci = (p.unit_id, p.peran)
        if kunci not in self.orang:
            self.orang[kunci] = pabrik.petugas(p.unit, p.peran, nama=f"Pejabat {p.peran.replace('_', ' ').title()}")
            buat_kunci_demo(pengguna=self.orang[kunci], frasa=self.frasa)
        return self.orang[kunci]

    def dudukkan(self) -> None:
        """Seat the optional roles too, so that no stage is skipped."""
        for tahap in self.layanan.rute:
            unit = unit_tahap(tahap, self.warga.desa_id)
            self.pejabat(SimpleNamespace(unit_id=unit.pk, unit=unit, peran=tahap.peran))

    def selesaikan_tahap(self) -> Permohonan:
        """The officer opens the inbox, the file, and presses the button of this stage."""
        p = self.permohonan()
        meja = Peramban(self.pejabat(p)).buka("/kantor/")
        assert p.nomor in meja.teks, meja.teks[:800]
        meja.ikuti(self.warga.pengguna.nama)
        tahap: Tahap = self.layanan.rute[p.tahap]
        if tahap.aksi == "tandatangan":
            meja.tekan("tanda tangan")
            assert meja.jalur.endswith("/tandatangan/"), meja.teks[:800]
            meja.isi(frasa=self.frasa).tekan("Tanda tangani surat ini")
        else:
            self.catat_untuk_pemohon(meja).tekan(TOMBOL[tahap.aksi])
        assert meja.kode == 200, meja.teks[:800]
        self.penuhi_permintaan()
        assert self.permohonan().tahap != p.tahap, meja.teks[:1200]
        return self.permohonan()

    def catat_untuk_pemohon(self, meja: Peramban) -> Peramban:
        """Where an upload follows this stage, the officer must say what it is about."""
        diminta = meja.halaman.select_one("textarea[name=catatan][required]")
        return meja.isi(catatan="Rp1.250.000 ke Bank Jatim 0011223344.") if diminta else meja

    def penuhi_permintaan(self) -> None:
        """The citizen uploads what a completed stage has asked for."""
        p = self.permohonan()
        if not any(u.tahap for u in self.layanan.berkas):
            return
        siti = self.siti.buka(f"/permohonan/{p.pk}/")
        if p.status == "perlu_perbaikan":
            siti.ikuti("Unggah sekarang")
        if berkas := pilih_berkas(siti):
            siti.isi(berkas).tekan("Kirim berkas")
            assert siti.kode == 200, siti.teks[:800]

    def sampai_selesai(self) -> Permohonan:
        """Every stage that is left."""
        for _batas in range(len(self.layanan.rute)):
            if self.permohonan().status == "selesai":
                break
            self.selesaikan_tahap()
        return self.permohonan()

    # --- the letter ------------------------------------------------------------------------------------------------

    def unduh(self) -> bytes:
        """The letter as the citizen downloads it from the timeline."""
        siti = self.siti.buka(f"/permohonan/{self.permohonan().pk}/").ikuti("Unduh surat")
        assert siti.jawab["Content-Type"] == "application/pdf"
        return b"".join(siti.jawab.streaming_content) if siti.jawab.streaming else siti.jawab.content
