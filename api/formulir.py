"""A service's form for programs: JSON Schema (2020-12) of the answers, and what a page needs to ask for them.

Both follow from the declaration. The schema says what `periksa_lengkap` says, as far as answers alone can tell: a
condition on the applicant's account, an age or an upload is judged by the server when the application is sent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from core.layanan.bangun import buat_medan
from core.layanan.deklarasi import Kolom, Layanan
from core.layanan.medan import MAKS_PANJANG, MAKS_TEKS, MAKS_UANG, RADIO_PALING_BANYAK
from core.layanan.syarat import Banding, SalahSatu, Syarat, tulis_syarat, urai_acuan
from core.layanan.wilayah import PANJANG_NAMA, TINGKAT

Skema = dict[str, Any]
DIALEK = "https://json-schema.org/draft/2020-12/schema"
MAKS_ANGKA = 10**12
KENDALI = {
    "teks": "teks", "teks_panjang": "area", "angka": "angka", "uang": "angka", "tanggal": "tanggal",
    "centang": "centang", "nik": "teks", "no_kk": "teks", "telepon": "teks", "email": "teks", "wilayah": "wilayah",
    "tabel": "tabel",
}  # fmt: skip
PAPAN_KETIK = {
    "angka": "numeric", "uang": "numeric", "nik": "numeric", "no_kk": "numeric", "telepon": "tel", "email": "email",
}  # fmt: skip


def skema_isian(layanan: Layanan) -> Skema:
    """JSON Schema of `isian`: the answers by name. A question without an answer is left out or null."""
    kolom = layanan.kolom
    aturan = [satu for _n, k, syarat in layanan.kolom_berurut() if syarat for satu in _bersyarat(k, syarat, kolom)]
    wajib = [k.nama for _n, k, syarat in layanan.kolom_berurut() if k.wajib and syarat is None]
    hasil: Skema = {
        "$schema": DIALEK,
        "title": layanan.nama,
        "type": "object",
        "properties": {nama: _boleh_kosong(satu) for nama, satu in kolom.items()},
        "required": wajib,
        "additionalProperties": False,
    }
    return hasil | ({"allOf": aturan} if aturan else {})


def langkah(layanan: Layanan) -> list[dict[str, Any]]:
    """The pages of the form with their questions, in order, as a program shows them."""
    return [
        {
            "judul": satu.judul,
            "bantuan": satu.bantuan or "",
            "jika": tulis_syarat(satu.jika) if satu.jika else None,
            "kolom": [petunjuk(k) for k in satu.kolom],
        }
        for satu in layanan.langkah
    ]


def petunjuk(kolom: Kolom) -> dict[str, Any]:
    """How one question is asked: words, kind of control, keyboard, limits, options, condition."""
    medan = buat_medan(kolom)
    isi: dict[str, Any] = {
        "nama": kolom.nama,
        "tipe": kolom.tipe,
        "kendali": _kendali(kolom),
        "label": kolom.label,
        "bantuan": str(medan.help_text),
        "wajib": kolom.wajib,
        "kalimat_kosong": str(medan.error_messages["required"]) if kolom.wajib else "",
        "jika": tulis_syarat(kolom.jika) if kolom.jika else None,
        "isi_awal": kolom.isi_awal,
    }
    return isi | dict(_khusus(kolom))


def _kendali(kolom: Kolom) -> str:
    if kolom.tipe != "pilihan":
        return KENDALI[kolom.tipe]
    return "ganda" if kolom.ganda else "radio" if len(kolom.pilihan) <= RADIO_PALING_BANYAK else "daftar"


def _khusus(kolom: Kolom) -> Iterator[tuple[str, Any]]:
    """What only some kinds have."""
    if kolom.tipe in PAPAN_KETIK:
        yield "papan_ketik", PAPAN_KETIK[kolom.tipe]
    if kolom.pilihan:
        yield "opsi", list(kolom.pilihan)
    for nama in ("satuan", "contoh", "pola"):
        if nilai := getattr(kolom, nama):
            yield nama, nilai
    if kolom.tipe == "tanggal":
        yield "lampau", kolom.harus_lampau
    if kolom.tipe == "wilayah":
        yield from (("lingkup", kolom.lingkup), ("sampai", kolom.sampai))
    if kolom.tipe == "tabel":
        yield from zip(("min_baris", "maks_baris"), kolom.batas_baris, strict=True)
        yield "kolom", [petunjuk(sub) for sub in kolom.sub_kolom]


# --- One answer -------------------------------------------------------------------------------------------------------


def _boleh_kosong(kolom: Kolom) -> Skema:
    """The shape of an answer; a tick box always answers, everything else may be null (`required` is said elsewhere)."""
    bentuk = _BENTUK[kolom.tipe](kolom) | {"title": kolom.label}
    if kolom.wajib or kolom.tipe == "centang":
        return bentuk
    return {"title": kolom.label, "anyOf": [bentuk, {"type": "null"}]}


def _teks(kolom: Kolom) -> Skema:
    panjang = kolom.maks or (MAKS_PANJANG if kolom.tipe == "teks_panjang" else MAKS_TEKS)
    bentuk: Skema = {"type": "string", "minLength": max(kolom.min or 1, 1), "maxLength": panjang}
    return bentuk | ({"pattern": kolom.pola, "examples": [kolom.contoh]} if kolom.pola else {})


def _angka(kolom: Kolom) -> Skema:
    atas = MAKS_UANG if kolom.tipe == "uang" else MAKS_ANGKA
    batas = {"minimum": kolom.min or 0, "maximum": atas if kolom.maks is None else kolom.maks}
    return {"type": "integer"} | batas


def _pilihan(kolom: Kolom) -> Skema:
    satu: Skema = {"type": "string", "enum": list(kolom.pilihan)}
    if not kolom.ganda:
        return satu
    return {"type": "array", "items": satu, "uniqueItems": True, "minItems": 1 if kolom.wajib else 0}


def _centang(kolom: Kolom) -> Skema:
    return {"type": "boolean"} | ({"const": True} if kolom.wajib else {})


def _wilayah(kolom: Kolom) -> Skema:
    """A Kemendagri code down to the level asked for; a desa outside our data is its kecamatan and a typed name."""
    tiap = ["[0-9]{2}", r"\.[0-9]{2}", r"\.[0-9]{2}", r"\.[0-9]{4}"][: TINGKAT.index(kolom.sampai) + 1]
    pola = "".join(tiap)
    if kolom.lingkup == "nasional" and kolom.sampai == "desa":
        pola = f"(?:{pola}|{''.join(tiap[:3])}(?:/[^/]{{1,{PANJANG_NAMA}}})?)"
    return {"type": "string", "pattern": f"^{pola}$"}


def _tabel(kolom: Kolom) -> Skema:
    sedikit, banyak = kolom.batas_baris
    baris = {
        "type": "object",
        "properties": {sub.nama: _boleh_kosong(sub) for sub in kolom.sub_kolom} | {"_no": {"type": "integer"}},
        "required": [sub.nama for sub in kolom.sub_kolom if sub.wajib],
        "additionalProperties": False,
    }
    return {"type": "array", "items": baris, "minItems": sedikit if kolom.wajib else 0, "maxItems": banyak}


def _tetap(**bentuk: Any) -> Callable[[Kolom], Skema]:
    return lambda _kolom: dict(bentuk)


_BENTUK: dict[str, Callable[[Kolom], Skema]] = {
    "teks": _teks,
    "teks_panjang": _teks,
    "angka": _angka,
    "uang": _angka,
    "tanggal": _tetap(type="string", format="date", pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"),
    "pilihan": _pilihan,
    "centang": _centang,
    "nik": _tetap(type="string", pattern="^[0-9]{16}$"),
    "no_kk": _tetap(type="string", pattern="^[0-9]{16}$"),
    "telepon": _tetap(type="string", pattern=r"^\+[1-9][0-9]{6,14}$"),
    "email": _tetap(type="string", format="email", maxLength=254),
    "wilayah": _wilayah,
    "tabel": _tabel,
}


# --- Conditions -------------------------------------------------------------------------------------------------------


def _bersyarat(kolom: Kolom, syarat: Syarat, semua: dict[str, Kolom]) -> Iterator[Skema]:
    """Demanded when its condition holds; nothing is said when answers alone cannot tell."""
    bila = _syarat(syarat, semua)
    if bila is not None and kolom.wajib:
        yield {"if": bila, "then": {"required": [kolom.nama]}}


def _syarat(syarat: Syarat, semua: dict[str, Kolom]) -> Skema | None:
    """The condition as a schema of the answers; None when it looks at something else."""
    if isinstance(syarat, Banding):
        return _banding(syarat, semua)
    bagian = [_syarat(satu, semua) for satu in syarat.bagian]
    if any(satu is None for satu in bagian):
        return None
    return {"anyOf" if isinstance(syarat, SalahSatu) else "allOf": bagian}


def _banding(banding: Banding, semua: dict[str, Kolom]) -> Skema | None:
    arti = urai_acuan(banding.acuan, semua)
    if arti.jenis not in {"kolom", "baris"}:
        return None
    kolom = semua[arti.kolom]
    if banding.op == "kosong":
        ada = _berisi(kolom, {})
        return {"not": ada} if banding.nilai else ada
    uji = _UJI[banding.op](banding.nilai)
    if arti.jenis == "baris":
        uji = {"type": "object", "required": [arti.sub], "properties": {arti.sub: _bukan_kosong(uji)}}
        return _berisi(kolom, {"contains": uji})
    bentuk = _berisi(kolom, {"contains": uji} if kolom.ganda else uji)
    return _atau_tak_dicentang(kolom, bentuk, banding)


def _atau_tak_dicentang(kolom: Kolom, bentuk: Skema, banding: Banding) -> Skema:
    """A box that nobody ticked answers false, also when it is left out."""
    cocok_salah = (banding.op == "=" and banding.nilai is False) or (banding.op == "!=" and banding.nilai is True)
    if kolom.tipe != "centang" or not cocok_salah:
        return bentuk
    return {"anyOf": [bentuk, {"not": {"required": [kolom.nama]}}]}


def _berisi(kolom: Kolom, uji: Skema) -> Skema:
    """The question is answered, and the answer passes."""
    return {"required": [kolom.nama], "properties": {kolom.nama: _bukan_kosong(uji)}}


def _bukan_kosong(uji: Skema) -> Skema:
    return {"not": {"enum": [None, "", []]}} | ({"allOf": [uji]} if uji else {})


_UJI: dict[str, Callable[[Any], Skema]] = {
    "=": lambda nilai: {"const": nilai},
    "!=": lambda nilai: {"not": {"const": nilai}},
    "dalam": lambda nilai: {"enum": list(nilai)},
    "tidak_dalam": lambda nilai: {"not": {"enum": list(nilai)}},
    "<": lambda nilai: {"type": "number", "exclusiveMaximum": nilai},
    ">": lambda nilai: {"type": "number", "exclusiveMinimum": nilai},
}
