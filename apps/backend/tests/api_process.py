"""`python -m todo_api` as a pod runs it, on loopback."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from httpx2 import Client

from postgres_server import find_free_port

SOURCE = Path(__file__).parents[1] / "src"
START_SECONDS = 60
# FastAPI leaves its interval importable for tests to change.
HURRIED = """
import runpy, fastapi.routing
fastapi.routing._PING_INTERVAL = {}
runpy.run_module("todo_api", run_name="__main__")
"""


@dataclass(frozen=True)
class ApiProcess:
    """A process that serves, and what it has said so far."""

    process: subprocess.Popen[bytes]
    port: int
    lines: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        """Where it serves."""
        return f"http://127.0.0.1:{self.port}"

    def end(self) -> float:
        """Sends SIGTERM and returns how many seconds it took to end."""
        started = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(60)
        return time.monotonic() - started

    @property
    def exit_code(self) -> int:
        """How it ended."""
        return self.process.wait(10)

    def read_log(self) -> list[dict[str, object]]:
        """The lines of its log."""
        return [json.loads(line) for line in self.lines]


@contextmanager
def run_api(
    database_url: str, jwks_url: str, *, ping_seconds: float | None = None, **settings: object
) -> Iterator[ApiProcess]:
    """A process that is ready to serve; killed at the end if it still runs. `ping_seconds` hurries its streams."""
    port = find_free_port()
    environment = {
        "PATH": os.defpath,
        "PYTHONPATH": str(SOURCE),
        "DATABASE_URL": database_url,
        "AUTH_JWKS_URL": jwks_url,
        "HOST": "127.0.0.1",
        "PORT": str(port),
    } | {name.upper(): str(value) for name, value in settings.items()}
    command = [sys.executable, "-m", "todo_api"]
    if ping_seconds is not None:
        command = [sys.executable, "-c", HURRIED.format(ping_seconds)]
    with subprocess.Popen(
        command, env=environment, cwd="/", stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as process:
        api = ApiProcess(process, port)
        reader = threading.Thread(target=_collect, args=(api,), daemon=True)
        reader.start()
        try:
            _wait(api)
            yield api
        finally:
            process.kill()
            reader.join(10)


@contextmanager
def open_client(api: ApiProcess) -> Iterator[Client]:
    """Someone who asks the process."""
    with Client(base_url=api.url, timeout=10, trust_env=False) as client:
        yield client


def _collect(api: ApiProcess) -> None:
    assert api.process.stdout is not None
    with contextlib.suppress(ValueError):
        api.lines.extend(line.decode().rstrip("\n") for line in api.process.stdout)


def _wait(api: ApiProcess) -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            socket.create_connection(("127.0.0.1", api.port), timeout=1).close()
        except OSError:
            if api.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"Start the API for the tests: {api.lines}") from None
            time.sleep(0.05)
        else:
            return
