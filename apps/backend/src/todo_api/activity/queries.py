"""Reads of the table `activity`. Each is scoped by its owner."""

import uuid
from collections.abc import Sequence

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from todo_api.activity.models import Activity, ActorKind
from todo_api.tasks.models import Task


def select_activities(
    session: Session,
    user_id: str,
    *,
    actor: ActorKind | None,
    task_id: uuid.UUID | None,
    before: int | None,
    limit: int,
) -> list[tuple[Activity, int]]:
    """The user's changes that match, the newest first, each with the version of the content that its task has now."""
    conditions: list[ColumnElement[bool]] = [col(Activity.user_id) == user_id]
    if actor is not None:
        conditions.append(col(Activity.actor) == actor)
    if task_id is not None:
        conditions.append(col(Activity.task_id) == task_id)
    if before is not None:
        conditions.append(col(Activity.seq) < before)
    statement = (
        select(Activity, Task.content_version)
        .join(Task, col(Task.id) == col(Activity.task_id))
        .where(*conditions)
        .order_by(col(Activity.seq).desc())
        .limit(limit)
    )
    return list(session.exec(statement))


def lock_activities(session: Session, user_id: str, activity_ids: Sequence[uuid.UUID]) -> list[Activity]:
    """The user's changes with these ids, the newest first; nobody else undoes them before this transaction ends."""
    statement = select(Activity).where(col(Activity.user_id) == user_id, col(Activity.id).in_(activity_ids))
    return list(session.exec(statement.order_by(col(Activity.seq).desc()).with_for_update()))


def select_batch(session: Session, user_id: str, batch: uuid.UUID) -> list[uuid.UUID]:
    """The ids of the user's changes that were made together."""
    return list(session.exec(select(Activity.id).where(col(Activity.user_id) == user_id, col(Activity.batch) == batch)))
