"""What a service page must have before citizens may see it. Sentences that say where to write what is missing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from core.layanan.deklarasi import Layanan

if TYPE_CHECKING:
    from cms.models import KatalogPage, LayananPage


def kurang(halaman: LayananPage) -> Iterator[str]:
    """The 14 components of Permenpan RB 15/2014, then pictures without words and questions without an answer."""
    kini = halaman.keadaan
    if kini.layanan is None or kini.hilang or kini.tutup:
        yield _(
            "Layanan ini sedang tidak ada atau ditutup karena deklarasinya rusak. Perbaiki layanannya lebih dulu; "
            "halaman ini baru bisa terbit sesudah itu."
        )
    else:
        yield from _deklarasi(kini.layanan)
    yield from _komponen(halaman)
    yield from _gambar(halaman)
    yield from _tanya(halaman)


def _deklarasi(layanan: Layanan) -> Iterator[str]:
    """Persyaratan, prosedur, waktu, biaya and dasar hukum cannot be absent from a sound declaration; these can."""
    if layanan.surat is None and not layanan.produk:
        yield _("Produk layanan belum disebut. Minta penyusun layanan mengisi “produk” pada deklarasinya.")


def _komponen(halaman: LayananPage) -> Iterator[str]:
    kalimat = _("“%(nama)s” belum diisi. Tulis di tab Standar pelayanan, atau di halaman Katalog layanan.")
    for nama in halaman.STANDAR:
        if not (halaman.isi_komponen(nama) or halaman.katalog.isi_komponen(nama)):
            yield kalimat % {"nama": halaman.sebutan(nama)}


def _gambar(halaman: LayananPage) -> Iterator[str]:
    for nomor, satu in enumerate((blok for blok in halaman.catatan if blok.block_type == "gambar"), 1):
        gambar = satu.value["gambar"]
        if gambar is None or not (gambar.decorative or gambar.contextual_alt_text):
            yield _(
                "Gambar ke-%(n)s belum punya teks pengganti. Tulis apa yang terlihat, untuk yang tidak melihat."
            ) % {"n": nomor}


def _tanya(halaman: LayananPage) -> Iterator[str]:
    for nomor, satu in enumerate(halaman.tanya, 1):
        if not (satu.value["tanya"] and str(satu.value["jawab"] or "").strip()):
            yield _("Tanya jawab ke-%(n)s belum lengkap. Isi pertanyaan dan jawabannya, atau hapus.") % {"n": nomor}


def katalog_kurang(katalog: KatalogPage) -> Iterator[str]:
    """Texts that were emptied here while published service pages still lean on them."""
    kalimat = _(
        "“%(nama)s” masih dipakai %(n)s halaman layanan yang sudah terbit. Isi dulu di halaman-halaman itu, "
        "baru kosongkan di sini."
    )
    for nama in katalog.STANDAR:
        if not katalog.isi_komponen(nama) and (jumlah := katalog.bersandar(nama)):
            yield kalimat % {"nama": katalog.sebutan(nama), "n": jumlah}
