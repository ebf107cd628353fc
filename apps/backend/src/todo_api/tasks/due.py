"""When a task is due: on a day, or at a time of that day in a zone. Pure."""

import datetime as dt
import re
from functools import cache
from importlib.resources import files
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    Field,
    PlainSerializer,
    ValidationInfo,
    WithJsonSchema,
    field_validator,
)

DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d", re.ASCII)


def _read_day(value: Any) -> Any:
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return value
    if not isinstance(value, str) or not DAY.fullmatch(value):
        raise ValueError("it is not a date such as 2026-11-27")
    return value


def _check_year(day: dt.date) -> dt.date:
    if not 1970 <= day.year <= 9998:
        raise ValueError("the year is not between 1970 and 9998")
    return day


def _read_time(value: Any) -> dt.time:
    if isinstance(value, dt.time):
        return value
    if not isinstance(value, str) or not TIME.fullmatch(value):
        raise ValueError("it is not a time such as 09:00")
    return dt.time.fromisoformat(value)


def _check_zone(name: str) -> str:
    if name not in known_zones():
        raise ValueError("it is not a time zone such as Europe/Berlin")
    return name


@cache
def known_zones() -> frozenset[str]:
    """The names of the time zones (IANA), old ones that browsers still use among them; the same on every machine."""
    return frozenset(files("tzdata").joinpath("zones").read_text().split())


Day = Annotated[
    dt.date,
    BeforeValidator(_read_day),
    AfterValidator(_check_year),
    WithJsonSchema({"type": "string", "format": "date", "examples": ["2026-11-27"]}),
]
TimeOfDay = Annotated[
    dt.time,
    BeforeValidator(_read_time),
    PlainSerializer(lambda time: time.strftime("%H:%M"), when_used="json"),
    WithJsonSchema({"type": "string", "pattern": f"^{TIME.pattern}$", "examples": ["09:00"]}),
]
Zone = Annotated[str, Field(max_length=64, examples=["Europe/Berlin"]), AfterValidator(_check_zone)]


class Due(BaseModel):
    """A day, or a time of that day."""

    model_config = {"extra": "forbid"}

    date: Day
    time: TimeOfDay | None = Field(default=None, description="Hours and minutes; null means the whole day.")
    zone: Zone | None = Field(
        default=None, validate_default=True, description="The time zone (IANA) that the time is meant in."
    )

    @field_validator("zone")
    @classmethod
    def _need_zone(cls, zone: str | None, info: ValidationInfo) -> str | None:
        if zone is None and info.data.get("time") is not None:
            raise ValueError("a time needs a zone")
        return zone


class DuePublic(Due):
    """When a task is due, with the instant that it means."""

    model_config = {"json_schema_serialization_defaults_required": True}

    at: dt.datetime | None = Field(
        description="The instant in UTC; null for a whole day. A time that clocks skip means as much later, "
        "one that they show twice means the first."
    )


def resolve_due(due: Due) -> dt.datetime | None:
    """The instant in UTC that is meant, or None for a whole day."""
    if due.time is None or due.zone is None:
        return None
    return dt.datetime.combine(due.date, due.time, ZoneInfo(due.zone)).astimezone(dt.UTC)


def choose_sort_instant(due: Due) -> dt.datetime:
    """What tasks are sorted by: the instant, or the end of the day, as if that were in UTC."""
    return resolve_due(due) or dt.datetime.combine(due.date, dt.time.max, dt.UTC)
