from collections.abc import Container
from itertools import count

from django.utils.text import slugify

LONGEST = 60


def free_key(name: str, *, taken: Container[str], fallback: str) -> str:
    """A slug of the name that is not taken yet: `acme`, `acme-2`, `acme-3` …

    `fallback` names what cannot be written in ASCII at all.
    """
    stem = slugify(name)[: LONGEST - 5].strip("-_") or fallback
    candidates = (stem if number == 1 else f"{stem}-{number}" for number in count(1))
    return next(key for key in candidates if key not in taken)
