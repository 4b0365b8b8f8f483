from functools import cache
from zoneinfo import available_timezones


@cache
def all_timezones() -> frozenset[str]:
    """Names such as Europe/Madrid; read once, as looking through the system's files takes longer than a page."""
    return frozenset(available_timezones())
