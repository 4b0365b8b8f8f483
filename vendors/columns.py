"""What the register can show of a vendor beside its name, and what each of it is called in an export."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, Func, JSONField, OuterRef, QuerySet
from django.db.models.functions import Coalesce, JSONObject

from .models import Capability, Certification


def together(rows: QuerySet[Any]) -> Func:
    """All of them in one value, which is read at once."""
    return Func(ArraySubquery(rows), function="to_jsonb", output_field=JSONField())


HELD_FACTS = ("id", "renews_id", "state", "issued_on", "expires_on")
LINES = together(
    Capability.objects.filter(vendor=OuterRef("pk"))
    .order_by(Coalesce("years", 0).desc(), "service_line__code")
    .values(row=JSONObject(name="service_line__name", years="years"))
)
"""The longest experience first."""
HELD = together(
    Certification.objects.filter(vendor=OuterRef("pk"))
    .order_by("scheme__name", F("expires_on").desc(nulls_last=True))
    .values(row=JSONObject(name="scheme__name", **{key: key for key in HELD_FACTS}))
)


@dataclass(frozen=True)
class Column:
    """A column of the table; `exports` are its columns in a file.

    `adds` is what each row carries for it, `needs` the relations it reads.
    """

    key: str
    title: str
    exports: tuple[str, ...]
    adds: Mapping[str, Func] = field(default_factory=dict)
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
        adds={"lines": LINES},
        is_usual=True,
    ),
    Column(
        "certificates",
        "Certificates and claims",
        ("certificates",),
        adds={"held": HELD},
        is_usual=True,
    ),
    Column("expiry", "Next certificate ends", ("next_certificate_ends",), is_sortable=True),
    Column("delivery", "Delivers from", ("delivery_countries",), needs=("sites",)),
    Column("languages", "Languages", ("languages",), needs=("languages", "sites__languages")),
    Column("industries", "Industries", ("industries",), needs=("industries",)),
    Column("status", "Status", ("status",), is_sortable=True, is_usual=True),
    Column("confidence", "Confidence", ("confidence",)),
    Column("website", "Website", ("website",)),
    Column("updated", "Last changed", ("updated_at",), is_sortable=True),
)
USUAL = [column.key for column in COLUMNS if column.is_usual]


class Shown(dict[str, Column]):
    """Columns by key. Asking for another gives nothing at once: templates do so in every row."""

    def __missing__(self, key: str) -> None:
        return None


def columns_of(keys: Iterable[str]) -> Shown:
    """The chosen columns, in the order of the table."""
    chosen = set(keys)
    return Shown((column.key, column) for column in COLUMNS if column.key in chosen)
