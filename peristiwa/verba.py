"""Begin a bundle, and open one of its services with the answers that were given already."""

import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_noop as _

from core.akun.models import Warga
from core.layanan.arti import jawaban_bersama
from core.layanan.register import registri
from core.permohonan import verba as permohonan_
from core.permohonan.galat import TidakBoleh
from core.permohonan.models import Permohonan
from peristiwa import kueri
from peristiwa.models import ButirRangkaian, PeristiwaHidup, Rangkaian

BERKAS = Path(__file__).with_name("data") / "peristiwa.toml"


@transaction.atomic
def mulai(*, warga: Warga, peristiwa: PeristiwaHidup, kode: Sequence[str]) -> Rangkaian:
    """A bundle of the chosen services, in the order of the event. Raises TidakBoleh when none was chosen."""
    boleh = [satu.layanan.kode for satu in kueri.langkah(peristiwa) if satu.layanan]
    pilihan = [satu for satu in dict.fromkeys(boleh) if satu in kode]
    if not pilihan:
        raise TidakBoleh(_("Centang paling sedikit satu layanan yang Anda perlukan."))
    rangkaian = Rangkaian.objects.create(warga=warga, kunci=peristiwa.kunci, judul=peristiwa.nama)
    ButirRangkaian.objects.bulk_create(
        ButirRangkaian(rangkaian=rangkaian, urut=urut, kode_layanan=satu) for urut, satu in enumerate(pilihan, start=1)
    )
    return rangkaian


@transaction.atomic
def buka(*, butir_id: int, warga: Warga) -> tuple[Permohonan, int]:
    """The application of this service, begun when needed; and how many answers came from the others.

    Raises TidakBoleh, ButirRangkaian.DoesNotExist for what is not this citizen's.
    """
    butir = ButirRangkaian.objects.select_for_update(of=("self",)).get(pk=butir_id, rangkaian__warga=warga)
    if butir.permohonan:
        return butir.permohonan, 0
    layanan = registri().ambil(butir.kode_layanan)
    if layanan is None:
        raise TidakBoleh(_("Layanan ini sedang ditutup. Lanjutkan yang lain dulu."))
    p = permohonan_.mulai(warga=warga, layanan=layanan)
    bersama = jawaban_bersama(layanan, _jawaban_lain(butir))
    p = permohonan_.simpan_langkah(permohonan=p, warga=warga, isian=bersama)
    ButirRangkaian.objects.filter(pk=butir.pk).update(permohonan=p)
    return p, len(bersama)


def _jawaban_lain(butir: ButirRangkaian) -> list[tuple[Any, dict[str, Any]]]:
    """What the citizen has answered in the other services of the bundle, the newest first."""
    lain = Permohonan.objects.filter(butir_rangkaian__rangkaian=butir.rangkaian_id, pemohon=butir.rangkaian.warga_id)
    return [(p.versi_layanan.layanan(), p.isian) for p in lain.select_related("versi_layanan").order_by("-diubah")]


@transaction.atomic
def siapkan_peristiwa() -> int:
    """The events of `peristiwa.toml`, only while there is none at all: what editors did is theirs."""
    if PeristiwaHidup.objects.exists():
        return 0
    semua = tomllib.loads(BERKAS.read_text(encoding="utf-8"))["peristiwa"]
    for urut, isi in enumerate(semua, start=1):
        _tulis(urut, isi)
    return len(semua)


def _tulis(urut: int, isi: dict[str, Any]) -> None:
    langkah = [
        {"type": "layanan", "value": {"kode": satu["layanan"], "catatan": satu["catatan"]}} for satu in isi["langkah"]
    ]
    baku = {nama: isi[nama] for nama in ("kunci", "nama", "ikon", "ringkas", "pembuka")}
    satu = PeristiwaHidup(urut=urut, kata=", ".join(isi["kata"]), langkah=langkah, **baku)
    satu.save()
    satu.save_revision().publish()
