import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import bpo_portal.fields
import bpo_portal.schema


class Migration(migrations.Migration):
    replaces = [("outbox", "0001_initial"), ("outbox", "0002_log_of_mails")]

    initial = True

    dependencies = [
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        bpo_portal.schema.CreateSchema(
            operations=[
                migrations.CreateModel(
                    name="MailEvent",
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
                                to="outbox.mail",
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
                        ("message_id", models.CharField(max_length=255)),
                        ("recipient", models.EmailField(max_length=254)),
                        ("subject", bpo_portal.fields.LineField(max_length=255)),
                        (
                            "is_record",
                            models.BooleanField(
                                default=False,
                                help_text="Its content is kept after sending; that of others, which may hold links, is erased.",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("queued", "Queued"),
                                    ("sent", "Sent"),
                                    ("failed", "Failed, will be tried again"),
                                    ("parked", "Given up after several tries"),
                                ],
                                default="queued",
                                max_length=10,
                            ),
                        ),
                        ("queued_at", models.DateTimeField()),
                        ("sent_at", models.DateTimeField(blank=True, null=True)),
                        ("last_error", models.CharField(blank=True, max_length=500)),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Mail",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("message_id", models.CharField(max_length=255, unique=True)),
                        ("recipient", models.EmailField(max_length=254)),
                        ("subject", bpo_portal.fields.LineField(max_length=255)),
                        ("content", models.BinaryField()),
                        (
                            "is_record",
                            models.BooleanField(
                                default=False,
                                help_text="Its content is kept after sending; that of others, which may hold links, is erased.",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("queued", "Queued"),
                                    ("sent", "Sent"),
                                    ("failed", "Failed, will be tried again"),
                                    ("parked", "Given up after several tries"),
                                ],
                                default="queued",
                                max_length=10,
                            ),
                        ),
                        ("attempts", models.PositiveSmallIntegerField(default=0)),
                        ("queued_at", models.DateTimeField()),
                        ("next_try_at", models.DateTimeField()),
                        ("leased_until", models.DateTimeField(blank=True, null=True)),
                        ("sent_at", models.DateTimeField(blank=True, null=True)),
                        ("last_error", models.CharField(blank=True, max_length=500)),
                    ],
                    options={
                        "ordering": ["-queued_at", "-pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state__in", ("queued", "failed"))),
                                fields=["next_try_at"],
                                name="mail_due",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "sent"), _negated=True),
                                    ("sent_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="mail_sent_has_time",
                            )
                        ],
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="mail",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "outbox_mailevent" ("id", "is_record", "last_error", "message_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "queued_at", "recipient", "sent_at", "state", "subject") VALUES (NEW."id", NEW."is_record", NEW."last_error", NEW."message_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."queued_at", NEW."recipient", NEW."sent_at", NEW."state", NEW."subject"); RETURN NULL;',
                            hash="c4ce5239bd89c89b45f0782be316804d56272a23",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_de56f",
                            table="outbox_mail",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="mail",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_record" IS DISTINCT FROM (NEW."is_record") OR OLD."last_error" IS DISTINCT FROM (NEW."last_error") OR OLD."message_id" IS DISTINCT FROM (NEW."message_id") OR OLD."queued_at" IS DISTINCT FROM (NEW."queued_at") OR OLD."recipient" IS DISTINCT FROM (NEW."recipient") OR OLD."sent_at" IS DISTINCT FROM (NEW."sent_at") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."subject" IS DISTINCT FROM (NEW."subject"))',
                            func='INSERT INTO "outbox_mailevent" ("id", "is_record", "last_error", "message_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "queued_at", "recipient", "sent_at", "state", "subject") VALUES (NEW."id", NEW."is_record", NEW."last_error", NEW."message_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."queued_at", NEW."recipient", NEW."sent_at", NEW."state", NEW."subject"); RETURN NULL;',
                            hash="98e1ba12f4b10069698deca727a8547320081c74",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_11d05",
                            table="outbox_mail",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="mail",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "outbox_mailevent" ("id", "is_record", "last_error", "message_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "queued_at", "recipient", "sent_at", "state", "subject") VALUES (OLD."id", OLD."is_record", OLD."last_error", OLD."message_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."queued_at", OLD."recipient", OLD."sent_at", OLD."state", OLD."subject"); RETURN NULL;',
                            hash="0e55c6d41ae8970f9c7f415d45da01e1d497122e",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_8a5b4",
                            table="outbox_mail",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="mailevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="c7f4c61073dfc07810611484d56d640567e6f484",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_7e5c2",
                            table="outbox_mailevent",
                            when="BEFORE",
                        ),
                    ),
                ),
            ],
        ),
    ]
