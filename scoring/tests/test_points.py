"""The cells of a ranking, written by the row."""

from decimal import Decimal
from html.parser import HTMLParser

from scoring.presentation.ranking import Column, Row, Scale
from scoring.templatetags.points import bar_segments, points_cells

ODD = """<b>{0} {{%s}} "it's" &amp;"""
COLUMNS = [
    Column("a{0}", ODD, "scored", "60", 0),
    Column("b", "Price", "price", "40", 1),
]


class Reader(HTMLParser):
    """Tags with their attributes, and all text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def row(**given: str) -> Row:
    return Row(
        key="acme",
        title=ODD,
        state="ranked",
        rank=1,
        total="60.00",
        quality="60.00",
        given=given,
        scale=Scale(COLUMNS, whole=Decimal(100)),
        reasons=[],
        on_shortlist=True,
        move=None,
    )


def test_cells_tell_names_as_they_were_written() -> None:
    read = Reader(points_cells(row(**{"a{0}": "20.00", "b": "<40>"}), f"/why/{ODD}/"))

    links = [attributes for tag, attributes in read.tags if tag == "a"]
    assert [tag for tag, _ in read.tags] == ["td", "a", "td", "a"]
    assert links[0]["href"] == f"/why/{ODD}/#criterion-a{{0}}"
    assert links[0]["aria-label"] == f"20.00: why these points of {ODD} for {ODD}"
    assert read.text == "20.00<40>"


def test_segments_tell_names_as_they_were_written_and_where_they_stand() -> None:
    read = Reader(bar_segments(row(**{"a{0}": "20.00", "b": "40.00"})))

    drawn = [(each["x"], each["width"], each["fill"]) for tag, each in read.tags if tag == "rect"]
    assert drawn == [
        ("0.000%", "20.000%", "url(#points-fill-1-0)"),
        ("20.000%", "40.000%", "url(#points-fill-2-1)"),
    ]
    assert read.text == f"{ODD}: 20.00Price: 40.00"


def test_what_gave_no_points_is_not_drawn_and_has_an_empty_cell() -> None:
    alone = row(b="40.00")

    assert [tag for tag, _ in Reader(bar_segments(alone)).tags] == ["rect", "title"]
    assert Reader(points_cells(alone, "/why/")).text == "40.00"
