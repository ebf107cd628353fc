"""`python -m todo_api` as a pod runs it: what it says, and that nobody can put its end off."""

import json
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from api_process import ApiProcess, open_client, run_api
from conftest import TASKS
from event_stream import open_stream
from issuer import Issuer, run_issuer
from postgres_server import PostgresServer
from todo_api.__main__ import main as serve_main
from todo_api.migrate import main as migrate_main

SHUTDOWN_SECONDS = 2
# What the chart leaves for a server to close.
CLOSING_SECONDS = 3

type Hold = Callable[["Stage"], None]


@dataclass(frozen=True)
class Stage:
    """A process with a database and an issuer of its own, and what is kept open meanwhile."""

    api: ApiProcess
    stack: ExitStack
    issuer: Issuer
    database_url: str

    def connect(self, sent: bytes = b"") -> socket.socket:
        """A connection on which no more than that is sent."""
        connection = self.stack.enter_context(socket.create_connection(("127.0.0.1", self.api.port), timeout=10))
        connection.sendall(sent)
        return connection


@contextmanager
def set_stage(database_url: str) -> Iterator[Stage]:
    with run_issuer() as issuer, ExitStack() as stack:
        settings = {"shutdown_timeout_seconds": SHUTDOWN_SECONDS, "database_statement_timeout_seconds": 30}
        api = stack.enter_context(run_api(database_url, issuer.url, **settings))
        yield Stage(api, stack, issuer, database_url)


@pytest.fixture
def stage(postgres: PostgresServer) -> Iterator[Stage]:
    with set_stage(postgres.build_url(postgres.create_database())) as stage:
        yield stage


@pytest.fixture(scope="module")
def life() -> ApiProcess:
    """A process that answered one request and was told to end."""
    with set_stage("postgres://a:s3cr3t@127.0.0.1:1/todo") as stage:
        with open_client(stage.api) as client:
            client.get(TASKS)
        stage.api.end()
    return stage.api


def test_every_line_is_json_with_the_request_among_them(life: ApiProcess) -> None:
    lines = life.read_log()
    assert [line["path"] for line in lines if line["logger"] == "todo_api.request" and line["status"] == 401] == [TASKS]
    assert any(line["logger"] == "uvicorn.error" for line in lines)


def test_no_secret_is_in_the_log(life: ApiProcess) -> None:
    assert "s3cr3t" not in json.dumps(life.lines)


def test_the_end_is_an_orderly_one(life: ApiProcess) -> None:
    assert life.exit_code in {0, -signal.SIGTERM}


def test_with_nothing_to_do_it_ends_at_once(stage: Stage) -> None:
    assert stage.api.end() < 1.5


def request(stage: Stage, head: str, body: bytes = b"") -> bytes:
    token = stage.issuer.sign("ann")
    return f"{head} HTTP/1.1\r\nHost: todo\r\nAuthorization: Bearer {token}\r\n".encode() + body


def idle(stage: Stage) -> None:
    stage.connect(request(stage, "GET /livez", b"\r\n")).recv(65536)


def half_a_head(stage: Stage) -> None:
    stage.connect(b"GET /api/v1/tasks HTTP/1.1\r\nHost: to")


def half_a_body(stage: Stage) -> None:
    stage.connect(request(stage, f"POST {TASKS}", b'Content-Length: 100\r\n\r\n{"title"'))


def count_answers(stage: Stage) -> int:
    return len([line for line in stage.api.read_log() if line["logger"] == "todo_api.request"])


def reads_nothing(stage: Stage) -> None:
    """Asks for more than all buffers on the way hold, and takes nothing of it."""
    with psycopg.connect(stage.database_url) as connection:
        connection.execute(
            "INSERT INTO todo_api.task (id, user_id, title, notes, priority, version, created_at, updated_at)"
            " SELECT gen_random_uuid(), 'ann', 'x', repeat('x', 5000), 0, 1, now(), now() FROM generate_series(1, 200)"
        )
    client = socket.socket()
    client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    client.connect(("127.0.0.1", stage.api.port))
    stage.stack.enter_context(client)
    client.sendall(request(stage, f"GET {TASKS}?limit=200", b"\r\n") * 20)
    seen, deadline = [0], time.monotonic() + 30
    while seen[-1] == 0 or seen[-1] != seen[-2]:
        assert time.monotonic() < deadline, seen
        time.sleep(1)
        seen.append(count_answers(stage))
    assert seen[-1] < 20


def reads_no_event(stage: Stage) -> None:
    client = stage.connect(request(stage, "GET /api/v1/events", b"\r\n"))
    client.recv(1)


def waits_for_a_lock(stage: Stage) -> None:
    """Its thread waits for the database, which no cancelling reaches."""
    blocker = stage.stack.enter_context(psycopg.connect(stage.database_url))
    blocker.execute("LOCK TABLE todo_api.task")
    stage.connect(request(stage, f"GET {TASKS}", b"\r\n"))


def waits_for_the_issuer(stage: Stage) -> None:
    stage.issuer.delay_seconds = 1.5
    stage.connect(request(stage, f"GET {TASKS}", b"\r\n"))


HOLDS: dict[str, Hold] = {
    hold.__name__: hold
    for hold in (
        idle,
        half_a_head,
        half_a_body,
        reads_nothing,
        reads_no_event,
        waits_for_a_lock,
        waits_for_the_issuer,
    )
}


# These would put it off for ever.
STUBBORN = {"half_a_body", "reads_nothing", "waits_for_a_lock"}


@pytest.mark.parametrize("name", HOLDS)
def test_no_client_puts_the_end_off(stage: Stage, name: str) -> None:
    HOLDS[name](stage)
    time.sleep(0.3)
    seconds = stage.api.end()
    assert seconds < SHUTDOWN_SECONDS + CLOSING_SECONDS
    assert seconds >= SHUTDOWN_SECONDS or name not in STUBBORN


def test_all_of_them_together_do_not_either(stage: Stage) -> None:
    for name in sorted(HOLDS, key="waits_for_a_lock".__eq__):
        for _ in range(5 if name.startswith(("idle", "half")) else 1):
            HOLDS[name](stage)
    time.sleep(0.3)
    assert stage.api.end() < SHUTDOWN_SECONDS + CLOSING_SECONDS


def test_a_client_that_reads_nothing_keeps_no_connection_of_the_database(stage: Stage) -> None:
    reads_nothing(stage)
    with psycopg.connect(stage.database_url) as connection:
        states = connection.execute(
            "SELECT state FROM pg_stat_activity WHERE application_name = 'todo-api' AND datname = current_database()"
        ).fetchall()
    assert states == [("idle",)]


def test_event_streams_end_at_once_and_in_order(stage: Stage) -> None:
    streams = [
        stage.stack.enter_context(open_stream(stage.api, stage.issuer.sign(user))) for user in ("ann", "ann", "bob")
    ]
    assert [stream.read() for stream in streams] == [("hello", {})] * 3
    started = time.monotonic()
    stage.api.process.send_signal(signal.SIGTERM)
    assert [stream.wait_for_end() for stream in streams] == [True] * 3
    assert time.monotonic() - started < 1
    assert stage.api.exit_code in {0, -signal.SIGTERM}
    assert time.monotonic() - started < 1.5


def test_a_request_that_has_begun_is_answered(stage: Stage) -> None:
    with psycopg.connect(stage.database_url) as blocker:
        blocker.execute("LOCK TABLE todo_api.task")
        client = stage.connect(request(stage, f"GET {TASKS}", b"\r\n"))
        time.sleep(0.3)
        stage.api.process.send_signal(signal.SIGTERM)
        time.sleep(0.5)
    assert client.recv(65536).startswith(b"HTTP/1.1 200 OK")
    assert stage.api.exit_code in {0, -signal.SIGTERM}


def test_a_port_that_is_taken_ends_it_with_a_reason(stage: Stage) -> None:
    command = [sys.executable, "-m", "todo_api"]
    environment = {
        "PYTHONPATH": str(Path(__file__).parents[1] / "src"),
        "DATABASE_URL": stage.database_url,
        "AUTH_JWKS_URL": stage.issuer.url,
        "HOST": "127.0.0.1",
        "PORT": str(stage.api.port),
    }
    ended = subprocess.run(command, env=environment, capture_output=True, timeout=60, check=False)
    assert ended.returncode != 0
    assert b"address already in use" in ended.stdout


@pytest.mark.parametrize("main", [serve_main, migrate_main], ids=["serve", "migrate"])
def test_without_a_database_url_it_ends_with_one_sentence(
    main: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("AUTH_JWKS_URL", "http://127.0.0.1:1/jwks")
    with pytest.raises(
        SystemExit, match=r"^Read the environment: DATABASE_URL is missing\. It wants a Postgres URL .*$"
    ):
        main()
