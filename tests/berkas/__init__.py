"""Tests of core.berkas."""
