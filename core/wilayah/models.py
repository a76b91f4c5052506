"""Regions, offices, seats, who holds a seat from when to when, leave, and the public holidays."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from core.wilayah.daerah import daerah_aktif


class Wilayah(models.Model):
    """A region under its Kemendagri code: "35.15.18" is a kecamatan, "35.15.18.2001" a desa (1xxx: a kelurahan)."""

    class Tingkat(models.TextChoices):
        PROVINSI = "provinsi", "Provinsi"
        KABUPATEN = "kabupaten", "Kabupaten"
        KECAMATAN = "kecamatan", "Kecamatan"
        DESA = "desa", "Desa"
        KELURAHAN = "kelurahan", "Kelurahan"

    kode = models.CharField(max_length=13, primary_key=True)
    nama = models.CharField(max_length=100)
    tingkat = models.CharField(max_length=10, choices=Tingkat)
    induk = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="anak")
    kode_pos = models.CharField(max_length=5, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "wilayah"
        ordering = ["kode"]

    def __str__(self) -> str:
        return self.nama_lengkap

    @property
    def nama_lengkap(self) -> str:
        """Like "Desa Pepelegi"; a kabupaten and a province say theirs already or need no prefix."""
        if self.tingkat in {self.Tingkat.PROVINSI, self.Tingkat.KABUPATEN}:
            return self.nama
        return f"{self.get_tingkat_display()} {self.nama}"


class Unit(models.Model):
    """An office that handles files. `kode` is the region code for desa to kecamatan, a short word for the others."""

    class Jenis(models.TextChoices):
        DESA = "desa", "Desa"
        KELURAHAN = "kelurahan", "Kelurahan"
        KECAMATAN = "kecamatan", "Kecamatan"
        DINAS = "dinas", "Dinas"
        SETDA = "setda", "Sekretariat Daerah"
        LUAR = "luar", "Instansi luar"

    kode = models.CharField(max_length=40, unique=True)
    nama = models.CharField(max_length=120)
    jenis = models.CharField(max_length=10, choices=Jenis)
    wilayah = models.ForeignKey(Wilayah, on_delete=models.PROTECT, null=True, blank=True, related_name="unit")
    induk = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="bawahan")
    kode_surat = models.CharField(max_length=30, blank=True, help_text="Kode unit pada nomor surat")
    alamat = models.CharField(max_length=200, blank=True)
    telepon = models.CharField(max_length=30, blank=True)
    email = models.EmailField(blank=True)
    kop = models.JSONField(default=dict, blank=True, help_text="Baris kop surat yang berbeda dari bawaan")

    class Meta:
        verbose_name = verbose_name_plural = "kantor"
        ordering = ["kode"]

    def __str__(self) -> str:
        return self.nama

    @property
    def tempat(self) -> str:
        """The place named beside the date of a letter: "Pepelegi, 21 November 2026"."""
        if self.wilayah is None or self.wilayah.tingkat == Wilayah.Tingkat.KABUPATEN:
            return daerah_aktif().ibu_kota
        return self.wilayah.nama

    def kop_surat(self) -> dict[str, Any]:
        """Lines of the letterhead, from the largest authority down; `kop` overrides any of them."""
        atas = self.induk.nama if self.induk and self.jenis in {self.Jenis.DESA, self.Jenis.KELURAHAN} else None
        bawaan = {
            "kabupaten": daerah_aktif().kabupaten,
            "kecamatan": atas,
            "nama": self.nama,
            "alamat": self.alamat,
            "telepon": self.telepon,
            "email": self.email,
        }
        return bawaan | self.kop


class Jabatan(models.Model):
    """A seat: one role in one office. Whoever holds it today may act; the seat itself never signs."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="jabatan")
    peran = models.CharField(
        max_length=30
    )  # one of core.wilayah.peran.SEMUA; no choices, so a new role needs no migration
    nama = models.CharField(max_length=160)
    nip_wajib = models.BooleanField(default=False, help_text="Hanya pegawai negeri yang dapat memegangnya")

    class Meta:
        verbose_name = verbose_name_plural = "jabatan"
        ordering = ["unit", "peran"]
        constraints = [models.UniqueConstraint(fields=["unit", "peran"], name="jabatan_unik")]

    def __str__(self) -> str:
        return self.nama


class HariLibur(models.Model):
    """A public holiday or joint leave day. Editable: the sighting of the moon and elections move days."""

    class Jenis(models.TextChoices):
        LIBUR_NASIONAL = "libur_nasional", "Libur nasional"
        CUTI_BERSAMA = "cuti_bersama", "Cuti bersama"
        LIBUR_DAERAH = "libur_daerah", "Libur daerah"

    tanggal = models.DateField(primary_key=True)
    nama = models.CharField(max_length=120)
    jenis = models.CharField(max_length=20, choices=Jenis)
    dasar = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "hari libur"
        ordering = ["tanggal"]

    def __str__(self) -> str:
        return f"{self.tanggal.isoformat()} {self.nama}"


class Penugasan(models.Model):
    """Who holds a seat, from the first day to the last, both included; `sampai` empty means until further notice."""

    class Jenis(models.TextChoices):
        DEFINITIF = "definitif", "Definitif"
        PLT = "plt", "Pelaksana tugas (Plt.)"
        PLH = "plh", "Pelaksana harian (Plh.)"

    jabatan = models.ForeignKey(Jabatan, on_delete=models.PROTECT, related_name="penugasan")
    pengguna = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="penugasan")
    jenis = models.CharField(max_length=10, choices=Jenis, default=Jenis.DEFINITIF)
    mulai = models.DateField()
    sampai = models.DateField(null=True, blank=True)
    dicatat_pada = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "penugasan"
        ordering = ["mulai", "pk"]
        constraints = [
            models.CheckConstraint(name="penugasan_urut", condition=Q(sampai__isnull=True) | Q(sampai__gte=F("mulai")))
        ]

    def __str__(self) -> str:
        return self.nama_jabatan

    @property
    def nama_jabatan(self) -> str:
        """The seat as a letter names it: "Plt. Kepala Desa Pepelegi"."""
        return salam_jabatan(self.jabatan.nama, self.jenis)


class Cuti(models.Model):
    """Leave from one seat, both days included. The substitute holds the seat as Plh for exactly these days."""

    penugasan = models.ForeignKey(Penugasan, on_delete=models.CASCADE, related_name="cuti")
    mulai = models.DateField()
    sampai = models.DateField()
    pengganti = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="menggantikan"
    )
    dicatat_pada = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "cuti"
        ordering = ["mulai", "pk"]
        constraints = [models.CheckConstraint(name="cuti_urut", condition=Q(sampai__gte=F("mulai")))]

    def __str__(self) -> str:
        return f"{self.mulai.isoformat()} – {self.sampai.isoformat()}"


def salam_jabatan(nama: str, jenis: str) -> str:
    """Like "Kepala Desa Pepelegi", with "Plt." or "Plh." before it when the holder is not definitive."""
    awalan = {Penugasan.Jenis.PLT: "Plt. ", Penugasan.Jenis.PLH: "Plh. "}
    return awalan.get(Penugasan.Jenis(jenis), "") + nama
