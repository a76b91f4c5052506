"""Number registers: counters, shared series, blocks for paper letters."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q


class Penghitung(models.Model):
    """The last number given in one register of one office in one year."""

    unit = models.ForeignKey("wilayah.Unit", models.PROTECT, related_name="+")
    register = models.CharField(max_length=40)
    tahun = models.PositiveSmallIntegerField()
    terakhir = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name_plural = "penghitung nomor"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "register", "tahun"], name="penghitung_satu_register"),
        ]

    def __str__(self) -> str:
        return f"{self.register} {self.tahun}: {self.terakhir}"


class SeriNomor(models.Model):
    """Which series an office really counts in: `register` of `unit` shares the counter of `seri` of `pemilik`.

    An empty `register` stands for all registers of that office. Without a row an office counts each register by itself.
    """

    unit = models.ForeignKey("wilayah.Unit", models.CASCADE, related_name="+")
    register = models.CharField(max_length=40, blank=True, default="")
    pemilik = models.ForeignKey("wilayah.Unit", models.PROTECT, related_name="+")
    seri = models.CharField(max_length=40)

    class Meta:
        verbose_name_plural = "seri nomor"
        constraints: ClassVar = [models.UniqueConstraint(fields=["unit", "register"], name="seri_satu_per_register")]

    def __str__(self) -> str:
        return f"{self.register or '*'} → {self.seri}"


class BlokNomor(models.Model):
    """Numbers set aside for letters written on paper while the network is down: `dari` to `sampai`, both included."""

    unit = models.ForeignKey("wilayah.Unit", models.PROTECT, related_name="+")
    register = models.CharField(max_length=40)
    tahun = models.PositiveSmallIntegerField()
    dari = models.PositiveIntegerField()
    sampai = models.PositiveIntegerField()
    alasan = models.CharField(max_length=300)
    dibuat_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    dibuat = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "blok nomor"
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(dari__gte=1) & Q(sampai__gte=models.F("dari")), name="blok_berurut"),
            models.CheckConstraint(condition=~Q(alasan=""), name="blok_beralasan"),
        ]

    def __str__(self) -> str:
        return f"{self.register} {self.tahun}: {self.dari}-{self.sampai}"


class SuratKertas(models.Model):
    """One number of a block, entered afterwards: the paper letter it went to, or why it was not used."""

    class Status(models.TextChoices):
        TERPAKAI = "terpakai", "Dipakai surat kertas"
        BATAL = "batal", "Tidak dipakai"

    blok = models.ForeignKey(BlokNomor, models.PROTECT, related_name="surat_kertas")
    urut = models.PositiveIntegerField()
    nomor = models.CharField(max_length=120)
    status = models.CharField(max_length=10, choices=Status)
    tanggal = models.DateField(null=True, blank=True)
    perihal = models.CharField(max_length=200, blank=True, default="")
    penerima = models.CharField(max_length=150, blank=True, default="")
    penanda = models.CharField(max_length=150, blank=True, default="")
    alasan = models.CharField(max_length=300, blank=True, default="")
    dicatat_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    dicatat = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "surat kertas"
        ordering: ClassVar = ["blok", "urut"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["blok", "urut"], name="surat_kertas_satu_nomor"),
            models.CheckConstraint(condition=~Q(status="batal") | ~Q(alasan=""), name="surat_kertas_batal_beralasan"),
            models.CheckConstraint(
                condition=~Q(status="terpakai") | (Q(tanggal__isnull=False) & ~Q(perihal="")),
                name="surat_kertas_terpakai_terisi",
            ),
        ]

    def __str__(self) -> str:
        return self.nomor
