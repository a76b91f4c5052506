"""Pure rules of the register: what a check means, when the next one is due, when a link counts as broken."""

import random
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

# How often a link that answers is looked at. Four times a day finds an outage the same morning and is no burden.
JEDA_BAIK = timedelta(hours=6)
# After the n-th failure in a row: soon at first, to tell a hiccup from an outage, then rarer and rarer.
JEDA_GAGAL = tuple(timedelta(minutes=m) for m in (30, 60, 120, 240, 480, 1440))
GOYANGAN = 0.1  # ± share, so that checks of one office's links drift apart
# One failure is a hiccup. Two, at least this far apart, are an outage (a restart at night takes minutes).
GAGAL_RUSAK, RENTANG_RUSAK = 2, timedelta(minutes=20)
AMBANG_TLS = (14, 3)  # days before a certificate's end at which its owner is told


class Kode(StrEnum):
    """What one check found."""

    BELUM = ""
    BAIK = "baik"
    MENOLAK = "menolak"  # the server lives but does not show its page to a checker (401, 403, 429)
    RANTAI = "rantai"  # an intermediate certificate is missing: browsers fetch it, a checker does not
    DNS = "dns"
    SAMBUNG = "sambung"
    LAMBAT = "lambat"
    TLS_HABIS = "tls_habis"
    TLS_NAMA = "tls_nama"
    TLS_ASING = "tls_asing"
    HILANG = "hilang"  # 404, 410
    GALAT = "galat"  # 5xx and everything else above 400
    PUTAR = "putar"  # redirects without end
    KACAU = "kacau"  # no proper HTTP
    KOSONG = "kosong"
    PARKIR = "parkir"  # for sale, suspended, or a server's welcome page
    DIAMBIL = "diambil"  # gambling words in the title: somebody else writes there now
    DILARANG = "dilarang"  # leads to an address inside a network, or to a port that is not asked


HIDUP = frozenset({Kode.BAIK, Kode.MENOLAK, Kode.RANTAI})
# What our own line can cause as well; such a failure counts only while some other server answers.
MUNGKIN_KITA = frozenset({Kode.DNS, Kode.SAMBUNG, Kode.LAMBAT})
# Nobody else's server had a word in these: an address that is refused is refused before it is asked.
BUKAN_JAWABAN = MUNGKIN_KITA | {Kode.DILARANG}


@dataclass(frozen=True, slots=True)
class Temuan:
    """One check in plain values."""

    kode: Kode
    status: int = 0
    ms: int = 0
    alamat_akhir: str = ""
    judul: str = ""
    tls_sampai: datetime | None = None

    @property
    def hidup(self) -> bool:
        """Whether a citizen can use the link."""
        return self.kode in HIDUP


@dataclass(frozen=True, slots=True)
class Riwayat:
    """What is remembered from one check to the next."""

    gagal: int = 0  # failures in a row
    gagal_sejak: datetime | None = None
    rusak: bool = False

    def sesudah(self, temuan: Temuan, kini: datetime) -> "Riwayat":
        """The state after this check. `gagal_sejak` of a broken link is the beginning of its outage."""
        if temuan.hidup:
            return Riwayat()
        sejak = self.gagal_sejak or kini
        cukup = self.gagal + 1 >= GAGAL_RUSAK and kini - sejak >= RENTANG_RUSAK
        return replace(self, gagal=self.gagal + 1, gagal_sejak=sejak, rusak=self.rusak or cukup)

    def jeda(self, acak: random.Random | None = None) -> timedelta:
        """Time until the next check."""
        dasar = JEDA_GAGAL[min(self.gagal, len(JEDA_GAGAL)) - 1] if self.gagal else JEDA_BAIK
        return dasar * (acak or random).uniform(1 - GOYANGAN, 1 + GOYANGAN)


def jalur_kita_putus(temuan: list[Temuan]) -> bool:
    """Whether nothing in this round answered at all: then our own line is the likelier cause, and nothing counts."""
    return all(satu.kode in BUKAN_JAWABAN for satu in temuan)


def ambang_tls(sisa: int) -> int | None:
    """The warning due with so many days left: the smallest limit that has been reached; None before and after."""
    return min((batas for batas in AMBANG_TLS if 0 <= sisa <= batas), default=None)
