"""What the examination of a package in its cage has brought to light."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from core.layanan.deklarasi import Layanan


@dataclass(frozen=True)
class HasilPeriksa:
    """The service (None when it could not even be read), the findings as plain data, the letter of the sample."""

    layanan: Layanan | None
    temuan: list[dict[str, Any]] = field(default_factory=list)
    pratinjau: bytes | None = None

    @property
    def gagal(self) -> list[dict[str, Any]]:
        """Findings that stand in the way of an approval; the others are hints."""
        return [satu for satu in self.temuan if satu.get("tingkat") != "ingat"]

    def kalimat(self) -> list[str]:
        """One line a finding: `surat.typ baris 3: …`."""
        return [kalimat_temuan(satu) for satu in self.temuan]


def kalimat_temuan(satu: dict[str, Any]) -> str:
    """A finding as one line."""
    tempat = satu.get("berkas") or ""
    if satu.get("baris"):
        tempat += f" baris {satu['baris']}"
    return f"{tempat}: {satu['pesan']}" if tempat and not satu["pesan"].startswith(tempat) else str(satu["pesan"])


def temuan(pesan: str, *, kategori: str = "paket", berkas: str = "", baris: int | None = None) -> dict[str, Any]:
    """A finding of our own, in the shape of the kit's."""
    return {"kategori": kategori, "berkas": berkas, "baris": baris, "pesan": pesan, "tingkat": "gagal"}
