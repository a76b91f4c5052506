"""Questions in the terminal, in plain Indonesian. Enter takes what stands in brackets."""

from __future__ import annotations

from collections.abc import Callable

Periksa = Callable[[str], str]  # a complaint about the answer, or ""


def tanya(kalimat: str, *, baku: str = "", periksa: Periksa | None = None) -> str:
    """Ask until the answer is good. Raises EOFError or KeyboardInterrupt when the author stops."""
    while True:
        jawab = input(f"{kalimat}{f' [{baku}]' if baku else ''}: ").strip() or baku
        if not (keluhan := periksa(jawab) if periksa else ""):
            return jawab
        print(f"  {keluhan}")  # noqa: T201 -- a conversation, not output that a program reads
