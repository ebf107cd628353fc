"""`TaskDep` and `LockedTaskDep`: the task in the path, if it is the user's; else one and the same 404."""

import uuid
from typing import Annotated

from fastapi import Depends, Header

from todo_api.auth.dependencies import UserDep
from todo_api.dependencies import SessionDep
from todo_api.problems import ProblemError
from todo_api.tasks.models import Task
from todo_api.tasks.queries import find_task

IfMatch = Annotated[
    str | None,
    Header(
        description='The ETag of the task as you know it, such as `"3"`; if it has changed, nothing happens (412).',
        max_length=200,
    ),
]


def get_task(task_id: uuid.UUID, user_id: UserDep, session: SessionDep) -> Task:
    """The task, to read."""
    task = find_task(session, user_id, task_id)
    if task is None:
        raise _MissingTaskError
    return task


def get_locked_task(task_id: uuid.UUID, user_id: UserDep, session: SessionDep, if_match: IfMatch = None) -> Task:
    """The task, to change: nobody else changes it before this transaction ends."""
    task = find_task(session, user_id, task_id, lock=True)
    if task is None:
        raise _MissingTaskError
    if if_match is not None and not _matches(if_match, task):
        raise ProblemError(412, f"The task has changed: it is at version {task.version}.", {"ETag": build_etag(task)})
    return task


def build_etag(task: Task) -> str:
    """The task's version as an HTTP entity tag."""
    return f'"{task.version}"'


def _matches(if_match: str, task: Task) -> bool:
    tags = [tag.strip() for tag in if_match.split(",")]
    return "*" in tags or build_etag(task) in tags


class _MissingTaskError(ProblemError):
    def __init__(self) -> None:
        super().__init__(404, "There is no such task.")


TaskDep = Annotated[Task, Depends(get_task)]
LockedTaskDep = Annotated[Task, Depends(get_locked_task)]
