"""PDF and spreadsheet, read back as other programs read them."""

import re
from decimal import Decimal
from io import BytesIO
from statistics import mean, median
from typing import Any

import openpyxl
import pypdf
import pytest
from openpyxl.workbook import Workbook

from scoring.reports import Reader, Report, pdf_of, spreadsheet_of
from scoring.reports.comments import Comment
from scoring.reports.mail import mail_html, mail_text

from .versions import NASTY, call_centre, gold, large, nasty, report_of, version_of, with_weights

GOLD = [
    "design_build_weighted",
    "eu_prag_service_tender",
    "everett_banking",
    "georgia_doas_lowest_price",
    "goldilocks_tie",
    "half_up_scorecard_points",
    "linear_over_lowest",
    "price_paradox_with_c",
    "spotis_cars",
    "tipping_weights",
    "uk_digital_outcomes",
]


def read_pdf(report: Report) -> tuple[pypdf.PdfReader, str]:
    reader = pypdf.PdfReader(BytesIO(pdf_of(report).content))
    text = " ".join(page.extract_text() for page in reader.pages)
    return reader, " ".join(text.replace("\u200b", "").split())


def read_book(report: Report) -> Workbook:
    return openpyxl.load_workbook(BytesIO(spreadsheet_of(report).content))


def test_files_have_names_of_our_own() -> None:
    report = report_of(nasty())

    assert pdf_of(report).name == "RFP-2026-001-shortlist-v12.pdf"
    assert spreadsheet_of(report).name == "RFP-2026-001-shortlist-v12.xlsx"


def test_the_pdf_holds_all_that_a_reader_needs() -> None:
    report = report_of(call_centre(), since=call_centre())

    _, text = read_pdf(report)

    for words in (
        "Acme Services is first",
        "85.33 of 100 points, 3.20 ahead of Bolt Services.",
        "Weight of Price 30 → 40",
        "Version 12",
        "2 March 2026, 10:30 CET (Europe/Madrid)",
        "On the shortlist: the first 2 vendors.",
        "Knock-out failed: Valid ISO/IEC 27001 certificate",
        "Knock-out waived: Valid ISO/IEC 27001 certificate",
        "Not scored yet: Information security",
        "From 0 to 5; minimum 2",
        "Lowest price ÷ price",
        report.shortlist.sha256,
        "python manage.py evaluate RFP-2026-001-version-12.json",
        "Page 1 of 2",
        "Who is out, and why",
        "At what weight another vendor draws level",
        "Knock-outs and waivers",
        *report.firmness,
    ):
        assert words in text, words


def test_the_pdf_is_tagged_titled_and_in_a_named_language_with_its_fonts_inside() -> None:
    reader, _ = read_pdf(report_of(call_centre()))
    trailer: Any = reader.trailer
    root = trailer["/Root"]

    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert root["/Lang"] == "en"
    assert reader.metadata is not None
    assert reader.metadata.title == "RFP-2026-001 Out-of-hours contact centre: shortlist, version 12"
    page: Any = reader.pages[0]
    for font in page["/Resources"]["/Font"].values():
        descriptor = font["/DescendantFonts"][0]["/FontDescriptor"]
        assert {"/FontFile2", "/FontFile3"} & set(descriptor)


def test_the_pdf_of_a_version_is_the_same_each_time() -> None:
    assert pdf_of(report_of(call_centre())).content == pdf_of(report_of(call_centre())).content


def test_a_sample_is_marked_in_both_files() -> None:
    report = report_of(call_centre(), is_sample=True)

    assert "Sample: invented data" in read_pdf(report)[1]
    assert str(read_book(report)["Ranking"]["A2"].value).startswith("SAMPLE, invented data.")


def test_names_are_only_ever_text_in_the_pdf() -> None:
    _, text = read_pdf(report_of(nasty(), line={"size": 4, "threshold": None}))
    packed = text.replace(" ", "")

    for name in NASTY:
        if "\u202e" not in name:
            assert name.replace(" ", "") in packed, name
    assert "\u202e" not in text and "\u200f" not in text


def test_a_report_of_many_vendors_and_criteria_names_them_all() -> None:
    reader, text = read_pdf(report_of(large(), line={"size": 5, "threshold": None}))

    assert all(f"Vendor number {place}" in text for place in range(50))
    assert all(f"Criterion number {number}" in text for number in range(1, 20))
    assert f"Page 1 of {len(reader.pages)}" in text


def test_the_spreadsheet_has_ranking_criteria_and_scores() -> None:
    book = read_book(report_of(call_centre()))

    assert book.sheetnames == ["Ranking", "Criteria", "Scores", "Firmness"]
    ranking = [[cell.value for cell in row][:4] for row in book["Ranking"].iter_rows(min_row=6)]
    assert ranking == [
        [1, "Acme Services", "on the shortlist", 85.33],
        [2, "Bolt Services", "on the shortlist", 82.13],
        [3, "Cove Services", "ranked", 70.06],
        [None, "Dune Services", "incomplete", None],
        [None, "Elm Services", "excluded", None],
    ]
    assert book["Ranking"].cell(9, 9).value == "Not scored yet: Information security"
    assert [cell.value for cell in book["Criteria"]["C"]] == ["Weight", None, 40, 20, 40, "=SUM(C2:C5)"]


def test_what_looks_like_a_formula_stays_text_in_the_spreadsheet() -> None:
    book = read_book(report_of(nasty()))

    formulas = {
        (sheet.title, cell.value)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }
    texts = {cell.value for row in book["Ranking"].iter_rows() for cell in row if cell.data_type == "s"}
    assert all(re.fullmatch(r"=[A-Z0-9(),.$!:+*/-]+", _without_sheets(value)) for _, value in formulas)
    assert {"=cmd|'/C calc'!A0", "+1-800", "@SUM(A1)", "-2+3"} <= texts
    quoted = {
        cell.value
        for row in book["Ranking"].iter_rows(min_row=6)
        for cell in row
        if cell.data_type == "s" and cell.quotePrefix
    }
    assert {"=cmd|'/C calc'!A0", "+1-800", "@SUM(A1)", "-2+3"} <= quoted


@pytest.mark.parametrize("name", GOLD)
def test_the_totals_that_the_spreadsheet_computes_are_those_of_the_record(name: str) -> None:
    report = report_of({**gold(name), "method": {**gold(name)["method"], "quality_relative_to_best": False}})
    book = Calculator(read_book(report))

    recorded = [float(Decimal(row.total)) for row in report.view.ranked if row.total]
    computed = [book.value("Ranking", f"E{place}") for place, _ in enumerate(recorded, start=6)]
    assert recorded
    assert computed == pytest.approx(recorded, abs=1e-6)


@pytest.mark.parametrize("name", GOLD)
def test_what_is_stored_beside_each_formula_is_what_it_gives(name: str) -> None:
    content = spreadsheet_of(
        report_of({**gold(name), "method": {**gold(name)["method"], "quality_relative_to_best": False}})
    ).content
    computing = Calculator(openpyxl.load_workbook(BytesIO(content)))
    stored = openpyxl.load_workbook(BytesIO(content), data_only=True)

    cells = [
        (sheet.title, cell.coordinate)
        for sheet in computing.book
        for row in sheet
        for cell in row
        if cell.data_type == "f"
    ]
    given = {place: stored[place[0]][place[1]].value for place in cells}

    assert {"Criteria", "Scores", "Ranking"} <= {sheet for sheet, _ in cells}
    assert given == pytest.approx({place: computing.value(*place) for place in cells}, rel=1e-12, abs=1e-12)


def test_a_share_is_stored_as_it_is_and_not_from_rounded_points() -> None:
    content = spreadsheet_of(report_of(call_centre())).content
    scores = openpyxl.load_workbook(BytesIO(content), data_only=True)["Scores"]

    shares = [
        row[-3].value for row in scores.iter_rows(min_row=2) if row[1].value == "Price" and row[-3].value
    ]

    assert shares[0] == 90_000 / 100_000


def test_a_weight_changed_in_the_spreadsheet_moves_its_totals() -> None:
    book = read_book(report_of(call_centre()))
    book["Criteria"]["C3"], book["Criteria"]["C5"] = 10, 70

    changed = report_of(version_with_weights("10", "70"))

    assert Calculator(book).value("Ranking", "E6") == pytest.approx(
        float(next(row.total or 0 for row in changed.view.rows if row.key == "acme"))
    )


def test_where_quality_is_scaled_to_the_best_the_totals_are_values() -> None:
    document = call_centre()
    document["method"]["quality_relative_to_best"] = True

    ranking = read_book(report_of(document))["Ranking"]

    assert ranking["D6"].value == float(version_of(document).result["rows"][0]["total"])
    assert ranking["E6"].value is None
    assert str(ranking["A4"].value).startswith("This method scales quality")


def test_each_change_in_the_spreadsheet_and_the_pdf_is_the_sum_of_its_parts_as_shown() -> None:
    report = report_of(with_weights(large(), c1="1", c2="9"), since=large())
    assert report.shifts is not None
    book, (_, text) = Calculator(read_book(report)), read_pdf(report)

    for at, row in enumerate(report.shifts.rows, start=2):
        change = Decimal(row.change.replace("−", "-").replace("±", ""))
        assert change == Decimal(row.now) - Decimal(row.before)
        assert book.value("Changes", f"D{at}") == pytest.approx(float(change), abs=1e-9)
        assert f"{row.before} {row.now} {row.change} {' '.join(row.parts)}" in text


def test_evaluators_are_named_and_comments_told_to_the_team_alone() -> None:
    inside, outside = report_of(call_centre()), report_of(call_centre())
    inside.reader = Reader(is_team=True)
    inside.comments = [Comment("Acme Services", "Information security", "Eva", "4", "=Thin plan")]

    book, public = read_book(inside), read_book(outside)

    assert [cell.value for cell in book["Comments"][2]][4] == "=Thin plan"
    assert book["Comments"]["E2"].data_type == "s"
    assert "=Thin plan" in read_pdf(inside)[1] and "What the panel wrote" not in read_pdf(outside)[1]
    assert [book["Scores"][cell].value for cell in ("D1", "E1")] == ["ben", "eva"]
    assert [public["Scores"][cell].value for cell in ("D1", "E1")] == ["Evaluator 1", "Evaluator 2"]
    assert "Comments" not in public.sheetnames


def test_each_page_of_comments_says_whom_they_are_about() -> None:
    report = report_of(call_centre())
    report.reader = Reader(is_team=True)
    report.comments = [Comment("Bolt Services", "Security", "Eva", "4.5", "Thin plan. " * 30)] * 40

    pages = [page.extract_text() for page in read_pdf(report)[0].pages]

    about = [text.split().count("Bolt") for text in pages if "Thin plan" in text]
    assert len(about) > 2
    assert about[1:-1] == [1] * (len(about) - 2)


def test_the_weights_at_which_the_first_place_changes_hands_are_numbers_in_the_spreadsheet() -> None:
    rows = read_book(report_of(call_centre()))["Firmness"].iter_rows(min_row=2, max_row=4, values_only=True)
    changes = [(row[at], row[at + 1]) for row in rows for at in (2, 4)]

    assert any(weight for weight, _ in changes)
    assert all(isinstance(weight, (int, float)) for weight, vendor in changes if vendor)


def test_every_bar_has_its_numbers_in_words_for_those_who_do_not_see_it() -> None:
    reader, _ = read_pdf(report_of(call_centre()))
    told = [each.get("/Alt") for each in _structure(reader) if each.get("/S") == "/Figure"]

    assert "Acme Services: Information security 36.00, Hours covered 13.33, Price 36.00" in told
    assert len(told) == 3
    assert b"pdfuaid" in (reader.xmp_metadata.stream.get_data() if reader.xmp_metadata else b"")


def test_a_version_that_was_altered_is_said_to_be_everywhere() -> None:
    report = report_of(call_centre())
    report.shortlist.sha256 = "0" * 64

    warned = "does not match its fingerprint"
    assert warned in read_pdf(report)[1]
    assert warned in str(read_book(report)["Ranking"]["A4"].value)
    assert warned in mail_html(report) and warned in mail_text(report)


def _structure(reader: pypdf.PdfReader) -> list[Any]:
    """Every element of the tree that screen readers walk."""
    trailer: Any = reader.trailer
    found, waiting = [], [trailer["/Root"]["/StructTreeRoot"]]
    while waiting:
        node = waiting.pop().get_object()
        if isinstance(node, list):
            waiting += node
        elif isinstance(node, dict):
            found.append(node)
            waiting += [node["/K"]] if "/K" in node and "/Pg" not in node.get("/K", {}) else []
    return found


def version_with_weights(security: str, price: str) -> dict[str, Any]:
    document = call_centre()
    document["criteria"][1]["weight"], document["criteria"][3]["weight"] = security, price
    return document


def _without_sheets(formula: str) -> str:
    return formula.replace("Scores!", "").replace("Criteria!", "")


class Calculator:
    """Computes the few functions that our formulas use, as a spreadsheet program does."""

    FUNCTIONS = {
        "SUM": lambda *given: sum(_flat(given)),
        "MIN": lambda *given: min(_flat(given)),
        "MAX": lambda *given: max(_flat(given)),
        "COUNT": lambda *given: len(_flat(given)),
        "AVERAGE": lambda *given: mean(_flat(given)),
        "MEDIAN": lambda *given: median(_flat(given)),
        "ROUND": lambda number, decimals: int(number * 10**decimals + 0.5 + 1e-9) / 10**decimals,
    }
    CELL = re.compile(r"(?:(Scores|Criteria)!)?(\$?[A-Z]+\$?[0-9]+)(?::(\$?[A-Z]+\$?[0-9]+))?")

    def __init__(self, book: Workbook) -> None:
        self.book = book

    def value(self, sheet: str, name: str) -> float | None:
        content = self.book[sheet][name.replace("$", "")].value
        if not isinstance(content, str) or not content.startswith("="):
            return content if isinstance(content, int | float) else None
        expression = self.CELL.sub(lambda found: self._look_up(found, sheet), content[1:])
        result: float = eval(expression, {"__builtins__": {}}, self.FUNCTIONS)  # noqa: S307
        return result

    def _look_up(self, found: re.Match[str], sheet: str) -> str:
        place, first, last = found[1] or sheet, found[2].replace("$", ""), (found[3] or "").replace("$", "")
        if not last:
            return repr(self.value(place, first))
        cells = [cell for row in self.book[place][f"{first}:{last}"] for cell in row]
        return repr([self.value(place, cell.coordinate) for cell in cells])


def _flat(given: tuple[Any, ...]) -> list[float]:
    numbers = [each for item in given for each in (item if isinstance(item, list) else [item])]
    return [number for number in numbers if number is not None]
