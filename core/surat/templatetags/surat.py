"""What pages of other rooms show of a letter: they lie below this room and cannot ask it themselves."""

from typing import Any

from django import template
from django.template.context import Context

from core.permohonan.models import Permohonan
from core.surat import kueri, kueri_cek

register = template.Library()


@register.inclusion_tag("surat/di_berkas.html", takes_context=True)
def surat_di_berkas(context: Context, p: Permohonan) -> dict[str, Any]:
    """The newest published letter of a file, with the buttons of whoever may withdraw it."""
    surat = kueri.surat_terakhir(p)
    if surat is None:
        return {}
    boleh = surat.terbit and kueri.boleh_mencabut(surat, context["request"].user)
    return {"p": p, "surat": surat, "keadaan": kueri_cek.keadaan(surat), "boleh_cabut": boleh}
