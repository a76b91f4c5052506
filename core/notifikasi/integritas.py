"""Integrity check: every step that the citizen should hear of has its message (invariant I8)."""

from collections.abc import Iterator
from itertools import islice

from core.notifikasi.models import LONCENG, Pesan
from core.notifikasi.penerima import KABAR_WARGA
from core.permohonan.integritas import Temuan, daftarkan
from core.permohonan.models import Peristiwa

SEKALIGUS = 500


@daftarkan("notifikasi.kabar")
def kabar_hilang() -> Iterator[Temuan]:
    """A step without a bell row: the receiver did not run, or somebody deleted the row."""
    kolom = ("pk", "jenis", "permohonan__nomor", "permohonan__pemohon__pengguna")
    peristiwa = Peristiwa.objects.filter(jenis__in=KABAR_WARGA).order_by("pk").values_list(*kolom)
    baris = peristiwa.iterator(SEKALIGUS)
    while sekelompok := list(islice(baris, SEKALIGUS)):
        yield from _dalam_kelompok(sekelompok)


def _dalam_kelompok(sekelompok: list[tuple[int, str, str, int]]) -> Iterator[Temuan]:
    kunci = {f"peristiwa:{pk}:{LONCENG}:{orang}": (nomor, jenis) for pk, jenis, nomor, orang in sekelompok}
    ada = set(Pesan.objects.filter(kunci__in=kunci).values_list("kunci", flat=True))
    for satu in kunci.keys() - ada:
        nomor, jenis = kunci[satu]
        yield Temuan("notifikasi.kabar", nomor, f"Peristiwa “{jenis}” tidak pernah dikabarkan kepada pemohon.")
