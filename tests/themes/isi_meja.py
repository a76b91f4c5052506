"""Work on every desk of a demo site, so that no page behind the sign-in is looked at empty.

Runs inside the site: `manage.py shell -v 0 -c "from tests.themes.isi_meja import isi; isi()"`. Everything is done by
pressing buttons as the demo people; what is printed are the addresses, by user name, that no link leads to.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import time
from types import SimpleNamespace
from typing import Any

from django.conf import settings

from core.akun.models import Pengguna, Warga
from core.layanan.deklarasi import Layanan
from core.layanan.register import registri
from core.permohonan.models import Permohonan
from core.permohonan.verba import Pelaku
from core.surat.verba import siapkan
from core.wilayah.models import Penugasan
from demo.orang import FRASA
from mpp.kueri import loket_petugas
from mpp.models import JamBuka
from peristiwa.kueri import langkah, untuk_umum
from tests.e2e.situs import DESA, contoh
from tests.jalan import Jalan
from tests.peramban import Peramban


@dataclass
class Meja(Jalan):
    """A file of one demo citizen on its way through the offices of the demo, whose people are there already."""

    frasa: str = FRASA

    def __post_init__(self) -> None:
        self.warga = Warga.objects.get(nik=self.kecil.nik)
        self.siti = Peramban(self.warga.pengguna)

    def pejabat(self, p: Permohonan) -> Any:
        kursi = Penugasan.objects.filter(jabatan__unit_id=p.unit_id, jabatan__peran=p.peran)
        return kursi.select_related("pengguna").latest("pk").pengguna

    def sampai(self, aksi: str) -> Permohonan:
        """Every stage before the first one of this kind."""
        p = self.permohonan()
        while self.layanan.rute[p.tahap].aksi != aksi:
            p = self.selesaikan_tahap()
        return p

    def di_meja(self) -> tuple[str, Peramban]:
        """Who has it now, and this person at its page."""
        orang = self.pejabat(self.permohonan())
        return orang.username, Peramban(orang).buka(f"/kantor/permohonan/{self.permohonan().pk}/")


def desa() -> Iterator[Layanan]:
    """Services that end at the desa, the shortest way first."""
    semua = (satu for satu in registri().semua() if satu.tipe == "A")
    return iter(sorted(semua, key=lambda satu: (len(satu.rute), len(satu.kolom), satu.kode)))


def di_desa(kode: str, layanan: Layanan) -> dict[str, Any]:
    """The sample of a service, moved as a whole to this desa: so that one office has all the work."""
    teks = json.dumps(contoh(settings.DAERAH, layanan))
    for pola, ganti in ((r'"\d\d\.\d\d\.\d\d\.\d{4}"', kode), (r'"\d\d\.\d\d\.\d\d"', kode.rpartition(".")[0])):
        teks = re.sub(pola, f'"{ganti}"', teks)
    isi: dict[str, Any] = json.loads(teks)
    return isi


def isi() -> None:
    """One file in every state, a number block, a counter with people waiting, a bundle of a life event."""
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]
    warga = Warga.objects.filter(desa__kode=DESA[settings.DAERAH], status="terverifikasi").earliest("pk")
    sisa = desa()

    def mulai() -> Meja:
        meja = Meja(SimpleNamespace(nik=warga.nik), next(sisa))
        meja.ajukan(di_desa(DESA[settings.DAERAH], meja.layanan))
        return meja

    # The nearer to the citizen a desk is, the later it is filled: an officer finds a file by its applicant's name.
    hasil = [*_sudah_terbit(mulai()), *_di_penanda(mulai), *_di_operator(mulai)]
    hasil += [*_antrean(), (warga.nik, _rangkaian(Peramban(warga.pengguna)))]
    alamat: dict[str, list[str]] = {}
    for orang, jalur in hasil:
        alamat.setdefault(orang, []).append(jalur)
    sys.stdout.write(json.dumps(alamat))


def _di_operator(mulai: Callable[[], Meja]) -> Iterator[tuple[str, str]]:
    """At the first desk: one sent back, one to work on."""
    minta = mulai()
    _orang, meja = minta.di_meja()
    kotak = [str(satu["name"]) for satu in meja.ikuti("Minta perbaikan").halaman.select("input[type=checkbox]")]
    for nama in (kotak[0], kotak[-1]):
        meja.isi({nama: "on", nama.replace("pilih_", "tulis_", 1): "Tidak terbaca. Tolong tulis atau foto ulang."})
    meja.isi(umum="Kalau bingung, datang saja ke balai desa.").tekan("Kirim permintaan perbaikan")
    assert minta.permohonan().status == "perlu_perbaikan", meja.teks[:800]
    yield minta.warga.nik, f"/permohonan/{minta.permohonan().pk}/perbaiki/"
    menunggu = mulai()
    orang, meja = menunggu.di_meja()
    yield menunggu.warga.nik, f"/permohonan/{menunggu.permohonan().pk}/batalkan/"
    for aksi in ("kembalikan", "tolak"):
        yield orang, f"{meja.jalur}{aksi}/"


def _di_penanda(mulai: Callable[[], Meja]) -> Iterator[tuple[str, str]]:
    """One that waits for a signature: on its own page and in a batch; and numbers for letters on paper."""
    p = (meja := mulai()).sampai("tandatangan")
    penanda = meja.pejabat(p)
    siapkan(permohonan_id=p.pk, pelaku=Pelaku(penanda))
    yield penanda.username, f"/kantor/surat/{p.pk}/tandatangan/"
    antre = Peramban(penanda).buka("/kantor/tandatangan/").tekan("Semua yang siap")
    assert "/sesi/" in antre.jalur, antre.teks[:800]
    yield penanda.username, antre.jalur
    yield from _blok(penanda, p)


def _blok(penanda: Pengguna, p: Permohonan) -> Iterator[tuple[str, str]]:
    """A block of three numbers for paper, and the page where a number in the book is annulled."""
    buku = Peramban(penanda).buka("/kantor/agenda/blok/baru/")
    buku.isi(jumlah="3", alasan="Jaringan kantor padam sejak pukul 08.00.").tekan("Ambil nomor")
    assert buku.jalur.rstrip("/")[-1].isdigit(), buku.teks[:800]
    yield penanda.username, buku.jalur
    catat = next(str(a["href"]) for a in buku.halaman.select("a.tautan-tombol"))
    yield penanda.username, f"{catat}batal/"
    yield penanda.username, f"/kantor/agenda/surat/{p.pk}/batal/"


def _sudah_terbit(meja: Meja) -> Iterator[tuple[str, str]]:
    """A letter that is out: the citizen's page, and the pages that withdraw and replace it."""
    p = meja.sampai("tandatangan")
    penanda = meja.pejabat(p).username
    p = meja.sampai_selesai()
    assert p.status == "selesai", p.status
    yield meja.warga.nik, f"/permohonan/{p.pk}/"
    for lain in ("cabut", "ganti"):
        yield penanda, f"/kantor/surat/{p.pk}/{lain}/"


def _antrean() -> Iterator[tuple[str, str]]:
    """A counter that is open day and night, with people waiting, a ticket just printed, and one booked from home."""
    semua = ((satu.pengguna, loket_petugas([satu]).first()) for satu in Penugasan.objects.select_related("pengguna"))
    akun, loket = next((akun, loket) for akun, loket in semua if loket)
    tempat = loket.kelompok.tempat
    tempat.jam_buka.all().delete()
    for hari in range(7):
        JamBuka.objects.create(tempat=tempat, hari=hari, buka=time(0), tutup=time(23, 59))
    meja = Peramban(akun)
    for _kali in range(2):
        meja.buka(f"/kantor/antrean/{loket.pk}/").tekan("Buat karcis")
    assert "/karcis/" in meja.jalur, meja.teks[:800]
    yield akun.username, meja.jalur
    tamu = Peramban().buka(f"/mpp/{tempat.kode}/antrean/")
    tamu.buka(str(tamu.halaman.select_one("main a[href*='/antrean/']")["href"]))
    tamu.buka(str(tamu.halaman.select("a.pilih-hari, .pilih-hari a")[-1]["href"]))
    jam = str(tamu.halaman.select_one("input[name=mulai]:not([disabled])")["value"])
    tamu.isi(mulai=jam, nama="Siti Aminah", telepon="0812 3456 7890").tekan("Ambil nomor antrean")
    assert tamu.jalur.startswith("/antrean/"), tamu.teks[:800]
    yield "", tamu.jalur


def _rangkaian(warga: Peramban) -> str:
    """The longest life event, with everything ticked."""
    p = max(untuk_umum(), key=lambda satu: len(langkah(satu)))
    warga.buka(p.get_absolute_url())
    kotak = [str(m["value"]) for m in warga.halaman.select("input[name=layanan]")]
    warga.isi(layanan=kotak).tekan("Mulai mengurus")
    assert warga.jalur.startswith("/rangkaian/"), warga.teks[:800]
    return warga.jalur
