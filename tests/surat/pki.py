"""A CA, its OCSP and CRLs, and a time-stamp service on 127.0.0.1: certomancer behind a real HTTP server."""

from collections import Counter
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import yaml
from asn1crypto import ocsp, tsp
from certomancer.registry import ArchLabel, CertLabel, CertomancerConfig, ServiceLabel
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from core.surat.bukti_cabut import Pengumpul
from core.surat.pemeriksa import periksa
from core.surat.sertifikat import KunciTerbuka, pem, sidik
from core.surat.stempel import Pencap, Stempel, Tingkat

PEJABAT = ("pejabat", "camat", "lewat", "cabut")
SUSUNAN = """
keysets:
  uji:
    keys: {ca: {path: ca.pem}, orang: {path: orang.pem}, layanan: {path: layanan.pem}}
pki-architectures:
  uji:
    keyset: uji
    entity-defaults: {country-name: ID, organization-name: Uji}
    entities:
      akar: {common-name: Akar Uji}
      antara: {common-name: CA Antara}
      pejabat: {common-name: Sumarni}
      camat: {common-name: Bambang}
      lewat: {common-name: Sudah Lewat}
      cabut: {common-name: Sudah Dicabut}
      cap: {common-name: Stempel Waktu}
      cap-baru: {common-name: Stempel Waktu Baru}
      penjawab: {common-name: Penjawab}
      lain: {common-name: Akar Lain}
    certs:
      akar:
        {subject: akar, issuer: akar, subject-key: ca, authority-key: ca, validity: &lama
          {valid-from: "2020-01-01T00:00:00+0000", valid-to: "2060-01-01T00:00:00+0000"},
          profiles: [{id: simple-ca, params: {crl-repo: akar}}]}
      antara:
        {subject: antara, issuer: akar, subject-key: ca, authority-key: ca, validity: *lama,
          profiles: [{id: simple-ca, params: {ocsp-service: ocsp}}]}
      lain:
        {subject: lain, issuer: lain, subject-key: ca, authority-key: ca, validity: *lama, profiles: [{id: simple-ca}]}
      penjawab:
        {subject: penjawab, issuer: antara, subject-key: layanan, authority-key: ca, validity: *lama,
          profiles: [ocsp-responder]}
      pejabat: &pejabat
        {subject: pejabat, issuer: antara, subject-key: orang, authority-key: ca, profiles: [digsig-commitment],
          validity: {valid-from: "2026-01-01T00:00:00+0000", valid-to: "2028-01-01T00:00:00+0000"}}
      camat: {<<: *pejabat, subject: camat}
      lewat:
        {<<: *pejabat, subject: lewat,
          validity: {valid-from: "2024-01-01T00:00:00+0000", valid-to: "2025-01-01T00:00:00+0000"}}
      cabut:
        {<<: *pejabat, subject: cabut, revocation: {revoked-since: "2026-06-01T00:00:00+0000"}}
      cap: &cap
        {subject: cap, issuer: akar, subject-key: layanan, authority-key: ca,
          validity: {valid-from: "2020-01-01T00:00:00+0000", valid-to: "2030-01-01T00:00:00+0000"}, extensions: [
            {id: extended_key_usage, critical: true, value: [time_stamping]},
            {id: key_usage, critical: true, smart-value: {schema: key-usage, params: [digital_signature]}}]}
      cap-baru: {<<: *cap, subject: cap-baru, validity: *lama}
      palsu: {<<: *cap, issuer: lain}
    services:
      ocsp: {ocsp: {for-issuer: antara, responder-cert: penjawab, signing-key: layanan, validity-period: {days: 1}}}
      crl-repo: {akar: {for-issuer: akar, signing-key: ca, simulated-update-schedule: P30D}}
      time-stamping:
        cap: {signing-key: layanan, signing-cert: cap}
        cap-baru: {signing-key: layanan, signing-cert: cap-baru}
        palsu: {signing-key: layanan, signing-cert: palsu}
"""


class Pki:
    """`kini`: the clock of the services; `rusak`: what a kind of service answers instead (status, type, bytes)."""

    def __init__(self, folder, alamat):
        kunci = {
            "ca": ec.generate_private_key(ec.SECP256R1()),
            "layanan": ec.generate_private_key(ec.SECP256R1()),
            "orang": rsa.generate_private_key(public_exponent=65537, key_size=2048),
        }
        bentuk = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        for nama, isi in kunci.items():
            (folder / f"{nama}.pem").write_bytes(isi.private_bytes(*bentuk))
        susunan = CertomancerConfig(yaml.safe_load(SUSUNAN), str(folder), external_url_prefix=alamat)
        self._kunci, self._pki = kunci["orang"], susunan.get_pki_arch(ArchLabel("uji"))
        self.alamat, self.hitung = alamat, Counter()
        self.kini, self.rusak = None, {}

    def sertifikat(self, nama):
        return x509.load_der_x509_certificate(self._pki.get_cert(CertLabel(nama)).dump())

    def terbuka(self, nama):
        return KunciTerbuka(self._kunci, self.sertifikat(nama), (self.sertifikat("antara"),))

    @property
    def akar(self):
        return [pem(self.sertifikat("akar"))]

    def stempel(self, tingkat="B-LTA", cap="cap", **pilihan):
        pengumpul = Pengumpul(self.akar, self.akar)
        return Stempel(Tingkat(tingkat), Pencap(f"{self.alamat}/uji/tsa/{cap}", pengumpul), pengumpul, **pilihan)

    def periksa(self, pdf, **pilihan):
        dikenal = {sidik(self.sertifikat(nama)) for nama in PEJABAT}
        return periksa(pdf, self.akar, dikenal, akar_stempel=self.akar, **pilihan)

    def jawab(self, jalur, isi):
        """(status, type, bytes) of one request."""
        _, _, jenis, nama, *_ = [*jalur.split("/"), ""]
        self.hitung[jenis] += 1
        if jenis in self.rusak:
            return self.rusak[jenis]
        layanan, saat = self._pki.service_registry, self.kini or datetime.now(UTC)
        if jenis == "tsa":
            cap = layanan.summon_timestamper(ServiceLabel(nama), saat)
            return 200, "application/timestamp-reply", cap.request_tsa_response(tsp.TimeStampReq.load(isi)).dump()
        if jenis == "ocsp":
            penjawab = layanan.summon_responder(ServiceLabel(nama), saat)
            jawaban = penjawab.build_ocsp_response(ocsp.OCSPRequest.load(isi)).dump()
            return 200, "application/ocsp-response", jawaban
        return 200, "application/pkix-crl", layanan.get_crl(ServiceLabel(nama), saat).dump()


@contextmanager
def menyala(folder):
    """The services, for as long as they are needed."""

    class Tangan(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def balas(self):
            isi = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            status, jenis, hasil = pki.jawab(self.path, isi)
            self.send_response(status)
            self.send_header("Content-Type", jenis)
            self.send_header("Content-Length", str(len(hasil)))
            self.end_headers()
            self.wfile.write(hasil)

        do_GET = do_POST = balas  # noqa: N815 - the names that http.server calls

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Tangan)
    server.daemon_threads = True
    pki = Pki(folder, f"http://127.0.0.1:{server.server_port}")
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield pki
    finally:
        server.shutdown()
        server.server_close()
