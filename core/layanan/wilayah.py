"""Choosing a region. The answer is one Kemendagri code, "35.15.18.2001".

Inside the kabupaten: kecamatan and desa on one page; every desa is in the list, grouped, so that it works without a
script, and the script narrows it. In all of Indonesia: one level opens the next (`terungkap`), as deep as names are
known here: a desa of another kabupaten is not in our data, there the kecamatan is the answer.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.layanan.deklarasi import Kolom
from core.layanan.medan import Medan
from core.wilayah.daerah import daerah_aktif
from core.wilayah.kode import anak, nama_wilayah
from core.wilayah.models import Wilayah

TINGKAT = ("provinsi", "kabupaten", "kecamatan", "desa")
LABEL = {
    "provinsi": gettext_lazy("Provinsi"),
    "kabupaten": gettext_lazy("Kabupaten atau kota"),
    "kecamatan": gettext_lazy("Kecamatan"),
    "desa": gettext_lazy("Desa atau kelurahan"),
}
Pilihan = list[tuple[str, Any]]


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
    bagian, nama = kode.split("."), []
    if len(bagian) == 4:
        desa = Wilayah.objects.filter(kode=kode).first()
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

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        """What was chosen at each level, empty text where nothing was."""
        return [str(data.get(f"{name}_{tingkat}") or "") for tingkat in self.tingkat]

    def format_value(self, value: Any) -> list[str]:
        """A stored code to the choice at each level."""
        if isinstance(value, list):
            return value
        bagian = str(value or "").split(".")
        kedalaman = [TINGKAT.index(tingkat) + 1 for tingkat in self.tingkat]
        return [".".join(bagian[:d]) if len(bagian) >= d and value else "" for d in kedalaman]

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
        dipilih = dict(zip(self.tingkat, self.format_value(value), strict=True))
        id_ = konteks["widget"]["attrs"].get("id", f"id_{name}")
        kotak = [self._kotak(name, id_, tingkat, dipilih) for tingkat in self.tingkat]
        konteks["widget"]["kotak"] = [satu for satu in kotak if satu is not None]
        return konteks

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
        dipilih = dict(zip(self.widget.tingkat, self.widget.format_value(value), strict=True))
        terdalam = next((kode for kode in reversed(dipilih.values()) if kode), "")
        if not terdalam:
            return None
        for tingkat, kode in dipilih.items():
            self._satu(tingkat, kode, dipilih, terdalam)
        return terdalam

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
