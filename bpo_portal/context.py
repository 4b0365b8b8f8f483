from django.conf import settings
from django.http import HttpRequest


def frame(request: HttpRequest) -> dict[str, object]:
    """What the frame around every page needs; `section` is the part of the product that the page is in."""
    return {"LOCAL_MODE": settings.LOCAL_MODE, "section": request.path.split("/")[1]}
