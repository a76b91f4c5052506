"""Frames over the pipes of a child process, with a deadline: a 4-byte big-endian length and that many bytes."""

import contextlib
import os
import select
import signal
import subprocess
import time
from dataclasses import dataclass

BESAR_BINGKAI = 20_000_000


class PipaPutus(Exception):
    """The child died, said nonsense, or did not answer in time."""


@dataclass(frozen=True, slots=True)
class Pipa:
    """A child process that speaks in frames. Not thread-safe: one question at a time."""

    proses: subprocess.Popen[bytes]

    @classmethod
    def buka(cls, perintah: list[str], lingkungan: dict[str, str]) -> "Pipa":
        """Start the child in a process group of its own; it sees nothing of ours but its pipes."""
        return cls(
            subprocess.Popen(
                perintah, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=lingkungan,
                start_new_session=True,
            )
        )  # fmt: skip

    @property
    def hidup(self) -> bool:
        """Whether the child still runs."""
        return self.proses.poll() is None

    def kirim(self, isi: bytes) -> None:
        """Send one frame. Raises PipaPutus."""
        try:
            self.proses.stdin.write(len(isi).to_bytes(4, "big") + isi)  # type: ignore[union-attr]
            self.proses.stdin.flush()  # type: ignore[union-attr]
        except (OSError, ValueError) as galat:
            raise PipaPutus from galat

    def terima(self, batas: float) -> bytes:
        """One frame before the deadline (`time.monotonic`). Raises PipaPutus."""
        panjang = int.from_bytes(self._baca(4, batas), "big")
        if panjang > BESAR_BINGKAI:
            raise PipaPutus
        return self._baca(panjang, batas)

    def _baca(self, jumlah: int, batas: float) -> bytes:
        fd = self.proses.stdout.fileno()  # type: ignore[union-attr]
        hasil, jaga = bytearray(), select.poll()  # poll, not select: descriptors above 1024 are common in a busy server
        jaga.register(fd, select.POLLIN)
        while len(hasil) < jumlah:
            siap = jaga.poll(max(0, int((batas - time.monotonic()) * 1000)))
            potong = os.read(fd, jumlah - len(hasil)) if siap else b""
            if not potong:
                raise PipaPutus
            hasil += potong
        return bytes(hasil)

    def bunuh(self) -> None:
        """Kill the whole group: bubblewrap and what it holds."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.proses.pid, signal.SIGKILL)
        self.proses.wait()
        for pipa in (self.proses.stdin, self.proses.stdout):
            if pipa:
                with contextlib.suppress(OSError):  # what was not sent yet is thrown away
                    pipa.close()
