"""A throw-away Postgres server on loopback, and databases made in it from a migrated template."""

import ctypes
import itertools
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

USER = "todo"
TEMPLATE = "template_todo"
INITDB = ("--auth=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync", "--no-instructions")
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=60")
# Not UTC, so that a forgotten conversion shows.
ZONE = "timezone=Pacific/Chatham"
START_SECONDS = 30


@dataclass(frozen=True)
class PostgresServer:
    """A running server. `create_database` gives each test one of its own."""

    port: int
    password: str
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def build_url(self, database: str) -> str:
        """The URL in the form that Neon's console shows."""
        return f"postgresql://{USER}:{self.password}@127.0.0.1:{self.port}/{database}?sslmode=prefer"

    def create_database(self, template: str = TEMPLATE) -> str:
        """The name of a new database, equal to the template."""
        name = f"test_{next(self._numbers)}"
        self.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        return name

    def execute(self, statement: str, database: str = "postgres") -> list[tuple[object, ...]]:
        """Runs a statement as superuser and returns its rows, if it has any."""
        with psycopg.connect(self.build_url(database), autocommit=True) as connection:
            cursor = connection.execute(statement)
            return cursor.fetchall() if cursor.description else []


def find_binaries() -> Path | None:
    """The folder with the newest `postgres` and `initdb` of this machine."""
    candidates = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: int(folder.parent.name), reverse=True
    )
    if on_path := shutil.which("postgres"):
        candidates.append(Path(on_path).parent)
    return next((folder for folder in candidates if (folder / "initdb").exists()), None)


@contextmanager
def run_postgres(binaries: Path, shared_buffers: str = "16MB") -> Iterator[PostgresServer]:
    """A new, empty server, gone with all its files at the end."""
    account = _choose_account()
    folder = Path(tempfile.mkdtemp(prefix="todo-postgres-"))
    try:
        os.chown(folder, account.pw_uid, account.pw_gid)
        server = PostgresServer(find_free_port(), secrets.token_hex(16))
        _initialise(binaries, folder, server.password, account)
        options = [
            *FAST,
            ZONE,
            f"shared_buffers={shared_buffers}",
            f"unix_socket_directories={folder}",
            "listen_addresses=127.0.0.1",
        ]
        with (folder / "log").open("wb") as log:
            process = subprocess.Popen(
                [
                    binaries / "postgres",
                    "-D",
                    folder / "data",
                    "-p",
                    str(server.port),
                    *(f"-c{one}" for one in options),
                ],
                stdout=log,
                stderr=log,
                preexec_fn=_end_with_parent,
                cwd="/",
                user=account.pw_uid,
                group=account.pw_gid,
                extra_groups=_choose_groups(),
            )
        try:
            _wait(server, process, folder / "log")
            yield server
        finally:
            process.send_signal(signal.SIGQUIT)
            process.wait(10)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _choose_account() -> pwd.struct_passwd:
    """Postgres refuses to run as root."""
    if os.getuid() != 0:
        return pwd.getpwuid(os.getuid())
    return pwd.getpwnam("nobody")


def _choose_groups() -> list[int] | None:
    """Only root can and must drop its groups."""
    return [] if os.getuid() == 0 else None


def _initialise(binaries: Path, folder: Path, password: str, account: pwd.struct_passwd) -> None:
    password_file = folder / "password"
    password_file.write_text(password)
    os.chown(password_file, account.pw_uid, account.pw_gid)
    subprocess.run(
        [binaries / "initdb", *INITDB, "-D", folder / "data", "-U", USER, f"--pwfile={password_file}"],
        check=True,
        stdout=subprocess.DEVNULL,
        cwd="/",
        user=account.pw_uid,
        group=account.pw_gid,
        extra_groups=_choose_groups(),
    )


def _wait(server: PostgresServer, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            server.execute("SELECT 1")
        except psycopg.OperationalError:
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"Start a Postgres server for the tests: {log.read_text()}") from None
            time.sleep(0.05)
        else:
            return


def _end_with_parent() -> None:
    """A test run that is killed leaves no server behind (Linux: prctl PR_SET_PDEATHSIG)."""
    if os.uname().sysname == "Linux":
        ctypes.CDLL(None).prctl(1, signal.SIGQUIT)


def find_free_port() -> int:
    """A port of loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
