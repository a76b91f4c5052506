"""The life of an uploaded package: sent in, approved by somebody else, live, replaced, withdrawn, used again."""

import threading
from types import SimpleNamespace

import pytest
from django.db import IntegrityError, connection, transaction

from core.layanan import kueri, register
from core.layanan.models import PaketLayanan, PeristiwaPaket, VersiLayanan
from core.layanan.paket_hasil import HasilPeriksa, temuan
from core.layanan.register import registri
from core.layanan.verba import TidakDapat, ajukan_paket, setujui_paket, tarik_paket, tolak_paket
from tests.layanan.bahan_paket import KODE, ajukan, folder_paket, orang, versi_baru


@pytest.fixture
def k(kecil, tmp_path, settings):
    """People, a folder to pack, and a registry that is forgotten afterwards."""
    settings.PLUGIN_BAWAAN = tmp_path / "plugins"
    folder_paket(settings.PLUGIN_BAWAAN, "surat-bawaan", "Surat Bawaan")
    register.lupakan()
    dinsos, dukcapil, pengelola = orang(kecil)
    yield SimpleNamespace(
        dinsos=dinsos, dukcapil=dukcapil, pengelola=pengelola, unit=kecil.dinas_sosial, lain=kecil.dispendukcapil,
        folder=folder_paket(tmp_path / "luar"), akar=tmp_path,
    )  # fmt: skip
    register.lupakan()


def mulai_ulang():
    """As after a restart of the program, where the first look comes at once."""
    register.muat_ulang()
    register.tandai_basi()


def kirim(k, folder=None, **lain):
    return ajukan(folder or k.folder, k.dinsos, k.unit, **lain)


def setuju(k, paket):
    return setujui_paket(paket_id=paket.pk, pengguna=k.pengelola)


def menolak(verba, **isi) -> str:
    with pytest.raises(TidakDapat) as galat:
        verba(**isi)
    return galat.value.pesan


def test_a_package_waits_and_is_live_when_somebody_else_approves(k):
    paket = kirim(k)
    assert registri().ambil(KODE) is None
    setuju(k, paket)
    assert registri().ambil(KODE).nama == "Surat Keterangan Nelayan"
    assert registri().asal(KODE).paket_id == paket.pk
    assert VersiLayanan.objects.filter(kode=KODE, versi=1).count() == 1
    riwayat = PeristiwaPaket.objects.filter(paket=paket).values_list("status", "oleh")
    assert list(riwayat) == [("diajukan", k.dinsos.pk), ("disetujui", k.pengelola.pk)]


def test_a_withdrawn_package_is_gone_and_can_be_used_again(k):
    paket = setuju(k, kirim(k))
    tarik_paket(paket_id=paket.pk, pengguna=k.pengelola, alasan="Salah naskah")
    assert registri().ambil(KODE) is None
    assert [s.kode for s in registri().semua()] == ["surat-bawaan"]
    setuju(k, paket)
    assert registri().ambil(KODE) is not None


def test_nobody_approves_his_own(k):
    k.pengelola.is_superuser = True
    paket = ajukan(k.folder, k.pengelola, k.unit)
    assert "orang lain" in menolak(setujui_paket, paket_id=paket.pk, pengguna=k.pengelola)
    assert registri().ambil(KODE) is None


def test_only_who_may_decide_decides(k):
    paket = kirim(k)
    for verba, isi in ((setujui_paket, {}), (tolak_paket, {"alasan": "x"})):
        assert "Hanya pengelola" in menolak(verba, paket_id=paket.pk, pengguna=k.dukcapil, **isi)
    setuju(k, paket)
    assert "Hanya pengelola" in menolak(tarik_paket, paket_id=paket.pk, pengguna=k.dinsos)


def test_who_sent_it_in_may_take_it_back_while_it_waits(k):
    paket = tarik_paket(paket_id=kirim(k).pk, pengguna=k.dinsos)
    assert paket.status == "ditarik"


def test_a_refusal_needs_a_reason_and_ends_the_package(k):
    paket = kirim(k)
    assert "alasan" in menolak(tolak_paket, paket_id=paket.pk, pengguna=k.pengelola, alasan="  ")
    assert tolak_paket(paket_id=paket.pk, pengguna=k.pengelola, alasan="Dasar hukum keliru").status == "ditolak"
    assert "sudah ditolak" in menolak(setujui_paket, paket_id=paket.pk, pengguna=k.pengelola)
    with pytest.raises(IntegrityError), transaction.atomic():
        PaketLayanan.objects.filter(pk=paket.pk).update(alasan="")


def test_findings_stand_in_the_way_and_hints_do_not(k):
    paket = kirim(k, temuan=[temuan("surat tidak tercetak")])
    assert "belum lulus" in menolak(setujui_paket, paket_id=paket.pk, pengguna=k.pengelola)
    PaketLayanan.objects.filter(pk=paket.pk).update(temuan=[temuan("saran") | {"tingkat": "ingat"}])
    assert setuju(k, paket).status == "disetujui"


def test_a_newer_version_replaces_the_older_and_only_one_is_live(k):
    lama = setuju(k, kirim(k))
    baru = setuju(k, kirim(k, versi_baru(k.folder, 2, Keperluan="Digunakan untuk")))
    lama.refresh_from_db()
    assert (lama.status, lama.alasan) == ("ditarik", "Digantikan versi 2.")
    assert registri().ambil(KODE).versi == 2
    assert baru.beda == ["Pertanyaan “Keperluan” kini berbunyi “Digunakan untuk”."]
    with pytest.raises(IntegrityError), transaction.atomic():
        PaketLayanan.objects.filter(pk=lama.pk).update(status="disetujui")


def test_other_content_under_a_used_version_number_is_refused(k):
    setuju(k, kirim(k))
    folder = folder_paket(k.akar / "lain", nama="Surat Keterangan Nelayan Kecil")
    assert "Naikkan versi menjadi 2" in menolak(kirim, k=k, folder=folder)


def test_the_same_bytes_are_not_sent_in_twice(k):
    kirim(k)
    assert "sama persis" in menolak(kirim, k=k)


def test_the_code_of_a_bundled_service_is_refused_also_while_it_is_in_quarantine(k, settings):
    folder = folder_paket(k.akar / "lain", "surat-bawaan", "Surat Penyusup")
    assert "sudah dipakai layanan lain" in menolak(kirim, k=k, folder=folder)
    settings.LAYANAN_KETAT = False
    (settings.PLUGIN_BAWAAN / "tipe_a" / "surat_bawaan" / "layanan.toml").write_text("kode = ")
    register.lupakan()
    assert "sudah dipakai layanan lain" in menolak(kirim, k=k, folder=folder)


def test_a_folder_that_brings_the_code_later_wins_and_the_package_is_quarantined(k, settings):
    setuju(k, kirim(k))
    folder_paket(settings.PLUGIN_BAWAAN, KODE, "Surat Resmi")
    mulai_ulang()
    assert registri().ambil(KODE).nama == "Surat Resmi"
    (satu,) = registri().karantina
    assert (satu.jenis, "sudah dipakai" in satu.alasan) == ("unggahan", True)


def test_a_package_changed_behind_our_back_is_quarantined(k):
    paket = setuju(k, kirim(k))
    PaketLayanan.objects.filter(pk=paket.pk).update(naskah="#show: surat\nLain")
    mulai_ulang()
    assert registri().ambil(KODE) is None
    assert "tidak sama dengan yang disetujui" in registri().dikarantina(KODE).alasan
    assert registri().ambil("surat-bawaan") is not None


def test_an_office_uploads_for_itself_only_and_sees_its_own(k):
    isi = {"unit": k.lain, "isi": b"x", "hasil": HasilPeriksa(kirim(k).layanan())}
    assert "kantor Anda sendiri" in menolak(ajukan_paket, pengguna=k.dinsos, **isi)
    assert kueri.untuk_pengelola(k.dinsos).count() == 1
    assert kueri.untuk_pengelola(k.dukcapil).count() == 0
    assert kueri.untuk_pengelola(k.pengelola).count() == 1
    k.dinsos.groups.clear()
    assert kueri.untuk_pengelola(type(k.dinsos).objects.get(pk=k.dinsos.pk)).count() == 0


def test_the_samples_of_a_package_can_be_read_where_they_are_needed(k, settings):
    settings.VAR = k.akar / "var"
    setuju(k, kirim(k))
    folder = registri().sumber(KODE)
    assert (folder / "contoh" / "sah.json").read_text() == (k.folder / "contoh" / "sah.json").read_text()
    assert registri().sumber(KODE) == folder


def test_a_reader_costs_one_query_when_it_is_time_to_look_and_none_otherwise(k, settings, django_assert_num_queries):
    registri()
    with django_assert_num_queries(0):
        registri()
    settings.LAYANAN_SEGAR = 60.0
    register.tandai_basi()
    with django_assert_num_queries(1):
        registri()
    with django_assert_num_queries(0):
        registri()


def test_a_database_that_does_not_answer_leaves_the_registry_as_it_was(k):
    setuju(k, kirim(k))
    sebelum = registri()
    with connection.execute_wrapper(lambda *_a: (_ for _ in ()).throw(RuntimeError("putus"))):
        register.tandai_basi()
        assert registri() is sebelum
    assert registri().ambil(KODE) is not None


@pytest.mark.django_db(transaction=True)
def test_two_approvals_at_once_leave_one_live(k):
    """Without the lock on all packages of a code one of them would run into the constraint and show a crash."""
    satu = kirim(k)
    dua = kirim(k, versi_baru(k.folder, 2))
    galat, mulai = [], threading.Barrier(2)

    def jalan(paket):
        mulai.wait()
        try:
            setuju(k, paket)
        except TidakDapat as satu:
            galat.append(satu.pesan)
        except Exception as lain:
            galat.append(repr(lain))
        finally:
            connection.close()

    utas = [threading.Thread(target=jalan, args=(p,)) for p in (satu, dua)]
    [u.start() for u in utas]
    [u.join() for u in utas]
    assert PaketLayanan.objects.filter(kode=KODE, status="disetujui").count() == 1
    assert all("Naikkan versi" in pesan for pesan in galat)
