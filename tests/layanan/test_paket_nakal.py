"""Packages made to do harm: each is stopped in bounded time and memory, named in a sentence, and harms nobody.

What is refused while unpacking (paths, bombs, links, encodings) stands in test_paket_zip.py; here is what only an
examination in the cage brings to light, and what an installed package may try.
"""

import contextlib
import json
import os
import resource
import socket
import subprocess
import time
from pathlib import Path

import pytest

from core.layanan.paket_zip import PaketDitolak, bungkus_paket
from core.layanan.pola import keluhan_pola
from core.surat import paket_periksa
from core.surat.paket_anak import periksa_mentah
from core.surat.paket_periksa import periksa_paket
from tests.layanan.bahan_paket import folder_paket
from tests.layanan.test_paket_zip import arsip, keluhan

# The cage has its own copy of the regions whatever the database; test_paket_proses.py shows that on PostgreSQL.
pytestmark = [pytest.mark.django_db, pytest.mark.satu_basis]
DETIK = 45.0  # of one examination on a busy machine; DETIK_DINDING of the product is 60
KAWAT = 3_000_000  # kilobytes that all children together may have had at their peak


@pytest.fixture(autouse=True)
def terbatas(kecil):
    """Time and memory of every examination here are bounded, and no child is left over."""
    mulai = time.monotonic()
    yield
    assert time.monotonic() - mulai < DETIK
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < KAWAT


def _masih_hidup(tanda: str) -> bool:
    """Whether a process with this word in its command line is there."""
    for berkas in Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):
            if tanda in berkas.read_text():
                return True
    return False


@pytest.fixture
def folder(tmp_path):
    return folder_paket(tmp_path)


def ubah(folder, nama, fungsi):
    berkas = folder / nama
    berkas.write_text(fungsi(berkas.read_text()))


def periksa(folder):
    return periksa_paket(bungkus_paket(folder))


def satu_kalimat(hasil, kata):
    """The findings hold a sentence with this word, and the package cannot be approved."""
    assert hasil.gagal
    assert any(kata in kalimat for kalimat in hasil.kalimat()), hasil.kalimat()


def test_a_good_package_passes_with_its_letter(folder):
    """The twin of all others."""
    hasil = periksa(folder)
    assert hasil.gagal == []
    assert hasil.pratinjau.startswith(b"%PDF")
    assert hasil.layanan.kode == "surat-keterangan-nelayan"


def test_without_bubblewrap_the_limits_stand_alone_and_still_hold(folder, monkeypatch):
    monkeypatch.setattr(paket_periksa, "modus_kurungan", lambda: "rlimit")
    assert "bwrap" not in paket_periksa._perintah(folder, {})[0]
    ubah(folder, "surat.typ", lambda teks: f'{teks}\n#read("/etc/passwd")\n')
    satu_kalimat(periksa(folder), "surat.typ baris")


NASKAH = {
    "perulangan tanpa akhir": ("#{ let i = 0\nwhile i >= 0 { i += 1 } }", "surat.typ"),
    "perulangan lama": ("#for a in range(40000) { for b in range(40000) { if a * b < 0 [x] } }", "terlalu berat"),
    "surat dua gigabyte": ('#let s = "x" * 1000000\n#for i in range(100000) { s += s\n[#s] }', "surat.typ"),
    "kertas raksasa": ("#set page(width: 90000pt, height: 90000pt)\nx", "surat.typ"),
    "membaca berkas": ('#read("/etc/passwd")', "read"),
    "paket dari jaringan": ('#import "@preview/cetz:0.2.2"', "import"),
    "gambar berkas": ('#image("/etc/passwd")', "surat.typ"),
}


@pytest.mark.parametrize("cara", NASKAH)
def test_a_letter_body_that_does_harm_is_stopped_and_named(folder, cara):
    naskah, kata = NASKAH[cara]
    ubah(folder, "surat.typ", lambda teks: f"{teks}\n{naskah}\n")
    hasil = periksa(folder)
    satu_kalimat(hasil, kata)
    assert hasil.pratinjau is None
    assert "root:" not in json.dumps(hasil.temuan)


POLA = ["^(a|a)*$", "(a|b|ab)*c", "(.*a){25}", "(x+x+)+y", "a*a*a*a*a*b", r"(a)\1*", "(?=a*b)a"]


@pytest.mark.parametrize("pola", POLA)
def test_a_pattern_that_would_keep_the_server_busy_is_refused(pola):
    mulai = time.monotonic()
    assert keluhan_pola(pola, "a" * 30)
    assert time.monotonic() - mulai < 5


@pytest.mark.parametrize(
    "pola", [r"^[0-9]{10,16}$", r"([0-9]{2}[. ]?){3}", r"^[A-Z]{1,2} [0-9]+ [A-Z]*$", "^(Sawah|Kebun)$"]
)
def test_a_plain_pattern_is_accepted(pola):
    """The twin."""
    assert keluhan_pola(pola, "12") is None


def test_a_bad_pattern_in_a_package_is_named_with_its_line(folder):
    baris = 'tipe  = "teks"\npola = "^(a|a)*$"\ncontoh = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaac"\n'
    ubah(folder, "layanan.toml", lambda teks: teks.replace('tipe  = "teks"\n', baris, 1))
    nomor = (folder / "layanan.toml").read_text().splitlines().index('pola = "^(a|a)*$"') + 1
    satu_kalimat(periksa_paket(arsip_folder(folder)), f"layanan.toml baris {nomor}: pola tidak boleh memilih")


def test_ten_thousand_questions_are_refused(folder):
    kolom = ", ".join(f'{{nama="k{n}",label="K",tipe="teks"}}' for n in range(10_000))
    isi = arsip({"surat_uji/layanan.toml": f"langkah = [{{judul='x', kolom=[{kolom}]}}]".encode()})
    assert "layanan.toml” terlalu besar" in keluhan(isi)
    seribu = "\n".join(f'[[langkah.kolom]]\nnama = "k{n}"\nlabel = "K"\ntipe = "teks"\n' for n in range(1000))
    ubah(folder, "layanan.toml", lambda teks: teks.replace("[[berkas]]", f"{seribu}\n[[berkas]]", 1))
    satu_kalimat(periksa(folder), "paling banyak 300")


def test_nesting_without_end_is_refused(folder):
    ubah(folder, "layanan.toml", lambda teks: f"x = {'[' * 900}{']' * 900}\n{teks}")
    assert "terlalu dalam" in periksa_mentah(folder)[0]["pesan"]
    folder = folder_paket(folder.parents[1] / "lain")
    (folder / "contoh" / "sah.json").write_text('{"a":' * 9000 + "1" + "}" * 9000)
    satu_kalimat(periksa(folder), "sah.json")


def test_enormous_samples_are_refused(folder):
    (folder / "contoh" / "sah.json").write_text(json.dumps({"tujuan": "x" * 70_000}))
    assert "sah.json” terlalu besar" in keluhan(arsip_folder(folder))
    (folder / "contoh" / "sah.json").write_text(json.dumps({"tujuan": "x" * 60_000}))
    satu_kalimat(periksa(folder), "sah.json")


def arsip_folder(folder) -> bytes:
    """A package of everything in the folder, whatever it is."""
    berkas = [b for b in folder.rglob("*") if b.is_file()]
    return arsip({f"{folder.name}/{b.relative_to(folder).as_posix()}": b.read_bytes() for b in berkas})


def test_a_wrong_contract_number_is_named(folder):
    ubah(folder, "layanan.toml", lambda teks: teks.replace("kontrak   = 1", "kontrak   = 2"))
    satu_kalimat(periksa(folder), "layanan.toml baris 1")


def test_a_child_that_never_comes_back_is_stopped_and_says_where(folder, tmp_path, monkeypatch):
    monkeypatch.setattr(paket_periksa, "DETIK_DINDING", 0.3)
    monkeypatch.setattr(paket_periksa.tempfile, "tempdir", str(tmp_path))
    mulai = time.monotonic()
    hasil = periksa(folder)
    assert time.monotonic() - mulai < 5
    assert hasil.layanan is None
    satu_kalimat(hasil, "Pemeriksaan dihentikan")
    assert not _masih_hidup(f"{tmp_path}/paket-")


def _di_kurungan(kode, tmp_path):
    """Run Python where an examination runs, with its own command line."""
    perintah = paket_periksa._perintah(tmp_path, paket_periksa._lingkungan(tmp_path))
    letak = perintah.index("-m")
    return subprocess.run([*perintah[:letak], "-c", kode], capture_output=True, text=True, timeout=30, check=False)


@pytest.mark.skipif(paket_periksa.modus_kurungan() != "bwrap" and not os.environ.get("CI"), reason="bubblewrap")
def test_the_cage_has_no_network_no_secrets_and_no_other_files(tmp_path, settings):
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        assert socket.create_connection(("127.0.0.1", port), 2), "the twin: outside it answers"
        hasil = _di_kurungan(f"import socket; socket.create_connection(('127.0.0.1', {port}), 2)", tmp_path)
    assert "OSError" in hasil.stderr or "ConnectionRefusedError" in hasil.stderr
    jalur = ["/etc/passwd", *(str(settings.BASE_DIR / n) for n in (".env", "plugins", "manage.py")), str(settings.VAR)]
    hasil = _di_kurungan(f"import os; print([j for j in {jalur} if os.path.exists(j)])", tmp_path)
    assert hasil.stdout.strip() == "[]", hasil
    assert str(settings.BASE_DIR / "core") in _di_kurungan("import core; print(core.__file__)", tmp_path).stdout
    hasil = _di_kurungan("import os; print(os.environ['SECRET_KEY'])", tmp_path)
    assert hasil.stdout.strip() not in {settings.SECRET_KEY, ""}
    assert _di_kurungan("open('/tmp/x/y', 'w')", tmp_path).returncode != 0


def test_two_examinations_in_a_process_do_not_run_at_once(folder, monkeypatch):
    monkeypatch.setattr(paket_periksa, "DETIK_DINDING", 0.1)
    with paket_periksa._giliran, pytest.raises(PaketDitolak, match="sedang diperiksa"):
        periksa(folder)
