from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ApiConfig(AppConfig):
    """The headless interface: catalogue, services, links, regions, pages. Reads only.

    It also starts the stamp by which kept pages and answers are told to be out of date.
    """

    name = "api"

    def ready(self) -> None:
        from sipraja.cap import pasang

        post_migrate.connect(pasang, dispatch_uid="sipraja.cap")
