"""The views of the list: which tasks are in each, for someone who is in a zone at an instant."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Literal
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_, case, true
from sqlmodel import col

from todo_api.tasks.due import Due, choose_sort_instant
from todo_api.tasks.models import Task
from todo_api.tasks.sorting import Order, Ordering, Sort, by_completion, choose_ordering, soonest_due


class View(StrEnum):
    """A part of the list."""

    ALL = "all"
    TODAY = "today"
    UPCOMING = "upcoming"
    OVERDUE = "overdue"
    DONE = "done"


type DayView = Literal[View.TODAY, View.UPCOMING, View.OVERDUE]
DAY_VIEWS: tuple[DayView, ...] = (View.TODAY, View.UPCOMING, View.OVERDUE)


@dataclass(frozen=True)
class Today:
    """A day of someone: its date, the instants at which it begins and ends, and the present one."""

    date: date
    begins: datetime
    ends: datetime
    now: datetime

    @property
    def mark(self) -> datetime:
        """Where tasks that are due on the whole day are sorted."""
        return choose_sort_instant(Due(date=self.date))


def find_today(zone: str, now: datetime) -> Today:
    """The day that it is in the zone. It may have 23 or 25 hours."""
    place = ZoneInfo(zone)
    day = now.astimezone(place).date()
    begins, ends = (datetime.combine(one, time.min, place) for one in (day, day + timedelta(days=1)))
    return Today(day, begins, ends, now)


OPEN = col(Task.completed_at).is_(None)
DONE = col(Task.completed_at).is_not(None)
WHOLE_DAY = col(Task.due_time).is_(None)


def select_view(view: View, today: Today) -> ColumnElement[bool]:
    """What is true for the tasks in the view."""
    match view:
        case View.ALL:
            return true()
        case View.DONE:
            return DONE
        case View.TODAY | View.UPCOMING | View.OVERDUE:
            return and_(OPEN, select_days(view, today))


def select_days(view: DayView, today: Today) -> ColumnElement[bool]:
    """What is true for the times at which tasks in the view are due.

    A whole day belongs to the calendar, an instant to the clock. All is said by columns that the index `task_open_due`
    holds, and once more by the one that it is ordered by, so that the database reads no more of it than it must.
    """
    due, order = col(Task.due_sort), soonest_due()
    match view:
        case View.TODAY:
            days, times = due == today.mark, and_(due >= today.begins, due < today.ends)
            part = and_(order >= min(today.begins, today.mark), order <= max(today.ends, today.mark))
        case View.UPCOMING:
            days, times = due > today.mark, due >= today.ends
            part = order >= min(today.ends, today.mark)
        case View.OVERDUE:
            days, times = due < today.mark, due < today.now
            part = order < max(today.now, today.mark)
    return and_(part, case((WHOLE_DAY, days), else_=times))


def choose_view_ordering(view: View, sort: Sort | None, order: Order | None) -> Ordering:
    """The order asked for, or the one that suits the view."""
    if sort is not None:
        return choose_ordering(sort, order)
    match view:
        case View.ALL:
            return choose_ordering(Sort.CREATED, order)
        case View.DONE:
            return by_completion(order)
        case View.TODAY | View.UPCOMING | View.OVERDUE:
            return choose_ordering(Sort.DUE, order)
