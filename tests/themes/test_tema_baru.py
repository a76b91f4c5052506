"""A third theme: made by one command, whole, readable, and worn by a site without touching our code."""

import json
import shutil
import subprocess
import sys

import pytest
from django.core.management import CommandError, call_command

from core.wilayah.daerah import dari_map
from core.wilayah.muat import baris_wilayah
from themes import palet, profil
from themes.baru import Pesanan, TemaDitolak, buat
from themes.daftar import MAP_BAWAAN
from themes.kontras import kurang, rasio, token_tema
from themes.periksa import periksa

BLITAR = Pesanan("blitar", "BLITAR MELAYANI", "Layanan publik satu pintu", "#7a1f3d", "35.05")


@pytest.fixture
def rak(settings, tmp_path):
    """The folder of further themes, with one for another kabupaten."""
    settings.TEMA_TAMBAHAN = tmp_path
    buat(BLITAR, tmp_path)
    yield tmp_path
    profil.muat.cache_clear()


def test_a_new_theme_passes_the_gate_as_it_stands(rak, capsys):
    call_command("tema", "baru", "dukcapil", "--aplikasi", "DUKCAPIL")
    call_command("tema", "periksa", "blitar")
    call_command("tema", "periksa", "dukcapil")

    assert "Lolos: dukcapil" in capsys.readouterr().out


def dengan(warna):
    """Tokens of a theme made from this colour."""
    return token_tema(profil.folder("sidoarjo")) | {f"warna-{n}": isi for n, isi in palet.palet(warna).items()}


POKOK = ["000000", "ffffff", "ff0000", "00ff00", "0000ff", "ffff00", "00ffff", "ff00ff", "808080"]


@pytest.mark.parametrize(
    "warna", [f"#{x}" for x in POKOK] + [palet.Rona(derajat / 360, 0.7).pada(3) for derajat in range(0, 360, 15)]
)
def test_any_colour_becomes_a_palette_with_enough_contrast(warna):
    assert kurang(dengan(warna)) == []


def test_the_button_is_never_red_and_never_the_header():
    merah = palet.palet("#c00000")

    assert rasio(merah["tombol"], "#ffffff") > 7
    assert palet.rona(merah["tombol"]).h == pytest.approx(palet.RONA_TOMBOL, abs=0.02)


def test_a_palette_of_one_lightness_is_noticed(monkeypatch):
    monkeypatch.setattr(palet.Rona, "pada", lambda self, kontras: "#777777")

    assert kurang(dengan("#123456"))


def test_a_theme_of_another_kabupaten_brings_its_facts_and_regions(rak):
    daerah = dari_map(rak)["blitar"]
    baris = baris_wilayah(daerah)

    assert (daerah.kabupaten, daerah.provinsi, daerah.awalan_nomor) == ("Kabupaten Blitar", "Jawa Timur", "BLI")
    assert ("35.05.01", "Wonodadi") in {(b["kode"], b["nama"]) for b in baris}
    assert sum(b["tingkat"] == "kecamatan" for b in baris) == 22


def test_an_installation_of_that_kabupaten_starts_without_touching_our_code(rak, tmp_path_factory):
    env = {"DAERAH": "blitar", "TEMA_TAMBAHAN": str(rak), "SECRET_KEY": "x" * 50, "PATH": "/usr/bin:/bin"}
    program = (
        "import django; django.setup()\n"
        "from core.wilayah.daerah import daerah_aktif\n"
        "from themes import profil\n"
        "from django.template.loader import render_to_string\n"
        "print(daerah_aktif().kabupaten, profil.aktif().aplikasi, sep='|')\n"
        "print(render_to_string('500.html', {'daerah': profil.aktif()}))\n"
    )
    env |= {"DJANGO_SETTINGS_MODULE": "sipraja.settings", "DEBUG": "1", "VAR": str(tmp_path_factory.mktemp("var"))}
    hasil = subprocess.run(
        [sys.executable, "-c", program], cwd=MAP_BAWAAN.parent, env=env, capture_output=True, text=True, check=True
    ).stdout

    assert hasil.startswith("Kabupaten Blitar|BLITAR MELAYANI\n")
    assert 'data-tema="blitar"' in hasil
    assert "/static/tema/blitar/tema.css" in hasil


def test_an_unknown_kabupaten_stops_the_start(tmp_path):
    env = {"DAERAH": "atlantis", "SECRET_KEY": "x", "PATH": "/usr/bin:/bin"}
    hasil = subprocess.run(
        [sys.executable, "-c", "import sipraja.settings"],
        cwd=MAP_BAWAAN.parent,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )

    assert hasil.returncode != 0
    assert "DAERAH=atlantis belum dikenal" in hasil.stderr


@pytest.mark.parametrize(
    ("pesanan", "kata"),
    [
        (Pesanan("Blitar!", "X", "X", "#123456"), "huruf kecil"),
        (Pesanan("ada", "X", "X", "#123456"), "sudah ada"),
        (Pesanan("x-baru", "X", "X", "biru"), "tidak terbaca"),
        (Pesanan("x-baru", "X", "X", "#123456", "99.99"), "Kemendagri"),
    ],
)
def test_an_order_that_cannot_be_filled_says_why(tmp_path, pesanan, kata):
    (tmp_path / "ada").mkdir()
    with pytest.raises(TemaDitolak, match=kata):
        buat(pesanan, tmp_path)


def _ganti(berkas, lama, baru):
    berkas.write_text(berkas.read_text(encoding="utf-8").replace(lama, baru), encoding="utf-8")


RUSAK = {
    "pale": (
        lambda t: _ganti(t / "tema.css", "--warna-tombol:", "--warna-tombol: #dddddd; --x:"),
        "tombol-teks pada tombol",
    ),
    "missing": (lambda t: (t / "ikon-192.png").unlink(), "tidak ada berkas ikon-192.png"),
    "icon": (lambda t: shutil.copy(t / "ikon-192.png", t / "ikon-512.png"), "bukan PNG 512"),
    "script": (lambda t: _ganti(t / "motif.svg", "</svg>", "<script>x</script></svg>"), "memuat <script"),
    "handler": (lambda t: _ganti(t / "tepi.svg", "<path", "<path onload=x()"), "memuat onload="),
    "home": (lambda t: _ganti(t / "tema.css", "url(motif.svg)", "url(https://x.example/a.png)"), "memuat url(https:"),
    "dense": (lambda t: _ganti(t / "motif.svg", ".13", ".6"), "paling pekat"),
    "large": (lambda t: (t / "ilustrasi.svg").write_text("<svg>" + " " * 9000), "paling besar 8192"),
    "round": (lambda t: _ganti(t / "tema.css", "20px", "90px"), "seharusnya 4 sampai 28"),
    "manifest": (lambda t: _ganti(t / "aplikasi.webmanifest", '"maskable"', '"any"'), "ikon ikon-maskable-512.png"),
    "words": (lambda t: _ganti(t.parents[1] / "teks.toml", "sambutan =", "sambuttan ="), "sambuttan"),
}


@pytest.mark.parametrize("cacat", RUSAK)
def test_the_gate_sees_each_fault(rak, cacat):
    rusak, kata = RUSAK[cacat]
    rusak(rak / "blitar" / "static" / "tema")

    with pytest.raises(CommandError, match=kata.replace("(", r"\(")):
        call_command("tema", "periksa", "blitar")


def test_the_manifest_of_a_new_theme_can_be_installed(rak):
    isi = json.loads((rak / "blitar/static/tema/aplikasi.webmanifest").read_text())

    assert periksa("blitar") == []
    assert {i["purpose"] for i in isi["icons"]} == {"any", "maskable"}
    assert isi["theme_color"] == profil.folder("blitar").joinpath("daerah.toml").read_text().split('warna = "')[1][:7]
