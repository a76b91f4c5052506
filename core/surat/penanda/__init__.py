"""The ways to sign, behind one interface (`dasar`): one module for each driver, loaded when it is first used."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module

from django.views.decorators.debug import sensitive_variables

from core.surat.models import KunciDasar, Penggerak
from core.surat.penanda.dasar import Penanda, Rahasia

MODUL = {
    Penggerak.PKCS12: "core.surat.penanda.lokal",
    Penggerak.PKCS11: "core.surat.penanda.pkcs11",
    Penggerak.BSRE_V1: "core.surat.penanda.bsre_v1",
    Penggerak.BSRE_V2: "core.surat.penanda.bsre_v2",
}
JARAK_JAUH = frozenset({Penggerak.BSRE_V1, Penggerak.BSRE_V2})  # the gateway makes the signature and its field


@contextmanager
@sensitive_variables("rahasia")
def terbuka(kunci: KunciDasar, rahasia: Rahasia, *, segel: bool = False) -> Iterator[Penanda]:
    """The opened key for one request or batch, of an officer or (`segel`) of an organisation.

    Raises FrasaDitolak, Ditolak, Tutup.
    """
    modul = import_module(MODUL[Penggerak(kunci.penggerak)])
    buka = modul.buka_segel if segel and _jauh(kunci) else modul.buka
    alat: Penanda = buka(kunci, rahasia)
    try:
        yield alat
    finally:
        alat.tutup()


def _jauh(kunci: KunciDasar) -> bool:
    return kunci.penggerak in JARAK_JAUH
