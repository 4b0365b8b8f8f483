import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg2
import pytest

from bpo_portal.runtime.postgres import STAGE, LocalPostgres


def ask(server: LocalPostgres, question: str) -> object:
    with closing(psycopg2.connect(server.url)) as connection, connection, connection.cursor() as cursor:
        cursor.execute(question)
        row = cursor.fetchone() if cursor.description else None
    return row[0] if row else None


def fill(server: LocalPostgres) -> None:
    ask(server, "CREATE TABLE note AS SELECT generate_series(1, 100) AS number")


def test_committed_rows_survive_kill_9(postgres: LocalPostgres) -> None:
    fill(postgres)

    postgres.kill()
    postgres.start()

    assert ask(postgres, "SELECT count(*) FROM note") == 100


def test_rows_survive_stop_and_start(postgres: LocalPostgres) -> None:
    fill(postgres)

    postgres.stop()
    assert not postgres.running()
    postgres.start()

    assert ask(postgres, "SELECT count(*) FROM note") == 100


def test_the_address_stays_the_same_over_a_restart(postgres: LocalPostgres) -> None:
    address = postgres.url

    postgres.kill()
    postgres.start()

    assert postgres.url == address


def test_only_its_owner_can_enter_the_socket_folder_and_there_is_no_tcp(postgres: LocalPostgres) -> None:
    assert postgres.folder.stat().st_mode & 0o777 == 0o700
    assert ask(postgres, "SHOW listen_addresses") == ""


def test_a_pid_file_whose_number_is_another_process_now_does_not_hinder(postgres: LocalPostgres) -> None:
    pid_file = postgres.data / "postmaster.pid"
    lines = pid_file.read_text().splitlines()
    postgres.kill()
    pid_file.write_text("\n".join([str(os.getpid()), *lines[1:]]) + "\n")

    later = LocalPostgres(postgres.directory, durable=False)
    assert later.pid is None
    later.start()

    assert later.running()
    later.stop()


def test_a_server_left_behind_is_found_and_taken_over(postgres: LocalPostgres) -> None:
    fill(postgres)

    later = LocalPostgres(postgres.directory, durable=False)
    assert (later.pid, later.url) == (postgres.pid, postgres.url)
    later.start()

    assert not postgres.running()
    assert ask(later, "SELECT count(*) FROM note") == 100
    later.stop()


def test_an_interrupted_first_start_is_repeated(folder: Path) -> None:
    server = LocalPostgres(folder / "postgres", durable=False)
    (server.folder / "data.unfinished").mkdir()
    (server.folder / "data.unfinished" / "half").touch()

    server.start()

    assert ask(server, "SELECT 1") == 1
    server.destroy()
    assert not (folder / "postgres").exists()


@pytest.fixture
def deep(folder: Path) -> Iterator[LocalPostgres]:
    server = LocalPostgres(folder / ("d" * 60) / ("e" * 60) / "postgres", durable=False)
    yield server
    server.destroy()


def test_a_path_too_long_for_a_socket_gets_a_short_private_one(deep: LocalPostgres) -> None:
    deep.start()
    address = deep.url
    socket = Path((deep.folder / "socket").read_text())

    assert socket.stat().st_mode & 0o777 == 0o700
    assert ask(deep, "SELECT 1") == 1
    deep.kill()
    deep.start()
    assert deep.url == address
    deep.stop()
    assert not socket.exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has files that PostgreSQL's account cannot reach")
def test_root_may_keep_the_checkout_to_itself(folder: Path) -> None:
    folder.chmod(0o700)
    server = LocalPostgres(folder / "postgres", durable=False)

    server.start()

    assert server.folder.parent == STAGE
    assert ask(server, "SELECT 1") == 1
    staged = server.folder
    server.destroy()
    assert not staged.exists()
