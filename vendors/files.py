"""Files on record, as they leave."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from .models import FileVersion

POLICY = "sandbox; default-src 'none'"
"""Whatever hides in a file may do nothing here."""


def attachment(file: FileVersion) -> HttpResponse:
    response = HttpResponse(bytes(file.content), content_type=file.media_type)
    response["Content-Disposition"] = content_disposition_header(True, file.file_name) or "attachment"
    response["Content-Security-Policy"] = POLICY
    response["Cache-Control"] = "private, no-store"
    return response
