"""Turns. Rows are never deleted: after the retention they hold no person any more, and the counts stay."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mpp import aturan
from mpp.models.tempat import Kelompok, LayananLoket, Loket


class BukuAntrean(models.Model):
    """The last number of one queue on one day. Whoever wants a number holds this row: else two would take the same."""

    kelompok = models.ForeignKey(Kelompok, on_delete=models.PROTECT, related_name="buku")
    hari = models.DateField()
    terakhir = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = verbose_name_plural = "buku antrean"
        constraints = [models.UniqueConstraint(fields=["kelompok", "hari"], name="mpp_buku_sekali")]

    def __str__(self) -> str:
        return f"{self.kelompok_id} {self.hari.isoformat()}"


class Antrean(models.Model):
    """One turn: booked from home or taken in the hall. `kode` is the secret of its ticket."""

    class Asal(models.TextChoices):
        DARING = "daring", _("Pesan dari rumah")
        LOKET = "loket", _("Ambil di tempat")

    class Status(models.TextChoices):
        MENUNGGU = aturan.MENUNGGU, _("Menunggu")
        DIPANGGIL = aturan.DIPANGGIL, _("Dipanggil")
        DILAYANI = aturan.DILAYANI, _("Sedang dilayani")
        SELESAI = aturan.SELESAI, _("Selesai")
        TIDAK_HADIR = aturan.TIDAK_HADIR, _("Tidak hadir saat dipanggil")
        BATAL = aturan.BATAL, _("Dibatalkan")
        DIPINDAH = aturan.DIPINDAH, _("Dipindah ke jadwal lain")

    kelompok = models.ForeignKey(Kelompok, on_delete=models.PROTECT, related_name="antrean")
    layanan = models.ForeignKey(LayananLoket, on_delete=models.PROTECT, related_name="antrean")
    hari = models.DateField()
    mulai = models.TimeField()
    selesai = models.TimeField()
    nomor = models.PositiveSmallIntegerField()
    asal = models.CharField(max_length=6, choices=Asal.choices, default=Asal.DARING)
    status = models.CharField(max_length=12, choices=Status.choices, default=aturan.MENUNGGU)
    menggantikan = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="pengganti")

    # The person; emptied by `tugas.hapus_data_pribadi`.
    kode = models.CharField(max_length=24, null=True, unique=True)  # noqa: DJ001 - NULL, for many may be without
    nama = models.CharField(max_length=100, blank=True)
    telepon = models.CharField(max_length=16, blank=True)
    surel = models.EmailField(blank=True)
    pengguna = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="antrean")
    jatah = models.PositiveSmallIntegerField(null=True)  # which of this phone's places of the day it takes

    # The counter
    loket = models.ForeignKey(Loket, null=True, on_delete=models.PROTECT, related_name="antrean")
    petugas = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    panggilan = models.PositiveSmallIntegerField(default=0)
    dibuat = models.DateTimeField(default=timezone.now)
    dipanggil_pada = models.DateTimeField(null=True)
    dilayani_pada = models.DateTimeField(null=True)
    ditutup_pada = models.DateTimeField(null=True)
    ingat_pada = models.DateTimeField(null=True)  # the next reminder

    class Meta:
        verbose_name = verbose_name_plural = "antrean"
        constraints = [
            models.UniqueConstraint(fields=["kelompok", "hari", "nomor"], name="mpp_nomor_sekali"),
            models.UniqueConstraint(
                fields=["loket", "hari"], name="mpp_loket_satu_orang", condition=Q(status__in=aturan.DI_LOKET)
            ),
            # Two bookings of one phone at the same instant in two queues hold different books: this stops them.
            models.UniqueConstraint(
                fields=["telepon", "hari", "jatah"], name="mpp_jatah_telepon", condition=Q(status__in=aturan.TERBUKA)
            ),
        ]
        indexes = [
            models.Index(fields=["kelompok", "hari", "status", "mulai", "nomor"], name="mpp_antre"),
            models.Index(fields=["hari", "status", "kelompok"], name="mpp_layar"),
            models.Index(fields=["pengguna", "-hari", "-id"], name="mpp_milik"),
            models.Index(fields=["ingat_pada"], name="mpp_ingat", condition=Q(ingat_pada__isnull=False)),
            models.Index(fields=["hari"], name="mpp_berorang", condition=Q(kode__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.kelompok_id} {self.hari.isoformat()} #{self.nomor}"  # never the person

    def get_absolute_url(self) -> str:
        """The ticket; the list of one's own turns when the code has been deleted."""
        return reverse("mpp:tiket", args=[self.kode]) if self.kode else reverse("mpp:milik")

    @property
    def nomor_tampil(self) -> str:
        """ "A-012"."""
        return aturan.nomor_tampil(self.kelompok.huruf, self.nomor)

    @property
    def terbuka(self) -> bool:
        """Whether the visit is still to come or going on."""
        return self.status in aturan.TERBUKA

    @property
    def mulai_pada(self) -> datetime:
        """The moment at which its slot begins."""
        return timezone.make_aware(datetime.combine(self.hari, self.mulai))
