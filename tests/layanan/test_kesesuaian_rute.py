"""The kit on routes: whatever is answered, somebody examines, somebody else signs, and the walk comes to an end."""

import re

import pytest

from core.layanan.galat import LayananSalah
from core.layanan.kesesuaian import Bahan, baca_contoh, periksa
from tests.layanan.kesesuaian import (
    ganti,
    kalimat,
    kerangka,
    muat,
)


@pytest.fixture
def folder(tmp_path):
    return kerangka(tmp_path)


def rute(folder, **ubah):
    """The service with stages changed by index: rute(folder, t0={...}, t1={...})."""
    layanan = muat(folder)
    baru = [tahap.model_copy(update=ubah.get(f"t{i}", {})) for i, tahap in enumerate(layanan.rute)]
    return layanan.model_copy(update={"rute": tuple(baru)})


def jika(folder):
    from core.layanan.syarat import baca_syarat

    return {"jika": baca_syarat({"keperluan": "Sekolah"})}


RUTE = {
    'peran "raja" tidak dikenal': {"t0": {"peran": "raja"}},
    "peran operator_dinas membutuhkan `unit`": {"t0": {"peran": "operator_dinas"}},
    '"Pemeriksaan berkas": hanya paraf, teruskan': {"t0": {"opsional": True}},
    '"Tanda tangan kepala desa": yang memeriksa dan yang menandatangani harus peran yang berbeda': {
        "t0": {"peran": "kepala_desa"}
    },
    '"Tanda tangan kepala desa": untuk jawaban tertentu tidak ada tahap periksa sebelumnya': {"t0": "jika"},
    "untuk jawaban tertentu tidak ada yang menandatangani surat": {"t1": "jika"},
    "untuk jawaban tertentu tidak ada tahap sama sekali": {"t0": "jika", "t1": "jika"},
}


@pytest.mark.parametrize("pesan", RUTE)
def test_a_route_that_can_fail_is_named_at_its_stage(folder, pesan):
    ubah = {kunci: jika(folder) if isi == "jika" else isi for kunci, isi in RUTE[pesan].items()}
    semua = kalimat(periksa(rute(folder, **ubah), folder, ["rute"]))
    assert [satu for satu in semua if re.match(rf"\[rute\] layanan\.toml baris \d+: {re.escape(pesan)}", satu)]


def test_a_stage_without_a_time_limit_does_not_load(folder):
    with pytest.raises(LayananSalah, match=r"rute\[1\]\.sla: kunci ini wajib ada"):
        ganti(folder, 'sla   = "4 jam kerja"\n', "")


def test_many_conditions_do_not_take_for_ever(folder):
    """A hostile package: the combinations are cut off, and the walk still sees every sample."""
    from core.layanan.kesesuaian.rute import SYARAT_MAKS, semua_jalan
    from core.layanan.syarat import baca_syarat

    layanan = muat(folder)
    syarat = [baca_syarat({"tujuan": f"nomor {i}"}) for i in range(30)]
    tahap = [layanan.rute[0].model_copy(update={"tahap": f"T{i}", "jika": s}) for i, s in enumerate(syarat)]
    banyak = layanan.model_copy(update={"rute": (*tahap, *layanan.rute)})
    semua = semua_jalan(Bahan(banyak, folder, baca_contoh(folder)))
    assert len(semua) == 2**SYARAT_MAKS + 1


def susulan(folder, tahap, **ubah):
    layanan = muat(folder)
    akta = layanan.berkas[1].model_copy(update={"kode": "bukti", "tahap": tahap, **ubah})
    return layanan.model_copy(update={"berkas": (*layanan.berkas, akta)})


def test_a_receipt_is_asked_for_where_somebody_will_see_it(folder):
    pesan = {
        "Pemeriksaan berkas": [],
        "Tanda tangan kepala desa": [
            'bukti: diminta sesudah "Tanda tangan kepala desa", tetapi sesudahnya tidak ada tahap lagi'
        ],
        "Tiada": ['bukti: tidak ada tahap bernama "Tiada" di rute'],
    }
    for tahap, harap in pesan.items():
        assert [t.pesan for t in periksa(susulan(folder, tahap), folder, ["rute"])] == harap


def test_a_receipt_after_a_stage_that_may_be_skipped_or_after_a_signature_is_named(folder):
    layanan = susulan(folder, "Pemeriksaan berkas", bantuan=None)
    paraf = layanan.rute[0].model_copy(update={"aksi": "paraf", "opsional": True})
    lewat = layanan.model_copy(
        update={"rute": (layanan.rute[0].model_copy(update={"tahap": "A"}), paraf, layanan.rute[1])}
    )
    assert "dapat terlewati" in periksa(lewat, folder, ["rute"])[0].pesan
    cetak = layanan.rute[0].model_copy(update={"tahap": "Cetak", "aksi": "cetak"})
    akhir = susulan(folder, "Tanda tangan kepala desa", bantuan=None).model_copy(
        update={"rute": (*layanan.rute, cetak)}
    )
    assert "diminta sesudah tanda tangan" in periksa(akhir, folder, ["rute"])[0].pesan


def test_every_combination_of_conditions_is_tried(folder):
    from core.layanan.kesesuaian.rute import semua_jalan

    layanan = rute(folder, t0=jika(folder))
    assert semua_jalan(Bahan(layanan, folder, baca_contoh(folder))) == {(0, 1), (1,)}


def test_a_seat_that_examines_and_later_signs_stops_the_walk(folder):
    layanan = rute(folder, t1={"peran": "kasi_pelayanan"})
    lagi = layanan.rute[0].model_copy(update={"tahap": "Periksa lagi", "peran": "kasi_pelayanan"})
    buntu = layanan.model_copy(update={"rute": (layanan.rute[0], lagi, layanan.rute[1])})
    assert kalimat(periksa(buntu, folder, ["rute"])) == []
    (satu,) = periksa(buntu, folder, ["jalan"])
    assert satu.pesan.startswith(
        'berkas berhenti di "Tanda tangan kepala desa": Pemeriksa dan penanda tangan harus orang yang berbeda'
    )
    dua_orang = lagi.model_copy(update={"peran": "operator_desa"})
    baik = layanan.model_copy(update={"rute": (layanan.rute[0], dua_orang, layanan.rute[1])})
    assert periksa(baik, folder, ["jalan"]) == []


def test_the_walk_goes_on_after_an_upload_in_the_middle(folder):
    assert periksa(susulan(folder, "Pemeriksaan berkas"), folder, ["jalan"]) == []


def test_the_walk_notices_rules_that_lead_nowhere(folder, monkeypatch):
    """The twin: with rules that never find a next stage, every walk ends too early."""
    from core.permohonan import aturan

    monkeypatch.setattr(aturan, "tahap_berikut", lambda berlaku, lulus: None)
    assert {satu.pesan for satu in periksa(muat(folder), folder, ["jalan"])} == {
        'berkas berhenti di "Tanda tangan kepala desa": selesai sebelum semua tahap lulus'
    }
