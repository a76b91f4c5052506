"""What a citizen has typed so far, without judging it: autosave and pages that go back with errors lose nothing.

What is kept here may be incomplete; `periksa_lengkap` judges everything again before an application is sent.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError

from core.layanan.formulir import formulir_langkah
from core.layanan.teks import rapikan_teks

if TYPE_CHECKING:
    from django import forms

    from core.layanan.deklarasi import Layanan

# Half a number or half an address is worth keeping as it was typed; half a date or region cannot be shown again.
_DISIMPAN_MENTAH = frozenset({"teks", "teks_panjang", "nik", "no_kk", "telepon", "email"})
_PANJANG = 2000
_LEWATI = object()


def isian_ketikan(
    layanan: Layanan, n: int, *, isian: dict[str, Any], profil: dict[str, Any], data: Any
) -> dict[str, Any]:
    """The answers of step `n` as far as they can be kept; questions that are hidden or unreadable are left out."""
    # A form of its own: reading a table marks its rows as judged, which the page must not show yet.
    form = formulir_langkah(layanan, n, isian=isian, profil=profil, data=data)
    form.full_clean()
    terbuka = {nama: medan for nama, medan in form.fields.items() if not getattr(medan, "tersembunyi", False)}
    hasil = {nama: _satu(form, nama, medan) for nama, medan in terbuka.items() if nama not in form.terungkap}
    return {nama: nilai for nama, nilai in hasil.items() if nilai is not _LEWATI}


def _satu(form: forms.Form, nama: str, medan: Any) -> Any:
    mentah = medan.widget.value_from_datadict(form.data, form.files, form.add_prefix(nama))
    if medan.kolom.tipe == "tabel":
        return _tabel(form.add_prefix(nama), medan, mentah)
    try:
        nilai = medan.clean(mentah)
    except ValidationError:
        return _mentah(medan.kolom.tipe, mentah)
    return None if nilai == "" else nilai


def _mentah(tipe: str, mentah: Any) -> Any:
    if tipe == "centang":
        return False
    if tipe in _DISIMPAN_MENTAH and isinstance(mentah, str):
        return rapikan_teks(mentah, panjang=tipe == "teks_panjang")[:_PANJANG] or None
    return _LEWATI


def _tabel(nama: str, medan: Any, mentah: list[Any]) -> list[dict[str, Any]]:
    baris = []
    for form in medan.widget.formulir(nama, mentah):
        if form.is_bound:
            isi = {sub: _satu(form, sub, kotak) for sub, kotak in form.fields.items()}
            baris.append({sub: nilai for sub, nilai in isi.items() if nilai is not _LEWATI})
    return [isi for isi in baris if any(nilai not in (None, "", False) for nilai in isi.values())]
