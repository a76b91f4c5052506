"""The tutorial is followed to the letter: each block of it is a command that is run, an edit that is made, or an answer
that must come. Whoever changes a command, the scaffold or the kit finds out here that the tutorial has gone wrong."""

from __future__ import annotations

import io
import re
import shlex
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from pypdf import PdfReader

from core.layanan import register
from core.layanan.kesesuaian import baca_contoh
from core.layanan.management.commands.layanan import Command
from core.layanan.register import Registri
from core.surat.contoh import data_contoh
from core.surat.mesin import mesin
from tests import pabrik

TUTORIAL = Path(__file__).resolve().parents[1] / "docs/tutorial/layanan-pertama.md"
FOLDER = Path("plugins/tipe_a/surat_keterangan_belum_menikah")
BLOK = re.compile(r"(?:<!-- uji: ([a-z]+)([^>]*?) -->\n)?```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
HANYA_DIURAI = {"pratinjau"}  # runs until Ctrl-C; tests/pratinjau starts it for real


class TutorialSalah(AssertionError):
    """A block that does not do what the tutorial says."""


@dataclass(frozen=True)
class Blok:
    """One fenced block: what the test does with it, the rest of the marker, and the text."""

    uji: str
    sisa: str
    isi: str


def baca(teks: str) -> list[Blok]:
    return [Blok(uji, sisa.strip(" ,"), isi) for uji, sisa, _bahasa, isi in BLOK.findall(teks)]


@dataclass
class Pembaca:
    """Somebody who follows the tutorial, in the folder where he stands."""

    layar: str = ""
    dicari: tuple[Path, str] | None = None

    def ikuti(self, semua: list[Blok]) -> None:
        for blok in semua:
            getattr(self, f"_{blok.uji or 'tanpa'}")(blok)

    def _tanpa(self, blok: Blok) -> None:
        raise TutorialSalah(f"blok tanpa tanda uji: {blok.isi}")

    def _lewati(self, blok: Blok) -> None:
        if not blok.sisa:
            raise TutorialSalah("blok yang dilewati harus menyebut alasannya")

    def _jalankan(self, blok: Blok) -> None:
        self.layar = ""
        for baris in blok.isi.splitlines():
            self._perintah(shlex.split(baris))

    def _perintah(self, kata: list[str]) -> None:
        if kata[:3] != ["python", "manage.py", "layanan"]:
            raise TutorialSalah(f"perintah yang tidak dikenal uji: {kata}")
        if kata[3] in HANYA_DIURAI:
            Command().create_parser("manage.py", "layanan").parse_args(kata[3:])
            return
        keluar = io.StringIO()
        try:
            call_command(*kata[2:], stdout=keluar, no_color=True)
        except CommandError as galat:
            raise TutorialSalah(f"{shlex.join(kata)}: {galat}\n{keluar.getvalue()}") from galat
        self.layar += keluar.getvalue()

    def _lihat(self, blok: Blok) -> None:
        for baris in blok.isi.splitlines():
            if baris not in self.layar:
                raise TutorialSalah(f"tidak tampak: {baris}\n{self.layar}")

    def _cari(self, blok: Blok) -> None:
        berkas = FOLDER / blok.sisa
        if berkas.read_text().count(blok.isi) != 1:
            raise TutorialSalah(f"{blok.sisa}: harus ada tepat sekali:\n{blok.isi}")
        self.dicari = (berkas, blok.isi)

    def _ganti(self, blok: Blok) -> None:
        if self.dicari is None:
            raise TutorialSalah("ganti tanpa cari")
        berkas, lama = self.dicari
        berkas.write_text(berkas.read_text().replace(lama, blok.isi))
        self.dicari = None

    def _tulis(self, blok: Blok) -> None:
        (FOLDER / blok.sisa).write_text(blok.isi)


@pytest.fixture
def meja(tmp_path, monkeypatch, settings, db):
    """An empty place to work in: its own plugins folder, its own registry, the regions in the database."""
    pabrik.daerah_kecil()
    settings.PLUGIN_BAWAAN, settings.LAYANAN_KETAT = tmp_path / "plugins", False
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(register, "_proses", register._Proses())
    # Each command of the tutorial is a process of its own and reads the folder anew.
    monkeypatch.setattr("core.layanan.perintah.kunci.registri", register.muat_ulang)
    return tmp_path


def test_following_the_tutorial_gives_a_service_that_passes_and_a_letter_with_the_new_answer(meja):
    Pembaca().ikuti(baca(TUTORIAL.read_text()))
    (layanan,) = Registri.dari([meja / "plugins"], ketat=True).semua()
    assert [tahap.peran for tahap in layanan.rute] == ["operator_desa", "sekretaris_desa", "kepala_desa"]
    contoh = baca_contoh(meja / FOLDER)["sah_menikah"]
    pdf = mesin().cetak(layanan.naskah, data_contoh(layanan, contoh))
    isi = " ".join(" ".join(satu.extract_text().split()) for satu in PdfReader(io.BytesIO(pdf)).pages)
    assert "belum pernah menikah" in isi
    assert "mendaftar nikah di KUA Waru dengan Budi Rekaan" in isi


SALAH = {
    "an answer that the service does not know": ('"keperluan": "Menikah"', '"keperluan": "Nikah"'),
    "a line that is not in the scaffold": ('opsi  = ["Sekolah", "Lain-lain"]', 'opsi  = ["Sekolah", "Lainnya"]'),
    "a kind of question that does not exist": ('tipe  = "teks"\njika  = { keperluan = "Menikah" }', 'tipe = "tulisan"'),
    "a letter that asks for what nobody was asked": ("[ dengan\n#isian.calon_nama]", "[ dengan\n#isian.calon]"),
    "an option that the command does not have": ("--tulis-ulang", "--ulangi"),
    "an answer of the command that does not come": ("belum-menikah: lulus", "belum-menikah: lulus sekali"),
    "a block that nobody follows": ("<!-- uji: ganti -->\n", ""),
}


@pytest.mark.parametrize("nama", SALAH)
def test_a_wrong_block_is_found(meja, nama):
    """Twins."""
    lama, baru = SALAH[nama]
    teks = TUTORIAL.read_text()
    assert lama in teks
    with pytest.raises((TutorialSalah, CommandError)):
        Pembaca().ikuti(baca(teks.replace(lama, baru)))


def test_every_fence_of_the_tutorial_is_a_block():
    assert TUTORIAL.read_text().count("\n```") == 2 * len(baca(TUTORIAL.read_text()))
