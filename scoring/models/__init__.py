from .criteria import (
    CriteriaChange,
    CriteriaSet,
    Criterion,
    Direction,
    Kind,
    PanelMethod,
    PriceFormula,
    RubricLevel,
    Source,
)
from .decision import Approval, Decision, DecisionKind
from .dossier import Dossier, DossierFile, DossierPiece, DossierState
from .report import Delivery, LastSeen, ReportSubscription, Rhythm, Weekday
from .scenario import Scenario, ScenarioQuerySet
from .score import Assignment, RecordedValue, Score, ScoreSheet
from .shortlist import Recomputation, Shortlist, ShortlistQuerySet
from .waiver import Waiver, WaiverState
from .weighting import WeightAnswer, WeightMethod

__all__ = [
    "Approval",
    "Assignment",
    "CriteriaChange",
    "CriteriaSet",
    "Criterion",
    "Decision",
    "DecisionKind",
    "Delivery",
    "Direction",
    "Dossier",
    "DossierFile",
    "DossierPiece",
    "DossierState",
    "Kind",
    "LastSeen",
    "PanelMethod",
    "PriceFormula",
    "Recomputation",
    "RecordedValue",
    "ReportSubscription",
    "Rhythm",
    "RubricLevel",
    "Scenario",
    "ScenarioQuerySet",
    "Score",
    "ScoreSheet",
    "Shortlist",
    "ShortlistQuerySet",
    "Source",
    "Waiver",
    "WaiverState",
    "Weekday",
    "WeightAnswer",
    "WeightMethod",
]
