"""Parts of a difference as decimals that add up to the difference as it is shown."""

from collections.abc import Sequence
from fractions import Fraction

from ..arithmetic import over_common, ten_to


def apportion_signed(parts: Sequence[Fraction], whole: Fraction, decimals: int) -> list[Fraction]:
    """The parts to so many decimals, adding up to ``whole``: largest remainder, for parts of either sign.

    Each part is rounded down (−2.5 to −3), and the units then left over go to those that lost most. So each
    shown part is one of the two decimals around the exact one, and one that needs no rounding stays as it is.
    Among equals, positive parts go up in their order before negative ones in the opposite order; thus
    negating everything negates the result.

    ``whole`` must have so many decimals and be less than one unit from the sum of the parts, as the difference
    of two numbers always is that were rounded half up themselves. Raises ``ValueError`` otherwise.
    """
    unit, (exact, common) = ten_to(decimals), over_common(parts)
    downs = [part * unit // common for part in exact]
    losses = [part * unit % common for part in exact]
    needed, rest = divmod(whole.numerator * unit, whole.denominator)
    left = needed - sum(downs)
    if rest or not 0 <= left <= len(losses) - losses.count(0):
        raise ValueError(f"{whole} is not what {decimals} decimals can make of these parts")
    order = sorted(range(len(parts)), key=lambda at: (-losses[at], *_turn(at, downs[at])))
    ups = set(order[:left])
    return [Fraction(down + (at in ups), unit) for at, down in enumerate(downs)]


def _turn(at: int, down: int) -> tuple[bool, int]:
    return (True, -at) if down < 0 else (False, at)
