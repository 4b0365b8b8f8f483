from django.apps import AppConfig


class FrameConfig(AppConfig):
    name = "bpo_portal"
