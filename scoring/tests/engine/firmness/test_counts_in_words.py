"""What is not named one by one is counted, and said what it is."""

import pytest

from scoring.engine.firmness.wording import MOST_SHOWN, few

NAMES = tuple("ABCDEF")


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (1, "A"),
        (MOST_SHOWN, "A, B and C"),
        (MOST_SHOWN + 1, "A, B, C and 1 more criterion"),
        (MOST_SHOWN + 2, "A, B, C and 2 more criteria"),
    ],
)
def test_criteria_beyond_the_first_are_counted_as_criteria(count: int, words: str) -> None:
    assert few(NAMES[:count], "more criterion", "more criteria") == words
