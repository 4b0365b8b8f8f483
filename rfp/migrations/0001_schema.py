import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django_countries.fields
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import accounts.models
import bpo_portal.fields
import bpo_portal.schema
import rfp.models.demand


class Migration(migrations.Migration):
    replaces = [
        ("rfp", "0001_initial"),
        ("rfp", "0002_initial"),
        ("rfp", "0003_demand"),
        ("rfp", "0004_candidate_override"),
    ]

    initial = True

    dependencies = [
        ("accounts", "0001_schema"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("vendors", "0001_schema"),
    ]

    operations = [
        bpo_portal.schema.CreateSchema(
            operations=[
                migrations.CreateModel(
                    name="Candidate",
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
                                related_name="candidates",
                                to="rfp.rfp",
                            ),
                        ),
                        (
                            "vendor",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="candidacies",
                                to="vendors.vendor",
                            ),
                        ),
                        ("key", models.SlugField(editable=False, max_length=60)),
                        (
                            "price",
                            bpo_portal.fields.ExactDecimalField(
                                blank=True, decimal_places=2, max_digits=17, null=True
                            ),
                        ),
                        (
                            "price_note",
                            bpo_portal.fields.LineField(
                                blank=True,
                                help_text="What the price covers, and for how long.",
                                max_length=300,
                            ),
                        ),
                        (
                            "override_reason",
                            bpo_portal.fields.LineField(
                                blank=True,
                                editable=False,
                                max_length=500,
                                verbose_name="considered although blocked",
                            ),
                        ),
                        ("added_at", models.DateTimeField(auto_now_add=True)),
                    ],
                    options={
                        "ordering": ["added_at", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("rfp", "vendor"),
                                name="candidate_once",
                                violation_error_message="This vendor is a candidate already.",
                            ),
                            models.UniqueConstraint(fields=("rfp", "key"), name="candidate_key_once"),
                            models.CheckConstraint(
                                condition=models.Q(("price", None), ("price__gte", 0), _connector="OR"),
                                name="candidate_price_not_negative",
                                violation_error_message="A price cannot be negative.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CandidateEvent",
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
                                to="rfp.candidate",
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
                            "vendor",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="vendors.vendor",
                            ),
                        ),
                        ("key", models.SlugField(db_index=False, editable=False, max_length=60)),
                        (
                            "price",
                            bpo_portal.fields.ExactDecimalField(
                                blank=True, decimal_places=2, max_digits=17, null=True
                            ),
                        ),
                        (
                            "price_note",
                            bpo_portal.fields.LineField(
                                blank=True,
                                help_text="What the price covers, and for how long.",
                                max_length=300,
                            ),
                        ),
                        (
                            "override_reason",
                            bpo_portal.fields.LineField(
                                blank=True,
                                editable=False,
                                max_length=500,
                                verbose_name="considered although blocked",
                            ),
                        ),
                        ("added_at", models.DateTimeField(auto_now_add=True)),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="DemandLanguage",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "profile",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="languages",
                                to="rfp.demandprofile",
                            ),
                        ),
                        (
                            "language",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="vendors.language",
                            ),
                        ),
                        (
                            "share",
                            models.PositiveSmallIntegerField(
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(100),
                                ]
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-share", "language__name"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("profile", "language"), name="demand_language_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DemandLanguageEvent",
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
                                to="rfp.demandlanguage",
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
                            "profile",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="rfp.demandprofile",
                            ),
                        ),
                        (
                            "language",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="vendors.language",
                            ),
                        ),
                        (
                            "share",
                            models.PositiveSmallIntegerField(
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(100),
                                ]
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="DemandProfile",
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
                                related_name="demand",
                                to="rfp.rfp",
                            ),
                        ),
                        (
                            "weekday",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.PositiveIntegerField(),
                                default=rfp.models.demand.no_volume,
                                size=24,
                                verbose_name="contacts an hour, Monday to Friday",
                            ),
                        ),
                        (
                            "saturday",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.PositiveIntegerField(),
                                default=rfp.models.demand.no_volume,
                                size=24,
                                verbose_name="contacts an hour on Saturdays",
                            ),
                        ),
                        (
                            "sunday",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.PositiveIntegerField(),
                                default=rfp.models.demand.no_volume,
                                size=24,
                                verbose_name="contacts an hour on Sundays",
                            ),
                        ),
                        (
                            "handling_seconds",
                            models.PositiveIntegerField(
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(86400),
                                ],
                                verbose_name="handling time",
                            ),
                        ),
                        (
                            "occupancy",
                            models.PositiveSmallIntegerField(
                                default=85,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(100),
                                ],
                            ),
                        ),
                        (
                            "season",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.PositiveSmallIntegerField(),
                                default=rfp.models.demand.every_month_alike,
                                size=12,
                            ),
                        ),
                        (
                            "ramp_up",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.PositiveSmallIntegerField(),
                                blank=True,
                                default=list,
                                size=24,
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("occupancy__gte", 1), ("occupancy__lte", 100)),
                                name="demand_occupancy_in_range",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("handling_seconds__gte", 1)),
                                name="demand_handling_takes_time",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DemandProfileEvent",
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
                                to="rfp.demandprofile",
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
                            "weekday",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.PositiveIntegerField(),
                                default=rfp.models.demand.no_volume,
                                size=24,
                                verbose_name="contacts an hour, Monday to Friday",
                            ),
                        ),
                        (
                            "saturday",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.PositiveIntegerField(),
                                default=rfp.models.demand.no_volume,
                                size=24,
                                verbose_name="contacts an hour on Saturdays",
                            ),
                        ),
                        (
                            "sunday",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.PositiveIntegerField(),
                                default=rfp.models.demand.no_volume,
                                size=24,
                                verbose_name="contacts an hour on Sundays",
                            ),
                        ),
                        (
                            "handling_seconds",
                            models.PositiveIntegerField(
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(86400),
                                ],
                                verbose_name="handling time",
                            ),
                        ),
                        (
                            "occupancy",
                            models.PositiveSmallIntegerField(
                                default=85,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(100),
                                ],
                            ),
                        ),
                        (
                            "season",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.PositiveSmallIntegerField(),
                                default=rfp.models.demand.every_month_alike,
                                size=12,
                            ),
                        ),
                        (
                            "ramp_up",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.PositiveSmallIntegerField(),
                                blank=True,
                                default=list,
                                size=24,
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Rfp",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.CharField(editable=False, max_length=20, unique=True)),
                        ("title", bpo_portal.fields.LineField(max_length=200)),
                        (
                            "need",
                            bpo_portal.fields.ProseField(
                                blank=True,
                                help_text="What the business needs, and why now.",
                                max_length=10000,
                            ),
                        ),
                        ("buyer_country", django_countries.fields.CountryField(max_length=2)),
                        (
                            "currency",
                            models.CharField(
                                default="EUR",
                                help_text="ISO 4217 code; all prices are in it.",
                                max_length=3,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "\\A[A-Z]{3}\\Z", "Use the three-letter ISO 4217 code, such as EUR."
                                    )
                                ],
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
                            "deadline_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="deadline for offers"),
                        ),
                        ("contract_starts_on", models.DateField(blank=True, null=True)),
                        ("contract_ends_on", models.DateField(blank=True, null=True)),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("draft", "Draft"),
                                    ("published", "Published"),
                                    ("closed", "Closed"),
                                    ("opened", "Opened"),
                                    ("evaluation", "Evaluation"),
                                    ("consensus", "Consensus"),
                                    ("shortlisted", "Shortlisted"),
                                    ("due_diligence", "Due diligence"),
                                    ("awarded", "Awarded"),
                                    ("unsuccessful", "Unsuccessful"),
                                    ("cancelled", "Cancelled"),
                                ],
                                default="draft",
                                editable=False,
                                max_length=15,
                            ),
                        ),
                        (
                            "status_reason",
                            bpo_portal.fields.LineField(blank=True, editable=False, max_length=500),
                        ),
                        (
                            "template",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="rfp.rfptemplate",
                            ),
                        ),
                        (
                            "is_sample",
                            models.BooleanField(
                                default=False, editable=False, verbose_name="part of the sample story"
                            ),
                        ),
                        ("inputs_version", models.PositiveBigIntegerField(default=1, editable=False)),
                        ("published_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        ("opened_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        (
                            "service_lines",
                            models.ManyToManyField(blank=True, related_name="rfps", to="vendors.serviceline"),
                        ),
                    ],
                    options={
                        "verbose_name": "RFP",
                        "ordering": ["-created_at", "-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("contract_starts_on", None),
                                    ("contract_ends_on", None),
                                    ("contract_ends_on__gt", models.F("contract_starts_on")),
                                    _connector="OR",
                                ),
                                name="rfp_contract_in_order",
                                violation_error_message="The contract must end after it starts.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("status__in", ("draft", "cancelled")),
                                    ("deadline_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="rfp_published_with_deadline",
                                violation_error_message="A published RFP needs a deadline.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("status__in", ("cancelled", "unsuccessful")), _negated=True),
                                    models.Q(("status_reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="rfp_cancelled_with_reason",
                                violation_error_message="Give the reason for ending this RFP.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RfpEvent",
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
                                to="rfp.rfp",
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
                        ("number", models.CharField(editable=False, max_length=20)),
                        ("title", bpo_portal.fields.LineField(max_length=200)),
                        (
                            "need",
                            bpo_portal.fields.ProseField(
                                blank=True,
                                help_text="What the business needs, and why now.",
                                max_length=10000,
                            ),
                        ),
                        ("buyer_country", django_countries.fields.CountryField(max_length=2)),
                        (
                            "currency",
                            models.CharField(
                                default="EUR",
                                help_text="ISO 4217 code; all prices are in it.",
                                max_length=3,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "\\A[A-Z]{3}\\Z", "Use the three-letter ISO 4217 code, such as EUR."
                                    )
                                ],
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
                            "deadline_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="deadline for offers"),
                        ),
                        ("contract_starts_on", models.DateField(blank=True, null=True)),
                        ("contract_ends_on", models.DateField(blank=True, null=True)),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("draft", "Draft"),
                                    ("published", "Published"),
                                    ("closed", "Closed"),
                                    ("opened", "Opened"),
                                    ("evaluation", "Evaluation"),
                                    ("consensus", "Consensus"),
                                    ("shortlisted", "Shortlisted"),
                                    ("due_diligence", "Due diligence"),
                                    ("awarded", "Awarded"),
                                    ("unsuccessful", "Unsuccessful"),
                                    ("cancelled", "Cancelled"),
                                ],
                                default="draft",
                                editable=False,
                                max_length=15,
                            ),
                        ),
                        (
                            "status_reason",
                            bpo_portal.fields.LineField(blank=True, editable=False, max_length=500),
                        ),
                        (
                            "template",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="rfp.rfptemplate",
                            ),
                        ),
                        (
                            "is_sample",
                            models.BooleanField(
                                default=False, editable=False, verbose_name="part of the sample story"
                            ),
                        ),
                        ("published_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        ("opened_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="RfpTemplate",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.SlugField(max_length=80, unique=True)),
                        ("title", bpo_portal.fields.LineField(max_length=200)),
                        ("need", bpo_portal.fields.ProseField(blank=True)),
                        ("based_on", models.JSONField(blank=True, default=dict)),
                        ("buyer_country", django_countries.fields.CountryField(blank=True, max_length=2)),
                        ("currency", models.CharField(blank=True, max_length=3)),
                        ("criteria", models.JSONField(default=list)),
                        ("service_lines", models.ManyToManyField(blank=True, to="vendors.serviceline")),
                    ],
                    options={
                        "ordering": ["title"],
                    },
                ),
                migrations.CreateModel(
                    name="TeamMember",
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
                                on_delete=django.db.models.deletion.CASCADE, related_name="team", to="rfp.rfp"
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="memberships",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("lead", "Procurement lead"),
                                    ("evaluator", "Evaluator"),
                                    ("observer", "Observer"),
                                    ("approver", "Approver"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("key", models.SlugField(editable=False, max_length=60)),
                    ],
                    options={
                        "ordering": ["role", "user__name"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("rfp", "user"),
                                name="team_member_once",
                                violation_error_message="This person is on the team already.",
                            ),
                            models.UniqueConstraint(fields=("rfp", "key"), name="team_key_once"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TeamMemberEvent",
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
                                to="rfp.teammember",
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
                            "user",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("lead", "Procurement lead"),
                                    ("evaluator", "Evaluator"),
                                    ("observer", "Observer"),
                                    ("approver", "Approver"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("key", models.SlugField(db_index=False, editable=False, max_length=60)),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="demandlanguageevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="3ce8cc612ae2fc7f4227ff29f3bef7d40e40d96a",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_8a926",
                            table="rfp_demandlanguageevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="demandlanguage",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "rfp_demandlanguageevent" ("id", "language_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "profile_id", "share") VALUES (NEW."id", NEW."language_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."profile_id", NEW."share"); RETURN NULL;',
                            hash="374edd40020a1b6a010d55cbaaa930105687d9f5",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_1794d",
                            table="rfp_demandlanguage",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="demandlanguage",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "rfp_demandlanguageevent" ("id", "language_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "profile_id", "share") VALUES (NEW."id", NEW."language_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."profile_id", NEW."share"); RETURN NULL;',
                            hash="4741917050cd866090d19d2d2cad559224c41c8e",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_88c3c",
                            table="rfp_demandlanguage",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="demandlanguage",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "rfp_demandlanguageevent" ("id", "language_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "profile_id", "share") VALUES (OLD."id", OLD."language_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."profile_id", OLD."share"); RETURN NULL;',
                            hash="11911fb1c0b8e46564d11a9f8d3656b237fe9b7b",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_f6244",
                            table="rfp_demandlanguage",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="demandprofileevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="9398466f84597085b1bcf0d8a78d51c262696253",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_edf25",
                            table="rfp_demandprofileevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="demandprofile",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "rfp_demandprofileevent" ("handling_seconds", "id", "occupancy", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "ramp_up", "rfp_id", "saturday", "season", "sunday", "weekday") VALUES (NEW."handling_seconds", NEW."id", NEW."occupancy", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."ramp_up", NEW."rfp_id", NEW."saturday", NEW."season", NEW."sunday", NEW."weekday"); RETURN NULL;',
                            hash="1560f498d4aaa9b346333a797a0b6797bb02d13a",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_a713f",
                            table="rfp_demandprofile",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="demandprofile",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "rfp_demandprofileevent" ("handling_seconds", "id", "occupancy", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "ramp_up", "rfp_id", "saturday", "season", "sunday", "weekday") VALUES (NEW."handling_seconds", NEW."id", NEW."occupancy", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."ramp_up", NEW."rfp_id", NEW."saturday", NEW."season", NEW."sunday", NEW."weekday"); RETURN NULL;',
                            hash="66153e1c19daddaa6f8689ca0b320298eeb8a535",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_30ba5",
                            table="rfp_demandprofile",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="demandprofile",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "rfp_demandprofileevent" ("handling_seconds", "id", "occupancy", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "ramp_up", "rfp_id", "saturday", "season", "sunday", "weekday") VALUES (OLD."handling_seconds", OLD."id", OLD."occupancy", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."ramp_up", OLD."rfp_id", OLD."saturday", OLD."season", OLD."sunday", OLD."weekday"); RETURN NULL;',
                            hash="176ab024f18d5c238c9c14df5b13b4f0ede093a6",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_55982",
                            table="rfp_demandprofile",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="candidateevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="88abc747b0ef1ee5ce7d4ebfbc30ac7b29f7cdf3",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_6f0b6",
                            table="rfp_candidateevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="candidate",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "rfp_candidateevent" ("added_at", "id", "key", "override_reason", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "price", "price_note", "rfp_id", "vendor_id") VALUES (NEW."added_at", NEW."id", NEW."key", NEW."override_reason", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."price", NEW."price_note", NEW."rfp_id", NEW."vendor_id"); RETURN NULL;',
                            hash="65b9ec4fef6134e3ec1919c4d372111d21a87bfe",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_db990",
                            table="rfp_candidate",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="candidate",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "rfp_candidateevent" ("added_at", "id", "key", "override_reason", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "price", "price_note", "rfp_id", "vendor_id") VALUES (NEW."added_at", NEW."id", NEW."key", NEW."override_reason", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."price", NEW."price_note", NEW."rfp_id", NEW."vendor_id"); RETURN NULL;',
                            hash="2525eccc7e0545986e381690f57c800556e38498",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_9c63e",
                            table="rfp_candidate",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="candidate",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "rfp_candidateevent" ("added_at", "id", "key", "override_reason", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "price", "price_note", "rfp_id", "vendor_id") VALUES (OLD."added_at", OLD."id", OLD."key", OLD."override_reason", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."price", OLD."price_note", OLD."rfp_id", OLD."vendor_id"); RETURN NULL;',
                            hash="6c5228900355bc4470baffbeb743c1e815694af6",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_b97bf",
                            table="rfp_candidate",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="rfpevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="f75d0cfc0a15281e4b3aef626f7322a51b907a3a",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_d0ea0",
                            table="rfp_rfpevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="rfp",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "rfp_rfpevent" ("buyer_country", "contract_ends_on", "contract_starts_on", "created_at", "currency", "deadline_at", "id", "is_sample", "need", "number", "opened_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "status", "status_reason", "template_id", "timezone", "title") VALUES (NEW."buyer_country", NEW."contract_ends_on", NEW."contract_starts_on", NEW."created_at", NEW."currency", NEW."deadline_at", NEW."id", NEW."is_sample", NEW."need", NEW."number", NEW."opened_at", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."published_at", NEW."status", NEW."status_reason", NEW."template_id", NEW."timezone", NEW."title"); RETURN NULL;',
                            hash="fe8836787cae0125037c029628be7d506bf63104",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_dfda8",
                            table="rfp_rfp",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="rfp",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."buyer_country" IS DISTINCT FROM (NEW."buyer_country") OR OLD."contract_ends_on" IS DISTINCT FROM (NEW."contract_ends_on") OR OLD."contract_starts_on" IS DISTINCT FROM (NEW."contract_starts_on") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."currency" IS DISTINCT FROM (NEW."currency") OR OLD."deadline_at" IS DISTINCT FROM (NEW."deadline_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_sample" IS DISTINCT FROM (NEW."is_sample") OR OLD."need" IS DISTINCT FROM (NEW."need") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."opened_at" IS DISTINCT FROM (NEW."opened_at") OR OLD."published_at" IS DISTINCT FROM (NEW."published_at") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."status_reason" IS DISTINCT FROM (NEW."status_reason") OR OLD."template_id" IS DISTINCT FROM (NEW."template_id") OR OLD."timezone" IS DISTINCT FROM (NEW."timezone") OR OLD."title" IS DISTINCT FROM (NEW."title"))',
                            func='INSERT INTO "rfp_rfpevent" ("buyer_country", "contract_ends_on", "contract_starts_on", "created_at", "currency", "deadline_at", "id", "is_sample", "need", "number", "opened_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "status", "status_reason", "template_id", "timezone", "title") VALUES (NEW."buyer_country", NEW."contract_ends_on", NEW."contract_starts_on", NEW."created_at", NEW."currency", NEW."deadline_at", NEW."id", NEW."is_sample", NEW."need", NEW."number", NEW."opened_at", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."published_at", NEW."status", NEW."status_reason", NEW."template_id", NEW."timezone", NEW."title"); RETURN NULL;',
                            hash="d695fb5a112e83a8ae83e66c022b351ab072968a",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_2b9ad",
                            table="rfp_rfp",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="rfp",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "rfp_rfpevent" ("buyer_country", "contract_ends_on", "contract_starts_on", "created_at", "currency", "deadline_at", "id", "is_sample", "need", "number", "opened_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "status", "status_reason", "template_id", "timezone", "title") VALUES (OLD."buyer_country", OLD."contract_ends_on", OLD."contract_starts_on", OLD."created_at", OLD."currency", OLD."deadline_at", OLD."id", OLD."is_sample", OLD."need", OLD."number", OLD."opened_at", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."published_at", OLD."status", OLD."status_reason", OLD."template_id", OLD."timezone", OLD."title"); RETURN NULL;',
                            hash="ae3df1cafb6a8daeaf9a32a3e10b1865911135b8",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_b2731",
                            table="rfp_rfp",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="teammember",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "rfp_teammemberevent" ("id", "key", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rfp_id", "role", "user_id") VALUES (NEW."id", NEW."key", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."rfp_id", NEW."role", NEW."user_id"); RETURN NULL;',
                            hash="f2e36d3306b1134243072fe90f778f8eb9bc134b",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_30447",
                            table="rfp_teammember",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="teammember",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "rfp_teammemberevent" ("id", "key", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rfp_id", "role", "user_id") VALUES (NEW."id", NEW."key", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."rfp_id", NEW."role", NEW."user_id"); RETURN NULL;',
                            hash="3cdb2a23f01c9dafcdcb64ec18fa7bd73e399a93",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_cacee",
                            table="rfp_teammember",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="teammember",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "rfp_teammemberevent" ("id", "key", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rfp_id", "role", "user_id") VALUES (OLD."id", OLD."key", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."rfp_id", OLD."role", OLD."user_id"); RETURN NULL;',
                            hash="4be9183836792ec38e46963f901a0eaf28e9368d",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_df475",
                            table="rfp_teammember",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="teammemberevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="33d7258613478368346f2838b2b845728d03b3f4",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_dae64",
                            table="rfp_teammemberevent",
                            when="BEFORE",
                        ),
                    ),
                ),
            ],
        ),
    ]
