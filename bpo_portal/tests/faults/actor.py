"""People at work, in a process of their own: it edits through the services and says what was acknowledged.

Reads one JSON request a line (`{"do": NAME, ...}`), writes one JSON answer a line.
"""

import json
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from hashlib import sha256
from io import BytesIO
from threading import Event, Thread
from typing import Any

import django

django.setup()

from django.apps import apps  # noqa: E402
from django.db import Error, close_old_connections, connections, transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from accounts.models import Role, User  # noqa: E402
from outbox.models import Mail  # noqa: E402
from rfp.models import Candidate, Rfp, TeamMember, TeamRole  # noqa: E402
from scoring import events  # noqa: E402
from scoring.inputs import build_document, local_day  # noqa: E402
from scoring.models import (  # noqa: E402
    CriteriaChange,
    Criterion,
    Delivery,
    Dossier,
    Recomputation,
    Score,
    Shortlist,
)
from scoring.services.dossiers import ask  # noqa: E402
from scoring.services.reports import subscribe  # noqa: E402
from scoring.services.scores import save_score  # noqa: E402
from scoring.services.weights import save_weights  # noqa: E402
from scoring.tests.scenes import make_rfp  # noqa: E402
from vendors.models import Import, Vendor  # noqa: E402
from vendors.services import confirm, upload  # noqa: E402

RETRY_SECONDS = 0.2
ScoreEvent = apps.get_model("scoring", "ScoreEvent")


@dataclass
class Edit:
    """One acknowledged edit: its mark is written with it, so that it is found again in the history."""

    mark: str
    value: int
    seconds: float
    started: float


@dataclass
class Stream:
    """One person's edits, one after the other; `refused` counts those that had to be tried again."""

    rfp: Rfp
    person: int
    each: int
    pause: float
    stop: Event
    edits: list[Edit] = field(default_factory=list)
    refused: int = 0

    def run(self) -> None:
        deed = {0: change_weights, 1: change_twins}.get(self.person, change_score)
        for number in range(self.each):
            if self.stop.is_set():
                break
            self._until_acknowledged(deed, f"{self.rfp.pk}-{self.person}-{number}", number % 5 + 1)
            time.sleep(self.pause)
        connections.close_all()

    def _until_acknowledged(self, deed: Callable[..., None], mark: str, value: int) -> None:
        while True:
            close_old_connections()
            started, tick = time.time(), time.perf_counter()
            try:
                deed(rfp=self.rfp, person=self.person, mark=mark, value=value)
            except Error:
                self.refused += 1
                time.sleep(RETRY_SECONDS)
            else:
                self.edits.append(Edit(mark, value, time.perf_counter() - tick, started))
                return


def change_weights(*, rfp: Rfp, person: int, mark: str, value: int) -> None:
    first, second = Criterion.objects.filter(criteria_set__rfp=rfp, kind="scored").order_by("pk")[:2]
    weights = {first.pk: Decimal(20 + value), second.pk: Decimal(40 - value)}
    lead = TeamMember.objects.get(rfp=rfp, role=TeamRole.LEAD).user
    save_weights(rfp=rfp, weights=weights, by=lead, at=timezone.now(), reason=mark)


def change_twins(*, rfp: Rfp, person: int, mark: str, value: int) -> None:
    """Two scores that are always equal: a version in which they differ was read from two states."""
    with transaction.atomic():
        Rfp.objects.locked().get(pk=rfp.pk)
        evaluator = evaluator_of(rfp, person)
        cells = Score.objects.filter(evaluator=evaluator, candidate__rfp=rfp, candidate__key="acanto")
        for cell in cells:
            Score.objects.filter(pk=cell.pk).update(value=value, comment=mark, changed_at=timezone.now())
        events.inputs_changed.publish(rfp_id=rfp.pk)


def change_score(*, rfp: Rfp, person: int, mark: str, value: int) -> None:
    evaluator = evaluator_of(rfp, person)
    score = Score.objects.filter(evaluator=evaluator, candidate__rfp=rfp).order_by("pk")[0]
    if score.comment != mark:
        save_score(
            candidate=score.candidate,
            criterion=score.criterion,
            evaluator=evaluator,
            value=Decimal(value),
            abstained=False,
            comment=mark,
            revision=score.revision,
            at=timezone.now(),
        )


def evaluator_of(rfp: Rfp, person: int) -> User:
    return TeamMember.objects.get(rfp=rfp, key=f"person-{person}").user


streams: list[tuple[Stream, Thread]] = []
stopping = Event()


@transaction.atomic
def make(*, number: str, people: int = 8, readers: int = 0) -> int:
    """`readers` get the report by mail."""
    rfp = make_rfp(number, evaluators=[f"Person-{person}" for person in range(people)])
    lead, _ = User.objects.get_or_create(
        email="bea@example.com", defaults={"name": "Bea", "roles": [Role.PROCUREMENT_LEAD]}
    )
    TeamMember.objects.create(rfp=rfp, user=lead, role=TeamRole.LEAD, key="bea")
    for reader in range(readers):
        subscribe(
            rfp=rfp,
            email=f"reader-{reader}@{number.lower()}.example.com",
            name="",
            by=lead,
            at=timezone.now(),
        )
    Score.objects.filter(evaluator=evaluator_of(rfp, 1), candidate__key="acanto").update(value=1)
    events.inputs_changed.publish(rfp_id=rfp.pk)
    return rfp.pk


def edit(*, rfp_id: int, people: int, each: int, pause: float) -> None:
    """Start that many people on that many edits each."""
    stopping.clear()
    rfp = Rfp.objects.get(pk=rfp_id)
    for person in range(people):
        stream = Stream(rfp, person, each, pause, stopping)
        thread = Thread(target=stream.run, daemon=True)
        streams.append((stream, thread))
        thread.start()


def finish(*, cut_short: bool) -> dict[str, Any]:
    """Wait until all edits are acknowledged, or only until the ones under way are."""
    if cut_short:
        stopping.set()
    for _, thread in streams:
        thread.join()
    done = [stream for stream, _ in streams]
    streams.clear()
    return {
        "edits": [asdict(edit) for stream in done for edit in stream.edits],
        "refused": sum(stream.refused for stream in done),
        "lost": [edit.mark for stream in done for edit in lost_of(stream)],
    }


def lost_of(stream: Stream) -> Iterator[Edit]:
    """Acknowledged edits that the history does not have, and the last one if it is not what is in force."""
    told = set(CriteriaChange.objects.filter(criteria_set__rfp=stream.rfp).values_list("reason", flat=True))
    told |= set(ScoreEvent.objects.filter(candidate__rfp=stream.rfp).values_list("comment", flat=True))
    yield from (edit for edit in stream.edits if edit.mark not in told)
    if stream.person and stream.edits:
        last = stream.edits[-1]
        cells = Score.objects.filter(candidate__rfp=stream.rfp, comment=last.mark)
        if set(cells.values_list("value", flat=True)) != {Decimal(last.value)}:
            yield last


def state(*, rfp_id: int) -> dict[str, Any]:
    """What is published, compared with a computation from scratch on what is in the rows now."""
    rfp = Rfp.objects.get(pk=rfp_id)
    row = Recomputation.objects.filter(rfp=rfp).first()
    versions = list(Shortlist.objects.filter(rfp=rfp).order_by("number"))
    evaluation = build_document(rfp, on=local_day(rfp, at=timezone.now())).evaluation
    return {
        "current": bool(row and row.computed_version == rfp.inputs_version),
        "right": bool(versions and evaluation and versions[-1].sha256 == evaluation.sha256),
        "numbers": [version.number for version in versions],
        "mixed": [version.number for version in versions if is_mixed(version)],
        "parked": bool(row and row.parked_at),
    }


def attempts(*, rfp_id: int) -> dict[str, Any]:
    row = Recomputation.objects.get(rfp_id=rfp_id)
    return {"parked": bool(row.parked_at), "attempts": row.attempts, "error": row.last_error}


def is_mixed(version: Shortlist) -> bool:
    [acanto] = [vendor for vendor in version.file["vendors"] if vendor["key"] == "acanto"]
    return len({panel["person-1"] for panel in acanto["scores"].values()}) > 1


def mails(*, rfp_id: int) -> list[dict[str, Any]]:
    """Reports by version and recipient."""
    deliveries = Delivery.objects.filter(shortlist__rfp=rfp_id).select_related("mail", "shortlist")
    return [
        {
            "version": each.shortlist.number,
            "recipient": each.recipient,
            "message_id": each.mail.message_id,
            "state": each.mail.state,
        }
        for each in deliveries
    ]


def let_leases_end() -> None:
    """As if the time had passed after which the claim of a dead process counts no more."""
    for claimed in (Mail, Import, Dossier):
        claimed._default_manager.exclude(leased_until=None).update(leased_until=timezone.now())


def upload_vendors(*, rows: int) -> int:
    """A file of new vendors, so long that a worker takes it."""
    keeper, _ = User.objects.get_or_create(
        email="rita@example.com", defaults={"name": "Rita", "roles": [Role.REGISTER_MANAGER]}
    )
    file = BytesIO(b"name,city\n" + b"".join(b"Imported %d,Vigo\n" % number for number in range(rows)))
    return upload(file=file, name="long.csv", kind="vendors", by=keeper, at=timezone.now()).pk


def confirm_import(*, pk: int) -> None:
    confirm(imported=Import.objects.get(pk=pk), at=timezone.now())


def import_state(*, pk: int) -> dict[str, Any]:
    imported = Import.objects.get(pk=pk)
    written = Vendor.objects.filter(name__startswith="Imported ").count()
    return {name: getattr(imported, name) for name in ("state", "step", "attempts", "error")} | {
        "written": written
    }


def ask_dossier(*, rfp_id: int, versions: int) -> int:
    """Of an RFP with so many versions that it takes seconds."""
    rfp = Rfp.objects.get(pk=rfp_id)
    newest = rfp.shortlists.latest("number")
    number, inputs = newest.number, newest.inputs_version
    for more in range(1, versions + 1):
        newest.pk, newest.number, newest.inputs_version = None, number + more, inputs + 1_000_000 + more
        newest.save(force_insert=True)
    lead, _ = User.objects.get_or_create(email="bea@example.com", defaults={"name": "Bea"})
    return ask(rfp=rfp, by=lead, at=timezone.now()).pk


def dossier_state(*, pk: int) -> dict[str, Any]:
    dossier = Dossier.objects.select_related("file").get(pk=pk)
    facts = {name: getattr(dossier, name) for name in ("state", "step", "attempts", "error", "version")}
    pieces = b"".join(dossier.file.read()) if dossier.file else b""
    return facts | {"is_whole": bool(dossier.file and sha256(pieces).hexdigest() == dossier.file.sha256)}


def poison(*, rfp_id: int) -> None:
    """A time zone that does not exist, as no form lets in: the computation fails for good."""
    Rfp.objects.filter(pk=rfp_id).update(timezone="Atlantis/Poseidonis")
    events.inputs_changed.publish(rfp_id=rfp_id)


def touch(*, rfp_id: int, price: int) -> None:
    with transaction.atomic():
        Candidate.objects.filter(rfp_id=rfp_id, key="acanto").update(price=price)
        events.inputs_changed.publish(rfp_id=rfp_id)


DEEDS: dict[str, Callable[..., object]] = {
    deed.__name__: deed
    for deed in (
        *(make, edit, finish, state, attempts, mails, let_leases_end, poison, touch),
        *(upload_vendors, confirm_import, import_state, ask_dossier, dossier_state),
    )
}


def main() -> None:
    for line in sys.stdin:
        request = json.loads(line)
        close_old_connections()
        answer = DEEDS[request.pop("do")](**request)
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()
    stopping.set()


if __name__ == "__main__":
    main()
