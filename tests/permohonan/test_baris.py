"""A file that belongs to a row belongs to the person of that row, whatever becomes of the rows around it."""

from __future__ import annotations

import copy
import re
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.layanan.tampak import berkas_diminta
from core.notifikasi.models import Pesan
from core.notifikasi.teks import susun
from core.permohonan import baris, verba
from core.permohonan.baris import nomori, orang, orang_sama
from core.permohonan.galat import BelumLengkap, TidakBoleh
from core.permohonan.lampiran import pilah
from tests.layanan.bahan import PROFIL
from tests.permohonan import bahan
from tests.permohonan.bahan import berkas, segar
from tests.permohonan.warga_http import alamat, masuk, meja, unggahan

TABEL = {
    "nama": "anggota", "label": "Anggota", "tipe": "tabel",
    "sub_kolom": [
        {"nama": "nama", "label": "Nama", "tipe": "teks"},
        {"nama": "nik", "label": "NIK", "tipe": "nik", "wajib": False},
    ],
}  # fmt: skip
LAYANAN = bahan.layanan(
    langkah=[{"judul": "Keluarga", "kolom": [TABEL]}], berkas=[{"kode": "ktp", "label": "KTP", "per_baris": "anggota"}]
)
KOLOM = LAYANAN.kolom["anggota"]
A, B, C = (
    {"nama": "Ani Lestari", "nik": "3515085704900001"},
    {"nama": "Budi Santoso", "nik": "3515081704900002"},
    {"nama": "Citra Dewi", "nik": "3515085704900003"},
)


@pytest.fixture
def p(kecil, senin):
    """Three people, each with his own card."""
    siti = bahan.warga(kecil.pepelegi)
    p = verba.mulai(warga=siti, layanan=LAYANAN)
    p = simpan(p, A, B, C)
    for n in (1, 2, 3):
        verba.tempelkan(permohonan=p, kode=f"ktp__{n}", berkas=berkas(siti.pengguna, f"{n}.jpg"))
    with bahan.terpasang(LAYANAN):
        yield segar(p)


def simpan(p: Any, *isi: dict[str, Any]) -> Any:
    return segar(verba.simpan_langkah(permohonan=p, warga=p.pemohon, isian={"anggota": list(isi)}))


def kartu(p: Any) -> dict[str, str]:
    """Whose card is which, as every page reads it: label → file."""
    diminta = {u.kode: u.label for u in berkas_diminta(p.versi_layanan.layanan(), p.isian, PROFIL)}
    return {diminta[satu.kode]: satu.berkas.nama_tampil for satu in pilah(p)[0] if satu.kode in diminta}


SEMUA = {"KTP: Ani Lestari": "1.jpg", "KTP: Budi Santoso": "2.jpg", "KTP: Citra Dewi": "3.jpg"}


def rapat(jawab: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", jawab.content.decode()))


# --- Which row is which -----------------------------------------------------------------------------------------------

ORANG = [
    {"nama": nama, "nik": f"35150857049000{i:02d}"}
    for i, nama in enumerate(["Ani Lestari", "Budi Santoso", "Siti", "Siti", "Wayan Putra", "Ani Lestari"])
]


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.permutations(ORANG).flatmap(lambda o: st.lists(st.sampled_from(range(7)), max_size=12).map(lambda t: (o, t))),
    st.randoms(use_true_random=False),
)
def test_whatever_is_removed_added_or_moved_nobody_gets_anothers_number(kejadian, acak):
    kumpul, tindakan = kejadian
    isi = nomori(KOLOM, None, copy.deepcopy(kumpul[:3]))
    milik = {satu["_no"]: satu["nik"] for satu in isi}
    sisa = list(kumpul[3:])
    for satu in tindakan:
        baru = [{n: v for n, v in b.items() if n != "_no"} for b in isi]
        if satu < 3 and baru:
            baru.pop(acak.randrange(len(baru)))
        elif satu == 3 and sisa:
            baru.insert(acak.randrange(len(baru) + 1), sisa.pop())
        elif satu == 4:
            acak.shuffle(baru)
        elif satu == 5 and baru:
            baru[acak.randrange(len(baru))]["nama"] += " X"
        isi = nomori(KOLOM, isi, baru, milik)
        assert len({b["_no"] for b in isi}) == len(isi)
        for b in isi:
            assert milik.setdefault(b["_no"], b["nik"]) == b["nik"]


def test_numbers_by_place_would_give_one_person_anothers_file(p, monkeypatch):
    """The twin: with the number of the place, the second card falls to the third person."""
    monkeypatch.setattr(baris, "_CARA", ())
    monkeypatch.setattr("core.permohonan.baris.orang_sama", lambda *_: True)
    monkeypatch.setattr("core.permohonan.lampiran.orang_sama", lambda *_: True)
    monkeypatch.setattr(
        "core.permohonan.lampiran.nomori", lambda _k, _l, baru, _t: [b | {"_no": i} for i, b in enumerate(baru, 1)]
    )
    assert kartu(simpan(p, B, C)) == {"KTP: Budi Santoso": "1.jpg", "KTP: Citra Dewi": "2.jpg"}


@pytest.mark.parametrize(
    ("kini", "sama"),
    [
        (A | {"nama": "Ani Lestary"}, True),
        (A | {"nik": "3515085704900009"}, True),
        ({"nama": "Ani"}, True),
        ({"nama": ""}, True),
        (B, False),
        ({"nama": "Ani Lestari Dewi", "nik": "3515085704900009"}, False),
    ],
)
def test_a_corrected_name_is_the_same_person_and_another_is_not(kini, sama):
    assert orang_sama(orang(KOLOM, A), orang(KOLOM, kini)) is sama


# --- Drafts -----------------------------------------------------------------------------------------------------------


def test_every_row_has_its_own_card(p):
    assert kartu(p) == SEMUA


@pytest.mark.parametrize("buang", [0, 1, 2])
def test_removing_a_row_takes_its_card_and_leaves_the_others(p, buang):
    sisa = [satu for i, satu in enumerate((A, B, C)) if i != buang]
    p = simpan(p, *sisa)
    assert kartu(p) == {label: f for label, f in SEMUA.items() if f != f"{buang + 1}.jpg"}
    assert [satu.berkas.nama_tampil for satu in pilah(p)[1]] == [f"{buang + 1}.jpg"]


def test_a_row_put_back_finds_its_card_again_unless_it_was_sent(p):
    p = simpan(simpan(p, B, C), B, C, A)
    assert kartu(p) == {"KTP: Budi Santoso": "2.jpg", "KTP: Citra Dewi": "3.jpg"}
    with pytest.raises(BelumLengkap) as galat:
        bahan.kirim(p)
    assert set(galat.value.galat) == {"berkas:ktp__4"}


def test_another_person_typed_over_a_row_does_not_inherit_the_card(p):
    lain = {"nama": "Wayan Putra", "nik": "3515081704900077"}
    assert kartu(simpan(p, lain, B, C)) == {label: f for label, f in SEMUA.items() if f != "1.jpg"}
    assert kartu(simpan(p, A, B, C)) == SEMUA


def test_also_not_in_two_steps(p):
    p = simpan(p, A | {"nama": "Wayan Putra"}, B, C)
    p = simpan(p, {"nama": "Wayan Putra", "nik": "3515081704900077"}, B, C)
    assert "1.jpg" not in kartu(p).values()


def test_a_corrected_row_keeps_its_card(p):
    p = simpan(p, A | {"nama": "Ani Lestari, S.Pd."}, B | {"nik": "3515081704900022"}, C)
    assert sorted(kartu(p).values()) == ["1.jpg", "2.jpg", "3.jpg"]


def test_sending_drops_the_cards_of_rows_that_are_gone(p):
    p = segar(bahan.kirim(simpan(p, B, C)))
    assert sorted(p.lampiran.values_list("kode", flat=True)) == ["ktp__2", "ktp__3"]


def test_an_upload_for_a_row_that_is_not_there_is_refused(p):
    with pytest.raises(TidakBoleh):
        verba.tempelkan(permohonan=p, kode="ktp__9", berkas=berkas(p.pemohon.pengguna))


# --- Pages ------------------------------------------------------------------------------------------------------------


def kiriman(*isi: dict[str, str], **lain: str) -> dict[str, str]:
    data = {f"anggota-{i}-{n}": v for i, b in enumerate(isi) for n, v in b.items()}
    return {"anggota-jumlah": str(len(isi))} | data | lain


def test_the_pages_call_each_upload_by_its_person_and_say_what_was_taken_out(p):
    klien = masuk(p.pemohon.pengguna)
    for label in SEMUA:
        assert label in rapat(klien.get(alamat(p, "berkas/")))
    klien.post(alamat(p, "langkah/0/"), kiriman(A, B, C, hapus_baris="anggota:0"))
    jawab = klien.post(alamat(p, "langkah/0/"), kiriman(B, C), follow=True)
    teks = rapat(klien.get(alamat(p, "berkas/")))
    assert "Berkas yang tidak dipakai lagi" in teks
    assert "KTP: Ani" not in teks
    assert kartu(segar(p)) == {"KTP: Budi Santoso": "2.jpg", "KTP: Citra Dewi": "3.jpg"}
    assert "Berkas yang tidak dipakai lagi" in rapat(klien.get(alamat(p, "periksa/")))
    lepas = pilah(segar(p))[1][0]
    klien.post(alamat(p, "berkas/"), {"hapus": lepas.pk})
    assert pilah(segar(p))[1] == []
    assert jawab.status_code == 200


def test_a_row_replaced_on_the_page_is_said_at_once(p):
    klien = masuk(p.pemohon.pengguna)
    lain = {"nama": "Wayan Putra", "nik": "3515081704900077"}
    teks = rapat(klien.post(alamat(p, "langkah/0/"), kiriman(lain, B, C), follow=True))
    assert "tidak dipakai lagi karena barisnya dihapus atau diganti" in teks


@pytest.fixture
def kembali(p, kecil):
    """Sent, and sent back: the list of people and the second card are to be repaired."""
    bahan.kirim(p)
    desa = bahan.Kantor(segar(p), p.pemohon, bahan.pabrik.tim(kecil.pepelegi), None)
    desa.lakukan("kembalikan", desa.desa.operator_desa, kolom={"anggota": "Salah"}, berkas={"ktp__2": "Foto buram."})
    return desa


def test_the_officer_and_the_message_name_the_person(kembali):
    teks = rapat(masuk(kembali.desa.operator_desa).get(meja(kembali.p)))
    assert "KTP: Budi Santoso: Foto buram." in teks
    pesan = Pesan.objects.get(permohonan_id=kembali.p.pk, jenis="dikembalikan", saluran="lonceng")
    assert "- KTP: Budi Santoso: Foto buram." in susun(pesan, "surel").isi
    assert "Catatan petugas" in rapat(masuk(kembali.pemohon.pengguna).get(alamat(kembali.p, "perbaiki/")))


def test_in_a_repair_a_removed_row_moves_no_request_to_another_person(kembali):
    klien, siti = masuk(kembali.pemohon.pengguna), kembali.pemohon
    jawab = klien.post(alamat(kembali.p, "perbaiki/"), kiriman(B, C, kirim="1"), follow=True)
    assert jawab.status_code == 200
    p = kembali.segarkan()
    assert (p.status, kartu(p)) == ("diproses", {"KTP: Budi Santoso": "2.jpg", "KTP: Citra Dewi": "3.jpg"})
    assert siti.pk == p.pemohon_id


def test_in_a_repair_the_card_asked_for_is_replaced_and_no_other(kembali):
    p = kembali.p
    verba.tempelkan(permohonan=p, kode="ktp__2", berkas=berkas(p.pemohon.pengguna, "2-baru.jpg"))
    with pytest.raises(TidakBoleh):
        verba.tempelkan(permohonan=p, kode="ktp__3", berkas=berkas(p.pemohon.pengguna, "3-baru.jpg"))


def test_in_a_repair_a_new_person_brings_a_new_card_and_may_change_it(kembali):
    klien, p = masuk(kembali.pemohon.pengguna), kembali.p
    baru = {"nama": "Wayan Putra", "nik": "3515081704900077"}
    jawab = klien.post(alamat(p, "perbaiki/"), kiriman(A, C, baru, kirim="1"))
    assert jawab.status_code == 422  # the card of Wayan is missing; that of Budi, who is gone, is not waited for
    assert "Pilih KTP: Wayan Putra" in rapat(jawab)
    for nama in ("satu.jpg", "dua.jpg"):
        verba.tempelkan(permohonan=segar(p), kode="ktp__4", berkas=berkas(p.pemohon.pengguna, nama))
    kembali.perbaiki()
    assert kartu(kembali.p) == {
        "KTP: Ani Lestari": "1.jpg", "KTP: Citra Dewi": "3.jpg", "KTP: Wayan Putra": "dua.jpg",
    }  # fmt: skip


def test_the_uploads_of_a_repair_may_be_sent_with_the_page(kembali):
    klien, p = masuk(kembali.pemohon.pengguna), kembali.p
    data: dict[str, Any] = kiriman(A, B, C, kirim="1")
    klien.post(alamat(p, "perbaiki/"), data | {"ktp__2": unggahan()})
    assert kembali.segarkan().status == "diproses"
