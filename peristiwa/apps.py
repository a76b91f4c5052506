from django.apps import AppConfig


class PeristiwaConfig(AppConfig):
    """Life events: several services in one go, with one set of answers."""

    name = "peristiwa"
