#!/bin/sh
# Installs the locked dependencies into .venv. Every way it can fail ends in one sentence that says what to do.
set -eu
cd "$(dirname "$0")/.."

gagal() { printf '\n%s\n' "$1" >&2; exit 1; }

PYTHON=${PYTHON:-python3}
command -v "$PYTHON" >/dev/null 2>&1 ||
    gagal "Python belum ada. Pasang dulu: sudo apt-get install python3 python3-venv"
"$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
    gagal "Perlu Python 3.11 atau lebih baru; di sini $("$PYTHON" --version). Tunjukkan yang lebih baru: PYTHON=python3.12 make demo"

if [ ! -x .alat/bin/uv ]; then
    if ! "$PYTHON" -m venv .alat >.pasang.log 2>&1; then
        rm -rf .alat
        gagal "Modul venv Python belum ada. Pasang dulu: sudo apt-get install python3-venv (rincian: .pasang.log)"
    fi
    .alat/bin/python -m pip --version >/dev/null 2>&1 ||
        gagal "pip belum ada di Python ini. Pasang dulu: sudo apt-get install python3-pip python3-venv, lalu hapus map .alat"
    .alat/bin/python -m pip install -q 'uv>=0.9,<1' >.pasang.log 2>&1 || {
        rm -rf .alat
        gagal "Paket tidak dapat diunduh. Periksa sambungan internet atau PIP_INDEX_URL, lalu ulangi (rincian: .pasang.log)"
    }
fi

export UV_PYTHON_DOWNLOADS=never UV_PROJECT_ENVIRONMENT=.venv
# uv trusts its own list of authorities; an office network that reads along is known only to the system's list.
[ ! -s /etc/ssl/certs/ca-certificates.crt ] || export UV_SYSTEM_CERTS=1 UV_NATIVE_TLS=1

.alat/bin/uv sync --frozen -q --python "$PYTHON" "$@" 2>.pasang.log || {
    tail -n 3 .pasang.log >&2
    gagal "Pemasangan paket gagal. Periksa sambungan internet dan ruang disk, lalu ulangi (rincian: .pasang.log)"
}
