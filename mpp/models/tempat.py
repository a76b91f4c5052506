"""The registers: places, opening hours, closing days, bodies, queues, counters and what they offer."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from core.layanan.register import registri
from core.wilayah.models import Unit

HARI = [
    (0, _("Senin")), (1, _("Selasa")), (2, _("Rabu")), (3, _("Kamis")), (4, _("Jumat")), (5, _("Sabtu")),
    (6, _("Minggu")),
]  # fmt: skip
IKON = RegexValidator(r"^[a-z-]+$", _("Tulis nama ikon dengan huruf kecil, contoh: kantor"))


class Berkode(models.Model):
    """A row with a short stable name for addresses; left empty it is made from the name."""

    kode = models.SlugField(_("kode alamat"), max_length=60, blank=True, help_text=_("Boleh dikosongkan."))
    nama = models.CharField(_("nama"), max_length=120)
    diubah = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.nama

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Fill in the address."""
        self.kode = self.kode or slugify(self.nama)[:60]
        super().save(*args, **kwargs)


class Tempat(ClusterableModel, Berkode):  # type: ignore[django-manager-missing]  # a page has Wagtail's manager
    """A hall with counters. `unit` is the office that runs it: its officers may open every counter."""

    class Jenis(models.TextChoices):
        MPP = "mpp", _("Mal Pelayanan Publik")
        MINI = "mini", _("Mini MPP kecamatan")

    jenis = models.CharField(_("jenis"), max_length=5, choices=Jenis.choices)
    unit = models.ForeignKey(Unit, verbose_name=_("kantor pengelola"), on_delete=models.PROTECT, related_name="+")
    alamat = models.CharField(_("alamat"), max_length=200)
    petunjuk = models.CharField(_("petunjuk arah"), max_length=200, blank=True)
    telepon = models.CharField(_("telepon"), max_length=40, blank=True)
    panjang_slot = models.PositiveSmallIntegerField(
        _("panjang satu jam antrean (menit)"), default=60, validators=[MinValueValidator(15), MaxValueValidator(240)]
    )
    contoh = models.BooleanField(
        _("isi contoh, belum diperiksa"),
        default=False,
        help_text=_("Selama dicentang, halaman meminta warga memastikan jam buka ke kantor."),
    )
    aktif = models.BooleanField(_("tampil untuk umum"), default=True)
    urutan = models.PositiveSmallIntegerField(_("urutan"), default=100)

    class Meta:
        verbose_name = _("tempat")
        verbose_name_plural = _("tempat")
        ordering = ["urutan", "nama", "pk"]
        constraints = [models.UniqueConstraint(fields=["kode"], name="mpp_tempat_kode")]
        permissions = [("kelola_semua", "Dapat mengelola semua tempat dan instansi MPP")]


class JamBuka(models.Model):
    """A stretch of opening hours on one day of the week; a lunch break makes two."""

    tempat = ParentalKey(Tempat, on_delete=models.CASCADE, related_name="jam_buka")
    hari = models.PositiveSmallIntegerField(_("hari"), choices=HARI)
    buka = models.TimeField(_("buka"))
    tutup = models.TimeField(_("tutup"))

    class Meta:
        verbose_name = _("jam buka")
        verbose_name_plural = _("jam buka")
        ordering = ["hari", "buka"]
        constraints = [
            models.CheckConstraint(
                name="mpp_jam_urut",
                condition=Q(tutup__gt=F("buka")),
                violation_error_message=_("Jam tutup harus sesudah jam buka."),
            ),
            models.UniqueConstraint(fields=["tempat", "hari", "buka"], name="mpp_jam_sekali"),
        ]

    def __str__(self) -> str:
        return f"{self.get_hari_display()} {self.buka:%H.%M}–{self.tutup:%H.%M}"


class HariTutup(models.Model):
    """Days on which one place is closed besides the public holidays, both ends included."""

    tempat = ParentalKey(Tempat, on_delete=models.CASCADE, related_name="hari_tutup")
    dari = models.DateField(_("dari tanggal"))
    sampai = models.DateField(_("sampai tanggal"))
    alasan = models.CharField(_("alasan"), max_length=120, help_text=_("Dibaca warga, contoh: Pindah gedung"))

    class Meta:
        verbose_name = _("hari tutup")
        verbose_name_plural = _("hari tutup")
        ordering = ["dari", "pk"]
        constraints = [
            models.CheckConstraint(
                name="mpp_tutup_urut",
                condition=Q(sampai__gte=F("dari")),
                violation_error_message=_("Tanggal akhir mendahului tanggal awal."),
            )
        ]
        indexes = [models.Index(fields=["tempat", "sampai"], name="mpp_tutup_sampai")]

    def __str__(self) -> str:
        return f"{self.dari.isoformat()} – {self.sampai.isoformat()} {self.alasan}"


class Instansi(Berkode):
    """A body with services at counters: a dinas, a bank, the police. `unit` when it is also an office of ours."""

    ringkas = models.CharField(_("keterangan singkat"), max_length=200, blank=True)
    situs = models.URLField(_("situs resmi"), blank=True)
    ikon = models.CharField(_("ikon"), max_length=30, default="kantor", validators=[IKON])
    unit = models.ForeignKey(
        Unit, verbose_name=_("kantor"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("instansi")
        verbose_name_plural = _("instansi")
        ordering = ["nama", "pk"]
        constraints = [models.UniqueConstraint(fields=["kode"], name="mpp_instansi_kode")]


class Kelompok(models.Model):
    """A queue of one place: services that share counters and a series of numbers, "A-001" onwards each day."""

    tempat = models.ForeignKey(Tempat, verbose_name=_("tempat"), on_delete=models.PROTECT, related_name="kelompok")
    huruf = models.CharField(
        _("huruf nomor"),
        max_length=2,
        validators=[RegexValidator(r"^[A-Z]{1,2}$", _("Tulis satu atau dua huruf besar, contoh: A"))],
    )
    nama = models.CharField(_("nama"), max_length=80)
    menit = models.PositiveSmallIntegerField(
        _("menit per orang"), default=15, validators=[MinValueValidator(2), MaxValueValidator(240)]
    )
    diubah = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("kelompok antrean")
        verbose_name_plural = _("kelompok antrean")
        ordering = ["tempat", "huruf"]
        constraints = [models.UniqueConstraint(fields=["tempat", "huruf"], name="mpp_huruf_sekali")]

    def __str__(self) -> str:
        return f"{self.tempat} {self.huruf} · {self.nama}"


class Loket(models.Model):
    """A counter. `unit` names the office whose officers sit there besides those of the place's own office."""

    kelompok = models.ForeignKey(
        Kelompok, verbose_name=_("kelompok antrean"), on_delete=models.PROTECT, related_name="loket"
    )
    nama = models.CharField(_("nama loket"), max_length=20, help_text=_("Seperti di papan, contoh: 3"))
    unit = models.ForeignKey(
        Unit, verbose_name=_("kantor petugas"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    aktif = models.BooleanField(_("dibuka"), default=True)
    diubah = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("loket")
        verbose_name_plural = _("loket")
        ordering = ["kelompok", "pk"]
        constraints = [models.UniqueConstraint(fields=["kelompok", "nama"], name="mpp_loket_sekali")]

    def __str__(self) -> str:
        return f"{self.kelompok} · {self.nama}"


class LayananLoket(Berkode):
    """A service at the counters of one queue."""

    kelompok = models.ForeignKey(
        Kelompok, verbose_name=_("kelompok antrean"), on_delete=models.PROTECT, related_name="layanan"
    )
    instansi = models.ForeignKey(Instansi, verbose_name=_("instansi"), on_delete=models.PROTECT, related_name="layanan")
    ringkas = models.CharField(_("keterangan singkat"), max_length=200, blank=True)
    bawa = models.TextField(
        _("yang dibawa"), max_length=600, blank=True, help_text=_("Satu berkas satu baris, contoh: KTP asli")
    )
    kata = models.CharField(
        _("kata pencarian"), max_length=200, blank=True, help_text=_("Kata sehari-hari, dipisah koma: paspor, umrah")
    )
    peristiwa = models.CharField(_("peristiwa hidup"), max_length=120, blank=True, help_text=_("Dipisah koma."))
    daring = models.SlugField(
        _("kode layanan daring"), max_length=80, blank=True, help_text=_("Bila dapat diajukan dari rumah di situs ini.")
    )
    aktif = models.BooleanField(_("tampil untuk umum"), default=True)

    class Meta:
        verbose_name = _("layanan di loket")
        verbose_name_plural = _("layanan di loket")
        ordering = ["instansi__nama", "nama", "pk"]
        constraints = [models.UniqueConstraint(fields=["kelompok", "kode"], name="mpp_layanan_kode")]

    def clean(self) -> None:
        """An address names a place and a service: two queues of one place cannot both have it."""
        super().clean()
        kembar = LayananLoket.objects.filter(kelompok__tempat__kelompok=self.kelompok_id, kode=self.kode)
        if self.kode and kembar.exclude(pk=self.pk).exists():
            raise ValidationError({"kode": _("Kode ini sudah dipakai layanan lain di tempat yang sama.")})

    @property
    def alamat_daring(self) -> str:
        """The page of the service that spares the visit; nothing while this installation has no such service."""
        return f"/layanan/{self.daring}/" if self.daring and registri().ambil(self.daring) else ""

    @property
    def daftar_bawa(self) -> list[str]:
        """What to bring, line by line."""
        return [baris.strip() for baris in self.bawa.splitlines() if baris.strip()]
