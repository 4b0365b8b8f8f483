"""What two records hold that would become one, and what becomes of everything that points to a vendor."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from hashlib import sha256
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.text import capfirst
from pghistory.models import Event

from bpo_portal.text import folded

from .models import FactSource, Vendor
from .models.fact_rules import FACTS
from .said import WITH_ITS_YEAR, in_lines, label_of, said

ForeignKey = models.ForeignKey[Any, Any]


class Rule(StrEnum):
    """What becomes of rows that point to the record merged away."""

    MOVE = "move"
    """They follow to the survivor; two that cannot stand beside each other stop the merge."""
    JOIN = "join"
    """They follow; what the survivor has as well stays where it is."""
    CHOOSE = "choose"
    """They follow; of what both have, somebody chooses which counts."""
    BESIDE = "beside"
    """They follow; what the survivor has as well stands beside it until somebody clears that up."""
    LEAVE = "leave"
    """They tell of that record and stay with it."""


RULES = {
    "rfp.Candidate.vendor": Rule.MOVE,
    "vendors.ClientReference.vendor": Rule.CHOOSE,
    "vendors.Contact.vendor": Rule.MOVE,
    "vendors.Document.vendor": Rule.MOVE,
    "vendors.FactSource.vendor": Rule.LEAVE,
    "vendors.PerformanceRecord.vendor": Rule.MOVE,
    "vendors.ProfileClaim.vendor": Rule.MOVE,
    "vendors.ProfileValue.vendor": Rule.CHOOSE,
    "vendors.RateCard.vendor": Rule.MOVE,
    "vendors.Capability.vendor": Rule.CHOOSE,
    "vendors.Certification.vendor": Rule.BESIDE,
    "vendors.DeliverySite.vendor": Rule.CHOOSE,
    "vendors.Distinction.first": Rule.LEAVE,
    "vendors.Distinction.second": Rule.LEAVE,
    "vendors.ImportRow.resembles": Rule.LEAVE,
    "vendors.ListMember.vendor": Rule.JOIN,
    "vendors.Merge.merged": Rule.LEAVE,
    "vendors.Merge.survivor": Rule.LEAVE,
    "vendors.Subcontractor.company": Rule.MOVE,
    "vendors.Subcontractor.vendor": Rule.CHOOSE,
    "vendors.Vendor.merged_into": Rule.MOVE,
    "vendors.Vendor.parent": Rule.MOVE,
    "vendors.Vendor_industries.vendor": Rule.JOIN,
    "vendors.Vendor_languages.vendor": Rule.JOIN,
}
"""One for every foreign key to a vendor. A new one needs its own, and a test says so."""

TOGETHER = (
    ("employees", "employees_year"),
    ("revenue_millions", "revenue_currency", "revenue_year"),
    ("status", "status_reason"),
)
"""Columns that mean nothing without each other."""
LINES = {"sources", "notes"}
JOINABLE = {*LINES, "delivery_countries"}
NOT_CHOSEN = {"id", "merged_into", "trading_names", "search_text", "created_at", "updated_at"}


def name_of(field: ForeignKey) -> str:
    return f"{field.model._meta.app_label}.{field.model._meta.object_name}.{field.name}"


def pointing_to(model: type[models.Model]) -> Iterator[ForeignKey]:
    """All foreign keys to a model, hidden ones and those of many-to-many tables too, without the history's."""
    for relation in model._meta.get_fields(include_hidden=True):
        field: Any = getattr(relation, "field", None)
        inward = relation.auto_created and not relation.concrete and isinstance(field, models.ForeignKey)
        if inward and not issubclass(field.model, Event):
            yield field


def rule_for(field: ForeignKey) -> Rule:
    return RULES.get(name_of(field), Rule.MOVE)


@dataclass(frozen=True)
class Choice:
    """A fact in which the records differ; `both` where the two can be kept side by side."""

    key: str
    label: str
    ours: str
    theirs: str
    default: str
    both: bool = False
    our_source: str = ""
    their_source: str = ""


@dataclass(frozen=True)
class Clash:
    """A row of each record of which only one can be the survivor's."""

    field: ForeignKey
    ours: Any
    theirs: Any

    @property
    def key(self) -> str:
        return f"{self.field.model._meta.model_name}-{self.ours.pk}"

    @property
    def label(self) -> str:
        return f"{kind_of(self.field.model)}: {title_of(self.theirs)}"

    @property
    def choice(self) -> Choice:
        richer = "theirs" if filled(self.theirs) > filled(self.ours) else "ours"
        return Choice(self.key, self.label, details(self.ours), details(self.theirs), richer)


@dataclass(frozen=True)
class Move:
    field: ForeignKey
    rows: list[Any]
    clashes: list[Clash]

    @property
    def kind(self) -> str:
        if self.field.name == "parent":
            return "Subsidiary"
        return "Merged record" if self.field.name == "merged_into" else kind_of(self.field.model)

    @property
    def titles(self) -> list[str]:
        return [title_of(row) for row in self.rows]


@dataclass(frozen=True)
class Plan:
    survivor: Vendor
    merged: Vendor

    @cached_property
    def moves(self) -> list[Move]:
        fields = [field for field in pointing_to(Vendor) if rule_for(field) != Rule.LEAVE]
        return [move for move in map(self.move, fields) if move.rows or move.clashes]

    def move(self, field: ForeignKey) -> Move:
        points = "parent_id" if field.model is Vendor else "pk"
        rows = field.model._default_manager.filter(**{field.name: self.merged.pk}).order_by("pk")
        if points != "pk":
            rows = rows.exclude(pk=self.survivor.pk)
        found = list(rows.select_related(*named_after(field.model)))
        clashes = list(self.clashes(field, found))
        staying = {clash.theirs.pk for clash in clashes}
        return Move(field, [row for row in found if row.pk not in staying], clashes)

    def clashes(self, field: ForeignKey, found: Sequence[Any]) -> Iterator[Clash]:
        seen: set[int] = set()
        alone = not found or rule_for(field) == Rule.BESIDE
        for columns, condition in () if alone else unique_with(field):
            bound = field.model._default_manager.filter(condition).select_related(*named_after(field.model))
            ours = {key_of(row, columns): row for row in bound.filter(**{field.name: self.survivor.pk})}
            for row in bound.filter(pk__in=[row.pk for row in found]).order_by("pk"):
                key = key_of(row, columns)
                if key in ours and None not in key and row.pk not in seen:
                    seen.add(row.pk)
                    yield Clash(field, ours[key], row)

    @cached_property
    def choices(self) -> list[Choice]:
        """Facts in which the records differ."""
        grouped = {name: group for group in TOGETHER for name in group}
        groups = dict.fromkeys(
            grouped.get(field.name, (field.name,))
            for field in Vendor._meta.concrete_fields
            if field.name not in NOT_CHOSEN
        )
        return [choice for group in groups if (choice := self.choice(group))]

    def choice(self, names: tuple[str, ...]) -> Choice | None:
        ours, theirs = (told(record, names, self.outside) for record in (self.survivor, self.merged))
        if ours == theirs:
            return None
        both = names[0] in JOINABLE and bool(ours) and bool(theirs)
        default = "both" if both else "ours" if ours else "theirs"
        return Choice(names[0], label_of(names[0]), ours, theirs, default, both, *self.sources(names))

    def sources(self, names: tuple[str, ...]) -> list[str]:
        """Where either says the fact is from."""
        field = next(
            (key for key, (_, columns) in FACTS.items() if {*names, f"{names[0]}_id"} & {*columns}), ""
        )
        return [source_told(self.known.get((record.pk, field))) for record in (self.survivor, self.merged)]

    @cached_property
    def known(self) -> dict[tuple[int, str], FactSource]:
        rows = FactSource.objects.filter(vendor__in=(self.survivor, self.merged)).select_related(
            "verified_by"
        )
        return {(row.vendor_id, row.field): row for row in rows}

    def outside(self, pk: int | None) -> int | None:
        """A parent that is not one of the two."""
        return None if pk in (self.survivor.pk, self.merged.pk) else pk

    @cached_property
    def rivals(self) -> list[Clash]:
        """Of these somebody chooses."""
        return [clash for move in self.moves if rule_for(move.field) == Rule.CHOOSE for clash in move.clashes]

    @property
    def both(self) -> tuple[Vendor, Vendor]:
        return self.survivor, self.merged

    @property
    def names(self) -> list[str]:
        survivor = self.survivor
        return names_after(survivor, self.merged, name=survivor.name, legal_name=survivor.legal_name)

    @property
    def obstacles(self) -> list[str]:
        found = [move for move in self.moves if rule_for(move.field) == Rule.MOVE]
        return [obstacle(clash, self) for move in found for clash in move.clashes]

    @property
    def mark(self) -> str:
        """The same as long as neither record holds anything else."""
        moving = [(name_of(move.field), [row.pk for row in move.rows]) for move in self.moves]
        held = [clash.choice for clash in self.rivals]
        saved = (self.survivor.pk, self.survivor.updated_at, self.merged.pk, self.merged.updated_at)
        return sha256(repr((saved, self.choices, moving, held)).encode()).hexdigest()[:20]


def source_told(source: FactSource | None) -> str:
    if source is None:
        return ""
    day = f"as of {date_format(source.as_of, 'j M Y')}" if source.as_of else ""
    checked = f"verified by {source.verified_by}" if source.verified_by else ""
    return "; ".join(part for part in (source.source or "no source", day, checked) if part)


def obstacle(clash: Clash, plan: Plan) -> str:
    both = f"“{plan.survivor}” and “{plan.merged}”"
    if clash.field.model._meta.label == "rfp.Candidate":
        return f"{both} are both candidates of {clash.theirs.rfp}. Remove one of them there first."
    if (
        clash.field.model._meta.label == "vendors.Contact"
        and clash.theirs.email.lower() != clash.ours.email.lower()
    ):
        return f"{both} both say whom to ask first, {clash.ours} and {clash.theirs}. Take it from one of them first."
    return f"{both} both have this {kind_of(clash.field.model).lower()}: {title_of(clash.theirs)}."


def unique_with(field: ForeignKey) -> Iterator[tuple[tuple[str, ...], Q]]:
    """Columns that make a row unique together with the vendor, and for which rows."""
    meta = field.model._meta
    if field.unique:
        yield (), Q()
    for constraint in meta.constraints:
        if isinstance(constraint, models.UniqueConstraint) and field.name in constraint.fields:
            others = tuple(name for name in constraint.fields if name != field.name)
            yield others, constraint.condition or Q()
        elif isinstance(constraint, models.UniqueConstraint) and field.name in (named := inside(constraint)):
            yield tuple(name for name in named if name != field.name), constraint.condition or Q()
    for names in meta.unique_together:
        if field.name in names:
            yield tuple(name for name in names if name != field.name), Q()


def inside(constraint: models.UniqueConstraint) -> list[str]:
    """The columns among expressions: a name by itself, or inside of something such as Lower("email")."""
    expressions: Any = constraint.expressions
    return [part.name for each in expressions for part in _flat(each) if isinstance(part, models.F)]


def _flat(expression: Any) -> Iterable[Any]:
    return [expression] if isinstance(expression, models.F) else expression.flatten()


def key_of(row: Any, columns: Iterable[str]) -> tuple[Any, ...]:
    values = (getattr(row, row._meta.get_field(column).attname) for column in columns)
    return tuple(value.lower() if isinstance(value, str) else value for value in values)


def named_after(model: type[models.Model]) -> list[str]:
    """What a row is told by: what it points to beside its vendor."""
    places = [field for field in model._meta.concrete_fields if isinstance(field, models.ForeignKey)]
    told = ("rfp", "scheme", "service_line", "language", "industry")
    return [field.name for field in places if field.name in told]


def title_of(row: Any) -> str:
    names = named_after(type(row))
    return str(getattr(row, names[0])) if names else str(row)


def kind_of(model: type[models.Model]) -> str:
    kinds = {
        "Vendor_languages": "Language",
        "Vendor_industries": "Industry",
        "Candidate": "RFP as a candidate",
        "Certification_sites": "Certified site",
        "DeliverySite_languages": "Site language",
    }
    return kinds.get(str(model._meta.object_name), capfirst(str(model._meta.verbose_name)))


def own_columns(row: models.Model) -> "list[models.Field[Any, Any]]":
    """What a row says, without what it is and whose."""
    left_out = (models.BinaryField, models.AutoField)
    pointers = {field.name for field in pointing_to(Vendor) if field.model is type(row)}
    return [
        field
        for field in row._meta.concrete_fields
        if not field.primary_key and field.name not in pointers and not isinstance(field, left_out)
    ]


def filled(row: models.Model) -> int:
    return sum(field.value_from_object(row) not in (None, "", []) for field in own_columns(row))


def details(row: models.Model) -> str:
    columns = [field for field in own_columns(row) if field.name not in named_after(type(row))]
    return "\n".join(f"{label}: {value}" for label, value in in_lines(row, columns))


def told(record: Vendor, names: tuple[str, ...], outside: Any) -> str:
    if names == ("parent",):
        return str(record.parent) if outside(record.parent_id) else ""
    if together := WITH_ITS_YEAR.get(names[0]):
        return together(record)
    if names[0] in LINES:
        return str(getattr(record, names[0]))
    return said(record, Vendor._meta.get_field(names[0]))


def names_after(survivor: Vendor, merged: Vendor, *, name: str, legal_name: str) -> list[str]:
    """Every name that either record had, but those that the survivor goes by."""
    every = (
        *survivor.trading_names, survivor.name, survivor.legal_name,
        merged.name, *merged.trading_names, merged.legal_name,
    )  # fmt: skip
    kept = {folded(name), folded(legal_name), ""}
    found: dict[str, str] = {}
    for each in every:
        if folded(each) not in kept:
            found.setdefault(folded(each), each)
    return list(found.values())
