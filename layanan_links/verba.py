"""Verbs of the register: propose, decide, save, withdraw, merge, tell apart, count a click."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, OperationalError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from layanan_links import kabar, kueri
from layanan_links.models import BukanKembar, Harian, Kesehatan, Tautan, Usulan

# What an editor may change; the rest belongs to the register.
MEDAN = (
    "nama", "untuk", "kategori", "unit", "pengelola", "pemilik", "alamat", "biaya", "rincian_biaya", "tempat",
    "cara_masuk",
)  # fmt: skip
_RELASI = {"kategori", "unit"}


class TidakDapat(Exception):
    """Refused, with the reason for who asked."""


def isi_dari(tautan: Tautan) -> dict[str, Any]:
    """The editable fields as plain values."""
    return {nama: getattr(tautan, f"{nama}_id" if nama in _RELASI else nama) for nama in MEDAN}


def terapkan_isi(tautan: Tautan, isi: dict[str, Any]) -> None:
    """Put plain values back; not saved."""
    for nama in MEDAN:
        setattr(tautan, f"{nama}_id" if nama in _RELASI else nama, isi[nama])


def _pastikan_milik(tautan: Tautan, oleh: Any) -> None:
    if not oleh.has_perm(kueri.BOLEH_SETUJUI) and tautan.unit_id not in kueri.kantor_pengguna(oleh):
        raise TidakDapat(_("Aplikasi ini milik kantor lain."))


def _pastikan_hidup(tautan: Tautan) -> None:
    if tautan.keadaan == Tautan.Keadaan.DIGABUNG:
        raise TidakDapat(_("Aplikasi ini sudah digabung ke %(nama)s. Ubah yang itu.") % {"nama": tautan.digabung_ke})


def _kunci(pk: int) -> Tautan:
    return Tautan.objects.select_for_update().get(pk=pk)


@transaction.atomic
def simpan(*, tautan: Tautan, isi: dict[str, Any], oleh: Any) -> Tautan:
    """Save what an editor typed. Of Bagian Pemerintahan it counts at once; of an OPD it waits for approval.

    Raises TidakDapat.
    """
    lama = _kunci(tautan.pk) if tautan.pk else tautan
    _pastikan_hidup(lama)
    setelah = Tautan(unit_id=isi["unit"])
    _pastikan_milik(setelah, oleh)
    if lama.pk:
        _pastikan_milik(lama, oleh)
    if oleh.has_perm(kueri.BOLEH_SETUJUI):
        return _berlakukan(lama, isi, Tautan.Keadaan.TAYANG)
    return _usulkan(lama, isi, oleh)


def _berlakukan(tautan: Tautan, isi: dict[str, Any], keadaan: str) -> Tautan:
    """The live entry from now on; a new address begins a new history of health."""
    pindah = tautan.alamat != isi["alamat"]
    terapkan_isi(tautan, isi)
    tautan.keadaan, tautan.diubah, tautan.status_bukti = keadaan, timezone.now(), Tautan.Bukti.DICEK
    tautan.save()
    if pindah or not Kesehatan.objects.filter(tautan=tautan).exists():
        Kesehatan.objects.update_or_create(tautan=tautan, defaults=_sehat_baru())
    return tautan


def _sehat_baru() -> dict[str, Any]:
    kosong = Kesehatan()
    nama = [medan.name for medan in Kesehatan._meta.fields if medan.name != "tautan"]
    return {satu: getattr(kosong, satu) for satu in nama}


def _usulkan(tautan: Tautan, isi: dict[str, Any], oleh: Any) -> Tautan:
    """One proposal waits at most; a newer one takes its place. A new entry is stored, but no citizen sees it."""
    if tautan.keadaan == Tautan.Keadaan.BARU:
        terapkan_isi(tautan, isi)
        tautan.diubah = timezone.now()
        tautan.save()
    _ganti_usulan(tautan, Usulan.Jenis.UBAH if tautan.tayang else Usulan.Jenis.BARU, isi, oleh)
    return tautan


def _ganti_usulan(tautan: Tautan, jenis: str, isi: dict[str, Any], oleh: Any) -> Usulan:
    menunggu = Usulan.objects.filter(tautan=tautan, status=Usulan.Status.MENUNGGU)
    menunggu.update(status=Usulan.Status.DIGANTI, diputus_pada=timezone.now())
    return Usulan.objects.create(tautan=tautan, jenis=jenis, isi=isi, diajukan_oleh=oleh)


@transaction.atomic
def tarik(*, tautan: Tautan, oleh: Any) -> bool:
    """Take an entry off the pages; True when it is off, False when that waits for approval. Raises TidakDapat.

    Nothing that citizens have seen is deleted: its address goes on saying what became of it.
    """
    tautan = _kunci(tautan.pk)
    _pastikan_milik(tautan, oleh)
    _pastikan_hidup(tautan)
    if tautan.tayang and not oleh.has_perm(kueri.BOLEH_SETUJUI):
        _ganti_usulan(tautan, Usulan.Jenis.TARIK, isi_dari(tautan), oleh)
        return False
    _tarik(tautan)
    return True


def _tarik(tautan: Tautan) -> None:
    tautan.keadaan, tautan.diubah = Tautan.Keadaan.DITARIK, timezone.now()
    tautan.save()
    menunggu = Usulan.objects.filter(tautan=tautan, status=Usulan.Status.MENUNGGU)
    menunggu.update(status=Usulan.Status.DIGANTI, diputus_pada=timezone.now())


@transaction.atomic
def setujui(*, usulan_id: int, oleh: Any) -> Usulan:
    """Exactly what was shown becomes the entry. Raises TidakDapat."""
    usulan = _putuskan(usulan_id, oleh, Usulan.Status.DISETUJUI)
    if usulan.jenis == Usulan.Jenis.TARIK:
        _tarik(usulan.tautan)
    else:
        _berlakukan(usulan.tautan, usulan.isi, Tautan.Keadaan.TAYANG)
    kabar.diputus(usulan)
    return usulan


@transaction.atomic
def tolak(*, usulan_id: int, oleh: Any, alasan: str) -> Usulan:
    """The entry stays as it is. Raises TidakDapat, also without a reason."""
    if not alasan.strip():
        raise TidakDapat(_("Tulis alasannya, supaya OPD tahu apa yang perlu diperbaiki."))
    usulan = _putuskan(usulan_id, oleh, Usulan.Status.DITOLAK, alasan.strip())
    kabar.diputus(usulan)
    return usulan


def _putuskan(usulan_id: int, oleh: Any, status: str, alasan: str = "") -> Usulan:
    if not oleh.has_perm(kueri.BOLEH_SETUJUI):
        raise TidakDapat(_("Hanya Bagian Pemerintahan yang memutuskan usulan."))
    usulan = Usulan.objects.select_for_update().select_related("tautan", "diajukan_oleh").get(pk=usulan_id)
    if usulan.status != Usulan.Status.MENUNGGU:
        raise TidakDapat(_("Usulan ini sudah diputus atau diganti yang lebih baru. Buka lagi daftarnya."))
    usulan.status, usulan.alasan = status, alasan
    usulan.diputus_oleh, usulan.diputus_pada = oleh, timezone.now()
    usulan.save()
    return usulan


@transaction.atomic
def gabung(*, dipakai: Tautan, dilebur: Tautan, oleh: Any) -> Tautan:
    """Two entries become one; the address of the other leads to it from now on. Raises TidakDapat."""
    if not oleh.has_perm(kueri.BOLEH_SETUJUI):
        raise TidakDapat(_("Hanya Bagian Pemerintahan yang menggabungkan aplikasi."))
    if dipakai.pk == dilebur.pk:
        raise TidakDapat(_("Pilih dua aplikasi yang berbeda."))
    # Always the smaller key first: two merges of the same pair, crosswise, would else wait for each other.
    kini = {pk: _kunci(pk) for pk in sorted((dipakai.pk, dilebur.pk))}
    for satu in kini.values():
        _pastikan_hidup(satu)
    _lebur(kini[dilebur.pk], kini[dipakai.pk])
    return kini[dipakai.pk]


def _lebur(tautan: Tautan, ke: Tautan) -> None:
    _tarik(tautan)
    kini = timezone.now()
    Tautan.objects.filter(digabung_ke=tautan).update(digabung_ke=ke, diubah=kini)  # no chains
    tautan.keadaan, tautan.digabung_ke = Tautan.Keadaan.DIGABUNG, ke
    tautan.save()


def bedakan(*, satu: Tautan, dua: Tautan, oleh: Any) -> None:
    """Remember that these two are not the same. Raises TidakDapat."""
    if not oleh.has_perm(kueri.BOLEH_SETUJUI):
        raise TidakDapat(_("Hanya Bagian Pemerintahan yang menggabungkan aplikasi."))
    kecil, besar = sorted((satu.pk, dua.pk))
    BukanKembar.objects.get_or_create(satu_id=kecil, dua_id=besar)


def minta_periksa(*, tautan: Tautan, kini: datetime | None = None) -> None:
    """The worker looks at it in its next round. A round that holds it now gives its result all the same."""
    Kesehatan.objects.update_or_create(tautan=tautan, defaults={"berikutnya": kini or timezone.now()})


def catat_klik(*, tautan_id: int) -> None:
    """One more for today. Nothing about who it was; a busy database costs the count, never the visitor's time."""
    hari = timezone.localdate()
    baris = Harian.objects.filter(tautan_id=tautan_id, hari=hari)
    try:
        if not baris.update(klik=F("klik") + 1):
            with transaction.atomic():
                Harian.objects.create(tautan_id=tautan_id, hari=hari, klik=1)
    except IntegrityError:  # somebody was first on this day
        baris.update(klik=F("klik") + 1)
    except OperationalError:
        return
