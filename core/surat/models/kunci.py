"""Keys of officers and seals, and the register of their certificates."""

from datetime import timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

MAKS_FRASA = 5  # wrong passphrases in a row
MAKS_FRASA_JAUH = 3  # through a gateway: BSrE locks the account after a number nobody has published
JEDA_FRASA = timedelta(minutes=15)  # how long the key stays shut after that


class Penggerak(models.TextChoices):
    """The ways to sign; `core.surat.penanda` holds one module for each."""

    PKCS12 = "pkcs12", "Berkas kunci (PKCS#12)"
    PKCS11 = "pkcs11", "Perangkat kunci (PKCS#11)"
    BSRE_V1 = "bsre_v1", "BSrE eSign versi 1"
    BSRE_V2 = "bsre_v2", "BSrE eSign versi 2"


class PenggerakUnit(models.Model):
    """How the officers of a unit sign who have no key of their own: at BSrE, whose gateway holds the keys."""

    unit = models.OneToOneField("wilayah.Unit", models.CASCADE, related_name="+")
    penggerak = models.CharField(max_length=10, choices=Penggerak)

    class Meta:
        verbose_name_plural = "penggerak unit"

    def __str__(self) -> str:
        return self.get_penggerak_display()


class SertifikatPejabat(models.Model):
    """The register of certificates of officers and seals, past and present: the verifier believes nobody else.

    Only added to. A certificate belongs to a person (`pengguna`) or, of a seal, to an office (`unit`).
    """

    sidik = models.CharField(max_length=64, primary_key=True)
    pengguna = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="sertifikat_pejabat"
    )
    unit = models.ForeignKey("wilayah.Unit", models.PROTECT, null=True, blank=True, related_name="+")
    subjek = models.CharField(max_length=250)
    serial = models.CharField(max_length=64)
    sertifikat = models.TextField()
    berlaku_sampai = models.DateTimeField()
    dibuat = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "sertifikat pejabat"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(pengguna__isnull=False) ^ Q(unit__isnull=False), name="sertifikat_satu_pemilik"
            ),
        ]

    def __str__(self) -> str:
        return self.subjek


class KunciDasar(models.Model):
    """What every key has: how it signs, where it is, which certificate it uses now.

    `berkas`: the PKCS#12 in private storage. `pengenal`: label on the device, or who it is at BSrE (NIK, e-mail, or
    subscriber id of a seal). The certificate of a BSrE key is known after its first signature.
    """

    penggerak = models.CharField(max_length=10, choices=Penggerak, default=Penggerak.PKCS12)
    berkas = models.CharField(max_length=120, blank=True, default="")
    pengenal = models.CharField(max_length=120, blank=True, default="")
    sertifikat = models.ForeignKey(SertifikatPejabat, models.PROTECT, null=True, blank=True, related_name="+")
    demonstrasi = models.BooleanField(default=True)
    keadaan = models.CharField(max_length=30, blank=True, default="", help_text="Keadaan sertifikat menurut BSrE.")
    diperiksa_pada = models.DateTimeField(null=True, blank=True)
    dibuat = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.sertifikat.subjek if self.sertifikat else self.get_penggerak_display()

    @property
    def nama_pemilik(self) -> str:
        """Whose name the certificate must bear."""
        raise NotImplementedError

    @property
    def pemilik(self) -> dict[str, Any]:
        """Whose the certificate is in the register."""
        raise NotImplementedError


class KunciPejabat(KunciDasar):
    """An officer's signing key: locked by a passphrase or code we never keep."""

    pengguna = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="kunci_pejabat")
    gagal = models.PositiveSmallIntegerField(default=0)
    gagal_pada = models.DateTimeField(null=True, blank=True)

    class Meta(KunciDasar.Meta):
        abstract = False
        verbose_name_plural = "kunci pejabat"

    @property
    def nama_pemilik(self) -> str:
        """The officer's name."""
        return str(self.pengguna.nama)

    @property
    def pemilik(self) -> dict[str, Any]:
        """The officer."""
        return {"pengguna": self.pengguna}


class KunciSegel(KunciDasar):
    """The e-seal of an organisation. It seals without a human, so its secret is kept, encrypted (`rahasia.py`)."""

    unit = models.OneToOneField("wilayah.Unit", models.PROTECT, related_name="+")
    nama = models.CharField(max_length=150)
    rahasia = models.TextField(blank=True, default="")
    aktif = models.BooleanField(default=True)

    class Meta(KunciDasar.Meta):
        abstract = False
        verbose_name_plural = "kunci segel"

    @property
    def nama_pemilik(self) -> str:
        """The organisation's name as its seal shows it."""
        return self.nama

    @property
    def pemilik(self) -> dict[str, Any]:
        """The office."""
        return {"unit": self.unit}
