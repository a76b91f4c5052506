"""The wall around child processes: bubblewrap without network and without our files, where this machine allows it."""

import os
import sys
import sysconfig
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

Modus = Literal["bubblewrap", "batas"]
LINGKUNGAN = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "MALLOC_ARENA_MAX": "2", "RAYON_NUM_THREADS": "2"}


def perintah(modus: Modus, program: Path, peta: dict[Path, str]) -> list[str]:
    """Command line of a child. `peta` maps what it may read to where it finds it; those places are its arguments."""
    python = os.path.realpath(sys.executable)
    if modus == "batas":
        return [python, "-I", "-S", "-B", str(program), *map(str, peta)]
    baca_saja = [python, sys.base_prefix + "/lib", sysconfig.get_path("stdlib"), "/usr/lib", "/lib", "/lib64",
                 "/usr/share/zoneinfo"]  # fmt: skip
    ikat = [arg for p in dict.fromkeys(baca_saja) for arg in ("--ro-bind-try", p, p)]
    for asal, tujuan in {program: "/program.py", **peta}.items():
        ikat += ["--ro-bind", str(asal), tujuan]
    # No --die-with-parent: the kernel ties it to the thread that started us, and web threads come and go.
    return ["bwrap", "--unshare-all", "--cap-drop", "ALL", *ikat, "--dev", "/dev", "--chdir", "/",
            python, "-I", "-S", "-B", "/program.py", *peta.values()]  # fmt: skip


def folder_paket(nama: str) -> Path:
    """Where an installed package lies. Raises RuntimeError when it is missing."""
    spec = find_spec(nama)
    if spec is None or not spec.submodule_search_locations:
        raise RuntimeError(f"paket {nama} tidak terpasang")
    return Path(next(iter(spec.submodule_search_locations)))
