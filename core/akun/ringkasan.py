"""A citizen's data as rows of words: one list for the check page, the profile and the verifying officer."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.akun import langkah
from core.akun.models import DrafPendaftaran, Warga
from core.akun.telepon import telepon_tampil
from core.wilayah.models import Wilayah


@dataclass(frozen=True)
class Baris:
    """One row: field name, label, words."""

    nama: str
    label: str
    teks: str


@dataclass(frozen=True)
class Bagian:
    """One page of the form as a block of rows; `langkah` leads back to it."""

    judul: str
    langkah: int
    baris: list[Baris] = field(default_factory=list)


def _kata(nama: str, isi: Any) -> str:
    """The value as people read it."""
    if nama == "tanggal_lahir" and isi:
        return date_format(isi if isinstance(isi, date) else date.fromisoformat(isi), "j F Y")
    return telepon_tampil(isi) if nama == "telepon" and isi else str(isi or "")


def _bagian(n: int, isi: dict[str, Any]) -> Bagian:
    """The rows of one page of the form."""
    kelas = langkah.SEMUA[n - 1]
    medan = kelas.base_fields
    baris = [Baris(nama, str(medan[nama].label), _kata(nama, isi.get(nama))) for nama in medan]
    return Bagian(str(kelas.judul), n, baris)


def _semua(isi: dict[str, Any]) -> list[Bagian]:
    return [_bagian(n, isi) for n in range(1, langkah.FOTO)]


def ringkasan_draf(draf: DrafPendaftaran) -> list[Bagian]:
    """What the visitor has written so far."""
    kode = (draf.isian.get("kecamatan"), draf.isian.get("desa"))
    nama = {w.kode: w.nama_lengkap for w in Wilayah.objects.filter(kode__in=[k for k in kode if k])}
    isi = {**draf.isian, "kecamatan": nama.get(kode[0] or ""), "desa": nama.get(kode[1] or "")}
    foto = [
        Baris(f"foto_{j}", label, getattr(draf, f"foto_{j}").nama_tampil if getattr(draf, f"foto_{j}") else "")
        for j, label in (("ktp", _("Foto KTP")), ("kk", _("Foto Kartu Keluarga (KK)")))
    ]
    return [*_semua(isi), Bagian(str(langkah.LangkahFoto.judul), langkah.FOTO, foto)]


def ringkasan_warga(warga: Warga) -> list[Bagian]:
    """A registered citizen."""
    isi = {
        **{nama: getattr(warga, nama, "") for kelas in langkah.SEMUA for nama in kelas.base_fields},
        "nama": warga.pengguna.nama,
        "email": warga.pengguna.email,
        "desa": warga.desa.nama_lengkap,
        "kecamatan": warga.desa.induk.nama_lengkap if warga.desa.induk else "",
    }
    return _semua(isi)
