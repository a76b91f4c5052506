"""The repair page: which questions and uploads may be answered again, and judging only those."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import QueryDict

from core.layanan.formulir import FormulirLangkah, data_kirim
from core.permohonan import aturan, unggahan
from core.permohonan.lampiran import terkirim

if TYPE_CHECKING:
    from django.forms import BoundField

    from core.layanan.deklarasi import Layanan, Unggahan
    from core.permohonan.alur import Alur


@dataclass
class Pertanyaan:
    """A question on the page, with what the officer wrote about it ("" for one that has come up newly)."""

    medan: BoundField
    alasan: str


@dataclass
class LangkahPerbaikan:
    """The part of one step that is to be repaired."""

    form: FormulirLangkah
    nama: list[str]
    alasan: dict[str, str]

    @property
    def pertanyaan(self) -> list[Pertanyaan]:
        """The questions in the order of the declaration."""
        return [Pertanyaan(self.form[nama], self.alasan.get(nama, "")) for nama in self.nama]

    @property
    def isian(self) -> dict[str, Any]:
        """The new answers, nothing but those that may change. Only after `form.is_valid()`."""
        return {nama: nilai for nama, nilai in self.form.isian_bersih().items() if nama in self.nama}


def susun_langkah(alur: Alur, data: QueryDict | None = None) -> list[LangkahPerbaikan]:
    """Every step in which something is to be repaired or has come up because of a repair."""
    kolom: dict[str, str] = alur.p.perbaikan.get("kolom", {})
    boleh, kurang = _boleh(alur), set(alur.kurang())
    hasil = []
    for n in alur.langkah:
        form = alur.formulir(n)
        nama = [satu for satu in form.fields if satu in kolom or (satu in boleh and _muncul(form, satu, kurang, kolom))]
        if data is not None and nama:
            form = alur.formulir(n, _gabung(alur.layanan, n, alur.p.isian, data, set(nama)))
        if nama:
            hasil.append(LangkahPerbaikan(form, nama, kolom))
    return hasil


def _boleh(alur: Alur) -> set[str]:
    """Questions a repair may touch at all; the verb checks the same."""
    ada = terkirim(alur.p).get("terisi", [])
    return {nama for nama in alur.layanan.kolom if aturan.boleh_ubah(nama, alur.p.perbaikan, "kolom", ada)}


def _muncul(form: FormulirLangkah, nama: str, kurang: set[str], kolom: dict[str, str]) -> bool:
    """Unanswered and demanded now, or opened on this page by a question that is being repaired."""
    jika = getattr(form.fields[nama], "jika", None) or ""
    return nama in kurang or any(f'"{satu}"' in jika for satu in kolom)


def _gabung(layanan: Layanan, n: int, isian: dict[str, Any], kiriman: QueryDict, nama: set[str]) -> QueryDict:
    """What was posted for the open questions, over the stored answers of all others of the step."""
    langkah = list(layanan.langkah)
    tetap = tuple(kolom for kolom in langkah[n].kolom if kolom.nama not in nama)
    langkah[n] = langkah[n].model_copy(update={"kolom": tetap})
    data = kiriman.copy()
    for kunci, nilai in data_kirim(layanan.model_copy(update={"langkah": tuple(langkah)}), n, isian).lists():
        data.setlist(kunci, nilai)
    if "tampil" in kiriman:
        data["tampil"] = ",".join([*kiriman.getlist("tampil"), *(kolom.nama for kolom in tetap)])
    return data


def susun_unggahan(alur: Alur, galat: dict[str, str] | None = None) -> list[unggahan.Butir]:
    """Uploads an officer wants anew, and required ones that are missing now."""
    alasan: dict[str, str] = alur.p.perbaikan.get("berkas", {})
    semua = unggahan.susun(_dikenal(alur, alasan), alur.lampiran, galat, alasan)
    return [butir for butir in semua if butir.alasan or (butir.u.wajib and not butir.u.dari and not butir.lampiran)]


def _dikenal(alur: Alur, alasan: dict[str, str]) -> list[Unggahan]:
    diminta = {u.kode: u for u in alur.unggahan}
    lain = {u.kode: u for u in alur.layanan.berkas if u.kode in alasan}
    return list((diminta | lain).values())
