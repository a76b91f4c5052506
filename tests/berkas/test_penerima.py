"""Large uploads: counted, not kept; and the rest of the form survives."""

from __future__ import annotations

import pytest
from django.core.exceptions import TooManyFilesSent
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.test import RequestFactory

from core.berkas import batas
from core.berkas.penerima import BerkasTerbuang, PenjagaUkuran
from core.berkas.verba import BerkasDitolak, simpan_unggahan
from tests.berkas import bahan

MB = 1024 * 1024


def kirim(isi, penjaga=True):
    """A form with a text field behind the file, read by the same handlers as in production."""
    permintaan = RequestFactory().post("/", {"foto": bahan.unggahan(isi), "zz_nama": "Siti"})
    permintaan.upload_handlers = [
        *([PenjagaUkuran(permintaan)] if penjaga else []),
        TemporaryFileUploadHandler(permintaan),
    ]
    return permintaan


def test_a_file_of_14_mb_is_told_both_sizes_and_the_text_beside_it_survives(db):
    permintaan = kirim(b"\xff\xd8\xff" + b"a" * (14 * MB - 3))
    with pytest.raises(BerkasDitolak) as tolak:
        simpan_unggahan(unggahan=permintaan.FILES["foto"], pemilik=None)
    assert tolak.value.pesan == "Berkas ini 14 MB. Paling besar 10 MB. Coba foto ulang dari HP."
    assert permintaan.POST["zz_nama"] == "Siti"


def test_a_large_file_never_reaches_the_disk():
    terbuang = kirim(b"a" * (30 * MB)).FILES["foto"]
    assert (type(terbuang), terbuang.size, terbuang.read()) == (BerkasTerbuang, 30 * MB, b"")


def test_without_the_guard_it_would_lie_on_the_disk():
    tersimpan = kirim(b"a" * (30 * MB), penjaga=False).FILES["foto"]
    assert (type(tersimpan), len(tersimpan.read())) == (TemporaryUploadedFile, 30 * MB)


def test_a_file_of_just_the_limit_passes_the_guard():
    assert len(kirim(b"a" * batas.UKURAN_MAKS).FILES["foto"].read()) == batas.UKURAN_MAKS


def test_one_byte_more_is_called_11_mb(db):
    with pytest.raises(BerkasDitolak, match="Berkas ini 11 MB"):
        simpan_unggahan(unggahan=kirim(b"a" * (batas.UKURAN_MAKS + 1)).FILES["foto"], pemilik=None)


def test_two_files_are_counted_each_for_itself():
    permintaan = RequestFactory().post("/", {"a": bahan.unggahan(b"a" * (12 * MB)), "b": bahan.unggahan(b"b" * 100)})
    permintaan.upload_handlers = [PenjagaUkuran(permintaan), TemporaryFileUploadHandler(permintaan)]
    assert (permintaan.FILES["a"].size, permintaan.FILES["b"].read()) == (12 * MB, b"b" * 100)


def test_the_guard_stands_first_in_the_settings(settings):
    assert settings.FILE_UPLOAD_HANDLERS[0] == "core.berkas.penerima.PenjagaUkuran"


def banyak(jumlah):
    """A page of file boxes that were all filled before the button was pressed."""
    return RequestFactory().post("/", {f"k{i}": bahan.unggahan(b"isi") for i in range(jumlah)})


def test_a_long_page_of_papers_may_be_sent_at_once():
    assert len(banyak(40).FILES) == 40


def test_with_a_limit_of_ten_the_whole_page_would_be_refused(settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FILES = 10
    with pytest.raises(TooManyFilesSent):
        len(banyak(11).FILES)
