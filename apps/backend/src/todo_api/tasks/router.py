"""`/api/v1/tasks`. A route's signature is what it requires."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Response

from todo_api.activity.models import Activity
from todo_api.auth.dependencies import UserDep
from todo_api.cursor import CursorText, decode_cursor, encode_cursor
from todo_api.dependencies import NowDep, SessionDep
from todo_api.tasks import service
from todo_api.tasks.dependencies import ActorDep, LockedTaskDep, TaskDep, build_etag
from todo_api.tasks.due import Zone
from todo_api.tasks.models import (
    Priority,
    StoredText,
    Task,
    TaskCreate,
    TaskPublic,
    TasksPublic,
    TasksSummary,
    TaskStatus,
    TaskUpdate,
)
from todo_api.tasks.problems import CONFLICT_RESPONSES
from todo_api.tasks.queries import TaskFilter, purge_tasks, select_tasks, summarise_tasks
from todo_api.tasks.sorting import Order, Sort
from todo_api.tasks.tags import Tag
from todo_api.tasks.views import View, choose_view_ordering, find_today
from todo_api.writes.dependencies import CountWriteDep
from todo_api.writes.idempotency import Answer, IdempotencyKeyHeader, claim_key, keep_answer

# What is deleted can be brought back for so long.
DELETED_KEPT_DAYS = 30

router = APIRouter(prefix="/api/v1/tasks", tags=["tasks"])

ZoneQuery = Annotated[Zone, Query(description="Where the user is: decides which day it is.")]


@router.get("")
def list_tasks(
    user_id: UserDep,
    session: SessionDep,
    now: NowDep,
    view: Annotated[
        View, Query(description="Which part of the list; all but `all` and `done` have only open tasks.")
    ] = View.ALL,
    zone: ZoneQuery = "UTC",
    q: Annotated[StoredText | None, Query(max_length=200, description="Only tasks that contain this text.")] = None,
    status: Annotated[TaskStatus | None, Query(description="Only tasks in this state.")] = None,
    priority: Annotated[Priority | None, Query(description="Only tasks of this priority.")] = None,
    tag: Annotated[Tag | None, Query(description="Only tasks with this tag.")] = None,
    due: Annotated[Literal["none", "any"] | None, Query(description="Only tasks without or with a due date.")] = None,
    sort: Annotated[
        Sort | None,
        Query(description="By default `due` in the views of days, last completion in `done`, `created` in `all`."),
    ] = None,
    order: Annotated[Order | None, Query(description="By default newest, soonest, most important or A first.")] = None,
    cursor: Annotated[CursorText | None, Query(description="`next_cursor` of the page before.")] = None,
    limit: Annotated[int, Query(ge=1, le=200, description="The most tasks to return.")] = 50,
) -> TasksPublic:
    """Lists the user's tasks."""
    wanted = TaskFilter(
        view=view,
        today=find_today(zone, now),
        status=status,
        priority=priority,
        tag=tag,
        has_due=None if due is None else due == "any",
        search=q,
    )
    ordering = choose_view_ordering(view, sort, order)
    after = decode_cursor(cursor) if cursor is not None else None
    tasks = select_tasks(session, user_id, wanted, ordering, after, limit + 1)
    page = tasks[:limit]
    return TasksPublic(
        data=[TaskPublic.model_validate(task) for task in page],
        next_cursor=encode_cursor(ordering.read_place(page[-1])) if len(tasks) > limit else None,
    )


@router.get("/summary")
def read_summary(user_id: UserDep, session: SessionDep, now: NowDep, zone: ZoneQuery = "UTC") -> TasksSummary:
    """Counts the tasks of each view and the tags in use."""
    return summarise_tasks(session, user_id, find_today(zone, now))


@router.post("", status_code=201)
def create_task(
    fields: TaskCreate,
    actor: ActorDep,
    session: SessionDep,
    now: NowDep,
    count_write: CountWriteDep,
    response: Response,
    idempotency_key: IdempotencyKeyHeader = None,
) -> TaskPublic:
    """Adds a task."""
    if idempotency_key is not None:
        answer = claim_key(session, actor.user_id, idempotency_key, fields)
        if answer is not None:
            response.headers.update(answer.headers | {"Idempotent-Replay": "true"})
            return TaskPublic.model_validate(answer.body)
    count_write()
    task, activity = service.create(session, actor, fields, now)
    response.headers["Location"] = f"/api/v1/tasks/{task.id}"
    public = _present(task, response, activity)
    if idempotency_key is not None:
        answer = Answer(body=public.model_dump(mode="json"), headers=dict(response.headers))
        keep_answer(session, actor.user_id, idempotency_key, answer)
    session.commit()
    return public


@router.get("/{task_id}")
def read_task(task: TaskDep, response: Response) -> TaskPublic:
    """Reads a task."""
    return _present(task, response)


@router.patch("/{task_id}", responses=CONFLICT_RESPONSES)
def update_task(
    update: TaskUpdate, task: LockedTaskDep, actor: ActorDep, session: SessionDep, now: NowDep, response: Response
) -> TaskPublic:
    """Changes the fields that are sent; a change to what already is changes nothing."""
    activity = service.update(session, actor, task, update, now)
    if activity is not None:
        session.commit()
    return _present(task, response, activity)


@router.post("/{task_id}/complete", responses=CONFLICT_RESPONSES)
def complete_task(
    task: LockedTaskDep, actor: ActorDep, session: SessionDep, now: NowDep, response: Response
) -> TaskPublic:
    """Marks a task as done; doing so twice is the same as once."""
    return update_task(TaskUpdate(status=TaskStatus.DONE), task, actor, session, now, response)


@router.delete("/{task_id}", status_code=204, responses=CONFLICT_RESPONSES)
def delete_task(task: LockedTaskDep, actor: ActorDep, session: SessionDep, now: NowDep, response: Response) -> None:
    """Deletes a task; its change can be undone for 30 days."""
    activity = service.delete(session, actor, task, now)
    purge_tasks(session, actor.user_id, DELETED_KEPT_DAYS)
    session.commit()
    response.headers["X-Activity-Id"] = str(activity.id)


def _present(task: Task, response: Response, activity: Activity | None = None) -> TaskPublic:
    response.headers["ETag"] = build_etag(task)
    if activity is not None:
        response.headers["X-Activity-Id"] = str(activity.id)
    return TaskPublic.model_validate(task)
