"""What the verifier found, as data and as a text for people. Pure."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

KALIMAT = {
    "zip_rusak": "Berkas ini bukan zip yang utuh.",
    "zip_nama": "Zip berisi nama berkas yang tidak wajar.",
    "zip_ganda": "Zip berisi dua berkas dengan nama yang sama.",
    "zip_banyak": "Zip berisi terlalu banyak berkas.",
    "zip_bom": "Isi zip terlalu besar.",
    "manifes_rusak": "Manifes tidak ada atau tidak terbaca, jadi isinya tidak bisa dicocokkan.",
    "manifes_hilang": "Berkas ini tercatat dalam manifes, tetapi tidak ada dalam bundel.",
    "manifes_lebih": "Berkas ini ada dalam bundel, tetapi tidak tercatat dalam manifes.",
    "manifes_beda": "Isi berkas ini tidak sama dengan sidik dalam manifes.",
    "rantai_rusak": "Catatan peristiwa tidak ada atau tidak terbaca.",
    "rantai_urut": "Nomor urut peristiwa melompat: ada yang dihapus, ditambah, atau ditukar.",
    "rantai_putus": "Peristiwa ini tidak menyambung ke peristiwa sebelumnya.",
    "rantai_isi": "Isi peristiwa ini tidak cocok dengan sidiknya: isinya diubah.",
    "rantai_lain": "Peristiwa ini milik permohonan lain.",
    "rantai_kepala": "Peristiwa terakhir bukan kepala rantai yang tercatat: ujungnya dipotong atau disambung.",
    "jangkar_rusak": "Jangkar tidak cocok dengan segelnya, atau bukan jangkar.",
    "jangkar_tiada": "Permohonan ini tidak ada dalam jangkar.",
    "jangkar_beda": "Rantai peristiwa bukan lagi yang tercatat pada jangkar: ditulis ulang atau dipotong.",
    "akar_tiada": "Bundel tidak berisi sertifikat akar.",
    "akar_lain": "Tidak satu pun sertifikat akar dalam bundel sama dengan yang Anda berikan.",
    "sertifikat_nama": "Nama berkas sertifikat tidak sama dengan sidik isinya, atau isinya bukan sertifikat.",
    "surat_catatan": "Catatan surat tidak ada atau tidak terbaca.",
    "surat_hilang": "Surat ini tercatat terbit, tetapi PDF-nya tidak ada dalam bundel.",
    "surat_asing": "PDF ini tidak tercatat sebagai bentuk terbit surat mana pun.",
    "surat_sidik": "Nama PDF tidak sama dengan sidik isinya.",
    "surat_tidak_sah": "Pemeriksa menolak PDF ini.",
    "surat_asal": "PDF ini tidak dibuat dari surat yang dibekukan untuk ditandatangani.",
    "surat_penanda": "Penanda tangan dalam PDF bukan yang tercatat.",
    "surat_tanpa_penanda": "Sertifikat penanda tangan tidak ada dalam bundel.",
    "surat_tanpa_terbit": "Rantai peristiwa tidak mencatat terbitnya surat ini.",
    "surat_tak_tercatat": "Rantai peristiwa mencatat surat ini terbit, tetapi surat itu tidak ada dalam bundel.",
    "surat_nomor": "Nomor surat dalam rantai peristiwa berbeda.",
    "surat_serial": "Nomor seri sertifikat dalam rantai peristiwa berbeda dari yang ada dalam PDF.",
    "surat_keadaan": "Keadaan surat berbeda dari rantai peristiwa (dicabut atau belum).",
    "surat_bukan_ini": "PDF ini bukan yang ditandatangani menurut rantai peristiwa.",
}


@dataclass(frozen=True, slots=True)
class Butir:
    """One finding: which rule, on what, and, where there is one, the detail."""

    kode: str
    objek: str = ""
    rincian: str = ""

    @property
    def kalimat(self) -> str:
        """The finding for people."""
        awal = f"{self.objek}: " if self.objek else ""
        akhir = f" ({self.rincian})" if self.rincian else ""
        return f"[{self.kode}] {awal}{KALIMAT[self.kode]}{akhir}"


@dataclass
class SuratDiperiksa:
    """One letter of the bundle and what was seen in it."""

    nomor: str
    judul: str
    keadaan: str
    percobaan: bool = False
    bentuk: list[str] = field(default_factory=list)
    penanda: list[dict[str, Any]] = field(default_factory=list)


@dataclass
class Laporan:
    """The verdict. `akar_dari_luar`: the roots came from the auditor, not from the bundle."""

    permohonan: str = ""
    dibuat: str = ""
    temuan: list[Butir] = field(default_factory=list)
    surat: list[SuratDiperiksa] = field(default_factory=list)
    akar: list[dict[str, str]] = field(default_factory=list)
    akar_dari_luar: bool = False
    peristiwa: int | None = None
    kepala: str = ""
    jangkar: str = ""

    @property
    def utuh(self) -> bool:
        """Nothing was found."""
        return not self.temuan

    def tambah(self, kode: str, objek: str = "", rincian: str = "") -> None:
        """Note a finding."""
        self.temuan.append(Butir(kode, objek, rincian))

    def sebagai_json(self) -> dict[str, Any]:
        """Plain values, with the sentence of each finding."""
        isi = asdict(self)
        isi["temuan"] = [asdict(satu) | {"kalimat": KALIMAT[satu.kode]} for satu in self.temuan]
        return {"utuh": self.utuh, **isi}

    def sebagai_teks(self) -> str:
        """The verdict for people; the first line says it."""
        baris = [f"PUTUSAN: {'UTUH' if self.utuh else 'TIDAK UTUH'}", *self._pokok()]
        for satu in self.surat:
            baris += _baris_surat(satu)
        baris += self._kepercayaan()
        if self.temuan:
            baris += ["", f"Temuan ({len(self.temuan)}):", *(f"  {satu.kalimat}" for satu in self.temuan)]
        return "\n".join(baris) + "\n"

    def _pokok(self) -> list[str]:
        rantai = "tidak ada dalam bundel ini (bundel untuk pemohon)"
        if self.peristiwa is not None:
            rantai = f"{self.peristiwa}, kepala rantai {self.kepala}"
        belum = "tidak dibandingkan; berikan dengan --jangkar untuk mengetahui apakah ujung rantai dipotong"
        return [
            f"Permohonan   : {self.permohonan}",
            f"Bundel dibuat: {self.dibuat}",
            f"Peristiwa    : {rantai}",
            f"Jangkar      : {self.jangkar or belum}",
        ]

    def _kepercayaan(self) -> list[str]:
        asal = "yang Anda berikan" if self.akar_dari_luar else "dari bundel ini sendiri"
        baris = ["", f"Sertifikat akar ({asal}):"]
        baris += [f"  {satu['sidik']}  {satu['subjek']}" for satu in self.akar]
        if not self.akar_dari_luar:
            baris += [
                "  Bundel tidak bisa menjamin akarnya sendiri. Cocokkan sidik di atas dengan sidik yang Anda peroleh",
                "  langsung dari penerbit sertifikat, atau berikan sertifikatnya dengan --akar.",
            ]
        return baris


def _baris_surat(satu: SuratDiperiksa) -> list[str]:
    baris = ["", f"Surat {satu.nomor} ({satu.judul}), keadaan menurut penerbit: {satu.keadaan}"]
    if satu.percobaan:
        baris.append("  Surat percobaan: tidak sah secara hukum.")
    baris += [f"  Bentuk terbit {urut}: {sha}" for urut, sha in enumerate(satu.bentuk, 1)]
    baris += [f"  Ditandatangani dengan {p['subjek']}, nomor seri {p['serial']}" for p in satu.penanda]
    return baris
