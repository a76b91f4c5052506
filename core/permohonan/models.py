"""An application (permohonan), its uploads, and its append-only log."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.permohonan.aturan import AWAL_RANTAI, Keadaan, Status


class StatusPermohonan(models.TextChoices):
    """The status words of the core, as a citizen reads them; a service cannot add any."""

    DRAF = Status.DRAF, "Belum dikirim"
    DIAJUKAN = Status.DIAJUKAN, "Terkirim"
    DIPROSES = Status.DIPROSES, "Sedang diproses"
    PERLU_PERBAIKAN = Status.PERLU_PERBAIKAN, "Perlu diperbaiki"
    DITOLAK = Status.DITOLAK, "Ditolak"
    DIBATALKAN = Status.DIBATALKAN, "Dibatalkan"
    SELESAI = Status.SELESAI, "Selesai"


DI_MEJA = Q(status__in=[Status.DIAJUKAN.value, Status.DIPROSES.value])


class Permohonan(models.Model):
    """One application of one citizen, pinned to the version of the service it was started with.

    Every column from ``status`` to ``versi`` is what replaying the log gives (``aturan.putar_ulang``);
    only the verbs in ``verba`` write them.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    nomor = models.CharField(max_length=24, unique=True)
    pemohon = models.ForeignKey("akun.Warga", models.PROTECT, related_name="permohonan")
    versi_layanan = models.ForeignKey("layanan.VersiLayanan", models.PROTECT, related_name="+")
    kode_layanan = models.CharField(max_length=80, db_index=True)

    status = models.CharField(max_length=16, choices=StatusPermohonan, default=StatusPermohonan.DRAF)
    tahap = models.PositiveSmallIntegerField(null=True, blank=True)
    peran = models.CharField(max_length=32, blank=True, default="")
    unit = models.ForeignKey("wilayah.Unit", models.PROTECT, null=True, blank=True, related_name="+")
    tempat = models.ForeignKey("wilayah.Wilayah", models.PROTECT, null=True, blank=True, related_name="+")
    perbaikan = models.JSONField(default=dict, blank=True)
    pengklaim = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    diklaim_pada = models.DateTimeField(null=True, blank=True)
    klaim_sampai = models.DateTimeField(null=True, blank=True)
    tenggat = models.DateTimeField(null=True, blank=True)
    sisa_jam = models.FloatField(null=True, blank=True, help_text="Jam kerja tersisa selagi jam SLA berhenti.")
    diajukan_pada = models.DateTimeField(null=True, blank=True)
    diputus_pada = models.DateTimeField(null=True, blank=True)
    terbit_pada = models.DateTimeField(null=True, blank=True)
    dicabut_pada = models.DateTimeField(null=True, blank=True)
    alasan = models.TextField(blank=True, default="")
    rute_berlaku = models.JSONField(default=list, blank=True, help_text="Indeks tahap yang berlaku bagi berkas ini.")
    tahap_lulus = models.JSONField(default=list, blank=True, help_text="Indeks tahap yang sudah selesai.")
    versi = models.PositiveIntegerField(default=0)

    isian = models.JSONField(default=dict, blank=True)
    kunci_kirim = models.CharField(max_length=64, null=True, blank=True, unique=True)
    kepala_rantai = models.CharField(max_length=64, default=AWAL_RANTAI)
    dibuat = models.DateTimeField(auto_now_add=True)
    diubah = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = "permohonan"
        verbose_name_plural = "permohonan"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(status__in=StatusPermohonan.values), name="permohonan_status_dikenal"),
            # Whoever is waited for must be known: an active file without a desk would be in nobody's inbox.
            models.CheckConstraint(
                condition=~DI_MEJA | Q(unit__isnull=False, tahap__isnull=False), name="permohonan_aktif_punya_meja"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["unit", "peran", "status", "tenggat", "id"], name="permohonan_kotak"),
            models.Index(fields=["unit", "peran", "tenggat", "id"], name="permohonan_meja", condition=DI_MEJA),
            models.Index(fields=["unit", "peran", "kode_layanan", "tenggat", "id"], name="permohonan_meja_layanan"),
            models.Index(fields=["pengklaim", "tenggat", "id"], name="permohonan_klaim"),
            models.Index(fields=["pemohon", "-dibuat"], name="permohonan_warga"),
        ]

    def __str__(self) -> str:
        return self.nomor

    def keadaan(self) -> Keadaan:
        """The stored state in the form the rules speak about."""
        return Keadaan(
            status=Status(self.status),
            tahap=self.tahap,
            peran=self.peran,
            unit=self.unit_id,
            tempat=self.tempat_id,
            perbaikan=self.perbaikan,
            pengklaim=self.pengklaim_id,
            diklaim_pada=self.diklaim_pada,
            klaim_sampai=self.klaim_sampai,
            tenggat=self.tenggat,
            sisa_jam=self.sisa_jam,
            diajukan_pada=self.diajukan_pada,
            diputus_pada=self.diputus_pada,
            terbit_pada=self.terbit_pada,
            dicabut_pada=self.dicabut_pada,
            alasan=self.alasan,
            berlaku=tuple(self.rute_berlaku),
            lulus=frozenset(self.tahap_lulus),
            versi=self.versi,
        )


class Lampiran(models.Model):
    """One uploaded file under the code of the declaration's upload; ``urut`` counts where several are allowed.

    ``baris`` is who the row of the table was when the file was attached (see ``baris.orang``): a file that belongs to
    one person is never shown under another.
    """

    permohonan = models.ForeignKey(Permohonan, models.CASCADE, related_name="lampiran")
    kode = models.CharField(max_length=80)
    urut = models.PositiveSmallIntegerField(default=1)
    berkas = models.ForeignKey("berkas.Berkas", models.PROTECT, related_name="+")
    baris = models.JSONField(default=dict, blank=True)
    dibuat = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "lampiran"
        ordering: ClassVar = ["permohonan", "kode", "urut"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["permohonan", "kode", "urut"], name="lampiran_satu_urut"),
        ]

    def __str__(self) -> str:
        return f"{self.kode} {self.urut}"


class Peristiwa(models.Model):
    """One entry of a file's log. Triggers of the database refuse to change or delete it (migration 0002).

    ``hash`` = SHA-256(``hash_sebelum`` ‖ RFC 8785 of the event), see ``rantai``.
    """

    class Jenis(models.TextChoices):
        DIMULAI = "dimulai", _("Mulai diisi")
        VERSI_DIMAJUKAN = "versi_dimajukan", _("Isian dipindahkan ke versi baru")
        DIAJUKAN = "diajukan", _("Dikirim")
        DIKLAIM = "diklaim", _("Diambil petugas")
        DILEPAS = "dilepas", _("Dilepas petugas")
        TAHAP_SELESAI = "tahap_selesai", _("Tahap selesai")
        TAHAP_DIMASUKI = "tahap_dimasuki", _("Masuk tahap")
        TAHAP_DILEWATI = "tahap_dilewati", _("Tahap dilewati")
        DIKEMBALIKAN = "dikembalikan", _("Dikembalikan untuk diperbaiki")
        DIPERBAIKI = "diperbaiki", _("Dikirim ulang setelah diperbaiki")
        BERKAS_DISUSULKAN = "berkas_disusulkan", _("Berkas disusulkan")
        DITOLAK = "ditolak", _("Ditolak")
        DIBATALKAN = "dibatalkan", _("Dibatalkan")
        DITANDATANGANI = "ditandatangani", _("Ditandatangani")
        SURAT_TERBIT = "surat_terbit", _("Surat terbit")
        SURAT_DICABUT = "surat_dicabut", _("Surat dicabut")
        DIBUKA_KEMBALI = "dibuka_kembali", _("Dibuka kembali untuk surat pengganti")
        SELESAI = "selesai", _("Selesai")
        DILIHAT = "dilihat", _("Dilihat petugas")

    permohonan = models.ForeignKey(Permohonan, models.PROTECT, related_name="peristiwa")
    urut = models.PositiveIntegerField()
    jenis = models.CharField(max_length=24, choices=Jenis)
    aktor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    jabatan = models.CharField(max_length=160, blank=True, default="")
    unit = models.ForeignKey("wilayah.Unit", models.PROTECT, null=True, blank=True, related_name="+")
    data = models.JSONField(default=dict)
    waktu = models.DateTimeField()
    hash_sebelum = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name_plural = "peristiwa"
        ordering: ClassVar = ["permohonan", "urut"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["permohonan", "urut"], name="peristiwa_satu_urut"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["unit", "jenis", "permohonan"], name="peristiwa_unit"),
            models.Index(fields=["aktor", "waktu"], name="peristiwa_aktor"),
        ]

    def __str__(self) -> str:
        return f"{self.urut} {self.jenis}"
