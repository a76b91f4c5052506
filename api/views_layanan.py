"""Catalogue and services."""

from dataclasses import replace
from typing import Any

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request

from api import bentuk, isi_layanan
from api.dasar import PANJANG_CARI, Param, ParamDaftar, Umum, halaman
from api.skema import jawaban
from cms import kueri, tampil
from cms.models import KatalogPage
from core.layanan.deklarasi import Layanan
from core.layanan.register import registri
from core.layanan.sidik import sidik_layanan
from publikasi.dasar import di_situs_ini


class ParamKatalog(ParamDaftar):
    """Filters of the catalogue, the same as those of the page."""

    q = serializers.CharField(
        required=False, max_length=PANJANG_CARI, help_text="Kata sehari-hari; salah ketik dimaafkan."
    )
    di = serializers.ListField(
        child=serializers.ChoiceField(list(tampil.TEMPAT)), required=False, help_text="Tingkat kantor, boleh berulang."
    )
    peristiwa = serializers.CharField(
        required=False, max_length=PANJANG_CARI, help_text="Kata peristiwa dalam deklarasi layanan."
    )
    tipe = serializers.ChoiceField(["A", "B", "C"], required=False)
    kategori = serializers.CharField(required=False, max_length=PANJANG_CARI)


class KatalogView(Umum):
    """What a citizen may apply for."""

    parameter = ParamKatalog

    @extend_schema(
        operation_id="katalog", summary="Katalog layanan", parameters=[ParamKatalog],
        responses=jawaban(bentuk.berhalaman(bentuk.Kartu)), tags=["layanan"],
    )  # fmt: skip
    def get(self, request: Request, **kunci: Any) -> Any:
        """Layanan seperti di katalog, berurut nama; dengan `q` berurut yang paling cocok.

        Layanan yang sedang ditutup ikut disebut bila tidak disaring, dengan `buka` bernilai false.
        """
        return super().get(request, **kunci)

    def jawab(self, request: Request, param: dict[str, Any], **kunci: Any) -> Any:
        pasangan = [(satu, _layanan(satu.kode)) for satu in kueri.daftar_kartu(_saringan(param))]
        cocok = [
            (satu, layanan)
            for satu, layanan in pasangan
            if layanan and param.get("kategori", layanan.kategori) == layanan.kategori
        ]
        mulai = next((i for i, (satu, _l) in enumerate(cocok, 1) if satu.kode == param.get("sesudah")), 0)
        potong = cocok[mulai : mulai + param["banyak"]]
        asal = request.build_absolute_uri("/")[:-1]
        lanjut = potong[-1][0].kode if len(cocok) > mulai + len(potong) else ""
        return halaman(request, [isi_layanan.kartu(asal, layanan, satu) for satu, layanan in potong], lanjut)


def _saringan(param: dict[str, Any]) -> kueri.Saringan:
    return kueri.Saringan(
        q=" ".join(param.get("q", "").split()),
        di=tuple(param.get("di", ())),
        peristiwa=param.get("peristiwa", "").lower(),
        tipe=param.get("tipe", ""),
    )


def _layanan(kode: str) -> Layanan | None:
    """The service as it is, or as it was last when it is in quarantine."""
    return registri().ambil(kode) or (kueri.versi_terakhir(kode) if kode in kueri.kode_karantina() else None)


class ParamLayanan(ParamDaftar):
    """Filters of the machine's list."""

    tipe = serializers.ChoiceField(["A", "B", "C"], required=False)
    kategori = serializers.CharField(required=False, max_length=PANJANG_CARI)


class DaftarLayananView(Umum):
    """Every service by code."""

    parameter = ParamLayanan

    @extend_schema(
        operation_id="daftar_layanan", summary="Daftar layanan untuk program", parameters=[ParamLayanan],
        responses=jawaban(bentuk.berhalaman(bentuk.LayananRingkas)), tags=["layanan"],
    )  # fmt: skip
    def get(self, request: Request, **kunci: Any) -> Any:
        """Kode, versi, dan sidik tiap layanan, berurut kode: cukup untuk tahu mana yang berubah."""
        return super().get(request, **kunci)

    def jawab(self, request: Request, param: dict[str, Any], **kunci: Any) -> Any:
        daftar, asal = registri(), request.build_absolute_uri("/")[:-1]
        cocok = sorted(
            (
                satu
                for satu in daftar.semua()
                if satu.kode > param.get("sesudah", "")
                and param.get("tipe", satu.tipe) == satu.tipe
                and param.get("kategori", satu.kategori) == satu.kategori
            ),
            key=lambda satu: satu.kode,
        )
        potong = cocok[: param["banyak"]]
        isi = [isi_layanan.ringkas(asal, satu, isi_layanan.sidik(daftar, satu.kode)) for satu in potong]
        return halaman(request, isi, potong[-1].kode if len(cocok) > len(potong) else "")


class LayananView(Umum):
    """One service, whole."""

    @extend_schema(
        operation_id="layanan", summary="Satu layanan: formulir, syarat, alur, surat, dasar hukum",
        parameters=[Param], responses=jawaban(bentuk.Layanan, 404), tags=["layanan"],
    )  # fmt: skip
    def get(self, request: Request, **kunci: Any) -> Any:
        """Semua yang ditetapkan tentang satu layanan, termasuk JSON Schema isiannya dan cara menanyakannya."""
        return super().get(request, **kunci)

    def jawab(self, request: Request, param: dict[str, Any], **kunci: Any) -> Any:
        kode, daftar = kunci["kode"], registri()
        layanan = _layanan(kode)
        if layanan is None:
            raise Http404
        ada = daftar.ambil(kode) is not None
        kartu = tampil.kartu(layanan)
        return isi_layanan.lengkap(
            request.build_absolute_uri("/")[:-1],
            layanan,
            kartu if ada else replace(kartu, tutup=True),
            sidik=isi_layanan.sidik(daftar, kode) if ada else sidik_layanan(layanan),
            standar=_standar(kode),
        )


def _standar(kode: str) -> dict[str, str]:
    """The components that people have written: on the service's published page, else on the catalogue's."""
    katalog = (
        di_situs_ini(KatalogPage.objects.live().public()).filter(locale__language_code="id").order_by("pk").first()
    )
    if katalog is None:
        return {}
    halaman_ = katalog.halaman_layanan(kode) or katalog
    return {satu.nama: satu.isi for satu in halaman_.komponen()}
