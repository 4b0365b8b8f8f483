import logging
import subprocess
import sys
from fractions import Fraction
from itertools import permutations
from statistics import mean

import pytest
from hypothesis import given, settings

from .documents import Document, document, scored, vendor
from .score_tables import SHROUT_FLEISS, criterion_of, of, only, vendors_of
from .strategies import evaluations

# --- The worked example of the documentation

SECURITY = {"acme": "445", "bolt": "234", "core": "455", "dial": "224", "echo": "133"}


def security() -> Document:
    """Five vendors on a scale from 0 to 5, scored by Emil, Eva and Rita, in this order."""
    names = ("emil", "eva", "rita")
    return document(
        [scored("security", "100", scale=["0", "5"])],
        [
            vendor(key, scores={"security": dict(zip(names, row, strict=True))})
            for key, row in SECURITY.items()
        ],
    )


def test_the_worked_example() -> None:
    assert tuple(of(security()).sentences())[:5] == (
        "Security: 15 scores of 3 evaluators (emil, eva, rita) for 5 vendors.",
        "Highest and lowest score of a vendor lie 1.60 apart on average (32.00 % of the scale), "
        "and 2.00 (40.00 %) at most, for Bolt.",
        "ICC(2,1) 0.5315 (95 % interval 0.0266 to 0.9217): poor to excellent "
        "(Koo and Li 2016, a hint only, as they advise at least 30); 5 vendors.",
        "Kendall's W 0.8788 (p = 0.0322): strong (Schmidt 1997); 5 vendors.",
        "Krippendorff's alpha 0.4383: too low to rely on (Krippendorff 2004); 5 vendors.",
    )


def test_the_severities_of_the_worked_example() -> None:
    found = of(security())

    assert [(each.evaluator, each.above) for each in found.severities] == [
        ("emil", Fraction(-24, 100)),
        ("eva", 0),
        ("rita", Fraction(24, 100)),
    ]
    assert tuple(found.sentences())[-4:] == (
        "emil scores 24.00 % of the scale below the colleagues on average, over 5 pairs.",
        "eva scores like the colleagues on average, over 5 pairs.",
        "rita scores 24.00 % of the scale above the colleagues on average, over 5 pairs.",
        "The harshest is emil, the most lenient rita.",
    )


def test_evaluators_who_are_equally_harsh_are_all_named() -> None:
    one = document([scored("x", "100")], [vendor("a", scores={"x": {"emil": "4", "eva": "4", "rita": "7"}})])

    assert list(of(one).sentences())[-1] == "The harshest are emil and eva, the most lenient rita."


def test_what_the_worked_example_is_made_of() -> None:
    """The mean squares, and the two disagreements of alpha, that the documentation prints."""
    rows = [[Fraction(score) for score in row] for row in SECURITY.values()]
    by_vendor, by_evaluator = (
        [mean(row) for row in rows],
        [mean(column) for column in zip(*rows, strict=True)],
    )
    everything = [x for row in rows for x in row]
    grand = mean(everything)
    between = 3 * sum((x - grand) ** 2 for x in by_vendor) / 4
    judges = 5 * sum((x - grand) ** 2 for x in by_evaluator) / 2
    rest = (sum((x - grand) ** 2 for x in everything) - 4 * between - 2 * judges) / 8

    assert (between, judges, rest) == (Fraction(97, 30), Fraction(16, 5), Fraction(17, 60))
    assert sum(sum((x - y) ** 2 for x, y in permutations(row, 2)) / 2 for row in rows) / 15 == Fraction(
        26, 15
    )
    assert sum((x - y) ** 2 for x, y in permutations(everything, 2)) / 210 == Fraction(108, 35)


def test_with_fewer_than_five_vendors_the_text_says_how_little_it_means() -> None:
    found = of(criterion_of(SHROUT_FLEISS[:4]))

    assert "Only 4 vendors" in str(found.criteria[0].coefficients.caution)
    assert found.criteria[0].coefficients.caution in list(found.sentences())
    assert only(SHROUT_FLEISS[:5]).coefficients.caution is None


def test_five_vendors_of_which_one_has_a_gap_are_few() -> None:
    assert "Only 4 vendors" in str(only([*SHROUT_FLEISS[:4], [1, None, 2, 2]]).coefficients.caution)


def test_a_panel_without_scores() -> None:
    assert list(of(document([scored("q", "100")], [])).sentences()) == [
        "No scores of a panel have been given."
    ]


def test_a_criterion_nobody_has_scored() -> None:
    raw = document([scored("q", "50"), scored("r", "50")], vendors_of(SHROUT_FLEISS))

    assert "R: nobody has scored it yet." in of(raw).sentences()


@settings(max_examples=30, deadline=None)
@given(raw=evaluations())
def test_every_valid_document_has_an_agreement(raw: Document) -> None:
    scored_keys = [each["key"] for each in raw["criteria"] if each["kind"] == "scored"]

    assert [each.criterion for each in of(raw).criteria] == scored_keys


# --- The libraries behind it


def test_the_libraries_are_imported_only_when_needed() -> None:
    code = (
        "import sys, scoring.engine.agreement; "
        "sys.exit(any(name in sys.modules for name in ('pingouin', 'pandas', 'krippendorff')))"
    )

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_nothing_is_logged_and_no_logger_is_left_changed(caplog: pytest.LogCaptureFixture) -> None:
    level = logging.getLogger("matplotlib").level

    only(SHROUT_FLEISS)

    assert caplog.records == []
    assert logging.getLogger("matplotlib").level == level
