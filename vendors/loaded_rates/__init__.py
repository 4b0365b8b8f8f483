"""What offers in different pricing units cost on one volume profile, exactly and with every step.

Nothing here reads the database: it is given a profile, a card with its lines, and rates of exchange.
"""

from .costing import Costing, Offer, cheapest, cost
from .steps import NotComparable, Step, money, plain
from .work import Work, explained, work_of

__all__ = [
    "Costing",
    "NotComparable",
    "Offer",
    "Step",
    "Work",
    "cheapest",
    "cost",
    "explained",
    "money",
    "plain",
    "work_of",
]
