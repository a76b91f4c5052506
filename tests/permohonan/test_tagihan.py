"""Uploads asked for after a stage: a required one brings the file back by itself, an optional one does not stop it."""

from __future__ import annotations

import re
from typing import Any

import pytest

from core.notifikasi.models import Pesan
from core.notifikasi.teks import susun
from core.permohonan import aturan, integritas, verba
from core.permohonan.aturan import Keadaan, Status, TahapRute
from core.permohonan.galat import BelumLengkap, TidakBoleh
from core.permohonan.models import Peristiwa
from tests.permohonan import bahan
from tests.permohonan.bahan import berkas
from tests.permohonan.warga_http import alamat, masuk, meja, unggahan

TETAP = {"tahap": "Penetapan retribusi", "peran": "operator_desa", "aksi": "periksa", "sla": 8}
RUTE = (bahan.PERIKSA, TETAP, bahan.PARAF, bahan.TTD)
CATATAN = "Rp1.250.000 ke Bank Jatim 0011223344"
PENGANTAR = {"kode": "pengantar", "label": "Surat pengantar RT/RW"}
BUKTI = {"kode": "bukti", "label": "Bukti bayar", "tahap": "Penetapan retribusi"}


def siapkan(kecil: Any, **ubah: Any) -> bahan.Kantor:
    """A file at the stage that sets the levy."""
    kantor = bahan.kantor(kecil, *RUTE, berkas=[PENGANTAR, BUKTI | ubah])
    kantor.lakukan("teruskan", kantor.desa.operator_desa)
    return kantor


@pytest.fixture
def kantor(kecil, senin):
    return siapkan(kecil)


@pytest.fixture
def boleh_kosong(kecil, senin):
    return siapkan(kecil, wajib=False)


def tetapkan(kantor: bahan.Kantor, catatan: str = CATATAN) -> Any:
    return kantor.lakukan("teruskan", kantor.desa.operator_desa, catatan=catatan)


def rapat(jawab: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", jawab.content.decode()))


def bersih() -> bool:
    return not [t.kode for t in integritas.periksa(["permohonan.rantai", "permohonan.keadaan", "permohonan.tahap"])]


# --- The pure rules ---------------------------------------------------------------------------------------------------


def test_only_a_required_upload_that_is_missing_brings_the_file_back():
    assert aturan.perbaikan_tagihan("Penetapan", [], CATATAN) is None
    assert aturan.perbaikan_tagihan("Penetapan", ["bukti"], CATATAN) == {
        "kolom": {}, "berkas": {"bukti": CATATAN}, "umum": "", "tagihan": "Penetapan",
    }  # fmt: skip


def test_a_note_is_owed_only_when_something_is_asked_for():
    aturan.pastikan_catatan_tagihan([], "")
    aturan.pastikan_catatan_tagihan(["Bukti bayar"], CATATAN)
    with pytest.raises(TidakBoleh) as galat:
        aturan.pastikan_catatan_tagihan(["Bukti bayar"], "")
    assert "Bukti bayar" in galat.value.pesan


@pytest.mark.parametrize(
    ("lulus", "tahap", "boleh"), [({0}, 1, True), (set(), 0, False), ({0, 1}, 2, False), ({0, 2}, 1, False)]
)
def test_an_optional_upload_follows_until_the_file_is_with_a_signer(lulus, tahap, boleh):
    rute = (TahapRute(0, "a", "periksa"), TahapRute(1, "b", "paraf"), TahapRute(2, "c", "tandatangan"))
    k = Keadaan(status=Status.DIPROSES, berlaku=(0, 1, 2), lulus=frozenset(lulus), tahap=tahap)
    if boleh:
        return aturan.pastikan_bisa_disusulkan(k, rute, 0)
    with pytest.raises(TidakBoleh):
        aturan.pastikan_bisa_disusulkan(k, rute, 0)


def test_after_the_upload_the_file_goes_on_with_the_next_stage():
    rute = (TahapRute(0, "a", "periksa"), TahapRute(1, "b", "periksa"), TahapRute(2, "c", "tandatangan"))
    k = Keadaan(tahap=1, lulus=frozenset({0, 1}), berlaku=(0, 1, 2))
    assert aturan.tahap_lanjut(k, rute, (0, 1, 2), pindah=False) == 2


# --- Required ---------------------------------------------------------------------------------------------------------


def test_before_sending_the_upload_is_neither_asked_for_nor_taken(kecil, senin):
    p = bahan.draf(bahan.warga(kecil.pepelegi), bahan.layanan(*RUTE, berkas=[PENGANTAR, BUKTI]))
    with pytest.raises(TidakBoleh):
        verba.tempelkan(permohonan=p, kode="bukti", berkas=berkas(p.pemohon.pengguna))
    assert bahan.kirim(p).status == "diajukan"


def test_the_stage_is_not_completed_without_a_word_to_the_citizen(kantor):
    sebelum = kantor.jenis()
    for catatan in ("", "  \u200b "):
        with pytest.raises(TidakBoleh):
            tetapkan(kantor, catatan)
    assert kantor.jenis() == sebelum


def test_a_required_upload_brings_the_file_back_naming_it_with_the_note(kantor):
    p = tetapkan(kantor)
    assert (p.status, p.tahap, p.tenggat, p.sisa_jam) == ("perlu_perbaikan", 1, None, None)
    assert p.perbaikan == {"kolom": {}, "berkas": {"bukti": CATATAN}, "umum": "", "tagihan": "Penetapan retribusi"}
    assert kantor.jenis()[-2:] == ["tahap_selesai", "dikembalikan"]
    assert bersih()


def test_the_same_stage_without_an_upload_goes_on(kecil, senin):
    kantor = bahan.kantor(kecil, *RUTE, berkas=[PENGANTAR])
    kantor.lakukan("teruskan", kantor.desa.operator_desa)
    assert tetapkan(kantor, "").tahap == 2


def test_a_condition_that_does_not_hold_asks_for_nothing(kecil, senin):
    kantor = siapkan(kecil, jika={"keperluan": "Lainnya"})
    assert (tetapkan(kantor, "").status, kantor.p.tahap) == ("diproses", 2)


def test_with_the_upload_the_file_goes_on_with_the_next_stage_and_its_full_time(kantor):
    p = tetapkan(kantor)
    with pytest.raises(BelumLengkap):
        kantor.perbaiki()
    verba.tempelkan(permohonan=p, kode="bukti", berkas=berkas(p.pemohon.pengguna))
    p = kantor.perbaiki()
    assert (p.status, p.tahap, p.perbaikan) == ("diproses", 2, {})
    assert p.tenggat == bahan.SENIN.replace(hour=11)  # two working hours from 09.41 of the paraf stage
    assert bersih()


def test_nothing_else_may_be_changed_meanwhile(kantor):
    p = tetapkan(kantor)
    with pytest.raises(TidakBoleh):
        verba.simpan_langkah(permohonan=p, warga=p.pemohon, isian={"penghasilan": 1})
    with pytest.raises(TidakBoleh):
        verba.tempelkan(permohonan=p, kode="pengantar", berkas=berkas(p.pemohon.pengguna))


def test_a_stage_done_again_does_not_ask_for_what_is_there(kantor):
    p = tetapkan(kantor)
    verba.tempelkan(permohonan=p, kode="bukti", berkas=berkas(p.pemohon.pengguna))
    kantor.perbaiki()
    kantor.lakukan("kembalikan", kantor.desa.sekretaris_desa, kolom={"penghasilan": "Salah"})
    verba.simpan_langkah(permohonan=kantor.p, warga=p.pemohon, isian={"penghasilan": 3})
    assert kantor.perbaiki().tahap == 2
    assert bersih()


# --- Optional ---------------------------------------------------------------------------------------------------------


def test_an_optional_upload_is_asked_for_and_the_file_goes_on(boleh_kosong):
    with pytest.raises(TidakBoleh):
        tetapkan(boleh_kosong, "")
    p = tetapkan(boleh_kosong)
    assert (p.status, p.tahap) == ("diproses", 2)
    p = verba.susulkan(permohonan_id=p.pk, warga=p.pemohon, kode="bukti", berkas=berkas(p.pemohon.pengguna))
    assert (boleh_kosong.jenis()[-1], p.status, p.tahap) == ("berkas_disusulkan", "diproses", 2)
    assert bersih()
    with pytest.raises(TidakBoleh):
        verba.susulkan(permohonan_id=p.pk, warga=p.pemohon, kode="bukti", berkas=berkas(p.pemohon.pengguna))


def test_what_follows_without_an_event_is_found(boleh_kosong):
    """The twin: were the upload not in the log, the check would say that the attachments are not those sent."""
    p = tetapkan(boleh_kosong)
    p.lampiran.create(kode="bukti", berkas=berkas(p.pemohon.pengguna))
    assert [t.kode for t in integritas.periksa(["permohonan.keadaan"])] == ["LAMPIRAN_BEDA"]


def test_nothing_follows_that_was_not_asked_for_or_is_anothers(boleh_kosong, kecil):
    p = boleh_kosong.p
    orang = berkas(p.pemohon.pengguna)
    with pytest.raises(TidakBoleh):  # not asked for yet
        verba.susulkan(permohonan_id=p.pk, warga=p.pemohon, kode="bukti", berkas=orang)
    p = tetapkan(boleh_kosong)
    for kode, isi in (("pengantar", orang), ("bukti", berkas(bahan.warga(kecil.pepelegi).pengguna))):
        with pytest.raises(TidakBoleh):
            verba.susulkan(permohonan_id=p.pk, warga=p.pemohon, kode=kode, berkas=isi)
    boleh_kosong.lakukan("teruskan", boleh_kosong.desa.sekretaris_desa)  # now the signer has it
    with pytest.raises(TidakBoleh):
        verba.susulkan(permohonan_id=p.pk, warga=p.pemohon, kode="bukti", berkas=orang)


# --- Pages and messages -----------------------------------------------------------------------------------------------


def test_the_officer_is_asked_for_the_note_and_the_citizen_reads_it(kantor):
    klien, siti = masuk(kantor.desa.operator_desa), masuk(kantor.pemohon.pengguna)
    isi = klien.get(meja(kantor.p)).content.decode()
    assert re.search(r'<textarea[^>]*name="catatan"[^>]*required', isi)
    assert "Catatan untuk pemohon" in isi
    assert "Hanya dibaca petugas" not in isi
    jawab = klien.post(meja(kantor.p, "teruskan/"), {"versi": kantor.p.versi, "catatan": ""})
    assert jawab.status_code == 409
    assert "Tulis catatan untuk pemohon: Bukti bayar" in rapat(jawab)
    klien.post(meja(kantor.p, "teruskan/"), {"versi": kantor.p.versi, "catatan": CATATAN})
    assert "Menunggu berkas dari pemohon" in rapat(klien.get(meja(kantor.p)))
    teks = rapat(siti.get(alamat(kantor.p)))
    assert "Ada berkas yang perlu Anda unggah" in teks
    assert f"Bukti bayar: {CATATAN}" in teks
    assert teks.count("Penetapan retribusi") == 1  # done, and not once more among what is to come
    teks = rapat(siti.get(alamat(kantor.p, "perbaiki/")))
    assert "Unggah berkas yang diminta" in teks
    assert CATATAN in teks
    siti.post(alamat(kantor.p, "perbaiki/"), {"bukti": unggahan(), "kirim": "1"})
    assert (kantor.segarkan().status, kantor.p.tahap) == ("diproses", 2)


def test_another_stage_keeps_its_note_among_officers(kecil, senin):
    kantor = bahan.kantor(kecil, *RUTE, berkas=[PENGANTAR, BUKTI])
    isi = masuk(kantor.desa.operator_desa).get(meja(kantor.p)).content.decode()
    assert 'name="catatan"' in isi
    assert "Hanya dibaca petugas" in isi
    assert not re.search(r'<textarea[^>]*name="catatan"[^>]*required', isi)
    kantor.lakukan("teruskan", kantor.desa.operator_desa, catatan="Rahasia meja.")
    assert "Rahasia meja." not in rapat(masuk(kantor.pemohon.pengguna).get(alamat(kantor.p)))


def test_the_message_names_the_upload_and_the_note(kantor):
    tetapkan(kantor)
    pesan = Pesan.objects.get(permohonan_id=kantor.p.pk, jenis="dikembalikan", saluran="lonceng")
    kabar = susun(pesan, "surel")
    assert "unggah berkas yang diminta" in kabar.judul
    assert "- Bukti bayar: Rp1.250.000 ke Bank Jatim" in kabar.isi
    assert "0011223344" not in kabar.isi  # long numbers stay on the page
    assert not Pesan.objects.filter(permohonan_id=kantor.p.pk, jenis="tagihan").exists()


def test_the_optional_upload_is_handed_in_from_the_timeline(boleh_kosong):
    siti = masuk(boleh_kosong.pemohon.pengguna)
    assert "Berkas yang diminta petugas" not in rapat(siti.get(alamat(boleh_kosong.p)))
    p = tetapkan(boleh_kosong)
    kabar = susun(Pesan.objects.get(permohonan_id=p.pk, jenis="tagihan", saluran="lonceng"), "surel")
    assert "meminta Anda mengunggah Bukti bayar" in kabar.isi
    assert "Catatan petugas: Rp1.250.000 ke Bank Jatim" in kabar.isi
    teks = rapat(siti.get(alamat(p)))
    assert "Berkas yang diminta petugas" in teks
    assert CATATAN in teks
    for data, pesan in (
        ({}, "Pilih berkasnya dahulu"),
        ({"bukti": unggahan("a.jpg", b"bukan foto")}, "bukan JPG"),
        ({"bukti": unggahan()}, "Berkas terkirim"),
    ):
        assert pesan in rapat(siti.post(alamat(p, "susulkan/"), data, follow=True))
    assert "Berkas yang diminta petugas" not in rapat(siti.get(alamat(p)))
    assert Peristiwa.objects.filter(permohonan=p, jenis="berkas_disusulkan").count() == 1
    assert "Berkas disusulkan: Bukti bayar" in rapat(masuk(boleh_kosong.desa.sekretaris_desa).get(meja(p)))
