"""The checker asks strangers' servers: none of them may reach into our network, fill our memory or hold us up."""

import asyncio
import resource
import time

import pytest

from layanan_links import alamat, jaringan
from layanan_links.aturan import Kode
from tests.layanan_links.armada import BOM, SEGERA, SETEMPAT, cari_di

# --- Which addresses are open -----------------------------------------------------------------------------------------

TERTUTUP = [
    "127.0.0.1", "127.8.9.1", "0.0.0.0", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254",
    "100.64.0.1", "100.100.100.200", "168.63.129.16", "192.0.0.192", "198.18.0.1", "192.0.2.1", "224.0.0.1",
    "240.0.0.1", "255.255.255.255", "192.88.99.1", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254",
    "fec0::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a00:1", "2002:7f00:1::",
    "2001:0:7f00:1::1", "2001:db8::1", "100::1", "bukan-ip", "",
]  # fmt: skip
TERBUKA = ["8.8.8.8", "103.28.12.1", "172.32.0.1", "100.128.0.1", "2404:6800:4003::1", "64:ff9b::808:808"]


@pytest.mark.parametrize("ip", TERTUTUP)
def test_an_address_inside_a_network_is_closed(ip):
    assert not alamat.boleh_dihubungi(ip)


@pytest.mark.parametrize("ip", [*TERBUKA, "::ffff:8.8.8.8"])
def test_an_address_of_the_internet_is_open(ip):
    assert alamat.boleh_dihubungi(ip)


def test_a_network_that_the_installation_names_is_open_and_no_other():
    assert [alamat.boleh_dihubungi(ip, SETEMPAT) for ip in ("127.0.0.1", "127.0.0.2", "10.0.0.1")] == [
        True,
        False,
        False,
    ]


@pytest.mark.parametrize(
    "teks",
    [
        "ftp://contoh.id/", "file:///etc/passwd", "gopher://contoh.id/", "javascript:alert(1)", "//contoh.id/",
        "contoh.id", "http://", "http://a:b@contoh.id/", "http://a@contoh.id/", "http://contoh.id:22/", "http://contoh.id:6379/",
        "http://contoh.id/\r\nX: y", "http://contoh.id\\@127.0.0.1/", "http://[::1", "http://contoh.id/" + "a" * 500,
    ],
)  # fmt: skip
def test_an_address_of_another_kind_is_refused(teks):
    with pytest.raises(alamat.AlamatSalah):
        alamat.periksa(teks)


@pytest.mark.parametrize("teks", ["http://contoh.id", "https://contoh.id/a?b=c#d", "https://contoh.id:443/"])
def test_a_plain_address_is_accepted(teks):
    assert alamat.periksa(teks).host == "contoh.id"


# --- What each kind of server is found to be --------------------------------------------------------------------------


def periksa(tujuan, batas):
    """One link; also how long it took."""

    async def jalan():
        async with jaringan.penjelajah(batas) as p:
            return await p.periksa(tujuan)

    return asyncio.run(jalan())


@pytest.mark.parametrize(
    ("jalur", "kode"),
    [
        ("/baik", Kode.BAIK), ("/skrip", Kode.BAIK), ("/gzip", Kode.BAIK), ("/slot-antrean", Kode.BAIK),
        ("/kosong", Kode.KOSONG), ("/parkir", Kode.PARKIR), ("/server-baru", Kode.PARKIR), ("/judi", Kode.DIAMBIL),
        ("/hilang", Kode.HILANG), ("/galat", Kode.GALAT), ("/larang", Kode.MENOLAK), ("/sampah", Kode.KACAU),
        ("/tanpa-tujuan", Kode.KACAU), ("/putar", Kode.PUTAR), ("/diam", Kode.LAMBAT), ("/tetes", Kode.LAMBAT),
        ("/kepala", Kode.KACAU), ("/tak-berujung", Kode.BAIK), ("/alih-berkas", Kode.DILARANG),
        ("/alih-kredensial", Kode.DILARANG),
    ],
)  # fmt: skip
def test_each_kind_of_answer_has_its_state(armada, jalur, kode):
    detik = 0.5 if kode == Kode.LAMBAT else 5.0  # a busy machine must not make an honest server slow
    assert periksa(armada.alamat(jalur), armada.batas(detik=detik)).kode == kode


@pytest.mark.parametrize(
    ("host", "kode"),
    [
        ("baik.uji", Kode.BAIK), ("segera.uji", Kode.BAIK), ("habis.uji", Kode.TLS_HABIS), ("salah.uji", Kode.TLS_NAMA),
        ("sendiri.uji", Kode.TLS_ASING),
    ],
)  # fmt: skip
def test_each_fault_of_a_certificate_has_its_state(armada, host, kode):
    assert periksa(armada.aman(host), armada.batas()).kode == kode


def test_the_last_day_of_a_certificate_is_known_also_behind_a_redirect(armada):
    langsung = periksa(armada.aman("segera.uji"), armada.batas())
    lewat = periksa(armada.alamat(f"/alih?ke={armada.aman('segera.uji')}"), armada.batas())
    assert (langsung.tls_sampai, lewat.tls_sampai) == (SEGERA, SEGERA)


def test_a_name_that_nobody_knows_and_a_closed_port_are_told_apart(armada):
    from tests.alat import port_bebas

    mati = port_bebas()
    batas = armada.batas(port=frozenset({armada.port, mati}))
    asli = armada.batas(cari=None)  # the machine's own look-up
    assert periksa(f"http://127.0.0.1:{mati}/", batas).kode == Kode.SAMBUNG
    assert periksa(armada.alamat(host="tidak-ada.invalid"), asli).kode == Kode.DNS


# --- Nothing gets in --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "tujuan",
    ["http://127.0.0.1:{p}/rahasia", "http://0x7f.1:{p}/rahasia", "http://2130706433:{p}/rahasia", "http://[::1]:{p}/x",
     "http://[::ffff:127.0.0.1]:{p}/rahasia", "http://localhost:{p}/rahasia", "http://dalam.uji:{p}/rahasia"],
)  # fmt: skip
def test_an_address_inside_is_not_asked_however_it_is_written(armada, tujuan):
    cari = cari_di({"dalam.uji": [["127.0.0.1"]]}) if "dalam" in tujuan else None
    temuan = periksa(tujuan.format(p=armada.port), armada.batas(jaringan=(), cari=cari))
    assert (temuan.kode, armada.diminta) == (Kode.DILARANG, [])


def luar_dan_dalam(armada, jawab):
    """Limits under which 127.0.0.1 stands for the internet and 127.0.0.2 for our own network."""
    return armada.batas(cari=cari_di(jawab))


def test_a_redirect_into_our_network_ends_at_the_gate(armada):
    ke = f"http://dalam.uji:{armada.port}/rahasia"
    temuan = periksa(armada.alamat(f"/alih?ke={ke}"), luar_dan_dalam(armada, {"dalam.uji": [["127.0.0.2"]]}))
    assert temuan.kode == Kode.DILARANG
    assert armada.jalur() == [f"/alih?ke={ke}"]


def test_the_same_redirect_is_followed_where_the_network_is_open(armada):
    ke = armada.alamat("/baik", "terbuka.uji")
    assert periksa(armada.alamat(f"/alih?ke={ke}"), luar_dan_dalam(armada, {})).kode == Kode.BAIK
    assert armada.jalur() == [f"/alih?ke={ke}", "/baik"]


def test_one_bad_address_among_good_ones_spoils_the_name(armada):
    batas = luar_dan_dalam(armada, {"campur.uji": [["127.0.0.1", "10.0.0.1"]]})
    assert (periksa(armada.alamat(host="campur.uji"), batas).kode, armada.diminta) == (Kode.DILARANG, [])


def test_a_name_that_changes_its_answer_is_asked_once_and_reached_where_it_was_checked(armada):
    batas = luar_dan_dalam(armada, {"ganti.uji": [["127.0.0.1"], ["127.0.0.2"]]})
    assert periksa(armada.alamat(host="ganti.uji"), batas).kode == Kode.BAIK
    assert batas.cari.ditanya == ["ganti.uji"]


def test_a_name_that_changes_its_answer_at_the_redirect_is_refused_there(armada):
    batas = luar_dan_dalam(armada, {"ganti.uji": [["127.0.0.1"], ["127.0.0.2"]]})
    ke = armada.alamat("/rahasia", "ganti.uji")
    assert periksa(armada.alamat(f"/alih?ke={ke}", "ganti.uji"), batas).kode == Kode.DILARANG
    assert "/rahasia" not in armada.jalur()


def test_the_gate_holds_even_when_the_look_up_lets_everything_through(armada, monkeypatch):
    """The last look is where the socket is made: without the first one nothing gets in either."""
    monkeypatch.setattr(jaringan._Pencari, "resolve", _tanpa_periksa)
    batas = luar_dan_dalam(armada, {"dalam.uji": [["127.0.0.2"]]})
    assert (periksa(armada.alamat(host="dalam.uji"), batas).kode, armada.diminta) == (Kode.DILARANG, [])


async def _tanpa_periksa(self, host, port=0, family=0):
    return [jaringan._hasil(host, satu, port) for satu in await self.cari(host, port)]


def test_without_the_gate_the_same_request_would_leave(armada, monkeypatch):
    monkeypatch.setattr(jaringan._Gerbang, "periksa", lambda self, ip: None)
    batas = luar_dan_dalam(armada, {"dalam.uji": [["127.0.0.1"]]})
    assert periksa(armada.alamat(host="dalam.uji"), batas).kode == Kode.BAIK


def test_environment_proxies_are_not_asked(armada, monkeypatch):
    for nama in ("http_proxy", "HTTP_PROXY", "all_proxy", "https_proxy"):
        monkeypatch.setenv(nama, f"http://127.0.0.1:{armada.port}/")
    periksa("http://luar.uji/", armada.batas(port=frozenset({80}), jaringan=()))
    assert armada.diminta == []


def test_no_cookie_and_no_credential_is_carried_and_the_checker_says_who_it_is(armada):
    periksa(armada.alamat("/alih?ke=/baik"), armada.batas())
    (_host, _jalur, pertama), (_h, _j, kedua) = armada.diminta
    assert {"cookie", "authorization", "referer"} & (pertama.keys() | kedua.keys()) == set()
    assert kedua["user-agent"] == "PeriksaTautan/1 (+https://uji.test/tautan/)"


# --- Nothing holds us up or fills us ----------------------------------------------------------------------------------


def test_of_an_endless_body_only_the_beginning_is_taken(armada):
    temuan = periksa(armada.alamat("/tak-berujung"), armada.batas(bita=20_000))
    assert (temuan.kode, temuan.judul) == (Kode.BAIK, "Panjang")
    assert armada.terkirim < 8_000_000  # what the kernel buffers on both sides; the server would send for ever


@pytest.mark.parametrize("jalur", ["/tetes", "/diam", "/kepala", "/putar"])
def test_a_server_that_plays_for_time_gets_no_more_than_its_share(armada, jalur):
    mulai = time.monotonic()
    periksa(armada.alamat(jalur), armada.batas(detik=0.4))
    assert time.monotonic() - mulai < 4


def test_a_bomb_does_not_unfold(armada):
    sebelum = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    temuan = periksa(armada.alamat("/bom"), armada.batas())
    tumbuh = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - sebelum
    assert len(BOM) < 1_000_000
    assert (temuan.kode, tumbuh < 30_000) == (Kode.BAIK, True)  # kilobytes; unfolded it would be 200 megabytes


def test_headers_without_end_are_cut_off(armada):
    periksa(armada.alamat("/kepala"), armada.batas(detik=5.0))
    assert armada.terkirim < 8_000_000


# --- Politely ---------------------------------------------------------------------------------------------------------


def banyak(tujuan, batas, selama=None):
    return asyncio.run(jaringan.periksa_banyak(dict(enumerate(tujuan)), batas, selama))


def test_a_host_is_never_asked_twice_at_a_time_and_has_a_pause_between(armada):
    armada.lambat = 0.02
    mulai = time.monotonic()
    banyak([armada.alamat(f"/baik?{n}", "satu.uji") for n in range(5)], armada.batas(jeda_host=0.05))
    assert armada.terbanyak["satu.uji"] == 1
    assert time.monotonic() - mulai >= 4 * 0.05 + 5 * 0.02


def test_different_hosts_are_asked_side_by_side(armada):
    armada.lambat = 0.3
    mulai = time.monotonic()
    banyak([armada.alamat(host=f"h{n}.uji") for n in range(10)], armada.batas())
    assert time.monotonic() - mulai < 2  # one after the other it would be 3


def test_three_hundred_links_take_seconds_and_no_host_is_pressed(armada):
    """The fleet answers after 100 ms; every tenth link redirects, every thirtieth says nothing at all."""
    armada.lambat = 0.1
    jalur = ["/diam" if n % 30 == 0 else "/alih?ke=/baik" if n % 10 == 0 else "/baik" for n in range(300)]
    tujuan = [armada.alamat(f"{satu}", f"h{n % 220}.uji") for n, satu in enumerate(jalur)]
    mulai = time.monotonic()
    temuan = banyak(tujuan, armada.batas(jeda_host=0.2, detik=2.5, detik_sambung=2.0))
    lama = time.monotonic() - mulai
    hidup = sum(satu.hidup for satu in temuan.values())
    assert (len(temuan), hidup, max(armada.terbanyak.values())) == (300, 290, 1)
    assert lama < 30


def test_what_is_not_finished_in_time_is_left_for_the_next_round(armada):
    temuan = banyak([armada.alamat(), armada.alamat("/diam", "diam.uji")], armada.batas(), selama=1.0)
    assert {nomor: satu.kode for nomor, satu in temuan.items()} == {0: Kode.BAIK}
