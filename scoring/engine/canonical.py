"""The one spelling of a document from which its hash is taken."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

VENDORS, VENDOR, TITLE, END = '"vendors":[', '{"key":', '"title":', "]}"
READ = json.JSONDecoder().raw_decode


def canonical_bytes(document: Mapping[str, object]) -> bytes:
    """UTF-8, keys sorted, no white space, ``null`` entries left out; numbers stay as they were written."""
    text = _spelt(document)
    return (_spelt(_without_absent(document)) if "null" in text else text).encode()


def sha256(document: Mapping[str, object]) -> str:
    """SHA-256 of the canonical form, in 64 lower-case hexadecimal digits."""
    return sha256_of(canonical_bytes(document))


def sha256_of(canonical: bytes) -> str:
    return hashlib.sha256(canonical).hexdigest()


def taken_apart(canonical: str) -> tuple[str, list[str]] | None:
    """The text of an evaluation file without its vendors, and the text of each vendor; None if it is not canonical.

    A vendor begins with its ``key``, and inside of it no object follows a comma. A quotation mark that somebody
    wrote has a backslash before it, so no name or title can look like the beginning of a vendor.
    """
    before, found, vendors = canonical.partition(VENDORS)
    if not found or not vendors.endswith(END):
        return None
    first, *others = vendors.removesuffix(END).split(f",{VENDOR}")
    return f"{before}{found}{END}", [first, *(f"{VENDOR}{each}" for each in others)] if first else []


def outline(canonical: str) -> dict[str, Any]:
    """An evaluation file of which only keys and titles of the vendors are read, if it is canonical: what they offer is
    nearly all of it."""
    parts = taken_apart(canonical)
    if parts is None:
        return dict(json.loads(canonical))
    rest, vendors = parts
    return {**json.loads(rest), "vendors": [_names(each) for each in vendors]}


def _names(vendor: str) -> dict[str, str]:
    """The title is the last of its keys, so the last place that looks like it is it."""
    places = len(VENDOR), vendor.rindex(TITLE) + len(TITLE)
    key, title = (READ(vendor, place)[0] for place in places)
    return {"key": key, "title": title}


def _spelt(document: object) -> str:
    return json.dumps(
        document,
        ensure_ascii=False,
        allow_nan=False,
        separators=(",", ":"),
        sort_keys=True,
        default=_as_dict,
    )


def _as_dict(value: object) -> dict[object, object]:
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"{type(value).__name__} has no place in a document")


def _without_absent(value: object) -> object:
    if isinstance(value, dict | Mapping):
        return {
            key: item if isinstance(item, str) else _without_absent(item)
            for key, item in value.items()
            if item is not None
        }
    if isinstance(value, list | tuple):
        return [_without_absent(item) for item in value]
    return value
