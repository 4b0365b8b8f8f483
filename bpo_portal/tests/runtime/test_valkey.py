import redis

from bpo_portal.runtime.processes import command_line
from bpo_portal.runtime.valkey import LocalValkey
from bpo_portal.tests.runtime.conftest import eventually


def written(server: LocalValkey, entry: bytes) -> bool:
    return any(entry in log.read_bytes() for log in server.directory.glob("appendonlydir/*.incr.aof"))


def test_entries_survive_stop_and_start_at_the_same_address(valkey: LocalValkey) -> None:
    client = redis.Redis.from_url(valkey.url)
    client.rpush("queue", "first", "second")
    address = valkey.url

    valkey.stop()
    valkey.start()

    assert valkey.url == address
    assert client.lrange("queue", 0, -1) == [b"first", b"second"]


def test_it_comes_back_after_kill_9_and_has_what_reached_its_log(valkey: LocalValkey) -> None:
    client = redis.Redis.from_url(valkey.url)
    client.rpush("queue", "first")
    assert eventually(lambda: written(valkey, b"first"))

    valkey.kill()
    assert valkey.pid is None
    valkey.start()

    assert client.lrange("queue", 0, -1) == [b"first"]


def test_it_wants_the_password_which_no_command_line_shows(valkey: LocalValkey) -> None:
    assert valkey.pid is not None
    assert valkey.password not in command_line(valkey.pid)
    assert (valkey.directory / "valkey.conf").stat().st_mode & 0o777 == 0o600
    try:
        redis.Redis(port=valkey.port).ping()
        refused = False
    except redis.AuthenticationError:
        refused = True
    assert refused


def test_it_listens_on_this_machine_only(valkey: LocalValkey) -> None:
    client = redis.Redis.from_url(valkey.url)

    assert client.config_get("bind") == {"bind": "127.0.0.1"}
    assert client.config_get("maxmemory-policy") == {"maxmemory-policy": "noeviction"}
