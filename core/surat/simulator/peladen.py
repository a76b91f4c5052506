"""The simulator's server: HTTP Basic, one table of addresses, one thread for each connection."""

import json
import secrets
import ssl
import sys
from base64 import b64encode
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import get_ident
from typing import Any

from core.surat.simulator import pintu, versi1, versi2
from core.surat.simulator.dunia import Dunia
from core.surat.simulator.gangguan import KREDENSIAL, Balasan, balas_json, galat

TUAN = "127.0.0.1"
MAKS = 64 * 1024 * 1024
Jawab = Callable[[Dunia, dict[str, Any]], Balasan]

POS: dict[str, Jawab] = {
    "/api/v2/user/check/status": lambda dunia, isi: versi1.keadaan(dunia, versi2.pengenal(isi)),
    "/api/v2/sign/get/totp": versi2.minta_kode,
    "/api/v2/sign/pdf": versi2.tanda_tangani,
    "/api/v2/seal/get/activation": versi2.aktivasi,
    "/api/v2/seal/get/totp": versi2.kode_segel,
    "/api/v2/seal/pdf": versi2.segel_pdf,
    "/simulator/orang": pintu.orang,
    "/simulator/segel": pintu.segel,
    "/simulator/gangguan": pintu.gangguan,
}
AMBIL: dict[str, Callable[[Dunia], object]] = {
    "/simulator/hitung": lambda dunia: dunia.hitung,
    "/simulator/kode": lambda dunia: dunia.kode_terkirim,
}
MENURUT_AWAL: dict[str, Callable[[Dunia, str], Balasan]] = {
    "/api/user/status/": versi1.keadaan,
    "/api/sign/download/": versi1.unduh,
}


class Penangan(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    server: "Peladen"

    def do_GET(self) -> None:
        self._layani(self._ambil)

    def do_POST(self) -> None:
        self._layani(self._terima)

    def log_message(self, *_isi: object) -> None:
        """Nothing: an address of version 1 carries a NIK."""

    def _layani(self, kerjakan: Callable[[], Balasan]) -> None:
        dunia = self.server.dunia
        dunia.sibuk.add(get_ident())
        dunia.permintaan[self.path] += 1
        try:
            self._kirim(self._jawab(kerjakan))
        finally:
            dunia.sibuk.discard(get_ident())

    def _jawab(self, kerjakan: Callable[[], Balasan]) -> Balasan:
        izin = secrets.compare_digest(self.headers.get("Authorization", "").encode(), self.server.izin)
        self.isi = self.rfile.read(min(MAKS, int(self.headers.get("Content-Length") or 0)))
        try:
            return kerjakan() if izin else KREDENSIAL
        except (KeyError, ValueError, TypeError) as salah:
            return galat(400, f"Permintaan tidak lengkap: {type(salah).__name__}")

    def _ambil(self) -> Balasan:
        if buat := AMBIL.get(self.path):
            return balas_json(buat(self.server.dunia))
        for awal, jawab in MENURUT_AWAL.items():
            if self.path.startswith(awal):
                return jawab(self.server.dunia, self.path.removeprefix(awal))
        return galat(404, "Tidak ada", 404)

    def _terima(self) -> Balasan:
        if self.path == "/api/sign/pdf":
            return versi1.tanda_tangani(self.server.dunia, self.headers.get("Content-Type", ""), self.isi)
        jawab = POS.get(self.path)
        return jawab(self.server.dunia, json.loads(self.isi)) if jawab else galat(404, "Tidak ada", 404)

    def _kirim(self, balasan: Balasan) -> None:
        self.close_connection = balasan.putus or balasan.potong
        if balasan.putus:
            return
        self.send_response(balasan.status)
        self.send_header("Content-Type", balasan.jenis)
        for nama, nilai in balasan.kepala.items():
            self.send_header(nama, nilai)
        if balasan.panjang:
            self.send_header("Content-Length", str(len(balasan.isi)))
        self.end_headers()
        self.wfile.write(balasan.isi[: len(balasan.isi) // 2] if balasan.potong else balasan.isi)


class Peladen(ThreadingHTTPServer):
    """The gateway, on this machine only."""

    daemon_threads = True

    def __init__(self, dunia: Dunia, akun: tuple[str, str], port: int = 0, tls: Path | None = None) -> None:
        super().__init__((TUAN, port), Penangan)
        self.dunia = dunia
        self.izin = b"Basic " + b64encode(":".join(akun).encode())
        self.alamat = f"{'https' if tls else 'http'}://{TUAN}:{self.server_address[1]}"
        if tls:
            konteks = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            konteks.load_cert_chain(tls)
            # The handshake happens in the thread of its connection, or one bad client would keep all others out.
            self.socket = konteks.wrap_socket(self.socket, server_side=True, do_handshake_on_connect=False)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up, or refuses our certificate, is none of our faults."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)

    def server_close(self) -> None:
        """Wake whoever waits on purpose, then close."""
        self.dunia.berhenti.set()
        super().server_close()
