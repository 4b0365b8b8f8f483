"""What the app above adds to deeds of this one, within the same transaction.

It registers once, in its `AppConfig.ready`; nothing here imports it.
"""

from collections import defaultdict
from collections.abc import Callable
from datetime import datetime

from .models import Rfp, TeamMember

started: list[Callable[[Rfp], None]] = []
"""Called with an RFP that has just been created, its template set if it has one."""

evaluator_left: list[Callable[[TeamMember], None]] = []
"""Called with a member who is about to stop being an evaluator of the RFP."""

checks: dict[str, list[Callable[[Rfp], list[str]]]] = defaultdict(list)
"""By the status to be reached: what is still missing for that move, in sentences."""

candidate_notes: list[Callable[[Rfp, datetime], dict[int, list[str]]]] = []
"""Called with an RFP and a time: what stands against its candidates, in words, by their number."""
