"""The other half of an OPD's day in Chromium: a service package is proposed, compared, approved by another, found.

Links and their health are played in tests/layanan_links/test_peramban.py. Pictures lie in tests/e2e/potret/opd/.
"""

from __future__ import annotations

import pytest

from core.layanan.paket_zip import bungkus_paket
from demo.orang import MASUK_ADMIN, SANDI
from tests.e2e.orang import orang
from tests.layanan.bahan_paket import KODE, folder_paket, versi_baru

pytestmark = pytest.mark.peramban
NAMA, OPD = "Surat Keterangan Nelayan", "operator.dinsos"


@pytest.fixture
def masuk(peramban, situs_sidoarjo):
    """A desk at the admin, with scripts."""
    semua = []

    def _masuk(siapa):
        jendela = orang(peramban, situs_sidoarjo.alamat, "opd", lebar=1280, skrip=True)
        semua.append(jendela)
        satu = jendela.__enter__().masuk(siapa, SANDI)
        satu.urut = 10 * (len(semua) - 1)
        return satu

    yield _masuk
    for jendela in reversed(semua):
        jendela.__exit__(None, None, None)


def unggah(meja, folder):
    """Choose the .zip and read what the examination says."""
    meja.buka("/kelola/paket-layanan/unggah/")
    berkas = {"name": "paket.zip", "mimeType": "application/zip", "buffer": bungkus_paket(folder)}
    meja.halaman.set_input_files("[name=berkas]", berkas)
    return meja.tekan("Unggah dan periksa").tunggu(r"/paket-layanan/\d+/")


def katalog(peramban, situs, nama):
    """What a citizen finds."""
    with orang(peramban, situs.alamat, "opd", lebar=360, skrip=False) as warga:
        warga.urut = 20
        warga.buka("/layanan/?q=nelayan").potret(nama)
        return warga.ada(NAMA)


def test_an_offices_package_becomes_a_service_that_citizens_find(masuk, peramban, situs_sidoarjo, tmp_path):
    folder = folder_paket(tmp_path)
    dinsos, pengelola = masuk(OPD), masuk(MASUK_ADMIN)
    unggah(dinsos, folder).potret("paket-terkirim")
    assert dinsos.ada(f"Layanan baru: {NAMA}")
    assert not dinsos.ada("Setujui dan pakai"), "nobody approves what he has proposed"
    assert not katalog(peramban, situs_sidoarjo, "belum-ada")

    paket = dinsos.jalur
    pengelola.buka(paket).potret("paket-ditelaah").tekan("Setujui dan pakai").potret("paket-disetujui")
    assert katalog(peramban, situs_sidoarjo, "ada")

    unggah(dinsos, versi_baru(folder, 2, **{NAMA: "Surat Keterangan Nelayan Kecil"})).potret("beda-versi")
    assert "Surat Keterangan Nelayan Kecil" in dinsos.halaman.locator("main").inner_text()
    pengelola.buka(dinsos.jalur).potret("beda-ditelaah")
    pengelola.isi({"alasan": "Namanya tetap seperti semula."}).tekan("Tolak").potret("ditolak")

    pengelola.buka(paket).tekan("Tarik").potret("ditarik")  # as it was: other tests look at this site too
    assert not katalog(peramban, situs_sidoarjo, "ditarik")
    assert KODE in dinsos.buka(paket).halaman.content()
