"""The scoring engine: an evaluation file in, a ranking with its reasons out.

It has never heard of Django or a database. Everything it knows is in the ``bpo-evaluation/1`` document,
everything it says is in the ``bpo-ranking/1`` document, and all of it is exact. The rest only asks questions about
rankings, or helps to find weights. An order to read it in, with the lines of each module:

The ranking, which can be read in twenty minutes:

    document                171  what is known of vendors, criteria and method
    arithmetic              137  exact sums, the one rounding, numbers as text
    whole                   136  columns of whole numbers that never overflow
    grading                 233  scores and figures to shares of a weight: steps 2 and 3
    pricing                  92  prices to shares of a weight
    judging                 194  knock-outs and minimums: steps 1, 3 and 4
    placing                 138  totals and ranks: steps 5 to 8
    ranking                 212  the answer: rows, reasons, and all as a document
    firmness.tipping        201  its sensitivity, with the derivation
    firmness.decisive        71  of many rivals, those who can matter to it

From a file to an evaluation, or to every fault in it:

    faults                   42  what is wrong, and where
    reading.json_text        76  JSON without silent losses
    reading.schema          211  checks that combine
    reading.columns         114  whether vendors are good, by the column
    reading.rules           259  the rules of the file
    reading.building        103  the evaluation
    canonical                83  the spelling that is hashed

How firm the first place is (``firmness``), each question by itself:

    firmness.field          113  who takes part, and the yardsticks they set
    firmness.dominance       64  is the leader best at everything?
    firmness.absence        171  without one evaluator, or one vendor?
    firmness.levels         108  which price or quality draws level, with the derivation
    firmness.needs          209  what each vendor would need
    firmness.prospects      191  who can be first under any weights, with the proof
    firmness.duel            97  that question as a game
    firmness.game           213  who wins such a game
    firmness.acceptability  170  a simulation of weights
    firmness.wording        286  all of it in sentences
    firmness.report          103  all of it in one result

Why a total is what it is, and why it changed (``explanation``):

    explanation.words        54  states and reasons in words
    explanation.formulas    227  every formula, in symbols and with numbers
    explanation.node        117  a number and what it comes from
    explanation.race        148  what vendors are to each other
    explanation.tree        163  one total, down to every score
    explanation.pair        160  one vendor against another
    explanation.change      165  a change as data and in sentences
    explanation.mixing      173  some of the changes only
    explanation.versions    194  a change divided among its causes, with the derivation
    explanation.changes     198  what changed in the file, in words
    explanation.report      167  everything about one evaluation

Other questions:

    agreement.spread        143  how far scores lie apart, exactly
    agreement.coefficients  212  ICC, Kendall's W, Krippendorff's alpha
    agreement.result        183  agreement in words
    second_opinion          185  TOPSIS and PROMETHEE II
    libraries                93  what others compute for these two

Finding weights before there is a ranking (``weighting``):

    weighting.answers        74  what people answered
    weighting.apportioning   43  weights that add up
    weighting.proposal       76  what each method ends in
    weighting.direct         91  from points, from an order
    weighting.pairwise       95  from comparisons
    weighting.consistency   164  whether comparisons fit together
    weighting.precision      67  roots and eigenvectors

In and out:

    told                     50  results as plain data
    files                    74  files and streams
    __main__                 18  ``manage.py evaluate`` without Django
    explain                 101  ``manage.py explain`` without Django
    comparing                67  a ranking beside the one that was stored
    dossier.box             128  the files of a dossier
    dossier.checking        146  a dossier checked offline
    dossier.__main__         21  that check without Django
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


def from_mapping(document: Mapping[str, object], *, canonical: bytes | None = None) -> Evaluation:
    """The evaluation in a document that is plain data already; `canonical` is its canonical form, if that is known.

    Raises ``EvaluationError`` with every fault found.
    """
    return _checked(document, canonical)


def _checked(document: object, canonical: bytes | None = None) -> Evaluation:
    faults = faults_of(document)
    if faults or not isinstance(document, Mapping):
        raise EvaluationError(faults)
    return build(document, canonical)
