"""Editors of two offices, the reviewer and the manager, over three small services."""

from types import SimpleNamespace

import pytest
from django.contrib.auth.models import Group

from cms.kelompok import PENELAAH
from cms.models import KatalogPage, LayananPage
from tests.pabrik import pengguna, petugas


def anggota(orang, *kelompok):
    """The person, in these groups."""
    orang.groups.set(Group.objects.filter(name__in=kelompok))
    return orang


@pytest.fixture
def h(kecil, situs):
    """surat-miskin belongs to Dinas Sosial, surat-usaha to another office, izin-ramai to nobody's editors."""
    miskin, usaha, ramai = (
        LayananPage.objects.get(slug=kode) for kode in ("surat-miskin", "surat-usaha", "izin-ramai")
    )
    miskin.kantor, usaha.kantor = kecil.dinas_sosial, kecil.dispendukcapil
    for satu in (miskin, usaha):
        satu.save_revision().publish()
    dinsos = petugas(kecil.dinas_sosial, "operator_dinas", nama="Dian Sosial", email="dian@contoh.go.id")
    return SimpleNamespace(
        miskin=miskin, usaha=usaha, ramai=ramai, katalog=KatalogPage.objects.get(), kecil=kecil, situs=situs,
        dinsos=anggota(dinsos, "Penyunting OPD"),
        penelaah=anggota(pengguna("penelaah", nama="Bu Telaah", email="telaah@contoh.go.id"), PENELAAH),
        pengelola=anggota(pengguna("pengelola", nama="Pak Kelola"), "Pengelola layanan"),
    )  # fmt: skip


def sunting(halaman):
    """Address of the editor."""
    return f"/kelola/pages/{halaman.pk}/edit/"


# What Wagtail's script would send for two empty lists of blocks.
KOSONG = {"catatan-count": "0", "tanya-count": "0"}


def tekan(p, aksi):
    """Press Wagtail's button of this name, whatever its words."""
    return p.tekan(" ".join(p.halaman.find("button", {"name": aksi}).get_text().split()))


def kini(halaman):
    """The newest draft."""
    return type(halaman).objects.get(pk=halaman.pk).get_latest_revision_as_object()
