"""The one way to change tasks: for people, for the assistant and for undo.

Each function writes the task, its row in the log of activity, and the notification that other windows of the user wait
for, into the caller's transaction. The caller commits.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlmodel import Session

from todo_api.activity.models import Action, Activity, ActorKind, Changes
from todo_api.activity.queries import lock_activities
from todo_api.events.channel import notify_tasks
from todo_api.problems import ProblemError
from todo_api.tasks.changes import (
    CREATION,
    Content,
    build_task,
    compare_content,
    name_action,
    read_content,
    take_before,
    write_content,
    write_update,
)
from todo_api.tasks.models import Task, TaskCreate, TaskPublic, TaskUpdate
from todo_api.tasks.queries import lock_tasks


@dataclass(frozen=True)
class Actor:
    """Who changes the tasks of `user_id`. `origin` names the window, so that it knows its own changes."""

    user_id: str
    kind: Literal["user", "assistant"]
    origin: str = ""
    batch: uuid.UUID | None = None


class ConflictError(ProblemError):
    """The task is not as the change to undo left it."""

    def __init__(self, detail: str, task: Task) -> None:
        current = None if task.deleted_at else TaskPublic.model_validate(task).model_dump(mode="json")
        super().__init__(409, detail, members={"current": current})


def create(session: Session, actor: Actor, fields: TaskCreate, now: datetime) -> tuple[Task, Activity]:
    """A new task."""
    task = build_task(actor.user_id, fields, now)
    session.add(task)
    session.flush()
    activity = _log(session, actor, task, Action.CREATE, CREATION, before_version=0, now=now)
    notify_tasks(session, actor.user_id, actor.origin)
    return task, activity


def update(session: Session, actor: Actor, task: Task, update: TaskUpdate, now: datetime) -> Activity | None:
    """Writes the fields that were sent. None if nothing is different now. The task is locked by the caller."""
    before = read_content(task)
    write_update(task, update, now)
    return _close(session, actor, task, before, now)


def delete(session: Session, actor: Actor, task: Task, now: datetime) -> Activity:
    """Takes the task out of sight; undo brings it back. The task is locked by the caller."""
    before = read_content(task)
    task.deleted_at = now
    activity = _close(session, actor, task, before, now)
    if activity is None:
        raise ValueError(f"task {task.id} is deleted already")
    return activity


def undo(session: Session, actor: Actor, activity_ids: Sequence[uuid.UUID], now: datetime) -> list[Task]:
    """Undoes changes of the user's tasks, the newest first, all or none (the caller rolls back on an error).

    Returns the tasks as they are now, deleted ones among them. Raises ConflictError for a task that has changed since,
    and ProblemError (404) for a change that is not the user's.
    """
    activities = lock_activities(session, actor.user_id, activity_ids)
    if len(activities) < len(set(activity_ids)):
        raise ProblemError(404, "There is no such change.")
    tasks = {task.id: task for task in lock_tasks(session, actor.user_id, {one.task_id for one in activities})}
    for activity in activities:
        _undo_one(session, actor, activity, tasks[activity.task_id], now)
    notify_tasks(session, actor.user_id, actor.origin)
    return list(tasks.values())


def _undo_one(session: Session, actor: Actor, activity: Activity, task: Task, now: datetime) -> None:
    if activity.undone_by is not None:
        raise ConflictError("This change has been undone already.", task)
    if task.content_version != activity.after_version:
        seen = "deleted" if task.deleted_at else "changed"
        raise ConflictError(f"The task “{task.title}” has been {seen} since, so this change stays.", task)
    before = read_content(task)
    write_content(task, take_before(activity.changes), now)
    changes = compare_content(before, read_content(task))
    before_version = _count_up(task, now)
    task.content_version = activity.before_version
    undone = _log(session, actor, task, Action.UNDO, changes, before_version=before_version, now=now)
    activity.undone_by = undone.id


def _close(session: Session, actor: Actor, task: Task, before: Content, now: datetime) -> Activity | None:
    changes = compare_content(before, read_content(task))
    if not changes:
        return None
    before_version = _count_up(task, now)
    activity = _log(session, actor, task, name_action(changes), changes, before_version=before_version, now=now)
    notify_tasks(session, actor.user_id, actor.origin)
    return activity


def _count_up(task: Task, now: datetime) -> int:
    """Gives the task a new version; returns the one that had the content until now."""
    before_version = task.content_version
    task.version += 1
    task.content_version = task.version
    task.updated_at = now
    return before_version


def _log(
    session: Session, actor: Actor, task: Task, action: Action, changes: Changes, *, before_version: int, now: datetime
) -> Activity:
    activity = Activity(
        user_id=actor.user_id,
        task_id=task.id,
        actor=ActorKind(actor.kind),
        action=action,
        title=task.title,
        changes=changes,
        before_version=before_version,
        after_version=task.content_version,
        batch=actor.batch,
        created_at=now,
    )
    session.add(activity)
    # Now, so that the rows are numbered in the order of the changes.
    session.flush()
    return activity
