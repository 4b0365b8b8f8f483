"""What the register can show of a vendor beside its name, and what each of it is called in an export."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Column:
    """A column of the table; `needs` are the relations it reads, `exports` its columns in a file."""

    key: str
    title: str
    exports: tuple[str, ...]
    needs: tuple[str, ...] = ()
    is_sortable: bool = False
    is_numeric: bool = False
    is_usual: bool = False

    @property
    def down(self) -> str:
        return f"-{self.key}"


COLUMNS = (
    Column("legal_name", "Legal name", ("legal_name",)),
    Column("country", "Headquarters", ("country",), is_sortable=True, is_usual=True),
    Column("city", "City", ("city",)),
    Column(
        "employees",
        "People",
        ("employees", "employees_year"),
        is_sortable=True,
        is_numeric=True,
        is_usual=True,
    ),
    Column("revenue", "Revenue", ("revenue_millions", "revenue_currency", "revenue_year"), is_numeric=True),
    Column("revenue_year", "Revenue of", ("revenue_year",), is_sortable=True, is_numeric=True),
    Column("founded", "Founded", ("founded_year",), is_sortable=True, is_numeric=True),
    Column(
        "service_lines",
        "Service lines",
        ("service_lines",),
        needs=("capabilities__service_line",),
        is_usual=True,
    ),
    Column(
        "certificates",
        "Certificates and claims",
        ("certificates",),
        needs=("certifications__scheme",),
        is_usual=True,
    ),
    Column("expiry", "Next certificate ends", ("next_certificate_ends",), is_sortable=True),
    Column("delivery", "Delivers from", ("delivery_countries",)),
    Column("languages", "Languages", ("languages",), needs=("languages",)),
    Column("industries", "Industries", ("industries",), needs=("industries",)),
    Column("status", "Status", ("status",), is_sortable=True, is_usual=True),
    Column("confidence", "Confidence", ("confidence",)),
    Column("website", "Website", ("website",)),
    Column("updated", "Last changed", ("updated_at",), is_sortable=True),
)
USUAL = [column.key for column in COLUMNS if column.is_usual]


def columns_of(keys: Iterable[str]) -> dict[str, Column]:
    """The chosen columns by key, in the order of the table."""
    chosen = set(keys)
    return {column.key: column for column in COLUMNS if column.key in chosen}
