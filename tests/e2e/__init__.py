"""The main road in a real browser."""

# Regency, database, width, scripts or not, longest or shortest services. CI has time for two.
BAKU = "sidoarjo-sqlite-360-skrip-panjang trenggalek-postgres-1280-tanpa-pendek"
