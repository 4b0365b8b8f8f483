"""Which record a row is about, from what the row calls it."""

from collections import defaultdict
from collections.abc import Hashable, Iterable
from typing import Any

from django.core.exceptions import ValidationError

from bpo_portal.text import folded, tidy
from vendors.models import Vendor

from .values import Reader, line

Key = tuple[Hashable, ...]


class Known:
    """Records by their key: as it is written, or else in whatever case and width where only one fits."""

    def __init__(self, records: Iterable[tuple[int, Key]]) -> None:
        self.written: dict[Key, list[int]] = defaultdict(list)
        self.alike: dict[Key, list[int]] = defaultdict(list)
        for pk, key in records:
            self.written[as_written(key)].append(pk)
            self.alike[as_folded(key)].append(pk)

    def find(self, key: Key) -> int | None:
        """Raises ValidationError where several records fit equally well."""
        found = self.written.get(as_written(key)) or self.alike.get(as_folded(key), [])
        if len(found) > 1:
            raise ValidationError("Several records in the register are called so: give one another name.")
        return found[0] if found else None


def as_written(key: Key) -> Key:
    return tuple(" ".join(tidy(part).split()) if isinstance(part, str) else part for part in key)


def as_folded(key: Key) -> Key:
    return tuple(folded(part) if isinstance(part, str) else part for part in key)


def known_vendors() -> Known:
    """By their names; what was merged into another record is that one now."""
    names = Vendor.objects.order_by().values_list("pk", "merged_into", "name")
    return Known((survivor or pk, (name,)) for pk, survivor, name in names)


def vendor_reader(vendors: Known) -> Reader:
    def read(text: str) -> Any:
        pk = vendors.find((text,))
        if pk is None:
            raise ValidationError(f"“{line(text)[:60]}” is no vendor that is known here.")
        return pk

    return read
