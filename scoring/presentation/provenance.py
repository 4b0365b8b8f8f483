"""Where the inputs of one vendor in one version come from: who entered each, and when."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.utils.formats import date_format

from accounts.models import User
from rfp.models import Rfp
from vendors.dimensions import Side
from vendors.models import Certification

from ..history import events
from ..models import Criterion, Kind, Shortlist, Source
from ..numbers import plain

Document = Mapping[str, Any]
Event = Any

REGISTER = {Source.EMPLOYEES: "Head-count", Source.YEARS: "Years of experience", Source.PROFILE: "Profile"}


@dataclass(frozen=True)
class Origin:
    """One input. `is_later`: the trail does not reach back to the version, so it is told as it is today."""

    what: str
    value: str
    who: str = ""
    at: datetime | None = None
    note: str = ""
    is_later: bool = False


class Provenance:
    """Of one vendor in one version; a fixed number of queries for each kind of input."""

    def __init__(self, rfp: Rfp, shortlist: Shortlist, *, vendor: str, document: Document) -> None:
        self.rfp, self.at = rfp, shortlist.computed_at
        self.given: Document = next(each for each in document["vendors"] if each["key"] == vendor)
        self._criteria = {each.key: each for each in Criterion.objects.of_rfp(rfp).select_related("scheme")}
        trail = events("rfp.CandidateEvent").filter(rfp_id=rfp.pk, key=vendor).select_related("pgh_context")
        self._trails: dict[str, list[Event]] = {}
        self._offers: list[Event] = list(trail.order_by("pgh_id"))

    def of(self, criterion: Mapping[str, Any]) -> list[Origin]:
        """Of one criterion of the evaluation file; nothing where nothing was given."""
        if criterion["kind"] == Kind.PRICE:
            return self._price()
        if criterion["kind"] == Kind.SCORED:
            return self._panel(criterion["key"])
        known = self._criteria.get(criterion["key"])
        if known is None:
            return []
        if known.source == Source.CERTIFICATE:
            return self._certificates(known)
        if known.source == Source.RECORDED:
            return self._record(known)
        return self._register(known)

    # --- The offer and the panel

    def _price(self) -> list[Origin]:
        price = self.given.get("price")
        if price is None:
            return []
        found, is_later = self._entered(self._offers, lambda event: _same(event.price, price))
        return [self._origin("Price", f"{Decimal(price):,f}", found, is_later, found and found.price_note)]

    def _panel(self, key: str) -> list[Origin]:
        return [
            self._score(key, evaluator, value)
            for evaluator, value in self.given.get("scores", {}).get(key, {}).items()
        ]

    def _score(self, key: str, evaluator: str, value: str) -> Origin:
        known = self._criteria.get(key)
        user = self._team.get(evaluator)
        trail = self._scores.get((known.pk if known else 0, user or 0), [])
        until = [event for event in trail if event.changed_at <= self.at]
        found, is_later = _run(until, trail, lambda event: _same(event.value, value))
        name = self._names.get(user or 0, evaluator)
        return Origin(
            f"Score of {name}",
            value,
            name,
            found and found.changed_at,
            found.comment if found else "",
            is_later,
        )

    # --- What the lead recorded, and the register

    def _record(self, criterion: Criterion) -> list[Origin]:
        value = self._value(criterion)
        found, is_later = self._entered(
            self._records[criterion.pk],
            lambda event: _found(event) == value or _same(event.value, value),
        )
        return [self._origin("Recorded", value, found, is_later, found and found.note)] if value else []

    def _certificates(self, criterion: Criterion) -> list[Origin]:
        return [
            Origin(
                f"{criterion.scheme}, {each.get_state_display().lower()}",
                f"to {date_format(each.expires_on, 'j M Y')}" if each.expires_on else "no end",
                str(each.decided_by or each.claimed_by or ""),
                each.decided_at or each.created_at,
                ", ".join(filter(None, [each.number, each.body, each.source])),
                (each.decided_at or each.created_at) > self.at,
            )
            for each in self._held
            if each.scheme_id == criterion.scheme_id
        ]

    def _register(self, criterion: Criterion) -> list[Origin]:
        value = self._value(criterion)
        found, is_later = self._entered(*self._facts(criterion, value))
        what = REGISTER.get(Source(criterion.source), "Register")
        note = self._figure(criterion, found) if criterion.kind == Kind.KNOCKOUT else ""
        return [self._origin(what, value, found, is_later, note)] if value else []

    def _figure(self, criterion: Criterion, event: Event | None) -> str:
        """What the register said, of which a knock-out keeps only the answer."""
        figure = getattr(event, FACTS[Source(criterion.source)][1], None)
        return "Not known in the register" if figure is None else f"{plain(Decimal(figure))} in the register"

    def _value(self, criterion: Criterion) -> str:
        of_kind = "knockouts" if criterion.kind == Kind.KNOCKOUT else "measures"
        return str(self.given.get(of_kind, {}).get(criterion.key, ""))

    def _facts(self, criterion: Criterion, value: str) -> tuple[list[Event], Callable[[Event], bool]]:
        """The trail of the fact, and what the version read in it; a knock-out keeps only the answer."""
        kind, name, of = FACTS[Source(criterion.source)]
        trail = [event for event in self._trail(kind) if of(event, criterion)]
        if criterion.kind != Kind.KNOCKOUT:
            return trail, lambda event: _same(getattr(event, name), value)
        read = [event for event in trail if event.pgh_created_at <= self.at] or trail
        latest = getattr(read[-1], name) if read else None
        return trail, lambda event: getattr(event, name) == latest

    def _trail(self, kind: str) -> list[Event]:
        """Everything about the vendor of this kind, read once."""
        if kind not in self._trails:
            own = {"pgh_obj_id" if kind == "vendors.VendorEvent" else "vendor_id": self._vendor}
            rows = events(kind).filter(**own).select_related("pgh_context").order_by("pgh_id")
            self._trails[kind] = list(rows)
        return self._trails[kind]

    # --- Trails

    def _entered(self, trail: list[Event], matches: Callable[[Event], bool]) -> tuple[Event | None, bool]:
        until = [event for event in trail if event.pgh_created_at <= self.at]
        return _run(until, trail, matches)

    def _origin(self, what: str, value: str, event: Event | None, is_later: bool, note: str | None) -> Origin:
        if event is None:
            return Origin(what, value, is_later=True)
        return Origin(what, value, self._who(event), event.pgh_created_at, note or "", is_later)

    def _who(self, event: Event) -> str:
        return self._names.get(_user(event) or 0, "")

    @cached_property
    def _candidate(self) -> int:
        return self._offers[-1].pgh_obj_id if self._offers else 0

    @cached_property
    def _vendor(self) -> int:
        return self._offers[-1].vendor_id if self._offers else 0

    @cached_property
    def _team(self) -> dict[str, int]:
        """Everybody who ever was on the team, by the keys that evaluation files use."""
        members = events("rfp.TeamMemberEvent").filter(rfp_id=self.rfp.pk)
        return dict(members.order_by("pgh_id").values_list("key", "user_id"))

    @cached_property
    def _scores(self) -> dict[tuple[int, int], list[Event]]:
        found = defaultdict(list)
        for event in events("scoring.ScoreEvent").filter(candidate_id=self._candidate).order_by("pgh_id"):
            found[event.criterion_id, event.evaluator_id].append(event)
        return dict(found)

    @cached_property
    def _records(self) -> dict[int, list[Event]]:
        found = defaultdict(list)
        rows = events("scoring.RecordedValueEvent").filter(candidate_id=self._candidate)
        for event in rows.select_related("pgh_context").order_by("pgh_id"):
            found[event.criterion_id].append(event)
        return found

    @cached_property
    def _held(self) -> Sequence[Certification]:
        schemes = {each.scheme_id for each in self._criteria.values() if each.source == Source.CERTIFICATE}
        held = Certification.objects.filter(vendor=self._vendor, scheme__in=schemes)
        return list(held.select_related("decided_by", "claimed_by").order_by("pk"))

    @cached_property
    def _names(self) -> dict[int, str]:
        """Of all who have or had an account: there are few, and any of them may have entered something."""
        return dict(User.objects.values_list("pk", "name"))


def _found(event: Event) -> str:
    return {True: "pass", False: "fail"}.get(event.passed, "")


def _user(event: Event) -> int | None:
    context = event.pgh_context
    return context.metadata.get("user") if context else None


def _run(
    until: Sequence[Event], trail: Sequence[Event], matches: Callable[[Event], bool]
) -> tuple[Event | None, bool]:
    """What gave the value that the version read: the first of the last events in a row that have it.

    If the trail up to the version does not end with it, what has it today, or nothing; and that it is so.
    """
    for part, is_later in ((until, False), (trail, True)):
        if part and matches(part[-1]):
            return _first_of_the_last(part, matches), is_later
    return None, True


def _first_of_the_last(part: Iterable[Event], matches: Callable[[Event], bool]) -> Event:
    found = None
    for event in part:
        found = (found or event) if matches(event) else None
    return found


def _same(known: Any, written: str) -> bool:
    return known is not None and bool(written) and Decimal(str(known)) == Decimal(written)


def _is_asked(event: Event, criterion: Criterion) -> bool:
    counts = criterion.claimed_counts or event.side == Side.ASSESSED
    return event.dimension == criterion.dimension and counts


FACTS: dict[Source, tuple[str, str, Callable[[Event, Criterion], bool]]] = {
    Source.EMPLOYEES: ("vendors.VendorEvent", "employees", lambda event, criterion: True),
    Source.YEARS: (
        "vendors.CapabilityEvent",
        "years",
        lambda event, criterion: event.service_line_id == criterion.service_line_id,
    ),
    Source.PROFILE: ("vendors.ProfileValueEvent", "value", _is_asked),
}
"""By the source of a criterion: the events of the register, the field in them, and which of them are meant."""
