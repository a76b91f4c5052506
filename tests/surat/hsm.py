"""A key device for tests: SoftHSM2 with tokens in a folder of its own, filled through PKCS#11 as a real one is."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pkcs11
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding
from pkcs11 import Attribute, ObjectClass, TokenFlag
from pkcs11.util.rsa import decode_rsa_private_key

from tests.alat import butuh, lewati

PIN = "2468"
PUSTAKA = ("/usr/lib/softhsm/libsofthsm2.so", "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so")


class Hsm:
    """The folder of tokens, and the library that reads it."""

    def __init__(self, folder: Path) -> None:
        self.program, self.folder = butuh("softhsm2-util"), folder / "token"
        self.folder.mkdir()
        self.modul = next((satu for satu in PUSTAKA if Path(satu).exists()), "") or lewati("libsofthsm2.so tidak ada")
        self.setelan = folder / "softhsm2.conf"
        self.setelan.write_text(
            f"directories.tokendir = {self.folder}\nobjectstore.backend = file\nlog.level = ERROR\n"
        )

    def token(self, label: str, pin: str = PIN) -> None:
        """A new token with this PIN."""
        perintah = [self.program, "--init-token", "--free", "--label", label, "--pin", pin, "--so-pin", "13579135"]
        lingkungan = os.environ | {"SOFTHSM2_CONF": str(self.setelan)}
        subprocess.run(perintah, check=True, capture_output=True, env=lingkungan)

    def isi(
        self, token: str, label: str, kunci: rsa.RSAPrivateKey | None, *sertifikat: x509.Certificate, pin: str = PIN
    ) -> None:
        """Put a key pair and certificates under this label; further certificates go under `ca`."""
        from cryptography.hazmat.primitives import serialization as s

        def kerja(sesi):
            if kunci is not None:
                der = kunci.private_bytes(Encoding.DER, s.PrivateFormat.TraditionalOpenSSL, s.NoEncryption())
                rahasia = decode_rsa_private_key(der)
                tetap = {Attribute.TOKEN: True, Attribute.LABEL: label}
                sesi.create_object({**rahasia, **tetap, Attribute.PRIVATE: True, Attribute.SIGN: True})
                angka = {nama: rahasia[nama] for nama in (Attribute.MODULUS, Attribute.PUBLIC_EXPONENT)}
                jenis = {Attribute.CLASS: ObjectClass.PUBLIC_KEY, Attribute.KEY_TYPE: pkcs11.KeyType.RSA}
                sesi.create_object({**jenis, **angka, **tetap, Attribute.PRIVATE: False, Attribute.VERIFY: True})
            for nomor, satu in enumerate(sertifikat):
                sesi.create_object(_objek_sertifikat(satu, label if nomor == 0 else "ca"))

        self._dengan(token, kerja, pin)

    def kunci_kurva(self, token: str, label: str) -> None:
        """A key pair that is no RSA key."""
        from pkcs11.util.ec import encode_named_curve_parameters

        def kerja(sesi):
            domain = {Attribute.EC_PARAMS: encode_named_curve_parameters("secp256r1")}
            kurva = sesi.create_domain_parameters(pkcs11.KeyType.EC, domain, local=True)
            kurva.generate_keypair(label=label, store=True)

        self._dengan(token, kerja)

    def _dengan(self, token, kerja, pin: str = PIN) -> None:
        pustaka = pkcs11.lib(self.modul)
        try:
            with pustaka.get_token(token_label=token).open(rw=True, user_pin=pin) as sesi:
                kerja(sesi)
        finally:
            pustaka.finalize()

    def kunci_mati(self, token: str) -> None:
        """What a real device notes after too many wrong PINs. SoftHSM2 counts none, but reads the note."""
        pustaka = pkcs11.lib(self.modul)
        berkas = next(b for b in self.folder.glob("*/token.object") if token.encode() in b.read_bytes())
        bendera = int(pustaka.get_token(token_label=token).flags)
        pustaka.finalize()
        lama, baru = (nilai.to_bytes(8, "big") for nilai in (bendera, bendera | TokenFlag.USER_PIN_LOCKED))
        isi = berkas.read_bytes()
        assert isi.count(lama) == 1
        berkas.write_bytes(isi.replace(lama, baru))


def _objek_sertifikat(satu: x509.Certificate, label: str) -> dict[Attribute, object]:
    return {
        Attribute.CLASS: ObjectClass.CERTIFICATE, Attribute.CERTIFICATE_TYPE: pkcs11.CertificateType.X_509,
        Attribute.TOKEN: True, Attribute.PRIVATE: False, Attribute.LABEL: label,
        Attribute.SUBJECT: satu.subject.public_bytes(), Attribute.ISSUER: satu.issuer.public_bytes(),
        Attribute.VALUE: satu.public_bytes(Encoding.DER),
    }  # fmt: skip


@pytest.fixture
def hsm(tmp_path, settings, monkeypatch):
    """An empty device, plugged in. Nothing of the driver may be left over after a test."""
    from core.surat.penanda import pkcs11 as penggerak

    perangkat = Hsm(tmp_path)
    monkeypatch.setenv("SOFTHSM2_CONF", str(perangkat.setelan))
    settings.PKCS11_MODUL, settings.PKCS11_TOKEN = perangkat.modul, "Pejabat"
    perangkat.token("Pejabat")
    yield perangkat
    assert penggerak._masuk == {}, "a login was left open"
