"""The scoring engine: an evaluation file in, a ranking with its reasons out.

It has never heard of Django or a database. Everything it knows is in the ``bpo-evaluation/1`` document,
everything it says is in the ``bpo-ranking/1`` document, and all of it is exact.

To read how a ranking comes about, in this order: ``document`` (what is known), ``whole`` (numbers), ``grading``,
``panels``, ``judging``, ``pricing``, ``placing``, ``ordering``, ``ranking``, then ``firmness.tipping``.
``reading`` finds faults. The rest only asks questions about rankings: ``firmness``, ``explanation``,
``agreement``, ``second_opinion``; and ``weighting`` helps to find weights before there is one.
"""

from collections.abc import Mapping

from .canonical import canonical_bytes, sha256
from .document import Evaluation
from .faults import EvaluationError, Fault
from .firmness.tipping import Sensitivity
from .ranking import Ranking, Row, State, rank
from .reading.building import build
from .reading.json_text import decode
from .reading.rules import faults_of

ENGINE_VERSION = "1"

__all__ = [
    "ENGINE_VERSION",
    "Evaluation",
    "EvaluationError",
    "Fault",
    "Ranking",
    "Row",
    "Sensitivity",
    "State",
    "canonical_bytes",
    "from_mapping",
    "parse",
    "rank",
    "sha256",
]


def parse(text: str | bytes) -> Evaluation:
    """The evaluation in a JSON text.

    Raises ``EvaluationError`` with every fault found.
    """
    return _checked(decode(text))


def from_mapping(document: Mapping[str, object]) -> Evaluation:
    """The evaluation in a document that is plain data already.

    Raises ``EvaluationError`` with every fault found.
    """
    return _checked(document)


def _checked(document: object) -> Evaluation:
    faults = faults_of(document)
    if faults or not isinstance(document, Mapping):
        raise EvaluationError(faults)
    return build(document)
