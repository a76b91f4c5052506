"""The main road in real Chromium, on an installation made by the steps of `make demo`.

Sidoarjo on SQLite at 360 px with scripts and the longest services; Trenggalek on PostgreSQL at 1280 px without scripts
and with the shortest. In each, somebody registers and is accepted by the desa, and a citizen takes a service of every
type from the catalogue to a downloaded letter; anybody checks the letter, and one flipped byte is noticed. Pictures of
each step lie in tests/e2e/potret/.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from core.layanan.formulir import data_kirim, tahap_berlaku
from core.layanan.kesesuaian import PROFIL
from core.layanan.register import registri
from demo.orang import pegawai
from tests.alat import butuh
from tests.basis_contoh import salin_postgres
from tests.e2e import BAKU
from tests.e2e.orang import Orang, isi_langkah, orang
from tests.e2e.situs import DESA, Situs, contoh, situs_hidup
from tests.jalan import TOMBOL, foto
from tests.jalan import pdf as contoh_pdf

pytestmark = pytest.mark.peramban

SANDI, FRASA = "demo-sipraja", "frasa-demo-sipraja"


def dari_tipe(tipe: str, ukuran: str) -> str:
    """The longest route of a type and then the longest form, or the shortest; tests/test_jalan_utama.py walks all."""
    urut = sorted((la for la in registri().semua() if la.tipe == tipe), key=lambda la: (len(la.rute), len(la.kolom)))
    return urut[-1 if ukuran == "panjang" else 0].kode


@pytest.fixture(scope="module")
def peramban():
    with sync_playwright() as p:
        pilihan = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"]
        yield p.chromium.launch(executable_path=butuh("chromium"), args=pilihan)


def _basis(nama: str) -> dict[str, str]:
    if nama == "sqlite":
        return {}
    butuh("postgres")
    return {"DATABASE_URL": salin_postgres()}


# PANGGUNG="trenggalek-sqlite-360-skrip-panjang …" drives any others.
PANGGUNG = os.environ.get("PANGGUNG", BAKU).split()


@pytest.fixture(scope="module", params=PANGGUNG)
def panggung(request, tmp_path_factory):
    """(site, width, scripts on?, which service of each type)"""
    daerah, basis, lebar, skrip, ukuran = request.param.split("-")
    with situs_hidup(daerah, tmp_path_factory.mktemp(daerah), **_basis(basis)) as situs:
        yield situs, int(lebar), skrip == "skrip", ukuran


@pytest.fixture(scope="module")
def gambar(tmp_path_factory) -> Path:
    berkas = tmp_path_factory.mktemp("gambar") / "foto.jpg"
    berkas.write_bytes(foto("CONTOH"))
    berkas.with_suffix(".pdf").write_bytes(contoh_pdf())
    return berkas


def nik_warga(situs: Situs) -> str:
    """NIK of the demo citizen whom the desa has accepted."""
    baris = next(
        b for b in situs.kelola("akun_demo").splitlines() if b.split()[1:2] == ["Warga"] and "menunggu" not in b
    )
    return baris.split()[0]


def petugas(situs: Situs, peran: str, unit: str | None = None) -> str:
    """User name of the desk that a stage of a file from our desa comes to."""
    desa = DESA[situs.daerah]
    kecamatan = desa.rpartition(".")[0]
    kode = {desa, kecamatan} if unit in {None, "desa", "kecamatan"} else {unit, f"{unit.partition('-')[0]}-{kecamatan}"}
    return next(satu.masuk for satu in pegawai(situs.daerah) if satu.peran == peran and satu.kantor.kode in kode)


def test_a_newcomer_registers_and_is_accepted_by_the_desa(panggung, peramban: Browser, gambar):
    situs, lebar, skrip, _ukuran = panggung
    desa = DESA[situs.daerah]
    kecamatan = desa.rpartition(".")[0]
    awalan = kecamatan.replace(".", "")
    with orang(peramban, situs.alamat, f"{situs.daerah}-{lebar}-daftar", lebar=lebar, skrip=skrip) as baru:
        baru.buka("/").potret("beranda").buka("/daftar/").potret("daftar")
        baru.buka("/daftar/langkah/1/").tekan("Simpan dan lanjut").potret("langkah-kosong")
        assert "perlu diperbaiki" in baru.halaman.inner_text("body")
        baru.isi({
            "nik": f"{awalan} 5704 9000 77", "no_kk": f"{awalan}0101150099", "nama": "Siti Rahayu",
            "tempat_lahir": "Sidoarjo", "tanggal_lahir_hari": "17", "tanggal_lahir_bulan": "4",
            "tanggal_lahir_tahun": "1990", "jenis_kelamin": "Perempuan",
        }).potret("ktp").tekan("Simpan dan lanjut")  # fmt: skip
        baru.isi({"telepon": "0812 3456 7890", "email": "siti@contoh.test", "kecamatan": kecamatan})
        baru.tekan("Simpan dan lanjut").potret("alamat")
        baru.isi({"desa": desa, "alamat": "Jalan Melati 7", "rt": "2", "rw": "3"}).tekan("Simpan dan lanjut")
        baru.potret("tentang")
        baru.isi({
            "agama": "Islam", "status_kawin": "Kawin", "pendidikan": "SLTA/sederajat", "pekerjaan": "Guru",
            "golongan_darah": "O", "kewarganegaraan": "WNI",
        }).tekan("Simpan dan lanjut")  # fmt: skip
        baru.unggah(gambar).potret("foto").tekan("Simpan dan lanjut")
        baru.isi({"kata_sandi": "melati-putih-7", "setuju": "on"}).potret("periksa").tekan("Kirim pendaftaran")
        baru.potret("terdaftar")

        with orang(peramban, situs.alamat, f"{situs.daerah}-{lebar}-operator", lebar=lebar, skrip=skrip) as operator:
            operator.masuk(petugas(situs, "operator_desa"), SANDI).buka("/kantor/warga/").potret("antrean")
            operator.ikuti("Siti Rahayu").tunggu(r"/kantor/warga/\d+/").potret("periksa").tekan("Terima").potret(
                "diterima"
            )

        baru.masuk(f"{awalan}5704900077", "melati-putih-7").buka("/akun/profil/").potret("profil")
        assert "menunggu" not in baru.halaman.inner_text("main").lower()


@pytest.mark.parametrize("tipe", ["A", "B", "C"])
def test_a_service_runs_from_the_catalogue_to_a_checked_letter(panggung, peramban: Browser, gambar, tmp_path, tipe):
    situs, lebar, skrip, ukuran = panggung
    kode = dari_tipe(tipe, ukuran)
    layanan = registri().ambil(kode)
    isian = contoh(situs.daerah, layanan)
    album = f"{situs.daerah}-{lebar}-{kode}"
    with orang(peramban, situs.alamat, album, lebar=lebar, skrip=skrip) as warga:
        warga.masuk(nik_warga(situs), SANDI)
        nomor = ajukan(warga, layanan, isian, gambar)
        for tahap in (layanan.rute[i] for i in tahap_berlaku(layanan, isian, PROFIL)):
            with orang(peramban, situs.alamat, f"{album}-{tahap.peran}", lebar=lebar, skrip=skrip) as meja:
                kerjakan(meja.masuk(petugas(situs, tahap.peran, tahap.unit), SANDI), nomor, tahap)
            susulkan(warga, nomor, layanan, tahap, gambar)
        pdf = unduh(warga, nomor)
    periksa_surat(situs, pdf, layanan, isian, tmp_path)
    periksa_umum(situs, peramban, pdf, tmp_path, album, lebar, skrip)


def ajukan(warga: Orang, layanan, isian, gambar: Path) -> str:
    """From the catalogue to "Permohonan terkirim"; returns the number."""
    warga.buka("/layanan/").potret("katalog").ikuti(layanan.nama).tunggu(f"/layanan/{layanan.kode}/").potret("layanan")
    warga.tekan("Ajukan sekarang")
    while "/langkah/" in warga.jalur:
        n = int(warga.jalur.rstrip("/").rsplit("/", 1)[1])
        kirim = data_kirim(layanan, n, isian)
        isi_langkah(warga, {nama: kirim.getlist(nama) for nama in kirim if any(kirim.getlist(nama))})
        warga.potret(f"langkah-{n}").tekan("Simpan dan lanjut")
    warga.tunggu("/berkas/").unggah(gambar).potret("unggah").tekan("Simpan dan lanjut")
    warga.tunggu("/periksa/").isi({"setuju": "on"}).potret("periksa").tekan("Kirim permohonan")
    warga.tunggu("/terkirim/").potret("terkirim")
    return warga.halaman.locator("#nomor").inner_text().strip()


def kerjakan(meja: Orang, nomor: str, tahap) -> None:
    """One stage: inbox, file, button; a signature asks for the passphrase, a wrong one first."""
    meja.buka("/kantor/").potret("kotak")
    meja.klik(meja.halaman.locator("tr, li", has_text=nomor).locator("a").first)
    meja.potret("berkas")
    if tahap.aksi != "tandatangan":
        if meja.halaman.locator("textarea[name=catatan][required]").count():
            meja.isi({"catatan": "Rp1.250.000 ke Bank Jatim 0011223344."})
        meja.tekan(TOMBOL[tahap.aksi]).potret("sesudah")
        return
    meja.tekan("tanda tangan").tunggu("/tandatangan/").potret("tandatangan")
    meja.isi({"frasa": "frasa-keliru"}).tekan("Tanda tangani surat ini").potret("frasa-salah")
    assert "Frasa sandi salah" in meja.halaman.inner_text("main")
    meja.isi({"frasa": FRASA}).tekan("Tanda tangani surat ini").potret("sesudah")


def susulkan(warga: Orang, nomor: str, layanan, tahap, gambar: Path) -> None:
    """What this stage asks the citizen for is uploaded at once."""
    if not any(berkas.tahap == tahap.tahap for berkas in layanan.berkas):
        return
    buka_berkas(warga, nomor).potret("diminta")
    if warga.halaman.get_by_role("link", name="Unggah sekarang").locator("visible=true").count():
        warga.ikuti("Unggah sekarang")  # the file waits for it; what one may leave out is taken on the page itself
    warga.unggah(gambar).potret("susulan").tekan("Kirim berkas").potret("susulan-terkirim")


def buka_berkas(warga: Orang, nomor: str) -> Orang:
    """The citizen's own page of this application."""
    warga.buka("/permohonan/")
    return warga.klik(warga.halaman.locator("li, tr", has_text=nomor).locator("a").first)


def unduh(warga: Orang, nomor: str) -> bytes:
    """The letter, by the button on the timeline."""
    warga.buka("/permohonan/").potret("permohonan-saya")
    buka_berkas(warga, nomor).potret("lini-masa")
    with warga.halaman.expect_download() as unduhan:
        warga.halaman.get_by_role("link", name="Unduh surat").locator("visible=true").first.click()
    return Path(unduhan.value.path()).read_bytes()


def periksa_surat(situs: Situs, pdf: bytes, layanan, isian: dict, tmp_path: Path) -> None:
    """pdfsig finds every signature valid, and the installation finds itself whole."""
    berkas = tmp_path / "surat.pdf"
    berkas.write_bytes(pdf)
    keluar = subprocess.run([butuh("pdfsig"), berkas], capture_output=True, text=True, check=False).stdout
    berlaku = [layanan.rute[i] for i in tahap_berlaku(layanan, isian, PROFIL)]
    jumlah = len([t for t in berlaku if t.aksi == "tandatangan"])
    segel = keluar.count("Signature Field Name: Segel")  # one office of the demo seals its letters
    assert segel <= 1, keluar
    assert keluar.count("Signature Validation: Signature is Valid.") == jumlah + segel, keluar
    situs.kelola("periksa_integritas")


def periksa_umum(situs, peramban, pdf: bytes, tmp_path: Path, album: str, lebar: int, skrip: bool) -> None:
    """Anybody: the page behind the QR, the right file, and a file with one byte changed."""
    kode = alamat_cek(pdf, tmp_path)
    rusak = bytearray(pdf)
    rusak[len(pdf) // 3] ^= 1
    with orang(peramban, situs.alamat, f"{album}-cek", lebar=lebar, skrip=skrip) as siapa:
        siapa.buka(kode).potret("cek")
        for nama, isi, kata in (("asli", pdf, "sama persis"), ("rusak", bytes(rusak), "Tidak cocok")):
            berkas = tmp_path / f"{nama}.pdf"
            berkas.write_bytes(isi)
            siapa.buka(kode).unggah(berkas).tekan("Periksa berkas").potret(nama)
            assert kata.lower() in siapa.halaman.inner_text("main").lower()


def alamat_cek(pdf: bytes, tmp_path: Path) -> str:
    """The path that the QR of the letter says, read by a decoder from a picture of the page."""
    import zxingcpp
    from PIL import Image

    dasar = tmp_path / "halaman"
    (tmp_path / "qr.pdf").write_bytes(pdf)
    subprocess.run(["pdftoppm", "-r", "150", "-png", tmp_path / "qr.pdf", dasar], check=True)
    for gambar in sorted(tmp_path.glob("halaman*.png")):
        if ada := zxingcpp.read_barcodes(Image.open(gambar)):
            return "/cek/" + ada[0].text.rstrip("/").rsplit("/", 1)[1] + "/"
    raise AssertionError("QR surat tidak terbaca")
