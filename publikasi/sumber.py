"""What search finds here: the pages editors write (jenis "halaman"), each question ("tanya"), and news ("berita")."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db.models import Count, Max
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale, Page

from pencarian.sumber import Entri, Sumber, daftarkan
from publikasi import kueri
from publikasi.dasar import di_situs_ini
from publikasi.models import Berita, IndeksBerita, KontakPage, MaklumatPage, TanyaPage

BOBOT_HALAMAN, BOBOT_TANYA, BOBOT_BERITA = 0.8, 0.75, 0.6
BERITA_DICARI = 200  # the newest ones; older ones are asked from the database when somebody wants news only
PANJANG_RINGKAS = 140
# Everyday words of the pages of this room; their titles are the editors'.
KATA: dict[type[Page], tuple[str, ...]] = {
    IndeksBerita: ("berita", "kabar", "warta", "pengumuman"),
    TanyaPage: ("tanya jawab", "faq", "pertanyaan", "bingung"),
    KontakPage: (
        "kontak", "telepon", "nomor hp", "whatsapp", "alamat kantor", "jam buka", "pengaduan", "lapor", "keluhan",
    ),
    MaklumatPage: ("maklumat", "janji layanan"),
}  # fmt: skip


def daftar_halaman() -> Iterator[Entri]:
    """The pages of this room that stand once on a site."""
    for kelas, kata in KATA.items():
        for satu in _terbit(kelas):
            ringkas = getattr(satu, "pengantar", "") or getattr(satu, "pernyataan", "")[:PANJANG_RINGKAS]
            yield Entri(
                "halaman", satu.slug, satu.title, kueri.alamat(satu), ringkas, kata, ikon="info", bobot=BOBOT_HALAMAN
            )


def _terbit(kelas: type[Page]) -> Any:
    """Published Indonesian pages of this kind on the site that was asked."""
    return di_situs_ini(kelas.objects.live().public()).filter(locale__language_code=settings.LANGUAGE_CODE)


def daftar_tanya() -> Iterator[Entri]:
    """Each question, leading to its topic."""
    for halaman in _terbit(TanyaPage):
        for topik in kueri.topik(halaman):
            for satu in topik.butir:
                kunci = f"{topik.jangkar}/{slugify(satu.tanya)}"
                ringkas = _potong(satu.teks)
                alamat = f"{kueri.alamat(halaman)}#{topik.jangkar}"
                yield Entri("tanya", kunci, satu.tanya, alamat, ringkas, ikon="bantuan", bobot=BOBOT_TANYA)


def daftar_berita() -> Iterator[Entri]:
    """The newest news."""
    return map(_berita, kueri.untuk_umum().prefetch_related(None)[:BERITA_DICARI])


def cari_berita(kata: str, batas: int) -> Iterator[Entri]:
    """Old news too, by Wagtail's own search: every word must occur in title, summary or text. One query."""
    semua = di_situs_ini(Berita.objects.live().public().filter(locale=Locale.get_default())).defer_streamfields()
    return map(_berita, semua.search(kata)[:batas])


def _berita(satu: Berita) -> Entri:
    return Entri("berita", satu.slug, satu.title, kueri.alamat(satu), satu.ringkas, ikon="acara", bobot=BOBOT_BERITA)


def _potong(teks: str) -> str:
    return teks if len(teks) <= PANJANG_RINGKAS else f"{teks[:PANJANG_RINGKAS].rsplit(' ', 1)[0]} …"


def _sidik(*kelas: type[Page]) -> str:
    """Changes when one of these pages is published, moved or taken away. One query."""
    dasar = Page.objects.live().type(*kelas).aggregate(n=Count("pk"), a=Max("last_published_at"), b=Max("path"))
    return "|".join(str(satu) for satu in dasar.values())


def pasang() -> None:
    """Tell search about all three."""
    daftarkan(Sumber("halaman", _("Halaman"), daftar_halaman, lambda: _sidik(*KATA)))
    daftarkan(Sumber("tanya", _("Tanya jawab"), daftar_tanya, lambda: _sidik(TanyaPage)))
    daftarkan(Sumber("berita", _("Berita"), daftar_berita, lambda: _sidik(Berita), cari=cari_berita))
