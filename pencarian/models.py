"""Synonyms that editors keep, and the words of last month that found nothing."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from pencarian.kata import PANJANG_KATA, pecah

PANJANG_KOSONG = 60


def daftar_kata(teks: str) -> tuple[str, ...]:
    """The words of a list, one a line or between commas."""
    return tuple(satu.strip() for baris in teks.splitlines() for satu in baris.split(",") if satu.strip())


def _periksa(teks: str) -> None:
    if not any(pecah(satu) for satu in daftar_kata(teks)):
        raise ValidationError(_("Tulis paling sedikit satu kata."))
    if panjang := next((kata for satu in daftar_kata(teks) for kata in satu.split() if len(kata) > PANJANG_KATA), None):
        raise ValidationError(_("“%(kata)s” terlalu panjang. Pisahkan dengan koma.") % {"kata": panjang})


class Sinonim(models.Model):
    """What people type, and what offices write for it. One direction: `kata` leads to `berarti`."""

    kata = models.TextField(
        _("yang diketik warga"),
        max_length=1000,
        validators=[_periksa],
        help_text=_("Pisahkan dengan koma. Boleh beberapa kata, misalnya: wong mati, tutup usia."),
    )
    berarti = models.TextField(
        _("artinya di situs ini"),
        max_length=500,
        validators=[_periksa],
        help_text=_("Kata yang dipakai pada nama layanan atau aplikasi, misalnya: kematian, meninggal."),
    )
    aktif = models.BooleanField(_("dipakai"), default=True)
    diubah = models.DateTimeField(_("diubah"), auto_now=True)

    class Meta:
        verbose_name = _("sinonim")
        verbose_name_plural = _("sinonim")
        ordering = ("kata", "pk")

    def __str__(self) -> str:
        return f"{self.kata} → {self.berarti}"


class SinonimBawaan(models.Model):
    """A group of `sinonim.toml` that has been written once; what editors did with it since is theirs."""

    kunci = models.CharField(max_length=80, unique=True)

    def __str__(self) -> str:
        return self.kunci


class KataKosong(models.Model):
    """How often a question found nothing on a day. No person, no moment, nothing that looks like a number of one."""

    hari = models.DateField(_("hari"))
    kata = models.CharField(_("yang diketik"), max_length=PANJANG_KOSONG)
    jumlah = models.PositiveIntegerField(_("berapa kali"), default=1)

    class Meta:
        verbose_name = _("pencarian tanpa hasil")
        verbose_name_plural = _("pencarian tanpa hasil")
        default_permissions = ("view",)
        constraints = [models.UniqueConstraint(fields=("hari", "kata"), name="pencarian_kosong_sehari")]

    def __str__(self) -> str:
        return self.kata
