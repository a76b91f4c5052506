"""Pages that nobody may hide behind a password."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from wagtail.models import PageViewRestriction


class SelaluPublik:
    """Stands before `Page`: everybody may read the standard of a service (UU 25/2009, art. 20 and 21).

    So Wagtail offers no privacy for such a page and, with nothing to look up, asks the database twice less each time.
    """

    private_page_options: ClassVar[list[Any]] = []

    def get_view_restrictions(self) -> QuerySet[PageViewRestriction]:
        """None, whatever stands on the pages above."""
        return PageViewRestriction.objects.none()
