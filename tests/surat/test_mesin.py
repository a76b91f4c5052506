"""The letter press: what it prints, and what it refuses."""

import re
import subprocess
import time
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import pypdfium2
import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from core.surat import mesin as modul
from core.surat.bersih import (
    BARIS_TABEL,
    PANJANG_TEKS,
    TAK_TERLIHAT,
    NaskahGagal,
    bersihkan,
    bersihkan_teks,
    periksa_naskah,
)
from core.surat.foto import bingkai_svg
from core.surat.mesin import STANDAR, Mesin, ParaMesin, mesin
from core.surat.verba_beku import DAFTAR_HALAMAN, jumlah_halaman
from tests.alat import butuh
from tests.jalan import foto
from tests.surat.bahan import NASKAH, URL, cetak, data

BADAN = '#import "/naskah.typ": *\n#show: surat\n'


def teks(pdf):
    """Text in reading order, lines joined."""
    return " ".join(" ".join(h.extract_text().split()) for h in PdfReader(BytesIO(pdf)).pages)


@pytest.fixture(params=["bubblewrap", "batas"])
def pencetak(request):
    if request.param == "bubblewrap":
        butuh("bwrap")
    satu = Mesin(request.param)
    yield satu
    satu.tutup()


def test_same_data_gives_the_same_bytes():
    assert cetak() == cetak()
    assert cetak() != cetak(penghasilan=1450001)


def test_two_presses_give_the_same_bytes():
    lain = Mesin()
    assert lain.cetak(NASKAH, data()) == cetak()
    lain.tutup()


@pytest.mark.parametrize(
    ("isi", "baris"),
    [("#isian.tiada", 4), ('#bila("anak")[\n\n#tanggal(3)]', 6), ('= a\n#read("/x")', 5), ("#kosong(", 4)],
)
def test_a_body_that_cannot_be_printed_is_blamed_in_the_authors_own_line(isi, baris):
    with pytest.raises(NaskahGagal) as galat:
        mesin().cetak(f"{BADAN}\n{isi}\n", data())
    assert galat.value.baris == baris


def test_letter_says_that_it_is_pdf_a_2a_and_pdf_ua_1():
    xmp = PdfReader(BytesIO(cetak())).metadata and PdfReader(BytesIO(cetak())).xmp_metadata.stream.get_data().decode()
    assert re.search(r"<pdfaid:part>2</pdfaid:part>", xmp)
    assert re.search(r"<pdfaid:conformance>A</pdfaid:conformance>", xmp)
    assert re.search(r"<pdfuaid:part>1</pdfuaid:part>", xmp)


def test_letter_is_tagged_with_language_title_table_headers_and_alternative_texts():
    akar = PdfReader(BytesIO(cetak())).trailer["/Root"]
    assert akar["/MarkInfo"]["/Marked"]
    assert akar["/Lang"] == "id-ID"
    jenis, alternatif = [], []

    def telusuri(simpul):
        simpul = simpul.get_object()
        if isinstance(simpul, list):
            for anak in simpul:
                telusuri(anak)
        elif isinstance(simpul, dict):
            jenis.append(simpul.get("/S"))
            alternatif.append(simpul.get("/Alt"))
            if "/K" in simpul:
                telusuri(simpul["/K"])

    telusuri(akar["/StructTreeRoot"]["/K"])
    assert jenis.count("/H1") == 1
    assert jenis.count("/Table") == 2
    assert jenis.count("/TH") == 3
    assert [a for a in alternatif if a] == [f"Kode QR untuk memeriksa surat ini di {URL}"]


def test_letter_ends_with_a_newline_so_that_a_signature_keeps_pdf_a():
    assert cetak().endswith(b"%%EOF\n")


def test_text_comes_out_in_reading_order():
    isi = teks(cetak(nama_sekolah="SMPN 1 Waru"))
    urutan = [
        "KABUPATEN SIDOARJO", "DESA PEPELEGI", "SURAT KETERANGAN TIDAK MAMPU", "460/1/438.7.8.1/2026", "Siti Aminah",
        "3515184405900004", "Rp 1.450.000 sebulan, untuk SMPN 1 Waru", "Adi", "Demikian", "Sumarni",
        "tidak sah secara hukum",
    ]  # fmt: skip
    letak = [isi.index(bagian) for bagian in urutan]
    assert letak == sorted(letak)


def test_real_letter_does_not_call_itself_a_demonstration():
    nyata = data()
    nyata["surat"]["demonstrasi"] = False
    assert "tidak sah" not in teks(mesin().cetak(NASKAH, nyata))


@pytest.mark.parametrize("penanda", [1, 2, 3])
def test_every_signer_has_a_block_with_a_readable_qr(penanda):
    gambar = pypdfium2.PdfDocument(cetak(penanda=penanda))[0].render(scale=150 / 72).to_pil()
    assert [k.text for k in zxingcpp.read_barcodes(gambar)] == [URL] * penanda
    assert teks(cetak(penanda=penanda)).count("Mengetahui,") == penanda - 1


def test_standard_letter_prints_every_row_of_the_summary():
    isi = teks(mesin().cetak(None, data()))
    assert "Keadaan keluarga" in isi
    assert "Penghasilan : Rp 1.450.000" in isi


JAHAT = [
    "*tebal* _miring_ #panic()", '#read("/etc/passwd")', "$ x^2 $ <label> @rujukan", "= Judul palsu",
    "\\u{41} \\ #eval",
       "{{7*7}} ${7*7} <script>alert(1)</script>", "`mentah` // komentar /* juga */", "'; DROP TABLE surat; --",
]  # fmt: skip


@pytest.mark.parametrize("nilai", JAHAT)
def test_markup_in_data_is_printed_literally(nilai):
    assert nilai in teks(cetak(nama_sekolah=nilai)).replace("’", "'")


@settings(max_examples=25, deadline=None)
@given(st.text(alphabet=st.sampled_from("aZ09#*_$<>@=-/\\`'\"~[](){}&%^+|:;.,?! éèñ"), max_size=60))
def test_no_text_of_a_citizen_can_break_a_letter(nilai):
    cetak(nama_sekolah=nilai)


def test_bidi_override_and_control_characters_are_dropped():
    assert bersihkan("Siti\u202eanimA\u200b\x00\ud800\r\n") == "SitianimA\n"
    assert bersihkan("e\u0301") == unicodedata.normalize("NFC", "e\u0301") == "é"


def test_limits_of_data():
    with pytest.raises(NaskahGagal, match="terlalu panjang"):
        bersihkan("a" * (PANJANG_TEKS + 1))
    with pytest.raises(NaskahGagal, match="200 baris"):
        bersihkan([1] * (BARIS_TABEL + 1))
    assert len(bersihkan([1] * BARIS_TABEL)) == BARIS_TABEL


def test_word_without_end_stays_on_the_paper():
    halaman = pypdfium2.PdfDocument(cetak(nama_sekolah="W" * 3000))[0]
    kanan = max(halaman.get_textpage().get_charbox(i)[2] for i in range(halaman.get_textpage().count_chars()))
    assert kanan < 595 - 50


def test_200_rows_are_printed_over_several_pages():
    pdf = cetak(anak=[{"nama": f"Anak ke-{i}", "usia": i} for i in range(200)])
    assert len(PdfReader(BytesIO(pdf)).pages) > 3
    assert "Anak ke-199" in teks(pdf)
    assert "Surat nomor 460/1/438.7.8.1/2026, halaman 2 dari" in teks(pdf)  # a loose page names its letter


def test_missing_glyph_is_named_in_a_sentence_and_nothing_is_printed():
    with pytest.raises(NaskahGagal) as galat:
        cetak(nama_sekolah="漢")
    assert galat.value.pesan == "Huruf “漢” tidak ada dalam huruf surat. Ganti huruf itu pada isian, lalu coba lagi."


def test_missing_answer_is_named_in_a_sentence():
    with pytest.raises(NaskahGagal, match="meminta “tidak_ada”"):
        cetak(BADAN + "#isian.tidak_ada")


TERLARANG = [
    '#import "@preview/cetz:0.1.0": *', '#import "@local/x:0.1.0"', '#import "/etc/passwd"', '#import "../bersih.py"',
    '#include "/naskah.typ"', '#read("/etc/passwd")', '#let r = read', '#plugin("x.wasm")', '#eval("1")', "#std",
    '#image(read("x"))', '#json("/huruf/x")', "#sys.inputs", '#import "/naskah.typ": surat',
    '#import ("@pre" + "view/cetz:0.1.0")',
]  # fmt: skip


@pytest.mark.parametrize("isi", TERLARANG)
def test_body_that_reaches_outside_is_refused(isi):
    with pytest.raises(NaskahGagal, match="tidak boleh memakai"):
        cetak(BADAN + isi)


def test_refusal_does_not_hit_honest_bodies():
    for naskah in (NASKAH, STANDAR):
        periksa_naskah(naskah)


@pytest.mark.parametrize(
    "isi", ['#image("../../../../etc/passwd")', '#image("/etc/passwd")', "#while true {}", "#let f(x) = f(x)\n#f(1)"]
)
def test_what_the_static_refusal_lets_through_typst_refuses(isi):
    with pytest.raises(NaskahGagal):
        cetak(BADAN + isi)


BOM = {
    "memory": '#{let s = "a" * 1000; for i in range(40) { s = s + s }}',
    "pages": "#for i in range(100000000) { pagebreak() }",
    "time": "#for i in range(10000) { for j in range(10000) { for k in range(9999) { let x = calc.sin(i * j) } } }",
}


@pytest.mark.parametrize("bom", BOM)
def test_bomb_is_killed_and_the_next_letter_is_printed(pencetak, bom, monkeypatch):
    monkeypatch.setattr(modul, "DETIK_SURAT", 2.0)
    baik = pencetak.cetak(NASKAH, data())
    mulai = time.monotonic()
    with pytest.raises(NaskahGagal, match="dihentikan"):
        pencetak.cetak(BADAN + BOM[bom], data())
    assert time.monotonic() - mulai < 6
    assert pencetak.cetak(NASKAH, data()) == baik


def test_sandbox_has_no_network_and_none_of_our_files():
    """Twin: the same look from outside the sandbox finds both."""
    butuh("bwrap")
    from pathlib import Path

    from core.surat.bungkus import perintah

    intip = "import os; print(os.listdir('/'), os.listdir('/sys/class/net') if os.path.exists('/sys') else '')"
    dalam = perintah("bubblewrap", Path(__file__), {})
    dalam[-1:] = ["-c", intip]
    keluaran = subprocess.run(dalam, capture_output=True, text=True, check=True).stdout
    luar = subprocess.run(
        [dalam[dalam.index("-c") - 4], "-c", intip], capture_output=True, text=True, check=True
    ).stdout
    assert not {"work", "home", "etc", "tmp", "proc", "var"} & set(re.findall(r"\w+", keluaran))
    assert {"etc", "proc", "tmp", "lo"} <= set(re.findall(r"\w+", luar))


def test_press_says_which_wall_stands(pencetak):
    assert pencetak.modus() == pencetak.dipaksa


def test_press_that_was_killed_while_idle_starts_anew(pencetak):
    baik = pencetak.cetak(NASKAH, data())
    pencetak.pipa.proses.kill()
    pencetak.pipa.proses.wait()
    assert pencetak.cetak(NASKAH, data()) == baik


def test_a_second_press_is_started_only_while_the_first_one_prints():
    pers = ParaMesin(2)
    satu_satu = [pers.cetak(NASKAH, data()) for _kali in range(3)]
    assert len(pers.semua) == 1
    with ThreadPoolExecutor(4) as kolam:
        serentak = list(kolam.map(lambda _i: pers.cetak(NASKAH, data()), range(12)))
    pers.tutup()
    assert len(pers.semua) == 2
    assert set(satu_satu) == set(serentak) == {cetak()}


def test_a_letter_that_fails_gives_its_press_back():
    pers = ParaMesin(1)
    for _kali in range(2):
        with pytest.raises(NaskahGagal):
            pers.cetak("#tiada()", data())
    assert pers.cetak(NASKAH, data()) == cetak()
    pers.tutup()


def test_threads_share_the_presses():
    with ThreadPoolExecutor(8) as kolam:
        hasil = list(kolam.map(lambda i: cetak(penghasilan=i), range(24)))
    assert hasil == [cetak(penghasilan=i) for i in range(24)]


def test_a_picture_of_the_citizen_is_printed_and_only_on_the_letter_that_asks_for_it():
    naskah = '#import "/naskah.typ": *\n#show: surat\n#foto("pas_foto")'
    polos, bergambar = data(), data() | {"foto": {"pas_foto": bingkai_svg(foto("PAS FOTO"))}}
    jumlah = [len(PdfReader(BytesIO(mesin().cetak(naskah, isi))).pages[0].images) for isi in (polos, bergambar)]
    assert jumlah == [0, 1]


def test_a_delegated_signature_says_on_whose_behalf_and_who_gets_a_copy():
    isi = data()
    isi["penandatangan"][0]["atas_nama"] = "Bupati Sidoarjo"
    isi["surat"]["tembusan"] = ["Kepala Dinas Sosial", "Arsip"]
    tertulis = teks(mesin().cetak(NASKAH, isi))
    assert "a.n. Bupati Sidoarjo" in tertulis
    assert "Tembusan: 1. Kepala Dinas Sosial 2. Arsip" in tertulis
    assert "a.n." not in teks(mesin().cetak(NASKAH, data()))


@pytest.mark.parametrize(
    ("angka", "kata"),
    [(0, "nol"), (11, "sebelas"), (19, "sembilan belas"), (100, "seratus"), (1011, "seribu sebelas"),
     (1_250_017, "satu juta dua ratus lima puluh ribu tujuh belas"), (2_000_000_000, "dua miliar")],
)  # fmt: skip
def test_numbers_are_written_out_as_the_law_writes_them(angka, kata):
    naskah = f'#import "/naskah.typ": *\n#show: surat\n(#terbilang({angka}))'
    assert f"({kata})" in teks(mesin().cetak(naskah, data()))


# --- cleaning and counting in a short way -----------------------------------------------------------------------------


@given(st.text(st.one_of(st.characters(), st.sampled_from("\n\r\t a\u202e\u200b\ue000\ud800\u00a0é"))))
def test_clean_text_is_the_same_whether_or_not_each_character_was_looked_at(teks):
    rata = unicodedata.normalize("NFC", teks).replace("\r\n", "\n").replace("\t", " ")
    assert bersihkan_teks(teks) == "".join(h for h in rata if h == "\n" or unicodedata.category(h) not in TAK_TERLIHAT)


@pytest.mark.parametrize("orang", [0, 40, 90])
def test_pages_are_counted_as_a_reader_counts_them(orang):
    isi = mesin().cetak(f"{BADAN}\n" + "#pagebreak()\n" * (orang // 30), data())
    assert jumlah_halaman(isi) == len(PdfReader(BytesIO(isi)).pages) == 1 + orang // 30


def test_twin_a_file_that_names_two_lists_of_pages_is_read():
    isi = mesin().cetak(f"{BADAN}\n", data())
    berpesan = isi + b"<</Type/Pages/Count 9/Kids[]>>\n"
    assert DAFTAR_HALAMAN.findall(berpesan) == [b"1", b"9"]
    assert jumlah_halaman(berpesan) == 1
