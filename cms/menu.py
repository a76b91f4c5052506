"""Entries of the admin's menu that only those see who may open them."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

Boleh = Callable[[HttpRequest], bool]


class MenuBerizin(MenuItem):
    """Shown to whom `boleh` lets in."""

    def __init__(self, *args: Any, boleh: Boleh, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.boleh = boleh

    def is_shown(self, request: HttpRequest) -> bool:
        return self.boleh(request)


class SubmenuBerizin(SubmenuMenuItem):
    """A heading with entries below it, for the same people."""

    def __init__(self, *args: Any, boleh: Boleh, isi: list[tuple[Any, str, str]], **kwargs: Any) -> None:
        """`isi` is label, address and icon of each entry, in their order."""
        semua = [
            MenuBerizin(label, alamat, icon_name=ikon, order=nomor * 100, boleh=boleh)
            for nomor, (label, alamat, ikon) in enumerate(isi, 1)
        ]
        super().__init__(*args, menu=Menu(items=semua), **kwargs)
        self.boleh = boleh

    def is_shown(self, request: HttpRequest) -> bool:
        return self.boleh(request)
