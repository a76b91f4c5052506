"""Which offices and seats a regency has: pure rules from region rows to unsaved units and seats.

Letter codes known from published letters are 438.7.8 Krian, 438.7.10 Sukodono, 438.7.15 Krembung, 438.5.12
Dispendukcapil and 438.1.1.1 Setda; EVERY other code below is our proposal in the same
pattern, for the regency to confirm.
Names of offices follow the regencies' own links and news; they too are rows that the regency edits afterwards.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from core.wilayah import peran as p
from core.wilayah.daerah import SIDOARJO, TRENGGALEK, Daerah
from core.wilayah.kode import anak
from core.wilayah.models import Jabatan, Unit

_KASI = (p.KASI_PEMERINTAHAN, p.KASI_KESRA, p.KASI_PELAYANAN, p.KASI_TRANTIB, p.KASI_EKBANG)
PERAN_DESA = (p.OPERATOR_DESA, p.SEKRETARIS_DESA, p.KEPALA_DESA)
PERAN_KECAMATAN = (p.OPERATOR_KECAMATAN, p.PETUGAS_LAPANGAN, *_KASI, p.SEKRETARIS_KECAMATAN, p.CAMAT)
PERAN_DINAS = (p.OPERATOR_DINAS, p.PETUGAS_LAPANGAN, p.KEPALA_BIDANG, p.KEPALA_DINAS)
PERAN_SETDA = (p.ADMIN_KABUPATEN, p.EDITOR)

# Seats of the civil service; a desa's own staff are not civil servants and have no NIP.
_BERTANDA_TANGAN = {p.SEKRETARIS_DESA, p.KEPALA_DESA, *_KASI, p.SEKRETARIS_KECAMATAN, p.CAMAT, p.KEPALA_BIDANG}
_BERTANDA_TANGAN |= {p.KEPALA_DINAS}

KODE_KECAMATAN_DIKETAHUI = {SIDOARJO.tema: {"35.15.11": 8, "35.15.14": 10, "35.15.03": 15}}


@dataclass(frozen=True, slots=True)
class Instansi:
    """An office of the whole kabupaten, or an outside body."""

    kode: str  # services name it so in their routes; the same in every regency
    nama: str
    jenis: str = Unit.Jenis.DINAS
    kode_surat: str = ""
    peran: tuple[str, ...] = PERAN_DINAS


_BERSAMA = (
    Instansi("setda", "Sekretariat Daerah", Unit.Jenis.SETDA, "1.1.1", ()),
    Instansi("bagian-pemerintahan", "Bagian Pemerintahan Sekretariat Daerah", Unit.Jenis.SETDA, "1.1.2", PERAN_SETDA),
    Instansi("dispendukcapil", "Dinas Kependudukan dan Pencatatan Sipil", kode_surat="5.12"),
    Instansi("dpmptsp", "Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu", kode_surat="5.16"),
    Instansi("dinas-kesehatan", "Dinas Kesehatan", kode_surat="5.2"),
    Instansi("diskominfo", "Dinas Komunikasi dan Informatika", kode_surat="5.14"),
    Instansi("bank-jatim", "Bank Jatim", Unit.Jenis.LUAR, peran=()),
    Instansi("pt-pos", "PT Pos Indonesia", Unit.Jenis.LUAR, peran=()),
)
_KHUSUS = {
    SIDOARJO.tema: (
        Instansi("dinas-sosial", "Dinas Sosial", kode_surat="5.6"),
        Instansi("disnaker", "Dinas Tenaga Kerja", kode_surat="5.7"),
        Instansi("dinas-koperasi-um", "Dinas Koperasi dan Usaha Mikro", kode_surat="5.8"),
        Instansi("bppd", "Badan Pelayanan Pajak Daerah", kode_surat="6.3"),
        Instansi("satpol-pp", "Satuan Polisi Pamong Praja", kode_surat="5.5"),
        Instansi("polres", "Polresta Sidoarjo", Unit.Jenis.LUAR, peran=(p.PETUGAS_KEPOLISIAN,)),
    ),
    TRENGGALEK.tema: (
        Instansi("dinas-sosial", "Dinas Sosial, Pemberdayaan Perempuan dan Perlindungan Anak", kode_surat="5.6"),
        Instansi("disnaker", "Dinas Perindustrian dan Tenaga Kerja", kode_surat="5.7"),
        Instansi("dinas-koperasi-um", "Dinas Koperasi, Usaha Mikro dan Perdagangan", kode_surat="5.8"),
        Instansi("bppd", "Badan Keuangan Daerah", kode_surat="6.3"),
        Instansi("satpol-pp", "Satuan Polisi Pamong Praja dan Kebakaran", kode_surat="5.5"),
        Instansi("polres", "Polres Trenggalek", Unit.Jenis.LUAR, peran=(p.PETUGAS_KEPOLISIAN,)),
    ),
}

# What a further regency starts with: services name these offices in their routes, whatever their names there.
_UMUM = (
    Instansi("dinas-sosial", "Dinas Sosial", kode_surat="5.6"),
    Instansi("disnaker", "Dinas Tenaga Kerja", kode_surat="5.7"),
    Instansi("dinas-koperasi-um", "Dinas Koperasi dan Usaha Mikro", kode_surat="5.8"),
    Instansi("bppd", "Badan Pendapatan Daerah", kode_surat="6.3"),
    Instansi("satpol-pp", "Satuan Polisi Pamong Praja", kode_surat="5.5"),
    Instansi("polres", "Polres", Unit.Jenis.LUAR, peran=(p.PETUGAS_KEPOLISIAN,)),
)

Baris = Mapping[str, str]  # a row of the region CSV: kode, nama, tingkat, induk, kode_pos


def kode_surat_kecamatan(daerah: Daerah) -> dict[str, str]:
    """Letter code of every kecamatan: the known ones as published, the rest in code order through the free numbers."""
    tahu = KODE_KECAMATAN_DIKETAHUI.get(daerah.tema, {})
    semua = [kode for kode, _nama in anak(daerah.kode)]
    bebas = iter(n for n in range(1, len(semua) + 1) if n not in tahu.values())
    return {kode: f"{daerah.kode_surat}.7.{tahu.get(kode) or next(bebas)}" for kode in semua}


def _alamat(daerah: Daerah, kecamatan: str, kode_pos: str) -> str:
    return f"Kecamatan {kecamatan}, {daerah.kabupaten} {kode_pos}".strip()


def _kode_pos(baris: list[Baris]) -> dict[str, str]:
    """A kecamatan's postal code is the one most of its desa share; the source gives none."""
    suara: dict[str, list[str]] = {}
    for b in baris:
        if b["kode_pos"]:
            suara.setdefault(b["induk"], []).append(b["kode_pos"])
    return {kode: max(sorted(set(isi)), key=isi.count) for kode, isi in suara.items()}


def unit_kecamatan(daerah: Daerah, baris: list[Baris]) -> Iterator[Unit]:
    """The kecamatan offices of these rows."""
    kecamatan = [b for b in baris if b["tingkat"] == "kecamatan"]
    kode, pos = kode_surat_kecamatan(daerah), _kode_pos(baris)
    for b in kecamatan:
        yield Unit(
            kode=b["kode"],
            nama=f"Kecamatan {b['nama']}",
            jenis=Unit.Jenis.KECAMATAN,
            wilayah_id=b["kode"],
            kode_surat=kode[b["kode"]],
            alamat=_alamat(daerah, b["nama"], pos.get(b["kode"], "")),
        )


def unit_desa(daerah: Daerah, baris: list[Baris], kecamatan: dict[str, Unit]) -> Iterator[Unit]:
    """The desa and kelurahan offices below saved kecamatan offices, numbered as the end of their region code."""
    for b in baris:
        if b["tingkat"] not in {"desa", "kelurahan"}:
            continue
        atas = kecamatan[b["induk"]]
        yield Unit(
            kode=b["kode"],
            nama=f"{b['tingkat'].capitalize()} {b['nama']}",
            jenis=b["tingkat"],
            wilayah_id=b["kode"],
            induk=atas,
            kode_surat=f"{atas.kode_surat}.{int(b['kode'][-3:])}",
            alamat=_alamat(daerah, atas.nama.removeprefix("Kecamatan "), b["kode_pos"]),
        )


def unit_instansi(daerah: Daerah) -> Iterator[Unit]:
    """Offices of the whole kabupaten and outside bodies."""
    for satu in (*_BERSAMA, *_KHUSUS.get(daerah.tema, _UMUM)):
        luar = satu.jenis == Unit.Jenis.LUAR
        yield Unit(
            kode=satu.kode,
            nama=satu.nama,
            jenis=satu.jenis,
            wilayah_id=None if luar else daerah.kode,
            kode_surat="" if luar else f"{daerah.kode_surat}.{satu.kode_surat}",
            alamat="" if luar else daerah.alamat,
        )


def unit_luar_kecamatan(kecamatan: dict[str, Unit]) -> Iterator[Unit]:
    """The KUA and the Polsek of each kecamatan: outside bodies that receive files of that kecamatan only."""
    for kode, atas in kecamatan.items():
        nama = atas.nama.removeprefix("Kecamatan ")
        for jenis, sebutan in (("kua", f"KUA Kecamatan {nama}"), ("polsek", f"Polsek {nama}")):
            yield Unit(kode=f"{jenis}-{kode}", nama=sebutan, jenis=Unit.Jenis.LUAR, wilayah_id=kode)


def peran_unit(unit: Unit) -> tuple[str, ...]:
    """Roles that have a seat in this office."""
    if unit.jenis in {Unit.Jenis.DESA, Unit.Jenis.KELURAHAN}:
        return PERAN_DESA
    if unit.jenis == Unit.Jenis.KECAMATAN:
        return PERAN_KECAMATAN
    if unit.kode.startswith("kua-"):
        return (p.PETUGAS_KUA,)
    if unit.kode.startswith("polsek-"):
        return (p.PETUGAS_KEPOLISIAN,)
    semua = (i for daftar in (_BERSAMA, *_KHUSUS.values()) for i in daftar)
    return next((i.peran for i in semua if i.kode == unit.kode), ())


def nama_jabatan(unit: Unit, peran: str) -> str:
    """A seat as letters name it: "Kepala Desa Pepelegi", "Lurah Magersari", "Camat Waru", "Kepala Dinas Sosial"."""
    tempat = unit.nama.partition(" ")[2]
    if peran == p.KEPALA_DESA:
        return f"{'Lurah' if unit.jenis == Unit.Jenis.KELURAHAN else 'Kepala Desa'} {tempat}"
    if peran == p.CAMAT:
        return f"Camat {tempat}"
    return f"{p.SEMUA[peran].nama} {unit.nama}"


def jabatan_untuk(unit: Unit) -> Iterator[Jabatan]:
    """Every seat of a saved office."""
    for peran in peran_unit(unit):
        negeri = peran in _BERTANDA_TANGAN and unit.jenis != Unit.Jenis.DESA
        yield Jabatan(unit=unit, peran=peran, nama=nama_jabatan(unit, peran), nip_wajib=negeri)
