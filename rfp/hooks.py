"""What the app above adds to deeds of this one, within the same transaction.

It registers once, in its `AppConfig.ready`; nothing here imports it.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from accounts.models import User

from .models import Rfp, TeamMember

started: list[Callable[[Rfp], None]] = []
"""Called with an RFP that has just been created, its template set if it has one."""

copied: list[Callable[[Rfp, Rfp], None]] = []
"""Called with an RFP and the new one that was made from it, which has its team and vendors already."""

evaluator_left: list[Callable[[TeamMember], None]] = []
"""Called with a member who is about to stop being an evaluator of the RFP."""

checks: dict[str, list[Callable[[Rfp, datetime], list[str]]]] = defaultdict(list)
"""By the status to be reached: what is still missing for that move at that time, in sentences."""


@dataclass(frozen=True)
class Step:
    """Something to be done on a page of its own."""

    label: str
    address: str


moved: dict[str, list[Callable[[Rfp, User | None, datetime], None]]] = defaultdict(list)
"""By the status that an RFP has just reached: called with it, who took it there, None for the clock, and when."""

first_steps: dict[str, list[Callable[[Rfp], Step | None]]] = defaultdict(list)
"""By the status to be reached: what a lead does before that move, None when it is done."""


@dataclass(frozen=True)
class Ground:
    """What a move rests on, to be read before it is confirmed: facts by name, the page they are from, warnings."""

    facts: Sequence[tuple[str, str]]
    page: Step
    warnings: Sequence[str]


grounds: dict[str, list[Callable[[Rfp], Ground | None]]] = defaultdict(list)
"""By the status to be reached: what the page that asks for confirmation tells beside the question."""

candidate_notes: list[Callable[[Rfp, datetime], dict[int, list[str]]]] = []
"""Called with an RFP and a time: what stands against its candidates, in words, by their number."""


candidate_steps: list[Callable[[Rfp, datetime], dict[int, list[Step]]]] = []
"""Called with an RFP and a time: where a lead goes with what stands against its candidates, by their number."""


field_labels: list[Callable[[Rfp, Collection[str]], Mapping[str, str]]] = []
"""Called with an RFP and the names of fields that were sent: what those that it knows are called, choices apart."""


@dataclass(frozen=True)
class Note:
    """What the overview of an RFP tells: a title that leads to an address, who was at it and when, and the text."""

    title: str
    address: str
    by: str
    at: datetime
    text: str


overview_notes: list[Callable[[Rfp, User], list[Note]]] = []
"""Called with an RFP and who looks at it: what its overview tells of what was decided."""

rail_notes: list[Callable[[Rfp], Note | None]] = []
"""Called with an RFP whose team may see all of it: what stands below the steps on each of its pages."""


@dataclass(frozen=True)
class Need:
    """Something an RFP asks for that the register can answer.

    `met` is a condition on vendors; `told` what is on file of it by vendor, in a fixed number of queries,
    `otherwise` what is said where nothing is; `page` the name of the page of a vendor's record that shows it.
    """

    label: str
    met: Q
    told: Callable[[Collection[int]], Mapping[int, str]]
    otherwise: str
    page: str


needs: list[Callable[[Rfp, datetime], list[Need]]] = []
"""Called with an RFP and a time: what it asks of vendors beside its service lines and its demand."""
