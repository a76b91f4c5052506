"""Filling the demo: through the real verbs, once, and only when DEMO is on."""

from datetime import date
from io import StringIO

import pytest
from django.conf import settings
from django.contrib.auth import authenticate
from django.core import serializers
from django.core.management import CommandError, call_command

from core.akun.models import DrafPendaftaran, Pengguna, Warga
from core.akun.pilihan import MENUNGGU, TERVERIFIKASI
from core.berkas.models import Berkas
from core.permohonan.galat import TidakBoleh
from core.surat import arsip, rahasia
from core.surat.kunci import kunci_siap
from core.surat.models import KunciSegel
from core.surat.sertifikat import FrasaSalah, buka_kunci, subjek
from core.wilayah.kueri import pemegang, penugasan_aktif, unit_khusus
from core.wilayah.models import Penugasan
from demo.orang import FRASA, SANDI, akun_demo, pegawai
from tests import kilas

HARI = date(2026, 11, 23)
pytestmark = pytest.mark.django_db


def jalankan(perintah, *argumen):
    keluaran = StringIO()
    call_command(perintah, *argumen, stdout=keluaran)
    return keluaran.getvalue()


def cadangan():
    tabel = (Pengguna, Penugasan, Warga, Berkas, DrafPendaftaran)
    return serializers.serialize("json", [baris for model in tabel for baris in model.objects.order_by("pk")])


def isi_semua():
    jalankan("muat_daerah", settings.DAERAH)
    assert jalankan("isi_demo") == f"Akun baru: {len(akun_demo())}\n"


@pytest.fixture
def demo(settings, request):
    """A full demo; photos and keys lie in the files of this run, which all its tests share."""
    settings.DAERAH = getattr(request, "param", "sidoarjo")
    kilas.putar(isi_semua, settings.DAERAH)


@pytest.mark.parametrize("demo", ["sidoarjo", "trenggalek"], indirect=True)
def test_every_printed_account_can_sign_in(demo, settings):
    akun = akun_demo()
    assert Pengguna.objects.count() == len(akun)
    masuk = [a.masuk for a in akun if authenticate(username=a.masuk, password=a.sandi) is None]
    assert masuk == []
    assert authenticate(username=akun[0].masuk, password="sandi-keliru") is None


@pytest.mark.parametrize("demo", ["sidoarjo", "trenggalek"], indirect=True)
def test_every_officer_sits_at_the_desk_that_is_printed(demo, settings):
    for satu in pegawai(settings.DAERAH):
        (duduk,) = pemegang(unit_khusus(satu.kantor.kode), satu.peran, HARI)
        assert (duduk.nama, duduk.jenis) == (satu.nama, satu.jenis)


def test_civil_servants_have_a_nip_and_village_staff_have_none(demo):
    nip = dict(Pengguna.objects.values_list("username", "nip"))
    assert (len(nip["camat.waru"]), len(nip["lurah.magersari"]), nip["kades.pepelegi"]) == (18, 18, "")
    assert nip["operator.waru"] == ""
    terisi = [n for n in nip.values() if n]
    assert len(set(terisi)) == len(terisi)


def test_one_citizen_is_accepted_by_the_own_desa_and_one_waits(demo):
    siti, agus = (
        Warga.objects.order_by("nik").filter(pengguna__nama__startswith="S")[0],
        Warga.objects.get(status=MENUNGGU),
    )
    assert (siti.status, siti.diperiksa_oleh.username) == (TERVERIFIKASI, "operator.pepelegi")
    assert (agus.pengguna.nama, agus.diperiksa_oleh) == ("Agus Prasetyo", None)
    assert {b.pemilik for w in (siti, agus) for b in (w.foto_ktp, w.foto_kk)} == {siti.pengguna, agus.pengguna}
    assert DrafPendaftaran.objects.count() == 0


def test_the_admin_edits_the_site_and_holds_both_seats(demo):
    admin = Pengguna.objects.get(username="admin")
    assert (admin.is_superuser, admin.is_staff) == (True, True)
    assert {p.jabatan.peran for p in penugasan_aktif(admin, HARI)} == {"admin_kabupaten", "editor"}


def test_a_second_run_changes_nothing(demo):
    awal = cadangan()
    assert jalankan("isi_demo") == "Akun baru: 0\n"
    assert cadangan() == awal


def test_a_second_run_keeps_what_was_changed_in_the_demo(demo):
    Penugasan.objects.filter(pengguna__username="kades.pepelegi").update(sampai=date(2026, 1, 1))
    jalankan("isi_demo")
    assert penugasan_aktif(Pengguna.objects.get(username="kades.pepelegi"), HARI) == []


def test_every_signer_has_a_key_that_the_printed_phrase_opens(demo):
    for akun in (a for a in akun_demo() if a.frasa):
        kunci = kunci_siap(Pengguna.objects.get(username=akun.masuk))
        assert f"CN={akun.nama}" in subjek(buka_kunci(arsip.baca_kunci(kunci.berkas), akun.frasa).sertifikat).split(",")
    with pytest.raises(FrasaSalah):
        buka_kunci(arsip.baca_kunci(kunci.berkas), "frasa-keliru")


def test_who_does_not_sign_has_no_key(demo):
    with pytest.raises(TidakBoleh, match="belum punya kunci"):
        kunci_siap(Pengguna.objects.get(username="operator.pepelegi"))


def test_one_office_has_a_seal_that_opens_with_its_kept_secret(demo, settings):
    segel = KunciSegel.objects.get()
    assert (segel.unit, segel.aktif, segel.demonstrasi) == (unit_khusus("dinas-sosial"), True, True)
    terbuka = buka_kunci(arsip.baca_kunci(segel.berkas), rahasia.buka(segel.rahasia))
    assert "CN=Dinas Sosial Kabupaten Sidoarjo" in subjek(terbuka.sertifikat).split(",")
    jalankan("isi_demo")
    assert KunciSegel.objects.get().sertifikat == segel.sertifikat


def test_without_demo_nobody_is_made(settings):
    jalankan("muat_daerah", "sidoarjo")
    settings.DEMO = False
    with pytest.raises(CommandError, match="hanya untuk demo"):
        jalankan("isi_demo")
    with pytest.raises(CommandError, match="hanya ada pada demo"):
        jalankan("akun_demo")
    assert Pengguna.objects.filter(username="admin").exists() is False


def test_without_regions_the_command_says_what_to_run():
    with pytest.raises(CommandError, match="muat_daerah sidoarjo"):
        jalankan("isi_demo")


def test_the_table_shows_the_main_accounts_and_how_to_sign(settings):
    pendek, panjang = jalankan("akun_demo"), jalankan("akun_demo", "--semua")
    assert [a.masuk for a in akun_demo() if a.utama and a.masuk not in pendek] == []
    assert "operator.bppd" not in pendek
    assert "operator.bppd" in panjang
    assert (SANDI in pendek, FRASA in pendek) == (True, True)
