"""Language of a page: Indonesian unless the reader chose another one. The phone's own setting does not decide.

Many cheap phones are sold with English menus; their owners still expect a kantor desa to speak Indonesian.
"""

from django.conf import settings
from django.http import HttpRequest
from django.middleware.locale import LocaleMiddleware
from django.utils import translation


class PilihBahasa(LocaleMiddleware):
    """As Django's, but reads only the language cookie."""

    def process_request(self, request: HttpRequest) -> None:
        pilihan = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        bahasa = pilihan if pilihan in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        translation.activate(bahasa)
        request.LANGUAGE_CODE = translation.get_language()  # type: ignore[attr-defined]
