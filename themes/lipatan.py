"""Folds a compiled template: what comes out the same for every reader of one language and one theme becomes plain text.

A third of a page's work was to translate the same words, to draw the same icons and to look up the same addresses of
files again for each reader. The loader keeps a template for each language and theme (`themes.pemuat`), so these tags
are rendered once, when it is compiled, and merge with the text around them. Whatever reads the context is left alone,
but a sentence with values (`blocktrans`) is translated beforehand.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.template import Context, Template
from django.template.base import FilterExpression, Node, NodeList, TextNode, VariableNode, render_value_in_context
from django.template.defaulttags import CommentNode, ForNode, IfNode, LoadNode, WithNode
from django.template.library import SimpleNode
from django.template.loader_tags import BlockNode, ExtendsNode
from django.templatetags.i18n import BlockTranslateNode, TranslateNode
from django.templatetags.static import StaticNode
from django.utils.translation import gettext

from themes.templatetags.tampilan import ikon, isi_id, tema

TETAP = frozenset((ikon, isi_id, tema))  # tags that depend on their arguments, the language and the theme alone
KOSONG = (CommentNode, LoadNode)  # they print nothing
# Nodes whose inside is rendered in the same language and with the same escaping as what is around them.
WADAH: dict[type[Node], tuple[str, ...]] = {
    BlockNode: ("nodelist",),
    ExtendsNode: ("nodelist",),
    WithNode: ("nodelist",),
    ForNode: ("nodelist_loop", "nodelist_empty"),
}


class Kalimat(Node):
    """A `blocktrans` without plural, already in the reader's language."""

    child_nodelists = ()

    def __init__(self, pola: str, peubah: Iterable[str], nilai: dict[str, FilterExpression]) -> None:
        self.pola, self.peubah, self.nilai = pola, tuple(peubah), nilai

    def render(self, context: Context) -> str:
        isi = {nama: satu.resolve(context) for nama, satu in self.nilai.items()}
        return self.pola % {nama: self._kata(nama, isi, context) for nama in self.peubah}

    @staticmethod
    def _kata(nama: str, isi: dict[str, Any], context: Context) -> str:
        if nama in isi:
            return render_value_in_context(isi[nama], context)
        return render_value_in_context(context.get(nama, ""), context)


def lipat(template: Template) -> None:
    """Fold in the language and theme that are active now."""
    _daftar(template.nodelist)


def _daftar(simpul: NodeList) -> None:
    """Fold one list of nodes in place."""
    hasil: list[Node] = []
    for satu in simpul:
        _dalam(satu)
        if isinstance(satu, KOSONG):
            continue
        baru = _teks(satu) or _kalimat(satu) or satu
        if isinstance(baru, TextNode) and hasil and isinstance(hasil[-1], TextNode):
            baru = TextNode(hasil.pop().s + baru.s)  # type: ignore[attr-defined]
        hasil.append(baru)
    simpul[:] = hasil


def _dalam(satu: Node) -> None:
    """Fold what stands inside a node that does not change how it is read."""
    if isinstance(satu, IfNode):
        for _syarat, isi in satu.conditions_nodelists:
            _daftar(isi)
    for nama in WADAH.get(type(satu), ()):
        _daftar(getattr(satu, nama))


def _teks(satu: Node) -> TextNode | None:
    """The node as text; None for one that reads the context."""
    if not _tetap(satu):
        return None
    return TextNode(satu.render(Context()))


def _tetap(satu: Node) -> bool:
    if isinstance(satu, TranslateNode):
        return satu.asvar is None and satu.message_context is None and _harfiah(satu.filter_expression)
    if isinstance(satu, StaticNode):
        return satu.varname is None and _harfiah(satu.path)
    if type(satu) is SimpleNode and satu.func in TETAP:
        return satu.target_var is None and all(map(_harfiah, [*satu.args, *satu.kwargs.values()]))
    return type(satu) is VariableNode and _harfiah(satu.filter_expression)


def _harfiah(ungkapan: FilterExpression) -> bool:
    """Whether it is a constant, printed as it is."""
    return not ungkapan.filters and (not ungkapan.is_var or ungkapan.var.lookups is None)


def _kalimat(satu: Node) -> Kalimat | None:
    """A sentence with values, translated now; None for anything else."""
    if type(satu) is not BlockTranslateNode or satu.plural or satu.asvar or satu.message_context:
        return None
    kunci, peubah = satu.render_token_list(satu.singular)
    pola = gettext(kunci)
    try:
        pola % dict.fromkeys(peubah, "")
    except (KeyError, ValueError):  # a broken translation: Django's node falls back to the sentence itself
        return None
    return Kalimat(pola, peubah, satu.extra_context)
