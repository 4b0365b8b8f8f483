"""Who did what the audit trail recorded, and from where."""

from functools import cached_property
from typing import Any

from accounts.models import User


class People:
    """Names of all who have or had an account, read once: there are few, and any may have entered something."""

    @cached_property
    def names(self) -> dict[int, str]:
        return dict(User.objects.values_list("pk", "name"))

    def of_event(self, event: Any) -> tuple[str, str]:
        """Name and network address; the system has neither."""
        context = event.pgh_context.metadata if event.pgh_context else {}
        who = self.names.get(context.get("user") or 0, "The system")
        return who, str(context.get("address", ""))
