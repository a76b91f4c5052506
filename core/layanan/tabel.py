"""A table of answers: each row is a small form. Rows are added and removed by the server, so no script is needed.

Field names are `<tabel>-<row>-<sub>`, with `<tabel>-jumlah` rows. Two submit buttons change the rows and nothing else:
`tambah_baris=<tabel>` and `hapus_baris=<tabel>:<row>`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from core.layanan.deklarasi import Kolom
from core.layanan.medan import Medan

Baris = dict[str, list[str]]  # what was posted for one row: rest of the name → values


class BarisForm(forms.Form):
    """One row."""

    use_required_attribute = False

    def __init__(self, kolom: Kolom, **kwargs: Any) -> None:
        from core.layanan.bangun import buat_medan

        super().__init__(**kwargs)
        for sub in kolom.sub_kolom:
            self.fields[sub.nama] = buat_medan(sub)

    def hampa(self) -> bool:
        """Nothing was typed in this row: it will be left out, so nothing in it is wrong."""
        data: Any = self.data  # a MultiValueDict once bound
        return self.is_bound and _hampa({kunci: data.getlist(kunci) for kunci in data})

    @property
    def sebut(self) -> str:
        """Whom the row is about, as far as that is typed: its name."""
        nama = next((n for n in self.fields if n == "nama" or n.startswith("nama_")), None)
        return str(self[nama].value() or "").strip() if nama else ""

    def lupakan_galat(self) -> None:
        """Show what was typed, blame nobody."""
        self._errors = ErrorDict()


class TabelWidget(forms.Widget):
    """Renders rows as forms; `dinilai` shows their errors, which a mere change of rows does not."""

    template_name = "layanan/tabel.html"
    use_fieldset = True
    dinilai = False

    def __init__(self, kolom: Kolom) -> None:
        super().__init__()
        self.kolom = kolom

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[Baris]:
        """The posted rows in order, after the button that was pressed."""
        baris = _baca_baris(data, name, self.kolom.batas_baris[1])
        if data.get("tambah_baris") == name and len(baris) < self.kolom.batas_baris[1]:
            # The first blank row was on the page already when nothing was posted for it.
            baris += [{}]
        cocok = re.fullmatch(rf"{re.escape(name)}:([0-9]{{1,3}})", str(data.get("hapus_baris") or ""))
        if cocok and int(cocok[1]) < len(baris):
            del baris[int(cocok[1])]
        return baris

    def formulir(self, name: str, value: Any) -> list[BarisForm]:
        """One form a row; a table that needs rows shows them blank."""
        isi = list(value) if isinstance(value, list) else []
        isi += [None] * (max(self.kolom.batas_baris[0], 1 if self.kolom.wajib else 0) - len(isi))
        return [self._satu(f"{name}-{i}", satu) for i, satu in enumerate(isi)]

    def _satu(self, awalan: str, isi: Any) -> BarisForm:
        if not isinstance(isi, dict) or not isi:
            return BarisForm(self.kolom, prefix=awalan)
        if all(isinstance(nilai, list) for nilai in isi.values()) and any(k.startswith("-") for k in isi):
            return BarisForm(self.kolom, prefix=awalan, data=_kirim(awalan, isi))
        return BarisForm(self.kolom, prefix=awalan, initial=isi)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Row forms for the template; a row keeps its errors to itself while rows are only being changed."""
        konteks = super().get_context(name, value, attrs)
        baris = self.formulir(name, value)
        for satu in baris:
            if not self.dinilai or satu.hampa():
                satu.lupakan_galat()
        bawah, atas = self.kolom.batas_baris
        konteks["widget"] |= {"baris": baris, "bisa_tambah": len(baris) < atas, "bisa_hapus": len(baris) > bawah}
        konteks["kolom"] = self.kolom
        return konteks


def _baca_baris(data: Any, nama: str, maks: int) -> list[Baris]:
    """Posted rows by number; no more than the table may hold, whatever was sent."""
    pola = re.compile(rf"{re.escape(nama)}-([0-9]{{1,3}})(-.+)", re.DOTALL)
    per_nomor: dict[int, Baris] = {}
    for kunci in data:
        if cocok := pola.fullmatch(str(kunci)):
            nilai = data.getlist(kunci) if hasattr(data, "getlist") else data[kunci]
            per_nomor.setdefault(int(cocok[1]), {})[cocok[2]] = [*nilai] if isinstance(nilai, list | tuple) else [nilai]
    try:
        jumlah = int(data.get(f"{nama}-jumlah") or 0)
    except (TypeError, ValueError):
        jumlah = 0
    banyak = min(max([jumlah, *(n + 1 for n in per_nomor)]), maks)
    return [per_nomor.get(nomor, {}) for nomor in range(banyak)]


def _kirim(awalan: str, baris: Baris) -> MultiValueDict[str, str]:
    return MultiValueDict({awalan + sisa: nilai for sisa, nilai in baris.items()})


def _hampa(baris: Baris) -> bool:
    return not any(str(nilai).strip() for isi in baris.values() for nilai in isi)


class GalatBaris(ValidationError):
    """A mistake in one cell; `letak` is the rest of the id of its field, so that a summary can lead there."""

    def __init__(self, pesan: str, letak: str) -> None:
        super().__init__(pesan)
        self.letak = letak


class TabelMedan(Medan):
    """Rows of sub-answers; blank rows are left out. `galat_baris`: mistakes stand at their cells, counted above."""

    widget: TabelWidget
    galat_baris = 0

    def __init__(self, kolom: Kolom) -> None:
        super().__init__(kolom, widget=TabelWidget(kolom))

    def to_python(self, value: Any) -> list[dict[str, Any]]:
        """A list of rows as plain JSON; every problem of every row in one ValidationError."""
        self.widget.dinilai = True
        hasil: list[dict[str, Any]] = []
        galat: list[ValidationError] = []
        for nomor, baris in enumerate(value or [], 1):
            if _hampa(baris):
                continue
            form = BarisForm(self.kolom, prefix="b", data=_kirim("b", baris))
            galat += [
                GalatBaris(_("Baris %d: %s") % (nomor, pesan), f"-{nomor - 1}-{sub}")
                for sub, isi in form.errors.items()
                for pesan in isi
            ]
            hasil.append(_bersih(form.cleaned_data))
        self.galat_baris = len(galat)
        if galat:
            raise ValidationError(galat)
        return hasil

    def validate(self, value: Any) -> None:
        """Enough rows."""
        super().validate(value)
        paling_sedikit = self.kolom.batas_baris[0]
        if value and len(value) < paling_sedikit:
            arti = {"nama": self.kolom.dalam_kalimat, "sedikit": paling_sedikit, "jumlah": len(value)}
            raise ValidationError(_("Isi %(nama)s paling sedikit %(sedikit)d baris. Anda mengisi %(jumlah)d.") % arti)


def _bersih(nilai: Mapping[str, Any]) -> dict[str, Any]:
    return {nama: isi for nama, isi in nilai.items() if isi is not None}
