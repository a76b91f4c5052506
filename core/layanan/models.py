"""The immutable versions to which applications point, the packages that an OPD uploads, and what plugins did wrong."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.layanan.deklarasi import Layanan


class VersiTetap(RuntimeError):
    """Somebody tried to change or delete a stored version."""


class VersiQuerySet(models.QuerySet["VersiLayanan"]):
    """Reading and adding only: an application must stay readable as it was made."""

    def update(self, **kwargs: Any) -> NoReturn:
        raise VersiTetap("Versi layanan tidak dapat diubah; naikkan versi dan catat yang baru.")

    def delete(self) -> NoReturn:
        raise VersiTetap("Versi layanan tidak dapat dihapus; permohonan lama membacanya.")


class VersiLayanan(models.Model):
    """One declaration and letter as they were, for ever. `versi` is the author's number, `sidik` the identity."""

    kode = models.CharField(max_length=60, db_index=True)
    versi = models.PositiveIntegerField()
    sidik = models.CharField(max_length=64, unique=True)
    deklarasi = models.JSONField()
    naskah = models.TextField(null=True, blank=True)  # noqa: DJ001 -- None (standard letter) is not an empty letter
    dibuat = models.DateTimeField(auto_now_add=True)

    objects = VersiQuerySet.as_manager()

    class Meta:
        ordering = ["kode", "-pk"]
        verbose_name_plural = "versi layanan"

    def __str__(self) -> str:
        return f"{self.kode} v{self.versi} ({self.sidik[:8]})"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk:
            raise VersiTetap("Versi layanan tidak dapat diubah; naikkan versi dan catat yang baru.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise VersiTetap("Versi layanan tidak dapat dihapus; permohonan lama membacanya.")

    def layanan(self) -> Layanan:
        """The service as it was then; needs no plugin to be installed."""
        hasil = _layanan_versi(self.sidik)
        return hasil if hasil is not None else _baca(self.deklarasi, self.naskah)


@lru_cache(maxsize=256)
def _layanan_versi(sidik: str) -> Layanan | None:
    versi = VersiLayanan.objects.filter(sidik=sidik).first()
    return None if versi is None else _baca(versi.deklarasi, versi.naskah)


def _baca(deklarasi: dict[str, Any], naskah: str | None) -> Layanan:
    from core.layanan.muat import layanan_dari_data

    return layanan_dari_data(deklarasi).model_copy(update={"naskah": naskah})


class PaketLayanan(models.Model):
    """A data-only package: its bytes, what the examination found, and how far it has come.

    The bytes live here and not in a file store, so that every web and worker node has them with the row
    (docs/keputusan/009). Nothing of what was uploaded ever changes; only the status does.
    """

    class Status(models.TextChoices):
        DIAJUKAN = "diajukan", _("Menunggu persetujuan")
        DISETUJUI = "disetujui", _("Dipakai")
        DITOLAK = "ditolak", _("Ditolak")
        DITARIK = "ditarik", _("Ditarik")

    kode = models.CharField(_("kode"), max_length=60)
    versi = models.PositiveIntegerField(_("versi"))
    nama = models.CharField(_("nama layanan"), max_length=120)
    status = models.CharField(_("keadaan"), max_length=10, choices=Status, default=Status.DIAJUKAN)
    alasan = models.CharField(_("alasan"), max_length=300, blank=True)
    unit = models.ForeignKey("wilayah.Unit", on_delete=models.PROTECT, related_name="+", verbose_name=_("kantor"))
    diajukan_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    diajukan_pada = models.DateTimeField(auto_now_add=True)
    diputus_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    diputus_pada = models.DateTimeField(null=True)
    isi = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    deklarasi = models.JSONField()
    naskah = models.TextField(null=True)  # noqa: DJ001 -- None (standard letter) is not an empty letter
    sidik = models.CharField(max_length=64)
    temuan = models.JSONField(default=list)  # of the kit, as plain data
    beda = models.JSONField(default=list)  # sentences: what changes when it is approved
    pratinjau = models.BinaryField(null=True)  # the letter of the sample, as PDF

    class Meta:
        ordering = ["-pk"]
        verbose_name = verbose_name_plural = _("paket layanan")
        permissions = [("putuskan_paketlayanan", "Dapat menyetujui, menolak, dan menarik paket layanan")]
        constraints = [
            models.UniqueConstraint(fields=["kode"], condition=Q(status="disetujui"), name="paket_satu_yang_dipakai"),
            models.CheckConstraint(condition=~Q(status="ditolak") | ~Q(alasan=""), name="paket_tolak_beralasan"),
        ]

    def __str__(self) -> str:
        return f"{self.nama} v{self.versi}"

    @property
    def gagal(self) -> list[dict[str, Any]]:
        """The findings that stand in the way of an approval."""
        return [satu for satu in self.temuan if satu.get("tingkat") != "ingat"]

    def layanan(self) -> Layanan:
        """The service it declares. Raises pydantic's ValidationError when a newer contract refuses it."""
        return _baca(self.deklarasi, self.naskah)


class PeristiwaPaket(models.Model):
    """What was decided about a package, by whom and when; only added to."""

    paket = models.ForeignKey(PaketLayanan, on_delete=models.PROTECT, related_name="peristiwa")
    status = models.CharField(max_length=10, choices=PaketLayanan.Status)
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    pada = models.DateTimeField(auto_now_add=True)
    alasan = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "peristiwa paket"

    def __str__(self) -> str:
        return f"{self.paket_id}: {self.status}"


class GagalKait(models.Model):
    """How often a function of a plugin failed on a day, and where. Never its message: it may hold a citizen's data."""

    plugin = models.CharField(max_length=80)
    kait = models.CharField(max_length=40)
    galat = models.CharField(max_length=80)
    tempat = models.CharField(max_length=160)
    hari = models.DateField()
    jumlah = models.PositiveIntegerField(default=0)
    terakhir = models.DateTimeField()

    class Meta:
        ordering = ["-terakhir"]
        verbose_name_plural = "gagal kait"
        constraints = [
            models.UniqueConstraint(fields=["plugin", "kait", "galat", "tempat", "hari"], name="gagal_kait_per_hari")
        ]

    def __str__(self) -> str:
        return f"{self.plugin}.{self.kait}: {self.galat} x{self.jumlah}"
