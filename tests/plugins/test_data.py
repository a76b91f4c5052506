"""Our three services against the collected data, field by field. Differences must be named here with a reason."""

import json
import operator

import pytest

from core.layanan.deklarasi import gabung_syarat
from core.layanan.syarat import Semua, baca_syarat, banding_dalam, tulis_syarat
from tests.layanan.bahan import DATA
from tests.layanan.test_data28 import ke_jika
from tests.plugins.bahan import SEMUA

pytestmark = pytest.mark.skipif(
    not DATA.is_file(), reason="data 28 layanan tidak ada di sini: ../shared/data/layanan.json"
)
DATA28 = {la["kode"]: la for la in json.loads(DATA.read_text())} if DATA.is_file() else {}
TIGA = [la for la in SEMUA if la.kode in DATA28]
# (attribute, field): why we differ on purpose. An entry that no longer differs fails below.
SENGAJA = {
    ("maks", "jumlah_tanggungan"): "a family of more than thirty is a slip of the finger",
    ("maks", "kelas"): "fits on the line of the letter",
    ("maks", "alamat_penandatangan"): "fits on the letter",
    ("maks", "keterampilan"): "fits on the card",
    ("maks_baris", "media_sosial"): "five accounts are enough to apply for work",
    ("maks", "tahun"): "a year of a course is a year",
    ("min", "tahun"): "a year of a course is a year",
    ("maks", "nilai"): "a mark is short",
    ("maks", "akun"): "an account name is short",
    ("maks", "uraian"): "fits on the officer's screen",
    ("maks", "lama"): "sixty years of work",
    ("min", "lama"): "less than a month is not an experience",
    ("maks", "sertifikat"): "several certificates, several files",
    ("maks", "ijazah"): "one file for each school",
    ("maks", "pengalaman_kerja"): "several employers, several files",
}
SAMA = ("tipe", "wajib", "ganda", "pola", "min", "maks", "satuan", "opsi_ref", "min_baris", "maks_baris", "lingkup")
BAWAAN = {"wajib": True, "ganda": False, "lingkup": "kabupaten"}


def bandingkan(kita, data: dict, atribut) -> dict:
    """Attribute → (ours, theirs) where the two differ."""
    beda = {a: (getattr(kita, a), data.get(a, BAWAAN.get(a))) for a in atribut}
    if not data.get("opsi_ref") and data.get("opsi"):
        beda["opsi"] = (list(kita.opsi or ()), data["opsi"])
    return {a: pasangan for a, pasangan in beda.items() if pasangan[0] != pasangan[1]}


def urut(syarat) -> list:
    """A conjunction as a sorted list, so that the order of its parts does not count."""
    bagian = syarat.bagian if isinstance(syarat, Semua) else (syarat,) if syarat else ()
    return sorted((tulis_syarat(b) for b in bagian), key=str)


def kolom_dan_syarat(layanan):
    return {kolom.nama: (kolom, syarat) for _n, kolom, syarat in layanan.kolom_berurut()}


def semua_beda(layanan) -> set[tuple[str, str]]:
    data = DATA28[layanan.kode]
    hasil = set()
    for satu in data["kolom"]:
        kita, _syarat = kolom_dan_syarat(layanan)[satu["nama"]]
        hasil |= {(a, satu["nama"]) for a in bandingkan(kita, satu, SAMA)}
        sub_kita = {s.nama: s for s in kita.sub_kolom}
        for sub in satu.get("sub_kolom", []):
            hasil |= {(a, sub["nama"]) for a in bandingkan(sub_kita[sub["nama"]], sub, SAMA)}
    for satu in data["berkas"]:
        kita = next(b for b in layanan.berkas if b.kode == satu["kode"])
        hasil |= {("maks", satu["kode"])} if kita.maks != satu.get("maks", 1) else set()
    return hasil


tiap = pytest.mark.parametrize("layanan", TIGA, ids=operator.attrgetter("kode"))


@tiap
def test_every_question_of_the_data_is_asked_and_no_other(layanan):
    data = DATA28[layanan.kode]
    assert set(layanan.kolom) == {k["nama"] for k in data["kolom"]}
    for satu in data["kolom"]:
        assert {s.nama for s in layanan.kolom[satu["nama"]].sub_kolom} == {s["nama"] for s in satu.get("sub_kolom", [])}


@tiap
def test_every_attribute_is_that_of_the_data_or_a_named_decision(layanan):
    assert semua_beda(layanan) - set(SENGAJA) == set()


def test_no_named_decision_is_stale():
    assert set(SENGAJA) - {beda for layanan in TIGA for beda in semua_beda(layanan)} == set()


@tiap
def test_every_question_appears_under_the_condition_of_the_data(layanan):
    for satu in DATA28[layanan.kode]["kolom"]:
        _kolom, syarat = kolom_dan_syarat(layanan)[satu["nama"]]
        milik_data = baca_syarat(ke_jika(satu["syarat"], layanan.kode)) if "syarat" in satu else None
        assert urut(syarat) == urut(milik_data), satu["nama"]


@tiap
def test_uploads_are_those_of_the_data(layanan):
    kita = {b.kode: (b.wajib, sorted(b.jenis), b.dari == "profil", b.templat, urut(b.jika)) for b in layanan.berkas}
    data = {
        b["kode"]: (
            b["wajib"], sorted(b["jenis"]), b.get("dari_profil", False), b.get("templat"),
            urut(baca_syarat(ke_jika(b["syarat"], layanan.kode)) if "syarat" in b else None),
        )
        for b in DATA28[layanan.kode]["berkas"]
    }  # fmt: skip
    assert kita == data


@tiap
def test_the_route_is_that_of_the_data(layanan):
    kita = [(t.peran, t.aksi, t.sla, t.opsional) for t in layanan.rute]
    data = DATA28[layanan.kode]["rute"]
    assert kita == [(t["peran"], t["aksi"], t["sla_jam_kerja"], t.get("opsional", False)) for t in data]


@tiap
def test_the_letter_and_the_law_are_those_of_the_data(layanan):
    data, surat = DATA28[layanan.kode], layanan.surat
    hasil = data["hasil"]
    assert (surat.klasifikasi, surat.klasifikasi_2022, surat.nomor) == (
        hasil["klasifikasi"], hasil["klasifikasi_2022"], hasil["pola_nomor"])  # fmt: skip
    assert f"Surat {surat.jenis.title()}" == hasil["jenis"]
    assert list(layanan.dasar_hukum) == data["dasar_hukum"]
    assert (layanan.kategori, list(layanan.instansi), layanan.biaya) == (data["kategori"], data["instansi"], 0)
    assert layanan.masa_berlaku == f"{data['masa_berlaku']['nilai']} {data['masa_berlaku']['satuan']}"


def test_a_condition_of_a_step_counts_for_its_questions():
    satu, dua = baca_syarat({"a": 1}), baca_syarat({"b": 2})
    assert urut(gabung_syarat(satu, dua)) == urut(gabung_syarat(dua, satu))
    assert gabung_syarat(None, None) is None
    assert len(list(banding_dalam(gabung_syarat(satu, dua)))) == 2
