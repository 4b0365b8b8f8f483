from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("vendors", "0014_standing_lists_views"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="import",
            name="import_done_has_its_history",
        ),
        migrations.AlterField(
            model_name="import",
            name="state",
            field=models.CharField(
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
        migrations.AddConstraint(
            model_name="import",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ("done", "undoing", "undone")), _negated=True),
                    models.Q(("context__isnull", False), ("imported_at__isnull", False)),
                    _connector="OR",
                ),
                name="import_done_has_its_history",
            ),
        ),
    ]
