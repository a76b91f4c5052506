"""The components of a service standard that are written by people, not declared by the service."""

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

PANJANG = 600


class KomponenStandar(models.Model):
    """Eight of the 14 components of Permenpan RB 15/2014; the other six come from the service's declaration."""

    pengaduan = models.TextField(_("penanganan pengaduan, saran, dan masukan"), max_length=PANJANG, blank=True)
    sarana = models.TextField(_("sarana, prasarana, dan fasilitas"), max_length=PANJANG, blank=True)
    kompetensi = models.TextField(_("kompetensi pelaksana"), max_length=PANJANG, blank=True)
    pengawasan = models.TextField(_("pengawasan internal"), max_length=PANJANG, blank=True)
    jumlah_pelaksana = models.TextField(_("jumlah pelaksana"), max_length=PANJANG, blank=True)
    jaminan_pelayanan = models.TextField(_("jaminan pelayanan"), max_length=PANJANG, blank=True)
    jaminan_keamanan = models.TextField(_("jaminan keamanan dan keselamatan"), max_length=PANJANG, blank=True)
    evaluasi = models.TextField(_("evaluasi kinerja pelaksana"), max_length=PANJANG, blank=True)

    # In the order of the regulation (Lampiran, Bab II).
    STANDAR = (
        "pengaduan", "sarana", "kompetensi", "pengawasan", "jumlah_pelaksana", "jaminan_pelayanan", "jaminan_keamanan",
        "evaluasi",
    )  # fmt: skip

    class Meta:
        abstract = True

    @classmethod
    def sebutan(cls, nama: str) -> str:
        """The component as citizens read it: "Jaminan pelayanan"."""
        medan = cls._meta.get_field(nama)
        return capfirst(str(getattr(medan, "verbose_name", nama)))

    def isi_komponen(self, nama: str) -> str:
        """What is written here, without the blanks of a careless editor."""
        return str(getattr(self, nama)).strip()
