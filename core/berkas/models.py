"""A private file. Its bytes are ours: every upload was decoded and written anew before it came here."""

import uuid

from django.conf import settings
from django.db import models

JPEG, PDF = "image/jpeg", "application/pdf"


class Berkas(models.Model):
    """One stored file of a citizen; never changed, only replaced by another one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sha256 = models.CharField(max_length=64)
    ukuran = models.PositiveIntegerField()
    jenis = models.CharField(max_length=20, choices=[(JPEG, "JPEG"), (PDF, "PDF")])
    halaman = models.PositiveSmallIntegerField(default=1)
    kunci = models.CharField(max_length=80, unique=True)  # random: a storage listing tells nothing about people
    pemilik = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    nama_tampil = models.CharField(max_length=100)
    dibuat = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "berkas"

    def __str__(self) -> str:
        return self.nama_tampil

    @property
    def adalah_gambar(self) -> bool:
        """Whether a browser can show it with <img>."""
        return self.jenis == JPEG
