"""What a dossier holds, in the order in which it is written."""

from dataclasses import dataclass
from typing import IO, Any

from django.db.models import Max
from django.utils import timezone, translation

from accounts.models import User
from rfp.models import Rfp

from ..history import events
from ..services.recompute import snapshot
from .archive import Archive
from .criteria import write_request
from .judgements import write_judgements
from .people import People
from .readme import README, readme
from .reports import write_reports
from .scope import Scope, Tell, moment
from .trail import write_trail
from .vendors import write_vendors
from .versions import write_changes, write_explanations, write_versions

FORMAT = "bpo-dossier/1"


@dataclass(frozen=True)
class Made:
    """Of which state a dossier tells; how many files it has, and versions that do not match their hash."""

    version: int | None
    inputs_version: int
    altered: int
    file_count: int


def write_dossier(stream: IO[bytes], *, rfp_id: int, by: User, tell: Tell) -> Made:
    """Write the whole ZIP to a stream that can be rewound. Must not be called inside a transaction.

    Times in words are those of the RFP's own zone, whoever asked.
    """
    with snapshot():
        rfp = Rfp.objects.get(pk=rfp_id)
        with timezone.override(rfp.timezone), translation.override("en-gb"):
            return _write(stream, Scope(rfp, by, tell))


def _write(stream: IO[bytes], scope: Scope) -> Made:
    archive, people = Archive(stream, f"{scope.rfp.number}-dossier"), People()
    write_request(archive, scope, people)
    write_vendors(archive, scope, people)
    write_judgements(archive, scope, people)
    versions = write_versions(archive, scope)
    write_changes(archive, scope)
    write_explanations(archive, scope)
    write_reports(archive, scope)
    write_trail(archive, scope)
    state = _state(scope)
    lines = readme(scope, archive.files, state)
    archive.text(README, lines, about="What this is, what was decided, and how to check it: begin here")
    archive.close({"format": FORMAT, "rfp": scope.rfp.number, "state": state, "versions": versions})
    return Made(scope.newest, scope.rfp.inputs_version, len(scope.altered), len(archive.files) + 1)


def _state(scope: Scope) -> dict[str, Any]:
    rfp = scope.rfp
    changed = events("rfp.RfpEvent").filter(pgh_obj_id=rfp.pk).aggregate(at=Max("pgh_created_at"))["at"]
    return {
        "title": rfp.title,
        "status": str(rfp.get_status_display()),
        "newest_version": scope.newest,
        "inputs_version": rfp.inputs_version,
        "rfp_last_changed_at": moment(changed),
    }
