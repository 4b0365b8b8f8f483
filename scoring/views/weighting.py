"""Help with weights: everybody answers alone, the answers make a proposal, a lead takes it over or not."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from accounts.requests import Request
from rfp.access import require_live
from rfp.models import Rfp

from ..access import may_see_results, team_view
from ..forms.weighting import FORMS, PairForm
from ..models import CriteriaSet, Criterion, WeightAnswer, WeightMethod
from ..models.weighting import ANSWERING
from ..presentation.weighting import Comparison, Matrix
from ..services.weighting import keep_answers
from ..weighting import MOST_CRITERIA, outcome, pair_key, pairs_of
from .criteria import preview_in_words, set_of


@require_GET
@team_view
def weighting_index(request: Request, rfp: Rfp) -> HttpResponse:
    """The ways of asking, and who has answered."""
    given = WeightAnswer.objects.counting(rfp)
    context = {
        "rfp": rfp,
        "tab": "criteria",
        "methods": WeightMethod.choices,
        "given": {
            method: [each.person.name for each in given if each.method == method]
            for method in WeightMethod.values
        },
        "count": Criterion.objects.of_rfp(rfp).weighted().count(),
    }
    return render(request, "scoring/weighting_index.html", context)


@require_http_methods(["GET", "POST"])
@team_view
def weighting(request: Request, rfp: Rfp, method: str) -> HttpResponse:
    """One way of asking: this person's answers, and what all answers together propose."""
    if method not in WeightMethod.values:
        raise Http404
    criteria = list(Criterion.objects.of_rfp(rfp).weighted())
    page = Page(request, rfp, method, criteria)
    if request.method == "POST":
        if rfp.my_role in ANSWERING:
            require_live(rfp)
        if not page.may_answer or not page.can_be_asked:
            raise Http404
        if request.POST.get("action") == "clear":
            page.rows.filter(person=request.user).delete()
            messages.success(request, "Your answers are gone.")
            return redirect("weighting", rfp.number, method)
        if page.form and page.form.is_valid() and page.save():
            return redirect(page.next_address())
    return render(request, f"scoring/weighting_{'pairs' if page.is_pairs else 'points'}.html", page.context())


class Page:
    """What one person sees of one way of asking."""

    def __init__(self, request: Request, rfp: Rfp, method: str, criteria: list[Criterion]) -> None:
        self.request, self.rfp, self.method, self.criteria = request, rfp, method, criteria
        self.is_pairs = method == WeightMethod.PAIRS
        self.may_answer = rfp.my_role in ANSWERING and not rfp.has_ended
        self.rows = WeightAnswer.objects.counting(rfp).filter(method=method)
        mine = next((each for each in self.rows if each.person_id == request.user.pk), None)
        self.answers: dict[str, str] = mine.answers if mine else {}
        self.pairs = pairs_of(criteria)
        self.by_key = {each.key: each for each in criteria}
        self.pair = self._pair() if self.is_pairs and self.can_be_asked else None
        self.form: Any = self._form() if self.can_be_asked and self.may_answer else None

    @property
    def can_be_asked(self) -> bool:
        return len(self.criteria) >= 2 and (not self.is_pairs or len(self.criteria) <= MOST_CRITERIA)

    def _pair(self) -> tuple[str, str]:
        """The pair asked for, or the first that is open, or the first."""
        wanted = self.request.GET.get("pair", "")
        named = next((pair for pair in self.pairs if self.mark(pair) == wanted), None)
        return named or self._open() or self.pairs[0]

    def _open(self) -> tuple[str, str] | None:
        return next((pair for pair in self.pairs if pair_key(pair) not in self.answers), None)

    def mark(self, pair: tuple[str, str]) -> str:
        return "-".join(str(self.by_key[key].pk) for key in pair)

    def _form(self) -> Any:
        data = self.request.POST if self.request.method == "POST" else None
        if self.pair:
            row, column = (self.by_key[key] for key in self.pair)
            return PairForm(data, row=row, column=column, said=self.answers.get(pair_key(self.pair), ""))
        return FORMS[self.method](data, criteria=self.criteria, answers=self.answers)

    def save(self) -> bool:
        answers = {pair_key(self.pair): self.form.answer} if self.pair else self.form.answers
        try:
            kept = keep_answers(
                rfp=self.rfp,
                method=self.method,
                person=self.request.user,
                answers=answers,
                at=timezone.now(),
            )
        except ValidationError as refusal:
            self.form.add_error(None, refusal)
            return False
        self.answers = kept.answers
        return True

    def next_address(self) -> str:
        address = reverse("weighting", args=[self.rfp.number, self.method])
        following = self._open() if self.pair else None
        return f"{address}?pair={self.mark(following)}#ask" if following else f"{address}#proposal"

    def context(self) -> dict[str, object]:
        criteria_set = set_of(self.rfp)
        found = outcome(self.method, self.rows, self.criteria, criteria_set.weights_total)
        sees_others = self.rfp.can_edit or not self.may_answer or bool(self.answers)
        shown = found.proposal if sees_others else None
        mine = found.own.get(str(self.request.user.pk))
        matrix = Matrix(self.criteria, self.answers, self.pair) if self.pair else None
        return {
            "rfp": self.rfp,
            "tab": "criteria",
            "method": self.method,
            "label": WeightMethod(self.method).label,
            "criteria": self.criteria,
            "can_be_asked": self.can_be_asked,
            "most_criteria": MOST_CRITERIA,
            "may_answer": self.may_answer,
            "has_answered": bool(self.answers),
            "form": self.form,
            "outcome": found,
            "sees_others": sees_others,
            "comparison": Comparison(self.criteria, found) if shown else None,
            "matrix": matrix,
            "findings": matrix.findings(mine.consistency) if matrix and mine else None,
            "may_use": self.rfp.can_edit and not self.rfp.has_ended,
            **(self._preview(criteria_set, shown.weights) if shown else {}),
        }

    def _preview(self, criteria_set: CriteriaSet, weights: Mapping[str, Decimal]) -> dict[str, object]:
        sees_results = may_see_results(user=self.request.user, rfp=self.rfp)
        return preview_in_words(criteria_set, weights) if sees_results else {}
