"""Imports of whole files, with or without a person who looks at a preview first."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import PurePath
from typing import BinaryIO

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from bpo_portal.text import refuse_hidden_characters, tidy
from vendors.imports import COLUMNS_OF, REQUIRED_OF, Plan, are_ours, read, write
from vendors.models import Import, ImportKind, ImportState, SourceColumns

from .import_runs import begin, store_rows

LONG = 500
"""From so many rows on an import is worked on by a process of its own, and the page shows how far it is."""


def import_vendors(*, file: BinaryIO, by: User, at: datetime) -> Plan:
    """Write all vendors of a CSV or XLSX file, or none. Raises ValidationError naming rows and columns."""
    return import_file(file=file, kind=ImportKind.VENDORS, by=by, at=at)


def import_certifications(*, file: BinaryIO, by: User, at: datetime) -> Plan:
    """Write all certifications of a file as claims of `by`, or none."""
    return import_file(file=file, kind=ImportKind.CERTIFICATIONS, by=by, at=at)


@transaction.atomic
def import_file(*, file: BinaryIO, kind: ImportKind, by: User, at: datetime) -> Plan:
    """Write a file at once, and keep the record of it."""
    name = plain_name(file.name)
    plan = write(kind=kind, content=file.read(), name=name, by=by, at=at)
    kept = Import.objects.create(
        kind=kind,
        file_name=name,
        content=b"",
        state=ImportState.DONE,
        uploaded_by=by,
        uploaded_at=at,
        imported_at=at,
        context=plan.context,
        row_count=len(plan.rows),
        counts=plan.counts(),
    )
    store_rows(kept, plan)
    return plan


@transaction.atomic
def upload(*, file: BinaryIO, name: str, kind: str, by: User, at: datetime, source: str = "") -> Import:
    """Keep a file until its import is confirmed; compared with the register as soon as its columns are known.

    Raises ValidationError where it cannot be read.
    """
    name, content = plain_name(name), file.read()
    table = read(kind=kind, content=content, name=name)
    Import.objects.outdated(at=at).delete()
    kept = Import(
        kind=kind,
        file_name=name,
        source=source,
        content=content,
        head=table.titles,
        state=ImportState.MAPPING,
        row_count=len(table.rows),
        uploaded_by=by,
        uploaded_at=at,
    )
    remembered = remembered_columns(kept)
    if remembered:
        kept.source, kept.columns = remembered.source, remembered.columns
    kept.save()
    if remembered or are_ours(table.titles, COLUMNS_OF[kind], REQUIRED_OF[kind]):
        begin(kept, ImportState.PLANNING, at=at, apart=is_long(kept))
    return kept


def remembered_columns(imported: Import) -> SourceColumns | None:
    """What somebody has said of files with this head: from the same source, or else from whichever it was."""
    said = SourceColumns.objects.filter(kind=imported.kind, head=imported.head)
    return (said.filter(source=imported.source) if imported.source else said).first()


@transaction.atomic
def say_columns(*, imported: Import, columns: Sequence[str], source: str, by: User, at: datetime) -> Import:
    """Which of our columns those of the file are; remembered for the next file of the source, if it has a name."""
    imported.columns, imported.source = list(columns), source
    imported.save(update_fields=["columns", "source"])
    if source:
        SourceColumns.objects.update_or_create(
            kind=imported.kind,
            source=source,
            head=imported.head,
            defaults={"columns": imported.columns, "said_by": by, "said_at": at},
        )
    begin(imported, ImportState.PLANNING, at=at, apart=is_long(imported))
    return imported


@transaction.atomic
def confirm(*, imported: Import, at: datetime) -> Import:
    """Have written what was shown; where the register has moved on since, the preview is made anew.

    Raises ValidationError where there is something at fault, or nothing to confirm.
    """
    imported = Import.objects.select_for_update().get(pk=imported.pk)
    if imported.state != ImportState.PREVIEWED:
        raise ValidationError("This file has been confirmed already, or is not ready to be.")
    if imported.fault_count:
        raise ValidationError("A file with faults is not imported. Mend the rows below and upload it again.")
    begin(imported, ImportState.WRITING, at=at, apart=is_long(imported))
    return imported


@transaction.atomic
def undo_import(*, imported: Import, by: User, at: datetime) -> Import:
    """Have all taken back that an import did.

    A short one raises ChangedSince if anything built on it; of a long one the record says so afterwards.
    """
    imported = Import.objects.select_for_update(of=("self",)).defer("content").get(pk=imported.pk)
    if imported.state != ImportState.DONE:
        raise ValidationError("Only what was imported, and not taken back yet, can be taken back.")
    imported.undone_by = by
    imported.save(update_fields=["undone_by"])
    begin(imported, ImportState.UNDOING, at=at, apart=is_long(imported))
    return imported


def is_long(imported: Import) -> bool:
    return imported.row_count >= LONG


def plain_name(name: str) -> str:
    name = PurePath(tidy(name).replace("\\", "/")).name
    refuse_hidden_characters(name)
    if not name or len(name) > 255:
        raise ValidationError("Give the file a name of at most 255 characters.")
    return name
