"""Telling the workers, with a broker that is there, away, or silent."""

import socket
import time
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from redis import Redis

from bpo_portal import dispatch
from bpo_portal.celery import app


@pytest.fixture(autouse=True)
def awake(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dispatch, "_asleep_until", 0.0)


@pytest.fixture
def silent_port() -> Iterator[int]:
    """Takes connections and never says anything."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def test_a_task_is_in_the_queue_once_it_is_sent() -> None:
    name = f"test.{uuid4()}"

    assert dispatch.send(name, 7)

    broker: Any = Redis.from_url(app.conf.broker_url)
    found = [each for each in broker.lrange("celery", 0, -1) if name.encode() in each]
    assert len(found) == 1
    broker.lrem("celery", 1, found[0])


def test_a_broker_that_is_away_is_noticed_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app.conf, "broker_write_url", "redis://127.0.0.1:1/0")
    started = time.monotonic()

    assert not dispatch.send("some.task", 7)

    assert time.monotonic() - started < dispatch.PATIENCE


def test_a_broker_that_is_silent_is_waited_for_once_and_then_left_alone(
    monkeypatch: pytest.MonkeyPatch, silent_port: int
) -> None:
    monkeypatch.setattr(app.conf, "broker_write_url", f"redis://127.0.0.1:{silent_port}/0")
    started = time.monotonic()

    assert not dispatch.send("some.task", 7)
    waited = time.monotonic()
    assert not any(dispatch.send("some.task", number) for number in range(100))

    assert waited - started < 2 * dispatch.PATIENCE
    assert time.monotonic() - waited < dispatch.PATIENCE / 2
