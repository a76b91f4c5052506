"""Warnings about signing keys: the officer hears of his own certificate, the admins of a seal's."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from core.akun.models import Pengguna
from core.notifikasi import verba
from core.notifikasi.models import MENUNGGU, SUREL, Pesan
from core.notifikasi.penerima import lonceng
from core.surat.models import KunciDasar, KunciPejabat, KunciSegel
from core.wilayah.kueri import berlaku
from core.wilayah.models import Penugasan
from core.wilayah.peran import ADMIN_KABUPATEN


def saat_kunci_segera_habis(*, kunci: KunciPejabat, ambang: int, **_lain: Any) -> None:
    """Receiver of core.surat.sinyal.kunci_segera_habis."""
    _kabari([kunci.pengguna], "kunci_habis", kunci, ambang)


def saat_segel_segera_habis(*, kunci: KunciSegel, ambang: int, **_lain: Any) -> None:
    """Receiver of core.surat.sinyal.segel_segera_habis: nobody signs with a seal, the admins renew it."""
    _kabari(_admin(), "segel_habis", kunci, ambang, nama=kunci.nama)


def _admin() -> Iterable[Pengguna]:
    kursi = Penugasan.objects.filter(berlaku(timezone.localdate()), jabatan__peran=ADMIN_KABUPATEN)
    return Pengguna.objects.filter(pk__in=kursi.values("pengguna"), is_active=True)


def _kabari(orang: Iterable[Pengguna], jenis: str, kunci: KunciDasar, ambang: int, **lain: str) -> None:
    """Bell and e-mail; the outbox keeps one row for each certificate and limit, however often this is called."""
    assert kunci.sertifikat is not None  # noqa: S101 - for mypy; who sends the signal knows its end
    kejadian = f"kunci:{kunci.sertifikat.sidik[:24]}:{ambang}"
    hari = timezone.localdate(kunci.sertifikat.berlaku_sampai)
    data = {"ambang": ambang, "sampai": hari.isoformat(), **lain}
    verba.tulis(pesan for satu in orang for pesan in _pesan(satu, jenis, kejadian, data))


def _pesan(orang: Pengguna, jenis: str, kejadian: str, data: dict[str, Any]) -> Iterable[Pesan]:
    yield lonceng(orang.pk, jenis, kejadian, data=data)
    if orang.email:
        kunci = f"{kejadian}:{SUREL}:{orang.pk}"
        yield Pesan(kunci=kunci, saluran=SUREL, penerima=orang, jenis=jenis, status=MENUNGGU, data=data)
