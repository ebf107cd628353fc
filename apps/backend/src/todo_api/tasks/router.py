"""`/api/v1/tasks`. A route's signature is what it requires."""

from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Query, Response

from todo_api.auth.dependencies import UserDep
from todo_api.dependencies import SessionDep
from todo_api.tasks.changes import apply_update, build_task
from todo_api.tasks.cursor import Cursor, CursorText
from todo_api.tasks.dependencies import LockedTaskDep, TaskDep, build_etag
from todo_api.tasks.models import (
    Priority,
    StoredText,
    Task,
    TaskCreate,
    TaskPublic,
    TasksPublic,
    TaskStatus,
    TaskUpdate,
)
from todo_api.tasks.queries import select_tasks

router = APIRouter(prefix="/api/v1/tasks", tags=["tasks"])


@router.get("")
def list_tasks(
    user_id: UserDep,
    session: SessionDep,
    status: Annotated[TaskStatus | None, Query(description="Only tasks in this state.")] = None,
    priority: Annotated[Priority | None, Query(description="Only tasks of this priority.")] = None,
    q: Annotated[StoredText | None, Query(max_length=200, description="Only tasks that contain this text.")] = None,
    cursor: Annotated[CursorText | None, Query(description="`next_cursor` of the page before.")] = None,
    limit: Annotated[int, Query(ge=1, le=200, description="The most tasks to return.")] = 50,
) -> TasksPublic:
    """Lists the user's tasks, the newest first."""
    after = Cursor.decode(cursor) if cursor else None
    tasks = select_tasks(session, user_id, status=status, priority=priority, search=q, after=after, limit=limit + 1)
    page = tasks[:limit]
    more = len(tasks) > limit
    return TasksPublic(
        data=[TaskPublic.model_validate(task) for task in page],
        next_cursor=Cursor(page[-1].created_at, page[-1].id).encode() if more else None,
    )


@router.post("", status_code=201)
def create_task(fields: TaskCreate, user_id: UserDep, session: SessionDep, response: Response) -> TaskPublic:
    """Adds a task."""
    task = build_task(user_id, fields, datetime.now(UTC))
    session.add(task)
    session.commit()
    response.headers["Location"] = f"/api/v1/tasks/{task.id}"
    return _present(task, response)


@router.get("/{task_id}")
def read_task(task: TaskDep, response: Response) -> TaskPublic:
    """Reads a task."""
    return _present(task, response)


@router.patch("/{task_id}")
def update_task(update: TaskUpdate, task: LockedTaskDep, session: SessionDep, response: Response) -> TaskPublic:
    """Changes the fields that are sent; a change to what already is changes nothing."""
    if apply_update(task, update, datetime.now(UTC)):
        session.commit()
    return _present(task, response)


@router.post("/{task_id}/complete")
def complete_task(task: LockedTaskDep, session: SessionDep, response: Response) -> TaskPublic:
    """Marks a task as done; doing so twice is the same as once."""
    if apply_update(task, TaskUpdate(status=TaskStatus.DONE), datetime.now(UTC)):
        session.commit()
    return _present(task, response)


@router.delete("/{task_id}", status_code=204)
def delete_task(task: LockedTaskDep, session: SessionDep) -> None:
    """Deletes a task."""
    session.delete(task)
    session.commit()


def _present(task: Task, response: Response) -> TaskPublic:
    response.headers["ETag"] = build_etag(task)
    return TaskPublic.model_validate(task)
