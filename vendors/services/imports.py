"""Imports of whole files, with or without a person who looks at a preview first."""

from datetime import datetime
from pathlib import PurePath
from typing import BinaryIO

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from bpo_portal.text import refuse_hidden_characters, tidy
from vendors.imports import Plan, make_plan, write
from vendors.models import Upload, UploadKind


def import_vendors(*, file: BinaryIO, by: User, at: datetime) -> Plan:
    """Write all vendors of a CSV or XLSX file, or none. Raises ValidationError naming rows and columns."""
    return write(kind=UploadKind.VENDORS, content=file.read(), name=plain_name(file.name), by=by, at=at)


def import_certifications(*, file: BinaryIO, by: User, at: datetime) -> Plan:
    """Write all certifications of a file as claims of `by`, or none."""
    return write(
        kind=UploadKind.CERTIFICATIONS, content=file.read(), name=plain_name(file.name), by=by, at=at
    )


@transaction.atomic
def upload(*, file: BinaryIO, name: str, kind: str, by: User, at: datetime) -> Upload:
    """Keep a file with its preview until it is confirmed. Raises ValidationError where it cannot be read."""
    name = plain_name(name)
    content = file.read()
    preview = make_plan(kind=kind, content=content, name=name).as_json()
    Upload.objects.outdated(at=at).delete()
    return Upload.objects.create(
        kind=kind, file_name=name, content=content, preview=preview, uploaded_by=by, uploaded_at=at
    )


def plain_name(name: str) -> str:
    name = PurePath(tidy(name).replace("\\", "/")).name
    refuse_hidden_characters(name)
    if not name or len(name) > 255:
        raise ValidationError("Give the file a name of at most 255 characters.")
    return name


@transaction.atomic
def confirm_upload(*, upload: Upload, by: User, at: datetime) -> Plan:
    """Write what was shown. Raises RegisterChanged where the register has moved on since."""
    upload = Upload.objects.select_for_update().get(pk=upload.pk)
    content = bytes(upload.content)
    plan = write(kind=upload.kind, content=content, name=upload.file_name, by=by, at=at, shown=upload.preview)
    upload.delete()
    return plan


def preview_again(*, upload: Upload) -> Upload:
    """Bring a preview up to date with the register."""
    plan = make_plan(kind=upload.kind, content=bytes(upload.content), name=upload.file_name)
    upload.preview = plan.as_json()
    upload.save(update_fields=["preview"])
    return upload
