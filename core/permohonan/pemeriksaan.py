"""Integrity checks of applications; filled in with integritas."""
