"""Filters, search and pages."""

from collections.abc import Iterator
from typing import Any

import pytest

from conftest import Person


def read_pages(person: Person, **parameters: Any) -> Iterator[list[str]]:
    """The titles, page by page."""
    cursor = None
    while True:
        page = person.ask("GET", params=parameters | ({"cursor": cursor} if cursor else {})).json()
        yield [task["title"] for task in page["data"]]
        cursor = page["next_cursor"]
        if cursor is None:
            return


def test_the_newest_comes_first(ann: Person) -> None:
    for title in ("one", "two", "three"):
        ann.make_task(title=title)
    assert ann.list_titles() == ["three", "two", "one"]


def test_pages_hold_each_task_once(ann: Person) -> None:
    for number in range(5):
        ann.make_task(title=str(number))
    assert list(read_pages(ann, limit=2)) == [["4", "3"], ["2", "1"], ["0"]]


def test_a_full_last_page_has_no_cursor(ann: Person) -> None:
    for number in range(2):
        ann.make_task(title=str(number))
    assert list(read_pages(ann, limit=2)) == [["1", "0"]]


def test_a_task_made_meanwhile_moves_no_page(ann: Person) -> None:
    for number in range(4):
        ann.make_task(title=str(number))
    pages = read_pages(ann, limit=2)
    first = next(pages)
    ann.make_task(title="new")
    assert [first, *pages] == [["3", "2"], ["1", "0"]]


def test_a_task_deleted_at_the_cursor_loses_no_other(ann: Person) -> None:
    tasks = [ann.make_task(title=str(number)) for number in range(4)]
    pages = read_pages(ann, limit=2)
    first = next(pages)
    ann.ask("DELETE", f"/{tasks[2]['id']}")
    assert [first, *pages] == [["3", "2"], ["1", "0"]]


def test_status_filters(ann: Person) -> None:
    ann.make_task(title="open")
    ann.ask("POST", f"/{ann.make_task(title='done')['id']}/complete")
    assert (ann.list_titles(status="open"), ann.list_titles(status="done")) == (["open"], ["done"])


def test_priority_filters(ann: Person) -> None:
    ann.make_task(title="low", priority=1)
    ann.make_task(title="high", priority=3)
    assert ann.list_titles(priority=3) == ["high"]


@pytest.mark.parametrize("q", ["milk", "MILK", "litres", "y mi"])
def test_search_looks_into_title_and_notes_in_any_case(ann: Person, q: str) -> None:
    ann.make_task(title="Buy milk", notes="two Litres")
    ann.make_task(title="Sleep")
    assert ann.list_titles(q=q) == ["Buy milk"]


@pytest.mark.parametrize("q", ["%", "_", "\\"])
def test_search_takes_wildcards_literally(ann: Person, q: str) -> None:
    ann.make_task(title="plain")
    ann.make_task(title=f"with {q} in it")
    assert ann.list_titles(q=q) == [f"with {q} in it"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("limit", "0"),
        ("limit", "201"),
        ("limit", "x"),
        ("status", "gone"),
        ("priority", "4"),
        ("q", "\x00"),
        ("q", "x" * 201),
        ("cursor", "nonsense"),
        ("cursor", "MjAzMC0wMS0wMQ"),
        ("cursor", "é"),
    ],
)
def test_a_wrong_parameter_is_named(ann: Person, name: str, value: str) -> None:
    response = ann.ask("GET", params={name: value})
    assert response.status_code == 422
    assert [(error["location"], error["pointer"]) for error in response.json()["errors"]] == [("query", f"/{name}")]
