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
        ({"title": "x", "due": "tomorrow"}, "/due"),
        ({"title": "x", "due": {}}, "/due/date"),
        ({"title": "x", "due": {"date": "2027-02-29"}}, "/due/date"),
        ({"title": "x", "due": {"date": "2026-04-31"}}, "/due/date"),
        ({"title": "x", "due": {"date": "2026-13-01"}}, "/due/date"),
        ({"title": "x", "due": {"date": "2026-11-27T00:00:00"}}, "/due/date"),
        ({"title": "x", "due": {"date": "\uff12\uff10\uff12\uff16-11-27"}}, "/due/date"),
        ({"title": "x", "due": {"date": 1795737600}}, "/due/date"),
        ({"title": "x", "due": {"date": "1969-12-31"}}, "/due/date"),
        ({"title": "x", "due": {"date": "9999-01-01"}}, "/due/date"),
        ({"title": "x", "due": {"date": "2026-11-27", "time": "24:00", "zone": "UTC"}}, "/due/time"),
        ({"title": "x", "due": {"date": "2026-11-27", "time": "9:00", "zone": "UTC"}}, "/due/time"),
        ({"title": "x", "due": {"date": "2026-11-27", "time": "09:00:30", "zone": "UTC"}}, "/due/time"),
        ({"title": "x", "due": {"date": "2026-11-27", "time": "09:00"}}, "/due/zone"),
        ({"title": "x", "due": {"date": "2026-11-27", "time": "09:00", "zone": "Mars/Base"}}, "/due/zone"),
        ({"title": "x", "due": {"date": "2026-11-27", "zone": "../../etc/passwd"}}, "/due/zone"),
        ({"title": "x", "due": {"date": "2026-11-27", "at": "2026-11-27T00:00:00Z"}}, "/due/at"),
        ({"title": "x", "tags": "home"}, "/tags"),
        ({"title": "x", "tags": [str(number) for number in range(11)]}, "/tags"),
        ({"title": "x", "tags": ["home", ""]}, "/tags/1"),
        ({"title": "x", "tags": ["a b"]}, "/tags/0"),
        ({"title": "x", "tags": ["#home"]}, "/tags/0"),
        ({"title": "x", "tags": ["x" * 31]}, "/tags/0"),
        ({"title": "x" * 10_000}, "/title"),
        ({"title": "🥛" * 201}, "/title"),
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


@pytest.mark.parametrize(
    "title", ["ß", "ß" * 200, "🥛" * 200, "👩‍👩‍👧‍👦" * 28], ids=["one", "sharp s", "emoji", "families"]
)
def test_a_title_is_measured_in_code_points(ann: Person, title: str) -> None:
    assert ann.make_task(title=title)["title"] == title


@pytest.mark.parametrize("body", [{"title": "x" * 10_000}, {"due": {"date": "2027-02-29"}}, {"colour": "red"}])
def test_a_wrong_change_is_pointed_at_too(ann: Person, body: dict[str, Any]) -> None:
    response = ann.ask("PATCH", f"/{ann.make_task()['id']}", json=body)
    assert response.status_code == 422
    assert response.json()["errors"][0]["pointer"].startswith(f"/{next(iter(body))}")


def test_an_id_that_is_none_is_pointed_at(ann: Person) -> None:
    response = ann.ask("GET", "/not-an-id")
    assert (response.status_code, response.json()["errors"][0]["pointer"]) == (422, "/task_id")
