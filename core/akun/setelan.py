"""Constants that settings.py takes over."""
