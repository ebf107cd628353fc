"""Filters, search and pages."""

import base64
import json
from collections.abc import Iterator
from typing import Any

import pytest

from conftest import Person


def read_pages(person: Person, member: str = "title", **parameters: Any) -> Iterator[list[str]]:
    """One member of the tasks, page by page."""
    cursor = None
    while True:
        page = person.ask("GET", params=parameters | ({"cursor": cursor} if cursor else {})).json()
        yield [task[member] for task in page["data"]]
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


SORTS = [f"{sort}-{order}" for sort in ("created", "due", "priority", "title") for order in ("asc", "desc")]


def make_various(person: Person) -> None:
    """Tasks that share many of the values they are sorted by."""
    for number in range(12):
        due = [None, {"date": "2026-11-27"}, {"date": "2026-11-27", "time": "09:00", "zone": "UTC"}][number % 3]
        person.make_task(title=["a", "B", "ä", "b"][number % 4], due=due, priority=number % 2)


@pytest.mark.parametrize("name", SORTS)
def test_pages_in_every_order_hold_each_task_once(ann: Person, name: str) -> None:
    make_various(ann)
    sort, order = name.split("-")
    whole = [task["id"] for task in ann.ask("GET", params={"sort": sort, "order": order}).json()["data"]]
    paged = list(read_pages(ann, "id", sort=sort, order=order, limit=5))
    assert [len(page) for page in paged] == [5, 5, 2]
    assert [one for page in paged for one in page] == whole
    assert len(set(whole)) == 12


@pytest.mark.parametrize("name", SORTS)
def test_a_task_made_meanwhile_moves_no_page_in_any_order(ann: Person, name: str) -> None:
    make_various(ann)
    sort, order = name.split("-")
    whole = [task["id"] for task in ann.ask("GET", params={"sort": sort, "order": order}).json()["data"]]
    pages = read_pages(ann, "id", sort=sort, order=order, limit=4)
    seen = next(pages)
    make_various(ann)
    seen += [one for page in pages for one in page]
    assert [one for one in seen if one in whole] == whole
    assert len(set(seen)) == len(seen)


def test_tasks_sort_by_due_date_with_the_undated_last_either_way(ann: Person) -> None:
    ann.make_task(title="some day")
    ann.make_task(title="28th", due={"date": "2026-11-28"})
    ann.make_task(title="27th", due={"date": "2026-11-27"})
    ann.make_task(title="27th at nine", due={"date": "2026-11-27", "time": "09:00", "zone": "UTC"})
    assert ann.list_titles(sort="due") == ["27th at nine", "27th", "28th", "some day"]
    assert ann.list_titles(sort="due", order="desc") == ["28th", "27th", "27th at nine", "some day"]


def test_tasks_sort_by_priority_with_the_newest_first(ann: Person) -> None:
    for number, priority in enumerate((1, 3, 0, 3)):
        ann.make_task(title=f"{priority} {number}", priority=priority)
    assert ann.list_titles(sort="priority") == ["3 3", "3 1", "1 0", "0 2"]
    assert ann.list_titles(sort="priority", order="asc") == ["0 2", "1 0", "3 1", "3 3"]


def test_titles_sort_as_in_a_dictionary(ann: Person) -> None:
    for title in ("zebra", "Äpfel", "apple", "Zoo", "banana", "10 eggs"):
        ann.make_task(title=title)
    assert ann.list_titles(sort="title") == ["10 eggs", "Äpfel", "apple", "banana", "zebra", "Zoo"]


@pytest.mark.parametrize(
    ("made", "used"),
    [
        ({"sort": "created"}, {"sort": "due"}),
        ({"sort": "created", "order": "asc"}, {"sort": "created", "order": "desc"}),
        ({"view": "all"}, {"view": "done"}),
        ({"sort": "due"}, {"sort": "priority"}),
    ],
)
def test_a_cursor_of_another_order_is_refused(ann: Person, made: dict[str, str], used: dict[str, str]) -> None:
    for number in range(2):
        ann.make_task(title=str(number))
    cursor = ann.ask("GET", params=made | {"limit": "1"}).json()["next_cursor"]
    response = ann.ask("GET", params=used | {"cursor": cursor})
    assert (response.status_code, response.json()["errors"][0]["pointer"]) == (422, "/cursor")
    assert ann.ask("GET", params=made | {"cursor": cursor}).status_code == 200


@pytest.mark.parametrize(
    ("sort", "place"),
    [
        ("created", ["created", "desc"]),
        ("created", ["created", "desc", "2026-11-27T00:00:00+00:00", "x"]),
        ("created", ["created", "desc", "2026-11-27T00:00:00", "00000000-0000-0000-0000-000000000000"]),
        ("created", ["created", "desc", None, "00000000-0000-0000-0000-000000000000"]),
        ("created", ["created", "desc", 7, "00000000-0000-0000-0000-000000000000"]),
        ("priority", ["priority", "desc", 2**40, "2026-11-27T00:00Z", "00000000-0000-0000-0000-000000000000"]),
        ("title", ["title", "asc", "a\x00", "00000000-0000-0000-0000-000000000000"]),
        ("title", ["title", "asc", "\ud800", "00000000-0000-0000-0000-000000000000"]),
    ],
)
def test_a_forged_cursor_is_refused(ann: Person, sort: str, place: list[Any]) -> None:
    text = base64.urlsafe_b64encode(json.dumps(place).encode()).decode().rstrip("=")
    response = ann.ask("GET", params={"sort": sort, "cursor": text})
    assert (response.status_code, response.json()["errors"][0]["pointer"]) == (422, "/cursor")


def test_the_longest_title_fits_into_a_cursor(ann: Person) -> None:
    for _ in range(2):
        ann.make_task(title="🥛" * 200)
    assert len(list(read_pages(ann, sort="title", limit=1))) == 2


def test_tags_filter_whole_words_in_any_case(ann: Person) -> None:
    ann.make_task(title="home", tags=["home", "x"])
    ann.make_task(title="homework", tags=["homework"])
    assert ann.list_titles(tag="HOME") == ["home"]


def test_due_filters(ann: Person) -> None:
    ann.make_task(title="dated", due={"date": "2026-11-27"})
    ann.make_task(title="some day")
    assert (ann.list_titles(due="any"), ann.list_titles(due="none")) == (["dated"], ["some day"])


def test_filters_narrow_each_other_and_the_view(ann: Person) -> None:
    ann.make_task(title="milk", tags=["home"], priority=3, due={"date": "2026-01-02"})
    ann.make_task(title="milk", tags=["home"], priority=3)
    ann.make_task(title="tea", tags=["home"], priority=3, due={"date": "2026-01-02"})
    wanted = {"view": "overdue", "q": "milk", "tag": "home", "priority": 3, "due": "any", "status": "open"}
    assert ann.list_titles(**wanted, sort="title") == ["milk"]
    assert ann.list_titles(**wanted | {"status": "done"}) == []


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


@pytest.mark.parametrize(
    ("title", "q"),
    [
        ("ÜBUNG", "übung"),
        ("übung", "ÜBUNG"),
        ("молоко", "МОЛОКО"),
        ("ΟΔΟΣ", "οδος"),
        ("牛乳 🥛", "乳 🥛"),
    ],
)
def test_search_knows_the_letters_of_all_languages(ann: Person, title: str, q: str) -> None:
    ann.make_task(title=title)
    assert ann.list_titles(q=q) == [title]


def test_search_does_not_find_across_title_and_notes(ann: Person) -> None:
    ann.make_task(title="Buy milk", notes="today")
    assert ann.list_titles(q="milk today") == ann.list_titles(q="milktoday") == []


@pytest.mark.parametrize("q", ["%", "_", "\\", "'", "$1", ":q"])
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
        ("view", "yesterday"),
        ("zone", "Mars/Base"),
        ("zone", ""),
        ("tag", "a b"),
        ("due", "soon"),
        ("sort", "colour"),
        ("order", "up"),
        ("cursor", ""),
        ("cursor", "nonsense"),
        ("cursor", "MjAzMC0wMS0wMQ"),
        ("cursor", "é"),
    ],
)
def test_a_wrong_parameter_is_named(ann: Person, name: str, value: str) -> None:
    response = ann.ask("GET", params={name: value})
    assert response.status_code == 422
    assert [(error["location"], error["pointer"]) for error in response.json()["errors"]] == [("query", f"/{name}")]
