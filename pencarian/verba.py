"""Write the initial synonyms; count a question that found nothing."""

import re

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from pencarian.bawaan import baca
from pencarian.kata import rapikan
from pencarian.kueri import SIMPAN
from pencarian.models import PANJANG_KOSONG, KataKosong, Sinonim, SinonimBawaan

KOSONG_SEHARI = 300  # different questions a day; a machine that asks nonsense fills no table
ANGKA_ORANG = 4  # so many digits may be part of a NIK, a telephone or an account number
_SELA = re.compile(r"(?<=\d)[\s.\-/()+]+(?=\d)")


@transaction.atomic
def siapkan_sinonim() -> int:
    """Write each group of `sinonim.toml` that was never written; answers how many. Editors' work stays as it is."""
    ada = set(SinonimBawaan.objects.values_list("kunci", flat=True))
    baru = [satu for satu in baca("sinonim")["sinonim"] if satu["kata"][0] not in ada]
    Sinonim.objects.bulk_create(
        Sinonim(kata=", ".join(satu["kata"]), berarti=", ".join(satu["berarti"])) for satu in baru
    )
    SinonimBawaan.objects.bulk_create(SinonimBawaan(kunci=satu["kata"][0]) for satu in baru)
    return len(baru)


def tanpa_orang(teks: str) -> str:
    """A question as it may be counted: small letters, nothing when it holds digits or an address of a person."""
    teks = _SELA.sub("", rapikan(teks).lower())
    if re.search(rf"\d{{{ANGKA_ORANG},}}|@|https?:", teks):
        return ""
    return " ".join(re.findall(r"[^\W_]+", teks))[:PANJANG_KOSONG].strip()


def catat_kosong(teks: str) -> None:
    """Count a question that found nothing; the day's list has an end, and old days go."""
    kata, hari = tanpa_orang(teks), timezone.localdate()
    if not kata or KataKosong.objects.filter(hari=hari, kata=kata).update(jumlah=F("jumlah") + 1):
        return
    KataKosong.objects.filter(hari__lt=hari - SIMPAN).delete()
    if KataKosong.objects.filter(hari=hari).count() < KOSONG_SEHARI:
        KataKosong.objects.bulk_create([KataKosong(hari=hari, kata=kata)], ignore_conflicts=True)
