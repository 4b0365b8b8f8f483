"""Making two records again of one: what the merge wrote goes back, and what was entered since stays."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import cached_property
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.models import User
from vendors.merging import TOGETHER, own_columns
from vendors.models import FactSource, Merge, Provenance, Vendor
from vendors.models.fact_rules import FACTS

from .in_the_way import ChangedSince, InTheWay, differences, named
from .merged_sources import WHO, overwrite, restore_sources, sources_of
from .merging import announce, states

SIGNS = {"sources": "\n", "notes": "\n", "delivery_countries": ","}
KEPT_APART = {*SIGNS, "trading_names"}
"""Lists, and by what they are parted: what came with the merge goes, what was added since stays."""
GIVEN = ("source", "as_of", "verified_by_id")
FOLLOWS = {*WHO, "search_text"}
Row = dict[str, Any]


class Left:
    """A row as the merge found it, as it left it, and as it is now; without `now` it was removed since."""

    def __init__(self, row: Row, now: Row | None) -> None:
        self.model, self.pk = apps.get_model(row["model"]), row["pk"]
        self.before, self.after, self.now = row["before"], row["after"], now

    @cached_property
    def written(self) -> set[str]:
        """What the merge changed, with what means nothing without it."""
        names = {name for name, value in self.after.items() if self.before[name] != value} - FOLLOWS
        if self.model is Vendor:
            names |= {name for group in TOGETHER if names & {*group} for name in group}
        return names

    @property
    def is_exchanged(self) -> bool:
        """Whether it says something else since the merge, and not only of whom."""
        return bool(self.written & {field.attname for field in own_columns(self.model(pk=self.pk))})

    @property
    def differing(self) -> set[str]:
        if self.now is None:
            return set()
        names = {name for name in self.written if self.now[name] != self.after[name]}
        if self.model is Vendor:
            return names - KEPT_APART
        verified = self.is_exchanged and self.now.get("verified_by_id")
        is_new = verified and verified != self.after["verified_by_id"]
        return names | ({"verified_by_id"} if is_new else set())

    def record(self, state: Row) -> Any:
        return self.model(
            **{
                field.attname: field.to_python(state[field.attname])
                for field in self.model._meta.concrete_fields
                if field.attname in state
            }
        )

    def restore(self) -> None:
        if self.now is None:
            return
        values = {name: self.read(name, self.before[name]) for name in self.written}
        if self.model is Vendor:
            values |= {name: self.parted(name) for name in KEPT_APART & self.written}
            values |= searched(self.record(self.now), values)
        who = {name for name in WHO if issubclass(self.model, Provenance)}
        if values and all(self.now[name] == self.after[name] for name in who):
            values |= {name: self.read(name, self.before[name]) for name in who}
        if values:
            overwrite(self.model._default_manager.filter(pk=self.pk), values)

    def read(self, name: str, value: Any) -> Any:
        place = next(field for field in self.model._meta.concrete_fields if field.attname == name)
        return None if value is None else place.to_python(value)

    def parted(self, name: str) -> Any:
        """The parts as they were before, without those removed since, and with those added since."""
        states = (self.before, self.after, self.now or {})
        before, after, now = (parts_of(name, state[name]) for state in states)
        kept = [each for each in before if each in now or each not in after]
        kept += [each for each in now if each not in after]
        return kept if name == "trading_names" else self.read(name, SIGNS[name].join(kept))


def parts_of(name: str, value: Any) -> list[str]:
    return value if name == "trading_names" else list(filter(None, value.split(SIGNS[name])))


def searched(vendor: Vendor, values: Row) -> Row:
    for name, value in values.items():
        setattr(vendor, name, value)
    vendor.index_names()
    return {"search_text": vendor.search_text}


def left_by(merge: Merge) -> list[Left]:
    found: dict[str, list[int]] = {}
    for row in merge.rows:
        found.setdefault(row["model"], []).append(row["pk"])
    now = {label: states(apps.get_model(label), pks) for label, pks in found.items()}
    return [Left(row, now[row["model"]].get(row["pk"])) for row in merge.rows]


@transaction.atomic
def undo_merge(*, merge: Merge, by: User, at: datetime) -> Merge:
    """Both records as they were, with what was entered since. Raises ChangedSince where that would lose something."""
    merge = Merge.objects.select_for_update(of=("self",)).get(pk=merge.pk)
    if merge.undone_at:
        raise ValidationError("This merge was undone already.")
    both = Vendor.objects.filter(pk__in=(merge.survivor_id, merge.merged_id)).order_by("pk")
    list(both.select_for_update(of=("self",)))
    left = left_by(merge)
    if found := in_the_way(merge, left):
        raise ChangedSince(found)
    try:
        with transaction.atomic():
            for row in reversed(left):
                row.restore()
            restore_sources(merge.sources["before"], facts_written(merge, left))
    except IntegrityError as error:
        rule = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
        raise ChangedSince([InTheWay(f"What was entered since breaks the rule “{rule}”")]) from error
    merge.undone_by, merge.undone_at = by, at
    merge.save(update_fields=["undone_by", "undone_at"])
    announce(merge.survivor, merge.merged)
    return merge


def keeps_merged(merge: Merge) -> list[InTheWay]:
    """What says something else than the merge wrote, and would be lost by undoing it."""
    return in_the_way(merge, left_by(merge))


def in_the_way(merge: Merge, left: Iterable[Left]) -> list[InTheWay]:
    left = list(left)
    later = Merge.objects.standing().filter(merged=merge.survivor_id).select_related("survivor").first()
    if later:
        said = f"{merge.survivor} was itself merged into {later.survivor} since"
        return [InTheWay(said, reverse("merge_undo", args=[later.pk]), ("Undo that merge first.",))]
    return [*rows_changed(merge, left), *sources_entered(merge, left)]


def rows_changed(merge: Merge, left: Iterable[Left]) -> Iterator[InTheWay]:
    for row in left:
        if differing := row.differing:
            now = row.record(row.now or {})
            yield named(now, merge.survivor, *differences(row.record(row.after), now, differing))


def facts_written(merge: Merge, left: Iterable[Left]) -> dict[str, set[str]]:
    """The facts of either record that the merge changed, or of which it changed the source."""
    before, after = merge.sources["before"], merge.sources["after"]
    found = {pk: {fact for fact in FACTS if before[pk].get(fact) != after[pk].get(fact)} for pk in before}
    for row in left:
        if row.model is Vendor and str(row.pk) in found:
            found[str(row.pk)] |= {fact for fact, (_, columns) in FACTS.items() if row.written & {*columns}}
    return found


def sources_entered(merge: Merge, left: Iterable[Left]) -> Iterator[InTheWay]:
    """Sources and verifications that were given since to facts which the merge brought."""
    now = sources_of(merge.survivor, merge.merged)
    for pk, facts in facts_written(merge, left).items():
        for fact in sorted(facts & now[pk].keys()):
            was = merge.sources["after"][pk].get(fact, {})
            if any(now[pk][fact][name] and now[pk][fact][name] != was.get(name) for name in GIVEN):
                yield named(FactSource(field=fact), merge.survivor)
