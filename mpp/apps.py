from django.apps import AppConfig


class MppConfig(AppConfig):
    """Mal Pelayanan Publik: counters, hours, turns, the screen in the hall."""

    name = "mpp"
