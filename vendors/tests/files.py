"""Small files of each kind, made by the libraries that others would make them with."""

from io import BytesIO

from PIL import Image
from pypdf import PdfWriter


def pdf(*, password: str = "", pages: int = 1) -> bytes:
    writer, out = PdfWriter(), BytesIO()
    for _ in range(pages):
        writer.add_blank_page(width=100, height=100)
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    writer.write(out)
    return out.getvalue()


def image(kind: str, *, size: tuple[int, int] = (8, 8)) -> bytes:
    out = BytesIO()
    Image.new("L", size).save(out, kind)
    return out.getvalue()


PDF, PNG, JPEG = pdf(), image("PNG"), image("JPEG")
