"""A published letter is withdrawn: the file ends, or walks its whole route again for a letter that takes its place."""

from datetime import timedelta

import pytest

from core.notifikasi.models import SUREL, Pesan
from core.permohonan import aturan, integritas, tampil, verba
from core.permohonan.aturan import Keadaan, Kejadian, LogRusak, Status
from core.permohonan.galat import TidakBoleh
from core.permohonan.pelaku import Pelaku
from tests import pabrik
from tests.permohonan import bahan

pytestmark = pytest.mark.usefixtures("senin")
DATA = {"nomor": "460/1", "sebab": "Ada salah tulis dalam surat.", "alasan": "Nama ibu kandung salah tulis."}
LAGI = ["surat_dicabut", "dibuka_kembali", "tahap_dimasuki"]


def temuan():
    nama = [f"permohonan.{n}" for n in ("rantai", "keadaan", "tahap", "jabatan")]
    return [f"{t.kode} {t.kalimat}" for t in integritas.periksa(nama)]


def cabut(k, orang=None, *, ganti=False):
    from django.db import transaction

    kursi = {(k.p.unit_id, "kepala_desa")}
    with transaction.atomic():
        p = verba.kunci(k.p.pk)
        pelaku = Pelaku(orang or k.desa.kepala_desa)
        verba.catat_pencabutan(permohonan=p, pelaku=pelaku, kursi=kursi, data=DATA, ganti=ganti)
    return k.segarkan()


@pytest.fixture
def terbit(kantor):
    """A letter is out; the file is at its last desk."""
    bahan.di_meja_kades(kantor)
    kantor.ttd(kantor.desa.kepala_desa, terbit={"nomor": "460/1"})
    return kantor


def test_a_withdrawn_letter_ends_the_file_with_its_reason(terbit, senin):
    senin.shift(timedelta(hours=1))
    p = cabut(terbit)
    assert (p.status, p.terbit_pada, p.alasan) == ("ditolak", None, DATA["alasan"])
    assert p.dicabut_pada == p.diputus_pada == bahan.SENIN + timedelta(hours=1)
    assert terbit.jenis()[-1] == "surat_dicabut"
    assert temuan() == []


def test_a_finished_file_is_no_longer_called_finished(terbit):
    terbit.lakukan("teruskan", terbit.desa.operator_desa)
    assert terbit.p.status == "selesai"
    p = cabut(terbit)
    assert (p.status, tampil.kabar(p).judul) == ("ditolak", "Surat Anda dicabut")
    assert temuan() == []


def test_to_be_replaced_the_file_starts_its_route_anew(terbit):
    p = cabut(terbit, ganti=True)
    assert (p.status, p.tahap, p.peran, p.tahap_lulus) == ("diproses", 0, "operator_desa", [])
    assert (p.terbit_pada, p.diputus_pada) == (None, None)
    assert p.tenggat == bahan.SENIN.replace(hour=13, minute=41)
    assert terbit.jenis()[-3:] == LAGI
    assert temuan() == []


def test_every_verb_works_on_a_file_that_was_opened_again(terbit):
    k = terbit
    cabut(k, ganti=True)
    k.lakukan("kembalikan", k.desa.operator_desa, kolom={"penghasilan": "Tulis yang benar."})
    verba.simpan_langkah(permohonan=k.p, warga=k.pemohon, isian={"penghasilan": 9})
    k.perbaiki()
    bahan.di_meja_kades(k)
    p = k.ttd(k.desa.kepala_desa, terbit={"nomor": "460/2"})
    assert (p.dicabut_pada, p.alasan, p.terbit_pada) == (None, "", bahan.SENIN)
    assert k.lakukan("teruskan", k.desa.operator_desa).status == "selesai"
    assert temuan() == []


def test_a_reopened_file_that_is_refused_is_an_ordinary_refusal(terbit):
    cabut(terbit, ganti=True)
    p = terbit.lakukan("tolak", terbit.desa.operator_desa, alasan="Bukan warga.")
    assert (p.dicabut_pada, tampil.kabar(p).judul) == (None, "Permohonan ditolak")


def test_the_examiner_of_the_first_letter_does_not_sign_the_second(terbit, kecil):
    k = terbit
    cabut(k, ganti=True)
    pabrik.tugas(k.desa.operator_desa, kecil.pepelegi, "kepala_desa", jenis="plh")
    bahan.di_meja_kades(k)
    with pytest.raises(TidakBoleh, match="orang yang berbeda"):
        k.ttd(k.desa.operator_desa, terbit={"nomor": "460/2"})


@pytest.mark.parametrize("siapa", ["operator_desa", "sekretaris_desa"])
def test_only_the_named_seats_withdraw(terbit, siapa):
    with pytest.raises(TidakBoleh, match="penanda tangan terakhir"):
        cabut(terbit, getattr(terbit.desa, siapa))
    assert terbit.jenis()[-1] == "tahap_dimasuki"


def test_a_seat_that_has_ended_withdraws_nothing_and_its_successor_does(terbit, kecil):
    lama = terbit.desa.kepala_desa
    lama.tugas.delete()
    with pytest.raises(TidakBoleh, match="penanda tangan terakhir"):
        cabut(terbit, lama)
    assert cabut(terbit, pabrik.petugas(kecil.pepelegi, "kepala_desa", jenis="plt")).dicabut_pada


def test_nobody_withdraws_his_own_letter(terbit, kecil):
    pabrik.tugas(terbit.pemohon.pengguna, kecil.pepelegi, "kepala_desa", jenis="plh")
    with pytest.raises(TidakBoleh, match="Anda pemohon"):
        cabut(terbit, terbit.pemohon.pengguna)


def test_a_letter_that_is_not_out_is_not_withdrawn(kantor):
    bahan.di_meja_kades(kantor)
    with pytest.raises(TidakBoleh, match="belum terbit"):
        cabut(kantor)


def test_a_second_withdrawal_is_refused(terbit):
    cabut(terbit)
    with pytest.raises(TidakBoleh, match="sudah dicabut"):
        cabut(terbit)


def test_uploads_in_the_citizens_hands_stop_a_replacement_but_not_a_withdrawal(terbit):
    k = terbit
    k.lakukan("kembalikan", k.desa.operator_desa, berkas={"pengantar": "Foto buram."})
    verba.tempelkan(permohonan=k.p, kode="pengantar", berkas=bahan.berkas(k.pemohon.pengguna))
    with pytest.raises(TidakBoleh, match="Pemohon sedang melengkapi"):
        cabut(k, ganti=True)
    assert cabut(k).status == "ditolak"
    assert temuan() == []


def test_the_citizen_reads_what_happened_and_why(terbit):
    p = cabut(terbit, ganti=True)
    kabar = tampil.kabar(p)
    assert (kabar.judul, DATA["alasan"] in kabar.teks) == ("Surat Anda sedang dibuat ulang", False)
    lini = tampil.lini_masa(p, p.peristiwa.order_by("urut"))
    assert [b.catatan for b in lini if b.judul == "Surat dicabut"] == [DATA["alasan"]]
    assert [b.judul for b in lini if b.keadaan == "kini"] == ["Pemeriksaan berkas"]


def test_the_citizen_is_told_once_and_the_first_desk_gets_its_bell(terbit):
    surel = Pesan.objects.filter(penerima=terbit.pemohon.pengguna, saluran=SUREL)
    sebelum = surel.count()
    cabut(terbit, ganti=True)
    assert list(surel.order_by("id").values_list("jenis", flat=True))[sebelum:] == ["surat_dicabut"]
    tugas = Pesan.objects.filter(penerima=terbit.desa.operator_desa, jenis="tugas", dibaca_pada=None)
    assert tugas.count() == 1


MASUK_AKAL = Keadaan(status=Status.SELESAI, terbit_pada=bahan.SENIN, berlaku=(0,), lulus=frozenset({0}))


@pytest.mark.parametrize(
    ("keadaan", "jenis"),
    [(Keadaan(status=Status.DIPROSES), "surat_dicabut"), (Keadaan(status=Status.DITOLAK), "dibuka_kembali"),
     (MASUK_AKAL, "dibuka_kembali")],
)  # fmt: skip
@pytest.mark.satu_basis
def test_a_log_that_withdraws_or_reopens_out_of_turn_is_impossible(keadaan, jenis):
    with pytest.raises(LogRusak):
        aturan.terapkan(keadaan, Kejadian(jenis, {}, 7, bahan.SENIN))
    dicabut = aturan.terapkan(MASUK_AKAL, Kejadian("surat_dicabut", {}, 7, bahan.SENIN))
    assert aturan.terapkan(dicabut, Kejadian("dibuka_kembali", {}, 7, bahan.SENIN)).status == Status.DIPROSES
