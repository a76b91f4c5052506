"""Reading before signing, and signing many letters at once."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from core.surat.models.surat import Surat


class Bacaan(models.Model):
    """That an officer opened the very bytes under his hand, and how far he leafed (T2: nobody signs unread unseen)."""

    pengguna = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    surat = models.ForeignKey(Surat, models.CASCADE, related_name="bacaan")
    sha = models.CharField(max_length=64)
    halaman = models.JSONField(default=list, help_text="Nomor halaman yang sudah dibuka.")
    pertama = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "bacaan"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["pengguna", "surat", "sha"], name="bacaan_satu_per_isi"),
        ]

    def __str__(self) -> str:
        return f"{self.sha[:8]}: {len(self.halaman)}"


class SesiTtd(models.Model):
    """One batch: an officer signs many letters with one passphrase. The passphrase is nowhere in here."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    pengguna = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="sesi_ttd")
    dibuat = models.DateTimeField(auto_now_add=True)
    selesai_pada = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "sesi tanda tangan"
        ordering: ClassVar = ["-dibuat"]
        indexes: ClassVar = [models.Index(fields=["pengguna", "-dibuat"], name="sesi_ttd_pengguna")]

    def __str__(self) -> str:
        return str(self.id)


class ButirSesi(models.Model):
    """One letter of a batch: which bytes were meant, whether they were opened, how it ended."""

    class Status(models.TextChoices):
        ANTRE = "antre", "Menunggu giliran"
        SELESAI = "selesai", "Selesai"
        GAGAL = "gagal", "Gagal"

    sesi = models.ForeignKey(SesiTtd, models.CASCADE, related_name="butir")
    urut = models.PositiveSmallIntegerField()
    surat = models.ForeignKey(Surat, models.PROTECT, related_name="+")
    sha = models.CharField(max_length=64)
    dibaca = models.BooleanField(default=False)
    status = models.CharField(max_length=10, choices=Status, default=Status.ANTRE)
    alasan = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        verbose_name_plural = "butir sesi"
        ordering: ClassVar = ["sesi", "urut"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sesi", "surat"], name="butir_sesi_satu_surat"),
            models.CheckConstraint(condition=~Q(status="gagal") | ~Q(alasan=""), name="butir_sesi_gagal_beralasan"),
        ]

    def __str__(self) -> str:
        return f"{self.urut}: {self.get_status_display()}"
