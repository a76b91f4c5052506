"""Integrity checks of withdrawn letters: the check page, the log and the letter that took the place say the same."""

from collections.abc import Iterator

from core.permohonan.integritas import Temuan, daftarkan
from core.permohonan.models import Peristiwa
from core.surat.models import StatusSurat, Surat

DITARIK = (StatusSurat.DICABUT, StatusSurat.DIGANTI)


@daftarkan("surat.cabut")
def pencabutan_tercatat() -> Iterator[Temuan]:
    """Every withdrawal stands in the log, and every one in the log has reached its letter."""
    tercatat = Peristiwa.objects.filter(jenis=Peristiwa.Jenis.SURAT_DICABUT).values_list("data", flat=True)
    dicabut = {data["surat"] for data in tercatat if data.get("surat")}
    for surat in Surat.objects.filter(status__in=DITARIK):
        if str(surat.pk) not in dicabut or not surat.dicabut_pada:
            yield Temuan("CABUT_TANPA_CATATAN", surat.nomor, "Surat ditarik tanpa peristiwa pencabutan.")
    for surat in Surat.objects.filter(pk__in=dicabut).exclude(status__in=DITARIK):
        yield Temuan("CABUT_TIDAK_SAMPAI", surat.nomor, "Tercatat dicabut, tetapi suratnya masih berlaku.")


@daftarkan("surat.ganti")
def pengganti_menunjuk_balik() -> Iterator[Temuan]:
    """A letter is called replaced exactly when one that points back to it was published."""
    diganti = set(Surat.objects.filter(status=StatusSurat.DIGANTI).values_list("pk", flat=True))
    baru = Surat.objects.filter(terbit_pada__isnull=False, menggantikan__isnull=False)
    penunjuk = dict(baru.values_list("menggantikan", "nomor"))
    for pk, nomor in penunjuk.items():
        if pk not in diganti:
            yield Temuan("GANTI_BELUM_TERTULIS", nomor, "Surat yang digantikannya belum tertulis diganti.")
    for surat in Surat.objects.filter(pk__in=diganti - set(penunjuk)):
        yield Temuan("GANTI_TANPA_SURAT", surat.nomor, "Surat tertulis diganti, tetapi penggantinya tidak ada.")
