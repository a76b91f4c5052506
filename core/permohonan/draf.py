"""A draft meets its service as it is now: the same version, a newer one, or closed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from core.layanan.formulir import berkas_diminta
from core.layanan.masa import sudah_tutup
from core.layanan.models import VersiLayanan
from core.layanan.register import registri
from core.permohonan.models import Peristiwa, Permohonan
from core.permohonan.tampil import label_berkas

if TYPE_CHECKING:
    from core.layanan.deklarasi import Layanan

PALING_BANYAK = 12  # sentences of one kind; more than that nobody reads
HILANG, SEMENTARA, TUTUP, LAMA, SAMA = "hilang", "sementara", "tutup", "lama", ""


def hubungan(p: Permohonan) -> tuple[Layanan | None, str]:
    """The service as it is now, and how the draft stands to it; the same number is the same version."""
    kini = registri().ambil(p.kode_layanan)
    if kini is None:
        return None, SEMENTARA if registri().dikarantina(p.kode_layanan) else HILANG
    if sudah_tutup(kini):
        return kini, TUTUP
    return kini, SAMA if kini.versi == p.versi_layanan.versi else LAMA


@dataclass(frozen=True)
class KabarVersi:
    """What a move forward has changed, in sentences. `segar`: nothing was filled in since."""

    segar: bool
    kalimat: list[str]


def kabar_versi(p: Permohonan) -> KabarVersi | None:
    """The last move of a draft told to the citizen; None when it was never moved."""
    pindah = Peristiwa.objects.filter(permohonan=p, jenis=Peristiwa.Jenis.VERSI_DIMAJUKAN).order_by("-urut").first()
    if pindah is None:
        return None
    dari = VersiLayanan.objects.filter(sidik=pindah.data["dari"]).first()
    kini = p.versi_layanan.layanan()
    return KabarVersi(p.versi == pindah.data["versi"], _kalimat(pindah.data, dari.layanan() if dari else kini, kini, p))


def _kalimat(data: dict[str, list[str]], dulu: Layanan, kini: Layanan, p: Permohonan) -> list[str]:
    ada = {u.kode for u in dulu.berkas}
    berkas = berkas_diminta(kini, p.isian, p.pemohon.profil())
    macam = [
        (_("Pertanyaan “%s” berubah; isi lagi."), _label(kini, data["isi_lagi"])),
        (_("Pertanyaan “%s” berubah; jawaban yang masih cocok tetap ada, lengkapi sisanya."),
         _label(kini, data["lengkapi"])),
        (_("Pertanyaan “%s” tidak ditanyakan lagi."), _label(dulu, data["dihapus"])),
        (_("Pertanyaan baru: “%s”."), _label(kini, data["baru"])),
        (_("Berkas “%s” tidak dipakai lagi, atau bentuknya berubah."),
         [label_berkas(dulu, kode, p.isian) for kode in data["berkas_lepas"]]),
        (_("Berkas baru: “%s”."), [u.label for u in berkas if u.kode.partition("__")[0] not in ada]),
    ]  # fmt: skip
    return [teks for kalimat, label in macam for teks in _daftar(kalimat, list(dict.fromkeys(label)))]


def _label(layanan: Layanan, nama: list[str]) -> list[str]:
    return [layanan.kolom[satu].label for satu in nama if satu in layanan.kolom]


def _daftar(kalimat: str, label: list[str]) -> list[str]:
    hasil = [kalimat % satu for satu in label[:PALING_BANYAK]]
    lebih = len(label) - len(hasil)
    return [*hasil, _("Dan %(n)d lainnya seperti itu.") % {"n": lebih}] if lebih else hasil
