"""The task: its table, and the shapes in which it comes and goes."""

import datetime as dt
import uuid
from enum import IntEnum, StrEnum
from typing import Annotated, Any

from pydantic import AfterValidator, StringConstraints
from sqlalchemy import (
    CheckConstraint,
    Column,
    Computed,
    Date,
    DateTime,
    Index,
    Integer,
    SmallInteger,
    String,
    Text,
    Time,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlmodel import Field, SQLModel

from todo_api.schema import SCHEMA
from todo_api.tasks.due import Due, DuePublic, choose_sort_instant, resolve_due
from todo_api.tasks.tags import Tags

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


def refuse_nul(text: str) -> str:
    """The text, if Postgres can keep it. Raises ValueError."""
    if "\x00" in text:
        raise ValueError("the character U+0000 cannot be stored")
    return text


StoredText = Annotated[str, AfterValidator(refuse_nul)]
Title = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=TITLE_LIMIT), AfterValidator(refuse_nul)
]
Notes = Annotated[str, StringConstraints(max_length=NOTES_LIMIT), AfterValidator(refuse_nul)]
StoredInstant = Annotated[dt.datetime, AfterValidator(lambda instant: instant.astimezone(dt.UTC))]

# Knows the letters of most languages and their order; part of every Postgres that has ICU.
COLLATION = "und-x-icu"
# Parts of the table's definition and of the statements that use its indexes, word for word the same.
SEARCH_TEXT = 'lower((title || chr(10) || notes) COLLATE "und-x-icu")'
SOONEST_DUE = text("coalesce(due_sort, 'infinity'::timestamptz)")
LATEST_DUE = text("coalesce(due_sort, '-infinity'::timestamptz)")
LESS_IMPORTANT = text("(- priority)")
PRESENT = text("deleted_at IS NULL")
OPEN = text("deleted_at IS NULL AND completed_at IS NULL")
DONE = text("deleted_at IS NULL AND completed_at IS NOT NULL")

TITLE = "What is to be done. Spaces around it are dropped."
NOTES = "Anything more, as plain text."
TAGS = "Words that tasks share: letters, digits, - and _. Capitals are made small, a repeated one is dropped."
DUE = "When it is due."


class TaskBase(SQLModel):
    """What a person can say about a task."""

    title: Title = Field(description=TITLE)
    notes: Notes = Field(default="", description=NOTES)
    priority: Priority = Priority.NONE
    tags: Tags = Field(default=[], description=TAGS)
    due: Due | None = Field(default=None, description=DUE)


class TaskCreate(TaskBase):
    """A new task."""

    model_config = {"extra": "forbid"}


class TaskUpdate(SQLModel):
    """What to change; an absent field stays as it is."""

    model_config = {"extra": "forbid"}

    title: Title = Field(default=None, description=TITLE)
    notes: Notes = Field(default=None, description=NOTES)
    priority: Priority = Field(default=None)
    tags: Tags = Field(default=None, description=TAGS)
    due: Due | None = Field(default=None, description=DUE + " null takes it away.")
    status: TaskStatus = Field(default=None, description="`done` completes the task, `open` reopens it.")


class Task(SQLModel, table=True):
    """A row of the table `task`."""

    __table_args__ = (
        CheckConstraint(f"char_length(title) BETWEEN 1 AND {TITLE_LIMIT}", name="task_title_length"),
        CheckConstraint("priority BETWEEN 0 AND 3", name="task_priority_range"),
        CheckConstraint("due_time IS NULL OR (due_date IS NOT NULL AND due_zone IS NOT NULL)", name="task_due_whole"),
        # Found in, but never read; the database keeps it.
        Column("search_text", Text(collation="C"), Computed(SEARCH_TEXT, persisted=True)),
        Index("task_user_newest", "user_id", "created_at", "id"),
        Index(
            "task_open_due",
            *("user_id", SOONEST_DUE, LESS_IMPORTANT, "id"),
            postgresql_include=["due_sort", "due_time", "tags"],
            postgresql_where=OPEN,
        ),
        Index("task_soonest_due", "user_id", SOONEST_DUE, LESS_IMPORTANT, "id", postgresql_where=PRESENT),
        Index("task_latest_due", "user_id", LATEST_DUE, "priority", "id", postgresql_where=PRESENT),
        Index("task_important", "user_id", "priority", "created_at", "id", postgresql_where=PRESENT),
        Index("task_titles", "user_id", "title", "id", postgresql_where=PRESENT),
        Index("task_done_last", "user_id", "completed_at", "id", postgresql_where=DONE),
        Index("task_deleted", "user_id", "deleted_at", postgresql_where=text("deleted_at IS NOT NULL")),
        {"schema": SCHEMA},
    )
    __mapper_args__ = {"exclude_properties": ("search_text",)}

    id: uuid.UUID = Field(default_factory=uuid.uuid4, primary_key=True)
    user_id: str = Field(sa_column=Column(Text, nullable=False))
    title: str = Field(sa_column=Column(String(TITLE_LIMIT, collation=COLLATION), nullable=False))
    notes: str = Field(sa_column=Column(Text, nullable=False))
    priority: int = Field(sa_column=Column(SmallInteger, nullable=False))
    tags: list[str] = Field(default_factory=list, sa_column=Column(ARRAY(Text), nullable=False, server_default="{}"))
    due_date: dt.date | None = Field(default=None, sa_column=Column(Date))
    due_time: dt.time | None = Field(default=None, sa_column=Column(Time))
    due_zone: str | None = Field(default=None, sa_column=Column(Text))
    due_at: dt.datetime | None = Field(default=None, sa_column=Column(DateTime(timezone=True)))
    due_sort: dt.datetime | None = Field(default=None, sa_column=Column(DateTime(timezone=True)))
    completed_at: dt.datetime | None = Field(default=None, sa_column=Column(DateTime(timezone=True)))
    deleted_at: dt.datetime | None = Field(default=None, sa_column=Column(DateTime(timezone=True)))
    version: int = Field(default=1)
    content_version: int = Field(
        default=1,
        description="The version that first had this content: an undo brings an older one back.",
        sa_column=Column(Integer, nullable=False, server_default="1"),
    )
    created_at: dt.datetime = Field(sa_column=Column(DateTime(timezone=True), nullable=False))
    updated_at: dt.datetime = Field(sa_column=Column(DateTime(timezone=True), nullable=False))

    @property
    def status(self) -> TaskStatus:
        """Derived, so that it can never contradict `completed_at`."""
        return TaskStatus.OPEN if self.completed_at is None else TaskStatus.DONE

    @property
    def due(self) -> DuePublic | None:
        """The columns `due_*` as one value. Not checked again: a zone may have been renamed since."""
        if self.due_date is None:
            return None
        at = self.due_at and self.due_at.astimezone(dt.UTC)
        return DuePublic.model_construct(date=self.due_date, time=self.due_time, zone=self.due_zone, at=at)


def build_due_columns(due: Due | None) -> dict[str, Any]:
    """The values of the columns `due_*`."""
    if due is None:
        return dict.fromkeys(("due_date", "due_time", "due_zone", "due_at", "due_sort"))
    return {
        "due_date": due.date,
        "due_time": due.time,
        "due_zone": due.zone,
        "due_at": resolve_due(due),
        "due_sort": choose_sort_instant(due),
    }


class TaskPublic(TaskBase):
    """A task as its owner sees it."""

    model_config = {"json_schema_serialization_defaults_required": True}

    id: uuid.UUID
    due: DuePublic | None = Field(default=None, description=DUE)
    status: TaskStatus
    completed_at: StoredInstant | None = Field(description="When it was done; null while it is open.")
    version: int = Field(description="Grows by one with each change; the ETag of the task.")
    created_at: StoredInstant
    updated_at: StoredInstant


class TasksPublic(SQLModel):
    """One page of tasks."""

    data: list[TaskPublic]
    next_cursor: str | None = Field(description="Give it as `cursor` for the next page; null on the last one.")


class TagCount(SQLModel):
    """A tag and how many open tasks have it."""

    name: str
    count: int


class TasksSummary(SQLModel):
    """How many tasks each view has, and the tags in use."""

    today: int
    upcoming: int
    overdue: int
    all: int = Field(description="All open tasks.")
    done: int
    tags: list[TagCount] = Field(description="Tags of open tasks, the most used first.")
