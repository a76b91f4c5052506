"""Load one regency into the database. Running it again changes nothing, and never what the regency has edited since."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import TypeVar

from django.db import models, transaction
from django.utils.translation import gettext as _

from core.wilayah import susunan
from core.wilayah.daerah import Daerah
from core.wilayah.kode import baca, nama_wilayah
from core.wilayah.models import HariLibur, Jabatan, Unit, Wilayah

M = TypeVar("M", bound=models.Model)


class DaerahLain(Exception):
    """Another regency lives in this database already."""


def baris_wilayah(daerah: Daerah) -> list[susunan.Baris]:
    """Region rows from the province down to the desa, parents first."""
    provinsi = daerah.kode.partition(".")[0]
    atas = [
        {"kode": provinsi, "nama": nama_wilayah(provinsi) or "", "tingkat": "provinsi", "induk": "", "kode_pos": ""},
        {"kode": daerah.kode, "nama": daerah.kabupaten, "tingkat": "kabupaten", "induk": provinsi, "kode_pos": ""},
    ]
    return [*atas, *(baca("wilayah", daerah.map) if daerah.map else baca(daerah.tema))]


def _tambahkan(model: type[M], baris: Iterable[M], kunci: Callable[[M], object]) -> int:
    """Insert the rows whose key is not there yet: what stands in the table may have been edited and stays."""
    ada = {kunci(lama) for lama in model._default_manager.all()}
    baru = [satu for satu in baris if kunci(satu) not in ada]
    model._default_manager.bulk_create(baru, batch_size=500)
    return len(baru)


def _wilayah(baris: list[susunan.Baris]) -> Iterator[Wilayah]:
    for b in baris:
        yield Wilayah(
            kode=b["kode"], nama=b["nama"], tingkat=b["tingkat"], induk_id=b["induk"] or None, kode_pos=b["kode_pos"]
        )


def _libur() -> Iterator[HariLibur]:
    for b in baca("hari_libur"):
        yield HariLibur(tanggal=date.fromisoformat(b["tanggal"]), nama=b["nama"], jenis=b["jenis"], dasar=b["dasar"])


def _muat_unit(daerah: Daerah, baris: list[susunan.Baris]) -> int:
    """Offices in two rounds: a desa office points at the saved office of its kecamatan."""
    satu = _tambahkan(Unit, [*susunan.unit_instansi(daerah), *susunan.unit_kecamatan(daerah, baris)], lambda u: u.kode)
    kecamatan = {u.kode: u for u in Unit.objects.filter(jenis=Unit.Jenis.KECAMATAN)}
    bawah = [*susunan.unit_desa(daerah, baris, kecamatan), *susunan.unit_luar_kecamatan(kecamatan)]
    return satu + _tambahkan(Unit, bawah, lambda u: u.kode)


def _muat_jabatan() -> int:
    semua = [j for unit in Unit.objects.all() for j in susunan.jabatan_untuk(unit)]
    return _tambahkan(Jabatan, semua, lambda j: (j.unit_id, j.peran))


def _tolak_daerah_lain(daerah: Daerah) -> None:
    lain = Wilayah.objects.filter(tingkat=Wilayah.Tingkat.KABUPATEN).exclude(kode=daerah.kode).first()
    if lain:
        raise DaerahLain(
            _("Basis data ini sudah berisi %(nama)s. Satu pemasangan melayani satu kabupaten.") % {"nama": lain.nama}
        )


@transaction.atomic
def muat(daerah: Daerah, baris: list[susunan.Baris] | None = None) -> dict[str, int]:
    """Load regions, offices, seats and holidays; answers how many rows were new. Raises DaerahLain.

    `baris` limits the regions, for tests that need three desa and not three hundred.
    """
    _tolak_daerah_lain(daerah)
    baris = baris_wilayah(daerah) if baris is None else baris
    return {
        "wilayah": _tambahkan(Wilayah, _wilayah(baris), lambda w: w.pk),
        "unit": _muat_unit(daerah, baris),
        "jabatan": _muat_jabatan(),
        "hari_libur": _tambahkan(HariLibur, _libur(), lambda h: h.pk),
    }
