"""Announcements: a strip above the pages that the editor chose, from one day to another."""

from __future__ import annotations

import re
from typing import ClassVar

from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, PublishingPanel
from wagtail.models import DraftStateMixin, RevisionMixin, TranslatableMixin, WorkflowMixin

from publikasi.dasar import lang_isi


class Pengumuman(WorkflowMixin, DraftStateMixin, RevisionMixin, TranslatableMixin, models.Model):
    """Start and end are Wagtail's own schedule, so the worker shows and hides it, and kept pages are renewed then."""

    class Tingkat(models.TextChoices):
        BIASA = "biasa", _("Kabar biasa")
        PERHATIAN = "perhatian", _("Perlu diperhatikan")
        GANGGUAN = "gangguan", _("Gangguan layanan")

    judul = models.CharField(_("judul"), max_length=100)
    isi = models.CharField(_("isi"), max_length=300)
    tingkat = models.CharField(_("tingkat"), max_length=10, choices=Tingkat, default=Tingkat.BIASA)
    tautan = models.CharField(
        _("tautan"), max_length=200, blank=True, help_text=_("Boleh kosong. Contoh: /berita/ atau https://…")
    )
    di_beranda = models.BooleanField(_("tampil di beranda"), default=True)
    di_layanan = models.BooleanField(_("tampil di katalog dan halaman layanan"), default=False)
    di_lain = models.BooleanField(_("tampil di halaman lain"), default=False)

    revisions: ClassVar[GenericRelation] = GenericRelation(
        "wagtailcore.Revision",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="pengumuman",
        for_concrete_model=False,
    )
    workflow_states: ClassVar[GenericRelation] = GenericRelation(
        "wagtailcore.WorkflowState",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="pengumuman",
        for_concrete_model=False,
    )

    panels = [
        FieldPanel("judul"),
        FieldPanel("isi"),
        FieldPanel("tingkat"),
        FieldPanel("tautan"),
        MultiFieldPanel([FieldPanel(f"di_{nama}") for nama in ("beranda", "layanan", "lain")], heading=_("Tampil di")),
        PublishingPanel(),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("pengumuman")
        verbose_name_plural = _("pengumuman")
        ordering = ["-first_published_at", "-pk"]
        indexes = [models.Index(fields=["live", "locale"], name="pengumuman_tampil")]

    def __str__(self) -> str:
        return self.judul

    @property
    def lang_isi(self) -> str:
        """Its language, when it differs from that of the buttons around it."""
        return lang_isi(self)

    def clean(self) -> None:
        """Raises ValidationError for a link of another kind than to a page of ours or an https site."""
        super().clean()
        if self.tautan and not re.match(r"https://|/(?!/)", self.tautan):
            pesan = _("Mulai dengan / untuk halaman di sini, atau https:// untuk situs lain.")
            raise ValidationError({"tautan": pesan})
