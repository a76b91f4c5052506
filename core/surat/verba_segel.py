"""The organisation's e-seal: the last signature of a letter, made without a human and only over bytes that an officer
has just signed. There is no way to have other bytes sealed (T25: no signing oracle)."""

from contextlib import ExitStack

from django.views.decorators.debug import sensitive_variables

from core.permohonan.galat import _
from core.surat import arsip, rahasia
from core.surat.models import KunciSegel, Segel, Surat
from core.surat.pades import Giliran
from core.surat.penanda import terbuka
from core.surat.penanda.dasar import Penanda, PenandaGagal, Rahasia, Tugas, Tutup
from core.surat.penilaian import Dinilai, pastikan_bubuhan
from core.surat.stempel_situs import lengkapi
from core.surat.titik import titik
from core.wilayah.borongan import sisip
from core.wilayah.ingatan import diingat
from core.wilayah.models import Unit


@diingat
def kunci_segel(unit: Unit | None) -> KunciSegel | None:
    """The active seal of this office, of the nearest one above it, or of the regency, which its secretariat keeps."""
    while unit is not None:
        if satu := KunciSegel.objects.filter(unit=unit, aktif=True).first():
            return satu
        unit = unit.induk
    return KunciSegel.objects.filter(unit__jenis=Unit.Jenis.SETDA, aktif=True).order_by("pk").first()


def siapkan_segel(surat: Surat) -> None:
    """Decide when the letter is made whether it will be sealed; later changes of seals do not touch it."""
    if kunci := kunci_segel(surat.unit):
        sisip([Segel(surat=surat, kunci=kunci, nama=kunci.nama)])


class Penyegel:
    """Holds opened seals for one request, batch or sweep."""

    def __init__(self) -> None:
        self._tumpuk = ExitStack()
        self._alat: dict[int, Penanda] = {}

    def __enter__(self) -> "Penyegel":
        return self

    def __exit__(self, *_galat: object) -> None:
        self._tumpuk.close()

    def segelkan(self, segel: Segel, sha: str, giliran: Giliran) -> Dinilai:
        """Seal the stored bytes; the sealed ones are stored as `segel.sha_sesudah`, and judged.

        A seal that an earlier attempt made over the same bytes is used again. Raises PenandaGagal, TidakBoleh.
        """
        sebelum = arsip.baca(sha)
        if segel.sha_sebelum == sha and arsip.ada(segel.sha_sesudah):
            return _nilai(segel, arsip.baca(segel.sha_sesudah), sebelum, giliran)
        hasil = lengkapi(self._bubuhkan(segel, Tugas(sebelum, giliran, segel.nama, segel.nama)), giliran)
        titik("segel.bubuh")
        dinilai = _nilai(segel, hasil, sebelum, giliran)
        segel.sha_sebelum, segel.sha_sesudah = sha, arsip.simpan(hasil)
        titik("segel.simpan")
        bukti = dinilai.sertifikat
        segel.sertifikat_subjek, segel.sertifikat_serial = bukti.subjek, bukti.serial
        segel.sertifikat_sidik = bukti.sidik
        segel.save()
        return dinilai

    def _bubuhkan(self, segel: Segel, tugas: Tugas) -> bytes:
        (hasil,) = self._buka(segel.kunci).tanda_tangani([tugas])
        if isinstance(hasil, PenandaGagal):
            raise hasil
        return hasil.pdf

    @sensitive_variables("sandi", "isi")
    def _buka(self, kunci: KunciSegel) -> Penanda:
        if kunci.pk not in self._alat:
            isi = _buka_rahasia(kunci)
            sandi = Rahasia(frasa=isi, totp=isi)  # a passphrase or PIN here; at BSrE the activation code
            self._alat[kunci.pk] = self._tumpuk.enter_context(terbuka(kunci, sandi, segel=True))
        return self._alat[kunci.pk]


def _nilai(segel: Segel, pdf: bytes, sebelum: bytes, giliran: Giliran) -> Dinilai:
    return pastikan_bubuhan(pdf, sebelum, segel.surat.sha_beku, giliran.urut, segel.kunci)


@sensitive_variables()
def _buka_rahasia(kunci: KunciSegel) -> str:
    try:
        return rahasia.buka(kunci.rahasia) if kunci.rahasia else ""
    except rahasia.RahasiaRusak:
        raise Tutup(_("Rahasia segel tidak dapat dibuka. Admin kabupaten perlu memasang segel lagi.")) from None
