"""The letter, its signatures and seal, and every form in which it was published."""

import uuid
from datetime import timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

LEASE = timedelta(minutes=2)  # how long one attempt to sign keeps others out; longer than the slowest key here
LEASE_JAUH = timedelta(minutes=10)  # the same through a gateway, with its time-outs for signature, download and seal


class StatusSurat(models.TextChoices):
    """The life of a letter, as the verification page says it."""

    DINOMORI = "dinomori", "Belum sah: sedang disiapkan"
    BEKU = "beku", "Belum sah: menunggu tanda tangan"
    DITANDATANGANI = "ditandatangani", "Belum sah: tanda tangan belum lengkap"
    TERBIT = "terbit", "Sah"
    BATAL = "batal", "Dibatalkan"
    DICABUT = "dicabut", "Dicabut"
    DIGANTI = "diganti", "Diganti surat lain"


HIDUP = (StatusSurat.DINOMORI, StatusSurat.BEKU, StatusSurat.DITANDATANGANI, StatusSurat.TERBIT)
BERISI = (StatusSurat.BEKU, StatusSurat.DITANDATANGANI, StatusSurat.TERBIT, StatusSurat.DICABUT, StatusSurat.DIGANTI)


class Surat(models.Model):
    """One letter under one number. A number is never given back: what is not published is annulled, with a reason.

    `sha_beku` names the bytes the signers were shown, `sha_kini` the newest bytes (with the signatures so far).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    permohonan = models.ForeignKey("permohonan.Permohonan", models.PROTECT, related_name="surat")
    versi_surat = models.PositiveSmallIntegerField()
    unit = models.ForeignKey("wilayah.Unit", models.PROTECT, related_name="+")
    register = models.CharField(max_length=40)
    tahun = models.PositiveSmallIntegerField()
    urut = models.PositiveIntegerField()
    penghitung = models.ForeignKey("surat.Penghitung", models.PROTECT, related_name="surat")
    nomor = models.CharField(max_length=120)
    judul = models.CharField(max_length=120)
    status = models.CharField(max_length=16, choices=StatusSurat, default=StatusSurat.DINOMORI)
    kode_cek = models.CharField(max_length=40, unique=True)
    konteks = models.JSONField(default=dict)
    sidik_isian = models.CharField(max_length=64, help_text="Sidik isian dan lampiran saat surat dibekukan.")
    sha_beku = models.CharField(max_length=64, blank=True, default="")
    sha_kini = models.CharField(max_length=64, blank=True, default="", db_index=True)
    halaman = models.PositiveSmallIntegerField(default=0)
    alasan_batal = models.CharField(max_length=300, blank=True, default="")
    dibatalkan_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    berlaku_sampai = models.DateField(null=True, blank=True)
    tanggal = models.DateField()
    dibuat = models.DateTimeField(auto_now_add=True)
    terbit_pada = models.DateTimeField(null=True, blank=True)
    menggantikan = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="pengganti")
    dicabut_pada = models.DateTimeField(null=True, blank=True)
    dicabut_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name_plural = "surat"
        ordering: ClassVar = ["permohonan", "versi_surat"]
        indexes: ClassVar = [
            models.Index(fields=["penghitung", "tanggal"], name="surat_buku_tanggal"),
            models.Index(fields=["unit", "penghitung"], name="surat_buku_kantor"),
        ]
        constraints: ClassVar = [
            # Offices that share a series never share a number of it, and no book holds a number twice.
            models.UniqueConstraint(fields=["penghitung", "urut"], name="surat_satu_urut_seri"),
            models.UniqueConstraint(fields=["unit", "register", "tahun", "urut"], name="surat_satu_nomor"),
            models.UniqueConstraint(fields=["permohonan", "versi_surat"], name="surat_satu_versi"),
            models.UniqueConstraint(
                fields=["permohonan"], condition=Q(status__in=HIDUP), name="surat_satu_hidup_per_permohonan"
            ),
            models.CheckConstraint(condition=Q(status__in=StatusSurat.values), name="surat_status_dikenal"),
            models.CheckConstraint(condition=Q(urut__gte=1), name="surat_urut_dari_satu"),
            models.CheckConstraint(
                condition=~Q(status__in=BERISI) | (~Q(sha_beku="") & ~Q(sha_kini="")), name="surat_beku_punya_isi"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[StatusSurat.BATAL, StatusSurat.DICABUT, StatusSurat.DIGANTI])
                | ~Q(alasan_batal=""),
                name="surat_batal_beralasan",
            ),
            models.CheckConstraint(
                condition=~Q(status=StatusSurat.TERBIT) | Q(terbit_pada__isnull=False), name="surat_terbit_berwaktu"
            ),
        ]

    def __str__(self) -> str:
        return self.nomor

    def get_absolute_url(self) -> str:
        """The public verification page; the address in the QR."""
        return reverse("surat:cek", args=[self.kode_cek])

    @property
    def hidup(self) -> bool:
        """Whether this is the letter of its application now."""
        return self.status in HIDUP

    @property
    def terbit(self) -> bool:
        """Whether the citizen may have it."""
        return self.status == StatusSurat.TERBIT

    def alamat_cek(self) -> str:
        """The same with the host, as it is printed."""
        return f"{settings.ALAMAT_SITUS}{self.get_absolute_url()}"


class TandaTangan(models.Model):
    """One signature asked for and, when `sah`, given: who, from which office, over which bytes."""

    class Status(models.TextChoices):
        MENUNGGU = "menunggu", "Menunggu"
        NIAT = "niat", "Sedang ditandatangani"
        MENUNGGU_SEGEL = "menunggu_segel", "Menunggu segel"
        SAH = "sah", "Sah"
        TIDAK_PASTI = "tidak_pasti", "Tidak pasti"

    surat = models.ForeignKey(Surat, models.CASCADE, related_name="tanda_tangan")
    urut = models.PositiveSmallIntegerField()
    tahap = models.PositiveSmallIntegerField(help_text="Indeks tahap dalam rute.")
    peran = models.CharField(max_length=32)
    unit = models.ForeignKey("wilayah.Unit", models.PROTECT, related_name="+")
    pengguna = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    nama = models.CharField(max_length=150)
    nip = models.CharField(max_length=18, blank=True, default="")
    jabatan = models.CharField(max_length=160)
    unit_nama = models.CharField(max_length=120)
    jenis = models.CharField(max_length=10)
    status = models.CharField(max_length=16, choices=Status, default=Status.MENUNGGU)
    percobaan = models.PositiveSmallIntegerField(default=0)
    lease_sampai = models.DateTimeField(null=True, blank=True)
    sha_sebelum = models.CharField(max_length=64, blank=True, default="")
    sha_sesudah = models.CharField(max_length=64, blank=True, default="")
    sertifikat_subjek = models.CharField(max_length=250, blank=True, default="")
    sertifikat_serial = models.CharField(max_length=64, blank=True, default="")
    sertifikat_sidik = models.CharField(max_length=64, blank=True, default="")
    waktu = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "tanda tangan"
        ordering: ClassVar = ["surat", "urut"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["surat", "urut"], name="ttd_satu_urut"),
            models.CheckConstraint(
                condition=~Q(status="sah") | (~Q(sha_sesudah="") & ~Q(sertifikat_sidik="") & Q(waktu__isnull=False)),
                name="ttd_sah_berbukti",
            ),
            models.CheckConstraint(
                condition=~Q(status="niat") | Q(lease_sampai__isnull=False), name="ttd_niat_berbatas_waktu"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.jabatan}: {self.get_status_display()}"


class Percobaan(models.Model):
    """One attempt to sign and how it ended: what a time-out left open is written here, never guessed. Only added to."""

    class Hasil(models.TextChoices):
        SAH = "sah", "Berhasil"
        DITOLAK = "ditolak", "Ditolak, tidak ditandatangani"
        TIDAK_PASTI = "tidak_pasti", "Tidak pasti"

    ttd = models.ForeignKey(TandaTangan, models.CASCADE, related_name="riwayat")
    ke = models.PositiveSmallIntegerField()
    penggerak = models.CharField(max_length=10)
    hasil = models.CharField(max_length=12, choices=Hasil)
    kode = models.CharField(max_length=40, blank=True, default="")
    id_dokumen = models.CharField(max_length=100, blank=True, default="")
    sha = models.CharField(max_length=64, blank=True, default="")
    waktu = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "percobaan"
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.ke}: {self.get_hasil_display()}"


class Segel(models.Model):
    """The organisation's e-seal on one letter; the row is made with the letter when its office has a seal."""

    class Status(models.TextChoices):
        MENUNGGU = "menunggu", "Menunggu"
        SAH = "sah", "Sah"

    surat = models.OneToOneField(Surat, models.CASCADE, related_name="segel")
    kunci = models.ForeignKey("surat.KunciSegel", models.PROTECT, related_name="+")
    nama = models.CharField(max_length=150)
    status = models.CharField(max_length=10, choices=Status, default=Status.MENUNGGU)
    sha_sebelum = models.CharField(max_length=64, blank=True, default="")
    sha_sesudah = models.CharField(max_length=64, blank=True, default="")
    sertifikat_subjek = models.CharField(max_length=250, blank=True, default="")
    sertifikat_serial = models.CharField(max_length=64, blank=True, default="")
    sertifikat_sidik = models.CharField(max_length=64, blank=True, default="")
    waktu = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "segel"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(status="sah") | (~Q(sha_sesudah="") & ~Q(sertifikat_sidik="") & Q(waktu__isnull=False)),
                name="segel_sah_berbukti",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nama}: {self.get_status_display()}"


class Terbitan(models.Model):
    """Every form in which a letter was ever published: a new time-stamp makes new bytes, and the old stay true."""

    surat = models.ForeignKey(Surat, models.CASCADE, related_name="terbitan")
    urut = models.PositiveSmallIntegerField(default=1)
    sha = models.CharField(max_length=64, unique=True)
    profil = models.CharField(max_length=10, help_text="B-B, B-T, B-LT atau B-LTA.")
    stempel_sampai = models.DateTimeField(null=True, blank=True, db_index=True)
    waktu = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "terbitan"
        ordering: ClassVar = ["surat", "urut"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["surat", "urut"], name="terbitan_satu_urut")]

    def __str__(self) -> str:
        return f"{self.urut} {self.profil}"
