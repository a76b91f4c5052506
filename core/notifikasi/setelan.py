"""Constants that settings.py takes over: the queue, and what is swept every minute."""

from sipraja.pengaturan import Pengaturan

__all__ = ["PENYAPU", "Q_CLUSTER"]

_redis = Pengaturan().redis_url
_pekerja = 2

# django-q2 only rings the bell: the outbox and the intent tables are the truth. Hence:
Q_CLUSTER = {
    "name": "sipraja",
    "workers": _pekerja,
    # `retry` runs while a task waits in the prefetch, so it must exceed timeout × (1 + (queue_limit + 1) / workers).
    "timeout": 60,
    "retry": 300,
    "queue_limit": _pekerja,  # whatever is prefetched runs twice after a crash
    "max_attempts": 5,
    # A failed task is done for the queue; the outbox decides when to try again, with back-off. Never both.
    "ack_failures": True,
    "catch_up": False,  # after a night without power one sweep, not six hundred
    "save_limit": -1,  # successes are not stored: their rows hold unsigned pickles (threat T15)
    "bulk": 1,
    "recycle": 200,
    # No such cache on purpose: the cluster would write its statistics into the database twice a second.
    "cache": "tanpa-statistik",
    "label": "Antrean",
    **({"redis": _redis} if _redis else {"orm": "default"}),
}

# Functions without arguments, called once a minute by the worker. Each is safe to run twice and at the same time.
PENYAPU = [
    "core.notifikasi.verba.sapu",
    "core.surat.verba.pulihkan",
    "core.akun.verba.sapu_draf",
    "core.surat.masa_kunci.sapu_masa_kunci",
    "core.surat.verba_stempel.stempel_ulang",
    "mpp.tugas.sapu",
]
