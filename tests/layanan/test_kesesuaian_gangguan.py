"""The kit on functions: as they are, with the samples; and each of them broken, with the doors of the core closed."""

import pytest

from tests.layanan.kesesuaian import DATA, gagal, kerangka


@pytest.fixture
def folder(tmp_path):
    return kerangka(tmp_path)


AWAL = "from core.layanan.kontrak import Tolak, hookimpl\n\n\n@hookimpl\ndef "
FUNGSI = {
    "plugin.py baris 6: tahap_dimasuki gagal untuk contoh/minimal.json: ZeroDivisionError":
        "tahap_dimasuki(tahap):\n    1 / 0",
    "plugin.py: periksa_permohonan menolak semua contoh yang sah: Tidak.":
        "periksa_permohonan():\n    raise Tolak('Tidak.')",
    "plugin.py: periksa_transisi menolak tanpa kalimat": "periksa_transisi(isian):\n    raise Tolak(' ')",
    "plugin.py: isi_awal gagal untuk contoh/minimal.json: ValueError: tidak ada pertanyaan bernama zodiak":
        "isi_awal():\n    return {'zodiak': 'Leo'}",
    "plugin.py: konteks_surat gagal untuk contoh/minimal.json: TypeError: jawabannya harus dict":
        "konteks_surat():\n    return [7]",
    "plugin.py: konteks_surat gagal untuk contoh/minimal.json: TypeError: Object of type set":
        "konteks_surat():\n    return {'a': {1}}",
    "plugin.py: surat_terbit tidak selesai dalam 0.2 detik untuk contoh/minimal.json":
        "surat_terbit():\n    n = 0\n    while n < 30_000_000: n += 1",
}  # fmt: skip


@pytest.mark.parametrize("pesan", FUNGSI)
def test_a_function_that_fails_with_the_samples_is_named(folder, pesan, monkeypatch):
    from core.layanan import kait

    monkeypatch.setattr(kait, "BATAS_DETIK", 0.2)
    (folder / "plugin.py").write_text(f"{AWAL}{FUNGSI[pesan]}\n")
    semua = gagal(folder, *DATA)
    assert [satu.startswith(f"[gangguan] {pesan}") for satu in semua] == [True] * len(semua)
    assert semua


def test_a_gate_that_refuses_some_citizens_conforms(folder):
    badan = "    if profil['status_kawin'] == 'Kawin':\n        raise Tolak('Sudah kawin.')\n"
    (folder / "plugin.py").write_text(f"{AWAL}periksa_permohonan(profil):\n{badan}")
    assert gagal(folder, *DATA) == []


BOCOR = {
    "periksa_permohonan": ("tanyakan", lambda *a, **k: None),
    "surat_terbit": ("kabarkan", lambda *a, **k: []),
    "isi_awal": ("saring", lambda nama, nilai, **k: nilai | {"bocor": 1}),
}


@pytest.mark.parametrize("nama", BOCOR)
def test_a_fault_that_is_not_contained_is_named(folder, nama, monkeypatch):
    """The twin of the contained faults: with a door of the core left open, the kit says which."""
    from core.layanan import kait

    (folder / "plugin.py").write_text(f"{AWAL}{nama}():\n    return None\n")
    assert gagal(folder, *DATA) == []
    monkeypatch.setattr(kait, *BOCOR[nama])
    semua = gagal(folder, *DATA)
    assert f"[gangguan] plugin.py: {nama} yang melempar tidak tertahan" in semua
    assert f"[gangguan] plugin.py: {nama} yang menggantung tidak tertahan" in semua
