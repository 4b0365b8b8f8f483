"""What a report says, read from the stored version alone, so it says the same years later."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from typing import Any, Self
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.formats import date_format

from bpo_portal.text import BIDIRECTIONAL

from ..models import Kind, PanelMethod, PriceFormula, Shortlist
from ..panel import outstanding
from ..presentation.ranking import RankingView, Row, Segment, ranks
from ..presentation.words import short, tipping
from ..services.causes import net_changes
from .comments import Comment, comments_on
from .readers import Reader
from .shifts import Shifts

Document = dict[str, Any]

SHOWN_CHANGES = 12
SHOWN_SHIFTS = 8
SHOWN_REASONS = 3
SOMEBODY_RANKED = r'"rank": ?1\y'
SEE_HISTORY = "See the history in BPO Portal."
EVERYBODY = Reader()
_EVALUATOR = re.compile(r"^Score of .+? for ")
_NO_DIRECTION_MARKS = dict.fromkeys(map(ord, BIDIRECTIONAL))


def is_newest(shortlist: Shortlist) -> bool:
    return not Shortlist.objects.filter(rfp=shortlist.rfp_id, number__gt=shortlist.number).exists()


def readable(text: str) -> str:
    """Without the invisible marks that make the text around a name read backwards."""
    return text.translate(_NO_DIRECTION_MARKS)


def without_evaluator(cause: str) -> str:
    return _EVALUATOR.sub("Score of an evaluator for ", cause)


def share(segment: Segment) -> Decimal:
    """How much of the bar it takes, in per cent."""
    return Decimal(f"{segment.length:.3f}")


class Report:
    """One version as its readers see it.

    `since` is the version that they saw before, `causes` is what is different since then; `comments` are
    the panel's, for the team alone.
    """

    def __init__(
        self,
        shortlist: Shortlist,
        *,
        since: Shortlist | None,
        causes: list[str],
        reader: Reader = EVERYBODY,
        comments: Sequence[Comment] = (),
        outstanding: int = 0,
    ) -> None:
        self.shortlist, self.rfp, self.since = shortlist, shortlist.rfp, since
        self.reader, self.comments, self.outstanding = reader, comments, outstanding
        self.causes = causes if reader.is_team else list(map(without_evaluator, causes))
        self.zone = ZoneInfo(self.rfp.timezone)
        self.view = RankingView(shortlist, before=since)
        self.was_ranked = bool(since and ranks(since.result))

    @classmethod
    def of(cls, shortlist: Shortlist, reader: Reader = EVERYBODY) -> Self:
        """Compared with the version that its reader was sent last, or else with the one before."""
        earlier = Shortlist.objects.filter(rfp=shortlist.rfp, number__lt=shortlist.number)
        seen = earlier.filter(number=reader.since) if reader.since else earlier.order_by("-number")
        since = seen.first()
        comments = comments_on(shortlist) if reader.is_team else []
        report = cls(
            shortlist,
            since=since,
            causes=_causes(since, shortlist),
            reader=reader,
            comments=comments,
            outstanding=outstanding(shortlist.rfp, at=shortlist.computed_at) if is_newest(shortlist) else 0,
        )
        if not report.view.ranked:
            report.was_ranked = earlier.filter(ranking__regex=SOMEBODY_RANKED).exists()
        return report

    @cached_property
    def document(self) -> Document:
        return self.shortlist.file

    @property
    def title(self) -> str:
        return str(self.document["title"])

    @property
    def name(self) -> str:
        """What its files are called, without the ending."""
        return f"{self.rfp.number}-shortlist-v{self.shortlist.number}"

    @property
    def subject(self) -> str:
        mark = "[Sample] " if self.rfp.is_sample else ""
        return f"{mark}{self.rfp.number} shortlist: {self.short_headline} (version {self.shortlist.number})"

    @property
    def address(self) -> str:
        return settings.BASE_URL + self.shortlist.get_absolute_url()

    @property
    def computed(self) -> str:
        return self._time(self.shortlist.computed_at)

    @property
    def day(self) -> str:
        return date_format(self.shortlist.as_of, "j F Y")

    @property
    def points_to_be_had(self) -> str:
        return short(self.document["method"]["weights_total"])

    @property
    def by_now(self) -> str:
        """Of a ranking without a first place: whether there was one before."""
        return "now" if self.was_ranked else "yet"

    @property
    def _why_nobody(self) -> str:
        """What keeps most vendors out, the first few reasons."""
        found = Counter(reason for row in self.view.rows for reason in row.reasons).most_common(SHOWN_REASONS)
        told = "; ".join(f"{reason} ({count} of {len(self.view.rows)} vendors)" for reason, count in found)
        return f"{told}." if told else "No vendor has every value that a ranking needs, or all are excluded."

    @property
    def short_headline(self) -> str:
        leaders = self.view.leaders
        if not leaders:
            return f"nobody is ranked {self.by_now}"
        return (
            f"{leaders[0].title} first" if len(leaders) == 1 else f"{len(leaders)} vendors share first place"
        )

    @property
    def headline(self) -> str:
        leaders = self.view.leaders
        if not leaders:
            return f"Nobody is ranked {self.by_now}"
        if len(leaders) == 1:
            return f"{leaders[0].title} is first"
        *others, last = [leader.title for leader in leaders]
        return f"{', '.join(others)} and {last} share first place"

    @property
    def lead(self) -> str:
        """The total behind the headline, and the distance to whoever comes next."""
        leaders = self.view.leaders
        if not leaders:
            return self._why_nobody
        total = f"{leaders[0].total} of {self.points_to_be_had} points"
        runner_up = next((row for row in self.view.ranked if row.rank != 1), None)
        return f"{total}, {_distance(leaders[0], runner_up)}." if runner_up else f"{total}."

    @property
    def summary(self) -> str:
        parts = [
            f"{len(self.view.ranked)} ranked",
            *self._counted(len(self.view.incomplete), "incomplete"),
            *self._counted(len(self.view.excluded), "excluded"),
        ]
        return f"{len(self.view.rows)} vendors: {', '.join(parts)}."

    @property
    def changes(self) -> list[str]:
        if not self.causes:
            return [f"Nothing in the end: what was changed since then was changed back. {SEE_HISTORY}"]
        rest = len(self.causes) - SHOWN_CHANGES
        more = [f"… and {rest} more. {SEE_HISTORY}"] if rest > 1 else []
        return [*self.causes[: None if rest == 1 else SHOWN_CHANGES], *more]

    @property
    def changes_heading(self) -> str:
        if self.since is None:
            return "What this is"
        return f"What changed since version {self.since.number} ({self._time(self.since.computed_at)})"

    @property
    def moves(self) -> list[str]:
        """Who came, went, rose or fell, best rank first."""
        return [f"{row.title}: {row.move.words}" for row in self.view.rows if row.move and row.move.words]

    @cached_property
    def shifts(self) -> Shifts | None:
        return Shifts.between(self.since, self.shortlist) if self.since else None

    @property
    def shifts_in_words(self) -> list[str]:
        """The same for a mail, the first few."""
        if self.shifts is None:
            return []
        told = [*(row.sentence for row in self.shifts.rows), *self.shifts.others]
        rest = len(told) - SHOWN_SHIFTS
        return [*told[:SHOWN_SHIFTS], *([f"… and {rest} more in the attached files"] if rest > 0 else [])]

    @property
    def warning(self) -> str:
        """What a reader must know before anything else, if the record was tampered with."""
        if not self.shortlist.alterations:
            return ""
        return (
            "Altered: this version does not match its fingerprint, so it was changed after it was stored. "
            "Do not rely on this report."
        )

    @property
    def provisional(self) -> str:
        """Why places can still change, if they can for want of values or scores."""
        said = ["values are still missing, so places can change."] if self.shortlist.provisional else []
        if self.outstanding:
            scores = (
                "1 assigned score is" if self.outstanding == 1 else f"{self.outstanding} assigned scores are"
            )
            said.append(f"{scores} still to come; until then totals rest on those given.")
        return " ".join(["Provisional:", *said]) if said else ""

    @cached_property
    def firmness(self) -> list[str]:
        return self.view.firmness

    @property
    def tips(self) -> list[dict[str, str]]:
        """For each criterion, at what weight the first place changes hands, the others in proportion."""
        titles = {
            each["key"]: each["title"] for key in ("criteria", "vendors") for each in self.document[key]
        }
        return [
            {
                "criterion": titles[each["criterion"]],
                "weight": short(each["weight"]),
                **_tip("down", each["down"], titles),
                **_tip("up", each["up"], titles),
            }
            for each in tipping(self.view.ranking)
        ]

    @property
    def knockouts(self) -> list[dict[str, str]]:
        """For each knock-out, how many passed it and who did not."""
        return [
            _knockout(each, self.document["vendors"])
            for each in self.document["criteria"]
            if each["kind"] == Kind.KNOCKOUT
        ]

    @property
    def left_out(self) -> list[str]:
        """Who is out and why."""
        return [
            f"{row.title}: {'; '.join(row.reasons)}" for row in (*self.view.excluded, *self.view.incomplete)
        ]

    @property
    def audience(self) -> str:
        if self.reader.is_team:
            return "For the team: with the names and the comments of the panel."
        return "Without the names and the comments of the panel, which only the team sees."

    @property
    def command(self) -> str:
        return f"python manage.py evaluate {self.rfp.number}-version-{self.shortlist.number}.json"

    @cached_property
    def numbers(self) -> dict[str, str]:
        """By which each criterion is named where there is no room for its title."""
        return {each["key"]: str(number) for number, each in enumerate(self.document["criteria"], start=1)}

    @property
    def criteria(self) -> list[dict[str, str]]:
        return [
            {
                "title": each["title"],
                "kind": Kind(each["kind"]).label,
                "weight": short(each["weight"]) if "weight" in each else "",
                "rule": _rule(each, self.document.get("currency", "")),
            }
            for each in self.document["criteria"]
        ]

    @property
    def method(self) -> list[str]:
        return list(_method(self.document))

    def _time(self, at: datetime) -> str:
        return date_format(at.astimezone(self.zone), "j F Y, H:i T")

    @staticmethod
    def _counted(count: int, word: str) -> list[str]:
        return [f"{count} {word}"] if count else []


def _causes(since: Shortlist | None, shortlist: Shortlist) -> list[str]:
    """As the version tells them itself, unless its reader missed others, all of which can still be read."""
    if since is None or since.number == shortlist.number - 1 or since.alterations or shortlist.alterations:
        return shortlist.cause.splitlines()
    return net_changes(since, shortlist)


def _distance(first: Row, second: Row) -> str:
    ahead = Decimal(first.total or 0) - Decimal(second.total or 0)
    if ahead:
        return f"{ahead} ahead of {second.title}"
    return f"the same as {second.title}; the tie-break decides"


def _tip(way: str, tip: Document | None, titles: Mapping[str, str]) -> dict[str, str]:
    """The weight that is reached that way, and who is level there; empty where nobody ever is."""
    return {way: short(tip["at"]) if tip else "", f"{way}_vendor": titles[tip["vendor"]] if tip else ""}


def _knockout(criterion: Document, vendors: Sequence[Document]) -> dict[str, str]:
    answers: dict[str, list[str]] = defaultdict(list)
    for vendor in vendors:
        answers[vendor.get("knockouts", {}).get(criterion["key"], "")].append(vendor["title"])
    return {
        "criterion": criterion["title"],
        "passed": str(len(answers["pass"])),
        "failed": ", ".join(answers["fail"]),
        "waived": ", ".join(answers["waived"]),
        "open": ", ".join(answers[""]),
    }


def _rule(criterion: Document, currency: str) -> str:
    match criterion["kind"]:
        case Kind.KNOCKOUT:
            return "Who fails is excluded"
        case Kind.PRICE:
            return _price_rule(criterion, currency)
    low, high = map(short, criterion["scale"])
    lower = ", lower is better" if criterion.get("direction") == "lower" else ""
    minimum = f"; minimum {short(criterion['minimum'])}" if criterion.get("minimum") else ""
    return f"From {low} to {high}{lower}{minimum}"


def _price_rule(criterion: Document, currency: str) -> str:
    formula = PriceFormula(criterion["formula"]).label
    if criterion.get("bounds"):
        return f"{formula}: {' and '.join(criterion['bounds'])} {currency}".rstrip()
    if criterion.get("reference"):
        return f"{formula}: {criterion['reference']} {currency}".rstrip()
    return formula


def _method(document: Document) -> Iterator[str]:
    method = document["method"]
    criteria = {each["key"]: each["title"] for each in document["criteria"]}
    panel = PanelMethod(method.get("panel", "mean")).label
    yield f"Scores of several evaluators: {panel[0].lower()}{panel[1:]}."
    yield f"Points are weight × share of the scale, exact, rounded once to {method.get('decimals', 2)} decimals."
    if method.get("quality_minimum"):
        yield f"Quality below {method['quality_minimum']} % excludes."
    if method.get("quality_relative_to_best"):
        yield "Quality is scaled to the best quality among those left."
    if method.get("tie_break"):
        words = {"quality": "higher quality", "price": "lower price"}
        order = [words.get(key) or f"more points for {criteria[key]}" for key in method["tie_break"]]
        yield f"Of equal totals the better is the one with {', then '.join(order)}."
