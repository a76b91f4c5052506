"""Language of a page: Indonesian unless the reader chose another one. The phone's own setting does not decide.

Many cheap phones are sold with English menus; their owners still expect a kantor desa to speak Indonesian.
"""

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.utils import translation


class PilihBahasa(LocaleMiddleware):
    """As Django's, but reads only the language cookie, and leaves the thread as it found it.

    What runs in the same thread afterwards (a queued message, a command) must not speak the last reader's language.
    """

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        sebelum = translation.get_language()
        try:
            return super().__call__(request)
        finally:
            translation.activate(sebelum or settings.LANGUAGE_CODE)

    def process_request(self, request: HttpRequest) -> None:
        pilihan = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        bahasa = pilihan if pilihan in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        translation.activate(bahasa)
        request.LANGUAGE_CODE = translation.get_language()  # type: ignore[attr-defined]
