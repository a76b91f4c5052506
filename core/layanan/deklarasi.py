"""The declaration of a service, typed. One frozen object from which form, officer view, letter and catalogue follow.

A `layanan.toml` is read into `Layanan` by `muat.muat_folder`, which also runs the rules between the parts
(`ketentuan.periksa_layanan`). Unknown keys are refused everywhere: a typo must not become a silent default.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, PlainValidator, WithJsonSchema
from pydantic import model_validator as aturan_model

from core.layanan.arti import daftar_arti
from core.layanan.durasi import POLA_LAMA, baca_sla
from core.layanan.referensi import daftar_referensi
from core.layanan.syarat import Semua, Syarat, baca_syarat, tulis_syarat

KONTRAK = 1  # the version of this contract; a declaration names the one it was written for
TIPE_KOLOM = (
    "teks", "teks_panjang", "angka", "uang", "tanggal", "pilihan", "centang", "nik", "no_kk", "telepon", "email",
    "wilayah", "tabel",
)  # fmt: skip

Nama = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,47}$")]
Kalimat = Annotated[str, Field(min_length=1, max_length=400)]
Label = Annotated[str, Field(min_length=1, max_length=120)]
Lama = Annotated[str, Field(pattern=POLA_LAMA)]
Sla = Annotated[int, BeforeValidator(baca_sla), Field(gt=0, le=400)]
Jika = Annotated[
    Syarat,
    PlainValidator(baca_syarat),
    PlainSerializer(tulis_syarat),
    WithJsonSchema({"type": "object", "description": 'Kapan ditanyakan, seperti { jenis = "Sekolah" }'}),
]
JenisBerkas = Literal["gambar", "pdf"]


class Bentuk(BaseModel):
    """Base of every part: frozen, strict, nothing unknown."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")


class PrivasiKolom(Bentuk):
    """Where one field differs from the service: why it is asked, how long it is kept."""

    tujuan: Kalimat | None = None
    simpan: Lama | None = None


class Kolom(Bentuk):
    """One question. `wajib` is the default; `sebutan` names it inside an error sentence ("Isi nama sekolah")."""

    nama: Nama
    label: Label
    tipe: Literal[TIPE_KOLOM]  # type: ignore[valid-type]
    wajib: bool = True
    sebutan: Label | None = None
    bantuan: Kalimat | None = None
    alasan: Kalimat | None = None  # why we ask, shown for sensitive questions
    jika: Jika | None = None
    isi_awal: Annotated[str, Field(pattern=r"^profil\.[a-z_]+$")] | None = None
    opsi: Annotated[tuple[Label, ...], Field(min_length=1)] | None = None
    opsi_ref: str | None = None
    ganda: bool = False
    pola: Annotated[str, Field(max_length=80)] | None = None
    contoh: Label | None = None
    min: int | None = None
    maks: int | None = None
    satuan: Annotated[str, Field(max_length=12)] | None = None
    lampau: bool = False
    lingkup: Literal["kabupaten", "nasional"] = "kabupaten"
    sampai: Literal["provinsi", "kabupaten", "kecamatan", "desa"] = "desa"
    sub_kolom: tuple[Kolom, ...] = ()
    min_baris: Annotated[int, Field(ge=0, le=50)] | None = None
    maks_baris: Annotated[int, Field(ge=1, le=50)] | None = None
    privasi: PrivasiKolom | None = None
    arti: str | None = None  # what it is about across services (data/arti.toml)

    @aturan_model(mode="after")
    def _cocok_dengan_tipe(self) -> Kolom:
        for nama, tipe in HANYA_UNTUK.items():
            if getattr(self, nama) != type(self).model_fields[nama].default and self.tipe not in tipe:
                raise ValueError(f"`{nama}` hanya untuk tipe {', '.join(tipe)}, bukan {self.tipe}")
        for periksa in (_periksa_opsi, _periksa_pola, _periksa_tabel, _periksa_batas, _periksa_arti):
            periksa(self)
        return self

    @property
    def pilihan(self) -> tuple[str, ...]:
        """The options of a `pilihan`, its own or of the shared list."""
        return self.opsi or (daftar_referensi()[self.opsi_ref] if self.opsi_ref else ())

    @property
    def dalam_kalimat(self) -> str:
        """As in "Isi …": the declared `sebutan`, else the label with a small first letter (NIK and RT stay)."""
        teks = self.sebutan or self.label
        return teks[0].lower() + teks[1:] if teks[1:2].islower() and not self.sebutan else teks

    @property
    def harus_lampau(self) -> bool:
        """A birth date always has passed; other dates say so with `lampau`."""
        return self.lampau or self.nama.endswith("tanggal_lahir")

    @property
    def batas_baris(self) -> tuple[int, int]:
        """Fewest and most rows of a table; a required table has at least one."""
        return (1 if self.wajib else 0) if self.min_baris is None else self.min_baris, self.maks_baris or 20


HANYA_UNTUK: dict[str, tuple[str, ...]] = {
    "opsi": ("pilihan",),
    "opsi_ref": ("pilihan",),
    "ganda": ("pilihan",),
    "pola": ("teks",),
    "min": ("teks", "teks_panjang", "angka", "uang"),
    "maks": ("teks", "teks_panjang", "angka", "uang"),
    "satuan": ("angka",),
    "lampau": ("tanggal",),
    "lingkup": ("wilayah",),
    "sampai": ("wilayah",),
    "sub_kolom": ("tabel",),
    "min_baris": ("tabel",),
    "maks_baris": ("tabel",),
}


def _periksa_opsi(kolom: Kolom) -> None:
    if kolom.opsi_ref and kolom.opsi_ref not in daftar_referensi():
        raise ValueError(f'daftar "{kolom.opsi_ref}" tidak ada; yang ada: {", ".join(daftar_referensi())}')
    if kolom.opsi and kolom.opsi_ref:
        raise ValueError("tulis `opsi` atau `opsi_ref`, tidak keduanya")
    if kolom.tipe == "pilihan" and not kolom.pilihan:
        raise ValueError("pilihan membutuhkan `opsi` atau `opsi_ref`")
    if kolom.opsi and len(set(kolom.opsi)) != len(kolom.opsi):
        raise ValueError("ada opsi yang ditulis dua kali")


def _periksa_pola(kolom: Kolom) -> None:
    if kolom.pola is None:
        return
    try:
        pola = re.compile(kolom.pola)
    except re.error as galat:
        raise ValueError(f"pola tidak dapat dibaca: {galat}") from None
    if re.search(r"[+*}]\)?[^)]*\)[+*{]", kolom.pola):
        # (a+)+ takes exponential time on a hostile answer.
        raise ValueError("pola tidak boleh mengulang kelompok yang di dalamnya sudah berulang")
    if kolom.contoh is None or not pola.search(kolom.contoh):
        raise ValueError("pola membutuhkan `contoh` yang cocok dengannya; contoh itu ditunjukkan kepada warga")


def _periksa_tabel(kolom: Kolom) -> None:
    if kolom.tipe != "tabel":
        return
    if not kolom.sub_kolom:
        raise ValueError("tabel membutuhkan `sub_kolom`")
    if any(sub.tipe == "tabel" or sub.jika for sub in kolom.sub_kolom):
        raise ValueError("kolom di dalam tabel tidak boleh berupa tabel lagi dan tidak boleh punya `jika`")
    nama = [sub.nama for sub in kolom.sub_kolom]
    if len(set(nama)) != len(nama):
        raise ValueError("ada dua kolom tabel dengan nama yang sama")


def _periksa_batas(kolom: Kolom) -> None:
    for bawah, atas in ((kolom.min, kolom.maks), kolom.batas_baris):
        if bawah is not None and atas is not None and bawah > atas:
            raise ValueError("batas bawah lebih besar daripada batas atas")
    if kolom.label.endswith("?") and not kolom.sebutan:
        raise ValueError('label berupa pertanyaan membutuhkan `sebutan`, untuk kalimat seperti "Pilih keperluan surat"')


def _periksa_arti(kolom: Kolom) -> None:
    if kolom.arti is None:
        return
    tipe = daftar_arti().get(kolom.arti)
    if tipe is None:
        raise ValueError(f"arti {kolom.arti!r} tidak dikenal; daftarnya di core/layanan/data/arti.toml")
    if tipe != kolom.tipe:
        raise ValueError(f"arti {kolom.arti!r} untuk tipe {tipe}, bukan {kolom.tipe}")


class Langkah(Bentuk):
    """One page, one topic. Its `jika` holds for every question on it."""

    judul: Label
    bantuan: Kalimat | None = None
    jika: Jika | None = None
    kolom: Annotated[tuple[Kolom, ...], Field(min_length=1)]


class Unggahan(Bentuk):
    """One file to upload. `dari = "profil"`: the account has it already. `per_baris`: one for each row of a table.

    `tahap` names the stage after which it is asked for (a receipt of a levy); without it, before sending.
    """

    kode: Nama
    label: Label
    bantuan: Kalimat | None = None
    wajib: bool = True
    jenis: Annotated[tuple[JenisBerkas, ...], Field(min_length=1)] = ("gambar", "pdf")
    dari: Literal["profil"] | None = None
    jika: Jika | None = None
    per_baris: Nama | None = None
    templat: Annotated[str, Field(pattern=r"^[a-z0-9-]+$")] | None = None
    tahap: Label | None = None
    maks: Annotated[int, Field(ge=1, le=20)] = 1

    @property
    def foto_profil(self) -> str | None:
        """Which photo of the account it is: `foto_ktp` or `foto_kk`."""
        return None if self.dari is None else "foto_kk" if self.kode.startswith("kk") else "foto_ktp"


class Tahap(Bentuk):
    """One stage of the route: `sla` in working hours, `unit` a level (desa, kecamatan) or the code of an office."""

    tahap: Label
    peran: str
    aksi: Literal["periksa", "paraf", "tandatangan", "teruskan", "cetak", "kirim_instansi"]
    sla: Sla
    unit: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")] | None = None
    opsional: bool = False
    jika: Jika | None = None
    keterangan: Kalimat | None = None
    atas_nama: Label | None = None  # "a.n." above the signer's own title, as delegated powers are signed

    @aturan_model(mode="after")
    def _atas_nama_penanda(self) -> Tahap:
        if self.atas_nama and self.aksi != "tandatangan":
            raise ValueError("`atas_nama` hanya untuk tahap tandatangan")
        return self


# BaseModel inherits ABCMeta.register, which nobody calls on a letter; the office's word is "register".
warnings.filterwarnings("ignore", message='Field name "register"', category=UserWarning)


class NaskahSurat(Bentuk):
    """The letter: its title, archive class (Permendagri 78/2012 and 83/2022), numbering and register."""

    judul: Label
    jenis: Literal["biasa", "khusus"]
    klasifikasi: Annotated[str, Field(pattern=r"^[0-9.]+$")]
    klasifikasi_2022: Annotated[str, Field(pattern=r"^[0-9.]+$")] | None = None
    nomor: str = "{klasifikasi}/{urut}/{kode_unit}/{tahun}"
    register: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")] = "umum"
    dokumen_akhir: Kalimat | None = None  # what the dinas issues on the strength of this letter
    lampiran: tuple[Label, ...] = ()
    tembusan: Annotated[tuple[Label, ...], Field(max_length=10)] = ()  # who gets a copy, printed below the signature
    foto: Annotated[tuple[Nama, ...], Field(max_length=4)] = ()  # uploads of a picture that the letter body may print

    @aturan_model(mode="after")
    def _nomor_terisi(self) -> NaskahSurat:
        dikenal = {"klasifikasi", "urut", "kode_unit", "bulan", "bulan_romawi", "tahun"}
        dipakai = set(re.findall(r"\{([^{}]*)\}", self.nomor))
        if not {"urut", "tahun"} <= dipakai <= dikenal:
            raise ValueError(f"`nomor` memuat {{urut}} dan {{tahun}}, dan hanya {', '.join(sorted(dikenal))}")
        return self


class Privasi(Bentuk):
    """Why the data of this service are asked (UU 27/2022 art. 21) and how long they are kept."""

    tujuan: Kalimat
    simpan: Lama


class Layanan(Bentuk):
    """A service as declared. `naskah` is the text of its surat.typ (None: the standard letter of its kind)."""

    kontrak: Literal[1]
    kode: Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=60)]
    versi: Annotated[int, Field(ge=1)]
    tipe: Literal["A", "B", "C"]
    nama: Label
    singkat: Annotated[str, Field(min_length=1, max_length=30)] | None = None
    ringkasan: Kalimat
    kategori: Annotated[str, Field(pattern=r"^[a-z_]+$")] = "umum"
    dicari: tuple[Label, ...] = ()
    peristiwa: tuple[Label, ...] = ()
    tempat: Nama = "alamat_pemohon"
    biaya: Annotated[int, Field(ge=0)] = 0
    masa_berlaku: Lama | None = None
    dasar_hukum: Annotated[tuple[Kalimat, ...], Field(min_length=1)]
    instansi: tuple[Label, ...] = ()
    produk: Label | None = None
    ikon: Annotated[str, Field(pattern=r"^[a-z-]+$")] = "surat"
    status_hukum: Literal["berlaku", "digantikan"] = "berlaku"
    pengganti: Kalimat | None = None
    perpanjangan: Annotated[int, Field(ge=0, le=10)] = 0  # how many times the letter may be extended
    lapor_tiap: Lama | None = None
    lapor_kali: Annotated[int, Field(ge=1)] | None = None
    berlaku_sampai: date | None = None  # the last day on which a new application may be sent
    privasi: Privasi
    langkah: Annotated[tuple[Langkah, ...], Field(min_length=1)]
    berkas: tuple[Unggahan, ...] = ()
    rute: Annotated[tuple[Tahap, ...], Field(min_length=1)]
    surat: NaskahSurat | None = None
    naskah: str | None = Field(default=None, exclude=True)

    @property
    def sebutan(self) -> str:
        """The short name people use: "SKTM"; the full one when there is none."""
        return self.singkat or self.nama

    @property
    def kolom(self) -> dict[str, Kolom]:
        """Every question by name, in the order in which it is asked."""
        return {kolom.nama: kolom for langkah in self.langkah for kolom in langkah.kolom}

    def kolom_berurut(self) -> Iterator[tuple[int, Kolom, Syarat | None]]:
        """Step index, question, and the condition of both together."""
        for indeks, langkah in enumerate(self.langkah):
            for kolom in langkah.kolom:
                yield indeks, kolom, gabung_syarat(langkah.jika, kolom.jika)

    def deklarasi(self) -> dict[str, Any]:
        """The declaration as plain JSON, without what is default: what a version stores and hashes."""
        return self.model_dump(mode="json", exclude_defaults=True)


def gabung_syarat(*syarat: Syarat | None) -> Syarat | None:
    """All of them; None when there is none."""
    ada = [s for s in syarat if s is not None]
    return None if not ada else ada[0] if len(ada) == 1 else Semua(tuple(ada))
