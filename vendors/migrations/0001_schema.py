from decimal import Decimal

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import django_countries.fields
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
        ("vendors", "0001_initial"),
        ("vendors", "0002_search_notes_uploads"),
        ("vendors", "0003_certification_renewals_and_sites"),
        ("vendors", "0004_evidence"),
        ("vendors", "0005_reminders"),
        ("vendors", "0006_provenance"),
        ("vendors", "0007_more_kinds_of_import"),
        ("vendors", "0008_rates"),
        ("vendors", "0009_facts"),
        ("vendors", "0010_sites_and_near_countries"),
        ("vendors", "0011_contacts_claims_documents"),
        ("vendors", "0012_imports"),
        ("vendors", "0013_merges"),
        ("vendors", "0014_standing_lists_views"),
        ("vendors", "0015_imports_taken_back_apart"),
    ]

    initial = True

    dependencies = [
        ("accounts", "0001_schema"),
        ("outbox", "0001_schema"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        bpo_portal.schema.CreateSchema(
            operations=[
                migrations.CreateModel(
                    name="CertificationScheme",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(max_length=30, unique=True)),
                        ("name", bpo_portal.fields.LineField(max_length=150, unique=True)),
                        ("category", bpo_portal.fields.LineField(blank=True, max_length=80)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("certificate", "Certificate"),
                                    ("attestation", "Attestation report"),
                                    ("assessment", "Assessment"),
                                    ("self-declaration", "Self-declaration"),
                                    ("membership", "Membership"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("owner", bpo_portal.fields.LineField(blank=True, max_length=150)),
                        ("validity_years", models.PositiveSmallIntegerField(blank=True, null=True)),
                        (
                            "reminder_days",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.PositiveSmallIntegerField(),
                                blank=True,
                                default=list,
                                size=None,
                            ),
                        ),
                        ("counts_as_certificate", models.BooleanField(default=False)),
                    ],
                    options={
                        "ordering": ["name"],
                    },
                ),
                migrations.CreateModel(
                    name="DefaultView",
                    fields=[
                        (
                            "user",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                primary_key=True,
                                related_name="default_view",
                                serialize=False,
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "view",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="opens_for",
                                to="vendors.savedview",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Document",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "vendor",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="documents",
                                to="vendors.vendor",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("insurance", "Insurance"),
                                    ("finance", "Financial statement"),
                                    ("privacy", "Data-protection agreement"),
                                    ("security", "Security policy"),
                                    ("registration", "Company registration"),
                                    ("other", "Other"),
                                ],
                                max_length=12,
                                verbose_name="what it is",
                            ),
                        ),
                        (
                            "title",
                            bpo_portal.fields.LineField(
                                help_text="Such as: public liability, policy 2026.", max_length=150
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["kind", "title", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                models.F("vendor"),
                                models.F("kind"),
                                django.db.models.functions.text.Lower("title"),
                                name="document_once",
                                violation_error_message="A document of this title is on file: add a version to it instead.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ExchangeRateEvent",
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
                                to="vendors.exchangerate",
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
                            "base",
                            models.CharField(
                                max_length=3,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "\\A[A-Z]{3}\\Z", "Use the three-letter ISO 4217 code, such as EUR."
                                    )
                                ],
                                verbose_name="one unit of",
                            ),
                        ),
                        (
                            "quote",
                            models.CharField(
                                max_length=3,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "\\A[A-Z]{3}\\Z", "Use the three-letter ISO 4217 code, such as EUR."
                                    )
                                ],
                                verbose_name="is worth, in",
                            ),
                        ),
                        (
                            "rate",
                            bpo_portal.fields.ExactDecimalField(
                                decimal_places=8,
                                max_digits=18,
                                validators=[django.core.validators.MinValueValidator(Decimal("1E-8"))],
                            ),
                        ),
                        ("dated", models.DateField(verbose_name="on")),
                        (
                            "source",
                            bpo_portal.fields.LineField(help_text="Who published it.", max_length=300),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="FactSource",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "source",
                            bpo_portal.fields.LineField(
                                blank=True, help_text="An address, or a document by its name.", max_length=500
                            ),
                        ),
                        (
                            "as_of",
                            models.DateField(
                                blank=True,
                                help_text="The day on which this was true.",
                                null=True,
                                verbose_name="as of",
                            ),
                        ),
                        (
                            "entered_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="entered by",
                            ),
                        ),
                        (
                            "verified_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="verified by",
                            ),
                        ),
                        ("verified_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        (
                            "vendor",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="fact_sources",
                                to="vendors.vendor",
                            ),
                        ),
                        (
                            "field",
                            models.CharField(
                                choices=[
                                    ("legal_name", "Legal name"),
                                    ("country", "Headquarters"),
                                    ("website", "Website"),
                                    ("founded_year", "Founded"),
                                    ("employees", "People"),
                                    ("revenue_millions", "Revenue"),
                                    ("delivery_countries", "Delivers from"),
                                    ("lei", "LEI"),
                                    ("vat_number", "VAT number"),
                                    ("duns", "D-U-N-S"),
                                    ("parent", "Belongs to"),
                                    ("languages", "Languages"),
                                    ("industries", "Industries"),
                                ],
                                max_length=20,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                        "abstract": False,
                        "constraints": [
                            models.UniqueConstraint(fields=("vendor", "field"), name="fact_source_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("entered_by", None),
                                    ("verified_by", None),
                                    models.Q(("entered_by", models.F("verified_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="fact_source_verified_by_another",
                                violation_error_message="Somebody other than the person who entered it has to verify it.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("verified_at", None), ("verified_by", None)),
                                    models.Q(("verified_at__isnull", False), ("verified_by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="fact_source_verification_complete",
                                violation_error_message="A verification names a person and a time.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FactSourceEvent",
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
                                to="vendors.factsource",
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
                            "source",
                            bpo_portal.fields.LineField(
                                blank=True, help_text="An address, or a document by its name.", max_length=500
                            ),
                        ),
                        (
                            "as_of",
                            models.DateField(
                                blank=True,
                                help_text="The day on which this was true.",
                                null=True,
                                verbose_name="as of",
                            ),
                        ),
                        (
                            "entered_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="entered by",
                            ),
                        ),
                        (
                            "verified_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="verified by",
                            ),
                        ),
                        ("verified_at", models.DateTimeField(blank=True, editable=False, null=True)),
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
                        (
                            "field",
                            models.CharField(
                                choices=[
                                    ("legal_name", "Legal name"),
                                    ("country", "Headquarters"),
                                    ("website", "Website"),
                                    ("founded_year", "Founded"),
                                    ("employees", "People"),
                                    ("revenue_millions", "Revenue"),
                                    ("delivery_countries", "Delivers from"),
                                    ("lei", "LEI"),
                                    ("vat_number", "VAT number"),
                                    ("duns", "D-U-N-S"),
                                    ("parent", "Belongs to"),
                                    ("languages", "Languages"),
                                    ("industries", "Industries"),
                                ],
                                max_length=20,
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Import",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("vendors", "Vendors"),
                                    ("certifications", "Certifications"),
                                    ("sites", "Delivery sites"),
                                    ("capabilities", "Capabilities"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("file_name", models.CharField(max_length=255)),
                        ("source", bpo_portal.fields.LineField(blank=True, max_length=100)),
                        ("content", models.BinaryField()),
                        ("head", models.JSONField(default=list)),
                        ("columns", models.JSONField(default=list)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("mapping", "Columns to be told"),
                                    ("planning", "Being compared"),
                                    ("previewed", "To be confirmed"),
                                    ("writing", "Being written"),
                                    ("done", "Imported"),
                                    ("undoing", "Being taken back"),
                                    ("undone", "Taken back"),
                                ],
                                default="previewed",
                                max_length=10,
                            ),
                        ),
                        ("note", models.TextField(blank=True, default="")),
                        ("counts", models.JSONField(default=dict)),
                        ("digest", models.CharField(blank=True, default="", max_length=64)),
                        (
                            "uploaded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("uploaded_at", models.DateTimeField()),
                        (
                            "context",
                            models.UUIDField(
                                editable=False,
                                help_text="Of the history's entries of this import.",
                                null=True,
                            ),
                        ),
                        ("imported_at", models.DateTimeField(null=True)),
                        (
                            "undone_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("undone_at", models.DateTimeField(null=True)),
                        ("row_count", models.PositiveIntegerField(default=0)),
                        ("rows_done", models.PositiveIntegerField(default=0)),
                        ("step", models.CharField(blank=True, default="", max_length=20)),
                        ("attempts", models.PositiveSmallIntegerField(default=0)),
                        ("is_running", models.BooleanField(default=False)),
                        ("leased_until", models.DateTimeField(null=True)),
                        ("error", models.CharField(blank=True, default="", max_length=300)),
                    ],
                    options={
                        "ordering": ["-uploaded_at", "-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ("done", "undoing", "undone")), _negated=True),
                                    models.Q(("context__isnull", False), ("imported_at__isnull", False)),
                                    _connector="OR",
                                ),
                                name="import_done_has_its_history",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ImportRow",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "of",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="rows",
                                to="vendors.import",
                            ),
                        ),
                        ("number", models.PositiveIntegerField()),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("faulty", "Faulty"),
                                    ("new", "New"),
                                    ("changed", "Changed"),
                                    ("same", "Unchanged"),
                                ],
                                max_length=7,
                            ),
                        ),
                        ("label", models.CharField(max_length=700)),
                        ("changes", models.JSONField()),
                    ],
                    options={
                        "ordering": ["number"],
                        "indexes": [
                            models.Index(fields=["of", "kind", "number"], name="import_rows_in_pages")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Industry",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", bpo_portal.fields.LineField(max_length=100, unique=True)),
                    ],
                    options={
                        "verbose_name_plural": "industries",
                        "ordering": ["name"],
                    },
                ),
                migrations.CreateModel(
                    name="Language",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(max_length=3, unique=True, verbose_name="ISO 639 code")),
                        ("name", bpo_portal.fields.LineField(max_length=60, unique=True)),
                    ],
                    options={
                        "ordering": ["name"],
                    },
                ),
                migrations.CreateModel(
                    name="ListMember",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "vendor_list",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="members",
                                to="vendors.vendorlist",
                            ),
                        ),
                        (
                            "vendor",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="list_memberships",
                                to="vendors.vendor",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("proposed", "Proposed"),
                                    ("approved", "Approved"),
                                    ("declined", "Declined"),
                                ],
                                default="proposed",
                                max_length=10,
                            ),
                        ),
                        ("reason", bpo_portal.fields.LineField(blank=True, max_length=500)),
                        ("since", models.DateField(blank=True, null=True, verbose_name="member since")),
                        ("until", models.DateField(blank=True, null=True, verbose_name="member until")),
                        (
                            "proposed_by",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "decided_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("decided_at", models.DateTimeField(blank=True, editable=False, null=True)),
                    ],
                    options={
                        "ordering": ["vendor__search_text", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("vendor_list", "vendor"),
                                name="list_member_once",
                                violation_error_message="This vendor is on the list already.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("decided_by", None),
                                    models.Q(("proposed_by", models.F("decided_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="list_member_decided_by_another",
                                violation_error_message="Somebody other than the person who proposed it has to decide.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "declined"), _negated=True),
                                    models.Q(("reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="list_member_declined_with_reason",
                                violation_error_message="Give the reason for declining.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("since", None),
                                    ("until", None),
                                    ("until__gte", models.F("since")),
                                    _connector="OR",
                                ),
                                name="list_member_days_in_order",
                                violation_error_message="A membership cannot end before it begins.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "approved"), _negated=True),
                                    ("since__isnull", False),
                                    _connector="OR",
                                ),
                                name="list_member_approved_since",
                                violation_error_message="Say from which day on the vendor is approved.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ListMemberEvent",
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
                                to="vendors.listmember",
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
                            "vendor_list",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="vendors.vendorlist",
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
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("proposed", "Proposed"),
                                    ("approved", "Approved"),
                                    ("declined", "Declined"),
                                ],
                                default="proposed",
                                max_length=10,
                            ),
                        ),
                        ("reason", bpo_portal.fields.LineField(blank=True, max_length=500)),
                        ("since", models.DateField(blank=True, null=True, verbose_name="member since")),
                        ("until", models.DateField(blank=True, null=True, verbose_name="member until")),
                        (
                            "proposed_by",
                            models.ForeignKey(
                                db_constraint=False,
                                editable=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "decided_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("decided_at", models.DateTimeField(blank=True, editable=False, null=True)),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Merge",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "survivor",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="vendors.vendor",
                            ),
                        ),
                        (
                            "merged",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="vendors.vendor",
                            ),
                        ),
                        ("rows", models.JSONField(editable=False)),
                        ("sources", models.JSONField(editable=False)),
                        (
                            "merged_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("merged_at", models.DateTimeField()),
                        (
                            "undone_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("undone_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "ordering": ["-merged_at", "-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("undone_at", None)),
                                fields=("merged",),
                                name="merged_once",
                                violation_error_message="This record was merged already.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("survivor", models.F("merged")), _negated=True),
                                name="merge_of_two",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MergeEvent",
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
                                to="vendors.merge",
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
                            "survivor",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="vendors.vendor",
                            ),
                        ),
                        (
                            "merged",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="vendors.vendor",
                            ),
                        ),
                        (
                            "merged_by",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("merged_at", models.DateTimeField()),
                        (
                            "undone_by",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("undone_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="NearCountry",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "buyer_country",
                            django_countries.fields.CountryField(max_length=2, verbose_name="seen from"),
                        ),
                        ("country", django_countries.fields.CountryField(max_length=2)),
                        (
                            "is_near",
                            models.BooleanField(
                                default=True,
                                help_text="Nearshore if ticked, else offshore.",
                                verbose_name="is near",
                            ),
                        ),
                        (
                            "reason",
                            bpo_portal.fields.LineField(
                                help_text="Shown wherever this decides.", max_length=300
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "near country",
                        "verbose_name_plural": "near countries",
                        "ordering": ["buyer_country", "country"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("buyer_country", "country"),
                                name="near_country_once",
                                violation_error_message="This pair of countries is settled already.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("buyer_country", models.F("country")), _negated=True),
                                name="near_country_is_another",
                                violation_error_message="The buyer's own country is onshore, whatever is set here.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="NearCountryEvent",
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
                                to="vendors.nearcountry",
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
                            "buyer_country",
                            django_countries.fields.CountryField(max_length=2, verbose_name="seen from"),
                        ),
                        ("country", django_countries.fields.CountryField(max_length=2)),
                        (
                            "is_near",
                            models.BooleanField(
                                default=True,
                                help_text="Nearshore if ticked, else offshore.",
                                verbose_name="is near",
                            ),
                        ),
                        (
                            "reason",
                            bpo_portal.fields.LineField(
                                help_text="Shown wherever this decides.", max_length=300
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="PerformanceRecord",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "vendor",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="performance",
                                to="vendors.vendor",
                            ),
                        ),
                        (
                            "service_line",
                            models.ForeignKey(
                                blank=True,
                                help_text="None: the vendor as a whole.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="vendors.serviceline",
                            ),
                        ),
                        ("since", models.DateField(verbose_name="first day")),
                        ("until", models.DateField(verbose_name="last day")),
                        (
                            "rating",
                            models.CharField(
                                choices=[("good", "Good"), ("watch", "Watch"), ("blocked", "Blocked")],
                                max_length=10,
                            ),
                        ),
                        (
                            "text",
                            bpo_portal.fields.ProseField(max_length=2000, verbose_name="what was found"),
                        ),
                        (
                            "source",
                            bpo_portal.fields.LineField(
                                help_text="Where it can be read: an address or a reference.",
                                max_length=500,
                                verbose_name="evidence",
                            ),
                        ),
                        (
                            "valid_until",
                            models.DateField(
                                blank=True,
                                help_text="The rating has no effect after this day; empty: until a newer one.",
                                null=True,
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("recorded_at", models.DateTimeField(auto_now_add=True)),
                    ],
                    options={
                        "ordering": ["-until", "-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("until__gte", models.F("since"))),
                                name="performance_period_in_order",
                                violation_error_message="The period must end after it begins.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_until", None),
                                    ("valid_until__gte", models.F("since")),
                                    _connector="OR",
                                ),
                                name="performance_valid_after_period",
                                violation_error_message="A rating cannot run out before its period begins.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PerformanceRecordEvent",
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
                                to="vendors.performancerecord",
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
                            "vendor",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="vendors.vendor",
                            ),
                        ),
                        (
                            "service_line",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                help_text="None: the vendor as a whole.",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="vendors.serviceline",
                            ),
                        ),
                        ("since", models.DateField(verbose_name="first day")),
                        ("until", models.DateField(verbose_name="last day")),
                        (
                            "rating",
                            models.CharField(
                                choices=[("good", "Good"), ("watch", "Watch"), ("blocked", "Blocked")],
                                max_length=10,
                            ),
                        ),
                        (
                            "text",
                            bpo_portal.fields.ProseField(max_length=2000, verbose_name="what was found"),
                        ),
                        (
                            "source",
                            bpo_portal.fields.LineField(
                                help_text="Where it can be read: an address or a reference.",
                                max_length=500,
                                verbose_name="evidence",
                            ),
                        ),
                        (
                            "valid_until",
                            models.DateField(
                                blank=True,
                                help_text="The rating has no effect after this day; empty: until a newer one.",
                                null=True,
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                db_constraint=False,
                                editable=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("recorded_at", models.DateTimeField(auto_now_add=True)),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="ProfileClaim",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "vendor",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="claims",
                                to="vendors.vendor",
                            ),
                        ),
                        (
                            "target",
                            models.CharField(
                                choices=[
                                    ("vendor", "Company"),
                                    ("site", "Site"),
                                    ("capability", "Service line"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("target_id", models.PositiveBigIntegerField(blank=True, null=True)),
                        ("topic", models.CharField(blank=True, max_length=40)),
                        ("title", bpo_portal.fields.LineField(max_length=300)),
                        (
                            "deed",
                            models.CharField(
                                choices=[("add", "Add"), ("change", "Change"), ("remove", "Remove")],
                                max_length=6,
                            ),
                        ),
                        ("old", models.JSONField(blank=True, default=dict)),
                        ("new", models.JSONField(blank=True, default=dict)),
                        ("lines", models.JSONField(blank=True, default=list)),
                        ("revision", models.PositiveSmallIntegerField(default=1)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("pending", "Pending"),
                                    ("accepted", "Accepted"),
                                    ("declined", "Declined"),
                                    ("withdrawn", "Withdrawn"),
                                ],
                                default="pending",
                                max_length=9,
                            ),
                        ),
                        (
                            "claimed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("claimed_at", models.DateTimeField()),
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
                        ("reason", bpo_portal.fields.LineField(blank=True, max_length=300)),
                    ],
                    options={
                        "ordering": ["-claimed_at", "-pk"],
                        "indexes": [models.Index(fields=["vendor", "state"], name="claim_by_vendor")],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state", "pending"), ("target_id__isnull", False)),
                                fields=("target", "target_id"),
                                name="claim_pending_once_of_part",
                                violation_error_message="A change of this waits already.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "pending"), ("target", "vendor")),
                                fields=("vendor", "topic"),
                                name="claim_pending_once_of_company",
                                violation_error_message="A change of this waits already.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("deed", "add"), ("target_id", None)),
                                    models.Q(("deed", "change"), ("target", "vendor"), ("target_id", None)),
                                    models.Q(
                                        ("target_id__isnull", False),
                                        models.Q(("target", "vendor"), _negated=True),
                                        models.Q(("deed", "add"), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="claim_of_something",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("decided_by", None),
                                    models.Q(("claimed_by", models.F("decided_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="claim_decided_by_another",
                                violation_error_message="Somebody other than the person who claimed it has to decide.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("decided_at", None),
                                        ("decided_by", None),
                                        ("state__in", ("pending", "withdrawn")),
                                    ),
                                    models.Q(
                                        ("decided_at__isnull", False),
                                        ("decided_by__isnull", False),
                                        ("state__in", ("accepted", "declined")),
                                    ),
                                    _connector="OR",
                                ),
                                name="claim_decision_complete",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "declined"), _negated=True),
                                    models.Q(("reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="claim_declined_with_reason",
                                violation_error_message="Give the reason for declining it.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ProfileClaimEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="vendor_title_deed_state_reason_claimed_by_decided_by_events",
                                to="vendors.profileclaim",
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
                            "vendor",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="vendors.vendor",
                            ),
                        ),
                        ("title", bpo_portal.fields.LineField(max_length=300)),
                        (
                            "deed",
                            models.CharField(
                                choices=[("add", "Add"), ("change", "Change"), ("remove", "Remove")],
                                max_length=6,
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("pending", "Pending"),
                                    ("accepted", "Accepted"),
                                    ("declined", "Declined"),
                                    ("withdrawn", "Withdrawn"),
                                ],
                                default="pending",
                                max_length=9,
                            ),
                        ),
                        ("reason", bpo_portal.fields.LineField(blank=True, max_length=300)),
                        (
                            "claimed_by",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
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
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="ProfileValue",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "source",
                            bpo_portal.fields.LineField(
                                blank=True, help_text="An address, or a document by its name.", max_length=500
                            ),
                        ),
                        (
                            "as_of",
                            models.DateField(
                                blank=True,
                                help_text="The day on which this was true.",
                                null=True,
                                verbose_name="as of",
                            ),
                        ),
                        (
                            "entered_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="entered by",
                            ),
                        ),
                        (
                            "verified_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="verified by",
                            ),
                        ),
                        ("verified_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        (
                            "vendor",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="profile_values",
                                to="vendors.vendor",
                            ),
                        ),
                        (
                            "dimension",
                            models.CharField(
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
                            ),
                        ),
                        (
                            "side",
                            models.CharField(
                                choices=[
                                    ("claimed", "Claimed by the vendor"),
                                    ("assessed", "Assessed by us"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("value", bpo_portal.fields.ExactDecimalField(decimal_places=2, max_digits=10)),
                        ("note", bpo_portal.fields.ProseField(blank=True, max_length=2000)),
                    ],
                    options={
                        "ordering": ["dimension", "side"],
                        "abstract": False,
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("vendor", "dimension", "side"),
                                name="profile_value_once",
                                violation_error_message="Somebody else has written this value down meanwhile.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("dimension", "communication"),
                                        ("value__gte", Decimal("1")),
                                        ("value__lte", Decimal("5")),
                                    ),
                                    models.Q(
                                        ("dimension", "decision_style"),
                                        ("value__gte", Decimal("1")),
                                        ("value__lte", Decimal("5")),
                                    ),
                                    models.Q(
                                        ("dimension", "time_discipline"),
                                        ("value__gte", Decimal("1")),
                                        ("value__lte", Decimal("5")),
                                    ),
                                    models.Q(
                                        ("dimension", "feedback"),
                                        ("value__gte", Decimal("1")),
                                        ("value__lte", Decimal("5")),
                                    ),
                                    models.Q(
                                        ("dimension", "escalation"),
                                        ("value__gte", Decimal("1")),
                                        ("value__lte", Decimal("5")),
                                    ),
                                    models.Q(
                                        ("dimension", "ramp_up_days"),
                                        ("value__gte", Decimal("0")),
                                        ("value__lte", Decimal("730")),
                                    ),
                                    models.Q(
                                        ("dimension", "peak_multiple"),
                                        ("value__gte", Decimal("1")),
                                        ("value__lte", Decimal("50")),
                                    ),
                                    models.Q(
                                        ("dimension", "bench_seats"),
                                        ("value__gte", Decimal("0")),
                                        ("value__lte", Decimal("100000")),
                                    ),
                                    models.Q(
                                        ("dimension", "attrition"),
                                        ("value__gte", Decimal("0")),
                                        ("value__lte", Decimal("300")),
                                    ),
                                    models.Q(
                                        ("dimension", "automation"),
                                        ("value__gte", Decimal("0")),
                                        ("value__lte", Decimal("100")),
                                    ),
                                    models.Q(
                                        ("dimension", "remote_share"),
                                        ("value__gte", Decimal("0")),
                                        ("value__lte", Decimal("100")),
                                    ),
                                    models.Q(
                                        ("dimension", "training_hours"),
                                        ("value__gte", Decimal("0")),
                                        ("value__lte", Decimal("2000")),
                                    ),
                                    models.Q(
                                        ("dimension", "retention"),
                                        ("value__gte", Decimal("0")),
                                        ("value__lte", Decimal("100")),
                                    ),
                                    _connector="OR",
                                ),
                                name="profile_value_in_range",
                                violation_error_message="The value lies outside the range of its dimension.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("entered_by", None),
                                    ("verified_by", None),
                                    models.Q(("entered_by", models.F("verified_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="profile_value_verified_by_another",
                                violation_error_message="Somebody other than the person who entered it has to verify it.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("verified_at", None), ("verified_by", None)),
                                    models.Q(("verified_at__isnull", False), ("verified_by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="profile_value_verification_complete",
                                violation_error_message="A verification names a person and a time.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ProfileValueEvent",
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
                                to="vendors.profilevalue",
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
                            "source",
                            bpo_portal.fields.LineField(
                                blank=True, help_text="An address, or a document by its name.", max_length=500
                            ),
                        ),
                        (
                            "as_of",
                            models.DateField(
                                blank=True,
                                help_text="The day on which this was true.",
                                null=True,
                                verbose_name="as of",
                            ),
                        ),
                        (
                            "entered_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="entered by",
                            ),
                        ),
                        (
                            "verified_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="verified by",
                            ),
                        ),
                        ("verified_at", models.DateTimeField(blank=True, editable=False, null=True)),
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
                        (
                            "dimension",
                            models.CharField(
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
                            ),
                        ),
                        (
                            "side",
                            models.CharField(
                                choices=[
                                    ("claimed", "Claimed by the vendor"),
                                    ("assessed", "Assessed by us"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("value", bpo_portal.fields.ExactDecimalField(decimal_places=2, max_digits=10)),
                        ("note", bpo_portal.fields.ProseField(blank=True, max_length=2000)),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="RateCard",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "source",
                            bpo_portal.fields.LineField(
                                blank=True, help_text="An address, or a document by its name.", max_length=500
                            ),
                        ),
                        (
                            "as_of",
                            models.DateField(
                                blank=True,
                                help_text="The day on which this was true.",
                                null=True,
                                verbose_name="as of",
                            ),
                        ),
                        (
                            "entered_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="entered by",
                            ),
                        ),
                        (
                            "verified_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="verified by",
                            ),
                        ),
                        ("verified_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        (
                            "vendor",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="rate_cards",
                                to="vendors.vendor",
                            ),
                        ),
                        ("name", bpo_portal.fields.LineField(max_length=120)),
                        (
                            "currency",
                            models.CharField(
                                max_length=3,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "\\A[A-Z]{3}\\Z", "Use the three-letter ISO 4217 code, such as EUR."
                                    )
                                ],
                            ),
                        ),
                        ("valid_from", models.DateField(blank=True, null=True, verbose_name="valid from")),
                        ("valid_until", models.DateField(blank=True, null=True, verbose_name="valid until")),
                        (
                            "service_line",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="vendors.serviceline",
                            ),
                        ),
                        (
                            "country",
                            django_countries.fields.CountryField(
                                blank=True, max_length=2, verbose_name="delivered from"
                            ),
                        ),
                        (
                            "site",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="vendors.deliverysite",
                            ),
                        ),
                        (
                            "tier_rule",
                            models.CharField(
                                choices=[
                                    ("graduated", "each unit at the price of the tier it falls into"),
                                    ("whole", "all units at the price of the tier that the month reaches"),
                                ],
                                default="graduated",
                                max_length=10,
                                verbose_name="volume tiers",
                            ),
                        ),
                        ("note", bpo_portal.fields.LineField(blank=True, max_length=500)),
                    ],
                    options={
                        "ordering": [
                            "vendor",
                            models.OrderBy(models.F("valid_from"), descending=True, nulls_last=True),
                            "name",
                            "pk",
                        ],
                        "abstract": False,
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("entered_by", None),
                                    ("verified_by", None),
                                    models.Q(("entered_by", models.F("verified_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="rate_card_verified_by_another",
                                violation_error_message="Somebody other than the person who entered it has to verify it.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("verified_at", None), ("verified_by", None)),
                                    models.Q(("verified_at__isnull", False), ("verified_by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="rate_card_verification_complete",
                                violation_error_message="A verification names a person and a time.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_from", None),
                                    ("valid_until", None),
                                    ("valid_until__gte", models.F("valid_from")),
                                    _connector="OR",
                                ),
                                name="rate_card_dates_in_order",
                                violation_error_message="It cannot end before it begins.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("currency__regex", "^[A-Z]{3}$")),
                                name="rate_card_currency",
                                violation_error_message="Use the three-letter ISO 4217 code, such as EUR.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RateCardEvent",
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
                                to="vendors.ratecard",
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
                            "source",
                            bpo_portal.fields.LineField(
                                blank=True, help_text="An address, or a document by its name.", max_length=500
                            ),
                        ),
                        (
                            "as_of",
                            models.DateField(
                                blank=True,
                                help_text="The day on which this was true.",
                                null=True,
                                verbose_name="as of",
                            ),
                        ),
                        (
                            "entered_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="entered by",
                            ),
                        ),
                        (
                            "verified_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="verified by",
                            ),
                        ),
                        ("verified_at", models.DateTimeField(blank=True, editable=False, null=True)),
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
                        ("name", bpo_portal.fields.LineField(max_length=120)),
                        (
                            "currency",
                            models.CharField(
                                max_length=3,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "\\A[A-Z]{3}\\Z", "Use the three-letter ISO 4217 code, such as EUR."
                                    )
                                ],
                            ),
                        ),
                        ("valid_from", models.DateField(blank=True, null=True, verbose_name="valid from")),
                        ("valid_until", models.DateField(blank=True, null=True, verbose_name="valid until")),
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
                            "country",
                            django_countries.fields.CountryField(
                                blank=True, max_length=2, verbose_name="delivered from"
                            ),
                        ),
                        (
                            "site",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="vendors.deliverysite",
                            ),
                        ),
                        (
                            "tier_rule",
                            models.CharField(
                                choices=[
                                    ("graduated", "each unit at the price of the tier it falls into"),
                                    ("whole", "all units at the price of the tier that the month reaches"),
                                ],
                                default="graduated",
                                max_length=10,
                                verbose_name="volume tiers",
                            ),
                        ),
                        ("note", bpo_portal.fields.LineField(blank=True, max_length=500)),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="RateLine",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "card",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="lines",
                                to="vendors.ratecard",
                            ),
                        ),
                        (
                            "unit",
                            models.CharField(
                                choices=[
                                    ("fte_month", "per FTE per month"),
                                    ("hour", "per hour"),
                                    ("minute", "per minute"),
                                    ("transaction", "per transaction"),
                                    ("contact", "per contact"),
                                    ("resolved", "per resolved contact"),
                                    ("outcome", "per outcome"),
                                    ("fixed_month", "fixed per month"),
                                    ("setup", "set-up, once"),
                                ],
                                max_length=12,
                                verbose_name="pricing unit",
                            ),
                        ),
                        (
                            "price",
                            bpo_portal.fields.ExactDecimalField(
                                decimal_places=6,
                                max_digits=14,
                                validators=[django.core.validators.MinValueValidator(Decimal("0.000001"))],
                            ),
                        ),
                        (
                            "counted",
                            bpo_portal.fields.LineField(
                                blank=True, max_length=120, verbose_name="what is counted"
                            ),
                        ),
                        ("role", bpo_portal.fields.LineField(blank=True, max_length=80)),
                        (
                            "language",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="vendors.language",
                            ),
                        ),
                        ("shift", bpo_portal.fields.LineField(blank=True, max_length=80)),
                        (
                            "share",
                            bpo_portal.fields.ExactDecimalField(
                                blank=True,
                                decimal_places=3,
                                max_digits=6,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(Decimal("0.001")),
                                    django.core.validators.MaxValueValidator(100),
                                ],
                                verbose_name="share of the work, per cent",
                            ),
                        ),
                        (
                            "tier_above",
                            bpo_portal.fields.ExactDecimalField(
                                decimal_places=2,
                                default=Decimal("0"),
                                max_digits=14,
                                validators=[django.core.validators.MinValueValidator(0)],
                                verbose_name="above, a month",
                            ),
                        ),
                        (
                            "tier_up_to",
                            bpo_portal.fields.ExactDecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=14,
                                null=True,
                                verbose_name="up to, a month",
                            ),
                        ),
                        (
                            "minimum",
                            bpo_portal.fields.ExactDecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=14,
                                null=True,
                                validators=[django.core.validators.MinValueValidator(Decimal("0.01"))],
                                verbose_name="billed at least, a month",
                            ),
                        ),
                        (
                            "bills_shrinkage",
                            models.BooleanField(
                                blank=True, null=True, verbose_name="time not worked is billed"
                            ),
                        ),
                        (
                            "includes",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("training", "Training"),
                                        ("supervision", "Supervision"),
                                        ("quality", "Quality assurance"),
                                        ("technology", "Technology"),
                                    ],
                                    max_length=12,
                                ),
                                blank=True,
                                default=list,
                                size=None,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["card", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("price__gt", 0)),
                                name="rate_line_price_positive",
                                violation_error_message="A price is greater than zero.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("tier_above__gte", 0),
                                    models.Q(
                                        ("tier_up_to", None),
                                        ("tier_up_to__gt", models.F("tier_above")),
                                        _connector="OR",
                                    ),
                                ),
                                name="rate_line_tier_in_order",
                                violation_error_message="A tier ends above where it begins.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("share", None),
                                    models.Q(("share__gt", 0), ("share__lte", 100)),
                                    _connector="OR",
                                ),
                                name="rate_line_share",
                                violation_error_message="A share is above 0 and at most 100 per cent.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("minimum", None), ("minimum__gt", 0), _connector="OR"),
                                name="rate_line_minimum_positive",
                                violation_error_message="A minimum is greater than zero.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("unit__in", ("fixed_month", "setup")), _negated=True),
                                    models.Q(
                                        ("minimum", None),
                                        ("share", None),
                                        ("tier_above", 0),
                                        ("tier_up_to", None),
                                    ),
                                    _connector="OR",
                                ),
                                name="rate_line_lump_has_no_volume",
                                violation_error_message="A lump sum has no tiers, no minimum and no share of the work.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RateLineEvent",
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
                                to="vendors.rateline",
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
                            "card",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="vendors.ratecard",
                            ),
                        ),
                        (
                            "unit",
                            models.CharField(
                                choices=[
                                    ("fte_month", "per FTE per month"),
                                    ("hour", "per hour"),
                                    ("minute", "per minute"),
                                    ("transaction", "per transaction"),
                                    ("contact", "per contact"),
                                    ("resolved", "per resolved contact"),
                                    ("outcome", "per outcome"),
                                    ("fixed_month", "fixed per month"),
                                    ("setup", "set-up, once"),
                                ],
                                max_length=12,
                                verbose_name="pricing unit",
                            ),
                        ),
                        (
                            "price",
                            bpo_portal.fields.ExactDecimalField(
                                decimal_places=6,
                                max_digits=14,
                                validators=[django.core.validators.MinValueValidator(Decimal("0.000001"))],
                            ),
                        ),
                        (
                            "counted",
                            bpo_portal.fields.LineField(
                                blank=True, max_length=120, verbose_name="what is counted"
                            ),
                        ),
                        ("role", bpo_portal.fields.LineField(blank=True, max_length=80)),
                        (
                            "language",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="vendors.language",
                            ),
                        ),
                        ("shift", bpo_portal.fields.LineField(blank=True, max_length=80)),
                        (
                            "share",
                            bpo_portal.fields.ExactDecimalField(
                                blank=True,
                                decimal_places=3,
                                max_digits=6,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(Decimal("0.001")),
                                    django.core.validators.MaxValueValidator(100),
                                ],
                                verbose_name="share of the work, per cent",
                            ),
                        ),
                        (
                            "tier_above",
                            bpo_portal.fields.ExactDecimalField(
                                decimal_places=2,
                                default=Decimal("0"),
                                max_digits=14,
                                validators=[django.core.validators.MinValueValidator(0)],
                                verbose_name="above, a month",
                            ),
                        ),
                        (
                            "tier_up_to",
                            bpo_portal.fields.ExactDecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=14,
                                null=True,
                                verbose_name="up to, a month",
                            ),
                        ),
                        (
                            "minimum",
                            bpo_portal.fields.ExactDecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=14,
                                null=True,
                                validators=[django.core.validators.MinValueValidator(Decimal("0.01"))],
                                verbose_name="billed at least, a month",
                            ),
                        ),
                        (
                            "bills_shrinkage",
                            models.BooleanField(
                                blank=True, null=True, verbose_name="time not worked is billed"
                            ),
                        ),
                        (
                            "includes",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("training", "Training"),
                                        ("supervision", "Supervision"),
                                        ("quality", "Quality assurance"),
                                        ("technology", "Technology"),
                                    ],
                                    max_length=12,
                                ),
                                blank=True,
                                default=list,
                                size=None,
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="ReferenceServiceLineEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
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
                            "clientreference",
                            models.ForeignKey(
                                db_constraint=False,
                                db_tablespace="",
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="vendors.clientreference",
                            ),
                        ),
                        (
                            "serviceline",
                            models.ForeignKey(
                                db_constraint=False,
                                db_tablespace="",
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="vendors.serviceline",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Reminder",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "certification",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="reminders",
                                to="vendors.certification",
                            ),
                        ),
                        (
                            "lead_days",
                            models.PositiveSmallIntegerField(
                                help_text="Days before its last day; 0: that day."
                            ),
                        ),
                        ("recipient", models.EmailField(max_length=254)),
                        (
                            "mail",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="outbox.mail",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("certification", "lead_days", "recipient"),
                                name="reminded_once_per_lead_time",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SavedView",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "owner",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="saved_views",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("name", bpo_portal.fields.LineField(max_length=60)),
                        ("query", models.CharField(blank=True, editable=False, max_length=2000)),
                        (
                            "is_shared",
                            models.BooleanField(
                                default=False, verbose_name="shared with everybody on the buyer's side"
                            ),
                        ),
                        ("deleted_at", models.DateTimeField(blank=True, editable=False, null=True)),
                    ],
                    options={
                        "ordering": [django.db.models.functions.text.Lower("name"), "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                models.F("owner"),
                                django.db.models.functions.text.Lower("name"),
                                condition=models.Q(("deleted_at", None)),
                                name="saved_view_name_once",
                                violation_error_message="You have a view of this name already.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SavedViewEvent",
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
                                to="vendors.savedview",
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
                            "owner",
                            models.ForeignKey(
                                db_constraint=False,
                                editable=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("name", bpo_portal.fields.LineField(max_length=60)),
                        ("query", models.CharField(blank=True, editable=False, max_length=2000)),
                        (
                            "is_shared",
                            models.BooleanField(
                                default=False, verbose_name="shared with everybody on the buyer's side"
                            ),
                        ),
                        ("deleted_at", models.DateTimeField(blank=True, editable=False, null=True)),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="ServiceLine",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(max_length=10, unique=True)),
                        ("name", bpo_portal.fields.LineField(max_length=150, unique=True)),
                        (
                            "office",
                            models.CharField(
                                choices=[("front", "Front office"), ("back", "Back office")], max_length=5
                            ),
                        ),
                        ("group", bpo_portal.fields.LineField(blank=True, max_length=100)),
                        ("pricing_unit", bpo_portal.fields.LineField(blank=True, max_length=150)),
                        ("cpv_code", models.CharField(blank=True, max_length=60, verbose_name="CPV code")),
                        (
                            "unspsc_code",
                            models.CharField(blank=True, max_length=20, verbose_name="UNSPSC code"),
                        ),
                    ],
                    options={
                        "ordering": ["-office", "code"],
                    },
                ),
                migrations.CreateModel(
                    name="SiteLanguageEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
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
                            "deliverysite",
                            models.ForeignKey(
                                db_constraint=False,
                                db_tablespace="",
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="vendors.deliverysite",
                            ),
                        ),
                        (
                            "language",
                            models.ForeignKey(
                                db_constraint=False,
                                db_tablespace="",
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="vendors.language",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="SourceColumns",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("vendors", "Vendors"),
                                    ("certifications", "Certifications"),
                                    ("sites", "Delivery sites"),
                                    ("capabilities", "Capabilities"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("source", bpo_portal.fields.LineField(max_length=100)),
                        ("head", models.JSONField()),
                        ("columns", models.JSONField()),
                        (
                            "said_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("said_at", models.DateTimeField()),
                    ],
                    options={
                        "ordering": ["-said_at"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("kind", "source", "head"), name="columns_said_once_per_head"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Vendor",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", bpo_portal.fields.LineField(max_length=200)),
                        ("legal_name", bpo_portal.fields.LineField(blank=True, max_length=200)),
                        (
                            "trading_names",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=bpo_portal.fields.LineField(max_length=200),
                                blank=True,
                                default=list,
                                size=None,
                            ),
                        ),
                        (
                            "lei",
                            models.CharField(
                                blank=True,
                                max_length=20,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "\\A[A-Z0-9]{18}[0-9]{2}\\Z",
                                        "An LEI has 18 letters or digits and 2 digits.",
                                    )
                                ],
                                verbose_name="LEI",
                            ),
                        ),
                        (
                            "vat_number",
                            bpo_portal.fields.LineField(blank=True, max_length=30, verbose_name="VAT number"),
                        ),
                        (
                            "duns",
                            models.CharField(
                                blank=True,
                                max_length=9,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "\\A[0-9]{9}\\Z", "A D-U-N-S number has nine digits."
                                    )
                                ],
                                verbose_name="D-U-N-S number",
                            ),
                        ),
                        (
                            "parent",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="subsidiaries",
                                to="vendors.vendor",
                            ),
                        ),
                        (
                            "merged_into",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="absorbed",
                                to="vendors.vendor",
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("prospect", "Prospect"),
                                    ("registered", "Registered"),
                                    ("qualified", "Qualified"),
                                    ("suspended", "Suspended"),
                                    ("retired", "Retired"),
                                ],
                                default="prospect",
                                max_length=12,
                            ),
                        ),
                        ("status_reason", bpo_portal.fields.LineField(blank=True, max_length=300)),
                        ("country", django_countries.fields.CountryField(blank=True, max_length=2)),
                        ("city", bpo_portal.fields.LineField(blank=True, max_length=100)),
                        ("website", models.URLField(blank=True)),
                        (
                            "founded_year",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(1800),
                                    django.core.validators.MaxValueValidator(2100),
                                ],
                            ),
                        ),
                        ("employees", models.PositiveIntegerField(blank=True, null=True)),
                        (
                            "employees_year",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(1800),
                                    django.core.validators.MaxValueValidator(2100),
                                ],
                            ),
                        ),
                        (
                            "revenue_millions",
                            bpo_portal.fields.ExactDecimalField(
                                blank=True,
                                decimal_places=3,
                                max_digits=12,
                                null=True,
                                validators=[django.core.validators.MinValueValidator(0)],
                            ),
                        ),
                        (
                            "revenue_currency",
                            models.CharField(
                                blank=True,
                                max_length=3,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "\\A[A-Z]{3}\\Z", "Use the three-letter ISO 4217 code, such as EUR."
                                    )
                                ],
                            ),
                        ),
                        (
                            "revenue_year",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(1800),
                                    django.core.validators.MaxValueValidator(2100),
                                ],
                            ),
                        ),
                        (
                            "delivery_countries",
                            django_countries.fields.CountryField(blank=True, max_length=746, multiple=True),
                        ),
                        (
                            "confidence",
                            models.CharField(
                                blank=True,
                                choices=[("high", "High"), ("medium", "Medium"), ("low", "Low")],
                                max_length=6,
                            ),
                        ),
                        (
                            "sources",
                            bpo_portal.fields.ProseField(
                                blank=True, help_text="One address or reference a line.", max_length=5000
                            ),
                        ),
                        ("notes", bpo_portal.fields.ProseField(blank=True, max_length=5000)),
                        (
                            "is_sample",
                            models.BooleanField(
                                default=False,
                                help_text="Not a real company.",
                                verbose_name="invented for the sample story",
                            ),
                        ),
                        ("search_text", models.TextField(default="", editable=False)),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("updated_at", models.DateTimeField(auto_now=True)),
                        (
                            "service_lines",
                            models.ManyToManyField(
                                related_name="vendors", through="vendors.Capability", to="vendors.serviceline"
                            ),
                        ),
                        (
                            "industries",
                            models.ManyToManyField(blank=True, related_name="vendors", to="vendors.industry"),
                        ),
                        (
                            "languages",
                            models.ManyToManyField(blank=True, related_name="vendors", to="vendors.language"),
                        ),
                    ],
                    options={
                        "ordering": [django.db.models.functions.text.Left("search_text", 80), "pk"],
                        "indexes": [
                            models.Index(
                                django.db.models.functions.text.Left("search_text", 80),
                                models.F("id"),
                                name="vendor_by_name",
                            ),
                            models.Index(fields=["country"], name="vendor_by_country"),
                            models.Index(fields=["status"], name="vendor_by_status"),
                            models.Index(fields=["employees"], name="vendor_by_employees"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                django.db.models.functions.text.Lower("name"),
                                name="vendor_name_unique",
                                violation_error_message="There is a vendor of this name already.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("employees", None), ("employees_year__isnull", False), _connector="OR"
                                ),
                                name="vendor_employees_have_year",
                                violation_error_message="Say of which year the head-count is.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("revenue_millions", None),
                                    models.Q(
                                        ("revenue_year__isnull", False),
                                        models.Q(("revenue_currency", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="vendor_revenue_is_complete",
                                violation_error_message="Say of which year and in which currency the revenue is.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("status__in", ("suspended", "retired")), _negated=True),
                                    models.Q(("status_reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="vendor_leaves_with_reason",
                                violation_error_message="Give the reason for suspending or retiring this vendor.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("parent", None),
                                    models.Q(("parent", models.F("pk")), _negated=True),
                                    _connector="OR",
                                ),
                                name="vendor_not_own_parent",
                                violation_error_message="A vendor cannot be its own parent.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("merged_into", None),
                                    models.Q(
                                        ("status", "retired"),
                                        models.Q(("merged_into", models.F("pk")), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="vendor_merged_is_retired",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="VendorEvent",
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
                                to="vendors.vendor",
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
                        ("name", bpo_portal.fields.LineField(max_length=200)),
                        ("legal_name", bpo_portal.fields.LineField(blank=True, max_length=200)),
                        (
                            "trading_names",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=bpo_portal.fields.LineField(max_length=200),
                                blank=True,
                                default=list,
                                size=None,
                            ),
                        ),
                        (
                            "lei",
                            models.CharField(
                                blank=True,
                                max_length=20,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "\\A[A-Z0-9]{18}[0-9]{2}\\Z",
                                        "An LEI has 18 letters or digits and 2 digits.",
                                    )
                                ],
                                verbose_name="LEI",
                            ),
                        ),
                        (
                            "vat_number",
                            bpo_portal.fields.LineField(blank=True, max_length=30, verbose_name="VAT number"),
                        ),
                        (
                            "duns",
                            models.CharField(
                                blank=True,
                                max_length=9,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "\\A[0-9]{9}\\Z", "A D-U-N-S number has nine digits."
                                    )
                                ],
                                verbose_name="D-U-N-S number",
                            ),
                        ),
                        (
                            "parent",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="vendors.vendor",
                            ),
                        ),
                        (
                            "merged_into",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="vendors.vendor",
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("prospect", "Prospect"),
                                    ("registered", "Registered"),
                                    ("qualified", "Qualified"),
                                    ("suspended", "Suspended"),
                                    ("retired", "Retired"),
                                ],
                                default="prospect",
                                max_length=12,
                            ),
                        ),
                        ("status_reason", bpo_portal.fields.LineField(blank=True, max_length=300)),
                        ("country", django_countries.fields.CountryField(blank=True, max_length=2)),
                        ("city", bpo_portal.fields.LineField(blank=True, max_length=100)),
                        ("website", models.URLField(blank=True)),
                        (
                            "founded_year",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(1800),
                                    django.core.validators.MaxValueValidator(2100),
                                ],
                            ),
                        ),
                        ("employees", models.PositiveIntegerField(blank=True, null=True)),
                        (
                            "employees_year",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(1800),
                                    django.core.validators.MaxValueValidator(2100),
                                ],
                            ),
                        ),
                        (
                            "revenue_millions",
                            bpo_portal.fields.ExactDecimalField(
                                blank=True,
                                decimal_places=3,
                                max_digits=12,
                                null=True,
                                validators=[django.core.validators.MinValueValidator(0)],
                            ),
                        ),
                        (
                            "revenue_currency",
                            models.CharField(
                                blank=True,
                                max_length=3,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "\\A[A-Z]{3}\\Z", "Use the three-letter ISO 4217 code, such as EUR."
                                    )
                                ],
                            ),
                        ),
                        (
                            "revenue_year",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(1800),
                                    django.core.validators.MaxValueValidator(2100),
                                ],
                            ),
                        ),
                        (
                            "delivery_countries",
                            django_countries.fields.CountryField(blank=True, max_length=746, multiple=True),
                        ),
                        (
                            "confidence",
                            models.CharField(
                                blank=True,
                                choices=[("high", "High"), ("medium", "Medium"), ("low", "Low")],
                                max_length=6,
                            ),
                        ),
                        (
                            "sources",
                            bpo_portal.fields.ProseField(
                                blank=True, help_text="One address or reference a line.", max_length=5000
                            ),
                        ),
                        ("notes", bpo_portal.fields.ProseField(blank=True, max_length=5000)),
                        (
                            "is_sample",
                            models.BooleanField(
                                default=False,
                                help_text="Not a real company.",
                                verbose_name="invented for the sample story",
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("updated_at", models.DateTimeField(auto_now=True)),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="VendorIndustryEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
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
                            "vendor",
                            models.ForeignKey(
                                db_constraint=False,
                                db_tablespace="",
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="vendors.vendor",
                            ),
                        ),
                        (
                            "industry",
                            models.ForeignKey(
                                db_constraint=False,
                                db_tablespace="",
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="vendors.industry",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="VendorLanguageEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
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
                            "vendor",
                            models.ForeignKey(
                                db_constraint=False,
                                db_tablespace="",
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="vendors.vendor",
                            ),
                        ),
                        (
                            "language",
                            models.ForeignKey(
                                db_constraint=False,
                                db_tablespace="",
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="vendors.language",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="VendorList",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", bpo_portal.fields.LineField(max_length=100)),
                        (
                            "purpose",
                            bpo_portal.fields.ProseField(
                                help_text="What these vendors are prequalified for, and by what.",
                                max_length=2000,
                            ),
                        ),
                        (
                            "owner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "valid_until",
                            models.DateField(
                                blank=True,
                                help_text="Nobody can be taken from the list after this day.",
                                null=True,
                            ),
                        ),
                        (
                            "service_lines",
                            models.ManyToManyField(
                                blank=True, related_name="vendor_lists", to="vendors.serviceline"
                            ),
                        ),
                    ],
                    options={
                        "ordering": [django.db.models.functions.text.Lower("name")],
                        "constraints": [
                            models.UniqueConstraint(
                                django.db.models.functions.text.Lower("name"),
                                name="vendor_list_name_unique",
                                violation_error_message="There is a list of this name already.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="VendorListEvent",
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
                                to="vendors.vendorlist",
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
                        ("name", bpo_portal.fields.LineField(max_length=100)),
                        (
                            "purpose",
                            bpo_portal.fields.ProseField(
                                help_text="What these vendors are prequalified for, and by what.",
                                max_length=2000,
                            ),
                        ),
                        (
                            "owner",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "valid_until",
                            models.DateField(
                                blank=True,
                                help_text="Nobody can be taken from the list after this day.",
                                null=True,
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="VolumeProfile",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", bpo_portal.fields.LineField(max_length=120)),
                        (
                            "owner",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "is_shared",
                            models.BooleanField(
                                default=False, verbose_name="shared with everybody on the buyer's side"
                            ),
                        ),
                        (
                            "contacts",
                            models.PositiveIntegerField(
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(1000000000),
                                ],
                                verbose_name="contacts a month",
                            ),
                        ),
                        (
                            "handling_seconds",
                            models.PositiveIntegerField(
                                help_text="Talk, hold and wrap-up of one contact.",
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(86400),
                                ],
                                verbose_name="average handling time, seconds",
                            ),
                        ),
                        (
                            "resolution_rate",
                            bpo_portal.fields.ExactDecimalField(
                                blank=True,
                                decimal_places=2,
                                help_text="Needed for prices per resolved contact.",
                                max_digits=5,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(
                                        Decimal("0.01"), "Give more than zero."
                                    ),
                                    django.core.validators.MaxValueValidator(100),
                                ],
                                verbose_name="resolved, per cent of contacts",
                            ),
                        ),
                        (
                            "occupancy",
                            bpo_portal.fields.ExactDecimalField(
                                decimal_places=2,
                                help_text="Share of the worked time in which contacts are handled.",
                                max_digits=5,
                                validators=[
                                    django.core.validators.MinValueValidator(
                                        Decimal("0.01"), "Give more than zero."
                                    ),
                                    django.core.validators.MaxValueValidator(100),
                                ],
                                verbose_name="occupancy, per cent",
                            ),
                        ),
                        (
                            "shrinkage",
                            bpo_portal.fields.ExactDecimalField(
                                decimal_places=2,
                                help_text="Share of the paid time that is not worked: leave, illness, breaks, training.",
                                max_digits=5,
                                validators=[
                                    django.core.validators.MinValueValidator(0),
                                    django.core.validators.MaxValueValidator(95),
                                ],
                                verbose_name="shrinkage, per cent",
                            ),
                        ),
                        (
                            "paid_hours",
                            bpo_portal.fields.ExactDecimalField(
                                decimal_places=2,
                                max_digits=6,
                                validators=[
                                    django.core.validators.MinValueValidator(
                                        Decimal("0.01"), "Give more than zero."
                                    ),
                                    django.core.validators.MaxValueValidator(744),
                                ],
                                verbose_name="paid hours of one FTE a month",
                            ),
                        ),
                        (
                            "transactions",
                            models.PositiveIntegerField(
                                blank=True,
                                help_text="Needed for prices per transaction.",
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(1000000000),
                                ],
                                verbose_name="transactions a month",
                            ),
                        ),
                        (
                            "outcomes",
                            models.PositiveIntegerField(
                                blank=True,
                                help_text="Needed for prices per outcome: sales closed, debts settled.",
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(1000000000),
                                ],
                                verbose_name="outcomes a month",
                            ),
                        ),
                        (
                            "attrition",
                            bpo_portal.fields.ExactDecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=5,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(0),
                                    django.core.validators.MaxValueValidator(500),
                                ],
                                verbose_name="attrition, per cent a year",
                            ),
                        ),
                        (
                            "training_cost",
                            bpo_portal.fields.ExactDecimalField(
                                blank=True,
                                decimal_places=2,
                                help_text="Counted for offers that do not include training.",
                                max_digits=12,
                                null=True,
                                validators=[django.core.validators.MinValueValidator(0)],
                                verbose_name="training of one person costs",
                            ),
                        ),
                        (
                            "training_currency",
                            models.CharField(
                                blank=True,
                                max_length=3,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "\\A[A-Z]{3}\\Z", "Use the three-letter ISO 4217 code, such as EUR."
                                    )
                                ],
                            ),
                        ),
                        (
                            "term_months",
                            models.PositiveSmallIntegerField(
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(120),
                                ],
                                verbose_name="term in months",
                            ),
                        ),
                        (
                            "growth",
                            bpo_portal.fields.ExactDecimalField(
                                decimal_places=2,
                                default=Decimal("0"),
                                help_text="From one contract year to the next; negative if the work becomes less.",
                                max_digits=5,
                                validators=[
                                    django.core.validators.MinValueValidator(-90),
                                    django.core.validators.MaxValueValidator(500),
                                ],
                                verbose_name="growth, per cent a year",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["name", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                django.db.models.functions.text.Lower("name"),
                                models.F("owner"),
                                name="volume_profile_named_once",
                                violation_error_message="You have a volume profile of this name already.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("contacts__gt", 0),
                                    ("handling_seconds__gt", 0),
                                    ("paid_hours__gt", 0),
                                    ("term_months__gt", 0),
                                ),
                                name="volume_profile_has_work",
                                violation_error_message="Contacts, handling time, paid hours and term are more than zero.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("occupancy__gt", 0),
                                    ("occupancy__lte", 100),
                                    ("shrinkage__gte", 0),
                                    ("shrinkage__lt", 100),
                                    models.Q(
                                        ("resolution_rate", None),
                                        models.Q(("resolution_rate__gt", 0), ("resolution_rate__lte", 100)),
                                        _connector="OR",
                                    ),
                                ),
                                name="volume_profile_shares",
                                violation_error_message="Occupancy and resolution are above 0 and at most 100 per cent, shrinkage is from 0 to below 100.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("growth__gt", -100)),
                                name="volume_profile_growth",
                                violation_error_message="Work cannot shrink by all of it.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("training_cost", None),
                                    models.Q(("training_currency", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="volume_profile_training_currency",
                                violation_error_message="Say in which currency the training cost is.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="VolumeProfileEvent",
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
                                to="vendors.volumeprofile",
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
                        ("name", bpo_portal.fields.LineField(max_length=120)),
                        (
                            "owner",
                            models.ForeignKey(
                                db_constraint=False,
                                editable=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "is_shared",
                            models.BooleanField(
                                default=False, verbose_name="shared with everybody on the buyer's side"
                            ),
                        ),
                        (
                            "contacts",
                            models.PositiveIntegerField(
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(1000000000),
                                ],
                                verbose_name="contacts a month",
                            ),
                        ),
                        (
                            "handling_seconds",
                            models.PositiveIntegerField(
                                help_text="Talk, hold and wrap-up of one contact.",
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(86400),
                                ],
                                verbose_name="average handling time, seconds",
                            ),
                        ),
                        (
                            "resolution_rate",
                            bpo_portal.fields.ExactDecimalField(
                                blank=True,
                                decimal_places=2,
                                help_text="Needed for prices per resolved contact.",
                                max_digits=5,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(
                                        Decimal("0.01"), "Give more than zero."
                                    ),
                                    django.core.validators.MaxValueValidator(100),
                                ],
                                verbose_name="resolved, per cent of contacts",
                            ),
                        ),
                        (
                            "occupancy",
                            bpo_portal.fields.ExactDecimalField(
                                decimal_places=2,
                                help_text="Share of the worked time in which contacts are handled.",
                                max_digits=5,
                                validators=[
                                    django.core.validators.MinValueValidator(
                                        Decimal("0.01"), "Give more than zero."
                                    ),
                                    django.core.validators.MaxValueValidator(100),
                                ],
                                verbose_name="occupancy, per cent",
                            ),
                        ),
                        (
                            "shrinkage",
                            bpo_portal.fields.ExactDecimalField(
                                decimal_places=2,
                                help_text="Share of the paid time that is not worked: leave, illness, breaks, training.",
                                max_digits=5,
                                validators=[
                                    django.core.validators.MinValueValidator(0),
                                    django.core.validators.MaxValueValidator(95),
                                ],
                                verbose_name="shrinkage, per cent",
                            ),
                        ),
                        (
                            "paid_hours",
                            bpo_portal.fields.ExactDecimalField(
                                decimal_places=2,
                                max_digits=6,
                                validators=[
                                    django.core.validators.MinValueValidator(
                                        Decimal("0.01"), "Give more than zero."
                                    ),
                                    django.core.validators.MaxValueValidator(744),
                                ],
                                verbose_name="paid hours of one FTE a month",
                            ),
                        ),
                        (
                            "transactions",
                            models.PositiveIntegerField(
                                blank=True,
                                help_text="Needed for prices per transaction.",
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(1000000000),
                                ],
                                verbose_name="transactions a month",
                            ),
                        ),
                        (
                            "outcomes",
                            models.PositiveIntegerField(
                                blank=True,
                                help_text="Needed for prices per outcome: sales closed, debts settled.",
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(1000000000),
                                ],
                                verbose_name="outcomes a month",
                            ),
                        ),
                        (
                            "attrition",
                            bpo_portal.fields.ExactDecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=5,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(0),
                                    django.core.validators.MaxValueValidator(500),
                                ],
                                verbose_name="attrition, per cent a year",
                            ),
                        ),
                        (
                            "training_cost",
                            bpo_portal.fields.ExactDecimalField(
                                blank=True,
                                decimal_places=2,
                                help_text="Counted for offers that do not include training.",
                                max_digits=12,
                                null=True,
                                validators=[django.core.validators.MinValueValidator(0)],
                                verbose_name="training of one person costs",
                            ),
                        ),
                        (
                            "training_currency",
                            models.CharField(
                                blank=True,
                                max_length=3,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "\\A[A-Z]{3}\\Z", "Use the three-letter ISO 4217 code, such as EUR."
                                    )
                                ],
                            ),
                        ),
                        (
                            "term_months",
                            models.PositiveSmallIntegerField(
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(120),
                                ],
                                verbose_name="term in months",
                            ),
                        ),
                        (
                            "growth",
                            bpo_portal.fields.ExactDecimalField(
                                decimal_places=2,
                                default=Decimal("0"),
                                help_text="From one contract year to the next; negative if the work becomes less.",
                                max_digits=5,
                                validators=[
                                    django.core.validators.MinValueValidator(-90),
                                    django.core.validators.MaxValueValidator(500),
                                ],
                                verbose_name="growth, per cent a year",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Capability",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "source",
                            bpo_portal.fields.LineField(
                                blank=True, help_text="An address, or a document by its name.", max_length=500
                            ),
                        ),
                        (
                            "as_of",
                            models.DateField(
                                blank=True,
                                help_text="The day on which this was true.",
                                null=True,
                                verbose_name="as of",
                            ),
                        ),
                        (
                            "entered_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="entered by",
                            ),
                        ),
                        (
                            "verified_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="verified by",
                            ),
                        ),
                        ("verified_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        (
                            "vendor",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="capabilities",
                                to="vendors.vendor",
                            ),
                        ),
                        (
                            "service_line",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="capabilities",
                                to="vendors.serviceline",
                            ),
                        ),
                        (
                            "years",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                null=True,
                                validators=[django.core.validators.MaxValueValidator(200)],
                                verbose_name="years of experience",
                            ),
                        ),
                        ("annual_volume", models.PositiveBigIntegerField(blank=True, null=True)),
                        ("volume_unit", bpo_portal.fields.LineField(blank=True, max_length=60)),
                        (
                            "industries",
                            models.ManyToManyField(blank=True, related_name="+", to="vendors.industry"),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "capabilities",
                        "ordering": ["service_line__code"],
                        "abstract": False,
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("vendor", "service_line"),
                                name="capability_once_per_service_line",
                                violation_error_message="This service line is listed for this vendor already.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("entered_by", None),
                                    ("verified_by", None),
                                    models.Q(("entered_by", models.F("verified_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="capability_verified_by_another",
                                violation_error_message="Somebody other than the person who entered it has to verify it.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("verified_at", None), ("verified_by", None)),
                                    models.Q(("verified_at__isnull", False), ("verified_by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="capability_verification_complete",
                                violation_error_message="A verification names a person and a time.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CapabilityEvent",
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
                                to="vendors.capability",
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
                            "source",
                            bpo_portal.fields.LineField(
                                blank=True, help_text="An address, or a document by its name.", max_length=500
                            ),
                        ),
                        (
                            "as_of",
                            models.DateField(
                                blank=True,
                                help_text="The day on which this was true.",
                                null=True,
                                verbose_name="as of",
                            ),
                        ),
                        (
                            "entered_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="entered by",
                            ),
                        ),
                        (
                            "verified_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="verified by",
                            ),
                        ),
                        ("verified_at", models.DateTimeField(blank=True, editable=False, null=True)),
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
                        (
                            "service_line",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="vendors.serviceline",
                            ),
                        ),
                        (
                            "years",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                null=True,
                                validators=[django.core.validators.MaxValueValidator(200)],
                                verbose_name="years of experience",
                            ),
                        ),
                        ("annual_volume", models.PositiveBigIntegerField(blank=True, null=True)),
                        ("volume_unit", bpo_portal.fields.LineField(blank=True, max_length=60)),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="CapabilityIndustryEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
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
                            "capability",
                            models.ForeignKey(
                                db_constraint=False,
                                db_tablespace="",
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="vendors.capability",
                            ),
                        ),
                        (
                            "industry",
                            models.ForeignKey(
                                db_constraint=False,
                                db_tablespace="",
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="vendors.industry",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Certification",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "vendor",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="certifications",
                                to="vendors.vendor",
                            ),
                        ),
                        (
                            "scheme",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="certifications",
                                to="vendors.certificationscheme",
                            ),
                        ),
                        ("edition", bpo_portal.fields.LineField(blank=True, max_length=30)),
                        ("number", bpo_portal.fields.LineField(blank=True, max_length=80)),
                        (
                            "body",
                            bpo_portal.fields.LineField(
                                blank=True, max_length=150, verbose_name="certification body"
                            ),
                        ),
                        ("scope", bpo_portal.fields.LineField(blank=True, max_length=500)),
                        ("issued_on", models.DateField(blank=True, null=True)),
                        ("expires_on", models.DateField(blank=True, null=True)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("claimed", "Claimed"),
                                    ("verified", "Verified"),
                                    ("rejected", "Rejected"),
                                ],
                                default="claimed",
                                max_length=10,
                            ),
                        ),
                        ("reason", bpo_portal.fields.LineField(blank=True, max_length=500)),
                        ("source", bpo_portal.fields.LineField(blank=True, max_length=500)),
                        ("note", bpo_portal.fields.LineField(blank=True, max_length=500)),
                        (
                            "renews",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.RESTRICT,
                                related_name="renewals",
                                to="vendors.certification",
                            ),
                        ),
                        (
                            "owner",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="reminded of its end",
                            ),
                        ),
                        (
                            "claimed_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "decided_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("decided_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        (
                            "sites",
                            models.ManyToManyField(
                                blank=True, related_name="certifications", to="vendors.deliverysite"
                            ),
                        ),
                    ],
                    options={
                        "ordering": [
                            "scheme__name",
                            models.OrderBy(models.F("expires_on"), descending=True, nulls_last=True),
                        ],
                        "indexes": [
                            models.Index(
                                fields=["scheme", "state", "expires_on"], name="certification_in_force"
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("claimed_by", None),
                                    ("decided_by", None),
                                    models.Q(("claimed_by", models.F("decided_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="certification_decided_by_another",
                                violation_error_message="Somebody other than the person who recorded it has to decide.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("issued_on", None),
                                    ("expires_on", None),
                                    ("expires_on__gte", models.F("issued_on")),
                                    _connector="OR",
                                ),
                                name="certification_dates_in_order",
                                violation_error_message="It cannot expire before it was issued.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "rejected"), _negated=True),
                                    models.Q(("reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="certification_rejected_with_reason",
                                violation_error_message="Give the reason for rejecting it.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "rejected"), _negated=True),
                                fields=("renews",),
                                name="certification_renewed_once",
                                violation_error_message="A renewal of this record is on file already.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("renews", None),
                                    models.Q(("renews", models.F("pk")), _negated=True),
                                    _connector="OR",
                                ),
                                name="certification_not_own_renewal",
                                violation_error_message="A record cannot renew itself.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CertificationEvent",
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
                                to="vendors.certification",
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
                            "vendor",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="vendors.vendor",
                            ),
                        ),
                        (
                            "scheme",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="vendors.certificationscheme",
                            ),
                        ),
                        ("edition", bpo_portal.fields.LineField(blank=True, max_length=30)),
                        ("number", bpo_portal.fields.LineField(blank=True, max_length=80)),
                        (
                            "body",
                            bpo_portal.fields.LineField(
                                blank=True, max_length=150, verbose_name="certification body"
                            ),
                        ),
                        ("scope", bpo_portal.fields.LineField(blank=True, max_length=500)),
                        ("issued_on", models.DateField(blank=True, null=True)),
                        ("expires_on", models.DateField(blank=True, null=True)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("claimed", "Claimed"),
                                    ("verified", "Verified"),
                                    ("rejected", "Rejected"),
                                ],
                                default="claimed",
                                max_length=10,
                            ),
                        ),
                        ("reason", bpo_portal.fields.LineField(blank=True, max_length=500)),
                        ("source", bpo_portal.fields.LineField(blank=True, max_length=500)),
                        ("note", bpo_portal.fields.LineField(blank=True, max_length=500)),
                        (
                            "renews",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="vendors.certification",
                            ),
                        ),
                        (
                            "owner",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="reminded of its end",
                            ),
                        ),
                        (
                            "claimed_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "decided_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("decided_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="ClientReference",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "source",
                            bpo_portal.fields.LineField(
                                blank=True, help_text="An address, or a document by its name.", max_length=500
                            ),
                        ),
                        (
                            "as_of",
                            models.DateField(
                                blank=True,
                                help_text="The day on which this was true.",
                                null=True,
                                verbose_name="as of",
                            ),
                        ),
                        (
                            "entered_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="entered by",
                            ),
                        ),
                        (
                            "verified_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="verified by",
                            ),
                        ),
                        ("verified_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        (
                            "vendor",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="references",
                                to="vendors.vendor",
                            ),
                        ),
                        (
                            "client",
                            bpo_portal.fields.LineField(
                                blank=True,
                                help_text="Leave it empty where the name is confidential.",
                                max_length=200,
                                verbose_name="client",
                            ),
                        ),
                        (
                            "industry",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="references",
                                to="vendors.industry",
                            ),
                        ),
                        (
                            "since_year",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(1800),
                                    django.core.validators.MaxValueValidator(2100),
                                ],
                                verbose_name="since",
                            ),
                        ),
                        (
                            "until_year",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                help_text="Empty while the work goes on.",
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(1800),
                                    django.core.validators.MaxValueValidator(2100),
                                ],
                                verbose_name="until",
                            ),
                        ),
                        (
                            "contact",
                            bpo_portal.fields.LineField(
                                blank=True,
                                help_text="Who at the client can tell, as far as we know.",
                                max_length=200,
                            ),
                        ),
                        ("may_be_called", models.BooleanField(default=False, verbose_name="may be called")),
                        (
                            "service_lines",
                            models.ManyToManyField(related_name="references", to="vendors.serviceline"),
                        ),
                    ],
                    options={
                        "ordering": [
                            models.OrderBy(models.F("until_year"), descending=True, nulls_first=True),
                            models.OrderBy(models.F("since_year"), descending=True, nulls_last=True),
                            "pk",
                        ],
                        "abstract": False,
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("since_year", None),
                                    ("until_year", None),
                                    ("until_year__gte", models.F("since_year")),
                                    _connector="OR",
                                ),
                                name="reference_years_in_order",
                                violation_error_message="The work cannot end before it began.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("may_be_called", False),
                                    models.Q(("client", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="reference_called_by_name",
                                violation_error_message="A client that may be called has a name.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("client", ""), _negated=True),
                                fields=("vendor", "client", "since_year"),
                                name="reference_once",
                                nulls_distinct=False,
                                violation_error_message="This client is listed with this first year already.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("entered_by", None),
                                    ("verified_by", None),
                                    models.Q(("entered_by", models.F("verified_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="reference_verified_by_another",
                                violation_error_message="Somebody other than the person who entered it has to verify it.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("verified_at", None), ("verified_by", None)),
                                    models.Q(("verified_at__isnull", False), ("verified_by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="reference_verification_complete",
                                violation_error_message="A verification names a person and a time.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ClientReferenceEvent",
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
                                to="vendors.clientreference",
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
                            "source",
                            bpo_portal.fields.LineField(
                                blank=True, help_text="An address, or a document by its name.", max_length=500
                            ),
                        ),
                        (
                            "as_of",
                            models.DateField(
                                blank=True,
                                help_text="The day on which this was true.",
                                null=True,
                                verbose_name="as of",
                            ),
                        ),
                        (
                            "entered_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="entered by",
                            ),
                        ),
                        (
                            "verified_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="verified by",
                            ),
                        ),
                        ("verified_at", models.DateTimeField(blank=True, editable=False, null=True)),
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
                        (
                            "client",
                            bpo_portal.fields.LineField(
                                blank=True,
                                help_text="Leave it empty where the name is confidential.",
                                max_length=200,
                                verbose_name="client",
                            ),
                        ),
                        (
                            "industry",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="vendors.industry",
                            ),
                        ),
                        (
                            "since_year",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(1800),
                                    django.core.validators.MaxValueValidator(2100),
                                ],
                                verbose_name="since",
                            ),
                        ),
                        (
                            "until_year",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                help_text="Empty while the work goes on.",
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(1800),
                                    django.core.validators.MaxValueValidator(2100),
                                ],
                                verbose_name="until",
                            ),
                        ),
                        (
                            "contact",
                            bpo_portal.fields.LineField(
                                blank=True,
                                help_text="Who at the client can tell, as far as we know.",
                                max_length=200,
                            ),
                        ),
                        ("may_be_called", models.BooleanField(default=False, verbose_name="may be called")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Contact",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "vendor",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="contacts",
                                to="vendors.vendor",
                            ),
                        ),
                        ("name", bpo_portal.fields.LineField(max_length=150)),
                        (
                            "position",
                            bpo_portal.fields.LineField(
                                blank=True,
                                help_text="Such as: bid manager, data protection officer.",
                                max_length=100,
                            ),
                        ),
                        (
                            "email",
                            models.EmailField(
                                blank=True,
                                max_length=254,
                                validators=[accounts.validators.validate_mail_address],
                                verbose_name="e-mail address",
                            ),
                        ),
                        (
                            "phone",
                            bpo_portal.fields.LineField(blank=True, max_length=40, verbose_name="telephone"),
                        ),
                        ("is_primary", models.BooleanField(default=False, verbose_name="whom to ask first")),
                        (
                            "user",
                            models.OneToOneField(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="contact",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("invited_at", models.DateTimeField(blank=True, editable=False, null=True)),
                    ],
                    options={
                        "ordering": ["name", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("is_primary", True)),
                                fields=("vendor",),
                                name="contact_one_to_ask_first",
                                violation_error_message="Another contact is the one to ask first already.",
                            ),
                            models.UniqueConstraint(
                                models.F("vendor"),
                                django.db.models.functions.text.Lower("email"),
                                condition=models.Q(("email", ""), _negated=True),
                                name="contact_once_per_address",
                                violation_error_message="A contact with this e-mail address is listed already.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("user", None), ("invited_at__isnull", False), _connector="OR"
                                ),
                                name="contact_with_account_was_invited",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ContactEvent",
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
                                to="vendors.contact",
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
                            "vendor",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="vendors.vendor",
                            ),
                        ),
                        ("name", bpo_portal.fields.LineField(max_length=150)),
                        (
                            "position",
                            bpo_portal.fields.LineField(
                                blank=True,
                                help_text="Such as: bid manager, data protection officer.",
                                max_length=100,
                            ),
                        ),
                        (
                            "email",
                            models.EmailField(
                                blank=True,
                                max_length=254,
                                validators=[accounts.validators.validate_mail_address],
                                verbose_name="e-mail address",
                            ),
                        ),
                        (
                            "phone",
                            bpo_portal.fields.LineField(blank=True, max_length=40, verbose_name="telephone"),
                        ),
                        ("is_primary", models.BooleanField(default=False, verbose_name="whom to ask first")),
                        (
                            "user",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("invited_at", models.DateTimeField(blank=True, editable=False, null=True)),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="DeliverySite",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "source",
                            bpo_portal.fields.LineField(
                                blank=True, help_text="An address, or a document by its name.", max_length=500
                            ),
                        ),
                        (
                            "as_of",
                            models.DateField(
                                blank=True,
                                help_text="The day on which this was true.",
                                null=True,
                                verbose_name="as of",
                            ),
                        ),
                        (
                            "entered_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="entered by",
                            ),
                        ),
                        (
                            "verified_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="verified by",
                            ),
                        ),
                        ("verified_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        (
                            "vendor",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="sites",
                                to="vendors.vendor",
                            ),
                        ),
                        ("country", django_countries.fields.CountryField(max_length=2)),
                        ("city", bpo_portal.fields.LineField(max_length=100)),
                        (
                            "timezone",
                            models.CharField(
                                max_length=64,
                                validators=[accounts.models.validate_timezone],
                                verbose_name="time zone",
                            ),
                        ),
                        ("seats", models.PositiveIntegerField(blank=True, null=True)),
                        (
                            "people",
                            models.PositiveIntegerField(blank=True, null=True, verbose_name="head-count"),
                        ),
                        (
                            "opens",
                            models.TimeField(
                                blank=True,
                                help_text="Local time, as all hours here.",
                                null=True,
                                verbose_name="opens, Monday to Friday",
                            ),
                        ),
                        (
                            "closes",
                            models.TimeField(
                                blank=True,
                                help_text="Not later than it opens: on the next day. Equal: open round the clock.",
                                null=True,
                                verbose_name="closes, Monday to Friday",
                            ),
                        ),
                        (
                            "saturday_opens",
                            models.TimeField(
                                blank=True,
                                help_text="Leave empty where it is closed.",
                                null=True,
                                verbose_name="opens on Saturdays",
                            ),
                        ),
                        (
                            "saturday_closes",
                            models.TimeField(blank=True, null=True, verbose_name="closes on Saturdays"),
                        ),
                        (
                            "sunday_opens",
                            models.TimeField(blank=True, null=True, verbose_name="opens on Sundays"),
                        ),
                        (
                            "sunday_closes",
                            models.TimeField(blank=True, null=True, verbose_name="closes on Sundays"),
                        ),
                        (
                            "languages",
                            models.ManyToManyField(blank=True, related_name="sites", to="vendors.language"),
                        ),
                    ],
                    options={
                        "ordering": ["country", "city"],
                        "abstract": False,
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("vendor", "country", "city"),
                                name="site_once_per_city",
                                violation_error_message="This vendor has a site in this city already.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("closes", None), ("opens", None)),
                                    models.Q(("closes__isnull", False), ("opens__isnull", False)),
                                    _connector="OR",
                                ),
                                name="site_hours_complete",
                                violation_error_message="Give both opening and closing time, or neither.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("saturday_closes", None), ("saturday_opens", None)),
                                    models.Q(
                                        ("saturday_closes__isnull", False), ("saturday_opens__isnull", False)
                                    ),
                                    _connector="OR",
                                ),
                                name="site_saturday_hours_complete",
                                violation_error_message="Give both opening and closing time, or neither.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("sunday_closes", None), ("sunday_opens", None)),
                                    models.Q(
                                        ("sunday_closes__isnull", False), ("sunday_opens__isnull", False)
                                    ),
                                    _connector="OR",
                                ),
                                name="site_sunday_hours_complete",
                                violation_error_message="Give both opening and closing time, or neither.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("entered_by", None),
                                    ("verified_by", None),
                                    models.Q(("entered_by", models.F("verified_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="site_verified_by_another",
                                violation_error_message="Somebody other than the person who entered it has to verify it.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("verified_at", None), ("verified_by", None)),
                                    models.Q(("verified_at__isnull", False), ("verified_by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="site_verification_complete",
                                violation_error_message="A verification names a person and a time.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CertificationSiteEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
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
                            "certification",
                            models.ForeignKey(
                                db_constraint=False,
                                db_tablespace="",
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="vendors.certification",
                            ),
                        ),
                        (
                            "deliverysite",
                            models.ForeignKey(
                                db_constraint=False,
                                db_tablespace="",
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="vendors.deliverysite",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="DeliverySiteEvent",
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
                                to="vendors.deliverysite",
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
                            "source",
                            bpo_portal.fields.LineField(
                                blank=True, help_text="An address, or a document by its name.", max_length=500
                            ),
                        ),
                        (
                            "as_of",
                            models.DateField(
                                blank=True,
                                help_text="The day on which this was true.",
                                null=True,
                                verbose_name="as of",
                            ),
                        ),
                        (
                            "entered_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="entered by",
                            ),
                        ),
                        (
                            "verified_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="verified by",
                            ),
                        ),
                        ("verified_at", models.DateTimeField(blank=True, editable=False, null=True)),
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
                        ("country", django_countries.fields.CountryField(max_length=2)),
                        ("city", bpo_portal.fields.LineField(max_length=100)),
                        (
                            "timezone",
                            models.CharField(
                                max_length=64,
                                validators=[accounts.models.validate_timezone],
                                verbose_name="time zone",
                            ),
                        ),
                        ("seats", models.PositiveIntegerField(blank=True, null=True)),
                        (
                            "people",
                            models.PositiveIntegerField(blank=True, null=True, verbose_name="head-count"),
                        ),
                        (
                            "opens",
                            models.TimeField(
                                blank=True,
                                help_text="Local time, as all hours here.",
                                null=True,
                                verbose_name="opens, Monday to Friday",
                            ),
                        ),
                        (
                            "closes",
                            models.TimeField(
                                blank=True,
                                help_text="Not later than it opens: on the next day. Equal: open round the clock.",
                                null=True,
                                verbose_name="closes, Monday to Friday",
                            ),
                        ),
                        (
                            "saturday_opens",
                            models.TimeField(
                                blank=True,
                                help_text="Leave empty where it is closed.",
                                null=True,
                                verbose_name="opens on Saturdays",
                            ),
                        ),
                        (
                            "saturday_closes",
                            models.TimeField(blank=True, null=True, verbose_name="closes on Saturdays"),
                        ),
                        (
                            "sunday_opens",
                            models.TimeField(blank=True, null=True, verbose_name="opens on Sundays"),
                        ),
                        (
                            "sunday_closes",
                            models.TimeField(blank=True, null=True, verbose_name="closes on Sundays"),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Distinction",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "first",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="vendors.vendor",
                            ),
                        ),
                        (
                            "second",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="vendors.vendor",
                            ),
                        ),
                        ("reason", bpo_portal.fields.LineField(max_length=300)),
                        (
                            "told_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("told_at", models.DateTimeField()),
                    ],
                    options={
                        "ordering": ["-told_at"],
                        "constraints": [
                            models.UniqueConstraint(fields=("first", "second"), name="told_apart_once"),
                            models.CheckConstraint(
                                condition=models.Q(("first__lt", models.F("second"))),
                                name="told_apart_in_order",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DistinctionEvent",
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
                                to="vendors.distinction",
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
                            "first",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="vendors.vendor",
                            ),
                        ),
                        (
                            "second",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="vendors.vendor",
                            ),
                        ),
                        ("reason", bpo_portal.fields.LineField(max_length=300)),
                        (
                            "told_by",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("told_at", models.DateTimeField()),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="DocumentVersion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField()),
                        (
                            "kind",
                            models.CharField(
                                choices=[("pdf", "PDF"), ("png", "PNG image"), ("jpg", "JPEG image")],
                                max_length=4,
                            ),
                        ),
                        (
                            "dated_on",
                            models.DateField(
                                help_text="The day that the document itself bears.", verbose_name="dated"
                            ),
                        ),
                        ("note", bpo_portal.fields.LineField(blank=True, max_length=300)),
                        ("content", models.BinaryField()),
                        ("size", models.PositiveIntegerField()),
                        ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                        (
                            "uploaded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("uploaded_at", models.DateTimeField()),
                        (
                            "document",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="versions",
                                to="vendors.document",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-version"],
                        "abstract": False,
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("document", "version"), name="document_version_once"
                            ),
                            models.UniqueConstraint(
                                fields=("document", "sha256"),
                                name="document_file_once",
                                violation_error_message="This very file is on file already.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "sha256",
                                        models.Func(
                                            models.Func(models.F("content"), function="sha256"),
                                            models.Value("hex"),
                                            function="encode",
                                            output_field=models.TextField(),
                                        ),
                                    )
                                ),
                                name="document_hash_is_of_its_file",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Evidence",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField()),
                        (
                            "kind",
                            models.CharField(
                                choices=[("pdf", "PDF"), ("png", "PNG image"), ("jpg", "JPEG image")],
                                max_length=4,
                            ),
                        ),
                        (
                            "dated_on",
                            models.DateField(
                                help_text="The day that the document itself bears.", verbose_name="dated"
                            ),
                        ),
                        ("note", bpo_portal.fields.LineField(blank=True, max_length=300)),
                        ("content", models.BinaryField()),
                        ("size", models.PositiveIntegerField()),
                        ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                        (
                            "uploaded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("uploaded_at", models.DateTimeField()),
                        (
                            "certification",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="evidence",
                                to="vendors.certification",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "evidence",
                        "ordering": ["-version"],
                        "abstract": False,
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("certification", "version"), name="evidence_version_once"
                            ),
                            models.UniqueConstraint(
                                fields=("certification", "sha256"),
                                name="evidence_file_once",
                                violation_error_message="This very file is on file already.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "sha256",
                                        models.Func(
                                            models.Func(models.F("content"), function="sha256"),
                                            models.Value("hex"),
                                            function="encode",
                                            output_field=models.TextField(),
                                        ),
                                    )
                                ),
                                name="evidence_hash_is_of_its_file",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ExchangeRate",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "base",
                            models.CharField(
                                max_length=3,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "\\A[A-Z]{3}\\Z", "Use the three-letter ISO 4217 code, such as EUR."
                                    )
                                ],
                                verbose_name="one unit of",
                            ),
                        ),
                        (
                            "quote",
                            models.CharField(
                                max_length=3,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "\\A[A-Z]{3}\\Z", "Use the three-letter ISO 4217 code, such as EUR."
                                    )
                                ],
                                verbose_name="is worth, in",
                            ),
                        ),
                        (
                            "rate",
                            bpo_portal.fields.ExactDecimalField(
                                decimal_places=8,
                                max_digits=18,
                                validators=[django.core.validators.MinValueValidator(Decimal("1E-8"))],
                            ),
                        ),
                        ("dated", models.DateField(verbose_name="on")),
                        (
                            "source",
                            bpo_portal.fields.LineField(help_text="Who published it.", max_length=300),
                        ),
                    ],
                    options={
                        "ordering": ["-dated", "base", "quote"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("base", "quote", "dated"),
                                name="exchange_rate_once_a_day",
                                violation_error_message="There is a rate of these currencies for this day already.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("rate__gt", 0)),
                                name="exchange_rate_positive",
                                violation_error_message="A rate is greater than zero.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("base", models.F("quote")), _negated=True),
                                name="exchange_rate_of_two_currencies",
                                violation_error_message="A rate is between two different currencies.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("base__regex", "^[A-Z]{3}$"), ("quote__regex", "^[A-Z]{3}$")
                                ),
                                name="exchange_rate_currencies",
                                violation_error_message="Use three-letter ISO 4217 codes, such as EUR.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CertificationSite",
                    fields=[],
                    options={
                        "proxy": True,
                        "indexes": [],
                        "constraints": [],
                    },
                    bases=("vendors.certification_sites",),
                ),
                migrations.CreateModel(
                    name="CapabilityIndustry",
                    fields=[],
                    options={
                        "proxy": True,
                        "indexes": [],
                        "constraints": [],
                    },
                    bases=("vendors.capability_industries",),
                ),
                migrations.CreateModel(
                    name="SiteLanguage",
                    fields=[],
                    options={
                        "proxy": True,
                        "indexes": [],
                        "constraints": [],
                    },
                    bases=("vendors.deliverysite_languages",),
                ),
                migrations.CreateModel(
                    name="ReferenceServiceLine",
                    fields=[],
                    options={
                        "proxy": True,
                        "indexes": [],
                        "constraints": [],
                    },
                    bases=("vendors.clientreference_service_lines",),
                ),
                migrations.CreateModel(
                    name="VendorIndustry",
                    fields=[],
                    options={
                        "proxy": True,
                        "indexes": [],
                        "constraints": [],
                    },
                    bases=("vendors.vendor_industries",),
                ),
                migrations.CreateModel(
                    name="VendorLanguage",
                    fields=[],
                    options={
                        "proxy": True,
                        "indexes": [],
                        "constraints": [],
                    },
                    bases=("vendors.vendor_languages",),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="exchangerate",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "vendors_exchangerateevent" ("base", "dated", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quote", "rate", "source") VALUES (NEW."base", NEW."dated", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."quote", NEW."rate", NEW."source"); RETURN NULL;',
                            hash="b521978ded72de891ba4975f12cf1a4c445e9f1b",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_d4ad5",
                            table="vendors_exchangerate",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="exchangerate",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "vendors_exchangerateevent" ("base", "dated", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quote", "rate", "source") VALUES (NEW."base", NEW."dated", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."quote", NEW."rate", NEW."source"); RETURN NULL;',
                            hash="e0e6146aeccbe8f762d811d319025dfc7ba69f3b",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_96aa4",
                            table="vendors_exchangerate",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="exchangerate",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "vendors_exchangerateevent" ("base", "dated", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quote", "rate", "source") VALUES (OLD."base", OLD."dated", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."quote", OLD."rate", OLD."source"); RETURN NULL;',
                            hash="ef0d6e1f08912c9aca79937deaa867663e6e6712",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_4dd3c",
                            table="vendors_exchangerate",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="nearcountry",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "vendors_nearcountryevent" ("buyer_country", "country", "id", "is_near", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") VALUES (NEW."buyer_country", NEW."country", NEW."id", NEW."is_near", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason"); RETURN NULL;',
                            hash="6df8937d327f8fc56a55566ea796aebbb48cffbe",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_36e37",
                            table="vendors_nearcountry",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="nearcountry",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "vendors_nearcountryevent" ("buyer_country", "country", "id", "is_near", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") VALUES (NEW."buyer_country", NEW."country", NEW."id", NEW."is_near", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason"); RETURN NULL;',
                            hash="7c1f2c0c35f785198433f1ad5d17e0783f606b12",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_55f29",
                            table="vendors_nearcountry",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="nearcountry",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "vendors_nearcountryevent" ("buyer_country", "country", "id", "is_near", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") VALUES (OLD."buyer_country", OLD."country", OLD."id", OLD."is_near", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason"); RETURN NULL;',
                            hash="2597555080536c5c568b82d5a4affb4603fbb8ca",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_5c40b",
                            table="vendors_nearcountry",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="certificationsiteevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="00bf69d946a5d7fdb864c7034e2ad13c376797a7",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_1c909",
                            table="vendors_certificationsiteevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="documentversion",
                    trigger=pgtrigger.compiler.Trigger(
                        name="document_version_is_immutable",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="b7716cb39441bf4d7f42dde18611a7550d348fb2",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_document_version_is_immutable_405bc",
                            table="vendors_documentversion",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="evidence",
                    trigger=pgtrigger.compiler.Trigger(
                        name="evidence_is_immutable",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="9fd7a38746462974dcf7cc2f905c88e1dc981117",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_evidence_is_immutable_db3f7",
                            table="vendors_evidence",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="exchangerateevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="5f6e76af1de1e1876203c489d2e46fbf946bdde4",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_49cb1",
                            table="vendors_exchangerateevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="capabilityindustryevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="1b42dfb1ca1470730ae9c455789d109c75f3927b",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_2f6d3",
                            table="vendors_capabilityindustryevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="nearcountryevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="9ee5d2ed5fbf6059140cb641fe6561dd702c4724",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_93187",
                            table="vendors_nearcountryevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="rateline",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "vendors_ratelineevent" ("bills_shrinkage", "card_id", "counted", "id", "includes", "language_id", "minimum", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "price", "role", "share", "shift", "tier_above", "tier_up_to", "unit") VALUES (NEW."bills_shrinkage", NEW."card_id", NEW."counted", NEW."id", NEW."includes", NEW."language_id", NEW."minimum", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."price", NEW."role", NEW."share", NEW."shift", NEW."tier_above", NEW."tier_up_to", NEW."unit"); RETURN NULL;',
                            hash="42e08d0ad95bba438923cfd712efdaac9508bd5b",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_6f266",
                            table="vendors_rateline",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="rateline",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "vendors_ratelineevent" ("bills_shrinkage", "card_id", "counted", "id", "includes", "language_id", "minimum", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "price", "role", "share", "shift", "tier_above", "tier_up_to", "unit") VALUES (NEW."bills_shrinkage", NEW."card_id", NEW."counted", NEW."id", NEW."includes", NEW."language_id", NEW."minimum", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."price", NEW."role", NEW."share", NEW."shift", NEW."tier_above", NEW."tier_up_to", NEW."unit"); RETURN NULL;',
                            hash="478ec755382cc4b8e4cfb838f0af57a9d56ec8b6",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_44a01",
                            table="vendors_rateline",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="rateline",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "vendors_ratelineevent" ("bills_shrinkage", "card_id", "counted", "id", "includes", "language_id", "minimum", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "price", "role", "share", "shift", "tier_above", "tier_up_to", "unit") VALUES (OLD."bills_shrinkage", OLD."card_id", OLD."counted", OLD."id", OLD."includes", OLD."language_id", OLD."minimum", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."price", OLD."role", OLD."share", OLD."shift", OLD."tier_above", OLD."tier_up_to", OLD."unit"); RETURN NULL;',
                            hash="752d28258af15434cdd39b96ca69aa2a05b56ec4",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_e3f04",
                            table="vendors_rateline",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="ratelineevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="42b78b7763ef926fcb7f1c97ac859d0c873b61af",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_1488b",
                            table="vendors_ratelineevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="savedview",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "vendors_savedviewevent" ("deleted_at", "id", "is_shared", "name", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "query") VALUES (NEW."deleted_at", NEW."id", NEW."is_shared", NEW."name", NEW."owner_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."query"); RETURN NULL;',
                            hash="5816cbbd4b8abfb615f23fd7fc6e3d02f1e31a0e",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_9f6c7",
                            table="vendors_savedview",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="savedview",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "vendors_savedviewevent" ("deleted_at", "id", "is_shared", "name", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "query") VALUES (NEW."deleted_at", NEW."id", NEW."is_shared", NEW."name", NEW."owner_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."query"); RETURN NULL;',
                            hash="1e2c6c5b81926dac81586671c393735b6b5bec55",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_5dba3",
                            table="vendors_savedview",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="savedview",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "vendors_savedviewevent" ("deleted_at", "id", "is_shared", "name", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "query") VALUES (OLD."deleted_at", OLD."id", OLD."is_shared", OLD."name", OLD."owner_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."query"); RETURN NULL;',
                            hash="352938a6fead3e04e698e60016f65b91ad54acfd",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_c5b88",
                            table="vendors_savedview",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="savedviewevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="7bcffe659c0ae2d9ecdb6e90bda448841975b872",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_101e8",
                            table="vendors_savedviewevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="referenceservicelineevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="a18087640c8a215a7917bebb5aac38263c7018d5",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_43a00",
                            table="vendors_referenceservicelineevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="sitelanguageevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="715603cb714795f6b8b921a8ae483f6d62878bd0",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_35602",
                            table="vendors_sitelanguageevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="vendor",
                    trigger=pgtrigger.compiler.Trigger(
                        name="keep_new_facts",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n    INSERT INTO vendors_factsource (vendor_id, field, source, entered_by_id)\n    SELECT entry.id, fact.field, '', (NULLIF(CURRENT_SETTING('pghistory.context_metadata', TRUE), '')::jsonb ->> 'user')::bigint FROM new_rows entry,\n        LATERAL (VALUES ('legal_name', btrim(concat_ws(' ', entry.legal_name))), ('country', btrim(concat_ws(' ', entry.city, entry.country))), ('website', btrim(concat_ws(' ', entry.website))), ('founded_year', btrim(concat_ws(' ', entry.founded_year))), ('employees', btrim(concat_ws(' ', entry.employees, entry.employees_year))), ('revenue_millions', btrim(concat_ws(' ', entry.revenue_millions, entry.revenue_currency, entry.revenue_year))), ('delivery_countries', btrim(concat_ws(' ', entry.delivery_countries))), ('lei', btrim(concat_ws(' ', entry.lei))), ('vat_number', btrim(concat_ws(' ', entry.vat_number))), ('duns', btrim(concat_ws(' ', entry.duns))), ('parent', btrim(concat_ws(' ', entry.parent_id)))) AS fact(field, now) WHERE fact.now <> ''\n    ON CONFLICT (vendor_id, field) DO UPDATE SET source = '', as_of = NULL, entered_by_id = (NULLIF(CURRENT_SETTING('pghistory.context_metadata', TRUE), '')::jsonb ->> 'user')::bigint, verified_by_id = NULL, verified_at = NULL;\n RETURN NULL;",
                            hash="39a40d9d3c4bb29bc564d7d30127bf2f9c49b233",
                            level="STATEMENT",
                            operation="INSERT",
                            pgid="pgtrigger_keep_new_facts_f8045",
                            referencing="REFERENCING NEW TABLE AS new_rows ",
                            table="vendors_vendor",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="vendor",
                    trigger=pgtrigger.compiler.Trigger(
                        name="keep_changed_facts",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n    INSERT INTO vendors_factsource (vendor_id, field, source, entered_by_id)\n    SELECT vendor_id, field, '', (NULLIF(CURRENT_SETTING('pghistory.context_metadata', TRUE), '')::jsonb ->> 'user')::bigint FROM (SELECT entry.id AS vendor_id, fact.field, fact.now FROM new_rows entry\n    JOIN old_rows was ON was.id = entry.id,\n    LATERAL (VALUES ('legal_name', btrim(concat_ws(' ', entry.legal_name))), ('country', btrim(concat_ws(' ', entry.city, entry.country))), ('website', btrim(concat_ws(' ', entry.website))), ('founded_year', btrim(concat_ws(' ', entry.founded_year))), ('employees', btrim(concat_ws(' ', entry.employees, entry.employees_year))), ('revenue_millions', btrim(concat_ws(' ', entry.revenue_millions, entry.revenue_currency, entry.revenue_year))), ('delivery_countries', btrim(concat_ws(' ', entry.delivery_countries))), ('lei', btrim(concat_ws(' ', entry.lei))), ('vat_number', btrim(concat_ws(' ', entry.vat_number))), ('duns', btrim(concat_ws(' ', entry.duns))), ('parent', btrim(concat_ws(' ', entry.parent_id)))) AS fact(field, now) JOIN LATERAL (VALUES ('legal_name', btrim(concat_ws(' ', was.legal_name))), ('country', btrim(concat_ws(' ', was.city, was.country))), ('website', btrim(concat_ws(' ', was.website))), ('founded_year', btrim(concat_ws(' ', was.founded_year))), ('employees', btrim(concat_ws(' ', was.employees, was.employees_year))), ('revenue_millions', btrim(concat_ws(' ', was.revenue_millions, was.revenue_currency, was.revenue_year))), ('delivery_countries', btrim(concat_ws(' ', was.delivery_countries))), ('lei', btrim(concat_ws(' ', was.lei))), ('vat_number', btrim(concat_ws(' ', was.vat_number))), ('duns', btrim(concat_ws(' ', was.duns))), ('parent', btrim(concat_ws(' ', was.parent_id)))) AS prior(field, before) USING (field)\n    WHERE fact.now <> prior.before) AS changes WHERE now <> ''\n    ON CONFLICT (vendor_id, field) DO UPDATE SET source = '', as_of = NULL, entered_by_id = (NULLIF(CURRENT_SETTING('pghistory.context_metadata', TRUE), '')::jsonb ->> 'user')::bigint, verified_by_id = NULL, verified_at = NULL;\nDELETE FROM vendors_factsource USING (SELECT entry.id AS vendor_id, fact.field, fact.now FROM new_rows entry\n    JOIN old_rows was ON was.id = entry.id,\n    LATERAL (VALUES ('legal_name', btrim(concat_ws(' ', entry.legal_name))), ('country', btrim(concat_ws(' ', entry.city, entry.country))), ('website', btrim(concat_ws(' ', entry.website))), ('founded_year', btrim(concat_ws(' ', entry.founded_year))), ('employees', btrim(concat_ws(' ', entry.employees, entry.employees_year))), ('revenue_millions', btrim(concat_ws(' ', entry.revenue_millions, entry.revenue_currency, entry.revenue_year))), ('delivery_countries', btrim(concat_ws(' ', entry.delivery_countries))), ('lei', btrim(concat_ws(' ', entry.lei))), ('vat_number', btrim(concat_ws(' ', entry.vat_number))), ('duns', btrim(concat_ws(' ', entry.duns))), ('parent', btrim(concat_ws(' ', entry.parent_id)))) AS fact(field, now) JOIN LATERAL (VALUES ('legal_name', btrim(concat_ws(' ', was.legal_name))), ('country', btrim(concat_ws(' ', was.city, was.country))), ('website', btrim(concat_ws(' ', was.website))), ('founded_year', btrim(concat_ws(' ', was.founded_year))), ('employees', btrim(concat_ws(' ', was.employees, was.employees_year))), ('revenue_millions', btrim(concat_ws(' ', was.revenue_millions, was.revenue_currency, was.revenue_year))), ('delivery_countries', btrim(concat_ws(' ', was.delivery_countries))), ('lei', btrim(concat_ws(' ', was.lei))), ('vat_number', btrim(concat_ws(' ', was.vat_number))), ('duns', btrim(concat_ws(' ', was.duns))), ('parent', btrim(concat_ws(' ', was.parent_id)))) AS prior(field, before) USING (field)\n    WHERE fact.now <> prior.before) AS changes\n        WHERE vendors_factsource.vendor_id = changes.vendor_id\n        AND vendors_factsource.field = changes.field AND changes.now = ''; RETURN NULL;",
                            hash="4a3ac7c9c00f7a7ef7887b853cb76f6767244901",
                            level="STATEMENT",
                            operation="UPDATE",
                            pgid="pgtrigger_keep_changed_facts_10004",
                            referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                            table="vendors_vendor",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="vendor",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "vendors_vendorevent" ("city", "confidence", "country", "created_at", "delivery_countries", "duns", "employees", "employees_year", "founded_year", "id", "is_sample", "legal_name", "lei", "merged_into_id", "name", "notes", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revenue_currency", "revenue_millions", "revenue_year", "sources", "status", "status_reason", "trading_names", "updated_at", "vat_number", "website") VALUES (NEW."city", NEW."confidence", NEW."country", NEW."created_at", NEW."delivery_countries", NEW."duns", NEW."employees", NEW."employees_year", NEW."founded_year", NEW."id", NEW."is_sample", NEW."legal_name", NEW."lei", NEW."merged_into_id", NEW."name", NEW."notes", NEW."parent_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."revenue_currency", NEW."revenue_millions", NEW."revenue_year", NEW."sources", NEW."status", NEW."status_reason", NEW."trading_names", NEW."updated_at", NEW."vat_number", NEW."website"); RETURN NULL;',
                            hash="ff2a63e6f2993babbb8f2b6e99c7888b7503f17d",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_9eddb",
                            table="vendors_vendor",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="vendor",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."city" IS DISTINCT FROM (NEW."city") OR OLD."confidence" IS DISTINCT FROM (NEW."confidence") OR OLD."country" IS DISTINCT FROM (NEW."country") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."delivery_countries" IS DISTINCT FROM (NEW."delivery_countries") OR OLD."duns" IS DISTINCT FROM (NEW."duns") OR OLD."employees" IS DISTINCT FROM (NEW."employees") OR OLD."employees_year" IS DISTINCT FROM (NEW."employees_year") OR OLD."founded_year" IS DISTINCT FROM (NEW."founded_year") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_sample" IS DISTINCT FROM (NEW."is_sample") OR OLD."legal_name" IS DISTINCT FROM (NEW."legal_name") OR OLD."lei" IS DISTINCT FROM (NEW."lei") OR OLD."merged_into_id" IS DISTINCT FROM (NEW."merged_into_id") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."notes" IS DISTINCT FROM (NEW."notes") OR OLD."parent_id" IS DISTINCT FROM (NEW."parent_id") OR OLD."revenue_currency" IS DISTINCT FROM (NEW."revenue_currency") OR OLD."revenue_millions" IS DISTINCT FROM (NEW."revenue_millions") OR OLD."revenue_year" IS DISTINCT FROM (NEW."revenue_year") OR OLD."sources" IS DISTINCT FROM (NEW."sources") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."status_reason" IS DISTINCT FROM (NEW."status_reason") OR OLD."trading_names" IS DISTINCT FROM (NEW."trading_names") OR OLD."updated_at" IS DISTINCT FROM (NEW."updated_at") OR OLD."vat_number" IS DISTINCT FROM (NEW."vat_number") OR OLD."website" IS DISTINCT FROM (NEW."website"))',
                            func='INSERT INTO "vendors_vendorevent" ("city", "confidence", "country", "created_at", "delivery_countries", "duns", "employees", "employees_year", "founded_year", "id", "is_sample", "legal_name", "lei", "merged_into_id", "name", "notes", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revenue_currency", "revenue_millions", "revenue_year", "sources", "status", "status_reason", "trading_names", "updated_at", "vat_number", "website") VALUES (NEW."city", NEW."confidence", NEW."country", NEW."created_at", NEW."delivery_countries", NEW."duns", NEW."employees", NEW."employees_year", NEW."founded_year", NEW."id", NEW."is_sample", NEW."legal_name", NEW."lei", NEW."merged_into_id", NEW."name", NEW."notes", NEW."parent_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."revenue_currency", NEW."revenue_millions", NEW."revenue_year", NEW."sources", NEW."status", NEW."status_reason", NEW."trading_names", NEW."updated_at", NEW."vat_number", NEW."website"); RETURN NULL;',
                            hash="7a18462d40224b8fd7d9c140423a221622cf4163",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_a50f8",
                            table="vendors_vendor",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="vendor",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "vendors_vendorevent" ("city", "confidence", "country", "created_at", "delivery_countries", "duns", "employees", "employees_year", "founded_year", "id", "is_sample", "legal_name", "lei", "merged_into_id", "name", "notes", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revenue_currency", "revenue_millions", "revenue_year", "sources", "status", "status_reason", "trading_names", "updated_at", "vat_number", "website") VALUES (OLD."city", OLD."confidence", OLD."country", OLD."created_at", OLD."delivery_countries", OLD."duns", OLD."employees", OLD."employees_year", OLD."founded_year", OLD."id", OLD."is_sample", OLD."legal_name", OLD."lei", OLD."merged_into_id", OLD."name", OLD."notes", OLD."parent_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."revenue_currency", OLD."revenue_millions", OLD."revenue_year", OLD."sources", OLD."status", OLD."status_reason", OLD."trading_names", OLD."updated_at", OLD."vat_number", OLD."website"); RETURN NULL;',
                            hash="c59f4e27afee5bed9c6549e49c3acdae37306cec",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_7fa5f",
                            table="vendors_vendor",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="ratecardevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="4d6dce17cdc815436d436e3b51ba33a4b2749c94",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_9ca53",
                            table="vendors_ratecardevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="ratecard",
                    trigger=pgtrigger.compiler.Trigger(
                        name="keep_provenance",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n        IF TG_OP = 'INSERT' THEN\n            NEW.entered_by_id := COALESCE(NEW.entered_by_id, (NULLIF(CURRENT_SETTING('pghistory.context_metadata', TRUE), '')::jsonb ->> 'user')::bigint);\n        ELSIF to_jsonb(NEW) - ARRAY['id', 'vendor_id', 'entered_by_id', 'verified_by_id', 'verified_at'] IS DISTINCT FROM to_jsonb(OLD) - ARRAY['id', 'vendor_id', 'entered_by_id', 'verified_by_id', 'verified_at'] THEN\n            IF NEW.entered_by_id IS NOT DISTINCT FROM OLD.entered_by_id THEN\n                NEW.entered_by_id := (NULLIF(CURRENT_SETTING('pghistory.context_metadata', TRUE), '')::jsonb ->> 'user')::bigint;\n            END IF;\n            IF NEW.verified_at IS NOT DISTINCT FROM OLD.verified_at THEN\n                NEW.verified_by_id := NULL;\n                NEW.verified_at := NULL;\n            END IF;\n        END IF;\n        RETURN NEW;\n    ",
                            hash="765cb3260f3893300ce2682c98d21f3dc7ba4604",
                            operation="INSERT OR UPDATE",
                            pgid="pgtrigger_keep_provenance_b91fc",
                            table="vendors_ratecard",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="ratecard",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "vendors_ratecardevent" ("as_of", "country", "currency", "entered_by_id", "id", "name", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "service_line_id", "site_id", "source", "tier_rule", "valid_from", "valid_until", "vendor_id", "verified_at", "verified_by_id") VALUES (NEW."as_of", NEW."country", NEW."currency", NEW."entered_by_id", NEW."id", NEW."name", NEW."note", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."service_line_id", NEW."site_id", NEW."source", NEW."tier_rule", NEW."valid_from", NEW."valid_until", NEW."vendor_id", NEW."verified_at", NEW."verified_by_id"); RETURN NULL;',
                            hash="a26f102507c7fbe5a44f469cd436d3e44af401ec",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_f2cf8",
                            table="vendors_ratecard",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="ratecard",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "vendors_ratecardevent" ("as_of", "country", "currency", "entered_by_id", "id", "name", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "service_line_id", "site_id", "source", "tier_rule", "valid_from", "valid_until", "vendor_id", "verified_at", "verified_by_id") VALUES (NEW."as_of", NEW."country", NEW."currency", NEW."entered_by_id", NEW."id", NEW."name", NEW."note", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."service_line_id", NEW."site_id", NEW."source", NEW."tier_rule", NEW."valid_from", NEW."valid_until", NEW."vendor_id", NEW."verified_at", NEW."verified_by_id"); RETURN NULL;',
                            hash="21e771de58d9dc1b0db88a4746c0f43acd9431fd",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_8f99a",
                            table="vendors_ratecard",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="ratecard",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "vendors_ratecardevent" ("as_of", "country", "currency", "entered_by_id", "id", "name", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "service_line_id", "site_id", "source", "tier_rule", "valid_from", "valid_until", "vendor_id", "verified_at", "verified_by_id") VALUES (OLD."as_of", OLD."country", OLD."currency", OLD."entered_by_id", OLD."id", OLD."name", OLD."note", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."service_line_id", OLD."site_id", OLD."source", OLD."tier_rule", OLD."valid_from", OLD."valid_until", OLD."vendor_id", OLD."verified_at", OLD."verified_by_id"); RETURN NULL;',
                            hash="eebdddb7edc68ea3485ed05ce6f9c0e1bd875cc5",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_5b062",
                            table="vendors_ratecard",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="profilevalueevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="a0b19e273ea02ac749dfb0a2fca6149e38dbf5d5",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_6aae1",
                            table="vendors_profilevalueevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="profilevalue",
                    trigger=pgtrigger.compiler.Trigger(
                        name="keep_provenance",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n        IF TG_OP = 'INSERT' THEN\n            NEW.entered_by_id := COALESCE(NEW.entered_by_id, (NULLIF(CURRENT_SETTING('pghistory.context_metadata', TRUE), '')::jsonb ->> 'user')::bigint);\n        ELSIF to_jsonb(NEW) - ARRAY['id', 'vendor_id', 'entered_by_id', 'verified_by_id', 'verified_at'] IS DISTINCT FROM to_jsonb(OLD) - ARRAY['id', 'vendor_id', 'entered_by_id', 'verified_by_id', 'verified_at'] THEN\n            IF NEW.entered_by_id IS NOT DISTINCT FROM OLD.entered_by_id THEN\n                NEW.entered_by_id := (NULLIF(CURRENT_SETTING('pghistory.context_metadata', TRUE), '')::jsonb ->> 'user')::bigint;\n            END IF;\n            IF NEW.verified_at IS NOT DISTINCT FROM OLD.verified_at THEN\n                NEW.verified_by_id := NULL;\n                NEW.verified_at := NULL;\n            END IF;\n        END IF;\n        RETURN NEW;\n    ",
                            hash="29826743dbb81b0dc269773fe512094092784fa3",
                            operation="INSERT OR UPDATE",
                            pgid="pgtrigger_keep_provenance_817cc",
                            table="vendors_profilevalue",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="profilevalue",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "vendors_profilevalueevent" ("as_of", "dimension", "entered_by_id", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "side", "source", "value", "vendor_id", "verified_at", "verified_by_id") VALUES (NEW."as_of", NEW."dimension", NEW."entered_by_id", NEW."id", NEW."note", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."side", NEW."source", NEW."value", NEW."vendor_id", NEW."verified_at", NEW."verified_by_id"); RETURN NULL;',
                            hash="ce00b8f9c4f1607fe9909b359e7fe3fceda074f6",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_c42c9",
                            table="vendors_profilevalue",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="profilevalue",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "vendors_profilevalueevent" ("as_of", "dimension", "entered_by_id", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "side", "source", "value", "vendor_id", "verified_at", "verified_by_id") VALUES (NEW."as_of", NEW."dimension", NEW."entered_by_id", NEW."id", NEW."note", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."side", NEW."source", NEW."value", NEW."vendor_id", NEW."verified_at", NEW."verified_by_id"); RETURN NULL;',
                            hash="58428f39e2c2f3ce5961cfb388ac5116b1e9eb8f",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_d1547",
                            table="vendors_profilevalue",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="profilevalue",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "vendors_profilevalueevent" ("as_of", "dimension", "entered_by_id", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "side", "source", "value", "vendor_id", "verified_at", "verified_by_id") VALUES (OLD."as_of", OLD."dimension", OLD."entered_by_id", OLD."id", OLD."note", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."side", OLD."source", OLD."value", OLD."vendor_id", OLD."verified_at", OLD."verified_by_id"); RETURN NULL;',
                            hash="1a6829ed2e1b334c739775c86e9cc31f82ee642b",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_f764e",
                            table="vendors_profilevalue",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="profileclaimevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="1283dace4718b784b214f0982a7b62a158f29ce8",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_563d9",
                            table="vendors_profileclaimevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="profileclaim",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "vendors_profileclaimevent" ("claimed_by_id", "decided_by_id", "deed", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "state", "title", "vendor_id") VALUES (NEW."claimed_by_id", NEW."decided_by_id", NEW."deed", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."state", NEW."title", NEW."vendor_id"); RETURN NULL;',
                            hash="7b591aedf306c24756a2e8117a9c1c4352ddbce7",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_08f25",
                            table="vendors_profileclaim",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="profileclaim",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."claimed_by_id" IS DISTINCT FROM (NEW."claimed_by_id") OR OLD."decided_by_id" IS DISTINCT FROM (NEW."decided_by_id") OR OLD."deed" IS DISTINCT FROM (NEW."deed") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."vendor_id" IS DISTINCT FROM (NEW."vendor_id"))',
                            func='INSERT INTO "vendors_profileclaimevent" ("claimed_by_id", "decided_by_id", "deed", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "state", "title", "vendor_id") VALUES (NEW."claimed_by_id", NEW."decided_by_id", NEW."deed", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."state", NEW."title", NEW."vendor_id"); RETURN NULL;',
                            hash="5ec2b1542cbca35ab0b3a1f87aedd24cf7c0308d",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_1c317",
                            table="vendors_profileclaim",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="profileclaim",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "vendors_profileclaimevent" ("claimed_by_id", "decided_by_id", "deed", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "state", "title", "vendor_id") VALUES (OLD."claimed_by_id", OLD."decided_by_id", OLD."deed", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."state", OLD."title", OLD."vendor_id"); RETURN NULL;',
                            hash="3f542c1adc87ca0b9babb912c56f84b0211f5f9f",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_17804",
                            table="vendors_profileclaim",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="performancerecordevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="25bced1914448289d5fc9151c2b6272cce63590c",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_3cc3f",
                            table="vendors_performancerecordevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="performancerecord",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "vendors_performancerecordevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rating", "recorded_at", "recorded_by_id", "service_line_id", "since", "source", "text", "until", "valid_until", "vendor_id") VALUES (NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."rating", NEW."recorded_at", NEW."recorded_by_id", NEW."service_line_id", NEW."since", NEW."source", NEW."text", NEW."until", NEW."valid_until", NEW."vendor_id"); RETURN NULL;',
                            hash="a313843db2880fa164534e051b175fb2da10c0cd",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_64c4a",
                            table="vendors_performancerecord",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="performancerecord",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "vendors_performancerecordevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rating", "recorded_at", "recorded_by_id", "service_line_id", "since", "source", "text", "until", "valid_until", "vendor_id") VALUES (NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."rating", NEW."recorded_at", NEW."recorded_by_id", NEW."service_line_id", NEW."since", NEW."source", NEW."text", NEW."until", NEW."valid_until", NEW."vendor_id"); RETURN NULL;',
                            hash="4dbd5ef2113b758cd0b897183f5f96a1efc75fa5",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_bd497",
                            table="vendors_performancerecord",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="performancerecord",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "vendors_performancerecordevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rating", "recorded_at", "recorded_by_id", "service_line_id", "since", "source", "text", "until", "valid_until", "vendor_id") VALUES (OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."rating", OLD."recorded_at", OLD."recorded_by_id", OLD."service_line_id", OLD."since", OLD."source", OLD."text", OLD."until", OLD."valid_until", OLD."vendor_id"); RETURN NULL;',
                            hash="84133dbce0617647a4e548953ce1ac23af6c49cd",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_cfc24",
                            table="vendors_performancerecord",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="mergeevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="d564f477cd311149c1f4f019658a601e44173d7a",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_3e613",
                            table="vendors_mergeevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="merge",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "vendors_mergeevent" ("id", "merged_at", "merged_by_id", "merged_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "survivor_id", "undone_at", "undone_by_id") VALUES (NEW."id", NEW."merged_at", NEW."merged_by_id", NEW."merged_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."survivor_id", NEW."undone_at", NEW."undone_by_id"); RETURN NULL;',
                            hash="31d0f0572f2883dfc55f2875a03663eab929e7f4",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_0c2ff",
                            table="vendors_merge",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="merge",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."merged_id" IS DISTINCT FROM (NEW."merged_id") OR OLD."merged_at" IS DISTINCT FROM (NEW."merged_at") OR OLD."merged_by_id" IS DISTINCT FROM (NEW."merged_by_id") OR OLD."survivor_id" IS DISTINCT FROM (NEW."survivor_id") OR OLD."undone_at" IS DISTINCT FROM (NEW."undone_at") OR OLD."undone_by_id" IS DISTINCT FROM (NEW."undone_by_id"))',
                            func='INSERT INTO "vendors_mergeevent" ("id", "merged_at", "merged_by_id", "merged_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "survivor_id", "undone_at", "undone_by_id") VALUES (NEW."id", NEW."merged_at", NEW."merged_by_id", NEW."merged_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."survivor_id", NEW."undone_at", NEW."undone_by_id"); RETURN NULL;',
                            hash="e6038e29bd873c982f0deb43ee6ad17c55fbc3e6",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_04d65",
                            table="vendors_merge",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="factsourceevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="0f001defc6ace3f825c4f53da2729447d3afc749",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_3df0b",
                            table="vendors_factsourceevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="factsource",
                    trigger=pgtrigger.compiler.Trigger(
                        name="keep_provenance",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n        IF TG_OP = 'INSERT' THEN\n            NEW.entered_by_id := COALESCE(NEW.entered_by_id, (NULLIF(CURRENT_SETTING('pghistory.context_metadata', TRUE), '')::jsonb ->> 'user')::bigint);\n        ELSIF to_jsonb(NEW) - ARRAY['id', 'vendor_id', 'entered_by_id', 'verified_by_id', 'verified_at'] IS DISTINCT FROM to_jsonb(OLD) - ARRAY['id', 'vendor_id', 'entered_by_id', 'verified_by_id', 'verified_at'] THEN\n            IF NEW.entered_by_id IS NOT DISTINCT FROM OLD.entered_by_id THEN\n                NEW.entered_by_id := (NULLIF(CURRENT_SETTING('pghistory.context_metadata', TRUE), '')::jsonb ->> 'user')::bigint;\n            END IF;\n            IF NEW.verified_at IS NOT DISTINCT FROM OLD.verified_at THEN\n                NEW.verified_by_id := NULL;\n                NEW.verified_at := NULL;\n            END IF;\n        END IF;\n        RETURN NEW;\n    ",
                            hash="50a2d68eb2bff5b15375eb5592ac123dad2869f1",
                            operation="INSERT OR UPDATE",
                            pgid="pgtrigger_keep_provenance_1fd31",
                            table="vendors_factsource",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="factsource",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "vendors_factsourceevent" ("as_of", "entered_by_id", "field", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "vendor_id", "verified_at", "verified_by_id") VALUES (NEW."as_of", NEW."entered_by_id", NEW."field", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."source", NEW."vendor_id", NEW."verified_at", NEW."verified_by_id"); RETURN NULL;',
                            hash="e4a6c01175d66f1b1455a287cee8a1b4e867745a",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_419f3",
                            table="vendors_factsource",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="distinctionevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="5ad1b236bd4957cc68fc91a0b5b56b8082cdb0fe",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_f5eaa",
                            table="vendors_distinctionevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="distinction",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "vendors_distinctionevent" ("first_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "second_id", "told_at", "told_by_id") VALUES (NEW."first_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."second_id", NEW."told_at", NEW."told_by_id"); RETURN NULL;',
                            hash="5dc9d433ad4fa06d3ac469494f764300cd75c408",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_d1808",
                            table="vendors_distinction",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="distinction",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "vendors_distinctionevent" ("first_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "second_id", "told_at", "told_by_id") VALUES (NEW."first_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."second_id", NEW."told_at", NEW."told_by_id"); RETURN NULL;',
                            hash="016c1428c4f8dddb8d3c7b31b20521fd71a46d33",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_59c1d",
                            table="vendors_distinction",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="distinction",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "vendors_distinctionevent" ("first_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "second_id", "told_at", "told_by_id") VALUES (OLD."first_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."second_id", OLD."told_at", OLD."told_by_id"); RETURN NULL;',
                            hash="97fb3c1dc62a1b597c00e88ebf7d8de843939e50",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_2bd54",
                            table="vendors_distinction",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="deliverysiteevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="9223d755ff7f90fe665ecf1ba0dc3d166f64e77e",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_1844d",
                            table="vendors_deliverysiteevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="deliverysite",
                    trigger=pgtrigger.compiler.Trigger(
                        name="keep_provenance",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n        IF TG_OP = 'INSERT' THEN\n            NEW.entered_by_id := COALESCE(NEW.entered_by_id, (NULLIF(CURRENT_SETTING('pghistory.context_metadata', TRUE), '')::jsonb ->> 'user')::bigint);\n        ELSIF to_jsonb(NEW) - ARRAY['id', 'vendor_id', 'entered_by_id', 'verified_by_id', 'verified_at'] IS DISTINCT FROM to_jsonb(OLD) - ARRAY['id', 'vendor_id', 'entered_by_id', 'verified_by_id', 'verified_at'] THEN\n            IF NEW.entered_by_id IS NOT DISTINCT FROM OLD.entered_by_id THEN\n                NEW.entered_by_id := (NULLIF(CURRENT_SETTING('pghistory.context_metadata', TRUE), '')::jsonb ->> 'user')::bigint;\n            END IF;\n            IF NEW.verified_at IS NOT DISTINCT FROM OLD.verified_at THEN\n                NEW.verified_by_id := NULL;\n                NEW.verified_at := NULL;\n            END IF;\n        END IF;\n        RETURN NEW;\n    ",
                            hash="7414cb90df96f16da7ff764905390364553e1e71",
                            operation="INSERT OR UPDATE",
                            pgid="pgtrigger_keep_provenance_0b4ac",
                            table="vendors_deliverysite",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="deliverysite",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "vendors_deliverysiteevent" ("as_of", "city", "closes", "country", "entered_by_id", "id", "opens", "people", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "saturday_closes", "saturday_opens", "seats", "source", "sunday_closes", "sunday_opens", "timezone", "vendor_id", "verified_at", "verified_by_id") VALUES (NEW."as_of", NEW."city", NEW."closes", NEW."country", NEW."entered_by_id", NEW."id", NEW."opens", NEW."people", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."saturday_closes", NEW."saturday_opens", NEW."seats", NEW."source", NEW."sunday_closes", NEW."sunday_opens", NEW."timezone", NEW."vendor_id", NEW."verified_at", NEW."verified_by_id"); RETURN NULL;',
                            hash="7b1ce3586b2030dad14656cce45966181765e34d",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_12298",
                            table="vendors_deliverysite",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="deliverysite",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "vendors_deliverysiteevent" ("as_of", "city", "closes", "country", "entered_by_id", "id", "opens", "people", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "saturday_closes", "saturday_opens", "seats", "source", "sunday_closes", "sunday_opens", "timezone", "vendor_id", "verified_at", "verified_by_id") VALUES (NEW."as_of", NEW."city", NEW."closes", NEW."country", NEW."entered_by_id", NEW."id", NEW."opens", NEW."people", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."saturday_closes", NEW."saturday_opens", NEW."seats", NEW."source", NEW."sunday_closes", NEW."sunday_opens", NEW."timezone", NEW."vendor_id", NEW."verified_at", NEW."verified_by_id"); RETURN NULL;',
                            hash="d495e8de1750eb0d070068fd8e80b215bdad7832",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_69f78",
                            table="vendors_deliverysite",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="deliverysite",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "vendors_deliverysiteevent" ("as_of", "city", "closes", "country", "entered_by_id", "id", "opens", "people", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "saturday_closes", "saturday_opens", "seats", "source", "sunday_closes", "sunday_opens", "timezone", "vendor_id", "verified_at", "verified_by_id") VALUES (OLD."as_of", OLD."city", OLD."closes", OLD."country", OLD."entered_by_id", OLD."id", OLD."opens", OLD."people", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."saturday_closes", OLD."saturday_opens", OLD."seats", OLD."source", OLD."sunday_closes", OLD."sunday_opens", OLD."timezone", OLD."vendor_id", OLD."verified_at", OLD."verified_by_id"); RETURN NULL;',
                            hash="efce77dcb9de131b384d86048a15ec93c5b7e7d1",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_bfd7a",
                            table="vendors_deliverysite",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="contactevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="a021e3c69f24225bd21996ba2d576b36fcf28cd2",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_f3056",
                            table="vendors_contactevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="contact",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "vendors_contactevent" ("email", "id", "invited_at", "is_primary", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "position", "user_id", "vendor_id") VALUES (NEW."email", NEW."id", NEW."invited_at", NEW."is_primary", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."phone", NEW."position", NEW."user_id", NEW."vendor_id"); RETURN NULL;',
                            hash="74af47ce0280137b74c8147b8d80be3a01633543",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_88a1e",
                            table="vendors_contact",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="contact",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "vendors_contactevent" ("email", "id", "invited_at", "is_primary", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "position", "user_id", "vendor_id") VALUES (NEW."email", NEW."id", NEW."invited_at", NEW."is_primary", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."phone", NEW."position", NEW."user_id", NEW."vendor_id"); RETURN NULL;',
                            hash="f2383fa5ef46c681ccf53b62e6929beebd03063f",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_a8f20",
                            table="vendors_contact",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="contact",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "vendors_contactevent" ("email", "id", "invited_at", "is_primary", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "position", "user_id", "vendor_id") VALUES (OLD."email", OLD."id", OLD."invited_at", OLD."is_primary", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."phone", OLD."position", OLD."user_id", OLD."vendor_id"); RETURN NULL;',
                            hash="a4ee4d10722fd42c60a82958feefe9c00d88988d",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_e5a3d",
                            table="vendors_contact",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="clientreferenceevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="11fc0af041022b33b1dcec8eb41bc9891657b3e3",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_7fb94",
                            table="vendors_clientreferenceevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="clientreference",
                    trigger=pgtrigger.compiler.Trigger(
                        name="keep_provenance",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n        IF TG_OP = 'INSERT' THEN\n            NEW.entered_by_id := COALESCE(NEW.entered_by_id, (NULLIF(CURRENT_SETTING('pghistory.context_metadata', TRUE), '')::jsonb ->> 'user')::bigint);\n        ELSIF to_jsonb(NEW) - ARRAY['id', 'vendor_id', 'entered_by_id', 'verified_by_id', 'verified_at'] IS DISTINCT FROM to_jsonb(OLD) - ARRAY['id', 'vendor_id', 'entered_by_id', 'verified_by_id', 'verified_at'] THEN\n            IF NEW.entered_by_id IS NOT DISTINCT FROM OLD.entered_by_id THEN\n                NEW.entered_by_id := (NULLIF(CURRENT_SETTING('pghistory.context_metadata', TRUE), '')::jsonb ->> 'user')::bigint;\n            END IF;\n            IF NEW.verified_at IS NOT DISTINCT FROM OLD.verified_at THEN\n                NEW.verified_by_id := NULL;\n                NEW.verified_at := NULL;\n            END IF;\n        END IF;\n        RETURN NEW;\n    ",
                            hash="35127e646b21f0ea8c04815700c586cceca1de3d",
                            operation="INSERT OR UPDATE",
                            pgid="pgtrigger_keep_provenance_d0971",
                            table="vendors_clientreference",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="clientreference",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "vendors_clientreferenceevent" ("as_of", "client", "contact", "entered_by_id", "id", "industry_id", "may_be_called", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since_year", "source", "until_year", "vendor_id", "verified_at", "verified_by_id") VALUES (NEW."as_of", NEW."client", NEW."contact", NEW."entered_by_id", NEW."id", NEW."industry_id", NEW."may_be_called", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."since_year", NEW."source", NEW."until_year", NEW."vendor_id", NEW."verified_at", NEW."verified_by_id"); RETURN NULL;',
                            hash="ef6af87cfd658202240bc074df99e2dce85565b5",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_96e3a",
                            table="vendors_clientreference",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="clientreference",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "vendors_clientreferenceevent" ("as_of", "client", "contact", "entered_by_id", "id", "industry_id", "may_be_called", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since_year", "source", "until_year", "vendor_id", "verified_at", "verified_by_id") VALUES (NEW."as_of", NEW."client", NEW."contact", NEW."entered_by_id", NEW."id", NEW."industry_id", NEW."may_be_called", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."since_year", NEW."source", NEW."until_year", NEW."vendor_id", NEW."verified_at", NEW."verified_by_id"); RETURN NULL;',
                            hash="bbe6234da9f144694280d04c50bfb26942d7446c",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_0dc90",
                            table="vendors_clientreference",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="clientreference",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "vendors_clientreferenceevent" ("as_of", "client", "contact", "entered_by_id", "id", "industry_id", "may_be_called", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since_year", "source", "until_year", "vendor_id", "verified_at", "verified_by_id") VALUES (OLD."as_of", OLD."client", OLD."contact", OLD."entered_by_id", OLD."id", OLD."industry_id", OLD."may_be_called", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."since_year", OLD."source", OLD."until_year", OLD."vendor_id", OLD."verified_at", OLD."verified_by_id"); RETURN NULL;',
                            hash="ad38753f63141c164200d97ccb8f710df59a4ca1",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_c530d",
                            table="vendors_clientreference",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="certificationevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="8f5d7fbae8bd50d87d966511980e873e7c5078aa",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_33551",
                            table="vendors_certificationevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="certification",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "vendors_certificationevent" ("body", "claimed_by_id", "created_at", "decided_at", "decided_by_id", "edition", "expires_on", "id", "issued_on", "note", "number", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "renews_id", "scheme_id", "scope", "source", "state", "vendor_id") VALUES (NEW."body", NEW."claimed_by_id", NEW."created_at", NEW."decided_at", NEW."decided_by_id", NEW."edition", NEW."expires_on", NEW."id", NEW."issued_on", NEW."note", NEW."number", NEW."owner_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."renews_id", NEW."scheme_id", NEW."scope", NEW."source", NEW."state", NEW."vendor_id"); RETURN NULL;',
                            hash="9554e0b97b3a27bc806a1dee5da2afbabd921263",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_ff621",
                            table="vendors_certification",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="certification",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "vendors_certificationevent" ("body", "claimed_by_id", "created_at", "decided_at", "decided_by_id", "edition", "expires_on", "id", "issued_on", "note", "number", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "renews_id", "scheme_id", "scope", "source", "state", "vendor_id") VALUES (NEW."body", NEW."claimed_by_id", NEW."created_at", NEW."decided_at", NEW."decided_by_id", NEW."edition", NEW."expires_on", NEW."id", NEW."issued_on", NEW."note", NEW."number", NEW."owner_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."renews_id", NEW."scheme_id", NEW."scope", NEW."source", NEW."state", NEW."vendor_id"); RETURN NULL;',
                            hash="d04e964f96b4e50ca1e26c8a72f36fa7e9accd4c",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_b8128",
                            table="vendors_certification",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="certification",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "vendors_certificationevent" ("body", "claimed_by_id", "created_at", "decided_at", "decided_by_id", "edition", "expires_on", "id", "issued_on", "note", "number", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "renews_id", "scheme_id", "scope", "source", "state", "vendor_id") VALUES (OLD."body", OLD."claimed_by_id", OLD."created_at", OLD."decided_at", OLD."decided_by_id", OLD."edition", OLD."expires_on", OLD."id", OLD."issued_on", OLD."note", OLD."number", OLD."owner_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."renews_id", OLD."scheme_id", OLD."scope", OLD."source", OLD."state", OLD."vendor_id"); RETURN NULL;',
                            hash="3684a3e26d4dd39ddc8b7515261378f3941c3df2",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_a11fa",
                            table="vendors_certification",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="capabilityevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="06d9a32e5a353a9dc0a409516a3e5f52815a7333",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_24832",
                            table="vendors_capabilityevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="capability",
                    trigger=pgtrigger.compiler.Trigger(
                        name="keep_provenance",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n        IF TG_OP = 'INSERT' THEN\n            NEW.entered_by_id := COALESCE(NEW.entered_by_id, (NULLIF(CURRENT_SETTING('pghistory.context_metadata', TRUE), '')::jsonb ->> 'user')::bigint);\n        ELSIF to_jsonb(NEW) - ARRAY['id', 'vendor_id', 'entered_by_id', 'verified_by_id', 'verified_at'] IS DISTINCT FROM to_jsonb(OLD) - ARRAY['id', 'vendor_id', 'entered_by_id', 'verified_by_id', 'verified_at'] THEN\n            IF NEW.entered_by_id IS NOT DISTINCT FROM OLD.entered_by_id THEN\n                NEW.entered_by_id := (NULLIF(CURRENT_SETTING('pghistory.context_metadata', TRUE), '')::jsonb ->> 'user')::bigint;\n            END IF;\n            IF NEW.verified_at IS NOT DISTINCT FROM OLD.verified_at THEN\n                NEW.verified_by_id := NULL;\n                NEW.verified_at := NULL;\n            END IF;\n        END IF;\n        RETURN NEW;\n    ",
                            hash="5d1295472148607f533db2a73241567715dbf5fa",
                            operation="INSERT OR UPDATE",
                            pgid="pgtrigger_keep_provenance_19924",
                            table="vendors_capability",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="capability",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "vendors_capabilityevent" ("annual_volume", "as_of", "entered_by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "service_line_id", "source", "vendor_id", "verified_at", "verified_by_id", "volume_unit", "years") VALUES (NEW."annual_volume", NEW."as_of", NEW."entered_by_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."service_line_id", NEW."source", NEW."vendor_id", NEW."verified_at", NEW."verified_by_id", NEW."volume_unit", NEW."years"); RETURN NULL;',
                            hash="4c7f25e1564c7ac72844e93a3961f4776ecfda56",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_d62a2",
                            table="vendors_capability",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="capability",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "vendors_capabilityevent" ("annual_volume", "as_of", "entered_by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "service_line_id", "source", "vendor_id", "verified_at", "verified_by_id", "volume_unit", "years") VALUES (NEW."annual_volume", NEW."as_of", NEW."entered_by_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."service_line_id", NEW."source", NEW."vendor_id", NEW."verified_at", NEW."verified_by_id", NEW."volume_unit", NEW."years"); RETURN NULL;',
                            hash="be264d8dfa49dc12190f648297ee5d1a27d8781d",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_837d3",
                            table="vendors_capability",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="capability",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "vendors_capabilityevent" ("annual_volume", "as_of", "entered_by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "service_line_id", "source", "vendor_id", "verified_at", "verified_by_id", "volume_unit", "years") VALUES (OLD."annual_volume", OLD."as_of", OLD."entered_by_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."service_line_id", OLD."source", OLD."vendor_id", OLD."verified_at", OLD."verified_by_id", OLD."volume_unit", OLD."years"); RETURN NULL;',
                            hash="dff7f6d7eb39165c4bfaaa4999c0f733d95dd1ea",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_42a5f",
                            table="vendors_capability",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="vendorevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="8f02cbbe83ca8324bf2fd2a39c684fdae4ad4b46",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_7c231",
                            table="vendors_vendorevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="vendorindustryevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="4922afb7f9cc8d8d9dda62a41a7f55b7feeb5c95",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_fb7e5",
                            table="vendors_vendorindustryevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="vendorlanguageevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="15f4d376250db36470e209dde90cc786959171ec",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_e4446",
                            table="vendors_vendorlanguageevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="vendorlist",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "vendors_vendorlistevent" ("id", "name", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "valid_until") VALUES (NEW."id", NEW."name", NEW."owner_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."purpose", NEW."valid_until"); RETURN NULL;',
                            hash="d4280d528d1a97c6875d18ef28dd62a32577f94a",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_e38a5",
                            table="vendors_vendorlist",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="vendorlist",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "vendors_vendorlistevent" ("id", "name", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "valid_until") VALUES (NEW."id", NEW."name", NEW."owner_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."purpose", NEW."valid_until"); RETURN NULL;',
                            hash="3e8e333f283693d417259da76bd186badf10e9c0",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_1b3b8",
                            table="vendors_vendorlist",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="vendorlist",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "vendors_vendorlistevent" ("id", "name", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "valid_until") VALUES (OLD."id", OLD."name", OLD."owner_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."purpose", OLD."valid_until"); RETURN NULL;',
                            hash="f9a2340c15d30c51cdfb56cf4209a987eef55ecb",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_2b902",
                            table="vendors_vendorlist",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="listmemberevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="75dc8f9164051d42998dc5ae7f74378d52a68322",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_a8e8d",
                            table="vendors_listmemberevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="listmember",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "vendors_listmemberevent" ("decided_at", "decided_by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_by_id", "reason", "since", "state", "until", "vendor_id", "vendor_list_id") VALUES (NEW."decided_at", NEW."decided_by_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."proposed_by_id", NEW."reason", NEW."since", NEW."state", NEW."until", NEW."vendor_id", NEW."vendor_list_id"); RETURN NULL;',
                            hash="2c1fe3d9c1a93a9ed9292c185c69d27b67e768ec",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_63b49",
                            table="vendors_listmember",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="listmember",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "vendors_listmemberevent" ("decided_at", "decided_by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_by_id", "reason", "since", "state", "until", "vendor_id", "vendor_list_id") VALUES (NEW."decided_at", NEW."decided_by_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."proposed_by_id", NEW."reason", NEW."since", NEW."state", NEW."until", NEW."vendor_id", NEW."vendor_list_id"); RETURN NULL;',
                            hash="f7731f5bd7c32d76899f91bd2fc1dcfb5d19b416",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_13f39",
                            table="vendors_listmember",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="listmember",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "vendors_listmemberevent" ("decided_at", "decided_by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_by_id", "reason", "since", "state", "until", "vendor_id", "vendor_list_id") VALUES (OLD."decided_at", OLD."decided_by_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."proposed_by_id", OLD."reason", OLD."since", OLD."state", OLD."until", OLD."vendor_id", OLD."vendor_list_id"); RETURN NULL;',
                            hash="881068d2ebdff57df298b53ae82db17d1f9a692c",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_1de0b",
                            table="vendors_listmember",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="vendorlistevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="e9461b4547da1d07df061c46a300c0b2a5226d6a",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_208eb",
                            table="vendors_vendorlistevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="volumeprofile",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "vendors_volumeprofileevent" ("attrition", "contacts", "growth", "handling_seconds", "id", "is_shared", "name", "occupancy", "outcomes", "owner_id", "paid_hours", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "resolution_rate", "shrinkage", "term_months", "training_cost", "training_currency", "transactions") VALUES (NEW."attrition", NEW."contacts", NEW."growth", NEW."handling_seconds", NEW."id", NEW."is_shared", NEW."name", NEW."occupancy", NEW."outcomes", NEW."owner_id", NEW."paid_hours", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."resolution_rate", NEW."shrinkage", NEW."term_months", NEW."training_cost", NEW."training_currency", NEW."transactions"); RETURN NULL;',
                            hash="9bbb74a6a39a77475d7d493afa91db125be3f67c",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_c67d0",
                            table="vendors_volumeprofile",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="volumeprofile",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "vendors_volumeprofileevent" ("attrition", "contacts", "growth", "handling_seconds", "id", "is_shared", "name", "occupancy", "outcomes", "owner_id", "paid_hours", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "resolution_rate", "shrinkage", "term_months", "training_cost", "training_currency", "transactions") VALUES (NEW."attrition", NEW."contacts", NEW."growth", NEW."handling_seconds", NEW."id", NEW."is_shared", NEW."name", NEW."occupancy", NEW."outcomes", NEW."owner_id", NEW."paid_hours", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."resolution_rate", NEW."shrinkage", NEW."term_months", NEW."training_cost", NEW."training_currency", NEW."transactions"); RETURN NULL;',
                            hash="0ddad994e4e965db52a411daec46d3c6f5a638a5",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_e452f",
                            table="vendors_volumeprofile",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="volumeprofile",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "vendors_volumeprofileevent" ("attrition", "contacts", "growth", "handling_seconds", "id", "is_shared", "name", "occupancy", "outcomes", "owner_id", "paid_hours", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "resolution_rate", "shrinkage", "term_months", "training_cost", "training_currency", "transactions") VALUES (OLD."attrition", OLD."contacts", OLD."growth", OLD."handling_seconds", OLD."id", OLD."is_shared", OLD."name", OLD."occupancy", OLD."outcomes", OLD."owner_id", OLD."paid_hours", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."resolution_rate", OLD."shrinkage", OLD."term_months", OLD."training_cost", OLD."training_currency", OLD."transactions"); RETURN NULL;',
                            hash="0f4d55c10da5238b856b6ed71b16f1cafc8df8c4",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_cd1f0",
                            table="vendors_volumeprofile",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="volumeprofileevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="5b1eb18dcb149aca33f8001ca6654913a4997440",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_a4755",
                            table="vendors_volumeprofileevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="certificationsite",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "vendors_certificationsiteevent" ("certification_id", "deliverysite_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label") VALUES (NEW."certification_id", NEW."deliverysite_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\'); RETURN NULL;',
                            hash="e686780a0b46d181edf62ff7e4422b2eb0efc838",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_fbd42",
                            table="vendors_certification_sites",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="certificationsite",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "vendors_certificationsiteevent" ("certification_id", "deliverysite_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label") VALUES (OLD."certification_id", OLD."deliverysite_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\'); RETURN NULL;',
                            hash="daf2a93452c3f6bceaf18e7d6b0f9631a550ea0d",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_a77ac",
                            table="vendors_certification_sites",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="capabilityindustry",
                    trigger=pgtrigger.compiler.Trigger(
                        name="part_of_fact",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n            UPDATE vendors_capability\n            SET entered_by_id = (NULLIF(CURRENT_SETTING('pghistory.context_metadata', TRUE), '')::jsonb ->> 'user')::bigint, verified_by_id = NULL, verified_at = NULL\n            WHERE id = CASE TG_OP WHEN 'DELETE' THEN OLD.capability_id ELSE NEW.capability_id END\n            AND (verified_at IS NOT NULL OR entered_by_id IS DISTINCT FROM (NULLIF(CURRENT_SETTING('pghistory.context_metadata', TRUE), '')::jsonb ->> 'user')::bigint);\n            RETURN NULL;\n        ",
                            hash="39c0e9ef967e31212544426f821d2ccb3d39b4ca",
                            operation="INSERT OR DELETE",
                            pgid="pgtrigger_part_of_fact_cc21f",
                            table="vendors_capability_industries",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="capabilityindustry",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "vendors_capabilityindustryevent" ("capability_id", "id", "industry_id", "pgh_context_id", "pgh_created_at", "pgh_label") VALUES (NEW."capability_id", NEW."id", NEW."industry_id", _pgh_attach_context(), NOW(), \'insert\'); RETURN NULL;',
                            hash="175bebc1678625be6e9635e36997927117d4d499",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_a6689",
                            table="vendors_capability_industries",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="capabilityindustry",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "vendors_capabilityindustryevent" ("capability_id", "id", "industry_id", "pgh_context_id", "pgh_created_at", "pgh_label") VALUES (OLD."capability_id", OLD."id", OLD."industry_id", _pgh_attach_context(), NOW(), \'delete\'); RETURN NULL;',
                            hash="03a0b6a95da847184ef552f59ff1e6d4ff62a621",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_481a2",
                            table="vendors_capability_industries",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="sitelanguage",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "vendors_sitelanguageevent" ("deliverysite_id", "id", "language_id", "pgh_context_id", "pgh_created_at", "pgh_label") VALUES (NEW."deliverysite_id", NEW."id", NEW."language_id", _pgh_attach_context(), NOW(), \'insert\'); RETURN NULL;',
                            hash="182492092d1d7411bcce723fa0c5b973ea980eca",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_ffe22",
                            table="vendors_deliverysite_languages",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="sitelanguage",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "vendors_sitelanguageevent" ("deliverysite_id", "id", "language_id", "pgh_context_id", "pgh_created_at", "pgh_label") VALUES (OLD."deliverysite_id", OLD."id", OLD."language_id", _pgh_attach_context(), NOW(), \'delete\'); RETURN NULL;',
                            hash="a6b046d01893ab305001ce59df7740a8532018cb",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_95abd",
                            table="vendors_deliverysite_languages",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="referenceserviceline",
                    trigger=pgtrigger.compiler.Trigger(
                        name="part_of_fact",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n            UPDATE vendors_clientreference\n            SET entered_by_id = (NULLIF(CURRENT_SETTING('pghistory.context_metadata', TRUE), '')::jsonb ->> 'user')::bigint, verified_by_id = NULL, verified_at = NULL\n            WHERE id = CASE TG_OP WHEN 'DELETE' THEN OLD.clientreference_id ELSE NEW.clientreference_id END\n            AND (verified_at IS NOT NULL OR entered_by_id IS DISTINCT FROM (NULLIF(CURRENT_SETTING('pghistory.context_metadata', TRUE), '')::jsonb ->> 'user')::bigint);\n            RETURN NULL;\n        ",
                            hash="2542e25a1e3920f8ac6c0a1656f15f98ac2664c7",
                            operation="INSERT OR DELETE",
                            pgid="pgtrigger_part_of_fact_bc8fe",
                            table="vendors_clientreference_service_lines",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="referenceserviceline",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "vendors_referenceservicelineevent" ("clientreference_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "serviceline_id") VALUES (NEW."clientreference_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."serviceline_id"); RETURN NULL;',
                            hash="878393b841783bf6a4d3701911866e4530f5330b",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_3942f",
                            table="vendors_clientreference_service_lines",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="referenceserviceline",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "vendors_referenceservicelineevent" ("clientreference_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "serviceline_id") VALUES (OLD."clientreference_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."serviceline_id"); RETURN NULL;',
                            hash="1eb6ac4ae47d5209331eee703c091e9e80bb8148",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_227af",
                            table="vendors_clientreference_service_lines",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="vendorindustry",
                    trigger=pgtrigger.compiler.Trigger(
                        name="keep_added_facts",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n    INSERT INTO vendors_factsource (vendor_id, field, source, entered_by_id)\n    SELECT DISTINCT vendor_id, 'industries', '', (NULLIF(CURRENT_SETTING('pghistory.context_metadata', TRUE), '')::jsonb ->> 'user')::bigint FROM new_rows\n    ON CONFLICT (vendor_id, field) DO UPDATE SET source = '', as_of = NULL, entered_by_id = (NULLIF(CURRENT_SETTING('pghistory.context_metadata', TRUE), '')::jsonb ->> 'user')::bigint, verified_by_id = NULL, verified_at = NULL;\n RETURN NULL;",
                            hash="6aea483266f40f0583b341098ca1e2e23463def9",
                            level="STATEMENT",
                            operation="INSERT",
                            pgid="pgtrigger_keep_added_facts_37ca0",
                            referencing="REFERENCING NEW TABLE AS new_rows ",
                            table="vendors_vendor_industries",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="vendorindustry",
                    trigger=pgtrigger.compiler.Trigger(
                        name="keep_removed_facts",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n        DELETE FROM vendors_factsource fact USING old_rows gone WHERE fact.vendor_id = gone.vendor_id AND fact.field = 'industries'\n            AND NOT EXISTS (SELECT FROM vendors_vendor_industries rest WHERE rest.vendor_id = gone.vendor_id);\n        UPDATE vendors_factsource fact SET source = '', as_of = NULL, entered_by_id = (NULLIF(CURRENT_SETTING('pghistory.context_metadata', TRUE), '')::jsonb ->> 'user')::bigint, verified_by_id = NULL, verified_at = NULL FROM old_rows gone WHERE fact.vendor_id = gone.vendor_id AND fact.field = 'industries';\n     RETURN NULL;",
                            hash="d155674b450c65afb9d24a5066b3381777090f38",
                            level="STATEMENT",
                            operation="DELETE",
                            pgid="pgtrigger_keep_removed_facts_e508e",
                            referencing="REFERENCING OLD TABLE AS old_rows ",
                            table="vendors_vendor_industries",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="vendorindustry",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "vendors_vendorindustryevent" ("id", "industry_id", "pgh_context_id", "pgh_created_at", "pgh_label", "vendor_id") VALUES (NEW."id", NEW."industry_id", _pgh_attach_context(), NOW(), \'insert\', NEW."vendor_id"); RETURN NULL;',
                            hash="5202adb2117618e78558f694adec131ea843c441",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_eedec",
                            table="vendors_vendor_industries",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="vendorindustry",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "vendors_vendorindustryevent" ("id", "industry_id", "pgh_context_id", "pgh_created_at", "pgh_label", "vendor_id") VALUES (OLD."id", OLD."industry_id", _pgh_attach_context(), NOW(), \'delete\', OLD."vendor_id"); RETURN NULL;',
                            hash="6a844520f4dc87a5d1f1954b2f1654c24922075e",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_cb4ba",
                            table="vendors_vendor_industries",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="vendorlanguage",
                    trigger=pgtrigger.compiler.Trigger(
                        name="keep_added_facts",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n    INSERT INTO vendors_factsource (vendor_id, field, source, entered_by_id)\n    SELECT DISTINCT vendor_id, 'languages', '', (NULLIF(CURRENT_SETTING('pghistory.context_metadata', TRUE), '')::jsonb ->> 'user')::bigint FROM new_rows\n    ON CONFLICT (vendor_id, field) DO UPDATE SET source = '', as_of = NULL, entered_by_id = (NULLIF(CURRENT_SETTING('pghistory.context_metadata', TRUE), '')::jsonb ->> 'user')::bigint, verified_by_id = NULL, verified_at = NULL;\n RETURN NULL;",
                            hash="97275d457e6e05ec16cbc2d2643ecdbcf3349b9a",
                            level="STATEMENT",
                            operation="INSERT",
                            pgid="pgtrigger_keep_added_facts_76d77",
                            referencing="REFERENCING NEW TABLE AS new_rows ",
                            table="vendors_vendor_languages",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="vendorlanguage",
                    trigger=pgtrigger.compiler.Trigger(
                        name="keep_removed_facts",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n        DELETE FROM vendors_factsource fact USING old_rows gone WHERE fact.vendor_id = gone.vendor_id AND fact.field = 'languages'\n            AND NOT EXISTS (SELECT FROM vendors_vendor_languages rest WHERE rest.vendor_id = gone.vendor_id);\n        UPDATE vendors_factsource fact SET source = '', as_of = NULL, entered_by_id = (NULLIF(CURRENT_SETTING('pghistory.context_metadata', TRUE), '')::jsonb ->> 'user')::bigint, verified_by_id = NULL, verified_at = NULL FROM old_rows gone WHERE fact.vendor_id = gone.vendor_id AND fact.field = 'languages';\n     RETURN NULL;",
                            hash="590e5e62dafc0b4762b94719fd6ee20a1207429b",
                            level="STATEMENT",
                            operation="DELETE",
                            pgid="pgtrigger_keep_removed_facts_0b6b4",
                            referencing="REFERENCING OLD TABLE AS old_rows ",
                            table="vendors_vendor_languages",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="vendorlanguage",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "vendors_vendorlanguageevent" ("id", "language_id", "pgh_context_id", "pgh_created_at", "pgh_label", "vendor_id") VALUES (NEW."id", NEW."language_id", _pgh_attach_context(), NOW(), \'insert\', NEW."vendor_id"); RETURN NULL;',
                            hash="9a53e6b4e929ef1d79cbe5b140ef203f979f5b42",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_d0ce1",
                            table="vendors_vendor_languages",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="vendorlanguage",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "vendors_vendorlanguageevent" ("id", "language_id", "pgh_context_id", "pgh_created_at", "pgh_label", "vendor_id") VALUES (OLD."id", OLD."language_id", _pgh_attach_context(), NOW(), \'delete\', OLD."vendor_id"); RETURN NULL;',
                            hash="8e23b07d2f85773720f28e57454473058faeacbb",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_41ecf",
                            table="vendors_vendor_languages",
                            when="AFTER",
                        ),
                    ),
                ),
            ],
        ),
    ]
