from django.apps import AppConfig


class PencarianConfig(AppConfig):
    """Finding: everyday words, misspellings, synonyms. Rooms above hand in what can be found (`sumber`)."""

    name = "pencarian"
    verbose_name = "Pencarian"

    def ready(self) -> None:
        from pencarian import situs

        situs.pasang()
