"""The proof bundle: it verifies anywhere without us, and every forgery of it is named."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from core.permohonan.rantai import hash_peristiwa
from core.surat.bukti import bentuk, program
from core.surat.bukti.surat import ALASAN as ALASAN_LURING
from core.surat.bukti.surat import sidik_awalan
from core.surat.validasi import ALASAN
from tests.surat.bahan_bukti import buka, catatan, kemas, kode, palsukan, peristiwa, surat_pertama, tulis_ulang

pytestmark = [pytest.mark.satu_basis, pytest.mark.django_db, pytest.mark.usefixtures("nilai_sekali")]
ALAT = Path(settings.BASE_DIR) / "alat" / "periksa_bukti.py"
# Runs the shipped program where Django cannot be imported and nothing can be connected to or opened as a database.
PENJARA = """
import runpy, sys
sys.modules["django"] = None
def jaga(kejadian, _isi):
    if kejadian.startswith(("socket.connect", "socket.getaddrinfo", "socket.sendto", "sqlite3.")):
        raise RuntimeError(kejadian)
sys.addaudithook(jaga)
sys.argv = sys.argv[1:]
runpy.run_path(sys.argv[0], run_name="__main__")
"""


@pytest.fixture
def isi(hijau):
    """The members of the officer's bundle."""
    return buka(hijau.petugas)


def jalankan(tmp_path, zip_, *pilihan):
    """The shipped program as an auditor runs it: (exit code, output)."""
    berkas = tmp_path / "bundel.zip"
    berkas.write_bytes(zip_)
    hasil = subprocess.run(
        [sys.executable, "-I", "-c", PENJARA, str(ALAT), str(berkas), *pilihan],
        capture_output=True, text=True, cwd="/", env={"PATH": "/usr/bin:/bin"}, check=False, timeout=60,
    )  # fmt: skip
    assert not hasil.stderr, hasil.stderr
    return hasil.returncode, hasil.stdout


# --- the green case ---------------------------------------------------------------------------------------------------


def test_a_bundle_verifies_without_django_without_network_and_without_a_database(hijau, tmp_path):
    akar, jangkar = tmp_path / "akar.cer", tmp_path / "jangkar.txt"
    akar.write_bytes(hijau.akar[0])
    jangkar.write_text("\n".join(hijau.jangkar))
    rc, teks = jalankan(
        tmp_path, hijau.petugas, "--akar", str(akar), "--jangkar", str(jangkar), "--segel", hijau.jangkar[0]
    )
    assert rc == 0, teks
    assert teks.startswith("PUTUSAN: UTUH\n")
    assert bentuk.sidik(hijau.akar[0]) in teks
    assert "cocok sampai peristiwa" in teks
    assert teks.count("Ditandatangani dengan") == 2


def test_without_a_root_of_ones_own_the_verdict_says_what_is_still_to_be_compared(hijau, tmp_path, capsys):
    berkas = tmp_path / "b.zip"
    berkas.write_bytes(hijau.satu)
    assert program.utama([str(berkas)]) == 0
    teks = capsys.readouterr().out
    assert "Bundel tidak bisa menjamin akarnya sendiri" in teks
    assert "berikan dengan --jangkar" in teks


def test_a_forged_bundle_ends_with_1_and_names_the_rule_also_as_json(hijau, isi, tmp_path):
    del isi[surat_pertama(isi)[1]]
    rc, teks = jalankan(tmp_path, kemas(palsukan(isi)), "--json")
    assert rc == 1
    hasil = json.loads(teks)
    assert not hasil["utuh"]
    assert [satu["kode"] for satu in hasil["temuan"]] == ["surat_hilang"]


def test_the_command_of_manage_py_is_the_same_verifier(hijau, isi, tmp_path, capsys):
    baik, buruk = tmp_path / "baik.zip", tmp_path / "buruk.zip"
    baik.write_bytes(hijau.satu)
    buruk.write_bytes(kemas(isi | {"README.txt": b"lain"}))
    for berkas, harus in ((baik, 0), (buruk, 1)):
        with pytest.raises(SystemExit) as selesai:
            call_command("periksa_bukti", str(berkas))
        assert selesai.value.code == harus
    assert "[manifes_beda] README.txt" in capsys.readouterr().out


def test_a_file_that_is_not_there_or_no_certificate_is_a_wrong_call_not_a_verdict(hijau, tmp_path, capsys):
    baik = tmp_path / "baik.zip"
    baik.write_bytes(hijau.satu)
    assert program.utama([str(tmp_path / "tiada.zip")]) == 2
    assert program.utama([str(baik), "--akar", str(baik)]) == 2
    assert "bukan sertifikat" in capsys.readouterr().err


def test_the_report_inside_is_the_verifiers_own_word(hijau, isi):
    laporan = json.loads(isi[bentuk.LAPORAN_JSON])
    assert laporan["utuh"]
    assert isi[bentuk.LAPORAN_TEKS].decode().startswith("PUTUSAN: UTUH")
    assert laporan["peristiwa"] == len(peristiwa(isi))


def test_the_bytes_of_an_event_are_those_that_were_hashed(isi):
    for baris in isi[bentuk.RANTAI].splitlines():
        mentah = baris[baris.index(b'"isi":') + 6 : -1]
        satu = json.loads(baris)
        assert bentuk.sidik(bytes.fromhex(satu["hash_sebelum"]) + mentah) == satu["hash"]
        assert satu["hash"] == hash_peristiwa(satu["hash_sebelum"], satu["isi"])


def test_the_citizens_bundle_has_the_letter_and_not_the_chain(hijau):
    punya = buka(hijau.pemohon)
    assert bentuk.RANTAI not in punya
    assert kode(punya) == set()
    assert surat_pertama(punya) == surat_pertama(buka(hijau.petugas))
    assert "kepala" not in catatan(punya)


def test_a_bundle_before_the_letter_has_the_chain_alone(hijau):
    dini = buka(hijau.dini)
    assert catatan(dini)["surat"] == []
    assert kode(dini) == set()


def test_what_the_chain_holds_is_not_the_answers(hijau):
    """The answers and the NIK of the citizen are in the letter, not in the events."""
    teks = buka(hijau.petugas)[bentuk.RANTAI].decode()
    assert "SMPN 1 Waru" not in teks
    assert "1500000" not in teks


def test_every_reason_of_the_strict_verifier_has_words_offline():
    ditangani_sebelumnya = {"terlalu_besar", "terlalu_berat"}  # said of uploads, before or instead of the verifier
    assert set(ALASAN) - ditangani_sebelumnya == set(ALASAN_LURING)


# --- the clever forger: the manifest fits, something else does not ----------------------------------------------------


def test_without_a_new_manifest_any_change_is_seen(isi):
    rusak = isi | {"README.txt": isi["README.txt"] + b"."}
    assert kode(rusak) == {"manifes_beda"}
    assert kode(palsukan(rusak)) == set()  # twin: the manifest was what told
    assert kode(isi | {"lain.txt": b""}) == {"manifes_lebih"}
    kurang = {nama: data for nama, data in isi.items() if nama != "README.txt"}
    assert kode(kurang) == {"manifes_hilang"}


@pytest.mark.parametrize("buang", [bentuk.MANIFES, bentuk.SURAT, bentuk.RANTAI])
def test_a_missing_part_is_named(isi, buang):
    del isi[buang]
    harus = {"manifes.json": "manifes_rusak", "surat.json": "surat_catatan", "rantai.jsonl": "rantai_rusak"}[buang]
    assert harus in kode(isi)


def test_a_chain_cannot_be_left_out_by_calling_the_bundle_the_officers(hijau):
    punya = buka(hijau.pemohon)
    lama = json.loads(punya[bentuk.MANIFES])
    punya[bentuk.MANIFES] = bentuk.tulis_json(lama | {"lingkup": "petugas"})
    assert kode(punya) == {"rantai_rusak"}


def test_an_edited_event_is_named(isi):
    semua = peristiwa(isi)
    semua[2]["isi"]["jabatan"] = "Bupati"
    assert kode(tulis_ulang(isi, semua, sambung=False)) == {"rantai_isi"}


def test_a_removed_an_added_and_a_swapped_event_are_named(isi):
    semua = peristiwa(isi)
    assert kode(tulis_ulang(isi, semua[:2] + semua[3:], sambung=False)) == {"rantai_urut", "rantai_putus"}
    assert kode(tulis_ulang(isi, [*semua, semua[-1]], sambung=False)) == {"rantai_urut", "rantai_putus"}
    tukar = [semua[1], semua[0], *semua[2:]]
    assert kode(tulis_ulang(isi, tukar, sambung=False)) == {"rantai_urut", "rantai_putus"}


def test_a_cut_tail_is_seen_by_the_head_and_a_tail_cut_with_its_head_by_the_anchor_alone(hijau, isi):
    semua = peristiwa(isi)
    assert semua[-1]["isi"]["jenis"] == "selesai"
    assert kode(tulis_ulang(isi, semua[:-1], sambung=False)) == {"rantai_kepala"}
    rapi = tulis_ulang(isi, semua[:-1], sambung=True)
    assert kode(rapi) == set()  # nothing inside a bundle can show this
    assert kode(rapi, jangkar=hijau.jangkar) == {"jangkar_beda"}


def test_a_chain_written_anew_is_seen_by_the_anchor(hijau, isi):
    semua = peristiwa(isi)
    semua[2]["isi"]["jabatan"] = "Bupati"
    rapi = tulis_ulang(isi, semua, sambung=True)
    assert kode(rapi) == set()
    assert kode(rapi, jangkar=hijau.jangkar) == {"jangkar_beda"}


def test_an_anchor_that_was_touched_or_does_not_know_the_file_is_named(hijau, isi):
    palsu = [hijau.jangkar[0], *hijau.jangkar[1:-1]]
    assert kode(isi, jangkar=palsu) == {"jangkar_rusak"}
    assert kode(isi, jangkar=[]) == {"jangkar_rusak"}
    id_ = catatan(isi)["permohonan"]
    lain = [satu for satu in hijau.jangkar[1:] if not satu.startswith(id_)]
    segel = bentuk.sidik("\n".join(lain).encode())
    assert kode(isi, jangkar=[f"sipraja-jangkar-1 2026-11-22T00:00:00 {len(lain)} {segel}", *lain]) == {"jangkar_tiada"}


def test_an_event_of_another_application_is_named(hijau, isi):
    semua = peristiwa(buka(hijau.satu))
    assert "rantai_lain" in kode(tulis_ulang(isi, semua, sambung=True))


def ganti_pdf(isi, baru):
    """Another PDF under the records of this letter, as neatly as a forger can without the signers' keys."""
    isi = dict(isi)
    _satu, nama = surat_pertama(isi)
    del isi[nama]
    kepala = catatan(isi)
    kepala["surat"][0]["bentuk"][0]["sha256"] = bentuk.sidik(baru)
    isi |= {f"surat/{bentuk.sidik(baru)}.pdf": baru, bentuk.SURAT: bentuk.tulis_json(kepala)}
    return palsukan(isi)


def test_a_flipped_bit_in_the_letter_is_named_by_signature_and_chain(isi):
    pdf = bytearray(isi[surat_pertama(isi)[1]])
    pdf[2000] ^= 4
    temuan = kode(ganti_pdf(isi, bytes(pdf)))
    assert {"surat_tidak_sah", "surat_bukan_ini"} <= temuan


def test_another_valid_letter_in_its_place_is_named(hijau, isi):
    lain = buka(hijau.satu)
    pdf = lain[surat_pertama(lain)[1]]
    temuan = kode(ganti_pdf(isi, pdf))
    assert {"surat_asal", "surat_penanda", "surat_serial", "surat_bukan_ini"} <= temuan
    assert "surat_tidak_sah" not in temuan  # its own signature is good: only the comparison tells


def test_a_letter_cut_back_to_its_first_signature_is_named(isi):
    _satu, nama = surat_pertama(isi)
    awal = next(e["isi"]["data"]["sha256"] for e in peristiwa(isi) if e["isi"]["jenis"] == "ditandatangani")
    pdf = isi[nama]
    batas = next(n for n in range(len(pdf)) if pdf[:n].endswith(b"%%EOF\n") and bentuk.sidik(pdf[:n]) == awal)
    temuan = kode(ganti_pdf(isi, pdf[:batas]))
    assert {"surat_penanda", "surat_serial", "surat_bukan_ini"} <= temuan


def test_a_beginning_is_told_with_and_without_the_line_break_behind_its_end():
    pdf = b"a%%EOF\nb%%EOF\r\nc%%EOF"
    assert sidik_awalan(pdf) == {bentuk.sidik(pdf[:n]) for n in (6, 7, 13, 15, 21)}


def test_a_letter_that_nobody_recorded_or_nobody_published_is_named(hijau, isi):
    lain = buka(hijau.satu)
    nama = surat_pertama(lain)[1]
    assert kode(palsukan(isi | {nama: lain[nama]})) == {"surat_asing"}
    kepala = catatan(isi)
    kepala["surat"].append(surat_pertama(lain)[0])
    dua = isi | {nama: lain[nama], bentuk.SURAT: bentuk.tulis_json(kepala)}
    assert "surat_tanpa_terbit" in kode(palsukan(dua))
    kepala["surat"] = []
    assert {"surat_tak_tercatat", "surat_asing"} == kode(palsukan(isi | {bentuk.SURAT: bentuk.tulis_json(kepala)}))


@pytest.mark.parametrize(
    ("medan", "nilai", "harus"),
    [
        ("nomor", "460/999/438.7.18.1/2026", "surat_nomor"),
        ("keadaan", "dicabut", "surat_keadaan"),
        ("sha_beku", "0" * 64, "surat_asal"),
        ("penanda", [], "surat_penanda"),
        ("id", "00000000-0000-4000-8000-000000000000", "surat_tak_tercatat"),
        ("bentuk", [{}], "surat_catatan"),
        ("bentuk", 7, "surat_catatan"),
    ],
)
def test_a_record_that_differs_from_letter_or_chain_is_named(isi, medan, nilai, harus):
    kepala = catatan(isi)
    kepala["surat"][0][medan] = nilai
    assert harus in kode(palsukan(isi | {bentuk.SURAT: bentuk.tulis_json(kepala)}))


def test_a_serial_that_the_chain_says_otherwise_is_named(isi):
    semua = peristiwa(isi)
    ttd = next(e for e in semua if e["isi"]["jenis"] == "ditandatangani")
    ttd["isi"]["data"]["serial"] = "1f"
    assert kode(tulis_ulang(isi, semua, sambung=True)) == {"surat_serial"}
