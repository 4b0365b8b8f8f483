"""Whether an uploaded file is what its name and its first bytes say, and can be opened."""

from io import BytesIO

from django.core.exceptions import ValidationError
from PIL import Image

from .models import FileKind

MAX_BYTES = 10_000_000
MAX_PIXELS = 40_000_000
"""A page of A4 at 600 dots an inch has 35 million."""
ENDINGS = {
    "pdf": FileKind.PDF,
    "png": FileKind.PNG,
    "jpg": FileKind.JPEG,
    "jpeg": FileKind.JPEG,
}
FIRST_BYTES = {
    FileKind.PDF: b"%PDF-",
    FileKind.PNG: b"\x89PNG\r\n\x1a\n",
    FileKind.JPEG: b"\xff\xd8\xff",
}


def kind_of(name: str, content: bytes) -> FileKind:
    """What the file is. ValidationError where ending, first bytes and content do not agree."""
    kind = ENDINGS.get(name.rpartition(".")[2].lower())
    if kind is None or "." not in name:
        raise ValidationError("Choose a PDF, PNG or JPEG file.", code="kind")
    if not content.startswith(FIRST_BYTES[kind]):
        raise ValidationError(
            f"The name says {kind.label}, but that is not what the file is.", code="mismatch"
        )
    (open_pdf if kind == FileKind.PDF else open_image)(kind, content)
    return kind


def open_pdf(kind: FileKind, content: bytes) -> None:
    from pypdf import PdfReader  # here: a fifth of the time that every process takes to start

    try:
        reader = PdfReader(BytesIO(content))
        locked = reader.is_encrypted and not reader.decrypt("")
        pages = 0 if locked else len(reader.pages)
    except Exception as error:  # a hostile file can make a parser fail in any way
        raise damaged(kind) from error
    if locked:
        raise ValidationError("The PDF opens with a password only: upload one without.", code="locked")
    if not pages:
        raise ValidationError("The PDF has no page.", code="damaged")


def open_image(kind: FileKind, content: bytes) -> None:
    """The size is read before anything is unpacked."""
    try:
        with Image.open(BytesIO(content), formats=[kind.name]) as image:
            is_huge = image.width * image.height > MAX_PIXELS
            if not is_huge:
                image.load()
    except Image.DecompressionBombError:
        is_huge = True
    except Exception as error:  # a hostile file can make a parser fail in any way
        raise damaged(kind) from error
    if is_huge:
        raise ValidationError("The image has more than 40 million points: upload a smaller one.", code="size")


def damaged(kind: FileKind) -> ValidationError:
    return ValidationError(f"The file cannot be opened as {kind.label}: it is damaged.", code="damaged")
