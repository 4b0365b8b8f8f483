"""What the web server serves, loaded whole before it answers: nobody waits for the first page of a process."""

import os
from pathlib import Path

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.template.loader import get_template
from django.urls import get_resolver

from .garbage import look_seldom

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bpo_portal.settings")


def load_pages() -> None:
    """Import all views, and compile the templates of our pages into the loader's cache."""
    get_resolver().url_patterns  # noqa: B018
    folder = Path(settings.BASE_DIR) / "templates"
    for template in folder.rglob("*.html"):
        get_template(str(template.relative_to(folder)))


application = get_wsgi_application()
load_pages()
look_seldom()
