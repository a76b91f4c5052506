"""What search finds here: places, bodies, and each service at a counter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.db.models import Count, Max
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mpp import kueri
from mpp.models import Instansi, LayananLoket, Tempat
from pencarian.sumber import Entri, Sumber

BOBOT, BOBOT_LOKET = 0.9, 0.75  # a counter comes behind the service that can be applied for from home
KATA_TEMPAT = ("mpp", "mal pelayanan publik", "loket", "antrean", "antri", "nomor antrian")


def _pisah(teks: str) -> tuple[str, ...]:
    return tuple(kata.strip() for kata in teks.split(",") if kata.strip())


def _tempat(tempat: Tempat, halaman: dict[int, str]) -> Entri:
    return Entri(
        jenis="mpp",
        kunci=f"tempat/{tempat.kode}",
        judul=tempat.nama,
        alamat=halaman.get(tempat.pk) or reverse("mpp:pilih", args=[tempat.kode]),
        ringkas=tempat.alamat,
        kata=KATA_TEMPAT,
        kantor=tempat.nama,
        ikon="kantor",
        bobot=BOBOT,
    )


def _instansi(instansi: Instansi) -> Entri:
    return Entri(
        jenis="mpp",
        kunci=f"instansi/{instansi.kode}",
        judul=instansi.nama,
        alamat=reverse("mpp:instansi", args=[instansi.kode]),
        ringkas=instansi.ringkas,
        kantor=instansi.nama,
        ikon=instansi.ikon,
        bobot=BOBOT,
    )


def _layanan(layanan: LayananLoket) -> Entri:
    tempat = layanan.kelompok.tempat
    return Entri(
        jenis="mpp",
        kunci=f"{tempat.kode}/{layanan.kode}",
        judul=f"{layanan.nama}, {tempat.nama}",
        alamat=reverse("mpp:hari", args=[tempat.kode, layanan.kode]),
        ringkas=layanan.ringkas,
        kata=(layanan.nama, *_pisah(layanan.kata)),
        kantor=layanan.instansi.nama,
        peristiwa=_pisah(layanan.peristiwa),
        ikon=layanan.instansi.ikon,
        bobot=BOBOT_LOKET,
        rumpun=layanan.kode,
    )


def daftar() -> Iterator[Entri]:
    """Five queries, one of them for pages that are not public."""
    halaman = kueri.halaman_tempat()
    yield from (_tempat(satu, halaman) for satu in kueri.tempat_umum())
    yield from map(_instansi, kueri.instansi_umum())
    yield from map(_layanan, kueri.layanan_umum())


def sidik() -> str:
    """One query: every row bears when it was changed last, and a deleted one changes the number."""
    dasar = LayananLoket.objects.order_by().aggregate(
        n=Count("pk"),
        a=Max("diubah"),
        b=Max("kelompok__diubah"),
        c=Max("kelompok__tempat__diubah"),
        d=Max("instansi__diubah"),
    )
    return _rapat(dasar.values())


def _rapat(nilai: Iterable[object]) -> str:
    return "|".join(str(satu) for satu in nilai)


SUMBER = Sumber(jenis="mpp", nama_jenis=_("Loket dan antrean"), daftar=daftar, sidik=sidik)
