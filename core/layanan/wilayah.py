"""Choosing a region. The answer is one Kemendagri code, "35.15.18.2001".

Inside the kabupaten: kecamatan and desa on one page; every desa is in the list, grouped, so that it works without a
script, and the script narrows it. In all of Indonesia: one level opens the next (`terungkap`), as deep as names are
known here. A desa of another kabupaten is not in our data: there its name may be typed, and the answer is the code of
the kecamatan with that name, "11.01.01/Keude Bakongan".
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.layanan.deklarasi import Kolom
from core.layanan.medan import Medan
from core.layanan.teks import rapikan_teks, tak_tercetak
from core.wilayah.daerah import daerah_aktif
from core.wilayah.kode import anak, nama_wilayah
from core.wilayah.kueri import wilayah
from core.wilayah.models import Wilayah

TINGKAT = ("provinsi", "kabupaten", "kecamatan", "desa")
LABEL = {
    "provinsi": gettext_lazy("Provinsi"),
    "kabupaten": gettext_lazy("Kabupaten atau kota"),
    "kecamatan": gettext_lazy("Kecamatan"),
    "desa": gettext_lazy("Desa atau kelurahan"),
}
Pilihan = list[tuple[str, Any]]
NAMA_DESA = "nama_desa"  # part of the name of the text box, as the levels are
PANJANG_NAMA = 80


def pilihan_desa(induk: str) -> Pilihan:
    """Every desa below a kecamatan, or below a kabupaten grouped by kecamatan."""
    desa = Wilayah.objects.filter(kode__startswith=f"{induk}.", tingkat__in=("desa", "kelurahan"))
    per_kecamatan: dict[str, Pilihan] = {}
    for satu in desa.select_related("induk").order_by("induk__nama", "nama"):
        kecamatan = f"Kecamatan {satu.induk.nama}" if satu.induk else ""
        per_kecamatan.setdefault(kecamatan, []).append((satu.kode, satu.nama_lengkap))
    return list(per_kecamatan.items()) if induk.count(".") == 1 else [d for isi in per_kecamatan.values() for d in isi]


def sebut_wilayah(kode: str) -> str:
    """`Desa Pepelegi, Kecamatan Waru, Kabupaten Sidoarjo`; an unknown code comes back as it is."""
    kode, _pisah, ditulis = kode.partition("/")
    bagian, nama = kode.split("."), [f"Desa/Kelurahan {ditulis}"] if ditulis else []
    if len(bagian) == 4:
        desa = wilayah(kode)
        nama.append(desa.nama_lengkap if desa else kode)
    for panjang, awalan in ((3, "Kecamatan "), (2, ""), (1, "Provinsi ")):
        if len(bagian) >= panjang and (ada := nama_wilayah(".".join(bagian[:panjang]))):
            nama.append(awalan + ada)
    # Inside Indonesia everybody knows the province of his kabupaten: it is named only when it is the answer.
    return ", ".join(nama[:3] if len(bagian) > 1 else nama) or kode


class WilayahWidget(forms.Widget):
    """Selects `<nama>_provinsi` … `<nama>_desa`, from the first level that is open to the last one that has names."""

    template_name = "layanan/wilayah.html"
    use_fieldset = True

    def __init__(self, kolom: Kolom) -> None:
        super().__init__()
        self.kolom = kolom
        awal = 2 if kolom.lingkup == "kabupaten" else 0
        self.tingkat = TINGKAT[awal : TINGKAT.index(kolom.sampai) + 1]
        self.bagian = (*self.tingkat, NAMA_DESA) if awal == 0 and kolom.sampai == "desa" else self.tingkat

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str | None]:
        """What was chosen at each level, empty text where nothing was; None for a text box that was not there."""
        isi: list[str | None] = [str(data.get(f"{name}_{tingkat}") or "") for tingkat in self.tingkat]
        return isi + [data.get(f"{name}_{satu}") for satu in self.bagian[len(self.tingkat) :]]

    def format_value(self, value: Any) -> list[str]:
        """A stored code to the choice at each level, then the name that was typed."""
        if isinstance(value, list):
            return value
        kode, _pisah, ditulis = str(value or "").partition("/")
        bagian = kode.split(".")
        kedalaman = [TINGKAT.index(tingkat) + 1 for tingkat in self.tingkat]
        isi = [".".join(bagian[:d]) if len(bagian) >= d and value else "" for d in kedalaman]
        return isi + [ditulis] * (len(self.bagian) - len(self.tingkat))

    def tanpa_daftar(self, dipilih: dict[str, str]) -> bool:
        """Whether the desa of the chosen kecamatan are unknown here, so that the name is typed."""
        return bool(NAMA_DESA in self.bagian and dipilih["kecamatan"]) and not self.pilihan("desa", dipilih)

    def pilihan(self, tingkat: str, dipilih: dict[str, str]) -> Pilihan:
        """The options of one level, given the choices above it; empty when it is not open yet."""
        akar = daerah_aktif().kode
        atas = TINGKAT[TINGKAT.index(tingkat) - 1] if tingkat != "provinsi" else ""
        induk = dipilih.get(atas, "") if self.kolom.lingkup == "nasional" or atas == "kecamatan" else akar
        if tingkat == "desa":
            return pilihan_desa(induk or (akar if self.kolom.lingkup == "kabupaten" else "-"))
        if not induk and tingkat != "provinsi":
            return []
        return sorted(anak(induk), key=lambda satu: satu[1])

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """One select a level; later levels stay away until the one above is chosen."""
        konteks = super().get_context(name, value, attrs)
        dipilih = dict(zip(self.bagian, self.format_value(value), strict=True))
        id_ = konteks["widget"]["attrs"].get("id", f"id_{name}")
        kotak = [self._kotak(name, id_, tingkat, dipilih) for tingkat in self.tingkat]
        if self.tanpa_daftar(dipilih):
            kotak.append(self._kotak_nama(name, id_, dipilih[NAMA_DESA] or ""))
        konteks["widget"]["kotak"] = [satu for satu in kotak if satu is not None]
        return konteks

    def _kotak_nama(self, nama: str, id_: str, isi: str) -> dict[str, Any]:
        attrs = {"id": f"{id_}_{NAMA_DESA}", "autocomplete": "off", "enterkeyhint": "next"}
        tulis = forms.TextInput().render(f"{nama}_{NAMA_DESA}", isi, attrs)
        return {"id": attrs["id"], "label": _("Nama desa atau kelurahan (boleh dikosongkan)"), "pilih": tulis}

    def _kotak(self, nama: str, id_: str, tingkat: str, dipilih: dict[str, str]) -> dict[str, Any] | None:
        pilihan = self.pilihan(tingkat, dipilih)
        if not pilihan:
            return None
        attrs = {"id": f"{id_}_{tingkat}"}
        if tingkat == "desa" and self.kolom.lingkup == "kabupaten":
            attrs |= {"data-modul": "desa", "data-induk": f"{id_}_kecamatan"}
        kata = _("Pilih %s") % LABEL[tingkat].lower()
        pilih = forms.Select(choices=[("", kata), *pilihan]).render(f"{nama}_{tingkat}", dipilih[tingkat], attrs)
        return {"id": attrs["id"], "label": LABEL[tingkat], "pilih": pilih}


class WilayahMedan(Medan):
    """A region of the kabupaten, or of Indonesia. `BelumSampai` asks for the next level without blaming anyone."""

    kata_isi = gettext_lazy("Pilih %s")
    widget: WilayahWidget

    def __init__(self, kolom: Kolom) -> None:
        super().__init__(kolom, widget=WilayahWidget(kolom))

    def to_python(self, value: Any) -> str | None:
        """The code of the deepest level; a desa alone is enough, a desa of another kecamatan is not."""
        dipilih = dict(zip(self.widget.bagian, self.widget.format_value(value), strict=True))
        terdalam = next((dipilih[tingkat] for tingkat in reversed(self.widget.tingkat) if dipilih[tingkat]), "")
        if not terdalam:
            return None
        for tingkat in self.widget.tingkat:
            self._satu(tingkat, dipilih[tingkat], dipilih, terdalam)
        return f"{terdalam}{self._ditulis(dipilih)}" if self.widget.tanpa_daftar(dipilih) else terdalam

    def _ditulis(self, dipilih: dict[str, Any]) -> str:
        """The typed name behind a slash. Raises BelumSampai when the box was not on the page yet."""
        if dipilih[NAMA_DESA] is None:
            raise BelumSampai(_("Tulis nama desa atau kelurahan"))
        nama = rapikan_teks(dipilih[NAMA_DESA]).replace("/", " ")
        if asing := tak_tercetak(nama):
            raise ValidationError(_("Hapus “%s”. Surat hanya memuat huruf Latin, angka, dan tanda baca.") % asing)
        if len(nama) > PANJANG_NAMA:
            raise ValidationError(_("Nama desa paling panjang %d huruf") % PANJANG_NAMA)
        return f"/{nama}" if nama else ""

    def _satu(self, tingkat: str, kode: str, dipilih: dict[str, str], terdalam: str) -> None:
        if not kode and tingkat == "kecamatan" and self.kolom.lingkup == "kabupaten" and dipilih.get("desa"):
            return
        tersedia = [k for k, isi in self.widget.pilihan(tingkat, dipilih) for k in _kode(k, isi)]
        if kode and (kode not in tersedia or not f"{terdalam}.".startswith(f"{kode}.")):
            raise ValidationError(_("Pilih %s yang ada di dalam daftar") % LABEL[tingkat].lower())
        if not kode and tersedia:
            raise BelumSampai(_("Pilih %s") % LABEL[tingkat].lower())


class BelumSampai(ValidationError):
    """A level is still to be chosen."""


def _kode(kunci: str, isi: Any) -> list[str]:
    return [kode for kode, _nama in isi] if isinstance(isi, list) else [kunci]
