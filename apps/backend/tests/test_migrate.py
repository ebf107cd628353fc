"""Migrations: each applied once, said plainly, or nothing at all."""

import shutil
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import NullPool, create_engine

from conftest import build_settings
from patience import wait_until
from postgres_server import TEMPLATE, PostgresServer
from todo_api import migrate as module
from todo_api.database_url import parse_database_url
from todo_api.migrate import ADVISORY_LOCK, MigrationError, migrate
from todo_api.schema import SCHEMA
from todo_api.settings import DatabaseSettings
from todo_api.tables import METADATA

REVISIONS = sorted(Path(module.MIGRATIONS, "versions").glob("*.py"))


def run(url: str, wait: float = 5) -> list[str]:
    """The lines that a migration prints."""
    lines: list[str] = []
    migrate(build_settings(DatabaseSettings, database_url=url, database_wait_seconds=wait), lines.append)
    return lines


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


@pytest.fixture
def other_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The revisions of another version of the API, from now on those that are applied."""
    folder = shutil.copytree(module.MIGRATIONS, tmp_path / "migrations")
    monkeypatch.setattr(module, "MIGRATIONS", folder)
    return folder / "versions"


def test_older_code_lives_with_a_newer_schema_that_says_so(
    postgres: PostgresServer, empty: str, other_code: Path
) -> None:
    url = postgres.build_url(empty)
    run(url)
    for path in REVISIONS[1:]:
        other_code.joinpath(path.name).unlink()
    assert run(url) == [
        f"The schema is at {REVISIONS[-1].name[:4]}, which is newer than this version of the API "
        "and which it can live with."
    ]


def test_older_code_refuses_a_newer_schema_that_does_not_say_so(
    postgres: PostgresServer, empty: str, other_code: Path
) -> None:
    url = postgres.build_url(empty)
    newest = other_code / "9999_break.py"
    newest.write_text(f'revision = "9999"\ndown_revision = "{REVISIONS[-1].name[:4]}"\ndef upgrade(): pass\n')
    run(url)
    newest.unlink()
    with pytest.raises(MigrationError, match=r"The schema is at 9999, .* from revision 9999 on only\. Deploy a newer"):
        run(url)


def test_the_schema_is_what_the_models_say(postgres: PostgresServer) -> None:
    url = parse_database_url(postgres.build_url(TEMPLATE)).url
    with create_engine(url, poolclass=NullPool).connect() as connection:
        options = {"include_schemas": True, "include_name": lambda name, kind, _: kind != "schema" or name == SCHEMA}
        context = MigrationContext.configure(connection, opts=options | {"version_table_schema": SCHEMA})
        assert compare_metadata(context, METADATA) == []


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
