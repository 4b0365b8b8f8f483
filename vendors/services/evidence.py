"""Files on record, of certifications and of the company: versions are added, never changed."""

import hashlib
from collections.abc import Collection, Iterator
from datetime import date, datetime
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from vendors.evidence_files import kind_of
from vendors.models import Certification, Document, DocumentVersion, Evidence, FileVersion
from vendors.models.files import FileVersionQuerySet

Key = tuple[str, int]
"""Kind and number of a file."""
Version = TypeVar("Version", bound=FileVersion)


@transaction.atomic
def add_evidence(*, certification: Certification, **file: Any) -> Evidence:
    """Put the next version on file. ValidationError for a file that is not what its name says, or is there."""
    held = Certification.objects.select_for_update(of=("self",), no_key=True).get(pk=certification.pk)
    return _next_version(Evidence(certification=held), held.evidence, **file)


@transaction.atomic
def add_document_version(*, document: Document, **file: Any) -> DocumentVersion:
    """The same for a document of the company."""
    held = Document.objects.select_for_update(no_key=True).get(pk=document.pk)
    return _next_version(DocumentVersion(document=held), held.versions, **file)


@transaction.atomic
def mark_files_seen(*, keys: Collection[Key], by: User, at: datetime) -> int:
    """Take the vendors' files off the list of new ones, for everybody who keeps the register; says how many."""
    return sum(files.filter(seen_at=None).update(seen_by=by, seen_at=at) for files in _from_vendors(keys))


@transaction.atomic
def mark_files_new(*, keys: Collection[Key]) -> int:
    return sum(
        files.exclude(seen_at=None).update(seen_by=None, seen_at=None) for files in _from_vendors(keys)
    )


def _from_vendors(keys: Collection[Key]) -> Iterator[FileVersionQuerySet]:
    kinds: tuple[FileVersionQuerySet, ...] = (DocumentVersion.objects.all(), Evidence.objects.all())
    for files in kinds:
        named = [pk for kind, pk in keys if kind == files.model._meta.model_name]
        yield files.from_vendor().filter(pk__in=named)


def _next_version(
    new: Version,
    on_file: Any,
    *,
    name: str,
    content: bytes,
    dated_on: date,
    by: User,
    at: datetime,
    note: str = "",
) -> Version:
    new.kind = kind_of(name, content)
    new.sha256 = hashlib.sha256(content).hexdigest()
    versions = dict(on_file.values_list("sha256", "version"))
    if new.sha256 in versions:
        raise ValidationError(f"This very file is on file already, as version {versions[new.sha256]}.")
    new.version = max(versions.values(), default=0) + 1
    new.dated_on, new.note = dated_on, note
    new.content, new.size = content, len(content)
    new.uploaded_by, new.uploaded_at = by, at
    new.save(force_insert=True)
    return new
