"""Private files and letters on a real S3 server: kept, closed to strangers, read back, and missed when it is down."""

from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
import time_machine
from botocore.exceptions import ClientError
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import RequestFactory
from django.urls import reverse
from pydantic import SecretStr

from core.berkas import verba as verba_berkas
from core.berkas.batas import BerkasDitolak
from core.berkas.gudang import GudangTutup, HalamanGudangTutup
from core.berkas.models import Berkas
from core.notifikasi import sehat
from core.surat import arsip, pemeriksaan, verba
from core.surat.models import KunciPejabat, StatusSurat, Surat, TandaTangan
from sipraja import settings as susunan
from tests.alat import butuh, klien_s3, port_bebas, server_s3
from tests.berkas import bahan
from tests.surat import alur
from tests.surat.conftest import senin  # noqa: F401  the fixture, by name

pytestmark = [pytest.mark.django_db, pytest.mark.satu_basis]  # the store does not know which database names its files


@pytest.fixture(scope="module")
def server():
    butuh("radosgw")
    return server_s3()


def arahkan(settings, monkeypatch, server, alamat=""):
    """STORAGES as an installation with these S3_* variables has them."""
    isian = {
        "s3_ember": server.ember,
        "s3_alamat": alamat or server.alamat,
        "s3_kunci": SecretStr(server.kunci),
        "s3_rahasia": SecretStr(server.rahasia),
    }
    monkeypatch.setattr(susunan, "_p", susunan._p.model_copy(update=isian))
    settings.STORAGES = settings.STORAGES | {nama: susunan._privat(nama) for nama in ("berkas", "surat")}


def waktu_nyata(*_pilihan):
    """The server lives in real time and refuses a request signed at the time that a test has set."""
    luar = time_machine.escape_hatch
    return luar.datetime.datetime.utcnow() if luar.is_travelling() else datetime.now(UTC).replace(tzinfo=None)


@pytest.fixture
def gudang(settings, monkeypatch, server, tmp_path):
    """Both private storages on the server, in a bucket swept clean."""
    settings.SERTIFIKAT_DEMO = tmp_path / "ca"
    monkeypatch.setattr("botocore.auth.get_current_datetime", waktu_nyata)
    klien = klien_s3(server)
    for benda in klien.list_objects_v2(Bucket=server.ember).get("Contents", ()):
        klien.delete_object(Bucket=server.ember, Key=benda["Key"])
    arahkan(settings, monkeypatch, server)
    return klien


@pytest.fixture
def mati(settings, monkeypatch, server):
    """`with mati():` nobody listens where the storages look."""

    @contextmanager
    def putus():
        arahkan(settings, monkeypatch, server, f"http://127.0.0.1:{port_bebas()}")
        yield
        arahkan(settings, monkeypatch, server)

    return putus


@pytest.fixture
def meja(kecil, senin, gudang):  # noqa: F811
    return alur.di_meja_ttd(kecil)


def unggah():
    foto = SimpleUploadedFile("ktp.jpg", bahan.foto(), content_type="image/jpeg")
    return verba_berkas.simpan_unggahan(unggahan=foto, jenis=("gambar",), pemilik=None)


def kunci_ember(klien, awalan):
    return [b["Key"] for b in klien.list_objects_v2(Bucket="uji", Prefix=awalan).get("Contents", ())]


# --- Citizens' files --------------------------------------------------------------------------------------------------


def test_upload_lies_in_the_bucket_and_is_read_back_the_same(gudang):
    berkas = unggah()
    assert kunci_ember(gudang, "berkas/") == [f"berkas/{berkas.kunci}"]
    with verba_berkas.buka(berkas) as isi:
        data = isi.read()
    assert (len(data), data[:2]) == (berkas.ukuran, b"\xff\xd8")
    assert b"".join(verba_berkas.sajikan(berkas).streaming_content) == data


def test_stranger_gets_403_with_the_address_and_the_owner_of_the_secret_does_not(gudang, server):
    kunci = f"berkas/{unggah().kunci}"
    with pytest.raises(HTTPError, match="403"):
        urlopen(f"{server.alamat}/{server.ember}/{kunci}")
    with pytest.raises(HTTPError, match="403"):
        urlopen(f"{server.alamat}/{server.ember}/")
    with pytest.raises(ClientError, match=r"SignatureDoesNotMatch|403"):
        klien_s3(server, "rahasia-lain").get_object(Bucket=server.ember, Key=kunci)
    assert gudang.get_object(Bucket=server.ember, Key=kunci)["Body"].read(2) == b"\xff\xd8"


def test_deleted_file_leaves_the_bucket(gudang, django_capture_on_commit_callbacks):
    berkas = unggah()
    with django_capture_on_commit_callbacks(execute=True):
        verba_berkas.hapus(berkas)
    assert kunci_ember(gudang, "berkas/") == []


def test_upload_while_the_server_is_down_is_refused_with_a_sentence(gudang, mati):
    with mati(), pytest.raises(BerkasDitolak) as galat:
        unggah()
    assert "tempat penyimpanan sedang terganggu" in galat.value.pesan
    assert Berkas.objects.count() == 0
    assert unggah().pk


def test_file_that_cannot_be_fetched_is_503_and_one_that_is_gone_is_not(gudang, mati):
    berkas = unggah()
    with mati(), pytest.raises(GudangTutup) as galat:
        verba_berkas.buka(berkas)
    rf = RequestFactory().get("/")
    assert HalamanGudangTutup(None).process_exception(rf, galat.value).status_code == 503
    assert HalamanGudangTutup(None).process_exception(rf, ValueError()) is None
    storages["berkas"].delete(berkas.kunci)
    with pytest.raises(FileNotFoundError):
        verba_berkas.buka(berkas)


def test_deleting_while_the_server_is_down_forgets_the_row(gudang, mati, django_capture_on_commit_callbacks):
    berkas = unggah()
    with mati(), django_capture_on_commit_callbacks(execute=True):
        verba_berkas.hapus(berkas)
    assert Berkas.objects.count() == 0


# --- Letters ----------------------------------------------------------------------------------------------------------


def test_letter_is_frozen_signed_published_and_downloaded_from_the_bucket(client, meja, gudang, server):
    surat = alur.terbit(meja)
    assert surat.status == StatusSurat.TERBIT
    di_ember = set(kunci_ember(gudang, "surat/pdf/"))
    assert di_ember == {f"surat/pdf/{s[:2]}/{s}.pdf" for s in (surat.sha_beku, surat.sha_kini)}
    client.force_login(meja.pemohon.pengguna, backend="django.contrib.auth.backends.ModelBackend")
    jawab = client.get(reverse("surat:unduh", kwargs={"permohonan": meja.p.pk}))
    assert jawab.content == arsip.baca(surat.sha_kini)
    assert list(pemeriksaan.semua()) == []
    with pytest.raises(HTTPError, match="403"):
        urlopen(f"{server.alamat}/{server.ember}/{di_ember.pop()}")


def test_same_bytes_written_twice_are_one_object(gudang, monkeypatch):
    sha = arsip.simpan(b"%PDF-uji")
    monkeypatch.setattr(arsip, "ada", lambda sha: False)  # both writers looked before either wrote
    assert arsip.simpan(b"%PDF-uji") == sha
    assert kunci_ember(gudang, "surat/") == [f"surat/pdf/{sha[:2]}/{sha}.pdf"]
    assert arsip.baca(sha) == b"%PDF-uji"


@pytest.mark.parametrize("ubah", [None, b"%PDF-lain"])
def test_missing_or_changed_object_is_found(meja, gudang, server, ubah, capsys):
    surat = alur.siapkan(meja)
    call_command("periksa_integritas", "surat.arsip")
    kunci = f"surat/pdf/{surat.sha_kini[:2]}/{surat.sha_kini}.pdf"
    gudang.delete_object(Bucket=server.ember, Key=kunci)
    if ubah:
        gudang.put_object(Bucket=server.ember, Key=kunci, Body=ubah)
    with pytest.raises(SystemExit):
        call_command("periksa_integritas", "surat.arsip")
    assert f"ARSIP_RUSAK {surat.nomor}" in capsys.readouterr().out


def test_integrity_check_says_that_the_archive_is_down_and_does_not_call_letters_lost(meja, mati):
    alur.siapkan(meja)
    with mati():
        assert [t.kode for t in pemeriksaan.terbit_ada_dan_sah()] == ["ARSIP_TUTUP"]
    assert list(pemeriksaan.terbit_ada_dan_sah()) == []


def test_freezing_while_the_server_is_down_keeps_the_number_for_the_next_try(meja, mati):
    with mati(), pytest.raises(arsip.ArsipTutup, match="Nomor surat tetap; coba lagi"):
        alur.siapkan(meja)
    tertunda = Surat.objects.get()
    assert (tertunda.status, tertunda.sha_beku) == (StatusSurat.DINOMORI, "")
    surat = alur.siapkan(meja)
    assert (surat.pk, surat.nomor, surat.status) == (tertunda.pk, tertunda.nomor, StatusSurat.BEKU)


def test_officer_reads_the_sentence_at_the_desk(client, meja, mati):
    client.force_login(meja.desa.kepala_desa, backend="django.contrib.auth.backends.ModelBackend")
    alamat = {nama: reverse(f"surat:{nama}", kwargs={"permohonan": meja.p.pk}) for nama in ("siapkan", "pratinjau")}
    with mati():
        jawab = client.post(alamat["siapkan"], follow=True)
        assert (jawab.status_code, "Tempat penyimpanan surat sedang terganggu" in jawab.content.decode()) == (200, True)
    client.post(alamat["siapkan"])
    with mati():
        jawab = client.get(alamat["pratinjau"])
        assert (jawab.status_code, jawab.headers["Retry-After"]) == (503, "120")
        assert "Berkas belum bisa dibuka" in jawab.content.decode()
    assert client.get(alamat["pratinjau"]).status_code == 200


def test_signing_while_the_server_is_down_signs_nothing_and_does_not_count_as_a_wrong_passphrase(meja, mati):
    nomor = alur.siapkan(meja).nomor
    with mati():
        for _ in range(6):
            with pytest.raises(arsip.ArsipTutup):
                alur.tandatangani(meja)
    assert (TandaTangan.objects.get().status, KunciPejabat.objects.get(pengguna=meja.desa.kepala_desa).gagal) == (
        TandaTangan.Status.TIDAK_PASTI,
        0,
    )
    surat = alur.tandatangani(meja)
    assert (surat.nomor, surat.status) == (nomor, StatusSurat.TERBIT)


def test_recovery_waits_for_the_archive_and_then_adopts_the_stored_signature(meja, mati, senin, monkeypatch):  # noqa: F811
    alur.siapkan(meja)

    def padam(*_a, **_k):
        raise KeyboardInterrupt

    with monkeypatch.context() as m:
        m.setattr("core.surat.verba_ttd.sahkan_blok", padam)
        with pytest.raises(KeyboardInterrupt):
            alur.tandatangani(meja)
    senin.shift(3600)
    with mati():
        assert verba.pulihkan() == {"ditunda": 1}
    assert verba.pulihkan() == {"diadopsi": 1}
    assert Surat.objects.get().status == StatusSurat.TERBIT


def test_sweeper_walks_the_bucket_and_takes_only_what_no_letter_names(meja, gudang, senin):  # noqa: F811
    surat = alur.terbit(meja)
    yatim = arsip.simpan(b"%PDF-yatim")
    assert set(arsip.semua()) == {f"pdf/{s[:2]}/{s}.pdf" for s in (surat.sha_beku, surat.sha_kini, yatim)}
    kini = waktu_nyata().replace(tzinfo=UTC)
    senin.move_to(kini)
    assert verba.sapu_yatim() == 0
    senin.move_to(kini + timedelta(hours=25))
    assert verba.sapu_yatim() == 1
    assert (arsip.ada(yatim), arsip.ada(surat.sha_kini), arsip.ada(surat.sha_beku)) == (False, True, True)


# --- Health -----------------------------------------------------------------------------------------------------------


def test_health_page_writes_to_the_bucket_and_says_when_it_cannot(gudang, mati):
    assert sehat.periksa()["berkas"] == {"sehat": True}
    assert kunci_ember(gudang, "") == []
    with mati():
        rusak = sehat.periksa()
    assert rusak["berkas"] == {"sehat": False, "galat": "EndpointConnectionError"}
    assert rusak["sehat"] is False
