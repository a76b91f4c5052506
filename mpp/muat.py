"""First rows and pages of a regency, from `data/<daerah>.toml`. Again = no change; what editors changed stays."""

from __future__ import annotations

import tomllib
from datetime import time
from pathlib import Path
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import Page, Site

from core.wilayah.models import Unit
from mpp.models import HariTutup, Instansi, JamBuka, Kelompok, LayananLoket, Loket, MppPage, Tempat, TempatPage

DATA = Path(__file__).parent / "data"
HARI = ("senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu")  # as the data files name them
PENGELOLA, PETUGAS = "Pengelola MPP", "Penyunting loket MPP"
DIKELOLA = (Tempat, JamBuka, HariTutup, Instansi, Kelompok, Loket, LayananLoket)


def baca(daerah: str) -> dict[str, Any]:
    """The data file of a regency; one without any begins empty, and its editors fill it."""
    berkas = DATA / f"{daerah}.toml"
    kosong: dict[str, Any] = {"pembuka": "", "instansi": [], "tempat": []}
    return tomllib.loads(berkas.read_text(encoding="utf-8")) if berkas.exists() else kosong


@transaction.atomic
def muat(daerah: str) -> dict[str, int]:
    """Rows, pages and the group of those who keep them; answers how many rows were new."""
    isi = baca(daerah)
    unit = Unit.objects.in_bulk(field_name="kode")
    instansi = sum(_instansi(satu, unit) for satu in isi["instansi"])
    semua = Instansi.objects.in_bulk(field_name="kode")
    tempat = sum(_tempat(satu, unit, semua) for satu in isi["tempat"])
    _siapkan_kelompok()
    return {"instansi": instansi, "tempat": tempat, "halaman": _halaman(isi)}


def _instansi(isi: dict[str, Any], unit: dict[str, Unit]) -> bool:
    kantor = unit.get(isi.get("unit", ""))
    lain = {nama: isi[nama] for nama in ("nama", "ringkas", "situs", "ikon") if nama in isi}
    return Instansi.objects.get_or_create(kode=isi["kode"], defaults=lain | {"unit": kantor})[1]


def _tempat(isi: dict[str, Any], unit: dict[str, Unit], instansi: dict[str, Instansi]) -> bool:
    """A place that is there already keeps whatever its editors made of it, what they took away included."""
    if Tempat.objects.filter(kode=isi["kode"]).exists() or isi["unit"] not in unit:
        return False
    lain = {nama: isi[nama] for nama in ("kode", "nama", "jenis", "alamat", "petunjuk", "urutan") if nama in isi}
    tempat = Tempat.objects.create(unit=unit[isi["unit"]], contoh=True, **lain)
    for hari, jam in isi["jam"].items():
        _jam(tempat, hari, jam)
    for satu in isi["kelompok"]:
        _kelompok(tempat, satu, unit, instansi)
    return True


def _jam(tempat: Tempat, hari: str, jam: list[list[str]]) -> None:
    for buka, tutup in jam:
        saat = {"buka": time.fromisoformat(buka), "tutup": time.fromisoformat(tutup)}
        JamBuka.objects.create(tempat=tempat, hari=HARI.index(hari), **saat)


def _kelompok(tempat: Tempat, isi: dict[str, Any], unit: dict[str, Unit], instansi: dict[str, Instansi]) -> None:
    baris = Kelompok.objects.create(tempat=tempat, huruf=isi["huruf"], nama=isi["nama"], menit=isi["menit"])
    kantor = unit.get(isi.get("unit", ""))
    Loket.objects.bulk_create(Loket(kelompok=baris, nama=nama, unit=kantor) for nama in isi["loket"])
    for satu in isi["layanan"]:
        teks = {nama: satu[nama] for nama in ("kode", "nama", "ringkas", "kata", "peristiwa", "daring") if nama in satu}
        bawa = "\n".join(satu.get("bawa", []))
        LayananLoket.objects.create(kelompok=baris, instansi=instansi[satu["instansi"]], bawa=bawa, **teks)


def _halaman(isi: dict[str, Any]) -> int:
    """The page of all places and one for each, below the home page; none before there is a site."""
    situs = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    if situs is None:
        return 0
    induk = MppPage.objects.first() or _terbitkan(
        situs.root_page, MppPage(title="Mal Pelayanan Publik", slug="mpp", pembuka=isi["pembuka"])
    )
    berhalaman = set(TempatPage.objects.values_list("tempat__kode", flat=True))
    baru = [satu for satu in isi["tempat"] if satu["kode"] not in berhalaman]
    tempat = Tempat.objects.in_bulk([satu["kode"] for satu in baru], field_name="kode")
    for satu in baru:
        if ini := tempat.get(satu["kode"]):
            _terbitkan(induk, _halaman_tempat(ini, satu))
    return len(tempat)


def _halaman_tempat(tempat: Tempat, isi: dict[str, Any]) -> TempatPage:
    teks = [("judul", "Sebelum datang"), ("teks", isi["sebelum_datang"])] if "sebelum_datang" in isi else []
    return TempatPage(title=tempat.nama, slug=tempat.kode, tempat=tempat, pembuka=isi.get("pembuka", ""), isi=teks)


def _terbitkan(induk: Page, halaman: Page) -> Page:
    induk.add_child(instance=halaman)
    halaman.save_revision().publish()
    return halaman


def _siapkan_kelompok() -> None:
    """Who keeps all registers, and who keeps those of his own office; a group an administrator changed stays so."""
    nama = [model._meta.model_name for model in DIKELOLA]
    semua = Permission.objects.filter(content_type__app_label="mpp", content_type__model__in=nama)
    masuk = Permission.objects.filter(content_type__app_label="wagtailadmin", codename="access_admin")
    for sebutan, izin in ((PENGELOLA, semua), (PETUGAS, semua.exclude(codename="kelola_semua"))):
        kelompok, baru = Group.objects.get_or_create(name=sebutan)
        if baru:
            kelompok.permissions.set([*izin, *masuk])
