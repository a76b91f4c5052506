"""What a package changes, told to people who decide: every kind of change has its sentence, and no change says so."""

import pytest

from core.layanan.muat import layanan_dari_data
from core.layanan.paket_beda import beda_layanan
from tests.layanan.bahan import data_uji

FOTO = {"kode": "foto_rumah", "label": "Foto rumah", "wajib": False}


def dasar() -> dict:
    return data_uji(berkas=[dict(FOTO)])


def beda(ubah, naskah=None) -> list[str]:
    data = dasar()
    ubah(data)
    lama, baru = layanan_dari_data(dasar()), layanan_dari_data(data)
    return beda_layanan(lama, baru.model_copy(update={"naskah": naskah}))


KOLOM = {"nama": "tujuan", "label": "Untuk apa", "tipe": "teks"}
CAMAT = {"tahap": "Paraf camat", "peran": "camat", "aksi": "paraf", "sla": "1 hari kerja"}
PERUBAHAN = {
    "Pertanyaan baru: “Untuk apa” (wajib).": lambda d: d["langkah"][0]["kolom"].append(KOLOM),
    "Pertanyaan dihapus: “Nama sekolah”.": lambda d: d["langkah"][0]["kolom"].pop(),
    "Pertanyaan “Jenis” kini berbunyi “Macam”.": lambda d: d["langkah"][0]["kolom"][0].update(label="Macam"),
    "Pertanyaan “Nama sekolah” kini boleh kosong.": lambda d: d["langkah"][0]["kolom"][1].update(wajib=False),
    "Pilihan baru pada “Jenis”: Kuliah.": lambda d: d["langkah"][0]["kolom"][0]["opsi"].append("Kuliah"),
    "Pilihan dihapus pada “Jenis”: Lain.": lambda d: d["langkah"][0]["kolom"][0]["opsi"].remove("Lain"),
    "Kapan “Nama sekolah” ditanyakan berubah.": lambda d: d["langkah"][0]["kolom"][1].pop("jika"),
    "Aturan atau keterangan “Nama sekolah” berubah: maks.": lambda d: d["langkah"][0]["kolom"][1].update(maks=40),
    "Unggahan baru: “Kartu” (wajib).": lambda d: d["berkas"].append({"kode": "kartu", "label": "Kartu"}),
    "Unggahan dihapus: “Foto rumah”.": lambda d: d["berkas"].pop(),
    "Unggahan “Foto rumah” kini wajib.": lambda d: d["berkas"][0].update(wajib=True),
    "Tahap “Paraf camat” (camat) ditambahkan sesudah “Periksa”.": lambda d: d["rute"].insert(1, CAMAT),
    "Tahap “Paraf camat” (camat) ditambahkan paling awal.": lambda d: d["rute"].insert(0, CAMAT),
    "Tahap “Periksa” pindah dari petugas desa ke sekretaris desa.": lambda d: d["rute"][0].update(
        peran="sekretaris_desa"
    ),
    "Batas waktu tahap “Periksa”: dari 4 menjadi 6 jam kerja.": lambda d: d["rute"][0].update(sla="6 jam kerja"),
    "Biaya berubah dari “gratis” menjadi “Rp25.000”.": lambda d: d.update(biaya=25000),
    "Nama layanan berubah dari “Surat Uji” menjadi “Surat Coba”.": lambda d: d.update(nama="Surat Coba"),
    "Surat, klasifikasi berubah dari “400” menjadi “470”.": lambda d: d["surat"].update(klasifikasi="470"),
}


@pytest.mark.parametrize("kalimat", PERUBAHAN)
def test_each_change_is_one_sentence(kalimat):
    assert beda(PERUBAHAN[kalimat]) == [kalimat]


def test_a_changed_letter_says_how_many_lines():
    assert beda(lambda d: None, naskah="#show: surat\nLain") == [
        "Naskah surat berubah pada 2 baris (lihat berdampingan di bawah)."
    ]


def test_no_change_says_so():
    assert beda(lambda d: None) == ["Tidak ada yang berubah."]


def test_every_key_of_the_declaration_is_told_about():
    """The twin of the list above: a key that nobody mentions would change behind the back of who decides."""
    lama = layanan_dari_data(dasar())
    diam = {"kontrak", "kode", "versi", "naskah", "ikon"}
    contoh = {"langkah": lama.langkah * 2, "rute": lama.rute[:1], "berkas": (), "surat": None, "biaya": 7,
              "privasi": lama.privasi.model_copy(update={"simpan": "9 tahun"}), "naskah": "x"}  # fmt: skip
    for nama in set(type(lama).model_fields) - diam:
        baru = lama.model_copy(update={nama: contoh.get(nama, "lain")})
        assert beda_layanan(lama, baru) != ["Tidak ada yang berubah."], nama


def test_a_new_service_is_summed_up():
    kalimat = beda_layanan(None, layanan_dari_data(dasar()))
    assert kalimat == [
        "Layanan baru: Surat Uji (tipe A).",
        "Menanyakan 2 hal: Jenis, Nama sekolah.",
        "Meminta 1 unggahan: Foto rumah.",
        "Ditangani: Periksa (petugas desa, 4 jam kerja), Tanda tangan (kepala desa, 4 jam kerja).",
        "Mencetak “Surat Uji” (klasifikasi 400).",
        "Biaya: gratis.",
    ]
