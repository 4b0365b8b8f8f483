"""Reasons of the engine, and how firm the first place is, in sentences."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from ..waivers import Waived, sentence

Titles = Mapping[str, str]
Document = dict[str, Any]


def reasons_in_words(
    reasons: Sequence[str],
    criteria: Mapping[str, Document],
    method: Document,
    waivers: Mapping[str, Waived] | None = None,
) -> list[str]:
    """One sentence for each reason; criteria that the panel has not scored yet share one.

    `waivers` of the vendor, by knock-out: who approved it and why.
    """
    unscored = [each for each in reasons if _is_unscored(each, criteria)]
    others = [_reason(each, criteria, method, waivers or {}) for each in reasons if each not in unscored]
    titles = ", ".join(criteria[each.split(":", 1)[1]]["title"] for each in unscored)
    return [*others, *([f"Not scored yet: {titles}"] if titles else [])]


def _is_unscored(reason: str, criteria: Mapping[str, Document]) -> bool:
    kind, key = reason.split(":", 1)
    return kind == "missing" and criteria[key]["kind"] == "scored"


def _reason(
    reason: str, criteria: Mapping[str, Document], method: Document, waivers: Mapping[str, Waived]
) -> str:
    """What a reason such as `knockout:iso27001` says to a person."""
    kind, key = reason.split(":", 1)
    criterion = criteria.get(key, {})
    title = criterion.get("title", key)
    match kind:
        case "knockout":
            return f"Knock-out failed: {title}"
        case "waived" if key in waivers:
            return sentence(waivers[key], title)
        case "waived":
            return f"Knock-out waived: {title}"
        case "minimum" if key == "quality" and "quality" not in criteria:
            return f"Minimum missed: quality, at least {method.get('quality_minimum')} per cent"
        case "minimum":
            return f"Minimum missed: {title}, at least {criterion.get('minimum')}"
        case "not-comparable":
            return f"Price not comparable: {title} needs a price above zero"
    missing = {"price": "Price missing", "knockout": f"Knock-out not answered: {title}"}
    return missing.get(criterion.get("kind", ""), f"Figure missing: {title}")


def firmness(ranking: Document, criteria: Titles, vendors: Titles) -> list[str]:
    """How firm the first place is: the nearest single weight, and the smallest shift of weight.

    Sentences for people who did not follow the evaluation; none where nobody is ranked.
    """
    leaders = [row["vendor"] for row in ranking["rows"] if row["rank"] == 1]
    if not leaders:
        return []
    found = ranking["sensitivity"]
    if found is None:
        return [_not_judged(ranking, [vendors[key] for key in leaders])]
    leader = vendors[found["leader"]]
    level = _level(ranking)
    if level:
        others = _and([vendors[key] for key in level]) if len(level) > 1 else vendors[level[0]]
        have = "have" if len(level) > 1 else "has"
        return [f"{leader} is first only by the tie-break: rounded, {others} {have} the same total."]
    return [
        _nearest(leader, found["criteria"], criteria, vendors),
        _smallest(found, criteria, vendors),
        *([rounding(ranking["rows"][0]["total"])] if _can_change(found) else []),
    ]


def tipping(ranking: Document) -> list[Document]:
    """For each criterion where another vendor draws level; nothing where the tie-break alone made somebody first, as
    exact totals then say nothing of the first place."""
    found = ranking["sensitivity"]
    return found["criteria"] if found and not _level(ranking) else []


def rounding(total: str) -> str:
    """What a weight near its tipping point is to be taken with; `total` as shown tells the decimals."""
    least = Decimal(1).scaleb(-len(total.partition(".")[2]))
    return (
        f"These weights are exact; but totals that differ by less than {least:f} can be equal as shown, and then the "
        "rule for equal totals says who is first."
    )


def _can_change(found: Document) -> bool:
    return bool(found["smallest_transfer"]) or any(each["down"] or each["up"] for each in found["criteria"])


def _level(ranking: Document) -> list[str]:
    """Who has the leader's total, as far as it is shown."""
    first, *others = [row for row in ranking["rows"] if row["rank"] is not None]
    return [row["vendor"] for row in others if row["total"] == first["total"]]


def _not_judged(ranking: Document, leaders: list[str]) -> str:
    if len(leaders) > 1:
        return f"{_and(leaders)} share the first place."
    if sum(row["state"] == "ranked" for row in ranking["rows"]) < 2:
        return f"{leaders[0]} is the only vendor in the ranking, so there is nothing to compare it with."
    return f"{leaders[0]} leads. How firmly cannot be stated exactly with this method of computing points."


def _nearest(leader: str, found: list[Document], criteria: Titles, vendors: Titles) -> str:
    """The tipping weight that is nearest to the weight in force, of all criteria and both directions."""
    tips = [
        (abs(Decimal(tip["at"]) - Decimal(each["weight"])), word, tip, each)
        for each in found
        for word, tip in (("less", each["down"]), ("more", each["up"]))
        if tip
    ]
    if not tips:
        return f"{leader} stays first whatever a single criterion weighs."
    _, word, tip, each = min(tips, key=lambda found: found[0])
    at, weight = short(tip["at"]), short(each["weight"])
    return (
        f"{leader} would lose the first place to {vendors[tip['vendor']]} if {criteria[each['criterion']]} weighed "
        f"{word} than {at} instead of {weight}; no other single weight is nearer to a change."
    )


def _smallest(found: Document, criteria: Titles, vendors: Titles) -> str:
    transfer = found["smallest_transfer"]
    if not transfer:
        return "No shift of weight from one criterion to another changes the first place."
    points = short(transfer["points"]) if Decimal(transfer["points"]) else "less than 0.0001"
    return (
        f"Moving {points} point{'' if points == '1' else 's'} of weight from {criteria[transfer['from']]} to "
        f"{criteria[transfer['to']]} would bring {vendors[transfer['vendor']]} level; no smaller shift "
        f"changes the first place."
    )


def line_in_words(line: Mapping[str, Any], *, ranked: int) -> str:
    """Where the line of the shortlist is drawn, when so many vendors are ranked."""
    size, threshold = line.get("size"), line.get("threshold")
    top = "the first vendor" if size == 1 else f"the first {size} vendors"
    if size and ranked < size:
        top = f"every ranked vendor, up to {size}"
    if size and threshold:
        return f"On the shortlist: {top}, if their total is at least {threshold}."
    if size:
        return f"On the shortlist: {top}."
    if threshold:
        return f"On the shortlist: every vendor with a total of at least {threshold}."
    return "No line is drawn: every ranked vendor is on the shortlist."


def short(number: str) -> str:
    """A decimal text without zeros at its end."""
    return number.rstrip("0").rstrip(".") if "." in number else number


def _and(names: list[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]])
