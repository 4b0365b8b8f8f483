import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bpo_portal.settings")

application = get_wsgi_application()
get_resolver().url_patterns  # noqa: B018 (loads all views here, and not while the first visitor of each process waits)
