"""What became of the reports of an RFP, for a page that follows them."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Count, Max, Q, Sum

from outbox.models import MailState
from rfp.models import Rfp

from ..models import Delivery

ON_A_PAGE = 25


class DeliveryLog:
    """Newest first. `token` changes whenever anything of it does. Four queries, however many there are."""

    def __init__(self, rfp: Rfp, *, page: str | None, recipient: str = "", state: str = "") -> None:
        self.counts = Delivery.objects.of_rfp(rfp).aggregate(
            newest=Max("pk"),
            attempts=Sum("mail__attempts"),
            **{state: Count("pk", filter=Q(mail__state=state)) for state in MailState.values},
        )
        self.recipient, self.state = recipient, state
        matching = Delivery.objects.of_rfp(rfp).matching(recipient=recipient, state=state)
        deliveries = matching.with_mail().prefetch_related("mail__events")
        self.page = Paginator(deliveries, ON_A_PAGE).get_page(page)

    @property
    def token(self) -> str:
        return "-".join(str(count or 0) for count in self.counts.values())

    @property
    def is_empty(self) -> bool:
        return self.counts["newest"] is None

    @property
    def is_filtered(self) -> bool:
        return bool(self.recipient or self.state)

    @property
    def query(self) -> str:
        """What the page asks for when it asks again."""
        return urlencode({"recipient": self.recipient, "state": self.state, "page": self.page.number})

    @property
    def is_moving(self) -> bool:
        return bool(self.counts[MailState.QUEUED] or self.counts[MailState.FAILED])

    @property
    def words(self) -> str:
        """How far all deliveries of the RFP are."""
        states = (
            (MailState.SENT, "sent"),
            (MailState.QUEUED, "waiting to be sent"),
            (MailState.FAILED, "failed and tried again"),
            (MailState.PARKED, "given up"),
        )
        return ", ".join(f"{self.counts[state]} {words}" for state, words in states if self.counts[state])
