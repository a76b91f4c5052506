"""The public check beyond its first page: uploads, programs, crowds, and files that call home."""

import re
import threading
from contextlib import contextmanager
from datetime import timedelta
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import AuthorityInformationAccessOID, NameOID
from django.test import Client
from django.utils import timezone
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from core.surat import arsip, kuota, sertifikat, views_umum
from core.surat.models import KunciSegel, Segel, SertifikatPejabat, StatusSurat, Surat, TandaTangan, Terbitan
from core.surat.pades import Giliran, PenandaKunci, tanda_tangani
from core.surat.sertifikat import KunciTerbuka
from core.surat.validasi import Hasil, Putusan
from tests.surat import alur
from tests.surat.alur import siapkan, terbit
from tests.surat.test_halaman import isi, unggahan

pytestmark = pytest.mark.satu_basis
DOKUMEN = Path(__file__).resolve().parents[2] / "docs/rujukan/cek.md"


def pdf(surat):
    return arsip.baca(surat.sha_kini)


# --- Which letter a file is -------------------------------------------------------------------------------------------


def test_known_letter_without_its_code_shows_that_letter(client, meja):
    surat = terbit(meja)
    teks = isi(client.post("/cek/", unggahan(pdf(surat))))
    for bagian in ("sama persis", surat.nomor, "P••••••• U••", meja.desa.kepala_desa.nama, surat.alamat_cek()):
        assert bagian in teks
    assert sha256(pdf(surat)).hexdigest() in teks


def test_changed_letter_is_refused_and_the_true_one_shown_beside(client, meja):
    surat = terbit(meja)
    teks = isi(client.post("/cek/", unggahan(pdf(surat) + b"\n% tambahan\n")))
    assert "Tidak cocok" in teks
    assert "Berkas ini berawal dari surat kami" in teks
    assert f"Tentang surat nomor {surat.nomor}" in teks
    assert surat.nomor in teks
    assert "sama persis" not in teks


def test_stranger_shows_no_letter(client, meja):
    surat = terbit(meja)
    teks = isi(client.post("/cek/", unggahan(b"%PDF-1.7\n%%EOF\n")))
    assert "Tidak cocok" in teks
    assert surat.nomor not in teks


def test_every_form_that_was_published_is_original(client, meja):
    """A new time-stamp makes new bytes; the citizen may still hold the older ones."""
    surat = terbit(meja)
    lain = pdf(surat) + b"\n"
    assert "Tidak cocok" in isi(client.post("/cek/", unggahan(lain)))
    Terbitan.objects.create(surat=surat, urut=2, sha=sha256(lain).hexdigest(), profil="B-LTA")
    for alamat in ("/cek/", surat.get_absolute_url()):
        for berkas in (pdf(surat), lain):
            assert "sama persis" in isi(client.post(alamat, unggahan(berkas)))


def test_code_of_one_letter_on_another_names_the_other(client, meja, kecil):
    """Threat T6: the page of the code says which letter the file really is."""
    satu, dua = terbit(meja), terbit(alur.di_meja_ttd(kecil, unit=kecil.tropodo))
    jawab = client.post(satu.get_absolute_url(), unggahan(pdf(dua)))
    kalimat = f"Berkas ini surat kami nomor {dua.nomor}, bukan surat nomor {satu.nomor}."
    assert (kalimat in isi(jawab), "panel--sukses" in jawab.content.decode()) == (True, False)
    data = client.post(f"{satu.get_absolute_url()}?format=json", unggahan(pdf(dua))).json()
    assert (data["putusan"], data["surat_berkas"]["nomor"], data["surat"]["nomor"]) == (
        "berbeda",
        dua.nomor,
        satu.nomor,
    )


@pytest.mark.parametrize("status", ["dicabut", "diganti"])
def test_withdrawn_original_is_never_shown_in_green(client, meja, status):
    surat = terbit(meja)
    surat.konteks["surat"]["demonstrasi"] = False
    surat.save()
    assert "panel--sukses" in client.post("/cek/", unggahan(pdf(surat))).content.decode()
    Surat.objects.update(status=status, alasan_batal="Ada salah tulis dalam surat.", dicabut_pada=timezone.now())
    jawab = client.post("/cek/", unggahan(pdf(surat)))
    assert "Berkas asli, tetapi suratnya tidak berlaku lagi" in isi(jawab)
    assert "panel--sukses" not in jawab.content.decode()
    data = client.post("/cek/?format=json", unggahan(pdf(surat))).json()
    assert (data["putusan"], data["surat"]["keadaan"]) == ("asli", status)


# --- What is said of a letter -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", ["beku", "batal"])
def test_letter_that_was_never_out_names_nobody(client, meja, status):
    surat = siapkan(meja)
    Surat.objects.update(status=status, alasan_batal="Permohonan ditolak")
    TandaTangan.objects.update(waktu=timezone.now(), sha_sesudah="a", sertifikat_sidik="b", status="sah")
    for alamat in (surat.get_absolute_url(), f"{surat.get_absolute_url()}?format=json"):
        jawab = client.get(alamat).content.decode()
        assert surat.nomor in jawab
        assert meja.desa.kepala_desa.nama not in jawab
        assert "P•••" not in jawab
    Surat.objects.update(status=StatusSurat.TERBIT, terbit_pada=timezone.now())
    assert meja.desa.kepala_desa.nama in client.get(surat.get_absolute_url()).content.decode()


def test_certificate_is_told_in_plain_words(client, meja, senin):
    surat = terbit(meja)
    daftar = SertifikatPejabat.objects.get(pengguna=meja.desa.kepala_desa)
    sampai = timezone.localtime(daftar.berlaku_sampai)
    teks = isi(client.get(surat.get_absolute_url()))
    assert f"Atas nama {meja.desa.kepala_desa.nama}, " in teks
    assert "Diterbitkan " in teks
    assert f"Berlaku sampai {sampai.day} " in teks
    assert daftar.serial in teks
    assert "Tingkat tanda tangan B-B." in teks
    assert "masih berlaku" not in teks
    senin.move_to(daftar.berlaku_sampai + timedelta(days=1))
    assert "Saat menandatangani, sertifikat ini masih berlaku." in isi(client.get(surat.get_absolute_url()))


def test_mandate_and_seal_are_shown_as_they_were(client, meja):
    surat = terbit(meja)
    surat.konteks["penandatangan"][0]["atas_nama"] = "a.n. Bupati Sidoarjo"
    surat.save()
    TandaTangan.objects.update(jabatan="Plt. Kepala Desa Pepelegi")
    kunci = KunciSegel.objects.create(unit=surat.unit, nama="Pemerintah Desa Pepelegi")
    sidik = SertifikatPejabat.objects.get(pengguna=meja.desa.kepala_desa).sidik
    isi_segel = {"sha_sesudah": "a", "sertifikat_sidik": sidik, "waktu": timezone.now()}
    Segel.objects.create(surat=surat, kunci=kunci, nama=kunci.nama, status="sah", **isi_segel)
    teks = isi(client.get(surat.get_absolute_url()))
    for bagian in ("Plt. Kepala Desa Pepelegi, Desa Pepelegi", "a.n. Bupati Sidoarjo", "Segel elektronik", kunci.nama):
        assert bagian in teks
    data = client.get(f"{surat.get_absolute_url()}?format=json").json()
    assert (data["penanda_tangan"][0]["atas_nama"], data["segel"]["nama"]) == ("a.n. Bupati Sidoarjo", kunci.nama)


def test_page_says_when_it_was_looked_at(client, meja, senin):
    surat = terbit(meja)
    assert "Diperiksa Senin, 23 November 2026 pukul 09.41.00 WIB." in isi(client.get(surat.get_absolute_url()))
    senin.shift(timedelta(seconds=75))
    assert "pukul 09.42.15 WIB." in isi(client.get(surat.get_absolute_url()))


# --- For programs -----------------------------------------------------------------------------------------------------


def test_program_asks_by_header_and_needs_no_token(meja):
    surat, bank = terbit(meja), Client(enforce_csrf_checks=True)
    json = {"Accept": "application/json"}
    assert bank.get(surat.get_absolute_url(), headers=json).json()["nomor"] == surat.nomor
    assert bank.post("/cek/", unggahan(pdf(surat)), headers=json).json()["putusan"] == "asli"
    assert bank.get(f"/cek/?kode={surat.kode_cek}&format=json", follow=True).json()["nomor"] == surat.nomor
    assert "json" not in bank.get(surat.get_absolute_url(), headers={"Accept": "text/html,*/*"})["Content-Type"]


def test_program_is_told_what_it_sent_wrongly(client, meja):
    surat = terbit(meja)
    for alamat in ("/cek/?format=json", f"{surat.get_absolute_url()}?format=json"):
        jawab = client.post(alamat, {})
        assert (jawab.status_code, list(jawab.json()["isian"])) == (422, ["berkas"])
    assert client.get("/cek/?format=json").json() == {
        "galat": "isian", "isian": {"kode": ["Tulis kode yang tercetak di bawah surat."]},
    }  # fmt: skip


def test_every_field_is_documented(client, meja):
    surat = terbit(meja)
    data = client.post(f"{surat.get_absolute_url()}?format=json", unggahan(b"bukan")).json()
    tertulis = set(re.findall(r"`(\w+)`", DOKUMEN.read_text()))
    sertifikat_ = data["surat"]["penanda_tangan"][0]["sertifikat"]
    for kunci in (data, data["surat"], data["surat"]["penanda_tangan"][0], sertifikat_):
        assert set(kunci) <= tertulis
    assert {str(kuota.MAKS_LIHAT), str(kuota.MAKS_UNGGAH)} <= set(re.findall(r"\d+", DOKUMEN.read_text()))


# --- Crowds -----------------------------------------------------------------------------------------------------------


def test_address_that_asks_too_often_is_told_when_to_come_back(client, meja, senin, monkeypatch):
    surat = terbit(meja)
    monkeypatch.setattr(kuota, "MAKS_LIHAT", 2)
    alamat, bank = surat.get_absolute_url(), {"REMOTE_ADDR": "192.0.2.7"}
    senin.shift(timedelta(seconds=15))
    assert [client.get(alamat, **bank).status_code for _ in range(3)] == [200, 200, 429]
    jawab = client.get(alamat, **bank)
    assert "Terlalu banyak pemeriksaan dari jaringan Anda. Coba lagi dalam 45 detik." in isi(jawab)
    assert jawab.headers["Retry-After"] == "45"
    assert client.get(f"{alamat}?format=json", **bank).json()["tunggu"] == 45
    assert client.get(alamat, REMOTE_ADDR="192.0.2.8").status_code == 200
    senin.shift(timedelta(seconds=46))
    assert client.get(alamat, **bank).status_code == 200


def test_uploads_are_counted_apart_and_never_judged_beyond_the_limit(client, meja, monkeypatch):
    surat = terbit(meja)
    monkeypatch.setattr(kuota, "MAKS_UNGGAH", 1)
    assert client.post("/cek/", unggahan(pdf(surat))).status_code == 200
    monkeypatch.setattr(views_umum, "nilai", pytest.fail)
    assert client.post("/cek/", unggahan(pdf(surat))).status_code == 429
    assert client.get(surat.get_absolute_url()).status_code == 200


def test_one_ipv6_subscriber_is_one_address(client, db, monkeypatch):
    monkeypatch.setattr(kuota, "MAKS_LIHAT", 1)
    semua = ["2001:db8:1:2::1", "2001:db8:1:2:ffff::9", "2001:db8:1:3::1"]
    assert [client.get("/cek/", REMOTE_ADDR=satu).status_code for satu in semua] == [200, 429, 200]


def test_busy_counter_is_no_verdict(client, meja, monkeypatch):
    surat = terbit(meja)
    penuh = threading.BoundedSemaphore(1)
    monkeypatch.setattr(views_umum, "_loket", penuh)
    monkeypatch.setattr(views_umum, "DETIK_ANTRE", 0)
    with penuh:
        jawab = client.post("/cek/", unggahan(pdf(surat)))
        assert (jawab.status_code, "belum diperiksa" in isi(jawab)) == (503, True)
        assert "Tidak cocok" not in isi(jawab)
        assert "putusan" not in client.post("/cek/?format=json", unggahan(pdf(surat))).json()
    assert client.post("/cek/", unggahan(pdf(surat))).status_code == 200


# --- Files that call home (threat T11) --------------------------------------------------------------------------------


@contextmanager
def pendengar():
    """A listener on loopback; yields its address and the paths that were asked for."""
    kena = []

    class Catat(BaseHTTPRequestHandler):
        def do_GET(self):
            kena.append(self.path)
            self.send_error(404)

        def do_POST(self):
            self.do_GET()

        def log_message(self, *_args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Catat)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", kena
    finally:
        server.shutdown()
        server.server_close()


def kunci_pemanggil(alamat):
    """A stranger's certificate whose issuer, revocation and status addresses lead to the listener."""
    kunci_ca, kunci = ec.generate_private_key(ec.SECP256R1()), rsa.generate_private_key(65537, 2048)
    nama = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "CA Asing")])
    jalan = {AuthorityInformationAccessOID.OCSP: "ocsp", AuthorityInformationAccessOID.CA_ISSUERS: "aia"}
    aia = [x509.AccessDescription(oid, x509.UniformResourceIdentifier(f"{alamat}/{s}")) for oid, s in jalan.items()]
    titik = x509.DistributionPoint([x509.UniformResourceIdentifier(f"{alamat}/crl")], None, None, None)
    orang = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Orang Asing")])
    badan = sertifikat._pembangun(orang, nama, kunci, timedelta(days=9), ca=False)
    badan = badan.add_extension(x509.AuthorityInformationAccess(aia), critical=False)
    badan = badan.add_extension(x509.CRLDistributionPoints([titik]), critical=False)
    return KunciTerbuka(kunci, badan.sign(kunci_ca, hashes.SHA256()), ())


def test_addresses_inside_a_file_are_never_asked(client, meja):
    """Twin: a verifier that may fetch does call them, so the listener would have seen it."""
    surat = siapkan(meja)
    with pendengar() as (alamat, kena):
        penanda = PenandaKunci(kunci_pemanggil(alamat))
        berkas = tanda_tangani(arsip.baca(surat.sha_beku), penanda, Giliran(1, 1), nama="Asing", alasan="uji")
        assert "Tidak cocok" in isi(client.post("/cek/", unggahan(berkas)))
        assert "Tidak cocok" in isi(client.post(surat.get_absolute_url(), unggahan(berkas)))
        assert kena == []
        konteks = ValidationContext(trust_roots=[], allow_fetching=True)
        validate_pdf_signature(PdfFileReader(BytesIO(berkas)).embedded_signatures[0], konteks)
        assert kena != []


def test_verdict_without_a_letter_is_complete_too():
    from core.surat.kueri_json import putusan_json

    data = putusan_json(Hasil(Putusan.TIDAK_SAH, ["Berkas ini bukan PDF."]), None, None)
    assert data == {
        "putusan": "tidak_sah", "alasan": ["Berkas ini bukan PDF."], "surat_berkas": None, "surat": None,
    }  # fmt: skip
