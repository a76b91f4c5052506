"""What the admin's pages about keys show, as plain values. A NIK or e-mail at BSrE is never shown whole."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from core.surat.kueri_kunci import Pejabat
from core.surat.kunci import senama
from core.surat.masa_kunci import Keadaan, Kode
from core.surat.models import KunciDasar, KunciSegel
from core.surat.penanda import JARAK_JAUH
from core.wilayah.nik import samarkan_nik


def lencana(keadaan: Keadaan) -> dict[str, str]:
    """The word and Wagtail's tag class of a key's state."""
    kata = keadaan.judul
    if keadaan.kode is Kode.SEGERA:
        kata = _("Habis %(sisa)s hari lagi") % {"sisa": keadaan.sisa}
    kelas = {Kode.BAIK: "w-status--primary", Kode.SEGERA: "w-status--label"}.get(keadaan.kode, "kk-genting")
    return {"kata": kata, "kelas": kelas}


def baris_pejabat(satu: Pejabat) -> dict[str, Any]:
    """One line of the list."""
    return {
        "pengguna": satu.pengguna,
        "jabatan": satu.jabatan,
        "kunci": satu.kunci,
        "cara": satu.kunci.get_penggerak_display() if satu.kunci else "",
        "sampai": satu.keadaan.sampai,
        "lencana": lencana(satu.keadaan),
        "jauh": satu.keadaan.jauh,
    }


def baris_segel(kunci: KunciSegel, keadaan: Keadaan) -> dict[str, Any]:
    """One line of the list of seals. BSrE tells nothing of seals: they are as good as they were installed."""
    tanda = lencana(keadaan)
    if not kunci.aktif:
        tanda = {"kata": _("Tidak aktif"), "kelas": ""}
    elif not keadaan.ditanya:
        tanda = {"kata": _("Terpasang"), "kelas": "w-status--primary"}
    return {"kunci": kunci, "sampai": keadaan.sampai, "lencana": tanda}


def pengenal(kunci: KunciDasar) -> str:
    """Where the key is: a label as it stands, a person masked."""
    if kunci.penggerak not in JARAK_JAUH:
        return kunci.pengenal
    depan, pisah, host = kunci.pengenal.partition("@")
    return f"{depan[:1]}•••@{host}" if pisah else samarkan_nik(kunci.pengenal)


def fakta(satu: Pejabat) -> list[tuple[str, Any]]:
    """The key in use, line by line; empty without one."""
    kunci = satu.kunci
    if kunci is None:
        return []
    bukti = kunci.sertifikat
    baris = [
        (_("Cara"), kunci.get_penggerak_display()),
        (_("Label atau pengenal"), pengenal(kunci)),
        (_("Sertifikat atas nama"), bukti.subjek if bukti else _("tercatat saat tanda tangan pertama")),
        (_("Nomor seri"), bukti.serial if bukti else ""),
        (_("Berlaku sampai"), bukti.berlaku_sampai if bukti else ""),
        (_("Menurut BSrE"), kunci.keadaan if satu.keadaan.jauh else ""),
        (_("Ditanyakan"), kunci.diperiksa_pada if satu.keadaan.jauh else ""),
        (_("Sah secara hukum"), _("Tidak, kunci percobaan") if kunci.demonstrasi else _("Ya")),
        (_("Periksa"), _beda_nama(satu)),
    ]
    return [(label, isi) for label, isi in baris if isi]


def _beda_nama(satu: Pejabat) -> str:
    bukti = satu.kunci and satu.kunci.sertifikat
    if not bukti or senama(satu.pengguna.nama, bukti.subjek):
        return ""
    return _("Nama pada sertifikat berbeda dari nama pejabat. Pastikan ini memang sertifikatnya.")
