"""A stored version of a service is never changed, also not by SQL: applications are read through it."""

from django.db import migrations

TABEL, PESAN = "layanan_versilayanan", "Versi layanan tidak dapat diubah"
SQLITE = f"CREATE TRIGGER {TABEL}_tetap BEFORE UPDATE ON {TABEL} BEGIN SELECT RAISE(ABORT, '{PESAN}'); END"
PG = [
    f"""CREATE OR REPLACE FUNCTION {TABEL}_tolak() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '{PESAN}' USING ERRCODE = 'integrity_constraint_violation'; END $$""",
    f"CREATE TRIGGER {TABEL}_tetap BEFORE UPDATE ON {TABEL} FOR EACH ROW EXECUTE FUNCTION {TABEL}_tolak()",
]


def pasang(apps, schema_editor):
    for perintah in PG if schema_editor.connection.vendor == "postgresql" else [SQLITE]:
        schema_editor.execute(perintah)


def lepas(apps, schema_editor):
    di = f" ON {TABEL}" if schema_editor.connection.vendor == "postgresql" else ""
    schema_editor.execute(f"DROP TRIGGER IF EXISTS {TABEL}_tetap{di}")


class Migration(migrations.Migration):
    dependencies = [("layanan", "0001_initial")]

    operations = [migrations.RunPython(pasang, lepas)]
