"""Writing wholesale: what one transaction inserts and changes for many files is gathered, and written at its end.

    with transaction.atomic(), borongan():
        for satu in semua:
            sisip([Percobaan(...)])                                  # one INSERT for all
            ubah(Surat, {"pk": satu.pk, "status": "beku"}, {"status": "terbit"})  # one prepared UPDATE for all

Outside each call writes at once. A block is all or nothing: a change that does not find its row raises Meleset at the
end, the transaction rolls back, and whoever opened the block does the same again one by one, where each refusal
concerns its own file alone. Most of a statement's cost is building it; a block of 25 letters builds it once.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

from django.db import connection
from django.db.models import Model

T = TypeVar("T")
R = TypeVar("R")
Kerja = Callable[[Any, list[Any]], None]


class Meleset(Exception):
    """A row was no longer as its writer had read it."""


class _Borongan:
    def __init__(self) -> None:
        self.kerja: dict[tuple[Kerja, Hashable], list[Any]] = {}
        self.tetap: dict[Hashable, Any] = {}

    def tuang(self) -> None:
        """Do what was gathered, in the order in which each kind came up first; what it gathers in turn comes next."""
        while self.kerja:
            kini, self.kerja = self.kerja, {}
            for (fungsi, tentang), butir in kini.items():
                fungsi(tentang, butir)


_kini: ContextVar[_Borongan | None] = ContextVar("borongan", default=None)


@contextmanager
def borongan() -> Iterator[None]:
    """Gather until the end of the block, which stands inside a transaction. Raises Meleset, and what writing raises."""
    satu = _Borongan()
    tanda = _kini.set(satu)
    try:
        yield
        satu.tuang()
    finally:
        _kini.reset(tanda)


def kumpulkan(fungsi: Callable[[R, list[T]], None], tentang: R, butir: Iterable[T]) -> None:
    """`fungsi(tentang, all)`: once for the whole block; outside at once, with these alone."""
    if (kini := _kini.get()) is None:
        fungsi(tentang, list(butir))
    else:
        kini.kerja.setdefault((fungsi, tentang), []).extend(butir)


def sekali(soal: Hashable, cari: Callable[[], R]) -> R:
    """The same object for every asker of one block, who may change it; outside whatever `cari` finds."""
    if (kini := _kini.get()) is None:
        return cari()
    if soal not in kini.tetap:
        kini.tetap[soal] = cari()
    jawaban: R = kini.tetap[soal]
    return jawaban


def sisip(baris: Sequence[Model], *, abaikan_kembar: bool = False) -> None:
    """Insert rows of one table; with `abaikan_kembar` those that exist already are passed over."""
    if baris:
        kumpulkan(_sisip, (type(baris[0]), abaikan_kembar), baris)


def _sisip(tentang: tuple[type[Model], bool], baris: list[Model]) -> None:
    model, abaikan_kembar = tentang
    model._base_manager.bulk_create(baris, ignore_conflicts=abaikan_kembar)


def ubah(model: type[Model], syarat: dict[str, Any], isi: dict[str, Any], *, longgar: bool = False) -> None:
    """Change the one row that still is as `syarat` says: columns by name, `…__in` for one of several values.

    Raises Meleset when there is none (in a block at its end), unless `longgar`.
    """
    if _kini.get() is None:
        if not model._base_manager.filter(**syarat).update(**isi) and not longgar:
            raise Meleset(model.__name__)
        return
    uji = {nama: list(nilai) if nama.endswith("__in") else [nilai] for nama, nilai in syarat.items()}
    bentuk = (model, tuple((nama, len(nilai)) for nama, nilai in uji.items()), tuple(isi), longgar)
    kumpulkan(_ubah, bentuk, [[*isi.values(), *(satu for nilai in uji.values() for satu in nilai)]])


Bentuk = tuple[type[Model], tuple[tuple[str, int], ...], tuple[str, ...], bool]


def _ubah(bentuk: Bentuk, baris: list[list[Any]]) -> None:
    """One prepared statement for all rows. The words in it are names of our own columns; values are parameters."""
    model, syarat, isi, longgar = bentuk
    kutip = connection.ops.quote_name
    kolom = [_medan(model, nama) for nama in isi]
    uji = [(_medan(model, nama.removesuffix("__in")), n) for nama, n in syarat]
    atur = ", ".join(f"{kutip(satu.column)} = %s" for satu in kolom)
    bila = " AND ".join(f"{kutip(satu.column)} IN ({', '.join(['%s'] * n)})" for satu, n in uji)
    semua = [*kolom, *(satu for satu, n in uji for _ke in range(n))]
    isian = [[satu.get_db_prep_save(x, connection) for satu, x in zip(semua, nilai, strict=True)] for nilai in baris]
    with connection.cursor() as kursor:
        kursor.executemany(f"UPDATE {kutip(model._meta.db_table)} SET {atur} WHERE {bila}", isian)  # noqa: S608
        if kursor.rowcount != len(baris) and not longgar:
            raise Meleset(model.__name__)


def _medan(model: type[Model], nama: str) -> Any:
    return model._meta.pk if nama == "pk" else model._meta.get_field(nama)
