"""Computing a stored version again, from its document alone."""

import json
from dataclasses import dataclass
from hashlib import sha256

from ..engine import ENGINE_VERSION, EvaluationError, parse, rank
from ..engine.comparing import Difference, differences_between
from ..models import Shortlist


@dataclass(frozen=True)
class Verification:
    """`faults` say why the document cannot be computed at all; `vendors` is how many were ranked again."""

    shortlist: Shortlist
    sha256: str
    faults: list[str]
    differences: list[Difference]
    vendors: int = 0

    @property
    def same_hash(self) -> bool:
        return self.sha256 == self.shortlist.sha256

    @property
    def is_identical(self) -> bool:
        return self.same_hash and not (self.faults or self.differences or self.shortlist.alterations)

    @property
    def engine_version(self) -> str:
        return ENGINE_VERSION

    @property
    def same_engine(self) -> bool:
        return self.shortlist.engine_version == ENGINE_VERSION


def verify(shortlist: Shortlist) -> Verification:
    """Reads nothing but the document of the version; changes nothing."""
    found = sha256(shortlist.document.encode()).hexdigest()
    try:
        evaluation = parse(shortlist.document)
    except EvaluationError as error:
        return Verification(shortlist, found, [str(fault) for fault in error.faults], [])
    computed = json.loads(json.dumps(rank(evaluation).as_dict()))
    titles = {vendor.key: vendor.title for vendor in evaluation.vendors}
    try:
        stored = json.loads(shortlist.ranking)
        differences = list(differences_between(stored, computed, titles))
    except (ValueError, KeyError, TypeError, AttributeError):
        return Verification(shortlist, found, ["The stored ranking cannot be read."], [], len(titles))
    return Verification(shortlist, found, [], differences, len(titles))
