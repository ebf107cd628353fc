"""How a task changes. Pure: no database, the clock is handed in."""

from datetime import datetime

from todo_api.tasks.models import Task, TaskCreate, TaskStatus, TaskUpdate


def build_task(user_id: str, fields: TaskCreate, now: datetime) -> Task:
    """A new task of that user."""
    return Task(user_id=user_id, created_at=now, updated_at=now, **fields.model_dump())


def apply_update(task: Task, update: TaskUpdate, now: datetime) -> bool:
    """Writes the fields that were sent into the task. Returns whether anything is different now."""
    changes = update.model_dump(exclude_unset=True)
    status: TaskStatus | None = changes.pop("status", None)
    if status is not None and status is not task.status:
        changes["completed_at"] = now if status is TaskStatus.DONE else None
    changes = {name: value for name, value in changes.items() if getattr(task, name) != value}
    if not changes:
        return False
    task.sqlmodel_update(changes | {"version": task.version + 1, "updated_at": now})
    return True
