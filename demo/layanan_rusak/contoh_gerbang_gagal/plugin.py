"""Fails on purpose when it is asked: a gate that breaks refuses, and the state page counts it."""

from typing import Any

from core.layanan.kontrak import hookimpl


@hookimpl
def periksa_permohonan(isian: dict[str, Any], profil: dict[str, Any]) -> None:
    """Asks for something that no profile has."""
    if profil["hobi"] == isian["keperluan"]:
        return
