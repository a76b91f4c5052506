"""Who lives and works in the demo: invented people in real offices of each regency.

Names are common East Javanese names, numbers are out of the ranges that are handed out; nobody in particular is meant.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.conf import settings

from core.wilayah import peran as p

SANDI = "demo-sipraja"  # printed at every start; `isi_demo` refuses to run when DEMO is off
FRASA = "frasa-demo-sipraja"  # opens the demonstration signing keys
MASUK_ADMIN = "admin"
MASUK_PENELAAH = "penelaah"

_SINGKAT = {
    p.OPERATOR_DESA: "operator",
    p.SEKRETARIS_DESA: "sekdes",
    p.KEPALA_DESA: "kades",
    p.OPERATOR_KECAMATAN: "operator",
    p.SEKRETARIS_KECAMATAN: "sekcam",
    p.CAMAT: "camat",
    p.OPERATOR_DINAS: "operator",
    p.KEPALA_BIDANG: "kabid",
    p.KEPALA_DINAS: "kepala",
    p.PETUGAS_LAPANGAN: "lapangan",
    p.PETUGAS_KUA: "petugas",
    p.PETUGAS_KEPOLISIAN: "petugas",
}

_MEJA_DESA = (p.OPERATOR_DESA, p.SEKRETARIS_DESA, p.KEPALA_DESA)
_MEJA_KECAMATAN = (
    p.OPERATOR_KECAMATAN, p.KASI_PEMERINTAHAN, p.KASI_KESRA, p.KASI_PELAYANAN, p.KASI_TRANTIB, p.KASI_EKBANG,
    p.PETUGAS_LAPANGAN, p.SEKRETARIS_KECAMATAN, p.CAMAT,
)  # fmt: skip
_MEJA_DINAS = (p.OPERATOR_DINAS, p.PETUGAS_LAPANGAN, p.KEPALA_BIDANG, p.KEPALA_DINAS)


@dataclass(frozen=True, slots=True)
class Kantor:
    """One staffed office: names in the order of its desks."""

    kode: str
    tempat: str  # second half of the user names: "kades.pepelegi"
    meja: tuple[str, ...]
    nama: tuple[str, ...]
    utama: bool = False  # its people are printed at start
    jenis_kepala: str = "definitif"  # of the last desk


@dataclass(frozen=True, slots=True)
class WargaDemo:
    """One demo citizen."""

    nama: str
    nik: str
    no_kk: str
    tempat_lahir: str
    lahir: date
    kelamin: str
    status_kawin: str
    pekerjaan: str
    alamat: str
    desa: str
    telepon: str
    diterima: bool


@dataclass(frozen=True, slots=True)
class Akun:
    """A line of the table that is printed at start."""

    nama: str
    peran: str
    masuk: str
    sandi: str
    frasa: str = ""
    utama: bool = True


@dataclass(frozen=True, slots=True)
class Pegawai:
    """One person at one desk."""

    masuk: str
    nama: str
    kantor: Kantor
    peran: str
    jenis: str


def _bersama(kecamatan: str, dekat: str) -> tuple[Kantor, ...]:
    """Offices of the kabupaten and outside bodies that the routes of the services pass."""
    dinas = (
        ("dinas-sosial", "dinsos", ("Yuli Astutik", "Rudi Hartono", "Endang Susilowati", "Mochamad Arifin")),
        ("dispendukcapil", "dukcapil", ("Fitri Handayani", "Joko Susilo", "Sri Murniati", "Bambang Hermanto")),
        ("dinas-koperasi-um", "dinkop", ("Nur Azizah", "Eko Wahyudi", "Titik Rahayu", "Sugeng Riyadi")),
        ("bppd", "bppd", ("Ratna Sari", "Hendra Setyawan", "Lilik Indrawati", "Agung Nugroho")),
    )
    return (
        *(Kantor(kode, tempat, _MEJA_DINAS, nama, kode == "dinas-sosial") for kode, tempat, nama in dinas),
        Kantor(f"kua-{kecamatan}", f"kua-{dekat}", (p.PETUGAS_KUA,), ("Ahmad Muzakki",)),
        Kantor(f"polsek-{kecamatan}", f"polsek-{dekat}", (p.PETUGAS_KEPOLISIAN,), ("Dwi Kurniawan",)),
        Kantor("polres", "polres", (p.PETUGAS_KEPOLISIAN,), ("Teguh Prasetya",)),
    )


_SIDOARJO = (
    Kantor("35.15.18.2001", "pepelegi", _MEJA_DESA, ("Rina Wulandari", "Ahmad Fauzi", "Nur Hayati"), True),
    Kantor("35.15.18", "waru", _MEJA_KECAMATAN, (
        "Wahyu Setiawan", "Sulistyowati", "Khoirul Anam", "Dian Puspitasari", "Suhartono", "Indah Permatasari",
        "Mulyono", "Siti Khotijah", "Gatot Subagyo"), True),
    # Its kepala desa is acting: the letters of this desa are signed "Plt. Kepala Desa Tropodo".
    Kantor("35.15.18.2005", "tropodo", _MEJA_DESA, ("Dimas Saputra", "Luluk Maslukhah", "Imam Syafii"), True, "plt"),
    Kantor("35.15.08.1018", "magersari", _MEJA_DESA, ("Novi Kusumawati", "Budi Cahyono", "Anik Maghfiroh"), True),
    Kantor("35.15.08.2003", "banjarbendo", _MEJA_DESA, ("Yoga Pratama", "Umi Kulsum", "Abdul Wahid")),
    Kantor("35.15.08", "sidoarjo", _MEJA_KECAMATAN, (
        "Putri Maharani", "Didik Purwanto", "Hartini", "Agus Salim", "Slamet Widodo", "Ida Royani", "Supriyadi",
        "Wiwik Sundari", "Heru Sasongko")),
    *_bersama("35.15.18", "waru"),
)  # fmt: skip
_TRENGGALEK = (
    Kantor("35.03.13.2004", "semarum", _MEJA_DESA, ("Wahyuningsih", "Kusnadi", "Suparno"), True),
    Kantor("35.03.13", "durenan", _MEJA_KECAMATAN, (
        "Galih Wicaksono", "Sri Utami", "Mujiono", "Retno Palupi", "Sukarni", "Tri Wahyono", "Bayu Aji",
        "Siti Munawaroh", "Edy Suprapto"), True),
    # Its kepala desa is acting: the letters of this desa are signed "Plt. Kepala Desa Pandean".
    Kantor("35.03.13.2008", "pandean", _MEJA_DESA, ("Arif Budiman", "Lestari", "Samsul Hadi"), True, "plt"),
    Kantor("35.03.11.1006", "surodakan", _MEJA_DESA, ("Dewi Ratnasari", "Yudi Kristanto", "Nanik Setyowati"), True),
    Kantor("35.03.11.2004", "karangsoko", _MEJA_DESA, ("Fajar Nurrohman", "Binti Sholikah", "Katiman")),
    Kantor("35.03.11", "trenggalek", _MEJA_KECAMATAN, (
        "Ayu Lestari", "Hari Mulyanto", "Suryati", "Nur Kholis", "Purnomo", "Erna Susanti", "Warsito",
        "Yayuk Sriwahyuni", "Agus Dwikarna")),
    *_bersama("35.03.13", "durenan"),
)  # fmt: skip
KANTOR: Mapping[str, tuple[Kantor, ...]] = {"sidoarjo": _SIDOARJO, "trenggalek": _TRENGGALEK}
ADMIN: Mapping[str, str] = {"sidoarjo": "Sri Wahyuni", "trenggalek": "Anggraini Dewi"}
PENELAAH: Mapping[str, str] = {"sidoarjo": "Wiwik Suryani", "trenggalek": "Endang Lestari"}

WARGA: Mapping[str, tuple[WargaDemo, ...]] = {
    "sidoarjo": (
        WargaDemo("Siti Aminah", "3515185205919001", "3515180107159001", "Sidoarjo", date(1991, 5, 12), "Perempuan",
                  "Kawin", "Mengurus rumah tangga", "Jalan Kenanga 12", "35.15.18.2001", "+6281230000101", True),
        WargaDemo("Agus Prasetyo", "3515180308879002", "3515182211129002", "Surabaya", date(1987, 8, 3), "Laki-laki",
                  "Kawin", "Karyawan swasta", "Jalan Anggrek 4", "35.15.18.2001", "+6281230000102", False),
    ),
    "trenggalek": (
        WargaDemo("Siti Romlah", "3503135205919001", "3503130107159001", "Trenggalek", date(1991, 5, 12), "Perempuan",
                  "Kawin", "Petani/pekebun", "Dusun Krajan", "35.03.13.2004", "+6281230000201", True),
        WargaDemo("Agus Widodo", "3503130308879002", "3503132211129002", "Tulungagung", date(1987, 8, 3), "Laki-laki",
                  "Kawin", "Wiraswasta", "Dusun Jarakan", "35.03.13.2004", "+6281230000202", False),
    ),
}  # fmt: skip
_PENANDA_TANGAN = {p.KEPALA_DESA, p.CAMAT, p.KEPALA_DINAS}


def _lurah(kantor: Kantor, peran: str) -> bool:
    return peran == p.KEPALA_DESA and kantor.kode.split(".")[-1].startswith("1")


def _masuk(kantor: Kantor, peran: str) -> str:
    """User name of a desk: "kades.pepelegi", "lurah.magersari", "kesra.waru"."""
    if _lurah(kantor, peran):
        return f"lurah.{kantor.tempat}"
    return f"{_SINGKAT.get(peran, peran.removeprefix('kasi_'))}.{kantor.tempat}"


def _sebutan(satu: "Pegawai") -> str:
    """What the table says about a desk: "Plt. Kepala Desa Tropodo"."""
    nama = "Lurah" if _lurah(satu.kantor, satu.peran) else p.SEMUA[satu.peran].nama
    awalan = "Plt. " if satu.jenis == "plt" else ""
    return f"{awalan}{nama} {satu.kantor.tempat.replace('-', ' ').title()}"


def pegawai(daerah: str) -> Iterator[Pegawai]:
    """Everybody behind a desk in the demo of a regency."""
    for kantor in KANTOR[daerah]:
        for peran, nama in zip(kantor.meja, kantor.nama, strict=True):
            jenis = kantor.jenis_kepala if peran == kantor.meja[-1] else "definitif"
            yield Pegawai(_masuk(kantor, peran), nama, kantor, peran, jenis)


def menandatangani(satu: Pegawai) -> bool:
    """Whether this desk signs letters and needs a demonstration key."""
    return satu.peran in _PENANDA_TANGAN


def _akun_pegawai(satu: Pegawai) -> Akun:
    frasa = FRASA if menandatangani(satu) else ""
    return Akun(satu.nama, _sebutan(satu), satu.masuk, SANDI, frasa, satu.kantor.utama)


def akun_demo(daerah: str = "") -> list[Akun]:
    """Every demo account of the active regency: citizens, officers, the admin. `utama` marks those worth printing."""
    daerah = daerah or settings.DAERAH
    warga = [Akun(w.nama, "Warga" if w.diterima else "Warga, menunggu diperiksa", w.nik, SANDI) for w in WARGA[daerah]]
    admin = Akun(ADMIN[daerah], "Admin kabupaten dan penyunting situs", MASUK_ADMIN, SANDI)
    penelaah = Akun(PENELAAH[daerah], "Penelaah isi situs", MASUK_PENELAAH, SANDI)
    return [*warga, *map(_akun_pegawai, pegawai(daerah)), penelaah, admin]
