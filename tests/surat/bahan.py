"""Letters and keys for the tests of the pure engine."""

from copy import deepcopy
from functools import cache
from pathlib import Path

import zxingcpp

from core.surat import sertifikat
from core.surat.mesin import mesin
from core.surat.pades import Giliran, PenandaKunci, tanda_tangani

URL = "http://127.0.0.1:8000/cek/abcdefghijklmnopqrstuvwxyz/"
NASKAH = """#import "/naskah.typ": *
#show: surat

Yang bertanda tangan di bawah ini, #pejabat.jabatan, menerangkan bahwa:

#identitas("nama", "nik", "ttl", "alamat")

berpenghasilan #rupiah(isian.penghasilan) sebulan#bila("nama_sekolah")[, untuk #isian.nama_sekolah].

#tabel(isian.anak, ("nama", "Nama anak"), ("usia", "Usia"))

#penutup
"""
SEMUA = (
    {"jabatan": "Kepala Desa Pepelegi", "nama": "Sumarni", "nip": None, "mengetahui": False},
    {"jabatan": "Camat Waru", "nama": "Drs. Bambang, M.Si.", "nip": "197001011990031001", "mengetahui": True},
    {"jabatan": "Kepala Dinas Sosial", "nama": "dr. Endah", "nip": "197202021995032002", "mengetahui": True},
)


def data(penanda=1, **isian):
    """Complete data of a letter; keyword arguments replace answers."""
    return {
        "surat": {
            "judul": "Surat Keterangan Tidak Mampu", "nomor": "460/1/438.7.8.1/2026", "url": URL, "demonstrasi": True,
            "qr": zxingcpp.create_barcode(URL, zxingcpp.BarcodeFormat.QRCode).to_svg(), "berlaku_sampai": "2027-05-21",
        },
        "unit": {
            "nama": "Desa Pepelegi", "kecamatan": "Kecamatan Waru", "kabupaten": "Kabupaten Sidoarjo",
            "alamat": "Jl. Raya Pepelegi 1", "lambang": None,
        },
        "pemohon": {
            "nama": "Siti Aminah", "nik": "3515184405900004", "ttl": "Sidoarjo, 4 Mei 1990", "alamat": "Dusun Krajan",
        },
        "isian": {
            "penghasilan": 1450000, "nama_sekolah": None,
            "anak": [{"nama": "Adi", "usia": 7}, {"nama": "Ida", "usia": None}], **isian,
        },
        "ringkasan": [{"judul": "Keadaan keluarga", "baris": [{"label": "Penghasilan", "teks": "Rp 1.450.000"}]}],
        "penandatangan": [
            {**deepcopy(p), "tempat": "Pepelegi", "tanggal": "2026-11-21", "atas_nama": None} for p in SEMUA[:penanda]
        ],
    }  # fmt: skip


def cetak(naskah=NASKAH, **pilihan):
    return mesin().cetak(naskah, data(**pilihan))


@cache
def kunci(folder: Path):
    """A demonstration CA and three opened keys."""
    ca = sertifikat.otoritas(folder)
    terbuka = [sertifikat.buka_kunci(ca.terbitkan(p["nama"], "rahasia")[0], "rahasia") for p in SEMUA]
    return ca, terbuka


def tandai(pdf, terbuka):
    """The revisions of a letter: frozen, then one for each signer."""
    revisi = [pdf]
    for urut, satu in enumerate(terbuka, start=1):
        giliran = Giliran(urut, len(terbuka))
        revisi.append(tanda_tangani(revisi[-1], PenandaKunci(satu), giliran, nama=str(urut), alasan="uji"))
    return revisi
