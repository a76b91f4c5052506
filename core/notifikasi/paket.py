"""Task packages as signed JSON in place of signed pickles: whoever can write into the queue table, or learns the
secret key, can then at most repeat a known task with a number (threat T15)."""

import json
from datetime import datetime
from typing import Any

from django.core import signing
from django.utils.dateparse import parse_datetime
from django_q import pusher, tasks
from django_q.conf import Conf
from django_q.core_signing import BadSignature, loads

from core.notifikasi.antrean import periksa_tugas


class IsiJson:
    """Serializer of one package; the only value that is not JSON is the time `started`."""

    @staticmethod
    def dumps(obj: dict[str, Any]) -> bytes:
        return json.dumps(obj, default=datetime.isoformat).encode()

    @staticmethod
    def loads(data: bytes) -> dict[str, Any]:
        return {**(isi := json.loads(data)), "started": parse_datetime(isi["started"])}


class PaketJson:
    """Stands in for django_q.signing.SignedPackage where tasks are enqueued and taken out."""

    @staticmethod
    def dumps(obj: dict[str, Any], compressed: bool = False) -> str:
        return signing.dumps(obj, key=Conf.SECRET_KEY, salt=Conf.PREFIX, compress=compressed, serializer=IsiJson)

    @staticmethod
    def loads(obj: str | bytes) -> dict[str, Any]:
        """Raises BadSignature, upon which the cluster throws the package away."""
        try:
            tugas = loads(obj, key=Conf.SECRET_KEY, salt=Conf.PREFIX, serializer=IsiJson)
            periksa_tugas(tugas["func"], tugas["args"], tugas["kwargs"])
        except (ValueError, KeyError, TypeError) as galat:
            raise BadSignature(str(galat)) from galat
        return tugas


def pasang() -> None:
    """Called once per process, when the apps are ready."""
    tasks.SignedPackage = pusher.SignedPackage = PaketJson
