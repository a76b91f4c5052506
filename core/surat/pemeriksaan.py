"""Integrity checks of letters: I3 (numbers), I4/I5 (signers), I6 (archive)."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from django.db.models import Exists, F, OuterRef

from core.permohonan.integritas import Temuan, daftarkan
from core.permohonan.models import Permohonan
from core.permohonan.pemeriksaan import pernah_menjabat
from core.surat import arsip, kueri_nomor
from core.surat.kunci import kepercayaan
from core.surat.models import HIDUP, Penghitung, Segel, SertifikatPejabat, StatusSurat, Surat, TandaTangan
from core.surat.validasi import Kepercayaan, periksa_milik

BONGKAHAN = 200


@daftarkan("surat.nomor")
def nomor_tanpa_celah() -> Iterator[Temuan]:
    """I3: the numbers of every series are exactly 1..terakhir, each on one letter or one number of a block."""
    ada = dict(kueri_nomor.urut_per_seri())
    for p in Penghitung.objects.select_related("unit"):
        urut, seri = ada.get(p.pk, []), f"{p.unit} {p.register} {p.tahun}"
        for n in sorted(set(range(1, p.terakhir + 1)) ^ set(urut)):
            sebab = "lebih besar daripada penghitungnya" if n > p.terakhir else "tidak terikat pada surat mana pun"
            yield Temuan("NOMOR_CELAH", seri, f"Nomor urut {n} {sebab}.")
        for n in _kembar(urut):
            yield Temuan("NOMOR_GANDA", seri, f"Nomor urut {n} terikat dua kali.")
    for surat in Surat.objects.exclude(tahun=F("penghitung__tahun")):
        yield Temuan("NOMOR_SALAH_TAHUN", surat.nomor, "Tahunnya bukan tahun penghitungnya.")


@daftarkan("surat.buku_nomor")
def buku_tanpa_kembar() -> Iterator[Temuan]:
    """I3 seen from an office: its book holds no number twice, whatever series it has counted in; blocks are whole."""
    puncak = {(p.unit_id, p.register, p.tahun): p for p in Penghitung.objects.select_related("unit")}
    for kunci, urut in kueri_nomor.urut_per_buku():
        p = puncak.get(kunci)
        nama = f"{p.unit} {p.register} {p.tahun}" if p else str(kunci)
        for n in _kembar(urut):
            yield Temuan("BUKU_GANDA", nama, f"Nomor urut {n} ada dua kali dalam buku ini.")
        if p is None or p.puncak < urut[-1]:
            yield Temuan("PUNCAK_RENDAH", nama, "Puncak buku lebih rendah daripada nomor terbesarnya.")
    for blok in kueri_nomor.blok_tidak_utuh():
        yield Temuan("BLOK_TIDAK_UTUH", str(blok), "Nomor dalam blok ini tidak sama dengan barisnya.")


def _kembar(urut: list[int]) -> list[int]:
    """Numbers that stand twice in a sorted list."""
    return sorted({satu for satu, berikut in pairwise(urut) if satu == berikut})


@daftarkan("surat.arsip")
def terbit_ada_dan_sah() -> Iterator[Temuan]:
    """I6: what is frozen or published exists, is what its name says, and passes the strict verifier."""
    percaya = kepercayaan()
    for surat in Surat.objects.exclude(sha_kini="").order_by("pk").iterator(BONGKAHAN):
        try:
            pdf = arsip.baca(surat.sha_kini)
        except arsip.ArsipRusak:
            yield Temuan("ARSIP_RUSAK", surat.nomor, "Berkas surat hilang atau isinya berubah.")
            continue
        except arsip.ArsipTutup:
            yield Temuan("ARSIP_TUTUP", surat.nomor, "Arsip tidak bisa dihubungi; surat berikutnya tidak diperiksa.")
            return
        yield from _tanda_tangan_berkas(surat, pdf, percaya)


def _tanda_tangan_berkas(surat: Surat, pdf: bytes, percaya: Kepercayaan) -> Iterator[Temuan]:
    """The signatures in the file are those of the rows, over the bytes that were frozen."""
    sah = [t for t in surat.tanda_tangan.all() if t.status == TandaTangan.Status.SAH]
    if not sah:
        return
    # A certificate that has expired since signed validly then: the moment of the last signature counts.
    temuan = periksa_milik(pdf, replace(percaya, saat=sah[-1].waktu))
    if not temuan.sah:
        yield Temuan("SURAT_TIDAK_SAH", surat.nomor, f"Pemeriksa menolak berkas: {', '.join(temuan.alasan)}.")
    elif [p.sidik for p in temuan.penanda] != _tercatat(surat, sah) or temuan.sha_asal != surat.sha_beku:
        yield Temuan("TANDA_TANGAN_BEDA", surat.nomor, "Tanda tangan dalam berkas tidak sama dengan catatan.")


def _tercatat(surat: Surat, sah: list[TandaTangan]) -> list[str]:
    """Certificates in the order of the file: officers, then the seal."""
    segel = Segel.objects.filter(surat=surat, status=Segel.Status.SAH).values_list("sertifikat_sidik", flat=True)
    return [t.sertifikat_sidik for t in sah] + list(segel)


@daftarkan("surat.penanda")
def penanda_lengkap_dan_berwenang() -> Iterator[Temuan]:
    """I4, I5: every published letter bears all its signatures, each by somebody who held that office then."""
    pemilik = set(SertifikatPejabat.objects.values_list("pengguna_id", "sidik"))
    terbit = Surat.objects.filter(status=StatusSurat.TERBIT).prefetch_related("tanda_tangan")
    for surat in terbit.order_by("pk").iterator(BONGKAHAN):
        for ttd in surat.tanda_tangan.all():
            if ttd.status != TandaTangan.Status.SAH or ttd.waktu is None:
                yield Temuan("TANDA_TANGAN_KURANG", surat.nomor, f"Tanda tangan {ttd.jabatan} belum ada.")
            elif (ttd.pengguna_id, ttd.sertifikat_sidik) not in pemilik:
                yield Temuan("SERTIFIKAT_ORANG_LAIN", surat.nomor, f"Sertifikatnya bukan milik {ttd.nama}.")
            elif not pernah_menjabat(ttd.pengguna_id, (ttd.unit_id, ttd.peran), ttd.waktu):
                yield Temuan("PENANDA_TANPA_WENANG", surat.nomor, f"{ttd.nama} hari itu bukan {ttd.jabatan}.")


@daftarkan("surat.permohonan")
def surat_dan_permohonan_sepakat() -> Iterator[Temuan]:
    """I2, I6: a published application has its living letter, and the reverse."""
    hidup = Surat.objects.filter(permohonan=OuterRef("pk"), status=StatusSurat.TERBIT)
    for p in Permohonan.objects.filter(~Exists(hidup), terbit_pada__isnull=False):
        if not p.surat.filter(status__in=[StatusSurat.DICABUT, StatusSurat.DIGANTI]).exists():
            yield Temuan("TERBIT_TANPA_SURAT", p.nomor, "Permohonan tercatat terbit, suratnya tidak ada.")
    for surat in Surat.objects.filter(status=StatusSurat.TERBIT, permohonan__terbit_pada__isnull=True):
        yield Temuan("SURAT_TANPA_TERBIT", surat.nomor, "Surat terbit, permohonannya tidak mencatatnya.")
    for surat in Surat.objects.filter(status__in=HIDUP, permohonan__status__in=["ditolak", "dibatalkan"]):
        yield Temuan("SURAT_MASIH_HIDUP", surat.nomor, "Permohonannya sudah ditolak atau dibatalkan.")


SEMUA = (
    nomor_tanpa_celah,
    buku_tanpa_kembar,
    terbit_ada_dan_sah,
    penanda_lengkap_dan_berwenang,
    surat_dan_permohonan_sepakat,
)


def semua() -> Iterator[Temuan]:
    """Findings of all checks of this app."""
    for satu in SEMUA:
        yield from satu()
