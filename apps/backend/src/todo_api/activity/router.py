"""`/api/v1/activity`: the log of changes, and undo."""

import uuid
from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Query
from sqlmodel import Session

from todo_api.activity.models import (
    ActivitiesPublic,
    Activity,
    ActivityPublic,
    ActorKind,
    UndoBatch,
    UndonePublic,
)
from todo_api.activity.queries import select_activities, select_batch
from todo_api.auth.dependencies import UserDep
from todo_api.cursor import CursorError, CursorText, Place, decode_cursor, encode_cursor
from todo_api.dependencies import NowDep, SessionDep
from todo_api.problems import ProblemError
from todo_api.tasks import service
from todo_api.tasks.dependencies import ActorDep
from todo_api.tasks.models import Task, TaskPublic
from todo_api.tasks.problems import UNDO_RESPONSES
from todo_api.writes.dependencies import WriteSessionDep

# Tells its cursors from those of other lists.
CURSOR = "activity"

router = APIRouter(prefix="/api/v1/activity", tags=["activity"])


@router.get("")
def list_activity(
    user_id: UserDep,
    session: SessionDep,
    actor: Annotated[ActorKind | None, Query(description="Only changes by this one.")] = None,
    task_id: Annotated[uuid.UUID | None, Query(description="Only changes of this task.")] = None,
    cursor: Annotated[CursorText | None, Query(description="`next_cursor` of the page before.")] = None,
    limit: Annotated[int, Query(ge=1, le=200, description="The most changes to return.")] = 50,
) -> ActivitiesPublic:
    """Lists the changes of the user's tasks, the newest first."""
    before = _read_place(decode_cursor(cursor)) if cursor is not None else None
    rows = select_activities(session, user_id, actor=actor, task_id=task_id, before=before, limit=limit + 1)
    page = rows[:limit]
    return ActivitiesPublic(
        data=[_present(activity, content_version) for activity, content_version in page],
        next_cursor=encode_cursor([CURSOR, page[-1][0].seq]) if len(rows) > limit else None,
    )


@router.post("/undo", responses=UNDO_RESPONSES)
def undo_batch(body: UndoBatch, actor: ActorDep, session: WriteSessionDep, now: NowDep) -> UndonePublic:
    """Undoes all changes of a batch, the newest first, all or none. Undoing an undo brings the changes back."""
    activity_ids = select_batch(session, actor.user_id, body.batch)
    if not activity_ids:
        raise ProblemError(404, "There is no such batch.")
    batch = uuid.uuid4()
    tasks = service.undo(session, replace(actor, batch=batch), activity_ids, now)
    return _finish(session, tasks, batch)


@router.post("/{activity_id}/undo", responses=UNDO_RESPONSES)
def undo_activity(activity_id: uuid.UUID, actor: ActorDep, session: WriteSessionDep, now: NowDep) -> UndonePublic:
    """Undoes one change. Undoing an undo brings the change back."""
    tasks = service.undo(session, actor, [activity_id], now)
    return _finish(session, tasks, None)


def _read_place(place: Place) -> int:
    match place:
        case [str(name), int(seq)] if name == CURSOR and abs(seq) < 2**63:
            return seq
    raise CursorError


def _finish(session: Session, tasks: list[Task], batch: uuid.UUID | None) -> UndonePublic:
    session.commit()
    return UndonePublic(
        tasks=[TaskPublic.model_validate(task) for task in tasks if task.deleted_at is None], batch=batch
    )


def _present(activity: Activity, content_version: int) -> ActivityPublic:
    undone = activity.undone_by is not None
    undoable = not undone and activity.after_version == content_version
    return ActivityPublic.model_validate(activity, update={"undone": undone, "undoable": undoable})
