"""What each key of `layanan.toml` means, in the author's language: for his editor and for the reference page.

A test compares the keys with the model, so a new key cannot stay without its sentence.
"""

from __future__ import annotations

from pydantic import BaseModel

from core.layanan.deklarasi import Kolom, Langkah, Layanan, NaskahSurat, Privasi, PrivasiKolom, Tahap, Unggahan

LAYANAN = {
    "kontrak": "Versi kontrak yang dipakai deklarasi ini; selalu 1.",
    "kode": "Nama tetap layanan di alamat situs, seperti surat-keterangan-belum-menikah; sama dengan nama foldernya.",
    "versi": "Nomor versi. Naikkan satu setiap kali isi berubah sesudah dipakai warga, lalu jalankan layanan kunci.",
    "tipe": "A selesai di desa atau kelurahan; B dari desa naik ke kecamatan atau dinas; C langsung ke kecamatan, "
    "dinas, atau instansi luar.",
    "nama": "Nama resmi layanan.",
    "singkat": "Nama yang dipakai orang sehari-hari, seperti SKTM.",
    "ringkasan": "Satu kalimat untuk warga: surat apa ini dan untuk apa.",
    "kategori": "Kelompok di katalog, seperti kependudukan, sosial, usaha.",
    "dicari": "Kata sehari-hari yang diketik orang saat mencari layanan ini.",
    "peristiwa": "Peristiwa hidup yang membawa orang ke sini, seperti pindah, sakit, sekolah.",
    "tempat": "Yang menentukan kantor mana yang mengurus: alamat_pemohon, atau nama kolom wilayah di formulir.",
    "biaya": "Biaya dalam rupiah; 0 berarti gratis.",
    "masa_berlaku": "Berapa lama surat berlaku, seperti 3 bulan. Tanpa ini surat berlaku seterusnya.",
    "dasar_hukum": "Peraturan yang menjadi dasar, satu kalimat satu peraturan.",
    "instansi": "Instansi lain yang ikut dalam layanan ini.",
    "produk": "Yang diterima warga bila bukan surat dari sistem ini, seperti kartu fisik.",
    "ikon": "Nama gambar kecil di katalog.",
    "status_hukum": "berlaku, atau digantikan bila peraturannya sudah diganti; sebut penggantinya di pengganti.",
    "pengganti": "Ke mana warga pergi bila layanan ini sudah digantikan.",
    "perpanjangan": "Berapa kali surat boleh diperpanjang.",
    "lapor_tiap": "Jarak wajib lapor pemegang surat, seperti 6 bulan.",
    "lapor_kali": "Berapa kali wajib lapor itu dijalankan.",
    "berlaku_sampai": "Hari terakhir permohonan baru boleh dikirim, ditulis 2027-12-31 tanpa tanda kutip.",
    "privasi": "Mengapa data layanan ini diminta dan berapa lama disimpan.",
    "langkah": "Halaman formulir, berurutan. Satu [[langkah]] satu halaman dengan satu pokok.",
    "berkas": "Berkas yang diunggah warga. Satu [[berkas]] satu unggahan.",
    "rute": "Tahap di kantor, berurutan. Satu [[rute]] satu tahap di satu meja.",
    "surat": "Surat yang terbit. Tanpa bagian ini layanan selesai tanpa surat dari sistem ini.",
}
PRIVASI = {
    "tujuan": "Untuk apa data ini diminta (UU 27/2022 pasal 21).",
    "simpan": "Berapa lama data disimpan, seperti 5 tahun.",
}
PRIVASI_KOLOM = {
    "tujuan": "Untuk apa jawaban ini diminta, bila berbeda dari layanannya.",
    "simpan": "Berapa lama jawaban ini disimpan, bila berbeda dari layanannya.",
}
LANGKAH = {
    "judul": "Judul halaman, sebaiknya pertanyaan: Untuk apa surat ini?",
    "bantuan": "Petunjuk di bawah judul, seperti dokumen yang perlu disiapkan.",
    "jika": "Kapan halaman ini muncul; berlaku untuk semua pertanyaannya.",
    "kolom": "Pertanyaan di halaman ini. Paling banyak lima enak diisi di HP.",
}
KOLOM = {
    "nama": "Nama jawaban untuk syarat dan naskah surat: huruf kecil, angka, garis bawah, seperti nama_sekolah.",
    "label": "Pertanyaan yang dibaca warga.",
    "tipe": "Jenis jawaban; menentukan kotak isian dan pemeriksaannya.",
    "wajib": "false bila boleh dikosongkan.",
    "sebutan": "Kata untuk kalimat galat, seperti “Isi nama sekolah”. Wajib bila label berupa pertanyaan.",
    "bantuan": "Petunjuk di bawah label, seperti contoh jawaban.",
    "alasan": "Mengapa ditanyakan; tulis untuk pertanyaan yang peka.",
    "jika": "Kapan ditanyakan; acuannya pertanyaan yang lebih dulu.",
    "isi_awal": "Terisi lebih dulu dari akun, seperti profil.alamat.",
    "opsi": "Pilihan jawaban yang ditulis di sini.",
    "opsi_ref": "Nama daftar pilihan bersama, seperti pekerjaan atau agama.",
    "ganda": "true bila boleh memilih lebih dari satu.",
    "pola": "Bentuk tulisan (regular expression) untuk teks; perlu contoh yang cocok.",
    "contoh": "Contoh jawaban yang ditunjukkan kepada warga.",
    "min": "Paling kecil (angka, uang) atau paling pendek (teks).",
    "maks": "Paling besar (angka, uang) atau paling panjang (teks).",
    "satuan": "Satuan di belakang angka, seperti cm atau orang.",
    "lampau": "true bila tanggalnya harus sudah lewat.",
    "arti": "Tentang apa jawaban ini, seperti almarhum.nama; layanan lain dalam satu rangkaian memakainya.",
    "lingkup": "Wilayah yang dapat dipilih: kabupaten ini saja, atau seluruh Indonesia (nasional).",
    "sampai": "Sedalam apa wilayah dipilih.",
    "sub_kolom": "Pertanyaan dalam satu baris tabel.",
    "min_baris": "Paling sedikit baris tabel.",
    "maks_baris": "Paling banyak baris tabel; bawaannya 20.",
    "privasi": "Bila tujuan atau lama simpan jawaban ini berbeda dari layanannya.",
}
UNGGAHAN = {
    "kode": "Nama unggahan untuk syarat dan surat, seperti pengantar_rt_rw.",
    "label": "Nama berkas yang dibaca warga.",
    "bantuan": "Petunjuk memotret atau mengisi.",
    "wajib": "false bila boleh tidak ada.",
    "jenis": 'Yang diterima: "gambar", "pdf", atau keduanya.',
    "dari": "profil: sudah ada di akun (foto KTP atau KK), tidak diminta lagi.",
    "jika": "Kapan diminta; boleh mengacu semua pertanyaan dan unggahan lain (berkas.kode).",
    "per_baris": "Nama tabel: satu berkas untuk tiap barisnya.",
    "templat": "Nama blangko kantor untuk berkas ini; unduhannya belum ditampilkan kepada warga.",
    "tahap": "Diminta sesudah tahap rute ini, bukan sebelum dikirim (bukti bayar, misalnya).",
    "maks": "Paling banyak berkas untuk unggahan ini.",
}
TAHAP = {
    "tahap": "Nama tahap yang dibaca warga dan petugas.",
    "peran": "Meja siapa: peran dari daftar tetap, bukan nama orang.",
    "aksi": "Yang dikerjakan di tahap ini.",
    "sla": "Batas waktu, seperti 4 jam kerja atau 2 hari kerja.",
    "unit": "Kantornya bila bukan desa atau kecamatan tempatnya, seperti dinas-sosial.",
    "opsional": "true: dilewati bila di kantor itu tidak ada pejabatnya hari ini. Untuk paraf, bukan tanda tangan.",
    "jika": "Kapan tahap ini dijalani.",
    "keterangan": "Catatan untuk petugas di tahap ini.",
    "atas_nama": "Baris a.n. di atas jabatan penanda tangan, seperti Bupati {daerah}.",
}
SURAT = {
    "judul": "Judul surat.",
    "jenis": "biasa atau khusus; surat khusus dihitung di buku nomornya sendiri.",
    "klasifikasi": "Kode klasifikasi arsip (Permendagri 78/2012), seperti 474.2.",
    "klasifikasi_2022": "Kode klasifikasi arsip menurut Permendagri 83/2022.",
    "nomor": "Pola nomor surat; wajib memuat {urut} dan {tahun}.",
    "register": "Nama buku nomor. umum untuk surat biasa, nama sendiri untuk surat khusus.",
    "dokumen_akhir": "Dokumen yang terbit di dinas atas dasar surat ini.",
    "lampiran": "Lampiran yang disebut dalam surat.",
    "tembusan": "Siapa yang mendapat tembusan; dicetak di bawah tanda tangan.",
    "foto": "Kode unggahan gambar yang dicetak dalam surat.",
}
BAGIAN = {
    "nama": "Nama bagian; dipanggil dari [[langkah]] dengan kunci bagian.",
    "langkah": "Halaman-halaman bagian ini; {nama} di dalamnya diganti saat dipakai.",
}
PAKAI_BAGIAN = {
    "bagian": "Nama [[bagian]] yang dipakai di sini.",
    "isi": 'Pengganti tiap {lubang} di bagian itu, seperti { awal = "ayah", sebut = "ayah Anda" }.',
    "jika": "Kapan semua halaman bagian ini muncul.",
}
KETERANGAN: dict[type[BaseModel], dict[str, str]] = {
    Layanan: LAYANAN,
    Privasi: PRIVASI,
    Langkah: LANGKAH,
    Kolom: KOLOM,
    PrivasiKolom: PRIVASI_KOLOM,
    Unggahan: UNGGAHAN,
    Tahap: TAHAP,
    NaskahSurat: SURAT,
}
PILIHAN = {
    ("Kolom", "tipe"): {
        "teks": "satu baris tulisan",
        "teks_panjang": "beberapa baris tulisan",
        "angka": "bilangan bulat",
        "uang": "rupiah",
        "tanggal": "hari, bulan, tahun",
        "pilihan": "memilih dari opsi atau opsi_ref",
        "centang": "ya atau tidak",
        "nik": "NIK 16 angka, diperiksa",
        "no_kk": "nomor Kartu Keluarga 16 angka",
        "telepon": "nomor HP",
        "email": "alamat surel",
        "wilayah": "provinsi sampai desa",
        "tabel": "baris-baris, seperti daftar ahli waris",
    },
    ("Tahap", "aksi"): {
        "periksa": "memeriksa isian dan berkas; wajib ada sebelum tanda tangan pertama",
        "paraf": "menandai sudah diperiksa, di bawah penanda tangan",
        "tandatangan": "menandatangani surat",
        "teruskan": "mengirim ke meja berikutnya",
        "cetak": "mencetak atau menyerahkan",
        "kirim_instansi": "menyerahkan ke instansi luar",
    },
    ("Layanan", "tipe"): {
        "A": "selesai di desa atau kelurahan",
        "B": "dari desa naik ke kecamatan atau dinas",
        "C": "langsung ke kecamatan, dinas, atau instansi luar",
    },
}
