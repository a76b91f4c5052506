"""Signals of this app. Receivers run inside the transaction: what they write exists exactly when the step does."""

from django.dispatch import Signal

peristiwa_dicatat = Signal()
"""Sent for every event appended to a file's log; arguments: ``permohonan``, ``peristiwa``, and
``langkah``, all events of the same step in order."""
