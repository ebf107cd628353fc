"""What becomes of a due date when some of it is said. Pure."""

from datetime import date, time

from todo_api.assistant.tools.arguments import AddTask, TaskChange
from todo_api.tasks.due import Due


class UnclearDueError(ValueError):
    """What was said about the due date makes no whole."""


def build_due(arguments: AddTask, zone: str) -> Due | None:
    """The due date of a new task, in the user's zone."""
    if arguments.due_date is None:
        if arguments.due_time is not None:
            raise UnclearDueError("a time needs a date")
        return None
    return _build(arguments.due_date, arguments.due_time, zone)


def change_due(due: Due | None, change: TaskChange, zone: str) -> Due | None:
    """The due date after the change: a new day keeps the time, a new time keeps the day."""
    cleared = change.clear or []
    if "due" in cleared and change.due_date is None:
        return None
    day = change.due_date or (due.date if due else None)
    if day is None:
        if change.due_time is not None:
            raise UnclearDueError("a time needs a date, and this task has none")
        return None
    if change.due_time is not None:
        return _build(day, change.due_time, zone)
    if due is None or due.time is None or cleared:
        return _build(day, None, zone)
    return _build(day, due.time, due.zone or zone)


def _build(day: date, at: time | None, zone: str) -> Due:
    # A zone that has been renamed since is as good as it was; only a new one is checked.
    return Due.model_construct(date=day, time=at, zone=zone if at is not None else None)
