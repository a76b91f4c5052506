"""The outbox. A row is written in the transaction of the step it tells about: no commit, no message."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

LONCENG, SUREL = "lonceng", "surel"
MENUNGGU, TERKIRIM, MATI = "menunggu", "terkirim", "mati"


class Pesan(models.Model):
    """One message for one person through one channel. `data` holds ids only; the words are made when it is sent.

    Without `penerima` it goes to somebody who has no account: the room that wrote it knows where (`teks.JenisTamu`).
    """

    class Saluran(models.TextChoices):
        LONCENG = LONCENG, "lonceng"
        SUREL = SUREL, "surel"

    class Status(models.TextChoices):
        MENUNGGU = MENUNGGU, "menunggu"
        TERKIRIM = TERKIRIM, "terkirim"
        MATI = MATI, "mati"

    kunci = models.CharField(max_length=120, unique=True)
    saluran = models.CharField(max_length=10, choices=Saluran.choices)
    penerima = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="pesan")
    jenis = models.CharField(max_length=30)
    permohonan_id = models.UUIDField(null=True)
    data = models.JSONField(default=dict)
    status = models.CharField(max_length=10, choices=Status.choices, default=MENUNGGU)
    percobaan = models.PositiveSmallIntegerField(default=0)
    coba_lagi_pada = models.DateTimeField(default=timezone.now)
    lease_sampai = models.DateTimeField(null=True)
    terkirim_pada = models.DateTimeField(null=True)
    dibaca_pada = models.DateTimeField(null=True)
    galat = models.CharField(max_length=300, blank=True)
    dibuat = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name_plural = "pesan"
        indexes = [
            models.Index(fields=["penerima", "-id"], name="lonceng_orang", condition=Q(saluran=LONCENG)),
            models.Index(
                fields=["penerima"], name="lonceng_belum", condition=Q(saluran=LONCENG, dibaca_pada__isnull=True)
            ),
            models.Index(fields=["coba_lagi_pada"], name="pesan_menunggu", condition=Q(status=MENUNGGU)),
            models.Index(
                fields=["permohonan_id"],
                name="lonceng_tugas",
                condition=Q(saluran=LONCENG, jenis="tugas", dibaca_pada__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.saluran} {self.jenis} #{self.pk}"


class Denyut(models.Model):
    """Sign of life: a worker that has just finished something writes here."""

    nama = models.CharField(primary_key=True, max_length=30)
    waktu = models.DateTimeField()

    class Meta:
        verbose_name_plural = "denyut"

    def __str__(self) -> str:
        return self.nama
