"""What tests of criteria ask and type."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from django.test import Client
from django.urls import reverse

from accounts.models import User
from rfp.models import Rfp, TeamRole
from rfp.services import add_member
from scoring.models import Assignment, CriteriaSet, Criterion, Kind, Source
from scoring.services.weights import weights_mark
from vendors.tests.browser import opened

D = Decimal
SignIn = Callable[[User], Client]
LEAD_ONLY = ["rfp_assignments", "rfp_method", "rfp_recorded", "criterion_create"]


def staffed(rfp: Rfp, lead: User, observer: User, evaluator: User) -> Rfp:
    add_member(rfp=rfp, user=lead, role=TeamRole.LEAD)
    add_member(rfp=rfp, user=observer, role=TeamRole.OBSERVER)
    add_member(rfp=rfp, user=evaluator, role=TeamRole.EVALUATOR)
    return rfp


def of(name: str, rfp: Rfp, *more: object) -> str:
    return reverse(name, args=[rfp.number, *more])


def criterion(rfp: Rfp, key: str) -> Criterion:
    return Criterion.objects.of_rfp(rfp).get(key=key)


def weights(rfp: Rfp, *figures: str, **more: str) -> dict[str, str]:
    criteria = list(Criterion.objects.of_rfp(rfp).weighted())
    typed = {f"weight-{each.pk}": figure for each, figure in zip(criteria, figures, strict=True)}
    return {"seen": weights_mark(criteria), **typed, **more}


def weights_of(rfp: Rfp) -> list[Decimal]:
    return list(Criterion.objects.of_rfp(rfp).weighted().values_list("weight", flat=True))


def pages_of_leads(rfp: Rfp) -> list[str]:
    one = criterion(rfp, "quality-1").pk
    return [
        *(of(name, rfp) for name in LEAD_ONLY),
        *(of("criterion_create", rfp) + f"?kind={kind}" for kind in Kind),
        of("criterion_edit", rfp, one),
        of("criterion_delete", rfp, one),
    ]


def save(client: Client, rfp: Rfp, kind: str, **data: object) -> str:
    rubric = {"rubric-TOTAL_FORMS": "0", "rubric-INITIAL_FORMS": "0"}
    response = client.post(of("criterion_create", rfp) + f"?kind={kind}", {**rubric, **data}, follow=True)
    return response.content.decode()


def resent(client: Client, address: str, data: Mapping[str, object]) -> Any:
    """The form of a page sent with these values, and what its writer saw of the record."""
    seen = {name: sent for name, sent in opened(client, address).items() if name.endswith("seen")}
    return client.post(address, {**seen, **data})


def cells(client: Client, rfp: Rfp, answer: str, value: str, **more: str) -> dict[str, str]:
    """What the form of the first vendor sends after these were typed."""
    first = rfp.candidates.all()[0]
    eu, hours = (f"{first.pk}-{criterion(rfp, key).pk}" for key in ("eu", "hours"))
    forms = {f.prefix: f for _, row in client.get(of("rfp_recorded", rfp)).context["rows"] for f in row}
    return {
        f"{eu}-answer": answer,
        f"{eu}-note": "",
        f"{eu}-seen": forms[eu].initial["seen"],
        f"{hours}-value": value,
        f"{hours}-note": "By contract.",
        f"{hours}-seen": forms[hours].initial["seen"],
        **more,
    }


def keyed(rfp: Rfp, **weights: str) -> dict[int, Decimal]:
    named = {name.replace("_", "-"): D(weight) for name, weight in weights.items()}
    return {each.pk: named[each.key] for each in Criterion.objects.of_rfp(rfp) if each.key in named}


def version(rfp: Rfp) -> int:
    return Rfp.objects.get(pk=rfp.pk).inputs_version


def reasons(rfp: Rfp) -> list[tuple[int, str]]:
    changes = CriteriaSet.objects.get(rfp=rfp).changes.order_by("number")
    return list(changes.values_list("number", "reason"))


def scored(rfp: Rfp, title: str = "Transition", **facts: Any) -> Criterion:
    scale = {"scale_low": D(0), "scale_high": D(5)}
    criteria_set = CriteriaSet.objects.get(rfp=rfp)
    return Criterion(
        criteria_set=criteria_set, title=title, kind=Kind.SCORED, source=Source.PANEL, **{**scale, **facts}
    )


def pairs(rfp: Rfp) -> set[tuple[int, int]]:
    found = Assignment.objects.filter(criterion__criteria_set__rfp=rfp)
    return set(found.values_list("criterion_id", "evaluator_id"))
