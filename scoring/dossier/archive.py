"""A ZIP file that says what is in it: its bytes depend on its contents, and on nothing else."""

import json
from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from vendors.exports import csv_of

MANIFEST, SUMS = "manifest.json", "MANIFEST.sha256"
LEVEL = 6
EARLIEST = (1980, 1, 1, 0, 0, 0)
READABLE = 0o644 << 16
UNIX = 3


class Archive:
    """One folder of files, each written as it comes; then the two lists of them."""

    def __init__(self, stream: IO[bytes], folder: str) -> None:
        self._zip = ZipFile(stream, "w", ZIP_DEFLATED, compresslevel=LEVEL)
        self._folder = folder
        self.files: list[dict[str, Any]] = []

    def add(self, path: str, pieces: Iterable[bytes], *, about: str) -> str:
        """Put a file in, and give its SHA-256."""
        digest, size = sha256(), 0
        with self._zip.open(self._entry(path), "w") as entry:
            for piece in pieces:
                entry.write(piece)
                digest.update(piece)
                size += len(piece)
        self.files.append({"path": path, "bytes": size, "sha256": digest.hexdigest(), "about": about})
        return digest.hexdigest()

    def table(self, path: str, rows: Iterable[list[Any]], *, about: str) -> None:
        """As CSV: for spreadsheet programs, without a cell that they would compute; what is missing is empty."""
        given = (["" if cell is None else cell for cell in row] for row in rows)
        self.add(path, (piece.encode() for piece in csv_of(given)), about=about)

    def text(self, path: str, lines: Iterable[str], *, about: str) -> None:
        self.add(path, (f"{line}\n".encode() for line in lines), about=about)

    def close(self, manifest: dict[str, Any]) -> None:
        """`manifest` is what is said of the whole; the lists of files come to it."""
        whole = {**manifest, "files": self.files}
        document = json.dumps(whole, ensure_ascii=False, indent=1, sort_keys=True)
        self.add(MANIFEST, [f"{document}\n".encode()], about="What each file is, for programs")
        with self._zip.open(self._entry(SUMS), "w") as entry:
            for line in self._sums():
                entry.write(line)
        self._zip.close()

    def _sums(self) -> Iterator[bytes]:
        for file in self.files:
            yield f"{file['sha256']}  {file['path']}\n".encode()

    def _entry(self, path: str) -> ZipInfo:
        """Names are ours: plain ASCII, so that no program has to guess how to write them."""
        entry = ZipInfo(f"{self._folder}/{path.encode('ascii').decode()}", EARLIEST)
        entry.compress_type, entry.external_attr, entry.create_system = ZIP_DEFLATED, READABLE, UNIX
        return entry
