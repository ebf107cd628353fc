"""What revisions do to data that is there already, and to an API of before that still runs during a rollout."""

import psycopg
import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import NullPool, create_engine

from postgres_server import PostgresServer
from todo_api.database_url import parse_database_url
from todo_api.migrate import MIGRATIONS

OLD_INSERT = """
    INSERT INTO todo_api.task (id, user_id, title, notes, priority, due_at, version, created_at, updated_at)
    VALUES (gen_random_uuid(), 'ann', %s, '', 0, %s, 1, now(), now())
"""


def move(url: str, revision: str, forward: bool = True) -> None:
    """Brings the database to the revision."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    engine = create_engine(parse_database_url(url).url, poolclass=NullPool)
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        (command.upgrade if forward else command.downgrade)(config, revision)
        connection.commit()


@pytest.fixture
def old(postgres: PostgresServer) -> str:
    """The URL of a database at the first revision, with three tasks."""
    url = postgres.build_url(postgres.create_database("template0"))
    move(url, "0001")
    with psycopg.connect(url) as connection:
        for title, due in (("never", None), ("at", "2026-11-27T23:30:45+05:30"), ("first", "2026-11-27T00:00:00Z")):
            connection.execute(OLD_INSERT, [title, due])
    return url


def read_dues(url: str) -> dict[str, tuple[object, ...]]:
    with psycopg.connect(url, options="-c timezone=UTC") as connection:
        rows = connection.execute(
            "SELECT title, due_date::text, due_time::text, due_zone, due_at::text, due_sort = due_at FROM todo_api.task"
        )
        return {str(row[0]): row[1:] for row in rows}


def test_an_instant_becomes_a_time_of_a_day_in_utc(old: str) -> None:
    move(old, "0002")
    assert read_dues(old) == {
        "never": (None, None, None, None, None),
        "at": ("2026-11-27", "18:00:00", "UTC", "2026-11-27 18:00:00+00", True),
        "first": ("2026-11-27", "00:00:00", "UTC", "2026-11-27 00:00:00+00", True),
    }


def test_the_api_of_before_still_writes_and_reads(old: str) -> None:
    move(old, "0002")
    with psycopg.connect(old) as connection:
        connection.execute(OLD_INSERT, ["during the rollout", "2026-11-28T09:00Z"])
        connection.execute("UPDATE todo_api.task SET due_at = now(), version = version + 1 WHERE title = 'never'")
        connection.execute("DELETE FROM todo_api.task WHERE title = 'at'")
        rows = connection.execute("SELECT title, tags, content_version FROM todo_api.task ORDER BY title").fetchall()
    assert rows == [("during the rollout", [], 1), ("first", [], 1), ("never", [], 1)]


def test_the_way_back_and_forth_again_keeps_the_tasks(old: str) -> None:
    move(old, "0002")
    with psycopg.connect(old) as connection:
        connection.execute("UPDATE todo_api.task SET deleted_at = now() WHERE title = 'first'")
    move(old, "0001", forward=False)
    move(old, "head")
    assert sorted(read_dues(old)) == ["at", "never"]
