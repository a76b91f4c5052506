"""The one place that changes a file: append events, store what they give, tell the listeners."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.permohonan.aturan import Keadaan, Kejadian, terapkan
from core.permohonan.galat import Basi
from core.permohonan.kabar import kabarkan_setelah_commit
from core.permohonan.models import Peristiwa, Permohonan
from core.permohonan.pelaku import Penulis
from core.permohonan.rantai import hash_peristiwa, isi_tercatat
from core.permohonan.sinyal import peristiwa_dicatat
from core.wilayah.borongan import Meleset, kumpulkan, sisip, ubah
from core.wilayah.ingatan import ambil


@dataclass(frozen=True, slots=True)
class Catatan:
    """An event about to be written."""

    jenis: str
    data: dict[str, Any] = field(default_factory=dict)


def kunci(permohonan_id: UUID, versi: int | None = None) -> Permohonan:
    """The row, locked until the transaction ends, at the version the person saw.

    Without the lock two officers could both pass the checks before either writes. SQLite has no row locks: there the
    whole transaction is IMMEDIATE. Raises Permohonan.DoesNotExist, and Basi when somebody acted in between.
    """
    permohonan = ambil("permohonan", permohonan_id, lambda: terkunci().get(pk=permohonan_id))
    if versi is not None:
        cocokkan_versi(permohonan, versi)
    return permohonan


def terkunci() -> QuerySet[Permohonan]:
    """Locked rows with all that a step asks about them. The declaration itself is kept by its fingerprint already."""
    terkait = ("pemohon__pengguna", "versi_layanan", "pengklaim", "unit")
    berat = ("versi_layanan__deklarasi", "versi_layanan__naskah")
    return Permohonan.objects.select_for_update(of=("self",)).select_related(*terkait).defer(*berat)


def cocokkan_versi(permohonan: Permohonan, versi: int) -> None:
    """Refuse a click on a page that shows an older version; raises Basi."""
    if permohonan.versi != versi:
        raise basi(permohonan, versi)


def catat(
    permohonan: Permohonan,
    penulis: Penulis,
    catatan: Sequence[Catatan],
    *,
    sekarang: datetime | None = None,
    ubah_versi: bool = True,
    **kolom: Any,
) -> list[Peristiwa]:
    """Append ``catatan`` to the log and store the state they give, plus the columns in ``kolom``; all or nothing.

    ``ubah_versi`` is False only for what changes no state: looking at a file must not make another's click stale.
    """
    sekarang = sekarang or timezone.now()
    kepala, versi = permohonan.kepala_rantai, permohonan.versi + ubah_versi
    peristiwa = _sambung(permohonan, penulis, catatan, sekarang, versi if ubah_versi else None)
    keadaan = permohonan.keadaan()
    for p in peristiwa:
        keadaan = terapkan(keadaan, sebagai_kejadian(p))
    sisip(peristiwa)
    # Compare-and-set on both: a lock that failed to hold (wrong isolation, a second database) still loses here.
    syarat = {"versi": permohonan.versi, "kepala_rantai": kepala}
    kolom |= kolom_keadaan(keadaan) | {"kepala_rantai": peristiwa[-1].hash, "diubah": sekarang}
    simpan_bila(permohonan, syarat, kolom)
    kumpulkan(_umumkan, None, [(permohonan, peristiwa)])
    return peristiwa


def _sambung(
    permohonan: Permohonan, penulis: Penulis, catatan: Sequence[Catatan], sekarang: datetime, versi: int | None
) -> list[Peristiwa]:
    """The events as chained rows, not yet stored."""
    terakhir = ambil("urut_terakhir", permohonan.pk, lambda: _urut_terakhir(permohonan))
    hasil, sebelum = [], permohonan.kepala_rantai
    tambahan = ({"versi": versi} if versi is not None else {}) | ({"kursi": penulis.kursi} if penulis.kursi else {})
    for urut, c in enumerate(catatan, start=terakhir + 1):
        p = Peristiwa(
            permohonan=permohonan,
            urut=urut,
            jenis=c.jenis,
            aktor_id=penulis.aktor_id,
            jabatan=penulis.jabatan,
            unit_id=c.data.get("unit", penulis.unit_id),
            data=c.data | tambahan,
            waktu=sekarang,
            hash_sebelum=sebelum,
        )
        p.hash = sebelum = hash_peristiwa(sebelum, isi_tercatat(p))
        hasil.append(p)
    return hasil


def _urut_terakhir(permohonan: Permohonan) -> int:
    riwayat = Peristiwa.objects.filter(permohonan=permohonan).order_by("-urut")
    return riwayat.values_list("urut", flat=True).first() or 0


def sebagai_kejadian(p: Peristiwa) -> Kejadian:
    """A stored event as the rules see it."""
    return Kejadian(str(p.jenis), p.data, p.aktor_id, p.waktu)


def kolom_keadaan(k: Keadaan) -> dict[str, Any]:
    """The state as columns of Permohonan."""
    beda = {"unit": "unit_id", "tempat": "tempat_id", "pengklaim": "pengklaim_id", "berlaku": "rute_berlaku"}
    nilai = {beda.get(nama, nama): getattr(k, nama) for nama in k.__slots__}
    nilai["rute_berlaku"] = list(k.berlaku)
    nilai["tahap_lulus"] = sorted(nilai.pop("lulus"))
    return nilai


def simpan_bila(permohonan: Permohonan, syarat: dict[str, Any], kolom: dict[str, Any]) -> None:
    """Write the columns if the row still is as ``syarat`` says, else Basi."""
    try:
        ubah(Permohonan, {"pk": permohonan.pk, **syarat}, kolom)
    except Meleset:
        raise basi(permohonan, permohonan.versi) from None
    for nama, nilai in kolom.items():
        setattr(permohonan, nama, nilai)


def simpan_isian(permohonan: Permohonan, isian: dict[str, Any]) -> None:
    """Store answers that are still in the citizen's hands: no event, but a new version."""
    kolom = {"isian": isian, "versi": permohonan.versi + 1, "diubah": timezone.now()}
    simpan_bila(permohonan, {"versi": permohonan.versi}, kolom)


def naikkan_versi(permohonan: Permohonan) -> None:
    """Uploads changed: a check-your-answers page shown before is stale."""
    Permohonan.objects.filter(pk=permohonan.pk).update(versi=F("versi") + 1, diubah=timezone.now())
    permohonan.refresh_from_db(fields=["versi", "diubah"])


def _umumkan(_: None, semua: list[tuple[Permohonan, list[Peristiwa]]]) -> None:
    """Tell the listeners, in the order of the log; the rows are stored, a message may name them."""
    for permohonan, peristiwa in semua:
        for p in peristiwa:
            peristiwa_dicatat.send(sender=Permohonan, permohonan=permohonan, peristiwa=p, langkah=peristiwa)
            kabarkan_setelah_commit(permohonan, p)


# --- A stale click is told who acted first ----------------------------------------------------------------------------


def _sebutan_perbuatan(jenis: str) -> str:
    return {
        "versi_dimajukan": _("dipindahkan ke versi baru"),
        "diajukan": _("dikirim"),
        "berkas_disusulkan": _("ditambahi berkas"),
        "diklaim": _("diambil"),
        "dilepas": _("dilepas"),
        "tahap_selesai": _("diteruskan"),
        "ditandatangani": _("ditandatangani"),
        "dikembalikan": _("dikembalikan"),
        "diperbaiki": _("diperbaiki"),
        "ditolak": _("ditolak"),
        "dibatalkan": _("dibatalkan"),
        "surat_dicabut": _("dicabut"),
    }.get(jenis, _("diubah"))


def _saat(waktu: datetime) -> str:
    lokal = timezone.localtime(waktu)
    jam = lokal.strftime("%H.%M")
    if lokal.date() == timezone.localdate():
        return _("pukul %(jam)s") % {"jam": jam}
    return _("tanggal %(tanggal)s pukul %(jam)s") % {"tanggal": date_format(lokal, "j F Y"), "jam": jam}


def basi(permohonan: Permohonan, versi: int) -> Basi:
    """The refusal for somebody who acted on version ``versi``, naming the first event after it."""
    riwayat = Peristiwa.objects.filter(permohonan_id=permohonan.pk, data__versi__gt=versi)
    p = riwayat.select_related("aktor").order_by("urut").first()
    if p is None:
        return Basi(_("Isian sudah berubah sejak halaman ini dibuka. Muat ulang untuk melihat keadaan terbaru."))
    pemohon = p.aktor_id == permohonan.pemohon.pengguna_id
    oleh = _("pemohon") if pemohon or p.aktor is None else p.aktor.nama
    isi = {"perbuatan": _sebutan_perbuatan(p.jenis), "oleh": oleh, "saat": _saat(p.waktu)}
    kalimat = _("Sudah %(perbuatan)s oleh %(oleh)s %(saat)s. Muat ulang untuk melihat keadaan terbaru.")
    return Basi(kalimat % isi, oleh, p.waktu)
