from django.apps import AppConfig


class WilayahConfig(AppConfig):
    name = "core.wilayah"
    label = "wilayah"
    verbose_name = "Wilayah dan jabatan"
