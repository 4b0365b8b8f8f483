"""What the panel wrote beside the scores that a version was computed from."""

from collections.abc import Iterator
from typing import NamedTuple

from ..models import Score, Shortlist
from ..numbers import plain


class Comment(NamedTuple):
    vendor: str
    criterion: str
    evaluator: str
    score: str
    text: str


def comments_on(shortlist: Shortlist) -> list[Comment]:
    """By rank of the vendor, then in the order of the criteria.

    Versions hold scores but no comments. So only those comments are told whose score is still the one that
    the version holds: what was said to another score says nothing about this one.
    """
    document = shortlist.file
    ranks = {row["vendor"]: place for place, row in enumerate(shortlist.result["rows"])}
    places = {each["key"]: place for place, each in enumerate(document["criteria"])}
    given = {vendor["key"]: vendor.get("scores", {}) for vendor in document["vendors"]}
    titles = {each["key"]: each["title"] for each in (*document["criteria"], *document["vendors"])}
    found = [
        ((ranks[vendor], places[criterion], evaluator), titles[vendor], titles[criterion], score)
        for vendor, criterion, evaluator, score in _commented(shortlist)
        if plain(score.value) == given.get(vendor, {}).get(criterion, {}).get(evaluator)
    ]
    found.sort(key=lambda each: each[0])
    return [
        Comment(vendor, criterion, score.evaluator.name, plain(score.value), score.comment)
        for _, vendor, criterion, score in found
    ]


def _commented(shortlist: Shortlist) -> Iterator[tuple[str, str, str, Score]]:
    keys = dict(shortlist.rfp.team.values_list("user", "key"))
    scores = Score.objects.filter(candidate__rfp=shortlist.rfp).exclude(comment="").exclude(value=None)
    for each in scores.select_related("candidate", "criterion", "evaluator"):
        if each.evaluator_id in keys:
            yield each.candidate.key, each.criterion.key, keys[each.evaluator_id], each
