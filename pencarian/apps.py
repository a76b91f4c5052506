from django.apps import AppConfig


class PencarianConfig(AppConfig):
    """Finding: everyday words, misspellings, synonyms. Rooms above hand in what can be found (`sumber`)."""

    name = "pencarian"
    verbose_name = "Pencarian"

    def ready(self) -> None:
        from django.db.models.signals import post_delete, post_save

        from pencarian import mesin, situs
        from pencarian.models import Sinonim

        situs.pasang()
        for sinyal in (post_save, post_delete):
            sinyal.connect(lambda **_kabar: mesin.lupakan(), sender=Sinonim, weak=False)
