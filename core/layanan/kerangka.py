"""`manage.py layanan baru`: a small service that conforms as it stands; the author goes on from there."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

from core.layanan.galat import LayananSalah
from core.layanan.kunci import kunci_layanan
from core.layanan.muat import BERKAS, NASKAH, muat_folder

TOML = """\
kontrak   = 1                    # version of the plugin contract
kode      = {kode}
versi     = 1
tipe      = {tipe}
nama      = {nama}
ringkasan = {ringkasan}
tempat    = "alamat_pemohon"     # the place that decides which office handles it
masa_berlaku = "3 bulan"
dasar_hukum = ["UU 25/2009 tentang Pelayanan Publik"]

[privasi]
tujuan = {tujuan}
simpan = "5 tahun"

[[langkah]]
judul = "Untuk apa surat ini?"

[[langkah.kolom]]
nama  = "keperluan"
label = "Keperluan"
tipe  = "pilihan"
opsi  = ["Sekolah", "Lain-lain"]

[[langkah.kolom]]
nama  = "nama_sekolah"
label = "Nama sekolah"
tipe  = "teks"
jika  = {{ keperluan = "Sekolah" }}

[[langkah.kolom]]
nama  = "tujuan"
label = "Akan digunakan untuk"
sebutan = "kegunaan surat ini"
tipe  = "teks_panjang"
maks  = 300

[[berkas]]
kode  = "ktp_pemohon"
label = "Foto KTP-el"
jenis = ["gambar"]
dari  = "profil"

[[berkas]]
kode  = "pengantar_rt_rw"
label = "Surat pengantar RT/RW"

[[rute]]
tahap = "Pemeriksaan berkas"
peran = "operator_{tingkat}"
aksi  = "periksa"
sla   = "4 jam kerja"

[[rute]]
tahap = "Tanda tangan"
peran = "{penanda}"
aksi  = "tandatangan"
sla   = "4 jam kerja"

[surat]
judul = {nama}
jenis = "biasa"
klasifikasi = "400"
"""
TYP = """\
#import "/naskah.typ": *
#show: surat

Yang bertanda tangan di bawah ini, #pejabat.jabatan, menerangkan dengan sebenarnya bahwa:

#identitas("nama", "nik", "ttl", "jenis_kelamin", "pekerjaan", "alamat")

adalah benar penduduk #unit.nama. Surat ini diberikan untuk #isian.tujuan#bila("nama_sekolah")[, di
#isian.nama_sekolah]. #masa_berlaku

#penutup
"""
SAH = {"keperluan": "Sekolah", "nama_sekolah": "SMP Negeri 1 Waru", "tujuan": "pendaftaran siswa baru"}
CONTOH: dict[str, dict[str, Any]] = {
    "sah": SAH,
    "minimal": {"keperluan": "Lain-lain", "tujuan": "melamar kerja"},
    "nakal": SAH | {"nama_sekolah": '#eval("1") $x$ <b>@ref</b>', "tujuan": "= judul\n#include *tebal*"},
    "salah_tujuan": SAH | {"tujuan": "a" * 301},
}


def buat_kerangka(akar: Path, *, kode: str, tipe: str, nama: str) -> Path:
    """Write `akar/tipe_x/<kode>` and lock it. Raises FileExistsError; LayananSalah when the names do not fit."""
    folder = akar / f"tipe_{tipe.lower()}" / kode.replace("-", "_")
    (folder / "contoh").mkdir(parents=True)
    isi = {"kode": kode, "tipe": tipe, "nama": nama, "ringkasan": f"{nama}.", "tujuan": f"Menerbitkan {nama}"}
    kutip = {kunci: json.dumps(nilai, ensure_ascii=False) for kunci, nilai in isi.items()}
    desa = tipe == "A"
    tingkat, penanda = ("desa", "kepala_desa") if desa else ("kecamatan", "camat")
    (folder / BERKAS).write_text(TOML.format(**kutip, tingkat=tingkat, penanda=penanda), encoding="utf-8")
    (folder / NASKAH).write_text(TYP, encoding="utf-8")
    for satu, jawaban in CONTOH.items():
        teks = json.dumps(jawaban, ensure_ascii=False, indent=2) + "\n"
        (folder / "contoh" / f"{satu}.json").write_text(teks, encoding="utf-8")
    try:
        kunci_layanan(muat_folder(folder).layanan, folder, tulis=True)
    except LayananSalah:
        shutil.rmtree(folder)
        raise
    return folder
