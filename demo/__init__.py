"""Demo people of an installation with DEMO on. Nothing here is imported when DEMO is off."""

from demo.orang import Akun, akun_demo

__all__ = ["Akun", "akun_demo"]
