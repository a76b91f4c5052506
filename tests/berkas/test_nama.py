"""Names of uploads."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.berkas.models import JPEG, PDF
from core.berkas.nama import nama_tampil


@pytest.mark.parametrize(
    ("asli", "jadi"),
    [
        ("KTP 3515081704900004.jpg", "KTP xxxx.jpg"),
        ("KTP-3515 0817 0490 0004.png", "KTP-xxxx.jpg"),
        ("../../etc/passwd", "passwd.jpg"),
        ("C:\\Users\\siti\\kk.JPEG", "kk.jpg"),
        ("foto\u202egpj.exe", "fotogpj.jpg"),
        ("  .jpg", "berkas.jpg"),
        ("", "berkas.jpg"),
        ("IMG_1234.jpg", "IMG_1234.jpg"),
        ("a" * 300, "a" * 80 + ".jpg"),
    ],
)
def test_names_are_cleaned(asli, jadi):
    assert nama_tampil(asli, JPEG) == jadi


@given(st.text(max_size=200))
def test_no_name_leads_anywhere_or_shows_a_nik(asli):
    nama = nama_tampil(asli, PDF)
    assert nama.endswith(".pdf")
    assert 5 <= len(nama) <= 84
    assert not set(nama) & set('/\\<>"\r\n\0')
    assert all(unicodedata.category(h)[0] != "C" for h in nama)
    assert not re.search(r"[0-9]{8}", nama)
