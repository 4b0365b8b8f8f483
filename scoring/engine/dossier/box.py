"""The ZIP file of a dossier, read with care: it may come from anybody."""

import json
import re
import zlib
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple, Self
from zipfile import BadZipFile, ZipFile

from ..reading.json_text import LARGEST_FILE

MANIFEST, SUMS = "manifest.json", "MANIFEST.sha256"
FORMAT = "bpo-dossier/1"
AT_ONCE = 1_000_000
LARGEST = 20_000_000_000
"""Bytes that a dossier unpacked may have, so that a small file cannot keep a machine busy for ever."""
_LINE = re.compile(r"([0-9a-f]{64}) [ *](.+)")


class NotADossier(ValueError):
    """The file cannot be read as one; the text says why."""


class Sum(NamedTuple):
    size: int
    sha256: str


class Box:
    """Files by their path within the one folder that a dossier has."""

    def __init__(self, path: str) -> None:
        try:
            self._zip = ZipFile(path)
        except (OSError, ValueError, BadZipFile) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise NotADossier(f"cannot be opened as a ZIP file: {reason}") from None
        try:
            self._look()
        except NotADossier:
            self._zip.close()
            raise

    def _look(self) -> None:
        entries = [each for each in self._zip.infolist() if not each.is_dir()]
        folders = {each.filename.partition("/")[0] for each in entries}
        if len(folders) != 1:
            raise NotADossier("is not a dossier: it does not hold exactly one folder")
        [folder] = folders
        names = [each.filename.removeprefix(f"{folder}/") for each in entries]
        self.repeated = sorted(name for name, times in Counter(names).items() if times > 1)
        self._entries = dict(zip(names, entries, strict=True))
        if missing := [name for name in (MANIFEST, SUMS) if name not in self._entries]:
            raise NotADossier(f"is not a dossier: {missing[0]} is missing")
        if sum(each.file_size for each in entries) > LARGEST:
            raise NotADossier(f"is larger than {LARGEST // 1_000_000_000} GB unpacked")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()

    @property
    def paths(self) -> list[str]:
        return list(self._entries)

    def sum(self, path: str) -> Sum | None:
        """None where the file is damaged or not there."""
        digest, size = sha256(), 0
        try:
            for piece in self._pieces(path):
                digest.update(piece)
                size += len(piece)
        except (KeyError, *DAMAGED):
            return None
        return Sum(size, digest.hexdigest())

    def read(self, path: str) -> bytes | None:
        """Of a file that is to be understood; None where it is damaged, missing or far too large."""
        try:
            if self._entries[path].file_size > LARGEST_FILE:
                return None
            return b"".join(self._pieces(path))
        except (KeyError, *DAMAGED):
            return None

    def _pieces(self, path: str) -> Iterator[bytes]:
        with self._zip.open(self._entries[path]) as file:
            while piece := file.read(AT_ONCE):
                yield piece

    def sums(self) -> dict[str, str]:
        """What MANIFEST.sha256 says, by path. Raises NotADossier for a line that says something else."""
        found = {}
        for number, line in enumerate(
            (self.read(SUMS) or b"").decode("utf-8", "replace").splitlines(), start=1
        ):
            match = _LINE.fullmatch(line)
            if match is None:
                raise NotADossier(f"{SUMS}, line {number}: is not a SHA-256 and a file")
            found[match[2]] = match[1]
        return found

    def manifest(self) -> dict[str, Any]:
        """Raises NotADossier."""
        try:
            found = json.loads(self.read(MANIFEST) or b"")
        except (ValueError, RecursionError):
            raise NotADossier(f"{MANIFEST} is not JSON") from None
        if not isinstance(found, dict) or found.get("format") != FORMAT:
            raise NotADossier(f"{MANIFEST} is not of the format {FORMAT}")
        return found


DAMAGED = (BadZipFile, OSError, EOFError, zlib.error, NotImplementedError, RuntimeError, ValueError)
"""What reading an entry of a damaged or hostile file can raise."""


def sha256_of(path: str) -> str:
    digest = sha256()
    with Path(path).open("rb") as file:
        while piece := file.read(AT_ONCE):
            digest.update(piece)
    return digest.hexdigest()
