"""Python's collector of reference cycles, set for a server: it should not read the whole program again and again.

With the defaults it took 2.4 of 18 ms of each signed letter: every 700 new objects it looks at the young ones, and now
and then at all half a million that Django and Wagtail made at their start and that never go away.
"""

import gc

MUDA, TENGAH, TUA = 10_000, 20, 50  # a web request makes some ten thousand objects


def tenangkan() -> None:
    """Leave out what exists already, and look less often at the rest. Once, when a process has loaded everything."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(MUDA, TENGAH, TUA)
