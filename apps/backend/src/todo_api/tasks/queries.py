"""Reads of the table `task`. Each is scoped by its owner and knows no deleted task, except to bring it back."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Text, collate, column, delete, func, literal
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select

from todo_api.cursor import Place
from todo_api.tasks.models import COLLATION, TagCount, Task, TasksSummary, TaskStatus
from todo_api.tasks.sorting import Ordering
from todo_api.tasks.views import DAY_VIEWS, DONE, OPEN, Today, View, select_days, select_view

TAGS_SHOWN = 100


@dataclass(frozen=True)
class TaskFilter:
    """What the listed tasks have in common."""

    view: View
    today: Today
    status: TaskStatus | None = None
    priority: int | None = None
    tag: str | None = None
    has_due: bool | None = None
    search: str | None = None


def find_task(session: Session, user_id: str, task_id: uuid.UUID, *, lock: bool = False) -> Task | None:
    """The user's task with that id. `lock` keeps other changes of it waiting until the transaction ends."""
    statement = select(Task).where(col(Task.id) == task_id, *_belongs_to(user_id))
    return session.exec(statement.with_for_update() if lock else statement).one_or_none()


def lock_tasks(session: Session, user_id: str, task_ids: Collection[uuid.UUID]) -> list[Task]:
    """The user's tasks with these ids, deleted ones among them, always locked in the same order."""
    statement = select(Task).where(col(Task.id).in_(task_ids), col(Task.user_id) == user_id)
    return list(session.exec(statement.order_by(col(Task.id)).with_for_update()))


def select_tasks(
    session: Session, user_id: str, tasks: TaskFilter, ordering: Ordering, after: Place | None, limit: int
) -> list[Task]:
    """The user's tasks that match, in that order, from behind `after` on. Raises CursorError."""
    conditions = _belongs_to(user_id) + _match(tasks)
    if after is not None:
        conditions.append(ordering.follow(after))
    return list(session.exec(select(Task).where(*conditions).order_by(*ordering.clauses).limit(limit)))


def summarise_tasks(session: Session, user_id: str, today: Today) -> TasksSummary:
    """How many tasks each view has, and the tags of open ones."""
    counted = [func.count().filter(select_days(view, today)).label(view) for view in DAY_VIEWS]
    done = select_columns(func.count()).select_from(Task).where(*_belongs_to(user_id), DONE).scalar_subquery()
    statement = select_columns(*counted, func.count().label(View.ALL), done.label(View.DONE))
    counts = session.connection().execute(statement.where(*_belongs_to(user_id), OPEN)).mappings().one()
    name = func.unnest(col(Task.tags)).label("name")
    count = func.count().label("count")
    tags = session.exec(
        select(name, count)
        .where(*_belongs_to(user_id), OPEN)
        .group_by(name)
        .order_by(count.desc(), name)
        .limit(TAGS_SHOWN)
    )
    return TasksSummary(
        **counts,
        tags=[TagCount(name=name, count=count) for name, count in tags],
    )


def purge_tasks(session: Session, user_id: str, age_days: int) -> None:
    """Removes for good what the user deleted that long ago, with its activity."""
    old = func.now() - func.make_interval(0, 0, 0, age_days)
    session.exec(delete(Task).where(col(Task.user_id) == user_id, col(Task.deleted_at) < old))


def _belongs_to(user_id: str) -> list[ColumnElement[bool]]:
    return [col(Task.user_id) == user_id, col(Task.deleted_at).is_(None)]


def _match(tasks: TaskFilter) -> list[ColumnElement[bool]]:
    conditions = [select_view(tasks.view, tasks.today)]
    if tasks.status is not None:
        conditions.append(OPEN if tasks.status is TaskStatus.OPEN else DONE)
    if tasks.priority is not None:
        conditions.append(col(Task.priority) == tasks.priority)
    if tasks.tag is not None:
        conditions.append(col(Task.tags).contains([tasks.tag]))
    if tasks.has_due is not None:
        due = col(Task.due_date)
        conditions.append(due.is_not(None) if tasks.has_due else due.is_(None))
    if tasks.search:
        conditions.append(_contains(tasks.search))
    return conditions


def _contains(search: str) -> ColumnElement[bool]:
    # Small letters of all languages, whatever the database's own locale knows of them.
    small = func.lower(collate(literal(search), COLLATION))
    return func.strpos(column("search_text", Text), collate(small, "C")) > 0
