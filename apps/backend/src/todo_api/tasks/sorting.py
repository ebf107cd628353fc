"""The orders in which tasks are listed. Each ends with the id, so that it is total and a page can begin anywhere."""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, SQLColumnExpression, func, literal_column, tuple_
from sqlmodel import col

from todo_api.cursor import CursorError, Place
from todo_api.tasks.models import Task

SMALLINT_LIMIT = 2**15


class Sort(StrEnum):
    """What to sort by."""

    CREATED = "created"
    DUE = "due"
    PRIORITY = "priority"
    TITLE = "title"


class Order(StrEnum):
    """Which way."""

    ASC = "asc"
    DESC = "desc"


@dataclass(frozen=True)
class Key:
    """One thing to sort by: its expression, its value in a task as JSON, and that value as SQL (raises ValueError)."""

    column: SQLColumnExpression[Any]
    read: Callable[[Task], str | int | None]
    bind: Callable[[Any], Any]


@dataclass(frozen=True)
class Ordering:
    """Keys that are all compared in the same direction."""

    name: str
    order: Order
    keys: Sequence[Key]

    @property
    def clauses(self) -> list[ColumnElement[Any]]:
        """For ORDER BY."""
        return [key.column.asc() if self.order is Order.ASC else key.column.desc() for key in self.keys]

    def read_place(self, task: Task) -> Place:
        """Where the task is."""
        return [self.name, self.order, *(key.read(task) for key in self.keys)]

    def follow(self, place: Place) -> ColumnElement[bool]:
        """True for the tasks behind the place. Raises CursorError for a place in another order."""
        if place[:2] != [self.name, self.order] or len(place) != 2 + len(self.keys):
            raise CursorError
        try:
            values = tuple_(*(key.bind(value) for key, value in zip(self.keys, place[2:], strict=True)))
        except (ValueError, TypeError):
            raise CursorError from None
        columns = tuple_(*(key.column for key in self.keys))
        return columns > values if self.order is Order.ASC else columns < values


def choose_ordering(sort: Sort, order: Order | None) -> Ordering:
    """The order by that; without a direction, the one that people expect."""
    match sort:
        case Sort.CREATED:
            return Ordering(sort, order or Order.DESC, (CREATED, ID))
        case Sort.DUE:
            return _by_due(order or Order.ASC)
        case Sort.PRIORITY:
            return Ordering(sort, order or Order.DESC, (PRIORITY, CREATED, ID))
        case Sort.TITLE:
            return Ordering(sort, order or Order.ASC, (TITLE, ID))


def soonest_due() -> ColumnElement[Any]:
    """By when a task is due, or the end of time; as the index `task_open_due` has it."""
    return func.coalesce(col(Task.due_sort), NEVER)


def by_completion(order: Order | None) -> Ordering:
    """The order of done tasks: the last one done comes first."""
    return Ordering("completed", order or Order.DESC, (COMPLETED, ID))


def _by_due(order: Order) -> Ordering:
    """Tasks that are never due come last either way, and more important ones of one instant first."""
    ascending = order is Order.ASC
    never = NEVER if ascending else ALWAYS
    due = Key(
        soonest_due() if ascending else func.coalesce(col(Task.due_sort), never),
        lambda task: _tell_instant(task.due_sort),
        lambda value: never if value is None else _bind_instant(value),
    )
    return Ordering(Sort.DUE, order, (due, LESS_IMPORTANT if ascending else PRIORITY, ID))


def _tell_instant(instant: datetime | None) -> str | None:
    return None if instant is None else instant.isoformat()


def _bind_instant(value: Any) -> datetime:
    instant = datetime.fromisoformat(value)
    if instant.tzinfo is None:
        raise ValueError("no zone")
    return instant


def _bind_priority(value: Any) -> int:
    if type(value) is not int or abs(value) >= SMALLINT_LIMIT:
        raise ValueError("no priority")
    return value


def _bind_text(value: Any) -> str:
    if not isinstance(value, str) or "\x00" in value:
        raise ValueError("no text")
    value.encode()
    return value


NEVER: ColumnElement[Any] = literal_column("'infinity'::timestamptz")
ALWAYS: ColumnElement[Any] = literal_column("'-infinity'::timestamptz")
ID = Key(col(Task.id), lambda task: str(task.id), uuid.UUID)
CREATED = Key(col(Task.created_at), lambda task: _tell_instant(task.created_at), _bind_instant)
COMPLETED = Key(col(Task.completed_at), lambda task: _tell_instant(task.completed_at), _bind_instant)
PRIORITY = Key(col(Task.priority), lambda task: task.priority, _bind_priority)
LESS_IMPORTANT = Key(-col(Task.priority), lambda task: -task.priority, _bind_priority)
TITLE = Key(col(Task.title), lambda task: task.title, _bind_text)
