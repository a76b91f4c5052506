"""The contract can express all 28 services of the collected data: every field, upload, route and condition.

The data lie beside the project, not in it; without them these tests are skipped BY NAME.
"""

import json
import operator

import pytest

from core.layanan.formulir import formulir_langkah
from core.layanan.ketentuan import periksa_layanan
from core.layanan.muat import layanan_dari_data
from core.layanan.syarat import Konteks, baca_syarat, banding_dalam, terpenuhi, urai_acuan
from tests.layanan.bahan import DATA, HARI, PROFIL

pytestmark = pytest.mark.skipif(
    not DATA.is_file(), reason="data 28 layanan tidak ada di sini: ../shared/data/layanan.json"
)
SEMUA = json.loads(DATA.read_text()) if DATA.is_file() else []
CONTOH = {
    r"^\d{3}$": "003", r"^\d{5}$": "61256", r"^\d{13}$": "0001234567890", r"^([01]\d|2[0-3]):[0-5]\d$": "08:30",
    r"^\d{15,16}$": "123456789012345", r"^\d{18}$": "351508000100010010",
}  # fmt: skip
# A derived value of the data that has another name here: the section "anak" asks for `tanggal_lahir`.
GANTI_ACUAN = {("surat-keterangan-kelahiran", "anak.usia"): "tanggal_lahir.usia"}


def ke_jika(syarat: dict, kode: str) -> dict:
    """`{kolom, op, nilai}` of the data to our written form."""
    for kelompok in ("semua", "salah_satu"):
        if kelompok in syarat:
            return {kelompok: [ke_jika(bagian, kode) for bagian in syarat[kelompok]]}
    acuan = GANTI_ACUAN.get((kode, syarat["kolom"]), syarat["kolom"])
    nilai = True if syarat["op"] == "kosong" else syarat["nilai"]
    return {acuan: nilai if syarat["op"] == "=" else {syarat["op"]: nilai}}


def ke_kolom(kolom: dict, kode: str) -> dict:
    ambil = ("nama", "label", "tipe", "wajib", "bantuan", "opsi", "opsi_ref", "ganda", "pola", "min", "maks", "satuan")
    hasil = {k: kolom[k] for k in (*ambil, "min_baris", "maks_baris") if k in kolom}
    if "opsi_ref" in hasil:
        hasil.pop("opsi", None)
    if "pola" in hasil:
        hasil["contoh"] = CONTOH[hasil["pola"]]
    if kolom.get("lingkup") == "nasional":
        hasil["lingkup"] = "nasional"
    if "syarat" in kolom:
        hasil["jika"] = ke_jika(kolom["syarat"], kode)
    if "sub_kolom" in kolom:
        hasil["sub_kolom"] = [ke_kolom(sub, kode) for sub in kolom["sub_kolom"]]
    return hasil


def ke_langkah(layanan: dict) -> list[dict]:
    """Sections become steps; one that asks something too early goes to the end of its section's list."""
    kode, sisa = layanan["kode"], list(layanan["kolom"])
    urut, nama = [], {k["nama"]: k for k in layanan["kolom"]}
    while sisa:
        kolom = next(k for k in sisa if not (acuan_kolom(k, kode) & set(nama)) - {u["nama"] for u in urut})
        sisa.remove(kolom)
        urut.append(kolom)
    bagian: dict[int, dict] = {}
    nomor = -1
    for i, kolom in enumerate(urut):
        if i == 0 or kolom["bagian"] != urut[i - 1]["bagian"]:
            nomor += 1
        bagian.setdefault(nomor, {"judul": kolom["bagian"], "kolom": []})["kolom"].append(ke_kolom(kolom, kode))
    return list(bagian.values())


def acuan_kolom(kolom: dict, kode: str) -> set[str]:
    if "syarat" not in kolom:
        return set()
    return {b.acuan.partition(".")[0] for b in banding_dalam(baca_syarat(ke_jika(kolom["syarat"], kode)))}


def ke_berkas(berkas: dict, layanan: dict) -> dict:
    ambil = ("kode", "label", "bantuan", "wajib", "jenis", "per_baris", "templat", "maks")
    hasil = {k: berkas[k] for k in ambil if k in berkas}
    if berkas.get("dari_profil"):
        hasil["dari"] = "profil"
    if "syarat" in berkas:
        hasil["jika"] = ke_jika(berkas["syarat"], layanan["kode"])
    if "tahap" in berkas:
        hasil["tahap"] = next(t["nama"] for t in layanan["rute"] if "enetapan" in t["nama"])
    return hasil


def ke_deklarasi(layanan: dict) -> dict:
    """One service of the data as a declaration of ours."""
    hasil, lama = layanan["hasil"], layanan["masa_berlaku"]
    rute = [
        {"tahap": t["nama"], "peran": t["peran"], "aksi": t["aksi"], "sla": f"{t['sla_jam_kerja']} jam kerja",
         "unit": t["unit"], "opsional": t.get("opsional", False)}
        | ({"jika": ke_jika(t["syarat"], layanan["kode"])} if "syarat" in t else {})
        for t in layanan["rute"]
    ]  # fmt: skip
    surat = {k: hasil[k] for k in ("judul", "klasifikasi", "klasifikasi_2022", "lampiran") if hasil.get(k)}
    return {
        "kontrak": 1, "versi": 1, "kode": layanan["kode"], "tipe": layanan["tipe"], "nama": layanan["nama"],
        "ringkasan": layanan["ringkasan"], "kategori": layanan["kategori"], "dasar_hukum": layanan["dasar_hukum"],
        "instansi": layanan["instansi"], "biaya": layanan["biaya"],
        "privasi": {"tujuan": "Uji", "simpan": "1 tahun"},
        "langkah": ke_langkah(layanan), "berkas": [ke_berkas(b, layanan) for b in layanan["berkas"]], "rute": rute,
        "surat": surat | {"jenis": hasil["jenis"].removeprefix("Surat ").lower(), "nomor": hasil["pola_nomor"]},
    } | ({"masa_berlaku": f"{lama['nilai']} {lama['satuan']}"} if lama["nilai"] else {})  # fmt: skip


@pytest.mark.parametrize("layanan", SEMUA, ids=operator.itemgetter("kode"))
def test_a_service_of_the_data_can_be_declared(layanan):
    deklarasi = layanan_dari_data(ke_deklarasi(layanan))
    assert periksa_layanan(deklarasi) == []
    assert set(deklarasi.kolom) == {k["nama"] for k in layanan["kolom"]}


@pytest.mark.satu_basis
@pytest.mark.django_db
@pytest.mark.parametrize("layanan", SEMUA, ids=operator.itemgetter("kode"))
def test_every_step_of_a_declared_service_renders(layanan):
    deklarasi = layanan_dari_data(ke_deklarasi(layanan))
    for n in range(len(deklarasi.langkah)):
        form = formulir_langkah(deklarasi, n, isian={}, profil=PROFIL, hari=HARI)
        halaman = str(form)
        assert [nama for nama in form.fields if f'id="id_{nama}' not in halaman] == []


def semua_syarat() -> list[tuple[str, dict, dict]]:
    bagian = ("kolom", "berkas", "rute")
    return [(la["kode"], la, isi["syarat"]) for la in SEMUA for b in bagian for isi in la[b] if "syarat" in isi]


def daun(syarat: dict):
    for kelompok in ("semua", "salah_satu"):
        if kelompok in syarat:
            return [d for bagian in syarat[kelompok] for d in daun(bagian)]
    return [syarat]


def nilai_pemenuh(op: str, nilai):
    """A value for which the comparison holds, and one for which it does not."""
    if op == "kosong":
        return None, "isi"
    if op in {"dalam", "tidak_dalam"}:
        pasangan = (nilai[0], "sesuatu yang lain")
        return pasangan if op == "dalam" else pasangan[::-1]
    if op in {"<", ">"}:
        return (nilai - 1, nilai + 1) if op == "<" else (nilai + 1, nilai - 1)
    lain = not nilai if isinstance(nilai, bool) else "sesuatu yang lain"
    return (nilai, lain) if op == "=" else (lain, nilai)


def pasang(kode: str, satu: dict, kolom: dict, nilai, wadah: dict):
    """Put a value where the reference looks for it: an answer, a row, a birth date, the profile, an upload."""
    arti = urai_acuan(GANTI_ACUAN.get((kode, satu["kolom"]), satu["kolom"]), kolom)
    lahir = f"{HARI.year - nilai}-01-01" if isinstance(nilai, int) and not isinstance(nilai, bool) else nilai
    isi = {
        "kolom": lambda: wadah["isian"].update({arti.kolom: nilai}),
        "profil": lambda: wadah["profil"].update({arti.kolom: nilai}),
        "usia": lambda: wadah["isian"].update({arti.kolom: lahir}),
        "baris": lambda: wadah["isian"].update({arti.kolom: [{}, {arti.sub: nilai}]}),
        "termuda": lambda: wadah["isian"].update({arti.kolom: [{arti.sub: lahir}]}),
        "berkas": lambda: wadah["berkas"].update({arti.kolom} if nilai else set()),
    }
    isi[arti.jenis]()


@pytest.mark.parametrize("ke", range(len(semua_syarat())))
def test_every_condition_of_the_data_is_judged_as_meant(ke):
    kode, layanan, syarat = semua_syarat()[ke]
    kolom = layanan_dari_data(ke_deklarasi(layanan)).kolom
    hasil = []
    for pilih in (0, 1):
        wadah = {"isian": {}, "profil": dict(PROFIL), "berkas": set()}
        for satu in daun(syarat):
            pasang(kode, satu, kolom, nilai_pemenuh(satu["op"], satu.get("nilai"))[pilih], wadah)
        konteks = Konteks(kolom=kolom, hari=HARI, **wadah)
        hasil.append(terpenuhi(baca_syarat(ke_jika(syarat, kode)), konteks))
    assert hasil == [True, False]


def test_the_data_have_the_conditions_we_think_of():
    assert len(semua_syarat()) == 153 + 77 + 2
