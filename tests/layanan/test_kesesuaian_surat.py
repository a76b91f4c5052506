"""The letter part of the kit: what is missing on the paper, or stands there and must not, is named with its line."""

import pytest

from core.layanan.kesesuaian import PROFIL, baca_contoh, periksa
from core.surat import mesin as modul
from core.surat.contoh import data_contoh, unit_contoh
from tests.layanan.kesesuaian import contoh, gagal, ganti, kalimat, kerangka, muat, tambah

pytestmark = pytest.mark.usefixtures("peta")


@pytest.fixture
def folder(tmp_path):
    return kerangka(tmp_path)


@pytest.mark.parametrize("tipe", ["A", "B", "C"])
def test_the_letter_of_a_scaffold_conforms(tmp_path, tipe):
    folder = kerangka(tmp_path, tipe)
    assert periksa(muat(folder), folder, ["surat"]) == []


def test_the_standard_letter_conforms(folder):
    (folder / "surat.typ").unlink()
    assert gagal(folder, "surat") == []


def naskah(lama, baru):
    return lambda f: ganti(f, lama, baru, "surat.typ")


PENUTUP = "#penutup"
NASKAH = {
    "[surat] surat.typ baris 11: Naskah surat tidak boleh memakai “read”": naskah(PENUTUP, '#read("/etc/passwd")'),
    "[surat] surat.typ baris 12: contoh/minimal.json: Naskah surat meminta “zodiak”": naskah(
        PENUTUP, "\n#isian.zodiak"
    ),
    "[surat] surat.typ baris 11: contoh/minimal.json: Naskah surat tidak dapat dicetak": naskah(PENUTUP, "#panic()"),
    '[surat] surat.typ: contoh/minimal.json: tanggal akhir berlaku (`#masa_berlaku`) "': naskah("#masa_berlaku", ""),
    '[surat] surat.typ: contoh/minimal.json: "none" tercetak': naskah(PENUTUP, '#repr(isian.nama_sekolah)'),
    '[surat] surat.typ: contoh/minimal.json: "{" tercetak': naskah(PENUTUP, "Kabupaten {daerah"),
    "[surat] surat.typ: contoh/minimal.json: blok tanda tangan hanya 0, penanda tangannya 1": naskah(
        "#show: surat", "#show: surat.with(tutup: false)"
    ),
    "[surat] surat.typ: contoh/minimal.json: suratnya 16 halaman; paling banyak 15": naskah(
        PENUTUP, "#for i in range(15) { pagebreak() }"
    ),
    "[surat] surat.typ baris 11: naskah gagal dicetak bila jawaban bebas berisi sembarang teks": naskah(
        PENUTUP, '#isian.tujuan.split(" ").at(1)'
    ),
}  # fmt: skip


@pytest.mark.parametrize("pesan", NASKAH)
def test_a_letter_that_breaks_its_promise_is_named(folder, pesan):
    NASKAH[pesan](folder)
    semua = gagal(folder, "surat")
    assert [satu for satu in semua if satu.startswith(pesan)], semua


def test_a_sentence_with_a_brace_of_the_citizen_is_no_leak(folder):
    contoh(folder, "sah", tujuan="melamar {sekolah} none")
    assert gagal(folder, "surat") == []


def test_hostile_text_that_the_letter_changes_is_named(folder):
    ganti(folder, "#isian.tujuan", '#isian.tujuan.replace("#", "")', "surat.typ")
    (satu,) = gagal(folder, "surat")
    assert satu.startswith("[surat] contoh/nakal.json: tidak tercetak apa adanya: ")
    ganti(folder, '#isian.tujuan.replace("#", "")', "apa saja", "surat.typ")  # what is not printed cannot be wrong
    assert gagal(folder, "surat") == []


def test_a_seventh_page_is_worth_a_look(folder):
    ganti(folder, PENUTUP, "#for i in range(6) { pagebreak() }", "surat.typ")
    semua = periksa(muat(folder), folder, ["surat"])
    assert {(t.tingkat, t.pesan.partition(": ")[2]) for t in semua} == {
        ("ingat", "suratnya 7 halaman; biasanya paling banyak 6")
    }


def test_a_body_that_never_ends_is_stopped_and_named_once(folder, monkeypatch):
    monkeypatch.setattr(modul, "DETIK_SURAT", 1.0)
    ganti(folder, PENUTUP, "#for i in range(99999) { for j in range(99999) { let x = calc.sin(i) } }", "surat.typ")
    (satu,) = gagal(folder, "surat")
    assert satu.endswith(
        "contoh/minimal.json: Surat terlalu berat untuk dicetak dan dihentikan. Periksa naskah dan isiannya."
    )


def test_a_letter_that_needs_its_function_is_named(folder):
    fungsi = "from core.layanan.kontrak import hookimpl\n\n\n@hookimpl\ndef konteks_surat():\n    return {'huruf': 7}\n"
    (folder / "plugin.py").write_text(fungsi)
    tambah(folder, '\n#tambahan.at("huruf", default: none)\n', "surat.typ")
    assert gagal(folder, "surat", "gangguan") == []
    tambah(folder, "\n#tambahan.huruf\n", "surat.typ")
    (satu,) = gagal(folder, "surat", "gangguan")
    assert "tanpa `tambahan` dari plugin.py surat gagal dicetak" in satu


def test_a_body_without_a_letter_is_named(folder):
    layanan = muat(folder).model_copy(update={"surat": None})
    assert kalimat(periksa(layanan, folder, ["surat"])) == [
        "[surat] surat.typ: ada naskah, tetapi bagian [surat] belum ada di layanan.toml"
    ]
    assert periksa(layanan.model_copy(update={"naskah": None}), folder, ["surat"]) == []


def test_a_sample_of_which_no_letter_can_be_made_is_named_without_a_traceback(folder):
    contoh(folder, "sah", nama_sekolah=[[1]])
    (satu,) = gagal(folder, "surat")
    assert (
        satu
        == "[surat] contoh/sah.json: surat tidak dapat disusun dari contoh ini; perbaiki dahulu contoh atau rutenya"
    )


def test_a_qr_that_no_phone_can_read_is_named(folder, monkeypatch):
    """The twin of the QR check: another code than the letter's own is on the paper."""
    from core.surat import kesesuaian

    monkeypatch.setattr(kesesuaian, "kode_qr", lambda pdf, halaman: ["https://palsu.contoh.id/"])
    assert [satu for satu in gagal(folder, "surat") if satu.endswith("kode QR yang terbaca dan benar hanya 0")]


def test_a_letter_that_is_no_archive_file_is_named(folder, monkeypatch):
    """The twin of the PDF/A check: the same letter with the mark taken out."""
    asli = modul.Mesin.cetak
    palsu = lambda mesin, *isi: asli(mesin, *isi).replace(b"pdfaid:part>2<", b"pdfaid:part>1<")  # noqa: E731
    monkeypatch.setattr(modul.Mesin, "cetak", palsu)
    assert [satu for satu in gagal(folder, "surat") if "bukan PDF/A-2a" in satu]


# --- the data of a sample ---------------------------------------------------------------------------------------------


def test_a_sample_letter_has_no_signer_where_nobody_signs(folder):
    layanan = muat(folder)
    isian = baca_contoh(folder)["sah"]
    tanpa = layanan.model_copy(update={"rute": layanan.rute[:1]})
    with pytest.raises(ValueError, match="tidak menerbitkan surat"):
        data_contoh(tanpa, isian)
    assert data_contoh(layanan, isian)["penandatangan"][0]["jabatan"] == "Kepala Desa Pepelegi"


@pytest.mark.parametrize(
    ("tingkat", "nama"),
    [("desa", "Desa Pepelegi"), ("kecamatan", "Kecamatan Waru"), ("dinas-sosial", "Dinas Sosial"),
     ("kua", "KUA Kecamatan Waru")],
)  # fmt: skip
def test_invented_offices_are_named_like_real_ones(tingkat, nama):
    unit = unit_contoh(tingkat, PROFIL)
    assert (unit.nama, unit.pk) == (nama, None)
    assert unit.tempat in {"Pepelegi", "Waru", "Sidoarjo"}
