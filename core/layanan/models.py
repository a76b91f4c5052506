"""The immutable versions to which applications point."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, NoReturn

from django.db import models

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
