"""`python -m todo_api` as a pod runs it: one life, from start to SIGTERM under a stalled client."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from postgres_server import find_free_port
from todo_api.__main__ import main as serve_main
from todo_api.migrate import main as migrate_main

SOURCE = Path(__file__).parents[1] / "src"
SHUTDOWN_SECONDS = 1


@dataclass(frozen=True)
class Life:
    """What was seen of the process."""

    output: str
    exit_code: int
    seconds_to_end: float


@pytest.fixture(scope="module")
def life() -> Life:
    """A process that answers one request, and is told to end while another request stalls."""
    port = find_free_port()
    environment = {
        "PATH": os.defpath,
        "PYTHONPATH": str(SOURCE),
        "DATABASE_URL": "postgres://a:s3cr3t@127.0.0.1:1/todo",
        "AUTH_JWKS_URL": "http://127.0.0.1:1/jwks",
        "HOST": "127.0.0.1",
        "PORT": str(port),
        "SHUTDOWN_TIMEOUT_SECONDS": str(SHUTDOWN_SECONDS),
    }
    command = [sys.executable, "-m", "todo_api"]
    with subprocess.Popen(
        command, env=environment, cwd="/", stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as process:
        try:
            wait_for(port, process)
            with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=10)) as connection:
                connection.request("GET", "/api/v1/tasks")
                connection.getresponse().read()
            with socket.create_connection(("127.0.0.1", port)) as stalled:
                stalled.sendall(b"POST /api/v1/tasks HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{")
                time.sleep(0.3)
                started = time.monotonic()
                process.send_signal(signal.SIGTERM)
                output, _ = process.communicate(timeout=20)
                return Life(output.decode(), process.returncode, time.monotonic() - started)
        finally:
            process.kill()


def wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    """Returns as soon as somebody listens."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    pytest.fail("it did not start")


def test_every_line_is_json_with_the_request_among_them(life: Life) -> None:
    lines = [json.loads(line) for line in life.output.splitlines()]
    assert [line["path"] for line in lines if line["logger"] == "todo_api.request" and line["status"] == 401] == [
        "/api/v1/tasks"
    ]
    assert any(line["logger"] == "uvicorn.error" for line in lines)


def test_no_secret_is_in_the_log(life: Life) -> None:
    assert "s3cr3t" not in life.output


def test_a_stalled_client_does_not_hold_the_end_up(life: Life) -> None:
    assert SHUTDOWN_SECONDS <= life.seconds_to_end < SHUTDOWN_SECONDS + 4


def test_the_end_is_an_orderly_one(life: Life) -> None:
    assert life.exit_code in {0, -signal.SIGTERM}


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
