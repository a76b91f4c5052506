"""Versions: same content, same row; once stored never changed."""

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from core.layanan.models import VersiLayanan, VersiTetap
from core.layanan.muat import layanan_dari_data
from core.layanan.sidik import sidik_layanan
from core.layanan.verba import catat_versi
from tests.layanan.bahan import data_uji, layanan_uji


@pytest.mark.django_db
def test_recording_the_same_service_twice_is_one_version():
    pertama = catat_versi(layanan_uji())
    assert catat_versi(layanan_uji()) == pertama
    assert VersiLayanan.objects.count() == 1


@pytest.mark.django_db
def test_any_change_of_form_or_letter_is_another_version():
    dasar = layanan_uji()
    lain = [layanan_uji(nama="Lain"), layanan_uji(versi=2), dasar.model_copy(update={"naskah": "x"})]
    assert len({catat_versi(satu).pk for satu in (dasar, *lain)}) == 4


@pytest.mark.django_db
def test_a_stored_version_gives_back_the_service_without_any_plugin():
    layanan = layanan_uji().model_copy(update={"naskah": "#show: surat"})
    versi = VersiLayanan.objects.get(pk=catat_versi(layanan).pk)
    assert versi.layanan() == layanan
    assert versi.layanan() is versi.layanan()


@pytest.mark.django_db
def test_a_stored_version_can_be_neither_changed_nor_deleted():
    versi = catat_versi(layanan_uji())
    versi.deklarasi = {}
    for tindakan in (versi.save, versi.delete, VersiLayanan.objects.all().delete):
        with pytest.raises(VersiTetap):
            tindakan()
    with pytest.raises(VersiTetap):
        VersiLayanan.objects.update(versi=9)
    assert VersiLayanan.objects.get().deklarasi == layanan_uji().deklarasi()


def test_the_order_of_keys_does_not_change_the_fingerprint():
    data = data_uji()
    terbalik = dict(reversed(list(data.items())))
    assert sidik_layanan(layanan_dari_data(terbalik)) == sidik_layanan(layanan_dari_data(data))


def test_writing_a_default_out_does_not_change_the_fingerprint():
    assert sidik_layanan(layanan_uji(biaya=0)) == sidik_layanan(layanan_uji())
    assert sidik_layanan(layanan_uji(biaya=1)) != sidik_layanan(layanan_uji())


@given(st.text(min_size=1, max_size=40))
def test_every_word_shown_is_part_of_the_fingerprint(kata):
    sama = sidik_layanan(layanan_uji(ringkasan=kata)) == sidik_layanan(layanan_uji())
    assert sama is (kata == layanan_uji().ringkasan)


@pytest.mark.django_db
def test_the_database_itself_refuses_a_change_by_sql():
    versi = catat_versi(layanan_uji())
    with pytest.raises(DatabaseError, match="tidak dapat diubah"), transaction.atomic(), connection.cursor() as kursor:
        kursor.execute("UPDATE layanan_versilayanan SET versi = 9 WHERE id = %s", [versi.pk])
    assert VersiLayanan.objects.get().versi == 1
