"""What each tool does, in the caller's transaction, on the tasks of one user."""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from todo_api.activity.models import Action, Activity, ActorKind
from todo_api.assistant.tools.arguments import (
    AddTask,
    Arguments,
    CompleteTasks,
    DeleteTasks,
    ListTasks,
    PriorityName,
    SearchTasks,
    TaskChange,
    Undo,
    UpdateTasks,
)
from todo_api.assistant.tools.due_change import UnclearDueError, build_due, change_due
from todo_api.assistant.tools.sentences import count_tasks, quote_titles
from todo_api.tasks import service
from todo_api.tasks.models import Priority, Task, TaskCreate, TaskStatus, TaskUpdate
from todo_api.tasks.queries import TaskFilter, lock_tasks, select_tasks
from todo_api.tasks.service import Actor
from todo_api.tasks.tags import TAGS_LIMIT
from todo_api.tasks.views import View, choose_view_ordering, find_today

LISTED = 50
PRIORITIES: dict[PriorityName, Priority] = {
    "none": Priority.NONE,
    "low": Priority.LOW,
    "medium": Priority.MEDIUM,
    "high": Priority.HIGH,
}
ASK = "Several tasks match. If the user means one of them, ask which; change none before they have answered."


class ActionError(Exception):
    """The tool cannot do it; the message says why. Nothing of it has happened."""


@dataclass(frozen=True)
class Work:
    """Where and for whom a tool works. Tasks in `spared` are left alone."""

    session: Session
    actor: Actor
    zone: str
    now: datetime
    spared: frozenset[uuid.UUID] = frozenset()


@dataclass(frozen=True)
class Done:
    """What a tool did. `advice` is for the model; `plan` is what was meant, without words such as `last`."""

    summary: str
    tasks: Sequence[Task] = ()
    advice: str | None = None
    plan: dict[str, Any] = field(default_factory=dict)


def add_task(work: Work, arguments: AddTask) -> Done:
    """Adds a task."""
    try:
        due = build_due(arguments, work.zone)
    except UnclearDueError as error:
        raise ActionError(f"The task was not added: {error}.") from None
    fields = TaskCreate(
        title=arguments.title,
        notes=arguments.notes or "",
        priority=PRIORITIES[arguments.priority or "none"],
        tags=arguments.tags or [],
        due=due,
    )
    task, _ = service.create(work.session, work.actor, fields, work.now)
    return Done(f"Added {quote_titles([task])}.", [task])


def list_tasks(work: Work, arguments: ListTasks) -> Done:
    """Reads a view."""
    ordering = choose_view_ordering(arguments.view, None, None)
    wanted = TaskFilter(
        view=arguments.view,
        today=find_today(work.zone, work.now),
        tag=arguments.tag,
        priority=None if arguments.priority is None else PRIORITIES[arguments.priority],
    )
    found = select_tasks(work.session, work.actor.user_id, wanted, ordering, None, LISTED + 1)
    more = f"These are the first {LISTED}; there are more." if len(found) > LISTED else None
    return Done(f"{count_tasks(len(found[:LISTED]))} in the view “{arguments.view}”.", found[:LISTED], more)


def search_tasks(work: Work, arguments: SearchTasks) -> Done:
    """Finds tasks by a phrase or, where none has the whole of it, by its words."""
    found = _search(work, arguments.query, arguments.status)
    if not found:
        by_word = [_search(work, word, arguments.status) for word in arguments.query.split()[:5] if len(word) > 2]
        found = list({task.id: task for tasks in by_word for task in tasks}.values())[:LISTED]
    match len(found):
        case 0:
            return Done(f"No task matches “{arguments.query}”.", advice="Tell the user; do not guess another task.")
        case 1:
            return Done(f"One task matches “{arguments.query}”.", found)
        case number:
            return Done(f"{number} tasks match “{arguments.query}”.", found, ASK)


def complete_tasks(work: Work, arguments: CompleteTasks) -> Done:
    """Marks tasks as done."""
    changes = [TaskChange(task_id=task_id, status="done") for task_id in arguments.task_ids]
    return _change(work, changes, "Completed", "was done already")


def update_tasks(work: Work, arguments: UpdateTasks) -> Done:
    """Changes tasks."""
    return _change(work, arguments.changes, "Changed", "was like that already")


def delete_tasks(work: Work, arguments: DeleteTasks) -> Done:
    """Deletes tasks."""
    tasks = _lock(work, arguments.task_ids)
    for task in tasks:
        service.delete(work.session, work.actor, task, work.now)
    return Done(f"Deleted {quote_titles(tasks)}.", tasks)


def undo(work: Work, arguments: Undo) -> Done:
    """Takes back a batch of the assistant's."""
    session, user_id = work.session, work.actor.user_id
    batch = _find_last_batch(session, user_id) if arguments.batch == "last" else arguments.batch
    changes = _select_own_batch(session, user_id, batch) if batch else []
    if not changes:
        raise ActionError("There is no such change of the assistant's to undo.")
    if work.spared & {change.task_id for change in changes}:
        raise ActionError("These changes stay: not all of their tasks are as they were.")
    tasks = service.undo(session, work.actor, [change.id for change in changes], work.now)
    return Done(f"Undid the changes to {quote_titles(tasks)}.", tasks, plan={"batch": str(batch)})


ACTIONS: dict[str, tuple[type[Arguments], Callable[[Work, Any], Done]]] = {
    "add_task": (AddTask, add_task),
    "list_tasks": (ListTasks, list_tasks),
    "search_tasks": (SearchTasks, search_tasks),
    "complete_tasks": (CompleteTasks, complete_tasks),
    "update_tasks": (UpdateTasks, update_tasks),
    "delete_tasks": (DeleteTasks, delete_tasks),
    "undo": (Undo, undo),
}


def _search(work: Work, text: str, status: str | None) -> list[Task]:
    wanted = TaskFilter(
        view=View.ALL,
        today=find_today(work.zone, work.now),
        search=text,
        status=None if status == "any" else TaskStatus(status or "open"),
    )
    ordering = choose_view_ordering(View.ALL, None, None)
    return select_tasks(work.session, work.actor.user_id, wanted, ordering, None, LISTED)


def _lock(work: Work, task_ids: Sequence[uuid.UUID]) -> list[Task]:
    """The tasks, in the order given, without the spared ones. Raises ActionError if one is not there."""
    wanted = [task_id for task_id in task_ids if task_id not in work.spared]
    found = {task.id: task for task in lock_tasks(work.session, work.actor.user_id, wanted) if task.deleted_at is None}
    missing = [str(task_id) for task_id in wanted if task_id not in found]
    if missing:
        raise ActionError(f"There is no task with the id {', '.join(missing[:5])}. Nothing was changed.")
    return [found[task_id] for task_id in wanted]


def _change(work: Work, changes: Sequence[TaskChange], verb: str, nothing: str) -> Done:
    tasks = _lock(work, list(dict.fromkeys(change.task_id for change in changes)))
    by_id = {task.id: task for task in tasks}
    changed: dict[uuid.UUID, Task] = {}
    for change in changes:
        task = by_id.get(change.task_id)
        if task and service.update(work.session, work.actor, task, _build_update(task, change, work.zone), work.now):
            changed[task.id] = task
    same = [task for task in tasks if task.id not in changed]
    sentences = [f"{verb} {quote_titles(list(changed.values()))}."] if changed else []
    sentences += [f"{quote_titles(same)} {nothing}."] if same else []
    return Done(" ".join(sentences) or "Nothing was changed.", tasks)


def _build_update(task: Task, change: TaskChange, zone: str) -> TaskUpdate:
    cleared = change.clear or []
    values: dict[str, Any] = {}
    if change.title is not None:
        values["title"] = change.title
    if change.notes is not None or "notes" in cleared:
        values["notes"] = change.notes or ""
    if change.priority is not None:
        values["priority"] = PRIORITIES[change.priority]
    if change.status is not None:
        values["status"] = TaskStatus(change.status)
    if change.add_tags or change.remove_tags or "tags" in cleared:
        values["tags"] = _change_tags(task, change)
    if change.due_date or change.due_time or {"due", "due_time"} & set(cleared):
        try:
            values["due"] = change_due(task.due, change, zone)
        except UnclearDueError as error:
            raise ActionError(f"“{task.title}” was not changed: {error}.") from None
    return TaskUpdate.model_validate(values)


def _change_tags(task: Task, change: TaskChange) -> list[str]:
    kept = [] if "tags" in (change.clear or []) else task.tags
    tags = [tag for tag in dict.fromkeys([*kept, *(change.add_tags or [])]) if tag not in (change.remove_tags or [])]
    if len(tags) > TAGS_LIMIT:
        raise ActionError(f"“{task.title}” was not changed: a task has at most {TAGS_LIMIT} tags.")
    return tags


def _select_own_batch(session: Session, user_id: str, batch: uuid.UUID) -> list[Activity]:
    """The changes that the assistant made together; what the user did is theirs to undo."""
    return list(session.exec(select(Activity).where(*_by_assistant(user_id), col(Activity.batch) == batch)))


def _by_assistant(user_id: str) -> list[ColumnElement[bool]]:
    return [col(Activity.user_id) == user_id, col(Activity.actor) == ActorKind.ASSISTANT]


def _find_last_batch(session: Session, user_id: str) -> uuid.UUID | None:
    """The assistant's latest changes that stand; an undo is none."""
    return session.exec(
        select(Activity.batch)
        .where(
            *_by_assistant(user_id),
            col(Activity.action) != Action.UNDO,
            col(Activity.undone_by).is_(None),
            col(Activity.batch).is_not(None),
        )
        .order_by(col(Activity.seq).desc())
        .limit(1)
    ).first()
