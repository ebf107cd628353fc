"""The task: its table, and the shapes in which it comes and goes."""

import uuid
from datetime import UTC, datetime
from enum import IntEnum, StrEnum
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, StringConstraints
from sqlalchemy import CheckConstraint, Column, DateTime, Index, SmallInteger, String, Text
from sqlmodel import Field, SQLModel

# Of our own, so that no table of the frontend or of an older version of the app is in the way.
SCHEMA = "todo_api"
TITLE_LIMIT = 200
NOTES_LIMIT = 5000


class TaskStatus(StrEnum):
    """Whether a task is still to be done."""

    OPEN = "open"
    DONE = "done"


class Priority(IntEnum):
    """How much a task matters: 0 none, 1 low, 2 medium, 3 high."""

    NONE = 0
    LOW = 1
    MEDIUM = 2
    HIGH = 3


def _refuse_nul(text: str) -> str:
    if "\x00" in text:
        raise ValueError("the character U+0000 cannot be stored")
    return text


def _to_utc(instant: datetime) -> datetime:
    if not 1970 <= instant.year <= 9998:
        raise ValueError("the year is not between 1970 and 9998")
    return instant.astimezone(UTC)


StoredText = Annotated[str, AfterValidator(_refuse_nul)]
Title = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=TITLE_LIMIT), AfterValidator(_refuse_nul)
]
Notes = Annotated[str, StringConstraints(max_length=NOTES_LIMIT), AfterValidator(_refuse_nul)]
Instant = Annotated[AwareDatetime, AfterValidator(_to_utc)]
StoredInstant = Annotated[datetime, AfterValidator(lambda instant: instant.astimezone(UTC))]

TITLE = "What is to be done. Spaces around it are dropped."
NOTES = "Anything more, as plain text."
DUE_AT = "When it is due, with a zone; kept in UTC."


class TaskBase(SQLModel):
    """What a person can say about a task."""

    title: Title = Field(description=TITLE)
    notes: Notes = Field(default="", description=NOTES)
    priority: Priority = Priority.NONE
    due_at: Instant | None = Field(default=None, description=DUE_AT)


class TaskCreate(TaskBase):
    """A new task."""

    model_config = {"extra": "forbid"}


class TaskUpdate(SQLModel):
    """What to change; an absent field stays as it is."""

    model_config = {"extra": "forbid"}

    title: Title = Field(default=None, description=TITLE)
    notes: Notes = Field(default=None, description=NOTES)
    priority: Priority = Field(default=None)
    due_at: Instant | None = Field(default=None, description=DUE_AT + " null takes it away.")
    status: TaskStatus = Field(default=None, description="`done` completes the task, `open` reopens it.")


class Task(SQLModel, table=True):
    """A row of the table `task`."""

    __table_args__ = (
        CheckConstraint(f"char_length(title) BETWEEN 1 AND {TITLE_LIMIT}", name="task_title_length"),
        CheckConstraint("priority BETWEEN 0 AND 3", name="task_priority_range"),
        Index("task_user_newest", "user_id", "created_at", "id"),
        {"schema": SCHEMA},
    )

    id: uuid.UUID = Field(default_factory=uuid.uuid4, primary_key=True)
    user_id: str = Field(sa_column=Column(Text, nullable=False))
    title: str = Field(sa_column=Column(String(TITLE_LIMIT), nullable=False))
    notes: str = Field(sa_column=Column(Text, nullable=False))
    priority: int = Field(sa_column=Column(SmallInteger, nullable=False))
    due_at: datetime | None = Field(default=None, sa_column=Column(DateTime(timezone=True)))
    completed_at: datetime | None = Field(default=None, sa_column=Column(DateTime(timezone=True)))
    version: int = Field(default=1)
    created_at: datetime = Field(sa_column=Column(DateTime(timezone=True), nullable=False))
    updated_at: datetime = Field(sa_column=Column(DateTime(timezone=True), nullable=False))

    @property
    def status(self) -> TaskStatus:
        """Derived, so that it can never contradict `completed_at`."""
        return TaskStatus.OPEN if self.completed_at is None else TaskStatus.DONE


class TaskPublic(TaskBase):
    """A task as its owner sees it."""

    model_config = {"json_schema_serialization_defaults_required": True}

    id: uuid.UUID
    status: TaskStatus
    completed_at: StoredInstant | None = Field(description="When it was done; null while it is open.")
    version: int = Field(description="Grows by one with each change; the ETag of the task.")
    created_at: StoredInstant
    updated_at: StoredInstant


class TasksPublic(SQLModel):
    """One page of tasks, the newest first."""

    data: list[TaskPublic]
    next_cursor: str | None = Field(description="Give it as `cursor` for the next page; null on the last one.")
