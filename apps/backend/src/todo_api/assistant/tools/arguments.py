"""The arguments of each tool, closed and checked. What the model leaves out or says as null stays as it is. Pure."""

import uuid
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from todo_api.tasks.due import Day, TimeOfDay
from todo_api.tasks.models import Notes, Title, refuse_nul
from todo_api.tasks.tags import TAGS_LIMIT, Tag
from todo_api.tasks.views import View

IDS_LIMIT = 100
QUERY_LIMIT = 200


def _drop_repeated(ids: list[uuid.UUID]) -> list[uuid.UUID]:
    return list(dict.fromkeys(ids))


def _drop_hash(tag: object) -> object:
    return tag.removeprefix("#") if isinstance(tag, str) else tag


PriorityName = Literal["none", "low", "medium", "high"]
TaskIds = Annotated[list[uuid.UUID], Field(min_length=1, max_length=IDS_LIMIT), AfterValidator(_drop_repeated)]
TagNames = Annotated[list[Annotated[Tag, BeforeValidator(_drop_hash)]], Field(max_length=TAGS_LIMIT)]
Query = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=QUERY_LIMIT), AfterValidator(refuse_nul)
]


class Arguments(BaseModel):
    """What a tool is called with."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class AddTask(Arguments):
    """A new task."""

    title: Title
    notes: Notes | None = None
    priority: PriorityName | None = None
    due_date: Day | None = None
    due_time: TimeOfDay | None = None
    tags: TagNames | None = None


class ListTasks(Arguments):
    """A part of the list."""

    view: View
    tag: Annotated[Tag, BeforeValidator(_drop_hash)] | None = None
    priority: PriorityName | None = None


class SearchTasks(Arguments):
    """Words that a task contains."""

    query: Query
    status: Literal["open", "done", "any"] | None = None


class CompleteTasks(Arguments):
    """Tasks that are done."""

    task_ids: TaskIds


class TaskChange(Arguments):
    """What becomes of one task."""

    task_id: uuid.UUID
    title: Title | None = None
    notes: Notes | None = None
    priority: PriorityName | None = None
    due_date: Day | None = None
    due_time: TimeOfDay | None = None
    add_tags: TagNames | None = None
    remove_tags: TagNames | None = None
    status: Literal["open", "done"] | None = None
    clear: list[Literal["due", "due_time", "notes", "tags"]] | None = None


class UpdateTasks(Arguments):
    """What becomes of some tasks."""

    changes: list[TaskChange] = Field(min_length=1, max_length=IDS_LIMIT)


class DeleteTasks(Arguments):
    """Tasks that are to go."""

    task_ids: TaskIds


class Undo(Arguments):
    """Which changes to take back."""

    batch: uuid.UUID | Literal["last"]
