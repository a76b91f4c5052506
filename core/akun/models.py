"""People who sign in: officers have a short user name, citizens sign in with their NIK and have a `Warga` row."""

import uuid
from datetime import date
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils import timezone

from core.akun import pilihan


class Pengguna(AbstractUser):
    """An account. `username` is the NIK of a citizen or the short name of an officer."""

    nama = models.CharField(max_length=150)
    nip = models.CharField(max_length=18, blank=True)

    def __str__(self) -> str:
        return self.nama or "Pengguna"  # never the user name: it may be a NIK

    def get_full_name(self) -> str:
        """The name that Wagtail and mail templates show."""
        return self.nama

    def get_short_name(self) -> str:
        """The first word of the name."""
        return self.nama.split(" ")[0]

    @property
    def warga_atau_none(self) -> "Warga | None":
        """The citizen's data, or None for an officer."""
        return getattr(self, "warga", None)


class DataDiri(models.Model):
    """The fields of the registration form that describe a citizen; their option lists are in `pilihan`."""

    no_kk = models.CharField(max_length=16)
    tempat_lahir = models.CharField(max_length=100)
    tanggal_lahir = models.DateField()
    telepon = models.CharField(max_length=16)  # E.164
    alamat = models.CharField(max_length=200)
    rt = models.CharField(max_length=3)
    rw = models.CharField(max_length=3)
    desa = models.ForeignKey("wilayah.Wilayah", on_delete=models.PROTECT, related_name="+")
    jenis_kelamin = models.CharField(max_length=10)
    golongan_darah = models.CharField(max_length=10)
    agama = models.CharField(max_length=40)
    status_kawin = models.CharField(max_length=20)
    kewarganegaraan = models.CharField(max_length=3)
    pendidikan = models.CharField(max_length=40)
    pekerjaan = models.CharField(max_length=50)

    class Meta:
        abstract = True


class Warga(DataDiri):
    """A citizen. Only after the desa has compared the data with the photos may applications be sent."""

    pengguna = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="warga")
    nik = models.CharField(max_length=16, unique=True)  # text: a number type loses digits (see nik.py)
    foto_ktp = models.ForeignKey("berkas.Berkas", null=True, on_delete=models.PROTECT, related_name="+")
    foto_kk = models.ForeignKey("berkas.Berkas", null=True, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=15, choices=pilihan.STATUS_WARGA, default=pilihan.MENUNGGU)
    alasan = models.CharField(max_length=300, blank=True)
    diperiksa_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="warga_diperiksa"
    )
    diperiksa_pada = models.DateTimeField(null=True)
    persetujuan = models.CharField(max_length=20)  # version of the privacy text the citizen agreed to
    persetujuan_pada = models.DateTimeField(default=timezone.now)
    didaftarkan = models.DateTimeField(default=timezone.now)  # moves when a rejected citizen registers again

    class Meta:
        verbose_name_plural = "warga"
        indexes = [models.Index(fields=["desa", "status", "didaftarkan", "id"], name="antrean_warga")]

    def __str__(self) -> str:
        return self.pengguna.nama

    @property
    def terverifikasi(self) -> bool:
        """Whether the desa has accepted this account."""
        return self.status == pilihan.TERVERIFIKASI

    def usia(self, hari: date | None = None) -> int:
        """Age in whole years on that day (default: today, WIB)."""
        hari = hari or timezone.localdate()
        lahir = self.tanggal_lahir
        return hari.year - lahir.year - ((hari.month, hari.day) < (lahir.month, lahir.day))

    def profil(self) -> dict[str, Any]:
        """The plain read-only values a service sees."""
        from core.akun.kueri import profil_warga

        return profil_warga(self)


class DrafPendaftaran(models.Model):
    """What a visitor has typed and photographed so far; the session knows its id. Never holds the password."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    isian = models.JSONField(default=dict)
    foto_ktp = models.ForeignKey("berkas.Berkas", null=True, on_delete=models.SET_NULL, related_name="+")
    foto_kk = models.ForeignKey("berkas.Berkas", null=True, on_delete=models.SET_NULL, related_name="+")
    dibuat = models.DateTimeField(auto_now_add=True)
    diubah = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name_plural = "draf pendaftaran"

    def __str__(self) -> str:
        return str(self.id)
