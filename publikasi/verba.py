"""First content of this room's pages, and the demonstration news. Idempotent; never overwrites an editor's work."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.images import ImageFile
from django.utils import timezone
from wagtail.images import get_image_model
from wagtail.models import Locale, Page

from core.wilayah.daerah import Daerah
from publikasi.models import Berita, IndeksBerita, KontakPage, MaklumatPage, Pengumuman, TanyaPage

DATA = Path(__file__).parent / "data"
ALAMAT: dict[str, tuple[type[Page], str]] = {
    "berita": (IndeksBerita, "berita"),
    "tanya": (TanyaPage, "tanya"),
    "kontak": (KontakPage, "kontak"),
    "maklumat": (MaklumatPage, "maklumat-pelayanan"),
}
# Lists of the data file that become blocks of a StreamField: field → name of the block.
BLOK = {"topik": "topik", "kanal": "kanal", "jam": "jam", "pengaduan": "langkah", "janji": "butir"}
Pelukis = Callable[[str], bytes]


def siapkan_publikasi(beranda: Page, daerah: Daerah, *, peragaan: bool) -> None:
    """The pages below home that are not there yet.

    The promise of service binds whoever signs it: it starts as a draft, and in a demo under the mark "Contoh".
    """
    for kode in dict(settings.LANGUAGES):  # an editor can translate into a language that Wagtail knows
        Locale.objects.get_or_create(language_code=kode)
    isi = tomllib.loads((DATA / "halaman.toml").read_text(encoding="utf-8"))
    for nama, (kelas, slug) in ALAMAT.items():
        if not kelas.objects.child_of(beranda).exists():
            nilai = _isi(isi[nama], daerah)
            if kelas is MaklumatPage:
                nilai |= {"contoh": peragaan, "live": peragaan}
            _tambah(beranda, kelas(slug=slug, **nilai))


def _isi(mentah: dict[str, Any], daerah: Daerah) -> dict[str, Any]:
    kata = {"aplikasi": daerah.aplikasi, "kabupaten": daerah.nama, "ibu_kota": daerah.ibu_kota}
    terisi = _ganti(mentah, kata | {"situs": f"https://{daerah.situs}/"})
    return {nama: _blok(BLOK[nama], nilai) if nama in BLOK else nilai for nama, nilai in terisi.items()}


def _ganti(nilai: Any, kata: dict[str, str]) -> Any:
    """Put the regency's words into all texts."""
    if isinstance(nilai, str):
        return nilai.format(**kata)
    if isinstance(nilai, dict):
        return {nama: _ganti(isi, kata) for nama, isi in nilai.items()}
    return [_ganti(satu, kata) for satu in nilai]


def _blok(jenis: str, semua: list[Any]) -> list[dict[str, Any]]:
    return [{"type": jenis, "value": satu} for satu in semua]


def _tambah(induk: Page, halaman: Page) -> None:
    induk.add_child(instance=halaman)
    revisi = halaman.save_revision()
    if halaman.live:
        revisi.publish()


# --- demonstration ----------------------------------------------------------------------------------------------------


def isi_kabar(daerah: Daerah, lukis: Pelukis) -> int:
    """Demonstration news and announcements, each under the mark "Contoh"; answers how many are new.

    Only into an empty list: what an editor has deleted does not come back. `lukis` draws a picture (PNG) by name.
    """
    isi = tomllib.loads((DATA / f"kabar-{daerah.tema}.toml").read_text(encoding="utf-8"))
    indeks = IndeksBerita.objects.get(locale=Locale.get_default())
    baru = [] if Berita.objects.exists() else isi["berita"]
    for satu in baru:
        _tambah(indeks, _berita(satu, lukis))
    if not Pengumuman.objects.exists():
        baru = [*baru, *isi["pengumuman"]]
        for satu in isi["pengumuman"]:
            _umumkan(satu)
    return len(baru)


def _berita(satu: dict[str, Any], lukis: Pelukis) -> Berita:
    berita = Berita(
        title=satu["judul"],
        slug=satu["slug"],
        ringkas=satu["ringkas"],
        tanggal=timezone.localdate() - timedelta(days=satu["hari_lalu"]),
        gambar=_gambar(satu["gambar"], lukis),
        gambar_alt=satu["alt"],
        isi=[{"type": "teks", "value": satu["isi"]}],
        contoh=True,
    )
    berita.tag.add(*satu["tag"])
    return berita


def _gambar(nama: str, lukis: Pelukis) -> Any:
    judul = f"Contoh: {nama}"
    semua = get_image_model().objects
    if ada := semua.filter(title=judul).first():
        return ada
    return semua.create(title=judul, file=ImageFile(BytesIO(lukis(nama)), name=f"contoh-{nama}.png"))


def _umumkan(satu: dict[str, Any]) -> None:
    letak = {f"di_{nama}": nama in satu["di"] for nama in ("beranda", "layanan", "lain")}
    kata = {nama: satu[nama] for nama in ("judul", "isi", "tingkat")}
    baris = Pengumuman(**kata, **letak, tautan=satu.get("tautan", ""), locale=Locale.get_default(), live=False)
    baris.save()
    baris.save_revision().publish()
