"""The problem of a task that is not as the one who changes it believes."""

from typing import Any

from pydantic import Field

from todo_api.problems import Problem
from todo_api.tasks.models import TaskPublic


class ConflictProblem(Problem):
    """Why a change was not made, with the task as it is now."""

    current: TaskPublic | None = Field(default=None, description="The task as it is now; null if it is deleted.")


CONFLICT_RESPONSES: dict[int | str, dict[str, Any]] = {
    412: {"model": ConflictProblem, "description": "The task has changed; nothing was done."}
}
UNDO_RESPONSES: dict[int | str, dict[str, Any]] = {
    409: {"model": ConflictProblem, "description": "The task has changed since; nothing was undone."}
}
