from django.apps import AppConfig


class RfpConfig(AppConfig):
    name = "rfp"

    def ready(self) -> None:
        from . import receivers

        receivers.connect()
