#!/bin/sh
# The whole test run. Real servers are started here, each for this run only; what is missing is skipped by name
# outside CI and fails in CI (tests/alat.py).
set -eu
cd "$(dirname "$0")/.."
KERJA=$(mktemp -d)
chmod 755 "$KERJA"
PROSES=""

bereskan() {
    for p in $PROSES; do kill "$p" 2>/dev/null || true; done
    [ ! -d "$KERJA/pg" ] || sebagai_pg "$PGBIN/pg_ctl -D $KERJA/pg -m immediate stop" >/dev/null 2>&1 || true
    rm -rf "$KERJA"
}
trap bereskan EXIT INT TERM

# PostgreSQL refuses to run as root: then its own user runs it.
sebagai_pg() {
    if [ "$(id -u)" = 0 ]; then su postgres -s /bin/sh -c "$1"; else sh -c "$1"; fi
}

port_bebas() { .venv/bin/python -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }

nyalakan_postgres() {
    PGBIN=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
    [ -n "$PGBIN" ] || return 0
    port=$(port_bebas)
    mkdir "$KERJA/pg"
    [ "$(id -u)" != 0 ] || chown postgres "$KERJA/pg"
    sebagai_pg "$PGBIN/initdb -D $KERJA/pg -U uji -A trust -E UTF8 --locale=C.UTF-8" >/dev/null
    # A throw-away cluster may skip fsync; crash tests start their own.
    sebagai_pg "$PGBIN/pg_ctl -D $KERJA/pg -w -l $KERJA/pg/log -o '-p $port -k $KERJA/pg -h 127.0.0.1 -c fsync=off -c max_connections=200' start" >/dev/null
    UJI_POSTGRES="postgres://uji@127.0.0.1:$port/postgres"
    export UJI_POSTGRES
}

nyalakan_redis() {
    command -v redis-server >/dev/null 2>&1 || return 0
    port=$(port_bebas)
    redis-server --port "$port" --bind 127.0.0.1 --save '' --dir "$KERJA" >/dev/null 2>&1 &
    PROSES="$PROSES $!"
    UJI_REDIS="redis://127.0.0.1:$port/0"
    export UJI_REDIS
}

[ -n "${UJI_POSTGRES:-}" ] || nyalakan_postgres
[ -n "${UJI_REDIS:-}" ] || nyalakan_redis

sh alat/periksa.sh
.venv/bin/python -m pytest -n 2 --dist loadfile -m "not peramban" "$@"
if [ -n "${UJI_POSTGRES:-}" ]; then
    echo "== Hal yang sama di PostgreSQL =="
    DATABASE_URL="$UJI_POSTGRES" .venv/bin/python -m pytest -n 2 --dist loadfile -m "not peramban" "$@"
elif [ -n "${CI:-}" ]; then
    echo "PostgreSQL tidak ada; di CI itu kegagalan." >&2
    exit 1
else
    echo "DILEWATI: uji di PostgreSQL (pasang paket postgresql untuk menjalankannya)"
fi
.venv/bin/python -m pytest -m peramban "$@"
