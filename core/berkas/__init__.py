"""Private files: hostile uploads made harmless, then stored."""
