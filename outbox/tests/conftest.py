from collections.abc import Iterator

import pytest
from pytest_django import Settings

from .smtp import Server


@pytest.fixture
def mail_server(settings: Settings) -> Iterator[Server]:
    """A running mail server that the settings point to."""
    server = Server()
    settings.EMAIL_URL = f"smtp://127.0.0.1:{server.port}"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", server.port, 2
    server.start()
    yield server
    server.stop()
