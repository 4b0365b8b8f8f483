"""Agreement of a panel: spread and severity, exact; ICC(2,1), Kendall's W and Krippendorff's alpha, as statistics.

Nothing here changes a total. It says where to talk before one is relied on.
"""

from .coefficients import Coefficient
from .result import Coefficients, CriterionAgreement, PanelAgreement, agreement
from .spread import Severity, Spread, VendorSpread

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
