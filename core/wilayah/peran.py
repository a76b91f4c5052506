"""The closed vocabulary of roles. A role is a seat in an office, never the name of a person or a job title."""

from dataclasses import dataclass

from django.utils.translation import gettext

OPERATOR_DESA = "operator_desa"
SEKRETARIS_DESA = "sekretaris_desa"
KEPALA_DESA = "kepala_desa"  # also the lurah: in a kelurahan the seat is named "Lurah X"
OPERATOR_KECAMATAN = "operator_kecamatan"
KASI_PEMERINTAHAN = "kasi_pemerintahan"
KASI_KESRA = "kasi_kesra"
KASI_PELAYANAN = "kasi_pelayanan"
KASI_TRANTIB = "kasi_trantib"
KASI_EKBANG = "kasi_ekbang"
SEKRETARIS_KECAMATAN = "sekretaris_kecamatan"
CAMAT = "camat"
OPERATOR_DINAS = "operator_dinas"
KEPALA_BIDANG = "kepala_bidang"
KEPALA_DINAS = "kepala_dinas"
PETUGAS_LAPANGAN = "petugas_lapangan"
PETUGAS_KUA = "petugas_kua"
PETUGAS_KEPOLISIAN = "petugas_kepolisian"
ADMIN_KABUPATEN = "admin_kabupaten"
EDITOR = "editor"

TINGKAT_DESA = "desa"
TINGKAT_KECAMATAN = "kecamatan"
TINGKAT_DINAS = "dinas"
TINGKAT_LUAR = "luar"


def _(kata: str) -> str:
    """Mark a word for makemessages; the vocabulary itself needs no settings."""
    return kata


@dataclass(frozen=True, slots=True)
class Peran:
    """One role: where it sits, its name in a letter, and the plain words a citizen reads."""

    kode: str
    tingkat: str
    nama: str  # as in "Kepala Seksi Pelayanan"
    sebutan: str  # as in "berkas Anda ada di petugas desa"
    tunggal: bool = False  # at most one definitive holder at a time


_DAFTAR = (
    Peran(OPERATOR_DESA, TINGKAT_DESA, "Operator", _("petugas desa")),
    Peran(SEKRETARIS_DESA, TINGKAT_DESA, "Sekretaris", _("sekretaris desa"), tunggal=True),
    Peran(KEPALA_DESA, TINGKAT_DESA, "Kepala Desa", _("kepala desa"), tunggal=True),
    Peran(OPERATOR_KECAMATAN, TINGKAT_KECAMATAN, "Operator", _("petugas kecamatan")),
    Peran(KASI_PEMERINTAHAN, TINGKAT_KECAMATAN, "Kepala Seksi Pemerintahan", _("kepala seksi kecamatan"), tunggal=True),
    Peran(
        KASI_KESRA, TINGKAT_KECAMATAN, "Kepala Seksi Kesejahteraan Rakyat", _("kepala seksi kecamatan"), tunggal=True
    ),
    Peran(KASI_PELAYANAN, TINGKAT_KECAMATAN, "Kepala Seksi Pelayanan", _("kepala seksi kecamatan"), tunggal=True),
    Peran(
        KASI_TRANTIB,
        TINGKAT_KECAMATAN,
        "Kepala Seksi Ketenteraman dan Ketertiban",
        _("kepala seksi kecamatan"),
        tunggal=True,
    ),
    Peran(
        KASI_EKBANG,
        TINGKAT_KECAMATAN,
        "Kepala Seksi Ekonomi dan Pembangunan",
        _("kepala seksi kecamatan"),
        tunggal=True,
    ),
    Peran(SEKRETARIS_KECAMATAN, TINGKAT_KECAMATAN, "Sekretaris", _("sekretaris kecamatan"), tunggal=True),
    Peran(CAMAT, TINGKAT_KECAMATAN, "Camat", _("camat"), tunggal=True),
    Peran(OPERATOR_DINAS, TINGKAT_DINAS, "Operator", _("petugas dinas")),
    Peran(KEPALA_BIDANG, TINGKAT_DINAS, "Kepala Bidang", _("kepala bidang di dinas")),
    Peran(KEPALA_DINAS, TINGKAT_DINAS, "Kepala", _("kepala dinas"), tunggal=True),
    # Sits in a kecamatan as well (site visits of building permits); the unit says which.
    Peran(PETUGAS_LAPANGAN, TINGKAT_DINAS, "Petugas Lapangan", _("petugas lapangan")),
    Peran(PETUGAS_KUA, TINGKAT_LUAR, "Petugas", _("petugas KUA")),
    Peran(PETUGAS_KEPOLISIAN, TINGKAT_LUAR, "Petugas", _("petugas kepolisian")),
    Peran(ADMIN_KABUPATEN, TINGKAT_DINAS, "Admin", _("admin kabupaten")),
    Peran(EDITOR, TINGKAT_DINAS, "Penyunting", _("penyunting isi situs")),
)

SEMUA: dict[str, Peran] = {peran.kode: peran for peran in _DAFTAR}


def sebutan(kode: str) -> str:
    """The citizen's word for a role; an unknown role is shown as the neutral "petugas"."""
    peran = SEMUA.get(kode)
    return gettext(peran.sebutan if peran else _("petugas"))
