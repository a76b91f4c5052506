"""JSON Schema (2020-12) of `layanan.toml`, generated from the model, so that editors complete and check the file.

It says what the file may look like; what only the whole declaration can tell (references, routes) is judged by
`ketentuan` when the folder is loaded. Differences from the model: a TOML file has no null, an SLA is written in words,
conditions and shared sections (`bagian`) are read before the model sees them.
"""

from __future__ import annotations

import copy
import json
import re
from typing import Any

from core.layanan import keterangan
from core.layanan.deklarasi import HANYA_UNTUK, Layanan
from core.layanan.keterangan import KETERANGAN, PILIHAN
from core.layanan.referensi import daftar_referensi
from core.layanan.syarat import OPERATOR, PROFIL
from core.wilayah import peran

Skema = dict[str, Any]
LUBANG = r"\{[a-z_]+\}"
_NILAI: Skema = {"type": ["string", "integer", "number", "boolean"]}
_TEKS: Skema = {"type": "string"}


def skema() -> Skema:
    """The whole schema."""
    mentah = _rapi(Layanan.model_json_schema())
    bentuk: dict[str, Skema] = mentah.pop("$defs")
    mentah["properties"].pop("naskah")  # stands in surat.typ
    _jelaskan({"Layanan": mentah, **bentuk})
    _isi_daftar(bentuk)
    bentuk["Kolom"]["allOf"] = list(_aturan_kolom())
    bentuk |= _bagian(bentuk) | {"Syarat": _syarat()}
    bentuk["Langkah"] = _langkah(bentuk)
    mentah["properties"]["bagian"] = _larik("Bagian", "Halaman yang dipakai berulang, seperti data ayah dan ibu.")
    kepala = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "layanan.toml"}
    return kepala | {"description": "Deklarasi satu layanan (kontrak 1)."} | mentah | {"$defs": bentuk}


def teks_skema() -> str:
    """As it lies in docs/rujukan/layanan.schema.json."""
    return json.dumps(skema(), ensure_ascii=False, indent=1) + "\n"


# --- From the model ---------------------------------------------------------------------------------------------------


def _rapi(nilai: Any) -> Any:
    """Without null, titles and the developers' docstrings."""
    if isinstance(nilai, list):
        return [_rapi(satu) for satu in nilai]
    if not isinstance(nilai, dict):
        return nilai
    isi = {kunci: satu for kunci, satu in nilai.items() if not _berlebih(kunci, satu)}
    cabang = [satu for satu in isi.pop("anyOf", []) if satu != {"type": "null"}]
    gabung = isi | cabang[0] if len(cabang) == 1 else isi
    return {kunci: _rapi(satu) for kunci, satu in gabung.items()}


def _berlebih(kunci: str, nilai: Any) -> bool:
    """A title of pydantic's, a docstring in English, or a default that TOML cannot write."""
    return (kunci in {"title", "description"} and isinstance(nilai, str)) or (kunci == "default" and nilai is None)


def _jelaskan(bentuk: dict[str, Skema]) -> None:
    """The sentence of each key; for a closed list also of each choice (`x-taplo`: Even Better TOML shows it)."""
    for model, kalimat in KETERANGAN.items():
        for nama, satu in bentuk[model.__name__]["properties"].items():
            satu["description"] = kalimat[nama]
            if nama == "jika":
                bentuk[model.__name__]["properties"][nama] = _acu("Syarat", kalimat[nama])
    for (model_nama, nama), pilihan in PILIHAN.items():
        _dengan_arti(bentuk[model_nama]["properties"][nama], pilihan)


def _dengan_arti(kolom: Skema, pilihan: dict[str, str]) -> None:
    kolom["enum"] = list(pilihan)
    kolom["x-taplo"] = {"docs": {"enumValues": list(pilihan.values())}}


def _isi_daftar(bentuk: dict[str, Skema]) -> None:
    """What the model checks in code: roles, shared lists, the account's fields, durations in words."""
    tahap, kolom = bentuk["Tahap"]["properties"], bentuk["Kolom"]["properties"]
    _dengan_arti(tahap["peran"], {kode: f"{satu.nama} ({satu.tingkat})" for kode, satu in peran.SEMUA.items()})
    kata = {"type": "string", "pattern": "^[1-9][0-9]{0,2} (jam|hari) kerja$"}
    tahap["sla"] = {"anyOf": [kata, {"type": "integer", "minimum": 1, "maximum": 400}]} | _ambil(tahap["sla"])
    kolom["opsi_ref"]["enum"] = list(daftar_referensi())
    kolom["isi_awal"] = {"type": "string", "enum": [f"profil.{p}" for p in sorted(PROFIL)]} | _ambil(kolom["isi_awal"])
    kolom["sub_kolom"]["items"] = {"$ref": "#/$defs/SubKolom"}
    bentuk["SubKolom"] = _sub_kolom(bentuk["Kolom"])
    nomor = bentuk["NaskahSurat"]["properties"]["nomor"]
    nomor["allOf"] = [{"pattern": r"\{urut\}"}, {"pattern": r"\{tahun\}"}]


def _ambil(skema: Skema) -> Skema:
    return {"description": skema["description"]}


def _sub_kolom(kolom: Skema) -> Skema:
    """A question inside a table: no table again, no condition."""
    isi = copy.deepcopy(kolom)
    for nama in ("jika", "sub_kolom", "min_baris", "maks_baris"):
        del isi["properties"][nama]
    isi["properties"]["tipe"]["enum"].remove("tabel")
    isi["properties"]["tipe"]["x-taplo"]["docs"]["enumValues"].pop()
    isi["allOf"] = [satu for satu in _aturan_kolom() if satu["if"]["required"][0] in isi["properties"]]
    return isi


def _aturan_kolom() -> list[Skema]:
    """Keys that belong to some kinds only, and keys that a kind cannot do without."""
    aturan = [_hanya(nama, tipe) for nama, tipe in HANYA_UNTUK.items()]
    aturan.append(_tipe("tabel", {"required": ["sub_kolom"]}))
    aturan.append(_tipe("pilihan", {"oneOf": [{"required": ["opsi"]}, {"required": ["opsi_ref"]}]}))
    aturan.append({"if": {"required": ["pola"]}, "then": {"required": ["contoh"]}})
    return aturan


def _hanya(nama: str, tipe: tuple[str, ...]) -> Skema:
    return {"if": {"required": [nama]}, "then": {"properties": {"tipe": {"enum": list(tipe)}}}}


def _tipe(nama: str, lalu: Skema) -> Skema:
    return {"if": {"required": ["tipe"], "properties": {"tipe": {"const": nama}}}, "then": lalu}


# --- Conditions -------------------------------------------------------------------------------------------------------


def _syarat() -> Skema:
    """`{ kolom = nilai }`, `{ kolom = { op = nilai } }`, `semua`, `salah_satu`; dots may be written as tables."""
    kelompok = {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/Syarat"}}
    banding = {"type": "object", "minProperties": 1, "additionalProperties": False, "properties": _banding()}
    dalam = {
        "type": "object",
        "minProperties": 1,
        "propertyNames": {"pattern": r"^[a-z][a-z0-9_]*$"},
        "additionalProperties": {"anyOf": [_NILAI, banding]},
    }
    return {
        "type": "object",
        "minProperties": 1,
        "properties": {
            "semua": kelompok | {"description": "Semua syarat di dalamnya terpenuhi."},
            "salah_satu": kelompok | {"description": "Paling sedikit satu syarat di dalamnya terpenuhi."},
        },
        "additionalProperties": {"anyOf": [_NILAI, banding, dalam]},
    }


def _banding() -> dict[str, Skema]:
    daftar = {"type": "array", "minItems": 1, "items": _NILAI}
    khusus: dict[str, Skema] = {"dalam": daftar, "tidak_dalam": daftar, "kosong": {"type": "boolean"}}
    angka: Skema = {"type": ["integer", "number"]}
    return {op: khusus.get(op, angka if op in {"<", ">"} else _NILAI) for op in OPERATOR}


# --- Shared sections --------------------------------------------------------------------------------------------------


def _bagian(bentuk: dict[str, Skema]) -> dict[str, Skema]:
    """The section, its steps (texts and names may hold `{lubang}`), and the step that uses it."""
    berlubang = {f"{nama}Bagian": _lubangi(bentuk[nama]) for nama in ("Langkah", "Kolom", "SubKolom")}
    return berlubang | {
        "Bagian": _objek(
            keterangan.BAGIAN, {"nama": _TEKS, "langkah": _larik("LangkahBagian")}, wajib=["nama", "langkah"]
        ),
        "PakaiBagian": _objek(
            keterangan.PAKAI_BAGIAN,
            {"bagian": _TEKS, "isi": {"type": "object", "additionalProperties": _TEKS}, "jika": _acu("Syarat")},
            wajib=["bagian"],
        ),
    }


def _lubangi(bentuk: Skema) -> Skema:
    """The same shape where a name, a list or a text may still hold `{lubang}`."""
    acuan = re.sub(r'(#/\$defs/(?:Sub)?Kolom)"', r'\1Bagian"', json.dumps(bentuk))
    hasil: Skema = json.loads(acuan)
    for nama, satu in hasil["properties"].items():
        if nama != "tipe" and satu.get("type") == "string" and ("pattern" in satu or "enum" in satu):
            bentuk_ketat = {kunci: satu.pop(kunci) for kunci in ("pattern", "enum") if kunci in satu}
            satu["anyOf"] = [bentuk_ketat, {"pattern": LUBANG}]
    return hasil


def _langkah(bentuk: dict[str, Skema]) -> Skema:
    """A step of its own, or the use of a section. One shape and not `oneOf`: an editor then blames the very key."""
    sendiri, pakai = bentuk["Langkah"], bentuk["PakaiBagian"]
    return sendiri | {
        "required": [],
        "properties": pakai["properties"] | sendiri["properties"],
        "if": {"required": ["bagian"]},
        "then": {"$ref": "#/$defs/PakaiBagian"},
        "else": {"required": sendiri["required"], "properties": {"isi": False}},
    }


def _objek(kalimat: dict[str, str], isi: dict[str, Skema], *, wajib: list[str]) -> Skema:
    jelas = {nama: satu | {"description": kalimat[nama]} for nama, satu in isi.items()}
    return {"type": "object", "additionalProperties": False, "required": wajib, "properties": jelas}


def _larik(nama: str, kalimat: str = "") -> Skema:
    isi: Skema = {"type": "array", "minItems": 1, "items": {"$ref": f"#/$defs/{nama}"}}
    return isi | ({"description": kalimat} if kalimat else {})


def _acu(nama: str, kalimat: str = "") -> Skema:
    return {"$ref": f"#/$defs/{nama}"} | ({"description": kalimat} if kalimat else {})
