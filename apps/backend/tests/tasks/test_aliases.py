"""`/api/{user_id}/tasks…`: the same routes under the paths of the product brief."""

import pytest

from conftest import TASKS, Person


@pytest.fixture
def tasks(ann: Person) -> str:
    """The path of Ann's tasks."""
    return f"/api/{ann.user_id}/tasks"


def test_the_life_of_a_task(ann: Person, tasks: str) -> None:
    created = ann.call("POST", tasks, {"Idempotency-Key": "k"}, json={"title": "Buy milk"})
    assert (created.status_code, created.headers["ETag"]) == (201, '"1"')
    path = f"{tasks}/{created.json()['id']}"
    assert ann.call("GET", path).json() == created.json()
    assert ann.call("PATCH", path, {"If-Match": '"1"'}, json={"title": "Buy tea"}).json()["title"] == "Buy tea"
    assert ann.call("PATCH", f"{path}/complete").json()["status"] == "done"
    assert [task["title"] for task in ann.call("GET", tasks, params={"view": "done"}).json()["data"]] == ["Buy tea"]
    assert ann.call("GET", f"{tasks}/summary").json()["done"] == 1
    deleted = ann.call("DELETE", path)
    assert (deleted.status_code, deleted.headers["X-Activity-Id"]) == (204, ann.list_activity()[0]["id"])


def test_a_stale_version_is_refused_here_too(ann: Person, tasks: str) -> None:
    task = ann.make_task()
    ann.ask("PATCH", f"/{task['id']}", json={"title": "Buy tea"})
    response = ann.call("PATCH", f"{tasks}/{task['id']}/complete", {"If-Match": '"1"'})
    assert (response.status_code, response.json()["current"]["version"]) == (412, 2)


def test_without_a_sign_in_no_name_is_confirmed_or_denied(ann: Person, tasks: str) -> None:
    assert [ann.client.get(path).status_code for path in (tasks, "/api/nobody/tasks")] == [401, 401]


def test_a_user_called_v1_has_no_way_to_others(ann: Person) -> None:
    assert ann.call("GET", "/api/v2/tasks").status_code == 404
    assert ann.call("GET", TASKS).status_code == 200


def test_a_log_line_has_the_template_not_the_name(ann: Person, tasks: str, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("INFO", "todo_api.request"):
        ann.call("GET", tasks)
    assert caplog.messages == ["GET /api/{user_id}/tasks 200"]
