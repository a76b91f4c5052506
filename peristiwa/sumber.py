"""What life events hand to search."""

from collections.abc import Iterator

from django.db.models import Count, Max
from django.utils.translation import gettext_lazy as _

from pencarian.sumber import Entri, Sumber, daftarkan
from peristiwa.kueri import untuk_umum
from peristiwa.models import PeristiwaHidup


def daftar() -> Iterator[Entri]:
    """Each live event."""
    for satu in untuk_umum():
        yield Entri(
            jenis="peristiwa", kunci=satu.kunci, judul=satu.nama, alamat=satu.get_absolute_url(), ringkas=satu.ringkas,
            kata=tuple(k.strip() for k in satu.kata.split(",") if k.strip()), ikon=satu.ikon, bobot=0.7,
        )  # fmt: skip


def sidik() -> str:
    """One query."""
    kini = PeristiwaHidup.objects.aggregate(n=Count("pk"), t=Max("last_published_at"), r=Max("latest_revision"))
    return f"{kini['n']}:{kini['t']}:{kini['r']}"


def pasang() -> None:
    """Tell search."""
    daftarkan(Sumber("peristiwa", _("Peristiwa hidup"), daftar, sidik))
