import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import bpo_portal.fields


class Migration(migrations.Migration):
    dependencies = [
        ("vendors", "0011_contacts_claims_documents"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunSQL("DELETE FROM vendors_upload", migrations.RunSQL.noop),
        migrations.RenameModel("Upload", "Import"),
        migrations.CreateModel(
            name="ImportRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                ("said_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["-said_at"],
            },
        ),
        migrations.AlterModelOptions(
            name="import",
            options={"ordering": ["-uploaded_at", "-pk"]},
        ),
        migrations.RemoveField(
            model_name="import",
            name="preview",
        ),
        migrations.AddField(
            model_name="import",
            name="attempts",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="import",
            name="columns",
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name="import",
            name="context",
            field=models.UUIDField(
                editable=False, help_text="Of the history's entries of this import.", null=True
            ),
        ),
        migrations.AddField(
            model_name="import",
            name="counts",
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name="import",
            name="digest",
            field=models.CharField(blank=True, default="", max_length=64),
        ),
        migrations.AddField(
            model_name="import",
            name="error",
            field=models.CharField(blank=True, default="", max_length=300),
        ),
        migrations.AddField(
            model_name="import",
            name="head",
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name="import",
            name="imported_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="import",
            name="is_running",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="import",
            name="leased_until",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="import",
            name="note",
            field=models.TextField(blank=True, default=""),
        ),
        migrations.AddField(
            model_name="import",
            name="row_count",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="import",
            name="rows_done",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="import",
            name="source",
            field=bpo_portal.fields.LineField(blank=True, max_length=100),
        ),
        migrations.AddField(
            model_name="import",
            name="state",
            field=models.CharField(
                choices=[
                    ("mapping", "Columns to be told"),
                    ("planning", "Being compared"),
                    ("previewed", "To be confirmed"),
                    ("writing", "Being written"),
                    ("done", "Imported"),
                    ("undone", "Taken back"),
                ],
                default="previewed",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="import",
            name="step",
            field=models.CharField(blank=True, default="", max_length=20),
        ),
        migrations.AddField(
            model_name="import",
            name="undone_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="import",
            name="undone_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField(
            model_name="import",
            name="uploaded_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddConstraint(
            model_name="import",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ("done", "undone")), _negated=True),
                    models.Q(("context__isnull", False), ("imported_at__isnull", False)),
                    _connector="OR",
                ),
                name="import_done_has_its_history",
            ),
        ),
        migrations.AddField(
            model_name="importrow",
            name="of",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="rows", to="vendors.import"
            ),
        ),
        migrations.AddField(
            model_name="sourcecolumns",
            name="said_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddIndex(
            model_name="importrow",
            index=models.Index(fields=["of", "kind", "number"], name="import_rows_in_pages"),
        ),
        migrations.AddConstraint(
            model_name="sourcecolumns",
            constraint=models.UniqueConstraint(
                fields=("kind", "source", "head"), name="columns_said_once_per_head"
            ),
        ),
    ]
