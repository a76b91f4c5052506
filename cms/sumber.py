"""What the catalogue hands to search: each service of the registry, closed ones with their last good version too."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import count

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms import kueri, tampil
from core.layanan.deklarasi import Layanan
from core.layanan.register import Registri, registri
from pencarian.sumber import Entri, Sumber, daftarkan

JENIS = "layanan"
_hitung = count(1)


def entri(layanan: Layanan) -> Entri:
    """A service as something to be found; what one must hold are its required uploads."""
    kantor = tampil.diurus_di(layanan)
    return Entri(
        jenis=JENIS,
        kunci=layanan.kode,
        judul=tampil.nama_lengkap(layanan),
        alamat=f"/layanan/{layanan.kode}/",
        ringkas=layanan.ringkasan,
        kata=(layanan.sebutan, *layanan.dicari),
        kantor=_("%(kantor)s (bersama %(instansi)s)") % {"kantor": kantor, "instansi": ", ".join(layanan.instansi)}
        if layanan.instansi
        else kantor,
        peristiwa=layanan.peristiwa,
        ikon=layanan.ikon,
        tingkat=tuple(tampil.semua_tingkat(layanan)),
        syarat=tuple(satu.label for satu in layanan.berkas if satu.wajib and not satu.tahap),
    )


def daftar() -> Iterator[Entri]:
    """Every service, then those in quarantine that were sound once."""
    yield from map(entri, registri().semua())
    yield from (entri(satu) for kode in kueri.kode_karantina() if (satu := kueri.versi_terakhir(kode)))


def sidik() -> str:
    """A registry never changes; a new one takes its place."""
    return _nomor(registri())


@lru_cache(maxsize=4)
def _nomor(_registri: Registri) -> str:
    return str(next(_hitung))


def pasang() -> None:
    """Tell search about the services."""
    daftarkan(Sumber(JENIS, gettext_lazy("Layanan"), daftar, sidik, segar=0))
