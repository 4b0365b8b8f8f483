"""The audit trail of the RFP, oldest first: in words, and as a table with a row for each field that changed."""

from collections.abc import Iterator

from ..history import WholeHistory
from ..presentation.changes import Change, told
from .archive import Archive
from .scope import Rows, Scope, moment

FOLDER = "8-audit-trail"


def write_trail(archive: Archive, scope: Scope) -> None:
    archive.text(
        f"{FOLDER}/history.txt", _words(scope), about="Who changed what, when and from where, in words"
    )
    archive.table(f"{FOLDER}/history.csv", _rows(scope), about="The same, a row for each field that changed")


def _changes(scope: Scope) -> Iterator[Change]:
    for number, entries in enumerate(WholeHistory(scope.rfp).oldest_first()):
        scope.tell("Writing the audit trail", number, 0)
        yield from told(entries)


def _words(scope: Scope) -> Iterator[str]:
    yield f"What was changed in {scope.rfp.number}, oldest first."
    yield "Times at the head of an entry are UTC; others name their zone."
    for change in _changes(scope):
        where = f", from {change.address}" if change.address else ""
        yield ""
        yield f"{moment(change.at)}  {change.who}{where}"
        for line in change.lines:
            became = [
                f"{each.field} {each.old} -> {each.new}" if each.old else f"{each.field} {each.new}"
                for each in line.fields
            ]
            deed = "" if line.deed == "changed" else f" {line.deed}"
            yield " ".join(f"  - {line.subject}{deed}{': ' if became else ''}{'; '.join(became)}".split("\n"))


def _rows(scope: Scope) -> Rows:
    yield ["at", "who", "from", "what", "deed", "field", "old", "new"]
    for change in _changes(scope):
        for line in change.lines:
            about = [moment(change.at), change.who, change.address, line.subject, line.deed]
            yield from ([*about, each.field, each.old, each.new] for each in line.fields)
            if not line.fields:
                yield [*about, "", "", ""]
