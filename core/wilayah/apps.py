from django.apps import AppConfig


class WilayahConfig(AppConfig):
    """Regions, units, positions, assignments, leave and the working-day calendar."""

    name = "core.wilayah"
    label = "wilayah"
