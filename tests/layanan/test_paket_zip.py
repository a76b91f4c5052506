"""Opening a package of a stranger: what is no plain folder of known texts never gets as far as being unpacked."""

import io
import stat
import time
import tracemalloc
import zipfile

import pytest

from core.layanan import paket_zip
from core.layanan.paket_zip import MAKS_BERKAS, MAKS_DEKLARASI, MAKS_TERKEMAS, PaketDitolak, buka_paket, bungkus_paket

TOML = b'kode = "surat-uji"\n'
BAIK = {"surat_uji/layanan.toml": TOML, "surat_uji/surat.typ": b"#show: surat\n", "surat_uji/contoh/sah.json": b"{}"}


def arsip(isi, **info) -> bytes:
    """A zip of these entries; a list may hold the same name twice."""
    keluar = io.BytesIO()
    with zipfile.ZipFile(keluar, "w", zipfile.ZIP_DEFLATED) as berkas:
        for nama, data in isi.items() if isinstance(isi, dict) else isi:
            satu = zipfile.ZipInfo(nama)
            satu.compress_type = zipfile.ZIP_DEFLATED
            for kunci, nilai in info.get(nama, {}).items():
                setattr(satu, kunci, nilai)
            berkas.writestr(satu, data)
    return keluar.getvalue()


def keluhan(data: bytes) -> str:
    with pytest.raises(PaketDitolak) as galat:
        buka_paket(data)
    return str(galat.value)


def test_a_plain_package_comes_out_as_it_went_in(tmp_path):
    paket = buka_paket(arsip(BAIK))
    assert paket.folder == "surat_uji"
    assert paket.berkas == {nama.partition("/")[2]: isi for nama, isi in BAIK.items()}
    folder = paket.tulis(tmp_path)
    assert sorted(b.relative_to(tmp_path).as_posix() for b in folder.rglob("*") if b.is_file()) == sorted(BAIK)


def test_what_windows_and_macos_add_is_left_out():
    sampah = {"__MACOSX/surat_uji/._layanan.toml": b"\x00", "surat_uji/.DS_Store": b"\x00", "surat_uji/Thumbs.db": b"x"}
    assert buka_paket(arsip(BAIK | sampah)).berkas.keys() == {"layanan.toml", "surat.typ", "contoh/sah.json"}


def test_the_mark_of_windows_editors_is_taken_off():
    data = arsip(BAIK | {"surat_uji/layanan.toml": b"\xef\xbb\xbf" + TOML})
    assert buka_paket(data).berkas["layanan.toml"] == TOML


MENYUSUP = ["../jahat.toml", "surat_uji/../../x", "/etc/x", "surat_uji//x", "C:/x", "surat_uji/a\\b", "./layanan.toml"]


@pytest.mark.parametrize("nama", MENYUSUP)
def test_a_name_that_leads_out_of_the_package_is_refused_by_name(nama):
    assert "menunjuk ke luar paket" in keluhan(arsip(BAIK | {nama: b"x"}))


@pytest.mark.parametrize("nama", ["surat_uji/plugin.py", "surat_uji/contoh/x.py"])
def test_a_program_is_refused_in_words_of_its_own(nama):
    assert "tanpa program" in keluhan(arsip(BAIK | {nama: b"x"}))


def test_an_archive_inside_the_archive_is_refused():
    assert "arsip di dalam arsip" in keluhan(arsip(BAIK | {"surat_uji/lagi.zip": arsip(BAIK)}))


@pytest.mark.parametrize("nama", ["surat_uji/catatan.docx", "surat_uji/contoh/Sah.json", "surat_uji/contoh/a/b.json"])
def test_an_unknown_file_is_named_with_what_is_accepted(nama):
    pesan = keluhan(arsip(BAIK | {nama: b"x"}))
    assert nama in pesan
    assert "contoh/*.json" in pesan


def test_a_link_is_refused():
    tautan = {"surat_uji/surat.typ": {"external_attr": (stat.S_IFLNK | 0o777) << 16}}
    assert "bukan berkas biasa" in keluhan(arsip(BAIK, **tautan))


def test_a_password_is_refused():
    data = bytearray(arsip({"surat_uji/layanan.toml": TOML}))
    for tanda, letak in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(tanda) + letak] |= 1
    assert "kata sandi" in keluhan(bytes(data))


def test_the_same_name_twice_is_refused_also_in_other_letters():
    with pytest.warns(UserWarning, match="Duplicate"):
        ganda = arsip([*BAIK.items(), ("surat_uji/surat.typ", b"lain")])
    assert "ada 2 kali" in keluhan(ganda)
    assert "ada 2 kali" in keluhan(arsip(BAIK | {"surat_uji/README.md": b"a", "surat_uji/readme.MD": b"b"}))


def test_the_wrong_top_is_refused():
    assert "tepat satu folder" in keluhan(arsip({"layanan.toml": TOML}))
    assert "tepat satu folder" in keluhan(arsip(BAIK | {"lain/layanan.toml": TOML}))
    assert "huruf kecil" in keluhan(arsip({"Surat-Uji/layanan.toml": TOML}))
    assert "layanan.toml tidak ada" in keluhan(arsip({"surat_uji/surat.typ": b"x"}))
    assert "kosong" in keluhan(arsip({}))


def test_what_is_no_zip_is_refused():
    for data in (b"", b"bukan zip", arsip(BAIK)[:-30], b"PK\x05\x06" + b"\xff" * 18):
        assert "bukan .zip yang utuh" in keluhan(data)
    assert "terlalu besar" in keluhan(b"x" * (MAKS_TERKEMAS + 1))


def test_too_many_files_are_refused():
    banyak = {f"surat_uji/contoh/salah_{n}.json": b"{}" for n in range(MAKS_BERKAS)}
    assert f"paling banyak {MAKS_BERKAS}" in keluhan(arsip(BAIK | banyak))


def test_text_that_is_no_utf8_is_refused_with_the_place():
    assert "byte ke-3" in keluhan(arsip(BAIK | {"surat_uji/surat.typ": b"ab\xff"}))


def test_a_bomb_that_says_so_is_refused_before_it_is_opened():
    assert "terlalu besar" in keluhan(arsip(BAIK | {"surat_uji/surat.typ": b"0" * 900_000_0}))


def test_a_bomb_that_lies_about_its_size_costs_neither_memory_nor_time():
    data = arsip(BAIK | {"surat_uji/layanan.toml": b"0" * 200_000_000})
    assert len(data) < MAKS_TERKEMAS
    bohong = data.replace((200_000_000).to_bytes(4, "little"), (1000).to_bytes(4, "little"))
    tracemalloc.start()
    mulai = time.perf_counter()
    keluhan(bohong)
    puncak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert puncak < 16 * MAKS_DEKLARASI
    assert time.perf_counter() - mulai < 2


def test_the_limits_can_fail():
    """The twin: at the limit a file passes, one byte above it does not."""
    pas = b"#" * (paket_zip.MAKS_TEKS - 1) + b"\n"
    assert buka_paket(arsip(BAIK | {"surat_uji/surat.typ": pas})).berkas["surat.typ"] == pas
    assert "terlalu besar" in keluhan(arsip(BAIK | {"surat_uji/surat.typ": pas + b"x"}))


def test_packing_is_reproducible_and_leaves_out_what_does_not_belong(tmp_path):
    folder = buka_paket(arsip(BAIK)).tulis(tmp_path)
    pertama = bungkus_paket(folder)
    (folder / "catatan.txt").write_text("pribadi")
    (folder / "surat.typ").touch()
    assert bungkus_paket(folder) == pertama
    assert buka_paket(pertama).berkas == buka_paket(arsip(BAIK)).berkas
    (folder / "plugin.py").write_text("")
    with pytest.raises(PaketDitolak, match="tanpa program"):
        bungkus_paket(folder)
