"""Which tasks are in which view, for people in different places at different instants."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import cast

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from conftest import Person
from todo_api.dependencies import get_now
from todo_api.tasks.views import find_today

type SetNow = Callable[[str], None]

DAYS = ("today", "upcoming", "overdue")


@pytest.fixture
def set_now(client: TestClient) -> Iterator[SetNow]:
    """Sets the instant at which the API believes to be."""
    overrides = cast(FastAPI, client.app).dependency_overrides

    def set_now(instant: str) -> None:
        overrides[get_now] = lambda: datetime.fromisoformat(instant).astimezone(UTC)

    yield set_now
    overrides.clear()


def find_views(person: Person, zone: str) -> dict[str, set[str]]:
    """By title, the views of days that the task is in."""
    listed = {view: person.list_titles(view=view, zone=zone) for view in DAYS}
    titles = person.list_titles()
    return {title: {view for view in DAYS if title in listed[view]} for title in titles}


def test_each_task_is_in_the_views_of_its_day(ann: Person, set_now: SetNow) -> None:
    set_now("2026-11-27T12:00Z")
    zone = "UTC"
    dues = {
        "yesterday": {"date": "2026-11-26"},
        "today": {"date": "2026-11-27"},
        "tomorrow": {"date": "2026-11-28"},
        "yesterday 23:59": {"date": "2026-11-26", "time": "23:59", "zone": zone},
        "today 00:00": {"date": "2026-11-27", "time": "00:00", "zone": zone},
        "today 11:59": {"date": "2026-11-27", "time": "11:59", "zone": zone},
        "today 12:00": {"date": "2026-11-27", "time": "12:00", "zone": zone},
        "today 23:59": {"date": "2026-11-27", "time": "23:59", "zone": zone},
        "tomorrow 00:00": {"date": "2026-11-28", "time": "00:00", "zone": zone},
        "some day": None,
    }
    for title, due in dues.items():
        ann.make_task(title=title, due=due)
    assert find_views(ann, zone) == {
        "yesterday": {"overdue"},
        "today": {"today"},
        "tomorrow": {"upcoming"},
        "yesterday 23:59": {"overdue"},
        "today 00:00": {"today", "overdue"},
        "today 11:59": {"today", "overdue"},
        "today 12:00": {"today"},
        "today 23:59": {"today"},
        "tomorrow 00:00": {"upcoming"},
        "some day": set(),
    }


@pytest.mark.parametrize(
    ("zone", "views"),
    [
        ("Pacific/Kiritimati", {"day": {"today"}, "instant": {"today"}}),
        ("Pacific/Pago_Pago", {"day": {"upcoming"}, "instant": {"today"}}),
        ("UTC", {"day": {"upcoming"}, "instant": {"today"}}),
    ],
)
def test_a_day_is_the_readers_and_an_instant_is_everybodys(
    ann: Person, set_now: SetNow, zone: str, views: dict[str, set[str]]
) -> None:
    set_now("2026-11-27T12:00Z")  # the 28th has begun on Kiritimati only
    ann.make_task(title="day", due={"date": "2026-11-28"})
    ann.make_task(title="instant", due={"date": "2026-11-27", "time": "14:00", "zone": "Europe/Berlin"})
    assert find_views(ann, zone) == views


@pytest.mark.parametrize(
    ("zone", "day", "hours"),
    [
        ("Europe/Berlin", "2026-03-29", 23),
        ("Europe/Berlin", "2026-10-25", 25),
        ("America/New_York", "2026-11-01", 25),
        ("Australia/Lord_Howe", "2026-10-04", 23.5),
        ("Africa/Cairo", "2026-04-24", 23),  # its midnight does not exist
        ("UTC", "2026-03-29", 24),
    ],
)
def test_a_day_lasts_from_midnight_to_midnight(zone: str, day: str, hours: float) -> None:
    today = find_today(zone, datetime.fromisoformat(f"{day}T12:00Z"))
    assert today.date.isoformat() == day
    assert today.ends.astimezone(UTC) - today.begins.astimezone(UTC) == timedelta(hours=hours)


def test_the_hour_that_clocks_show_twice_belongs_to_its_day(ann: Person, set_now: SetNow) -> None:
    zone = "Europe/Berlin"
    for clock in ("00:00", "02:30", "23:59"):
        ann.make_task(title=clock, due={"date": "2026-10-25", "time": clock, "zone": zone})
    set_now("2026-10-24T21:59:59Z")
    assert find_views(ann, zone) == {clock: {"upcoming"} for clock in ("00:00", "02:30", "23:59")}
    set_now("2026-10-24T22:00Z")
    assert find_views(ann, zone) == {clock: {"today"} for clock in ("00:00", "02:30", "23:59")}
    set_now("2026-10-25T01:00Z")  # 02:00 for the second time
    assert find_views(ann, zone)["02:30"] == {"today", "overdue"}


def test_after_a_journey_today_is_another_day(ann: Person, set_now: SetNow) -> None:
    set_now("2026-11-27T23:30Z")
    ann.make_task(title="day", due={"date": "2026-11-27"})
    assert find_views(ann, "Europe/London")["day"] == {"today"}
    assert find_views(ann, "Europe/Berlin")["day"] == {"overdue"}


def test_done_tasks_are_in_done_and_all_only(ann: Person, set_now: SetNow) -> None:
    set_now("2026-11-27T12:00Z")
    for title in ("first", "second"):
        task = ann.make_task(title=title, due={"date": "2026-11-27"})
        ann.ask("POST", f"/{task['id']}/complete")
    assert [ann.list_titles(view=view) for view in ("today", "upcoming", "overdue")] == [[], [], []]
    assert sorted(ann.list_titles(view="done")) == sorted(ann.list_titles(view="all")) == ["first", "second"]


def test_the_last_one_done_comes_first(ann: Person, set_now: SetNow) -> None:
    tasks = [ann.make_task(title=str(number)) for number in range(3)]
    for minute, number in enumerate((1, 0, 2)):
        set_now(f"2026-11-27T12:0{minute}Z")
        ann.ask("POST", f"/{tasks[number]['id']}/complete")
    assert ann.list_titles(view="done") == ["2", "0", "1"]


def test_views_of_days_go_by_due_date_and_then_by_importance(ann: Person, set_now: SetNow) -> None:
    set_now("2026-11-27T06:00Z")
    ann.make_task(title="whole day, low", due={"date": "2026-11-27"}, priority=1)
    ann.make_task(title="whole day, high", due={"date": "2026-11-27"}, priority=3)
    ann.make_task(title="at nine, none", due={"date": "2026-11-27", "time": "09:00", "zone": "UTC"})
    ann.make_task(title="at nine, high", due={"date": "2026-11-27", "time": "09:00", "zone": "UTC"}, priority=3)
    assert ann.list_titles(view="today") == ["at nine, high", "at nine, none", "whole day, high", "whole day, low"]


def test_the_summary_counts_what_the_views_list(ann: Person, bob: Person, set_now: SetNow) -> None:
    set_now("2026-11-27T12:00Z")
    for day in range(20, 30):
        ann.make_task(title=f"on the {day}th", due={"date": f"2026-11-{day}"}, tags=["home", f"day-{day % 2}"])
        ann.make_task(title=f"at noon of the {day}th", due={"date": f"2026-11-{day}", "time": "11:00", "zone": "UTC"})
    ann.make_task(title="some day", tags=["home"])
    ann.ask("POST", f"/{ann.make_task(tags=['done'])['id']}/complete")
    ann.ask("DELETE", f"/{ann.make_task(tags=['deleted'])['id']}")
    bob.make_task(due={"date": "2026-11-27"}, tags=["bobs"])
    for zone in ("UTC", "Pacific/Kiritimati", "Pacific/Pago_Pago"):
        summary = ann.ask("GET", "/summary", params={"zone": zone}).json()
        tags = summary.pop("tags")
        counted = {view: len(ann.list_titles(view=view, zone=zone, limit=200)) for view in (*DAYS, "done")}
        assert summary == counted | {"all": len(ann.list_titles(status="open", limit=200))}
    assert tags == [{"name": "home", "count": 11}, {"name": "day-0", "count": 5}, {"name": "day-1", "count": 5}]


def test_a_person_without_tasks_has_a_summary(ann: Person) -> None:
    counts = dict.fromkeys((*DAYS, "all", "done"), 0)
    assert ann.ask("GET", "/summary").json() == counts | {"tags": []}
