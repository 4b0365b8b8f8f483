from importlib import import_module
from pathlib import Path

from django.apps import AppConfig, apps
from django.conf import settings
from django.contrib.admin.apps import SimpleAdminConfig
from django.db.backends.signals import connection_created
from django.utils.module_loading import module_has_submodule

from .connections import ignore_no_trigger
from .wording import use_our_words


class FrameConfig(AppConfig):
    default = True
    name = "bpo_portal"

    def ready(self) -> None:
        use_our_words()
        connection_created.connect(ignore_no_trigger)


class PortalAdminConfig(SimpleAdminConfig):
    """Other packages' tables (sessions, secrets of second factors, failed sign-ins) stay out of the admin."""

    default = False
    default_site = "bpo_portal.admin.PortalAdminSite"

    def ready(self) -> None:
        super().ready()
        for app in apps.get_app_configs():
            ours = Path(app.path).parent == settings.BASE_DIR
            if ours and app.module and module_has_submodule(app.module, "admin"):
                import_module(f"{app.name}.admin")
