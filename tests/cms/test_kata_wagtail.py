"""Words of Wagtail's own screens in Indonesian: exact, still Wagtail's, compiled, and shown to editors."""

from __future__ import annotations

import gettext
from pathlib import Path

import pytest
import wagtail
import wagtail_modeladmin
from django.conf import settings
from django.test import Client
from django.utils.translation import gettext as _
from django.utils.translation import override

from tests.test_bahasa import PENGISI, baca_po, beda

FOLDER = Path(settings.BASE_DIR) / "locale" / "id" / "LC_MESSAGES"
PAKET = [Path(satu.__file__).parent for satu in (wagtail, wagtail_modeladmin)]


def entri(nama):
    return baca_po((FOLDER / f"{nama}.po").read_text(encoding="utf-8"))


def asing(nama, semua):
    """Sentences that Wagtail does not say (any more)."""
    ada = set()
    for paket in PAKET:
        for po in paket.rglob(f"locale/en/LC_MESSAGES/{nama}.po"):
            ada |= {satu.asal for satu in baca_po(po.read_text(encoding="utf-8"))}
    return [satu.asal for satu in semua if satu.asal not in ada]


def salah(satu):
    """Whether a translation is empty or fills in something else than the (plural) original."""
    asal = satu.kunci.get("msgid_plural") or satu.asal
    return not all(satu.arti) or any(
        sorted(PENGISI.findall(arti)) != sorted(PENGISI.findall(asal)) for arti in satu.arti
    )


@pytest.mark.parametrize("nama", ["django", "djangojs"])
def test_each_word_is_wagtails_own_exact_and_compiled(nama):
    semua = entri(nama)
    assert asing(nama, semua) == []
    assert [satu.asal for satu in semua if salah(satu)] == []
    with (FOLDER / f"{nama}.mo").open("rb") as berkas:
        assert beda(semua, gettext.GNUTranslations(berkas)) == set()


def test_the_check_sees_a_word_that_wagtail_does_not_say_and_a_lost_placeholder():
    (satu,) = baca_po('msgid "Locked by %(nama)s, says nobody"\nmsgstr "Dikunci"')
    assert asing("django", [satu]) == [satu.asal]
    assert salah(satu)


def test_english_screens_stay_english():
    with override("id"):
        assert (_("History"), _("Draft saved")) == ("Riwayat", "Konsep disimpan")
    with override("en"):
        assert (_("History"), _("Draft saved")) == ("History", "Draft saved")


@pytest.mark.django_db
def test_an_editor_reads_the_history_in_indonesian(h):
    klien = Client()
    klien.force_login(h.pengelola)
    isi = klien.get(f"/kelola/pages/{h.miskin.pk}/history/").content.decode()
    assert "Riwayat" in isi
    assert ">History<" not in isi
