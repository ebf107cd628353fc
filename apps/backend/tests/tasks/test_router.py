"""The life of a task."""

import uuid

import pytest

from conftest import Person


def test_create_returns_the_task_with_defaults(ann: Person) -> None:
    task = ann.make_task(title="  Buy milk ")
    assert task["title"] == "Buy milk"
    assert (task["notes"], task["priority"], task["tags"], task["due"]) == ("", 0, [], None)
    assert (task["status"], task["completed_at"], task["version"]) == ("open", None, 1)


def test_create_says_where_the_task_is(ann: Person) -> None:
    response = ann.ask("POST", json={"title": "Buy milk"})
    assert response.headers["Location"] == f"/api/v1/tasks/{response.json()['id']}"


def test_read_returns_what_was_created(ann: Person) -> None:
    due = {"date": "2030-01-02", "time": "09:00", "zone": "Europe/Berlin"}
    task = ann.make_task(notes="2 litres", priority=3, tags=["home", "shop"], due=due)
    assert task["due"] == due | {"at": "2030-01-02T08:00:00Z"}
    assert ann.ask("GET", f"/{task['id']}").json() == task


def test_a_whole_day_is_no_instant(ann: Person) -> None:
    day = {"date": "2030-01-02", "time": None, "zone": None, "at": None}
    assert ann.make_task(due={"date": "2030-01-02"})["due"] == day


def test_instants_are_shown_in_utc_whatever_zone_the_database_has(ann: Person) -> None:
    task = ann.make_task(due={"date": "2030-01-02", "time": "03:04", "zone": "UTC"})
    again = ann.ask("GET", f"/{task['id']}").json()
    assert all(instant.endswith("Z") for instant in (again["due"]["at"], again["created_at"], again["updated_at"]))


def test_text_survives_in_every_script(ann: Person) -> None:
    title = "牛乳 🥛 молоко ‮e\u0301 %_\\ '; DROP TABLE task"
    assert ann.make_task(title=title)["title"] == title


def test_update_ignores_absent_fields(ann: Person) -> None:
    task = ann.make_task(notes="2 litres", priority=2)
    changed = ann.ask("PATCH", f"/{task['id']}", json={"title": "Buy tea"}).json()
    assert (changed["title"], changed["notes"], changed["priority"]) == ("Buy tea", "2 litres", 2)


def test_update_with_null_takes_the_due_date_away(ann: Person) -> None:
    task = ann.make_task(due={"date": "2030-01-02"})
    assert ann.ask("PATCH", f"/{task['id']}", json={"due": None}).json()["due"] is None


def test_update_replaces_due_date_and_tags_as_a_whole(ann: Person) -> None:
    task = ann.make_task(due={"date": "2030-01-02", "time": "09:00", "zone": "UTC"}, tags=["home"])
    changed = ann.ask("PATCH", f"/{task['id']}", json={"due": {"date": "2030-01-03"}, "tags": ["work"]}).json()
    assert (changed["due"]["date"], changed["due"]["time"], changed["tags"]) == ("2030-01-03", None, ["work"])


@pytest.mark.parametrize("field", ["title", "notes", "priority", "tags", "status"])
def test_update_with_null_is_refused_elsewhere(ann: Person, field: str) -> None:
    task = ann.make_task()
    assert ann.ask("PATCH", f"/{task['id']}", json={field: None}).status_code == 422


def test_update_to_done_completes_and_to_open_reopens(ann: Person) -> None:
    path = f"/{ann.make_task()['id']}"
    done = ann.ask("PATCH", path, json={"status": "done"}).json()
    reopened = ann.ask("PATCH", path, json={"status": "open"}).json()
    assert (done["status"], done["completed_at"] is None) == ("done", False)
    assert (reopened["status"], reopened["completed_at"]) == ("open", None)


def test_complete_twice_is_the_same_as_once(ann: Person) -> None:
    path = f"/{ann.make_task()['id']}/complete"
    first = ann.ask("POST", path)
    assert first.json()["status"] == "done"
    assert ann.ask("POST", path).json() == first.json()


def test_delete_removes_the_task(ann: Person) -> None:
    path = f"/{ann.make_task()['id']}"
    assert ann.ask("DELETE", path).status_code == 204
    assert ann.ask("GET", path).status_code == 404
    assert ann.ask("DELETE", path).status_code == 404


@pytest.mark.parametrize(("method", "suffix"), [("GET", ""), ("PATCH", ""), ("DELETE", ""), ("POST", "/complete")])
def test_unknown_task_is_one_and_the_same_404(ann: Person, method: str, suffix: str) -> None:
    response = ann.ask(method, f"/{uuid.uuid4()}{suffix}", json={} if method == "PATCH" else None)
    assert (response.status_code, response.json()["detail"]) == (404, "There is no such task.")
