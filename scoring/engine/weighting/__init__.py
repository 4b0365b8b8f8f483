"""Weights that people can stand behind, and that add up exactly.

Three ways to help somebody who has to set weights, each for one person or for a group: ``from_swings``,
``from_order`` and ``from_comparisons``. All end in a ``Proposal``.
"""

from .answers import CannotPropose, Number
from .apportioning import CannotBalance, apportion, scale_to, share_rest
from .consistency import CUSTOMARY_LIMIT, RANDOM_INDEX, Consistency, Suspect
from .direct import Order, from_order, from_swings
from .pairwise import Judgement, from_comparisons
from .proposal import Proposal

__all__ = [
    "CUSTOMARY_LIMIT",
    "RANDOM_INDEX",
    "CannotBalance",
    "CannotPropose",
    "Consistency",
    "Judgement",
    "Number",
    "Order",
    "Proposal",
    "Suspect",
    "apportion",
    "from_comparisons",
    "from_order",
    "from_swings",
    "scale_to",
    "share_rest",
]
