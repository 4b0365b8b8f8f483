"""Waivers of knock-outs, with what no form can be trusted to keep.

Only somebody else who leads or approves the RFP decides. A waiver ends when its criterion asks for something
else. Approved ones are inputs of the ranking, so `rfp.inputs_version` grows with them.
"""

from importlib import import_module

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import bpo_portal.fields

triggers = import_module("scoring.migrations.0003_inputs_version_triggers")

RFPS_OF = {
    "scoring_waiver": """
        SELECT c.rfp_id FROM rows JOIN rfp_candidate c ON c.id = rows.candidate_id WHERE rows.state = 'approved'"""
}

RULES = """
CREATE FUNCTION require_waiver_rules() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    of_rfp bigint;
BEGIN
    SELECT c.rfp_id INTO of_rfp FROM rfp_candidate c
        JOIN scoring_criteriaset s ON s.rfp_id = c.rfp_id
        JOIN scoring_criterion k ON k.criteria_set_id = s.id
        WHERE c.id = NEW.candidate_id AND k.id = NEW.criterion_id AND k.kind = 'knockout';
    IF of_rfp IS NULL THEN
        RAISE EXCEPTION 'Only a knock-out of the same RFP can be waived.' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.state IN ('approved', 'declined') AND NOT EXISTS (
        SELECT 1 FROM rfp_teammember t
        WHERE t.rfp_id = of_rfp AND t.user_id = NEW.decided_by_id AND t.role IN ('lead', 'approver')
    ) THEN
        RAISE EXCEPTION 'Only approvers and leads of this RFP decide waivers.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER require_waiver_rules BEFORE INSERT OR UPDATE OF state, decided_by_id, candidate_id, criterion_id
    ON scoring_waiver FOR EACH ROW EXECUTE FUNCTION require_waiver_rules();

CREATE FUNCTION lapse_waivers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE scoring_waiver SET state = 'lapsed'
        WHERE criterion_id = NEW.id AND state IN ('requested', 'approved');
    RETURN NULL;
END $$;

CREATE TRIGGER lapse_waivers AFTER UPDATE ON scoring_criterion FOR EACH ROW
    WHEN ((OLD.title, OLD.description, OLD.kind, OLD.source, OLD.scheme_id, OLD.valid_on, OLD.service_line_id,
           OLD.dimension, OLD.claimed_counts, OLD.minimum, OLD.direction) IS DISTINCT FROM
          (NEW.title, NEW.description, NEW.kind, NEW.source, NEW.scheme_id, NEW.valid_on, NEW.service_line_id,
           NEW.dimension, NEW.claimed_counts, NEW.minimum, NEW.direction))
    EXECUTE FUNCTION lapse_waivers();
"""

UNRULES = """
DROP TRIGGER lapse_waivers ON scoring_criterion;
DROP FUNCTION lapse_waivers();
DROP TRIGGER require_waiver_rules ON scoring_waiver;
DROP FUNCTION require_waiver_rules();
"""


def statements() -> tuple[list[str], list[str]]:
    forward, backward = [RULES], [UNRULES]
    for table, rfps in RFPS_OF.items():
        for event, (referencing, changed) in triggers.TRANSITIONS.items():
            name, rows = f"{table}_inputs_{event}", changed.format(columns="*")
            forward.append(
                f"""
                CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    PERFORM bump_inputs_version(ARRAY(WITH rows AS ({rows}) {rfps}));
                    RETURN NULL;
                END $$;
                CREATE TRIGGER {name} AFTER {event.upper()} ON {table} REFERENCING {referencing}
                    FOR EACH STATEMENT EXECUTE FUNCTION {name}();
                """
            )
            backward.append(f"DROP TRIGGER {name} ON {table}; DROP FUNCTION {name}();")
    return forward, backward


class Migration(migrations.Migration):
    dependencies = [
        ("pghistory", "0007_auto_20250421_0444"),
        ("rfp", "0003_demand"),
        ("scoring", "0010_scenarios"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="shortlist",
            name="waivers",
            field=models.JSONField(
                blank=True, default=list, help_text="Who waived which knock-outs, and why."
            ),
        ),
        migrations.CreateModel(
            name="Waiver",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "reason",
                    bpo_portal.fields.LineField(
                        help_text="Printed wherever this vendor is ranked.", max_length=500
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("requested", "Requested"),
                            ("approved", "Approved"),
                            ("declined", "Declined"),
                            ("withdrawn", "Withdrawn"),
                            ("lapsed", "Lapsed"),
                        ],
                        default="requested",
                        max_length=10,
                    ),
                ),
                ("requested_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                (
                    "note",
                    bpo_portal.fields.LineField(
                        blank=True, max_length=500, verbose_name="note of the approver"
                    ),
                ),
                (
                    "candidate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="waivers",
                        to="rfp.candidate",
                    ),
                ),
                (
                    "criterion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="waivers",
                        to="scoring.criterion",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "requested_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-requested_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="WaiverEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "reason",
                    bpo_portal.fields.LineField(
                        help_text="Printed wherever this vendor is ranked.", max_length=500
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("requested", "Requested"),
                            ("approved", "Approved"),
                            ("declined", "Declined"),
                            ("withdrawn", "Withdrawn"),
                            ("lapsed", "Lapsed"),
                        ],
                        default="requested",
                        max_length=10,
                    ),
                ),
                ("requested_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                (
                    "note",
                    bpo_portal.fields.LineField(
                        blank=True, max_length=500, verbose_name="note of the approver"
                    ),
                ),
                (
                    "candidate",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="rfp.candidate",
                    ),
                ),
                (
                    "criterion",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="scoring.criterion",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="scoring.waiver",
                    ),
                ),
                (
                    "requested_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddConstraint(
            model_name="waiver",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ("requested", "approved"))),
                fields=("candidate", "criterion"),
                name="one_open_waiver",
                violation_error_message="This knock-out is waived for this vendor already, or a waiver was asked for.",
            ),
        ),
        migrations.AddConstraint(
            model_name="waiver",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("decided_by", None),
                    models.Q(("decided_by", models.F("requested_by")), _negated=True),
                    _connector="OR",
                ),
                name="waiver_decided_by_another",
                violation_error_message="Who asked for a waiver cannot decide it.",
            ),
        ),
        migrations.AddConstraint(
            model_name="waiver",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_at", None), ("decided_by", None), ("state", "requested")),
                    models.Q(
                        ("decided_at__isnull", False),
                        ("decided_by__isnull", False),
                        ("state__in", ("approved", "declined")),
                    ),
                    ("state__in", ("withdrawn", "lapsed")),
                    _connector="OR",
                ),
                name="waiver_decision_complete",
                violation_error_message="A decision needs a person and a time.",
            ),
        ),
        migrations.AddConstraint(
            model_name="waiver",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "declined"), _negated=True),
                    models.Q(("note", ""), _negated=True),
                    _connector="OR",
                ),
                name="waiver_declined_with_note",
                violation_error_message="Say why it is declined.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="waiver",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "scoring_waiverevent" ("candidate_id", "criterion_id", "decided_at", "decided_by_id", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "requested_at", "requested_by_id", "state") VALUES (NEW."candidate_id", NEW."criterion_id", NEW."decided_at", NEW."decided_by_id", NEW."id", NEW."note", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."requested_at", NEW."requested_by_id", NEW."state"); RETURN NULL;',
                    hash="48362595571d8107272bc8c3e49e970aa5e1e40f",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_bc74b",
                    table="scoring_waiver",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="waiver",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "scoring_waiverevent" ("candidate_id", "criterion_id", "decided_at", "decided_by_id", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "requested_at", "requested_by_id", "state") VALUES (NEW."candidate_id", NEW."criterion_id", NEW."decided_at", NEW."decided_by_id", NEW."id", NEW."note", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."requested_at", NEW."requested_by_id", NEW."state"); RETURN NULL;',
                    hash="9d280693d20b49a25b67a0a6465cb9218f50cee0",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_462b6",
                    table="scoring_waiver",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="waiver",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "scoring_waiverevent" ("candidate_id", "criterion_id", "decided_at", "decided_by_id", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "requested_at", "requested_by_id", "state") VALUES (OLD."candidate_id", OLD."criterion_id", OLD."decided_at", OLD."decided_by_id", OLD."id", OLD."note", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."requested_at", OLD."requested_by_id", OLD."state"); RETURN NULL;',
                    hash="44a9f2b5c1d431e49c7878e39229a49c0d5c1d15",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_82155",
                    table="scoring_waiver",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="waiverevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="18ea17fed9c9d279f40c9768ef5556cb38878938",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_da902",
                    table="scoring_waiverevent",
                    when="BEFORE",
                ),
            ),
        ),
        *[migrations.RunSQL(*pair) for pair in zip(*statements(), strict=True)],
    ]
