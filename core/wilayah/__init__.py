"""Regions, units, positions, assignments, leave and the working-day calendar."""
