"""`python -m bench [surat] [katalog] [seribu] [kabar]`: run them, print the figures, merge them into hasil.json."""

import json
import os
import platform
import sys
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

DAFTAR = ("surat", "katalog", "seribu", "kabar")
HASIL = Path(__file__).with_name("hasil.json")


def _mesin() -> dict[str, str | int | None]:
    """Under which conditions the figures were taken."""
    beban = round(os.getloadavg()[0], 1)
    return {"inti": os.cpu_count(), "python": platform.python_version(), "beban_awal": f"{beban}"}


def main(nama: list[str]) -> int:
    """Run the named benches, all when none is named. Returns the exit status."""
    if asing := set(nama) - set(DAFTAR):
        print(f"Tidak ada bench {', '.join(sorted(asing))}; yang ada: {', '.join(DAFTAR)}")
        return 2
    hasil = json.loads(HASIL.read_text()) if HASIL.exists() else {}
    for satu in nama or DAFTAR:
        keadaan = _mesin()
        bench = import_module(f"bench.{satu}")
        angka = bench.ukur()
        hasil[satu] = angka | {"pada": datetime.now(UTC).date().isoformat(), "mesin": keadaan}
        isi = bench.tabel(hasil[satu]) if hasattr(bench, "tabel") else json.dumps(hasil[satu], ensure_ascii=False)
        print(f"{satu}: {isi}", flush=True)
    HASIL.write_text(json.dumps(hasil, indent=2, ensure_ascii=False, sort_keys=True) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
