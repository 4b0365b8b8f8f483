from fractions import Fraction
from itertools import permutations
from math import factorial

from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.engine.explanation.versions import shapley

few = settings(max_examples=40, deadline=None)
fractions = st.fractions(-5, 5, max_denominator=12)
games = st.integers(0, 4).flatmap(lambda n: st.lists(fractions, min_size=2**n, max_size=2**n))


def over_all_orders(values: list[Fraction]) -> list[Fraction]:
    causes = len(values).bit_length() - 1
    parts = [Fraction(0)] * causes
    for order in permutations(range(causes)):
        happened = 0
        for cause in order:
            before, happened = values[happened], happened | 1 << cause
            parts[cause] += (values[happened] - before) / factorial(causes)
    return parts


@few
@given(games)
def test_a_part_is_the_average_over_all_orders(values: list[Fraction]) -> None:
    assert shapley(values) == over_all_orders(values)


@few
@given(games)
def test_parts_add_up_to_the_whole_change(values: list[Fraction]) -> None:
    assert sum(shapley(values), Fraction(0)) == values[-1] - values[0]


@few
@given(games)
def test_undoing_the_change_negates_every_part(values: list[Fraction]) -> None:
    assert shapley(values[::-1]) == [-part for part in shapley(values)]


@few
@given(st.tuples(fractions, fractions, fractions, fractions))
def test_of_a_product_it_leaves_the_symmetric_split(numbers: tuple[Fraction, ...]) -> None:
    w, f, new_w, new_f = numbers

    parts = shapley([w * f, new_w * f, w * new_f, new_w * new_f])

    assert parts == [(new_w - w) * (f + new_f) / 2, (w + new_w) / 2 * (new_f - f)]


@few
@given(games)
def test_a_cause_that_adds_nothing_gets_nothing_and_changes_no_other_part(
    values: list[Fraction],
) -> None:
    assert shapley(values * 2) == [*shapley(values), 0]
