"""Number registers: counters, shared series, blocks for paper letters."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q


class Penghitung(models.Model):
    """The last number given in one series in one year; the series "umum" of a desa, unless a SeriNomor says otherwise.

    It is the book of its own office too: `puncak` is the highest number that this register of this office has ever had,
    from whichever series. An office that changes its series goes on above it, so its book never holds a number twice.
    """

    unit = models.ForeignKey("wilayah.Unit", models.PROTECT, related_name="+")
    register = models.CharField(max_length=40)
    tahun = models.PositiveSmallIntegerField()
    terakhir = models.PositiveIntegerField(default=0)
    puncak = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name_plural = "penghitung nomor"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "register", "tahun"], name="penghitung_satu_register"),
        ]

    def __str__(self) -> str:
        return f"{self.register} {self.tahun}: {self.terakhir}"


class SeriNomor(models.Model):
    """Which series an office really counts in: `register` of `unit` shares the counter of `seri` of `pemilik`.

    An empty `register` stands for all registers of that office. Without a row an office counts each register by itself;
    a row that names the office and register itself says the same (an office that has left a shared series).
    """

    unit = models.ForeignKey("wilayah.Unit", models.CASCADE, related_name="+")
    register = models.CharField(max_length=40, blank=True, default="")
    pemilik = models.ForeignKey("wilayah.Unit", models.PROTECT, related_name="+")
    seri = models.CharField(max_length=40)
    alasan = models.CharField(max_length=300, blank=True, default="")
    ditetapkan_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    ditetapkan = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name_plural = "seri nomor"
        constraints: ClassVar = [models.UniqueConstraint(fields=["unit", "register"], name="seri_satu_per_register")]

    def __str__(self) -> str:
        return f"{self.register or '*'} → {self.seri}"


class BlokNomor(models.Model):
    """Numbers taken at once, `dari` to `sampai`, both included: for paper letters, or passed over by a series change.

    `unit` and `register` say in whose book they are, `penghitung` from which series they came.
    """

    class Jenis(models.TextChoices):
        KERTAS = "kertas", "Untuk surat kertas"
        LEWATI = "lewati", "Dilewati"

    unit = models.ForeignKey("wilayah.Unit", models.PROTECT, related_name="+")
    register = models.CharField(max_length=40)
    tahun = models.PositiveSmallIntegerField()
    penghitung = models.ForeignKey(Penghitung, models.PROTECT, related_name="blok")
    jenis = models.CharField(max_length=10, choices=Jenis, default=Jenis.KERTAS)
    dari = models.PositiveIntegerField()
    sampai = models.PositiveIntegerField()
    alasan = models.CharField(max_length=300)
    dibuat_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    dibuat = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "blok nomor"
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(dari__gte=1) & Q(sampai__gte=models.F("dari")), name="blok_berurut"),
            models.CheckConstraint(condition=~Q(alasan=""), name="blok_beralasan"),
            models.CheckConstraint(
                condition=Q(jenis="lewati") | Q(dibuat_oleh__isnull=False), name="blok_kertas_berpembuat"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.register} {self.tahun}: {self.dari}-{self.sampai}"

    @property
    def jumlah(self) -> int:
        """How many numbers."""
        return self.sampai - self.dari + 1


class SuratKertas(models.Model):
    """One number of a block. The row is there from the start, so that each number is explained by exactly one row.

    Until it is entered `nomor` has dots where the paper decides (archive code, month); `tanggal` is the block's day.
    """

    class Status(models.TextChoices):
        BELUM = "belum", "Belum dicatat"
        TERPAKAI = "terpakai", "Dipakai surat kertas"
        BATAL = "batal", "Tidak dipakai"

    blok = models.ForeignKey(BlokNomor, models.PROTECT, related_name="surat_kertas")
    penghitung = models.ForeignKey(Penghitung, models.PROTECT, related_name="kertas")
    urut = models.PositiveIntegerField()
    nomor = models.CharField(max_length=120)
    status = models.CharField(max_length=10, choices=Status, default=Status.BELUM)
    tanggal = models.DateField()
    perihal = models.CharField(max_length=200, blank=True, default="")
    penerima = models.CharField(max_length=150, blank=True, default="")
    penanda = models.CharField(max_length=150, blank=True, default="")
    alasan = models.CharField(max_length=300, blank=True, default="")
    dicatat_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    dicatat = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "surat kertas"
        ordering: ClassVar = ["penghitung", "urut"]
        indexes: ClassVar = [models.Index(fields=["penghitung", "tanggal"], name="kertas_buku_tanggal")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["penghitung", "urut"], name="surat_kertas_satu_nomor"),
            models.CheckConstraint(
                condition=Q(status__in=["belum", "terpakai", "batal"]), name="surat_kertas_status_dikenal"
            ),
            models.CheckConstraint(condition=~Q(status="batal") | ~Q(alasan=""), name="surat_kertas_batal_beralasan"),
            models.CheckConstraint(
                condition=~Q(status="terpakai") | (~Q(perihal="") & Q(dicatat__isnull=False)),
                name="surat_kertas_terpakai_terisi",
            ),
        ]

    def __str__(self) -> str:
        return self.nomor
