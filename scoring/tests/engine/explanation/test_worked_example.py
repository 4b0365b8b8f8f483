"""The worked example of the documentation, opened, compared and changed: the numbers that stand there."""

import json
import re
from copy import deepcopy
from fractions import Fraction
from pathlib import Path
from typing import Any

from scoring.engine import from_mapping
from scoring.engine.explanation.change import Cause
from scoring.engine.explanation.pair import difference
from scoring.engine.explanation.tree import Explainer
from scoring.engine.explanation.versions import split_change

PAGE = (Path(__file__).resolve().parents[4] / "docs" / "scoring.md").read_text(encoding="utf-8")


def example() -> dict[str, Any]:
    block = re.search(r"```json\n(.*?)```", PAGE, re.DOTALL)
    assert block is not None
    document: dict[str, Any] = json.loads(block[1])
    return document


def test_the_total_of_acme_opens_down_to_the_scores() -> None:
    assert list(Explainer(from_mapping(example())).explain("acme").lines()) == [
        "Total of Acme Services: sum of the points = 27 + 20 + 40 = 87 points, rank 1 with 87.00",
        "  Valid ISO/IEC 27001 certificate: passed",
        "  Quality: sum of the points = 27 + 20 = 47 points",
        "  Shown: points, rounded half up = 87 to 2 decimals = 87 points",
        "  Rank: 1 + those before it = 1 + 0 = 1",
        "  Information security: weight × fraction = 30 × 0.9 = 27 points",
        "    Fraction: (value − low) / (high − low) = (4.5 − 0) / (5 − 0) = 0.9 of the weight",
        "      Value: mean of the scores = (4 + 5) / 2 = 4.5",
        "        Minimum: 4.5 ≥ 3, met",
        "        eva: 4",
        "        emil: 5",
        "  Hours covered: weight × fraction = 30 × (2/3) = 20 points",
        "    Fraction: (value − low) / (high − low) = (16 − 0) / (24 − 0) = 2/3 ≈ 0.666667 of the weight",
        "      Value: 16",
        "  Total cost: weight × fraction = 40 × 1 = 40 points",
        "    Fraction: p* / p = 130000 / 130000 = 1 of the weight",
        "      p*: lowest price compared = least of 130000, 160000 = 130000 EUR, set by Acme Services",
        "        Core: 90000 EUR, not compared, as the vendor is excluded",
        "        Acme Services: 130000 EUR",
        "        Bolt: 160000 EUR",
        "      Price: 130000 EUR",
    ]


def test_acme_is_ahead_by_price_and_security() -> None:
    assert difference(from_mapping(example()), "acme", "bolt").sentence == (
        "Acme Services is 3.50 ahead of Bolt: "
        "−10.00 Hours covered, +7.50 Total cost, +6.00 Information security"
    )


def test_new_weights_and_a_new_score_share_the_change() -> None:
    new = deepcopy(example())
    new["criteria"][1]["weight"], new["criteria"][2]["weight"] = "40", "20"
    new["vendors"][0]["scores"]["security"]["emil"] = "4"

    acme = split_change(from_mapping(example()), from_mapping(new)).vendors[0].split

    assert acme is not None
    assert {each.criterion: each.parts for each in acme.criteria} == {
        "security": {Cause.WEIGHTS: Fraction("8.5"), Cause.SCORES: Fraction("-3.5")},
        "coverage": {Cause.WEIGHTS: Fraction(-20, 3)},
    }
    assert acme.totals == (Fraction(87), Fraction(256, 3))
    assert acme.parts == {Cause.WEIGHTS: Fraction(11, 6), Cause.SCORES: Fraction(-7, 2)}
    assert acme.sentence == "−1.67: −3.50 scores, +1.83 weights"
