"""Applications at a signing desk, and the steps of a letter, for the tests of the verbs."""

from core.permohonan.pelaku import Pelaku
from core.surat import verba
from core.surat.models import Surat
from tests.permohonan import bahan
from tests.permohonan.bahan import BERJENJANG, CETAK, PERIKSA, TTD

FRASA = "Kanari-7f3a-pagi"
SATU = (PERIKSA, TTD, CETAK)
DUA = BERJENJANG


def di_meja_ttd(kecil, *rute, **ubah):
    """A file at the desk of the kepala desa; he and the camat have keys."""
    k = bahan.kantor(kecil, *(rute or SATU), **ubah)
    k.lakukan("teruskan", k.desa.operator_desa)
    for orang in (k.desa.kepala_desa, k.kecamatan.camat):
        verba.buat_kunci_demo(pengguna=orang, frasa=FRASA)
    return k


def siapkan(k, orang=None):
    return verba.siapkan(permohonan_id=k.p.pk, pelaku=Pelaku(orang or k.desa.kepala_desa))


def tandatangani(k, orang=None, *, frasa=FRASA, sha=None):
    """Sign what the database calls the newest bytes, unless the test says what was seen."""
    terakhir = Surat.objects.filter(permohonan=k.p).last()
    pelaku = Pelaku(orang or k.desa.kepala_desa)
    return verba.tandatangani(
        permohonan_id=k.p.pk, pelaku=pelaku, frasa=frasa, sha_dilihat=sha or (terakhir.sha_kini if terakhir else "")
    )


def ke_camat(k):
    """After the kepala desa has signed: on to the desk of the camat."""
    k.lakukan("teruskan", k.desa.operator_desa)
    return k.lakukan("teruskan", k.kecamatan.operator_kecamatan)


def terbit(k):
    """Freeze and sign a letter of one signer."""
    siapkan(k)
    return tandatangani(k)
