"""Our services against the collected data, field by field. Differences are named in beda/<kode>.toml with a reason."""

import io
import json
import operator
import tomllib
from pathlib import Path

import pytest
from django.core.management import call_command

from core.layanan.deklarasi import gabung_syarat
from core.layanan.syarat import Semua, baca_syarat, banding_dalam, tulis_syarat
from core.wilayah import peran
from tests.layanan.bahan import DATA
from tests.layanan.test_data28 import ke_jika
from tests.plugins.bahan import SEMUA

pytestmark = pytest.mark.skipif(
    not DATA.is_file(), reason="data 28 layanan tidak ada di sini: ../shared/data/layanan.json"
)
DATA28 = {la["kode"]: la for la in json.loads(DATA.read_text())} if DATA.is_file() else {}
KITA = [la for la in SEMUA if la.kode in DATA28]
BEDA = Path(__file__).parent / "beda"


def sengaja(kode: str) -> set[tuple[str, str]]:
    """(attribute, name) in which we differ on purpose; each entry of tests/plugins/beda/<kode>.toml says why."""
    berkas = BEDA / f"{kode}.toml"
    daftar = tomllib.loads(berkas.read_text())["beda"] if berkas.is_file() else []
    assert all(len(satu["sebab"]) > 10 for satu in daftar)
    return {(satu["atribut"], satu["nama"]) for satu in daftar}


SAMA = ("tipe", "wajib", "ganda", "pola", "min", "maks", "satuan", "opsi_ref", "min_baris", "maks_baris", "lingkup")
BAWAAN = {"wajib": True, "ganda": False, "lingkup": "kabupaten"}


def bandingkan(kita, data: dict, atribut) -> dict:
    """Attribute → (ours, theirs) where the two differ."""
    beda = {a: (getattr(kita, a), data.get(a, BAWAAN.get(a))) for a in atribut}
    if not data.get("opsi_ref") and data.get("opsi"):
        beda["opsi"] = (list(kita.opsi or ()), data["opsi"])
    return {a: pasangan for a, pasangan in beda.items() if pasangan[0] != pasangan[1]}


def urut(syarat) -> list:
    """A conjunction as a sorted list, so that neither the order nor the nesting of its parts counts."""
    if isinstance(syarat, Semua):
        return sorted((satu for bagian in syarat.bagian for satu in urut(bagian)), key=str)
    return [tulis_syarat(syarat)] if syarat else []


def kolom_dan_syarat(layanan):
    return {kolom.nama: (kolom, syarat) for _n, kolom, syarat in layanan.kolom_berurut()}


def beda_kolom(layanan) -> set[tuple[str, str]]:
    hasil, kita = set(), kolom_dan_syarat(layanan)
    hasil |= {("kolom", nama) for nama in set(kita) - {k["nama"] for k in DATA28[layanan.kode]["kolom"]}}
    for satu in DATA28[layanan.kode]["kolom"]:
        kolom, syarat = kita[satu["nama"]]
        hasil |= {(a, satu["nama"]) for a in bandingkan(kolom, satu, SAMA)}
        if urut(syarat) != urut(syarat_data(satu, layanan.kode)):
            hasil.add(("jika", satu["nama"]))
        sub_kita = {s.nama: s for s in kolom.sub_kolom}
        for sub in satu.get("sub_kolom", []):
            hasil |= {(a, f"{satu['nama']}.{sub['nama']}") for a in bandingkan(sub_kita[sub["nama"]], sub, SAMA)}
    return hasil


def beda_berkas(layanan) -> set[tuple[str, str]]:
    hasil, kita = set(), {b.kode: b for b in layanan.berkas}
    for satu in DATA28[layanan.kode]["berkas"]:
        b = kita[satu["kode"]]
        pasangan = {
            "wajib": (b.wajib, satu["wajib"]),
            "jenis": (sorted(b.jenis), sorted(satu["jenis"])),
            "dari": (b.dari == "profil", satu.get("dari_profil", False)),
            "templat": (b.templat, satu.get("templat")),
            "maks": (b.maks, satu.get("maks", 1)),
            "per_baris": (b.per_baris, satu.get("per_baris")),
            "tahap": (b.tahap is not None, "tahap" in satu),
            "jika": (urut(b.jika), urut(syarat_data(satu, layanan.kode))),
        }
        hasil |= {(f"berkas.{a}", satu["kode"]) for a, (ini, itu) in pasangan.items() if ini != itu}
    return hasil


def beda_lain(layanan) -> set[tuple[str, str]]:
    data, surat = DATA28[layanan.kode], layanan.surat
    hasil, lama = data["hasil"], data["masa_berlaku"]
    rute = [(t.peran, unit(t), t.aksi, t.sla, t.opsional, urut(t.jika)) for t in layanan.rute]
    rute_data = [
        (t["peran"], t["unit"], t["aksi"], t["sla_jam_kerja"], t.get("opsional", False),
         urut(syarat_data(t, layanan.kode)))
        for t in data["rute"]
    ]  # fmt: skip
    pengganti = data.get("pengganti") or {}
    pasangan = {
        "rute": (rute, rute_data),
        "klasifikasi": (surat.klasifikasi, hasil["klasifikasi"]),
        "klasifikasi_2022": (surat.klasifikasi_2022, hasil["klasifikasi_2022"]),
        "nomor": (surat.nomor, hasil["pola_nomor"]),
        "jenis": (f"Surat {surat.jenis.title()}", hasil["jenis"]),
        "lampiran": (list(surat.lampiran), hasil["lampiran"]),
        "dokumen_akhir": (surat.dokumen_akhir, hasil.get("dokumen_akhir")),
        "tipe": (layanan.tipe, data["tipe"]),
        "dasar_hukum": (list(layanan.dasar_hukum), data["dasar_hukum"]),
        "kategori": (layanan.kategori, data["kategori"]),
        "instansi": (list(layanan.instansi), data["instansi"]),
        "biaya": (layanan.biaya, data["biaya"] or 0),
        "masa_berlaku": (layanan.masa_berlaku, f"{lama['nilai']} {lama['satuan']}" if lama["nilai"] else None),
        "status_hukum": (layanan.status_hukum, data.get("status_hukum", "berlaku")),
        "pengganti": (all(str(v) in (layanan.pengganti or "") for v in pengganti.values()), True),
    }
    return {(a, layanan.kode) for a, (ini, itu) in pasangan.items() if ini != itu}


def unit(tahap) -> str:
    """Level or office as the data name it."""
    return tahap.unit or peran.SEMUA[tahap.peran].tingkat


def syarat_data(satu: dict, kode: str):
    return baca_syarat(ke_jika(satu["syarat"], kode)) if "syarat" in satu else None


def semua_beda(layanan) -> set[tuple[str, str]]:
    return beda_kolom(layanan) | beda_berkas(layanan) | beda_lain(layanan)


tiap = pytest.mark.parametrize("layanan", KITA, ids=operator.attrgetter("kode"))


def test_the_services_are_those_of_the_data_and_all_are_healthy():
    keluaran = io.StringIO()
    call_command("layanan", "daftar", "--json", stdout=keluaran)
    daftar = json.loads(keluaran.getvalue())
    assert {satu["kode"] for satu in daftar["layanan"]} == set(DATA28)
    assert daftar["karantina"] == []


@tiap
def test_every_question_and_upload_of_the_data_is_asked_and_no_other(layanan):
    data = DATA28[layanan.kode]
    tambahan = {nama for atribut, nama in sengaja(layanan.kode) if atribut == "kolom"}
    assert set(layanan.kolom) == {k["nama"] for k in data["kolom"]} | tambahan
    assert {b.kode for b in layanan.berkas} == {b["kode"] for b in data["berkas"]}
    for satu in data["kolom"]:
        assert {s.nama for s in layanan.kolom[satu["nama"]].sub_kolom} == {s["nama"] for s in satu.get("sub_kolom", [])}


@tiap
def test_everything_is_as_in_the_data_or_a_named_decision_and_no_decision_is_stale(layanan):
    assert semua_beda(layanan) == sengaja(layanan.kode)


def test_a_difference_would_be_noticed():
    layanan = KITA[0]
    kolom = layanan.langkah[0].kolom[0]
    langkah = layanan.langkah[0].model_copy(
        update={"kolom": (kolom.model_copy(update={"wajib": not kolom.wajib}), *layanan.langkah[0].kolom[1:])}
    )
    lain = layanan.model_copy(update={"langkah": (langkah, *layanan.langkah[1:]), "rute": layanan.rute[:-1]})
    assert semua_beda(lain) - semua_beda(layanan) == {("wajib", kolom.nama), ("rute", layanan.kode)}


def test_a_condition_of_a_step_counts_for_its_questions():
    satu, dua = baca_syarat({"a": 1}), baca_syarat({"b": 2})
    assert urut(gabung_syarat(satu, dua)) == urut(gabung_syarat(dua, satu))
    assert gabung_syarat(None, None) is None
    assert len(list(banding_dalam(gabung_syarat(satu, dua)))) == 2
