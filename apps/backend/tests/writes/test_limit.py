"""How much a person may write in a minute, counted for all replicas together."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from fastapi.testclient import TestClient

from conftest import ACTIVITY, Person, build_settings
from issuer import Issuer
from postgres_server import PostgresServer
from todo_api.main import create_app
from todo_api.settings import Settings

LIMIT = 6


@pytest.fixture
def replicas(
    postgres: PostgresServer, shared_database: str, session_issuer: Issuer, ann: Person
) -> Iterator[list[Person]]:
    """Ann, at two replicas with a low limit."""
    settings = build_settings(
        Settings,
        database_url=postgres.build_url(shared_database),
        auth_jwks_url=session_issuer.url,
        writes_per_minute=LIMIT,
    )
    with TestClient(create_app(settings)) as one, TestClient(create_app(settings)) as other:
        token = session_issuer.sign(ann.user_id)
        yield [Person(client, token, ann.user_id) for client in (one, other)]


def age_window(postgres: PostgresServer, database: str, person: Person, seconds: int) -> None:
    postgres.execute(
        "UPDATE todo_api.write_window SET started_at = started_at"
        f" - interval '{seconds} s' WHERE user_id = '{person.user_id}'",
        database,
    )


def test_the_replicas_count_together(replicas: list[Person]) -> None:
    for number in range(LIMIT):
        replicas[number % 2].make_task()
    for replica in replicas:
        response = replica.ask("POST", json={"title": "one too many"})
        assert response.status_code == 429
        assert 1 <= int(response.headers["Retry-After"]) <= 60
        assert response.json()["detail"].startswith(f"You have made {LIMIT} changes within a minute. Try again in ")
    assert len(replicas[0].list_titles()) == LIMIT


def test_writes_at_once_are_counted_once_each(replicas: list[Person]) -> None:
    with ThreadPoolExecutor(8) as pool:
        asked = [
            pool.submit(replicas[number % 2].ask, "POST", json={"title": str(number)}) for number in range(2 * LIMIT)
        ]
        statuses = sorted(future.result().status_code for future in asked)
    assert statuses == [201] * LIMIT + [429] * LIMIT


@pytest.mark.parametrize("method", ["PATCH", "DELETE", "complete", "undo", "undo batch"])
def test_every_kind_of_write_is_counted(replicas: list[Person], method: str) -> None:
    ann = replicas[0]
    tasks = [ann.make_task() for _ in range(LIMIT)]
    path = f"/{tasks[0]['id']}"
    change = ann.list_activity()[0]["id"]
    ask = {
        "PATCH": lambda: ann.ask("PATCH", path, json={"title": "x"}),
        "DELETE": lambda: ann.ask("DELETE", path),
        "complete": lambda: ann.ask("POST", path + "/complete"),
        "undo": lambda: ann.undo(change),
        "undo batch": lambda: ann.call("POST", f"{ACTIVITY}/undo", json={"batch": change}),
    }
    assert ask[method]().status_code == 429


def test_reading_is_not_writing(replicas: list[Person]) -> None:
    ann = replicas[0]
    for _ in range(LIMIT):
        ann.make_task()
    assert [ann.ask("GET", path).status_code for path in ("", "/summary")] == [200, 200]


def test_what_is_not_written_is_not_counted(replicas: list[Person]) -> None:
    ann = replicas[0]
    path = f"/{ann.make_task()['id']}"
    for _ in range(LIMIT):
        assert ann.ask("PATCH", path, json={"title": "Buy milk"}).status_code == 200
        assert ann.ask("PATCH", path, {"If-Match": '"9"'}, json={"title": "x"}).status_code == 412
        assert ann.ask("POST", json={"title": ""}).status_code == 422
    assert ann.ask("PATCH", path, json={"title": "x"}).status_code == 200


def test_a_submit_that_counted_already_is_answered_again(replicas: list[Person]) -> None:
    ann, key = replicas[0], {"Idempotency-Key": "k"}
    first = ann.ask("POST", "", key, json={"title": "first"})
    for _ in range(LIMIT - 1):
        ann.make_task()
    assert ann.ask("POST", "", key, json={"title": "first"}).json() == first.json()


def test_a_refused_submit_can_be_sent_again_with_its_key(
    replicas: list[Person], postgres: PostgresServer, shared_database: str
) -> None:
    ann, key = replicas[0], {"Idempotency-Key": "k"}
    for _ in range(LIMIT):
        ann.make_task()
    assert ann.ask("POST", "", key, json={"title": "late"}).status_code == 429
    age_window(postgres, shared_database, ann, 60)
    response = ann.ask("POST", "", key, json={"title": "late"})
    assert (response.status_code, "Idempotent-Replay" in response.headers) == (201, False)


def test_a_minute_later_everything_is_allowed_again(
    replicas: list[Person], postgres: PostgresServer, shared_database: str
) -> None:
    ann = replicas[0]
    for _ in range(LIMIT):
        ann.make_task()
    age_window(postgres, shared_database, ann, 50)
    assert 1 <= int(ann.ask("POST", json={"title": "x"}).headers["Retry-After"]) <= 10
    age_window(postgres, shared_database, ann, 10)
    for _ in range(LIMIT):
        ann.make_task()
    assert ann.ask("POST", json={"title": "x"}).status_code == 429


def test_nobody_is_limited_by_what_others_write(replicas: list[Person], bob: Person) -> None:
    for _ in range(LIMIT):
        replicas[0].make_task()
    low = Person(replicas[0].client, bob.headers["Authorization"].removeprefix("Bearer "), bob.user_id)
    assert low.ask("POST", json={"title": "x"}).status_code == 201
