"""Take a published letter back. Its bytes and its number stay; from this moment the check says that it is void."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from core.permohonan import aturan_cabut
from core.permohonan.galat import TidakBoleh, _
from core.permohonan.models import Permohonan
from core.permohonan.pelaku import Pelaku
from core.permohonan.teks import bersihkan
from core.permohonan.verba import catat_pencabutan
from core.permohonan.verba import kunci as kunci_berkas
from core.surat import kueri
from core.surat.models import StatusSurat, Surat

# What everybody who scans the QR may read. A closed list: an officer's own words could name a person or an illness.
SEBAB = {
    "salah_tulis": _("Ada salah tulis dalam surat."),
    "keterangan": _("Keterangan dalam surat tidak sesuai kenyataan."),
    "syarat": _("Syarat surat ternyata tidak terpenuhi."),
    "wewenang": _("Surat seharusnya diterbitkan kantor lain."),
    "pemohon": _("Diminta oleh pemohon."),
    "putusan": _("Diperintahkan pengadilan atau pengawas."),
    "lain": _("Alasan lain. Tanyakan ke kantor penerbit."),
}


@transaction.atomic
def cabut(*, permohonan_id: UUID, pelaku: Pelaku, versi: int, sebab: str, keterangan: str) -> Surat:
    """Withdraw the letter; its application ends.

    `sebab`: a key of SEBAB, for everybody. `keterangan`: a sentence for the applicant and the offices.
    Raises TidakBoleh, Basi.
    """
    return _cabut(permohonan_id, pelaku, versi, sebab, keterangan, ganti=False)


@transaction.atomic
def ganti(*, permohonan_id: UUID, pelaku: Pelaku, versi: int, sebab: str, keterangan: str) -> Surat:
    """Withdraw the letter and send its application through its whole route again, for a new letter that points back.

    Arguments as of `cabut`. Raises TidakBoleh, Basi.
    """
    return _cabut(permohonan_id, pelaku, versi, sebab, keterangan, ganti=True)


def _cabut(permohonan_id: UUID, pelaku: Pelaku, versi: int, sebab: str, keterangan: str, *, ganti: bool) -> Surat:
    if sebab not in SEBAB:
        raise TidakBoleh(_("Pilih alasan yang boleh dibaca umum."))
    keterangan = bersihkan(keterangan)
    aturan_cabut.pastikan_kalimat(keterangan)
    p = kunci_berkas(permohonan_id, versi)
    surat = _yang_terbit(p)
    data = {"surat": str(surat.pk), "nomor": surat.nomor, "sebab": sebab, "alasan": f"{SEBAB[sebab]} {keterangan}"}
    catat_pencabutan(permohonan=p, pelaku=pelaku, kursi=kueri.kursi_pencabut(surat), data=data, ganti=ganti)
    surat.status, surat.alasan_batal = StatusSurat.DICABUT, SEBAB[sebab]
    surat.dicabut_pada, surat.dicabut_oleh = timezone.now(), pelaku.pengguna
    surat.save(update_fields=["status", "alasan_batal", "dicabut_pada", "dicabut_oleh"])
    return surat


def _yang_terbit(p: Permohonan) -> Surat:
    """The published letter, locked: a new time-stamp is put on it under the same lock."""
    surat = Surat.objects.select_for_update().filter(permohonan=p, status=StatusSurat.TERBIT).first()
    if surat is None:
        raise TidakBoleh(_("Surat ini belum terbit atau sudah dicabut. Muat ulang halaman."))
    return surat


def tandai_diganti(surat: Surat) -> None:
    """A letter that takes another's place is being published: call it in that very transaction."""
    if surat.menggantikan_id:
        lama = Surat.objects.filter(pk=surat.menggantikan_id, status=StatusSurat.DICABUT)
        lama.update(status=StatusSurat.DIGANTI)
