"""Which pages are those of the site that was asked: set for each request (`themes.situs.tengah`), read by queries."""

from contextvars import ContextVar, Token

_akar: ContextVar[str] = ContextVar("akar", default="")


def pakai(akar: str) -> Token[str]:
    """From here on the request of a site whose pages begin here is answered."""
    return _akar.set(akar)


def lepas(tanda: Token[str]) -> None:
    """Undo `pakai`."""
    _akar.reset(tanda)


def akar_situs() -> str:
    """Where the pages of the site that was asked begin in the tree of pages (treebeard's `path`).

    Empty outside a request, and while all sites share one tree: then every page is this site's.
    """
    return _akar.get()
