"""The register of applications, what waits for approval, and how the links are doing.

Health stands in a table of its own: the worker writes it while editors save entries, and neither may overwrite the
other. Checks are kept raw for a month and as one row a day for ever.
"""

from typing import Any

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.wilayah.models import Unit
from layanan_links.alamat import PANJANG
from layanan_links.aturan import Kode, Riwayat, Temuan

KODE_BERSIH = RegexValidator(r"^[a-z0-9]+(-[a-z0-9]+)*$", _("Hanya huruf kecil, angka, dan tanda hubung."))


class Kategori(models.Model):
    """What citizens look for. Rows, not code: the regency renames and adds."""

    kode = models.CharField(_("kode"), max_length=40, primary_key=True, validators=[KODE_BERSIH])
    nama = models.CharField(_("nama"), max_length=60)
    ikon = models.CharField(_("ikon"), max_length=30, default="berkas")
    urut = models.PositiveSmallIntegerField(_("urutan"), default=100)

    class Meta:
        verbose_name, verbose_name_plural = _("kategori aplikasi"), _("kategori aplikasi")
        ordering = ["urut", "kode"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.nama


class Tautan(models.Model):
    """One application of an office, as citizens see it. Changes of an OPD reach it through a `Usulan` only."""

    class Keadaan(models.TextChoices):
        BARU = "baru", _("Belum tayang")
        TAYANG = "tayang", _("Tayang")
        DITARIK = "ditarik", _("Ditarik")
        DIGABUNG = "digabung", _("Digabung")

    class Pemilik(models.TextChoices):
        OPD = "opd", _("Pemerintah kabupaten")
        BUMD = "bumd", _("BUMD")
        PROVINSI = "provinsi", _("Pemerintah provinsi")
        PUSAT = "pusat", _("Instansi pusat")
        BUMN = "bumn", _("BUMN")

    class Biaya(models.TextChoices):
        BELUM = "", _("Belum diketahui")
        GRATIS = "gratis", _("Gratis")
        BERBAYAR = "berbayar", _("Berbayar")

    class Bukti(models.TextChoices):
        DILIHAT = "dilihat", _("Pernah terlihat")
        PERKIRAAN = "perkiraan", _("Perkiraan, belum dicek")
        DICEK = "dicek", _("Sudah dicek petugas")

    kode = models.CharField(_("kode"), max_length=60, unique=True, validators=[KODE_BERSIH])
    nama = models.CharField(_("nama aplikasi"), max_length=120)
    untuk = models.CharField(_("untuk apa"), max_length=200)
    kategori = models.ForeignKey(Kategori, on_delete=models.PROTECT, related_name="tautan", verbose_name=_("kategori"))
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="tautan", verbose_name=_("kantor pemilik")
    )
    pengelola = models.CharField(_("dikelola oleh"), max_length=120)
    pemilik = models.CharField(_("jenis pemilik"), max_length=10, choices=Pemilik, default=Pemilik.OPD)
    alamat = models.CharField(_("alamat situs"), max_length=PANJANG, blank=True)
    biaya = models.CharField(_("biaya"), max_length=10, choices=Biaya, blank=True)
    rincian_biaya = models.CharField(_("rincian biaya"), max_length=200, blank=True)
    tempat = models.CharField(_("tempat"), max_length=200, blank=True)
    cara_masuk = models.CharField(_("cara masuk"), max_length=300, blank=True)
    keadaan = models.CharField(max_length=10, choices=Keadaan, default=Keadaan.BARU)
    digabung_ke = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="gabungan")
    status_bukti = models.CharField(_("bukti"), max_length=10, choices=Bukti, default=Bukti.DICEK)
    sumber = models.CharField(_("sumber keterangan"), max_length=200, blank=True)
    catatan = models.CharField(_("catatan untuk petugas"), max_length=300, blank=True)
    cari = models.CharField(max_length=700, editable=False, default="")  # lower-case text that the list searches
    dibuat = models.DateTimeField(default=timezone.now, editable=False)
    diubah = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name, verbose_name_plural = _("aplikasi"), _("aplikasi")
        ordering = ["nama", "pk"]
        # Permissions hang on Usulan. Whoever had one here could read everybody's entries in the site's history.
        default_permissions = ()
        indexes = [
            models.Index(fields=["keadaan", "kategori", "nama", "id"], name="tautan_kategori"),
            models.Index(fields=["keadaan", "unit", "nama"], name="tautan_unit"),
            models.Index(fields=["keadaan", "biaya", "nama"], name="tautan_biaya"),
            models.Index(fields=["keadaan", "diubah"], name="tautan_diubah"),
        ]
        constraints = [
            models.CheckConstraint(
                name="tautan_digabung",
                condition=Q(keadaan="digabung", digabung_ke__isnull=False)
                | (~Q(keadaan="digabung") & Q(digabung_ke__isnull=True)),
            ),
            models.CheckConstraint(name="tautan_bukan_diri", condition=~Q(digabung_ke=F("id"))),
            models.CheckConstraint(
                name="tautan_http",
                condition=Q(alamat="") | Q(alamat__startswith="https://") | Q(alamat__startswith="http://"),
            ),
        ]

    def __str__(self) -> str:
        return self.nama

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the search text in step."""
        self.cari = self.teks_cari()
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        """Its page on our site."""
        return reverse("layanan_links:rinci", args=[self.kode])

    def teks_cari(self) -> str:
        """Words by which the list finds it."""
        kata = (self.nama, self.untuk, self.pengelola, self.kategori.nama)
        return " ".join(kata).lower()[:700]

    @property
    def tayang(self) -> bool:
        """Whether citizens see it."""
        return self.keadaan == self.Keadaan.TAYANG


class Usulan(models.Model):
    """What an OPD wants changed. A newer proposal replaces the one that waits; nothing of it is ever rewritten."""

    class Jenis(models.TextChoices):
        BARU = "baru", _("Aplikasi baru")
        UBAH = "ubah", _("Perubahan")
        TARIK = "tarik", _("Penarikan")

    class Status(models.TextChoices):
        MENUNGGU = "menunggu", _("Menunggu persetujuan")
        DISETUJUI = "disetujui", _("Disetujui")
        DITOLAK = "ditolak", _("Ditolak")
        DIGANTI = "diganti", _("Diganti usulan yang lebih baru")

    tautan = models.ForeignKey(Tautan, on_delete=models.CASCADE, related_name="usulan")
    jenis = models.CharField(max_length=10, choices=Jenis)
    isi = models.JSONField(default=dict)  # field → value, all fields an editor may change
    status = models.CharField(max_length=10, choices=Status, default=Status.MENUNGGU)
    alasan = models.CharField(max_length=300, blank=True)
    diajukan_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    diajukan_pada = models.DateTimeField(default=timezone.now)
    diputus_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    diputus_pada = models.DateTimeField(null=True)

    class Meta:
        verbose_name, verbose_name_plural = _("usulan"), _("usulan")
        ordering = ["diajukan_pada", "pk"]
        default_permissions = ()
        permissions = [
            ("usulkan", "Mengusulkan aplikasi kantornya sendiri"),
            ("setujui", "Menyetujui usulan dan mengelola semua aplikasi"),
        ]
        indexes = [models.Index(fields=["status", "diajukan_pada"], name="usulan_antre")]
        constraints = [
            models.UniqueConstraint(fields=["tautan"], condition=Q(status="menunggu"), name="usulan_satu_menunggu")
        ]

    def __str__(self) -> str:
        return f"{self.get_jenis_display()}: {self.isi.get('nama') or self.tautan.nama}"


class Kesehatan(models.Model):
    """How a link is doing; one row for each entry."""

    tautan = models.OneToOneField(Tautan, on_delete=models.CASCADE, primary_key=True, related_name="kesehatan")
    kode = models.CharField(max_length=10, blank=True, default="")  # aturan.Kode of the newest check
    status = models.PositiveSmallIntegerField(default=0)
    ms = models.PositiveIntegerField(default=0)
    alamat_akhir = models.CharField(max_length=PANJANG, blank=True)
    judul = models.CharField(max_length=200, blank=True)
    tls_sampai = models.DateTimeField(null=True)
    diperiksa = models.DateTimeField(null=True)
    gagal = models.PositiveIntegerField(default=0)
    gagal_sejak = models.DateTimeField(null=True)
    rusak = models.BooleanField(default=False)
    berikutnya = models.DateTimeField(default=timezone.now)
    penyewa = models.UUIDField(null=True)  # the round that holds it until `berikutnya`

    class Meta:
        verbose_name_plural = "kesehatan"
        default_permissions = ()
        indexes = [
            models.Index(fields=["berikutnya"], name="kesehatan_jatuh_tempo"),
            models.Index(fields=["rusak"], name="kesehatan_rusak", condition=Q(rusak=True)),
            models.Index(fields=["penyewa"], name="kesehatan_penyewa", condition=Q(penyewa__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(
                name="kesehatan_gagal_sejak",
                condition=Q(gagal=0, gagal_sejak__isnull=True, rusak=False) | Q(gagal__gt=0, gagal_sejak__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.tautan_id} {self.kode}"

    @property
    def riwayat(self) -> Riwayat:
        """As the rules know it."""
        return Riwayat(self.gagal, self.gagal_sejak, self.rusak)

    @property
    def keadaan_umum(self) -> tuple[bool, ...]:
        """What of it citizens see; when it changes, pages that show it are made anew."""
        return bool(self.kode), self.rusak, self.mencurigakan

    @property
    def mencurigakan(self) -> bool:
        """Whether citizens are kept away from it."""
        return self.rusak and self.kode == Kode.DIAMBIL

    def catat(self, temuan: Temuan, riwayat: Riwayat) -> None:
        """Take over what a check found; not saved."""
        self.kode, self.status, self.ms = temuan.kode, temuan.status, temuan.ms
        self.alamat_akhir, self.judul = temuan.alamat_akhir, temuan.judul
        self.tls_sampai = temuan.tls_sampai or self.tls_sampai
        self.gagal, self.gagal_sejak, self.rusak = riwayat.gagal, riwayat.gagal_sejak, riwayat.rusak


class Pemeriksaan(models.Model):
    """One check, kept for a month."""

    tautan = models.ForeignKey(Tautan, on_delete=models.CASCADE, related_name="pemeriksaan", db_index=False)
    waktu = models.DateTimeField()
    kode = models.CharField(max_length=10)
    status = models.PositiveSmallIntegerField(default=0)
    ms = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name_plural = "pemeriksaan"
        default_permissions = ()
        indexes = [
            models.Index(fields=["tautan", "-waktu"], name="pemeriksaan_riwayat"),
            models.Index(fields=["waktu"], name="pemeriksaan_lama"),
        ]

    def __str__(self) -> str:
        return f"{self.tautan_id} {self.kode}"


class Harian(models.Model):
    """One link on one day: checks, and clicks counted without knowing whose."""

    tautan = models.ForeignKey(Tautan, on_delete=models.CASCADE, related_name="harian", db_index=False)
    hari = models.DateField()
    diperiksa = models.PositiveIntegerField(default=0)
    hidup = models.PositiveIntegerField(default=0)
    ms = models.PositiveBigIntegerField(default=0)  # sum over the checks that were answered
    klik = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name_plural = "harian"
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["tautan", "hari"], name="harian_unik"),
            models.CheckConstraint(name="harian_hidup", condition=Q(hidup__lte=F("diperiksa"))),
        ]

    def __str__(self) -> str:
        return f"{self.tautan_id} {self.hari}"


class BukanKembar(models.Model):
    """Two entries that Bagian Pemerintahan has looked at and found different; the smaller key first."""

    satu = models.ForeignKey(Tautan, on_delete=models.CASCADE, related_name="+")
    dua = models.ForeignKey(Tautan, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name_plural = "bukan kembar"
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["satu", "dua"], name="bukan_kembar_unik"),
            models.CheckConstraint(name="bukan_kembar_urut", condition=Q(satu__lt=F("dua"))),
        ]

    def __str__(self) -> str:
        return f"{self.satu_id} {self.dua_id}"
