"""Forgeries of the proof bundle that begin at its certificates, and random ones: every change of evidence is found."""

import random

import pytest
from asn1crypto import pem
from cryptography.hazmat.primitives.serialization import Encoding

from core.surat import sertifikat as sertifikat_
from core.surat.bukti import bentuk, program
from tests.surat import bahan
from tests.surat.bahan_bukti import buka, catatan, kode, palsukan, peristiwa, surat_pertama, tulis_ulang

pytestmark = [pytest.mark.satu_basis, pytest.mark.django_db, pytest.mark.usefixtures("nilai_sekali")]


@pytest.fixture
def isi(hijau):
    """The members of the officer's bundle."""
    return buka(hijau.petugas)


# --- certificates -----------------------------------------------------------------------------------------------------


def sertifikat(isi, folder):
    return next(nama for nama in isi if nama.startswith(folder))


def test_a_swapped_or_touched_certificate_is_named(hijau, isi):
    akar, penanda = sertifikat(isi, bentuk.FOLDER_AKAR), sertifikat(isi, bentuk.FOLDER_PENANDA)
    assert "sertifikat_nama" in kode(palsukan(isi | {akar: isi[penanda]}))
    tukar = {nama: data for nama, data in isi.items() if nama != akar}
    baru = f"{bentuk.FOLDER_AKAR}{bentuk.sidik(isi[penanda])}.cer"
    assert "surat_tidak_sah" in kode(palsukan(tukar | {baru: isi[penanda]}))
    assert {"akar_tiada", "surat_tidak_sah"} <= kode(palsukan(tukar))
    tanpa = {nama: data for nama, data in isi.items() if nama != penanda}
    assert {"surat_tanpa_penanda", "surat_tidak_sah"} == kode(palsukan(tanpa))


def test_a_forger_with_a_ca_of_his_own_is_seen_by_the_auditors_root_alone(hijau, tmp_path):
    """Letter, signer, records and chain all made anew and fitting: the reason why the verdict asks about the root."""
    isi = buka(hijau.satu)
    ca, terbuka = bahan.kunci(tmp_path)
    beku, pdf = bahan.tandai(bahan.cetak(), terbuka[:1])
    kepala, semua, orang = catatan(isi), peristiwa(isi), terbuka[0].sertifikat
    satu, nama = surat_pertama(isi)
    baru = satu | {"sha_beku": bentuk.sidik(beku), "bentuk": [{"sha256": bentuk.sidik(pdf)}]}
    kepala["surat"] = [baru | {"penanda": [{"sidik": sertifikat_.sidik(orang)}]}]
    ttd = next(e for e in semua if e["isi"]["jenis"] == "ditandatangani")
    ttd["isi"]["data"] |= {"sha256": bentuk.sidik(pdf), "serial": f"{orang.serial_number:x}"}
    palsu = {n: d for n, d in isi.items() if n != nama and not n.startswith("sertifikat/")}
    palsu |= {f"surat/{bentuk.sidik(pdf)}.pdf": pdf, bentuk.SURAT: bentuk.tulis_json(kepala)}
    for folder, satu_ in ((bentuk.FOLDER_AKAR, ca.sertifikat), (bentuk.FOLDER_PENANDA, orang)):
        palsu[f"{folder}{sertifikat_.sidik(satu_)}.cer"] = satu_.public_bytes(Encoding.DER)
    palsu = tulis_ulang(palsu, semua, sambung=True)
    assert kode(palsu) == set()
    assert kode(palsu, akar=hijau.akar) == {"akar_lain", "surat_tidak_sah"}


def test_roots_of_the_auditor_are_read_as_pem_and_as_der(hijau, tmp_path):
    der, teks = tmp_path / "a.cer", tmp_path / "a.pem"
    der.write_bytes(hijau.akar[0])
    teks.write_bytes(pem.armor("CERTIFICATE", hijau.akar[0]) * 2)
    assert program.baca_akar(der) == hijau.akar[:1]
    assert program.baca_akar(teks) == hijau.akar[:1] * 2


# --- random forgeries -------------------------------------------------------------------------------------------------


def usik(data, acak):
    """One byte changed, removed or added."""
    n, tambah = acak.randrange(len(data)), acak.randrange(1, 256)
    cara = acak.randrange(4)
    if cara == 2:
        return data[:n] + data[n + 1 :]
    if cara == 3:
        return data[:n] + bytes([tambah]) + data[n:]
    return data[:n] + bytes([data[n] ^ tambah]) + data[n + 1 :]


def test_300_random_changes_of_evidence_under_a_fitting_manifest_are_all_found(hijau, isi):
    """Chain, letters and certificates; the chain of a file without a letter, so that each try costs little."""
    acak, dini = random.Random(20261122), buka(hijau.dini)
    bukti = [nama for nama in isi if nama.startswith(("surat/", "sertifikat/"))]
    lolos = []
    for ke in range(300):
        asal, nama = (dini, bentuk.RANTAI) if ke % 3 else (isi, acak.choice(bukti))
        baru = usik(asal[nama], acak)
        if baru != asal[nama] and not kode(palsukan(asal | {nama: baru})):
            lolos.append((ke, nama))
    assert lolos == []


def test_100_random_changes_of_the_zip_itself_never_give_another_content_that_is_called_whole(hijau, tmp_path):
    """A byte of the container that says nothing (a time, a flag of a system) may change; evidence may not."""
    acak, berkas, asal = random.Random(7), tmp_path / "b.zip", buka(hijau.dini)
    putusan = []
    for _ke in range(100):
        berkas.write_bytes(usik(hijau.dini, acak))
        laporan = program.nilai(berkas)
        putusan.append(laporan.utuh)
        assert not laporan.utuh or buka(berkas.read_bytes()) == asal
    assert putusan.count(False) > 50
