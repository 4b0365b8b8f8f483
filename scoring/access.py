"""Blind scoring: who may see results, and who must hand in their own scores first."""

from collections.abc import Callable
from functools import wraps

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, render

from accounts.models import User
from accounts.requests import Request
from rfp.models import Rfp, RfpStatus, TeamRole

from .models import ScoreSheet

View = Callable[..., HttpResponseBase]
Extension = Callable[[QuerySet[Rfp]], QuerySet[Rfp]]

SCORING_STILL_POSSIBLE = frozenset(
    {RfpStatus.DRAFT, RfpStatus.PUBLISHED, RfpStatus.CLOSED, RfpStatus.OPENED, RfpStatus.EVALUATION}
)


class ResultsHidden(PermissionDenied):
    """The results of this RFP are hidden from this evaluator until their own sheet is handed in."""


def may_see_results(*, user: User, rfp: Rfp) -> bool:
    """Whether scores of others, totals, ranks and averages are open to a member of the team.

    An evaluator sees none of them before handing in their own sheet, as long as scores can still be
    given. Outsiders never do. No query for an RFP of `team_rfps`, else up to two.
    """
    role = role_of(user=user, rfp=rfp)
    if role != TeamRole.EVALUATOR:
        return role is not None
    if rfp.status not in SCORING_STILL_POSSIBLE:
        return True
    if "handed_in" in rfp.__dict__:
        return bool(rfp.__dict__["handed_in"])
    return handed_in_sheets(user).filter(rfp=rfp).exists()


def handed_in_sheets(user: User) -> QuerySet[ScoreSheet]:
    return ScoreSheet.objects.filter(evaluator=user, submitted_at__isnull=False)


def team_rfps(user: User) -> QuerySet[Rfp]:
    """The RFPs that a member of the team sees, with all that `may_see_results` needs to know."""
    return Rfp.objects.visible_to(user).annotate(
        handed_in=Exists(handed_in_sheets(user).filter(rfp=OuterRef("pk")))
    )


def require_results(*, user: User, rfp: Rfp) -> None:
    if not may_see_results(user=user, rfp=rfp):
        raise ResultsHidden(
            "Hand in your scores first: until then the results of others are hidden from you."
        )


def role_of(*, user: User, rfp: Rfp) -> str | None:
    """The user's role in the team; of an RFP fetched by `visible_to`, the role it was fetched for."""
    if "my_role" in rfp.__dict__:
        return rfp.my_role
    return user.memberships.filter(rfp=rfp).values_list("role", flat=True).first()


def team_view(view: View, *, extended: Extension = lambda rfps: rfps) -> View:
    """The view gets the RFP instead of its number; for people outside its team there is none (404).

    `extended` makes the one query fetch what else the view wants to know of the RFP.
    """

    @wraps(view)
    def inner(request: Request, number: str, **kwargs: object) -> HttpResponseBase:
        rfp = get_object_or_404(extended(team_rfps(request.user)), number=number)
        return view(request, rfp, **kwargs)

    return inner


def results_view(tab: str, *, extended: Extension = lambda rfps: rfps) -> Callable[[View], View]:
    """A `team_view` of results: a blind evaluator is told to hand in their own scores first (403)."""

    def wrap(view: View) -> View:
        @wraps(view)
        def guarded(request: Request, rfp: Rfp, **kwargs: object) -> HttpResponseBase:
            if may_see_results(user=request.user, rfp=rfp):
                return view(request, rfp, **kwargs)
            context = {"rfp": rfp, "tab": tab}
            return render(request, "scoring/results_hidden.html", context, status=403)

        return team_view(guarded, extended=extended)

    return wrap
