"""The stable shape of each answer, as the schema publishes it. Builders in `isi_*.py` fill them; a test compares."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers


class Isi(serializers.Serializer):
    """Base of every shape."""


_OBJEK = {"type": "object", "additionalProperties": True}


def _teks(penjelasan: str = "", **lain: Any) -> serializers.CharField:
    return serializers.CharField(help_text=penjelasan, **lain)


def _daftar(penjelasan: str = "") -> serializers.ListField:
    return serializers.ListField(child=serializers.CharField(), help_text=penjelasan)


def _alamat(penjelasan: str = "", **lain: Any) -> serializers.URLField:
    return serializers.URLField(help_text=penjelasan, **lain)


@extend_schema_field({**_OBJEK, "description": "JSON Schema 2020-12 dari `isian`."})
class SkemaField(serializers.JSONField):
    """A JSON Schema inside an answer."""


@extend_schema_field(
    {
        **_OBJEK,
        "type": ["object", "null"],
        "description": 'Kapan ditanyakan, seperti {"jenis_sktm": "Sekolah"} atau {"usia": {"<": 17}}; null = selalu.',
    }
)
class SyaratField(serializers.JSONField):
    """A condition in its canonical form."""


# --- Services ---------------------------------------------------------------------------------------------------------


class Waktu(Isi):
    jam_kerja = serializers.IntegerField(help_text="Paling lama, dalam jam kerja (8 jam sehari).")
    teks = _teks()


class Biaya(Isi):
    rupiah = serializers.IntegerField()
    teks = _teks()


class Kartu(Isi):
    """A service as the catalogue shows it."""

    kode = _teks()
    nama = _teks()
    ringkasan = _teks()
    tipe = serializers.ChoiceField(["A", "B", "C"], help_text="A: selesai di desa; B: sampai kecamatan/dinas; C: izin.")
    kategori = _teks()
    ikon = _teks("Nama gambar di ikon.svg.")
    waktu = Waktu()
    biaya = Biaya()
    diurus_di = _daftar("Tingkat kantor berurutan: desa, kecamatan, dinas, luar.")
    peristiwa = _daftar("Kata peristiwa dalam deklarasi layanan, untuk disaring di /api/v1/katalog/.")
    dicari = _daftar("Kata sehari-hari yang dipakai warga.")
    buka = serializers.BooleanField(help_text="Menerima permohonan baru.")
    kabar = _teks("Sampai kapan, atau sejak kapan ditutup; kosong bila tidak ada.")
    alamat = _alamat("Halaman untuk warga.")
    rinci = _alamat("Layanan ini di antarmuka ini.")


class LayananRingkas(Isi):
    """One row of the machine's list: enough to see what is new."""

    kode = _teks()
    versi = serializers.IntegerField()
    sidik = _teks("Sidik deklarasi; berubah bila apa pun di deklarasinya berubah.")
    nama = _teks()
    tipe = serializers.ChoiceField(["A", "B", "C"])
    kategori = _teks()
    buka = serializers.BooleanField()
    rinci = _alamat()


class Tahap(Isi):
    tahap = _teks()
    peran = _teks()
    sebutan = _teks("Siapa, dengan kata warga.")
    tingkat = _teks()
    kantor = _teks("Tingkat, atau kode kantor tertentu.")
    aksi = serializers.ChoiceField(["periksa", "paraf", "tandatangan", "teruskan", "cetak", "kirim_instansi"])
    sla = Waktu()
    opsional = serializers.BooleanField()
    jika = SyaratField(allow_null=True)
    keterangan = _teks()


class Unggahan(Isi):
    kode = _teks()
    label = _teks()
    bantuan = _teks()
    wajib = serializers.BooleanField()
    jenis = serializers.ListField(child=serializers.ChoiceField(["gambar", "pdf"]))
    dari_akun = serializers.BooleanField(help_text="Sudah ada di akun warga, tidak diminta lagi.")
    jika = SyaratField(allow_null=True)
    per_baris = serializers.CharField(allow_null=True, help_text="Satu untuk tiap baris tabel ini.")
    tahap = serializers.CharField(allow_null=True, help_text="Diminta setelah tahap ini; null = sebelum dikirim.")
    maks = serializers.IntegerField(help_text="Paling banyak berapa berkas.")


class Surat(Isi):
    judul = _teks()
    jenis = serializers.ChoiceField(["biasa", "khusus"])
    klasifikasi = _teks("Permendagri 78/2012.")
    klasifikasi_2022 = serializers.CharField(allow_null=True, help_text="Permendagri 83/2022.")
    pola_nomor = _teks()
    masa_berlaku = serializers.CharField(allow_null=True)
    dokumen_akhir = serializers.CharField(allow_null=True, help_text="Yang terbit atas dasar surat ini.")
    lampiran = _daftar()
    tembusan = _daftar()


class Kolom(Isi):
    """A question. Which of the optional keys are there depends on its kind."""

    nama = _teks()
    tipe = _teks()
    kendali = serializers.ChoiceField(
        ["teks", "area", "angka", "tanggal", "radio", "daftar", "ganda", "centang", "wilayah", "tabel"],
        help_text="Kendali yang kami pakai sendiri.",
    )
    label = _teks()
    bantuan = _teks()
    wajib = serializers.BooleanField()
    kalimat_kosong = _teks("Kalimat bila jawaban wajib kosong.")
    jika = SyaratField(allow_null=True)
    isi_awal = serializers.CharField(allow_null=True, help_text="Dari akun warga, seperti profil.nama.")
    papan_ketik = serializers.ChoiceField(["numeric", "tel", "email"], required=False)
    opsi = serializers.ListField(child=serializers.CharField(), required=False)
    satuan = _teks(required=False)
    contoh = _teks(required=False)
    pola = _teks(required=False)
    lampau = serializers.BooleanField(required=False)
    lingkup = serializers.ChoiceField(["kabupaten", "nasional"], required=False)
    sampai = serializers.ChoiceField(["provinsi", "kabupaten", "kecamatan", "desa"], required=False)
    min_baris = serializers.IntegerField(required=False)
    maks_baris = serializers.IntegerField(required=False)
    kolom = serializers.ListField(child=SkemaField(), required=False, help_text="Kolom tabel, bentuknya sama.")


class Langkah(Isi):
    judul = _teks()
    bantuan = _teks()
    jika = SyaratField(allow_null=True)
    kolom = Kolom(many=True)


class Formulir(Isi):
    langkah = Langkah(many=True)
    skema = SkemaField()


class Komponen(Isi):
    nomor = serializers.IntegerField(help_text="Urutan di Permenpan RB 15/2014.")
    kunci = _teks()
    judul = _teks()
    isi = _daftar("Satu kalimat atau lebih; kosong bila belum ditulis.")


class Privasi(Isi):
    tujuan = _teks()
    simpan = _teks("Berapa lama disimpan.")


class Layanan(Kartu):
    """Everything that is declared about a service."""

    versi = serializers.IntegerField()
    sidik = _teks()
    singkat = serializers.CharField(allow_null=True)
    produk = _teks()
    instansi = _daftar("Instansi lain yang terlibat.")
    dasar_hukum = _daftar()
    status_hukum = serializers.ChoiceField(["berlaku", "digantikan"])
    pengganti = serializers.CharField(allow_null=True)
    berlaku_sampai = serializers.DateField(allow_null=True)
    tempat = _teks("Kolom yang menentukan desa mana yang mengurus.")
    privasi = Privasi()
    rute = Tahap(many=True)
    unggahan = Unggahan(many=True)
    surat = Surat(allow_null=True)
    formulir = Formulir()
    komponen = Komponen(many=True)


# --- Regions, events, errors ------------------------------------------------------------------------------------------


class Wilayah(Isi):
    kode = _teks("Kode Kemendagri, seperti 35.15.18.2001.")
    nama = _teks()
    tingkat = serializers.ChoiceField(["provinsi", "kabupaten", "kecamatan", "desa", "kelurahan"])
    induk = serializers.CharField(allow_null=True)


class Masalah(Isi):
    """RFC 9457, with what to do next."""

    type = _teks()
    title = _teks()
    status = serializers.IntegerField()
    saran = _teks("Apa yang sebaiknya dilakukan.")
    kesalahan = serializers.DictField(child=_daftar(), required=False, help_text="Kesalahan tiap parameter.")


class Daftar(Isi):
    """The addresses to begin with."""

    alamat = serializers.DictField(child=serializers.URLField())


def berhalaman(isi: type[Isi]) -> Any:
    """The shape of a page of a list, named after what it lists."""
    lanjut = serializers.URLField(allow_null=True, help_text="Alamat halaman berikutnya; null di halaman terakhir.")
    return type(f"Halaman{isi.__name__}", (Isi,), {"hasil": isi(many=True), "lanjut": lanjut})


# --- Links, MPP, events, pages ----------------------------------------------------------------------------------------


class Sebutan(Isi):
    kode = _teks()
    nama = _teks()


class Tautan(Isi):
    """An application of an office."""

    kode = _teks()
    nama = _teks()
    untuk = _teks("Untuk apa.")
    kategori = Sebutan()
    pengelola = _teks()
    pemilik = serializers.ChoiceField(["opd", "bumd", "provinsi", "pusat", "bumn"])
    kantor = serializers.CharField(allow_null=True, help_text="Kode kantor kabupaten, bila ada.")
    alamat = _teks("Situsnya; kosong bila tidak ada atau mencurigakan.")
    keadaan = serializers.ChoiceField(
        ["bisa", "rusak", "mencurigakan", "belum_dicek", "tanpa_alamat"], help_text="Menurut pemeriksa tautan."
    )
    biaya = serializers.ChoiceField(["", "gratis", "berbayar"], help_text="Kosong = belum diketahui.")
    rincian_biaya = _teks()
    tempat = _teks()
    cara_masuk = _teks()
    halaman = _alamat("Halaman tentangnya di situs ini.")


class JamBuka(Isi):
    hari = serializers.IntegerField(min_value=0, max_value=6, help_text="0 = Senin.")
    buka = serializers.RegexField(r"^[0-2][0-9]:[0-5][0-9]$")
    tutup = serializers.RegexField(r"^[0-2][0-9]:[0-5][0-9]$")


class HariTutup(Isi):
    dari = serializers.DateField()
    sampai = serializers.DateField()
    alasan = _teks()


class LayananLoket(Isi):
    kode = _teks()
    nama = _teks()
    instansi = Sebutan()
    ringkas = _teks()
    bawa = _daftar("Yang dibawa.")
    daring = serializers.CharField(allow_null=True, help_text="Kode layanan bila dapat diajukan dari rumah.")


class Kelompok(Isi):
    """Services that share counters and a series of numbers."""

    huruf = _teks()
    nama = _teks()
    menit = serializers.IntegerField(help_text="Perkiraan menit per orang.")
    loket = _daftar()
    layanan = LayananLoket(many=True)


class Mpp(Isi):
    """A hall with counters."""

    kode = _teks()
    nama = _teks()
    jenis = serializers.ChoiceField(["mpp", "mini"])
    alamat = _teks()
    petunjuk = _teks()
    telepon = _teks()
    pengelola = _teks()
    diperiksa = serializers.BooleanField(help_text="false: isi contoh, pastikan dulu ke kantornya.")
    jam_buka = JamBuka(many=True)
    hari_tutup = HariTutup(many=True)
    kelompok = Kelompok(many=True)
    halaman = _alamat("Daftar tempat di situs ini.")


class LangkahPeristiwa(Isi):
    """One step of a life event."""

    judul = _teks()
    catatan = _teks("Untuk apa, atau bila apa.")
    layanan = serializers.CharField(allow_null=True, help_text="Kode layanan; kosong bila urusannya di tempat lain.")
    alamat = serializers.CharField(allow_null=True, help_text="Alamat situs di tempat lain, bila ada.")


class Peristiwa(Isi):
    """A life event as editors tell it."""

    kode = _teks()
    nama = _teks()
    ringkas = _teks()
    pembuka = _teks()
    ikon = _teks()
    jumlah_layanan = serializers.IntegerField()
    layanan = _daftar("Kode layanan di bawahnya, berurut, masing-masing sekali.")
    langkah = LangkahPeristiwa(many=True)
    halaman = _alamat("Halamannya di situs ini; di sana warga mengurus beberapa layanan sekaligus.")


class HalamanRingkas(Isi):
    id = serializers.IntegerField()
    jenis = _teks()
    judul = _teks()
    ringkas = _teks()
    bahasa = serializers.ChoiceField(["id", "en"])
    alamat = _alamat()
    terbit = serializers.DateTimeField(allow_null=True)
    diperbarui = serializers.DateTimeField(allow_null=True)
    rinci = _alamat()


class Blok(Isi):
    jenis = _teks()
    isi = serializers.JSONField(help_text="Teks, atau objek menurut jenisnya. Teks kaya berupa HTML sederhana.")


class Halaman(HalamanRingkas):
    """A page with what stands on it."""

    isi = Blok(many=True)


class Gambar(Isi):
    alamat = _alamat()
    keterangan = _teks("Untuk yang tidak melihat gambarnya.")


class Berita(Isi):
    """A piece of news; its text is read at `rinci`."""

    id = serializers.IntegerField()
    judul = _teks()
    ringkas = _teks()
    tanggal = serializers.DateField()
    gambar = Gambar(allow_null=True)
    bahasa = serializers.ChoiceField(["id", "en"])
    contoh = serializers.BooleanField(help_text="Isi peragaan, bukan berita sungguhan.")
    alamat = _alamat()
    rinci = _alamat()
