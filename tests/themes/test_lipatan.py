"""Templates are folded for one language and one theme, and say the same as before."""

from __future__ import annotations

import pytest
from django.template import Context, Template, engines
from django.utils import translation

from tests.cms.conftest import map_layanan, situs  # noqa: F401 -- fixtures
from themes import lipatan, pemuat, profil

pytestmark = pytest.mark.satu_basis


def terlipat(sumber: str) -> Template:
    templat = Template(sumber)
    lipatan.lipat(templat)
    return templat


@pytest.mark.parametrize(
    ("sumber", "simpul"),
    [
        ('<b>{% trans "Beranda" %}</b>{% ikon "jam" %}{% static "gaya.css" %}{% tema "tema.css" %}', 1),
        ("{% load i18n %}a{% comment %}x{% endcomment %}b", 1),
        ('{% if a %}{% trans "Beranda" %} {% trans "Layanan" %}{% else %}{% ikon "cari" "i i--s" %}{% endif %}', 1),
        ('{% for x in b %}{% trans "Layanan" %}{{ x }}{% empty %}{% trans "Belum ada." %}{% endfor %}', 1),
        ('{% blocktrans with kab=a %}Situs resmi Pemkab {{ kab }}{% endblocktrans %}|{{ a }}', 3),
        ('{% blocktrans %}Situs resmi Pemkab {{ kab }}{% endblocktrans %}{{ kab }}', 2),
        ('{% trans "Beranda" as judul %}{{ judul }}', 2),
        ('{% blocktrans count n=c %}satu{% plural %}{{ n }} buah{% endblocktrans %}', 1),
        ('{% trans "100 % beres" %}{% trans a %}{{ _("Beranda") }}', 3),
        ('{% ikon a %}{% with z="<" %}{{ z }}{% trans "Cari" %}{% endwith %}', 2),
    ],
)  # fmt: skip
def test_a_folded_template_says_the_same(sumber, simpul):
    isi = {"a": "<Sidoarjo> & co", "b": [1, 2], "c": 2}
    with translation.override("en"):
        satu = terlipat(sumber)
        assert satu.render(Context(isi)) == Template(sumber).render(Context(isi))
        assert satu.render(Context({"c": 1})) == Template(sumber).render(Context({"c": 1}))
    assert len(satu.nodelist) == simpul


def test_words_inside_another_language_or_escaping_are_left_alone():
    sumber = '{% load i18n %}{% language "en" %}{% trans "Beranda" %}{% endlanguage %}{% trans "Beranda" %}'
    with translation.override("id"):
        assert terlipat(sumber).render(Context()) == "HomeBeranda"


@pytest.fixture
def pemuat_bersih():
    def kosongkan():
        for pemuat_ in engines["django"].engine.template_loaders:
            pemuat_.reset()

    kosongkan()
    yield kosongkan
    kosongkan()


def kaki(bahasa: str, tema: str = "sidoarjo") -> str:
    tanda = profil.pakai(profil.Identitas(tema))
    try:
        with translation.override(bahasa):
            return engines["django"].get_template("dasar.html").render({"daerah": profil.aktif()})
    finally:
        profil.lepas(tanda)


def test_each_language_and_each_theme_has_its_own_folded_template(pemuat_bersih):
    for _kali in range(2):
        assert ("Langsung ke isi" in kaki("id"), "Langsung ke isi" in kaki("en")) == (True, False)
        assert ("tema/sidoarjo/" in kaki("id"), "tema/sidoarjo/" in kaki("id", "trenggalek")) == (True, False)


def test_with_one_template_for_both_languages_the_second_reader_would_get_the_words_of_the_first(
    pemuat_bersih, monkeypatch
):
    """The twin: it is the loader's key that keeps them apart."""
    monkeypatch.setattr(pemuat.Tersimpan, "cache_key", lambda _s, nama, _skip=None: nama)
    assert "Langsung ke isi" in kaki("id")
    assert "Langsung ke isi" in kaki("en")


@pytest.mark.django_db
def test_folded_pages_are_the_same_to_the_letter(situs, client, pemuat_bersih, monkeypatch):  # noqa: F811
    def isi():
        pemuat_bersih()
        for alamat in ("/", "/layanan/", "/layanan/surat-miskin/", "/bantuan/", "/cari/?q=miskin", "/akun/masuk/"):
            for client.cookies["django_language"] in ("id", "en"):
                yield [b for b in client.get(alamat).content.splitlines() if b"csrfmiddlewaretoken" not in b]

    dilipat = list(isi())
    monkeypatch.setattr(lipatan, "lipat", lambda _templat: None)
    assert list(isi()) == dilipat
    assert dilipat[0] != dilipat[1]


def test_templates_of_other_apps_stay_as_they_are(pemuat_bersih):
    satu = engines["django"].get_template("wagtailadmin/login.html").template
    assert not hasattr(satu, "terlipat")
    assert hasattr(engines["django"].get_template("dasar.html").template, "terlipat")
