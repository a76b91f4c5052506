"""What this installation has given its groups, so that a later version gives only what is new."""

from django.contrib.auth.models import Group
from django.db import models


class BekalKelompok(models.Model):
    """Permissions that a group of ours was ever given; what an administrator took away since is not given again."""

    kelompok = models.OneToOneField(Group, models.CASCADE, primary_key=True, related_name="bekal")
    izin = models.JSONField(default=list)

    class Meta:
        verbose_name_plural = "bekal kelompok"

    def __str__(self) -> str:
        return str(self.kelompok)
