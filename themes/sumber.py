"""The program that runs here, as one archive: the AGPL gives every user of the site a right to it, changes included."""

import tarfile
import time
from pathlib import Path

from django.conf import settings
from django.http import FileResponse, HttpRequest
from django.views.decorators.http import require_safe

from core.akun.kebijakan import kebijakan

# Named one by one: what is not here (VAR, .env, packages of others) never leaves the machine.
ISI = (
    ".ci", ".env.example", ".gitignore", ".pre-commit-config.yaml", "CHANGELOG.md", "LICENSE", "Makefile", "README.md",
    "alat", "api", "bench", "cms", "core", "demo", "docs", "layanan_links", "locale", "manage.py", "mpp",
    "package-lock.json", "package.json", "pencarian", "peristiwa", "plugins", "pratinjau", "publikasi",
    "pyproject.toml", "sipraja", "tests", "themes", "uv.lock",
)  # fmt: skip
TANPA = frozenset(("__pycache__", "node_modules", ".DS_Store"))
_MULAI = time.time()


def _saring(satu: tarfile.TarInfo) -> tarfile.TarInfo | None:
    """No left-overs of running the program, and nothing of who owns the files here."""
    if TANPA & set(Path(satu.name).parts) or not (satu.isfile() or satu.isdir()):
        return None
    satu.uid = satu.gid = 0
    satu.uname = satu.gname = ""
    return satu


def arsip() -> Path:
    """The archive under VAR; packed again by the first request after a start."""
    tujuan = Path(settings.VAR) / "sumber.tar.gz"
    if tujuan.exists() and tujuan.stat().st_mtime > _MULAI:
        return tujuan
    tujuan.parent.mkdir(parents=True, exist_ok=True)
    sementara = tujuan.with_suffix(f".{time.monotonic_ns()}")
    with tarfile.open(sementara, "w:gz", compresslevel=6) as tar:
        for nama in ISI:
            if (asal := Path(settings.BASE_DIR) / nama).exists():
                tar.add(asal, f"sipraja/{nama}", filter=_saring)
    return sementara.replace(tujuan)


@kebijakan("publik")
@require_safe
def unduh(request: HttpRequest) -> FileResponse:
    """Source code of this site."""
    return FileResponse(arsip().open("rb"), as_attachment=True, filename="sipraja-sumber.tar.gz")
