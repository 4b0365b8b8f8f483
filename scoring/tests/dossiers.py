"""Dossiers as tests look at them: made, opened and unpacked."""

import csv
from io import BytesIO, StringIO
from pathlib import Path
from zipfile import ZipFile

from accounts.models import User
from rfp.models import Rfp
from scoring.dossier import Made, write_dossier

FOLDER = "RFP-2027-001-dossier"
Table = list[dict[str, str]]


def untold(step: str, done: int, total: int) -> None:
    """Nobody asks how far it is."""


class Opened:
    """A dossier that was made of an RFP."""

    def __init__(self, rfp: Rfp, by: User) -> None:
        stream = BytesIO()
        self.made: Made = write_dossier(stream, rfp_id=rfp.pk, by=by, tell=untold)
        self.content = stream.getvalue()
        self.zip = ZipFile(BytesIO(self.content))
        self.names = [name.removeprefix(f"{FOLDER}/") for name in self.zip.namelist()]

    def read(self, path: str) -> bytes:
        return self.zip.read(f"{FOLDER}/{path}")

    def text(self, path: str) -> str:
        return self.read(path).decode("utf-8-sig")

    def table(self, path: str) -> Table:
        return list(csv.DictReader(StringIO(self.text(path), newline="")))

    def everything(self) -> str:
        """All that is text in it."""
        ends = (".csv", ".txt", ".json", ".sha256")
        return "\n".join(self.text(name) for name in self.names if name.endswith(ends))

    def saved(self, folder: Path) -> Path:
        path = folder / "dossier.zip"
        path.write_bytes(self.content)
        return path
