"""Read-only panels of the editor: what the service declares, and what is missing before the page may go live."""

from __future__ import annotations

from typing import Any

from django import forms
from wagtail.admin.panels import Panel

from cms import tampil
from core.layanan.register import registri


class PanelDeklarasi(Panel):
    """Requirements, steps, time, cost, product and legal basis as citizens read them; changed only in the service."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "kelola_halaman/deklarasi.html"

        @property
        def media(self) -> forms.Media:
            """The look of its lists."""
            return super().media + forms.Media(css={"all": ["kelola_halaman/halaman.css"]})

        def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
            """What the registry says now."""
            kini = self.instance.keadaan
            isi = super().get_context_data(parent_context) | {"kini": kini, "layanan": kini.layanan}
            if kini.layanan is None:
                return isi
            return isi | {
                "fakta": tampil.fakta(kini.layanan),
                "syarat": tampil.syarat(kini.layanan),
                "langkah": tampil.langkah(kini.layanan),
                "asal": None if kini.tutup or kini.hilang else registri().asal(kini.layanan.kode).kata,
            }


class PanelKurang(Panel):
    """The list that publishing would be refused with; nothing when the page is complete."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "kelola_halaman/kurang.html"

        def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
            """Asked of the page as it was loaded."""
            return super().get_context_data(parent_context) | {"kurang": self.instance.kurang()}
