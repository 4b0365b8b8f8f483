"""Evidence of certifications: versions are added, never changed."""

import hashlib
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from vendors.evidence_files import kind_of
from vendors.models import Certification, Evidence


@transaction.atomic
def add_evidence(
    *,
    certification: Certification,
    name: str,
    content: bytes,
    dated_on: date,
    by: User,
    at: datetime,
    note: str = "",
) -> Evidence:
    """Put the next version on file. ValidationError for a file that is not what its name says, or is there."""
    kind = kind_of(name, content)
    digest = hashlib.sha256(content).hexdigest()
    held = Certification.objects.select_for_update(of=("self",), no_key=True).get(pk=certification.pk)
    versions = dict(held.evidence.values_list("sha256", "version"))
    if digest in versions:
        raise ValidationError(f"This very file is on file already, as version {versions[digest]}.")
    return Evidence.objects.create(
        certification=held,
        version=max(versions.values(), default=0) + 1,
        kind=kind,
        dated_on=dated_on,
        note=note,
        content=content,
        size=len(content),
        sha256=digest,
        uploaded_by=by,
        uploaded_at=at,
    )
