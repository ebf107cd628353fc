"""A submit that is sent twice counts once."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from httpx2 import Response

from conftest import Person
from postgres_server import PostgresServer

KEY = {"Idempotency-Key": "5b4ba1e0"}


def submit(person: Person, title: str = "Buy milk", **fields: Any) -> Response:
    return person.ask("POST", "", KEY, json={"title": title} | fields)


def age_keys(postgres: PostgresServer, database: str, person: Person, hours: float) -> None:
    postgres.execute(
        "UPDATE todo_api.idempotency_key SET created_at = created_at"
        f" - interval '{hours} h' WHERE user_id = '{person.user_id}'",
        database,
    )


def test_the_same_submit_again_gets_the_first_answer_and_adds_nothing(ann: Person) -> None:
    first, second = submit(ann, tags=["home"]), submit(ann, tags=["home"])
    assert (second.status_code, second.json()) == (201, first.json())
    for name in ("ETag", "Location", "X-Activity-Id"):
        assert second.headers[name] == first.headers[name]
    assert ("Idempotent-Replay" in first.headers, second.headers["Idempotent-Replay"]) == (False, "true")
    assert ann.list_titles() == ["Buy milk"]
    assert len(ann.list_activity()) == 1


def test_the_first_answer_stays_when_the_task_has_changed(ann: Person) -> None:
    first = submit(ann)
    ann.ask("PATCH", f"/{first.json()['id']}", json={"title": "Buy tea"})
    assert submit(ann).json() == first.json()


def test_what_means_the_same_is_the_same(ann: Person) -> None:
    first = submit(ann)
    assert submit(ann, title=" Buy milk ", notes="", due=None).json() == first.json()


def test_another_body_under_the_same_key_is_pointed_at(ann: Person) -> None:
    submit(ann)
    response = submit(ann, title="Buy tea")
    assert response.status_code == 422
    assert [(one["location"], one["pointer"]) for one in response.json()["errors"]] == [("header", "/Idempotency-Key")]
    assert ann.list_titles() == ["Buy milk"]


@pytest.mark.parametrize("key", ["", "x" * 256])
def test_a_key_has_1_to_255_characters(ann: Person, key: str) -> None:
    response = ann.ask("POST", "", {"Idempotency-Key": key}, json={"title": "Buy milk"})
    assert (response.status_code, response.json()["errors"][0]["location"]) == (422, "header")


def test_a_key_of_255_characters_is_kept(ann: Person) -> None:
    for _ in range(2):
        assert ann.ask("POST", "", {"Idempotency-Key": "x" * 255}, json={"title": "Buy milk"}).status_code == 201
    assert ann.list_titles() == ["Buy milk"]


def test_a_key_is_its_users_own(ann: Person, bob: Person) -> None:
    assert submit(ann).json()["id"] != submit(bob).json()["id"]
    assert (ann.list_titles(), bob.list_titles()) == (["Buy milk"], ["Buy milk"])


def test_without_a_key_each_submit_counts(ann: Person) -> None:
    for _ in range(2):
        ann.make_task()
    assert len(ann.list_titles()) == 2


@pytest.mark.parametrize("round_", range(3))
def test_of_many_submits_at_once_one_counts(ann: Person, round_: int) -> None:
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: submit(ann, title=f"round {round_}"), range(8)))
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json()["id"] for answer in answers}) == 1
    assert [answer.headers.get("Idempotent-Replay") for answer in answers].count(None) == 1
    assert ann.list_titles() == [f"round {round_}"]


def test_a_submit_that_is_refused_leaves_the_key_free(ann: Person) -> None:
    assert submit(ann, title="").status_code == 422
    assert submit(ann).status_code == 201


def test_after_a_day_the_key_is_free_and_old_keys_are_gone(
    ann: Person, postgres: PostgresServer, shared_database: str
) -> None:
    first = submit(ann)
    age_keys(postgres, shared_database, ann, 23.9)
    assert submit(ann).json() == first.json()
    age_keys(postgres, shared_database, ann, 0.2)
    second = submit(ann)
    assert second.json()["id"] != first.json()["id"]
    assert submit(ann).json() == second.json()
    age_keys(postgres, shared_database, ann, 25)
    ann.ask("POST", "", {"Idempotency-Key": "other"}, json={"title": "Buy tea"})
    rows = postgres.execute(
        f"SELECT key FROM todo_api.idempotency_key WHERE user_id = '{ann.user_id}'", shared_database
    )
    assert rows == [("other",)]
