from django.apps import AppConfig


class WilayahConfig(AppConfig):
    """Regions, offices, seats, and the working calendar."""

    name = "core.wilayah"
    label = "wilayah"
    verbose_name = "Wilayah dan jabatan"

    def ready(self) -> None:
        from core.wilayah import pemeriksaan  # noqa: F401  registers the check of the calendar
