"""Undo: everything comes back, once, and never over what somebody did since."""

import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

import pytest
from httpx2 import Response
from sqlmodel import Session

from conftest import ACTIVITY, Person
from todo_api.tasks import service
from todo_api.tasks.models import TaskCreate, TaskUpdate
from todo_api.tasks.queries import lock_tasks
from todo_api.tasks.service import Actor

FULL = {
    "title": "Buy milk",
    "notes": "2 litres",
    "priority": 2,
    "tags": ["home", "shop"],
    "due": {"date": "2026-03-29", "time": "02:30", "zone": "Europe/Berlin"},
}
CHANGES: dict[str, Callable[[Person, str], Response]] = {
    "title": lambda ann, path: ann.ask("PATCH", path, json={"title": "Buy tea"}),
    "notes": lambda ann, path: ann.ask("PATCH", path, json={"notes": ""}),
    "priority": lambda ann, path: ann.ask("PATCH", path, json={"priority": 0}),
    "tags": lambda ann, path: ann.ask("PATCH", path, json={"tags": []}),
    "due": lambda ann, path: ann.ask("PATCH", path, json={"due": {"date": "2026-04-01"}}),
    "no due": lambda ann, path: ann.ask("PATCH", path, json={"due": None}),
    "several": lambda ann, path: ann.ask("PATCH", path, json={"title": "Buy tea", "due": None, "status": "done"}),
    "complete": lambda ann, path: ann.ask("POST", path + "/complete"),
    "delete": lambda ann, path: ann.ask("DELETE", path),
}


def content(task: dict[str, Any]) -> dict[str, Any]:
    """What of a task an undo brings back."""
    return {name: value for name, value in task.items() if name not in {"version", "updated_at"}}


@pytest.mark.parametrize("name", CHANGES)
def test_undo_brings_back_what_was_and_redo_what_became(ann: Person, name: str) -> None:
    before = ann.make_task(**FULL)
    path = f"/{before['id']}"
    activity_id = CHANGES[name](ann, path).headers["X-Activity-Id"]
    changed = ann.ask("GET", path)
    undone = ann.undo(activity_id).json()["tasks"]
    assert [content(task) for task in undone] == [content(before)]
    assert undone == [ann.ask("GET", path).json()]
    assert ann.undo(ann.list_activity()[0]["id"]).status_code == 200
    again = ann.ask("GET", path)
    assert again.status_code == changed.status_code
    assert again.status_code == 404 or content(again.json()) == content(changed.json())


def test_undo_of_a_creation_takes_the_task_away_and_redo_brings_it_back(ann: Person) -> None:
    task = ann.make_task(**FULL)
    assert ann.undo(ann.list_activity()[0]["id"]).json()["tasks"] == []
    assert ann.list_titles() == []
    (back,) = ann.undo(ann.list_activity()[0]["id"]).json()["tasks"]
    assert content(back) == content(task)


def test_undo_of_a_reopening_keeps_when_it_was_done(ann: Person) -> None:
    path = f"/{ann.make_task()['id']}"
    done = ann.ask("POST", path + "/complete").json()
    ann.ask("PATCH", path, json={"status": "open"})
    (back,) = ann.undo(ann.list_activity()[0]["id"]).json()["tasks"]
    assert back["completed_at"] == done["completed_at"]


def test_an_undo_is_a_change_with_a_version_and_a_row_of_its_own(ann: Person) -> None:
    path = f"/{ann.make_task()['id']}"
    ann.ask("PATCH", path, json={"title": "Buy tea"})
    (task,) = ann.undo(ann.list_activity()[0]["id"]).json()["tasks"]
    assert task["version"] == 3
    undo, update, create = ann.list_activity()
    assert (undo["action"], undo["changes"]) == ("undo", {"title": ["Buy tea", "Buy milk"]})
    assert [(one["undone"], one["undoable"]) for one in (undo, update, create)] == [
        (False, True),
        (True, False),
        (False, True),
    ]


def test_changes_are_undone_one_after_the_other_to_the_first(ann: Person) -> None:
    path = f"/{ann.make_task(title='1')['id']}"
    ids = [ann.ask("PATCH", path, json={"title": title}).headers["X-Activity-Id"] for title in ("2", "3", "4")]
    for activity_id, title in zip(reversed(ids), ("3", "2", "1"), strict=True):
        assert [task["title"] for task in ann.undo(activity_id).json()["tasks"]] == [title]


def test_undoing_twice_is_a_conflict(ann: Person) -> None:
    path = f"/{ann.make_task()['id']}"
    activity_id = ann.ask("PATCH", path, json={"title": "Buy tea"}).headers["X-Activity-Id"]
    assert ann.undo(activity_id).status_code == 200
    again = ann.undo(activity_id)
    assert (again.status_code, again.json()["detail"]) == (409, "This change has been undone already.")
    assert again.json()["current"] == ann.ask("GET", path).json()


def test_a_change_that_was_redone_is_undone_by_undoing_the_redo(ann: Person) -> None:
    path = f"/{ann.make_task()['id']}"
    activity_id = ann.ask("PATCH", path, json={"title": "Buy tea"}).headers["X-Activity-Id"]
    ann.undo(activity_id)
    ann.undo(ann.list_activity()[0]["id"])
    assert ann.undo(activity_id).status_code == 409
    assert [task["title"] for task in ann.undo(ann.list_activity()[0]["id"]).json()["tasks"]] == ["Buy milk"]


def test_a_task_that_changed_since_stays_as_it_is(ann: Person) -> None:
    path = f"/{ann.make_task()['id']}"
    activity_id = ann.ask("PATCH", path, json={"title": "Buy tea"}).headers["X-Activity-Id"]
    ann.ask("PATCH", path, json={"notes": "green"})
    response = ann.undo(activity_id)
    assert response.status_code == 409
    assert response.json()["detail"] == "The task “Buy tea” has been changed since, so this change stays."
    assert response.json()["current"] == ann.ask("GET", path).json()
    assert ann.ask("GET", path).json()["title"] == "Buy tea"


def test_a_task_that_was_deleted_since_stays_deleted(ann: Person) -> None:
    path = f"/{ann.make_task()['id']}"
    activity_id = ann.ask("PATCH", path, json={"title": "Buy tea"}).headers["X-Activity-Id"]
    ann.ask("DELETE", path)
    response = ann.undo(activity_id)
    assert (response.status_code, response.json()["current"]) == (409, None)
    assert "deleted since" in response.json()["detail"]


def test_what_was_changed_and_changed_back_by_hand_is_changed(ann: Person) -> None:
    path = f"/{ann.make_task(title='1')['id']}"
    activity_id = ann.ask("PATCH", path, json={"title": "2"}).headers["X-Activity-Id"]
    for title in ("3", "2"):
        ann.ask("PATCH", path, json={"title": title})
    assert ann.undo(activity_id).status_code == 409


def test_of_many_undos_at_once_one_is_made(ann: Person) -> None:
    path = f"/{ann.make_task()['id']}"
    activity_id = ann.ask("DELETE", path).headers["X-Activity-Id"]
    with ThreadPoolExecutor(8) as pool:
        statuses = sorted(pool.map(lambda _: ann.undo(activity_id).status_code, range(8)))
    assert statuses == [200] + [409] * 7
    assert ann.ask("GET", path).json()["version"] == 3


def test_an_unknown_change_is_a_404(ann: Person) -> None:
    assert ann.undo(str(uuid.uuid4())).json()["detail"] == "There is no such change."
    response = ann.call("POST", f"{ACTIVITY}/undo", json={"batch": str(uuid.uuid4())})
    assert (response.status_code, response.json()["detail"]) == (404, "There is no such batch.")


class Batch:
    """Changes that the assistant made together: two to one task, one to another, and a new one."""

    def __init__(self, ann: Person) -> None:
        self.ann = ann
        self.id = uuid.uuid4()
        self.first, self.second = (ann.make_task(title=title) for title in ("first", "second"))
        ids = [uuid.UUID(task["id"]) for task in (self.first, self.second)]
        actor, now = Actor(ann.user_id, "assistant", batch=self.id), datetime.now(UTC)
        with Session(ann.app.state.engine) as session:
            tasks = {task.id: task for task in lock_tasks(session, ann.user_id, ids)}
            service.update(session, actor, tasks[ids[0]], TaskUpdate(title="first, changed"), now)
            service.update(session, actor, tasks[ids[0]], TaskUpdate(title="first, changed twice"), now)
            service.delete(session, actor, tasks[ids[1]], now)
            service.create(session, actor, TaskCreate(title="third"), now)
            session.commit()

    def undo(self, batch: str | None = None) -> Response:
        return self.ann.call("POST", f"{ACTIVITY}/undo", json={"batch": batch or str(self.id)})


@pytest.fixture
def batch(ann: Person) -> Batch:
    return Batch(ann)


def test_a_batch_is_undone_and_redone_as_a_whole(ann: Person, batch: Batch) -> None:
    assert ann.list_titles(sort="title") == ["first, changed twice", "third"]
    undone = batch.undo().json()
    assert sorted(task["title"] for task in undone["tasks"]) == ["first", "second"]
    assert ann.list_titles(sort="title") == ["first", "second"]
    assert [one["batch"] for one in ann.list_activity(limit=4)] == [undone["batch"]] * 4
    assert batch.undo(undone["batch"]).status_code == 200
    assert ann.list_titles(sort="title") == ["first, changed twice", "third"]


def test_the_log_says_that_the_assistant_made_it(ann: Person, batch: Batch) -> None:
    rows = ann.list_activity(actor="assistant")
    assert [(one["action"], one["batch"]) for one in rows] == [
        (action, str(batch.id)) for action in ("create", "delete", "update", "update")
    ]


def test_a_batch_is_undone_entirely_or_not_at_all(ann: Person, batch: Batch) -> None:
    ann.ask("PATCH", f"/{batch.first['id']}", json={"notes": "mine"})
    before = ann.list_titles(sort="title")
    response = batch.undo()
    assert response.status_code == 409
    assert response.json()["current"]["id"] == batch.first["id"]
    assert ann.list_titles(sort="title") == before
    assert len(ann.list_activity(actor="assistant")) == 4
    assert not any(one["undone"] for one in ann.list_activity())


def test_a_batch_of_which_a_part_is_undone_cannot_be_undone(ann: Person, batch: Batch) -> None:
    ann.undo(ann.list_activity(actor="assistant")[1]["id"])
    assert batch.undo().status_code == 409


def test_a_batch_is_wanted_and_nothing_else(ann: Person) -> None:
    for body in ({}, {"batch": "x"}, {"batch": str(uuid.uuid4()), "force": True}):
        assert ann.call("POST", f"{ACTIVITY}/undo", json=body).status_code == 422
