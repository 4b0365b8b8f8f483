"""The contract once more, in the plainest rational arithmetic, written for the tests.

It shares nothing with the engine. It computes from the raw document, tries every pair and every vendor, and
does not care how long that takes.
"""

from fractions import Fraction
from math import floor
from statistics import mean, median
from typing import Any

Raw = dict[str, Any]


def ranking(document: Raw) -> Raw:
    """Everything of the output but the hash."""
    model = Model(document)
    rows = [model.row(key) for key in model.order()]
    return {
        "format": "bpo-ranking/1",
        "provisional": "incomplete" in model.state.values(),
        "rows": rows,
        "sensitivity": model.sensitivity(),
    }


def shown(number: Fraction, decimals: int) -> str:
    units = floor(number * 10**decimals + Fraction(1, 2))
    text = str(units).rjust(decimals + 1, "0")
    return f"{text[:-decimals]}.{text[-decimals:]}" if decimals else text


def panel_value(rule: str, scores: list[Fraction]) -> Fraction:
    if rule == "median":
        return median(scores)
    if rule == "trimmed_mean":
        scores = sorted(scores)[1:-1]
    return mean(scores)


class Model:
    def __init__(self, document: Raw) -> None:
        self.method = document["method"]
        self.decimals = int(self.method["decimals"])
        self.criteria = document["criteria"]
        self.vendors = {vendor["key"]: vendor for vendor in document["vendors"]}
        self.weighted = [each for each in self.criteria if each["kind"] != "knockout"]
        self.weight = {each["key"]: Fraction(each["weight"]) for each in self.weighted}
        self.price = next((each for each in self.criteria if each["kind"] == "price"), None)
        self.quality_keys = [each["key"] for each in self.weighted if each["kind"] != "price"]
        self.fraction: dict[str, dict[str, Fraction]] = {key: {} for key in self.vendors}
        self.raw_quality: dict[str, Fraction] = {}
        self.reasons = {key: self.first_reasons(key) for key in self.vendors}
        self.state = {key: self.state_of(key) for key in self.vendors}
        self.add_totals()

    # --- Knock-outs, panel, minimums, quality minimum

    def first_reasons(self, key: str) -> list[str]:
        reasons = [reason for criterion in self.criteria for reason in self.reasons_at(criterion, key)]
        if all(name in self.fraction[key] for name in self.quality_keys):
            quality = sum(
                (self.weight[name] * self.fraction[key][name] for name in self.quality_keys), Fraction(0)
            )
            self.raw_quality[key] = quality
            least = self.method.get("quality_minimum")
            whole = sum((self.weight[name] for name in self.quality_keys), Fraction(0))
            if least is not None and quality < Fraction(least) / 100 * whole:
                reasons.append("minimum:quality")
        return reasons

    def reasons_at(self, criterion: Raw, key: str) -> list[str]:
        name, vendor = criterion["key"], self.vendors[key]
        if criterion["kind"] == "knockout":
            answer = (vendor.get("knockouts") or {}).get(name)
            kind = {None: "missing", "pass": None, "fail": "knockout", "waived": "waived"}[answer]
            return [f"{kind}:{name}"] if kind else []
        if criterion["kind"] == "price":
            if vendor.get("price") is None:
                return [f"missing:{name}"]
            fine = criterion["formula"] == "between_bounds" or Fraction(vendor["price"]) > 0
            return [] if fine else [f"not-comparable:{name}"]
        value = self.value(criterion, vendor)
        if value is None:
            return [f"missing:{name}"]
        low, high = map(Fraction, criterion["scale"])
        height = (min(max(value, low), high) - low) / (high - low)
        self.fraction[key][name] = height if criterion["direction"] == "higher" else 1 - height
        least = criterion.get("minimum")
        return [f"minimum:{name}"] if least is not None and value < Fraction(least) else []

    def value(self, criterion: Raw, vendor: Raw) -> Fraction | None:
        if criterion["kind"] == "measured":
            figure = (vendor.get("measures") or {}).get(criterion["key"])
            return None if figure is None else Fraction(figure)
        panel = (vendor.get("scores") or {}).get(criterion["key"]) or {}
        scores = [Fraction(score) for score in panel.values() if score is not None]
        return panel_value(self.method["panel"], scores) if scores else None

    def state_of(self, key: str) -> str:
        kinds = {reason.split(":")[0] for reason in self.reasons[key]}
        if kinds & {"knockout", "minimum"}:
            return "excluded"
        return "incomplete" if kinds & {"missing", "not-comparable"} else "ranked"

    # --- Price, totals

    def add_totals(self) -> None:
        left = [key for key in self.vendors if self.state[key] != "excluded"]
        self.points: dict[str, dict[str, Fraction]] = {}
        self.quality: dict[str, Fraction] = {}
        self.total: dict[str, Fraction] = {}
        best = max((self.raw_quality[key] for key in left if key in self.raw_quality), default=Fraction(0))
        factor = Fraction(1)
        if self.method.get("quality_relative_to_best") and best > 0:
            factor = sum((self.weight[name] for name in self.quality_keys), Fraction(0)) / best
        for key in left:
            if self.state[key] == "ranked":
                self.add_total(key, left, factor)

    def add_total(self, key: str, left: list[str], factor: Fraction) -> None:
        points = {}
        for name in self.quality_keys:
            points[name] = self.weight[name] * self.fraction[key][name] * factor
        self.quality[key] = sum(points.values(), Fraction(0))
        if self.price is not None:
            name = self.price["key"]
            self.fraction[key][name] = self.price_fraction(Fraction(self.vendors[key]["price"]), left)
            points[name] = self.weight[name] * self.fraction[key][name]
            if self.price.get("points_decimals") is not None:
                points[name] = Fraction(shown(points[name], int(self.price["points_decimals"])))
        self.points[key] = {each["key"]: points[each["key"]] for each in self.weighted}
        self.total[key] = sum(points.values(), Fraction(0))

    def price_fraction(self, own: Fraction, left: list[str]) -> Fraction:
        assert self.price is not None
        prices = [Fraction(self.vendors[key]["price"]) for key in left if self.vendors[key].get("price")]
        match self.price["formula"]:
            case "lowest_ratio":
                return min(price for price in prices if price > 0) / own
            case "linear_over_lowest":
                lowest = min(price for price in prices if price > 0)
                return max(Fraction(0), 1 - (own - lowest) / lowest)
            case "between_bounds":
                low, high = map(Fraction, self.price["bounds"])
                return min(Fraction(1), max(Fraction(0), (high - own) / (high - low)))
        ratio = Fraction(self.price["reference"]) / own
        return ratio if self.price.get("cap") is False else min(ratio, Fraction(1))

    # --- Ranks and rows

    def beats(self, one: str, other: str) -> int:
        """1 if the first vendor is before the second, -1 if after, 0 if they share a rank."""
        values = [self.places(key) for key in (one, other)]
        for first, second in zip(*values, strict=True):
            if first != second:
                return 1 if first > second else -1
        return 0

    def places(self, key: str) -> list[Fraction]:
        """Rounded total, then what the tie-break asks for; more is better."""
        own = {**self.points[key], "quality": self.quality[key], "price": self.cheapness(key)}
        return [
            Fraction(shown(self.total[key], self.decimals)),
            *(own[name] for name in self.method["tie_break"]),
        ]

    def cheapness(self, key: str) -> Fraction:
        price = self.vendors[key].get("price")
        return Fraction(-(10**300)) if price is None else -Fraction(price)

    def rank(self, key: str) -> int:
        return 1 + sum(self.beats(other, key) == 1 for other in self.total)

    def order(self) -> list[str]:
        keys = list(self.vendors)
        ranked = sorted(self.total, key=lambda key: (self.rank(key), keys.index(key)))
        rest = [key for state in ("incomplete", "excluded") for key in keys if self.state[key] == state]
        return ranked + rest

    def row(self, key: str) -> Raw:
        ranked = key in self.total
        hidden = ("missing", "not-comparable") if self.state[key] == "excluded" else ()
        return {
            "vendor": key,
            "state": self.state[key],
            "rank": self.rank(key) if ranked else None,
            "total": shown(self.total[key], self.decimals) if ranked else None,
            "quality": shown(self.quality[key], self.decimals) if ranked else None,
            "points": {name: shown(points, self.decimals) for name, points in self.points[key].items()}
            if ranked
            else {},
            "reasons": [reason for reason in self.reasons[key] if reason.split(":")[0] not in hidden],
        }

    # --- Sensitivity

    def sensitivity(self) -> Raw | None:
        first = [key for key in self.total if self.rank(key) == 1]
        rounds = self.price is not None and self.price.get("points_decimals") is not None
        if len(first) != 1 or len(self.total) < 2 or rounds or self.method.get("quality_relative_to_best"):
            return None
        leader = first[0]
        return {
            "leader": leader,
            "criteria": [self.tipping(leader, each) for each in self.weighted],
            "smallest_transfer": self.transfer(leader),
        }

    def lead(self, leader: str, other: str, weights: dict[str, Fraction]) -> Fraction:
        mine, theirs = self.fraction[leader], self.fraction[other]
        return sum((weights[key] * (mine[key] - theirs[key]) for key in weights), Fraction(0))

    def with_weight(self, key: str, weight: Fraction) -> dict[str, Fraction]:
        """The weights once one of them is set and the others shrink or grow in proportion."""
        whole = Fraction(self.method["weights_total"])
        scale = (whole - weight) / (whole - self.weight[key])
        return {name: weight if name == key else own * scale for name, own in self.weight.items()}

    def tipping(self, leader: str, criterion: Raw) -> Raw:
        key, whole = criterion["key"], Fraction(self.method["weights_total"])
        found: dict[str, list[tuple[Fraction, str]]] = {"down": [], "up": []}
        for other in [name for name in self.vendors if name in self.total and name != leader]:
            if self.weight[key] == whole:
                continue
            at_zero = self.lead(leader, other, self.with_weight(key, Fraction(0)))
            at_whole = self.lead(leader, other, self.with_weight(key, whole))
            if at_zero == at_whole:
                continue
            level = whole * at_zero / (at_zero - at_whole)
            if 0 <= level < self.weight[key]:
                found["down"].append((level, other))
            if self.weight[key] < level < whole:
                found["up"].append((level, other))
        down = max(found["down"], key=lambda pair: pair[0], default=None)
        up = min(found["up"], key=lambda pair: pair[0], default=None)
        return {
            "criterion": key,
            "weight": criterion["weight"],
            "down": down and {"at": shown(down[0], 4), "vendor": down[1]},
            "up": up and {"at": shown(up[0], 4), "vendor": up[1]},
        }

    def transfer(self, leader: str) -> Raw | None:
        best: tuple[Fraction, str, str, str] | None = None
        keys = list(self.weight)
        others = [name for name in self.vendors if name in self.total and name != leader]
        for giver, taker, other in ((i, j, v) for i in keys for j in keys if i != j for v in others):
            points = self.level_after(leader, other, giver, taker)
            if points is None or not 0 <= points <= self.weight[giver]:
                continue
            if best is None or points < best[0]:
                best = (points, giver, taker, other)
        return best and {"points": shown(best[0], 4), "from": best[1], "to": best[2], "vendor": best[3]}

    def level_after(self, leader: str, other: str, giver: str, taker: str) -> Fraction | None:
        """How much must move for the two to be level; nothing, if they are."""
        lead = self.lead(leader, other, self.weight)
        mine, theirs = self.fraction[leader], self.fraction[other]
        loss = (mine[giver] - theirs[giver]) - (mine[taker] - theirs[taker])
        if lead == 0:
            return Fraction(0)
        return lead / loss if loss else None
