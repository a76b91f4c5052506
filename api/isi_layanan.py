"""Services as plain data, from their declarations."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from api import formulir
from cms import tampil
from core.layanan.deklarasi import Layanan, Tahap, Unggahan
from core.layanan.masa import sudah_tutup
from core.layanan.register import Registri
from core.layanan.sidik import sidik_layanan
from core.layanan.syarat import tulis_syarat
from core.wilayah import peran


def kartu(asal: str, layanan: Layanan, satu: tampil.Kartu) -> dict[str, Any]:
    """A service of the catalogue; `asal` is scheme and host of the site."""
    return {
        "kode": satu.kode,
        "nama": satu.nama,
        "ringkasan": satu.ringkasan,
        "tipe": layanan.tipe,
        "kategori": layanan.kategori,
        "ikon": satu.ikon,
        "waktu": _waktu(tampil.jam_kerja(layanan.rute)),
        "biaya": {"rupiah": layanan.biaya, "teks": satu.biaya},
        "diurus_di": satu.kunci_tempat.split(),
        "peristiwa": [p.lower() for p in layanan.peristiwa],
        "dicari": list(layanan.dicari),
        "buka": not satu.tutup and not sudah_tutup(layanan),
        "kabar": satu.kabar,
        "alamat": f"{asal}{satu.alamat}",
        "rinci": f"{asal}/api/v1/layanan/{satu.kode}/",
    }


def ringkas(asal: str, layanan: Layanan, sidik: str) -> dict[str, Any]:
    """One row of the machine's list."""
    return {
        "kode": layanan.kode,
        "versi": layanan.versi,
        "sidik": sidik,
        "nama": layanan.nama,
        "tipe": layanan.tipe,
        "kategori": layanan.kategori,
        "buka": not sudah_tutup(layanan),
        "rinci": f"{asal}/api/v1/layanan/{layanan.kode}/",
    }


def lengkap(asal: str, layanan: Layanan, satu: tampil.Kartu, *, sidik: str, standar: dict[str, str]) -> dict[str, Any]:
    """Everything. `standar` holds the components that people have written, by name."""
    return kartu(asal, layanan, satu) | {
        "versi": layanan.versi,
        "sidik": sidik,
        "singkat": layanan.singkat,
        "produk": tampil.hasil(layanan)[0],
        "instansi": list(layanan.instansi),
        "dasar_hukum": list(layanan.dasar_hukum),
        "status_hukum": layanan.status_hukum,
        "pengganti": layanan.pengganti,
        "berlaku_sampai": layanan.berlaku_sampai.isoformat() if layanan.berlaku_sampai else None,
        "tempat": layanan.tempat,
        "privasi": {"tujuan": layanan.privasi.tujuan, "simpan": layanan.privasi.simpan},
        "rute": [_tahap(t) for t in layanan.rute],
        "unggahan": [_unggahan(u) for u in layanan.berkas],
        "surat": _surat(layanan),
        "formulir": {"langkah": formulir.langkah(layanan), "skema": formulir.skema_isian(layanan)},
        "komponen": komponen(layanan, standar),
    }


@lru_cache(maxsize=2048)
def sidik(daftar: Registri, kode: str) -> str:
    """The fingerprint of a registered service; made once for a registry. Raises KeyError."""
    layanan = daftar.ambil(kode)
    if layanan is None:
        raise KeyError(kode)
    return sidik_layanan(layanan)


def _waktu(jam: int) -> dict[str, Any]:
    return {"jam_kerja": jam, "teks": tampil.lama(jam)}


def _tahap(tahap: Tahap) -> dict[str, Any]:
    return {
        "tahap": tahap.tahap,
        "peran": tahap.peran,
        "sebutan": peran.sebutan(tahap.peran),
        "tingkat": tampil.tingkat(tahap),
        "kantor": tahap.unit or tampil.tingkat(tahap),
        "aksi": tahap.aksi,
        "sla": _waktu(tahap.sla),
        "opsional": tahap.opsional,
        "jika": _jika(tahap),
        "keterangan": tahap.keterangan or "",
    }


def _jika(bagian: Tahap | Unggahan) -> dict[str, Any] | None:
    return tulis_syarat(bagian.jika) if bagian.jika else None


def _unggahan(unggahan: Unggahan) -> dict[str, Any]:
    return {
        "kode": unggahan.kode,
        "label": unggahan.label,
        "bantuan": unggahan.bantuan or "",
        "wajib": unggahan.wajib,
        "jenis": list(unggahan.jenis),
        "dari_akun": unggahan.dari == "profil",
        "jika": _jika(unggahan),
        "per_baris": unggahan.per_baris,
        "tahap": unggahan.tahap,
        "maks": unggahan.maks,
    }


def _surat(layanan: Layanan) -> dict[str, Any] | None:
    surat = layanan.surat
    if surat is None:
        return None
    return {
        "judul": surat.judul,
        "jenis": surat.jenis,
        "klasifikasi": surat.klasifikasi,
        "klasifikasi_2022": surat.klasifikasi_2022,
        "pola_nomor": surat.nomor,
        "masa_berlaku": layanan.masa_berlaku,
        "dokumen_akhir": surat.dokumen_akhir,
        "lampiran": list(surat.lampiran),
        "tembusan": list(surat.tembusan),
    }


# --- The 14 components ------------------------------------------------------------------------------------------------


def komponen(layanan: Layanan, standar: dict[str, str]) -> list[dict[str, Any]]:
    """In the order of Permenpan RB 15/2014 (Lampiran, Bab II): told by the declaration, or written by people."""
    isi = _dari_deklarasi(layanan) | {nama: [teks] for nama, teks in standar.items() if teks}
    return [
        {"nomor": nomor, "kunci": kunci, "judul": _(judul), "isi": isi.get(kunci, [])}
        for nomor, (kunci, judul) in enumerate(KOMPONEN.items(), 1)
    ]


def _dari_deklarasi(layanan: Layanan) -> dict[str, list[str]]:
    produk, keterangan = tampil.hasil(layanan)
    return {
        "persyaratan": [_kata(butir["judul"], butir["lencana"]) for butir in tampil.syarat(layanan)],
        "prosedur": [f"{butir['judul']}. {butir['teks']}" for butir in tampil.langkah(layanan)],
        "waktu": [tampil.lama(tampil.jam_kerja(layanan.rute))],
        "biaya": [tampil.biaya(layanan)],
        "produk": [_kata(produk, keterangan)],
        "dasar_hukum": list(layanan.dasar_hukum),
    }


def _kata(isi: str, tambahan: str) -> str:
    return f"{isi} ({tambahan})" if tambahan else isi


KOMPONEN = {
    "persyaratan": gettext_noop("Persyaratan"),
    "prosedur": gettext_noop("Sistem, mekanisme, dan prosedur"),
    "waktu": gettext_noop("Jangka waktu penyelesaian"),
    "biaya": gettext_noop("Biaya atau tarif"),
    "produk": gettext_noop("Produk pelayanan"),
    "pengaduan": gettext_noop("Penanganan pengaduan, saran, dan masukan"),
    "dasar_hukum": gettext_noop("Dasar hukum"),
    "sarana": gettext_noop("Sarana, prasarana, dan fasilitas"),
    "kompetensi": gettext_noop("Kompetensi pelaksana"),
    "pengawasan": gettext_noop("Pengawasan internal"),
    "jumlah_pelaksana": gettext_noop("Jumlah pelaksana"),
    "jaminan_pelayanan": gettext_noop("Jaminan pelayanan"),
    "jaminan_keamanan": gettext_noop("Jaminan keamanan dan keselamatan"),
    "evaluasi": gettext_noop("Evaluasi kinerja pelaksana"),
}
