"""The public check as JSON; the words of the fields are promised in docs/rujukan/cek.md."""

from typing import Any

from core.surat import kueri_cek as cek
from core.surat.models import Surat
from core.surat.validasi import Hasil


def surat_json(surat: Surat) -> dict[str, Any]:
    """State and facts of a letter."""
    kini, tingkat, terbit = cek.keadaan(surat), cek.tingkat(surat), surat.terbit_pada
    segel = cek.segel(surat)
    return {
        "keadaan": kini.kode,
        "kalimat": kini.kalimat,
        "demonstrasi": surat.konteks["surat"]["demonstrasi"],
        "nomor": surat.nomor,
        "perihal": surat.judul,
        "penerbit": surat.unit.nama,
        "tanggal": surat.tanggal.isoformat(),
        "pemohon": cek.nama_pemohon(surat) or None,
        "halaman": surat.halaman,
        "berlaku_sampai": surat.berlaku_sampai.isoformat() if surat.berlaku_sampai else None,
        "terbit_pada": terbit.isoformat() if terbit else None,
        "sha256": surat.sha_kini if terbit else None,
        "tingkat": tingkat[0] if tingkat else None,
        "penanda_tangan": [_penanda(satu) for satu in cek.penanda(surat)],
        "segel": _penanda(segel) if segel else None,
        "dicabut_pada": surat.dicabut_pada.isoformat() if surat.dicabut_pada else None,
        "alasan": cek.alasan(surat) or None,
        "sedang_diganti": cek.sedang_diganti(surat),
        "diganti_oleh": _acuan(kini.lain),
        "menggantikan": _acuan(surat.menggantikan),
        "alamat": surat.alamat_cek(),
    }


def _acuan(surat: Surat | None) -> dict[str, str] | None:
    return {"nomor": surat.nomor, "alamat": surat.alamat_cek()} if surat else None


def _penanda(satu: cek.Penanda) -> dict[str, Any]:
    return {
        "nama": satu.nama,
        "jabatan": satu.jabatan or None,
        "atas_nama": satu.atas_nama or None,
        "unit": satu.unit or None,
        "waktu": satu.waktu.isoformat(),
        "sertifikat": _sertifikat(satu.sertifikat),
    }


def _sertifikat(satu: cek.Sertifikat | None) -> dict[str, str] | None:
    if satu is None:
        return None
    return {
        "pemilik": satu.pemilik,
        "penerbit": satu.penerbit,
        "nomor_seri": satu.serial,
        "berlaku_sampai": satu.berlaku_sampai.isoformat(),
    }


def putusan_json(hasil: Hasil, surat: Surat | None, cocok: Surat | None) -> dict[str, Any]:
    """The verdict on an upload. `surat`: the letter it was compared with or begins with; `cocok`: the one it is."""
    return {
        "putusan": str(hasil.putusan),
        "alasan": hasil.alasan,
        "surat_berkas": _acuan(cocok),
        "surat": surat_json(surat) if surat else None,
    }
