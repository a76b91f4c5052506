"""Indonesian unless the reader chose otherwise."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import translation

from themes.bahasa import PilihBahasa


@pytest.mark.parametrize(
    ("tajuk", "kuki", "bahasa"),
    [("en-US,en;q=0.9", "", "id"), ("", "", "id"), ("id", "en", "en"), ("en", "xx", "id")],
)
def test_only_the_readers_own_choice_changes_the_language(tajuk, kuki, bahasa):
    minta = RequestFactory().get("/", headers={"accept-language": tajuk})
    minta.COOKIES["django_language"] = kuki

    jawaban = PilihBahasa(lambda r: HttpResponse(translation.get_language()))(minta)

    assert jawaban.content.decode() == bahasa
