from decimal import Decimal

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import accounts.models
import accounts.validators
import bpo_portal.fields
import bpo_portal.schema


class Migration(migrations.Migration):
    replaces = [
        ("scoring", "0001_initial"),
        ("scoring", "0002_initial"),
        ("scoring", "0004_score_sheet_history"),
        ("scoring", "0005_report_recipients"),
        ("scoring", "0006_keep_criteria_changes"),
        ("scoring", "0007_criteria_from_profiles"),
        ("scoring", "0008_when_reports_are_sent"),
        ("scoring", "0009_decisions_and_seals"),
        ("scoring", "0010_scenarios"),
        ("scoring", "0011_waivers"),
        ("scoring", "0012_weight_answers"),
    ]

    initial = True

    dependencies = [
        ("accounts", "0001_schema"),
        ("outbox", "0001_schema"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("rfp", "0001_schema"),
        ("vendors", "0001_schema"),
    ]

    operations = [
        bpo_portal.schema.CreateSchema(
            operations=[
                migrations.CreateModel(
                    name="CriterionEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="scoring.criterion",
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
                        ("id", models.BigIntegerField()),
                        (
                            "criteria_set",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="scoring.criteriaset",
                            ),
                        ),
                        ("key", models.SlugField(db_index=False, editable=False, max_length=60)),
                        ("title", bpo_portal.fields.LineField(max_length=200)),
                        ("description", bpo_portal.fields.ProseField(blank=True, max_length=5000)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("knockout", "Knock-out"),
                                    ("scored", "Scored by the panel"),
                                    ("measured", "Measured"),
                                    ("price", "Price"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "source",
                            models.CharField(
                                choices=[
                                    ("panel", "Scores of the panel"),
                                    ("offer", "Price of the offer"),
                                    ("recorded", "Recorded by the procurement lead"),
                                    ("certificate", "Register: certificate valid"),
                                    ("employees", "Register: head-count"),
                                    ("years", "Register: years in a service line"),
                                    ("profile", "Register: a dimension of the profile"),
                                ],
                                max_length=15,
                                verbose_name="value comes from",
                            ),
                        ),
                        (
                            "weight",
                            bpo_portal.fields.ExactDecimalField(
                                decimal_places=4, default=Decimal("0"), max_digits=9
                            ),
                        ),
                        (
                            "scale_low",
                            bpo_portal.fields.ExactDecimalField(
                                blank=True, decimal_places=4, max_digits=15, null=True
                            ),
                        ),
                        (
                            "scale_high",
                            bpo_portal.fields.ExactDecimalField(
                                blank=True, decimal_places=4, max_digits=15, null=True
                            ),
                        ),
                        (
                            "direction",
                            models.CharField(
                                choices=[("higher", "Higher is better"), ("lower", "Lower is better")],
                                default="higher",
                                max_length=6,
                            ),
                        ),
                        (
                            "minimum",
                            bpo_portal.fields.ExactDecimalField(
                                blank=True,
                                decimal_places=4,
                                help_text="Whoever misses it is out.",
                                max_digits=15,
                                null=True,
                            ),
                        ),
                        (
                            "scheme",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="vendors.certificationscheme",
                            ),
                        ),
                        (
                            "valid_on",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("today", "every day, as long as the RFP is open"),
                                    ("deadline", "the deadline for offers"),
                                    ("contract_start", "the start of the contract"),
                                ],
                                default="today",
                                max_length=15,
                            ),
                        ),
                        (
                            "service_line",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="vendors.serviceline",
                            ),
                        ),
                        (
                            "dimension",
                            models.CharField(
                                blank=True,
                                choices=[
                                    (
                                        "Cultural fit",
                                        [
                                            ("communication", "Communication"),
                                            ("decision_style", "Decision style"),
                                            ("time_discipline", "Time discipline"),
                                            ("feedback", "Feedback"),
                                            ("escalation", "Escalation"),
                                        ],
                                    ),
                                    (
                                        "Scalability",
                                        [
                                            ("ramp_up_days", "Ramp-up for ten seats"),
                                            ("peak_multiple", "Peak over usual volume"),
                                            ("bench_seats", "Seats in reserve"),
                                            ("attrition", "Attrition"),
                                        ],
                                    ),
                                    (
                                        "Practices and people",
                                        [
                                            ("automation", "AI and automation"),
                                            ("remote_share", "Remote work"),
                                            ("training_hours", "Training"),
                                            ("retention", "Staff retention"),
                                        ],
                                    ),
                                ],
                                max_length=20,
                                verbose_name="dimension of the profile",
                            ),
                        ),
                        (
                            "claimed_counts",
                            models.BooleanField(
                                default=False,
                                verbose_name="what the vendor claims counts where nothing is assessed",
                            ),
                        ),
                        (
                            "formula",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("lowest_ratio", "Lowest price ÷ price"),
                                    ("linear_over_lowest", "1 − share by which it exceeds the lowest"),
                                    ("between_bounds", "Linear between two fixed prices"),
                                    ("reference_ratio", "Fixed reference price ÷ price"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "bound_low",
                            bpo_portal.fields.ExactDecimalField(
                                blank=True, decimal_places=2, max_digits=17, null=True
                            ),
                        ),
                        (
                            "bound_high",
                            bpo_portal.fields.ExactDecimalField(
                                blank=True, decimal_places=2, max_digits=17, null=True
                            ),
                        ),
                        (
                            "reference",
                            bpo_portal.fields.ExactDecimalField(
                                blank=True, decimal_places=2, max_digits=17, null=True
                            ),
                        ),
                        (
                            "cap",
                            models.BooleanField(default=True, verbose_name="never more than full points"),
                        ),
                        ("points_decimals", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Decision",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "rfp",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="decisions",
                                to="rfp.rfp",
                            ),
                        ),
                        (
                            "shortlist",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="decisions",
                                to="scoring.shortlist",
                                verbose_name="version",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[("shortlist", "Shortlist"), ("award", "Award")], max_length=10
                            ),
                        ),
                        (
                            "reasons",
                            bpo_portal.fields.ProseField(
                                help_text="What was decided and why; it cannot be changed later.",
                                max_length=5000,
                            ),
                        ),
                        (
                            "decided_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "approver",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="approved by",
                            ),
                        ),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "ordering": ["-at", "-pk"],
                    },
                ),
                migrations.CreateModel(
                    name="DecisionEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="scoring.decision",
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
                        ("id", models.BigIntegerField()),
                        (
                            "rfp",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="rfp.rfp",
                            ),
                        ),
                        (
                            "shortlist",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="scoring.shortlist",
                                verbose_name="version",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[("shortlist", "Shortlist"), ("award", "Award")], max_length=10
                            ),
                        ),
                        (
                            "reasons",
                            bpo_portal.fields.ProseField(
                                help_text="What was decided and why; it cannot be changed later.",
                                max_length=5000,
                            ),
                        ),
                        (
                            "decided_by",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "approver",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="approved by",
                            ),
                        ),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Delivery",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "shortlist",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="deliveries",
                                to="scoring.shortlist",
                            ),
                        ),
                        ("recipient", models.EmailField(max_length=254)),
                        (
                            "mail",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="delivery",
                                to="outbox.mail",
                            ),
                        ),
                        (
                            "requested_by",
                            models.ForeignKey(
                                blank=True,
                                help_text="Who pressed “send now”; nobody when the version was sent by itself.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "deliveries",
                        "ordering": ["-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("shortlist", "recipient"), name="one_report_per_version"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LastSeen",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "rfp",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="rfp.rfp"
                            ),
                        ),
                        ("number", models.PositiveIntegerField()),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("user", "rfp"), name="last_seen_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Recomputation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "rfp",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="recomputation",
                                to="rfp.rfp",
                            ),
                        ),
                        ("queued_at", models.DateTimeField(blank=True, null=True)),
                        ("computed_version", models.PositiveBigIntegerField(blank=True, null=True)),
                        (
                            "computed_for",
                            models.DateField(
                                blank=True, help_text="The day whose facts were read last.", null=True
                            ),
                        ),
                        ("waiting_for", models.TextField(blank=True)),
                        ("attempts", models.PositiveSmallIntegerField(default=0)),
                        ("parked_at", models.DateTimeField(blank=True, null=True)),
                        ("last_error", models.CharField(blank=True, max_length=500)),
                    ],
                ),
                migrations.CreateModel(
                    name="RecordedValue",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "candidate",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="recorded",
                                to="rfp.candidate",
                            ),
                        ),
                        (
                            "criterion",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="recorded",
                                to="scoring.criterion",
                            ),
                        ),
                        ("passed", models.BooleanField(blank=True, null=True)),
                        (
                            "value",
                            bpo_portal.fields.ExactDecimalField(
                                blank=True, decimal_places=4, max_digits=15, null=True
                            ),
                        ),
                        ("note", bpo_portal.fields.LineField(blank=True, max_length=500)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("candidate", "criterion"), name="recorded_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("passed__isnull", True), ("value__isnull", True), _connector="OR"
                                ),
                                name="recorded_one_answer",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RecordedValueEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="scoring.recordedvalue",
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
                        ("id", models.BigIntegerField()),
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
                        ("passed", models.BooleanField(blank=True, null=True)),
                        (
                            "value",
                            bpo_portal.fields.ExactDecimalField(
                                blank=True, decimal_places=4, max_digits=15, null=True
                            ),
                        ),
                        ("note", bpo_portal.fields.LineField(blank=True, max_length=500)),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="ReportSubscription",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "rfp",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="subscriptions",
                                to="rfp.rfp",
                            ),
                        ),
                        (
                            "email",
                            models.EmailField(
                                max_length=254, validators=[accounts.validators.validate_mail_address]
                            ),
                        ),
                        ("name", bpo_portal.fields.LineField(blank=True, max_length=150)),
                        (
                            "is_active",
                            models.BooleanField(
                                default=True,
                                help_text="Off once its owner has stopped the reports; only the owner turns it on again.",
                            ),
                        ),
                        (
                            "added_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "rhythm",
                            models.CharField(
                                choices=[
                                    ("each", "Each new version"),
                                    ("daily", "Once a day, if it changed"),
                                    ("weekly", "Once a week, if it changed"),
                                    ("asked", "Only when somebody sends it"),
                                ],
                                default="each",
                                max_length=6,
                                verbose_name="when",
                            ),
                        ),
                        (
                            "weekday",
                            models.PositiveSmallIntegerField(
                                choices=[
                                    (0, "Monday"),
                                    (1, "Tuesday"),
                                    (2, "Wednesday"),
                                    (3, "Thursday"),
                                    (4, "Friday"),
                                    (5, "Saturday"),
                                    (6, "Sunday"),
                                ],
                                default=0,
                            ),
                        ),
                        (
                            "hour",
                            models.PositiveSmallIntegerField(
                                default=8, validators=[django.core.validators.MaxValueValidator(23)]
                            ),
                        ),
                        (
                            "timezone",
                            models.CharField(
                                default="UTC",
                                max_length=64,
                                validators=[accounts.models.validate_timezone],
                                verbose_name="time zone",
                            ),
                        ),
                        (
                            "chosen_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now,
                                help_text="When it was last said when to send: versions before that are no news.",
                            ),
                        ),
                        (
                            "next_at",
                            models.DateTimeField(
                                blank=True, help_text="When a daily or weekly report is due.", null=True
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["email"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("rhythm__in", ("daily", "weekly"))),
                                fields=["next_at"],
                                name="report_due",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("rfp", "email"),
                                name="subscribed_once",
                                violation_error_message="This address gets the report already.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("hour__lte", 23)), name="subscription_hour"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("weekday__lte", 6)), name="subscription_weekday"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReportSubscriptionEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="scoring.reportsubscription",
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
                        ("id", models.BigIntegerField()),
                        (
                            "rfp",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="rfp.rfp",
                            ),
                        ),
                        (
                            "email",
                            models.EmailField(
                                max_length=254, validators=[accounts.validators.validate_mail_address]
                            ),
                        ),
                        ("name", bpo_portal.fields.LineField(blank=True, max_length=150)),
                        (
                            "is_active",
                            models.BooleanField(
                                default=True,
                                help_text="Off once its owner has stopped the reports; only the owner turns it on again.",
                            ),
                        ),
                        (
                            "added_by",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "rhythm",
                            models.CharField(
                                choices=[
                                    ("each", "Each new version"),
                                    ("daily", "Once a day, if it changed"),
                                    ("weekly", "Once a week, if it changed"),
                                    ("asked", "Only when somebody sends it"),
                                ],
                                default="each",
                                max_length=6,
                                verbose_name="when",
                            ),
                        ),
                        (
                            "weekday",
                            models.PositiveSmallIntegerField(
                                choices=[
                                    (0, "Monday"),
                                    (1, "Tuesday"),
                                    (2, "Wednesday"),
                                    (3, "Thursday"),
                                    (4, "Friday"),
                                    (5, "Saturday"),
                                    (6, "Sunday"),
                                ],
                                default=0,
                            ),
                        ),
                        (
                            "hour",
                            models.PositiveSmallIntegerField(
                                default=8, validators=[django.core.validators.MaxValueValidator(23)]
                            ),
                        ),
                        (
                            "timezone",
                            models.CharField(
                                default="UTC",
                                max_length=64,
                                validators=[accounts.models.validate_timezone],
                                verbose_name="time zone",
                            ),
                        ),
                        (
                            "chosen_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now,
                                help_text="When it was last said when to send: versions before that are no news.",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="RubricLevel",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "criterion",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="rubric",
                                to="scoring.criterion",
                            ),
                        ),
                        ("value", bpo_portal.fields.ExactDecimalField(decimal_places=4, max_digits=15)),
                        ("anchor", bpo_portal.fields.LineField(max_length=500)),
                    ],
                    options={
                        "ordering": ["value"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("criterion", "value"),
                                name="rubric_value_once",
                                violation_error_message="This value is described already.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RubricLevelEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="scoring.rubriclevel",
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
                        ("id", models.BigIntegerField()),
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
                        ("value", bpo_portal.fields.ExactDecimalField(decimal_places=4, max_digits=15)),
                        ("anchor", bpo_portal.fields.LineField(max_length=500)),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Scenario",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "rfp",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="scenarios",
                                to="rfp.rfp",
                            ),
                        ),
                        ("name", bpo_portal.fields.LineField(max_length=80)),
                        (
                            "owner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="scenarios",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "is_shared",
                            models.BooleanField(default=False, verbose_name="shared with the team"),
                        ),
                        (
                            "base",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="scenarios",
                                to="scoring.shortlist",
                            ),
                        ),
                        ("changes", models.JSONField()),
                        ("created_at", models.DateTimeField()),
                    ],
                    options={
                        "ordering": ["-created_at", "-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                models.F("rfp"),
                                models.F("owner"),
                                django.db.models.functions.text.Lower("name"),
                                name="scenario_name_once",
                                violation_error_message="You have a scenario of this name already.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Score",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "candidate",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="scores",
                                to="rfp.candidate",
                            ),
                        ),
                        (
                            "criterion",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="scores",
                                to="scoring.criterion",
                            ),
                        ),
                        (
                            "evaluator",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="scores",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "value",
                            bpo_portal.fields.ExactDecimalField(
                                blank=True, decimal_places=4, max_digits=15, null=True
                            ),
                        ),
                        ("abstained", models.BooleanField(default=False)),
                        ("comment", bpo_portal.fields.ProseField(blank=True, max_length=5000)),
                        ("revision", models.PositiveIntegerField(default=1)),
                        ("changed_at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("candidate", "criterion", "evaluator"),
                                name="score_once",
                                violation_error_message="This evaluator has scored this already.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("value__isnull", True), ("abstained", False), _connector="OR"
                                ),
                                name="score_or_abstention",
                                violation_error_message="Either a value or an abstention, not both.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("abstained", False),
                                    models.Q(("comment", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="abstention_has_reason",
                                violation_error_message="Say why you abstain.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ScoreEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="scoring.score",
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
                        ("id", models.BigIntegerField()),
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
                            "evaluator",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "value",
                            bpo_portal.fields.ExactDecimalField(
                                blank=True, decimal_places=4, max_digits=15, null=True
                            ),
                        ),
                        ("abstained", models.BooleanField(default=False)),
                        ("comment", bpo_portal.fields.ProseField(blank=True, max_length=5000)),
                        ("revision", models.PositiveIntegerField(default=1)),
                        ("changed_at", models.DateTimeField()),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="ScoreSheet",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "rfp",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="sheets",
                                to="rfp.rfp",
                            ),
                        ),
                        (
                            "evaluator",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sheets",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("submitted_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "reopened_because",
                            bpo_portal.fields.LineField(
                                blank=True, help_text="Why it was reopened last.", max_length=500
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("rfp", "evaluator"), name="sheet_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ScoreSheetEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="scoring.scoresheet",
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
                        ("id", models.BigIntegerField()),
                        (
                            "rfp",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="rfp.rfp",
                            ),
                        ),
                        (
                            "evaluator",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("submitted_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "reopened_because",
                            bpo_portal.fields.LineField(
                                blank=True, help_text="Why it was reopened last.", max_length=500
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Shortlist",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "rfp",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="shortlists",
                                to="rfp.rfp",
                            ),
                        ),
                        ("number", models.PositiveIntegerField()),
                        ("inputs_version", models.PositiveBigIntegerField()),
                        ("as_of", models.DateField(help_text="The day whose facts it shows.")),
                        ("document", models.TextField()),
                        ("sha256", models.CharField(max_length=64)),
                        ("ranking", models.TextField()),
                        ("ranking_sha256", models.CharField(default="", editable=False, max_length=64)),
                        ("cause", models.TextField()),
                        (
                            "line",
                            models.JSONField(
                                help_text="The line of the shortlist when computed: size, threshold."
                            ),
                        ),
                        (
                            "waivers",
                            models.JSONField(
                                blank=True, default=list, help_text="Who waived which knock-outs, and why."
                            ),
                        ),
                        ("provisional", models.BooleanField()),
                        ("engine_version", models.CharField(max_length=20)),
                        ("computed_at", models.DateTimeField()),
                    ],
                    options={
                        "ordering": ["-number"],
                        "constraints": [
                            models.UniqueConstraint(fields=("rfp", "number"), name="shortlist_number_once"),
                            models.UniqueConstraint(
                                fields=("rfp", "inputs_version"), name="shortlist_once_per_inputs"
                            ),
                        ],
                    },
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
                        (
                            "requested_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("requested_at", models.DateTimeField()),
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
                        ("decided_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "note",
                            bpo_portal.fields.LineField(
                                blank=True, max_length=500, verbose_name="note of the approver"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-requested_at", "-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ("requested", "approved"))),
                                fields=("candidate", "criterion"),
                                name="one_open_waiver",
                                violation_error_message="This knock-out is waived for this vendor already, or a waiver was asked for.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("decided_by", None),
                                    models.Q(("decided_by", models.F("requested_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="waiver_decided_by_another",
                                violation_error_message="Who asked for a waiver cannot decide it.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("decided_at", None), ("decided_by", None), ("state", "requested")
                                    ),
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
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "declined"), _negated=True),
                                    models.Q(("note", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="waiver_declined_with_note",
                                violation_error_message="Say why it is declined.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="WaiverEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
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
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        ("id", models.BigIntegerField()),
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
                        ("requested_at", models.DateTimeField()),
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
                        ("decided_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "note",
                            bpo_portal.fields.LineField(
                                blank=True, max_length=500, verbose_name="note of the approver"
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="WeightAnswer",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "rfp",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="weight_answers",
                                to="rfp.rfp",
                            ),
                        ),
                        (
                            "method",
                            models.CharField(
                                choices=[
                                    ("swing", "Swing weighting"),
                                    ("order", "Rank order"),
                                    ("pairs", "Pairwise comparison"),
                                ],
                                max_length=5,
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("answers", models.JSONField(default=dict)),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("rfp", "method", "person"), name="one_weight_answer_each"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="WeightAnswerEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="scoring.weightanswer",
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
                        ("id", models.BigIntegerField()),
                        (
                            "rfp",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="rfp.rfp",
                            ),
                        ),
                        (
                            "method",
                            models.CharField(
                                choices=[
                                    ("swing", "Swing weighting"),
                                    ("order", "Rank order"),
                                    ("pairs", "Pairwise comparison"),
                                ],
                                max_length=5,
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("answers", models.JSONField(default=dict)),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Assignment",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "criterion",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="assignments",
                                to="scoring.criterion",
                            ),
                        ),
                        (
                            "evaluator",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="assignments",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("criterion", "evaluator"), name="assignment_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AssignmentEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="scoring.assignment",
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
                        ("id", models.BigIntegerField()),
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
                            "evaluator",
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
                migrations.CreateModel(
                    name="CriteriaSet",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "rfp",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="criteria_set",
                                to="rfp.rfp",
                            ),
                        ),
                        (
                            "weights_total",
                            bpo_portal.fields.ExactDecimalField(
                                decimal_places=4,
                                default=Decimal("100"),
                                max_digits=9,
                                validators=[django.core.validators.MinValueValidator(Decimal("0.0001"))],
                            ),
                        ),
                        (
                            "panel",
                            models.CharField(
                                choices=[
                                    ("mean", "Mean"),
                                    ("median", "Median"),
                                    ("trimmed_mean", "Mean without the highest and the lowest"),
                                ],
                                default="mean",
                                max_length=15,
                            ),
                        ),
                        ("decimals", models.PositiveSmallIntegerField(default=2)),
                        (
                            "quality_minimum",
                            bpo_portal.fields.ExactDecimalField(
                                blank=True,
                                decimal_places=4,
                                max_digits=7,
                                null=True,
                                verbose_name="least quality, in per cent",
                            ),
                        ),
                        (
                            "quality_relative_to_best",
                            models.BooleanField(
                                default=False, verbose_name="scale quality to the best offer"
                            ),
                        ),
                        (
                            "tie_break",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=60),
                                blank=True,
                                default=list,
                                size=None,
                            ),
                        ),
                        (
                            "shortlist_size",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                help_text="How many vendors at most.",
                                null=True,
                                validators=[django.core.validators.MinValueValidator(1)],
                                verbose_name="top",
                            ),
                        ),
                        (
                            "shortlist_threshold",
                            bpo_portal.fields.ExactDecimalField(
                                blank=True,
                                decimal_places=4,
                                max_digits=9,
                                null=True,
                                verbose_name="least total",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("decimals__lte", 6)), name="criteria_decimals_sane"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("weights_total__gt", 0)), name="criteria_total_positive"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CriteriaChange",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "criteria_set",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="changes",
                                to="scoring.criteriaset",
                            ),
                        ),
                        ("number", models.PositiveIntegerField()),
                        ("reason", bpo_portal.fields.LineField(max_length=500)),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "ordering": ["-number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("criteria_set", "number"), name="criteria_change_number_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CriteriaSetEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="scoring.criteriaset",
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
                        ("id", models.BigIntegerField()),
                        (
                            "rfp",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="rfp.rfp",
                            ),
                        ),
                        (
                            "weights_total",
                            bpo_portal.fields.ExactDecimalField(
                                decimal_places=4,
                                default=Decimal("100"),
                                max_digits=9,
                                validators=[django.core.validators.MinValueValidator(Decimal("0.0001"))],
                            ),
                        ),
                        (
                            "panel",
                            models.CharField(
                                choices=[
                                    ("mean", "Mean"),
                                    ("median", "Median"),
                                    ("trimmed_mean", "Mean without the highest and the lowest"),
                                ],
                                default="mean",
                                max_length=15,
                            ),
                        ),
                        ("decimals", models.PositiveSmallIntegerField(default=2)),
                        (
                            "quality_minimum",
                            bpo_portal.fields.ExactDecimalField(
                                blank=True,
                                decimal_places=4,
                                max_digits=7,
                                null=True,
                                verbose_name="least quality, in per cent",
                            ),
                        ),
                        (
                            "quality_relative_to_best",
                            models.BooleanField(
                                default=False, verbose_name="scale quality to the best offer"
                            ),
                        ),
                        (
                            "tie_break",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=60),
                                blank=True,
                                default=list,
                                size=None,
                            ),
                        ),
                        (
                            "shortlist_size",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                help_text="How many vendors at most.",
                                null=True,
                                validators=[django.core.validators.MinValueValidator(1)],
                                verbose_name="top",
                            ),
                        ),
                        (
                            "shortlist_threshold",
                            bpo_portal.fields.ExactDecimalField(
                                blank=True,
                                decimal_places=4,
                                max_digits=9,
                                null=True,
                                verbose_name="least total",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Criterion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "criteria_set",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="criteria",
                                to="scoring.criteriaset",
                            ),
                        ),
                        ("key", models.SlugField(editable=False, max_length=60)),
                        ("title", bpo_portal.fields.LineField(max_length=200)),
                        ("description", bpo_portal.fields.ProseField(blank=True, max_length=5000)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("knockout", "Knock-out"),
                                    ("scored", "Scored by the panel"),
                                    ("measured", "Measured"),
                                    ("price", "Price"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "source",
                            models.CharField(
                                choices=[
                                    ("panel", "Scores of the panel"),
                                    ("offer", "Price of the offer"),
                                    ("recorded", "Recorded by the procurement lead"),
                                    ("certificate", "Register: certificate valid"),
                                    ("employees", "Register: head-count"),
                                    ("years", "Register: years in a service line"),
                                    ("profile", "Register: a dimension of the profile"),
                                ],
                                max_length=15,
                                verbose_name="value comes from",
                            ),
                        ),
                        (
                            "weight",
                            bpo_portal.fields.ExactDecimalField(
                                decimal_places=4, default=Decimal("0"), max_digits=9
                            ),
                        ),
                        (
                            "scale_low",
                            bpo_portal.fields.ExactDecimalField(
                                blank=True, decimal_places=4, max_digits=15, null=True
                            ),
                        ),
                        (
                            "scale_high",
                            bpo_portal.fields.ExactDecimalField(
                                blank=True, decimal_places=4, max_digits=15, null=True
                            ),
                        ),
                        (
                            "direction",
                            models.CharField(
                                choices=[("higher", "Higher is better"), ("lower", "Lower is better")],
                                default="higher",
                                max_length=6,
                            ),
                        ),
                        (
                            "minimum",
                            bpo_portal.fields.ExactDecimalField(
                                blank=True,
                                decimal_places=4,
                                help_text="Whoever misses it is out.",
                                max_digits=15,
                                null=True,
                            ),
                        ),
                        (
                            "scheme",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                to="vendors.certificationscheme",
                            ),
                        ),
                        (
                            "valid_on",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("today", "every day, as long as the RFP is open"),
                                    ("deadline", "the deadline for offers"),
                                    ("contract_start", "the start of the contract"),
                                ],
                                default="today",
                                max_length=15,
                            ),
                        ),
                        (
                            "service_line",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                to="vendors.serviceline",
                            ),
                        ),
                        (
                            "dimension",
                            models.CharField(
                                blank=True,
                                choices=[
                                    (
                                        "Cultural fit",
                                        [
                                            ("communication", "Communication"),
                                            ("decision_style", "Decision style"),
                                            ("time_discipline", "Time discipline"),
                                            ("feedback", "Feedback"),
                                            ("escalation", "Escalation"),
                                        ],
                                    ),
                                    (
                                        "Scalability",
                                        [
                                            ("ramp_up_days", "Ramp-up for ten seats"),
                                            ("peak_multiple", "Peak over usual volume"),
                                            ("bench_seats", "Seats in reserve"),
                                            ("attrition", "Attrition"),
                                        ],
                                    ),
                                    (
                                        "Practices and people",
                                        [
                                            ("automation", "AI and automation"),
                                            ("remote_share", "Remote work"),
                                            ("training_hours", "Training"),
                                            ("retention", "Staff retention"),
                                        ],
                                    ),
                                ],
                                max_length=20,
                                verbose_name="dimension of the profile",
                            ),
                        ),
                        (
                            "claimed_counts",
                            models.BooleanField(
                                default=False,
                                verbose_name="what the vendor claims counts where nothing is assessed",
                            ),
                        ),
                        (
                            "formula",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("lowest_ratio", "Lowest price ÷ price"),
                                    ("linear_over_lowest", "1 − share by which it exceeds the lowest"),
                                    ("between_bounds", "Linear between two fixed prices"),
                                    ("reference_ratio", "Fixed reference price ÷ price"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "bound_low",
                            bpo_portal.fields.ExactDecimalField(
                                blank=True, decimal_places=2, max_digits=17, null=True
                            ),
                        ),
                        (
                            "bound_high",
                            bpo_portal.fields.ExactDecimalField(
                                blank=True, decimal_places=2, max_digits=17, null=True
                            ),
                        ),
                        (
                            "reference",
                            bpo_portal.fields.ExactDecimalField(
                                blank=True, decimal_places=2, max_digits=17, null=True
                            ),
                        ),
                        (
                            "cap",
                            models.BooleanField(default=True, verbose_name="never more than full points"),
                        ),
                        ("points_decimals", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                    ],
                    options={
                        "verbose_name_plural": "criteria",
                        "ordering": ["position", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("criteria_set", "key"), name="criterion_key_once"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("kind", "price")),
                                fields=("criteria_set",),
                                name="one_price_criterion",
                                violation_error_message="There is a price criterion already; a set has at most one.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("weight__gte", 0)),
                                name="criterion_weight_not_negative",
                                violation_error_message="A weight cannot be negative.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "knockout"), _negated=True),
                                    ("weight", 0),
                                    _connector="OR",
                                ),
                                name="knockout_has_no_weight",
                                violation_error_message="A knock-out is passed or failed and has no weight.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind__in", ("scored", "measured")), _negated=True),
                                    models.Q(
                                        ("scale_high__gt", models.F("scale_low")),
                                        ("scale_high__isnull", False),
                                        ("scale_low__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="criterion_scale_in_order",
                                violation_error_message="Give both ends of the scale, the low one below the high one.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("kind", "knockout"),
                                        (
                                            "source__in",
                                            ("recorded", "certificate", "employees", "years", "profile"),
                                        ),
                                    ),
                                    models.Q(("kind", "scored"), ("source", "panel")),
                                    models.Q(
                                        ("kind", "measured"),
                                        ("source__in", ("recorded", "employees", "years", "profile")),
                                    ),
                                    models.Q(("kind", "price"), ("source", "offer")),
                                    _connector="OR",
                                ),
                                name="criterion_source_fits_kind",
                                violation_error_message="This kind of criterion cannot take its value from there.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        models.Q(("source", "certificate"), _negated=True),
                                        ("scheme__isnull", False),
                                        _connector="OR",
                                    ),
                                    models.Q(
                                        models.Q(("source", "years"), _negated=True),
                                        ("service_line__isnull", False),
                                        _connector="OR",
                                    ),
                                    models.Q(
                                        models.Q(("source", "profile"), _negated=True),
                                        models.Q(("dimension", ""), _negated=True),
                                        _connector="OR",
                                    ),
                                    models.Q(
                                        models.Q(
                                            ("kind", "knockout"),
                                            ("source__in", ("employees", "years", "profile")),
                                            _negated=True,
                                        ),
                                        ("minimum__isnull", False),
                                        _connector="OR",
                                    ),
                                ),
                                name="criterion_source_complete",
                                violation_error_message="Say which certificate, service line or dimension, or which least figure.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "price"), _negated=True),
                                    ("formula__in", ("lowest_ratio", "linear_over_lowest")),
                                    models.Q(
                                        ("bound_high__gt", models.F("bound_low")),
                                        ("bound_low__isnull", False),
                                        ("formula", "between_bounds"),
                                    ),
                                    models.Q(("formula", "reference_ratio"), ("reference__gt", 0)),
                                    _connector="OR",
                                ),
                                name="price_formula_complete",
                                violation_error_message="This price formula needs its figures: two bounds in order, or a reference.",
                            ),
                        ],
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="criteriaset",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "scoring_criteriasetevent" ("decimals", "id", "panel", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quality_minimum", "quality_relative_to_best", "rfp_id", "shortlist_size", "shortlist_threshold", "tie_break", "weights_total") VALUES (NEW."decimals", NEW."id", NEW."panel", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."quality_minimum", NEW."quality_relative_to_best", NEW."rfp_id", NEW."shortlist_size", NEW."shortlist_threshold", NEW."tie_break", NEW."weights_total"); RETURN NULL;',
                            hash="f26d159e1ea2f97576e3a9321d352dc38e0b4c05",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_3a947",
                            table="scoring_criteriaset",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="criteriaset",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "scoring_criteriasetevent" ("decimals", "id", "panel", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quality_minimum", "quality_relative_to_best", "rfp_id", "shortlist_size", "shortlist_threshold", "tie_break", "weights_total") VALUES (NEW."decimals", NEW."id", NEW."panel", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."quality_minimum", NEW."quality_relative_to_best", NEW."rfp_id", NEW."shortlist_size", NEW."shortlist_threshold", NEW."tie_break", NEW."weights_total"); RETURN NULL;',
                            hash="3cc1e82a93cbb9135257e3245cd302a6182abe46",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_0f62c",
                            table="scoring_criteriaset",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="criteriaset",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "scoring_criteriasetevent" ("decimals", "id", "panel", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quality_minimum", "quality_relative_to_best", "rfp_id", "shortlist_size", "shortlist_threshold", "tie_break", "weights_total") VALUES (OLD."decimals", OLD."id", OLD."panel", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."quality_minimum", OLD."quality_relative_to_best", OLD."rfp_id", OLD."shortlist_size", OLD."shortlist_threshold", OLD."tie_break", OLD."weights_total"); RETURN NULL;',
                            hash="a086c6aa5c94a7ab401ad50ba8a8f72501ffb8cf",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_78242",
                            table="scoring_criteriaset",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="criteriachange",
                    trigger=pgtrigger.compiler.Trigger(
                        name="criteria_change_is_kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="ad5ead66d1e876ee69fb6881db19d38b9ec3408c",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_criteria_change_is_kept_cbc12",
                            table="scoring_criteriachange",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="criteriasetevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="f0fa5fafaf9335c8594d64dbca7aaa952265aa0d",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_08c7c",
                            table="scoring_criteriasetevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="criterion",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "scoring_criterionevent" ("bound_high", "bound_low", "cap", "claimed_counts", "criteria_set_id", "description", "dimension", "direction", "formula", "id", "key", "kind", "minimum", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "points_decimals", "position", "reference", "scale_high", "scale_low", "scheme_id", "service_line_id", "source", "title", "valid_on", "weight") VALUES (NEW."bound_high", NEW."bound_low", NEW."cap", NEW."claimed_counts", NEW."criteria_set_id", NEW."description", NEW."dimension", NEW."direction", NEW."formula", NEW."id", NEW."key", NEW."kind", NEW."minimum", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."points_decimals", NEW."position", NEW."reference", NEW."scale_high", NEW."scale_low", NEW."scheme_id", NEW."service_line_id", NEW."source", NEW."title", NEW."valid_on", NEW."weight"); RETURN NULL;',
                            hash="59a1c08dc9a6bdeff038bc534ceffd0012fca99e",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_25f44",
                            table="scoring_criterion",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="criterion",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "scoring_criterionevent" ("bound_high", "bound_low", "cap", "claimed_counts", "criteria_set_id", "description", "dimension", "direction", "formula", "id", "key", "kind", "minimum", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "points_decimals", "position", "reference", "scale_high", "scale_low", "scheme_id", "service_line_id", "source", "title", "valid_on", "weight") VALUES (NEW."bound_high", NEW."bound_low", NEW."cap", NEW."claimed_counts", NEW."criteria_set_id", NEW."description", NEW."dimension", NEW."direction", NEW."formula", NEW."id", NEW."key", NEW."kind", NEW."minimum", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."points_decimals", NEW."position", NEW."reference", NEW."scale_high", NEW."scale_low", NEW."scheme_id", NEW."service_line_id", NEW."source", NEW."title", NEW."valid_on", NEW."weight"); RETURN NULL;',
                            hash="605a993af0a34be38ceb97f4a8eb22e1d4ce0c76",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_b8bfe",
                            table="scoring_criterion",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="criterion",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "scoring_criterionevent" ("bound_high", "bound_low", "cap", "claimed_counts", "criteria_set_id", "description", "dimension", "direction", "formula", "id", "key", "kind", "minimum", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "points_decimals", "position", "reference", "scale_high", "scale_low", "scheme_id", "service_line_id", "source", "title", "valid_on", "weight") VALUES (OLD."bound_high", OLD."bound_low", OLD."cap", OLD."claimed_counts", OLD."criteria_set_id", OLD."description", OLD."dimension", OLD."direction", OLD."formula", OLD."id", OLD."key", OLD."kind", OLD."minimum", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."points_decimals", OLD."position", OLD."reference", OLD."scale_high", OLD."scale_low", OLD."scheme_id", OLD."service_line_id", OLD."source", OLD."title", OLD."valid_on", OLD."weight"); RETURN NULL;',
                            hash="5e1d72dc396613e38dacd1606129bc8d42968287",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_7a257",
                            table="scoring_criterion",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="assignmentevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="fc4fea9cc51b2e040e61a487f0177e08671118e7",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_0246d",
                            table="scoring_assignmentevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="assignment",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "scoring_assignmentevent" ("criterion_id", "evaluator_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."criterion_id", NEW."evaluator_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;',
                            hash="049aab864967320ae4bd95ae74ea5b00162d22c7",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_0febe",
                            table="scoring_assignment",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="assignment",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "scoring_assignmentevent" ("criterion_id", "evaluator_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."criterion_id", NEW."evaluator_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;',
                            hash="b18ed5dca29fbf9d9b5ad54645308f98c94942cd",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_72bae",
                            table="scoring_assignment",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="assignment",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "scoring_assignmentevent" ("criterion_id", "evaluator_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."criterion_id", OLD."evaluator_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;',
                            hash="4963ccef60107217d01c456295d471e84f20896e",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_38c65",
                            table="scoring_assignment",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="criterionevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="a583c029d1360ffaee52379c8cb77ba0a8d7ad17",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_d14e1",
                            table="scoring_criterionevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="recordedvalue",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "scoring_recordedvalueevent" ("candidate_id", "criterion_id", "id", "note", "passed", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "value") VALUES (NEW."candidate_id", NEW."criterion_id", NEW."id", NEW."note", NEW."passed", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."value"); RETURN NULL;',
                            hash="6a7ae5750a549e8760357ae44c6fc8ea66085d21",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_e42f8",
                            table="scoring_recordedvalue",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="recordedvalue",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "scoring_recordedvalueevent" ("candidate_id", "criterion_id", "id", "note", "passed", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "value") VALUES (NEW."candidate_id", NEW."criterion_id", NEW."id", NEW."note", NEW."passed", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."value"); RETURN NULL;',
                            hash="c628b909212fc24d3891868ea3a94207c92de7c0",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_4e2b8",
                            table="scoring_recordedvalue",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="recordedvalue",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "scoring_recordedvalueevent" ("candidate_id", "criterion_id", "id", "note", "passed", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "value") VALUES (OLD."candidate_id", OLD."criterion_id", OLD."id", OLD."note", OLD."passed", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."value"); RETURN NULL;',
                            hash="b69a8c87fb644a01421cb6ac1476fb02858d55f5",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_df6b3",
                            table="scoring_recordedvalue",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="recordedvalueevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="cdf0e7a08fafc97502538b8121d025f4bc568d02",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_bca3c",
                            table="scoring_recordedvalueevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="reportsubscription",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "scoring_reportsubscriptionevent" ("added_by_id", "chosen_at", "email", "hour", "id", "is_active", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rfp_id", "rhythm", "timezone", "weekday") VALUES (NEW."added_by_id", NEW."chosen_at", NEW."email", NEW."hour", NEW."id", NEW."is_active", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."rfp_id", NEW."rhythm", NEW."timezone", NEW."weekday"); RETURN NULL;',
                            hash="728018acde9e0dc5e42171bfeb479258f85f722d",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_549b9",
                            table="scoring_reportsubscription",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="reportsubscription",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."added_by_id" IS DISTINCT FROM (NEW."added_by_id") OR OLD."chosen_at" IS DISTINCT FROM (NEW."chosen_at") OR OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."hour" IS DISTINCT FROM (NEW."hour") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_active" IS DISTINCT FROM (NEW."is_active") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."rfp_id" IS DISTINCT FROM (NEW."rfp_id") OR OLD."rhythm" IS DISTINCT FROM (NEW."rhythm") OR OLD."timezone" IS DISTINCT FROM (NEW."timezone") OR OLD."weekday" IS DISTINCT FROM (NEW."weekday"))',
                            func='INSERT INTO "scoring_reportsubscriptionevent" ("added_by_id", "chosen_at", "email", "hour", "id", "is_active", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rfp_id", "rhythm", "timezone", "weekday") VALUES (NEW."added_by_id", NEW."chosen_at", NEW."email", NEW."hour", NEW."id", NEW."is_active", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."rfp_id", NEW."rhythm", NEW."timezone", NEW."weekday"); RETURN NULL;',
                            hash="da1d10d34b973e32f1797dab36a9bc5f0aaa3bbd",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_afcde",
                            table="scoring_reportsubscription",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="reportsubscription",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "scoring_reportsubscriptionevent" ("added_by_id", "chosen_at", "email", "hour", "id", "is_active", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rfp_id", "rhythm", "timezone", "weekday") VALUES (OLD."added_by_id", OLD."chosen_at", OLD."email", OLD."hour", OLD."id", OLD."is_active", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."rfp_id", OLD."rhythm", OLD."timezone", OLD."weekday"); RETURN NULL;',
                            hash="167ee99c087f757f6f3ae8afa9bae424d22533bd",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_e7518",
                            table="scoring_reportsubscription",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="reportsubscriptionevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="d87df8200a31021821980e70fe849eaa41923cb2",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_84a14",
                            table="scoring_reportsubscriptionevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="rubriclevel",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "scoring_rubriclevelevent" ("anchor", "criterion_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "value") VALUES (NEW."anchor", NEW."criterion_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."value"); RETURN NULL;',
                            hash="d953cf071a062af4122f425df023e0416ee19351",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_9833b",
                            table="scoring_rubriclevel",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="rubriclevel",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "scoring_rubriclevelevent" ("anchor", "criterion_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "value") VALUES (NEW."anchor", NEW."criterion_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."value"); RETURN NULL;',
                            hash="2007099b75fa07d87c9c8d39ed929814e9c443a0",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_119c5",
                            table="scoring_rubriclevel",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="rubriclevel",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "scoring_rubriclevelevent" ("anchor", "criterion_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "value") VALUES (OLD."anchor", OLD."criterion_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."value"); RETURN NULL;',
                            hash="cf88598a7046b5cfe36de159cb07b309369e57b4",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_a0fa9",
                            table="scoring_rubriclevel",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="rubriclevelevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="0477d0f958f865250ec1c1fe806d14a982d272dc",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_a7a67",
                            table="scoring_rubriclevelevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="score",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "scoring_scoreevent" ("abstained", "candidate_id", "changed_at", "comment", "criterion_id", "evaluator_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision", "value") VALUES (NEW."abstained", NEW."candidate_id", NEW."changed_at", NEW."comment", NEW."criterion_id", NEW."evaluator_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."revision", NEW."value"); RETURN NULL;',
                            hash="3ce81f0557180366c5af957011de30540a992f9f",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_488f1",
                            table="scoring_score",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="score",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "scoring_scoreevent" ("abstained", "candidate_id", "changed_at", "comment", "criterion_id", "evaluator_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision", "value") VALUES (NEW."abstained", NEW."candidate_id", NEW."changed_at", NEW."comment", NEW."criterion_id", NEW."evaluator_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."revision", NEW."value"); RETURN NULL;',
                            hash="7edcaa0f25ae9b6ed7de92a810c6f03580513bf0",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_6cd14",
                            table="scoring_score",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="score",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "scoring_scoreevent" ("abstained", "candidate_id", "changed_at", "comment", "criterion_id", "evaluator_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision", "value") VALUES (OLD."abstained", OLD."candidate_id", OLD."changed_at", OLD."comment", OLD."criterion_id", OLD."evaluator_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."revision", OLD."value"); RETURN NULL;',
                            hash="b13972ab6ed96f66d1114b40cedf57219fbe9bfd",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_e154c",
                            table="scoring_score",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="scoreevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="1f9f72dd6d275d6414e70306f4f0fd7ed779fe5a",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_ccd40",
                            table="scoring_scoreevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="scoresheet",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "scoring_scoresheetevent" ("evaluator_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reopened_because", "rfp_id", "submitted_at") VALUES (NEW."evaluator_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reopened_because", NEW."rfp_id", NEW."submitted_at"); RETURN NULL;',
                            hash="ee7c71601f84c8b27d05da3144d78b7f928fbd2b",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_b0097",
                            table="scoring_scoresheet",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="scoresheet",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "scoring_scoresheetevent" ("evaluator_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reopened_because", "rfp_id", "submitted_at") VALUES (NEW."evaluator_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reopened_because", NEW."rfp_id", NEW."submitted_at"); RETURN NULL;',
                            hash="7c3ca5112f8803858563970c5a1298374d271a22",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_58a6c",
                            table="scoring_scoresheet",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="scoresheet",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "scoring_scoresheetevent" ("evaluator_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reopened_because", "rfp_id", "submitted_at") VALUES (OLD."evaluator_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reopened_because", OLD."rfp_id", OLD."submitted_at"); RETURN NULL;',
                            hash="5d1dab7398ba695d0b4bc352e0915cf32b644b88",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_b2f81",
                            table="scoring_scoresheet",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="scoresheetevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="b6bd6da7480dd3d2db07245c285865edd438a8bd",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_df0e5",
                            table="scoring_scoresheetevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="shortlist",
                    trigger=pgtrigger.compiler.Trigger(
                        name="shortlist_is_immutable",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="5b204760406acaad88b09ad32312209279ff9a1b",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_shortlist_is_immutable_fd50f",
                            table="scoring_shortlist",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="shortlist",
                    trigger=pgtrigger.compiler.Trigger(
                        name="shortlist_is_sealed",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="NEW.ranking_sha256 = encode(sha256(convert_to(NEW.ranking, 'UTF8')), 'hex'); RETURN NEW;",
                            hash="61d1fd3709234db8cb53c2b3a8df954e7d8f85b5",
                            operation="INSERT",
                            pgid="pgtrigger_shortlist_is_sealed_91b26",
                            table="scoring_shortlist",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="decisionevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="1097a610124e80ac2bd6a3b671e3c86aac7f7c3f",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_29fee",
                            table="scoring_decisionevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="decision",
                    trigger=pgtrigger.compiler.Trigger(
                        name="decision_is_kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="420a3438519e480a64aba243e95d70f591c72fb5",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_decision_is_kept_82226",
                            table="scoring_decision",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="decision",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "scoring_decisionevent" ("approver_id", "at", "decided_by_id", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reasons", "rfp_id", "shortlist_id") VALUES (NEW."approver_id", NEW."at", NEW."decided_by_id", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reasons", NEW."rfp_id", NEW."shortlist_id"); RETURN NULL;',
                            hash="67cde87d9ad97d26737cf140dfc3014f73ea4d8a",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_8f940",
                            table="scoring_decision",
                            when="AFTER",
                        ),
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
                pgtrigger.migrations.AddTrigger(
                    model_name="weightanswer",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "scoring_weightanswerevent" ("answers", "at", "id", "method", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rfp_id") VALUES (NEW."answers", NEW."at", NEW."id", NEW."method", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."rfp_id"); RETURN NULL;',
                            hash="8fbe4f5f09d6e4f1b470be74e534575cc38aeb6e",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_cb490",
                            table="scoring_weightanswer",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="weightanswer",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "scoring_weightanswerevent" ("answers", "at", "id", "method", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rfp_id") VALUES (NEW."answers", NEW."at", NEW."id", NEW."method", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."rfp_id"); RETURN NULL;',
                            hash="bd9155a1ef0e152d522de31f65504016be7f229b",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_c8ba8",
                            table="scoring_weightanswer",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="weightanswer",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "scoring_weightanswerevent" ("answers", "at", "id", "method", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rfp_id") VALUES (OLD."answers", OLD."at", OLD."id", OLD."method", OLD."person_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."rfp_id"); RETURN NULL;',
                            hash="f81044777685abebcb032f5e53acc2e35dd320a9",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_8c4de",
                            table="scoring_weightanswer",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="weightanswerevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="fdf29ea4bea4d7ca1d9e9ec101a64ca70541b03f",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_5ecf5",
                            table="scoring_weightanswerevent",
                            when="BEFORE",
                        ),
                    ),
                ),
            ],
        ),
    ]
