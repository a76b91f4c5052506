"""Which characters a letter can print; shared by whatever a citizen types that may end up in one."""

# Beyond Latin, what the letter's font has and people paste: dashes, quotes, a few signs.
TANDA = frozenset("‐‑‒–—―‘’‚“”„†‡•…‰′″‹›€™−≤≥≈≠√∞")


def tak_tercetak(teks: str) -> str | None:
    """The first character that no letter can print (an emoji, another script); better said here than at the desk."""
    return next((huruf for huruf in teks if ord(huruf) > 0x24F and huruf not in TANDA), None)
