"""`TaskDep` and `LockedTaskDep`: the task in the path, if it is the user's; else one and the same 404."""

import uuid
from typing import Annotated

from fastapi import Depends, Header

from todo_api.auth.dependencies import UserDep
from todo_api.dependencies import SessionDep
from todo_api.problems import ProblemError
from todo_api.tasks.models import StoredText, Task, TaskPublic
from todo_api.tasks.queries import find_task
from todo_api.tasks.service import Actor
from todo_api.writes.dependencies import WriteSessionDep

IfMatch = Annotated[
    str | None,
    Header(
        description='The ETag of the task as you know it, such as `"3"`; if it has changed, nothing happens (412).',
        max_length=200,
    ),
]
Origin = Annotated[
    StoredText,
    Header(
        alias="X-Origin",
        max_length=64,
        description="Names the window that writes; the events about this write carry it.",
    ),
]


def get_actor(user_id: UserDep, origin: Origin = "") -> Actor:
    """The user who asks, as the one who changes tasks."""
    return Actor(user_id, "user", origin)


def get_task(task_id: uuid.UUID, user_id: UserDep, session: SessionDep) -> Task:
    """The task, to read."""
    task = find_task(session, user_id, task_id)
    if task is None:
        raise _MissingTaskError
    return task


def get_locked_task(task_id: uuid.UUID, user_id: UserDep, session: WriteSessionDep, if_match: IfMatch = None) -> Task:
    """The task, to change: nobody else changes it before this transaction ends."""
    task = find_task(session, user_id, task_id, lock=True)
    if task is None:
        raise _MissingTaskError
    if if_match is not None and not _matches(if_match, task):
        raise _StaleTaskError(task)
    return task


def build_etag(task: TaskPublic | Task) -> str:
    """The task's version as an HTTP entity tag."""
    return f'"{task.version}"'


def _matches(if_match: str, task: Task) -> bool:
    tags = [tag.strip() for tag in if_match.split(",")]
    return "*" in tags or build_etag(task) in tags


class _MissingTaskError(ProblemError):
    def __init__(self) -> None:
        super().__init__(404, "There is no such task.")


class _StaleTaskError(ProblemError):
    def __init__(self, task: Task) -> None:
        current = TaskPublic.model_validate(task).model_dump(mode="json")
        detail = f"The task has changed: it is at version {task.version}."
        super().__init__(412, detail, {"ETag": build_etag(task)}, members={"current": current})


ActorDep = Annotated[Actor, Depends(get_actor)]
TaskDep = Annotated[Task, Depends(get_task)]
LockedTaskDep = Annotated[Task, Depends(get_locked_task)]
