from typing import Any

from django.http import HttpRequest


def tampilan(request: HttpRequest) -> dict[str, Any]:
    return {}
