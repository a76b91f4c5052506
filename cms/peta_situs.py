"""The sitemap: published pages of this site under their one address."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from wagtail.contrib.sitemaps import Sitemap


class PetaSitus(Sitemap):
    """Wagtail's own. Translations lie outside the tree of the site's home page, so none is listed twice."""

    def items(self) -> Any:
        return super().items().filter(locale__language_code=settings.LANGUAGE_CODE)
