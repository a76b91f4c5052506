"""Triggers that make the log append-only, in the dialect of each database (threat T21).

They stop a mistake and a leaked application role; whoever owns the database can drop them, and is found by the chain.
"""

TABEL = "permohonan_peristiwa"
_PESAN = "Log peristiwa hanya boleh ditambah"

_SQLITE = {
    f"{TABEL}_tetap": f"BEFORE UPDATE ON {TABEL} BEGIN SELECT RAISE(ABORT, '{_PESAN}'); END",
    f"{TABEL}_kekal": f"BEFORE DELETE ON {TABEL} BEGIN SELECT RAISE(ABORT, '{_PESAN}'); END",
}
_PG_FUNGSI = f"""
CREATE OR REPLACE FUNCTION {TABEL}_tolak() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '{_PESAN}' USING ERRCODE = 'integrity_constraint_violation';
END $$
"""
_PG = {
    f"{TABEL}_tetap": f"BEFORE UPDATE OR DELETE ON {TABEL} FOR EACH ROW EXECUTE FUNCTION {TABEL}_tolak()",
    f"{TABEL}_kekal": f"BEFORE TRUNCATE ON {TABEL} FOR EACH STATEMENT EXECUTE FUNCTION {TABEL}_tolak()",
}


def pasang(vendor: str) -> list[str]:
    """Statements that install the triggers."""
    if vendor == "postgresql":
        return [_PG_FUNGSI, *(f"CREATE TRIGGER {nama} {isi}" for nama, isi in _PG.items())]
    return [f"CREATE TRIGGER {nama} {isi}" for nama, isi in _SQLITE.items()]


def lepas(vendor: str) -> list[str]:
    """Statements that remove the triggers: for undoing the migration, and for tests that empty the database."""
    if vendor == "postgresql":
        return [f"DROP TRIGGER IF EXISTS {nama} ON {TABEL}" for nama in _PG]
    return [f"DROP TRIGGER IF EXISTS {nama}" for nama in _SQLITE]


def nama_pemicu(vendor: str) -> list[str]:
    """Names of the triggers that must be there."""
    return list(_PG if vendor == "postgresql" else _SQLITE)
