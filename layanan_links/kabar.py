"""Who hears of a link's fate: its owner, once for each outage and once when it is over."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from core.akun.models import Pengguna
from core.notifikasi import verba
from core.notifikasi.models import MENUNGGU, SUREL, Pesan
from core.notifikasi.penerima import lonceng
from core.notifikasi.teks import JenisTamu
from core.wilayah import peran
from core.wilayah.kueri import berlaku
from core.wilayah.models import Penugasan
from layanan_links.models import Tautan, Usulan

RUSAK, PULIH, TLS, DISETUJUI, DITOLAK = (
    "tautan_rusak", "tautan_pulih", "tautan_tls", "tautan_disetujui", "tautan_ditolak",
)  # fmt: skip
JENIS = (RUSAK, PULIH, TLS, DISETUJUI, DITOLAK)
# Who keeps an office's entries; heads and signers are not woken for a link.
PENJAGA = (
    peran.OPERATOR_DINAS, peran.OPERATOR_KECAMATAN, peran.OPERATOR_DESA, peran.PETUGAS_KUA, peran.PETUGAS_KEPOLISIAN,
    peran.EDITOR,
)  # fmt: skip


def penjaga(tautan: Tautan) -> list[Pengguna]:
    """Today's keepers of this entry: of its office, else Bagian Pemerintahan's admins."""
    hari = timezone.localdate()
    dasar = Penugasan.objects.filter(berlaku(hari), pengguna__is_active=True)
    milik = dasar.filter(jabatan__unit=tautan.unit_id, jabatan__peran__in=PENJAGA) if tautan.unit_id else dasar.none()
    kursi = milik if milik.exists() else dasar.filter(jabatan__peran=peran.ADMIN_KABUPATEN)
    return list(Pengguna.objects.filter(Q(pk__in=kursi.values("pengguna"))).order_by("pk"))


def rusak(tautan: Tautan, sejak: datetime, kode: str) -> None:
    """The outage that began at `sejak`."""
    _tulis(penjaga(tautan), RUSAK, tautan, f"rusak:{sejak:%Y%m%d%H%M%S}", sejak=sejak.isoformat(), sebab=kode)


def pulih(tautan: Tautan, sejak: datetime) -> None:
    """The end of the outage that began at `sejak`."""
    _tulis(penjaga(tautan), PULIH, tautan, f"pulih:{sejak:%Y%m%d%H%M%S}", sejak=sejak.isoformat())


def tls_segera_habis(tautan: Tautan, sampai: datetime, ambang: int) -> None:
    """One for each certificate and limit, however often this is called."""
    _tulis(penjaga(tautan), TLS, tautan, f"tls:{sampai:%Y%m%d}:{ambang}", sampai=sampai.isoformat())


def diputus(usulan: Usulan) -> None:
    """To whoever proposed: yes, or no with the reason."""
    jenis = DISETUJUI if usulan.status == Usulan.Status.DISETUJUI else DITOLAK
    _tulis([usulan.diajukan_oleh], jenis, usulan.tautan, f"usulan:{usulan.pk}", alasan=usulan.alasan)


def _tulis(orang: Iterable[Pengguna], jenis: str, tautan: Tautan, kejadian: str, **lain: str) -> None:
    data = {"tautan": tautan.pk, **lain}
    verba.tulis(pesan for satu in orang for pesan in _pesan(satu, jenis, f"tautan:{tautan.pk}:{kejadian}", data))


def _pesan(orang: Pengguna, jenis: str, kejadian: str, data: dict[str, Any]) -> Iterable[Pesan]:
    yield lonceng(orang.pk, jenis, kejadian, data=data)
    if orang.email:
        kunci = f"{kejadian}:{SUREL}:{orang.pk}"
        yield Pesan(kunci=kunci, saluran=SUREL, penerima=orang, jenis=jenis, status=MENUNGGU, data=data)


# --- Words ------------------------------------------------------------------------------------------------------------


def _tautan(pesan: Pesan) -> str:
    """The keeper's page of the entry."""
    return reverse("aplikasi_dinas_modeladmin_inspect", args=[pesan.data["tautan"]])


def _konteks(semua: list[Pesan]) -> dict[int, dict[str, Any]]:
    from layanan_links.tampil import sebab

    ada = Tautan.objects.in_bulk({p.data["tautan"] for p in semua})
    return {p.pk: _isi(p, ada.get(p.data["tautan"])) | {"sebab": sebab(p.data.get("sebab", ""))} for p in semua}


def _isi(pesan: Pesan, tautan: Tautan | None) -> dict[str, Any]:
    return {
        "aplikasi": tautan.nama if tautan else "",
        "alamat": tautan.alamat if tautan else "",
        "alasan": pesan.data.get("alasan", ""),
        **{nama: datetime.fromisoformat(pesan.data[nama]) for nama in ("sejak", "sampai") if nama in pesan.data},
    }


TAMU = JenisTamu(tautan=_tautan, konteks=_konteks)
