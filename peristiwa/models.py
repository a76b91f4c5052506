"""A life event as editors tell it, and a citizen's way through its services."""

import uuid
from typing import ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField
from wagtail.models import DraftStateMixin, RevisionMixin

from peristiwa.blok import langkah_peristiwa

KUNCI = RegexValidator(r"^[a-z][a-z0-9-]*$", _("Huruf kecil, angka, dan tanda hubung saja, misalnya: anak-lahir."))


class PeristiwaHidup(DraftStateMixin, RevisionMixin, models.Model):
    """What happens in a life, and which services it takes, in order."""

    kunci = models.CharField(_("alamat"), max_length=40, unique=True, validators=[KUNCI])
    nama = models.CharField(_("nama"), max_length=60)
    ringkas = models.CharField(_("ringkasan"), max_length=160)
    pembuka = models.TextField(_("pembuka"), max_length=400, blank=True)
    kata = models.CharField(
        _("yang diketik warga"), max_length=300, blank=True, help_text=_("Untuk pencarian; pisahkan dengan koma.")
    )
    ikon = models.CharField(_("ikon"), max_length=30, default="berkas")
    urut = models.PositiveSmallIntegerField(_("urutan"), default=0)
    langkah = StreamField(langkah_peristiwa(), verbose_name=_("langkah"))

    class Meta:
        verbose_name = _("peristiwa hidup")
        verbose_name_plural = _("peristiwa hidup")
        ordering: ClassVar = ["urut", "pk"]

    def __str__(self) -> str:
        return self.nama

    def get_absolute_url(self) -> str:
        """Its public page."""
        return reverse("peristiwa:satu", args=[self.kunci])

    def kode(self) -> list[str]:
        """Codes of its services, in order, each once."""
        return list(dict.fromkeys(blok.value["kode"] for blok in self.langkah if blok.block_type == "layanan"))

    @property
    def jumlah_layanan(self) -> int:
        """How many services of ours it leads through."""
        return len(self.kode())


class Rangkaian(models.Model):
    """The services one citizen has chosen for one event. It holds no answers: those are in the applications."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    warga = models.ForeignKey("akun.Warga", models.CASCADE, related_name="rangkaian")
    kunci = models.CharField(max_length=40)
    judul = models.CharField(max_length=60)
    dibuat = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "rangkaian"
        ordering: ClassVar = ["-dibuat"]
        indexes: ClassVar = [models.Index(fields=["warga", "-dibuat"], name="rangkaian_warga")]

    def __str__(self) -> str:
        return self.judul

    def get_absolute_url(self) -> str:
        """The citizen's page of it."""
        return reverse("peristiwa:rangkaian", args=[self.pk])


class ButirRangkaian(models.Model):
    """One service of it; `permohonan` once it was begun."""

    rangkaian = models.ForeignKey(Rangkaian, models.CASCADE, related_name="butir")
    urut = models.PositiveSmallIntegerField()
    kode_layanan = models.CharField(max_length=80)
    permohonan = models.ForeignKey(
        "permohonan.Permohonan", models.SET_NULL, null=True, blank=True, related_name="butir_rangkaian"
    )

    class Meta:
        verbose_name_plural = "butir rangkaian"
        ordering: ClassVar = ["rangkaian", "urut"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["rangkaian", "kode_layanan"], name="butir_rangkaian_satu_layanan"),
        ]

    def __str__(self) -> str:
        return f"{self.urut} {self.kode_layanan}"
