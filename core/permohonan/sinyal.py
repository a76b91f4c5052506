"""Signals of this app; receivers run inside the transaction of the verb, so they may write rows that must not get lost."""

from django.dispatch import Signal

peristiwa_dicatat = Signal()
"""Sent for every event appended to a file's log; arguments: ``permohonan``, ``peristiwa``."""
