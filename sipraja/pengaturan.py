"""The one declared table of environment variables: name, type, default, secret or not, and a sentence.

`sipraja.settings` reads it, `.env.example` and `docs/rujukan/pengaturan.md` are generated from it
(`python -m sipraja.pengaturan contoh|dokumen`), and a test compares them.
"""

import json
import sys
from pathlib import Path
from types import UnionType
from typing import Any, Literal, Self, get_args, get_origin

from pydantic import Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

AKAR = Path(__file__).resolve().parent.parent
DAERAH_BAWAAN = ("sidoarjo", "trenggalek")


class Pengaturan(BaseSettings):
    """Every knob of an installation; the environment variable is the field's name in capitals."""

    model_config = SettingsConfigDict(env_file=AKAR / ".env", extra="ignore", case_sensitive=False)

    secret_key: SecretStr = Field(
        default=SecretStr(""), description="Kunci rahasia Django; wajib diisi bila DEMO tidak menyala."
    )
    secret_key_lama: SecretStr = Field(
        default=SecretStr(""), description="Kunci rahasia sebelumnya, supaya sesi tetap berlaku saat kunci diganti."
    )
    debug: bool = Field(default=False, description="Tampilkan rincian galat; hanya untuk pengembang.")
    demo: bool = Field(
        default=False, description="Nyalakan halaman demo, akun contoh, dan surat bertanda tidak sah secara hukum."
    )
    daerah: str = Field(
        default="sidoarjo",
        description="Profil kabupaten: sidoarjo, trenggalek, atau map ber-daerah.toml di TEMA_TAMBAHAN.",
    )
    tema_tambahan: Path | None = Field(
        default=None, description="Map berisi tema lain (satu map tiap tema), dibuat dengan manage.py tema baru."
    )
    alamat_sumber: str = Field(
        default="/sumber/",
        description="Alamat kode sumber yang berjalan di sini (AGPL), tercetak di kaki halaman.",
    )
    alamat_situs: str = Field(
        default="http://127.0.0.1:8000", description="Alamat publik; dicetak dalam QR surat, jadi jangan berubah."
    )
    host_diizinkan: list[str] = Field(
        default=["127.0.0.1", "localhost"], description="Nama host yang dilayani, sebagai daftar JSON."
    )
    database_url: str = Field(
        default="",
        description="sqlite:///berkas atau postgres://pengguna:sandi@host:port/nama; kosong = SQLite di VAR.",
    )
    redis_url: str = Field(
        default="", description="redis://host:port/0 untuk cache dan antrean bersama; kosong = tanpa Redis."
    )
    var: Path = Field(
        default=AKAR / "var", description="Map untuk basis data bawaan, berkas warga, surat, dan surel demo."
    )
    s3_ember: str = Field(default="", description="Nama ember S3 untuk berkas dan surat; kosong = map lokal.")
    s3_alamat: str = Field(default="", description="Alamat layanan S3, misalnya https://s3.contoh.go.id.")
    s3_kunci: SecretStr = Field(default=SecretStr(""), description="Kunci akses S3.")
    s3_rahasia: SecretStr = Field(default=SecretStr(""), description="Rahasia akses S3.")
    smtp_host: str = Field(default="", description="Server SMTP; kosong = surel ditulis ke VAR/surel.")
    smtp_port: int = Field(default=587, description="Port SMTP.")
    smtp_pengguna: str = Field(default="", description="Pengguna SMTP.")
    smtp_sandi: SecretStr = Field(default=SecretStr(""), description="Sandi SMTP.")
    smtp_tls: bool = Field(default=True, description="Pakai STARTTLS.")
    surel_pengirim: str = Field(default="sipraja@localhost", description="Alamat pengirim surel.")
    layanan_tambahan: Path | None = Field(default=None, description="Map tambahan berisi layanan, di samping plugins/.")
    layanan_ketat: bool = Field(
        default=False, description="Layanan yang rusak menghentikan sistem (untuk uji); bawaan: dikarantina saja."
    )
    layanan_rusak_contoh: bool = Field(
        default=False, description="Muat dua layanan contoh yang sengaja rusak, untuk melihat karantina dan gerbang."
    )
    sertifikat_akar: Path | None = Field(
        default=None, description="Map berisi sertifikat akar (*.pem) yang dipercaya, misalnya akar BSrE."
    )
    pkcs11_modul: str = Field(
        default="", description="Berkas .so perangkat kunci (PKCS#11), misalnya libsofthsm2.so; kosong = tidak ada."
    )
    pkcs11_token: str = Field(
        default="", description="Nama token PKCS#11 untuk kunci yang didaftarkan tanpa nama token."
    )
    stempel_alamat: str = Field(
        default="", description="Alamat layanan stempel waktu (RFC 3161); kosong = tanda tangan B-B tanpa stempel."
    )
    stempel_tingkat: Literal["B-T", "B-LT", "B-LTA"] = Field(
        default="B-LTA", description="Tingkat tanda tangan bila layanan stempel waktu diisi."
    )
    stempel_ca: Path | None = Field(
        default=None, description="Berkas PEM berisi sertifikat CA layanan stempel waktu, di samping SERTIFIKAT_AKAR."
    )
    stempel_wajib: bool = Field(
        default=True, description="Tanpa stempel waktu surat tidak ditandatangani; false: tingkat lebih rendah dicatat."
    )
    simpanan_mega: int = Field(
        default=16, ge=0, description="Memori tiap proses untuk salinan halaman publik, dalam MB; 0 = tanpa salinan."
    )
    simpanan_tepi: int = Field(
        default=30,
        ge=0,
        description="Berapa detik nginx atau CDN boleh memegang salinan halaman publik sebelum bertanya lagi.",
    )
    kors_asal: list[str] = Field(
        default=["*"],
        description="Situs lain (https://…) yang boleh membaca /api/v1/ dari peramban; * = semua, [] = tidak ada.",
    )
    tautan_port: list[int] = Field(
        default=[80, 443], description="Port aplikasi dinas yang boleh didaftarkan dan diperiksa, sebagai daftar JSON."
    )
    tautan_jaringan: list[str] = Field(
        default=[],
        description="Jaringan dalam yang boleh dihubungi pemeriksa tautan, mis. 10.10.0.0/16; kosong: internet saja.",
    )
    https: bool = Field(default=False, description="Situs dilayani lewat HTTPS: kuki aman, HSTS.")
    proksi_tepercaya: bool = Field(
        default=False, description="Ada proksi di depan yang menulis X-Forwarded-Proto dan X-Forwarded-For."
    )
    bsre_alamat: str = Field(
        default="", description="Alamat gerbang BSrE (Esign Client Service), https://…; kosong = BSrE tidak dipakai."
    )
    bsre_pengguna: str = Field(default="", description="Akun aplikasi di gerbang BSrE; bukan akun pejabat.")
    bsre_sandi: SecretStr = Field(default=SecretStr(""), description="Sandi akun aplikasi di gerbang BSrE.")
    bsre_ca: str = Field(
        default="", description="Berkas PEM berisi CA yang dipercaya untuk gerbang BSrE; kosong = CA sistem."
    )

    @model_validator(mode="after")
    def _daerah_dikenal(self) -> Self:
        """A regency that nobody has described must stop the start, not the first letter."""
        sendiri = self.tema_tambahan and (self.tema_tambahan / self.daerah / "daerah.toml").is_file()
        if self.daerah not in DAERAH_BAWAAN and not sendiri:
            raise ValueError(f"DAERAH={self.daerah} belum dikenal: pilih {' atau '.join(DAERAH_BAWAAN)}")
        return self


def _tulis(nilai: Any) -> str:
    """The default as one would write it in the environment."""
    return json.dumps(nilai) if isinstance(nilai, list | bool) else str(nilai)


def _nama_tipe(tipe: Any) -> str:
    """A type's name for a reader: the choices of a Literal, the plain name of a class."""
    if get_origin(tipe) is Literal:
        return " atau ".join(get_args(tipe))
    if get_origin(tipe) is UnionType:
        return " atau ".join(_nama_tipe(t) for t in get_args(tipe) if t is not type(None))
    return str(getattr(tipe, "__name__", tipe))


def _baris() -> list[tuple[str, str, str, str]]:
    """Rows (variable, type, default, sentence); secrets and paths show no value."""
    hasil = []
    for nama, medan in Pengaturan.model_fields.items():
        rahasia = medan.annotation is SecretStr
        baku = "" if rahasia or medan.default in (None, AKAR / "var") else _tulis(medan.default)
        tipe = "rahasia" if rahasia else _nama_tipe(medan.annotation)
        hasil.append((nama.upper(), tipe, baku, medan.description or ""))
    return hasil


def contoh_env() -> str:
    """Text of `.env.example`."""
    kepala = "# Dibuat dari sipraja/pengaturan.py: python -m sipraja.pengaturan contoh > .env.example\n"
    return kepala + "".join(f"\n# {kalimat} ({tipe})\n#{nama}={baku}\n" for nama, tipe, baku, kalimat in _baris())


def dokumen() -> str:
    """Markdown table for the reference page."""
    kepala = (
        "# Pengaturan\n\nDibuat dari `sipraja/pengaturan.py` (`python -m sipraja.pengaturan dokumen`).\n\n"
        "| Variabel | Tipe | Bawaan | Arti |\n|---|---|---|---|\n"
    )
    return kepala + "".join(f"| `{n}` | {t} | {f'`{b}`' if b else ''} | {k} |\n" for n, t, b, k in _baris())


if __name__ == "__main__":
    sys.stdout.write({"contoh": contoh_env, "dokumen": dokumen}[sys.argv[1]]())
