"""How often a process that lives long looks for garbage in cycles."""

import gc

YOUNG = 50_000


def look_seldom() -> None:
    """Never among what is loaded by now, and among new objects once there are many: a page or a ranking makes
    tens of thousands that need no looking for, and Python's own settings look at them after every 700."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, 20, 20)
