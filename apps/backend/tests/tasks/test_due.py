"""What instant a day and a time mean. Pure."""

from datetime import UTC, date, datetime, time

import pytest
from pydantic import ValidationError

from todo_api.tasks.due import Due, choose_sort_instant, known_zones, resolve_due


def due(day: str, clock: str | None = None, zone: str | None = None) -> Due:
    return Due.model_validate({"date": day, "time": clock, "zone": zone})


@pytest.mark.parametrize(
    ("day", "clock", "zone", "instant"),
    [
        ("2026-11-27", "09:00", "Europe/Berlin", "2026-11-27T08:00Z"),
        ("2026-07-01", "09:00", "Europe/Berlin", "2026-07-01T07:00Z"),
        ("2026-11-27", "09:00", "UTC", "2026-11-27T09:00Z"),
        ("2026-11-27", "00:00", "Asia/Kathmandu", "2026-11-26T18:15Z"),
        ("2026-11-27", "09:00", "Pacific/Kiritimati", "2026-11-26T19:00Z"),
        # skipped by the clocks: the same time after the gap is as much later
        ("2026-03-29", "02:30", "Europe/Berlin", "2026-03-29T01:30Z"),
        ("2026-03-08", "02:00", "America/New_York", "2026-03-08T07:00Z"),
        ("2026-10-04", "02:15", "Australia/Lord_Howe", "2026-10-03T15:45Z"),
        # shown twice by the clocks: the first
        ("2026-10-25", "02:30", "Europe/Berlin", "2026-10-25T00:30Z"),
        ("2026-11-01", "01:30", "America/New_York", "2026-11-01T05:30Z"),
        # a day that never was
        ("2011-12-30", "12:00", "Pacific/Apia", "2011-12-30T22:00Z"),
    ],
)
def test_a_time_means_one_instant(day: str, clock: str, zone: str, instant: str) -> None:
    assert resolve_due(due(day, clock, zone)) == datetime.fromisoformat(instant)


def test_a_whole_day_means_none_and_sorts_at_its_end() -> None:
    day = due("2026-11-27", zone="Europe/Berlin")
    assert resolve_due(day) is None
    assert choose_sort_instant(day) == datetime.combine(date(2026, 11, 27), time.max, UTC)


def test_a_time_sorts_where_it_is() -> None:
    assert choose_sort_instant(due("2026-11-27", "09:00", "Europe/Berlin")) == datetime(2026, 11, 27, 8, tzinfo=UTC)


@pytest.mark.parametrize("day", ["1970-01-01", "9998-12-31"])
@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago"])
def test_the_first_and_the_last_day_can_be_told_in_every_zone(day: str, zone: str) -> None:
    assert all(resolve_due(due(day, clock, zone)) is not None for clock in ("00:00", "23:59"))


def test_it_comes_back_as_it_was_written() -> None:
    written = {"date": "2026-11-27", "time": "09:05", "zone": "Europe/Berlin"}
    assert Due.model_validate(written).model_dump(mode="json") == written


@pytest.mark.parametrize("zone", ["Asia/Calcutta", "Europe/Kiev", "US/Pacific", "Etc/GMT+5", "UTC"])
def test_zones_that_browsers_name_are_known_whatever_the_machine_has(zone: str) -> None:
    assert zone in known_zones()


@pytest.mark.parametrize("zone", ["", "europe/berlin", "Europe", "localtime", "../UTC", "/etc/localtime", "posixrules"])
def test_other_names_are_no_zone(zone: str) -> None:
    with pytest.raises(ValidationError):
        due("2026-11-27", zone=zone)
