"""Tasks in sentences. Pure."""

from collections.abc import Sequence

from todo_api.tasks.models import Task, TaskPublic

NAMED = 5


def count_tasks(number: int) -> str:
    """How many there are."""
    return "No tasks" if number == 0 else "1 task" if number == 1 else f"{number} tasks"


def quote_titles(tasks: Sequence[Task | TaskPublic]) -> str:
    """Their titles, of many the first ones."""
    names = [f"“{task.title}”" for task in tasks[:NAMED]]
    if len(tasks) > NAMED:
        names.append(f"{len(tasks) - NAMED} more")
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + f" and {names[-1]}" if names else "nothing"
