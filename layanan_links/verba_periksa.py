"""Verbs of the worker: take what is due, look at it, write down what was found, forget what is old.

Between taking and writing down lies only the network: no transaction is open while a server is waited for.
"""

import asyncio
import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_network

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils import timezone

from layanan_links import aturan, jaringan, kabar
from layanan_links.alamat import host
from layanan_links.aturan import Riwayat, Temuan
from layanan_links.jaringan import Batas
from layanan_links.models import Harian, Kesehatan, Pemeriksaan, Tautan

# A sweep shares its worker with the mail; the queue stops a task after 60 seconds.
SEKALI_SAPU, SELAMA_SAPU = 100, 35.0
SEWA = timedelta(minutes=5)  # how long a round that died keeps its links from others
SIMPAN_MENTAH = timedelta(days=30)
SEKALI_HAPUS = 5000
JUMLAH_PEMBANDING = 3


@dataclass(frozen=True)
class Ringkasan:
    """What a round did."""

    diperiksa: int = 0
    hidup: int = 0
    tidak_selesai: int = 0
    jalur_putus: bool = False  # nothing answered at all: the results were thrown away


def batas_situs() -> Batas:
    """Limits of this installation."""
    return Batas(
        port=frozenset(settings.TAUTAN_PORT),
        jaringan=tuple(ip_network(satu) for satu in settings.TAUTAN_JARINGAN),
        situs=settings.ALAMAT_SITUS,
    )


def sapu() -> int:
    """Called every minute by the worker. Returns how many links were looked at."""
    hapus_lama()
    return periksa_jatuh_tempo(jumlah=SEKALI_SAPU, selama=SELAMA_SAPU).diperiksa


def periksa_jatuh_tempo(
    *, jumlah: int, selama: float | None = None, batas: Batas | None = None, semua: bool = False
) -> Ringkasan:
    """One round over what is due (`semua`: over everything)."""
    sewaan = _sewa(jumlah, semua)
    return _putaran(sewaan, batas or batas_situs(), selama) if sewaan else Ringkasan()


def _sewa(jumlah: int, semua: bool) -> dict[int, str]:
    """Take links with one conditional UPDATE. Without it two workers would ask the same server twice."""
    kini, tanda = timezone.now(), uuid.uuid4()
    due = Kesehatan.objects.filter(tautan__keadaan=Tautan.Keadaan.TAYANG).exclude(tautan__alamat="")
    tempo = Q() if semua else Q(berikutnya__lte=kini)
    nomor = list(due.filter(tempo).order_by("berikutnya").values_list("pk", flat=True)[:jumlah])
    Kesehatan.objects.filter(tempo, pk__in=nomor).update(penyewa=tanda, berikutnya=kini + SEWA)
    return dict(Kesehatan.objects.filter(penyewa=tanda).values_list("pk", "tautan__alamat"))


def _putaran(sasaran: dict[int, str], batas: Batas, selama: float | None) -> Ringkasan:
    temuan = asyncio.run(jaringan.periksa_banyak(sasaran, batas, selama))
    putus = _kita_putus(sasaran, temuan, batas)
    kini = timezone.now()
    for nomor, satu in temuan.items():
        if putus and satu.kode in aturan.MUNGKIN_KITA:
            _tunda(nomor, kini)
        else:
            catat(nomor, sasaran[nomor], satu, kini)
    _lepas(sasaran.keys() - temuan.keys(), kini)
    return Ringkasan(len(temuan), sum(t.hidup for t in temuan.values()), len(sasaran) - len(temuan), putus)


def _kita_putus(sasaran: dict[int, str], temuan: dict[int, Temuan], batas: Batas) -> bool:
    """Whether our own line is down: nothing answered, not even links of other hosts that were well last time."""
    if not temuan or not aturan.jalur_kita_putus(list(temuan.values())):
        return False
    hadir = {host(alamat) for alamat in sasaran.values()}
    baik = Kesehatan.objects.filter(kode=aturan.Kode.BAIK, tautan__keadaan=Tautan.Keadaan.TAYANG)
    lain_kali = baik.exclude(pk__in=sasaran).exclude(tautan__alamat="").order_by("-diperiksa")
    calon = lain_kali.values_list("pk", "tautan__alamat")[:50]
    lain = [(pk, alamat) for pk, alamat in calon if host(alamat) not in hadir][:JUMLAH_PEMBANDING]
    jawab = asyncio.run(jaringan.periksa_banyak(dict(lain), batas, batas.detik)) if lain else {}
    return aturan.jalur_kita_putus(list(jawab.values()))


def _tunda(nomor: int, kini: datetime) -> None:
    """Nothing was learnt; look again when our line may be back."""
    Kesehatan.objects.filter(pk=nomor).update(berikutnya=kini + aturan.JEDA_GAGAL[0], penyewa=None)


def _lepas(nomor: Collection[int], kini: datetime) -> None:
    """Not reached in time: due again at once."""
    Kesehatan.objects.filter(pk__in=nomor).update(berikutnya=kini, penyewa=None)


@transaction.atomic
def catat(nomor: int, alamat: str, temuan: Temuan, kini: datetime) -> None:
    """Write one finding down and tell whoever must know, together or not at all.

    An entry whose address an editor has changed meanwhile keeps nothing of it.
    """
    tautan = Tautan.objects.select_for_update().filter(pk=nomor, alamat=alamat).first()
    if tautan is None:
        return
    sehat = Kesehatan.objects.select_for_update().get(pk=nomor)
    lama, baru, tampak = sehat.riwayat, sehat.riwayat.sesudah(temuan, kini), sehat.keadaan_umum
    sehat.catat(temuan, baru)
    if sehat.keadaan_umum != tampak:  # only then: a page that is kept in memory must outlive a check without news
        Tautan.objects.filter(pk=nomor).update(diubah=kini)
    sehat.diperiksa, sehat.berikutnya, sehat.penyewa = kini, kini + baru.jeda(), None
    sehat.save()
    Pemeriksaan.objects.create(tautan=tautan, waktu=kini, kode=temuan.kode, status=temuan.status, ms=temuan.ms)
    _jumlahkan(nomor, temuan, kini)
    _kabari(tautan, lama, baru, temuan, kini)


def _jumlahkan(nomor: int, temuan: Temuan, kini: datetime) -> None:
    """Add to the row of the day."""
    hari, hidup = timezone.localdate(kini), int(temuan.hidup)
    tambah = {"diperiksa": F("diperiksa") + 1, "hidup": F("hidup") + hidup, "ms": F("ms") + temuan.ms * hidup}
    baris = Harian.objects.filter(tautan_id=nomor, hari=hari)
    if baris.update(**tambah):
        return
    try:
        with transaction.atomic():
            Harian.objects.create(tautan_id=nomor, hari=hari, diperiksa=1, hidup=hidup, ms=temuan.ms * hidup)
    except IntegrityError:  # a click was first on this day
        baris.update(**tambah)


def _kabari(tautan: Tautan, lama: Riwayat, baru: Riwayat, temuan: Temuan, kini: datetime) -> None:
    if baru.rusak and not lama.rusak and baru.gagal_sejak:
        kabar.rusak(tautan, baru.gagal_sejak, temuan.kode)
    if lama.rusak and not baru.rusak and lama.gagal_sejak:
        kabar.pulih(tautan, lama.gagal_sejak)
    if temuan.tls_sampai:
        sisa = (timezone.localdate(temuan.tls_sampai) - timezone.localdate(kini)).days
        if ambang := aturan.ambang_tls(sisa):
            kabar.tls_segera_habis(tautan, temuan.tls_sampai, ambang)


def hapus_lama(kini: datetime | None = None) -> int:
    """Forget single checks older than a month, a few thousand at a time; the days stay."""
    batas = (kini or timezone.now()) - SIMPAN_MENTAH
    lama = Pemeriksaan.objects.filter(waktu__lt=batas).order_by("waktu").values_list("pk", flat=True)[:SEKALI_HAPUS]
    return Pemeriksaan.objects.filter(pk__in=list(lama)).delete()[0]
