"""A deleted task is nowhere, can be brought back for 30 days, and is gone for good after them."""

from collections.abc import Callable

import pytest

from conftest import Person
from postgres_server import PostgresServer

type Age = Callable[[str, int], None]


@pytest.fixture
def age(postgres: PostgresServer, shared_database: str) -> Age:
    """Makes a deletion as many days old."""

    def age(task_id: str, days: int) -> None:
        postgres.execute(
            f"UPDATE todo_api.task SET deleted_at = now() - interval '{days} days' WHERE id = '{task_id}'",
            shared_database,
        )

    return age


def delete(person: Person, title: str) -> tuple[str, str]:
    """The ids of a deleted task and of its deletion."""
    task = person.make_task(title=title)
    response = person.ask("DELETE", f"/{task['id']}")
    return task["id"], response.headers["X-Activity-Id"]


def count_rows(postgres: PostgresServer, database: str, user_id: str) -> tuple[object, ...]:
    return postgres.execute(
        f"SELECT (SELECT count(*) FROM todo_api.task WHERE user_id = '{user_id}'),"
        f" (SELECT count(*) FROM todo_api.activity WHERE user_id = '{user_id}')",
        database,
    )[0]


def test_a_deleted_task_is_nowhere(ann: Person) -> None:
    task = ann.make_task(title="milk", tags=["home"], due={"date": "2026-11-27"})
    path = f"/{task['id']}"
    ann.ask("DELETE", path)
    assert [ann.ask(method, path).status_code for method in ("GET", "DELETE")] == [404, 404]
    assert ann.ask("PATCH", path, json={"title": "tea"}).status_code == 404
    assert ann.ask("POST", path + "/complete").status_code == 404
    for view in ("all", "today", "upcoming", "overdue", "done"):
        assert ann.list_titles(view=view) == []
    assert ann.list_titles(q="milk") == ann.list_titles(tag="home") == ann.list_titles(due="any") == []
    assert ann.ask("GET", "/summary").json()["tags"] == []


def test_after_thirty_days_the_next_deletion_purges_it_and_its_log(
    ann: Person, postgres: PostgresServer, shared_database: str, age: Age
) -> None:
    old, old_deletion = delete(ann, "old")
    young, young_deletion = delete(ann, "young")
    age(old, 31)
    age(young, 29)
    delete(ann, "new")
    assert count_rows(postgres, shared_database, ann.user_id) == (2, 4)
    assert ann.undo(old_deletion).status_code == 404
    assert ann.undo(young_deletion).status_code == 200


def test_a_deletion_purges_nothing_of_others(
    ann: Person, bob: Person, postgres: PostgresServer, shared_database: str, age: Age
) -> None:
    old, _ = delete(bob, "old")
    age(old, 31)
    delete(ann, "new")
    assert count_rows(postgres, shared_database, bob.user_id) == (1, 2)
