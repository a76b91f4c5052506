"""Signals of this app, sent inside the transaction that changes the data, or by the nightly look at the keys."""

from django.dispatch import Signal

# kunci: the `KunciPejabat` whose certificate ends soon; ambang: 30, 14 or 7 days; sent daily, receivers tell once
kunci_segera_habis = Signal()
# kunci: the `KunciSegel`; ambang as above
segel_segera_habis = Signal()
