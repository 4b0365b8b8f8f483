"""How long one report takes (mail, PDF and spreadsheet), beside the bare libraries with the same cells.

    python bench/report.py [--rounds 5] [--vendors 50] [--criteria 20]

Medians in milliseconds, and ratios of medians measured in the same run. The floor is what nobody can
undercut with these libraries: a Django template with the mail's rows, inlined; a typst table and a
spreadsheet with as many cells as ours, without any thought about what is in them. Needs no database.
"""

import argparse
import os
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from statistics import median
from time import perf_counter

import css_inline
import django
import typst
import xlsxwriter
from django.template import Context, Template

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bpo_portal.settings")
os.environ.setdefault("LOCAL_MODE", "1")
os.environ.setdefault("SECRET_KEY", "of no use outside this benchmark")
os.environ.setdefault("DATABASE_URL", "postgres:///nowhere")
os.environ.setdefault("REDIS_URL", "redis://localhost:1/0")

django.setup()

from scoring.reports import Report, pdf_of, spreadsheet_of  # noqa: E402
from scoring.reports.mail import mail_html, mail_text  # noqa: E402
from scoring.tests.versions import large, report_of  # noqa: E402

Making = Callable[[], object]
BARE_MAIL = (
    "<style>td{padding:4px}</style><table>"
    "{% for row in rows %}<tr>{% for cell in row %}<td>{{ cell }}</td>{% endfor %}</tr>{% endfor %}</table>"
)


def bare_mail(report: Report) -> str:
    rows = [[row.rank, row.title, row.total, *row.points] for row in report.view.ranked[:10]]
    return css_inline.inline(Template(BARE_MAIL).render(Context({"rows": rows})))


def bare_pdf(report: Report) -> object:
    columns = len(report.view.columns) + 3
    cells = ["[1.00]"] * columns * len(report.view.rows)
    return typst.compile(f"#table(columns: {columns}, {','.join(cells)})".encode(), format="pdf")


def bare_spreadsheet(report: Report) -> int:
    stream = BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for row in range(len(report.view.rows) * len(report.view.columns)):
            for column in range(10):
                sheet.write_number(row, column, 1.0)
    return len(stream.getvalue())


def milliseconds(making: Making, rounds: int) -> float:
    making()
    taken = []
    for _ in range(rounds):
        started = perf_counter()
        making()
        taken.append(1000 * (perf_counter() - started))
    return median(taken)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--vendors", type=int, default=50)
    parser.add_argument("--criteria", type=int, default=20)
    asked = parser.parse_args()
    version = report_of(large(asked.vendors, asked.criteria)).shortlist

    def fresh() -> Report:
        return Report(version, since=None, causes=["First ranking"])

    parts: dict[str, tuple[Making, Making]] = {
        "mail": (lambda: mail_html(fresh()) + mail_text(fresh()), lambda: bare_mail(fresh())),
        "PDF": (lambda: pdf_of(fresh()), lambda: bare_pdf(fresh())),
        "spreadsheet": (lambda: spreadsheet_of(fresh()), lambda: bare_spreadsheet(fresh())),
    }
    print(f"{asked.vendors} vendors × {asked.criteria} criteria, median of {asked.rounds}")
    total = 0.0
    for name, (ours, bare) in parts.items():
        taken, floor = milliseconds(ours, asked.rounds), milliseconds(bare, asked.rounds)
        total += taken
        print(f"{name:12} {taken:7.0f} ms   floor {floor:6.0f} ms   × {taken / floor:.1f}")
    print(f"{'report':12} {total:7.0f} ms   allowed  2000 ms")


if __name__ == "__main__":
    main()
