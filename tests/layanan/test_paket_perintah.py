"""`layanan bungkus` and `layanan paket`: an author packs and examines before uploading."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from core.layanan.paket_zip import buka_paket
from tests.layanan.bahan_paket import folder_paket


def test_a_folder_is_packed_and_examined(kecil, tmp_path):
    folder, berkas, keluar = folder_paket(tmp_path), tmp_path / "a.zip", StringIO()
    call_command("layanan", "bungkus", str(folder), "--ke", str(berkas), stdout=keluar)
    assert buka_paket(berkas.read_bytes()).folder == folder.name
    call_command("layanan", "paket", str(berkas), stdout=keluar)
    assert keluar.getvalue().endswith("Lulus.\n")


def test_what_is_wrong_is_named_and_ends_in_failure(kecil, tmp_path):
    folder, berkas, keluar = folder_paket(tmp_path), tmp_path / "a.zip", StringIO()
    (folder / "layanan.toml").write_text("kode = ")
    call_command("layanan", "bungkus", str(folder), "--ke", str(berkas))
    with pytest.raises(CommandError, match="belum dapat disetujui"):
        call_command("layanan", "paket", str(berkas), "--json", stdout=keluar)
    assert json.loads(keluar.getvalue())[0]["berkas"] == "layanan.toml"
    berkas.write_bytes(b"bukan zip")
    with pytest.raises(CommandError, match="utuh"):
        call_command("layanan", "paket", str(berkas))
    (folder / "plugin.py").write_text("")
    with pytest.raises(CommandError, match="tanpa program"):
        call_command("layanan", "bungkus", str(folder))
