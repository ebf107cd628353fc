"""Reads of the table `task`. Each is scoped by its owner."""

import uuid

from sqlalchemy import ColumnElement, tuple_
from sqlmodel import Session, col, or_, select

from todo_api.tasks.cursor import Cursor
from todo_api.tasks.models import Task, TaskStatus


def find_task(session: Session, user_id: str, task_id: uuid.UUID, *, lock: bool = False) -> Task | None:
    """The user's task with that id. `lock` keeps other changes of it waiting until the transaction ends."""
    statement = select(Task).where(col(Task.id) == task_id, col(Task.user_id) == user_id)
    return session.exec(statement.with_for_update() if lock else statement).one_or_none()


def select_tasks(
    session: Session,
    user_id: str,
    *,
    status: TaskStatus | None,
    priority: int | None,
    search: str | None,
    after: Cursor | None,
    limit: int,
) -> list[Task]:
    """The user's tasks that match, the newest first, from behind `after` on."""
    conditions: list[ColumnElement[bool]] = [col(Task.user_id) == user_id]
    if status is not None:
        completed_at = col(Task.completed_at)
        conditions.append(completed_at.is_(None) if status is TaskStatus.OPEN else completed_at.is_not(None))
    if priority is not None:
        conditions.append(col(Task.priority) == priority)
    if search:
        conditions.append(_contains(search))
    if after is not None:
        place = tuple_(col(Task.created_at), col(Task.id))
        conditions.append(place < (after.created_at, after.id))
    order = (col(Task.created_at).desc(), col(Task.id).desc())
    return list(session.exec(select(Task).where(*conditions).order_by(*order).limit(limit)))


def _contains(search: str) -> ColumnElement[bool]:
    return or_(*(col(text).icontains(search, autoescape=True) for text in (Task.title, Task.notes)))
