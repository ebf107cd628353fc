"""What a task may not be, and how the API says so."""

from typing import Any

import pytest

from conftest import Person


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, "/title"),
        ({"title": ""}, "/title"),
        ({"title": " \t\n"}, "/title"),
        ({"title": "x" * 201}, "/title"),
        ({"title": "a\x00b"}, "/title"),
        ({"title": 7}, "/title"),
        ({"title": "x", "notes": "n" * 5001}, "/notes"),
        ({"title": "x", "priority": 4}, "/priority"),
        ({"title": "x", "priority": -1}, "/priority"),
        ({"title": "x", "due_at": "tomorrow"}, "/due_at"),
        ({"title": "x", "due_at": "2030-01-02T03:04:05"}, "/due_at"),
        ({"title": "x", "due_at": "9999-12-31T23:59:59-12:00"}, "/due_at"),
        ({"title": "x", "due_at": "0001-01-01T00:00:00+14:00"}, "/due_at"),
        ({"title": "x", "colour/shape~": "red"}, "/colour~1shape~0"),
    ],
)
def test_a_wrong_value_is_pointed_at(ann: Person, body: dict[str, Any], pointer: str) -> None:
    response = ann.ask("POST", json=body)
    assert response.status_code == 422
    assert response.headers["Content-Type"] == "application/problem+json"
    assert [(error["location"], error["pointer"]) for error in response.json()["errors"]] == [("body", pointer)]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'"x"',
        b'{"title": "\\ud800"}',
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"priority": ' + b"9" * 5000 + b"}",
    ],
)
def test_a_body_that_is_no_task_is_refused_calmly(ann: Person, content: bytes) -> None:
    response = ann.ask("POST", content=content, headers={"Content-Type": "application/json"})
    assert response.status_code in {400, 422}
    assert response.headers["Content-Type"] == "application/problem+json"


def test_the_value_itself_is_not_repeated(ann: Person) -> None:
    assert "hunter2" not in ann.ask("POST", json={"title": ["hunter2"]}).text


@pytest.mark.parametrize("length", [1, 200])
def test_a_title_of_allowed_length_is_kept(ann: Person, length: int) -> None:
    assert ann.make_task(title="ß" * length)["title"] == "ß" * length


def test_an_id_that_is_none_is_pointed_at(ann: Person) -> None:
    response = ann.ask("GET", "/not-an-id")
    assert (response.status_code, response.json()["errors"][0]["pointer"]) == (422, "/task_id")
