"""Reads for the public check: what anybody may know about a letter. Never a NIK, and no name before it is out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from cryptography import x509
from cryptography.x509.oid import NameOID
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from core.permohonan.aturan import DI_MEJA, DI_WARGA
from core.surat.models import SertifikatPejabat, StatusSurat, Surat, TandaTangan, Terbitan

BELUM = (StatusSurat.DINOMORI, StatusSurat.BEKU, StatusSurat.DITANDATANGANI)
BERLAKU = ("sah", "percobaan", "lewat")  # states of a letter that nobody has taken back
_TERKAIT = ("unit", "permohonan__pemohon__pengguna", "menggantikan", "segel")

TINGKAT = {
    "B-B": gettext_noop("Tanda tangan dasar. Waktunya menurut jam server kami."),
    "B-T": gettext_noop("Waktunya dibuktikan cap waktu dari luar server kami."),
    "B-LT": gettext_noop("Disertai cap waktu, dan bukti bahwa sertifikatnya masih berlaku saat itu."),
    "B-LTA": gettext_noop(
        "Disertai cap waktu, bukti sertifikat, dan cap waktu arsip. Tetap dapat diperiksa setelah sertifikatnya habis."
    ),
}


# --- Which letter -----------------------------------------------------------------------------------------------------


def surat_publik(**syarat: object) -> Surat | None:
    """A letter with what its page needs."""
    return Surat.objects.select_related(*_TERKAIT).prefetch_related("tanda_tangan").filter(**syarat).first()


def bentuk_terbit(surat: Surat) -> set[str]:
    """SHA-256 of every form in which this letter was ever published."""
    return set(surat.terbitan.values_list("sha", flat=True))


def surat_berkas(pdf: bytes) -> Surat | None:
    """The letter whose published bytes these are."""
    terbitan = Terbitan.objects.filter(sha=sha256(pdf).hexdigest()).first()
    return surat_publik(pk=terbitan.surat_id) if terbitan else None


def surat_asal(pdf: bytes) -> Surat | None:
    """The published letter that a file begins with, byte for byte, whatever was done to it afterwards."""
    ujung = pdf.find(b"%%EOF")
    if ujung < 0:
        return None
    return surat_publik(sha_beku=sha256(pdf[: ujung + 6]).hexdigest(), terbit_pada__isnull=False)


def pengganti(surat: Surat) -> Surat | None:
    """The letter that took its place, once that one is out."""
    return surat.pengganti.filter(terbit_pada__isnull=False).order_by("versi_surat").first()


# --- Its state --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Keadaan:
    """The state in one word, and as a sentence; `jenis` and `gambar` choose the badge, `lain` is the letter to use."""

    kode: str
    jenis: str
    gambar: str
    judul: str
    kalimat: str
    lain: Surat | None = None

    @property
    def berlaku(self) -> bool:
        """False for what was never published, and for what was taken back."""
        return self.kode in BERLAKU


def keadaan(surat: Surat, hari: date | None = None) -> Keadaan:
    """What the verification page says first. A demonstration letter is never simply called valid."""
    if surat.status in BELUM:
        kurang = sum(t.status != TandaTangan.Status.SAH for t in surat.tanda_tangan.all())
        kalimat = _("Surat ini masih menunggu %(n)s tanda tangan dan belum boleh dipakai.") % {"n": kurang}
        return Keadaan("belum_sah", "perhatian", "tunggu", _("Belum sah"), kalimat)
    if surat.status != StatusSurat.TERBIT:
        return _tidak_berlaku(surat)
    if surat.berlaku_sampai and surat.berlaku_sampai < (hari or timezone.localdate()):
        kalimat = _("Surat ini asli, tetapi masa berlakunya sudah lewat.")
        return Keadaan("lewat", "perhatian", "jam", _("Sudah tidak berlaku"), kalimat)
    if surat.konteks["surat"]["demonstrasi"]:
        kalimat = _("Surat ini dibuat untuk percobaan. Tanda tangannya cocok, tetapi tidak sah secara hukum.")
        return Keadaan("percobaan", "perhatian", "awas", _("Surat percobaan"), kalimat)
    kalimat = _("Surat ini terdaftar dan ditandatangani. Cocokkan isinya dengan surat di tangan Anda.")
    # Never the bare word: the code may stand on another letter (threat T6).
    return Keadaan("sah", "sukses", "beres", _("Sah, bila isinya cocok"), kalimat)


def _tidak_berlaku(surat: Surat) -> Keadaan:
    baru = pengganti(surat) if surat.status == StatusSurat.DIGANTI else None
    judul, kalimat = {
        StatusSurat.BATAL: (_("Dibatalkan"), _("Nomor ini dibatalkan dan suratnya tidak pernah terbit.")),
        StatusSurat.DICABUT: (_("Dicabut"), _kalimat_dicabut(surat)),
        StatusSurat.DIGANTI: (_("Diganti"), _kalimat_diganti(baru)),
    }[StatusSurat(surat.status)]
    return Keadaan(str(surat.status), "galat", "galat", judul, kalimat, baru)


def _kalimat_dicabut(surat: Surat) -> str:
    kalimat = _("Surat ini sudah dicabut dan tidak berlaku lagi. Jangan dipakai.")
    if sedang_diganti(surat):
        kalimat += " " + _("Surat penggantinya sedang dibuat.")
    return kalimat


def _kalimat_diganti(baru: Surat | None) -> str:
    if baru is None:
        return _("Surat ini sudah diganti surat lain. Jangan dipakai lagi.")
    return _("Surat ini sudah diganti surat nomor %(nomor)s. Jangan dipakai lagi.") % {"nomor": baru.nomor}


def sedang_diganti(surat: Surat) -> bool:
    """Whether a new letter is on its way to take the place of this one."""
    p = surat.permohonan
    return surat.status == StatusSurat.DICABUT and bool(p.dicabut_pada) and p.status in DI_MEJA | DI_WARGA


# --- What to compare --------------------------------------------------------------------------------------------------


def samarkan_nama(nama: str) -> str:
    """ "Siti Aminah" → "S••• A•••••": enough to compare with a paper in the hand, useless to collect."""
    return " ".join(kata[0] + "•" * (len(kata) - 1) for kata in nama.split())


def nama_pemohon(surat: Surat) -> str:
    """Masked, and only of a letter that was published."""
    return samarkan_nama(surat.permohonan.pemohon.pengguna.nama) if surat.terbit_pada else ""


def alasan(surat: Surat) -> str:
    """Why it is void, as anybody may read it: a sentence of our own lists."""
    return _(surat.alasan_batal) if surat.alasan_batal else ""


@dataclass(frozen=True, slots=True)
class Fakta:
    """One line to compare with the paper; `tautan` leads to another letter."""

    label: str
    isi: str
    tautan: str = ""


def fakta(surat: Surat) -> list[Fakta]:
    """What to compare with the paper, and what became of it."""
    lama, baru = surat.menggantikan, pengganti(surat) if surat.status == StatusSurat.DIGANTI else None
    semua = [
        Fakta(_("Nomor surat"), surat.nomor),
        Fakta(_("Perihal"), surat.judul),
        Fakta(_("Penerbit"), surat.unit.nama),
        Fakta(_("Tanggal surat"), _tanggal(surat.tanggal)),
        Fakta(_("Nama pemohon"), nama_pemohon(surat)),
        Fakta(_("Jumlah halaman"), str(surat.halaman or "")),
        Fakta(_("Berlaku sampai"), _tanggal(surat.berlaku_sampai)),
        Fakta(_("Menggantikan surat"), lama.nomor if lama else "", lama.get_absolute_url() if lama else ""),
        Fakta(_("Dicabut"), saat(surat.dicabut_pada)),
        Fakta(_("Alasan"), alasan(surat)),
        Fakta(_("Diganti oleh surat"), baru.nomor if baru else "", baru.get_absolute_url() if baru else ""),
    ]
    return [satu for satu in semua if satu.isi]


def _tanggal(hari: date | None) -> str:
    return date_format(hari, "j F Y") if hari else ""


def saat(waktu: datetime | None) -> str:
    """A moment as a letter writes it: day, date, time, zone."""
    if waktu is None:
        return ""
    lokal = timezone.localtime(waktu)
    return _("%(hari)s pukul %(jam)s WIB") % {"hari": date_format(lokal, "l, j F Y"), "jam": lokal.strftime("%H.%M.%S")}


# --- Signatures and seal ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Sertifikat:
    """A certificate in plain words: whose, by whom, until when."""

    pemilik: str
    penerbit: str
    serial: str
    berlaku_sampai: datetime

    @property
    def habis(self) -> bool:
        """Expired since; the signature is not touched by that."""
        return self.berlaku_sampai < timezone.now()


@dataclass(frozen=True, slots=True)
class Penanda:
    """One signature, or the seal, with the office held at that time ("Plt. …", "a.n. …")."""

    nama: str
    jabatan: str
    unit: str
    atas_nama: str
    waktu: datetime
    sertifikat: Sertifikat | None


def penanda(surat: Surat) -> list[Penanda]:
    """Signatures given, in order. None before the letter is out: until then no name is said."""
    if not surat.terbit_pada:
        return []
    sah = [t for t in surat.tanda_tangan.all() if t.status == TandaTangan.Status.SAH]
    sertifikat = _sertifikat(t.sertifikat_sidik for t in sah)
    blok = surat.konteks.get("penandatangan", [])
    return [_penanda(t, blok[t.urut - 1] if t.urut <= len(blok) else {}, sertifikat) for t in sah]


def _penanda(ttd: TandaTangan, blok: dict[str, str | None], sertifikat: dict[str, Sertifikat]) -> Penanda:
    atas_nama = blok.get("atas_nama") or ""
    waktu = ttd.waktu or timezone.now()
    return Penanda(ttd.nama, ttd.jabatan, ttd.unit_nama, atas_nama, waktu, sertifikat.get(ttd.sertifikat_sidik))


def segel(surat: Surat) -> Penanda | None:
    """The e-seal of the organisation on a published letter."""
    satu = getattr(surat, "segel", None)
    if satu is None or satu.waktu is None or not surat.terbit_pada:
        return None
    sertifikat = _sertifikat([satu.sertifikat_sidik]).get(satu.sertifikat_sidik)
    return Penanda(satu.nama, "", "", "", satu.waktu, sertifikat)


def _sertifikat(sidik: Iterable[str]) -> dict[str, Sertifikat]:
    """From our register, by fingerprint. Names only: a subject may hold a number of the person."""
    terdaftar = SertifikatPejabat.objects.filter(pk__in=set(sidik))
    return {satu.sidik: _baca(satu) for satu in terdaftar}


def _baca(satu: SertifikatPejabat) -> Sertifikat:
    isi = x509.load_pem_x509_certificate(satu.sertifikat.encode())
    return Sertifikat(_nama(isi.subject), _nama(isi.issuer), satu.serial, satu.berlaku_sampai)


def _nama(subjek: x509.Name) -> str:
    """Common name and organisation."""
    bagian = [a.value for oid in (NameOID.COMMON_NAME, NameOID.ORGANIZATION_NAME) for a in _ambil(subjek, oid)]
    return ", ".join(dict.fromkeys(str(b) for b in bagian))


def _ambil(subjek: x509.Name, oid: x509.ObjectIdentifier) -> Iterator[x509.NameAttribute[str | bytes]]:
    yield from subjek.get_attributes_for_oid(oid)


def tingkat(surat: Surat) -> tuple[str, str] | None:
    """PAdES level of the newest published form, and what that means."""
    terakhir = surat.terbitan.order_by("urut").last() if surat.terbit_pada else None
    return (terakhir.profil, _(TINGKAT.get(terakhir.profil, ""))) if terakhir else None
