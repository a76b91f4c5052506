"""A fourth service is a copied folder with another name: no edit anywhere else, from catalogue to verified letter.

The same folder as an installed package and as an uploaded, approved .zip walks the same road.
"""

import contextlib
import json
import shutil

import pytest
from django.conf import settings
from django.core.management import call_command

from core.layanan import register
from core.layanan.kunci import kunci_layanan
from core.layanan.muat import muat_folder
from core.layanan.paket_zip import bungkus_paket
from core.layanan.register import muat_ulang, registri
from core.layanan.verba import ajukan_paket, setujui_paket, tarik_paket
from core.surat.kunci import kepercayaan
from core.surat.paket_periksa import periksa_paket
from core.surat.validasi import periksa_milik
from tests.jalan import Jalan
from tests.layanan.bahan_paket import orang
from tests.layanan.test_paket_terpasang import PROYEK, di_jalur, pasang
from tests.peramban import Peramban

ASLI = "surat-keterangan-tidak-mampu-kecamatan"
KODE, NAMA = "surat-keterangan-uji-keempat", "Surat Keterangan Uji Keempat"


def salin(akar):
    """The copied folder under another code and name, its version locked anew."""
    folder = akar / KODE.replace("-", "_")
    shutil.copytree(registri().sumber(ASLI), folder)
    teks = (folder / "layanan.toml").read_text()
    asal = registri().ambil(ASLI)
    teks = teks.replace(f'"{ASLI}"', f'"{KODE}"', 1).replace(f'"{asal.nama}"', f'"{NAMA}"', 1)
    (folder / "layanan.toml").write_text(teks)
    (folder / "kunci.json").unlink(missing_ok=True)
    kunci_layanan(muat_folder(folder).layanan, folder, tulis=True)
    return folder


@pytest.fixture
def keempat(tmp_path, settings, kecil):
    """The copied folder in an extra place; the registry is read anew, as at a start of the program."""
    folder = salin(tmp_path / "layanan")
    settings.LAYANAN_TAMBAHAN = folder.parent
    call_command("siapkan_situs")
    yield muat_ulang().ambil(KODE), folder
    settings.LAYANAN_TAMBAHAN = None
    muat_ulang()


def isian(folder):
    return json.loads((folder / "contoh" / "sah.json").read_text())


@pytest.mark.satu_basis
def test_a_copied_folder_walks_from_the_catalogue_to_a_verified_letter(keempat, kecil):
    layanan, folder = keempat
    jalan = Jalan(kecil, layanan)
    jalan.ajukan(isian(folder))
    jalan.dudukkan()
    assert jalan.sampai_selesai().status == "selesai"
    assert periksa_milik(jalan.unduh(), kepercayaan()).alasan == []
    call_command("periksa_integritas")


def test_the_old_application_of_a_removed_service_stays_readable(keempat, kecil, settings):
    layanan, folder = keempat
    jalan = Jalan(kecil, layanan)
    p = jalan.ajukan(isian(folder))
    shutil.rmtree(folder)
    settings.LAYANAN_TAMBAHAN = None
    assert muat_ulang().ambil(KODE) is None
    assert NAMA in jalan.siti.buka(f"/permohonan/{p.pk}/").teks
    assert NAMA not in Peramban().buka("/layanan/").teks
    assert Peramban().buka(f"/layanan/{KODE}/").kode == 404


@contextlib.contextmanager
def sebagai_terpasang(folder, kecil):
    """In an installable package: the example of tests/bahan_paket with this folder in place of its own."""
    proyek = folder.parents[1] / "proyek"
    shutil.copytree(PROYEK, proyek)
    shutil.rmtree(proyek / "sipraja_contoh_paket" / "layanan")
    shutil.copytree(folder, proyek / "sipraja_contoh_paket" / "layanan" / folder.name)
    pasang(folder.parents[1] / "situs", proyek)
    with di_jalur(folder.parents[1] / "situs"):
        yield muat_ulang()
    muat_ulang()


@contextlib.contextmanager
def sebagai_unggahan(folder, kecil):
    """Packed, examined in its cage, sent in by an office, approved by somebody else; withdrawn at the end."""
    dinsos, _lain, pengelola = orang(kecil)
    isi = bungkus_paket(folder)
    hasil = periksa_paket(isi)
    assert hasil.gagal == []
    paket = ajukan_paket(pengguna=dinsos, unit=kecil.dinas_sosial, isi=isi, hasil=hasil)
    setujui_paket(paket_id=paket.pk, pengguna=pengelola)
    yield registri()
    tarik_paket(paket_id=paket.pk, pengguna=pengelola)


SUMBER = {"terpasang": sebagai_terpasang, "unggahan": sebagai_unggahan}


@pytest.mark.satu_basis
@pytest.mark.parametrize("jenis", ["terpasang", "unggahan"])
def test_an_installed_package_and_an_uploaded_one_walk_the_same_road(jenis, tmp_path, kecil):
    folder = salin(tmp_path / "layanan")
    call_command("siapkan_situs")
    muat_ulang()
    try:
        with SUMBER[jenis](folder, kecil) as daftar:
            assert daftar.asal(KODE).jenis == jenis
            jalan = Jalan(kecil, daftar.ambil(KODE))
            p = jalan.ajukan(isian(folder))
            jalan.dudukkan()
            assert jalan.sampai_selesai().status == "selesai"
            assert periksa_milik(jalan.unduh(), kepercayaan()).alasan == []
        assert registri().ambil(KODE) is None
        assert NAMA in jalan.siti.buka(f"/permohonan/{p.pk}/").teks
        assert periksa_milik(jalan.unduh(), kepercayaan()).alasan == []
        assert Peramban().buka(f"/layanan/{KODE}/").kode == 404
    finally:
        register.lupakan()


def test_the_name_of_no_service_stands_in_the_core():
    """The twin of both: were a service named anywhere outside its folder, copying the folder would not be enough.

    Not searched is cms/isi_awal.toml: the first editorial content, which editors change afterwards.
    """
    nama = {kode for layanan in registri().semua() for kode in (layanan.kode, layanan.kode.replace("-", "_"))}
    akar = settings.BASE_DIR
    berkas = [b for d in ("core", "cms", "themes", "sipraja") for b in (akar / d).rglob("*") if b.suffix in
              {".py", ".html", ".css", ".js", ".txt", ".typ"}]  # fmt: skip
    assert len(berkas) > 200
    terpakai = [(str(b.relative_to(akar)), n) for b in berkas for n in nama if n in b.read_text(errors="ignore")]
    assert terpakai == []
