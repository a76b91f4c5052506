"""What a package changes, in sentences for people who decide and do not read TOML."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from core.layanan.deklarasi import Kolom, Layanan, NaskahSurat, Tahap, Unggahan
from core.wilayah.peran import sebutan

PANJANG = 60  # characters of an old or new value worth showing


def beda_layanan(lama: Layanan | None, baru: Layanan) -> list[str]:
    """What changes when `baru` replaces `lama`; without `lama` a summary of the new service."""
    if lama is None:
        return list(_ikhtisar(baru))
    bagian = (_beda_identitas, _beda_kolom, _beda_berkas, _beda_rute, _beda_surat)
    return [kalimat for satu in bagian for kalimat in satu(lama, baru)] or [_("Tidak ada yang berubah.")]


def _ikhtisar(baru: Layanan) -> Iterator[str]:
    """What a new service asks, who handles it, what it prints."""
    yield _("Layanan baru: %(nama)s (tipe %(tipe)s).") % {"nama": baru.nama, "tipe": baru.tipe}
    tanya = [kolom.label for kolom in baru.kolom.values()]
    yield _("Menanyakan %(n)s hal: %(daftar)s.") % {"n": len(tanya), "daftar": _daftar(tanya)}
    if berkas := [satu.label for satu in baru.berkas]:
        yield _("Meminta %(n)s unggahan: %(daftar)s.") % {"n": len(berkas), "daftar": _daftar(berkas)}
    tahap = [f"{t.tahap} ({sebutan(t.peran)}, {t.sla} {_('jam kerja')})" for t in baru.rute]
    yield _("Ditangani: %(daftar)s.") % {"daftar": _daftar(tahap, 20)}
    yield _surat_baru(baru.surat)
    yield _("Biaya: %(biaya)s.") % {"biaya": _rupiah(baru.biaya)}


def _surat_baru(surat: NaskahSurat | None) -> str:
    if surat is None:
        return _("Tidak mencetak surat.")
    return _("Mencetak “%(judul)s” (klasifikasi %(kode)s).") % {"judul": surat.judul, "kode": surat.klasifikasi}


def _daftar(isi: Sequence[str], paling: int = 12) -> str:
    """The first ones by name, the rest as a number."""
    lebih = len(isi) - paling
    ekor = _(", dan %(n)s lagi") % {"n": lebih} if lebih > 0 else ""
    return ", ".join(isi[:paling]) + ekor


def _rupiah(biaya: int) -> str:
    return _("gratis") if not biaya else f"Rp{biaya:,}".replace(",", ".")


def _potong(nilai: Any) -> str:
    teks = ", ".join(map(str, nilai)) if isinstance(nilai, tuple) else str(nilai)
    return teks if len(teks) <= PANJANG else teks[: PANJANG - 1] + "…"


_IDENTITAS = {
    "nama": "Nama layanan", "singkat": "Nama singkat", "ringkasan": "Ringkasan", "tipe": "Tipe",
    "masa_berlaku": "Masa berlaku", "dasar_hukum": "Dasar hukum", "produk": "Produk", "tempat": "Penentu kantor",
    "status_hukum": "Status hukum", "pengganti": "Pengganti", "berlaku_sampai": "Menerima permohonan sampai",
    "perpanjangan": "Perpanjangan", "kategori": "Kategori", "dicari": "Kata pencarian", "peristiwa": "Peristiwa hidup",
    "instansi": "Instansi", "lapor_tiap": "Wajib lapor tiap", "lapor_kali": "Banyaknya lapor",
}  # fmt: skip


def _beda_identitas(lama: Layanan, baru: Layanan) -> Iterator[str]:
    for nama, sebut in _IDENTITAS.items():
        if (dulu := getattr(lama, nama)) != (kini := getattr(baru, nama)):
            yield _ubah(sebut, dulu, kini)
    if lama.biaya != baru.biaya:
        yield _ubah(_("Biaya"), _rupiah(lama.biaya), _rupiah(baru.biaya))
    if lama.privasi != baru.privasi:
        yield _ubah(_("Tujuan dan lama simpan data"), f"{lama.privasi.tujuan}; {lama.privasi.simpan}",
                    f"{baru.privasi.tujuan}; {baru.privasi.simpan}")  # fmt: skip


def _ubah(sebut: str, dulu: Any, kini: Any) -> str:
    kosong = _("(kosong)")
    isi = {"apa": sebut, "dulu": _potong(dulu) or kosong, "kini": _potong(kini) or kosong}
    return _("%(apa)s berubah dari “%(dulu)s” menjadi “%(kini)s”.") % isi


def _beda_kolom(lama: Layanan, baru: Layanan) -> Iterator[str]:
    """Questions are known by their name: answers of drafts move along by it."""
    dulu, kini = lama.kolom, baru.kolom
    for nama in (n for n in kini if n not in dulu):
        yield _("Pertanyaan baru: “%(label)s”%(sifat)s.") % {"label": kini[nama].label, "sifat": _sifat(kini[nama])}
    for nama in (n for n in dulu if n not in kini):
        yield _("Pertanyaan dihapus: “%(label)s”.") % {"label": dulu[nama].label}
    for nama in (n for n in kini if n in dulu):
        yield from _beda_satu_kolom(dulu[nama], kini[nama])
    if [n for n in dulu if n in kini] != [n for n in kini if n in dulu]:
        yield _("Urutan pertanyaan berubah.")
    if [s.judul for s in lama.langkah] != [s.judul for s in baru.langkah]:
        yield _("Langkah formulir kini: %(daftar)s.") % {"daftar": _daftar([s.judul for s in baru.langkah], 20)}


def _sifat(satu: Kolom) -> str:
    return (_(" (wajib)") if satu.wajib else _(" (boleh kosong)")) + (_(", bersyarat") if satu.jika else "")


def _beda_satu_kolom(dulu: Kolom, kini: Kolom) -> Iterator[str]:
    apa = {"label": kini.label}
    if dulu.label != kini.label:
        yield _("Pertanyaan “%(dulu)s” kini berbunyi “%(label)s”.") % (apa | {"dulu": dulu.label})
    yield from _beda_wajib(_("Pertanyaan"), kini.label, dulu.wajib, kini.wajib)
    if dulu.tipe != kini.tipe:
        yield _("Jawaban “%(label)s” kini berupa %(tipe)s.") % (apa | {"tipe": kini.tipe.replace("_", " ")})
    if baru := [p for p in kini.pilihan if p not in dulu.pilihan]:
        yield _("Pilihan baru pada “%(label)s”: %(daftar)s.") % (apa | {"daftar": _daftar(baru)})
    if hilang := [p for p in dulu.pilihan if p not in kini.pilihan]:
        yield _("Pilihan dihapus pada “%(label)s”: %(daftar)s.") % (apa | {"daftar": _daftar(hilang)})
    if dulu.jika != kini.jika:
        yield _("Kapan “%(label)s” ditanyakan berubah.") % apa
    if _sisa(dulu) != _sisa(kini):
        yield _("Aturan atau keterangan “%(label)s” berubah: %(daftar)s.") % (apa | {"daftar": _kunci_beda(dulu, kini)})


_SUDAH = {"label", "wajib", "tipe", "opsi", "opsi_ref", "jika", "nama"}


def _sisa(satu: Kolom) -> Mapping[str, Any]:
    return satu.model_dump(exclude=_SUDAH)


def _kunci_beda(dulu: Kolom, kini: Kolom) -> str:
    a, b = _sisa(dulu), _sisa(kini)
    return ", ".join(kunci for kunci in b if a[kunci] != b[kunci])


def _beda_wajib(jenis: str, label: str, dulu: bool, kini: bool) -> Iterator[str]:
    if dulu != kini:
        akhir = _("kini wajib") if kini else _("kini boleh kosong")
        yield _("%(jenis)s “%(label)s” %(akhir)s.") % {"jenis": jenis, "label": label, "akhir": akhir}


def _beda_berkas(lama: Layanan, baru: Layanan) -> Iterator[str]:
    dulu, kini = ({satu.kode: satu for satu in la.berkas} for la in (lama, baru))
    for kode in (k for k in kini if k not in dulu):
        sifat = _(" (wajib)") if kini[kode].wajib else _(" (boleh kosong)")
        yield _("Unggahan baru: “%(label)s”%(sifat)s.") % {"label": kini[kode].label, "sifat": sifat}
    for kode in (k for k in dulu if k not in kini):
        yield _("Unggahan dihapus: “%(label)s”.") % {"label": dulu[kode].label}
    for kode in (k for k in kini if k in dulu):
        yield from _beda_satu_berkas(dulu[kode], kini[kode])


def _beda_satu_berkas(dulu: Unggahan, kini: Unggahan) -> Iterator[str]:
    yield from _beda_wajib(_("Unggahan"), kini.label, dulu.wajib, kini.wajib)
    if dulu.label != kini.label:
        yield _("Unggahan “%(dulu)s” kini bernama “%(label)s”.") % {"dulu": dulu.label, "label": kini.label}
    if dulu.model_dump(exclude={"wajib", "label"}) != kini.model_dump(exclude={"wajib", "label"}):
        yield _("Aturan unggahan “%(label)s” berubah.") % {"label": kini.label}


def _beda_rute(lama: Layanan, baru: Layanan) -> Iterator[str]:
    """Stages are known by their name; where a new one stands is told by its neighbour."""
    dulu, kini = ({t.tahap: t for t in la.rute} for la in (lama, baru))
    for nama in (n for n in kini if n not in dulu):
        yield _tahap_baru(list(kini), nama, kini[nama])
    for nama in (n for n in dulu if n not in kini):
        yield _("Tahap “%(tahap)s” dihapus.") % {"tahap": nama}
    for nama in (n for n in kini if n in dulu):
        yield from _beda_tahap(dulu[nama], kini[nama])
    if [n for n in dulu if n in kini] != [n for n in kini if n in dulu]:
        yield _("Urutan tahap kini: %(daftar)s.") % {"daftar": _daftar(list(kini), 20)}


def _tahap_baru(urut: list[str], nama: str, tahap: Tahap) -> str:
    isi = {"tahap": nama, "peran": sebutan(tahap.peran)}
    tempat = urut.index(nama)
    if tempat == 0:
        return _("Tahap “%(tahap)s” (%(peran)s) ditambahkan paling awal.") % isi
    return _("Tahap “%(tahap)s” (%(peran)s) ditambahkan sesudah “%(lain)s”.") % (isi | {"lain": urut[tempat - 1]})


def _beda_tahap(dulu: Tahap, kini: Tahap) -> Iterator[str]:
    apa = {"tahap": kini.tahap}
    if dulu.peran != kini.peran:
        isi = {"dulu": sebutan(dulu.peran), "kini": sebutan(kini.peran)}
        yield _("Tahap “%(tahap)s” pindah dari %(dulu)s ke %(kini)s.") % (apa | isi)
    if dulu.sla != kini.sla:
        isi_sla = {"dulu": dulu.sla, "kini": kini.sla}
        yield _("Batas waktu tahap “%(tahap)s”: dari %(dulu)s menjadi %(kini)s jam kerja.") % (apa | isi_sla)
    if dulu.aksi != kini.aksi:
        yield _("Tugas tahap “%(tahap)s” kini: %(aksi)s.") % (apa | {"aksi": kini.aksi.replace("_", " ")})
    lain = {"tahap", "peran", "sla", "aksi"}
    if dulu.model_dump(exclude=lain) != kini.model_dump(exclude=lain):
        yield _("Aturan tahap “%(tahap)s” berubah.") % apa


def _beda_surat(lama: Layanan, baru: Layanan) -> Iterator[str]:
    if (lama.surat is None) != (baru.surat is None):
        yield _surat_baru(baru.surat)
    elif lama.surat and baru.surat:
        for nama in NaskahSurat.model_fields:
            if (dulu := getattr(lama.surat, nama)) != (kini := getattr(baru.surat, nama)):
                yield _ubah(_("Surat, %(bagian)s") % {"bagian": nama.replace("_", " ")}, dulu, kini)
    if lama.naskah != baru.naskah:
        n = _baris_beda(lama.naskah or "", baru.naskah or "")
        yield _("Naskah surat berubah pada %(n)s baris (lihat berdampingan di bawah).") % {"n": n}


def _baris_beda(lama: str, baru: str) -> int:
    """How many lines are new or other than before, or gone."""
    padan = difflib.SequenceMatcher(None, lama.splitlines(), baru.splitlines(), autojunk=False)
    return sum(max(a2 - a1, b2 - b1) for jenis, a1, a2, b1, b2 in padan.get_opcodes() if jenis != "equal")
