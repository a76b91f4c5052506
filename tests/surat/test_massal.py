"""Many letters with one passphrase: the queue, the batch, what is read, what fails, what an interruption leaves."""

import re
from itertools import pairwise
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.permohonan.galat import TidakBoleh
from core.permohonan.models import Peristiwa, Permohonan
from core.permohonan.pelaku import Pelaku
from core.surat import pemeriksaan, verba, verba_massal
from core.surat.models import Bacaan, ButirSesi, KunciPejabat, Percobaan, SesiTtd, Surat, TandaTangan
from tests import pabrik
from tests.permohonan import bahan
from tests.surat import alur

JUMLAH, BLOK = 5, 2  # three blocks
ANTREAN = "/kantor/tandatangan/"


def isi(jawab):
    """Visible text of a page, also of one that is sent in pieces."""
    mentah = b"".join(jawab.streaming_content) if jawab.streaming else jawab.content
    return " ".join(re.sub(r"<[^>]+>", " ", mentah.decode()).split())


@pytest.fixture
def banyak(meja, kecil, monkeypatch):
    """The kepala desa of `meja` with a handful of files at his desk."""
    monkeypatch.setattr(verba_massal, "BLOK", BLOK)
    meja.semua = [meja.p]
    for _ in range(JUMLAH - 1):
        satu = bahan.Kantor(
            bahan.kirim(bahan.draf(bahan.warga(kecil.pepelegi), bahan.layanan(*alur.SATU))), None, meja.desa, None
        )
        satu.lakukan("teruskan", meja.desa.operator_desa)
        meja.semua.append(satu.p)
    meja.pelaku = Pelaku(meja.desa.kepala_desa)
    return meja


@pytest.fixture
def beku(banyak):
    """All of them frozen."""
    assert verba_massal.siapkan_banyak(permohonan=banyak.semua, pelaku=banyak.pelaku) == []
    return banyak


@pytest.fixture
def kades(client, banyak):
    client.force_login(banyak.desa.kepala_desa, backend="django.contrib.auth.backends.ModelBackend")
    return client


def sesi(beku, **isian):
    return verba_massal.buat_sesi(pelaku=beku.pelaku, **isian)


def jalankan(beku, satu, frasa=alur.FRASA):
    return verba_massal.tandatangani_sesi(sesi=satu, pelaku=beku.pelaku, frasa=frasa)


def hitung():
    return {s: Surat.objects.filter(status=s).count() for s in ("beku", "terbit") if Surat.objects.filter(status=s)}


def test_a_batch_signs_all_letters_with_one_passphrase(beku, caplog):
    satu = sesi(beku)
    hasil = list(jalankan(beku, satu))
    assert [b.status for b in hasil] == ["selesai"] * JUMLAH
    assert hitung() == {"terbit": JUMLAH}
    assert SesiTtd.objects.get().selesai_pada is not None
    assert list(pemeriksaan.semua()) == []
    assert TandaTangan.objects.filter(percobaan=1).count() == JUMLAH
    assert alur.FRASA not in caplog.text


def test_a_wrong_passphrase_signs_nothing_and_counts_once(beku):
    satu = sesi(beku)
    with pytest.raises(verba.FrasaDitolak):
        list(jalankan(beku, satu, "salah"))
    assert hitung() == {"beku": JUMLAH}
    assert KunciPejabat.objects.get(pengguna=beku.desa.kepala_desa).gagal == 1
    assert [b.status for b in jalankan(beku, satu)] == ["selesai"] * JUMLAH


def test_one_letter_that_changed_fails_with_its_reason_and_is_retried_after_reading(beku):
    """Twin of the happy batch: the rule T2 holds for each letter of it."""
    satu, kena = sesi(beku), beku.semua[3]
    Permohonan.objects.filter(pk=kena.pk).update(isian=bahan.ISIAN | {"penghasilan": 9})
    hasil = {b.surat.permohonan_id: b for b in jalankan(beku, satu)}
    assert hasil[kena.pk].status == "gagal"
    assert "Baca lagi" in hasil[kena.pk].alasan
    assert hitung() == {"beku": 1, "terbit": JUMLAH - 1}
    lagi = sesi(beku, pilihan=[kena.pk])
    assert [b.status for b in jalankan(beku, lagi)] == ["selesai"]
    assert list(pemeriksaan.semua()) == []


def test_an_interrupted_batch_is_continued_and_signs_nothing_twice(beku):
    satu = sesi(beku)
    jalan = jalankan(beku, satu)
    pertama = [next(jalan) for _ in range(BLOK - 1)]
    jalan.close()  # the phone went out of the room
    assert {b.status for b in pertama} == {"selesai"}
    assert hitung() == {"beku": JUMLAH - BLOK, "terbit": BLOK}
    assert len(list(jalankan(beku, satu))) == JUMLAH - BLOK
    assert hitung() == {"terbit": JUMLAH}
    assert Percobaan.objects.filter(hasil="sah").count() == JUMLAH
    assert list(pemeriksaan.semua()) == []


def test_a_broken_file_fails_its_block_and_the_others_are_signed(beku):
    satu = sesi(beku)
    rusak = ButirSesi.objects.get(urut=BLOK + 1).surat
    Surat.objects.filter(pk=rusak.pk).update(sha_kini="0" * 64)
    ButirSesi.objects.filter(surat=rusak).update(sha="0" * 64)
    hasil = [b.status for b in jalankan(beku, satu)]
    assert hasil == ["selesai"] * BLOK + ["gagal"] * BLOK + ["selesai"] * (JUMLAH - 2 * BLOK)
    assert hitung() == {"beku": BLOK, "terbit": JUMLAH - BLOK}
    assert not TandaTangan.objects.filter(status="niat").exists()


def test_two_clicks_on_one_batch_never_turn_a_success_into_a_failure(beku):
    satu = sesi(beku)
    butir = list(ButirSesi.objects.select_related("surat"))
    list(jalankan(beku, satu))
    verba_massal._gagal(butir[0], "terlambat")
    assert ButirSesi.objects.get(pk=butir[0].pk).status == "selesai"


def test_only_the_officers_own_letters_get_into_a_batch(beku, kecil):
    lain = pabrik.petugas(kecil.tropodo, "kepala_desa")
    verba.buat_kunci_demo(pengguna=lain, frasa=alur.FRASA)
    with pytest.raises(TidakBoleh, match="Tidak ada surat"):
        verba_massal.buat_sesi(pelaku=Pelaku(lain), pilihan=[p.pk for p in beku.semua])
    with pytest.raises(TidakBoleh, match="Tidak ada surat"):
        sesi(beku, pilihan=[uuid4()])


# --- The pages --------------------------------------------------------------------------------------------------------


def test_queue_freezes_a_page_of_letters_and_ticks_what_was_read(kades, banyak):
    awal = isi(kades.get(ANTREAN))
    assert f"{JUMLAH} surat di halaman ini belum disiapkan" in awal
    jawab = kades.post(f"{ANTREAN}siapkan/", follow=True)
    assert f"{JUMLAH} surat siap dibaca" in isi(jawab)
    assert jawab.content.decode().count("checked") == 0
    kades.get(reverse("surat:halaman", kwargs={"permohonan": banyak.semua[0].pk, "n": 1}))
    halaman = kades.get(ANTREAN)
    assert "Sudah dibaca" in isi(halaman)
    assert halaman.content.decode().count(" checked") == 1
    assert Bacaan.objects.get().halaman == [1]


def test_leafing_leads_from_letter_to_letter_until_the_last(kades, beku):
    urutan = sorted(map(bahan.segar, beku.semua), key=lambda p: (p.tenggat, p.pk))
    alamat = [f"{reverse('surat:tandatangan', kwargs={'permohonan': p.pk})}?antrean=1" for p in urutan]
    for ini, berikut in pairwise(alamat):
        assert f'href="{berikut}"' in kades.get(ini).content.decode()
    assert "Surat berikutnya" not in isi(kades.get(alamat[-1]))


def test_unread_letters_need_a_tick_and_the_log_says_so(kades, beku):
    kades.get(reverse("surat:pratinjau", kwargs={"permohonan": beku.semua[0].pk}))
    alamat = kades.post(f"{ANTREAN}sesi/", {"semua": 1}).headers["Location"]
    assert f"{JUMLAH - 1} surat belum Anda buka" in isi(kades.get(alamat))
    ditolak = kades.post(alamat, {"frasa": alur.FRASA})
    assert ditolak.status_code == 422
    assert "centang bahwa Anda menandatangani tanpa membuka" in isi(ditolak)
    assert hitung() == {"beku": JUMLAH}
    isi(kades.post(alamat, {"frasa": alur.FRASA, "tanpa_dibaca": "on"}))
    dibaca = [p.data["dibaca"] for p in Peristiwa.objects.filter(jenis="ditandatangani").order_by("id")]
    assert sorted(dibaca) == [0] * (JUMLAH - 1) + [1]


def test_batch_is_told_line_by_line_and_summed_up(kades, beku):
    satu = beku.semua[0]
    alamat = kades.post(f"{ANTREAN}sesi/", {"semua": 1}).headers["Location"]
    Permohonan.objects.filter(pk=satu.pk).update(isian=bahan.ISIAN | {"penghasilan": 9})
    jawab = kades.post(alamat, {"frasa": alur.FRASA, "tanpa_dibaca": "on"})
    assert jawab.streaming
    teks = isi(jawab)
    assert f"{JUMLAH - 1} selesai, 1 gagal" in teks
    akhir = isi(kades.get(alamat))
    assert "Ulangi 1 yang gagal" in akhir
    assert "Baca lagi, lalu tanda tangani" in akhir


def test_wrong_passphrase_is_said_at_the_field(kades, beku):
    alamat = kades.post(f"{ANTREAN}sesi/", {"pilih": [str(beku.semua[0].pk), "bukan-id"]}).headers["Location"]
    jawab = kades.post(alamat, {"frasa": "salah", "tanpa_dibaca": "on"})
    assert jawab.status_code == 422
    assert "Frasa sandi salah. Periksa huruf besar" in isi(jawab)
    kosong = kades.post(alamat, {"tanpa_dibaca": "on"})
    assert "Isi frasa sandi" in isi(kosong)
    assert hitung() == {"beku": JUMLAH}


def test_nothing_ticked_is_a_sentence_and_anothers_batch_is_not_there(kades, beku, kecil, client):
    assert "Tidak ada surat yang siap" in isi(kades.post(f"{ANTREAN}sesi/", follow=True))
    satu = sesi(beku)
    client.force_login(
        pabrik.petugas(kecil.pepelegi, "kepala_desa"), backend="django.contrib.auth.backends.ModelBackend"
    )
    for cara in (client.get, client.post):
        assert cara(f"{ANTREAN}sesi/{satu.pk}/").status_code == 404


def test_queue_costs_the_same_whatever_its_length(kades, beku):
    def biaya():
        with CaptureQueriesContext(connection) as catatan:
            kades.get(ANTREAN)
        return len(catatan)

    biaya()  # fills what a process remembers
    penuh = biaya()
    list(jalankan(beku, sesi(beku, pilihan=[p.pk for p in beku.semua[1:]])))
    SesiTtd.objects.update(selesai_pada=None)
    assert biaya() == penuh
