"""Agreement of a panel: spread and severity, exact; ICC(2,1), Kendall's W and Krippendorff's alpha, as statistics.

Nothing here changes a total. It says where to talk before one is relied on.
"""

from ..document import Evaluation, Scored
from .coefficient import Coefficient
from .coefficients import alpha, concordance, intraclass, no_concordance
from .grid import Grid, evaluators_of, grid_of, vendors_of
from .result import Coefficients, CriterionAgreement, PanelAgreement
from .severity import Severity, severities
from .spread import Spread, VendorSpread, spread

__all__ = [
    "Coefficient",
    "Coefficients",
    "CriterionAgreement",
    "PanelAgreement",
    "Severity",
    "Spread",
    "VendorSpread",
    "agreement",
]


def agreement(evaluation: Evaluation) -> PanelAgreement:
    """How far the evaluators agree.

    All scores given count, those of excluded and incomplete vendors too, and criteria without weight too: it is
    the panel that is looked at, not the vendors. The first coefficient in a process takes seconds, while
    libraries are imported.
    """
    scored = [criterion for criterion in evaluation.criteria if isinstance(criterion, Scored)]
    grids = [grid_of(evaluation, criterion) for criterion in scored]
    whole: Grid = {cell: given for grid in grids for cell, given in grid.items()}
    return PanelAgreement(
        criteria=tuple(_criterion(criterion, grid) for criterion, grid in zip(scored, grids, strict=True)),
        panel=Coefficients(intraclass(whole), no_concordance(whole), alpha(whole)),
        severities=severities(whole),
        vendor_titles={vendor.key: vendor.title for vendor in evaluation.vendors},
    )


def _criterion(criterion: Scored, grid: Grid) -> CriterionAgreement:
    return CriterionAgreement(
        criterion=criterion.key,
        title=criterion.title,
        evaluators=evaluators_of(grid),
        vendors=vendors_of(grid),
        scores=sum(len(given) for given in grid.values()),
        spread=spread(criterion, grid),
        coefficients=Coefficients(intraclass(grid), concordance(grid), alpha(grid)),
    )
