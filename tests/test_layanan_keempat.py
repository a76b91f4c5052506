"""A fourth service is a copied folder with another name: no edit anywhere else, from catalogue to verified letter."""

import json
import shutil

import pytest
from django.conf import settings
from django.core.management import call_command

from core.layanan.register import muat_ulang, registri
from core.surat.kunci import kepercayaan
from core.surat.validasi import periksa_milik
from tests.jalan import Jalan
from tests.peramban import Peramban

ASLI = "surat-keterangan-tidak-mampu-kecamatan"
KODE, NAMA = "surat-keterangan-uji-keempat", "Surat Keterangan Uji Keempat"


@pytest.fixture
def keempat(tmp_path, settings, kecil):
    """The copied folder in an extra place; the registry is read anew, as at a start of the program."""
    folder = tmp_path / "layanan" / KODE.replace("-", "_")
    shutil.copytree(registri().sumber(ASLI), folder)
    teks = (folder / "layanan.toml").read_text()
    asal = registri().ambil(ASLI)
    teks = teks.replace(f'"{ASLI}"', f'"{KODE}"', 1).replace(f'"{asal.nama}"', f'"{NAMA}"', 1)
    (folder / "layanan.toml").write_text(teks)
    (folder / "kunci.json").unlink(missing_ok=True)
    settings.LAYANAN_TAMBAHAN = folder.parent
    call_command("siapkan_situs")
    yield muat_ulang().ambil(KODE), folder
    settings.LAYANAN_TAMBAHAN = None
    muat_ulang()


def isian(folder):
    return json.loads((folder / "contoh" / "sah.json").read_text())


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
