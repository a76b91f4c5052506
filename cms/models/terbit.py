"""Pages that go live only when nothing is missing; drafts may be kept incomplete."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.log_actions import log
from wagtail.models import Page, Revision

JADWAL = "wagtail.publish.scheduled"  # how `publish_scheduled` names what it does in the history
JADWAL_BATAL = "cms.jadwal_batal"


class BelumLengkap(ValidationError):
    """Publishing is refused; each message is a sentence that says what is missing and where to write it."""

    def __init__(self, halaman: Page, kurang: Iterable[str]) -> None:
        super().__init__([str(satu) for satu in kurang])
        self.halaman = halaman


class FormLengkap(WagtailAdminPageForm):
    """The editor's form: tells what is missing when somebody publishes, submits or approves; not on saving a draft."""

    def _post_clean(self) -> None:
        super()._post_clean()
        # Asking for changes is how a reviewer says that something is missing.
        if self.is_deferred_validation or self.data.get("workflow-action-name") == "reject":
            return
        for kalimat in self.instance.kurang():
            self.add_error(None, kalimat)


class TerbitBilaLengkap(Page):
    """A page with `kurang()`. Every way to publish ends in `save`, and there the rule is asked once more."""

    base_form_class = FormLengkap

    class Meta:
        abstract = True

    def kurang(self) -> list[str]:
        """Sentences about what is missing before this content may be seen by citizens; empty when nothing is."""
        raise NotImplementedError

    def pastikan_lengkap(self) -> None:
        """Raises BelumLengkap."""
        if kurang := self.kurang():
            raise BelumLengkap(self, kurang)

    def publish(self, revision: Revision, *args: Any, **kwargs: Any) -> None:
        """Refuse at once, also what is to go live later. Raises BelumLengkap.

        What became incomplete while it waited for its day stays a draft: its schedule is struck and the history says
        so. Raising would keep all other pages of that day from going live.
        """
        try:
            revision.as_object().pastikan_lengkap()
        except BelumLengkap as galat:
            if kwargs.get("log_action") != JADWAL:
                raise
            _batalkan_jadwal(revision, galat)
        else:
            super().publish(revision, *args, **kwargs)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Content that becomes visible by this save must be complete. Raises BelumLengkap."""
        if self.live and self._baru_terlihat():
            self.pastikan_lengkap()
        super().save(*args, **kwargs)

    def _baru_terlihat(self) -> bool:
        lama = type(self).objects.filter(pk=self.pk).values_list("live", "live_revision_id").first()
        return lama != (True, self.live_revision_id)


def _batalkan_jadwal(revision: Revision, galat: BelumLengkap) -> None:
    revision.approved_go_live_at = None
    revision.save(update_fields=["approved_go_live_at"])
    log(instance=galat.halaman, action=JADWAL_BATAL, revision=revision, data={"kurang": galat.messages})
