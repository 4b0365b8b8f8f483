"""Sites and capabilities from a table: what a vendor has several of, one of each key."""

from abc import abstractmethod
from collections.abc import Mapping
from copy import copy
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model

from accounts.models import User
from vendors.models import Capability, DeliverySite, Language, ServiceLine, SiteLanguage
from vendors.models.site import HOURS

from . import values
from .names import Key, Known, as_folded, known_vendors, vendor_reader
from .plan import Change, PlannedRow
from .planner import BATCH, Cells, Planner, differences
from .values import Reader


class PartPlanner(Planner):
    """A row is about the vendor's part of the same key: its city, or its service line."""

    own: Mapping[str, Reader]
    key: tuple[str, ...]
    needed_when_new: tuple[str, ...] = ()

    def readers(self) -> Mapping[str, Reader]:
        return {**self.own, "vendor": vendor_reader(known_vendors())}

    def prepare(self) -> None:
        self.first_rows: dict[object, int] = {}
        self.new: list[Any] = []
        self.changed: list[Any] = []
        self.touched: set[str] = set()
        self.vendors = self.fetch_vendors({cells["vendor"] for _, cells in self.rows if cells})
        parts = self.model._default_manager.filter(vendor__in=self.vendors).order_by("pk")
        self.parts: dict[int, Any] = {part.pk: part for part in self.fetched(parts)}
        self.known = Known((pk, self.key_of(part)) for pk, part in self.parts.items())

    def fetched(self, parts: Any) -> Any:
        return parts

    def key_of(self, part: Any) -> Key:
        return (part.vendor_id, *(getattr(part, name) for name in self.key))

    def consider(self, number: int, cells: Cells) -> None:
        row = self.model(vendor=self.vendors[cells["vendor"]])
        for name in self.key:
            setattr(row, name, cells[name])
        try:
            pk = self.known.find(self.key_of(row))
        except ValidationError as error:
            self.fault(number, self.key[-1], error.messages[0])
            return
        first = self.first_rows.setdefault(pk or as_folded(self.key_of(row)), number)
        if first != number:
            self.fault(
                number, self.key[-1], f"Row {first} is about the same {self.model._meta.verbose_name}."
            )
        else:
            self.decide(number, cells, row, self.parts[pk] if pk else None)

    def decide(self, number: int, cells: Cells, row: Any, known: Any) -> None:
        part = copy(known) if known else row
        part.vendor = self.vendors[part.vendor_id]
        changes = [change for change in differences(part, cells, self.own) if change[0] not in self.key]
        for column, _, _ in changes:
            setattr(part, column, cells[column])
        changes += self.change_lists(part, cells, known)
        before = len(self.plan.faults)
        self.check_needed(number, cells, known)
        self.check_rules(number, part)
        if len(self.plan.faults) == before:
            self.keep(number, part, changes, known)

    def change_lists(self, part: Any, cells: Cells, known: Any) -> list[Change]:
        return []

    def check_needed(self, number: int, cells: Cells, known: Any) -> None:
        for column in self.needed_when_new:
            if not cells.get(column) and (column in cells or not known):
                label = str(self.model._meta.get_field(column).verbose_name)  # type: ignore[union-attr]
                self.fault(number, column, f"Give the {label}.")

    @abstractmethod
    def check_rules(self, number: int, part: Any) -> None:
        """The rules between columns."""

    def keep(self, number: int, part: Any, changes: list[Change], known: Any) -> None:
        if known is None:
            self.new.append(part)
        elif changes:
            self.changed.append(part)
            self.touched |= {column for column, _, _ in changes if column in self.stored}
        kind = ("changed" if changes else "same") if known else "new"
        label = f"{part.vendor.name}: {part}" if self.model is DeliverySite else str(part)
        self.planned(PlannedRow(number, kind, label, changes))  # type: ignore[arg-type]

    @property
    def stored(self) -> set[str]:
        return {field.name for field in self.model._meta.concrete_fields}

    def write(self, *, by: User) -> list[int]:
        self.save(self.new, self.changed, self.touched or {"source"})
        self.write_lists()
        return sorted({part.vendor_id for part in (*self.new, *self.changed)})

    def write_lists(self) -> None:
        """What a part has several of, in tables of its own."""


class CapabilityPlanner(PartPlanner):
    columns = ["vendor", "service_line", "years", "as_of", "annual_volume", "volume_unit", "source"]
    required = ["vendor", "service_line"]
    model: type[Model] = Capability
    key = ("service_line",)
    own = {
        "years": values.whole,
        "as_of": values.past_day,
        "annual_volume": values.whole,
        "volume_unit": values.line,
        "source": values.line,
    }

    def readers(self) -> Mapping[str, Reader]:
        lines = values.by_words(ServiceLine.objects.all(), "code", "name")
        return {**super().readers(), "service_line": values.known_one(lines, "service line")}

    def fetched(self, parts: Any) -> Any:
        return parts.select_related("service_line")

    def check_rules(self, number: int, part: Any) -> None:
        if part.annual_volume is not None and not part.volume_unit:
            self.fault(number, "volume_unit", "Say what is counted.")


class SitePlanner(PartPlanner):
    columns = [
        "vendor",
        "country",
        "city",
        "timezone",
        "seats",
        "people",
        *HOURS,
        "languages",
        "as_of",
        "source",
    ]
    required = ["vendor", "country", "city"]
    needed_when_new = ("timezone",)
    model: type[Model] = DeliverySite
    settled = frozenset({"country"})
    key = ("country", "city")
    own = {
        "country": values.known_country,
        "city": values.name,
        "timezone": values.line,
        "seats": values.whole,
        "people": values.whole,
        **dict.fromkeys(HOURS, values.clock),
        "as_of": values.past_day,
        "source": values.line,
    }

    def readers(self) -> Mapping[str, Reader]:
        languages = values.by_words(Language.objects.all(), "code", "name")
        return {**super().readers(), "languages": values.known_several(languages, "language")}

    def prepare(self) -> None:
        super().prepare()
        self.links: list[tuple[Any, Language]] = []
        self.lost: list[int] = []
        self.spoken: dict[int, dict[int, int]] = {pk: {} for pk in self.parts}
        self.names = dict(Language.objects.values_list("pk", "name"))
        links = SiteLanguage.objects.filter(deliverysite__in=self.parts)
        for pk, site, language in links.values_list("pk", "deliverysite_id", "language_id"):
            self.spoken[site][language] = pk

    def key_of(self, part: Any) -> Key:
        return part.vendor_id, str(part.country), part.city

    def change_lists(self, part: Any, cells: Cells, known: Any) -> list[Change]:
        if "languages" not in cells:
            return []
        there = self.spoken.get(part.pk, {})
        wanted = {language.pk: language for language in cells["languages"]}
        self.links += [(part, language) for pk, language in wanted.items() if pk not in there]
        self.lost += [link for pk, link in there.items() if pk not in wanted]
        old, new = ("; ".join(sorted(self.names[pk] for pk in spoken)) for spoken in (there, wanted))
        return [("languages", old, new)] if set(there) != set(wanted) else []

    def check_rules(self, number: int, part: Any) -> None:
        for opens, closes in zip(HOURS[::2], HOURS[1::2], strict=True):
            if (getattr(part, opens) is None) != (getattr(part, closes) is None):
                missing = opens if getattr(part, opens) is None else closes
                self.fault(number, missing, "Give both opening and closing time, or neither.")

    def write_lists(self) -> None:
        SiteLanguage.objects.filter(pk__in=self.lost).delete()
        links = [SiteLanguage(deliverysite=site, language=language) for site, language in self.links]
        SiteLanguage.objects.bulk_create(links, batch_size=2 * BATCH)
