"""How a task changes, and how a change is told. Pure: no database, the clock is handed in."""

from datetime import UTC, datetime
from typing import Any

from todo_api.activity.models import Action, Changes
from todo_api.tasks.due import Due
from todo_api.tasks.models import Task, TaskCreate, TaskStatus, TaskUpdate, build_due_columns

type Content = dict[str, Any]

CREATION: Changes = {"deleted": [True, False]}


def build_task(user_id: str, fields: TaskCreate, now: datetime) -> Task:
    """A new task of that user."""
    values = fields.model_dump(exclude={"due"}) | build_due_columns(fields.due)
    return Task(user_id=user_id, created_at=now, updated_at=now, **values)


def write_update(task: Task, update: TaskUpdate, now: datetime) -> None:
    """Writes the fields that were sent into the task."""
    values = update.model_dump(exclude_unset=True, exclude={"due", "status"})
    if "due" in update.model_fields_set:
        values |= build_due_columns(update.due)
    if "status" in update.model_fields_set and update.status is not task.status:
        values["completed_at"] = now if update.status is TaskStatus.DONE else None
    task.sqlmodel_update(values)


def read_content(task: Task) -> Content:
    """All of the task that changes and can be brought back, as JSON."""
    return {
        "title": task.title,
        "notes": task.notes,
        "priority": task.priority,
        "tags": list(task.tags),
        "due": task.due and task.due.model_dump(mode="json", exclude={"at"}),
        "completed_at": task.completed_at and _write_instant(task.completed_at),
        "deleted": task.deleted_at is not None,
    }


def _write_instant(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat().replace("+00:00", "Z")


def write_content(task: Task, content: Content, now: datetime) -> None:
    """Writes some of what `read_content` read back into the task."""
    for name, value in content.items():
        task.sqlmodel_update(_to_columns(name, value, now))


def _to_columns(name: str, value: Any, now: datetime) -> dict[str, Any]:
    match name:
        case "due":
            return build_due_columns(value and Due.model_validate(value))
        case "completed_at":
            return {name: value and datetime.fromisoformat(value)}
        case "deleted":
            return {"deleted_at": now if value else None}
        case _:
            return {name: value}


def compare_content(before: Content, after: Content) -> Changes:
    """What is different: by field, the value before and the value after."""
    return {name: [value, after[name]] for name, value in before.items() if value != after[name]}


def take_before(changes: Changes) -> Content:
    """The content that the changes replaced."""
    return {name: before for name, (before, _) in changes.items()}


def name_action(changes: Changes) -> Action:
    """What to call the changes; finishing a task says more than what else was changed with it."""
    if "deleted" in changes:
        return Action.DELETE
    if "completed_at" in changes:
        return Action.REOPEN if changes["completed_at"][1] is None else Action.COMPLETE
    return Action.UPDATE
