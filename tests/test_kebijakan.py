"""Every route has a policy, and nobody opens what lies in another's scope. The matrix is generated from the router."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from django.http import HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver, path
from django.urls.resolvers import RegexPattern

from core.akun.rute import pengecualian_basi, semua_rute_tanpa_kebijakan
from core.permohonan import verba
from core.permohonan.models import Lampiran
from peristiwa.models import Rangkaian
from tests import pabrik
from tests.permohonan import bahan
from tests.permohonan.warga_http import berkas_asli, masuk

pytestmark = [pytest.mark.usefixtures("senin")]


@pytest.fixture
def senin():
    import time_machine

    with time_machine.travel(bahan.SENIN, tick=False) as jam:
        yield jam


# --- Every route has a policy -----------------------------------------------------------------------------------------


def test_every_route_of_ours_says_who_may_open_it():
    assert semua_rute_tanpa_kebijakan() == []


def test_a_route_that_forgot_its_policy_is_found():
    lupa = path("lupa/", lambda _request: HttpResponse("terbuka"))
    resolver = URLResolver(RegexPattern(r"^/"), [*get_resolver().url_patterns, lupa])
    assert [satu.split()[0] for satu in semua_rute_tanpa_kebijakan(resolver)] == ["lupa/"]


def test_no_exemption_is_stale():
    assert pengecualian_basi() == []


# --- Nobody opens what is another's -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Rute:
    """One route with an object in its address."""

    nama: str
    kebijakan: str
    argumen: tuple[str, ...]


def rute_objek(resolver: URLResolver | None = None, ruang: str = "") -> list[Rute]:
    """Routes of our apps with a citizen's or a file's id in their address."""
    hasil = []
    for pola in (resolver or get_resolver()).url_patterns:
        if isinstance(pola, URLResolver):
            hasil += rute_objek(pola, f"{pola.namespace}:" if pola.namespace else ruang)
        elif isinstance(pola, URLPattern) and hasattr(pola.callback, "kebijakan"):
            argumen = tuple(pola.pattern.converters)
            if {"id", "permohonan"} & set(argumen):
                hasil.append(Rute(f"{ruang}{pola.name}", pola.callback.kebijakan, argumen))
    return hasil


SEMUA = rute_objek()


@dataclass
class Desa:
    """Real data of one desa: a file at its desk, a file in repair, a draft, a new citizen, and who belongs to them."""

    pemohon: Any
    tim: Any
    di_meja: Any
    draf: Any
    lampiran: Lampiran
    warga_baru: Any
    rangkaian: Any

    def alamat(self, rute: Rute, draf: bool = False) -> dict[str, Any]:
        """The arguments of a route for an object of this desa."""
        p = self.draf if draf else self.di_meja
        semua = {
            "id": self._id(rute, p.pk),
            "butir": self.rangkaian.butir.get().pk,
            "permohonan": p.pk,
            "lampiran": self.lampiran.pk,
            "n": 0,
            "aksi": "tolak",
            "jenis": "ktp",
        }
        return {nama: semua[nama] for nama in rute.argumen}

    def _id(self, rute: Rute, permohonan: UUID) -> Any:
        """What `id` stands for in each room."""
        lain = {"akun": self.warga_baru.pk, "peristiwa": self.rangkaian.pk}
        return lain.get(rute.nama.partition(":")[0], permohonan)


def buat_desa(unit: Any) -> Desa:
    tim, pemohon = pabrik.tim(unit), bahan.warga(unit)
    p = bahan.kirim(bahan.draf(pemohon))
    satu = p.lampiran.get(kode="pengantar")
    satu.berkas = berkas_asli(pemohon.pengguna)
    satu.save()
    draf = verba.mulai(warga=pemohon, layanan=bahan.layanan(kode="surat-draf"))
    foto = berkas_asli(None)
    baru = pabrik.warga(unit, status="menunggu", foto_ktp=foto, foto_kk=foto)
    rangkaian = Rangkaian.objects.create(warga=pemohon, kunci="uji", judul="Uji")
    rangkaian.butir.create(urut=1, kode_layanan="surat-draf")
    return Desa(pemohon, tim, bahan.segar(p), draf, satu, baru, rangkaian)


@pytest.fixture
def desa_a(kecil):
    return buat_desa(kecil.pepelegi)


@pytest.fixture
def desa_b(kecil):
    return buat_desa(kecil.tropodo)


def url(rute: Rute, argumen: dict[str, Any]) -> str:
    from django.urls import reverse

    return reverse(rute.nama, kwargs=argumen)


def test_the_matrix_is_not_empty_and_covers_every_kind():
    assert len(SEMUA) >= 12
    assert {rute.kebijakan for rute in SEMUA} >= {"warga", "petugas"}


WARGA = [rute for rute in SEMUA if rute.kebijakan == "warga"]
PETUGAS = [rute for rute in SEMUA if rute.kebijakan == "petugas"]
MAKNA = {200, 302, 405, 409, 422}


def coba(klien, alamat):
    """Status codes of looking and of acting, with a body that every form would take."""
    isi = {
        "versi": 2,
        "alasan": "Coba",
        "umum": "Coba",
        "setuju": "on",
        "kunci": secrets.token_hex(12),
        "aksi": "terima",
    }
    return klien.get(alamat).status_code, klien.post(alamat, isi).status_code


@pytest.mark.parametrize("rute", WARGA, ids=lambda rute: rute.nama)
def test_a_citizens_pages_do_not_exist_for_another_citizen(rute, desa_a, desa_b):
    orang_lain = masuk(desa_b.pemohon.pengguna)
    for draf in (False, True):
        alamat = url(rute, desa_a.alamat(rute, draf))
        assert set(coba(orang_lain, alamat)) <= {404, 405}
        assert orang_lain.get(alamat).status_code in {404, 405}
    assert bahan.segar(desa_a.di_meja).versi == desa_a.di_meja.versi


@pytest.mark.parametrize("rute", WARGA, ids=lambda rute: rute.nama)
def test_a_citizens_pages_exist_for_the_citizen(rute, desa_a):
    sendiri = masuk(desa_a.pemohon.pengguna)
    assert sendiri.get(url(rute, desa_a.alamat(rute))).status_code in MAKNA | _belum_ada(rute)


def _belum_ada(rute: Rute) -> set[int]:
    """The letter of this file is not published yet, so even its owner finds nothing to download."""
    return {404} if rute.nama.startswith("surat:") else set()


@pytest.mark.parametrize("rute", PETUGAS, ids=lambda rute: rute.nama)
def test_a_file_does_not_exist_for_the_officers_of_another_desa(rute, desa_a, desa_b):
    alamat = url(rute, desa_a.alamat(rute))
    for orang in (desa_b.tim.operator_desa, desa_b.tim.kepala_desa):
        assert set(coba(masuk(orang), alamat)) <= {404, 405}
    assert (bahan.segar(desa_a.di_meja).versi, bahan.segar(desa_a.di_meja).status) == (desa_a.di_meja.versi, "diajukan")
    desa_a.warga_baru.refresh_from_db()
    assert desa_a.warga_baru.status == "menunggu"


@pytest.mark.satu_basis
@pytest.mark.parametrize("rute", PETUGAS, ids=lambda rute: rute.nama)
def test_a_desk_does_not_exist_for_a_citizen_not_even_with_the_own_file(rute, desa_a):
    assert set(coba(masuk(desa_a.pemohon.pengguna), url(rute, desa_a.alamat(rute)))) <= {404, 405}


@pytest.mark.parametrize("rute", PETUGAS, ids=lambda rute: rute.nama)
def test_a_file_exists_for_the_officer_at_whose_desk_it_lies(rute, desa_a):
    operator = masuk(desa_a.tim.operator_desa)
    assert operator.get(url(rute, desa_a.alamat(rute))).status_code in MAKNA | _belum_ada(rute)


@pytest.mark.satu_basis
@pytest.mark.parametrize("rute", WARGA + PETUGAS, ids=lambda rute: rute.nama)
def test_who_is_not_signed_in_is_asked_to_sign_in(rute, desa_a, client):
    for status in coba(client, url(rute, desa_a.alamat(rute))):
        assert status == 302


@pytest.mark.satu_basis
@pytest.mark.parametrize("rute", WARGA + PETUGAS, ids=lambda rute: rute.nama)
def test_an_object_that_does_not_exist_looks_the_same(rute, desa_a):
    argumen = desa_a.alamat(rute)
    argumen |= {nama: UUID(int=7) for nama in ("id", "permohonan") if isinstance(argumen.get(nama), UUID)}
    if rute.nama.startswith("akun:"):
        argumen["id"] = 987_654
    orang = desa_a.pemohon.pengguna if rute.kebijakan == "warga" else desa_a.tim.operator_desa
    assert set(coba(masuk(orang), url(rute, argumen))) <= {404, 405}
