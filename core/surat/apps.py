from django.apps import AppConfig


class SuratConfig(AppConfig):
    """The letter: number, freeze, sign, publish, verify."""

    name = "core.surat"
    label = "surat"
