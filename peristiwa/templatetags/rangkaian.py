"""The way back from an application to the bundle it belongs to."""

from typing import Any

from django import template

from peristiwa.kueri import rangkaian_dari

register = template.Library()


@register.inclusion_tag("peristiwa/berikut.html")
def rangkaian_berikut(permohonan: Any) -> dict[str, Any]:
    """A panel with the link; nothing for an application that stands alone."""
    return {"rangkaian": rangkaian_dari(permohonan)}
