"""Seat the demo people and register the demo citizens, through the product's own verbs. Again = no change."""

import secrets
from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone

from cms.kelompok import PENELAAH, siapkan_kelompok
from core.akun import verba as akun
from core.akun.models import DrafPendaftaran, Pengguna, Warga
from core.berkas.verba import simpan_unggahan
from core.surat.kunci import otoritas
from core.surat.models import KunciSegel
from core.surat.verba import buat_kunci_demo
from core.surat.verba_kunci import pasang_segel_berkas
from core.wilayah import verba as jabatan
from core.wilayah.daerah import Daerah
from core.wilayah.kueri import pemegang, unit_khusus
from core.wilayah.models import Jabatan, Penugasan, Wilayah
from core.wilayah.peran import ADMIN_KABUPATEN, EDITOR, OPERATOR_DESA
from demo import gambar, orang

MULAI = date(2024, 1, 2)
DINAS_BERSEGEL = "dinas-sosial"
_PEREMPUAN = {
    "Anik", "Anggraini", "Ayu", "Binti", "Dewi", "Dian", "Endang", "Erna", "Fitri", "Hartini", "Ida", "Indah",
    "Lestari", "Lilik", "Luluk", "Nanik", "Novi", "Putri", "Ratna", "Retno", "Rina", "Siti", "Sri",
    "Sukarni", "Sulistyowati", "Suryati", "Titik", "Umi", "Wahyuningsih", "Wiwik", "Yayuk", "Yuli",
}  # fmt: skip


def isi(daerah: Daerah) -> int:
    """Everything the demo needs; answers how many accounts are new."""
    sebelum = Pengguna.objects.count()
    _isi_pegawai(daerah)
    _isi_admin(daerah)
    _isi_penyunting(daerah)
    for satu in orang.WARGA[daerah.tema]:
        if not Warga.objects.filter(nik=satu.nik).exists():
            _daftarkan(satu, daerah)
    _buat_kunci(daerah)
    _pasang_segel(daerah)
    return Pengguna.objects.count() - sebelum


def _nip(nama: str, urut: int) -> str:
    """Birth date, month of appointment, sex (1 or 2), serial: the shape of a civil servant's number."""
    tahun, bulan = 1968 + urut % 25, 1 + urut % 12
    kelamin = 2 if nama.split(maxsplit=1)[0] in _PEREMPUAN else 1
    return f"{tahun}{bulan:02d}{1 + urut % 28:02d}{tahun + 25}{1 + (urut + 5) % 12:02d}{kelamin}{900 + urut:03d}"


@transaction.atomic
def _isi_pegawai(daerah: Daerah) -> None:
    """Accounts and seats of all officers. One hash for all: hashing fifty times the same word would take seconds."""
    sandi = make_password(orang.SANDI)
    for urut, satu in enumerate(orang.pegawai(daerah.tema)):
        kursi = Jabatan.objects.get(unit__kode=satu.kantor.kode, peran=satu.peran)
        pengguna = _pengguna(satu.masuk, satu.nama, sandi, nip=_nip(satu.nama, urut) if kursi.nip_wajib else "")
        _dudukkan(kursi, pengguna, satu.jenis)


def _pengguna(masuk: str, nama: str, sandi: str, **lain: Any) -> Pengguna:
    """The account under this user name; an existing one stays as it is."""
    baru = {"nama": nama, "password": sandi, "email": f"{masuk}@contoh.test", **lain}
    return Pengguna.objects.get_or_create(username=masuk, defaults=baru)[0]


def _dudukkan(kursi: Jabatan, pengguna: Pengguna, jenis: str = Penugasan.Jenis.DEFINITIF) -> None:
    """A seat is given once: who was moved by hand in the demo is not moved back."""
    if not kursi.penugasan.filter(pengguna=pengguna).exists():
        jabatan.tugaskan(jabatan=kursi, pengguna=pengguna, mulai=MULAI, jenis=jenis)


@transaction.atomic
def _isi_admin(daerah: Daerah) -> None:
    """One superuser of Bagian Pemerintahan, who also edits the site."""
    nama = orang.ADMIN[daerah.tema]
    lain = {"is_staff": True, "is_superuser": True}
    admin = _pengguna(orang.MASUK_ADMIN, nama, make_password(orang.SANDI), **lain)
    for kursi in Jabatan.objects.filter(unit__kode="bagian-pemerintahan", peran__in=[ADMIN_KABUPATEN, EDITOR]):
        _dudukkan(kursi, admin)


def _isi_penyunting(daerah: Daerah) -> None:
    """The operator of Dinas Sosial sends in packages and edits the pages of its services; others review and decide."""
    siapkan_kelompok()
    penelaah = _pengguna(orang.MASUK_PENELAAH, orang.PENELAAH[daerah.tema], make_password(orang.SANDI))
    Group.objects.get(name=PENELAAH).user_set.add(penelaah)
    kelompok = Group.objects.get(name="Penyunting OPD")
    kelompok.user_set.add(*Pengguna.objects.filter(username="operator.dinsos"))


def _isian(satu: orang.WargaDemo) -> dict[str, Any]:
    """The registration form as this citizen would have filled it in."""
    return {
        "nik": satu.nik,
        "no_kk": satu.no_kk,
        "nama": satu.nama,
        "email": f"{satu.nama.split()[0].lower()}.{satu.nik[-4:]}@contoh.test",
        "telepon": satu.telepon,
        "tempat_lahir": satu.tempat_lahir,
        "tanggal_lahir": satu.lahir.isoformat(),
        "jenis_kelamin": satu.kelamin,
        "golongan_darah": "O",
        "agama": "Islam",
        "status_kawin": satu.status_kawin,
        "kewarganegaraan": "WNI",
        "pendidikan": "SLTA/sederajat",
        "pekerjaan": satu.pekerjaan,
        "alamat": satu.alamat,
        "rt": "002",
        "rw": "003",
        "desa": satu.desa,
    }


def _foto(satu: orang.WargaDemo, daerah: Daerah, lukis: Callable[..., Any], nama: str) -> Any:
    desa = Wilayah.objects.select_related("induk").get(kode=satu.desa)
    kiriman = gambar.unggahan(lukis(satu, desa, daerah), nama)
    return simpan_unggahan(unggahan=kiriman, jenis=("gambar",), pemilik=None)


def _daftarkan(satu: orang.WargaDemo, daerah: Daerah) -> None:
    """Register as a citizen does, photos included; the desa's own operator accepts whoever is to be accepted."""
    draf = DrafPendaftaran.objects.create(
        isian=_isian(satu),
        foto_ktp=_foto(satu, daerah, gambar.gambar_ktp, "ktp.jpg"),
        foto_kk=_foto(satu, daerah, gambar.gambar_kk, "kk.jpg"),
    )
    akun.daftarkan(draf=draf, kata_sandi=orang.SANDI)
    warga = Warga.objects.get(nik=satu.nik)
    if satu.diterima:
        (operator,) = pemegang(unit_khusus(satu.desa), OPERATOR_DESA, timezone.localdate())
        petugas = Pengguna.objects.get(pk=operator.pengguna_id)
        akun.periksa(warga_id=warga.pk, petugas=petugas, terima=True, didaftarkan=warga.didaftarkan)


def _buat_kunci(daerah: Daerah) -> None:
    """A demonstration key for everybody who signs."""
    for satu in orang.pegawai(daerah.tema):
        if orang.menandatangani(satu):
            buat_kunci_demo(pengguna=Pengguna.objects.get(username=satu.masuk), frasa=orang.FRASA)


def _pasang_segel(daerah: Daerah) -> None:
    """The seal of Dinas Sosial, installed by the admin: its letters show how a sealed letter looks."""
    unit = unit_khusus(DINAS_BERSEGEL)
    if KunciSegel.objects.filter(unit=unit).exists():
        return
    nama, sandi = f"{unit.nama} {daerah.kabupaten}", secrets.token_urlsafe()
    p12, _sertifikat = otoritas().terbitkan(nama, sandi)
    admin = Pengguna.objects.get(username=orang.MASUK_ADMIN)
    pasang_segel_berkas(unit=unit, nama=nama, isi=p12, sandi=sandi, oleh=admin)
