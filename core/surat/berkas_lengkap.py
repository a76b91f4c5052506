"""The dossier of an application: one PDF with cover, answers, history, uploads, and the letters.

Uploads go in as they are stored: `core.berkas` has made every one of them a plain JPEG, or a PDF of pictures, when it
came. Made when asked for, kept nowhere.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache, partial
from hashlib import sha256
from io import BytesIO
from typing import IO, Any

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import override
from pypdf import PageObject, PdfReader

from core.berkas.gudang import GudangTutup, jaga
from core.berkas.models import Berkas
from core.berkas.verba import buka
from core.layanan.formulir import ringkasan
from core.layanan.teks import tanggal_kata
from core.permohonan import kueri, tampil_meja
from core.permohonan.akses import label_lampiran
from core.permohonan.models import Peristiwa, Permohonan
from core.surat import arsip, jilid
from core.surat.bersih import BARIS_TABEL, NaskahGagal
from core.surat.jilid import Gambar, GambarRusak
from core.surat.kueri_arsip import pernah_terbit
from core.surat.kueri_cek import keadaan
from core.surat.mesin import mesin
from core.surat.models import Surat
from core.wilayah.daerah import daerah_aktif
from core.wilayah.telepon import telepon_tampil

NASKAH = '#import "/arsip.typ": *\n#berkas\n'
# What Liberation Serif has for certain: Latin with all its accents, punctuation, the euro.
HURUF_ASING = re.compile("[^\n\x20-\u024f\u1e00-\u1eff\u2010-\u2027\u20ac]")
Pembaca = Callable[[Berkas], list[bytes]]  # the JPEG of each page
LEBAR, TINGGI = 178.0, 238.0  # millimetres of a sheet that a picture may fill


@dataclass
class Lembar:
    """One sheet: what it shows, or nothing when that is lost."""

    judul: str
    keterangan: str
    isi: Gambar | PageObject | None = None


@dataclass
class Butir:
    """One line of the table of contents, with its sheets."""

    judul: str
    sidik: str
    lembar: list[Lembar] = field(default_factory=list)

    @property
    def rusak(self) -> bool:
        """Whether it could not be had."""
        return any(satu.isi is None for satu in self.lembar)


@override(settings.LANGUAGE_CODE)
def susun(permohonan: Permohonan, pembuat: str) -> IO[bytes]:
    """The dossier as an open file at its start. Raises NaskahGagal, GudangTutup."""
    baca = lru_cache(maxsize=1)(_jpeg)  # of this call only: the pages of one PDF are read together, then forgotten
    unggahan = [_unggahan(label, satu.berkas, baca) for label, satu in label_lampiran(permohonan)]
    surat = [_surat(satu) for satu in pernah_terbit(permohonan)]
    asli = {nama: pdf for _butir, nama, pdf in surat if pdf}
    butir = [*(satu for satu, _nama, _pdf in surat), *unggahan]
    lembar = [satu for b in butir for satu in b.lembar]
    rangka = _cetak(_data(permohonan, pembuat, butir, lembar, list(asli)))
    keluar: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    jilid.rakit(rangka, {n: s.isi for n, s in enumerate(lembar) if s.isi is not None}, asli, keluar)
    keluar.seek(0)
    return keluar


# --- uploads ----------------------------------------------------------------------------------------------------------


def _unggahan(label: str, berkas: Berkas, baca: Pembaca) -> Butir:
    butir = Butir(label, berkas.sha256)
    try:
        gambar = _gambar(berkas, baca)
    except (FileNotFoundError, GambarRusak):
        kalimat = _("Berkas ini hilang atau rusak di tempat penyimpanan. Laporkan kepada admin kabupaten.")
        butir.lembar = [Lembar(label, kalimat)]
        return butir
    for n, satu in enumerate(gambar, 1):
        kalimat = _("Unggahan pemohon, halaman %(n)s dari %(jumlah)s") % {"n": n, "jumlah": len(gambar)}
        butir.lembar.append(Lembar(label, kalimat, satu))
    return butir


def _gambar(berkas: Berkas, baca: Pembaca) -> list[Gambar]:
    """Every page as a picture whose bytes are read again when they are written. Raises as `_jpeg`."""
    semua = enumerate(baca(berkas))
    return [Gambar(*jilid.ukuran_jpeg(jpeg), partial(_lagi, baca, berkas, n)) for n, jpeg in semua]


def _jpeg(berkas: Berkas) -> list[bytes]:
    """The pages as stored. Raises FileNotFoundError, GambarRusak when they are not what was stored, GudangTutup."""
    with jaga(), buka(berkas) as isi:
        data: bytes = isi.read()
    if sha256(data).hexdigest() != berkas.sha256:
        raise GambarRusak
    return [data] if berkas.adalah_gambar else jilid.gambar_pdf(data)


def _lagi(baca: Pembaca, berkas: Berkas, nomor: int) -> bytes:
    """The second reading: what was there a second ago and is not now is a storage that fails, not a broken file."""
    try:
        return baca(berkas)[nomor]
    except (FileNotFoundError, GambarRusak) as galat:
        raise GudangTutup from galat


# --- letters ----------------------------------------------------------------------------------------------------------


def _surat(surat: Surat) -> tuple[Butir, str, bytes]:
    """The letter's sheets, the name of its file, and its exact bytes; none when the archive has lost them."""
    judul = f"{surat.judul} {surat.nomor}"
    butir = Butir(judul, surat.sha_kini)
    nama = f"surat-{slugify(surat.nomor.replace('/', '-').replace('.', '-'))}.pdf"
    try:
        pdf = arsip.baca(surat.sha_kini)
    except arsip.ArsipRusak:
        kalimat = _("Surat ini hilang atau rusak di arsip. Laporkan kepada admin kabupaten.")
        butir.lembar = [Lembar(judul, kalimat)]
        return butir, nama, b""
    halaman = PdfReader(BytesIO(pdf)).pages
    for n, satu in enumerate(halaman, 1):
        isi = {"status": keadaan(surat).judul, "n": n, "jumlah": len(halaman), "nama": nama}
        kalimat = _("%(status)s. Salinan untuk dibaca, halaman %(n)s dari %(jumlah)s; yang asli terlampir: %(nama)s")
        butir.lembar.append(Lembar(judul, kalimat % isi, satu))
    return butir, nama, pdf


# --- what the press gets ----------------------------------------------------------------------------------------------


def _data(
    p: Permohonan, pembuat: str, butir: Sequence[Butir], lembar: Sequence[Lembar], asli: Sequence[str]
) -> dict[str, Any]:
    return {
        "judul": _("Berkas Permohonan"),
        "nomor": p.nomor,
        "daerah": daerah_aktif().kabupaten,
        "layanan": p.versi_layanan.layanan().nama,
        "kaki": _("Berkas permohonan %(nomor)s. Berisi data pribadi.") % {"nomor": p.nomor},
        "sampul": _sampul(p, pembuat),
        "keterangan": list(_keterangan(butir, asli)),
        "bagian": [_pemohon(p), *_jawaban(p)],
        "judul_riwayat": _("Riwayat"),
        "kepala_riwayat": [_("Waktu"), _("Kejadian"), _("Oleh")],
        "riwayat": _bongkah(_riwayat(p)),
        "judul_daftar": _("Isi berkas"),
        "kepala_daftar": [_("No."), _("Berkas"), _("Halaman"), "SHA-256"],
        "daftar": _bongkah([_baris_daftar(n, satu) for n, satu in enumerate(butir, 1)]),
        "lembar": _bongkah([_kotak(n, satu) for n, satu in enumerate(lembar)]),
    }


def _bongkah(semua: Sequence[Any]) -> list[Sequence[Any]]:
    """In groups, for the press takes no longer list than this."""
    return [semua[awal : awal + BARIS_TABEL] for awal in range(0, len(semua), BARIS_TABEL)]


def _saat(waktu: datetime | None) -> str:
    return date_format(timezone.localtime(waktu), "j F Y, H.i") if waktu else "–"


def _sampul(p: Permohonan, pembuat: str) -> list[tuple[str, str]]:
    return [
        (_("Nomor permohonan"), p.nomor),
        (_("Pemohon"), p.pemohon.pengguna.nama),
        (_("Status"), p.get_status_display()),
        (_("Dikirim"), _saat(p.diajukan_pada)),
        (_("Surat terbit"), _saat(p.terbit_pada)),
        (_("Berkas ini dibuat"), _saat(timezone.now())),
        (_("Dibuat oleh"), pembuat),
    ]


def _keterangan(butir: Sequence[Butir], asli: Sequence[str]) -> Iterator[str]:
    """What the reader must know before he relies on a page."""
    if asli:
        yield _(
            "Halaman surat di sini salinan untuk dibaca. Surat asli dengan tanda tangan elektroniknya terlampir utuh"
            " di dalam PDF ini: %(nama)s. Buka daftar lampiran pada pembaca PDF, simpan, lalu periksa berkas itu;"
            " berkas permohonan ini sendiri tidak bertanda tangan."
        ) % {"nama": ", ".join(asli)}
    else:
        yield _("Belum ada surat yang terbit untuk permohonan ini.")
    yield _("Unggahan pemohon tampil persis seperti yang tersimpan; sidiknya (SHA-256) ada dalam daftar isi.")
    if rusak := [satu.judul for satu in butir if satu.rusak]:
        yield _("Tidak bisa dimuat: %(nama)s.") % {"nama": ", ".join(rusak)}


def _pemohon(p: Permohonan) -> dict[str, Any]:
    profil = p.pemohon.profil()
    alamat = f"{profil['alamat']}, RT {profil['rt']}/RW {profil['rw']}, {profil['desa']}, {profil['kecamatan']}"
    baris = [
        (_("Nama"), profil["nama"]),
        ("NIK", profil["nik"]),
        (_("Nomor KK"), profil["no_kk"]),
        (_("Tempat, tanggal lahir"), f"{profil['tempat_lahir']}, {tanggal_kata(profil['tanggal_lahir'])}"),
        (_("Alamat"), alamat),
        (_("Telepon"), telepon_tampil(profil["telepon"])),
    ]
    return {"judul": _("Pemohon"), "baris": [(label, str(isi or "–")) for label, isi in baris]}


def _jawaban(p: Permohonan) -> Iterator[dict[str, Any]]:
    for satu in ringkasan(p.versi_layanan.layanan(), p.isian, p.pemohon.profil()):
        yield {"judul": satu.judul, "baris": [(b.label, b.teks) for b in satu.baris]}


def _riwayat(p: Permohonan) -> list[dict[str, Any]]:
    """What happened to the file, oldest first. Who looked is not part of it: that list is for the citizen."""
    peristiwa = kueri.riwayat(p).exclude(jenis=Peristiwa.Jenis.DILIHAT)
    semua = reversed(tampil_meja.riwayat(peristiwa, p.versi_layanan.layanan(), p.isian))
    return [{"waktu": _saat(r.waktu), "judul": r.judul, "oleh": r.oleh, "catatan": r.catatan} for r in semua]


def _baris_daftar(nomor: int, satu: Butir) -> dict[str, str]:
    halaman = "–" if satu.rusak else str(len(satu.lembar))
    return {"no": str(nomor), "judul": satu.judul, "halaman": halaman, "sidik": satu.sidik}


def _kotak(nomor: int, satu: Lembar) -> dict[str, Any]:
    """A sheet, and the largest box of the picture's own shape that fits on it."""
    if satu.isi is None:
        return {"judul": satu.judul, "keterangan": satu.keterangan, "piksel": None}
    lebar, tinggi = _ukuran(satu.isi)
    skala = min(LEBAR / lebar, TINGGI / tinggi)
    ukuran = {"lebar": lebar * skala, "tinggi": tinggi * skala}
    return {"judul": satu.judul, "keterangan": satu.keterangan, "piksel": jilid.piksel(nomor), **ukuran}


def _ukuran(isi: Gambar | PageObject) -> tuple[float, float]:
    if isinstance(isi, Gambar):
        return isi.lebar, isi.tinggi
    return float(isi.mediabox.width), float(isi.mediabox.height)


# --- letters of the alphabet ------------------------------------------------------------------------------------------


def _cetak(data: dict[str, Any]) -> bytes:
    """The sheets. What the press has no letters for becomes a question mark: here nobody can go back and type anew."""
    try:
        return mesin().cetak(NASKAH, data)
    except NaskahGagal:
        kalimat = _("Beberapa huruf dalam isian tidak bisa dicetak dan diganti tanda tanya.")
        return mesin().cetak(NASKAH, _tanpa_huruf_asing(data | {"keterangan": [*data["keterangan"], kalimat]}))


def _tanpa_huruf_asing(nilai: Any) -> Any:
    if isinstance(nilai, str):
        return HURUF_ASING.sub("?", nilai)
    if isinstance(nilai, dict):
        return {kunci: _tanpa_huruf_asing(isi) for kunci, isi in nilai.items()}
    return [_tanpa_huruf_asing(isi) for isi in nilai] if isinstance(nilai, list | tuple) else nilai
