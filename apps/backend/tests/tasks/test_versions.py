"""No edit is lost between two who change the same task."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from conftest import Person


def test_a_change_counts_the_version_up_and_shows_it_as_etag(ann: Person) -> None:
    task = ann.make_task()
    response = ann.ask("PATCH", f"/{task['id']}", json={"title": "Buy tea"})
    assert (response.json()["version"], response.headers["ETag"]) == (2, '"2"')
    assert response.json()["updated_at"] > task["updated_at"]


def test_a_change_to_what_is_already_changes_nothing(ann: Person) -> None:
    task = ann.make_task(title="Buy milk", due={"date": "2030-01-02"}, tags=["home"])
    same = {"title": " Buy milk", "due": {"date": "2030-01-02", "time": None}, "tags": ["HOME"], "status": "open"}
    response = ann.ask("PATCH", f"/{task['id']}", json=same)
    assert (response.json(), "X-Activity-Id" in response.headers) == (task, False)


@pytest.mark.parametrize(("method", "suffix"), [("PATCH", ""), ("DELETE", ""), ("POST", "/complete")])
def test_a_change_to_an_old_version_is_refused(ann: Person, method: str, suffix: str) -> None:
    path = f"/{ann.make_task()['id']}"
    ann.ask("PATCH", path, json={"title": "Buy tea"})
    body = {"title": "Buy ink"} if method == "PATCH" else None
    response = ann.ask(method, path + suffix, {"If-Match": '"1"'}, json=body)
    assert (response.status_code, response.headers["ETag"]) == (412, '"2"')
    current = ann.ask("GET", path).json()
    assert (current["title"], current["version"]) == ("Buy tea", 2)
    assert response.json()["current"] == current


@pytest.mark.parametrize("tag", ['"1"', "*", '"7", "1"'])
def test_a_change_to_the_current_version_is_made(ann: Person, tag: str) -> None:
    path = f"/{ann.make_task()['id']}"
    assert ann.ask("PATCH", path, {"If-Match": tag}, json={"title": "Buy tea"}).status_code == 200


def test_of_many_changes_at_once_to_one_version_one_is_made(ann: Person) -> None:
    path = f"/{ann.make_task()['id']}"

    def change(number: int) -> int:
        return ann.ask("PATCH", path, {"If-Match": '"1"'}, json={"title": f"from {number}"}).status_code

    with ThreadPoolExecutor(8) as pool:
        statuses = sorted(pool.map(change, range(8)))
    assert statuses == [200] + [412] * 7


def test_changes_at_once_without_a_version_all_count(ann: Person) -> None:
    path = f"/{ann.make_task()['id']}"
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda number: ann.ask("PATCH", path, json={"notes": str(number)}), range(8)))
    assert ann.ask("GET", path).json()["version"] == 9
