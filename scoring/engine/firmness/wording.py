"""What was found out, in sentences that a board understands."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from operator import itemgetter

from ..arithmetic import fixed, rounded, written
from ..document import Evaluation
from ..explanation.words import enumerated
from .absence import Dependence, Gap, PriceSafety, Verdict, Without
from .acceptability import SPREAD, Acceptability, Acceptance
from .dominance import Dominance
from .field import Unavailable
from .needs import Need, Obstacle, VendorNeeds
from .prospects import Outlook, Prospect
from .tipping import Sensitivity

DECIMALS = 2
MOST_SHOWN = 3
MOST_NAMED = 10


class Names:
    """Titles instead of keys."""

    def __init__(self, evaluation: Evaluation, evaluators: Mapping[str, str]) -> None:
        self.vendors = {vendor.key: vendor.title for vendor in evaluation.vendors}
        self.criteria = {criterion.key: criterion.title for criterion in evaluation.criteria}
        self.evaluators = evaluators
        self.currency = f" {evaluation.currency}" if evaluation.currency else ""
        self.price = evaluation.price.key if evaluation.price else None

    def evaluator(self, key: str) -> str:
        return self.evaluators.get(key, key)

    def all_vendors(self, keys: Sequence[str], word: str = "and") -> str:
        return enumerated([self.vendors[key] for key in keys], word)


def of_level(leader: str, level: Sequence[str], names: Names) -> Iterator[str]:
    """A first place that only rounding or the tie-break gave is not firm at all."""
    if level:
        have = "have" if len(level) > 1 else "has"
        yield (
            f"{names.vendors[leader]} is first only by the tie-break: rounded, {_some(level, names)} {have} the same "
            "total."
        )


def of_dominance(part: Dominance | Unavailable, names: Names) -> Iterator[str]:
    if isinstance(part, Unavailable):
        yield f"Whether other weights would change who is first cannot be said. {part.reason}"
        return
    leader = names.vendors[part.leader]
    if part.for_all_weights:
        yield f"No weights can put another vendor ahead of {leader}: on every criterion it is at least as good."
        return
    better: dict[str, list[str]] = {}
    for each in part.advantages:
        better.setdefault(each.vendor, []).append(names.criteria[each.criterion])
    told = [
        f"{names.vendors[vendor]} is better on {few(criteria, 'more criterion', 'more criteria')}"
        for vendor, criteria in better.items()
    ]
    others = ("more vendor is better on some", "more vendors are better on some")
    yield f"{leader} is not the best on every criterion: {few(told, *others, ', and')}."


def of_sensitivity(found: Sensitivity, names: Names) -> Iterator[str]:
    """Only where the leader is ahead by what is shown."""
    leader, transfer = names.vendors[found.leader], found.smallest_transfer
    if transfer:
        points = f"{_amount(transfer.points, 4)} points"
        yield (
            f"The smallest move of weight from one criterion to another that lets a vendor draw level with {leader}: "
            f"{points if rounded(transfer.points, 4) else 'less than 0.0001 points'} from "
            f"{names.criteria[transfer.giver]} to {names.criteria[transfer.taker]}, for "
            f"{names.vendors[transfer.vendor]}."
        )
    elif len(found.criteria) > 1:
        yield f"{leader} stays first however much weight is moved from any one criterion to any other."
    tips = [
        f"{names.criteria[each.criterion]} at {_instead(tip.at, Fraction(each.weight))} ({names.vendors[tip.vendor]})"
        for each in found.criteria
        for tip in (each.down, each.up)
        if tip
    ]
    if tips:
        yield f"One weight changed, the others in proportion, another draws level with {'; '.join(tips)}."


def _instead(at: Fraction, weight: Fraction) -> str:
    """``25.5319 instead of 40``; what the decimals cannot tell apart is not written as if it were the same."""
    if rounded(at, 4) != weight:
        return f"{_amount(at, 4)} instead of {written(weight)}"
    return f"a little {'more' if at > weight else 'less'} than {written(weight)}"


def few(parts: Sequence[str], one: str, many: str, word: str = " and") -> str:
    """The first of them, and how many more of what."""
    rest = len(parts) - MOST_SHOWN
    shown = [*parts[:MOST_SHOWN], f"{rest} {one if rest == 1 else many}"] if rest > 0 else list(parts)
    *most, last = shown
    return f"{', '.join(most)}{word} {last}" if most else last


def _some(vendors: Sequence[str], names: Names, word: str = "and") -> str:
    rest = len(vendors) - MOST_NAMED
    titles = [names.vendors[key] for key in vendors[:MOST_NAMED]]
    return enumerated([*titles, f"{rest} more vendor{'s' if rest > 1 else ''}"] if rest > 0 else titles, word)


def of_price_safety(
    part: PriceSafety | Unavailable, prospects: Sequence[Prospect] | Unavailable, names: Names
) -> Iterator[str]:
    if isinstance(part, Unavailable):
        yield f"Whether the first place hangs on the presence of another vendor cannot be said. {part.reason}"
        return
    never = (
        set()
        if isinstance(prospects, Unavailable)
        else {each.vendor for each in prospects if each.outlook is Outlook.NEVER}
    )
    for each in part.reversals:
        what = "which no weights can put first" if each.vendor in never else "which is not first"
        yield f"Warning: without {names.vendors[each.vendor]}, {what}, {_would_lead(each.first, names)}."
    if part.safe and len(names.vendors) > len(part.first):
        yield f"Whichever other vendor is removed, {_some(part.first, names)} would still be first."


def of_evaluators(part: Dependence | Unavailable, names: Names) -> Iterator[str]:
    if isinstance(part, Unavailable):
        yield f"Whether the first place hangs on one evaluator cannot be said. {part.reason}"
        return
    if part.survives_all:
        yield f"{names.vendors[part.leader]} stays first without any one of the evaluators."
    for each in part.without:
        if each.verdict is Verdict.CHANGES:
            name = names.evaluator(each.evaluator)
            yield f"The first place rests on {name}: without {name}'s scores {_would_lead(each.first, names)}."
        elif each.verdict is Verdict.UNDETERMINED:
            yield _undetermined(each, names)


def _undetermined(without: Without, names: Names) -> str:
    name = names.evaluator(without.evaluator)
    why = [_gap(gap, names) for gap in without.gaps[:MOST_SHOWN]]
    if len(without.gaps) > MOST_SHOWN:
        why.append(f"{len(without.gaps) - MOST_SHOWN} other panels would be short of scores too")
    if not why:
        verb = "are" if len(without.incomplete) > 1 else "is"
        why = [
            f"{names.all_vendors(without.incomplete)} would not be excluded any more, and {verb} incomplete"
        ]
    return f"Without {name}'s scores the ranking would be provisional: {enumerated(why)}."


def _gap(gap: Gap, names: Names) -> str:
    place = f"{names.vendors[gap.vendor]} on {names.criteria[gap.criterion]}"
    if not gap.left:
        return f"{place} would be without a score"
    return f"{place} would have {gap.left} scores where a trimmed mean needs five"


def _would_lead(vendors: Sequence[str], names: Names) -> str:
    if not vendors:
        return "nobody would be ranked"
    if len(vendors) == 1:
        return f"{names.all_vendors(vendors)} would be first"
    return f"{names.all_vendors(vendors)} would share the first place"


def of_prospects(part: Sequence[Prospect] | Unavailable, first: Sequence[str], names: Names) -> Iterator[str]:
    """``first`` have rank 1 already, whether or not any weights give them the largest exact total."""
    if isinstance(part, Unavailable):
        yield f"Which vendors some weights would put first cannot be said. {part.reason}"
        return
    able = [each.vendor for each in part if each.outlook is Outlook.FIRST and [each.vendor] != list(first)]
    if able:
        yield f"Some other weights would put {_some(able, names, 'or')} first."
    unable = [each for each in part if each.outlook is not Outlook.FIRST]
    for each in unable[:MOST_NAMED]:
        name = names.vendors[each.vendor]
        limit = f"no weights can put {name} first"
        if each.outlook is Outlook.LEVEL:
            limit = f"{name} can at best draw level with others for the first place"
        if each.vendor in first and (len(first) == 1 or each.outlook is Outlook.NEVER):
            limit = f"before rounding, {limit}"
        yield f"{limit[0].upper()}{limit[1:]}: {_mixture(each, names)}."
    if len(unable) > MOST_NAMED:
        yield f"Nor can any weights put {len(unable) - MOST_NAMED} more alone in the first place."


def _mixture(prospect: Prospect, names: Names) -> str:
    better = "better" if prospect.outlook is Outlook.NEVER else "at least as good"
    largest_first = sorted(prospect.mixture.items(), key=itemgetter(1), reverse=True)
    shares = [f"{_percent(share)} {names.vendors[vendor]}" for vendor, share in largest_first]
    if len(shares) == 1:
        return f"{names.all_vendors(list(prospect.mixture))} is {better} on every criterion"
    always = ", so whatever the weights one of them is ahead" if prospect.outlook is Outlook.NEVER else ""
    return f"a mixture of {enumerated(shares)} is {better} on every criterion{always}"


def _percent(share: Fraction) -> str:
    number = share * 100
    return f"{written(number)} %" if number == rounded(number, 1) else f"about {fixed(number, 1)} %"


def of_needs(part: Sequence[VendorNeeds] | Unavailable, names: Names) -> Iterator[str]:
    if isinstance(part, Unavailable):
        yield f"What the others would need cannot be said. {part.reason}"
        return
    for each in part:
        yield _needed(names.vendors[each.vendor], each, names)


def _needed(vendor: str, part: VendorNeeds, names: Names) -> str:
    if part.gap <= 0:
        return (
            f"{vendor} needs nothing to draw level: only rounding or the tie-break keep it from being first."
        )
    values = [_value(need, names) for need in part.needs if need.value is not None]
    values += [
        f"any value of {names.criteria[need.criterion]} above the worst"
        for need in part.needs
        if need.obstacle is Obstacle.ANY_IS_ENOUGH
    ]
    rounds = (
        " (its price was not looked at, as its points are rounded)"
        if any(need.obstacle is Obstacle.ROUNDED for need in part.needs)
        else ""
    )
    if not values:
        return f"No change on one criterion alone would bring {vendor} level with the best{rounds}."
    one_of = "one of these: " if len(values) > 1 else ""
    return f"{vendor} would draw level with the best or pass it with {one_of}{'; '.join(values)}{rounds}."


def _value(need: Need, names: Names) -> str:
    is_money = need.criterion == names.price
    told, unit = (_grouped, names.currency) if is_money else (str, "")
    value = need.sufficient(DECIMALS) or Fraction(0)
    only = "" if need.overtakes else ", which is level and no more"
    now = _amount(need.now) if rounded(need.now, DECIMALS) != value else _amount(need.now, 4)
    return f"{names.criteria[need.criterion]} {need.side.value} {told(written(value))}{unit} (now {told(now)}{only})"


def _grouped(number: str) -> str:
    whole, point, rest = number.partition(".")
    return f"{int(whole):,}{point}{rest}"


def _amount(number: Fraction, decimals: int = DECIMALS) -> str:
    """Rounded, without zeros at the end."""
    return written(rounded(number, decimals))


def of_left_out(left_out: int, most: int) -> Iterator[str]:
    if left_out:
        yield (
            f"Who else could be first, and what it would need, was worked out for the first {most} of the "
            f"{most + left_out} ranked vendors only."
        )


def of_acceptability(part: Acceptability | Unavailable | None, names: Names) -> Iterator[str]:
    if isinstance(part, Unavailable):
        yield f"There is nothing to simulate. {part.reason}"
    elif part:
        draws = f"{part.draws:,} draws".replace(",", " ")
        yield (
            f"A simulation, not a proof: in {draws} with each weight up to {SPREAD * 100:.0f} % more or less, "
            f"{_often(part.around, names)}; in {draws} from all possible weights, "
            f"{_often(part.everywhere, names)}."
        )


def _often(acceptances: Sequence[Acceptance], names: Names) -> str:
    """The vendors that are first most often."""
    ordered = sorted(acceptances, key=lambda each: each.share(1), reverse=True)
    some = [
        f"{names.vendors[each.vendor]} in {fixed(each.share(1) * 100, 1)} %"
        for each in ordered[:MOST_SHOWN]
        if each.share(1)
    ]
    return f"first place goes to {enumerated(some)}"
