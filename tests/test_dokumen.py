"""Documentation cannot rot: its examples load, its tables are complete, its commands exist."""

import json
import re
import tomllib
from pathlib import Path

import pytest
from django.core.management import get_commands

from core.layanan import spesifikasi
from core.layanan.bagian import urai_bagian
from core.layanan.deklarasi import TIPE_KOLOM, NaskahSurat, Tahap
from core.layanan.management.commands.layanan import semua as semua_tindakan
from core.layanan.register import Registri
from core.layanan.syarat import OPERATOR, baca_syarat
from core.surat.bersih import periksa_naskah
from core.surat.mesin import mesin
from tests.surat import bahan

AKAR = Path(__file__).resolve().parents[1]
PENULIS = AKAR / "docs/panduan/penulis-layanan.md"


def blok(bahasa):
    """Code blocks of a language in the authors' guide, in order."""
    return re.findall(rf"```{bahasa}\n(.*?)```", PENULIS.read_text(), re.DOTALL)


@pytest.fixture
def folder(tmp_path):
    """The example of the guide, as an author would save it."""
    satu = tmp_path / "tipe_a" / "surat_keterangan_belum_menikah"
    satu.mkdir(parents=True)
    (satu / "layanan.toml").write_text(blok("toml")[0])
    (satu / "surat.typ").write_text(blok("typst")[0])
    (satu / "plugin.py").write_text(blok("python")[0])
    return satu


def test_the_example_of_the_guide_loads(folder):
    registri = Registri.dari([folder.parents[1]], ketat=True)
    (layanan,) = registri.semua()
    assert layanan.kode == "surat-keterangan-belum-menikah"
    assert registri.plugin_untuk(layanan.kode) == [layanan.kode]
    periksa_naskah(layanan.naskah)


def test_a_mistake_in_the_example_would_be_found(folder):
    """Twin: the loader does read the guide's text."""
    (folder / "layanan.toml").write_text(blok("toml")[0].replace('tipe  = "teks"', 'tipe  = "tulisan"'))
    assert Registri.dari([folder.parents[1]]).karantina != []


def test_the_example_letter_prints(folder):
    data = bahan.data(perusahaan="CV Maju", penjelasan=None)
    data["pemohon"] |= {"jenis_kelamin": "Perempuan", "pekerjaan": "Buruh"}
    pdf = mesin().cetak((folder / "surat.typ").read_text(), data)
    assert pdf.startswith(b"%PDF")


def test_every_condition_shown_can_be_read():
    for baris in blok("toml")[1].strip().splitlines():
        baca_syarat(tomllib.loads(baris)["jika"])


def test_the_shared_section_shown_is_read_as_two_steps():
    data, _asal = urai_bagian(tomllib.loads(blok("toml")[2]))
    assert [satu["judul"] for satu in data["langkah"]] == ["Data ayah Anda", "Data ibu Anda"]
    assert [satu["kolom"][0]["nama"] for satu in data["langkah"]] == ["ayah_nama", "ibu_nama"]


def test_the_letter_section_shown_fits_the_contract():
    NaskahSurat.model_validate_json(json.dumps(tomllib.loads(blok("toml")[3])["surat"]))


def test_every_tool_of_letters_in_the_table_exists():
    ada = set(re.findall(r"^#let ([a-z_]+)", (AKAR / "core/surat/naskah/naskah.typ").read_text(), re.M))
    tabel = PENULIS.read_text().split("| alat | mencetak |")[1].split("\n\n")[0]
    disebut = {n for sel in re.findall(r"^\| (.*?) \|", tabel, re.M) for n in re.findall(r"`([a-z_]+)", sel)}
    assert disebut
    assert disebut - ada == set()


def test_every_action_of_the_command_is_in_the_guide():
    bagian = PENULIS.read_text().split("## Perintah")[1].split("## Contoh lengkap")[0]
    disebut = set(re.findall(r"layanan ([a-z]+)", bagian)) | set(re.findall(r", `([a-z]+) ", bagian))
    assert set(semua_tindakan()) - disebut == set()


def test_the_table_of_fields_names_each_type_once():
    bagian = PENULIS.read_text().split("## Kolom")[1].split("## Syarat")[0]
    assert tuple(re.findall(r"^\| `([a-z_]+)` \|", bagian, re.M)) == TIPE_KOLOM


def test_the_table_of_hooks_names_each_hook_once():
    kait = [nama for nama, isi in vars(spesifikasi).items() if hasattr(isi, f"{spesifikasi.PROYEK}_spec")]
    bagian = PENULIS.read_text().split("| kait |")[1]
    assert re.findall(r"^\| `([a-z_]+)` \|", bagian, re.M) == kait


def test_actions_and_operators_are_the_real_ones():
    teks = PENULIS.read_text()
    assert set(Tahap.model_fields["aksi"].annotation.__args__) == set(
        re.findall(r"`([a-z_]+)`", re.search(r"`aksi`: (.*?)\. ", teks)[1])
    )
    assert tuple(re.findall(r"`([^`]+)`", re.search(r"Operator: (.*?)\.\s", teks)[1])) == OPERATOR


def perintah(berkas):
    return {f"{p.name}: {nama}" for p in berkas for nama in re.findall(r"manage\.py ([a-z_]+)", p.read_text())}


def dokumen():
    return [*AKAR.glob("*.md"), *(AKAR / "docs").rglob("*.md")]


def test_every_command_the_documents_name_exists():
    dikenal = get_commands()
    assert {satu for satu in perintah(dokumen()) if satu.split(": ")[1] not in dikenal} == set()


def test_an_invented_command_would_be_found(tmp_path):
    """Twin."""
    (tmp_path / "a.md").write_text("Jalankan `manage.py terbangkan`.")
    assert perintah([tmp_path / "a.md"]) == {"a.md: terbangkan"}


def test_every_link_inside_the_documents_leads_somewhere():
    mati = []
    for satu in dokumen():
        for tujuan in re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", satu.read_text()):
            if not (satu.parent / tujuan).exists():
                mati.append(f"{satu.relative_to(AKAR)}: {tujuan}")
    assert mati == []
