from django.apps import AppConfig


class ApiConfig(AppConfig):
    """The headless interface: catalogue, services, links, regions, pages. Reads only."""

    name = "api"
