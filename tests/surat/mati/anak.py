"""Fork, let the child do something, kill it."""

from __future__ import annotations

import mmap
import os
import select
import signal
import sys
import traceback
from collections.abc import Callable
from typing import Any

from django.db import connections

from core.surat.mesin import mesin
from core.surat.titik import bidik

SELESAI, GALAT, MATI = "selesai", "galat", "mati"
SABAR = 60.0  # seconds until a child that hangs is a failure
_sedang_cetak = mmap.mmap(-1, 1)  # shared with children: 1 while one talks with the press


def kerjakan(perbuatan: Callable[[], object], sasaran: tuple[str, int] | None, detik: float | None = None) -> str:
    """Do it in a child that dies at the named point, or `detik` seconds after its birth. How it ended."""
    (hasil,) = serentak([perbuatan], sasaran, detik)
    return hasil


def serentak(
    semua: list[Callable[[], object]], sasaran: tuple[str, int] | None = None, detik: float | None = None
) -> list[str]:
    """The same with several children that start together."""
    pinjam = _mesin_pinjaman()
    connections.close_all()  # a connection must not be shared with a child
    awas, mulai = os.pipe()
    pid = [_lahirkan(satu, sasaran, (awas, mulai, pinjam)) for satu in semua]
    os.close(awas)
    os.close(mulai)  # now they all start
    hasil = [_tunggu(satu, detik) for satu in pid]
    if _sedang_cetak[0]:
        mesin().tutup()  # it died in the middle of a question: the answer would be read by the next
        _sedang_cetak[0] = 0
    return hasil


def _lahirkan(perbuatan: Callable[[], object], sasaran: tuple[str, int] | None, bekal: Any) -> int:
    awas, mulai, pinjam = bekal
    sys.stdout.flush()
    if pid := os.fork():
        return pid
    try:
        pinjam()
        os.close(mulai)
        os.read(awas, 1)  # returns when the parent closes its end
        if sasaran:
            bidik(*sasaran)
        perbuatan()
        os._exit(0)
    except BaseException:
        traceback.print_exc()
        sys.stderr.flush()
        os._exit(1)


def _mesin_pinjaman() -> Callable[[], None]:
    """For a child: use the parent's press, because starting one takes longer than issuing a letter."""
    mesin().jumlah = 1  # a second one, started by a child, would outlive its kill
    satu: Any = mesin().semua[0]
    pipa, tanya = satu._pastikan_hidup(), satu._tanya

    def bertanya(isi: bytes) -> Any:
        _sedang_cetak[0] = 1
        hasil = tanya(isi)
        _sedang_cetak[0] = 0
        return hasil

    def pinjam() -> None:
        satu._pastikan_hidup, satu._tanya = (lambda: pipa), bertanya

    return pinjam


def _tunggu(pid: int, detik: float | None) -> str:
    gagang = os.pidfd_open(pid)
    siap = select.poll()
    siap.register(gagang, select.POLLIN)
    habis = not siap.poll((SABAR if detik is None else detik) * 1000)
    os.close(gagang)
    if habis:
        os.kill(pid, signal.SIGKILL)
    _, status = os.waitpid(pid, 0)
    if habis and detik is None:
        raise AssertionError(f"anak {pid} tidak selesai dalam {SABAR} detik")
    if os.WIFSIGNALED(status):
        return MATI
    return GALAT if os.WEXITSTATUS(status) else SELESAI
