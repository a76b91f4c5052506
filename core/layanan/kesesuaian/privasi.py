"""Privacy (UU 27/2022): every personal answer has a purpose and an end, and specific data say why they are asked."""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.layanan.deklarasi import Kolom, Langkah
from core.layanan.kesesuaian.temuan import Bahan, Temuan

TUJUAN_KATA = 3  # a purpose in fewer words says nothing ("data warga")
PRIBADI_TIPE = frozenset({"nik", "no_kk", "telepon", "email"})
_PRIBADI = re.compile(r"(^|_)(nama|nik|alamat|agama|tanggal_lahir|telepon|pekerjaan|status_kawin)(_|$)")
# Art. 4 (2): specific personal data. Money of a business (omzet, modal) is not a person's.
SPESIFIK = {
    "kesehatan": r"disabilitas|difabel|cacat|kesehatan|penyakit|diagnos\w*|keluhan_medis|hamil|kehamilan|alergi|hiv",
    "biometrik": r"biometri\w*|sidik_jari|iris|retina|rekam_wajah",
    "genetika": r"genetik\w*|dna",
    "catatan kejahatan": r"pidana|kriminal\w*|kejahatan|narapidana|hukuman|tersangka",
    "keuangan pribadi": r"penghasilan|gaji|pendapatan|rekening|no_rek|tabungan|utang|hutang|kekayaan",
}
_SPESIFIK = {jenis: re.compile(rf"(^|_)({kata})(_|$)") for jenis, kata in SPESIFIK.items()}
# A membership or a building is not a state of health; the capital of a firm is not a person's wealth.
_BUKAN = re.compile(r"(bpjs|jaminan|asuransi|fasilitas|dinas)_kesehatan|modal(_dan|_atau)?_kekayaan")
_ANAK = re.compile(r"(^|_)(anak|bayi|balita)_(nik|nama|tanggal_lahir|alamat|foto)(_|$)")


def periksa(bahan: Bahan) -> Iterator[Temuan]:
    """The privacy of one service."""
    yield from _tujuan(bahan)
    for i, langkah in enumerate(bahan.layanan.langkah):
        for j, kolom in enumerate(langkah.kolom):
            jalur = ("langkah", i, "kolom", j)
            for satu in (kolom, *kolom.sub_kolom):
                yield from _pribadi(bahan, satu, jalur)
                yield from _spesifik(bahan, satu, kolom, jalur)
        yield from _anak(bahan, langkah, i)


def _tujuan(bahan: Bahan) -> Iterator[Temuan]:
    if len(bahan.layanan.privasi.tujuan.split()) < TUJUAN_KATA:
        pesan = "tujuannya terlalu pendek; tulis untuk apa data dipakai, seperti warga membacanya"
        yield bahan.di("privasi", "tujuan", pesan=pesan)


def _pribadi(bahan: Bahan, kolom: Kolom, jalur: tuple[str | int, ...]) -> Iterator[Temuan]:
    """The schema demands purpose and retention of the service; blanks would pass it."""
    if kolom.tipe not in PRIBADI_TIPE and not _PRIBADI.search(kolom.nama):
        return
    sendiri, umum = kolom.privasi, bahan.layanan.privasi
    for kunci in ("tujuan", "simpan"):
        if not ((sendiri and getattr(sendiri, kunci)) or getattr(umum, kunci)).strip():
            yield bahan.di(*jalur, pesan=f"{kolom.nama} adalah data pribadi; tulis `privasi` dengan `{kunci}`")


def _spesifik(bahan: Bahan, kolom: Kolom, atas: Kolom, jalur: tuple[str | int, ...]) -> Iterator[Temuan]:
    kata = _BUKAN.sub("", "_".join((kolom.nama, *re.findall(r"[a-z0-9]+", kolom.label.casefold()))))
    jenis = next((jenis for jenis, pola in _SPESIFIK.items() if pola.search(kata)), None)
    if jenis and not _beralasan(kolom) and not _beralasan(atas):
        pesan = f"{kolom.nama} adalah data {jenis}, dilindungi khusus (UU 27/2022 pasal 4 ayat 2); tulis `alasan` "
        yield bahan.di(*jalur, pesan=pesan + "atau `privasi.tujuan` pada kolom ini")


def _beralasan(kolom: Kolom) -> bool:
    return bool(kolom.alasan or (kolom.privasi and kolom.privasi.tujuan))


def _anak(bahan: Bahan, langkah: Langkah, i: int) -> Iterator[Temuan]:
    """A word cannot tell a child from a grown-up son, so this is worth a look, once a page."""
    anak = [kolom for kolom in langkah.kolom if _ANAK.search(kolom.nama)]
    if anak and not langkah.bantuan and not any(_beralasan(kolom) for kolom in langkah.kolom):
        pesan = f"{anak[0].nama} mungkin data anak (UU 27/2022 pasal 4 ayat 2); tulis `alasan` atau `bantuan`"
        yield bahan.di("langkah", i, pesan=pesan, tingkat="ingat")
