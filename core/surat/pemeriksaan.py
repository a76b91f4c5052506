"""Integrity checks of letters for `manage.py periksa_integritas`."""
