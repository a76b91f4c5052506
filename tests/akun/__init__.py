"""Tests of core.akun."""
