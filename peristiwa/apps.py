from django.apps import AppConfig


class PeristiwaConfig(AppConfig):
    """Life events: several services in one go, with one set of answers."""

    name = "peristiwa"

    def ready(self) -> None:
        """Hand the events to search."""
        from peristiwa import sumber

        sumber.pasang()
