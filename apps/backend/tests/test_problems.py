"""Every failure is a problem document."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from conftest import TASKS, Person
from todo_api.problem_handlers import build_pointer

LIMIT = 256 * 1024
JSON = {"Content-Type": "application/json"}


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/nowhere", 404),
        ("PUT", TASKS, 405),
        ("GET", TASKS + "/", 404),
        ("GET", TASKS, 401),
        ("GET", "/docs", 404),
    ],
)
def test_a_failure_has_all_members(client: TestClient, method: str, path: str, status: int) -> None:
    response = client.request(method, path)
    assert (response.status_code, response.headers["Content-Type"]) == (status, "application/problem+json")
    assert response.json().keys() == {"type", "title", "status", "detail", "instance", "request_id"}
    assert (response.json()["status"], response.json()["instance"]) == (status, path)


def test_a_wrong_method_says_which_are_right(client: TestClient) -> None:
    assert client.put(TASKS).headers["Allow"] == "GET"


def test_a_body_of_allowed_size_is_read(ann: Person) -> None:
    assert ann.ask("POST", content=b'{"title": "x"}'.ljust(LIMIT), headers=JSON).status_code == 201


def test_a_body_that_announces_too_much_is_refused_unread(ann: Person) -> None:
    response = ann.ask("POST", headers=JSON | {"Content-Length": str(200 * 1024 * 1024)}, content=b"{}")
    assert (response.status_code, response.headers["Content-Type"]) == (413, "application/problem+json")


def test_a_body_of_unknown_length_is_counted(ann: Person) -> None:
    def stream() -> Iterator[bytes]:
        for _ in range(8):
            yield b" " * (LIMIT // 4)

    response = ann.ask("POST", content=stream(), headers=JSON)
    assert (response.status_code, response.headers["Content-Type"]) == (413, "application/problem+json")


@pytest.mark.parametrize(
    ("steps", "pointer"), [([], ""), (["a", 0, "b"], "/a/0/b"), (["a/b", "~"], "/a~1b/~0"), ([""], "/")]
)
def test_pointers_follow_their_rfc(steps: list[str | int], pointer: str) -> None:
    assert build_pointer(steps) == pointer
