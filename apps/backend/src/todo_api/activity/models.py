"""The activity: its table, and the shape in which it is shown."""

import uuid
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any

from sqlalchemy import BigInteger, Column, DateTime, ForeignKey, Identity, Index, Integer, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel

from todo_api.schema import SCHEMA
from todo_api.tasks.models import StoredInstant, TaskPublic

# What a change did: by field, the value before and the value after, as JSON.
type Changes = dict[str, list[Any]]


class ActorKind(StrEnum):
    """Who changes tasks."""

    USER = "user"
    ASSISTANT = "assistant"


class Action(StrEnum):
    """What a change did to the task."""

    CREATE = "create"
    UPDATE = "update"
    COMPLETE = "complete"
    REOPEN = "reopen"
    DELETE = "delete"
    UNDO = "undo"


class Activity(SQLModel, table=True):
    """A row of the table `activity`: one change to one task."""

    __table_args__ = (
        Index("activity_user_newest", "user_id", "seq"),
        Index("activity_user_batch", "user_id", "batch"),
        Index("activity_task", "task_id", "seq"),
        {"schema": SCHEMA},
    )

    id: uuid.UUID = Field(default_factory=uuid.uuid4, primary_key=True)
    seq: int | None = Field(default=None, sa_column=Column(BigInteger, Identity(always=True), nullable=False))
    user_id: str = Field(sa_column=Column(Text, nullable=False))
    task_id: uuid.UUID = Field(sa_column=Column(ForeignKey(f"{SCHEMA}.task.id", ondelete="CASCADE"), nullable=False))
    actor: str = Field(sa_column=Column(Text, nullable=False))
    action: str = Field(sa_column=Column(Text, nullable=False))
    title: str = Field(sa_column=Column(Text, nullable=False))
    changes: dict[str, Any] = Field(sa_column=Column(JSONB, nullable=False))
    before_version: int = Field(sa_column=Column(Integer, nullable=False))
    after_version: int = Field(sa_column=Column(Integer, nullable=False))
    batch: uuid.UUID | None = Field(default=None)
    undone_by: uuid.UUID | None = Field(default=None)
    created_at: datetime = Field(sa_column=Column(DateTime(timezone=True), nullable=False))


class ActivityPublic(SQLModel):
    """A change as the owner of the task sees it."""

    id: uuid.UUID
    actor: ActorKind
    action: Action
    task_id: uuid.UUID
    title: str = Field(description="The title that the task had after the change.")
    changes: dict[str, Annotated[list[Any], Field(min_length=2, max_length=2)]] = Field(
        description="By field, what it was and what it became. `deleted` tells whether the task was there."
    )
    created_at: StoredInstant
    batch: uuid.UUID | None = Field(description="Shared by changes that were made together.")
    undone: bool = Field(description="Whether it was undone.")
    undoable: bool = Field(description="Whether it can be undone now: the task is as this change left it.")


class ActivitiesPublic(SQLModel):
    """One page of changes, the newest first."""

    data: list[ActivityPublic]
    next_cursor: str | None = Field(description="Give it as `cursor` for the next page; null on the last one.")


class UndoBatch(SQLModel):
    """Which changes to undo together."""

    model_config = {"extra": "forbid"}

    batch: uuid.UUID


class UndonePublic(SQLModel):
    """What an undo changed."""

    tasks: list[TaskPublic] = Field(description="The tasks as they are now, without those that are no more.")
    batch: uuid.UUID | None = Field(description="Undoes this undo as a whole; null if it was of one change.")
