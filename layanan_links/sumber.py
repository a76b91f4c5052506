"""What search knows of this room."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from core.wilayah.peran import TINGKAT_DINAS, TINGKAT_LUAR
from layanan_links import kueri
from layanan_links.models import Tautan
from pencarian.sumber import Entri, Sumber

JENIS, BOBOT = "tautan", 0.8  # behind the services that can be applied for here


def entri(tautan: Tautan) -> Entri:
    """It leads to our own page of the application: there stands whether it can be opened now."""
    return Entri(
        jenis=JENIS,
        kunci=tautan.kode,
        judul=tautan.nama,
        alamat=tautan.get_absolute_url(),
        ringkas=tautan.untuk,
        kantor=tautan.pengelola,
        peristiwa=(tautan.kategori_id,),
        tingkat=(TINGKAT_DINAS if tautan.pemilik == Tautan.Pemilik.OPD else TINGKAT_LUAR,),
        ikon=tautan.kategori.ikon,
        bobot=BOBOT,
    )


def daftar() -> Iterator[Entri]:
    """Every entry that citizens see."""
    return (entri(satu) for satu in kueri.untuk_umum())


SUMBER = Sumber(jenis=JENIS, nama_jenis=_("Aplikasi dinas"), daftar=daftar, sidik=kueri.sidik)
