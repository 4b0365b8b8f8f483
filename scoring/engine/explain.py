"""``python -m scoring.engine.explain FILE``: what ``manage.py explain`` does, where there is no Django."""

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec

from . import Evaluation, EvaluationError, Fault, parse
from .explanation.report import Report
from .explanation.words import UnknownVendor
from .files import Say, printable, read, speak

HELP = "Explain the ranking of an evaluation file: each total down to the scores that were given."


@dataclass(frozen=True)
class Question:
    """What is asked of which file; the names are those of the command line."""

    file: str
    vendor: Sequence[str] = ()
    against: str | None = None
    since: str | None = None
    json: bool = False
    draws: bool = False
    panel: bool = False
    methods: bool = False


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="an evaluation file (bpo-evaluation/1)")
    parser.add_argument(
        "--vendor", metavar="KEY", nargs="+", action="extend", default=[], help="explain these vendors only"
    )
    parser.add_argument("--against", metavar="KEY", help="also how far each is ahead of this vendor, and why")
    parser.add_argument("--since", metavar="FILE", help="also what changed since this older evaluation file")
    parser.add_argument("--json", action="store_true", help="one line of JSON instead of text")
    parser.add_argument(
        "--draws", action="store_true", help="also how often each is first, weights drawn by lot"
    )
    parser.add_argument("--panel", action="store_true", help="also how far the evaluators agree")
    parser.add_argument(
        "--methods", action="store_true", help="also whether other methods would choose another"
    )


def explain_file(question: Question, *, say: Say, complain: Say) -> int:
    """All of the answer on success, 0; otherwise nothing but one complaint for each fault, 2."""
    complaints: list[str] = []
    evaluation = _evaluation(question.file, complaints)
    older = _evaluation(question.since, complaints) if question.since else None
    if evaluation and not complaints:
        complaints += _lacking(question)
    if evaluation and not complaints:
        try:
            report = Report(
                *(evaluation, question.vendor, question.against, older),
                draws=question.draws,
                panel=question.panel,
                methods=question.methods,
            )
        except UnknownVendor as error:
            complaints.append(f"{question.file}: {Fault('vendors', str(error))}")
        else:
            for line in [json.dumps(report.as_dict())] if question.json else report.lines():
                say(f"{printable(line)}\n")
    for complaint in complaints:
        complain(f"{printable(complaint)}\n")
    return 2 if complaints else 0


def _lacking(question: Question) -> list[str]:
    """Statistics need libraries that ranking does without."""
    needed = {"--panel": ("pingouin", "krippendorff"), "--methods": ("pymcdm",)}
    asked = {"--panel": question.panel, "--methods": question.methods}
    return [
        f"{option}: needs {' and '.join(lacking)}, which this Python does not have; bin/install brings them"
        for option, names in needed.items()
        if asked[option] and (lacking := [name for name in names if find_spec(name) is None])
    ]


def _evaluation(path: str, complaints: list[str]) -> Evaluation | None:
    try:
        return parse(read(path))
    except EvaluationError as error:
        complaints += [f"{path}: {fault}" for fault in error.faults]
        return None


def main(program: str, arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog=program, description=HELP)
    add_arguments(parser)
    question = Question(**vars(parser.parse_args(arguments)))
    return speak(lambda say, complain: explain_file(question, say=say, complain=complain))


if __name__ == "__main__":
    sys.exit(main("python -m scoring.engine.explain", sys.argv[1:]))
