"""Migrations: each applied once, said plainly, or nothing at all."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import NullPool, create_engine
from sqlmodel import SQLModel

from conftest import build_settings
from postgres_server import TEMPLATE, PostgresServer
from todo_api import migrate as module
from todo_api.database_url import parse_database_url
from todo_api.migrate import ADVISORY_LOCK, MigrationError, migrate
from todo_api.settings import DatabaseSettings
from todo_api.tasks.models import SCHEMA

REVISIONS = sorted(Path(module.MIGRATIONS, "versions").glob("*.py"))


def run(url: str, wait: float = 5) -> list[str]:
    """The lines that a migration prints."""
    lines: list[str] = []
    migrate(build_settings(DatabaseSettings, database_url=url, database_wait_seconds=wait), lines.append)
    return lines


def wait_until(happens: Callable[[], object]) -> None:
    deadline = time.monotonic() + 10
    while not happens():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.02)


@pytest.fixture
def empty(postgres: PostgresServer) -> str:
    """The name of a database in which nothing is."""
    return postgres.create_database(template="template0")


def test_each_revision_is_said_and_a_plain_line_ends_it(postgres: PostgresServer, empty: str) -> None:
    *applied, last = run(postgres.build_url(empty))
    assert applied[0] == "Applied 0001: Create the table of tasks."
    assert len(applied) == len(REVISIONS)
    assert last.endswith("applied, the schema is up to date.")


def test_a_second_run_changes_nothing(postgres: PostgresServer, empty: str) -> None:
    run(postgres.build_url(empty))
    assert run(postgres.build_url(empty)) == ["The schema is up to date."]


def test_two_at_once_go_one_after_the_other(postgres: PostgresServer, empty: str) -> None:
    url = postgres.build_url(empty)
    with psycopg.connect(url) as other, ThreadPoolExecutor(1) as pool:
        other.execute("SELECT pg_advisory_xact_lock(%s)", [ADVISORY_LOCK])
        waiting = pool.submit(run, url)
        wait_until(
            lambda: postgres.execute("SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted", empty)
        )
        assert postgres.execute(f"SELECT 1 FROM pg_tables WHERE schemaname = '{SCHEMA}'", empty) == []
        other.commit()
        assert waiting.result(10)[-1].endswith("the schema is up to date.")


def test_the_schema_is_what_the_models_say(postgres: PostgresServer) -> None:
    url = parse_database_url(postgres.build_url(TEMPLATE)).url
    with create_engine(url, poolclass=NullPool).connect() as connection:
        options = {"include_schemas": True, "include_name": lambda name, kind, _: kind != "schema" or name == SCHEMA}
        context = MigrationContext.configure(connection, opts=options | {"version_table_schema": SCHEMA})
        assert compare_metadata(context, SQLModel.metadata) == []


def test_nothing_is_made_outside_our_schema(postgres: PostgresServer, empty: str) -> None:
    run(postgres.build_url(empty))
    rows = postgres.execute(
        "SELECT DISTINCT schemaname FROM pg_tables WHERE schemaname !~ '^(pg_|information_)'", empty
    )
    assert rows == [(SCHEMA,)]


def test_a_failed_migration_changes_nothing_and_says_why(postgres: PostgresServer, empty: str) -> None:
    postgres.execute(f"CREATE SCHEMA {SCHEMA} CREATE TABLE task (other text)", empty)
    with pytest.raises(MigrationError, match=r'relation "task" already exists\. Nothing was changed\.$'):
        run(postgres.build_url(empty))
    assert postgres.execute(f"SELECT tablename FROM pg_tables WHERE schemaname = '{SCHEMA}'", empty) == [("task",)]


def test_a_database_that_is_away_is_waited_for(postgres: PostgresServer) -> None:
    started = time.monotonic()
    with pytest.raises(MigrationError, match=r"no connection after 1 s .*Check DATABASE_URL\.$"):
        run("postgres://todo:s3cr3t@127.0.0.1:1/todo", wait=1)
    assert 1 <= time.monotonic() - started < 4
    assert postgres.port != 1


@pytest.mark.parametrize("wrong", ["password", "database"])
def test_what_no_waiting_cures_is_said_at_once_and_without_the_password(postgres: PostgresServer, wrong: str) -> None:
    url = postgres.build_url("postgres")
    url = url.replace(postgres.password, "s3cr3t") if wrong == "password" else url.replace("/postgres?", "/nowhere?")
    started = time.monotonic()
    with pytest.raises(
        MigrationError, match="authentication failed" if wrong == "password" else "does not exist"
    ) as caught:
        run(url, wait=60)
    assert time.monotonic() - started < 5
    assert not any(secret in str(caught.value) for secret in ("s3cr3t", postgres.password))
