"""A stored version as rows and sentences."""

import json
from datetime import date
from typing import Any

import pytest

from scoring.engine import canonical_bytes, from_mapping, rank, sha256
from scoring.models import Shortlist
from scoring.presentation.explanation import Explanation, Version
from scoring.presentation.ranking import Move, RankingView, is_on_shortlist
from scoring.presentation.words import firmness, line_in_words, tipping

from .scenes import NOW
from .versions import call_centre, version_of, with_weights

METHOD = {"weights_total": "100", "panel": "mean", "decimals": 2, "tie_break": ["quality", "price"]}
UP = {"direction": "higher"}
CRITERIA: list[dict[str, Any]] = [
    {"key": "iso", "title": "Valid certificate", "kind": "knockout"},
    {
        "key": "security",
        "title": "Security",
        "kind": "scored",
        "weight": "30",
        "scale": ["0", "5"],
        "minimum": "2",
        **UP,
    },
    {
        "key": "hours",
        "title": "Hours covered",
        "kind": "measured",
        "weight": "30",
        "scale": ["0", "24"],
        **UP,
    },
    {"key": "price", "title": "Cost", "kind": "price", "weight": "40", "formula": "lowest_ratio"},
]


def vendor(key: str, **changes: Any) -> dict[str, Any]:
    usual = {
        "key": key,
        "title": key.capitalize(),
        "knockouts": {"iso": "pass"},
        "scores": {"security": {"eva": "4", "ben": "5"}},
        "measures": {"hours": "16"},
        "price": "130000",
    }
    return {name: value for name, value in (usual | changes).items() if value is not None}


def version(
    *vendors: dict[str, Any], number: int = 1, line: dict[str, Any] | None = None, **method: Any
) -> Shortlist:
    document = {
        "format": "bpo-evaluation/1",
        "title": "Contact centre",
        "currency": "EUR",
        "method": METHOD | method,
        "criteria": CRITERIA,
        "vendors": list(vendors),
    }
    ranking = rank(from_mapping(document))
    return Shortlist(
        number=number,
        document=canonical_bytes(document).decode(),
        sha256=sha256(document),
        ranking=json.dumps(ranking.as_dict()),
        line=line or {"size": None, "threshold": None},
        cause="First ranking",
        provisional=ranking.provisional,
        as_of=date(2027, 3, 1),
        computed_at=NOW,
    )


def view(shortlist: Shortlist, before: Shortlist | None = None) -> RankingView:
    return RankingView(shortlist, before=before)


def test_ranked_vendors_come_with_points_by_criterion() -> None:
    first, second = view(version(vendor("acme", price="100000"), vendor("bolt"))).ranked

    assert (first.rank, first.title, first.total) == (1, "Acme", "87.00")
    assert first.points == ["27.00", "20.00", "40.00"]
    assert (second.rank, second.total) == (2, "77.77")


def test_segments_stand_side_by_side_and_end_at_the_total() -> None:
    row = view(version(vendor("acme", price="100000"))).ranked[0]

    ends = [(each.start, each.length) for each in row.segments]
    assert [start for start, _ in ends] == [0, 27, 47]
    assert sum(length for _, length in ends) == 87


def test_no_two_of_thirty_two_criteria_look_alike() -> None:
    wide = version(vendor("acme"))
    wide.document = json.dumps(
        json.loads(wide.document)
        | {"criteria": [{**CRITERIA[1], "key": f"c{place}", "weight": "1"} for place in range(32)]}
    )

    assert len({column.fill for column in view(wide).columns}) == 32


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"knockouts": {"iso": "fail"}}, "Knock-out failed: Valid certificate"),
        ({"scores": {"security": {"eva": "1"}}}, "Minimum missed: Security, at least 2"),
        ({"price": None}, "Price missing"),
        ({"price": "0"}, "Price not comparable: Cost needs a price above zero"),
        ({"measures": {}}, "Figure missing: Hours covered"),
        ({"knockouts": {}}, "Knock-out not answered: Valid certificate"),
        ({"scores": {}}, "Not scored yet: Security"),
        ({"knockouts": {"iso": "waived"}}, "Knock-out waived: Valid certificate"),
    ],
)
def test_reasons_are_told_in_words(changes: dict[str, Any], reason: str) -> None:
    rows = view(version(vendor("acme", **changes), vendor("bolt"))).rows

    assert [row.reasons for row in rows if row.key == "acme"] == [[reason]]


def test_a_missed_quality_minimum_names_the_minimum() -> None:
    shown = view(version(vendor("acme"), quality_minimum="90"))

    assert shown.excluded[0].reasons == ["Minimum missed: quality, at least 90 per cent"]


@pytest.mark.parametrize(
    ("line", "rank", "total", "on"),
    [
        ({}, 9, "1", True),
        ({"size": 2}, 2, "10", True),
        ({"size": 2}, 3, "10", False),
        ({"threshold": "70"}, 9, "70.00", True),
        ({"threshold": "70"}, 1, "69.99", False),
        ({"size": 1, "threshold": "70"}, 1, "69", False),
        ({"size": 1}, None, None, False),
    ],
)
def test_the_line_is_drawn_by_rank_and_total(
    line: dict[str, Any], rank: int | None, total: str | None, on: bool
) -> None:
    assert is_on_shortlist({"rank": rank, "total": total}, line) is on


def test_the_cut_is_after_the_last_vendor_above_the_line() -> None:
    shortlist = version(vendor("acme", price="100000"), vendor("bolt"), line={"size": 1, "threshold": None})

    assert view(shortlist).cut_after == view(shortlist).ranked[0]
    assert view(version(vendor("acme"), vendor("bolt"))).cut_after is None


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ({"size": 3, "threshold": None}, "On the shortlist: the first 3 vendors."),
        ({"size": 4, "threshold": None}, "On the shortlist: every ranked vendor, up to 4."),
        (
            {"size": 1, "threshold": "70"},
            "On the shortlist: the first vendor, if their total is at least 70.",
        ),
        ({"size": None, "threshold": "70"}, "On the shortlist: every vendor with a total of at least 70."),
        ({"size": None, "threshold": None}, "No line is drawn: every ranked vendor is on the shortlist."),
    ],
)
def test_the_line_is_told_in_words(line: dict[str, Any], words: str) -> None:
    assert line_in_words(line, ranked=3) == words


@pytest.mark.parametrize(
    ("move", "text"), [((3, 1), "▲ 2"), ((1, 2), "▼ 1"), ((None, 4), "new"), ((2, None), "out"), ((2, 2), "")]
)
def test_a_move_is_told_in_a_sign(move: tuple[int | None, int | None], text: str) -> None:
    assert Move(*move).text == text


def test_movement_is_that_against_the_version_before() -> None:
    before = version(vendor("acme", price="100000"), vendor("bolt"), vendor("core", price=None))
    now = version(vendor("acme"), vendor("bolt", price="100000"), vendor("core", knockouts={"iso": "fail"}))

    moves = {row.title: row.move and row.move.text for row in view(now, before).rows}

    assert moves == {"Bolt": "▲ 1", "Acme": "▼ 1", "Core": None}


def test_firmness_names_the_nearest_weight_and_the_smallest_shift() -> None:
    shortlist = version(
        vendor("acme", scores={"security": {"eva": "5"}}, price="125000"),
        vendor("bolt", scores={"security": {"eva": "3"}}, price="100000"),
    )
    found = view(shortlist).firmness

    tips = [
        tip
        for each in shortlist.result["sensitivity"]["criteria"]
        for tip in (each["down"], each["up"])
        if tip
    ]
    assert tips
    assert found[0].startswith("Acme would lose the first place to Bolt if")
    assert found[0].endswith("no other single weight is nearer to a change.")
    assert "would bring Bolt level" in found[1]
    assert "totals that differ by less than 0.01 can be equal as shown" in found[2]
    assert tipping(shortlist.result) == shortlist.result["sensitivity"]["criteria"]


def test_a_shift_too_small_for_its_decimals_is_not_told_as_none() -> None:
    tiny = {"points": "0.0000", "from": "x", "to": "y", "vendor": "b"}
    ranking = {
        "rows": [
            {"vendor": key, "state": "ranked", "rank": place, "total": total}
            for key, place, total in (("a", 1, "5.1"), ("b", 2, "5.0"))
        ],
        "sensitivity": {"leader": "a", "criteria": [], "smallest_transfer": tiny},
    }

    assert firmness(ranking, {"x": "X", "y": "Y"}, {"a": "A", "b": "B"})[1].startswith(
        "Moving less than 0.0001 points of weight from X to Y would bring B level"
    )


def test_firmness_is_honest_where_nothing_can_be_said() -> None:
    titles = {"acme": "Acme", "bolt": "Bolt"}

    def told(shortlist: Shortlist) -> list[str]:
        return firmness(shortlist.result, {each["key"]: each["title"] for each in CRITERIA}, titles)

    assert told(version(vendor("acme"), vendor("bolt"))) == ["Acme and Bolt share the first place."]
    assert told(version(vendor("acme", price=None))) == []
    assert "only vendor" in told(version(vendor("acme")))[0]
    tied = version(
        vendor("acme", scores={"security": {"eva": "5"}}, measures={"hours": "16"}),
        vendor("bolt", scores={"security": {"eva": "4"}}, measures={"hours": "20.801"}),
        tie_break=["security"],
    )
    assert tied.result["sensitivity"] is not None
    assert tipping(tied.result) == []
    assert told(tied) == ["Acme is first only by the tie-break: rounded, Bolt has the same total."]
    assert (
        "cannot be stated exactly"
        in told(version(vendor("acme", price="100000"), vendor("bolt"), quality_relative_to_best=True))[0]
    )


def test_an_explanation_knows_what_a_pocket_calculator_makes_of_its_points() -> None:
    read = Version(version_of(with_weights(call_centre(), security="43", price="37")))

    assert (Explanation(read, vendor="cove").sum_shown, read.rows["cove"]["total"]) == ("69.40", "69.41")
    assert Explanation(read, vendor="elm").sum_shown == ""


def test_an_explanation_takes_each_point_apart() -> None:
    explained = Explanation(
        Version(
            version(vendor("acme", price="120000"), vendor("bolt", price="100000")), names={"eva": "Eva"}
        ),
        vendor="acme",
    )

    iso, security, hours, price = explained.parts
    assert iso.value == "Passed"
    assert security.inputs == (("ben", "5"), ("Eva", "4"))
    assert (security.value, security.formula, security.fraction) == ("4.5", "(4.5 − 0) / (5 − 0)", "0.9")
    assert (security.weight, security.points) == ("30", "27.00")
    assert hours.fraction == "0.666667…"
    assert (price.formula, price.fraction, price.points) == ("100000 / 120000", "0.833333…", "33.33")


def test_a_figure_beyond_the_scale_counts_as_its_end() -> None:
    explained = Explanation(Version(version(vendor("acme", measures={"hours": "30"}))), vendor="acme")

    hours = explained.parts[2]
    assert (hours.value, hours.formula, hours.fraction) == ("30", "(24 − 0) / (24 − 0)", "1")
