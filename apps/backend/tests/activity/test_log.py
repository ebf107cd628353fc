"""What the log of activity tells."""

import uuid
from typing import Any

import pytest

from conftest import ACTIVITY, Person


def test_each_kind_of_change_leaves_a_row_with_what_it_changed(ann: Person) -> None:
    path = f"/{ann.make_task(title='Buy milk', tags=['home'])['id']}"
    ann.ask("PATCH", path, json={"title": "Buy tea", "tags": ["home", "shop"], "due": {"date": "2026-11-27"}})
    done = ann.ask("POST", path + "/complete").json()
    ann.ask("PATCH", path, json={"status": "open"})
    ann.ask("DELETE", path)
    due = {"date": "2026-11-27", "time": None, "zone": None}
    completed_at = done["completed_at"]
    assert [(one["action"], one["title"], one["changes"]) for one in reversed(ann.list_activity())] == [
        ("create", "Buy milk", {"deleted": [True, False]}),
        (
            "update",
            "Buy tea",
            {"title": ["Buy milk", "Buy tea"], "tags": [["home"], ["home", "shop"]], "due": [None, due]},
        ),
        ("complete", "Buy tea", {"completed_at": [None, completed_at]}),
        ("reopen", "Buy tea", {"completed_at": [completed_at, None]}),
        ("delete", "Buy tea", {"deleted": [False, True]}),
    ]


def test_a_row_says_who_when_and_whether_it_can_be_undone(ann: Person) -> None:
    task = ann.make_task()
    ann.ask("PATCH", f"/{task['id']}", json={"title": "Buy tea"})
    update, create = ann.list_activity()
    assert (update["actor"], update["task_id"], update["batch"]) == ("user", task["id"], None)
    assert [(one["undone"], one["undoable"]) for one in (update, create)] == [(False, True), (False, False)]
    assert create["created_at"] == task["created_at"]


@pytest.mark.parametrize(
    ("method", "suffix", "body"),
    [("PATCH", "", {"title": "Buy tea"}), ("POST", "/complete", None), ("DELETE", "", None)],
)
def test_the_answer_to_a_change_names_its_row(ann: Person, method: str, suffix: str, body: Any) -> None:
    response = ann.ask(method, f"/{ann.make_task()['id']}{suffix}", json=body)
    assert response.headers["X-Activity-Id"] == ann.list_activity()[0]["id"]


def test_the_answer_to_a_creation_names_its_row(ann: Person) -> None:
    response = ann.ask("POST", json={"title": "Buy milk"})
    assert response.headers["X-Activity-Id"] == ann.list_activity()[0]["id"]


def test_what_changes_nothing_leaves_no_row(ann: Person) -> None:
    task = ann.make_task()
    ann.ask("PATCH", f"/{task['id']}", json={"title": task["title"]})
    ann.ask("PATCH", f"/{task['id']}", {"If-Match": '"9"'}, json={"title": "Buy tea"})
    assert len(ann.list_activity()) == 1


def test_pages_hold_each_change_once_while_more_are_made(ann: Person) -> None:
    for number in range(5):
        ann.make_task(title=str(number))
    seen, cursor = [], None
    while True:
        page = ann.call("GET", ACTIVITY, params={"limit": 2} | ({"cursor": cursor} if cursor else {})).json()
        seen += [one["title"] for one in page["data"]]
        ann.make_task(title="new")
        cursor = page["next_cursor"]
        if cursor is None:
            break
    assert seen == ["4", "3", "2", "1", "0"]


def test_filters_by_task_and_actor(ann: Person) -> None:
    first, second = (ann.make_task(title=title) for title in ("first", "second"))
    assert [one["title"] for one in ann.list_activity(task_id=first["id"])] == ["first"]
    assert len(ann.list_activity(actor="user")) == 2
    assert ann.list_activity(actor="assistant") == []
    assert ann.list_activity(task_id=str(uuid.uuid4())) == []
    assert second["id"] != first["id"]


@pytest.mark.parametrize(
    ("name", "value"), [("cursor", "7"), ("cursor", "WzFd"), ("limit", "201"), ("actor", "nobody"), ("task_id", "x")]
)
def test_a_wrong_parameter_is_named(ann: Person, name: str, value: str) -> None:
    response = ann.call("GET", ACTIVITY, params={name: value})
    assert (response.status_code, response.json()["errors"][0]["pointer"]) == (422, f"/{name}")


def test_a_cursor_of_tasks_opens_no_log(ann: Person) -> None:
    for _ in range(2):
        ann.make_task()
    cursor = ann.ask("GET", params={"limit": 1}).json()["next_cursor"]
    assert ann.call("GET", ACTIVITY, params={"cursor": cursor}).status_code == 422
