"""The stamp of everything public: one random word in the database, renewed in the transaction that changes a page.

Triggers renew it, not signals: a bulk update, a command and a hand at the database change pages too. They are made
after every `migrate`, so a new table is covered by itself. Whoever keeps something that was made from public rows
compares stamps: another stamp, another content (docs/keputusan/012). Random and not counted: a database restored from a
backup must not come back to a number that stood for something else.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import AppConfig
from django.db import DatabaseError, connection, connections, models
from django.dispatch import Signal

TABEL = "simpanan_cap"
# Sent in each process that notices another stamp, before it makes a page: what it keeps of public rows is out of date.
cap_baru = Signal()

# Rooms whose rows are printed on public pages; a new table in one of them counts until it is named in LEWATI.
RUANG = frozenset((
    "cms", "publikasi", "layanan_links", "mpp", "peristiwa", "pencarian", "situs", "themes",
    "wagtailcore", "wagtailimages", "wagtaildocs", "wagtailredirects", "taggit",
))  # fmt: skip
# Single tables of rooms that are not public as a whole.
TAMBAHAN = frozenset((
    "layanan.PaketLayanan", "layanan.VersiLayanan", "wilayah.Wilayah", "wilayah.Unit", "wilayah.HariLibur",
))  # fmt: skip
# Rows that no public page prints: they change with each visit, or belong to the editors' desk.
LEWATI = frozenset((
    "cms.BekalKelompok",
    "layanan_links.BukanKembar", "layanan_links.Harian", "layanan_links.Kesehatan", "layanan_links.Pemeriksaan",
    "layanan_links.Usulan", "mpp.Antrean", "mpp.BukuAntrean", "pencarian.KataKosong",
    "peristiwa.ButirRangkaian", "peristiwa.Rangkaian",
    "wagtailcore.Comment", "wagtailcore.CommentReply", "wagtailcore.ModelLogEntry", "wagtailcore.PageLogEntry",
    "wagtailcore.PageSubscription", "wagtailcore.ReferenceIndex", "wagtailcore.Revision", "wagtailcore.TaskState",
    "wagtailcore.UploadedFile", "wagtailcore.WorkflowState", "wagtailimages.Rendition",
))  # fmt: skip


def cap() -> str | None:
    """The stamp as it stands; None when there is none to be had, and then nothing may be kept."""
    try:
        with connection.cursor() as kursor:
            kursor.execute(f"SELECT cap FROM {TABEL}")  # noqa: S608 -- our own constant
            baris = kursor.fetchone()
    except DatabaseError:
        return None
    return baris[0] if baris else None


def terhitung(model: type[models.Model]) -> bool:
    """Whether a row of this table may be printed on a public page."""
    meta = model._meta
    if meta.proxy or not meta.managed:
        return False
    return (meta.app_label in RUANG or meta.label in TAMBAHAN) and meta.label not in LEWATI


def pasang(sender: AppConfig, using: str, **_lain: Any) -> None:
    """Receiver of `post_migrate`: the stamp and the triggers on the tables of one app."""
    sambung = connections[using]
    ada = set(sambung.introspection.table_names())
    tabel = [m._meta.db_table for m in sender.get_models(include_auto_created=True) if terhitung(m)]
    with sambung.cursor() as kursor:
        for perintah in _perintah(sambung.vendor, [satu for satu in tabel if satu in ada]):
            kursor.execute(perintah)


def _perintah(vendor: str, tabel: Iterable[str]) -> Iterator[str]:
    yield f"CREATE TABLE IF NOT EXISTS {TABEL} (satu integer PRIMARY KEY CHECK (satu = 1), cap varchar(36) NOT NULL)"
    yield f"INSERT INTO {TABEL} (satu, cap) VALUES (1, {_ACAK[vendor]}) ON CONFLICT DO NOTHING"  # noqa: S608
    if vendor == "postgresql":
        yield _FUNGSI_PG
    for satu in tabel:
        yield from (_pemicu_pg if vendor == "postgresql" else _pemicu_sqlite)(satu)


_ACAK = {"sqlite": "lower(hex(randomblob(16)))", "postgresql": "gen_random_uuid()::text"}
_BARUI = {vendor: f"UPDATE {TABEL} SET cap = {acak}" for vendor, acak in _ACAK.items()}  # noqa: S608
_FUNGSI_PG = f"""
CREATE OR REPLACE FUNCTION {TABEL}_baru() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN {_BARUI["postgresql"]}; RETURN NULL; END $$
"""


def _pemicu_sqlite(tabel: str) -> Iterator[str]:
    for saat in ("INSERT", "UPDATE", "DELETE"):
        nama = f"cap_{tabel}_{saat.lower()}"
        yield f'CREATE TRIGGER IF NOT EXISTS "{nama}" AFTER {saat} ON "{tabel}" BEGIN {_BARUI["sqlite"]}; END'


def _pemicu_pg(tabel: str) -> Iterator[str]:
    yield f'DROP TRIGGER IF EXISTS {TABEL} ON "{tabel}"'
    saat = "AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE"
    yield f'CREATE TRIGGER {TABEL} {saat} ON "{tabel}" FOR EACH STATEMENT EXECUTE FUNCTION {TABEL}_baru()'
