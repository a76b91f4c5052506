from django.db import migrations

from core.permohonan.pemicu import lepas, pasang


def pasang_pemicu(apps, schema_editor):
    for perintah in pasang(schema_editor.connection.vendor):
        schema_editor.execute(perintah)


def lepas_pemicu(apps, schema_editor):
    for perintah in lepas(schema_editor.connection.vendor):
        schema_editor.execute(perintah)


class Migration(migrations.Migration):
    dependencies = [("permohonan", "0001_initial")]

    operations = [migrations.RunPython(pasang_pemicu, lepas_pemicu)]
