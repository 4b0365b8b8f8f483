"""Steps 1 to 4 for one vendor: knock-outs, panel, minimums, quality."""

from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from .arithmetic import exact_sum
from .document import Answer, Criterion, Evaluation, Graded, Knockout, Price, Scored, Vendor
from .grading import Grade, Grader, panel_value
from .pricing import can_be_compared
from .result import State

EXCLUDING = frozenset({"knockout", "minimum"})
DELAYING = frozenset({"missing", "not-comparable"})


@dataclass(slots=True)
class Finding:
    """What is known of a vendor before prices are compared. Reasons are pairs such as (missing, KEY)."""

    vendor: Vendor
    reasons: list[tuple[str, str]] = field(default_factory=list)
    grades: dict[str, Grade] = field(default_factory=dict)
    quality: Fraction | None = None

    @property
    def state(self) -> State:
        kinds = {kind for kind, _ in self.reasons}
        if kinds & EXCLUDING:
            return State.EXCLUDED
        return State.INCOMPLETE if kinds & DELAYING else State.RANKED

    @property
    def reasons_shown(self) -> tuple[str, ...]:
        """What an excluded vendor did not hand in no longer matters, so it is not held against it."""
        hidden = DELAYING if self.state is State.EXCLUDED else frozenset()
        return tuple(f"{kind}:{key}" for kind, key in self.reasons if kind not in hidden)


class Judge:
    """Judges vendors one by one: nothing here depends on who else is there."""

    def __init__(self, evaluation: Evaluation) -> None:
        self.method = evaluation.method
        self.criteria = evaluation.criteria
        self.graders = {each.key: Grader(each) for each in evaluation.criteria if isinstance(each, Graded)}
        self.quality_weight = exact_sum(grader.weight for grader in self.graders.values())

    def judge(self, vendor: Vendor) -> Finding:
        finding = Finding(vendor)
        for criterion in self.criteria:
            finding.reasons += [(kind, criterion.key) for kind in self._remark(criterion, finding)]
        if len(finding.grades) == len(self.graders):
            finding.quality = exact_sum(grade.points for grade in finding.grades.values())
            if self._misses_quality_minimum(finding.quality):
                finding.reasons.append(("minimum", "quality"))
        return finding

    def _remark(self, criterion: Criterion, finding: Finding) -> tuple[str, ...]:
        match criterion:
            case Knockout():
                return _knockout_remark(finding.vendor.knockouts.get(criterion.key))
            case Price():
                return _price_remark(criterion, finding.vendor)
        value = self._value(criterion, finding.vendor)
        if value is None:
            return ("missing",)
        grade = finding.grades[criterion.key] = self.graders[criterion.key].grade(value)
        return ("minimum",) if grade.misses_minimum else ()

    def _value(self, criterion: Graded, vendor: Vendor) -> Decimal | Fraction | None:
        if not isinstance(criterion, Scored):
            return vendor.measures.get(criterion.key)
        scores = vendor.scores.get(criterion.key)
        return panel_value(self.method.panel, scores.values()) if scores else None

    def _misses_quality_minimum(self, quality: Fraction) -> bool:
        """The minimum is in per cent of the weight of all criteria that are not price."""
        least = self.method.quality_minimum
        return least is not None and quality * 100 < Fraction(least) * self.quality_weight


def _knockout_remark(answer: Answer | None) -> tuple[str, ...]:
    match answer:
        case None:
            return ("missing",)
        case Answer.FAIL:
            return ("knockout",)
        case Answer.WAIVED:
            return ("waived",)
    return ()


def _price_remark(criterion: Price, vendor: Vendor) -> tuple[str, ...]:
    if vendor.price is None:
        return ("missing",)
    return () if can_be_compared(criterion, Fraction(vendor.price)) else ("not-comparable",)
