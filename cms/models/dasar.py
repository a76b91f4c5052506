"""What all public pages share."""

from publikasi.dasar import TanpaSimpanan

__all__ = ["TanpaSimpanan"]
