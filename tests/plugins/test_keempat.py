"""Adding a service is adding a folder: no list, no setting, no core file. And removing it leaves its past readable."""

import json
import shutil

import pytest

from core.layanan.formulir import data_kirim, formulir_langkah, langkah_tampak, periksa_lengkap, ringkasan
from core.layanan.register import Registri
from core.layanan.verba import catat_versi
from tests.layanan.bahan import HARI, PROFIL
from tests.plugins.bahan import AKAR


@pytest.fixture
def pohon(tmp_path):
    """The plugins of this installation and one more: a copy under another name."""
    shutil.copytree(AKAR, tmp_path / "plugins")
    asal = tmp_path / "plugins" / "tipe_a" / "surat_keterangan_tidak_mampu_desa"
    baru = asal.with_name("surat_keterangan_baru")
    shutil.copytree(asal, baru)
    toml = (baru / "layanan.toml").read_text(encoding="utf-8")
    toml = toml.replace('"surat-keterangan-tidak-mampu-desa"', '"surat-keterangan-baru"')
    (baru / "layanan.toml").write_text(toml, encoding="utf-8")
    return tmp_path / "plugins"


@pytest.mark.django_db
def test_a_copied_folder_is_a_working_service_and_removing_it_keeps_its_past(pohon):
    daftar = Registri.dari([pohon])
    assert daftar.karantina == []
    layanan = daftar.ambil("surat-keterangan-baru")
    isian = json.loads((daftar.sumber(layanan.kode) / "contoh" / "sah.json").read_text())
    for n in langkah_tampak(layanan, isian, PROFIL):
        data = data_kirim(layanan, n, isian)
        assert formulir_langkah(layanan, n, isian=isian, profil=PROFIL, data=data, hari=HARI).is_valid()
    berkas = {b.kode for b in layanan.berkas}
    assert periksa_lengkap(layanan, isian, PROFIL, berkas) == {}
    versi = catat_versi(layanan)

    shutil.rmtree(daftar.sumber(layanan.kode))
    assert Registri.dari([pohon]).ambil("surat-keterangan-baru") is None
    assert ringkasan(versi.layanan(), isian, PROFIL) == ringkasan(layanan, isian, PROFIL)
    assert versi.layanan().naskah == layanan.naskah
