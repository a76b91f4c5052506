"""How an entry and its health are told: words for citizens and keepers, and the chart."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from layanan_links import kueri
from layanan_links.alamat import host
from layanan_links.aturan import HIDUP, Kode
from layanan_links.models import Harian, Kesehatan, Tautan
from sipraja.ingat import diingat

# What a check found, as its owner reads it: what it means and where to look.
_SEBAB = {
    Kode.BAIK: gettext_noop("Situs terbuka dengan baik."),
    Kode.MENOLAK: gettext_noop("Situs hidup, tetapi menolak dibuka oleh pemeriksa. Warga biasanya tetap bisa membuka."),
    Kode.RANTAI: gettext_noop("Situs hidup, tetapi server tidak mengirim sertifikat perantara. Pasang rantainya."),
    Kode.DNS: gettext_noop("Nama situs tidak ditemukan. Periksa alamatnya, atau perpanjang domainnya."),
    Kode.SAMBUNG: gettext_noop("Server tidak dapat dihubungi. Periksa apakah server menyala."),
    Kode.LAMBAT: gettext_noop("Server tidak selesai menjawab dalam 10 detik."),
    Kode.TLS_HABIS: gettext_noop("Sertifikat keamanan (HTTPS) sudah habis masa berlakunya. Perbarui sertifikatnya."),
    Kode.TLS_NAMA: gettext_noop("Sertifikat keamanan (HTTPS) dibuat untuk nama situs lain."),
    Kode.TLS_ASING: gettext_noop("Sertifikat keamanan (HTTPS) tidak dipercaya peramban."),
    Kode.HILANG: gettext_noop("Halaman tidak ada lagi di alamat itu. Ganti alamatnya."),
    Kode.GALAT: gettext_noop("Server menjawab dengan galat."),
    Kode.PUTAR: gettext_noop("Situs mengalihkan berputar-putar tanpa sampai."),
    Kode.KACAU: gettext_noop("Jawaban server tidak dapat dibaca."),
    Kode.KOSONG: gettext_noop("Halaman terbuka, tetapi kosong."),
    Kode.PARKIR: gettext_noop("Yang tampil bukan aplikasinya: domain dijual, akun ditangguhkan, atau server baru."),
    Kode.DIAMBIL: gettext_noop("Judul situs berisi kata judi. Mungkin situs diretas; tutup dan periksa sekarang."),
    Kode.DILARANG: gettext_noop("Situs mengarah ke jaringan dalam atau ke port yang tidak boleh diperiksa."),
}


def sebab(kode: str) -> str:
    """The sentence of a finding; empty before the first check."""
    return _(_SEBAB[Kode(kode)]) if kode else ""


@dataclass(frozen=True)
class Keadaan:
    """The state a citizen sees: badge (kind, icon, word) and a sentence."""

    jenis: str
    ikon: str
    kata: str
    kalimat: str = ""
    sejak: str = ""  # the day an outage began


def keadaan(tautan: Tautan) -> Keadaan:
    """Of an entry that is shown. One failed check is not told; only an outage is."""
    sehat = _kesehatan(tautan)
    if not tautan.alamat:
        return Keadaan("netral", "info", _("Alamat belum diketahui"), _kalimat_tanpa_alamat(tautan))
    if sehat is None or not sehat.kode:
        return Keadaan("netral", "tunggu", _("Belum diperiksa"))
    if sehat.mencurigakan:
        return Keadaan("galat", "awas", _("Jangan dibuka dulu"), _("Isi situs ini sedang mencurigakan. Jangan masuk."))
    if sehat.rusak:
        sejak = date_format(timezone.localtime(sehat.gagal_sejak), "j F Y") if sehat.gagal_sejak else ""
        kalimat = _("Sedang tidak bisa dibuka sejak %(sejak)s.") % {"sejak": sejak}
        return Keadaan("perhatian", "awas", _("Sedang tidak bisa dibuka"), kalimat, sejak)
    return Keadaan("sukses", "beres", _("Bisa dibuka"))


def _kesehatan(tautan: Tautan) -> Kesehatan | None:
    return getattr(tautan, "kesehatan", None)


def _kalimat_tanpa_alamat(tautan: Tautan) -> str:
    return _("Tanyakan ke %(kantor)s, atau ke kantor desa Anda.") % {"kantor": tautan.pengelola}


@dataclass(frozen=True)
class Kartu:
    """An entry in a list."""

    tautan: Tautan
    keadaan: Keadaan

    @property
    def biaya(self) -> str:
        """What it costs, when that is known."""
        return self.tautan.get_biaya_display() if self.tautan.biaya else ""


def kartu(tautan: Tautan) -> Kartu:
    """With its state."""
    return Kartu(tautan, keadaan(tautan))


@dataclass(frozen=True)
class Daftar:
    """A page of the list; `lanjut` is the code to go on from, empty at the end."""

    kartu: list[Kartu]
    jumlah: int
    lanjut: str


def daftar(saringan: kueri.Saringan) -> Daftar:
    """The page that was asked for."""
    return _mula() if saringan == kueri.Saringan() else _daftar(saringan)


@diingat
def _mula() -> Daftar:
    """Where most begin; what visitors type has no end."""
    return _daftar(kueri.Saringan())


def _daftar(saringan: kueri.Saringan) -> Daftar:
    halaman = kueri.halaman(saringan)
    return Daftar([kartu(satu) for satu in halaman.isi], halaman.jumlah, halaman.lanjut)


@diingat
def kartu_beranda(jumlah: int = 6) -> list[Kartu]:
    """For the home page: links that can be opened, the most used first."""
    return [kartu(satu) for satu in kueri.untuk_beranda(jumlah)]


def fakta(tautan: Tautan) -> list[dict[str, str]]:
    """The four key facts, as on a service page."""
    biaya = Kartu(tautan, keadaan(tautan)).biaya or _("Belum diketahui")
    return [
        {"ikon": "kantor", "judul": _("Dikelola"), "isi": tautan.get_pemilik_display(), "kecil": tautan.pengelola},
        {"ikon": "koin", "judul": _("Biaya"), "isi": biaya, "kecil": tautan.rincian_biaya},
        {"ikon": "gembok", "judul": _("Cara masuk"), "isi": tautan.cara_masuk or _("Belum diketahui"), "kecil": ""},
        {"ikon": "tempat", "judul": _("Tempat"), "isi": _tempat(tautan), "kecil": ""},
    ]


def _tempat(tautan: Tautan) -> str:
    return tautan.tempat or (_("Lewat internet") if tautan.alamat else _("Belum diketahui"))


# --- Chart ------------------------------------------------------------------------------------------------------------

LEBAR, DASAR = 640, 128


@dataclass(frozen=True)
class Batang:
    """One day: place and height in the drawing, share in words."""

    x: int
    y: int
    lebar: int
    tinggi: int
    kelas: str
    hari: date
    persen: str
    diperiksa: int


@dataclass(frozen=True)
class Grafik:
    """Thirty days of one link."""

    batang: list[Batang]
    kesimpulan: str
    ada: bool
    lebar: int = LEBAR
    dasar: int = DASAR


def grafik(semua: list[Harian]) -> Grafik:
    """Bars from 0 to 100 %; days without a check have none."""
    langkah = LEBAR // max(len(semua), 1)
    batang = [_batang(n * langkah, langkah - 4, satu) for n, satu in enumerate(semua)]
    diperiksa, hidup = sum(s.diperiksa for s in semua), sum(s.hidup for s in semua)
    isi: dict[str, Any] = {
        "hari": len(semua),
        "n": number_format(diperiksa, force_grouping=True),
        "persen": _persen(hidup, diperiksa),
    }
    kalimat = _("Dalam %(hari)s hari terakhir situs ini terbuka pada %(persen)s dari %(n)s pemeriksaan.") % isi
    return Grafik(batang, kalimat if diperiksa else _("Situs ini belum pernah diperiksa."), bool(diperiksa))


def grafik_kini(tautan: Tautan) -> Grafik | None:
    """The last days of this link; None for an entry without an address."""
    return grafik(kueri.riwayat(tautan, timezone.localdate())) if tautan.alamat else None


def _batang(x: int, lebar: int, satu: Harian) -> Batang:
    bagian = satu.hidup / satu.diperiksa if satu.diperiksa else 0
    tinggi = max(round(bagian * (DASAR - 8)), 3) if satu.diperiksa else 0
    kelas = "g-batang" if satu.hidup == satu.diperiksa else "g-batang2"
    persen = _persen(satu.hidup, satu.diperiksa) if satu.diperiksa else _("tidak diperiksa")
    return Batang(x, DASAR - tinggi, lebar, tinggi, kelas, satu.hari, persen, satu.diperiksa)


def _persen(hidup: int, semua: int) -> str:
    """Rounded down: 99,96 % is not "always"."""
    return f"{number_format(hidup * 1000 // max(semua, 1) / 10, 1)} %"


# --- For keepers ------------------------------------------------------------------------------------------------------


def kesehatan_rinci(tautan: Tautan) -> dict[str, Any]:
    """What the owner needs to mend it."""
    sehat = _kesehatan(tautan)
    kode = sehat.kode if sehat else ""
    return {
        "sehat": sehat,
        "keadaan": keadaan(tautan),
        "sebab": sebab(kode),
        "hidup": kode in HIDUP,
        "pindah": bool(sehat and sehat.alamat_akhir and host(sehat.alamat_akhir) != host(tautan.alamat)),
    }
