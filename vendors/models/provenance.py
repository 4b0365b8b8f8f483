from collections.abc import Sequence
from typing import Any

import pgtrigger
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from accounts.models import User
from bpo_portal.fields import LineField

ACTOR = "(NULLIF(CURRENT_SETTING('pghistory.context_metadata', TRUE), '')::jsonb ->> 'user')::bigint"
"""Who acts, in SQL: the person whom the history names for this statement."""
NOT_THE_FACT = "ARRAY['id', 'vendor_id', 'entered_by_id', 'verified_by_id', 'verified_at']"


class KeepProvenance(pgtrigger.Trigger):
    """A fact is entered by whoever acts, and one that changes is verified no longer.

    By the database, so that it holds for every form, import and administration page alike. A writer who
    knows better sets `entered_by` or `verified_by` in the same statement.
    """

    name = "keep_provenance"
    when = pgtrigger.Before
    operation = pgtrigger.Insert | pgtrigger.Update
    func = f"""
        IF TG_OP = 'INSERT' THEN
            NEW.entered_by_id := COALESCE(NEW.entered_by_id, {ACTOR});
        ELSIF to_jsonb(NEW) - {NOT_THE_FACT} IS DISTINCT FROM to_jsonb(OLD) - {NOT_THE_FACT} THEN
            IF NEW.entered_by_id IS NOT DISTINCT FROM OLD.entered_by_id THEN
                NEW.entered_by_id := {ACTOR};
            END IF;
            IF NEW.verified_at IS NOT DISTINCT FROM OLD.verified_at THEN
                NEW.verified_by_id := NULL;
                NEW.verified_at := NULL;
            END IF;
        END IF;
        RETURN NEW;
    """


class Part(pgtrigger.Trigger):
    """Of a table that holds a part of a fact, such as the languages of a site: its change changes the fact.

    `by` is its column that points to the fact, where that is not called like the fact.
    """

    when = pgtrigger.After
    operation = pgtrigger.Insert | pgtrigger.Delete

    def __init__(self, *, of: str, by: str = "", **options: Any) -> None:
        super().__init__(name="part_of_fact", **options)
        self.of, self.by = of, by or f"{of}_id"

    def get_func(self, model: models.Model) -> str:
        return f"""
            UPDATE vendors_{self.of}
            SET entered_by_id = {ACTOR}, verified_by_id = NULL, verified_at = NULL
            WHERE id = CASE TG_OP WHEN 'DELETE' THEN OLD.{self.by} ELSE NEW.{self.by} END
            AND (verified_at IS NOT NULL OR entered_by_id IS DISTINCT FROM {ACTOR});
            RETURN NULL;
        """


def person(verbose_name: str) -> "models.ForeignKey[User | None, User | None]":
    return models.ForeignKey(
        User,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
        verbose_name=verbose_name,
    )


def provenance_rules(name: str) -> Sequence[models.CheckConstraint]:
    """What the database keeps of any fact; `name` begins the names of the rules."""
    return (
        models.CheckConstraint(
            name=f"{name}_verified_by_another",
            condition=Q(entered_by=None) | Q(verified_by=None) | ~Q(entered_by=F("verified_by")),
            violation_error_message="Somebody other than the person who entered it has to verify it.",
        ),
        models.CheckConstraint(
            name=f"{name}_verification_complete",
            condition=Q(verified_by=None, verified_at=None)
            | Q(verified_by__isnull=False, verified_at__isnull=False),
            violation_error_message="A verification names a person and a time.",
        ),
    )


class Provenance(models.Model):
    """A fact that says where it comes from, when it was true, who entered it and who verified it.

    A model that inherits it has `class Meta(Provenance.Meta)` for the trigger, and `*provenance_rules(…)`
    among its constraints.
    """

    source = LineField(max_length=500, blank=True, help_text="An address, or a document by its name.")
    as_of = models.DateField("as of", null=True, blank=True, help_text="The day on which this was true.")
    entered_by = person("entered by")
    verified_by = person("verified by")
    verified_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True
        triggers = [KeepProvenance()]

    @property
    def is_verified(self) -> bool:
        return self.verified_at is not None

    def require_another(self, by: User) -> None:
        """Nobody verifies what they entered."""
        if self.entered_by_id == by.pk:
            raise ValidationError("Somebody other than the person who entered it has to verify it.")
