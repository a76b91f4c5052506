"""How a declared service is told to a citizen: facts, requirements, steps. Pure functions over `Layanan`."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from math import ceil
from typing import TypedDict

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from core.layanan.deklarasi import Layanan, Tahap, Unggahan
from core.layanan.durasi import JAM_SEHARI
from core.layanan.masa import sudah_tutup
from core.wilayah import peran

TEMPAT = {
    peran.TINGKAT_DESA: gettext_noop("Desa / kelurahan"),
    peran.TINGKAT_KECAMATAN: gettext_noop("Kecamatan"),
    peran.TINGKAT_DINAS: gettext_noop("Dinas"),
    peran.TINGKAT_LUAR: gettext_noop("Instansi lain"),
}
_DALAM_KALIMAT = {
    peran.TINGKAT_DESA: gettext_noop("desa"),
    peran.TINGKAT_KECAMATAN: gettext_noop("kecamatan"),
    peran.TINGKAT_DINAS: gettext_noop("dinas"),
    peran.TINGKAT_LUAR: gettext_noop("instansi lain"),
}
_KERJA = {
    "periksa": gettext_noop("memeriksa"),
    "paraf": gettext_noop("memberi paraf"),
    "tandatangan": gettext_noop("menandatangani"),
    "teruskan": gettext_noop("meneruskan"),
    "cetak": gettext_noop("menerbitkan"),
    "kirim_instansi": gettext_noop("mengirim ke instansi tujuan"),
}
# The office's own housekeeping, not worth a word beside something the citizen waits for.
_DI_DALAM = frozenset({"paraf", "cetak", "teruskan"})


class Fakta(TypedDict):
    """One of the four key facts."""

    ikon: str
    judul: str
    isi: str
    kecil: str


class Butir(TypedDict):
    """A requirement or a step."""

    ikon: str
    judul: str
    teks: str
    lencana: str


@dataclass(frozen=True)
class Kartu:
    """A service in the catalogue."""

    kode: str
    nama: str
    ringkasan: str
    ikon: str
    waktu: str
    biaya: str
    tempat: str
    kunci_tempat: str
    cari: str
    alamat: str
    sering: str  # the words people type for it
    tutup: bool = False
    diganti: bool = False  # the law behind it has been superseded
    kabar: str = ""  # until when it takes applications, or since when it does not


def jam_kerja(rute: Iterable[Tahap]) -> int:
    """Longest case in working hours: optional stages count too, a promise must hold with them."""
    return sum(tahap.sla for tahap in rute)


def lama(jam: int) -> str:
    """4 → "4 jam kerja", 11 → "2 hari kerja"."""
    if jam < JAM_SEHARI:
        return _("%(n)s jam kerja") % {"n": jam}
    return _("%(n)s hari kerja") % {"n": ceil(jam / JAM_SEHARI)}


def biaya(layanan: Layanan) -> str:
    """What the citizen pays."""
    return f"Rp{number_format(layanan.biaya, force_grouping=True)}" if layanan.biaya else _("Gratis")


def tingkat(tahap: Tahap) -> str:
    """Level of office that does this stage: what the declaration says, else where the role sits."""
    jabatan = peran.SEMUA.get(tahap.peran)
    return tahap.unit if tahap.unit in TEMPAT else jabatan.tingkat if jabatan else peran.TINGKAT_LUAR


def semua_tingkat(layanan: Layanan) -> list[str]:
    """Levels in the order in which the file passes them, each once."""
    return list(dict.fromkeys(tingkat(tahap) for tahap in layanan.rute))


def diurus_di(layanan: Layanan) -> str:
    """ "Desa, lalu kecamatan"."""
    kata = [_(_DALAM_KALIMAT[t]) for t in semua_tingkat(layanan)]
    return _(", lalu ").join(kata).capitalize()


def nama_lengkap(layanan: Layanan) -> str:
    """Plain name with its short form: "Surat Keterangan Tidak Mampu (SKTM)"."""
    if not layanan.singkat or "(" in layanan.nama:
        return layanan.nama
    return f"{layanan.nama} ({layanan.singkat})"


def hasil(layanan: Layanan) -> tuple[str, str]:
    """What the citizen gets, and a word about it."""
    if layanan.surat is None:
        return layanan.produk or _("Berkas diteruskan"), ""
    masa = _("berlaku %(lama)s") % {"lama": layanan.masa_berlaku} if layanan.masa_berlaku else ""
    ttd = _("bertanda tangan elektronik")
    return _("Surat PDF"), f"{ttd}, {masa}" if masa else ttd


def kunci_cari(layanan: Layanan) -> str:
    """Text in which a search word must occur."""
    bagian = (layanan.nama, layanan.sebutan, layanan.ringkasan, *layanan.dicari, *layanan.peristiwa, layanan.kategori)
    return " ".join(bagian).lower().replace("_", " ")


def kartu(layanan: Layanan) -> Kartu:
    """The service as a card."""
    return Kartu(
        kode=layanan.kode,
        nama=nama_lengkap(layanan),
        ringkasan=layanan.ringkasan,
        ikon=layanan.ikon,
        waktu=lama(jam_kerja(layanan.rute)),
        biaya=biaya(layanan),
        tempat=diurus_di(layanan),
        kunci_tempat=" ".join(semua_tingkat(layanan)),
        cari=kunci_cari(layanan),
        alamat=f"/layanan/{layanan.kode}/",
        sering=layanan.singkat or next(iter(layanan.dicari), layanan.nama),
        diganti=layanan.status_hukum == "digantikan",
        kabar=kabar_masa(layanan),
    )


def kabar_masa(layanan: Layanan) -> str:
    """The last day for new applications, before and after it; empty for a service without one."""
    if layanan.berlaku_sampai is None:
        return ""
    tanggal = date_format(layanan.berlaku_sampai, "j F Y")
    if sudah_tutup(layanan):
        return _("Ditutup sejak lewat %(tanggal)s") % {"tanggal": tanggal}
    return _("Ditutup setelah %(tanggal)s") % {"tanggal": tanggal}


def fakta(layanan: Layanan) -> list[Fakta]:
    """Waktu, biaya, hasil, diurus di."""
    isi, kecil = hasil(layanan)
    waktu = lama(jam_kerja(layanan.rute))
    return [
        {"ikon": "jam", "judul": _("Waktu"), "isi": waktu, "kecil": _("setelah berkas lengkap")},
        {"ikon": "koin", "judul": _("Biaya"), "isi": biaya(layanan), "kecil": ""},
        {"ikon": "surat", "judul": _("Hasil"), "isi": isi, "kecil": kecil},
        {"ikon": "kantor", "judul": _("Diurus di"), "isi": diurus_di(layanan), "kecil": ", ".join(layanan.instansi)},
    ]


def _ikon_berkas(unggahan: Unggahan) -> str:
    """The account's own photos have their picture; the rest is a sheet or a photo."""
    if unggahan.dari == "profil":
        return "orang-banyak" if unggahan.foto_profil == "foto_kk" else "ktp"
    return "berkas" if "pdf" in unggahan.jenis else "foto"


def _teks_berkas(unggahan: Unggahan) -> str:
    if unggahan.tahap:
        return _("Belum perlu sekarang. Diminta setelah tahap %(tahap)s.") % {"tahap": unggahan.tahap}
    if unggahan.bantuan:
        return unggahan.bantuan
    if unggahan.dari == "profil":
        return _("Diambil dari akun Anda, tidak perlu diunggah lagi.")
    if "pdf" not in unggahan.jenis:
        return _("Difoto dari HP, terang dan tidak buram.")
    return _("Difoto langsung dari HP, tulisan terbaca jelas.")


def _lencana_berkas(unggahan: Unggahan) -> str:
    if unggahan.tahap:
        return _("Menyusul")
    return _("Bila perlu") if unggahan.jika else "" if unggahan.wajib else _("Bila ada")


def syarat(layanan: Layanan) -> list[Butir]:
    """What to prepare, required things first."""
    butir: list[Butir] = [
        {"ikon": _ikon_berkas(u), "judul": u.label, "teks": _teks_berkas(u), "lencana": _lencana_berkas(u)}
        for u in layanan.berkas
    ]
    return sorted(butir, key=lambda b: bool(b["lencana"]))


def _kelompok(layanan: Layanan) -> Iterator[tuple[str, list[Tahap]]]:
    for t, tahap in groupby(layanan.rute, key=tingkat):
        yield t, list(tahap)


def _kantor(t: str, tahap: list[Tahap]) -> Butir:
    """One office's share of the route as one step."""
    aksi = list(dict.fromkeys(satu.aksi for satu in tahap))
    kerja = [_(_KERJA[satu]) for satu in aksi if satu not in _DI_DALAM or len(aksi) == 1]
    orang = list(dict.fromkeys(peran.sebutan(satu.peran) for satu in tahap))
    teks = _("%(orang)s. Paling lama %(lama)s.") % {
        "orang": _(", lalu ").join(orang).capitalize(),
        "lama": lama(jam_kerja(tahap)),
    }
    judul = f"{_(_DALAM_KALIMAT[t]).capitalize()} {_gabung_dan(kerja)}"
    return {"ikon": "", "judul": judul, "teks": teks, "lencana": ""}


def _gabung_dan(kata: list[str]) -> str:
    """memeriksa, memberi paraf, dan menandatangani."""
    if len(kata) < 3:
        return _(" dan ").join(kata)
    return f"{', '.join(kata[:-1])}{_(', dan ')}{kata[-1]}"


def langkah(layanan: Layanan) -> list[Butir]:
    """From filling in to the result, one step an office."""
    n = len(layanan.langkah) + any(u.tahap is None for u in layanan.berkas) + 1
    awal: Butir = {
        "ikon": "",
        "judul": _("Isi permohonan"),
        "teks": _("%(n)s langkah pendek, kira-kira %(menit)s menit. Boleh berhenti dan dilanjutkan.")
        % {"n": n, "menit": max(5, n * 2)},
        "lencana": "",
    }
    return [awal, *(_kantor(t, tahap) for t, tahap in _kelompok(layanan)), _akhir(layanan)]


def _akhir(layanan: Layanan) -> Butir:
    if layanan.surat is None:
        judul, teks = _("Tunggu kabar"), _("Kami kabari lewat lonceng dan surel begitu ada hasilnya.")
    else:
        judul, teks = _("Unduh surat"), _("Anda dikabari lewat lonceng dan surel. Surat bisa dicetak sendiri.")
    return {"ikon": "", "judul": judul, "teks": teks, "lencana": ""}
