"""The list of pages makes itself, and notices what it lacks."""

from types import SimpleNamespace

from django.http import HttpResponse
from django.urls import URLResolver, get_resolver, path
from django.urls.resolvers import RegexPattern

from core.akun.kebijakan import kebijakan
from tests.themes import halaman
from tests.themes.halaman import Jelajah, kunci, rute, terlewat


@kebijakan("publik")
def lupa(request):
    return HttpResponse("<h1>x</h1>")


def dengan(*pola):
    return URLResolver(RegexPattern(r"^/"), [*get_resolver().url_patterns, *pola])


def test_a_public_page_that_the_walk_does_not_reach_fails():
    semua = list(rute(["publik"], dengan(path("lupa/<int:n>/", lupa))))
    jelajah = Jelajah(halaman={jalur: [jalur] for jalur, _ in rute(["publik"])})

    assert terlewat(jelajah, semua) == ["lupa/<int:n>/"]


def test_every_reason_to_leave_out_still_has_a_route():
    semua = [jalur for jalur, _ in rute(["publik"])]

    assert [awal for awal in halaman.TANPA if not any(j.startswith(awal) for j in semua)] == []


def test_pages_are_told_apart_by_route_and_place():
    assert kunci("/lacak/") == "lacak/"
    assert (kunci("/"), kunci("/bantuan/"), kunci("/layanan/surat-x/")) == ("/", "/bantuan", "/layanan/*")


class Situs:
    """A little site of three pages; remembers what was asked."""

    ISI = {"/": '<a href="/lacak/">a</a><a href="/cek/?x=1&amp;y=2">b</a>', "/lacak/": '<a href="https://luar/">'}

    def __init__(self):
        self.ditanya = []

    def get(self, alamat, max_redirects):
        jalur = alamat.removeprefix("http://s")
        self.ditanya.append(jalur)
        isi = self.ISI.get(jalur)
        kepala = {"content-type": "text/html" if isi else "text/csv"}
        return SimpleNamespace(status=200, headers=kepala, text=lambda: isi)


def test_the_walk_follows_our_own_links_once_and_sorts_out_files():
    situs, jelajah = Situs(), Jelajah()
    jelajah.jelajahi(situs, "http://s", ["/"], lambda _j: True)

    assert situs.ditanya == ["/", "/lacak/", "/cek/?x=1&y=2"]
    assert jelajah.alamat == ["/", "/lacak/"]
