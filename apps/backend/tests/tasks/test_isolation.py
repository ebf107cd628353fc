"""Nobody sees or changes what belongs to somebody else."""

import pytest

from conftest import Person


@pytest.mark.parametrize(("method", "suffix"), [("GET", ""), ("PATCH", ""), ("DELETE", ""), ("POST", "/complete")])
def test_the_task_of_another_is_as_if_it_were_not(ann: Person, bob: Person, method: str, suffix: str) -> None:
    task = ann.make_task()
    response = bob.ask(method, f"/{task['id']}{suffix}", json={"title": "Mine"} if method == "PATCH" else None)
    assert (response.status_code, response.json()["detail"]) == (404, "There is no such task.")
    assert ann.ask("GET", f"/{task['id']}").json() == task


def test_a_list_has_only_the_tasks_of_the_one_who_asks(ann: Person, bob: Person) -> None:
    ann.make_task(title="Ann's")
    bob.make_task(title="Bob's")
    assert bob.list_titles() == ["Bob's"]


def test_a_search_finds_nothing_of_another(ann: Person, bob: Person) -> None:
    ann.make_task(title="secret plan")
    assert bob.list_titles(q="secret") == []


def test_the_cursor_of_another_opens_nothing(ann: Person, bob: Person) -> None:
    for number in range(3):
        ann.make_task(title=f"Ann's {number}")
    cursor = ann.ask("GET", params={"limit": 1}).json()["next_cursor"]
    assert bob.list_titles(cursor=cursor) == []


def test_a_foreign_owner_cannot_be_named_in_the_body(ann: Person, bob: Person) -> None:
    assert ann.ask("POST", json={"title": "For you", "user_id": bob.user_id}).status_code == 422
