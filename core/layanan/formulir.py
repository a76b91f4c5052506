"""The form of a service: one page a step, made from its declaration. What other apps use of the forms is here.

Which fields are on the page: those whose condition holds, and those that an answer on the same page could bring up.
The latter stand there with `hidden` and carry `data-jika`, JSON that the script mirrors (T's aplikasi.js):

    {"jenis_sktm": ["=", "Sekolah"]}                    field of this page: [operator, value]
    {"semua": [rule, …]}  {"salah_satu": [rule, …]}     both may be nested
    {"tetap": true}                                     judged by the server already

The hidden input `tampil` names the fields that were open when the page was made; the script sets it to `*`, for it
opens fields itself. Without a script, "Simpan dan lanjut" on an answer that opens a question not in `tampil` brings
the page again with that question and everything kept (`form.terungkap`); only then is it demanded. A POST without
`tampil` (tests, programs) is judged as if everything had been open.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict
from django.utils import timezone

from core.layanan.bangun import buat_medan
from core.layanan.deklarasi import Kolom, Layanan
from core.layanan.kirim import data_kirim
from core.layanan.medan import Medan
from core.layanan.ringkasan import Bagian, Baris, ringkasan
from core.layanan.syarat import Syarat, banding_dalam, kosong, terpenuhi, untuk_peramban
from core.layanan.tampak import (
    berkas_diminta,
    bersihkan_tersembunyi,
    isian_penuh,
    jawaban,
    langkah_tampak,
    tahap_berlaku,
    telusuri,
)
from core.layanan.wilayah import BelumSampai

__all__ = [
    "Bagian",
    "Baris",
    "FormulirLangkah",
    "berkas_diminta",
    "bersihkan_tersembunyi",
    "data_kirim",
    "formulir_langkah",
    "isian_penuh",
    "langkah_tampak",
    "periksa_lengkap",
    "ringkasan",
    "tahap_berlaku",
]
Isian = Mapping[str, Any]


class FormulirLangkah(forms.Form):
    """One step. `is_valid()` is also false when rows were changed (`tata_ulang`) or questions appeared (`terungkap`);
    then there are no errors and the page is simply shown again, with nothing lost."""

    use_required_attribute = False

    def __init__(self, layanan: Layanan, n: int, *, isian: Isian, profil: Isian, data: Any = None, hari: date) -> None:
        self.layanan, self.n, self.langkah = layanan, n, layanan.langkah[n]
        self._isian, self._profil = isian, profil
        self._konteks = telusuri(layanan, isian, profil, hari=hari, sampai=n).konteks
        self._syarat: dict[str, Syarat | None] = {}
        self._terungkap: list[str] = []
        super().__init__(data=data, initial=self._awal(), prefix=None)
        self._susun()
        if data is None:
            self._tentukan_tampak(self.initial)

    # --- building ------------------------------------------------------------------------------------------------

    def _awal(self) -> dict[str, Any]:
        """What was answered before, else what the account knows."""
        awal = {}
        for kolom in self.langkah.kolom:
            if kolom.nama in self._isian:
                awal[kolom.nama] = self._isian[kolom.nama]
            elif kolom.isi_awal:
                awal[kolom.nama] = self._profil.get(kolom.isi_awal.removeprefix("profil."))
        return {nama: nilai for nama, nilai in awal.items() if nilai is not None}

    def _susun(self) -> None:
        for indeks, kolom, syarat in self.layanan.kolom_berurut():
            if indeks == self.n and (medan := self._medan(kolom, syarat)):
                self._syarat[kolom.nama] = syarat
                self.fields[kolom.nama] = medan

    def _medan(self, kolom: Kolom, syarat: Syarat | None) -> Medan | None:
        """The field, or None when nothing on this page can bring it up."""
        aturan = untuk_peramban(syarat, set(self.fields), self._konteks) if syarat else {"tetap": True}
        tergantung = syarat is not None and self._dari_sini(syarat)
        if aturan == {"tetap": False} and not tergantung:
            return None
        medan = buat_medan(kolom)
        if "tetap" not in aturan:
            medan.jika = json.dumps(aturan, ensure_ascii=False)
        return medan

    def _dari_sini(self, syarat: Syarat) -> bool:
        """Does the condition look at this page in a way only the server can judge (an age, a row)?"""
        nama = {b.acuan.partition(".")[0] for b in banding_dalam(syarat) if "." in b.acuan}
        return any(n in self.fields or f"{n}_tanggal_lahir" in self.fields for n in nama)

    def _tentukan_tampak(self, nilai: Isian) -> None:
        """Visibility of an unbound page, in order: a hidden question opens nothing."""
        for nama, medan in self._medan_berurut():
            medan.tersembunyi = not terpenuhi(self._syarat[nama], self._konteks)
            if not medan.tersembunyi:
                self._konteks.isian[nama] = jawaban(medan.kolom, nilai)

    def _medan_berurut(self) -> list[tuple[str, Medan]]:
        return [(nama, medan) for nama, medan in self.fields.items() if isinstance(medan, Medan)]

    # --- judging -------------------------------------------------------------------------------------------------

    @property
    def tata_ulang(self) -> bool:
        """A button that only changes rows was pressed."""
        return self.is_bound and bool(self.data.get("tambah_baris") or self.data.get("hapus_baris"))

    @property
    def terungkap(self) -> list[str]:
        """Questions that this POST brought up and that were not on the page yet."""
        self._pastikan_dinilai()
        return self._terungkap

    @property
    def tampil(self) -> str:
        """Value of the hidden input: the questions that are open on this page."""
        self._pastikan_dinilai()
        return ",".join(nama for nama, medan in self._medan_berurut() if not medan.tersembunyi)

    def _pastikan_dinilai(self) -> None:
        if self.is_bound and self._errors is None:
            self.full_clean()

    def full_clean(self) -> None:
        """As Django, but a mere change of rows blames nobody."""
        super().full_clean()
        if self.tata_ulang:
            self._errors = ErrorDict()
            for _nama, medan in self._medan_berurut():
                medan.widget.dinilai = False

    def is_valid(self) -> bool:
        """True only when the step can be stored."""
        return super().is_valid() and not self.tata_ulang and not self.terungkap

    def _clean_fields(self) -> None:
        for nama, medan in self._medan_berurut():
            medan.tersembunyi = not terpenuhi(self._syarat[nama], self._konteks)
            if not medan.tersembunyi:
                self._bersihkan_satu(nama, medan)

    def _bersihkan_satu(self, nama: str, medan: Medan) -> None:
        mentah = medan.widget.value_from_datadict(self.data, self.files, nama)
        if not self._sudah_tampil(nama, mentah):
            self._terungkap.append(nama)
            self._konteks.isian[nama] = False if medan.kolom.tipe == "centang" else None
            return
        try:
            nilai = medan.clean(mentah)
        except BelumSampai as galat:
            self._buka_tingkat(nama, medan, galat)
        except ValidationError as galat:
            self.add_error(nama, galat)
        else:
            self.cleaned_data[nama] = nilai
            self._konteks.isian[nama] = nilai

    def _sudah_tampil(self, nama: str, mentah: Any) -> bool:
        tampil = self.data.get("tampil")
        if tampil is None or tampil == "*" or nama in str(tampil).split(","):
            return True
        return bool(mentah) and any(mentah) if isinstance(mentah, list) else bool(mentah)

    def _buka_tingkat(self, nama: str, medan: Medan, galat: ValidationError) -> None:
        """The next level of a region was not on the page yet: show it. Once it was there, its absence is an error."""
        tingkat = [f"{nama}_{t}" for t in getattr(medan.widget, "tingkat", ())]
        dikirim = [satu for satu in tingkat if satu in self.data]
        if medan.kolom.lingkup == "nasional" and dikirim and all(self.data.get(satu) for satu in dikirim):
            self._terungkap.append(nama)
        else:
            self.add_error(nama, galat)

    def isian_bersih(self) -> dict[str, Any]:
        """The answers of this step as JSON; None for an optional one left empty. Only after `is_valid()`."""
        return {nama: None if nilai == "" else nilai for nama, nilai in self.cleaned_data.items()}


def formulir_langkah(
    layanan: Layanan, n: int, *, isian: Isian, profil: Isian, data: Any = None, hari: date | None = None
) -> FormulirLangkah:
    """The form of step `n` (index from 0). Raises IndexError when there is no such step."""
    if n < 0:
        raise IndexError(n)
    return FormulirLangkah(layanan, n, isian=isian, profil=profil, data=data, hari=hari or timezone.localdate())


def periksa_lengkap(
    layanan: Layanan, isian: Isian, profil: Isian, kode_berkas: Collection[str], *, hari: date | None = None
) -> dict[str, str]:
    """Everything that is missing or wrong in a whole application: question name or `berkas:<kode>` → sentence.

    Judged by the same fields as the pages, so that the two cannot differ. Uploads of the account and of later stages
    are not demanded here.
    """
    galat: dict[str, str] = {}
    for n in langkah_tampak(layanan, isian, profil):
        form = formulir_langkah(layanan, n, isian=isian, profil=profil, data=data_kirim(layanan, n, isian), hari=hari)
        galat |= {nama: str(pesan[0]) for nama, pesan in form.errors.items()}
    for berkas in berkas_diminta(layanan, isian, profil, kode_berkas=kode_berkas):
        if berkas.wajib and not berkas.dari and berkas.kode not in kode_berkas:
            galat[f"berkas:{berkas.kode}"] = kalimat_berkas(berkas.label)
    return galat


def kalimat_berkas(label: str) -> str:
    """What to say when an upload is missing: "Pilih foto Kartu Keluarga"."""
    from django.utils.translation import gettext as _

    kecil = label[0].lower() + label[1:] if label[1:2].islower() else label
    return _("Pilih %s") % kecil if not kosong(label) else _("Pilih berkas")
