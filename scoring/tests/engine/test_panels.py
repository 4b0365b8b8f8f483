"""All panels at once say what each says alone, with and without one evaluator."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.engine import Evaluation, from_mapping
from scoring.engine.document import PanelRule
from scoring.engine.grading import Panels, panel_value

from .documents import document, scored, vendor

NAMES = "abcdefg"
KEYS = ("x", "y")
SCORES = st.sampled_from([Decimal(text) for text in ("0", "1", "0.5", "1e-25", str(2**53 + 1), str(2**63))])

Scores = dict[str, Decimal]


def with_panels(panels: list[Scores]) -> Evaluation:
    """Two criteria, and as many vendors as there are pairs of panels."""
    given = zip(panels[::2], panels[1::2], strict=True)
    empty = from_mapping(document([scored(key, "50") for key in KEYS], [vendor("v")]))
    written = ([{name: f"{score:f}" for name, score in panel.items()} for panel in pair] for pair in given)
    vendors = [replace(empty.vendors[0], panels=dict(zip(KEYS, pair, strict=True))) for pair in written]
    return replace(empty, vendors=tuple(vendors))


def values(panels: Panels, rule: PanelRule) -> list[Fraction | None]:
    """Panel after panel as they were given."""
    numbers, denominators, missing = panels.values(rule)
    return [
        None if is_missing else Fraction(number, denominator)
        for row, flags in zip(numbers.integers(), missing.tolist(), strict=True)
        for number, denominator, is_missing in zip(row, denominators, flags, strict=True)  # type: ignore[call-overload]
    ]


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(PanelRule), st.data())
def test_without_an_evaluator_each_panel_is_that_of_the_others(rule: PanelRule, data: st.DataObject) -> None:
    least = 6 if rule is PanelRule.TRIMMED_MEAN else 1
    panel: st.SearchStrategy[Scores] = st.just({}) | st.dictionaries(
        st.sampled_from(NAMES), SCORES, min_size=least
    )
    pairs = data.draw(st.lists(st.tuples(panel, panel), min_size=1, max_size=4))
    given_panels: list[Scores] = [each for pair in pairs for each in pair]
    panels = Panels.of(with_panels(given_panels))

    def of(others: list[Scores]) -> list[Fraction | None]:
        return [panel_value(rule, each.values()) if each else None for each in others]

    assert values(panels, rule) == of(given_panels)
    for name in [*NAMES, "nobody"]:
        others = [{key: score for key, score in each.items() if key != name} for each in given_panels]
        assert values(panels.without(name), rule) == of(others)
