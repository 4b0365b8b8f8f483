r"""A change with several causes, divided among them: exact, complete, and the same in whatever order they came.

Let v(S) be the value when the causes in S have happened and the others have not. What cause c adds depends on
what has happened before it. Its part is what it adds on average over all n! orders,

    φ(c) = Σ over S without c of  |S|! (n − |S| − 1)! / n!  × (v(S + c) − v(S)).

The parts add up to v(all) − v(none); causes that do the same get the same; one that never adds anything gets
nothing; the parts of a sum of two values are the sums of the parts; and no other rule has these four properties
(Shapley, *A value for n-person games*, 1953; for dividing a change among its causes: Shorrocks, *Decomposition
procedures for distributional analysis*, Journal of Economic Inequality 11, 2013). Undoing the change, all to
none, negates every part.

Of a product v = w f with two causes it leaves the symmetric split, Δw × mean(f) + mean(w) × Δf: half of the
orders change w while f is old, half while it is new.
"""

from collections.abc import Sequence
from fractions import Fraction
from math import factorial

from ..arithmetic import over_common


def shapley(values: Sequence[Fraction]) -> list[Fraction]:
    """The part of each cause. ``values`` has v of every set of causes, at the place whose bits are the set."""
    causes = len(values).bit_length() - 1
    whole, common = over_common(values)
    orders = [factorial(before) * factorial(causes - 1 - before) for before in range(causes)]
    parts = []
    for bit in (1 << cause for cause in range(causes)):
        without = (happened for happened in range(len(values)) if not happened & bit)
        added = sum(orders[each.bit_count()] * (whole[each | bit] - whole[each]) for each in without)
        parts.append(Fraction(added, factorial(causes) * common))
    return parts
