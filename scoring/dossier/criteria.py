"""What was asked and how it was judged: the RFP, its team, criteria, weights and where the weights come from."""

from collections.abc import Iterable, Iterator, Mapping

from ..history import events
from ..models import CriteriaSet, Criterion, RubricLevel, WeightAnswer, WeightMethod
from ..presentation.changes import Became, Line, recorded_changes
from ..weighting import outcome
from .archive import Archive
from .people import People
from .scope import Rows, Scope, day, moment, name

REQUEST, CRITERIA = "1-request", "2-criteria"
KEPT = ("title", "need", "currency", "timezone", "status_reason")


def write_request(archive: Archive, scope: Scope, people: People) -> None:
    archive.table(f"{REQUEST}/rfp.csv", _rfp(scope), about="What was asked for, by when")
    archive.table(f"{REQUEST}/team.csv", _team(scope), about="Who led, judged, approved and observed")
    for file, rows, about in (
        ("criteria", _criteria(scope), "The criteria as they are now, with weights and rules"),
        ("method", _method(scope), "How scores become totals, and where the line of the shortlist is"),
        ("rubric", _rubric(scope), "What each level of a scale means"),
        (
            "weight-history",
            _weights(scope, people),
            "Every weight that a criterion ever had, who set it, when",
        ),
        (
            "changes-after-publication",
            _changes(scope),
            "Numbered changes of the criteria with reasons, old and new",
        ),
        ("weight-answers", _answers(scope), "What each person answered when asked for weights"),
        ("weight-proposals", _proposals(scope), "What these answers propose, for each person and the group"),
    ):
        archive.table(f"{CRITERIA}/{file}.csv", rows, about=about)


def _rfp(scope: Scope) -> Rows:
    rfp = scope.rfp
    yield ["what", "value"]
    yield ["number", rfp.number]
    yield from ([field, getattr(rfp, field)] for field in KEPT)
    yield ["status", rfp.get_status_display()]
    yield ["buyer_country", rfp.buyer_country.name]
    yield ["service_lines", "; ".join(rfp.service_lines.order_by("code").values_list("name", flat=True))]
    for field in ("created_at", "published_at", "deadline_at", "opened_at"):
        yield [field, moment(getattr(rfp, field))]
    yield ["contract_starts_on", day(rfp.contract_starts_on)]
    yield ["contract_ends_on", day(rfp.contract_ends_on)]


def _team(scope: Scope) -> Rows:
    handed_in = dict(scope.rfp.sheets.values_list("evaluator", "submitted_at"))
    yield ["name", "role", "key_in_evaluation_files", "scores_handed_in_at"]
    for each in scope.rfp.team.select_related("user").order_by("role", "key"):
        yield [each.user.name, each.get_role_display(), each.key, moment(handed_in.get(each.user_id))]


def _criteria(scope: Scope) -> Rows:
    yield [
        *("key", "title", "kind", "weight", "scale_low", "scale_high", "direction", "minimum", "value_from"),
        *("certificate", "valid_on", "service_line", "dimension", "price_formula", "bound_low", "bound_high"),
        *("reference", "evaluators", "description"),
    ]
    found = Criterion.objects.of_rfp(scope.rfp).select_related("scheme", "service_line")
    for each in found.prefetch_related("assignments__evaluator"):
        by = sorted(assigned.evaluator.name for assigned in each.assignments.all())
        yield [
            *(each.key, each.title, each.get_kind_display(), each.weight, each.scale_low, each.scale_high),
            *(each.get_direction_display(), each.minimum, each.get_source_display()),
            *(str(each.scheme or ""), each.get_valid_on_display() if each.scheme else ""),
            *(str(each.service_line or ""), each.get_dimension_display()),
            *(each.get_formula_display(), each.bound_low, each.bound_high, each.reference),
            *("; ".join(by), each.description),
        ]


def _method(scope: Scope) -> Rows:
    yield ["what", "value"]
    criteria_set = CriteriaSet.objects.filter(rfp=scope.rfp).first()
    if criteria_set:
        yield ["panel", criteria_set.get_panel_display()]
        yield ["tie_break", "; ".join(criteria_set.tie_break)]
        for field in (
            *("weights_total", "decimals", "quality_minimum", "quality_relative_to_best"),
            *("shortlist_size", "shortlist_threshold"),
        ):
            yield [field, getattr(criteria_set, field)]


def _rubric(scope: Scope) -> Rows:
    yield ["criterion", "value", "meaning"]
    levels = RubricLevel.objects.filter(criterion__criteria_set__rfp=scope.rfp).select_related("criterion")
    for each in levels.order_by("criterion__position", "criterion", "value"):
        yield [each.criterion.title, each.value, each.anchor]


def _weights(scope: Scope, people: People) -> Rows:
    """A row wherever a weight was set or changed."""
    yield ["criterion", "key", "at", "who", "from", "weight"]
    sets = CriteriaSet.objects.filter(rfp=scope.rfp).values("pk")
    trail = events("scoring.CriterionEvent").filter(criteria_set_id__in=sets).exclude(kind="knockout")
    last: tuple[object, object] | None = None
    for each in trail.select_related("pgh_context").order_by("pgh_obj_id", "pgh_id").iterator():
        state = (each.pgh_obj_id, each.weight)
        if state != last and each.pgh_label != "delete":
            who, address = people.of_event(each)
            yield [each.title, each.key, moment(each.pgh_created_at), who, address, each.weight]
        last = state


def _changes(scope: Scope) -> Rows:
    """A row for each field that changed."""
    yield ["number", "reason", "by", "at", "what", "deed", "field", "old", "new"]
    for each in reversed(recorded_changes(scope.rfp)):
        change = each.change
        about = [change.number, change.reason, name(change.by), moment(change.at)]
        yield from ([*about, *row] for row in list(_became(each.lines)) or [[""] * 5])


def _became(lines: Iterable[Line]) -> Iterator[list[str]]:
    for line in lines:
        for each in line.fields or [Became("", "", "")]:
            yield [line.subject, line.deed, each.field, each.old, each.new]


def _answers(scope: Scope) -> Rows:
    yield ["method", "person", "at", "about", "answer"]
    titles = _titles(scope)
    rows = WeightAnswer.objects.filter(rfp=scope.rfp).select_related("person")
    for each in rows.order_by("method", "person__name", "pk"):
        for about, answer in sorted(each.answers.items()):
            said = " against ".join(titles.get(key, key) for key in about.split(" "))
            yield [each.get_method_display(), each.person.name, moment(each.at), said, str(answer)]


def _proposals(scope: Scope) -> Rows:
    yield ["method", "who", "criterion", "proposed_weight", "weight_now", "consistency_ratio"]
    criteria_set = CriteriaSet.objects.filter(rfp=scope.rfp).first()
    if criteria_set is None:
        return
    criteria = list(criteria_set.criteria.weighted())
    for method in WeightMethod:
        rows = WeightAnswer.objects.counting(scope.rfp).filter(method=method)
        found = outcome(method, rows, criteria, criteria_set.weights_total)
        group = [("the group", found.proposal)] if found.proposal else []
        own = [(found.names[key], proposal) for key, proposal in found.own.items()]
        for who, proposal in (*group, *own):
            ratio = proposal.consistency.ratio if proposal.consistency else None
            for each in criteria:
                yield [
                    *(method.label, who, each.title, proposal.weights[each.key], each.weight),
                    "" if ratio is None else f"{float(ratio):.4f}",
                ]


def _titles(scope: Scope) -> Mapping[str, str]:
    return dict(Criterion.objects.of_rfp(scope.rfp).values_list("key", "title"))
