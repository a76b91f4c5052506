"""What a citizen does with an application."""

import pytest
from django.db import IntegrityError, transaction

from core.layanan.kontrak import Tolak
from core.permohonan import verba
from core.permohonan.galat import Basi, BelumLengkap, TidakBoleh
from core.permohonan.models import Lampiran, Peristiwa, Permohonan
from tests import pabrik
from tests.permohonan import bahan
from tests.permohonan.bahan import ISIAN, berkas, draf, kirim, layanan, segar, warga

pytestmark = pytest.mark.usefixtures("senin")


def jenis(p):
    return list(p.peristiwa.order_by("urut").values_list("jenis", flat=True))


def test_a_draft_is_pinned_to_the_version_it_was_started_with(kecil):
    lama = verba.mulai(warga=warga(kecil.pepelegi), layanan=layanan())
    verba.mulai(warga=warga(kecil.pepelegi), layanan=layanan(versi=2, nama="Surat Uji Baru"))
    assert segar(lama).versi_layanan.layanan().nama == "Surat Uji"
    assert (lama.status, jenis(lama)) == ("draf", ["dimulai"])


def test_starting_twice_gives_one_untouched_draft(kecil):
    siti = warga(kecil.pepelegi)
    satu = verba.mulai(warga=siti, layanan=layanan())
    assert verba.mulai(warga=siti, layanan=layanan()).pk == satu.pk
    verba.simpan_langkah(permohonan=satu, warga=siti, isian={"penghasilan": 1})
    assert verba.mulai(warga=siti, layanan=layanan()).pk != satu.pk


def test_photos_of_the_account_are_attached_at_once(kecil):
    siti = warga(kecil.pepelegi)
    p = verba.mulai(warga=siti, layanan=layanan())
    assert list(p.lampiran.values_list("kode", "berkas")) == [("ktp_pemohon", siti.foto_ktp_id)]


def test_a_newer_photo_of_the_account_is_taken_when_sending(kecil):
    siti = warga(kecil.pepelegi)
    p = draf(siti)
    siti.foto_ktp = berkas(siti.pengguna)
    siti.save()
    p = kirim(segar(p))
    assert p.lampiran.get(kode="ktp_pemohon").berkas_id == siti.foto_ktp_id


def test_a_step_keeps_declared_answers_and_drops_the_others(kecil):
    siti = warga(kecil.pepelegi)
    p = verba.mulai(warga=siti, layanan=layanan())
    verba.simpan_langkah(permohonan=p, warga=siti, isian={"penghasilan": 5, "status": "selesai", "unit": 1})
    assert (segar(p).isian, segar(p).status) == ({"penghasilan": 5}, "draf")


def test_steps_add_up(kecil):
    siti = warga(kecil.pepelegi)
    p = verba.mulai(warga=siti, layanan=layanan())
    verba.simpan_langkah(permohonan=p, warga=siti, isian={"penghasilan": 5})
    verba.simpan_langkah(permohonan=p, warga=siti, isian={"keperluan": "Lainnya"})
    assert segar(p).isian == {"penghasilan": 5, "keperluan": "Lainnya"}


def test_sending_brings_the_file_to_the_first_desk_of_the_home_desa(kecil):
    p = segar(kirim(draf(warga(kecil.pepelegi))))
    assert (p.status, p.tahap, p.peran, p.unit_id) == ("diajukan", 0, "operator_desa", kecil.pepelegi.pk)
    assert (p.tempat_id, p.rute_berlaku) == (kecil.pepelegi.wilayah_id, [0, 1, 2, 3])
    assert p.tenggat == bahan.SENIN.replace(hour=13)  # four working hours after 09.41
    assert jenis(p) == ["dimulai", "diajukan", "tahap_dimasuki"]


def test_the_place_of_the_object_decides_and_not_the_home(kecil):
    lokasi = {"nama": "lokasi", "label": "Lokasi usaha", "tipe": "wilayah"}
    lay = layanan(langkah=[{"judul": "Tempat", "kolom": [lokasi]}], tempat="lokasi")
    p = segar(kirim(draf(warga(kecil.pepelegi), lay, {"lokasi": kecil.tropodo.wilayah_id})))
    assert p.unit_id == kecil.tropodo.pk


def test_stages_of_a_dinas_go_to_the_unit_the_declaration_names(kecil):
    p = segar(kirim(draf(warga(kecil.pepelegi), layanan(bahan.DINAS))))
    assert (p.unit_id, p.peran) == (kecil.dinas_sosial.pk, "operator_dinas")


def test_a_route_through_an_office_nobody_registered_is_refused_when_sending(kecil):
    p = draf(warga(kecil.pepelegi), layanan(bahan.PERIKSA, bahan.DINAS | {"unit": "bppd-lain", "aksi": "periksa"}))
    with pytest.raises(TidakBoleh) as galat:
        kirim(p)
    assert "Penerimaan dinas" in galat.value.pesan
    assert segar(p).status == "draf"


def test_sending_twice_with_one_key_gives_the_same_file_and_one_event(kecil):
    p = draf(warga(kecil.pepelegi))
    satu, dua = kirim(p, "kunci-a"), kirim(p, "kunci-a")
    assert satu.pk == dua.pk
    assert jenis(p).count("diajukan") == 1


def test_sending_again_with_another_key_is_refused(kecil):
    p = draf(warga(kecil.pepelegi))
    kirim(p, "kunci-a")
    with pytest.raises(TidakBoleh):
        kirim(segar(p), "kunci-b")
    assert jenis(p).count("diajukan") == 1


def test_a_key_serves_one_file_only(kecil):
    siti = warga(kecil.pepelegi)
    kirim(draf(siti), "kunci-a")
    with pytest.raises(TidakBoleh):
        kirim(draf(siti), "kunci-a")


def test_the_database_too_refuses_a_key_used_twice(kecil):
    siti = warga(kecil.pepelegi)
    kirim(draf(siti), "kunci-a")
    with pytest.raises(IntegrityError), transaction.atomic():
        Permohonan.objects.filter(pk=draf(siti).pk).update(kunci_kirim="kunci-a")


def test_an_incomplete_draft_is_refused_with_a_sentence_per_field(kecil):
    siti = warga(kecil.pepelegi)
    p = verba.mulai(warga=siti, layanan=layanan())
    with pytest.raises(BelumLengkap) as galat:
        kirim(p)
    assert set(galat.value.galat) == {"keperluan", "penghasilan", "berkas:pengantar"}
    assert segar(p).status == "draf"


def test_the_server_checks_answers_that_the_form_never_saw(kecil):
    siti = warga(kecil.pepelegi)
    p = draf(siti, isian=ISIAN | {"penghasilan": "banyak"})
    with pytest.raises(BelumLengkap) as galat:
        kirim(p)
    assert set(galat.value.galat) == {"penghasilan"}


def test_hidden_answers_are_not_sent(kecil):
    siti = warga(kecil.pepelegi)
    p = draf(siti, isian=ISIAN | {"keperluan": "Lainnya", "sekolah": "SMPN 1 Waru"})
    assert segar(kirim(p)).isian == {"keperluan": "Lainnya", "penghasilan": 1_500_000}


@pytest.mark.parametrize("status", ["menunggu", "ditolak"])
def test_only_a_verified_citizen_sends_but_everybody_drafts(kecil, status):
    siti = warga(kecil.pepelegi, status=status)
    p = draf(siti)
    with pytest.raises(TidakBoleh) as galat:
        kirim(p)
    assert galat.value.pesan.startswith("Akun Anda belum disetujui")
    siti.status = "terverifikasi"
    siti.save()
    assert segar(kirim(segar(p))).status == "diajukan"


def test_sending_a_page_that_is_no_longer_current_is_refused(kecil):
    siti = warga(kecil.pepelegi)
    p = draf(siti)
    verba.simpan_langkah(permohonan=p, warga=siti, isian={"penghasilan": 9})
    with pytest.raises(Basi) as galat:
        kirim(p)
    assert galat.value.pesan == (
        "Isian sudah berubah sejak halaman ini dibuka. Muat ulang untuk melihat keadaan terbaru."
    )


def test_a_page_shown_before_an_upload_changed_is_not_current(kecil):
    siti = warga(kecil.pepelegi)
    p = draf(siti)
    verba.tempelkan(permohonan=p, kode="foto_rumah", berkas=berkas(siti.pengguna))
    with pytest.raises(Basi):
        kirim(p)


def test_anothers_file_does_not_exist(kecil):
    siti, budi = warga(kecil.pepelegi), warga(kecil.pepelegi)
    p = draf(siti)
    for coba in (
        lambda: verba.simpan_langkah(permohonan=p, warga=budi, isian={}),
        lambda: verba.ajukan(permohonan_id=p.pk, warga=budi, kunci="k", versi=p.versi),
        lambda: verba.perbaiki(permohonan_id=p.pk, warga=budi, versi=p.versi),
        lambda: verba.batalkan(permohonan_id=p.pk, warga=budi, versi=p.versi),
    ):
        with pytest.raises(Permohonan.DoesNotExist):
            coba()


def test_a_sent_file_is_not_edited(kantor):
    siti, p = kantor.pemohon, kantor.p
    satu = Lampiran.objects.get(permohonan=p, kode="pengantar")
    for coba in (
        lambda: verba.simpan_langkah(permohonan=p, warga=siti, isian={"penghasilan": 1}),
        lambda: verba.tempelkan(permohonan=p, kode="pengantar", berkas=berkas(siti.pengguna)),
        lambda: verba.lepaskan(permohonan=p, lampiran_id=satu.pk),
    ):
        with pytest.raises(TidakBoleh):
            coba()
    assert kantor.segarkan().isian == ISIAN


def test_a_single_upload_is_replaced_and_several_are_counted(kecil):
    siti = warga(kecil.pepelegi)
    p = verba.mulai(warga=siti, layanan=layanan())
    tempel = lambda kode: verba.tempelkan(permohonan=p, kode=kode, berkas=berkas(siti.pengguna))  # noqa: E731
    tempel("pengantar")
    baru = tempel("pengantar")
    assert list(p.lampiran.filter(kode="pengantar")) == [baru]
    assert [tempel("foto_rumah").urut, tempel("foto_rumah").urut] == [1, 2]
    with pytest.raises(TidakBoleh):
        tempel("foto_rumah")


def test_an_upload_can_be_taken_off_again(kecil):
    siti = warga(kecil.pepelegi)
    p = draf(siti)
    verba.lepaskan(permohonan=p, lampiran_id=p.lampiran.get(kode="pengantar").pk)
    assert not p.lampiran.filter(kode="pengantar").exists()


def test_an_upload_of_another_file_cannot_be_taken_off(kecil):
    satu, dua = draf(warga(kecil.pepelegi)), draf(warga(kecil.pepelegi))
    with pytest.raises(Lampiran.DoesNotExist):
        verba.lepaskan(permohonan=satu, lampiran_id=dua.lampiran.get(kode="pengantar").pk)


def test_nobody_attaches_anothers_file(kecil):
    p, budi = draf(warga(kecil.pepelegi)), warga(kecil.pepelegi)
    with pytest.raises(TidakBoleh):
        verba.tempelkan(permohonan=p, kode="foto_rumah", berkas=berkas(budi.pengguna))


@pytest.mark.parametrize("kode", ["tidak_ada", "ktp_pemohon"])
def test_only_declared_uploads_are_accepted(kecil, kode):
    siti = warga(kecil.pepelegi)
    with pytest.raises(TidakBoleh):
        verba.tempelkan(permohonan=draf(siti), kode=kode, berkas=berkas(siti.pengguna))


def test_the_citizen_withdraws_a_running_application(kantor):
    p = kantor.p
    verba.batalkan(permohonan_id=p.pk, warga=kantor.pemohon, versi=p.versi, alasan="Salah pilih")
    p = kantor.segarkan()
    assert (p.status, p.alasan, p.tenggat) == ("dibatalkan", "Salah pilih", None)
    with pytest.raises(TidakBoleh):
        verba.batalkan(permohonan_id=p.pk, warga=kantor.pemohon, versi=p.versi)


def test_an_optional_stage_without_anybody_is_skipped_with_an_event(kecil):
    siti = warga(kecil.pepelegi)
    p = segar(kirim(draf(siti, layanan(bahan.PARAF, bahan.TTD))))
    assert (p.tahap, p.peran) == (1, "kepala_desa")
    assert jenis(p) == ["dimulai", "diajukan", "tahap_dilewati", "tahap_dimasuki"]


def test_an_optional_stage_with_somebody_is_not_skipped(kecil):
    pabrik.petugas(kecil.pepelegi, "sekretaris_desa")
    p = segar(kirim(draf(warga(kecil.pepelegi), layanan(bahan.PARAF, bahan.TTD))))
    assert (p.tahap, jenis(p)) == (0, ["dimulai", "diajukan", "tahap_dimasuki"])


def test_a_missing_calendar_does_not_stop_a_citizen_and_is_recorded(kecil):
    from core.wilayah.models import HariLibur

    HariLibur.objects.all().delete()
    p = segar(kirim(draf(warga(kecil.pepelegi))))
    assert p.tenggat == bahan.SENIN.replace(day=24)
    assert Peristiwa.objects.get(permohonan=p, jenis="tahap_dimasuki").data["tenggat_sementara"] is True


def test_the_gate_of_the_service_refuses_and_nothing_is_stored(kecil, monkeypatch):
    from core.layanan import kait

    def tolak(nama, **_data):
        raise Tolak("Kartu ini untuk warga yang sudah 17 tahun.")

    p = draf(warga(kecil.pepelegi))
    monkeypatch.setattr(kait, "tanyakan", tolak)
    with pytest.raises(Tolak):
        kirim(p)
    assert (segar(p).status, jenis(p)) == ("draf", ["dimulai"])
