"""Tables that hold the assistant to its limits."""

import datetime as dt
import uuid
from enum import StrEnum
from typing import Any

from sqlalchemy import Column, Date, DateTime, ForeignKey, Index, Integer, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel

from todo_api.schema import SCHEMA


class Decision(StrEnum):
    """What the user's click said."""

    APPROVED = "approved"
    DECLINED = "declined"


class Confirmation(SQLModel, table=True):
    """Something that the assistant wants and that only the user's click makes happen."""

    __tablename__ = "confirmation"
    __table_args__ = (Index("confirmation_conversation", "conversation_id"), {"schema": SCHEMA})

    id: uuid.UUID = Field(default_factory=uuid.uuid4, primary_key=True)
    user_id: str = Field(sa_column=Column(Text, nullable=False))
    conversation_id: uuid.UUID = Field(
        sa_column=Column(ForeignKey(f"{SCHEMA}.conversation.id", ondelete="CASCADE"), nullable=False)
    )
    plan: dict[str, Any] = Field(sa_column=Column(JSONB, nullable=False))
    created_at: dt.datetime = Field(sa_column=Column(DateTime(timezone=True), nullable=False))
    decided_at: dt.datetime | None = Field(default=None, sa_column=Column(DateTime(timezone=True)))
    decision: str | None = Field(default=None, sa_column=Column(Text))
    result: dict[str, Any] | None = Field(default=None, sa_column=Column(JSONB(none_as_null=True)))


class ChatBudget(SQLModel, table=True):
    """How many turns a user had on the last day (UTC) that they had one."""

    __tablename__ = "chat_budget"
    __table_args__ = ({"schema": SCHEMA},)

    user_id: str = Field(sa_column=Column(Text, primary_key=True))
    day: dt.date = Field(sa_column=Column(Date, nullable=False))
    used: int = Field(sa_column=Column(Integer, nullable=False))


class ChatTurn(SQLModel, table=True):
    """The turn that is running for a user. One that was never ended frees its place by its age."""

    __tablename__ = "chat_turn"
    __table_args__ = ({"schema": SCHEMA},)

    user_id: str = Field(sa_column=Column(Text, primary_key=True))
    turn_id: uuid.UUID
    started_at: dt.datetime = Field(sa_column=Column(DateTime(timezone=True), nullable=False))
