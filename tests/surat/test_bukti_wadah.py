"""The container of a bundle as an enemy would make it: refused with its reason, and nothing is ever unpacked."""

import io
import json
import stat
import struct
import zipfile

import pytest

from core.surat.bukti import bentuk, wadah
from core.surat.bukti.bentuk import TakTerbaca, baca_json
from core.surat.bukti.program import nilai
from tests.surat.bahan_bukti import kemas


def putusan(tmp_path, zip_):
    berkas = tmp_path / "b.zip"
    berkas.write_bytes(zip_)
    return [satu.kode for satu in nilai(berkas).temuan]


def dengan(nama="manifes.json", isi=b"{}", **ubah):
    kepala = zipfile.ZipInfo(nama)
    for medan, nilai_ in ubah.items():
        setattr(kepala, medan, nilai_)
    keluar = io.BytesIO()
    with zipfile.ZipFile(keluar, "w") as arsip:
        arsip.writestr(kepala, isi)
    return keluar.getvalue()


def test_an_honest_container_is_read(tmp_path):
    berkas = tmp_path / "b.zip"
    berkas.write_bytes(kemas({"surat/ab.pdf": b"1", "sertifikat/akar/cd.cer": b"2", "README.txt": b"3"}))
    assert wadah.baca(berkas) == {"surat/ab.pdf": b"1", "sertifikat/akar/cd.cer": b"2", "README.txt": b"3"}


@pytest.mark.parametrize(
    "nama",
    [
        "../surat.json", "/etc/passwd.txt", "surat/../../a.pdf", "c:\\a.txt", "surat\\a.pdf", "surat//a.pdf", "a.exe",
        "surat/", "SURAT.JSON", "surat/a.pdf.", "surat/a .pdf", "surat/ä.pdf", "a" * 65 + ".txt", "a/b/c/d.txt",
    ],
)  # fmt: skip
def test_a_name_that_is_not_of_our_kind_is_refused(tmp_path, nama):
    assert putusan(tmp_path, dengan(nama)) == ["zip_nama"]


def test_a_name_cut_short_by_a_nul_is_refused(tmp_path):
    palsu = dengan("surat.jsonXtxt").replace(b"surat.jsonXtxt", b"surat.json\0txt")
    assert putusan(tmp_path, palsu) == ["zip_nama"]


def test_a_link_and_a_strange_method_are_refused(tmp_path):
    assert putusan(tmp_path, dengan(external_attr=(stat.S_IFLNK | 0o777) << 16)) == ["zip_nama"]
    keluar = io.BytesIO()
    with zipfile.ZipFile(keluar, "w", zipfile.ZIP_LZMA) as arsip:
        arsip.writestr("manifes.json", b"{}")
    assert putusan(tmp_path, keluar.getvalue()) == ["zip_rusak"]


def test_an_encrypted_member_is_refused(tmp_path):
    zip_ = bytearray(dengan())
    letak = zip_.index(b"PK\x01\x02") + 8
    zip_[letak] |= 1
    assert putusan(tmp_path, bytes(zip_)) == ["zip_rusak"]


def test_two_members_of_one_name_are_refused(tmp_path):
    keluar = io.BytesIO()
    with zipfile.ZipFile(keluar, "w") as arsip:
        arsip.writestr("surat.json", b"1")
        with pytest.warns(UserWarning, match="Duplicate"):
            arsip.writestr("surat.json", b"2")
    assert putusan(tmp_path, keluar.getvalue()) == ["zip_ganda"]


def test_a_bomb_is_refused_before_it_fills_the_memory(tmp_path):
    bom = kemas({"surat.json": bytes(wadah.PALING_BESAR + 1)})
    assert len(bom) < 20_000
    assert putusan(tmp_path, bom) == ["zip_bom"]


def test_many_members_below_the_limit_of_one_are_refused_together(tmp_path, monkeypatch):
    monkeypatch.setattr(wadah, "SEMUA", 1_000_000)
    bom = kemas({f"a{n}.txt": bytes(400_000) for n in range(3)})
    assert putusan(tmp_path, bom) == ["zip_bom"]
    assert putusan(tmp_path, kemas({f"a{n}.txt": bytes(300_000) for n in range(3)})) == [
        "manifes_rusak",
        "surat_catatan",
    ]


def test_a_size_in_the_header_is_a_claim(tmp_path):
    """A member that says it is small is read to that size only, and then its checksum does not fit."""
    zip_ = bytearray(kemas({"surat.json": bytes(100_000)}))
    for tanda, letak in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        awal = zip_.index(tanda) + letak
        zip_[awal : awal + 4] = struct.pack("<I", 10)
    assert putusan(tmp_path, bytes(zip_)) == ["zip_rusak"]


def test_too_many_members_are_refused(tmp_path):
    assert putusan(tmp_path, kemas({f"a{n}.txt": b"" for n in range(wadah.PALING_BANYAK + 1)})) == ["zip_banyak"]


def test_what_is_no_zip_or_half_of_one_is_refused(tmp_path):
    utuh = kemas({"surat.json": b"x" * 100})
    for isi in (b"", b"PK", b"halo" * 100, utuh[: len(utuh) // 2]):
        assert putusan(tmp_path, isi) == ["zip_rusak"]


# --- JSON -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "isi", [b'{"a": 1, "a": 2}', b"NaN", b"[Infinity]", b"\xff", b"{", b"[" * 100_000, b"1" * 5000]
)
def test_json_that_two_readers_would_read_differently_or_that_hurts_is_refused(isi):
    with pytest.raises(TakTerbaca):
        baca_json(isi)


def test_ordinary_json_is_read():
    isi = {"b": [1, "ä", None], "a": {"x": 1.5}}
    assert baca_json(bentuk.tulis_json(isi)) == isi
    assert json.loads(bentuk.tulis_json(isi)) == isi


@pytest.mark.parametrize("manifes", [b"[]", b"1", b'{"bentuk": "lain", "isi": {}}', b'{"bentuk": "sipraja-bukti-1"}'])
def test_a_manifest_of_another_shape_is_named(tmp_path, manifes):
    assert "manifes_rusak" in putusan(tmp_path, kemas({"manifes.json": manifes}))
