"""How long exact ranking takes, beside float libraries on the same numbers.

    python bench/engine.py [--rounds 20]

Medians of processor time in milliseconds, one thread, garbage looked for as seldom as in the worker, and ratios of
medians measured in the same run; lower is better.

*Weighted sum and ranks*: everybody starts from the shares of each criterion in memory (doubles for NumPy,
pymcdm and scikit-criteria, the engine's own columns of whole numbers for the engine) and ends with an order.
The engine's includes the price formula, the rounding half up and the tie-break, and is exact.
*From a file*: what an auditor waits for, from the JSON text to the ranking as a document.
"""

import argparse
import json
import multiprocessing
import os
import random
import re
import sys
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any

os.environ["OPENBLAS_NUM_THREADS"] = "1"

import numpy as np
import skcriteria
from pymcdm.helpers import rrankdata
from pymcdm.methods import WSM
from skcriteria.agg.simple import WeightedSumModel

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bpo_portal.garbage import look_seldom
from scoring.engine import from_mapping, parse, rank
from scoring.engine.document import Evaluation, Measured, Method, PanelRule, Price, PriceFormula, Vendor
from scoring.engine.explanation.pair import difference
from scoring.engine.explanation.tree import Explainer
from scoring.engine.explanation.versions import split_change
from scoring.engine.firmness.report import examine
from scoring.engine.judging import Sheet, read
from scoring.engine.placing import place
from scoring.engine.ranking import Ranking

SEED = 20110301
Work = Callable[[], object]


def document(vendors: int, criteria: int, evaluators: int) -> dict[str, Any]:
    """Scores with two decimals from 0 to 100, weights that add up, and a price."""
    chance = random.Random(SEED)
    keys = [f"c{index:03}" for index in range(criteria - 1)]
    panel = [f"e{index}" for index in range(evaluators)]
    graded = {"kind": "scored", "weight": "2", "scale": ["0", "100"], "direction": "higher"}
    price = {"key": "price", "title": "Price", "kind": "price", "weight": "2", "formula": "lowest_ratio"}

    def score() -> str:
        return f"{chance.randint(0, 10_000) / 100:.2f}"

    return {
        "format": "bpo-evaluation/1",
        "title": "Benchmark",
        "method": {
            "weights_total": str(2 * criteria),
            "panel": "mean",
            "decimals": 2,
            "tie_break": ["quality", "price"],
        },
        "criteria": [*({"key": key, "title": key, **graded} for key in keys), price],
        "vendors": [
            {
                "key": f"v{index}",
                "title": f"Vendor {index}",
                "scores": {key: {name: score() for name in panel} for key in keys},
                "price": str(chance.randint(100_000, 900_000)),
            }
            for index in range(vendors)
        ],
    }


def evaluation(vendors: int, criteria: int) -> Evaluation:
    """The same as values, with one figure for each vendor and criterion."""
    chance = random.Random(SEED)
    numbers = [f"{Decimal(number) / 100:f}" for number in range(10_001)]
    measured = [
        Measured(f"c{index:03}", "", Decimal(2), Decimal(0), Decimal(100), False, None)
        for index in range(criteria - 1)
    ]
    price = Price(
        *("price", "Price", Decimal(2), PriceFormula.LOWEST_RATIO),
        cap=True,
        reference=Decimal(1),
        bounds=(Decimal(0), Decimal(1)),
        points_decimals=None,
    )
    return Evaluation(
        sha256="",
        title="Benchmark",
        currency=None,
        method=Method(Decimal(2 * criteria), PanelRule.MEAN, None, False, 2, ("quality", "price")),
        criteria=(*measured, price),
        vendors=tuple(
            Vendor(
                *(f"v{index}", "", {}, {}),
                figures={each.key: numbers[chance.randint(0, 10_000)] for each in measured},
                price=Decimal(chance.randint(100_000, 900_000)),
            )
            for index in range(vendors)
        ),
    )


def milliseconds(work: Work, rounds: int) -> float:
    work()
    times = []
    for _ in range(rounds):
        started = process_time()
        work()
        times.append(1000 * (process_time() - started))
    return median(times)


def line(name: str, taken: float, ratio: str = "") -> None:
    print(f"  {name:56}{taken:12.3f} ms  {ratio}")


def weighted_sums(vendors: int, criteria: int, rounds: int) -> None:
    print(f"\nWeighted sum and ranks, {vendors} vendors x {criteria} criteria")
    given = evaluation(vendors, criteria)
    sheet = read(given)
    shares = np.random.default_rng(SEED).random((vendors, criteria))
    weights = np.full(criteria, 1 / criteria)
    matrix = skcriteria.mkdm(shares, [max] * criteria, weights=weights)
    pymcdm, as_they_are = WSM(lambda column, cost=False: column), np.ones(criteria)
    others: dict[str, Work] = {
        "pymcdm, WSM, no normalisation": lambda: rrankdata(
            pymcdm(shares, weights, as_they_are, validation=False)
        ),
        "scikit-criteria, WeightedSumModel": lambda: WeightedSumModel().evaluate(matrix),
    }
    floor = milliseconds(lambda: np.argsort(-(shares @ weights)), rounds)
    exact = milliseconds(lambda: weigh_and_place(sheet), rounds)
    line("NumPy, floats, matrix product and argsort (the floor)", floor)
    line("this engine, exact", exact, f"{exact / floor:.1f} x NumPy (at most 3)")
    for name, work in others.items():
        taken = milliseconds(work, max(3, rounds // 4))
        line(name, taken, f"{taken / floor:.1f} x NumPy; {taken / exact:.1f} x this engine (at least 5)")


def weigh_and_place(sheet: Sheet) -> object:
    return place(replace(sheet))


def memory(vendors: int, criteria: int) -> None:
    """In a process of its own, from values to ranks."""
    context = multiprocessing.get_context("spawn")
    with context.Pool(1) as pool:
        before, after = pool.apply(peak, (vendors, criteria))
    print(f"\nMemory, {vendors} vendors x {criteria} criteria, values and ranking")
    print(f"  {after:,.0f} MiB at its peak, {before:,.0f} MiB of it before it began (limit 1,024)")


def peak(vendors: int, criteria: int) -> tuple[float, float]:
    before = mebibytes_at_most()
    place(read(evaluation(vendors, criteria)))
    return before, mebibytes_at_most()


def mebibytes_at_most() -> float:
    """Of memory that this process has held so far."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    return int(found[1]) / 1024 if found else float("nan")


def tipping(vendors: int, criteria: int, rounds: int) -> None:
    sheet = read(evaluation(vendors, criteria))
    placing = place(sheet)
    taken = milliseconds(lambda: Ranking(sheet, placing).sensitivity, rounds)
    print(f"\nTipping weights and smallest transfer, {vendors} vendors x {criteria} criteria")
    line("this engine, exact", taken, "(less than 1,000)")


def everything(vendors: int, criteria: int, evaluators: int, rounds: int) -> None:
    """Contract, firmness and explanation of one file, and what changed since another.

    Each round starts from the text again, and goes on with what the steps before it have found.
    """
    older, newer = document(vendors, criteria, evaluators), document(vendors, criteria, evaluators)
    newer["vendors"][0]["scores"]["c000"]["e0"] = "50.00"
    before, text = from_mapping(older), json.dumps(newer)
    print(f"\nEverything but simulation, {vendors} x {criteria} x {evaluators} evaluators")
    taken: list[dict[str, float]] = []
    for _ in range(rounds + 1):
        clock = Clock()
        now = parse(text)
        ranking = rank(now)
        ranking.as_dict()
        clock.note("read and rank, as a document")
        examine(now, ranking).as_dict()
        clock.note("how firm, all questions")
        explained(now, ranking, [now.vendors[0].key])
        clock.note("why one total")
        against_first(now, ranking, [now.vendors[-1].key])
        clock.note("one vendor against the first")
        split_change(before, now, rankings=(rank(before), ranking)).as_dict()
        clock.note("each total since an older version, ranking that too")
        taken.append(clock.taken)
    for name in taken[0]:
        line(name, median(each[name] for each in taken[1:]))
    line("together", median(sum(each.values()) for each in taken[1:]), "(less than 30)")
    keys = [vendor.key for vendor in now.vendors]
    line("why each total", milliseconds(lambda: explained(now, ranking, keys), rounds))
    line("each vendor against the first", milliseconds(lambda: against_first(now, ranking, keys), rounds))


class Clock:
    """Milliseconds of processor time by step."""

    def __init__(self) -> None:
        self.taken: dict[str, float] = {}
        self.started = process_time()

    def note(self, step: str) -> None:
        self.taken[step] = 1000 * (process_time() - self.started)
        self.started = process_time()


def against_first(now: Evaluation, ranking: Ranking, keys: list[str]) -> object:
    first = ranking.rows[0].vendor
    return [difference(now, first, key, ranking=ranking).as_dict() for key in keys]


def explained(now: Evaluation, ranking: Ranking, keys: list[str]) -> object:
    explainer = Explainer(now, ranking=ranking)
    return [explainer.explain(key) for key in keys]


def from_a_file(vendors: int, criteria: int, evaluators: int, rounds: int) -> None:
    text = json.dumps(document(vendors, criteria, evaluators))
    given = parse(text)
    print(f"\nFrom a file, {vendors} x {criteria} x {evaluators} evaluators, {len(text) / 1e6:.1f} MB")
    floor = milliseconds(lambda: json.loads(text), rounds)
    line("Python's own JSON reader (the floor)", floor)
    for name, work in {
        "read, checked and hashed": lambda: parse(text),
        "and ranked, as a document": lambda: rank(given).as_dict(),
    }.items():
        taken = milliseconds(work, rounds)
        line(name, taken, f"{taken / floor:.1f} x the floor")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--rounds", type=int, default=20)
    rounds = parser.parse_args().rounds
    look_seldom()
    weighted_sums(10_000, 50, 10 * rounds)
    tipping(1_000, 50, max(3, rounds // 4))
    everything(12, 20, 6, rounds)
    from_a_file(12, 20, 6, rounds)
    from_a_file(10_000, 50, 1, 1)
    memory(100_000, 50)


if __name__ == "__main__":
    main()
