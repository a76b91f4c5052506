# /// script
# requires-python = ">=3.11"
# dependencies = ["pyhanko>=0.38,<0.39", "asn1crypto>=1.5", "cryptography>=50", "rfc8785>=0.1.4"]
# ///
"""Check a proof bundle on any machine: no network, no database, no Django.

python alat/periksa_bukti.py BUNDEL.zip [--akar AKAR.pem] [--jangkar JANGKAR.txt] [--json]
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from core.surat.bukti.program import batasi, utama

if __name__ == "__main__":
    batasi()
    sys.exit(utama())
