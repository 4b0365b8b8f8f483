from django.apps import AppConfig


class ScoringConfig(AppConfig):
    name = "scoring"

    def ready(self) -> None:
        from . import hooks, receivers

        receivers.connect()
        hooks.connect()
