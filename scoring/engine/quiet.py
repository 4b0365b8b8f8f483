"""Libraries of statistics, without their remarks."""

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def quietly() -> Iterator[None]:
    """While a statistical library is imported or at work, its warnings go nowhere.

    Some of them bring a drawing library along, which logs where it keeps its fonts. Whoever calls them checks
    that what comes back is a finite number.
    """
    drawing = logging.getLogger("matplotlib")
    level = drawing.level
    drawing.setLevel(logging.ERROR)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        drawing.setLevel(level)
