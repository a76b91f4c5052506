"""Fails on purpose while it is read: the service goes into quarantine, the others open as ever."""

SETELAN: dict[str, int] = {}
USIA_PALING_MUDA = SETELAN["usia"]  # a setting that nobody made
