"""Public answers are compressed for who can read it, and only those."""

import gzip

import brotli
import pytest
from django.conf import settings
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from sipraja import padat
from sipraja.padat import Padat

ISI = "<p>Surat Keterangan Tidak Mampu</p>" * 100


def minta(terima="gzip, deflate, br", **kuki):
    satu = RequestFactory().get("/", headers={"accept-encoding": terima})
    satu.COOKIES.update(kuki)
    return satu


def jawab(isi=ISI, etag='"abc"', **kepala):
    return HttpResponse(isi, headers={**({"ETag": etag} if etag else {}), **kepala})


@pytest.mark.parametrize(
    ("terima", "sandi", "buka"),
    [
        ("gzip, br", "br", brotli.decompress),
        ("gzip", "gzip", gzip.decompress),
        ("br;q=0, gzip", "gzip", gzip.decompress),
    ],
)
def test_the_best_coding_that_the_reader_takes(terima, sandi, buka):
    hasil = Padat(lambda _r: jawab())(minta(terima))

    assert (hasil["Content-Encoding"], buka(hasil.content).decode()) == (sandi, ISI)
    assert (hasil["Vary"], hasil["ETag"]) == ("Accept-Encoding", 'W/"abc"')
    assert int(hasil["Content-Length"]) == len(hasil.content) < len(ISI) / 10


def test_who_takes_none_gets_it_plain_and_proxies_know_the_difference():
    hasil = Padat(lambda _r: jawab())(minta(""))

    assert (hasil.content.decode(), hasil["Vary"], hasil["ETag"]) == (ISI, "Accept-Encoding", '"abc"')
    assert not hasil.has_header("Content-Encoding")


@pytest.mark.parametrize(
    ("jawaban", "kuki"),
    [
        (jawab(etag=""), {}),
        (jawab("pendek"), {}),
        (jawab(**{"Content-Encoding": "br"}), {}),
        (HttpResponse(ISI, status=404, headers={"ETag": '"abc"'}), {}),
        (StreamingHttpResponse([ISI], headers={"ETag": '"abc"'}), {}),
        (jawab(), {settings.SESSION_COOKIE_NAME: "x"}),
    ],
)
def test_what_is_not_public_or_not_worth_it_stays_as_it_is(jawaban, kuki):
    sebelum = dict(jawaban.headers)

    assert Padat(lambda _r: jawaban)(minta(**kuki)).headers == sebelum


def test_a_page_is_compressed_once_and_the_memory_is_bounded(monkeypatch):
    kerja = []
    monkeypatch.setitem(padat.CARA, "br", lambda isi: kerja.append(1) or b"x")
    monkeypatch.setattr(padat, "LEMBAR", 2)
    tengah = Padat(lambda r: jawab(etag=r.path))
    for jalur in ("/a", "/a", "/b", "/c", "/a"):
        satu = minta()
        satu.path = jalur
        tengah(satu)

    assert (len(kerja), len(tengah._isi)) == (4, 2)


@pytest.mark.django_db
@pytest.mark.satu_basis
def test_a_real_page_comes_compressed_and_who_has_it_is_told_so(client, settings):
    settings.SIMPANAN_MEGA = 16
    pertama = client.get("/lacak/", headers={"accept-encoding": "br"})
    umum = client.get("/tautan/", headers={"accept-encoding": "br"})
    lagi = client.get("/tautan/", headers={"accept-encoding": "br", "if-none-match": umum["ETag"]})

    assert not pertama.has_header("Content-Encoding")  # not marked as the same for everybody
    assert (umum["Content-Encoding"], lagi.status_code) == ("br", 304)
